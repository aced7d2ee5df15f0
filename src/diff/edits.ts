/** What was edited in a formula, as a person would point at it: the conjuncts that went and those that came, not the whole of it twice. */

import { diffArrays } from 'diff';
import { type Span, textOf } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';
import { expressionAt, formulaAt, listOperator, normalOf, operandsOf, shownText } from './normal-form.js';

export interface Edit {
  readonly change: 'removed' | 'added';
  /** In one line; of a list with the operator in front, as in `/\ n < 3`. */
  readonly text: string;
  /** What is around it, from outside in, where the formula goes on below a quantifier, a LET or an IF: `\E m \in msgs :`. */
  readonly within: readonly string[];
}

/** What makes the old formula the new one; nothing where both say the same. */
export function editsBetween(old: Span, next: Span): Edit[] {
  const [was, is] = [expressionAt(old), expressionAt(next)];
  if (was !== undefined && is !== undefined) return between(was, is, []);
  const [from, to] = [formulaAt(old), formulaAt(next)];
  return from.normal === to.normal ? [] : replaced([from.shown], [to.shown], []);
}

/** Whole texts in the place of others. */
export function replaced(from: readonly string[], to: readonly string[], within: readonly string[]): Edit[] {
  return [
    ...from.map((text): Edit => ({ change: 'removed', text, within })),
    ...to.map((text): Edit => ({ change: 'added', text, within })),
  ];
}

function between(was: tree.Expression, is: tree.Expression, within: readonly string[]): Edit[] {
  const [old, next] = [bare(was), bare(is)];
  if (normalOf(old) === normalOf(next)) return [];
  const operator = listOperator(old) ?? listOperator(next);
  if (operator !== undefined)
    return betweenLists(operator, operandsOf(operator, old), operandsOf(operator, next), within);
  return inside(old, next, within) ?? replaced([shown(old)], [shown(next)], within);
}

/** Operands that only stand elsewhere say the same; where one takes the place of another, the edit may be inside of it. */
function betweenLists(
  operator: string,
  old: readonly tree.Expression[],
  next: readonly tree.Expression[],
  within: readonly string[],
): Edit[] {
  const [before, after] = [old.map(normalOf), next.map(normalOf)];
  const item = (one: tree.Expression) => `${operator} ${shown(one)}`;
  const edits: Edit[] = [];
  let [at, to] = [0, 0];
  let gone: tree.Expression[] = [];
  const settle = (come: readonly tree.Expression[]) => {
    const met = gone.map((one, index) => {
      const other = come[index];
      return other === undefined ? undefined : inside(bare(one), bare(other), within);
    });
    edits.push(
      ...met.flatMap((found) => found ?? []),
      ...replaced(
        gone.filter((_, index) => met[index] === undefined).map(item),
        come.filter((_, index) => met[index] === undefined).map(item),
        within,
      ),
    );
    gone = [];
  };
  for (const { removed, added, count } of diffArrays(before, after)) {
    const from = old.slice(at, at + (added ? 0 : count));
    const into = next.slice(to, to + (removed ? 0 : count));
    at += from.length;
    to += into.length;
    if (removed) gone = from.filter((one) => !after.includes(normalOf(one)));
    else settle(added ? into.filter((one) => !before.includes(normalOf(one))) : []);
  }
  settle([]);
  return edits;
}

/** The edits inside of two formulas that begin alike. @returns undefined when they do not */
function inside(old: tree.Expression, next: tree.Expression, within: readonly string[]): Edit[] | undefined {
  if (old.kind === 'quantified' && next.kind === 'quantified') {
    if (old.quantifier !== next.quantifier || normalOf(old.bounds) !== normalOf(next.bounds))
      return undefined;
    return between(old.body, next.body, [...within, head(next, next.body)]);
  }
  if (old.kind === 'let' && next.kind === 'let') {
    const texts = ({ units }: tree.LetIn) =>
      units.map((unit) => ({ normal: normalOf(unit), text: shown(unit) }));
    const [from, to] = [texts(old), texts(next)];
    const without = (list: typeof from, others: typeof from) =>
      list.filter(({ normal }) => !others.some((other) => other.normal === normal)).map(({ text }) => text);
    return [
      ...replaced(without(from, to), without(to, from), [...within, 'LET']),
      ...between(old.body, next.body, [...within, head(next, next.body)]),
    ];
  }
  if (old.kind === 'if' && next.kind === 'if') {
    if (normalOf(old.condition) !== normalOf(next.condition)) return undefined;
    return [
      ...between(old.consequent, next.consequent, [...within, head(next, next.consequent)]),
      ...between(old.alternative, next.alternative, [...within, `IF ${shown(next.condition)} … ELSE`]),
    ];
  }
  if (listOperator(old) !== undefined && listOperator(old) === listOperator(next))
    return between(old, next, within);
  return undefined;
}

function bare(node: tree.Expression): tree.Expression {
  return node.kind === 'parenthesised' ? bare(node.inner) : node;
}

function shown({ span }: tree.Node): string {
  return shownText(textOf(span));
}

/** The text in front of a part. */
function head({ span }: tree.Node, part: tree.Node): string {
  return shownText(textOf({ ...span, end: part.span.start }));
}
