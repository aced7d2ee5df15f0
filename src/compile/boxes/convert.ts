/** Values of the interpreter as boxes, and back. */

import { FunctionSpace, Interval, PowerSet, SequenceSpace } from '../../values/symbolic.js';
import { FiniteSet, FunctionValue, ModelValue, SetValue, type Value } from '../../values/value.js';
import { Atom, type Box, BoxFunction, BoxSet, fail, Keys, ListSet } from './box.js';
import { compareBoxes } from './order.js';
import {
  FunctionSpaceBox,
  IntervalBox,
  PowerBox,
  SequencesBox,
  type SymbolicBox,
  ValueSet,
} from './symbolic.js';

/** Every set that is not written out. */
type SymbolicSet = SymbolicBox | IntervalBox;

export function toBox(value: Value): Box {
  if (typeof value !== 'object') return value;
  if (value instanceof ModelValue) return Atom.of(value.name);
  if (value instanceof SetValue) {
    if (value instanceof FiniteSet) return new ListSet(value.elements().map(toBox));
    if (value instanceof Interval && typeof value.low === 'number' && typeof value.high === 'number')
      return new IntervalBox(value.low, value.high);
    if (value instanceof PowerSet) return new PowerBox(toBox(value.base) as BoxSet);
    if (value instanceof FunctionSpace) return spaceBox(value);
    if (value instanceof SequenceSpace) return new SequencesBox(toBox(value.base) as BoxSet);
    return new ValueSet(value);
  }
  return functionBox(value);
}

function spaceBox(space: FunctionSpace): BoxSet {
  // Its keys come least first.
  const keys = Keys.of(space.fields.map(([key]) => toBox(key)));
  // Where many keys have one set of values, they have one box.
  const boxes = new Map<SetValue, BoxSet>();
  for (const [, set] of space.fields) if (!boxes.has(set)) boxes.set(set, toBox(set) as BoxSet);
  return new FunctionSpaceBox(
    keys,
    space.fields.map(([, set]) => boxes.get(set) as BoxSet),
    () => space,
  );
}

function functionBox(value: FunctionValue): BoxFunction {
  // A function on an infinite set has no form that could be compared or kept.
  if (!value.domain.enumerable) fail();
  const entries = [...value.map].map(([key, item]) => [toBox(key), toBox(item)] as const);
  entries.sort(([a], [b]) => compareBoxes(a, b));
  return new BoxFunction(
    Keys.of(entries.map(([key]) => key)),
    entries.map(([, item]) => item),
  );
}

export function toValue(box: Box): Value {
  if (typeof box !== 'object') return box;
  if (box instanceof Atom) return ModelValue.of(box.text);
  if (box instanceof BoxSet) {
    return box instanceof ListSet ? FiniteSet.of(box.items.map(toValue)) : (box as SymbolicSet).value();
  }
  const { keys, values } = box;
  if (keys.sequential) return FunctionValue.sequence(values.map(toValue));
  const map = FunctionValue.sequence([]).map.withMutations((entries) => {
    keys.list.forEach((key, index) => {
      entries.set(toValue(key), toValue(values[index] as Box));
    });
  });
  return new FunctionValue(map);
}
