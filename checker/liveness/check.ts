/** The liveness parts of properties checked on the graph of a finished search, and what is found made into violations and warnings. */

import { compareValues } from '../../src/values/compare.js';
import type { Value } from '../../src/values/value.js';
import type { EdgeSpace, StateGraph } from '../graph.js';
import type { EvaluationFault, Explanation } from '../model.js';
import type { LivenessPart } from '../properties.js';
import { isFault } from '../steps.js';
import type { FairnessCondition, RowTemporal } from '../temporal.js';
import { traceThrough } from '../trace.js';
import type { Trace, Violation } from '../verdict.js';
import { explained } from '../violations.js';
import { neverTaken, noneIsFair } from './closure.js';
import { type Enabled, explainLasso } from './explain.js';
import { type Evaluation, type Graph, type Steps, stepBetween, stepsOf } from './graph.js';
import type { Lasso } from './lasso.js';
import { decide, type LivenessAnswer } from './liveness.js';
import type { Breathe } from './pace.js';
import { caveats, neverAssumed, stopsForLackOfFairness, vacuous } from './warnings.js';

export interface LivenessFindings {
  readonly violations: readonly Violation[];
  readonly warnings: readonly string[];
}

export interface LivenessTask {
  readonly graph: StateGraph;
  /** Where the steps of the graph are kept. */
  readonly edges: EdgeSpace;
  /** Values of state predicates that are known from the search. */
  readonly observed?: Int32Array;
  readonly parts: readonly LivenessPart[];
  /** Whether to report every violated property, or the first one only. */
  readonly all: boolean;
  /** How many may work at once. */
  readonly threads: number;
  readonly breathe: Breathe;
}

/** @throws what `breathe` throws */
export async function checkLiveness(task: LivenessTask): Promise<LivenessFindings> {
  const { graph, edges, observed, parts, all, threads, breathe } = task;
  const { temporal } = graph.model;
  if (temporal === undefined) return { violations: [], warnings: [] };
  const evaluation = new RowEvaluation(graph, temporal);
  try {
    const { fairness, assumptions } = temporal;
    const request = {
      graph: new OrderedGraph(graph, await stepsIn(graph, edges, breathe)),
      evaluation,
      ...(observed === undefined ? {} : { bits: observed }),
      fairness,
      assumptions,
      threads,
      breathe,
    };
    const answer = await decide({ ...request, formulas: parts.map(({ formula }) => formula) });
    const violated = parts.flatMap((part, index) =>
      answer.violated[index] === true ? [{ part, index }] : [],
    );
    const violations: { part: LivenessPart; lasso: Lasso; violation: Violation }[] = [];
    for (const { part, index } of all ? violated : violated.slice(0, 1)) {
      const lasso = await answer.lasso(index);
      violations.push({ part, lasso, violation: violationOf(graph, temporal, answer, part, lasso) });
    }
    const held = parts.filter((_, index) => answer.violated[index] !== true);
    const { observations } = answer;
    const empty = violations.length > 0 ? [] : await noneIsFair(graph.model, request, observations);
    const untriggered: string[] = [];
    for (const part of held) untriggered.push(...(await vacuous(part, graph.size, observations, breathe)));
    return {
      violations: violations.map(({ violation }) => violation),
      warnings: [
        ...violations.flatMap(({ part, lasso }) => stopsForLackOfFairness(temporal, part, lasso)),
        ...(await neverTaken(graph.model, fairness, observations, breathe)),
        ...empty,
        ...untriggered,
        ...(empty.length > 0 ? [] : await neverAssumed(held, request, observations)),
        ...caveats(graph.model, violations.length > 0),
      ],
    };
  } catch (error) {
    if (!isFault(error)) throw error;
    return { violations: [faultOf(graph, error, evaluation.at)], warnings: [] };
  }
}

/** The steps as the search has written them; where they are labelled, without labels. */
async function stepsIn(
  graph: StateGraph,
  { records, firsts, labelled, marks }: EdgeSpace,
  breathe: Breathe,
): Promise<Steps> {
  if (labelled)
    return stepsOf(
      graph.size,
      (state) => graph.degree(state),
      (state, index) => graph.target(state, index),
      breathe,
    );
  return { firsts, targets: records, length: graph.recorded, ...(marks === undefined ? {} : { marks }) };
}

/** The graph with its states ordered by their values, which is the same order in every engine and with any number of workers. */
class OrderedGraph implements Graph {
  readonly size: number;
  readonly initial: number;
  private readonly values = new Map<number, readonly Value[]>();

  constructor(
    private readonly graph: StateGraph,
    readonly steps: Steps,
  ) {
    this.size = graph.size;
    this.initial = graph.initial;
  }

  compare(left: number, right: number): number {
    if (left === right) return 0;
    const theirs = this.valuesOf(right);
    for (const [index, value] of this.valuesOf(left).entries()) {
      const order = compareValues(value, theirs[index] as Value);
      if (order !== 0) return order;
    }
    return 0;
  }

