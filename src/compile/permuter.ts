/**
 * The representative of a row's orbit under a large group: what emit/symmetry.ts writes as code for a small one, as tables of
 * moves. A move takes a field of the row to where its image lies, and maps what it holds.
 */

import { Misfit } from '../../checker/rows.js';
import { compareBoxes } from './boxes/order.js';
import type { ValueTable } from './boxes/table.js';
import { Images } from './images.js';
import { internedWords, type Layout } from './layout/layout.js';
import { bitOf, Moves, MoveTables, within } from './layout/moves.js';
import type { FunctionShape, Place, Shape, Universe } from './layout/shape.js';
import { type Permutation, permuted } from './symmetry.js';

/** Code is written for groups of at most so many permutations besides the identity. */
const largestWritten = 24;

/** Whether the representative is found by code that is written for it: where every image is cheap, and there are few. */
export function isWritten(layout: Layout, permutations: readonly Permutation[]): boolean {
  return permutations.length <= largestWritten && internedWords(layout).size === 0;
}

/** Bits of a word that are looked up together, in a group that has many tables and in one that has few. */
const lookedUp = { large: 4, small: 8 };
/** Values are looked at last: to find an image of one, or even its hash, takes longer than any word of looks does. */
const mostLooks = Number.MAX_SAFE_INTEGER;

const mostRemembered = 1 << 12;
const factor = 0x9e3779b1;

/** Of an image: the words that hold values by number, with where those come from, and the bits of the row that have no place in it. */
interface Image {
  readonly values: ReadonlyMap<number, number>;
  readonly lost: readonly Place[];
}

/**
 * Word after word, the cheap ones first, only the permutations that give the least so far are followed: most are given up at the first word in
 * which the images differ. Of images that are numbers of values, that of the least hash is the least.
 */
export class Permuter {
  private readonly own: readonly Image[];
  private readonly tables: MoveTables;
  private readonly images: readonly Images[];
  private readonly byNumber: ReadonlySet<number>;
  private readonly losing: boolean;
  /** The words, those first that cost least to find: any order gives each orbit one least image. Those are left out that no permutation changes. */
  private readonly order: readonly number[];
  /** Rows that came lately, each followed by its representative, by their hashes: most steps lead to rows that others led to. */
  private readonly remembered: Int32Array;
  /** The permutations that are followed, and the image's word under each; the identity comes last. */
  private readonly followed: Int32Array;
  private readonly image: Int32Array;
  private readonly best: Int32Array;
  private readonly row: Int32Array;

  constructor(
    private readonly layout: Layout,
    permutations: readonly Permutation[],
    private readonly table: ValueTable,
  ) {
    const own: Image[] = [];
    this.own = own;
    this.tables = new MoveTables(
      (function* () {
        for (const permutation of permutations) {
          const moves = new Moves(layout.width);
          own.push(imageOf(layout, permutation, moves));
          yield moves;
        }
      })(),
      layout.width,
      permutations.length <= largestWritten ? lookedUp.small : lookedUp.large,
    );
    // The last one is the identity.
    this.images = [...permutations, new Map()].map((permutation) => new Images(permutation, table));
    this.byNumber = internedWords(layout);
    this.losing = this.own.some(({ lost }) => lost.length > 0);
    const cost = (word: number) => (this.byNumber.has(word) ? mostLooks : this.tables.looksOf(word));
    this.order = Array.from({ length: layout.width }, (_, word) => word)
      .filter((word) => this.byNumber.has(word) || !this.tables.keeps(word))
      .sort((a, b) => cost(a) - cost(b));
    this.remembered = new Int32Array(2 * layout.width * mostRemembered);
    this.followed = new Int32Array(permutations.length + 1);
    this.image = new Int32Array(permutations.length + 1);
    this.best = new Int32Array(layout.width);
    this.row = new Int32Array(layout.width);
  }

  /** Replaces a row by the least of its images. @throws Misfit */
  canonical(words: Int32Array, at: number): void {
    const { remembered } = this;
    const { width } = this.layout;
    let hash = 0;
    for (let i = 0; i < width; i++)
      hash = Math.imul(hash ^ (hash >>> 15) ^ (words[at + i] as number), factor);
    const place = ((hash ^ (hash >>> 16)) & (mostRemembered - 1)) * 2 * width;
    let known = true;
    for (let i = 0; i < width && known; i++) known = remembered[place + i] === words[at + i];
    // A row of zeros is found where there is nothing yet, and no other row.
    if (known && hash !== 0) {
      for (let i = 0; i < width; i++) words[at + i] = remembered[place + width + i] as number;
      return;
    }
    for (let i = 0; i < width; i++) this.row[i] = words[at + i] as number;
    this.find(words, at);
    for (let i = 0; i < width; i++) {
      remembered[place + i] = this.row[i] as number;
      remembered[place + width + i] = words[at + i] as number;
    }
  }

  private find(words: Int32Array, at: number): void {
    const { best, followed, image } = this;
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
    for (const word of this.order) words[at + word] = best[word] as number;
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
      const held = this.held(permutation, word, words, at);
      const own = permutation === this.own.length ? held : (images[permutation] as Images).number(held);
      image[i] = own;
      if (i === 0 || (own !== least && this.isLess(own, least))) least = own;
    }
    best[word] = least;
    return this.keep(least, count);
  }

  /** The number of the value whose image becomes a word. */
  private held(permutation: number, word: number, words: Int32Array, at: number): number {
    const from = permutation === this.own.length ? word : this.own[permutation]?.values.get(word);
    return words[at + (from as number)] as number;
  }

  private hash(permutation: number, word: number, words: Int32Array, at: number): number {
    return (this.images[permutation] as Images).hash(this.held(permutation, word, words, at));
  }

  /** A word of the image, where it does not hold a value's number. */
  private word(permutation: number, index: number, words: Int32Array, at: number): number {
    return permutation === this.own.length
      ? (words[at + index] as number)
      : this.tables.word(permutation, index, words, at);
  }

  /** Some image of the row has no place in the layout. */
  private refuseLost(words: Int32Array, at: number): void {
    for (const { lost } of this.own)
      for (const { word, shift } of lost)
        if ((((words[at + word] as number) >>> shift) & 1) !== 0) throw new Misfit(0, undefined);
  }

  private isLess(a: number, b: number): boolean {
    return compareBoxes(this.table.value(a), this.table.value(b)) < 0;
  }
}

function imageOf(layout: Layout, permutation: Permutation, moves: Moves): Image {
  const values = new Map<number, number>();
  const lost: Place[] = [];
  const map = (universe: Universe): Int32Array | undefined => {
    const images = Int32Array.from(universe.items, (item) => universe.indexOf(permuted(item, permutation)));
    return images.every((image, index) => image === index) ? undefined : images;
  };
  const visit = (shape: Shape, from: Place, to: Place): void => {
    switch (shape.kind) {
      case 'bool':
      case 'integer':
      // Its items are their own images.
      case 'sequence':
        moves.field(from, shape.bits, to);
        return;
      case 'enum':
        moves.field(from, shape.bits, to, map(shape.universe));
        return;
      case 'interned':
        values.set(to.word, from.word);
        return;
      case 'mask': {
        const images = map(shape.universe);
        if (images === undefined) moves.mask(from, shape.bits, to);
        else moves.bits(from, to, images);
        images?.forEach((image, index) => {
          if (image < 0) lost.push(bitOf(from, index));
        });
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
      visit(item, within(from, own), within(to, other));
    });
  };
  for (const { shape, word, shift } of layout.fields) visit(shape, { word, shift }, { word, shift });
  return { values, lost };
}
