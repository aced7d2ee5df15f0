/** From a file to a specification: reading, parsing, resolving. The only place where the tool reads specs from disk. */

import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { statOf } from './files.js';
import { nearest } from './semantics/nearest.js';
import { type ResolveRequest, resolve } from './semantics/resolve.js';
import type { Spec } from './semantics/spec.js';
import { type Configuration, parseConfiguration } from './syntax/config.js';
import { configurationSection } from './syntax/config-section.js';
import type { Diagnostic, Outcome } from './syntax/diagnostic.js';
import { hasErrors } from './syntax/diagnostic.js';
import { parseExpression, parseModule } from './syntax/parse.js';
import { Source, type Span } from './syntax/source.js';
import type * as tree from './syntax/tree.js';

export interface LoadRequest {
  readonly model?: string;
  /** Texts of expressions by constant, as in `{ N: '3' }`. */
  readonly constants?: Readonly<Record<string, string>>;
  readonly invariants?: readonly string[];
  readonly properties?: readonly string[];
  /**
   * The `.cfg` of a TLA+ module, or a `.tla` that holds the configuration. Without it, the `.cfg` beside the module is read; where
   * there is none, the CONFIG section of the module's own file.
   */
  readonly config?: string;
  readonly init?: string;
  readonly next?: string;
  readonly specification?: string;
  /** Whether the constants of a TLA+ module without a `.cfg` need no values: nothing of it is to be evaluated. */
  readonly unbound?: boolean;
  /** Whether a TLA+ module need not say how it begins and goes on: nothing of it is to be explored. */
  readonly unexplored?: boolean;
  /** Folders whose files the specification may read, through Json and CSV. None by default. */
  readonly allowRead?: readonly string[];
  /** Definitions that are put behind those of the module, as a person types them at a prompt. */
  readonly additions?: readonly tree.Unit[];
}

const largest = 8 * 1024 * 1024;

export interface Loaded extends Outcome<Spec> {
  /** Every file that was read, by its path as places name it. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Files that were looked for and are not there: the outcome depends on that too. */
  readonly absent: readonly string[];
  /** Whether a configuration says what is to be checked: a `.cfg`, or a section of the module's own file. */
  readonly configured: boolean;
}

/**
 * Reads, parses and resolves a `.spec` file, or a `.tla` file with its `.cfg`.
 * @param spec its path, or its text, whose path says what it is called and what lies beside it; undefined: nothing but what is added
 */
export function loadSpec(spec: string | Source | undefined, request: LoadRequest = {}): Loaded {
  const files = new Files();
  return {
    configured: false,
    ...load(spec, request, files),
    sources: files.sources,
    absent: [...files.absent],
  };
}

function load(
  spec: string | Source | undefined,
  request: LoadRequest,
  files: Files,
): Outcome<Spec> & { readonly configured?: boolean } {
  const path = spec instanceof Source ? spec.path : spec;
  if (spec instanceof Source) files.give(spec);
  const read = path === undefined ? parseModule(new Source('input', ''), 'spec') : files.module(path);
  if (read.value === undefined || hasErrors(read.diagnostics)) return { diagnostics: read.diagnostics };
  const diagnostics: Diagnostic[] = [...read.diagnostics];
  const constants = new Map<string, tree.Expression>();
  for (const [name, text] of Object.entries(request.constants ?? {})) {
    const parsed = parseExpression(new Source(`--constant ${name}`, text));
    diagnostics.push(...parsed.diagnostics);
    if (parsed.value !== undefined) constants.set(name, parsed.value);
  }
  const configuration = readConfiguration(path ?? '', request, files);
  diagnostics.push(...configuration.diagnostics);
  if (hasErrors(diagnostics)) return { diagnostics };
  const resolving: ResolveRequest = {
    constants,
    load: (name, from) => files.beside(name, from),
    ...(configuration.value === undefined
      ? { unbound: request.unbound === true && read.value.dialect === 'tla' }
      : { configuration: configuration.value }),
    unexplored: request.unexplored === true,
    ...(request.init === undefined ? {} : { init: request.init }),
    ...(request.next === undefined ? {} : { next: request.next }),
    ...(request.specification === undefined ? {} : { specification: request.specification }),
    ...(request.allowRead === undefined ? {} : { allowRead: request.allowRead }),
    ...(request.model === undefined ? {} : { model: request.model }),
    ...(request.invariants === undefined ? {} : { invariants: request.invariants }),
    ...(request.properties === undefined ? {} : { properties: request.properties }),
  };
  const resolved = resolve(
    { ...read.value, units: [...read.value.units, ...(request.additions ?? [])] },
    resolving,
  );
  const configured = configuration.value !== undefined;
  return { ...resolved, configured, diagnostics: [...diagnostics, ...resolved.diagnostics] };
}

/** The text of a file that may be a specification. */
export function readSource(path: string): Outcome<Source> {
  const source = new Files().read(path);
  return source instanceof Source ? { value: source, diagnostics: [] } : source;
}

/** The names of the MODELs of a spec, in order; none when it cannot be read. */
export function modelsOf(path: string): readonly string[] {
  const { value } = new Files().module(path);
  return (value?.units ?? []).flatMap((unit) => (unit.kind === 'model' ? [unit.name.text] : []));
}

/** A specification's modules as they were read. */
export interface LoadedModules {
  /** The one that was asked for, and those beside it that it extends, nearest first. */
  readonly extended: readonly [tree.Module, ...tree.Module[]];
  /** Those beside it that it has instances of. */
  readonly instanced: readonly tree.Module[];
}

