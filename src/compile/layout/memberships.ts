/** The sets that formulas say variables are in, as Init and the type invariant of a TLA+ module do. */

import { conjuncts, isOperator } from '../../semantics/expressions.js';
import { type Expression, Level } from '../../semantics/spec.js';

/**
 * By the index of the variable, the first constant set that one of the formulas, or a definition that they apply, says it is in: `x \in S`,
 * `x = e`, `x \subseteq S`. An invariant may be violated: then there is no room for the value.
 */
export function memberships(formulas: readonly Expression[]): ReadonlyMap<number, Expression> {
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
      const set = setOf(item.operator, right);
      if (set !== undefined) found.set(left.variable.index, set);
    }
  };
  formulas.forEach(visit);
  return found;
}

function setOf(operator: string, right: Expression): Expression | undefined {
  const { span, level } = right;
  switch (operator) {
    case '\\in':
      return right;
    case '=':
      return { kind: 'set', elements: [right], span, level };
    case '\\subseteq':
      return { kind: 'primitive', operator: 'SUBSET', args: [right], span, level };
    default:
      return undefined;
  }
}
