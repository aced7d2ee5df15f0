/**
 * How the parts of one row become the parts of another: each is taken out of a word, mapped, and put into a word. Neighbours that
 * go into one word are looked up together, so that a word costs a few looks, however many parts it has.
 */

import { Misfit } from '../../../checker/rows.js';
import { lowestBits, type Place } from './shape.js';

/** A part of a word, and where it goes. */
interface Move {
  readonly from: number;
  readonly shift: number;
  readonly bits: number;
  /** How far to the left it is put. */
  readonly to: number;
  /** What becomes of what it holds; absent: it stays as it is. */
  readonly map?: Int32Array;
  /** Whether what is negative in the map has no place. (Else it is a word with its first bit.) */
  readonly losing?: true;
}

/** What becomes of a row, by the words of the other row. */
export class Moves {
  readonly words: readonly Move[][];

  constructor(width: number) {
    this.words = Array.from({ length: width }, () => []);
  }

  /**
   * @param bits at most 32
   * @param map of indices; a negative one has no place
   */
  field(from: Place, bits: number, to: Place, map?: Int32Array): void {
    if (bits === 0) return;
    const move = { from: from.word, shift: from.shift, bits, to: to.shift };
    const losing = map?.some((image) => image < 0) === true ? { losing: true as const } : {};
    this.words[to.word]?.push(map === undefined ? move : { ...move, map, ...losing });
  }

  /** A mask that stays as it is. */
  mask(from: Place, bits: number, to: Place): void {
    for (let done = 0; done < bits; done += 32)
      this.field({ word: from.word + (done >>> 5), shift: from.shift }, Math.min(32, bits - done), {
        word: to.word + (done >>> 5),
        shift: to.shift,
      });
  }

  /** A mask whose every bit finds its own place; a negative one: none. */
  bits(from: Place, to: Place, images: ArrayLike<number>): void {
    for (let index = 0; index < images.length; index++)
      if ((images[index] as number) >= 0)
        this.field(bitOf(from, index), 1, bitOf(to, images[index] as number));
  }
}

/** A place in a part of a row. */
export function within(part: Place, { word, shift }: Place): Place {
  return { word: part.word + word, shift: part.shift + shift };
}

export function bitOf({ word, shift }: Place, index: number): Place {
  return { word: word + ((shift + index) >>> 5), shift: (shift + index) & 31 };
}

/** Numbers a look: the word, its shift and select, how far to the left, its table (negative: none), whether it may have no place. */
const look = 6;

/** The moves of several pairs of rows, as numbers. */
export class MoveTables {
  private readonly looks: Int32Array;
  /** Where the looks of each word of each pair begin. */
  private readonly starts: Int32Array;
  private readonly tables: Int32Array;

  /**
   * @param width words of the rows that are written
   * @param lookedUp bits that are looked up together
   */
  constructor(
    moves: Iterable<Moves>,
    private readonly width: number,
    lookedUp: number,
  ) {
    const looks: number[] = [];
    const starts: number[] = [];
    const tables: number[] = [];
    const put = ({ from, shift, bits, to, map, losing }: Move) => {
      looks.push(from, shift, lowestBits(bits), to, map === undefined ? -1 : tables.length);
      looks.push(losing === true ? 1 : 0);
      for (const image of map ?? []) tables.push(image);
    };
    for (const { words } of moves)
      for (const word of words) {
        starts.push(looks.length);
        for (const group of groups(joined(word), lookedUp)) put(together(group));
      }
    starts.push(looks.length);
    this.looks = Int32Array.from(looks);
    this.starts = Int32Array.from(starts);
    this.tables = Int32Array.from(tables);
  }

  /** How many looks a word takes, of all pairs. */
  looksOf(word: number): number {
    let count = 0;
    for (let at = word; at < this.starts.length - 1; at += this.width)
      count += (this.starts[at + 1] as number) - (this.starts[at] as number);
    return count / look;
  }

  /** Whether a word stays as it is, in all pairs. */
  keeps(word: number): boolean {
    const { looks, starts } = this;
    for (let first = word; first < starts.length - 1; first += this.width)
      for (let at = starts[first] as number; at < (starts[first + 1] as number); at += look)
        if (looks[at] !== word || looks[at + 1] !== looks[at + 3] || (looks[at + 4] as number) >= 0)
          return false;
    return true;
  }

  /** A word of the row that another one becomes. @throws Misfit where a part has no place in it */
  word(pair: number, index: number, words: Int32Array, row: number): number {
    const { looks, starts, tables } = this;
    const first = pair * this.width + index;
    const end = starts[first + 1] as number;
    let image = 0;
    for (let at = starts[first] as number; at < end; at += look) {
      const word = words[row + (looks[at] as number)] as number;
      let held = (word >>> (looks[at + 1] as number)) & (looks[at + 2] as number);
      const table = looks[at + 4] as number;
      if (table >= 0) {
        held = tables[table + held] as number;
        if (held < 0 && looks[at + 5] !== 0) throw new Misfit(0, undefined);
      }
      image |= held << (looks[at + 3] as number);
    }
    return image;
  }
}

/** By place, and with neighbours joined that go the same way. */
function joined(moves: readonly Move[]): Move[] {
  const found: Move[] = [];
  for (const move of [...moves].sort((a, b) => a.from - b.from || a.shift - b.shift)) {
    const last = found.at(-1);
    const follows =
      last?.from === move.from &&
      last.shift + last.bits === move.shift &&
      last.to + last.bits === move.to &&
      last.map === undefined &&
      move.map === undefined;
    if (last !== undefined && follows) found[found.length - 1] = { ...last, bits: last.bits + move.bits };
    else found.push(move);
  }
  return found;
}

/** Neighbours in so many bits. */
function groups(moves: readonly Move[], bits: number): Move[][] {
  const found: Move[][] = [];
  for (const move of moves) {
    const group = found.at(-1);
    const first = group?.[0];
    if (
      group !== undefined &&
      first?.from === move.from &&
      move.shift + move.bits - first.shift <= bits &&
      move.losing === undefined &&
      first.losing === undefined
    )
      group.push(move);
    else found.push([move]);
  }
  return found;
}

/** One move in the place of several. */
function together(group: readonly Move[]): Move {
  const [first, ...others] = group as [Move, ...Move[]];
  if (others.length === 0) return first;
  const last = others.at(-1) as Move;
  const bits = last.shift + last.bits - first.shift;
  const map = new Int32Array(1 << bits);
  for (let held = 0; held < map.length; held++) {
    let image = 0;
    for (const move of group) {
      const own = (held >>> (move.shift - first.shift)) & lowestBits(move.bits);
      // What is no index is in no row.
      image |= (move.map === undefined ? own : (move.map[own] ?? 0)) << move.to;
    }
    map[held] = image;
  }
  return { from: first.from, shift: first.shift, bits, to: 0, map };
}
