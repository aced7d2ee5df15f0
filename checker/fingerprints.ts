/**
 * Fingerprints stand in for the rows behind the frontier when memory runs short: 64 bits a state, of which 32 are the
 * model's content hash and 32 are a hash of the row's identity words that has nothing in common with it (MurmurHash3's
 * mixing steps, public domain, A. Appleby). Two different states of equal fingerprint are then taken for one.
 */

import { type Arena, fingerprintStride } from './arena.js';
import { Place } from './control.js';
import type { RowModel } from './rows.js';

/** The half of a fingerprint that the content hash is not. */
export function secondHash(words: Int32Array, from: number, to: number): number {
  let code = 0x3c6ef372;
  for (let at = from; at < to; at++) {
    let word = Math.imul(words[at] as number, 0xcc9e2d51);
    word = Math.imul((word << 15) | (word >>> 17), 0x1b873593);
    code ^= word;
    code = (Math.imul((code << 13) | (code >>> 19), 5) + 0xe6546b64) | 0;
  }
  code = Math.imul(code ^ (code >>> 16), 0x85ebca6b);
  code = Math.imul(code ^ (code >>> 13), 0xc2b2ae35);
  return code ^ (code >>> 16);
}

/** Whether fingerprints are shorter than rows. */
export function fingerprintsSave(arena: Arena): boolean {
  return arena.stride > fingerprintStride;
}

/** Makes fingerprints of the states below a number, and moves the rows behind them down. Only while nobody explores. */
export function giveWay(arena: Arena, control: Int32Array, model: RowModel, below: number): void {
  const { words, behind, stride, width } = arena;
  const [from, to] = model.identity;
  const rowsEnd = arena.at(arena.size);
  let at = arena.at(behind);
  for (let number = behind; number < below; number++) {
    const first = model.hash(words, at);
    const second = secondHash(words, at + from, at + to);
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
