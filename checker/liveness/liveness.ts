/** Decides liveness formulas on a finished state graph: all of them in one search of the product. */

import type { FairnessCondition, Formula } from '../temporal.js';
import { violating } from './automaton.js';
import { FairComponents } from './components.js';
import { type Evaluation, type Graph, Observations } from './graph.js';
import { type Lasso, lassoOf } from './lasso.js';
import { Product } from './product.js';

export interface LivenessRequest {
  readonly graph: Graph;
  readonly evaluation: Evaluation;
  readonly formulas: readonly Formula[];
  readonly fairness: readonly FairnessCondition[];
  /** What every behaviour satisfies besides. */
  readonly assumptions: readonly Formula[];
}

export interface LivenessAnswer {
  readonly observations: Observations;
  /** By formula: whether some fair behaviour violates it. */
  readonly violated: readonly boolean[];
  /** A fair behaviour that violates a formula which is violated; deterministic. */
  lasso(formula: number): Lasso;
}

/**
 * Whether every fair behaviour of a graph satisfies the formulas, by the automata-theoretic method (Vardi and Wolper, "An
 * automata-theoretic approach to automatic program verification", LICS 1986).
 * @throws EvaluationFault
 */
export function decide(request: LivenessRequest): LivenessAnswer {
  const { graph, formulas, fairness, assumptions } = request;
  const observations = new Observations(graph, request.evaluation);
  const automata = formulas.map((formula) => violating(formula, assumptions));
  const product = new Product(graph, observations, automata);
  const components = new FairComponents(product, fairness);
  components.run();
  return {
    observations,
    violated: components.found,
    lasso: (property) => lassoOf({ product, components, fairness, property }),
  };
}
