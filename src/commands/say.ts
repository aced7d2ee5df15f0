/** What commands tell a person: answers on standard output, problems on standard error, wrapped to the terminal. */

import { countDiagnostics, renderDiagnostic } from '../report/diagnostics.js';
import { styleFor, wantsColour } from '../report/style.js';
import { wrapLines } from '../report/wrap.js';
import type { Diagnostic } from '../syntax/diagnostic.js';
import { columnsOf, widthOf } from './width.js';

/** An answer, in whole lines. */
export function say(text: string): void {
  process.stdout.write(wrapLines(text, columnsOf(process.stdout)));
}

/** A remark beside the answer, in whole lines. */
export function remark(text: string): void {
  process.stderr.write(wrapLines(text, columnsOf(process.stderr)));
}

/** A problem, in a sentence. */
export function complain(problem: string): void {
  remark(`error: ${problem}\n`);
}

/** What is wrong with a text, or odd about it. */
export function tellDiagnostics(diagnostics: readonly Diagnostic[], color: boolean): void {
  const style = styleFor(wantsColour(process.stderr, color));
  const width = widthOf(process.stderr);
  for (const diagnostic of diagnostics) remark(`${renderDiagnostic(diagnostic, style, width)}\n\n`);
}

/** The same where nothing can be done for it, with how much is wrong. */
export function tellErrors(diagnostics: readonly Diagnostic[], color: boolean): void {
  tellDiagnostics(diagnostics, color);
  remark(`${countDiagnostics(diagnostics)}\n`);
}
