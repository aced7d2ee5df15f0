/** One search, whatever the number of threads: everything here runs what was built, as worker threads do. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openRows as twoPhaseCommit } from '../../build/bench/two-phase-commit.js';
import { checkRows } from '../../build/checker/check.js';
import type { CheckOptions, Progress } from '../../build/checker/options.js';
import type { RowModel } from '../../build/checker/rows.js';
import type { Verdict } from '../../build/checker/verdict.js';
import { type Growing, openRows as growing } from '../../build/test/checker/models/growing.js';
import { explored, type Maze, openRows as maze } from '../../build/test/checker/models/maze.js';

const threads = [1, 2, 3, 4];

/** All of a verdict but what is a matter of the machine. */
function told({ kind, generated, distinct, depth, coverage, violations, incomplete, warnings }: Verdict) {
  return { kind, generated, distinct, depth, coverage, violations, incomplete, warnings };
}

async function run(model: RowModel, options: CheckOptions = {}) {
  return told(await checkRows(model, { workersFrom: 1, ...options }));
}

/** Runs a model with 1 to 4 threads, the last time twice, and wants one answer. */
async function always(open: () => RowModel, options: CheckOptions = {}) {
  const first = await run(open(), { ...options, workers: 1 });
  for (const workers of [...threads, 4]) expect(await run(open(), { ...options, workers })).toEqual(first);
  return first;
}

