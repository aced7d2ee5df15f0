/** Names and signs that have no meaning where they stand, and what was probably meant. */

import { comment, foreign, names as foreignNames, operatorSigns } from '../syntax/foreign-words.js';
import type { Span } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';
import type { Elaborator } from './elaborate.js';
import { nearest } from './nearest.js';
import type { Scope } from './scope.js';

/** @param visible the names of which one may have been meant */
export function unknownName(elaborator: Elaborator, part: tree.NamePart, visible: readonly string[]): void {
  const { text } = part;
  const meant = nearest(text, visible);
  const near = meant === undefined ? undefined : `Did you mean \`${meant}\`?`;
  const hint =
    meant?.toLowerCase() === text.toLowerCase() ? near : (withoutMeaning(elaborator, text) ?? near);
  elaborator.error('unknown-name', `\`${text}\` is not defined.`, nameOf(part), hint);
}

/** What to do about a name that is a model value of some constant, or that other languages have. */
function withoutMeaning(elaborator: Elaborator, text: string): string | undefined {
  const constant = elaborator.memberOf.get(text);
  if (constant !== undefined)
    return `It is a member of \`${constant}\`: to name it in formulas, declare \`CONSTANT ${text} = ${text}\` too.`;
  return foreignNames.get(text);
}

/** The name of a part without its arguments. */
function nameOf({ text, span }: tree.NamePart): Span {
  return { ...span, end: span.start + text.length };
}

export function unknownOperator(elaborator: Elaborator, symbol: string, at: Span): void {
  if (isComment(symbol)) {
    elaborator.report(foreign(symbol, at, comment));
    return;
  }
  const meant = operatorSigns.get(symbol);
  const hint = meant === undefined ? undefined : `Write \`${meant}\`.`;
  elaborator.error('unknown-operator', `\`${symbol}\` is not defined here.`, at, hint);
}

/** Whether a sign begins a comment in other languages. */
export function isComment(symbol: string): boolean {
  return symbol === '//';
}

/** A name that stands alone, and that nothing declares or defines here; undefined of any other expression. */
export function unknownAlone(
  elaborator: Elaborator,
  node: tree.Expression,
  scope: Scope,
): string | undefined {
  if (node.kind === 'parenthesised') return unknownAlone(elaborator, node.inner, scope);
  if (node.kind !== 'name' || elaborator.options.modelValues) return undefined;
  const [part, second] = node.path;
  if (part === undefined || second !== undefined || part.args.length > 0) return undefined;
  return scope.find(part.text) === undefined ? part.text : undefined;
}

export function noInstance(elaborator: Elaborator, { text, span }: tree.NamePart): void {
  elaborator.error('no-instance', `\`${text}\` is no instance of a module: \`!\` cannot follow it.`, span);
}

export function notAnOperator(elaborator: Elaborator, part: tree.NamePart): void {
  elaborator.error(
    'not-an-operator',
    `\`${part.text}\` is a model value, not an operator: it takes no arguments.`,
    part.span,
  );
}
