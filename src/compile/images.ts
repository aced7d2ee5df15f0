/**
 * Images of values under a permutation, by their numbers in the table of values. Of a large value, such as all messages on the way,
 * most images are not wanted: their hashes say which one is least, and only that one is made.
 */

import { scalarHash } from '../values/content.js';
import { Atom, type Box, BoxFunction, BoxSet } from './boxes/box.js';
import type { ValueTable } from './boxes/table.js';
import { hashOfParts } from './content.js';
import { madeOf, type Permutation, permuted } from './symmetry.js';

/** Hashes that are remembered: of the parts that many values have in common. */
const remembered = 2 ** 12;

export class Images {
  /** Numbers of images by the numbers of values. */
  private readonly numbers = new Map<number, number>();
  /** Direct-mapped: a number plus one, and the hash of its image. */
  private readonly keys = new Int32Array(remembered);
  private readonly hashes = new Int32Array(remembered);

  constructor(
    private readonly permutation: Permutation,
    private readonly table: ValueTable,
  ) {}

  /** The hash of a value's image: equal for equal images, in every thread and every run. */
  hash(id: number): number {
    return this.hashOf(this.table.value(id));
  }

  /** The number of a value's image. */
  number(id: number): number {
    let image = this.numbers.get(id);
    if (image === undefined) {
      const box = this.table.value(id);
      const made = hasParts(box) ? madeOf(box, this.imageOf) : permuted(box, this.permutation);
      image = this.table.idOf(made);
      this.numbers.set(id, image);
    }
    return image;
  }

  private readonly hashOf = (box: Box): number => {
    if (typeof box !== 'object') return scalarHash(box);
    if (box instanceof Atom) return (this.permutation.get(box) ?? box).hash;
    const key = this.table.idOf(box) + 1;
    const place = key & (remembered - 1);
    if (this.keys[place] === key) return this.hashes[place] as number;
    const hash = hashOfParts(box, this.hashOf);
    this.keys[place] = key;
    this.hashes[place] = hash;
    return hash;
  };

  private readonly imageOf = (box: Box): Box =>
    hasParts(box) ? this.table.value(this.number(this.table.idOf(box))) : permuted(box, this.permutation);
}

function hasParts(box: Box): box is BoxSet | BoxFunction {
  return box instanceof BoxSet || box instanceof BoxFunction;
}
