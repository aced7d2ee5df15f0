/** `--reporter`: which reports are asked for, and where each one goes. */

import { nearest } from '../semantics/nearest.js';

export const formats = ['pretty', 'json', 'junit', 'sarif', 'github', 'markdown', 'itf', 'html'] as const;
export type Format = (typeof formats)[number];

export interface Reporter {
  readonly format: Format;
  /** Absent: standard output. */
  readonly file?: string;
}

/** Those that stand beside others on standard output; the rest are documents. */
const lines: readonly Format[] = ['pretty', 'github'];

/**
 * Reads `pretty,json=report.json`.
 * @returns the reporters, or what is wrong in one sentence
 */
export function parseReporters(texts: readonly string[]): Reporter[] | string {
  const reporters: Reporter[] = [];
  for (const part of texts.flatMap((text) => text.split(','))) {
    const at = part.indexOf('=');
    const name = (at < 0 ? part : part.slice(0, at)).trim();
    const file = at < 0 ? undefined : part.slice(at + 1);
    const format = formats.find((known) => known === name);
    if (format === undefined) {
      const meant = nearest(name, formats);
      const hint = meant === undefined ? `There are: ${formats.join(', ')}.` : `Did you mean \`${meant}\`?`;
      return `There is no reporter \`${name}\`. ${hint}`;
    }
    if (file === '') return `A file is missing after \`${name}=\`.`;
    reporters.push({ format, ...(file === undefined ? {} : { file }) });
  }
  const shown = reporters.filter(({ file }) => file === undefined).map(({ format }) => format);
  const document = shown.find((format) => !lines.includes(format));
  if (document !== undefined && shown.length > 1) {
    const others = shown.filter((format) => format !== document);
    return `\`${document}\` and \`${others[0] ?? document}\` cannot both go to standard output: give one a file, as in \`${document}=FILE\`.`;
  }
  const files = reporters.flatMap(({ file }) => file ?? []);
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) return `Two reports cannot be written to one file: \`${twice}\`.`;
  return reporters;
}

/** Whether there is more to write than what the command prints as it goes. */
export function writesDocuments(reporters: readonly Reporter[]): boolean {
  return reporters.some(({ format, file }) => format !== 'pretty' || file !== undefined);
}
