/** The predicates of properties and fairness, evaluated and explained. */

import type { Explainer as ModelExplainer } from '../../checker/model.js';
import type { PredicateInfo, Temporal } from '../../checker/temporal.js';
import type { Definition, Expression, Spec } from '../semantics/spec.js';
import { type TemporalPart, temporalPart } from '../semantics/temporal.js';
import { children } from '../semantics/walk.js';
import type { Value } from '../values/value.js';
import { type Frame, frameOf } from './environment.js';
import type { Evaluator } from './evaluate.js';
import { type Explainer, sourceOf } from './explain.js';
import { located, placeOf } from './fault.js';

type State = readonly Value[];

export interface InterpretedTemporal {
  readonly part: Temporal<State> & TemporalPart;
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
      stepPredicate: (predicate, from, to) => {
        const frame = frameOf(from, to);
        const { action, value } = at(part.stepReasons, predicate);
        const why = explainer.why(sourceOf(action), action, value, frame);
        const [only] = why.children ?? [];
        const same = only !== undefined && only.text === why.text;
        return {
          ...(same ? only : why),
          values: abstractValues(at(stepExpressions, predicate), evaluator, frame),
        };
      },
    },
  };
}

/** What the variables of an instance are in both states: a refinement mapping at work. */
function abstractValues(expression: Expression, evaluator: Evaluator, frame: Frame) {
  const found = new Map<string, Expression>();
  const entered = new Set<Definition>();
  const visit = (node: Expression): void => {
    if (node.kind === 'substituted') found.set(node.own.name, node.value);
    else if (node.kind === 'apply' && !entered.has(node.definition)) {
      entered.add(node.definition);
      visit(node.definition.body);
    }
    children(node).forEach(visit);
  };
  visit(expression);
  const after = frameOf(frame.next ?? []);
  return [...found].flatMap(([name, value]) => {
    try {
      return [
        { expression: name, value: evaluator.evaluate(value, undefined, frame) },
        { expression: `${name}'`, value: evaluator.evaluate(value, undefined, after) },
      ];
    } catch {
      // What depends on the parameters of an instance has no value here.
      return [];
    }
  });
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new RangeError(`There is no predicate ${index}.`);
  return found;
}

function textAt(infos: readonly PredicateInfo[], index: number): string {
  return infos[index]?.text ?? '';
}
