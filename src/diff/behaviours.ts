/** What two versions of a spec can do: the state spaces of both, explored side by side on the variables that both have. */

import type { StepLabel, Trace } from '../../checker/verdict.js';
import type { Interpreted, InterpretedState } from '../interpret/model.js';
import { printValue } from '../values/print.js';

export interface BehaviourChanges {
  /** Variables of both: what states are compared by. */
  readonly shared: readonly string[];
  /** Whether both were explored to the end. */
  readonly complete: boolean;
  readonly states: { readonly old: number; readonly new: number };
  readonly newStates: Difference;
  readonly lostStates: Difference;
  readonly newSteps: Difference;
  readonly lostSteps: Difference;
  /** Taken in the old version, never in the new one; or new and never taken. */
  readonly deadActions: readonly string[];
  /** Invariants of the old version, by name, with a shortest behaviour of the new one that violates them. */
  readonly weakened: readonly { readonly name: string; readonly trace: Trace }[];
}

export interface Difference {
  readonly count: number;
  /** A shortest behaviour that shows one of them. */
  readonly trace?: Trace;
}

interface Found {
  readonly state: InterpretedState;
  readonly parent: string | undefined;
  readonly label: StepLabel | undefined;
}

interface Space {
  /** By the content of the whole state, in the order of discovery. */
  readonly found: Map<string, Found>;
  /** By the content of the shared variables: the first state that has it. */
  readonly states: Map<string, string>;
  /** Pairs of such contents, with the whole states of the first step between them. */
  readonly steps: Map<string, { readonly from: string; readonly to: Found }>;
  readonly taken: ReadonlySet<string>;
  readonly complete: boolean;
}

/** @throws EvaluationFault */
export function compareBehaviours(old: Interpreted, next: Interpreted, maxStates: number): BehaviourChanges {
  const shared = old.variables.filter((name) => next.variables.includes(name));
  const before = explore(old, shared, maxStates);
  const after = explore(next, shared, maxStates);
  const tracesOld = (found: Found) => traceTo(old, before, found);
  const tracesNew = (found: Found) => traceTo(next, after, found);
  const sameVariables = shared.length === old.variables.length;
  const place = old.variables.map((name) => next.variables.indexOf(name));
  return {
    shared,
    complete: before.complete && after.complete,
    states: { old: before.found.size, new: after.found.size },
    newStates: statesOnlyIn(after, before, tracesNew),
    lostStates: statesOnlyIn(before, after, tracesOld),
    newSteps: stepsOnlyIn(after, before, tracesNew),
    lostSteps: stepsOnlyIn(before, after, tracesOld),
    deadActions: [...new Set(next.actions.map(({ name }) => name))].filter((name) => {
      const known = old.actions.some((action) => action.name === name);
      return !after.taken.has(name) && (!known || before.taken.has(name));
    }),
    weakened: !sameVariables
      ? []
      : old.invariants
          .filter(({ kind }) => kind === 'invariant')
          .flatMap(({ name, holds }) => {
            for (const found of after.found.values()) {
              const seen = place.map((index) => found.state[index] ?? false);
              if (!holds(seen)) return [{ name, trace: tracesNew(found) }];
            }
            return [];
          }),
  };
}

function explore(model: Interpreted, shared: readonly string[], maxStates: number): Space {
  const indices = shared.map((name) => model.variables.indexOf(name));
  const whole = (state: InterpretedState) => state.map((value) => printValue(value)).join('\n');
  const part = (state: InterpretedState) =>
    indices.map((index) => printValue(state[index] ?? false)).join('\n');
  const found = new Map<string, Found>();
  const states = new Map<string, string>();
  const steps = new Map<string, { from: string; to: Found }>();
  const taken = new Set<string>();
  const add = (state: InterpretedState, parent: string | undefined, label: StepLabel | undefined) => {
    const key = whole(state);
    if (found.has(key) || model.constraint?.(state) === false) return;
    found.set(key, { state, parent, label });
    if (!states.has(part(state))) states.set(part(state), key);
  };
  for (const state of model.initial()) add(state, undefined, undefined);
  // A Map gives what is added while it is gone through: the frontier is its tail.
  for (const [key, { state }] of found) {
    if (found.size > maxStates) return { found, states, steps, taken, complete: false };
    for (const { action, state: to } of model.successors(state)) {
      if (model.actionConstraint?.(state, to) === false) continue;
      const { name = '', place } = model.actions[action] ?? {};
      taken.add(name);
      const text = model.explain?.step?.(state, action, to) ?? name;
      const label = { name, text, ...(place === undefined ? {} : { place }) };
      add(to, key, label);
      const pair = `${part(state)}\n→\n${part(to)}`;
      if (!steps.has(pair)) steps.set(pair, { from: key, to: { state: to, parent: key, label } });
    }
  }
  return { found, states, steps, taken, complete: true };
}

function statesOnlyIn(space: Space, other: Space, trace: (found: Found) => Trace): Difference {
  const only = [...space.states].filter(([content]) => !other.states.has(content));
  const first = space.found.get(only[0]?.[1] ?? '');
  return { count: only.length, ...(first === undefined ? {} : { trace: trace(first) }) };
}

/** Steps between states that both have: those to new states are told as such. */
function stepsOnlyIn(space: Space, other: Space, trace: (found: Found) => Trace): Difference {
  const only = [...space.steps].filter(([pair]) => {
    const [from = '', to = ''] = pair.split('\n→\n');
    return !other.steps.has(pair) && from !== to && other.states.has(from) && other.states.has(to);
  });
  const first = only[0]?.[1].to;
  return { count: only.length, ...(first === undefined ? {} : { trace: trace(first) }) };
}

function traceTo(model: Interpreted, space: Space, last: Found): Trace {
  const path: Found[] = [];
  for (let at: Found | undefined = last; at !== undefined; ) {
    path.unshift(at);
    at = at.parent === undefined ? undefined : space.found.get(at.parent);
  }
  return {
    variables: model.variables,
    states: path.map(({ state, label }) => ({
      values: state,
      ...(label === undefined ? {} : { action: label }),
    })),
  };
}
