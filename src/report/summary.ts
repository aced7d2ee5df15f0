/** Many results for people: a table of a line each, and how many were as expected. */

import Table from 'cli-table3';
import stringWidth from 'fast-string-width';
import { count } from '../../checker/quantities.js';
import { outcomeText, type Result, timeText } from './result.js';
import type { Style } from './style.js';

/** @param width columns; where the table has no room in them, each result has two lines of its own */
export function renderSummary(results: readonly Result[], style: Style, width: number): string {
  const rows = results.map((result) => rowOf(result, style));
  const lines = tableOf(rows);
  const fits = lines.every((line) => stringWidth(line) <= width);
  const shown = fits ? lines : rows.flatMap(stacked);
  return `${shown.join('\n')}\n\n${tally(results, style)}\n`;
}

interface Row {
  readonly mark: string;
  readonly name: string;
  readonly outcome: string;
  /** Empty where nothing was searched. */
  readonly distinct: string;
  readonly depth: string;
  readonly time: string;
}

function rowOf(result: Result, style: Style): Row {
  const { verdict, asExpected } = result;
  const said = `${outcomeText(result)}${asExpected && result.expect.verdict !== 'holds' ? ', as expected' : ''}`;
  return {
    mark: asExpected ? style.green('✓') : style.red('✗'),
    name: nameOf(result),
    outcome: asExpected ? said : style.red(said),
    distinct: verdict === undefined ? '' : count(verdict.distinct),
    depth: verdict === undefined ? '' : String(verdict.depth),
    time: timeText(result),
  };
}

function tableOf(rows: readonly Row[]): string[] {
  const table = new Table({
    head: ['', 'spec', 'verdict', 'distinct', 'depth', 'time'],
    colAligns: ['left', 'left', 'left', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 2 },
    chars: Object.fromEntries(
      ['top', 'bottom', 'left', 'right', 'mid'].flatMap((side) => [
        [side, ''],
        [`${side}-mid`, ''],
        [`${side}-left`, ''],
        [`${side}-right`, ''],
        ['middle', ''],
      ]),
    ),
  });
  for (const { mark, name, outcome, distinct, depth, time } of rows)
    table.push([mark, name, outcome, distinct, depth, time]);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

function stacked({ mark, name, outcome, distinct, depth, time }: Row): string[] {
  const counts = distinct === '' ? '' : ` (${distinct} distinct, depth ${depth}, ${time})`;
  return [`${mark} ${name}`, `    ${outcome}${counts}`];
}

/** `specs/paxos.spec, model medium`. */
export function nameOf({ file, model }: Pick<Result, 'file' | 'model'>): string {
  return model === undefined ? file : `${file}, model ${model}`;
}

/** `All 3 are as expected.`, or how many are not. */
function tally(results: readonly Result[], style: Style): string {
  const wrong = results.filter(({ asExpected }) => !asExpected).length;
  if (wrong === 0) return style.green(style.bold(`All ${results.length} are as expected.`));
  return style.red(
    style.bold(`${wrong} of ${results.length} ${wrong === 1 ? 'is' : 'are'} not as expected.`),
  );
}
