/**
 * The representative of a row's orbit under a large group: what emit/symmetry.ts writes as code for a small one, as tables of
 * moves. A move takes a field of the row to where its image lies, and maps what it holds.
 */

import { Misfit } from '../../checker/rows.js';
import { compareBoxes } from './boxes/order.js';
import type { ValueTable } from './boxes/table.js';
import { Images } from './images.js';
import { internedWords, type Layout } from './layout/layout.js';
import type { FunctionShape, Place, Shape, Universe } from './layout/shape.js';
import { type Permutation, permuted } from './symmetry.js';

/** Code is written for groups of at most so many permutations besides the identity. */
const largestWritten = 24;

/** Whether the representative is found by code that is written for it: where every image is cheap, and there are few. */
export function isWritten(layout: Layout, permutations: readonly Permutation[]): boolean {
  return permutations.length <= largestWritten && internedWords(layout).size === 0;
}

/** What a part of the row adds to a word of its image. */
interface Move {
  /** The word that it is read from. */
  readonly from: number;
  /** Where it starts in that word, and which of its bits count from there. */
  readonly shift: number;
  readonly select: number;
  /** How far to the left it is put. */
  readonly to: number;
  /** What becomes of an index in a universe, or of each bit of a mask; absent: it stays as it is. */
  readonly map?: Int32Array;
  readonly kind: 'field' | 'mask' | 'number';
}

/** An image, word by word, and the bits that have none. */
interface Moves {
  readonly words: readonly (readonly Move[])[];
  readonly lost: readonly Move[];
}

/**
 * Word after word, the cheap ones first, only the permutations that give the least so far are followed: most are given up at the first word in
 * which the images differ. Of images that are numbers of values, that of the least hash is the least.
 */
export class Permuter {
  private readonly moves: readonly Moves[];
  /** The moves as plain numbers, {@link record} of them each, and where those of each word of each permutation begin. */
  private readonly records: Int32Array;
  private readonly starts: Int32Array;
  private readonly maps: Int32Array;
  private readonly images: readonly Images[];
  private readonly byNumber: ReadonlySet<number>;
  private readonly losing: boolean;
  /** The words, those first that cost least to find: any order gives each orbit one least image. */
  private readonly order: readonly number[];
  /** The permutations that are followed, and the image's word under each; the identity is the number of the moves. */
  private readonly followed: Int32Array;
  private readonly image: Int32Array;
  private readonly best: Int32Array;

  constructor(
    private readonly layout: Layout,
    permutations: readonly Permutation[],
    private readonly table: ValueTable,
  ) {
    this.moves = permutations.map((permutation) => movesOf(layout, permutation));
    ({ records: this.records, starts: this.starts, maps: this.maps } = flattened(this.moves));
    // The last one is the identity.
    this.images = [...permutations, new Map()].map((permutation) => new Images(permutation, table));
    this.byNumber = internedWords(layout);
    this.losing = this.moves.some(({ lost }) => lost.length > 0);
    this.order = Array.from({ length: layout.width }, (_, word) => word).sort(
      (a, b) => this.costOf(a) - this.costOf(b),
    );
    this.followed = new Int32Array(permutations.length + 1);
    this.image = new Int32Array(permutations.length + 1);
    this.best = new Int32Array(layout.width);
  }

  /** Replaces a row by the least of its images. @throws Misfit */
  canonical(words: Int32Array, at: number): void {
    const { best, followed, image, layout } = this;
    if (this.losing) this.refuseLost(words, at);
    let count = followed.length;
    for (let i = 0; i < count; i++) followed[i] = i;
    for (const word of this.order) {
      const holdsValue = this.byNumber.has(word);
      if (count > 1 || !holdsValue) {
        let least = 0;
        for (let i = 0; i < count; i++) {
          const permutation = followed[i] as number;
          const own = holdsValue
            ? this.hash(permutation, word, words, at)
            : this.word(permutation, word, words, at);
          image[i] = own;
          if (i === 0 || own < least) least = own;
        }
        best[word] = least;
        count = this.keep(least, count);
      }
      if (holdsValue) count = this.settle(word, words, at, count);
    }
    for (let i = 0; i < layout.width; i++) words[at + i] = best[i] as number;
  }

  /** Follows those permutations only whose image is the least. @returns how many */
  private keep(least: number, count: number): number {
    const { image, followed } = this;
    let kept = 0;
    for (let i = 0; i < count; i++) if (image[i] === least) followed[kept++] = followed[i] as number;
    return kept;
  }

  /** Makes the images of one hash: they are mostly one image, and need not be. @returns how many permutations are followed further */
  private settle(word: number, words: Int32Array, at: number, count: number): number {
    const { image, followed, best, images } = this;
    let least = 0;
    for (let i = 0; i < count; i++) {
      const permutation = followed[i] as number;
      const own = (images[permutation] as Images).number(this.held(permutation, word, words, at));
      image[i] = own;
      if (i === 0 || (own !== least && this.isLess(own, least))) least = own;
    }
    best[word] = least;
    return this.keep(least, count);
  }

  /** The number of the value whose image becomes a word. */
  private held(permutation: number, word: number, words: Int32Array, at: number): number {
    const { moves, records, starts, layout } = this;
    if (permutation === moves.length) return words[at + word] as number;
    return words[at + (records[starts[permutation * layout.width + word] as number] as number)] as number;
  }

