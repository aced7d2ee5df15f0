/** The arena and its table on their own. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Arena, actionBits } from '../../checker/arena.js';
import { controlBlock, Place } from '../../checker/control.js';
import { giveWay } from '../../checker/fingerprints.js';
import { blocksOf } from '../../checker/frontier.js';
import { insertionFor, largestBatch } from '../../checker/insertion.js';
import { closeGaps } from '../../checker/numbering.js';
import { rowHash } from '../../checker/row-hash.js';
import type { RowModel } from '../../checker/rows.js';
import { empty, refill, resize, roomIn } from '../../checker/table.js';
import { openRows } from './models/maze.js';

/** A model of rows so wide, of whose hash so many bits are used. */
function modelOf(width: number, hashBits = 32): RowModel {
  return openRows({ states: 1000, degree: 1, width, actions: 5, hashBits });
}

/** An arena with a table of 2^bits slots, and what puts rows in. */
function placeOf(model: RowModel, bits: number, concurrent: boolean) {
  const control = controlBlock(1);
  control[Place.bits] = bits;
  const words = new Int32Array(new SharedArrayBuffer(4 * 40_000 * (model.width + 1)));
  const slots = new Int32Array(new SharedArrayBuffer(4 * 2 ** 16));
  const owners = new Uint8Array(blocksOf(40_000));
  const arena = new Arena(words, control, model.width);
  const insert = (rows: readonly (readonly number[])[], action: number, parent = 0, filling = 0) => {
    const kind = { concurrent, fingerprints: arena.behind > 0, steps: true };
    const insertion = insertionFor({ words, slots, control, owners }, model, 0, kind);
    const actions = new Int32Array(rows.length).fill(action);
    const found = Int32Array.from(rows.flat());
    const numbers: number[] = [];
    for (let from = 0; from < rows.length; from += largestBatch) {
      const to = Math.min(from + largestBatch, rows.length);
      const count = insertion.gather(found, actions, from, to, parent, -1, 0);
      insertion.insert(filling);
      numbers.push(...insertion.batch.numbers.subarray(0, count));
    }
    // No number is given out in vain by a single thread, but for the rest of its chunk.
    if (concurrent) expect(closeGaps(arena, slots, control, 1, rowHash(model)).size).toBe(0);
    return numbers;
  };
  const grow = (next: number) => {
    resize(control, next);
    empty(slots, control);
    refill(slots, control, arena, rowHash(model), concurrent);
  };
  return { arena, control, slots, owners, insert, grow };
}

const rowsOf = (width: number) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: width, maxLength: width }), {
    maxLength: 200,
  });

describe.each([
  ['alone', false],
  ['among others', true],
])('insertion by a thread %s', (_, concurrent) => {
  it.each([1, 2, 3, 8, 30])(
    'numbers rows of %i words in the order of discovery, each content once',
    (width) => {
      fc.assert(
        fc.property(rowsOf(width), fc.constantFrom(0, 2, 32), (rows, hashBits) => {
          const { arena, insert } = placeOf(modelOf(width, hashBits), 12, concurrent);
          const known = new Map<string, number>();
          const expected = rows.map((row) => {
            const number = known.get(String(row));
            if (number !== undefined) return number;
            known.set(String(row), known.size);
            return ~(known.size - 1);
          });
          expect(insert(rows, 3)).toEqual(expected);
          expect(arena.size).toBe(known.size);
          for (const [row, number] of known) expect(String([...arena.row(number)])).toBe(row);
        }),
        { numRuns: 40 },
      );
    },
  );

  it('keeps the greatest meta of those that lead to a state of the level being filled', () => {
    const model = modelOf(2);
    const { arena, insert } = placeOf(model, 12, concurrent);
    const shift = 32 - actionBits(5);
    expect(insert([[1, 1]], 0, 9)).toEqual([-1]);
    insert([[1, 1]], 0, 700);
    expect(arena.meta(0) >>> 0).toBe(700);
    insert([[1, 1]], 3, 77);
    insert([[1, 1]], 2, 800);
    expect(arena.meta(0) >>> 0).toBe(((3 << shift) | 77) >>> 0);
    // A state of an earlier level keeps what it has.
    insert([[1, 1]], 4, 0, 1);
    expect(arena.meta(0) >>> 0).toBe(((3 << shift) | 77) >>> 0);
  });

  it('fills the table but for one slot', () => {
    const { arena, slots, insert } = placeOf(modelOf(1), 8, concurrent);
    const rows = Array.from({ length: 255 }, (__, index) => [index]);
    expect(insert(rows, 0)).toEqual(rows.map(([index]) => ~(index as number)));
    expect(insert(rows, 0)).toEqual(rows.map(([index]) => index));
    expect(arena.size).toBe(255);
    expect(slots.subarray(0, 256).filter((slot) => slot === 0)).toHaveLength(1);
  });
});

