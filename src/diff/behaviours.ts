/** What two versions of a spec can do: the state spaces of both, explored side by side on the variables that both have. */

import { check, checkRows } from '../../checker/check.js';
import type { StateGraph } from '../../checker/graph.js';
import { EvaluationFault } from '../../checker/model.js';
import type { CheckOptions } from '../../checker/options.js';
import { traceThrough } from '../../checker/trace.js';
import type { Trace, Verdict } from '../../checker/verdict.js';
import { compile } from '../compile/model.js';
import { interpret } from '../interpret/model.js';
import type { Invariant, Spec } from '../semantics/spec.js';
import { changes } from '../semantics/walk.js';
import { printValue } from '../values/print.js';

export interface BehaviourChanges {
  /** Variables of both: what states are compared by. */
  readonly shared: readonly string[];
  /** Whether both were explored to the end. */
  readonly complete: boolean;
  /** Variables that leave the state space that their version declares: states where they have are not gone on from. */
  readonly left: { readonly old: readonly string[]; readonly new: readonly string[] };
  readonly states: { readonly old: number; readonly new: number };
  readonly newStates: Difference;
  readonly lostStates: Difference;
  readonly newSteps: Difference;
  readonly lostSteps: Difference;
  /** Taken in the old version, never in the new one; or new and never taken. */
  readonly deadActions: readonly string[];
}

export interface Difference {
  readonly count: number;
  /** A shortest behaviour that shows one of them. */
  readonly trace?: Trace;
}

/** A version's states and steps, whatever is violated on the way; by what both versions can tell apart: the values of the variables that they share. */
export interface Space {
  readonly graph: StateGraph;
  readonly complete: boolean;
  /** Numbers of states, nearest first, those of one depth by content. */
  readonly order: Uint32Array;
  /** Of each state, by its number: what it looks like, as a number that both versions give it. */
  readonly looks: Uint32Array;
  /** The first state that looks so. */
  readonly states: ReadonlyMap<number, number>;
  /** The first step from one such state to another, by both. */
  readonly steps: ReadonlyMap<number, { readonly from: number; readonly index: number }>;
  readonly taken: ReadonlySet<string>;
  /** The variables that leave the state space that they were declared with, each with a shortest behaviour. */
  readonly left: readonly { readonly name: string; readonly trace: Trace }[];
}

/** More looks than there can be states: a pair of them is one exact number. */
const mostLooks = 2 ** 26;

/** Variables of both: what states are compared by. */
function sharedVariables(old: Spec, next: Spec): string[] {
  const names = (spec: Spec) => spec.variables.map(({ name }) => name);
  return names(old).filter((name) => names(next).includes(name));
}

/** @throws EvaluationFault when one of them cannot be evaluated */
export async function exploreBoth(
  old: Spec,
  next: Spec,
  maxStates: number,
): Promise<{ readonly before: Space; readonly after: Space }> {
  const shared = sharedVariables(old, next);
  const known = new Map<string, number>();
  const before = await explore(old, shared, known, maxStates);
  return { before, after: await explore(next, shared, known, maxStates) };
}

export function compareBehaviours(old: Spec, next: Spec, before: Space, after: Space): BehaviourChanges {
  const namesOf = (left: Space['left']) => left.map(({ name }) => name);
  const actions = (spec: Spec) => [...new Set((spec.behaviour?.actions ?? []).map(({ name }) => name))];
  return {
    shared: sharedVariables(old, next),
    complete: before.complete && after.complete,
    left: { old: namesOf(before.left), new: namesOf(after.left) },
    states: { old: before.graph.size, new: after.graph.size },
    newStates: statesOnlyIn(after, before),
    lostStates: statesOnlyIn(before, after),
    newSteps: stepsOnlyIn(after, before),
    lostSteps: stepsOnlyIn(before, after),
    deadActions: actions(next).filter(
      (name) => !after.taken.has(name) && (!actions(old).includes(name) || before.taken.has(name)),
    ),
  };
}

/**
 * A version of which nothing is asked, so that nothing ends its exploration early. Where a variable has left its state space it is not gone
 * on from: what comes then was never meant, and may have no end.
 */
