/** Diagnostics for people: what, where with the source line and a caret, and what to do. */

import type { Diagnostic } from '../syntax/diagnostic.js';
import type { Span } from '../syntax/source.js';
import type { Style } from './style.js';

export function renderDiagnostic(diagnostic: Diagnostic, style: Style): string {
  const { severity, message, code, span, hint } = diagnostic;
  const title = severity === 'error' ? style.red(style.bold('error')) : style.yellow(style.bold('warning'));
  const lines = [`${title}${style.dim(`[${code}]`)}: ${style.bold(message)}`];
  if (span !== undefined) lines.push(...excerpt(span, style));
  if (hint !== undefined) lines.push(`  ${style.cyan('hint')}: ${hint}`);
  for (const related of diagnostic.related ?? []) {
    const { line, column } = related.span.source.position(related.span.start);
    lines.push(`  ${style.dim(`${related.message}: ${related.span.source.path}:${line}:${column}`)}`);
  }
  return lines.join('\n');
}

/** As much of a line as is shown. */
const longestLine = 160;

/** The place, the source line and a caret under what is meant; of a long line the part around it. */
export function excerpt(span: Span, style: Style): string[] {
  const start = span.source.position(span.start);
  const end = span.source.position(Math.max(span.start, span.end - 1));
  // A text is not trusted: what would steer a terminal is shown as a blank box.
  const whole = span.source.line(start.line).replace(/[^\P{Cc}\t]/gu, '\ufffd');
  const until = end.line === start.line ? end.column : Math.max(start.column, whole.length);
  const from = whole.length <= longestLine ? 0 : Math.max(0, start.column - longestLine / 2);
  const text = whole.slice(from, from + longestLine);
  const head = from > 0 ? '…' : '';
  const tail = from + longestLine < whole.length ? '…' : '';
  const gutter = String(start.line);
  const before = (head + text.slice(0, start.column - 1 - from)).replace(/[^\t]/g, ' ');
  const carets = '^'.repeat(Math.max(1, Math.min(until, from + text.length) - start.column + 1));
  return [
    `  ${style.dim('at')} ${span.source.path}:${start.line}:${start.column}`,
    `  ${style.dim(`${gutter} |`)} ${head}${text}${tail}`,
    `  ${style.dim(`${' '.repeat(gutter.length)} |`)} ${before}${style.red(carets)}`,
  ];
}

/** `2 errors, 1 warning`. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const counted = (count: number, word: string) =>
    count === 0 ? [] : [`${count} ${word}${count === 1 ? '' : 's'}`];
  return [...counted(errors, 'error'), ...counted(warnings, 'warning')].join(', ');
}