describe('any number of threads', () => {
  it('finds what a plain search finds', async () => {
    const model: Maze = { states: 60_000, degree: 4 };
    const { coverage, ...verdict } = await always(() => maze(model));
    const { generated, distinct, depth, taken } = explored(model);
    expect(verdict).toMatchObject({ kind: 'holds', generated, distinct, depth });
    expect(coverage.map(({ generated: times }) => times)).toEqual(taken);
    expect(coverage.reduce((sum, { distinct: fresh }) => sum + fresh, 0)).toBe(distinct - 2);
  });

  it('finds what a plain search finds, in any maze', async () => {
    const mazes = fc.record({
      states: fc.integer({ min: 2, max: 3000 }),
      degree: fc.integer({ min: 1, max: 5 }),
      width: fc.integer({ min: 1, max: 5 }),
      actions: fc.integer({ min: 1, max: 9 }),
      hashBits: fc.constantFrom(6, 32),
      outside: fc.subarray([1, 2, 3, 4]),
      oneWay: fc.boolean(),
      mirrored: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(mazes, fc.integer({ min: 1, max: 3 }), async (model, workers) => {
        const { generated, distinct, depth, taken } = explored(model);
        const { coverage, ...verdict } = await run(maze(model), { workers });
        expect(verdict).toMatchObject({ kind: 'holds', generated, distinct, depth });
        expect(coverage.map(({ generated: times }) => times)).toEqual(taken);
      }),
      { numRuns: 25 },
    );
  });

  it('finds the counts of two-phase commit', async () => {
    expect(await always(() => twoPhaseCommit(6))).toMatchObject({
      generated: 402_306,
      distinct: 50_816,
      depth: 20,
    });
  });

  it('keeps to constraints', async () => {
    const model: Maze = { states: 30_000, degree: 5, outside: [2, 5], oneWay: true };
    const { generated, distinct, depth } = explored(model);
    expect(await always(() => maze(model))).toMatchObject({ generated, distinct, depth });
  });

  it('makes one state of a state and its image', async () => {
    const model: Maze = { states: 30_000, degree: 4, mirrored: true };
    const { generated, distinct, depth } = explored(model);
    expect(await always(() => maze(model))).toMatchObject({ generated, distinct, depth });
  });

  it('reports one violation, the same one, by a shortest behaviour', async () => {
    const verdict = await always(() =>
      maze({ states: 20_000, degree: 3, violated: { A: [4711, 17_000, 900, 12_345], B: [3, 1003] } }),
    );
    expect(verdict).toMatchObject({ kind: 'violation' });
    expect(verdict.violations).toHaveLength(1);
    expect(verdict.violations[0]?.trace.states.length).toBe(verdict.depth);
  });

  it('reports every violated invariant when it goes on', async () => {
    const verdict = await always(
      () =>
        maze({
          states: 20_000,
          degree: 3,
          violated: { A: [4711, 17_000, 900], B: [3, 900, 1003] },
          dead: [77, 5000],
        }),
      { continue: true },
    );
    expect(verdict.violations.map(({ name }) => name).sort()).toEqual(['A', 'B', 'deadlock']);
    expect(verdict.kind).toBe('violation');
  });

  it('reports violations outside the constraint', async () => {
    const outside = Array.from({ length: 100 }, (_, index) => 7 * (index * 17) + 2);
    const verdict = await always(() =>
      maze({ states: 20_000, degree: 3, outside: [2], violated: { B: outside } }),
    );
    expect(verdict.violations.map(({ name }) => name)).toEqual(['B']);
    expect(Number(verdict.violations[0]?.trace.states.at(-1)?.values[0]) % 7).toBe(2);
  });

  it('reports one deadlock, the same one', async () => {
    const verdict = await always(() =>
      maze({ states: 20_000, degree: 3, dead: [4711, 17_000, 900, 12_345] }),
    );
    expect(verdict).toMatchObject({ kind: 'deadlock', violations: [{ name: 'deadlock' }] });
  });

  it('reports one error, the same one, and counts nothing of its state', async () => {
    const steps = await always(() =>
      maze({ states: 20_000, degree: 3, faulty: [4711, 17_000, 900, 12_345] }),
    );
    expect(steps).toMatchObject({ kind: 'error', violations: [{ name: 'faulty' }] });
    const state = steps.violations[0]?.trace.states.at(-1)?.values[0];
    expect(steps.violations[0]?.message).toBe(`Step of ${state} is undefined.`);
    const invariant = await always(() =>
      maze({ states: 20_000, degree: 3, unclear: [4711, 17_000, 900, 12_345] }),
    );
    expect(invariant).toMatchObject({ kind: 'error', violations: [{ name: 'unclear' }] });
  });

  it('withstands hashes that collide', async () => {
    const model: Maze = { states: 3000, degree: 3, hashBits: 5, violated: { A: [2222] } };
    expect(await always(() => maze(model))).toMatchObject({ kind: 'violation' });
    const { violated: _, ...sound } = model;
    const { generated, distinct } = explored(sound);
    expect(await always(() => maze(sound))).toMatchObject({ generated, distinct });
  });

  it('has one thread under a VIEW, so that the counts are those of every run', async () => {
    const model: Maze = { states: 20_000, degree: 3, view: 1000 };
    const { generated, distinct, depth } = explored(model);
    expect(await always(() => maze(model))).toMatchObject({ generated, distinct, depth });
    expect((await checkRows(maze(model), { workers: 4 })).workers).toBe(1);
  });

  it('records every step', async () => {
    const edges = async (workers: number) => {
      let list: string[] = [];
      await checkRows(maze({ states: 5000, degree: 4 }), {
        workers,
        workersFrom: 1,
        graph: (graph) => {
          const value = (state: number) => graph.words[graph.at(state)];
          expect(graph.complete).toBe(true);
          list = [...graph.canonicalOrder()].flatMap((state) =>
            Array.from(
              { length: graph.degree(state) },
              (_, index) =>
                `${value(state)} ${graph.action(state, index)} ${value(graph.target(state, index))}`,
            ),
          );
        },
      });
      return list;
    };
    const alone = await edges(1);
    expect(alone).toHaveLength(4 * explored({ states: 5000, degree: 4 }).distinct);
    for (const workers of [2, 3]) expect(await edges(workers)).toEqual(alone);
  });
});

describe('a layout that does not fit', () => {
  const narrow: Growing = { bits: [8, 8, 8], until: 3_000_000 };

  it('is widened as often as needed, and nothing is lost', async () => {
    const verdict = await always(() => growing(narrow));
    // 0, 1, 4, 13, … up to the first one above the bound: 16 values a field.
    expect(verdict).toMatchObject({
      kind: 'holds',
      distinct: 16 ** 3,
      depth: 46,
      generated: 1 + 3 * 15 * 16 ** 2,
    });
    expect(verdict).toEqual(await run(growing({ ...narrow, bits: [24, 24, 24] }), { workers: 1 }));
  });

  it('leaves traces as they are', async () => {
    const verdict = await always(() => growing({ ...narrow, below: 300_000 }));
    expect(verdict.violations[0]?.trace.states.map(({ values }) => values[0])).toEqual([
      0, 1, 4, 13, 40, 121, 364, 1093, 3280, 9841, 29_524, 88_573, 265_720, 797_161,
    ]);
  });

  it('is reviewed after some states, and may become narrower', async () => {
    const wide: Growing = { bits: [24, 24, 24], until: 300, reviewAt: 50, reviewed: [8, 8, 8] };
    expect(await always(() => growing(wide))).toMatchObject({ kind: 'holds', distinct: 7 ** 3 });
  });
});

describe('a worker', () => {
  it('takes part', async () => {
    let most = 0;
    const progress = ({ workers }: Progress) => {
      most = Math.max(most, workers);
    };
    await checkRows(maze({ states: 400_000, degree: 8 }), { workers: 3, workersFrom: 1, progress });
    expect(most).toBe(3);
  });

  it('that meets a broken model ends the search with what was thrown', async () => {
    const model = maze({ states: 20_000, degree: 3, broken: 4711 });
    await expect(checkRows(model, { workers: 2, workersFrom: 1 })).rejects.toThrow('The model is broken.');
  });

  it('that is lost ends the search, with what was found and a reason', async () => {
    const verdict = await checkRows(maze({ states: 20_000, degree: 3, exits: true }), {
      workers: 2,
      workersFrom: 1,
    });
    expect(verdict).toMatchObject({
      kind: 'incomplete',
      incomplete: ['worker 1 stopped: it ended with code 7'],
    });
  });
});
