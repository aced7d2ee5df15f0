/** The modules of the library that are written in TLA+: read once, however many specifications use them. */

import { readdirSync, readFileSync } from 'node:fs';
import type { Outcome } from '../syntax/diagnostic.js';
import { parseModule } from '../syntax/parse.js';
import { Source } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';
import { moduleOperators } from './primitives.js';

const folder = new URL('./modules/', import.meta.url);
const known = new Map<string, Outcome<tree.Module>>();
const sources = new Set<Source>();
let names: ReadonlySet<string> | undefined;

/** Names of the modules that have a text. */
export function libraryTexts(): ReadonlySet<string> {
  names ??= new Set(
    readdirSync(folder).flatMap((file) => (file.endsWith('.tla') ? [file.slice(0, -'.tla'.length)] : [])),
  );
  return names;
}

/** Names of all modules, those that consist of primitives included. */
export function libraryModules(): string[] {
  return [...new Set([...moduleOperators.keys(), ...libraryTexts()])];
}

export function loadLibrary(name: string): Outcome<tree.Module> | undefined {
  if (!libraryTexts().has(name)) return undefined;
  const before = known.get(name);
  if (before !== undefined) return before;
  const source = new Source(`${name}.tla`, readFileSync(new URL(`${name}.tla`, folder), 'utf8'));
  const outcome = parseModule(source, 'tla');
  known.set(name, outcome);
  sources.add(source);
  return outcome;
}

/** Whether a text is the library's own, and no file of that name beside the specification. */
export function isLibrary(source: Source): boolean {
  return sources.has(source);
}
