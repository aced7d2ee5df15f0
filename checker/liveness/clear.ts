/**
 * Finds out in which parts of the graph no fair behaviour stays, before components.ts searches the others: at a glance where one
 * condition tells (prompt.ts), else by a search of each part, where it helps on a smaller graph (cells.ts), by several threads.
 */

import { Worker } from 'node:worker_threads';
import { builtModule } from '../built.js';
import { contracted } from './cells.js';
import { Clearing, type Surroundings } from './clearing.js';
import type { Steps } from './graph.js';
import { type KnownBits, membership, mostParts, type Part } from './membership.js';
import type { Breathe } from './pace.js';
import { isLeftPromptly } from './prompt.js';

/** States of all parts together from which on starting a thread pays: it costs some 50 ms. */
const leastShared = 2 ** 20;

/** From so many parts on a search for cells can pay: it takes about as long as that of two parts. */
const leastParts = 4;

/** Milliseconds after which the main thread looks again whether the others are done. */
const nap = 5;

const entry = builtModule('./clear-worker.js', import.meta.url);

/** What a thread starts with: buffers, for a typed array of 4 GiB or more arrives empty. */
export interface ClearStart {
  /** How many parts somebody has taken; then whether all are to stop; then for each part a {@link Found}. */
  readonly control: SharedArrayBuffer;
  /** The bit of each part. */
  readonly parts: readonly number[];
  readonly firsts: ArrayBufferLike;
  readonly targets: ArrayBufferLike;
  readonly marks: ArrayBufferLike | undefined;
  readonly inside: ArrayBufferLike;
  readonly entered: ArrayBufferLike;
  readonly weak: number;
}

export const Found = { nothing: 0, clear: 1, unclear: 2 } as const;

const next = 0;
const stop = 1;
const results = 2;

/** What all threads do: take a part, and find out whether it is clear. Yields after each piece how many nodes it has searched. */
export function* clearing(
  parts: readonly number[],
  given: Surroundings,
  control: Int32Array,
): Generator<number, void> {
  const work = new Clearing(given);
  for (let taken = Atomics.add(control, next, 1); ; taken = Atomics.add(control, next, 1)) {
    const part = parts[taken];
    if (part === undefined) return;
    work.begin(part);
    let clear = work.work();
    for (; clear === undefined; clear = work.work()) {
      if (Atomics.load(control, stop) !== 0) return;
      yield work.searched;
    }
    Atomics.store(control, results + taken, clear ? Found.clear : Found.unclear);
  }
}

/**
 * @param weak the bits of the marks that tell of weak conditions
 * @param threads how many there may be, this one included
 * @returns for each part whether it is certain that no fair behaviour stays there; the same for any number of threads
 * @throws what `breathe` throws
 */
export async function clearParts(
  parts: readonly Part[],
  steps: Steps,
  size: number,
  known: KnownBits,
  weak: number,
  threads: number,
  breathe: Breathe,
): Promise<boolean[]> {
  // Where no step tells of a condition every component is one to be looked at.
  if (weak === 0 || steps.marks === undefined) return parts.map(() => false);
  const found: boolean[] = [];
  for (let from = 0; from < parts.length; from += mostParts) {
    const some = parts.slice(from, from + mostParts);
    const { unknown, ...where } = await membership(some, size, known, breathe);
    const clear = await clearSome(some.length, unknown, { steps, weak, ...where }, threads, breathe);
    found.push(...some.map((_, index) => (clear & (1 << index)) !== 0));
  }
  return found;
}

/** @param unknown bits of parts that cannot be cleared @returns the bits of those that are clear */
async function clearSome(
  count: number,
  unknown: number,
  given: Surroundings,
  threads: number,
  breathe: Breathe,
): Promise<number> {
  let clear = 0;
  const left: number[] = [];
  for (let index = 0; index < count; index++) {
    const bit = 1 << index;
    if ((unknown & bit) !== 0) continue;
    if (await isLeftPromptly(given.steps, given, bit, given.weak, breathe)) clear |= bit;
    else left.push(bit);
  }
  if (left.length === 0) return clear;
  const cells = left.length < leastParts ? undefined : await contracted(given, breathe);
  const found = await search(left, cells ?? given, threads, breathe);
  return left.reduce((bits, bit, index) => (found[index] === true ? bits | bit : bits), clear);
}

async function search(
  parts: readonly number[],
  given: Surroundings,
  threads: number,
  breathe: Breathe,
): Promise<boolean[]> {
  const size = given.inside.length;
  const control = new Int32Array(new SharedArrayBuffer(4 * (results + parts.length)));
  const helpers = Math.min(threads, parts.length) - 1;
  const shared = parts.length * size >= leastShared && canShare(given);
  const workers = shared ? Array.from({ length: helpers }, () => started(parts, given, control)) : [];
  const ends = workers.map(
    (worker) => new Promise<void>((resolve) => worker.once('error', () => {}).once('exit', () => resolve())),
  );
  const bytes = 4 * size * (3 + workers.length);
  let nodes = 0;
  try {
    for (const searched of clearing(parts, given, control)) {
      nodes = searched;
      await breathe(nodes, bytes);
    }
    let running = workers.length > 0;
    const ended = Promise.all(ends).then(() => {
      running = false;
    });
    while (running) {
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, nap))]);
      await breathe(nodes, bytes);
    }
  } finally {
    Atomics.store(control, stop, 1);
    await Promise.all(ends);
  }
  // What a thread left that died is not clear.
  return parts.map((_, index) => control[results + index] === Found.clear);
}

function canShare({ steps }: Surroundings): boolean {
  return [steps.firsts, steps.targets, steps.marks].every(
    (array) => array === undefined || array.buffer instanceof SharedArrayBuffer,
  );
}

function started(parts: readonly number[], given: Surroundings, control: Int32Array): Worker {
  const { steps, inside, entered, weak } = given;
  const workerData: ClearStart = {
    control: control.buffer as SharedArrayBuffer,
    parts,
    firsts: steps.firsts.buffer,
    targets: steps.targets.buffer,
    marks: steps.marks?.buffer,
    inside: inside.buffer,
    entered: entered.buffer,
    weak,
  };
  return new Worker(entry, { workerData });
}

export function surroundingsOf({ firsts, targets, marks, inside, entered, weak }: ClearStart): Surroundings {
  const records = new Int32Array(targets);
  return {
    steps: {
      firsts: new Int32Array(firsts),
      targets: records,
      length: records.length,
      ...(marks === undefined ? {} : { marks: new Int32Array(marks) }),
    },
    inside: new Int32Array(inside),
    entered: new Int32Array(entered),
    weak,
  };
}
