/** A thread with its share of the behaviours: what simulation.ts starts. */

import { parentPort, workerData } from 'node:worker_threads';
import { simulateFile } from '../simulate-file.js';
import type { Source } from '../syntax/source.js';
import { decode, encode } from './portable.js';
import type { ShareData } from './simulation.js';

async function run(): Promise<void> {
  const { spec: encoded, options, traces } = workerData as ShareData;
  const interrupt = new AbortController();
  parentPort?.once('message', () => interrupt.abort());
  const { spec, ...rest } = await simulateFile(decode(encoded) as string | Source, {
    ...options,
    signal: interrupt.signal,
    ...(traces ? { trace: (trace, index) => parentPort?.postMessage({ trace: encode(trace), index }) } : {}),
  });
  // The core tree stays here; what a report says of it goes.
  const said = spec === undefined ? {} : { spec: { name: spec.name, model: spec.model } };
  parentPort?.postMessage({ outcome: encode({ ...rest, ...said }) });
  parentPort?.close();
}

void run();
