/** Rows of one layout as rows of a wider one. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, BoxFunction, Keys, setOf } from '../../../src/compile/boxes/box.js';
import { ValueTable } from '../../../src/compile/boxes/table.js';
import { encodeRow, layOut } from '../../../src/compile/layout/layout.js';
import { rewriting } from '../../../src/compile/layout/rewrite.js';
import {
  bool,
  enumShape,
  functionShape,
  integerShape,
  interned,
  maskShape,
  type Shape,
  Universe,
} from '../../../src/compile/layout/shape.js';

/** A shape, one with more room, and a value that fits both. */
interface Widening {
  readonly before: Shape;
  readonly after: Shape;
  readonly value: Box;
}

const numbers = (most: number) => fc.uniqueArray(fc.nat(200), { minLength: 1, maxLength: most });
const universes = numbers(60).chain((few) =>
  numbers(40).map((more) => ({ few, before: Universe.of(few), after: Universe.of([...few, ...more]) })),
);
const keys = Keys.sequence(3);

const widenings = fc.letrec<{ any: Widening }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 2 },
    fc.boolean().map((value) => ({ before: bool, after: bool, value })),
    fc.nat(50).map((value) => ({ before: interned, after: interned, value })),
    fc.nat(7).map((value) => ({ before: integerShape(0, 7), after: integerShape(-2, 300), value })),
    fc.nat(7).map((value) => ({ before: integerShape(0, 7), after: integerShape(0, 40), value })),
    fc.nat(7).map((value) => ({ before: integerShape(0, 7), after: interned, value })),
    universes.chain(({ few, before, after }) =>
      fc.constantFrom(...few).map((value) => ({ before: enumShape(before), after: enumShape(after), value })),
    ),
    universes.chain(({ few, before, after }) =>
      fc.subarray(few).map((some) => ({
        before: maskShape(before),
        after: maskShape(after),
        value: setOf(some),
      })),
    ),
    fc.tuple(tie('any'), tie('any'), tie('any')).map((items) => ({
      before: functionShape(
        keys,
        items.map(({ before }) => before),
      ),
      after: functionShape(
        keys,
        items.map(({ after }) => after),
      ),
      value: new BoxFunction(
        keys,
        items.map(({ value }) => value),
      ),
    })),
  ),
})).any;

describe('a rewritten row', () => {
  it('is the row that the values have in the other layout', () => {
    const table = ValueTable.create(1 << 18);
    const idOf = (box: Box) => table.idOf(box);
    fc.assert(
      fc.property(fc.array(widenings, { minLength: 1, maxLength: 8 }), (variables) => {
        const before = layOut(variables.map((variable) => variable.before));
        const after = layOut(variables.map((variable) => variable.after));
        const values = variables.map(({ value }) => value);
        // A row lies somewhere among others.
        const own = new Int32Array(before.width + 3);
        encodeRow(before, values, own, 3, idOf);
        const wanted = new Int32Array(after.width);
        encodeRow(after, values, wanted, 0, idOf);
        const found = new Int32Array(after.width + 2);
        rewriting(before, after, (id) => table.value(id), idOf)(own, 3, found, 2);
        expect(found.subarray(2)).toEqual(wanted);
      }),
      { seed: 7, numRuns: 600 },
    );
  });

  it('has bits for what was the only value, and had none', () => {
    const [few, more] = [Universe.of(['z']), Universe.of(['a', 'z'])];
    const [before, after] = [few, more].map((universe) => layOut([enumShape(universe)]));
    const found = new Int32Array(1);
    rewriting(
      before as never,
      after as never,
      () => 0,
      () => 0,
    )(new Int32Array(1), 0, found, 0);
    expect(found[0]).toBe(1);
  });
});
