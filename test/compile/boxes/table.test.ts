/** The table of values: one number a value, the same in every thread, whoever comes first. */

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameBox, sequence, setOf } from '../../../src/compile/boxes/box.js';
import { toBox, toValue } from '../../../src/compile/boxes/convert.js';
import { ValueTable } from '../../../src/compile/boxes/table.js';
import { sameValue } from '../../../src/values/value.js';
import { values } from '../../values/arbitrary.js';

describe('the table of values', () => {
  it('gives equal values one number, and unlike ones two', () => {
    const table = ValueTable.create(1 << 14);
    fc.assert(
      fc.property(values, values, (left, right) => {
        // Boxed twice: the second time there is no object that remembers its number.
        const numbers = [left, right, left, right].map((value) => table.idOf(toBox(value)));
        expect(numbers.slice(2)).toEqual(numbers.slice(0, 2));
        expect(numbers[0] === numbers[1]).toBe(sameBox(toBox(left), toBox(right)));
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('gives back in another thread what was put in', () => {
    const table = ValueTable.create(1 << 14);
    fc.assert(
      fc.property(values, (value) => {
        const other = ValueTable.share(table.shared);
        const id = table.idOf(toBox(value));
        expect(sameValue(toValue(other.value(id)), value)).toBe(true);
        expect(other.idOf(toBox(value))).toBe(id);
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it('says so when it is full', () => {
    const table = ValueTable.create(1 << 4);
    expect(() => {
      for (let i = 0; i < 100; i++) table.idOf(i);
    }).toThrow(new RangeError('The table of values is full.'));
  });

  it('loses and doubles nothing when several threads put in the same values at once', async () => {
    const table = ValueTable.create(1 << 13);
    const count = 1500;
    const source = `
      const { parentPort, workerData } = require('node:worker_threads');
      (async () => {
        const { ValueTable } = await import(workerData.table);
        const { sequence, setOf } = await import(workerData.box);
        const table = ValueTable.share(workerData.shared);
        const gate = new Int32Array(workerData.gate);
        parentPort.postMessage('ready');
        Atomics.wait(gate, 0, 0);
        const ids = [];
        for (let i = 0; i < workerData.count; i++) {
          const n = (i * workerData.order) % workerData.count;
          ids[n] = table.idOf(sequence([n, setOf([n, n % 7, 'text ' + n])]));
        }
        parentPort.postMessage(ids);
      })();
    `;
    const built = (file: string) =>
      new URL(`../../../build/src/compile/boxes/${file}.js`, import.meta.url).href;
    const gate = new SharedArrayBuffer(4);
    const workers = [7, 11, 13].map(
      (order) =>
        new Worker(source, {
          eval: true,
          workerData: { table: built('table'), box: built('box'), shared: table.shared, gate, count, order },
        }),
    );
    await Promise.all(workers.map((worker) => once(worker, 'message')));
    const answers = workers.map((worker) => once(worker, 'message'));
    Atomics.store(new Int32Array(gate), 0, 1);
    Atomics.notify(new Int32Array(gate), 0);
    const numbers = (await Promise.all(answers)).map(([ids]) => ids as number[]);
    expect(numbers[1]).toEqual(numbers[0]);
    expect(numbers[2]).toEqual(numbers[0]);
    expect(new Set(numbers[0]).size).toBe(count);
    numbers[0]?.forEach((id, n) => {
      if (!sameBox(table.value(id), sequence([n, setOf([n, n % 7, `text ${n}`])])))
        expect.fail(`Number ${id} is another value than the one for ${n}.`);
    });
  });
});