  private hash(permutation: number, word: number, words: Int32Array, at: number): number {
    return (this.images[permutation] as Images).hash(this.held(permutation, word, words, at));
  }

  private costOf(word: number): number {
    const weights = { field: 1, mask: 8, number: 64 };
    return this.moves.reduce(
      (sum, { words }) => (words[word] ?? []).reduce((cost, { kind }) => cost + weights[kind], sum),
      0,
    );
  }

  /** A word of the image, where it does not hold a value's number. */
  private word(permutation: number, index: number, words: Int32Array, row: number): number {
    const { records, starts, maps } = this;
    if (permutation === this.moves.length) return words[row + index] as number;
    const first = permutation * this.layout.width + index;
    const end = starts[first + 1] as number;
    let image = 0;
    for (let at = starts[first] as number; at < end; at += record) {
      const word = words[row + (records[at] as number)] as number;
      const held = (word >>> (records[at + 1] as number)) & (records[at + 2] as number);
      const map = records[at + 4] as number;
      switch (records[at + 5]) {
        case kinds.copy:
          image |= held << (records[at + 3] as number);
          break;
        case kinds.field: {
          const mapped = maps[map + held] as number;
          if (mapped < 0) throw new Misfit(0, undefined);
          image |= mapped << (records[at + 3] as number);
          break;
        }
        case kinds.mask:
          for (let rest = held; rest !== 0; rest &= rest - 1)
            image |= 1 << (maps[map + 31 - Math.clz32(rest & -rest)] as number);
      }
    }
    return image;
  }

  /** Some image of the row has no place in the layout. */
  private refuseLost(words: Int32Array, at: number): void {
    for (const { lost } of this.moves)
      for (const { from, shift, select } of lost)
        if ((((words[at + from] as number) >>> shift) & select) !== 0) throw new Misfit(0, undefined);
  }

  private isLess(a: number, b: number): boolean {
    return compareBoxes(this.table.value(a), this.table.value(b)) < 0;
  }
}

/** Numbers a move: the word, its shift and select, how far to the left, where its map begins, its kind. */
const record = 6;
const kinds = { copy: 0, field: 1, mask: 2, number: 3 };

function flattened(moves: readonly Moves[]): { records: Int32Array; starts: Int32Array; maps: Int32Array } {
  const records: number[] = [];
  const starts: number[] = [];
  const maps: number[] = [];
  for (const { words } of moves)
    for (const word of words) {
      starts.push(records.length);
      for (const { from, shift, select, to, map, kind } of word) {
        const own = map === undefined && kind !== 'number' ? kinds.copy : kinds[kind];
        records.push(from, shift, select, to, maps.length, own);
        maps.push(...(map ?? []));
      }
    }
  starts.push(records.length);
  return {
    records: Int32Array.from(records),
    starts: Int32Array.from(starts),
    maps: Int32Array.from(maps),
  };
}

/** A mask of so many bits. */
function lowest(bits: number): number {
  return bits >= 32 ? -1 : 2 ** bits - 1;
}

function movesOf(layout: Layout, permutation: Permutation): Moves {
  const words: Move[][] = Array.from({ length: layout.width }, () => []);
  const lost: Move[] = [];
  const put = (word: number, move: Move) => (words[word] as Move[]).push(move);
  const map = (universe: Universe): Int32Array | undefined => {
    const images = Int32Array.from(universe.items, (item) => universe.indexOf(permuted(item, permutation)));
    return images.every((image, index) => image === index) ? undefined : images;
  };
  const visit = (shape: Shape, from: Place, to: Place): void => {
    const { word, shift } = from;
    const whole: Move = { from: word, shift, select: lowest(shape.bits), to: to.shift, kind: 'field' };
    switch (shape.kind) {
      case 'bool':
      case 'integer':
      // Its items are their own images.
      case 'sequence':
        if (shape.bits > 0) put(to.word, whole);
        return;
      case 'enum': {
        const images = map(shape.universe);
        if (shape.bits > 0) put(to.word, images === undefined ? whole : { ...whole, map: images });
        return;
      }
      case 'interned':
        put(to.word, { ...whole, kind: 'number' });
        return;
      case 'mask': {
        const images = map(shape.universe);
        const count = Math.max(1, shape.bits >>> 5);
        for (let part = 0; part < count; part++) {
          const own = { ...whole, from: word + part };
          // Without a map the words stay where they are; with one every bit finds its own place.
          if (images === undefined) put(to.word + part, own);
          else bits(own, images.subarray(part * 32, part * 32 + 32), to, count);
        }
        return;
      }
      case 'function':
        items(shape, from, to);
    }
  };
  /** The bits of one word of a mask, sorted by the words that they go to. */
  const bits = (own: Move, images: Int32Array, to: Place, count: number): void => {
    const places = images.map((image) => (image < 0 ? -1 : to.shift + image));
    const select = (target: number) =>
      places.reduce(
        (sum, place, bit) => ((place < 0 ? -1 : place >>> 5) === target ? sum | (1 << bit) : sum),
        0,
      );
    const within = places.map((place) => place & 31);
    for (let target = 0; target < count; target++) {
      const selected = select(target);
      if (selected !== 0) put(to.word + target, { ...own, select: selected, map: within, kind: 'mask' });
    }
    const none = select(-1);
    if (none !== 0) lost.push({ ...own, select: none });
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
  return { words, lost };
}
