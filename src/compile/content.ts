/**
 * The hash of a state's content, the same for equal states in every thread, run and layout. Sets and functions are summed up,
 * so that their order does not matter, and the members of a SYMMETRY set count as one value, so that states of one orbit agree.
 */

import {
  entryHash,
  functionHash,
  memberHash,
  modelValueHash,
  scalarHash,
  setHash,
} from '../values/content.js';
import { Atom, type Box, type BoxFunction, BoxSet } from './boxes/box.js';
import { extract, fieldOf } from './emit/fields.js';
import type { Block } from './emit/program.js';
import {
  decode,
  type FunctionShape,
  type MaskShape,
  type Place,
  type SequenceShape,
  type Shape,
} from './layout/shape.js';
import type { WholeView } from './view.js';

/** The hash of a set or a function, by the hashes of its parts. */
export function hashOfParts(box: BoxSet | BoxFunction, hashOf: (part: Box) => number): number {
  let sum = 0;
  if (box instanceof BoxSet) {
    for (const member of box.members()) sum = (sum + memberHash(hashOf(member))) | 0;
    return setHash(sum);
  }
  const { list } = box.keys;
  for (let i = 0; i < list.length; i++)
    sum = (sum + entryHash(hashOf(list[i] as Box), hashOf(box.values[i] as Box))) | 0;
  return functionHash(sum);
}

/** Any model value that may be permuted. */
const symmetricHash = modelValueHash('');

export class ContentHash {
  private readonly symmetric: ReadonlySet<string>;

  /** @param symmetric names of the model values that may be permuted */
  constructor(symmetric: readonly string[]) {
    this.symmetric = new Set(symmetric);
  }

  readonly of = (box: Box): number => {
    if (typeof box !== 'object') return scalarHash(box);
    if (box instanceof Atom) return this.symmetric.has(box.text) ? symmetricHash : box.hash;
    return hashOfParts(box, this.of);
  };

  // ── as code, on packed words ──

  /** Code of the hash of a field. */
  code(shape: Shape, words: readonly string[], place: Place, block: Block): string {
    switch (shape.kind) {
      case 'interned':
        return `contentOf(${words[place.word]})`;
      case 'function':
        return this.functionCode(shape, words, place, block);
      case 'mask':
        return this.maskCode(shape, words, place, block);
      case 'sequence':
        return this.sequenceCode(shape, words, place, block);
      default:
        return this.tableCode(shape, words, place, block, this.of);
    }
  }

  /** Code of the hash of a VIEW. @param codeOf code of the hash of a variable */
  viewCode(view: WholeView, codeOf: (variable: number) => string): string {
    if ('variable' in view) return codeOf(view.variable);
    const terms = view.parts.map(
      (part) => `entryHash(${this.of(part.key)}, ${this.viewCode(part.view, codeOf)})`,
    );
    return `functionHash(${sum(terms)})`;
  }

  private functionCode(shape: FunctionShape, words: readonly string[], place: Place, block: Block): string {
    if (shape.bits <= largestTable && !shape.items.some((item) => item.kind === 'interned'))
      return this.tableCode(shape, words, place, block, this.of);
    const terms: string[] = [];
    for (let from = 0; from < shape.items.length; ) {
      const to = endOfRun(shape, from);
      const own = shape.places[from] as Place;
      const at = { word: place.word + own.word, shift: place.shift + own.shift };
      const key = this.of(shape.keys.list[from] as Box);
      if (to === from + 1)
        terms.push(`entryHash(${key}, ${this.code(shape.items[from] as Shape, words, at, block)})`);
      else terms.push(lookUp(this.sums(shape, from, to), words, at, block));
      from = to;
    }
    return `functionHash(${sum(terms)})`;
  }

  /** What items that lie side by side add to the hash of their function, by their bits. */
  private sums(shape: FunctionShape, from: number, to: number): readonly number[] {
    const items = Array.from({ length: to - from }, (_, i) => ({
      key: this.of(shape.keys.list[from + i] as Box),
      hashes: hashes(shape.items[from + i] as Shape, this.of),
    }));
    return sideBySide(items);
  }

  /** Several items at once, and less what was read behind the last one. */
  private sequenceCode(shape: SequenceShape, words: readonly string[], place: Place, block: Block): string {
    if (shape.bits <= largestTable) return this.tableCode(shape, words, place, block, this.of);
    const { item, most, step } = shape;
    const keys = Array.from({ length: most }, (_, index) => this.of(index + 1));
    const terms: string[] = [];
    const atOnce = Math.max(1, Math.floor(largestTable / step));
    const known = step > largestTable ? [] : hashes(item, this.of);
    const own = Array.from({ length: step > largestTable ? 0 : 2 ** step }, (_, bits) => known[bits]);
    for (let from = 0; from < most; from += atOnce) {
      const at = { word: place.word, shift: place.shift + from * step };
      if (step > largestTable) terms.push(`entryHash(${keys[from]}, ${this.code(item, words, at, block)})`);
      else {
        const items = keys.slice(from, from + atOnce).map((key) => ({ key, hashes: own }));
        terms.push(lookUp(sideBySide(items), words, at, block));
      }
    }
    const behind = sequenceEnds(shape, keys, this.of);
    const word = extract(words[place.word] as string, place.shift, shape.bits);
    return `functionHash((${sum(terms)}) - ${block.program.numbers(behind)}[clz32(${word})] | 0)`;
  }

