/** `tla-ts diff OLD NEW`, and `tla-ts diff FILE --base REV` */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { EvaluationFault } from '../../checker/model.js';
import { compareBehaviours, exploreBoth } from '../diff/behaviours.js';
import { compareDeclarations } from '../diff/declarations.js';
import { compareGuarantees } from '../diff/guarantees.js';
import { type LoadRequest, loadSpec } from '../load.js';
import { type Concern, concerns, concernsOf, jsonReview, type Review, renderReview } from '../report/diff.js';
import type { Spec } from '../semantics/spec.js';
import { hasErrors } from '../syntax/diagnostic.js';
import { defined } from './defined.js';
import { exitStatus } from './exit.js';
import { complain, remark, say, tellErrors } from './say.js';
import { widthOf } from './width.js';

export interface DiffCommandOptions {
  readonly base?: string;
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
    const old = folder === undefined ? first : checkOut(first, base ?? '', folder);
    const next = second ?? first;
    const [before, after] = [load(old, options), load(next, options)];
    if (before === undefined || after === undefined) return exitStatus.unresolved;
    // What git had lies in a folder of the moment; its places are named by the revision.
    const named = (text: string) =>
      folder === undefined ? text : text.replaceAll(join(folder, '/'), `${base}:`);
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

function requestOf({ model, constant }: DiffCommandOptions): LoadRequest {
  return { ...defined('model', model), ...defined('constants', constant) };
}

function load(file: string, options: DiffCommandOptions): Spec | undefined {
  const { value, diagnostics } = loadSpec(file, requestOf(options));
  if (value !== undefined && !hasErrors(diagnostics)) return value;
  tellErrors(diagnostics, options.color);
  return undefined;
}

/** Puts what git has of the file and the modules beside it into a folder. @returns the file there */
function checkOut(file: string, revision: string, folder: string): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: dirname(file), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    const commit = git('rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`).trim();
    const names = git('ls-tree', '-z', '--name-only', commit, './').split('\0');
    for (const name of names.filter((one) => /\.(spec|tla|cfg)$/.test(one)))
      writeFileSync(join(folder, basename(name)), git('show', `${commit}:./${name}`));
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new Refusal(`git has nothing of \`${revision}\`: ${(stderr ?? message).trim().split('\n')[0]}`);
  }
  return join(folder, basename(file));
}
