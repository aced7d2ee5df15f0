/** Many results for people: a table of a line each, and how many were as expected. */

import Table from 'cli-table3';
import { outcomeText, type Result, timeText } from './result.js';
import type { Style } from './style.js';
import { count } from './terminal.js';

/** Below so many columns the counts are left out. */
const narrow = 72;

export function renderSummary(results: readonly Result[], style: Style, width: number): string {
  const wide = width >= narrow;
  const table = new Table({
    head: wide ? ['', 'spec', 'verdict', 'distinct', 'depth', 'time'] : ['', 'spec', 'verdict'],
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
  for (const result of results) {
    const { verdict, asExpected } = result;
    const said = `${outcomeText(result)}${asExpected && result.expect.verdict !== 'holds' ? ', as expected' : ''}`;
    const row = [
      asExpected ? style.green('✓') : style.red('✗'),
      nameOf(result),
      asExpected ? said : style.red(said),
    ];
    if (wide) {
      row.push(
        verdict === undefined ? '' : count(verdict.distinct),
        verdict === undefined ? '' : String(verdict.depth),
        timeText(result),
      );
    }
    table.push(row);
  }
  const lines = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  return `${lines.join('\n')}\n\n${tally(results, style)}\n`;
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
