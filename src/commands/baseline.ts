/** `--baseline FILE`: counts and coverage recorded once and compared later, so that a state space that collapsed is not taken for a success. */

import { readFileSync } from 'node:fs';
import { count } from '../../checker/quantities.js';
import { reason } from '../files.js';
import type { Result } from '../report/result.js';
import { nameOf } from '../report/summary.js';
import { OutputError, writeWhole } from './output.js';

interface Entry {
  readonly generated: number;
  readonly distinct: number;
  readonly depth: number;
  /** Steps found, by action. */
  readonly actions: Readonly<Record<string, number>>;
}

interface Baseline {
  readonly schema: 1;
  /** By file and model. */
  readonly specs: Readonly<Record<string, Entry>>;
}

export interface BaselineOutcome {
  /** What fails the gate, a sentence each. */
  readonly collapsed: readonly string[];
  /** What is worth telling. */
  readonly notes: readonly string[];
}

/**
 * Compares with what is recorded; records what is not. Fewer states, or an action that is no longer taken, fails; more states are told.
 * A search that was not as expected is neither compared nor recorded.
 * @throws OutputError when the file cannot be read or written
 */
export function compareBaseline(file: string, results: readonly Result[], update: boolean): BaselineOutcome {
  const known = readBaseline(file);
  const specs: Record<string, Entry> = { ...known?.specs };
  const collapsed: string[] = [];
  const notes: string[] = [];
  let recorded = 0;
  for (const result of results) {
    const entry = entryOf(result);
    if (entry === undefined) continue;
    const name = nameOf(result);
    const before = specs[name];
    if (before === undefined || update) {
      specs[name] = entry;
      recorded++;
      continue;
    }
    if (entry.distinct < before.distinct)
      collapsed.push(
        `${name} has ${count(entry.distinct)} distinct states, and had ${count(before.distinct)}.`,
      );
    if (entry.distinct > before.distinct)
      notes.push(
        `${name} has ${count(entry.distinct)} distinct states, and had ${count(before.distinct)}; --update-baseline records that.`,
      );
    for (const [action, taken] of Object.entries(before.actions)) {
      if (taken > 0 && entry.actions[action] === 0)
        collapsed.push(`${name}: the action ${action} is never taken, and was ${count(taken)} times.`);
    }
  }
  if (collapsed.length > 0) notes.push('Where that is meant, --update-baseline records it.');
  if (recorded > 0) {
    const sorted = Object.fromEntries(
      Object.entries(specs).sort(([left], [right]) => (left < right ? -1 : 1)),
    );
    const content: Baseline = { schema: 1, specs: sorted };
    writeWhole(file, `${JSON.stringify(content, null, 2)}\n`);
    notes.push(`Recorded in ${file}: ${recorded === 1 ? '1 state space' : `${recorded} state spaces`}.`);
  }
  return { collapsed, notes };
}

function entryOf({ verdict, asExpected }: Result): Entry | undefined {
  if (verdict === undefined || !asExpected) return undefined;
  const { generated, distinct, depth, coverage } = verdict;
  const actions = Object.fromEntries(coverage.map(({ name, generated: taken }) => [name, taken]));
  return { generated, distinct, depth, actions };
}

function readBaseline(file: string): Baseline | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new OutputError(`The baseline \`${file}\` cannot be read: ${reason(error)}.`);
  }
  try {
    const content = JSON.parse(text) as Baseline;
    if (content.schema === 1 && typeof content.specs === 'object' && content.specs !== null) return content;
  } catch {
    // It is said below what it is not.
  }
  throw new OutputError(`\`${file}\` is no baseline: remove it, and it is recorded anew.`);
}
