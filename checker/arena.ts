/**
 * Where the states are: rows of words in the order of discovery, one after the other in shared memory that is reserved as a
 * whole and committed by the system as it is touched.
 *
 * A row is the state's words and one more, `meta`, which tells how the state was found: the action in the upper bits and,
 * in the rest, the upper bits of the content hash of the state that the step came from. Of several steps into a state from
 * the level before it keeps the greatest meta, so that it does not depend on who came first: the greatest, for where independent
 * steps can be taken in any order, the way that is explored first takes them in the order of the actions. (That a parent need not be stored
 * to be found again is in Stern and Dill, "A New Scheme for Memory-Efficient Probabilistic Verification", 1996.)
 *
 * When memory runs short, the rows of the states behind the frontier give way to fingerprints (fingerprints.ts): three
 * words a state, two of them the fingerprint, the third the meta. They lie in front of the rows, so that both regions
 * grow without a gap.
 */

import { Place } from './control.js';

/** Words of a state that has given way to its fingerprint. */
export const fingerprintStride = 3;

export class Arena {
  /** Words of a state that is still a row. */
  readonly stride: number;

  constructor(
    readonly words: Int32Array,
    private readonly control: Int32Array,
    readonly width: number,
  ) {
    this.stride = width + 1;
  }

  get size(): number {
    return Atomics.load(this.control, Place.size);
  }

  /** States below this number are fingerprints. */
  get behind(): number {
    return this.control[Place.behind] ?? 0;
  }

  /** Index of a state's first word. */
  at(number: number): number {
    const behind = this.control[Place.behind] as number;
    return number < behind
      ? number * fingerprintStride
      : number * this.stride - behind * (this.stride - fingerprintStride);
  }

  meta(number: number): number {
    const behind = this.control[Place.behind] as number;
    return this.words[this.at(number) + (number < behind ? fingerprintStride - 1 : this.width)] as number;
  }

  /** How many states there is room for in so many bytes. */
  capacity(bytes: number): number {
    const { behind } = this;
    const words = Math.min(Math.floor(bytes / 4), this.words.length);
    return Math.floor((words + behind * (this.stride - fingerprintStride)) / this.stride);
  }

  /** Bytes that hold states. */
  get bytes(): number {
    return 4 * this.at(this.size);
  }

  /** Shows every row that is still one. */
  each(visit: (words: Int32Array, at: number) => void): void {
    for (let number = this.behind; number < this.size; number++) visit(this.words, this.at(number));
  }

  /** Copies a state's row to another number. Both are rows. */
  move(from: number, to: number): void {
    const at = this.at(from);
    this.words.copyWithin(this.at(to), at, at + this.stride);
  }

  /** A copy of a state's words, without meta. */
  row(number: number): Int32Array {
    const at = this.at(number);
    return this.words.slice(at, at + this.width);
  }

  /**
   * Rewrites every row for a model of another width, in place: from the last row down when they become longer, from the
   * first one up when they become shorter. Only while nobody explores, and only while all states are rows.
   */
  rewritten(width: number, convert: (from: Int32Array, fromAt: number, to: Int32Array) => void): Arena {
    const { words, size, stride } = this;
    const next = new Arena(words, this.control, width);
    const row = new Int32Array(width);
    const one = (number: number) => {
      const from = number * stride;
      const meta = words[from + this.width] as number;
      convert(words, from, row);
      words.set(row, number * next.stride);
      words[number * next.stride + width] = meta;
    };
    if (next.stride > stride) for (let number = size - 1; number >= 0; number--) one(number);
    else for (let number = 0; number < size; number++) one(number);
    return next;
  }
}

/** How a meta word is divided for a number of actions: bits of the action, the parent's hash in the rest. */
export function actionBits(actions: number): number {
  return Math.max(1, 32 - Math.clz32(actions - 1));
}
