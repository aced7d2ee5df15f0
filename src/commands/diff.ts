/** `tla-ts diff OLD NEW`, and `tla-ts diff FILE --base REV` */

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { EvaluationFault } from '../../checker/model.js';
import { compareBehaviours, exploreBoth } from '../diff/behaviours.js';
import { compareDeclarations } from '../diff/declarations.js';
import { compareGuarantees } from '../diff/guarantees.js';
import { loadSpec } from '../load.js';
import { type Concern, concerns, concernsOf, jsonReview, type Review, renderReview } from '../report/diff.js';
import type { Spec } from '../semantics/spec.js';
import { type Diagnostic, hasErrors } from '../syntax/diagnostic.js';
import { Source } from '../syntax/source.js';
import { defined } from './defined.js';
import { exitStatus } from './exit.js';
import { complain, remark, say, tellErrors } from './say.js';
import { widthOf } from './width.js';

export interface DiffCommandOptions {
  readonly base?: string;
  readonly config?: string;
  readonly model?: string;
  readonly constant?: Readonly<Record<string, string>>;
  readonly format: 'text' | 'markdown' | 'json';
  readonly failOn?: string;
  readonly maxStates: number;
  readonly color: boolean;
}

class Refusal extends Error {}

/** @returns the exit status: 12 when there is what `--fail-on` names */
export async function runDiff(files: readonly string[], options: DiffCommandOptions): Promise<number> {
  const { base } = options;
  const [first, second] = files;
  const usage = (text: string) => {
    remark(`error: ${text}\n(see \`tla-ts help diff\`)\n`);
    return exitStatus.usage;
  };
  if (first === undefined || (base === undefined) !== (second !== undefined))
    return usage('Name two files, or one file and `--base REV`.');
  const feared = options.failOn === undefined ? [] : options.failOn.split(',');
  const unknown = feared.find((name) => !concerns.some((concern) => concern === name));
  if (unknown !== undefined)
    return usage(`There is no \`${unknown}\` to fail on. There are: ${concerns.join(', ')}.`);
  const folder = base === undefined ? undefined : mkdtempSync(join(tmpdir(), 'tla-ts-'));
  try {
    const { config } = options;
    // What git had lies in a folder of the moment; its places are named by the revision.
    const named = (text: string) =>
      folder === undefined ? text : text.replaceAll(join(folder, '/'), `${base}:`);
    const after = load({ file: second ?? first, config }, options, named);
    if (after === undefined) return exitStatus.unresolved;
    const was = folder === undefined ? { file: first, config } : checkOut(first, config, base ?? '', folder);
    const before = load(was, options, named);
    if (before === undefined) return exitStatus.unresolved;
    const changes = compareDeclarations(before, after);
    let review: Review;
    try {
      review = { changes, ...(await compareMeaning(before, after, options.maxStates)) };
    } catch (error) {
      if (!(error instanceof EvaluationFault)) throw error;
      print({ changes }, options, named);
      const { message, place } = error;
      const where = place === undefined ? '' : ` (${place.file}:${place.line}:${place.column})`;
      complain(named(`Behaviours were not compared: ${message}${where}`));
      return exitStatus.error;
    }
    print(review, options, named);
    const found: readonly Concern[] = concernsOf(review).filter((concern) => feared.includes(concern));
    return found.length === 0 ? exitStatus.holds : exitStatus.violation;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    complain(error.message);
    return exitStatus.failed;
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws EvaluationFault when one of them cannot be evaluated */
async function compareMeaning(old: Spec, next: Spec, maxStates: number) {
  const { before, after } = await exploreBoth(old, next, maxStates);
  const guarantees = await compareGuarantees(old, next, before, after, maxStates);
  return { guarantees, behaviours: compareBehaviours(old, next, before, after) };
}

function print(review: Review, { format }: DiffCommandOptions, named: (text: string) => string): void {
  if (format === 'json') process.stdout.write(named(`${JSON.stringify(jsonReview(review), null, 2)}\n`));
  else if (format === 'markdown') process.stdout.write(named(renderReview(review, true, 100)));
  else say(named(renderReview(review, false, widthOf(process.stdout))));
}

/** A file of a version, with its `.cfg` where one is named. */
interface Version {
  readonly file: string;
  readonly config: string | undefined;
}

function load(
  { file, config }: Version,
  { model, constant, color }: DiffCommandOptions,
  named: (text: string) => string,
): Spec | undefined {
  const request = {
    ...defined('model', model),
    ...defined('config', config),
    ...defined('constants', constant),
  };
  const { value, diagnostics } = loadSpec(file, request);
  if (value !== undefined && !hasErrors(diagnostics)) return value;
  const told = diagnostics.map(({ message, span, hint, ...rest }): Diagnostic => {
    const source = span && new Source(named(span.source.path), span.source.text);
    return {
      ...rest,
      message: named(message),
      ...(span === undefined || source === undefined ? {} : { span: { ...span, source } }),
      ...(hint === undefined ? {} : { hint: named(hint) }),
    };
  });
  tellErrors(told, color);
  return undefined;
}

/** Puts what git has of the file, the modules beside it and its `.cfg` into a folder. @returns the version that lies there */
function checkOut(file: string, config: string | undefined, revision: string, folder: string): Version {
  const commit = git(
    revision,
    file,
    'rev-parse',
    '--verify',
    '--end-of-options',
    `${revision}^{commit}`,
  ).trim();
  const beside = (path: string) =>
    git(revision, path, 'ls-tree', '-z', '--name-only', commit, './').split('\0');
  const put = (path: string, into: string) => {
    const name = basename(path);
    writeFileSync(join(into, name), git(revision, path, 'show', `${commit}:./${name}`));
    return join(into, name);
  };
  const names = beside(file).filter((name) => /\.(spec|tla|cfg)$/.test(name));
  const [lacking] = [
    ...(names.includes(basename(file)) ? [] : [file]),
    ...(config === undefined || beside(config).includes(basename(config)) ? [] : [config]),
  ];
  if (lacking !== undefined) throw new Refusal(`git has no \`${lacking}\` at \`${revision}\`.`);
  for (const name of names) put(join(dirname(file), name), folder);
  const version = join(folder, basename(file));
  if (config === undefined) return { file: version, config };
  // In a folder of its own: one of its name may lie beside the module.
  const other = join(folder, 'config');
  mkdirSync(other);
  return { file: version, config: put(config, other) };
}

/** Asked in the folder of a path. @throws Refusal */
function git(revision: string, path: string, ...args: string[]): string {
  try {
    return execFileSync('git', args, {
      cwd: dirname(path),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new Refusal(`git has nothing of \`${revision}\`: ${(stderr ?? message).trim().split('\n')[0]}`);
  }
}
