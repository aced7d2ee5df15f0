/** Where a search ends early, and what it does to go on: everything here runs what was built, as worker threads do. */

import { describe, expect, it } from 'vitest';
import { checkRows } from '../../build/checker/check.js';
import { usualBatch } from '../../build/checker/insertion.js';
import type { CheckOptions, Progress } from '../../build/checker/options.js';
import { openRows as growing } from '../../build/test/checker/models/growing.js';
import { explored, type Maze, openRows as maze } from '../../build/test/checker/models/maze.js';

const megabyte = 1_000_000;

/** Levels of some thousand states, a hundred bytes each. */
const deep: Maze = { states: 100_000, degree: 3, near: 3000, width: 24 };

async function outcome(model: Maze, options: CheckOptions) {
  const { kind, generated, distinct, depth, coverage, violations, incomplete, warnings } = await checkRows(
    maze(model),
    { workersFrom: 1, ...options },
  );
  return { kind, generated, distinct, depth, coverage, violations, incomplete, warnings };
}

describe('a limit', () => {
  it('of states ends the search after the state that reaches it', async () => {
    const verdict = await outcome({ states: 50_000, degree: 4 }, { workers: 1, maxStates: 1000 });
    expect(verdict).toMatchObject({
      kind: 'incomplete',
      incomplete: ['the limit of 1000 states was reached'],
    });
    expect(verdict.distinct).toBeGreaterThanOrEqual(1000);
    expect(verdict.distinct).toBeLessThan(1004);
    expect(await outcome({ states: 50_000, degree: 4 }, { workers: 1, maxStates: 1000 })).toEqual(verdict);
  });

  it('of states holds with several workers too', async () => {
    const verdict = await outcome({ states: 50_000, degree: 4 }, { workers: 3, maxStates: 20_000 });
    expect(verdict).toMatchObject({
      kind: 'incomplete',
      incomplete: ['the limit of 20000 states was reached'],
    });
    expect(verdict.distinct).toBeGreaterThanOrEqual(20_000);
    expect(verdict.distinct).toBeLessThan(20_000 + 3 * usualBatch);
  });

  it.each([1, 2])('of states holds where each level has a single one, by %i workers', async (workers) => {
    const chain: Maze = { states: 100_000, degree: 1, near: 1 };
    const verdict = await outcome(chain, { workers, maxStates: 20_000 });
    expect(verdict).toMatchObject({
      kind: 'incomplete',
      distinct: 20_000,
      incomplete: ['the limit of 20000 states was reached'],
    });
  });

  it('of depth leaves the deepest level unexplored', async () => {
    const verdict = await outcome({ states: 50_000, degree: 4 }, { workers: 2, maxDepth: 5 });
    expect(verdict).toMatchObject({
      kind: 'incomplete',
      depth: 5,
      incomplete: ['the depth limit of 5 was reached'],
    });
  });

  it('of time ends the search', async () => {
    const verdict = await outcome({ states: 2 ** 30, degree: 4 }, { workers: 2, timeLimit: 0.2 });
    expect(verdict).toMatchObject({
      kind: 'incomplete',
      incomplete: ['the time limit of 0.2 s was reached'],
    });
    expect(verdict.distinct).toBeGreaterThan(1);
  });

  it('may be set by a signal', async () => {
    const interrupt = new AbortController();
    const progress = () => interrupt.abort();
    const verdict = await outcome(
      { states: 2 ** 30, degree: 4 },
      { workers: 2, progress, signal: interrupt.signal },
    );
    expect(verdict).toMatchObject({ kind: 'incomplete', incomplete: ['it was interrupted'] });
  });

  it('of memory ends the search, with the counts reached, where fingerprints save nothing', async () => {
    const verdict = await outcome({ states: 2 ** 30, degree: 4 }, { workers: 2, memoryLimit: 3 * megabyte });
    expect(verdict).toMatchObject({
      kind: 'incomplete',
      incomplete: ['the memory limit of 3 MB was reached'],
    });
    expect(verdict.distinct).toBeGreaterThan(50_000);
    expect(verdict.generated).toBeGreaterThan(verdict.distinct);
  });

  it('of memory ends the search when even the fingerprints do not fit', async () => {
    const verdict = await outcome({ ...deep, states: 2 ** 30 }, { workers: 1, memoryLimit: 3 * megabyte });
    expect(verdict).toMatchObject({
      kind: 'incomplete',
      incomplete: ['the memory limit of 3 MB was reached'],
    });
    // As rows they would take 100 bytes each, beside the table.
    expect(verdict.distinct).toBeGreaterThan(60_000);
  });

  it('of memory is there for edges too', async () => {
    const verdict = await outcome(
      { states: 2 ** 30, degree: 8 },
      {
        workers: 2,
        memoryLimit: 4 * megabyte,
        graph: (graph) => expect(graph.complete).toBe(false),
      },
    );
    expect(verdict).toMatchObject({
      kind: 'incomplete',
      incomplete: ['the memory limit of 4 MB was reached'],
    });
  });
});

