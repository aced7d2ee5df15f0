/** Which of several behaviours is shown. */

import { describe, expect, it } from 'vitest';
import { check } from '../../../checker/check.js';
import { decide } from '../../../checker/liveness/liveness.js';
import type { Model } from '../../../checker/model.js';
import type { FairnessCondition, Formula } from '../../../checker/temporal.js';
import { evaluationOf, graphOf, type World } from './graphs.js';

/** `<>P` of a predicate that no state satisfies: every fair behaviour violates it. */
const never: Formula = { kind: 'eventually', operand: { kind: 'state', predicate: 0 } };

function world(
  edges: readonly (readonly number[])[],
  taken: readonly (readonly [from: number, to: number])[],
): World {
  return {
    size: edges.length,
    initial: 1,
    edges,
    states: [new Set(), new Set(edges.keys())],
    steps: taken.map(([from, to]) => new Set([100 * from + to])),
  };
}

const always = (taken: number): FairnessCondition => ({
  text: `condition ${taken}`,
  strength: 'weak',
  enabled: 1,
  taken,
});

async function lassoIn(given: World) {
  const { lasso } = await decide({
    graph: await graphOf(given),
    evaluation: evaluationOf(given),
    formulas: [never],
    fairness: given.steps.map((_, index) => always(index)),
    assumptions: [],
    breathe: () => Promise.resolve(),
  });
  return lasso(0);
}

describe('the loop of a lasso', () => {
  it('is the shortest one that meets all conditions, not the one that meets the next condition soonest', async () => {
    // 0 → 1 → 0 meets the first, 0 → 2 → 0 the second, 0 → 3 → 4 → 0 both.
    const given = world(
      [[1, 2, 3], [0], [0], [4], [0]],
      [
        [0, 1],
        [0, 2],
      ],
    );
    const both: World = {
      ...given,
      steps: [new Set([...(given.steps[0] ?? []), 3]), new Set([...(given.steps[1] ?? []), 304])],
    };
    expect(await lassoIn(both)).toEqual({ states: [0, 3, 4], loop: 0 });
    expect(await lassoIn(given)).toEqual({ states: [0, 2, 0, 1], loop: 0 });
  });

  it('is the shortest one also when there is much to be met', async () => {
    // From 0 one may go to each of 1 to 20 and back, which meets one condition, or by 21 and 22, which meets them all.
    const arms = Array.from({ length: 20 }, (_, index) => index + 1);
    const given = world(
      [[...arms, 21], ...arms.map(() => [0]), [22], [0]],
      arms.map((arm) => [0, arm]),
    );
    const all: World = { ...given, steps: given.steps.map((steps) => new Set([...steps, 2122])) };
    expect(await lassoIn(all)).toEqual({ states: [0, 21, 22], loop: 0 });
  });

  it('meets one condition after the other where looking for the shortest would take too long', async () => {
    // Round a ring of twenty, at each place straight on or by a detour that meets a condition: a million sets of conditions.
    const places = Array.from({ length: 20 }, (_, place) => 2 * place);
    const next = (place: number) => (place + 2) % 40;
    const given = world(
      places.flatMap((place) => [[place + 1, next(place)], [next(place)]]),
      places.map((place) => [place, place + 1]),
    );
    expect(await lassoIn(given)).toEqual({
      states: Array.from({ length: 40 }, (_, state) => state),
      loop: 0,
    });
  });

  it('is a short one when there is too much to be met for the shortest', async () => {
    // Forty steps round a ring, each of which must be taken.
    const size = 40;
    const ring = Array.from({ length: size }, (_, state) => [(state + 1) % size]);
    const lasso = await lassoIn(
      world(
        ring,
        ring.map(([to], from) => [from, to as number]),
      ),
    );
    expect(lasso).toEqual({ states: Array.from({ length: size }, (_, state) => state), loop: 0 });
  });

  it('begins in the nearest state from which one can go on for ever', async () => {
    // 1 is nearer than 2, whose loop is shorter.
    const given = world([[1, 3], [4], [2], [2], [5], [1]], [[5, 1]]);
    expect(await lassoIn(given)).toEqual({ states: [0, 1, 4, 5], loop: 1 });
  });
});

/** From each of 60 numbers one may go to each of them, in two ways. */
const hub: Model<number> = {
  name: 'Hub',
  variables: ['x'],
  actions: [{ name: 'Go' }, { name: 'Walk' }],
  values: (state) => [state],
  initial: () => [0],
  successors: () =>
    Array.from({ length: 120 }, (_, index) => ({ action: index % 2, state: (7 * index) % 60 })),
  invariants: [],
  checkDeadlock: true,
  temporal: {
    states: [{ text: 'x = 60' }, { text: 'ENABLED Go' }],
    steps: [{ text: 'a step from 17 to 18' }],
    properties: [{ name: 'Sixty', formula: never }],
    fairness: [always(0)],
    assumptions: [],
    stateHolds: (predicate, state) => predicate === 1 || state === 60,
    stepHolds: (_, from, to) => from === 17 && to === 18,
  },
};

describe('a lasso through states with many steps', () => {
  it('is the same whether the graph is asked for, with labels, or not', async () => {
    const { violations } = await check(hub);
    const trace = violations[0]?.trace;
    expect(trace?.states.map(({ values }) => values[0])).toEqual([0, 17, 18]);
    expect(trace?.loop).toBe(0);
    let steps = 0;
    const labelled = await check(hub, { graph: (graph) => (steps = graph.degree(0)) });
    expect(steps).toBe(120);
    expect(labelled.violations).toEqual(violations);
  });
});
