/**
 * Who gives out which numbers. A thread takes a chunk of them at a time, so that threads seldom meet at the common count and write
 * their rows on cache lines of their own. When all rest, the numbers that nobody used are filled with the states of the highest
 * numbers: a level is then one range without gaps.
 */

import type { Arena } from './arena.js';
import { chunkAt, Place } from './control.js';
import type { SharedSpace } from './explorer.js';

/** Numbers that a thread takes at once. */
export const chunkLength = 256;

/**
 * Has the main thread take the numbers up to the next multiple of a chunk, so that the chunks that follow are blocks of the frontier
 * (frontier.ts), each of one thread's finds. Only while nobody explores.
 */
export function alignChunks({ control, owners }: Pick<SharedSpace, 'control' | 'owners'>): void {
  const from = control[Place.size] as number;
  const to = Math.ceil(from / chunkLength) * chunkLength;
  // Beyond the limit others would find no number free, and nobody might get any further.
  if (to >= (control[Place.limit] as number)) return;
  const at = chunkAt(0);
  control[at] = from;
  control[at + 1] = to;
  control[Place.size] = to;
  owners[Math.floor(from / chunkLength)] = 0;
}

/**
 * Closes the gaps that unfinished chunks left. Only while nobody explores; the level being explored lies below all gaps.
 *
 * @param hash of a state's row
 * @returns which states got another number: the old one, then the new one
 */
export function closeGaps(
  arena: Arena,
  slots: Int32Array,
  control: Int32Array,
  threads: number,
  hash: (words: Int32Array, at: number) => number,
): Map<number, number> {
  const gaps: number[] = [];
  const unused: (readonly [from: number, to: number])[] = [];
  for (let thread = 0; thread < threads; thread++) {
    const at = chunkAt(thread);
    unused.push([control[at] as number, control[at + 1] as number]);
    control[at] = 0;
    control[at + 1] = 0;
  }
  // Those at the very end are given back: with one thread at work there are no others.
  unused.sort(([, left], [, right]) => right - left);
  for (const [from, to] of unused) {
    if (to === arena.size) control[Place.size] = from;
    else for (let number = from; number < to; number++) gaps.push(number);
  }
  const moved = new Map<number, number>();
  if (gaps.length === 0) return moved;
  gaps.sort((left, right) => left - right);
  let last = gaps.length - 1;
  let top = arena.size - 1;
  for (const gap of gaps) {
    while (last >= 0 && gaps[last] === top) {
      last--;
      top--;
    }
    if (gap > top) break;
    arena.move(top, gap);
    renumber(slots, control[Place.bits] as number, hash(arena.words, arena.at(gap)), top, gap);
    moved.set(top--, gap);
  }
  control[Place.size] = arena.size - gaps.length;
  return moved;
}

function renumber(slots: Int32Array, bits: number, code: number, from: number, to: number): void {
  const mask = 2 ** bits - 1;
  const tag = code << bits;
  let place = code >>> (32 - bits);
  while (slots[place] !== (tag | (from + 1))) place = (place + 1) & mask;
  slots[place] = tag | (to + 1);
}
