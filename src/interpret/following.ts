/**
 * Telling a specification how far the search is: the level of the state at hand, for TLCGet. The search itself knows nothing
 * of it; a breadth-first search finds a state first at its level, so that counting along the steps is enough.
 */

import type { Model } from '../../checker/model.js';
import type { InterpretedState } from './model.js';
import type { Run } from './run.js';

/** The same model, whose run is told the level of each state before something is evaluated in it. */
export function following(model: Model<InterpretedState>, run: Run): Model<InterpretedState> {
  const levels = new WeakMap<InterpretedState, number>();
  const began = performance.now();
  let generated = 0;
  const at = (level: number) => {
    const duration = Math.floor((performance.now() - began) / 1000);
    const diameter = Math.max(run.progress.diameter, level);
    run.progress = { ...run.progress, level, diameter, generated, duration };
  };
  const of = (state: InterpretedState) => levels.get(state) ?? 1;
  const { constraint, actionConstraint, view } = model;
  return {
    ...model,
    *initial() {
      at(0);
      for (const state of model.initial()) {
        generated++;
        levels.set(state, 1);
        yield state;
      }
    },
    *successors(state) {
      const level = of(state);
      at(level);
      for (const step of model.successors(state)) {
        generated++;
        levels.set(step.state, level + 1);
        yield step;
        at(level);
      }
    },
    invariants: model.invariants.map((invariant) => ({
      ...invariant,
      holds: (state) => {
        at(of(state));
        return invariant.holds(state);
      },
    })),
    ...(constraint === undefined
      ? {}
      : {
          constraint: (state) => {
            at(of(state));
            return constraint(state);
          },
        }),
    ...(actionConstraint === undefined
      ? {}
      : {
          actionConstraint: (from, to) => {
            at(of(from));
            return actionConstraint(from, to);
          },
        }),
    ...(view === undefined
      ? {}
      : {
          view: (state) => {
            at(of(state));
            return view(state);
          },
        }),
  };
}
