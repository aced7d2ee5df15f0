/** Finds out, with the help of other threads, in which parts of the graph no fair behaviour stays. */

import { Worker } from 'node:worker_threads';
import { Clearing, type Part, type Surroundings } from './clearing.js';
import type { Breathe } from './pace.js';

/** States of all parts together from which on starting a thread pays: it costs some 50 ms. */
const leastShared = 2 ** 20;

/** Milliseconds after which the main thread looks again whether the others are done. */
const nap = 5;

/** A thread cannot run TypeScript: where the sources are run as they are, as tests do, it runs what was built of them. */
const entry = new URL(
  import.meta.url.endsWith('.ts') ? '../../build/checker/liveness/clear-worker.js' : './clear-worker.js',
  import.meta.url,
);

/** What a thread starts with: buffers, for a typed array of 4 GiB or more arrives empty. */
export interface ClearStart {
  /** The number of the next part that nobody has taken; then whether all are to stop; then for each part a {@link Found}. */
  readonly control: SharedArrayBuffer;
  readonly parts: readonly Part[];
  readonly firsts: ArrayBufferLike;
  readonly targets: ArrayBufferLike;
  readonly marks: ArrayBufferLike | undefined;
  readonly bits: ArrayBufferLike;
  readonly size: number;
  readonly width: number;
  readonly weak: number;
}

export const Found = { nothing: 0, clear: 1, unclear: 2 } as const;

const next = 0;
const stop = 1;
const results = 2;

/** What all threads do: take a part, and find out whether it is clear. Yields after each piece how many nodes it has searched. */
export function* clearing(
  parts: readonly Part[],
  given: Surroundings,
  control: Int32Array,
): Generator<number, void> {
  let searched = 0;
  for (let taken = Atomics.add(control, next, 1); ; taken = Atomics.add(control, next, 1)) {
    const part = parts[taken];
    if (part === undefined) return;
    const work = new Clearing(given, part);
    let clear = work.work();
    for (; clear === undefined; clear = work.work()) {
      if (Atomics.load(control, stop) !== 0) return;
      yield searched + work.searched;
    }
    searched += work.searched;
    Atomics.store(control, results + taken, clear ? Found.clear : Found.unclear);
  }
}

/**
 * @param threads how many there may be, this one included
 * @returns for each part whether it is certain that no fair behaviour stays there; the same for any number of threads
 * @throws what `breathe` throws
 */
export async function clearParts(
  parts: readonly Part[],
  given: Surroundings,
  threads: number,
  breathe: Breathe,
): Promise<boolean[]> {
  const control = new Int32Array(new SharedArrayBuffer(4 * (results + parts.length)));
  const helpers = Math.min(threads, parts.length) - 1;
  const shared = parts.length * given.size >= leastShared && canShare(given);
  const workers = shared ? Array.from({ length: helpers }, () => started(parts, given, control)) : [];
  const ends = workers.map(
    (worker) => new Promise<void>((resolve) => worker.once('error', () => {}).once('exit', () => resolve())),
  );
  const bytes = 4 * given.size * (1 + workers.length);
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

function canShare({ steps, bits }: Surroundings): boolean {
  return [steps.firsts, steps.targets, steps.marks, bits].every(
    (array) => array === undefined || array.buffer instanceof SharedArrayBuffer,
  );
}

function started(parts: readonly Part[], given: Surroundings, control: Int32Array): Worker {
  const { steps, bits, size, width, weak } = given;
  const workerData: ClearStart = {
    control: control.buffer as SharedArrayBuffer,
    parts,
    firsts: steps.firsts.buffer,
    targets: steps.targets.buffer,
    marks: steps.marks?.buffer,
    bits: bits.buffer,
    size,
    width,
    weak,
  };
  return new Worker(entry, { workerData });
}

export function surroundingsOf({
  firsts,
  targets,
  marks,
  bits,
  size,
  width,
  weak,
}: ClearStart): Surroundings {
  const records = new Int32Array(targets);
  return {
    steps: {
      firsts: new Int32Array(firsts),
      targets: records,
      length: records.length,
      ...(marks === undefined ? {} : { marks: new Int32Array(marks) }),
    },
    size,
    bits: new Int32Array(bits),
    width,
    weak,
  };
}
