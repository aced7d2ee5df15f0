/** Several threads fill one table at the same time: nothing is lost and nothing doubled. */

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { Arena } from '../../checker/arena.js';
import { controlBlock, Place } from '../../checker/control.js';
import { chunkLength, closeGaps } from '../../checker/numbering.js';
import { rowHash } from '../../checker/row-hash.js';
import { openRows } from './models/maze.js';

const entry = new URL('../../build/test/checker/models/inserting.js', import.meta.url);

async function fill(rows: number, bits: number, hashBits: number, threads: number) {
  const control = controlBlock(threads);
  control[Place.bits] = bits;
  const words = new SharedArrayBuffer(4 * 3 * (rows + threads * chunkLength));
  const slots = new SharedArrayBuffer(4 * 2 ** bits);
  const orders = [7, 11, 13, 17].slice(0, threads);
  const workers = orders.map((order, thread) => {
    const gate = Place.orders;
    const workerData = { words, slots, control: control.buffer, hashBits, rows, order, thread, gate };
    return new Worker(entry, { workerData });
  });
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const reports = workers.map((worker) => once(worker, 'message'));
  Atomics.store(control, Place.orders, 1);
  Atomics.notify(control, Place.orders);
  const answers = (await Promise.all(reports)).map(
    ([report]) => report as { readonly fresh: number[]; readonly found: number[] },
  );
  const arena = new Arena(new Int32Array(words), control, 2);
  const table = new Int32Array(slots);
  const hash = rowHash(openRows({ states: rows, degree: 1, width: 2, hashBits }));
  const moved = closeGaps(arena, table, control, threads, hash);
  return { answers, moved, arena, table };
}

describe('concurrent insertion', () => {
  it.each([
    ['in a roomy table', 16_000, 15, 32, 4],
    ['in a table that is nearly full', 15_600, 14, 32, 3],
    ['when hashes collide', 1000, 11, 3, 4],
    ['when all hashes are equal', 300, 11, 0, 3],
  ])('loses and doubles nothing %s', async (_, rows, bits, hashBits, threads) => {
    const { answers, moved, arena, table } = await fill(rows, bits, hashBits, threads);
    expect(arena.size).toBe(rows);
    const numberOf = new Map<number, number>();
    for (let number = 0; number < rows; number++) numberOf.set(arena.row(number)[0] as number, number);
    expect(numberOf.size).toBe(rows);
    const now = (number: number) => moved.get(number) ?? number;
    for (const { found } of answers) {
      for (let index = 0; index < found.length; index += 2)
        if (numberOf.get(found[index] as number) !== now(found[index + 1] as number))
          expect.fail(`Row ${found[index]} has two numbers.`);
    }
    expect(answers.flatMap(({ fresh }) => fresh).sort((left, right) => left - right)).toEqual(
      Array.from({ length: rows }, (__, index) => index),
    );
    expect(
      [...table]
        .filter((slot) => slot !== 0)
        .map((slot) => (slot & (table.length - 1)) - 1)
        .sort((left, right) => left - right),
    ).toEqual(Array.from({ length: rows }, (__, index) => index));
  });
});