describe('fingerprints', () => {
  const short = 5 * megabyte;

  it.each([1, 2, 3])('give what rows give, with %i workers', async (workers) => {
    const { warnings: none, ...exact } = await outcome(deep, { workers });
    const { warnings, ...verdict } = await outcome(deep, { workers, memoryLimit: short });
    expect(verdict).toEqual(exact);
    const { generated, distinct, depth } = explored(deep);
    expect(verdict).toMatchObject({ kind: 'holds', generated, distinct, depth });
    expect(none).toEqual([]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /^Memory was short: [\d,]+ states are known by 64-bit fingerprints only\. The probability that a state was missed is at most \d\.\de-\d+\.$/,
    );
  });

  it.each([1, 2])('leave traces as they are, with %i workers', async (workers) => {
    const model: Maze = { ...deep, violated: { A: [90_000, 90_001, 90_002, 90_003] } };
    const { warnings: none, ...exact } = await outcome(model, { workers });
    const { warnings, ...verdict } = await outcome(model, { workers, memoryLimit: short });
    expect(verdict.violations[0]?.trace.states.length).toBeGreaterThan(20);
    expect(verdict).toEqual(exact);
    expect([none.length, warnings.length]).toEqual([0, 1]);
  });

  it('of a layout that must be widened are found again as rows', async () => {
    // The last field grows when most states are fingerprints: the search begins again for 16 bits, and for 24.
    const model = () => growing({ bits: [24, 24, 24, 24, 8], until: 300_000, lastLate: true, padding: 20 });
    const enough = await checkRows(model(), { workers: 1 });
    for (const workers of [1, 2]) {
      const { kind, generated, distinct, depth, coverage } = await checkRows(model(), {
        workers,
        workersFrom: 1,
        memoryLimit: 2 * megabyte,
      });
      expect({ kind, generated, distinct, depth, coverage }).toEqual({
        kind: 'holds',
        generated: enough.generated,
        distinct: 14 ** 4 + 13,
        depth: 66,
        coverage: enough.coverage,
      });
    }
  });
});

describe('progress', () => {
  it('tells where the search is', async () => {
    const told: Progress[] = [];
    const end = new AbortController();
    await outcome(
      { states: 2 ** 30, degree: 4 },
      {
        workers: 1,
        signal: end.signal,
        progress: (progress) => {
          told.push(progress);
          if (progress.depth > 1) end.abort();
        },
      },
    );
    const { depth, generated, distinct, frontier, seconds, rate, memory, workers } = told.at(-1) as Progress;
    expect(depth).toBeGreaterThan(1);
    expect(generated).toBeGreaterThan(distinct);
    expect(distinct).toBeGreaterThan(frontier);
    expect(seconds).toBeGreaterThan(0);
    expect(rate).toBeGreaterThan(0);
    expect(memory).toBeGreaterThan(megabyte);
    expect(workers).toBe(1);
  });
});
