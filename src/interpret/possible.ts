/** `_POSSIBLE`: predicates of states and steps that something in the search must satisfy. */

import type { StateGraph } from '../../checker/graph.js';
import { Level, type NamedFormula } from '../semantics/spec.js';
import type { Interpreted, InterpretedState } from './model.js';

/** Those that no state which was reached, and no step between such states, satisfies. @throws EvaluationFault */
export function neverSatisfied(
  possible: readonly NamedFormula[],
  model: Interpreted,
  graph: StateGraph,
): NamedFormula[] {
  const left = new Set(possible);
  for (let number = 0; number < graph.size && left.size > 0; number++) {
    const state = graph.model.values(graph.words, graph.at(number));
    for (const formula of left) if (satisfies(formula, model, state)) left.delete(formula);
  }
  return [...left];
}

function satisfies({ body }: NamedFormula, model: Interpreted, state: InterpretedState): boolean {
  if (body.level < Level.action) return model.evaluate(body, state) === true;
  for (const { state: next } of model.successors(state)) {
    if (model.actionConstraint?.(state, next) === false) continue;
    if (model.evaluate(body, state, next) === true) return true;
  }
  return false;
}
