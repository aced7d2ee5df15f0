/** Random behaviours from several threads: each takes every n-th one, and together they are those of one thread. */

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { builtModule } from '../../checker/built.js';
import type { Trace } from '../../checker/verdict.js';
import { type FileSimulation, type SimulateFileOptions, simulateFile } from '../simulate-file.js';
import type { Source } from '../syntax/source.js';
import { decode, encode } from './portable.js';
import { errorText, exitText } from './thread-end.js';

export interface ShareData {
  /** Its path, or the text, encoded. */
  readonly spec: unknown;
  readonly options: SimulateFileOptions;
  /** Whether the behaviours themselves are wanted. */
  readonly traces: boolean;
}

/** The code of a tool that could not do its work: here, of a thread that died. */
export const lostThread = 'tool';

type ShareMessage = { readonly trace: unknown; readonly index: number } | { readonly outcome: unknown };

const thread = builtModule('./simulation-thread.js', import.meta.url);

/** How a spec is walked through at random. */
export interface SimulationRequest extends Omit<SimulateFileOptions, 'first' | 'stride'> {
  /** Threads; `auto`, the default: as many as there are processors. The behaviours are the same for any number of them. */
  readonly workers?: number | 'auto';
}

/**
 * Reads a spec and walks through it at random, with its invariants checked in every state. What is wrong with the text is in the
 * diagnostics; an error of evaluation is a violation of the kind `error`; a thread that dies is a `failure`. The first violation by the
 * number of its behaviour is reported, whatever the number of threads.
 */
export async function simulateInThreads(
  spec: string | Source,
  options: SimulationRequest = {},
): Promise<FileSimulation> {
  const { workers = 'auto', signal, trace, ...rest } = options;
  const traces = rest.traces ?? 100;
  const threads = Math.min(traces, workers === 'auto' ? availableParallelism() : workers);
  if (threads <= 1)
    return simulateFile(spec, { ...rest, ...(signal && { signal }), ...(trace && { trace }) });
  const outcomes = await Promise.all(
    Array.from({ length: threads }, (_, first) =>
      share(
        { spec: encode(spec), options: { ...rest, first, stride: threads }, traces: trace !== undefined },
        signal,
        trace,
      ),
    ),
  );
  const lost = outcomes.find(({ diagnostics }) => diagnostics.some(({ code }) => code === lostThread));
  if (lost !== undefined) return lost;
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
  return new Promise((resolve) => {
    let outcome: FileSimulation | undefined;
    let failure: string | undefined;
    const worker = new Worker(thread, { workerData });
    const stop = () => worker.postMessage('stop');
    signal?.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: ShareMessage) => {
      if ('trace' in message) trace?.(decode(message.trace) as Trace, message.index);
      else outcome = decode(message.outcome) as FileSimulation;
    });
    worker.on('error', (error) => {
      failure = errorText(error);
    });
    worker.on('exit', (status) => {
      signal?.removeEventListener('abort', stop);
      const message = `The simulation is not complete. ${failure ?? exitText(status)}`;
      resolve(
        outcome ?? { diagnostics: [{ code: lostThread, severity: 'error', message }], sources: new Map() },
      );
    });
  });
}
