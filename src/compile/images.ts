/**
 * Images of values under a permutation, by their numbers in the table of values. Of a large value, such as all messages on the way,
 * most images are not wanted: their hashes say which one is least, and only that one is made.
 */

import { entryHash, functionHash, memberHash, scalarHash, setHash } from '../values/content.js';
import { Atom, type Box, BoxFunction, BoxSet, Keys, setOf } from './boxes/box.js';
import { compareBoxes } from './boxes/order.js';
import type { ValueTable } from './boxes/table.js';
import type { Permutation } from './symmetry.js';

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
      image = this.table.idOf(this.made(this.table.value(id)));
      this.numbers.set(id, image);
    }
    return image;
  }

  private hashOf(box: Box): number {
    if (typeof box !== 'object') return scalarHash(box);
    if (box instanceof Atom) return (this.permutation.get(box) ?? box).hash;
    const key = this.table.idOf(box) + 1;
    const place = key & (remembered - 1);
    if (this.keys[place] === key) return this.hashes[place] as number;
    const hash = this.computed(box);
    this.keys[place] = key;
    this.hashes[place] = hash;
    return hash;
  }

  private computed(box: BoxSet | BoxFunction): number {
    let sum = 0;
    if (box instanceof BoxSet) {
      for (const member of box.members()) sum = (sum + memberHash(this.hashOf(member))) | 0;
      return setHash(sum);
    }
    const { list } = box.keys;
    for (let i = 0; i < list.length; i++)
      sum = (sum + entryHash(this.hashOf(list[i] as Box), this.hashOf(box.values[i] as Box))) | 0;
    return functionHash(sum);
  }

  private image(box: Box): Box {
    if (typeof box !== 'object') return box;
    if (box instanceof Atom) return this.permutation.get(box) ?? box;
    return this.table.value(this.number(this.table.idOf(box)));
  }

  private made(box: Box): Box {
    if (box instanceof BoxSet) return setOf(box.members().map((member) => this.image(member)));
    if (!(box instanceof BoxFunction)) return this.image(box);
    const entries = box.values.map((value, index): [Box, Box] => [
      this.image(box.keys.list[index] as Box),
      this.image(value),
    ]);
    entries.sort(([a], [b]) => compareBoxes(a, b));
    return new BoxFunction(
      Keys.of(entries.map(([key]) => key)),
      entries.map(([, value]) => value),
    );
  }
}
