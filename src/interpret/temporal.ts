/** The predicates of properties and fairness, evaluated and explained. */

import type { Explainer as ModelExplainer } from '../../checker/model.js';
import type { PredicateInfo, Temporal } from '../../checker/temporal.js';
import type { Expression, Spec } from '../semantics/spec.js';
import { temporalPart } from '../semantics/temporal.js';
import type { Value } from '../values/value.js';
import { type Frame, frameOf } from './environment.js';
import type { Evaluator } from './evaluate.js';
import type { Explainer } from './explain.js';
import { located, placeOf } from './fault.js';

type State = readonly Value[];

export interface InterpretedTemporal {
  readonly part: Temporal<State>;
  readonly explain: Pick<ModelExplainer<State>, 'statePredicate' | 'stepPredicate'>;
}

/** @throws EvaluationFault where the set of a quantifier cannot be evaluated */
export function interpretTemporal(
  spec: Spec,
  evaluator: Evaluator,
  explainer: Explainer,
): InterpretedTemporal {
  const truth = (expression: Expression, frame: Frame) =>
    located(expression.span, () => evaluator.truth(expression, undefined, frame));
  const part = temporalPart(spec, {
    truth: (expression) => truth(expression, frameOf([])),
    members: (expression) => {
      const set = located(expression.span, () => evaluator.set(expression, undefined, frameOf([])));
      return evaluator.members(set, expression.span);
    },
    place: placeOf,
  });
  const { stateExpressions, stepExpressions } = part;
  return {
    part: {
      ...part,
      stateHolds: (predicate, state) => truth(at(stateExpressions, predicate), frameOf(state)),
      stepHolds: (predicate, from, to) => truth(at(stepExpressions, predicate), frameOf(from, to)),
    },
    explain: {
      statePredicate: (predicate, value, state) =>
        explainer.why(textAt(part.states, predicate), at(stateExpressions, predicate), value, frameOf(state)),
      stepPredicate: (predicate, from, to) =>
        explainer.why(textAt(part.steps, predicate), at(stepExpressions, predicate), true, frameOf(from, to)),
    },
  };
}

function at(expressions: readonly Expression[], index: number): Expression {
  const expression = expressions[index];
  if (expression === undefined) throw new RangeError(`There is no predicate ${index}.`);
  return expression;
}

function textAt(infos: readonly PredicateInfo[], index: number): string {
  return infos[index]?.text ?? '';
}
