/** `tla-ts diff OLD NEW`, and `tla-ts diff FILE --base REV` */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { EvaluationFault } from '../../checker/model.js';
import { compareBehaviours } from '../diff/behaviours.js';
import { compareDeclarations } from '../diff/declarations.js';
import { interpret } from '../interpret/model.js';
import { loadSpec } from '../load.js';
import { countDiagnostics, renderDiagnostic } from '../report/diagnostics.js';
import { type Concern, concerns, concernsOf, jsonReview, renderReview } from '../report/diff.js';
import { styleFor, wantsColour } from '../report/style.js';
import type { Spec } from '../semantics/spec.js';
import { hasErrors } from '../syntax/diagnostic.js';
import { defined } from './defined.js';
import { exitStatus } from './exit.js';

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
export function runDiff(files: readonly string[], options: DiffCommandOptions): number {
  const { base } = options;
  const [first, second] = files;
  const usage = (text: string) => {
    process.stderr.write(`error: ${text}\n(see \`tla-ts help diff\`)\n`);
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
    const [before, after] = [load(old, options), load(second ?? first, options)];
    if (before === undefined || after === undefined) return exitStatus.unresolved;
    const review = {
      changes: compareDeclarations(before, after),
      behaviours: compareBehaviours(interpret(before), interpret(after), options.maxStates),
    };
    process.stdout.write(
      options.format === 'json'
        ? `${JSON.stringify(jsonReview(review), null, 2)}\n`
        : renderReview(review, options.format === 'markdown'),
    );
    const found: readonly Concern[] = concernsOf(review).filter((concern) => feared.includes(concern));
    return found.length === 0 ? exitStatus.holds : exitStatus.violation;
  } catch (error) {
    if (!(error instanceof Refusal) && !(error instanceof EvaluationFault)) throw error;
    process.stderr.write(`error: ${error.message}\n`);
    return error instanceof Refusal ? exitStatus.failed : exitStatus.error;
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

function load(file: string, options: DiffCommandOptions): Spec | undefined {
  const { value, diagnostics } = loadSpec(file, {
    ...defined('model', options.model),
    ...defined('constants', options.constant),
  });
  if (value !== undefined && !hasErrors(diagnostics)) return value;
  const style = styleFor(wantsColour(process.stderr, options.color));
  for (const diagnostic of diagnostics) process.stderr.write(`${renderDiagnostic(diagnostic, style)}\n\n`);
  process.stderr.write(`${countDiagnostics(diagnostics)}\n`);
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
