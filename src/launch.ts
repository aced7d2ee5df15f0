/**
 * Starts what the build has bundled into one file, with the code that V8 made of it in an earlier run: to compile it anew takes a quarter
 * of a short check. The command and threads begin here. Threads that only explore have a bundle of their own, a fifth as large.
 */

import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import type { CodeCache } from './code-cache.js';
import { readCode } from './code-file.js';

type Entries = Readonly<Record<string, () => unknown>>;

/** What the text of the bundle says: a function like those that Node makes of CommonJS. */
type Bundle = (
  exports: { entries?: Entries },
  require: (id: string) => unknown,
  importModule: (id: string) => Promise<unknown>,
  url: string,
  wanted: CodeCache | undefined,
) => void;

/** Of a bundle, once it is loaded in this thread, which needs one. */
let entries: Entries | undefined;

/**
 * @param bundle its name
 * @param digest of its text
 * @param entry the module to run, as the build names it
 * @returns what it exports
 */
export function launch(bundle: string, digest: string, entry: string): unknown {
  entries ??= load(join(import.meta.dirname, `${bundle}.cjs`), digest);
  return entries[entry]?.();
}

function load(filename: string, digest: string): Entries {
  const text = readFileSync(filename, 'latin1');
  const path = cachePath(filename, digest);
  const kept = path === undefined ? undefined : readCode(path);
  const script = new Script(text, { filename, ...(kept === undefined ? {} : { cachedData: kept }) });
  const wanted =
    path === undefined || (kept !== undefined && script.cachedDataRejected === false)
      ? undefined
      : { script, path };
  const exports: { entries?: Entries } = {};
  const bundle = script.runInThisContext() as Bundle;
  // A script cannot import: what is not in the bundle is imported from here.
  const importModule = (id: string) => import(id);
  bundle(exports, late(createRequire(filename)), importModule, pathToFileURL(filename).href, wanted);
  return exports.entries ?? {};
}

/** Modules of Node's that take it milliseconds to load, and that most runs have no use for. */
const slow = new Set([
  'node:child_process',
  'node:crypto',
  'node:readline',
  'node:v8',
  'node:worker_threads',
]);

/** A bundle requires everything at its top: what is slow is loaded when something of it is used. */
function late(require: NodeJS.Require): (id: string) => unknown {
  return (id) =>
    slow.has(id) ? new Proxy({}, { get: (_, name) => Reflect.get(require(id), name) }) : require(id);
}

/**
 * Its name says what V8 does not look at: which text it is the code of, be it that of another build or one that somebody has edited.
 * @returns undefined where Node is told to keep no code
 */
function cachePath(filename: string, digest: string): string | undefined {
  const { env, execArgv, version, arch } = process;
  if (env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  const written = Math.floor(statSync(filename).mtimeMs).toString(36);
  // V8 takes no code that was made with other options of its own. To ask for their tag takes as long as a tenth of the code saves.
  const tag = execArgv.length > 0 || env.NODE_OPTIONS ? `-${v8Tag()}` : '';
  return join(import.meta.dirname, 'cache', `${digest}-${written}-${version}-${arch}${tag}`);
}

function v8Tag(): number {
  const require = createRequire(import.meta.filename);
  return (require('node:v8') as typeof import('node:v8')).cachedDataVersionTag();
}