  private valuesOf(state: number): readonly Value[] {
    let values = this.values.get(state);
    if (values === undefined) {
      values = this.graph.model.values(this.graph.words, this.graph.at(state));
      this.values.set(state, values);
    }
    return values;
  }
}

/** Predicates of states and steps by number. */
class RowEvaluation implements Evaluation {
  /** The state that was looked at last: where an evaluation failed. */
  at = -1;
  readonly predicates: number;
  readonly marked: readonly (FairnessCondition | undefined)[];

  constructor(
    private readonly graph: StateGraph,
    private readonly temporal: RowTemporal,
  ) {
    this.predicates = temporal.states.length;
    this.marked = (graph.model.marked ?? []).map((condition) => temporal.fairness[condition]);
  }

  stateHolds(predicate: number, state: number): boolean {
    this.at = state;
    return this.temporal.stateHolds(predicate, this.graph.words, this.graph.at(state));
  }

  stepHolds(predicate: number, from: number, to: number): boolean {
    this.at = from;
    const { words } = this.graph;
    return this.temporal.stepHolds(predicate, words, this.graph.at(from), words, this.graph.at(to));
  }
}

function violationOf(
  graph: StateGraph,
  temporal: RowTemporal,
  answer: LivenessAnswer,
  { property, formula }: LivenessPart,
  lasso: Lasso,
): Violation {
  const { name, place } = property;
  const trace = lassoTrace(graph, lasso);
  const { states, loop } = lasso;
  const stateAt = (position: number) => states[position] as number;
  const view = {
    length: states.length,
    loop,
    stateHolds: (predicate: number, position: number) =>
      answer.observations.state(predicate, stateAt(position)),
    stepHolds: (predicate: number, position: number) => {
      const { observations } = answer;
      const from = stateAt(position);
      const to = stateAt(position + 1 < states.length ? position + 1 : loop);
      return observations.step(predicate, from, stepBetween(observations.graph.steps, from, to));
    },
    obstacle: (predicate: number, position: number) => {
      const values = trace.states[position]?.values;
      // A state that stands for others may be one in which other actions of a kind are enabled.
      if (values === undefined || (graph.model.merges ?? []).length > 0) return undefined;
      return graph.model.explain?.statePredicate?.(predicate, false, values).children?.[0];
    },
  };
  const explanation = explained(
    (): Explanation => explainLasso({ formula }, temporal.fairness, view, enabledAfter(graph, lasso)),
  );
  return {
    kind: 'property',
    name,
    message: `Property ${name} is violated.`,
    ...(place === undefined ? {} : { place }),
    trace,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

function rowsOf(graph: StateGraph, states: readonly number[]): Int32Array[] {
  const { words, model } = graph;
  return states.map((state) => words.slice(graph.at(state), graph.at(state) + model.width));
}

function lassoTrace(graph: StateGraph, { states, loop }: Lasso): Trace {
  if (loop === states.length - 1) return { ...traceThrough(graph.model, rowsOf(graph, states)), loop };
  // With the step that closes the loop, for its label.
  const trace = traceThrough(graph.model, rowsOf(graph, [...states, states[loop] as number]));
  const loopAction = trace.states.at(-1)?.action;
  return {
    variables: trace.variables,
    states: trace.states.slice(0, -1),
    loop,
    ...(loopAction === undefined ? {} : { loopAction }),
  };
}

/** What is enabled in the state in which a behaviour stutters for ever. */
function enabledAfter(graph: StateGraph, { states, loop }: Lasso): Enabled[] {
  if (loop !== states.length - 1) return [];
  const last = states[loop] as number;
  const labels = new Map<string, Enabled>();
  const seen = new Set([last]);
  for (let index = 0; index < graph.degree(last); index++) {
    const target = graph.target(last, index);
    if (seen.has(target)) continue;
    seen.add(target);
    const label = traceThrough(graph.model, rowsOf(graph, [...states, target])).states.at(-1)?.action;
    if (label === undefined) continue;
    const fairness = graph.model.actions.find(
      ({ name, place }) => name === label.name && place === label.place,
    )?.fairness;
    labels.set(label.text, { ...label, ...(fairness === undefined ? {} : { fairness }) });
  }
  return [...labels.values()].sort((left, right) => (left.text < right.text ? -1 : 1));
}

function faultOf(graph: StateGraph, error: EvaluationFault, state: number): Violation {
  const { code, message, place, explanation } = error;
  const path = state < 0 ? [] : graph.path(state);
  return {
    kind: 'error',
    name: code,
    message,
    ...(place === undefined ? {} : { place }),
    trace: traceThrough(graph.model, rowsOf(graph, path)),
    ...(explanation === undefined ? {} : { explanation }),
  };
}
