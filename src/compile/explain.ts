/** `--explain-layout`: where each variable lies in a row, and what stays boxed or is left to the interpreter. */

import { placeOf } from '../interpret/fault.js';
import type { Expression } from '../semantics/spec.js';
import { inOneLine, textOf } from '../syntax/source.js';
import { printShort } from '../values/print.js';
import type { Box } from './boxes/box.js';
import { toValue } from './boxes/convert.js';
import type { Compiled } from './emit/module.js';
import type { Layout } from './layout/layout.js';
import type { Shape } from './layout/shape.js';

/** A line a fact, in the order: the row, its variables, what is boxed, what is interpreted. */
export function explainLayout(variables: readonly string[], layout: Layout, compiled: Compiled): string[] {
  const width = Math.max(0, ...variables.map((name) => name.length));
  const words = layout.width === 1 ? '1 word' : `${layout.width} words`;
  return [
    `Layout: ${words} of 32 bits a state${viewed(layout, compiled)}`,
    ...layout.fields.map(({ shape, word, shift }, index) => {
      const where =
        shape.bits >= 32 ? wholeWords(word, shape.bits) : `word ${word}, ${bits(shift, shape.bits)}`;
      return `  ${(variables[index] ?? '').padEnd(width)}  ${where}: ${describe(shape)}`;
    }),
    ...compiled.boxed.map(({ name, nodes }) => `Boxed in ${name}: ${nodes.map(located).join(', ')}`),
    ...compiled.foreign.map(({ name, reason }) => `Left to the interpreter: ${name}. ${reason}`),
  ];
}

function viewed({ width }: Layout, { identity: [from, to] }: Compiled): string {
  if (from > 0) return ', and one for the VIEW';
  if (to === width) return '';
  return to === 1 ? ', the first one for the VIEW' : `, the first ${to} for the VIEW`;
}

function wholeWords(word: number, size: number): string {
  const last = word + (size >>> 5) - 1;
  return last === word ? `word ${word}` : `words ${word}-${last}`;
}

function bits(shift: number, size: number): string {
  if (size === 0) return 'no bits';
  return size === 1 ? `bit ${shift}` : `bits ${shift}-${shift + size - 1}`;
}

function describe(shape: Shape): string {
  switch (shape.kind) {
    case 'bool':
      return 'a boolean';
    case 'integer':
      return `${shape.low}..${shape.high}`;
    case 'enum':
      return `one of ${shape.universe.size} values`;
    case 'mask':
      return `a set over ${shape.universe.size} values`;
    case 'function': {
      const { keys, items, stride } = shape;
      if (stride !== undefined && items.length > 1 && !keys.sequential)
        return `a function on ${items.length} keys, each ${describe(stride.shape)}`;
      if (keys.sequential) return `<<${items.map(describe).join('; ')}>>`;
      return `[${items.map((item, i) => `${keyText(keys.list[i] ?? false)} |-> ${describe(item)}`).join('; ')}]`;
    }
    case 'sequence':
      return `a sequence of at most ${shape.most}, each ${describe(shape.item)}`;
    case 'interned':
      return 'the number of a boxed value';
  }
}

function keyText(key: Box): string {
  return typeof key === 'string' ? key : printShort(toValue(key));
}

function located({ span }: Expression): string {
  const { file, line, column } = placeOf(span);
  const text = inOneLine(textOf(span));
  return `\`${text.length > 40 ? `${text.slice(0, 39)}…` : text}\` (${file}:${line}:${column})`;
}
