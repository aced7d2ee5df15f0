/** Decides liveness formulas on a finished state graph: all of them in one search of the product. */

import type { FairnessCondition, Formula } from '../temporal.js';
import { violating } from './automaton.js';
import { clearParts } from './clear.js';
import { FairComponents } from './components.js';
import { type Evaluation, type Graph, Observations } from './graph.js';
import { weakMarks } from './judge.js';
import { type Lasso, LassoSearch } from './lasso.js';
import type { Breathe } from './pace.js';
import { Product } from './product.js';

export interface LivenessRequest {
  readonly graph: Graph;
  readonly evaluation: Evaluation;
  /** What is known of state predicates beforehand, as Observations has it. */
  readonly bits?: Int32Array;
  readonly formulas: readonly Formula[];
  readonly fairness: readonly FairnessCondition[];
  /** What every behaviour satisfies besides. */
  readonly assumptions: readonly Formula[];
  /** How many may work at once; more change nothing but the time it takes. Absent: one. */
  readonly threads?: number;
  readonly breathe: Breathe;
}

export interface LivenessAnswer {
  readonly observations: Observations;
  /** By formula: whether some fair behaviour violates it. */
  readonly violated: readonly boolean[];
  /** A fair behaviour that violates a formula which is violated; deterministic. */
  lasso(formula: number): Promise<Lasso>;
}

/**
 * Whether every fair behaviour of a graph satisfies the formulas, by the automata-theoretic method (Vardi and Wolper, "An
 * automata-theoretic approach to automatic program verification", LICS 1986).
 * @throws EvaluationFault, and what `breathe` throws
 */
export async function decide(request: LivenessRequest): Promise<LivenessAnswer> {
  const { graph, evaluation, bits, formulas, fairness, assumptions, breathe } = request;
  const observations = new Observations(graph, evaluation, bits);
  const product = new Product(graph, observations, violating(formulas, assumptions));
  const components = new FairComponents(product, fairness, breathe, await cleared(product, request));
  await components.run();
  const search = new LassoSearch(product, components, fairness, breathe);
  const violated: boolean[] = [];
  // Formulas share states of the automata: a fair component may be out of reach of some.
  for (const property of formulas.keys()) violated.push(components.found && (await search.reaches(property)));
  return { observations, violated, lasso: (property) => search.lasso(property) };
}

/** The automaton states for which it is certain that no fair behaviour stays there. */
async function cleared(product: Product, request: LivenessRequest): Promise<ReadonlySet<number>> {
  const { graph, fairness, threads = 1, breathe } = request;
  const { observations } = product;
  const parts = product.parts();
  const weak = weakMarks(fairness, observations);
  const found = await clearParts(
    parts.map(({ part }) => part),
    graph.steps,
    graph.size,
    observations,
    weak,
    threads,
    breathe,
  );
  return new Set(parts.flatMap(({ at }, index) => (found[index] === true ? [at] : [])));
}

/**
 * Whether some fair behaviour satisfies a formula.
 * @param observations of the graph: what is known of it already
 * @throws EvaluationFault, and what `breathe` throws
 */
export async function isPossible(
  operand: Formula,
  { graph, fairness, assumptions, breathe }: Omit<LivenessRequest, 'formulas'>,
  observations: Observations,
): Promise<boolean> {
  const product = new Product(graph, observations, violating([{ kind: 'not', operand }], assumptions));
  const components = new FairComponents(product, fairness, breathe);
  await components.run(true);
  return components.found;
}
