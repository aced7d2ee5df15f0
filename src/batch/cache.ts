/**
 * Results that are kept, so that a spec is not searched again while nothing that its outcome follows from has changed: its text and
 * what it extends, the model and the options, and the tool.
 */

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { CheckFileOptions } from '../check-file.js';
import { reason, replaceFile, statOf } from '../files.js';
import type { Result } from '../report/result.js';
import { toolVersion } from '../version.js';
import { decodeResult, encodeResult } from './portable.js';
import type { Target } from './targets.js';

export interface ResultCache {
  /** @returns undefined when there is none, or something has changed */
  find(target: Target): Result | undefined;
  keep(target: Target, result: Result): void;
}

/** What was kept, by name. */
interface Store {
  get(name: string): Uint8Array | undefined;
  set(name: string, content: Uint8Array): void;
}

/** Options that say how long and with how much a search goes, and not what it finds. */
const irrelevant = new Set(['workers', 'memoryLimit', 'timeLimit', 'signal', 'progress', 'done', 'caches']);

/** What an outcome depends on; kept so that its content can be looked up. */
interface Dependencies {
  readonly files: readonly string[];
  readonly absent: readonly string[];
}

class KeptResults implements ResultCache {
  private readonly options: string;

  constructor(
    private readonly store: Store,
    private readonly keeps: (result: Result) => boolean,
    options: CheckFileOptions,
  ) {
    const relevant = Object.entries(options).filter(([key]) => !irrelevant.has(key));
    this.options = JSON.stringify([
      toolVersion(),
      relevant.sort(([left], [right]) => (left < right ? -1 : 1)),
    ]);
  }

  find(target: Target): Result | undefined {
    try {
      const name = this.nameOf(target);
      const found = this.store.get(name);
      if (found === undefined) return undefined;
      const { files, absent } = JSON.parse(Buffer.from(found).toString()) as Dependencies;
      if (absent.some((file) => statOf(file) !== undefined)) return undefined;
      const texts = files.map((file) => [file, readFileSync(file, 'utf8')] as const);
      const content = this.store.get(contentName(name, texts));
      if (content === undefined) return undefined;
      return { ...decodeResult(deserialize(content)), unchanged: true };
    } catch {
      // What cannot be read is no result: it is found again by searching.
      return undefined;
    }
  }

  keep(target: Target, result: Result): void {
    const { dependsOn, sources } = result;
    if (dependsOn === undefined || !this.keeps(result)) return;
    const name = this.nameOf(target);
    const texts = [...sources].map(([file, { text }]) => [file, text] as const);
    const dependencies: Dependencies = { files: texts.map(([file]) => file), absent: dependsOn.absent };
    this.store.set(contentName(name, texts), serialize(encodeResult(result)));
    this.store.set(name, Buffer.from(JSON.stringify(dependencies)));
  }

  private nameOf({ file, model }: Target): string {
    return hash(this.options, file, model ?? '');
  }
}

function contentName(name: string, texts: readonly (readonly [string, string])[]): string {
  return hash(name, ...texts.flat());
}

function hash(...parts: readonly string[]): string {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(`${part.length}:`).update(part);
  return sum.digest('hex');
}

/** Keeps every outcome that came to its end, for as long as the process runs. */
export function memoryCache(options: CheckFileOptions): ResultCache {
  return new KeptResults(new Map(), ({ verdict }) => verdict?.kind !== 'incomplete', options);
}

/**
 * Keeps in a folder what was as expected and came to its end.
 * @param problem is told, once, when the folder cannot be written
 */
export function folderCache(
  folder: string,
  options: CheckFileOptions,
  problem: (text: string) => void,
): ResultCache {
  const keeps = ({ asExpected, verdict }: Result) =>
    asExpected && verdict !== undefined && verdict.kind !== 'incomplete' && verdict.incomplete.length === 0;
  return new KeptResults(new Folder(folder, problem), keeps, options);
}

/** A file a result, which begins with the hash of what follows: a file that was cut off or changed is taken for none. */
class Folder implements Store {
  private usable = true;

  constructor(
    private readonly path: string,
    private readonly problem: (text: string) => void,
  ) {}

  get(name: string): Uint8Array | undefined {
    const all = readFileSync(join(this.path, name));
    const content = all.subarray(32);
    return sum(content).equals(all.subarray(0, 32)) ? content : undefined;
  }

  set(name: string, content: Uint8Array): void {
    if (!this.usable) return;
    try {
      mkdirSync(this.path, { recursive: true });
      replaceFile(join(this.path, name), Buffer.concat([sum(content), content]));
    } catch (error) {
      this.usable = false;
      const { code } = error as NodeJS.ErrnoException;
      const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'it is a file' : reason(error);
      this.problem(`Results cannot be kept in \`${this.path}\`: ${why}.`);
    }
  }
}

function sum(content: Uint8Array): Buffer {
  return createHash('sha256').update(content).digest();
}
