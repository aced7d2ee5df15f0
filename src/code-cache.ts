/** Keeps the code that V8 has made of a bundle, for the runs after this one: launch.ts looks for it. */

import type { Script } from 'node:vm';
import { writeCode } from './code-file.js';

/** What is to be kept, and where: there is none yet, or none that V8 takes. */
export interface CodeCache {
  readonly script: Script;
  readonly path: string;
}

/** Microseconds of work after which V8, in collecting garbage, may have thrown away the code of what ran once. */
const mostWork = 1_500_000;

let wanted: CodeCache | undefined;
let whole = false;

/** Called by the bundle of the command as it is loaded. */
export function wantCode(cache: CodeCache): void {
  wanted = cache;
}

/** Says that this thread has read and searched a spec: now V8 has the code of most that a run needs. */
export function ranWhole(): void {
  whole = true;
}

/** Keeps the code of a run that is over, if it is worth it. */
export function keepCode(): void {
  if (wanted === undefined || !whole) return;
  const { user, system } = process.cpuUsage();
  if (user + system > mostWork) return;
  keep(wanted);
  wanted = undefined;
}

/** Called by the bundle of the threads: keeps the code of this one when it ends, for it runs what any of them needs, and little once. */
export function keepAtEnd(cache: CodeCache): void {
  process.once('exit', () => keep(cache));
}

function keep({ script, path }: CodeCache): void {
  try {
    writeCode(path, script.createCachedData());
  } catch {
    // Without it every run compiles, that is all.
  }
}
