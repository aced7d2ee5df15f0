/** A worker that puts rows into a table which others fill as well. */

import { parentPort, workerData } from 'node:worker_threads';
import { blocksOf } from '../../../checker/frontier.js';
import { insertionFor } from '../../../checker/insertion.js';
import { openRows } from './maze.js';

/** Structured-cloneable. */
export interface Inserting {
  readonly words: SharedArrayBuffer;
  readonly slots: SharedArrayBuffer;
  readonly control: SharedArrayBuffer;
  readonly hashBits: number;
  /** The rows are [0, 0], [1, 1] … in an order of its own; each comes several times. */
  readonly rows: number;
  readonly order: number;
  readonly thread: number;
  /** Word of the control block at which all start together. */
  readonly gate: number;
}

const { words, slots, control, hashBits, rows, order, thread, gate } = workerData as Inserting;
const model = openRows({ states: rows, degree: 1, width: 2, hashBits });
const shared = new Int32Array(control);
const insertion = insertionFor(
  {
    words: new Int32Array(words),
    slots: new Int32Array(slots),
    control: shared,
    owners: new Uint8Array(blocksOf(3 * rows)),
  },
  model,
  thread,
  { concurrent: true, fingerprints: false, steps: true },
);
const { numbers } = insertion.batch;
const fresh: number[] = [];
const answers: number[] = [];
parentPort?.postMessage('ready');
Atomics.wait(shared, gate, 0);
for (let from = 0; from < 3 * rows; from += 64) {
  const run = Array.from({ length: 64 }, (_, index) => ((from + index) * order) % rows);
  const found = Int32Array.from(run.flatMap((row) => [row, row]));
  insertion.gather(found, new Int32Array(64), 0, 64, 0, -1, 0);
  insertion.insert(0);
  run.forEach((row, index) => {
    const number = numbers[index] as number;
    if (number < 0) fresh.push(row);
    answers.push(row, number < 0 ? ~number : number);
  });
}
parentPort?.postMessage({ fresh, found: answers });
