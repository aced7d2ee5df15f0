/** Formulas as they are compared: what says the same in another layout, with other brackets or in another order is the same. */

import { parseExpression } from '../syntax/parse.js';
import { scan } from '../syntax/scan.js';
import { Source, type Span, textOf } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';

/** A formula, or one that it is a conjunction of. */
export interface Formula {
  /** Equal texts say the same. */
  readonly normal: string;
  /** As it is written, in one line and without comments. */
  readonly shown: string;
}

/** The formula that is written there. */
export function formulaAt(span: Span): Formula {
  const read = expressionAt(span);
  return {
    normal: read === undefined ? shownText(textOf(span)) : normalOf(read),
    shown: shownText(textOf(span)),
  };
}

/** The formulas that it is a conjunction of, if it is one. */
export function conjunctsAt(span: Span): Formula[] {
  const read = expressionAt(span);
  if (read === undefined) return [formulaAt(span)];
  return operandsOf('/\\', read).map((operand) => ({
    normal: normalOf(operand),
    shown: shownText(textOf(operand.span)),
  }));
}

/** What is written there, read by itself; undefined where that is no expression. */
export function expressionAt(span: Span): tree.Expression | undefined {
  return parseExpression(new Source(span.source.path, textInColumn(span))).value;
}

/** The text by itself, its first line in the column where it stood: lists go by columns. */
function textInColumn(span: Span): string {
  const { source, start } = span;
  const { line } = source.position(start);
  const before = source.text.slice(source.offset({ line, column: 1 }), start).replace(/[^\t]/g, ' ');
  return before + textOf(span);
}

/** In one line, and without comments. */
export function shownText(written: string): string {
  let result = '';
  let end = 0;
  for (const comment of scan(new Source('', written)).comments) {
    result += `${written.slice(end, comment.start)} `;
    end = comment.end;
  }
  return (result + written.slice(end)).trim().replace(/\s+/g, ' ');
}

const text = (part: unknown) =>
  JSON.stringify(part, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));

/** Equal texts say the same. */
export function normalOf(part: unknown): string {
  return text(normalForm(part));
}

/** Without places and brackets, conjuncts and disjuncts in an order of their own, a quantifier for each name. */
function normalForm(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(normalForm);
  if (typeof node !== 'object' || node === null) return node;
  if (isExpression(node)) {
    if (node.kind === 'parenthesised') return normalForm(node.inner);
    const operator = listOperator(node);
    if (operator !== undefined) {
      const operands = operandsOf(operator, node).map((operand) => normalOf(operand));
      return { operator, operands: [...new Set(operands)].sort() };
    }
    if (node.kind === 'quantified') return quantifiers(node);
  }
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => key !== 'span')
      .map(([key, value]) => [key, normalForm(value)]),
  );
}

/** `\A x, y \in S : P` says the same as `\A x \in S : \A y \in S : P`, unless S is about an x of its own. */
function quantifiers({ quantifier, bounds, body }: tree.Quantified): unknown {
  const names = new Set(bounds.flatMap((bound) => bound.names.map((name) => name.text)));
  const sets = normalOf(bounds.map(({ set }) => set));
  const apart =
    bounds.some(({ tuple }) => tuple) || [...names].some((name) => sets.includes(`"text":"${name}"`));
  if (apart) return { quantifier, bounds: normalForm(bounds), body: normalForm(body) };
  return bounds
    .flatMap(({ names: bound, set }) => bound.map((name) => ({ name: name.text, set: normalForm(set) })))
    .reduceRight<unknown>(
      (inner, { name, set }) => ({ quantifier, name, set, body: inner }),
      normalForm(body),
    );
}

function isExpression(node: object): node is tree.Expression {
  return 'kind' in node && 'span' in node;
}

export function listOperator(node: tree.Expression): string | undefined {
  if (node.kind === 'junction') return node.operator;
  if (node.kind !== 'infix') return undefined;
  const { text: operator } = node.operator;
  return operator === '/\\' || operator === '\\/' ? operator : undefined;
}

/** What a list is made of; one of another operator is one operand. */
export function operandsOf(operator: string, node: tree.Expression): tree.Expression[] {
  if (node.kind === 'parenthesised') {
    const inner = operandsOf(operator, node.inner);
    return inner.length === 1 ? [node] : inner;
  }
  if (listOperator(node) !== operator) return [node];
  const parts = node.kind === 'junction' ? node.items : node.kind === 'infix' ? [node.left, node.right] : [];
  return parts.flatMap((part) => operandsOf(operator, part));
}
