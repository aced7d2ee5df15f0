/** One result for people, whole: what is wrong with the text, the verdict, and whether that was wanted. */

import { countDiagnostics, renderDiagnostic } from './diagnostics.js';
import { type Result, wantedText } from './result.js';
import type { Style } from './style.js';
import { renderVerdict } from './terminal.js';

export interface PrettyOptions {
  readonly style: Style;
  readonly width: number;
  readonly coverage: boolean;
}

/** What is wrong with the text; empty when nothing is. */
export function renderProblems(result: Result, style: Style, width: number, quiet = false): string {
  const { diagnostics, verdict, failure } = result;
  const lines = diagnostics
    .filter(({ severity }) => severity === 'error' || !quiet)
    .map((diagnostic) => `${renderDiagnostic(diagnostic, style, width)}\n\n`);
  if (failure !== undefined) lines.push(`${style.red(style.bold('error'))}: ${result.file}: ${failure}\n`);
  else if (verdict === undefined) lines.push(`${countDiagnostics(diagnostics)}\n`);
  return lines.join('');
}

/** The verdict with all that belongs to it; empty when there was no search. */
export function renderResult(result: Result, { style, width, coverage }: PrettyOptions): string {
  const { verdict, printed, layout, sources } = result;
  if (verdict === undefined) return '';
  const model = result.model === undefined ? '' : `, model ${result.model}`;
  const lines = [`${style.bold(result.spec)}${model}`, ''];
  if (printed.length > 0) lines.push(...printed, '');
  lines.push(renderVerdict(verdict, { style, width, coverage, source: (name) => sources.get(name) }));
  if (result.unchanged === true) lines.push('Not searched again: nothing that this depends on has changed.');
  if (layout !== undefined) lines.push('', ...layout);
  const expected = expectationLine(result, style);
  if (expected !== undefined) lines.push(expected);
  return `${lines.join('\n')}\n`;
}

function expectationLine({ expect, asExpected, verdict }: Result, style: Style): string | undefined {
  const wanted = wantedText(expect);
  if (wanted === undefined) return undefined;
  if (asExpected) return style.green(`As expected: the spec asks for ${wanted}.`);
  return style.red(`Not as expected: the spec asks for ${wanted}, and the verdict is "${verdict?.kind}".`);
}
