/** Permutations of model values, applied to boxes. */

import type { FunctionValue } from '../values/value.js';
import { Atom, type Box, BoxFunction, BoxSet, Keys, setOf } from './boxes/box.js';
import { toBox } from './boxes/convert.js';
import { compareBoxes } from './boxes/order.js';

export type Permutation = ReadonlyMap<Atom, Atom>;

export function permutationOf(value: FunctionValue): Permutation {
  return new Map([...value.map].map(([from, to]) => [toBox(from) as Atom, toBox(to) as Atom]));
}

export function permuted(box: Box, by: Permutation): Box {
  if (box instanceof Atom) return by.get(box) ?? box;
  if (box instanceof BoxSet) {
    const members = box.members();
    const images = members.map((member) => permuted(member, by));
    return images.every((image, index) => image === members[index]) ? box : setOf(images);
  }
  if (!(box instanceof BoxFunction)) return box;
  const entries = box.values.map((value, index): [Box, Box] => [
    permuted(box.keys.list[index] as Box, by),
    permuted(value, by),
  ]);
  entries.sort(([a], [b]) => compareBoxes(a, b));
  return new BoxFunction(
    Keys.of(entries.map(([key]) => key)),
    entries.map(([, value]) => value),
  );
}
