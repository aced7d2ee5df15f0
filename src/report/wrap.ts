/** Text for a terminal: lines that are longer than it is wide go on below, further to the right. */

import { wrapAnsi } from 'fast-wrap-ansi';

/**
 * Wraps lines between words. A word that has no room by itself, such as a long path, stays whole, so that it can be copied.
 * @param columns undefined: nobody reads it on a terminal; lines stay whole, so that they can be searched
 * @param hanging how much further to the right a line goes on
 */
export function wrapLines(text: string, columns: number | undefined, hanging = 2): string {
  if (columns === undefined) return text;
  return text
    .split('\n')
    .map((line) => wrapLine(line, columns, hanging))
    .join('\n');
}

function wrapLine(line: string, columns: number, hanging: number): string {
  if (line.length <= columns) return line;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are escape sequences
  const [, colour = '', indent = '', rest = ''] = line.match(/^((?:\u001b\[\d+m)*)( *)(.*)$/s) ?? [];
  const [first = '', ...more] = wrapAnsi(colour + rest, columns - indent.length - hanging).split('\n');
  return [indent + first, ...more.map((part) => indent + ' '.repeat(hanging) + part)].join('\n');
}
