/** Counterexamples: a walk over parents, made into a behaviour that can be read. */

import type { Model } from './model.js';
import { type StateTable, sameKey } from './states.js';
import type { StepLabel, Trace, TraceState } from './verdict.js';

/** What identifies a state: its values, those of its representative under symmetry, or its view. */
export function keyOf<State>(model: Model<State>, state: State) {
  if (model.view !== undefined) return [model.view(state)];
  return model.values(model.canonical === undefined ? state : model.canonical(state));
}

/**
 * The behaviour that leads to a state.
 * @param last a state behind it that is not in the table: one outside the constraint
 */
export function traceTo<State>(
  model: Model<State>,
  table: StateTable<State>,
  number: number,
  last?: { readonly state: State; readonly action: number },
): Trace {
  const states: TraceState[] = [];
  let previous: State | undefined;
  for (const at of number < 0 ? [] : table.path(number)) {
    const step =
      previous === undefined ? { state: table.state(at), action: -1 } : stepTo(model, table, previous, at);
    states.push(traceState(model, previous, step));
    previous = step.state;
  }
  if (last !== undefined) states.push(traceState(model, previous, last));
  return { variables: model.variables, states };
}

/** With symmetry or a view the stored states need not follow on each other: the real step is looked for again. */
function stepTo<State>(model: Model<State>, table: StateTable<State>, from: State, to: number) {
  if (model.canonical !== undefined || model.view !== undefined) {
    for (const step of model.successors(from))
      if (sameKey(keyOf(model, step.state), table.key(to))) return step;
  }
  return { state: table.state(to), action: table.action(to) };
}

function traceState<State>(
  model: Model<State>,
  from: State | undefined,
  step: { state: State; action: number },
): TraceState {
  const values = model.values(step.state);
  const info = model.actions[step.action];
  if (from === undefined || info === undefined) return { values };
  const text = model.explain?.step?.(from, step.action, step.state) ?? info.name;
  const action: StepLabel = {
    name: info.name,
    text,
    ...(info.place === undefined ? {} : { place: info.place }),
  };
  return { action, values };
}
