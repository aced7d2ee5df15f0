/** What is found of the parts of a graph at a glance, and on the graph of its cells, against a search of each part. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contracted } from '../../../checker/liveness/cells.js';
import { Clearing, type Surroundings } from '../../../checker/liveness/clearing.js';
import { isLeftPromptly } from '../../../checker/liveness/prompt.js';

const size = 24;
const parts = [1, 2, 4];
const breathe = () => Promise.resolve();

const ring = 4;

/** Rings of four states, with steps from one to the other; all the states of a ring lie in the same parts. */
const surroundings: fc.Arbitrary<Surroundings> = fc
  .record({
    others: fc.array(fc.array(fc.tuple(fc.nat(size - 1), fc.nat(9)), { maxLength: 1 }), {
      minLength: size,
      maxLength: size,
    }),
    around: fc.array(fc.nat(20), { minLength: size, maxLength: size }),
    ringsEnabled: fc.array(fc.constantFrom(3, 2, 1, 0), { minLength: size, maxLength: size }),
    ringsInside: fc.array(fc.constantFrom(7, 6, 5, 3, 1, 0), { minLength: size, maxLength: size }),
    entered: fc.array(fc.nat(7), { minLength: size, maxLength: size }),
  })
  .map(({ others, around, ringsEnabled, ringsInside, entered }) => {
    const inside = entered.map((_, state) => ringsInside[Math.floor(state / ring)] ?? 0);
    const enabled = entered.map((_, state) => ringsEnabled[Math.floor(state / ring)] ?? 0);
    const steps = others.map((own, state): [number, number][] => [
      [state - (state % ring) + ((state + 1) % ring), around[state] ?? 0],
      ...own,
    ]);
    const firsts = new Int32Array(size);
    const targets: number[] = [];
    const marks: number[] = [];
    for (const [state, own] of steps.entries()) {
      const others = new Map(own.filter(([to]) => to !== state));
      firsts[state] = targets.length;
      targets.push(others.size, ...others.keys());
      marks.push(enabled[state] ?? 0);
      // What a step takes is enabled where it begins.
      for (const mark of others.values()) marks.push(mark > 2 ? 0 : (1 + mark) & (enabled[state] ?? 0));
    }
    return {
      steps: {
        firsts,
        targets: Int32Array.from(targets),
        marks: Int32Array.from(marks),
        length: targets.length,
      },
      inside: Int32Array.from(inside),
      entered: Int32Array.from(entered.map((bits, state) => bits & (inside[state] ?? 0))),
      weak: 3,
    };
  });

function isClear(given: Surroundings, part: number): boolean {
  const work = new Clearing(given);
  work.begin(part);
  for (;;) {
    const clear = work.work();
    if (clear !== undefined) return clear;
  }
}

describe('the graph of the cells', () => {
  it('has the same parts clear', async () => {
    const seen = { clear: 0, unclear: 0, smaller: 0 };
    await fc.assert(
      fc.asyncProperty(surroundings, async (given) => {
        const cells = await contracted(given, breathe);
        if (cells === undefined) return;
        expect(cells.inside.length * 2).toBeLessThanOrEqual(size);
        if (cells.inside.length < size / 3) seen.smaller++;
        for (const part of parts) {
          const clear = isClear(given, part);
          expect(isClear(cells, part)).toBe(clear);
          seen[clear ? 'clear' : 'unclear']++;
        }
      }),
      { numRuns: 3000, seed: 9 },
    );
    expect(Math.min(seen.clear, seen.unclear, seen.smaller)).toBeGreaterThan(100);
  });
});

describe('a part that every fair behaviour leaves by a step of one condition', () => {
  it('is clear', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(surroundings, async (given) => {
        for (const part of parts) {
          if (!(await isLeftPromptly(given.steps, given, part, given.weak, breathe))) continue;
          expect(isClear(given, part)).toBe(true);
          found++;
        }
      }),
      { numRuns: 3000, seed: 10 },
    );
    expect(found).toBeGreaterThan(100);
  });
});