describe.each([
  ['are wanted', true],
  ['are not wanted', false],
])('insertion where steps %s', (_, wanted) => {
  const stepsOf = fc.array(
    fc.record({
      row: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 3 }),
      action: fc.integer({ min: 0, max: 4 }),
      parent: fc.integer({ min: 0, max: 5 }),
      inserts: fc.boolean(),
    }),
    { maxLength: 300 },
  );

  it.each([
    ['alone', false],
    ['among others', true],
  ])('leaves each row once and with the greatest meta, by a thread %s', (__, concurrent) => {
    const shift = 32 - actionBits(5);
    fc.assert(
      fc.property(stepsOf, fc.constantFrom(2, 32), (steps, hashBits) => {
        const model = modelOf(3, hashBits);
        const { arena, control, slots, owners } = placeOf(model, 12, concurrent);
        const kind = { concurrent, fingerprints: false, steps: wanted };
        const insertion = insertionFor({ words: arena.words, slots, control, owners }, model, 0, kind);
        const greatest = new Map<string, number>();
        const gathered: string[] = [];
        const insert = () => {
          insertion.insert(0);
          gathered.forEach((row, step) => {
            if (!wanted) return;
            const number = insertion.batch.numbers[step] as number;
            expect(String([...arena.row(number < 0 ? ~number : number)])).toBe(row);
          });
          gathered.length = 0;
        };
        for (const { row, action, parent, inserts } of steps) {
          gathered.push(String(row));
          insertion.gather(Int32Array.from(row), Int32Array.of(action), 0, 1, parent, -1, 0);
          if (inserts) insert();
          const meta = ((action << shift) | parent) >>> 0;
          greatest.set(String(row), Math.max(meta, greatest.get(String(row)) ?? meta));
        }
        insert();
        if (concurrent) closeGaps(arena, slots, control, 1, rowHash(model));
        expect(arena.size).toBe(greatest.size);
        for (let number = 0; number < arena.size; number++)
          expect(arena.meta(number) >>> 0).toBe(greatest.get(String([...arena.row(number)])));
      }),
      { numRuns: 100 },
    );
  });
});

describe('the table', () => {
  it.each([
    ['one thread', false],
    ['one of several threads', true],
  ])('finds everything after it has grown by %s', (_, concurrent) => {
    const { insert, grow } = placeOf(modelOf(2, 14), 8, concurrent);
    const rows = Array.from({ length: roomIn(8) }, (__, index) => [index, 7]);
    insert(rows, 0);
    for (const bits of [9, 11, 12]) {
      grow(bits);
      expect(insert(rows, 0)).toEqual(rows.map((__, index) => index));
    }
    expect(insert([[9999, 7]], 0)).toEqual([~rows.length]);
  });
});

describe('the arena', () => {
  it.each([
    [2, 5],
    [5, 2],
    [3, 3],
  ])('rewrites rows of %i words as rows of %i', (width, other) => {
    const { arena, insert } = placeOf(modelOf(width), 12, false);
    const rows = Array.from({ length: 1000 }, (_, index) =>
      Array.from({ length: width }, (__, word) => 10 * index + word),
    );
    insert(rows, 2, 5);
    const rewritten = arena.rewritten(other, (from, at, to) => {
      to.forEach((__, word) => {
        to[word] = (from[at] as number) + word;
      });
    });
    for (const number of [0, 1, 499, 999]) {
      expect([...rewritten.row(number)]).toEqual(
        Array.from({ length: other }, (_, word) => 10 * number + word),
      );
      expect(rewritten.meta(number) >>> 0).toBe(((2 << 29) | 5) >>> 0);
    }
  });

  it('knows states by fingerprints when their rows have given way', () => {
    const model = modelOf(6);
    const { arena, control, insert } = placeOf(model, 12, false);
    const rows = Array.from({ length: 2000 }, (_, index) => [index, 1, 2, 3, 4, 5]);
    insert(rows, 1, 3);
    const before = arena.bytes;
    for (const below of [500, 1500]) {
      giveWay(arena, control, model, below);
      expect(arena.bytes).toBe(before - 4 * below * (7 - 3));
      expect(insert(rows, 1, 3)).toEqual(rows.map((__, index) => index));
      for (const number of [0, 499, 1499, 1999]) expect(arena.meta(number)).toBe((1 << 29) | 3);
      for (const number of [1500, 1999]) expect([...arena.row(number)]).toEqual(rows[number]);
    }
    expect(insert([[5000, 1, 2, 3, 4, 5]], 0)).toEqual([~2000]);
    expect([...arena.row(2000)]).toEqual([5000, 1, 2, 3, 4, 5]);
  });
});
