/** What is to be checked: files, folders and globs, and the models in them, become a list. */

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Glob from 'tinyglobby';
import { statOf } from '../files.js';
import { isConfigured, modelsOf } from '../load.js';
import { nearest } from '../semantics/nearest.js';

export interface Target {
  readonly file: string;
  /** Absent: the default model. */
  readonly model?: string;
}

export interface TargetRequest {
  /** Files, folders and globs. A folder means every `.spec` in it, at any depth, and every `.tla` with a configuration. */
  readonly patterns: readonly string[];
  /** Check these models only, in the specs that have them. */
  readonly models: readonly string[];
  /** Check the default model and every MODEL. */
  readonly allModels: boolean;
}

export interface Targets {
  readonly targets: readonly Target[];
  /** Why nothing can be done, a sentence each. */
  readonly problems: readonly string[];
}

/** In the order in which they were named; what a folder or glob gives is sorted. No file comes twice. */
export function findTargets({ patterns, models, allModels }: TargetRequest): Targets {
  const problems: string[] = [];
  const files = new Map<string, 'named' | 'found'>();
  for (const pattern of patterns) {
    const found = filesOf(pattern, isComplete);
    if (found === undefined) files.set(pattern, 'named');
    else if (found.length === 0) {
      problems.push(nothingIn(pattern));
    } else for (const file of found) if (!files.has(file)) files.set(file, 'found');
  }
  // A file that is named alone goes through as it is: what is wrong with it is told with its place.
  const alone = files.size === 1 && [...files.values()].includes('named');
  const [only] = models;
  if (alone && !allModels && models.length <= 1) {
    return { targets: [...files.keys()].map((file) => targetOf(file, only)), problems };
  }
  const targets: Target[] = [];
  const seen = new Set<string>();
  for (const [file] of files) {
    const known = models.length > 0 || allModels ? modelsOf(file) : [];
    for (const model of known) seen.add(model);
    if (models.length === 0) targets.push({ file });
    if (allModels) targets.push(...known.map((model) => targetOf(file, model)));
    else
      targets.push(...models.filter((model) => known.includes(model)).map((model) => targetOf(file, model)));
  }
  for (const model of models) {
    if (seen.has(model)) continue;
    const meant = nearest(model, [...seen]);
    const hint = meant === undefined ? '' : ` Did you mean \`${meant}\`?`;
    problems.push(`None of these specs has a model \`${model}\`.${hint}`);
  }
  return { targets, problems };
}

/**
 * The files that folders, globs and files stand for, each once: in a folder every `.spec` and `.tla`, whether or not it can be checked.
 */
export function findFiles(patterns: readonly string[]): { files: string[]; problems: string[] } {
  const files = new Set<string>();
  const problems: string[] = [];
  for (const pattern of patterns) {
    const found = filesOf(pattern, () => true);
    if (found === undefined) files.add(pattern);
    else if (found.length === 0) problems.push(nothingIn(pattern));
    else for (const file of found) files.add(file);
  }
  return { files: [...files], problems };
}

function nothingIn(pattern: string): string {
  return isFolder(pattern)
    ? `There is no spec in the folder \`${pattern}\`.`
    : `No spec matches \`${pattern}\`.`;
}

/** Loaded when it is needed: most runs name a file. */
function glob(): typeof Glob {
  return createRequire(import.meta.url)('tinyglobby') as typeof Glob;
}

/**
 * The files that a folder or glob stands for; undefined for a file.
 * @param wanted which ones of a folder
 */
function filesOf(pattern: string, wanted: (file: string) => boolean): string[] | undefined {
  if (isFolder(pattern)) {
    const found = glob()
      .globSync(['**/*.spec', '**/*.tla'], {
        cwd: pattern,
        ignore: ['**/node_modules/**'],
        expandDirectories: false,
      })
      .map((file) => join(pattern, file));
    return found.filter(wanted).sort();
  }
  if (existsSync(pattern) || !glob().isDynamicPattern(pattern)) return undefined;
  return glob()
    .globSync(pattern.replaceAll('\\', '/'), {
      ignore: ['**/node_modules/**'],
      expandDirectories: false,
    })
    .filter((file) => /\.(spec|tla)$/.test(file))
    .sort();
}

/** A `.tla` in a folder may be a library; with a configuration, it is to be checked. */
function isComplete(file: string): boolean {
  return file.endsWith('.spec') || isConfigured(file);
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() === true;
}

function targetOf(file: string, model: string | undefined): Target {
  return model === undefined ? { file } : { file, model };
}
