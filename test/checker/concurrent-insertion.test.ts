/** Several threads fill one table at the same time: nothing is lost and nothing doubled. */

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { controlBlock, Place } from '../../checker/control.js';

const entry = new URL('../../dist/test/checker/models/inserting.js', import.meta.url);

async function fill(rows: number, bits: number, hashBits: number, threads: number) {
  const control = controlBlock(threads);
  control[Place.bits] = bits;
  const words = new SharedArrayBuffer(4 * 3 * rows);
  const slots = new SharedArrayBuffer(4 * 2 ** bits);
  const orders = [7, 11, 13, 17].slice(0, threads);
  const workers = orders.map((order) => {
    const workerData = { words, slots, control: control.buffer, hashBits, rows, order, gate: Place.orders };
    return new Worker(entry, { workerData });
  });
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const reports = workers.map((worker) => once(worker, 'message'));
  Atomics.store(control, Place.orders, 1);
  Atomics.notify(control, Place.orders);
  const answers = (await Promise.all(reports)).map(
    ([report]) => report as { readonly fresh: number[]; readonly found: number[] },
  );
  return { answers, size: control[Place.size], words: new Int32Array(words), slots: new Int32Array(slots) };
}

describe('concurrent insertion', () => {
  it.each([
    ['in a roomy table', 16_000, 15, 32, 4],
    ['in a table that is nearly full', 16_000, 14, 32, 3],
    ['when hashes collide', 1000, 11, 3, 4],
    ['when all hashes are equal', 300, 9, 0, 3],
  ])('loses and doubles nothing %s', async (_, rows, bits, hashBits, threads) => {
    const { answers, size, words, slots } = await fill(rows, bits, hashBits, threads);
    expect(size).toBe(rows);
    const numberOf = new Map<number, number>();
    for (let number = 0; number < rows; number++) numberOf.set(words[3 * number] as number, number);
    expect(numberOf.size).toBe(rows);
    for (const { found } of answers) {
      for (let index = 0; index < found.length; index += 2)
        if (numberOf.get(found[index] as number) !== found[index + 1])
          expect.fail(`Row ${found[index]} has two numbers.`);
    }
    expect(answers.flatMap(({ fresh }) => fresh).sort((left, right) => left - right)).toEqual(
      Array.from({ length: rows }, (__, index) => index),
    );
    expect(slots.filter((slot) => slot !== 0)).toHaveLength(rows);
  });
});
