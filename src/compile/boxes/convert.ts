/** Values of the interpreter as boxes, and back. */

import { Interval } from '../../values/symbolic.js';
import { FiniteSet, FunctionValue, ModelValue, SetValue, type Value } from '../../values/value.js';
import { Atom, type Box, BoxFunction, BoxSet, fail, Keys, ListSet } from './box.js';
import { compareBoxes } from './order.js';
import { IntervalBox, type PowerBox, ValueSet } from './symbolic.js';

/** Every set that is not written out. */
type SymbolicSet = ValueSet | IntervalBox | PowerBox;

export function toBox(value: Value): Box {
  if (typeof value !== 'object') return value;
  if (value instanceof ModelValue) return Atom.of(value.name);
  if (value instanceof SetValue) {
    if (value instanceof FiniteSet) return new ListSet(value.elements().map(toBox));
    if (value instanceof Interval && typeof value.low === 'number' && typeof value.high === 'number')
      return new IntervalBox(value.low, value.high);
    return new ValueSet(value);
  }
  return functionBox(value);
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
