/** After a search: which expressions the states that it found leave unevaluated. */

import { check } from '../checker/check.js';
import { EvaluationFault, type Model } from '../checker/model.js';
import type { CheckOptions } from '../checker/options.js';
import type { ExpressionCoverage, Verdict } from '../checker/verdict.js';
import { checkedExpressions, Evaluations } from './interpret/evaluations.js';
import { following } from './interpret/following.js';
import { type Interpreted, type InterpretedState, interpret } from './interpret/model.js';
import type { Spec } from './semantics/spec.js';
import { changes } from './semantics/walk.js';
import type { Source } from './syntax/source.js';

/** The interpreter is slow, and what is left unevaluated in so many states is worth a look. */
const mostStates = 10_000;

/**
 * Goes through the states of a search again, the nearest first, with an interpreter that is watched; it ends when every expression has
 * been evaluated.
 * @param verdict what the search found
 * @param sources the files of the specification
 * @param most states to explore
 */
export async function evaluationPass(
  spec: Spec,
  { maxDepth, memoryLimit, signal, continue: goOn }: CheckOptions,
  verdict: Verdict,
  sources: ReadonlyMap<string, Source>,
  most = mostStates,
): Promise<ExpressionCoverage> {
  const evaluations = new Evaluations(sources);
  const model = interpret(spec, evaluations.observe);
  evaluations.waitFor(checkedExpressions(spec, model));
  const explored = new Set<InterpretedState>();
  const end = Math.min(most, verdict.distinct);
  const watched = watching(model, (state) => {
    // A state is asked for its successors again where the search looks for the way to a violation.
    if (explored.has(state)) return true;
    if (evaluations.complete || explored.size >= end) return false;
    explored.add(state);
    return true;
  });
  const { exit } = model.run;
  await check(changes(spec) ? following(watched, model.run) : watched, {
    workers: 1,
    signal: signal === undefined ? exit : AbortSignal.any([exit, signal]),
    ...(maxDepth === undefined ? {} : { maxDepth }),
    ...(memoryLimit === undefined ? {} : { memoryLimit }),
    ...(goOn === undefined ? {} : { continue: goOn }),
  });
  return {
    states: explored.size,
    bounded: !evaluations.complete && explored.size === most && verdict.distinct > most,
    interrupted: !evaluations.complete && signal?.aborted === true,
    neverEvaluated: evaluations.never(),
  };
}

/**
 * What a search evaluates in each state, and nothing for explanations.
 * @param explores whether a state is still to be explored; one that is not has no successors, and what the search makes of that is nobody's concern
 */
function watching(
  interpreted: Interpreted,
  explores: (state: InterpretedState) => boolean,
): Model<InterpretedState> {
  const { temporal: _temporal, explain: _explain, ...model } = interpreted;
  return {
    ...model,
    successors(state) {
      if (!explores(state)) return [];
      const steps = [...interpreted.successors(state)];
      evaluatePredicates(
        interpreted,
        state,
        steps.map((step) => step.state),
      );
      return steps;
    },
  };
}

/** Those of properties and fairness. Properties are looked at when the search is over: here an error in one ends nothing. */
function evaluatePredicates(
  { temporal }: Interpreted,
  state: InterpretedState,
  successors: readonly InterpretedState[],
): void {
  if (temporal === undefined) return;
  const tried = (evaluate: () => boolean) => {
    try {
      evaluate();
    } catch (error) {
      if (!(error instanceof EvaluationFault)) throw error;
    }
  };
  temporal.states.forEach((_, predicate) => {
    tried(() => temporal.stateHolds(predicate, state));
  });
  temporal.steps.forEach((_, predicate) => {
    for (const next of successors) tried(() => temporal.stepHolds(predicate, state, next));
  });
}
