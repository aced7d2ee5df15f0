/** The state spaces that a specification tells in its invariants, as a TLA+ module does: `x \in S`, `x \subseteq S`. */

import { conjuncts, isOperator } from '../../semantics/expressions.js';
import { type Expression, Level, type Spec } from '../../semantics/spec.js';

/**
 * By the index of the variable, the first set that an invariant says it is always in. It need not be: an invariant may be violated, and
 * then there is no room for the value.
 */
export function typeInvariants({ invariants }: Spec): ReadonlyMap<number, Expression> {
  const found = new Map<number, Expression>();
  const entered = new Set<unknown>();
  const visit = (formula: Expression): void => {
    for (const item of conjuncts(formula)) {
      if (item.kind === 'apply' && item.args.length === 0 && !entered.has(item.definition)) {
        entered.add(item.definition);
        visit(item.definition.body);
      }
      if (item.kind !== 'primitive') continue;
      const [left, right] = item.args;
      if (left === undefined || right === undefined || isOperator(left) || isOperator(right)) continue;
      if (left.kind !== 'variable' || right.level > Level.constant || found.has(left.variable.index))
        continue;
      if (item.operator === '\\in') found.set(left.variable.index, right);
      if (item.operator === '\\subseteq') found.set(left.variable.index, powerSet(right));
    }
  };
  for (const { body } of invariants) visit(body);
  return found;
}

function powerSet(base: Expression): Expression {
  return { kind: 'primitive', operator: 'SUBSET', args: [base], span: base.span, level: base.level };
}
