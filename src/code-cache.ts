/** Keeps the code that V8 has made of the bundle, for the runs after this one: launch.ts looks for it. */

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

/** Called by the bundle as it is loaded in a thread. */
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
  const { script, path } = wanted;
  wanted = undefined;
  try {
    writeCode(path, script.createCachedData());
  } catch {
    // Without it every run compiles, that is all.
  }
}
