/** The liveness check against the meaning of formulas, on every lasso of small graphs. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lasso } from '../../checker/liveness/lasso.js';
import { decide } from '../../checker/liveness/liveness.js';
import type { FairnessCondition, Formula } from '../../checker/temporal.js';
import {
  bitsOf,
  evaluationOf,
  formulas,
  graphOf,
  isFair,
  lassos,
  satisfies,
  type World,
  withFairness,
  worlds,
} from '../checker/liveness/graphs.js';
import { runs } from './runs.js';

/** By formula: a lasso that violates it, if there is one. @param told the fairness conditions, a bit each, that marks of steps tell; 8: with several threads */
async function answers(
  world: World,
  asked: readonly Formula[],
  fairness: readonly FairnessCondition[],
  assumptions: Formula[],
  places?: Uint32Array,
  told = 0,
): Promise<(Lasso | undefined)[]> {
  const marked = fairness.map((condition, bit) => (((told >>> bit) & 1) === 1 ? condition : undefined));
  const { violated, lasso } = await decide({
    graph: await graphOf(world, places, marked),
    evaluation: evaluationOf(world, marked),
    formulas: asked,
    fairness,
    assumptions,
    // With all values known beforehand parts of the graph are cleared, as several threads do.
    ...(told > 7 ? { bits: bitsOf(world), threads: 2 } : {}),
    breathe: () => Promise.resolve(),
  });
  return Promise.all(violated.map((wrong, index) => (wrong ? lasso(index) : undefined)));
}

function exists(world: World, { states, loop }: Lasso): boolean {
  const steps = states.map((from, index) => [from, states[index + 1] ?? states[loop] ?? -1] as const);
  return (
    (states[0] ?? -1) < world.initial &&
    steps.every(
      ([from, to], index) =>
        world.edges[from]?.includes(to) === true || (from === to && index === states.length - 1),
    )
  );
}

describe('the liveness check', () => {
  it('agrees with the meaning of formulas on every lasso up to a bound', async () => {
    const verdicts = { holds: 0, violated: 0 };
    await fc.assert(
      fc.asyncProperty(
        worlds,
        fc.array(formulas, { minLength: 1, maxLength: 3 }),
        fc.array(fc.constantFrom('weak' as const, 'strong' as const), { maxLength: 3 }),
        fc.option(formulas, { freq: 4, nil: undefined }),
        fc.nat(15),
        async (base, asked, strengths, assumed, told) => {
          const { world, fairness } = withFairness(base, strengths);
          const assumptions = assumed === undefined ? [] : [assumed];
          const counts = (lasso: Lasso, formula: Formula) =>
            fairness.every((condition) => isFair(world, lasso, condition)) &&
            assumptions.every((assumption) => satisfies(world, lasso, assumption)) &&
            !satisfies(world, lasso, formula);
          const found = await answers(world, asked, fairness, assumptions, undefined, told);
          for (const [index, lasso] of found.entries()) {
            const formula = asked[index] as Formula;
            if (lasso === undefined) {
              verdicts.holds++;
              for (const candidate of lassos(world, 6))
                if (counts(candidate, formula)) expect.fail(`overlooked: ${JSON.stringify(candidate)}`);
            } else {
              verdicts.violated++;
              if (!exists(world, lasso)) expect.fail(`no behaviour: ${JSON.stringify(lasso)}`);
              if (!counts(lasso, formula)) expect.fail(`no fair violation: ${JSON.stringify(lasso)}`);
            }
          }
        },
      ),
      { numRuns: runs(3000), seed: 4 },
    );
    expect(Math.min(verdicts.holds, verdicts.violated)).toBeGreaterThan(500);
  });

  it('shows the same lasso however the states are numbered', async () => {
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(
        worlds,
        formulas,
        fc.array(fc.constantFrom('weak' as const, 'strong' as const), { maxLength: 3 }),
        fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
        async (base, formula, strengths, keys) => {
          const { world, fairness } = withFairness(base, strengths);
          const [lasso] = await answers(world, [formula], fairness, []);
          const other = renumbered(world, keys);
          const [again] = await answers(other.world, [formula], fairness, [], other.places, 13);
          expect(again?.loop).toBe(lasso?.loop);
          expect(again?.states.map((state) => other.places[state])).toEqual(lasso?.states);
          if (lasso !== undefined) shown++;
        },
      ),
      { numRuns: runs(1000), seed: 5 },
    );
    expect(shown).toBeGreaterThan(200);
  });
});

/** The same states under other numbers, the initial ones still first; `places` leads back. */
function renumbered(world: World, keys: readonly number[]): { world: World; places: Uint32Array } {
  const key = (state: number) => (state < world.initial ? -1 / (1 + (keys[state] ?? 0)) : (keys[state] ?? 0));
  const places = Array.from({ length: world.size }, (_, state) => state).sort(
    (left, right) => key(left) - key(right) || left - right,
  );
  const number = (state: number) => places.indexOf(state);
  const pairs = (set: ReadonlySet<number>) =>
    new Set([...set].map((pair) => number(Math.floor(pair / 100)) * 100 + number(pair % 100)));
  return {
    world: {
      ...world,
      edges: places.map((state) => (world.edges[state] ?? []).map(number).reverse()),
      states: world.states.map((set) => new Set([...set].map(number))),
      steps: world.steps.map(pairs),
    },
    places: Uint32Array.from(places),
  };
}
