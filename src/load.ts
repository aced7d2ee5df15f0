/** From a file to a specification: reading, parsing, resolving. The only place where the tool reads specs from disk. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { nearest } from './semantics/nearest.js';
import { type ResolveRequest, resolve } from './semantics/resolve.js';
import type { Spec } from './semantics/spec.js';
import type { Diagnostic, Outcome } from './syntax/diagnostic.js';
import { hasErrors } from './syntax/diagnostic.js';
import { parseExpression, parseModule } from './syntax/parse.js';
import { Source } from './syntax/source.js';
import type * as tree from './syntax/tree.js';

export interface LoadRequest {
  readonly model?: string;
  /** Texts of expressions by constant, as in `{ N: '3' }`. */
  readonly constants?: Readonly<Record<string, string>>;
  readonly invariants?: readonly string[];
  readonly properties?: readonly string[];
}

const largest = 8 * 1024 * 1024;

export interface Loaded extends Outcome<Spec> {
  /** Every file that was read, by its path as places name it. */
  readonly sources: ReadonlyMap<string, Source>;
}

/** Reads, parses and resolves a `.spec` file. */
export function loadSpec(path: string, request: LoadRequest = {}): Loaded {
  const sources = new Map<string, Source>();
  return { ...load(path, request, sources), sources };
}

function load(path: string, request: LoadRequest, sources: Map<string, Source>): Outcome<Spec> {
  const read = readModule(path, sources);
  if (read.value === undefined || hasErrors(read.diagnostics)) return { diagnostics: read.diagnostics };
  const diagnostics: Diagnostic[] = [...read.diagnostics];
  const constants = new Map<string, tree.Expression>();
  for (const [name, text] of Object.entries(request.constants ?? {})) {
    const parsed = parseExpression(new Source(`--constant ${name}`, text));
    diagnostics.push(...parsed.diagnostics);
    if (parsed.value !== undefined) constants.set(name, parsed.value);
  }
  if (hasErrors(diagnostics)) return { diagnostics };
  const resolving: ResolveRequest = {
    constants,
    load: (name, from) => beside(name, from, sources),
    ...(request.model === undefined ? {} : { model: request.model }),
    ...(request.invariants === undefined ? {} : { invariants: request.invariants }),
    ...(request.properties === undefined ? {} : { properties: request.properties }),
  };
  const resolved = resolve(read.value, resolving);
  return { ...resolved, diagnostics: [...diagnostics, ...resolved.diagnostics] };
}

/** A module that EXTENDS or INSTANCE names, beside the file that names it. */
function beside(name: string, from: Source, sources: Map<string, Source>): Outcome<tree.Module> | undefined {
  for (const file of moduleFiles(name)) {
    const path = join(dirname(from.path), file);
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) return readModule(path, sources);
  }
  return undefined;
}

/** The files that a module may be in, first come first served: `LamportClock.spec`, `LamportClock.tla`, `lamport-clock.spec`. */
export function moduleFiles(name: string): readonly string[] {
  const kebab = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
  return [`${name}.spec`, `${name}.tla`, `${kebab}.spec`];
}

function readModule(path: string, sources: Map<string, Source>): Outcome<tree.Module> {
  const problem = (code: string, message: string, hint?: string): Outcome<tree.Module> => ({
    diagnostics: [{ code, severity: 'error', message, ...(hint === undefined ? {} : { hint }) }],
  });
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return problem('no-file', `There is no file \`${path}\`.`, similar(path));
  if (stat.isDirectory()) return problem('folder', `\`${path}\` is a folder: name a file in it.`);
  if (stat.size > largest)
    return problem('too-long', `\`${path}\` is too long to be a specification (over 8 MiB).`);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return problem(
      'unreadable',
      `\`${path}\` cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const source = new Source(path, text);
  sources.set(path, source);
  return parseModule(source, path.endsWith('.tla') ? 'tla' : 'spec');
}

/** The specification in the same folder whose name is nearest. */
function similar(path: string): string | undefined {
  const folder = dirname(path);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  const files = readdirSync(folder).filter((file) => /\.(spec|tla)$/.test(file));
  const meant = nearest(basename(path), files);
  return meant === undefined ? undefined : `Did you mean \`${join(folder, meant)}\`?`;
}
