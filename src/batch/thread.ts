/** A thread that checks one target: what pool.ts starts. */

import { parentPort, workerData } from 'node:worker_threads';
import type { CheckFileOptions } from '../check-file.js';
import { encodeResult } from './portable.js';
import { runTarget } from './run.js';
import type { Target } from './targets.js';

async function run(): Promise<void> {
  const { target, options } = workerData as { target: Target; options: CheckFileOptions };
  const interrupt = new AbortController();
  parentPort?.once('message', () => interrupt.abort());
  const result = await runTarget(target, {
    ...options,
    signal: interrupt.signal,
    progress: (progress) => parentPort?.postMessage({ progress }),
  });
  parentPort?.postMessage({ result: encodeResult(result) });
  // The port would keep the thread waiting for an interruption.
  parentPort?.close();
}

void run();
