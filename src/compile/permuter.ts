/**
 * The representative of a row's orbit under a large group: what emit/symmetry.ts writes as code for a small one, as tables of
 * moves. A move takes a field of the row to where its image lies, and maps what it holds.
 */

import { Misfit } from '../../checker/rows.js';
import { compareBoxes } from './boxes/order.js';
import type { ValueTable } from './boxes/table.js';
import { internedWords, type Layout } from './layout/layout.js';
import type { FunctionShape, Place, Shape, Universe } from './layout/shape.js';
import { type Permutation, permuted } from './symmetry.js';

/** Code is written for groups of at most so many permutations besides the identity. */
export const largestWritten = 24;

interface Move {
  readonly from: Place;
  readonly to: Place;
  readonly bits: number;
  /** What becomes of an index in a universe, or of a bit of a mask; absent: it stays as it is. */
  readonly map?: Int32Array;
  readonly kind: 'field' | 'mask' | 'number';
}

export class Permuter {
  private readonly moves: readonly (readonly Move[])[];
  private readonly numbers: readonly Map<number, number>[];
  private readonly byNumber: ReadonlySet<number>;
  private image: Int32Array;
  private best: Int32Array;

  constructor(
    private readonly layout: Layout,
    private readonly permutations: readonly Permutation[],
    private readonly table: ValueTable,
  ) {
    this.moves = permutations.map((permutation) => movesOf(layout, permutation));
    this.numbers = permutations.map(() => new Map());
    this.byNumber = internedWords(layout);
    this.image = new Int32Array(layout.width);
    this.best = new Int32Array(layout.width);
  }

  /** Replaces a row by the least of its images. @throws Misfit */
  canonical(words: Int32Array, at: number): void {
    const { width } = this.layout;
    for (let i = 0; i < width; i++) this.best[i] = words[at + i] as number;
    for (let index = 0; index < this.moves.length; index++) {
      this.write(index, words, at);
      if (this.isLess()) [this.image, this.best] = [this.best, this.image];
    }
    for (let i = 0; i < width; i++) words[at + i] = this.best[i] as number;
  }

  private write(permutation: number, words: Int32Array, at: number): void {
    const { image } = this;
    image.fill(0);
    for (const { from, to, bits, map, kind } of this.moves[permutation] as readonly Move[]) {
      const word = words[at + from.word] as number;
      if (kind === 'number') image[to.word] = this.number(word, permutation);
      else if (kind === 'field' || map === undefined) {
        const held = bits >= 32 ? word : (word >>> from.shift) & (2 ** bits - 1);
        const mapped = map === undefined ? held : (map[held] as number);
        if (mapped < 0 && map !== undefined) throw new Misfit(0, undefined);
        image[to.word] = (image[to.word] as number) | (mapped << to.shift);
      } else {
        const held = bits >= 32 ? word : (word >>> from.shift) & (2 ** bits - 1);
        for (let rest = held; rest !== 0; rest &= rest - 1) {
          const bit = map[31 - Math.clz32(rest & -rest)] as number;
          if (bit < 0) throw new Misfit(0, undefined);
          const place = to.shift + bit;
          image[to.word + (place >>> 5)] = (image[to.word + (place >>> 5)] as number) | (1 << (place & 31));
        }
      }
    }
  }

  private number(id: number, permutation: number): number {
    const known = this.numbers[permutation] as Map<number, number>;
    let image = known.get(id);
    if (image === undefined) {
      image = this.table.idOf(permuted(this.table.value(id), this.permutations[permutation] as Permutation));
      known.set(id, image);
    }
    return image;
  }

  private isLess(): boolean {
    const { image, best, byNumber, table } = this;
    for (let i = 0; i < image.length; i++) {
      const [a, b] = [image[i] as number, best[i] as number];
      if (a === b) continue;
      return byNumber.has(i) ? compareBoxes(table.value(a), table.value(b)) < 0 : a < b;
    }
    return false;
  }
}

function movesOf(layout: Layout, permutation: Permutation): Move[] {
  const moves: Move[] = [];
  const map = (universe: Universe): Int32Array | undefined => {
    const images = Int32Array.from(universe.items, (item) => universe.indexOf(permuted(item, permutation)));
    return images.every((image, index) => image === index) ? undefined : images;
  };
  const visit = (shape: Shape, from: Place, to: Place): void => {
    switch (shape.kind) {
      case 'bool':
      case 'integer':
        if (shape.bits > 0) moves.push({ from, to, bits: shape.bits, kind: 'field' });
        return;
      case 'enum': {
        const images = map(shape.universe);
        if (shape.bits > 0)
          moves.push({
            from,
            to,
            bits: shape.bits,
            kind: 'field',
            ...(images === undefined ? {} : { map: images }),
          });
        return;
      }
      case 'interned':
        moves.push({ from, to, bits: 32, kind: 'number' });
        return;
      case 'mask': {
        const images = map(shape.universe);
        for (let word = 0; word < Math.max(1, shape.bits >>> 5); word++) {
          const source = { word: from.word + word, shift: from.shift };
          const bits = Math.min(32, shape.bits);
          // Without a map the words stay where they are; with one every bit finds its own place.
          if (images === undefined)
            moves.push({ from: source, to: { word: to.word + word, shift: to.shift }, bits, kind: 'mask' });
          else
            moves.push({
              from: source,
              to,
              bits,
              kind: 'mask',
              map: images.subarray(word * 32, word * 32 + 32),
            });
        }
        return;
      }
      case 'function':
        items(shape, from, to);
    }
  };
  const items = (shape: FunctionShape, from: Place, to: Place): void => {
    shape.items.forEach((item, index) => {
      const image = shape.keys.indexOf(permuted(shape.keys.list[index] as never, permutation));
      const [own, other] = [shape.places[index] as Place, shape.places[image]];
      if (other === undefined) throw new RangeError('A permutation leads out of the domain of a function.');
      visit(
        item,
        { word: from.word + own.word, shift: from.shift + own.shift },
        { word: to.word + other.word, shift: to.shift + other.shift },
      );
    });
  };
  for (const { shape, word, shift } of layout.fields) visit(shape, { word, shift }, { word, shift });
  return moves;
}
