/** Diagnostics for people: what, where with the source line and a caret, and what to do. */

import stringWidth from 'fast-string-width';
import type { Diagnostic } from '../syntax/diagnostic.js';
import type { Span } from '../syntax/source.js';
import type { Style } from './style.js';

/** @param width columns; a source line that has no room in them is shown in part */
export function renderDiagnostic(diagnostic: Diagnostic, style: Style, width = 100): string {
  const { severity, message, code, span, hint } = diagnostic;
  const title = severity === 'error' ? style.red(style.bold('error')) : style.yellow(style.bold('warning'));
  const lines = [`${title}${style.dim(`[${code}]`)}: ${style.bold(message)}`];
  if (span !== undefined) lines.push(...excerpt(span, style, width));
  if (hint !== undefined) lines.push(`  ${style.cyan('hint')}: ${hint}`);
  for (const related of diagnostic.related ?? []) {
    const { line, column } = related.span.source.position(related.span.start);
    lines.push(`  ${style.dim(`${related.message}: ${related.span.source.path}:${line}:${column}`)}`);
  }
  return lines.join('\n');
}

/** The place, the source line and a caret under what is meant; of a line that has no room, the part around it. */
export function excerpt(span: Span, style: Style, width = 100): string[] {
  const start = span.source.position(span.start);
  const end = span.source.position(Math.max(span.start, span.end - 1));
  // A text is not trusted: what would steer a terminal is shown as a blank box.
  const whole = span.source.line(start.line).replace(/[^\P{Cc}\t]/gu, '\ufffd');
  const until = end.line === start.line ? end.column : Math.max(start.column, whole.length);
  const gutter = String(start.line);
  const { text, before, marked } = cropped(whole, start.column - 1, until, width - gutter.length - 5);
  return [
    `  ${style.dim('at')} ${span.source.path}:${start.line}:${start.column}`,
    `  ${style.dim(`${gutter} |`)} ${text}`,
    `  ${style.dim(`${' '.repeat(gutter.length)} |`)} ${before}${style.red('^'.repeat(marked))}`,
  ];
}

/**
 * As much of a line as there is room for, around what is meant.
 * @param from offset of what is meant
 * @param to offset of its end
 * @returns the text with dots where it was cut, what to put in front of the carets, and how many carets there are
 */
function cropped(
  line: string,
  from: number,
  to: number,
  room: number,
): { readonly text: string; readonly before: string; readonly marked: number } {
  // Columns of a terminal: letters of some alphabets take two.
  const columns = (text: string) => stringWidth(text.replaceAll('\t', '        '));
  const fits = (first: number, last: number) =>
    columns(line.slice(first, last)) + (first > 0 ? 1 : 0) + (last < line.length ? 1 : 0) <= room;
  let [first, last] = [from, from];
  while (last < Math.min(to, line.length) && fits(first, last + 1)) last++;
  for (let grows = true; grows; ) {
    const [left, right] = [first, last];
    if (last < line.length && fits(first, last + 1)) last++;
    if (first > 0 && fits(first - 1, last)) first--;
    grows = left !== first || right !== last;
  }
  const head = first > 0 ? '…' : '';
  const tail = last < line.length ? '…' : '';
  const before = (head + line.slice(first, from)).replace(/[^\t]+/g, (part) => ' '.repeat(stringWidth(part)));
  const marked = Math.max(1, stringWidth(line.slice(from, Math.min(to, last))));
  return { text: `${head}${line.slice(first, last)}${tail}`, before, marked };
}

/** `2 errors, 1 warning`. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const counted = (count: number, word: string) =>
    count === 0 ? [] : [`${count} ${word}${count === 1 ? '' : 's'}`];
  return [...counted(errors, 'error'), ...counted(warnings, 'warning')].join(', ');
}