  private maskCode(shape: MaskShape, words: readonly string[], place: Place, block: Block): string {
    const bytes: string[] = [];
    const hashes = shape.universe.items.map((item) => memberHash(this.of(item)));
    for (let from = 0; from < hashes.length; from += 8) {
      const count = Math.min(8, hashes.length - from);
      const table = [0];
      for (let i = 0; i < count; i++) {
        const own = hashes[from + i] as number;
        table.push(...table.map((total) => (total + own) | 0));
      }
      const bit = place.shift + from;
      const word = words[place.word + (bit >>> 5)] as string;
      const within = bit & 31;
      bytes.push(`${block.program.numbers(table)}[(${word} >>> ${within}) & ${2 ** count - 1}]`);
    }
    return `setHash(${sum(bytes)})`;
  }

  private tableCode(
    shape: Shape,
    words: readonly string[],
    place: Place,
    block: Block,
    of: (box: Box) => number,
  ): string {
    const field = fieldOf(shape, words, place);
    if (shape.kind === 'integer' && shape.bits > largestTable) {
      const js = field.kind === 'integer' ? field.js : '0';
      return `scalarHash(${js})`;
    }
    const table = hashes(shape, of).map((hash) => hash ?? 0);
    return shape.bits === 0 ? String(table[0]) : lookUp(table, words, place, block);
  }
}

/** Bits by which a table is looked up. */
const largestTable = 10;

/** Of every value that so many bits can stand for; undefined where bits stand for none. */
function hashes(shape: Shape, of: (box: Box) => number): readonly (number | undefined)[] {
  const buffer = new Int32Array(1);
  return Array.from({ length: 2 ** shape.bits }, (_, bits) => {
    buffer[0] = bits;
    const box = decode(shape, buffer, 0, 0, () => false);
    return box === undefined ? undefined : of(box);
  });
}

/** What items that lie side by side add to the hash of the whole, by the bits of all of them. */
function sideBySide(
  items: readonly { readonly key: number; readonly hashes: readonly (number | undefined)[] }[],
): readonly number[] {
  return items.reduce<readonly number[]>(
    (table, item) =>
      item.hashes.flatMap((hash) => {
        const own = hash === undefined ? 0 : entryHash(item.key, hash);
        return table.map((total) => (total + own) | 0);
      }),
    [0],
  );
}

/** What is read behind the end of a sequence, by the zero bits in front of its word: one item that is the end, and zeros. */
function sequenceEnds(shape: SequenceShape, keys: readonly number[], of: (box: Box) => number): number[] {
  const { item, most, step } = shape;
  const read = (bits: number, key: number): number => {
    const box =
      item.bits === 0 && bits > 0 ? undefined : decode(item, Int32Array.of(bits), 0, 0, () => false);
    return box === undefined ? 0 : entryHash(key, of(box));
  };
  const behind = Array.from({ length: 33 }, () => 0);
  for (let length = most - 1, rest = 0; length >= 0; length--) {
    const key = keys[length] as number;
    behind[31 - length * step] = (rest + read(1, key)) | 0;
    rest = (rest + read(0, key)) | 0;
  }
  return behind;
}

/** Code that looks up the bits of a place; a table has a power of two of entries. */
function lookUp(table: readonly number[], words: readonly string[], place: Place, block: Block): string {
  const word = words[place.word] as string;
  return `${block.program.numbers(table)}[(${word} >>> ${place.shift}) & ${table.length - 1}]`;
}

/** Where the items end that lie side by side in one word, from one on, and are looked up together. */
function endOfRun({ items, places }: FunctionShape, from: number): number {
  let bits = 0;
  let to = from;
  for (; to < items.length; to++) {
    const item = items[to] as Shape;
    const [first, own] = [places[from] as Place, places[to] as Place];
    const follows = own.word === first.word && own.shift === first.shift + bits;
    if (!follows || item.kind === 'interned' || bits + item.bits > largestTable) break;
    bits += item.bits;
  }
  return Math.max(to, from + 1);
}

function sum(terms: readonly string[]): string {
  return terms.length === 0 ? '0' : `(${terms.join(' + ')}) | 0`;
}
