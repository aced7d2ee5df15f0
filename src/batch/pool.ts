/** Checks many targets, several at once, each in a thread of its own, within the machine's cores and one budget of memory. */

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { builtModule } from '../../checker/built.js';
import { defaultMemoryLimit } from '../../checker/limits.js';
import type { Progress } from '../../checker/options.js';
import type { CheckFileOptions } from '../check-file.js';
import type { Result } from '../report/result.js';
import type { ResultCache } from './cache.js';
import { decodeResult } from './portable.js';
import { failed, runTarget } from './run.js';
import type { Target } from './targets.js';
import { errorText, exitText } from './thread-end.js';

/** Of many targets: `workers` and `memoryLimit` are for all of them together. */
export interface PoolOptions extends Omit<CheckFileOptions, 'model' | 'progress' | 'graph'> {
  /** Asked, in turn, before a target is searched, and told what was found. */
  readonly caches?: readonly ResultCache[];
  readonly progress?: (progress: Progress, target: Target) => void;
  /** Called as each of several ends. */
  readonly done?: (result: Result, ended: number) => void;
}

const thread = builtModule('./thread.js', import.meta.url);

/**
 * @returns a result a target, in the order of the targets; once `signal` is aborted those that run end as incomplete, and the
 * others are not begun
 */
export async function runTargets(targets: readonly Target[], options: PoolOptions): Promise<Result[]> {
  const { caches = [], done, ...rest } = options;
  const alone = targets.length === 1;
  const results: Result[] = [];
  let ended = 0;
  const end = (index: number, result: Result) => {
    results[index] = result;
    if (!alone) done?.(result, ++ended);
  };
  const open = targets.flatMap((target, index) => {
    const known = firstOf(caches, target);
    if (known !== undefined) end(index, known);
    return known === undefined ? [{ target, index }] : [];
  });
  await search(open, alone, rest, (index, result) => {
    for (const cache of caches) cache.keep(targets[index] as Target, result);
    end(index, result);
  });
  return results;
}

function firstOf(caches: readonly ResultCache[], target: Target): Result | undefined {
  for (const cache of caches) {
    const known = cache.find(target);
    if (known !== undefined) return known;
  }
  return undefined;
}

/** @param alone whether it is the only target there is: then it has this thread */
async function search(
  open: readonly { readonly target: Target; readonly index: number }[],
  alone: boolean,
  options: Omit<PoolOptions, 'caches' | 'done'>,
  end: (index: number, result: Result) => void,
): Promise<void> {
  const { progress, ...rest } = options;
  const [only] = open;
  if (only === undefined) return;
  if (alone) {
    const { target, index } = only;
    end(
      index,
      await runTarget(target, { ...rest, ...(progress && { progress: (state) => progress(state, target) }) }),
    );
    return;
  }
  const { signal, workers = 'auto', memoryLimit = defaultMemoryLimit(), ...shared } = rest;
  const cores = workers === 'auto' ? availableParallelism() : workers;
  const lanes = Math.max(1, Math.min(cores, open.length));
  const each: CheckFileOptions = {
    ...shared,
    workers: Math.max(1, Math.floor(cores / lanes)),
    memoryLimit: Math.floor(memoryLimit / lanes),
  };
  let next = 0;
  const lane = async () => {
    for (let one = open[next++]; one !== undefined; one = open[next++]) {
      const { target, index } = one;
      end(
        index,
        signal?.aborted === true
          ? failed(target, 'It was not begun: the run was interrupted.')
          : await inThread(target, each, signal, (state) => progress?.(state, target)),
      );
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

type Message = { readonly progress: Progress } | { readonly result: unknown };

function inThread(
  target: Target,
  options: CheckFileOptions,
  signal: AbortSignal | undefined,
  progress: (progress: Progress) => void,
): Promise<Result> {
  return new Promise((resolve) => {
    let result: Result | undefined;
    let failure: string | undefined;
    const worker = new Worker(thread, { workerData: { target, options } });
    const stop = () => worker.postMessage('stop');
    signal?.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: Message) => {
      if ('progress' in message) progress(message.progress);
      else result = decodeResult(message.result);
    });
    worker.on('error', (error) => {
      failure = errorText(error);
    });
    worker.on('exit', (status) => {
      signal?.removeEventListener('abort', stop);
      resolve(result ?? failed(target, failure ?? exitText(status)));
    });
  });
}
