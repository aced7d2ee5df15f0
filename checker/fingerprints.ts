/**
 * Fingerprints stand in for the rows behind the frontier when memory runs short: 64 bits a state, of which 32 are the
 * model's hash by which the table finds it, and 32 its content hash, which has nothing in common with the first.
 * Two different states of equal fingerprint are then taken for one.
 */

import { type Arena, fingerprintStride } from './arena.js';
import { Place } from './control.js';
import { rowHash } from './row-hash.js';
import type { RowModel } from './rows.js';

/** Whether fingerprints are shorter than rows. */
export function fingerprintsSave(arena: Arena): boolean {
  return arena.stride > fingerprintStride;
}

/** Makes fingerprints of the states below a number, and moves the rows behind them down. Only while nobody explores. */
export function giveWay(arena: Arena, control: Int32Array, model: RowModel, below: number): void {
  const { words, behind, stride, width } = arena;
  const rowsEnd = arena.at(arena.size);
  const hash = rowHash(model);
  let at = arena.at(behind);
  for (let number = behind; number < below; number++) {
    const first = hash(words, at);
    const second = model.contentHash(words, at);
    const meta = words[at + width] as number;
    const place = number * fingerprintStride;
    words[place] = first;
    words[place + 1] = second;
    words[place + 2] = meta;
    at += stride;
  }
  words.copyWithin(below * fingerprintStride, at, rowsEnd);
  control[Place.behind] = below;
}

/**
 * An upper bound of the probability that any state was missed because its fingerprint was that of another one: each of the
 * distinct states met at most so many fingerprints, each of them equal to its own by chance once in 2^64.
 */
export function collisionProbability(distinct: number, fingerprints: number): number {
  return Math.min(1, (distinct * fingerprints) / 2 ** 64);
}
