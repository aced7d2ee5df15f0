/** One layout for every specification: the same tokens and comments, in lines and columns that follow from the syntax tree alone. */

import { type Diagnostic, hasErrors, type Outcome } from '../syntax/diagnostic.js';
import { parseModule } from '../syntax/parse.js';
import { scan } from '../syntax/scan.js';
import { Source } from '../syntax/source.js';
import type { Module } from '../syntax/tree.js';
import { layOutModule } from './module.js';

/** Columns of a line at most, where it can be helped. */
const lineWidth = 100;

/** Layouts that are tried until one stays as it is: a comment that moves once has then come to rest. */
const attempts = 4;

/**
 * Lays out a `.spec` or a `.tla` module. What is read afterwards is the same syntax tree with the same comments, or nothing is changed.
 * @returns the text; the errors, where it cannot be read
 */
export function format(source: Source, dialect: 'spec' | 'tla'): Outcome<string> {
  const windows = /\r\n/.test(source.text);
  let now = windows ? new Source(source.path, source.text.replaceAll('\r\n', '\n')) : source;
  let read = parseModule(now, dialect);
  if (read.value === undefined || hasErrors(read.diagnostics))
    return { diagnostics: parseModule(source, dialect).diagnostics };
  const kept = keptOf(now, read.value, dialect);
  for (let attempt = 0; attempt < attempts && read.value !== undefined; attempt++) {
    const text = layOutModule(now, read.value, dialect, lineWidth);
    if (text === now.text) return { value: windows ? text.replaceAll('\n', '\r\n') : text, diagnostics: [] };
    now = new Source(source.path, text);
    read = parseModule(now, dialect);
    if (hasErrors(read.diagnostics) || read.value === undefined || keptOf(now, read.value, dialect) !== kept)
      break;
  }
  return { diagnostics: [refusal(source)] };
}

/** What no layout changes: the tree, and the comments in their order, but for the blanks around their lines. */
function keptOf(source: Source, module: Module, dialect: 'spec' | 'tla'): string {
  const { comments } = scan(source, dialect === 'tla' ? module.span.start : 0);
  const lines = comments.map(({ start, end }) =>
    source.text
      .slice(start, end)
      .split('\n')
      .map((line) => line.trim()),
  );
  return withoutPlaces([module, lines]);
}

/** A syntax tree as text, without where its parts stand: two trees that say the same give the same text. */
export function withoutPlaces(tree: unknown): string {
  return JSON.stringify(tree, (key, value: unknown) =>
    key === 'span' ? undefined : typeof value === 'bigint' ? `${value}` : value,
  );
}

function refusal(source: Source): Diagnostic {
  return {
    code: 'format-refused',
    severity: 'error',
    message:
      'This text is not laid out anew: what was written would mean something else, lose a comment, or never come to rest.',
    span: { source, start: 0, end: 0 },
    hint: 'That is a fault of the formatter. The file is as it was.',
  };
}
