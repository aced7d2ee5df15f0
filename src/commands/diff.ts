/** `tla-ts diff OLD NEW`, and `tla-ts diff FILE --base REV` */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { EvaluationFault } from '../../checker/model.js';
import { checkFile } from '../check-file.js';
import { type BehaviourChanges, compareBehaviours } from '../diff/behaviours.js';
import { compareDeclarations, meant } from '../diff/declarations.js';
import { textInColumn } from '../diff/normal-form.js';
import { type LoadRequest, loadSpec } from '../load.js';
import { countDiagnostics, renderDiagnostic } from '../report/diagnostics.js';
import { type Concern, concerns, concernsOf, jsonReview, renderReview } from '../report/diff.js';
import { styleFor, wantsColour } from '../report/style.js';
import type { Spec } from '../semantics/spec.js';
import { hasErrors } from '../syntax/diagnostic.js';
import { parseModule } from '../syntax/parse.js';
import { Source } from '../syntax/source.js';
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
export async function runDiff(files: readonly string[], options: DiffCommandOptions): Promise<number> {
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
    const next = second ?? first;
    const [before, after] = [load(old, options), load(next, options)];
    if (before === undefined || after === undefined) return exitStatus.unresolved;
    const behaviours = await compareBehaviours(before, after, options.maxStates);
    const weakened = [...behaviours.weakened, ...(await weakenedProperties(before, old, next, options))];
    const review = { changes: compareDeclarations(before, after), behaviours: { ...behaviours, weakened } };
    const text =
      options.format === 'json'
        ? `${JSON.stringify(jsonReview(review), null, 2)}\n`
        : renderReview(review, options.format === 'markdown');
    // What git had lies in a folder of the moment; its places are named by the revision.
    process.stdout.write(folder === undefined ? text : text.replaceAll(join(folder, '/'), `${base}:`));
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

/**
 * Properties that the old version has and keeps, and that the new one, asked for the same formulas, does not keep: with a behaviour of the
 * new one. What such a formula names is what the new version defines under that name; one that names what is gone is not asked for.
 */
async function weakenedProperties(
  before: Spec,
  old: string,
  next: string,
  options: DiffCommandOptions,
): Promise<BehaviourChanges['weakened']> {
  const found: BehaviourChanges['weakened'][number][] = [];
  for (const { name, body } of before.properties) {
    const asked = `${name}_as_it_was`;
    const text = `PROPERTY ${asked} ==\n${textInColumn(meant(body))}\n`;
    const additions = parseModule(new Source(`${name} as it was`, text), 'spec').value?.units ?? [];
    const limits = { maxStates: options.maxStates, invariants: [] };
    const now = await checkFile(next, { ...requestOf(options), ...limits, additions, properties: [asked] });
    const violation = now.verdict?.violations.find((one) => one.name === asked);
    if (violation === undefined) continue;
    const then = await checkFile(old, { ...requestOf(options), ...limits, properties: [name] });
    if (then.verdict?.kind === 'holds' || then.verdict?.kind === 'deadlock')
      found.push({ name, trace: violation.trace });
  }
  return found;
}

function requestOf({ model, constant }: DiffCommandOptions): LoadRequest {
  return { ...defined('model', model), ...defined('constants', constant) };
}

function load(file: string, options: DiffCommandOptions): Spec | undefined {
  const { value, diagnostics } = loadSpec(file, requestOf(options));
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
