/** Who gives out which numbers. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Arena } from '../../checker/arena.js';
import { controlBlock, Place } from '../../checker/control.js';
import { blocksOf } from '../../checker/frontier.js';
import { insertionFor } from '../../checker/insertion.js';
import { alignChunks, chunkLength, closeGaps } from '../../checker/numbering.js';
import { rowHash } from '../../checker/row-hash.js';
import { openRows } from './models/maze.js';

const model = openRows({ states: 1000, degree: 1, width: 2, actions: 5, hashBits: 32 });

/** Three threads that put rows in, one after the other. */
function spaceOf(limit: number) {
  const control = controlBlock(3);
  control[Place.bits] = 14;
  control[Place.limit] = limit;
  const words = new Int32Array(new SharedArrayBuffer(4 * 20_000 * 3));
  const slots = new Int32Array(new SharedArrayBuffer(4 * 2 ** 14));
  const owners = new Uint8Array(blocksOf(20_000)).fill(9);
  const arena = new Arena(words, control, model.width);
  const kind = { concurrent: true, fingerprints: false, steps: false };
  const insertions = [0, 1, 2].map((thread) =>
    insertionFor({ words, slots, control, owners }, model, thread, kind),
  );
  let next = 0;
  /** Which numbers the rows got. */
  const insert = (thread: number, count: number) => {
    const numbers: number[] = [];
    const { gather, insert: put, batch } = insertions[thread] as (typeof insertions)[number];
    for (let row = 0; row < count; row++) {
      gather(Int32Array.of(next++, 1), Int32Array.of(0), 0, 1, 0, -1, 0);
      put(0);
      numbers.push(~(batch.entries[0] as number));
    }
    return numbers;
  };
  const close = () => closeGaps(arena, slots, control, 3, rowHash(model));
  return { control, owners, arena, insert, close };
}

describe('numbers', () => {
  it('are given out in blocks, each to one thread, from wherever a level begins', () => {
    const { control, owners, insert, close } = spaceOf(20_000);
    insert(0, 300);
    close();
    expect(control[Place.size]).toBe(300);
    alignChunks({ control, owners });
    expect(insert(1, 2)).toEqual([512, 513]);
    expect(insert(0, 213).slice(-2)).toEqual([511, 768]);
    expect(insert(2, 1)).toEqual([1024]);
    expect([...owners.subarray(1, 5)]).toEqual([0, 1, 0, 2]);
  });

  it('are not taken beyond the limit at which all pause', () => {
    const { control, owners, insert, close } = spaceOf(512);
    insert(0, 300);
    close();
    alignChunks({ control, owners });
    expect(control[Place.size]).toBe(300);
  });

  it('have no gaps when all rest', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.tuple(fc.nat(2), fc.nat(400)), { maxLength: 6 }), {
          minLength: 1,
          maxLength: 4,
        }),
        (levels) => {
          const { control, owners, arena, insert, close } = spaceOf(20_000);
          let count = 0;
          for (const level of levels) {
            alignChunks({ control, owners });
            for (const [thread, rows] of level) {
              insert(thread, rows);
              count += rows;
            }
            close();
            expect(control[Place.size]).toBe(count);
            const found = Array.from({ length: count }, (_, number) => arena.row(number)[0] as number);
            expect(found.sort((left, right) => left - right)).toEqual(
              Array.from({ length: count }, (_, row) => row),
            );
          }
        },
      ),
      { numRuns: 50 },
    );
    expect(chunkLength).toBe(256);
  });
});
