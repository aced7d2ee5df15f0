/**
 * Finds a state's number by its content: open addressing with linear probing, four bytes a slot.
 *
 * A slot of a table of 2^b slots holds a number plus one in its low b bits (0: empty; all ones: busy) and, above, the low 32 − b bits of
 * the state's hash, so that a row of another state is rarely looked at. The place comes from the upper bits of the hash.
 * Insertion itself is generated for each width: insertion.ts.
 * (Laarman, van de Pol, Weber: "Boosting Multi-Core Reachability Performance with Shared Hash Tables", 2010, on which this
 * rests, keep the rows in the table; here the table has numbers only, and so it may grow.)
 */

import { type Arena, fingerprintStride } from './arena.js';
import { Place } from './control.js';

/** Slots of the smallest table: 2^12. */
export const leastBits = 12;
export const mostBits = 30;

/** How many states a table of so many slots takes before it grows. */
export function roomIn(bits: number): number {
  return Math.floor(0.75 * 2 ** bits);
}

/** Smaller tables take little memory, however empty they are. */
const largeBits = 20;

/**
 * The bits to grow to: by four while the table is small or will soon be full again, or else by two, so that it is not emptier than memory allows.
 *
 * @param rising whether there will be more than twice as many states
 */
export function grownBits(bits: number, rising: boolean): number {
  return bits < largeBits || rising ? bits + 2 : bits + 1;
}

/** Gives the table so many bits, to be {@link empty}, and then {@link refill}ed, by one thread or several. Nobody else may use it. */
export function resize(control: Int32Array, bits: number): void {
  control[Place.dirty] = 2 ** Math.max(bits, control[Place.bits] as number);
  control[Place.bits] = bits;
  control[Place.refill] = 0;
}

/** Slots that a thread takes at once to empty, from the last to the first. */
const emptied = 2 ** 18;

/** Empties the table, until nobody has any slots left to take. What is touched here for the first time is memory that the system must find. */
export function empty(slots: Int32Array, control: Int32Array): void {
  for (;;) {
    const end = Atomics.sub(control, Place.dirty, emptied);
    if (end <= 0) return;
    slots.fill(0, Math.max(0, end - emptied), end);
  }
}

/** States that a thread takes at once to put back. */
const share = 1 << 14;

/** States that are put back together, and their hashes. */
const run = 64;
const codes = new Int32Array(run + 1);

/**
 * Puts the states of the arena back into the table, until nobody has any left to take.
 * Going through the arena in order reads memory in order, and only the writes are scattered.
 *
 * @param hash of a state's row; that of a fingerprint is its first word
 * @param concurrent whether other threads do the same
 */
export function refill(
  slots: Int32Array,
  control: Int32Array,
  arena: Arena,
  hash: (words: Int32Array, at: number) => number,
  concurrent: boolean,
): void {
  const { size } = arena;
  for (;;) {
    const begin = Atomics.add(control, Place.refill, share);
    if (begin >= size) return;
    const end = Math.min(begin + share, size);
    for (let from = begin; from < end; from += run)
      putBack(slots, control[Place.bits] as number, arena, hash, from, Math.min(from + run, end), concurrent);
  }
}

function putBack(
  slots: Int32Array,
  bits: number,
  arena: Arena,
  hash: (words: Int32Array, at: number) => number,
  from: number,
  to: number,
  concurrent: boolean,
): void {
  const { behind, stride, words } = arena;
  const mask = 2 ** bits - 1;
  let at = arena.at(from);
  for (let number = from; number < to; number++) {
    codes[number - from] = number < behind ? (words[at] as number) : hash(words, at);
    at += number < behind ? fingerprintStride : stride;
  }
  // Touched without a branch first: the processor then fetches them side by side.
  let touched = 0;
  for (let index = 0; index < to - from; index++)
    touched |= slots[(codes[index] as number) >>> (32 - bits)] as number;
  codes[run] = touched;
  for (let number = from; number < to; number++) {
    const code = codes[number - from] as number;
    const slot = (code << bits) | (number + 1);
    let place = code >>> (32 - bits);
    if (concurrent) {
      while (slots[place] !== 0 || Atomics.compareExchange(slots, place, 0, slot) !== 0)
        place = (place + 1) & mask;
    } else {
      while (slots[place] !== 0) place = (place + 1) & mask;
      slots[place] = slot;
    }
  }
}
