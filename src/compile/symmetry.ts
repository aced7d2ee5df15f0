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
  return typeof box === 'object' ? madeOf(box, (part) => permuted(part, by)) : box;
}

/** A set or a function with an image in the place of each of its parts. */
export function madeOf(box: BoxSet | BoxFunction, imageOf: (part: Box) => Box): Box {
  if (box instanceof BoxSet) {
    const members = box.members();
    const images = members.map(imageOf);
    return images.every((image, index) => image === members[index]) ? box : setOf(images);
  }
  const entries = box.values.map((value, index): [Box, Box] => [
    imageOf(box.keys.list[index] as Box),
    imageOf(value),
  ]);
  entries.sort(([a], [b]) => compareBoxes(a, b));
  return new BoxFunction(
    Keys.of(entries.map(([key]) => key)),
    entries.map(([, value]) => value),
  );
}