export function unguarded(spec: Spec): Spec {
  return {
    ...spec,
    constraints: [...spec.constraints, ...stateSpaces(spec)],
    invariants: [],
    properties: [],
    postconditions: [],
    checkDeadlock: false,
    symmetry: undefined,
    view: undefined,
  };
}

function stateSpaces({ invariants }: Spec): Invariant[] {
  return invariants.filter(({ kind }) => kind === 'state-space');
}

async function explore(
  spec: Spec,
  shared: readonly string[],
  known: Map<string, number>,
  maxStates: number,
): Promise<Space> {
  let graph: StateGraph | undefined;
  const keep = (found: StateGraph) => {
    graph = found;
  };
  const watched = { ...unguarded(spec), invariants: stateSpaces(spec) };
  const { coverage, violations } = await search(watched, { maxStates, graph: keep, continue: true });
  const wrong = violations.find(({ kind }) => kind === 'error');
  if (wrong !== undefined) throw new EvaluationFault(wrong.name, wrong.message, wrong.place);
  if (graph === undefined) throw new Error('A search ended without its graph.');
  const { model, words, size } = graph;
  const indices = shared.map((name) => model.variables.indexOf(name));
  const order = graph.canonicalOrder();
  const looks = new Uint32Array(size);
  const states = new Map<number, number>();
  for (const state of order) {
    const values = model.values(words, graph.at(state));
    const text = indices.map((index) => printValue(values[index] ?? false)).join('\n');
    const look = known.get(text) ?? known.size;
    known.set(text, look);
    looks[state] = look;
    if (!states.has(look)) states.set(look, state);
  }
  const steps = new Map<number, { from: number; index: number }>();
  for (const from of order)
    for (let index = 0; index < graph.degree(from); index++) {
      const pair = (looks[from] as number) * mostLooks + (looks[graph.target(from, index)] as number);
      if (!steps.has(pair)) steps.set(pair, { from, index });
    }
  const taken = new Set(coverage.filter(({ generated }) => generated > 0).map(({ name }) => name));
  return { graph, complete: graph.complete, order, looks, states, steps, taken, left: violations };
}

export function search(
  spec: Spec,
  limits: Pick<CheckOptions, 'maxStates' | 'graph' | 'continue'>,
): Promise<Verdict> {
  // One thread numbers the states the same way in every run.
  const options = { ...limits, workers: 1 };
  const interpreted = interpret(spec);
  const slow = () => check(interpreted, options);
  if (changes(spec)) return slow();
  try {
    return checkRows(compile(spec, interpreted), options);
  } catch (error) {
    if (error instanceof EvaluationFault) throw error;
    return slow();
  }
}

function statesOnlyIn(space: Space, other: Space): Difference {
  let count = 0;
  let first: number | undefined;
  for (const [look, state] of space.states) {
    if (other.states.has(look)) continue;
    count++;
    first ??= state;
  }
  return { count, ...(first === undefined ? {} : { trace: traceTo(space, first) }) };
}

/** Steps between states that both have: those to new states are told as such. */
function stepsOnlyIn(space: Space, other: Space): Difference {
  let count = 0;
  let first: { readonly from: number; readonly index: number } | undefined;
  for (const [pair, step] of space.steps) {
    const from = Math.floor(pair / mostLooks);
    const to = pair % mostLooks;
    if (other.steps.has(pair) || from === to || !other.states.has(from) || !other.states.has(to)) continue;
    count++;
    first ??= step;
  }
  if (first === undefined) return { count };
  return { count, trace: traceTo(space, first.from, space.graph.target(first.from, first.index)) };
}

/** A shortest behaviour to a state, and perhaps one step on. */
export function traceTo({ graph }: Space, state: number, last?: number): Trace {
  const { model, words } = graph;
  const numbers = [...graph.path(state), ...(last === undefined ? [] : [last])];
  return traceThrough(
    model,
    numbers.map((number) => words.slice(graph.at(number), graph.at(number) + model.width)),
  );
}
