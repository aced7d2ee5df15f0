/** Who takes which states of a level. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { controlBlock, Place } from '../../checker/control.js';
import { blocksOf, Frontier } from '../../checker/frontier.js';
import { chunkLength } from '../../checker/numbering.js';

/** The states `[start, end)` are a level; of each block it is said who found it. */
function levelOf(start: number, end: number, owners: readonly number[]) {
  const control = controlBlock(3);
  control[Place.start] = start;
  control[Place.taken] = start;
  control[Place.end] = end;
  const taken = new Int32Array(blocksOf(end));
  // What lies below the level was taken before.
  for (let block = 0; block < taken.length; block++)
    taken[block] = Math.min(chunkLength, Math.max(0, start - block * chunkLength));
  const space = { control, owners: Uint8Array.from(taken, (_, block) => owners[block] ?? 0), taken };
  const frontierOf = (thread: number) => {
    const frontier = new Frontier(space, thread);
    frontier.begin();
    return frontier;
  };
  return { control, frontierOf };
}

describe('a frontier', () => {
  it('gives a thread its own states in order, and then those of others from the end', () => {
    const { frontierOf } = levelOf(300, 1200, [0, 1, 0, 1, 0]);
    const mine = frontierOf(1);
    expect(mine.take(100)).toEqual([300, 400]);
    expect(mine.take(200)).toEqual([400, 512]);
    expect(mine.take(500)).toEqual([768, 1024]);
    expect(mine.take(100)).toEqual([1024, 1124]);
    expect(mine.take(100)).toEqual([1124, 1200]);
    expect(mine.take(100)).toEqual([512, 612]);
    const theirs = frontierOf(0);
    expect(theirs.take(500)).toEqual([612, 768]);
    expect([mine.take(1), theirs.take(1)]).toEqual([undefined, undefined]);
  });

  it('gives every state to one thread, whoever found it', () => {
    fc.assert(
      fc.property(
        fc.nat(2000),
        fc.nat(3000),
        fc.array(fc.nat(2), { maxLength: 20 }),
        fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 400 })), { maxLength: 60 }),
        (start, length, owners, takes) => {
          const end = start + length;
          const { control, frontierOf } = levelOf(start, end, owners);
          const frontiers = [frontierOf(0), frontierOf(1), frontierOf(2)];
          const taken: number[] = [];
          const take = (thread: number, most: number) => {
            const range = frontiers[thread]?.take(most);
            if (range === undefined) return false;
            const [from, to] = range;
            expect(to - from).toBeGreaterThan(0);
            expect(to - from).toBeLessThanOrEqual(most);
            for (let number = from; number < to; number++) taken.push(number);
            return true;
          };
          for (const [thread, most] of takes) take(thread, most);
          while (take(2, 300));
          expect(taken.sort((left, right) => left - right)).toEqual(
            Array.from({ length }, (_, index) => start + index),
          );
          expect(control[Place.taken]).toBe(end);
        },
      ),
    );
  });
});
