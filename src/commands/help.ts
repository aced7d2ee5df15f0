/** How the help of commands is laid out, and their complaints about options: for terminals of any width. */

import type { Command, Help } from 'commander';
import { wrapLines } from '../report/wrap.js';
import { remark, say } from './say.js';
import { columnsOf } from './width.js';

/** Descriptions that have fewer columns beside their terms stand below them. */
const least = 34;

/** To be called before commands are added: they inherit it. */
export function layOutHelp(root: Command): void {
  root.configureHelp({ minWidthToWrap: 20, formatItem });
  root.configureOutput({
    writeOut: say,
    writeErr: remark,
    getOutHelpWidth: () => columnsOf(process.stdout) ?? 80,
    getErrHelpWidth: () => columnsOf(process.stderr) ?? 80,
  });
}

function formatItem(term: string, widest: number, description: string, helper: Help): string {
  const width = helper.helpWidth ?? 80;
  const beside = width - widest - 4;
  const below = beside < least;
  const indent = ' '.repeat(below ? 6 : widest + 4);
  const text = helper.boxWrap(description, below ? width - 6 : beside).replaceAll('\n', `\n${indent}`);
  return below ? `  ${term}\n${indent}${text}` : `  ${term.padEnd(widest)}  ${text}`;
}

/** A paragraph of a help text. */
export function paragraph(text: string): () => string {
  return () => wrapLines(`\n${text}`, columnsOf(process.stdout) ?? 80, 0);
}

/** Examples in a help text. One that is longer than the terminal is wide is broken so that a shell reads it as one line. */
export function examples(first: string, ...more: readonly string[]): () => string {
  return () => {
    const width = columnsOf(process.stdout) ?? Number.POSITIVE_INFINITY;
    const lines = [first, ...more].map((example) => broken(example, width));
    return `\n${more.length === 0 ? 'Example' : 'Examples'}:\n${lines.join('\n')}`;
  };
}

/** Breaks between words; one in quotes is whole. */
function broken(example: string, width: number): string {
  const [start = '', ...words] = example.match(/'[^']*'|\S+/g) ?? [];
  const lines: string[] = [];
  let line = `  ${start}`;
  for (const word of words) {
    if (line.length + 1 + word.length + 2 <= width) line += ` ${word}`;
    else {
      lines.push(`${line} \\`);
      line = `      ${word}`;
    }
  }
  return [...lines, line].join('\n');
}
