/** Random behaviours from several threads: each takes every n-th one, and together they are those of one thread. */

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Trace } from '../../checker/verdict.js';
import { type FileSimulation, type SimulateFileOptions, simulateFile } from '../simulate-file.js';
import { decode } from './portable.js';

export interface ShareData {
  readonly file: string;
  readonly options: SimulateFileOptions;
  /** Whether the behaviours themselves are wanted. */
  readonly traces: boolean;
}

export type ShareMessage =
  | { readonly trace: unknown; readonly index: number }
  | { readonly outcome: unknown };

const thread = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/src/batch/simulation-thread.js' : './simulation-thread.js',
  import.meta.url,
);

/** How a spec is walked through at random. */
export interface SimulationRequest extends Omit<SimulateFileOptions, 'first' | 'stride'> {
  /** Threads; `auto`, the default: as many as there are processors. The behaviours are the same for any number of them. */
  readonly workers?: number | 'auto';
}

/**
 * Reads a spec and walks through it at random, with its invariants checked in every state. What is wrong with the text is in the
 * diagnostics; an error of evaluation is a violation of the kind `error`. The first violation by the number of its behaviour is reported, whatever the number of threads.
 * @throws Error when a thread dies
 */
export async function simulateInThreads(
  file: string,
  options: SimulationRequest = {},
): Promise<FileSimulation> {
  const { workers = 'auto', signal, trace, ...rest } = options;
  const traces = rest.traces ?? 100;
  const threads = Math.min(traces, workers === 'auto' ? availableParallelism() : workers);
  if (threads <= 1)
    return simulateFile(file, { ...rest, ...(signal && { signal }), ...(trace && { trace }) });
  const outcomes = await Promise.all(
    Array.from({ length: threads }, (_, first) =>
      share(
        { file, options: { ...rest, first, stride: threads }, traces: trace !== undefined },
        signal,
        trace,
      ),
    ),
  );
  const [one] = outcomes;
  const parts = outcomes.flatMap(({ simulation }) => simulation ?? []);
  if (one === undefined || parts.length === 0) return one ?? { diagnostics: [], sources: new Map() };
  const found = parts
    .filter(({ violation }) => violation !== undefined)
    .sort((left, right) => (left.index ?? 0) - (right.index ?? 0))[0];
  return {
    ...one,
    simulation: {
      ...found,
      traces: parts.reduce((sum, part) => sum + part.traces, 0),
      states: parts.reduce((sum, part) => sum + part.states, 0),
      longest: Math.max(...parts.map(({ longest }) => longest)),
      interrupted: parts.some(({ interrupted }) => interrupted),
    },
  };
}

function share(
  workerData: ShareData,
  signal: AbortSignal | undefined,
  trace: ((trace: Trace, index: number) => void) | undefined,
): Promise<FileSimulation> {
  return new Promise((resolve, reject) => {
    let outcome: FileSimulation | undefined;
    const worker = new Worker(thread, { workerData });
    const stop = () => worker.postMessage('stop');
    signal?.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: ShareMessage) => {
      if ('trace' in message) trace?.(decode(message.trace) as Trace, message.index);
      else outcome = decode(message.outcome) as FileSimulation;
    });
    worker.on('error', reject);
    worker.on('exit', (status) => {
      signal?.removeEventListener('abort', stop);
      if (outcome === undefined) reject(new Error(`A thread ended early, with status ${status}.`));
      else resolve(outcome);
    });
  });
}