/** Reads the module of a `.spec` and the modules that it is made of. @returns none of them when one cannot be read */
export function loadModules(path: string): Outcome<LoadedModules> {
  const files = new Files();
  const diagnostics: Diagnostic[] = [];
  const extended: tree.Module[] = [];
  const instanced: tree.Module[] = [];
  const visit = ({ value, diagnostics: wrong }: Outcome<tree.Module>, into: tree.Module[]): void => {
    diagnostics.push(...wrong);
    if (value === undefined || extended.includes(value) || instanced.includes(value)) return;
    into.push(value);
    const follow = ({ text, span }: tree.Identifier, list: tree.Module[]) => {
      const beside = files.beside(text, span.source);
      if (beside !== undefined) visit(beside, list);
    };
    for (const name of value.extends) follow(name, into);
    for (const unit of value.units) if ('instance' in unit) follow(unit.instance.module, instanced);
  };
  visit(files.module(path), extended);
  const [root, ...others] = extended;
  if (root === undefined || hasErrors(diagnostics)) return { diagnostics };
  return { value: { extended: [root, ...others], instanced }, diagnostics };
}

/**
 * The files that a module may be in, first come first served: `LamportClock.spec`, `LamportClock.tla`, `lamport-clock.spec`; of
 * `Figure8` both `figure8.spec` and `figure-8.spec`.
 */
export function moduleFiles(name: string): readonly string[] {
  const kebab = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
  const apart = kebab.replace(/([a-z])([0-9])/g, '$1-$2');
  return [...new Set([`${name}.spec`, `${name}.tla`, `${kebab}.spec`, `${apart}.spec`])];
}

function readConfiguration(path: string, { config }: LoadRequest, files: Files): Outcome<Configuration> {
  if (!path.endsWith('.tla')) {
    if (config === undefined) return { diagnostics: [] };
    return problem('no-configuration', 'A `.spec` holds its model itself: `--config` is for `.tla` files.');
  }
  const beside = path.replace(/\.tla$/, '.cfg');
  const found = config ?? (files.has(beside) ? beside : path);
  const source = files.read(found);
  if (!(source instanceof Source)) return source;
  if (!found.endsWith('.tla')) return parseConfiguration({ source, start: 0, end: source.text.length });
  const section = sectionOf(source);
  if (section !== undefined) return parseConfiguration(section);
  if (config === undefined) return { diagnostics: [] };
  const name = basename(found, '.tla');
  return problem('no-configuration', `\`${found}\` has no section \`---- CONFIG ${name} ----\`.`);
}

/** The configuration that a `.tla` holds itself. */
function sectionOf(source: Source): Span | undefined {
  return configurationSection(source, basename(source.path, '.tla'));
}

/** Whether a `.tla` says what of it is to be checked, in a `.cfg` beside it or itself. */
export function isConfigured(path: string): boolean {
  const files = new Files();
  if (files.has(path.replace(/\.tla$/, '.cfg'))) return true;
  const source = files.read(path);
  return source instanceof Source && sectionOf(source) !== undefined;
}

/** The files of one specification, each read once. */
class Files {
  /** By path, as places name it. */
  readonly sources = new Map<string, Source>();
  /** Paths where a file was looked for and is none. */
  readonly absent = new Set<string>();
  private readonly modules = new Map<string, Outcome<tree.Module>>();

  /** Takes this text for what is in its file. */
  give(source: Source): void {
    this.sources.set(source.path, source);
  }

  module(path: string): Outcome<tree.Module> {
    const known = this.modules.get(path);
    if (known !== undefined) return known;
    const source = this.read(path);
    const outcome =
      source instanceof Source ? parseModule(source, path.endsWith('.tla') ? 'tla' : 'spec') : source;
    this.modules.set(path, outcome);
    return outcome;
  }

  /** A module that EXTENDS or INSTANCE names, beside the file that names it. */
  beside(name: string, from: Source): Outcome<tree.Module> | undefined {
    for (const file of moduleFiles(name)) {
      const path = join(dirname(from.path), file);
      if (this.has(path)) return this.module(path);
    }
    return undefined;
  }

  has(path: string): boolean {
    const there = this.sources.has(path) || statOf(path)?.isFile() === true;
    if (!there) this.absent.add(path);
    return there;
  }

  /** The text of a file, or what is wrong with it. */
  read(path: string): Source | { readonly diagnostics: readonly Diagnostic[] } {
    const known = this.sources.get(path);
    if (known !== undefined) return known;
    const stat = statOf(path);
    if (stat === undefined) {
      this.absent.add(path);
      return problem('no-file', `There is no file \`${path}\`.`, similar(path));
    }
    if (stat.isDirectory()) return problem('folder', `\`${path}\` is a folder: name a file in it.`);
    if (stat.size > largest)
      return problem('too-long', `\`${path}\` is too long to be a specification (over 8 MiB).`);
    try {
      const source = new Source(path, readFileSync(path, 'utf8'));
      this.sources.set(path, source);
      return source;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const reason = code === 'EACCES' || code === 'EPERM' ? 'that is not permitted' : message;
      return problem('unreadable', `\`${path}\` cannot be read: ${reason}.`);
    }
  }
}

function problem(
  code: string,
  message: string,
  hint?: string,
): { readonly diagnostics: readonly Diagnostic[] } {
  return { diagnostics: [{ code, severity: 'error', message, ...(hint === undefined ? {} : { hint }) }] };
}

/** The specification in the same folder whose name is nearest. */
function similar(path: string): string | undefined {
  const folder = dirname(path);
  if (statOf(folder)?.isDirectory() !== true) return undefined;
  const files = readdirSync(folder).filter((file) => /\.(spec|tla)$/.test(file));
  const name = basename(path);
  const meant =
    files.find((file) => file === `${name}.spec` || file === `${name}.tla`) ?? nearest(name, files);
  return meant === undefined ? undefined : `Did you mean \`${join(folder, meant)}\`?`;
}
