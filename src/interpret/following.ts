/**
 * Telling a specification how far the search is: the level of the state at hand, for TLCGet, and how it was reached, for Trace. The
 * search itself knows nothing of it; a breadth-first search finds a state first at its level, so that following the steps is enough.
 */

import type { Model } from '../../checker/model.js';
import type { Value } from '../values/value.js';
import { stateRecord } from './behaviour.js';
import type { InterpretedState } from './model.js';
import type { Run } from './run.js';

/** How a state was found first. */
interface Reached {
  readonly level: number;
  /** Undefined: it is an initial state. */
  readonly from: InterpretedState | undefined;
}

/** The same model, whose run is told the level of each state before something is evaluated in it. */
export function following(model: Model<InterpretedState>, run: Run): Model<InterpretedState> {
  const places = new WeakMap<InterpretedState, Reached>();
  const began = performance.now();
  let generated = 0;
  const of = (state: InterpretedState): Reached => places.get(state) ?? { level: 1, from: undefined };
  const at = (state: InterpretedState | undefined) => {
    const level = state === undefined ? 0 : of(state).level;
    const duration = Math.floor((performance.now() - began) / 1000);
    const diameter = Math.max(run.progress.diameter, level);
    run.progress = { ...run.progress, level, diameter, generated, duration };
    run.behaviour = state === undefined ? undefined : () => behaviourTo(state);
  };
  const behaviourTo = (state: InterpretedState): readonly Value[] => {
    const records: Value[] = [];
    for (let each: InterpretedState | undefined = state; each !== undefined; each = of(each).from)
      records.unshift(stateRecord(model.variables, each));
    return records;
  };
  const { constraint, actionConstraint, view } = model;
  return {
    ...model,
    *initial() {
      at(undefined);
      for (const state of model.initial()) {
        generated++;
        places.set(state, { level: 1, from: undefined });
        yield state;
      }
    },
    *successors(state) {
      const level = of(state).level + 1;
      at(state);
      for (const step of model.successors(state)) {
        generated++;
        places.set(step.state, { level, from: state });
        yield step;
        at(state);
      }
    },
    invariants: model.invariants.map((invariant) => ({
      ...invariant,
      holds: (state) => {
        at(state);
        return invariant.holds(state);
      },
    })),
    ...(constraint === undefined
      ? {}
      : {
          constraint: (state) => {
            at(state);
            return constraint(state);
          },
        }),
    ...(actionConstraint === undefined
      ? {}
      : {
          actionConstraint: (from, to) => {
            at(from);
            return actionConstraint(from, to);
          },
        }),
    ...(view === undefined
      ? {}
      : {
          view: (state) => {
            at(state);
            return view(state);
          },
        }),
  };
}
