/** Markdown, as `$GITHUB_STEP_SUMMARY` shows it: a table of all results, and below it what is wrong, each behind a fold. */

import { count } from '../../checker/quantities.js';
import { failuresOf } from './failures.js';
import { outcomeText, type Result, timeText, titleOf } from './result.js';
import { styleFor } from './style.js';
import { renderTrace } from './terminal.js';

export function markdownReport(results: readonly Result[]): string {
  const wrong = results.filter(({ asExpected }) => !asExpected);
  const heading =
    wrong.length === 0
      ? `## ✅ All specs are as expected (${results.length})`
      : `## ❌ ${wrong.length} of ${results.length} not as expected`;
  const rows = results.map((result) => {
    const { asExpected, file, model, verdict } = result;
    const cells = [
      asExpected ? '✅' : '❌',
      code(file),
      model === undefined ? '' : code(model),
      escaped(outcomeText(result)),
      verdict === undefined ? '' : count(verdict.distinct),
      verdict === undefined ? '' : String(verdict.depth),
      timeText(result),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    heading,
    '',
    '| | spec | model | verdict | distinct | depth | time |',
    '|---|---|---|---|---:|---:|---:|',
    ...rows,
    ...wrong.flatMap(detailsOf),
    '',
  ].join('\n');
}

function detailsOf(result: Result): string[] {
  return failuresOf(result).flatMap(({ message, place, trace, reasons = [], excerpt = [] }) => {
    const where = place === undefined ? '' : ` (${place.file}:${place.line}:${place.column})`;
    const steps =
      trace === undefined || trace.states.length === 0
        ? []
        : renderTrace(trace, { style: styleFor(false), width: 100, coverage: false });
    const told = [...excerpt, ...reasons, ...steps];
    const lines = told.length === 0 ? [] : fenced(told);
    return [
      '',
      `<details><summary>${html(`${titleOf(result)}: ${message}${where}`)}</summary>`,
      ...lines,
      '',
      '</details>',
    ];
  });
}

/** A fence longer than any in the text. */
function fenced(lines: readonly string[]): string[] {
  const text = lines.join('\n').replace(/^\n+|\s+$/g, '');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return ['', fence, text, fence];
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}

function escaped(text: string): string {
  return html(text).replace(/[\\|*_`[\]]/g, '\\$&');
}

function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', ' ');
}
