/** Boxes agree with the interpreter's values: equality, order, hashes. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BoxSet, hashBox, sameBox, sequence, setOf } from '../../../src/compile/boxes/box.js';
import { toBox, toValue } from '../../../src/compile/boxes/convert.js';
import { compareBoxes } from '../../../src/compile/boxes/order.js';
import { IntervalBox, PowerBox } from '../../../src/compile/boxes/symbolic.js';
import { ContentHash } from '../../../src/compile/content.js';
import { compareValues } from '../../../src/values/compare.js';
import { contentHash } from '../../../src/values/content.js';
import { FiniteSet, sameValue } from '../../../src/values/value.js';
import { values } from '../../values/arbitrary.js';

const settings = { seed: 9, numRuns: 400 };

describe('a box', () => {
  it('is the value that it was made of', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(sameValue(toValue(toBox(value)), value)).toBe(true);
      }),
      settings,
    );
  });

  it('is ordered as values are, and equal where they are', () => {
    fc.assert(
      fc.property(values, values, (left, right) => {
        const order = Math.sign(compareBoxes(toBox(left), toBox(right)));
        expect(order).toBe(Math.sign(compareValues(left, right)));
        expect(sameBox(toBox(left), toBox(right))).toBe(order === 0);
        if (order === 0) expect(hashBox(toBox(left))).toBe(hashBox(toBox(right)));
      }),
      settings,
    );
  });

  it('has the members of the set that it was made of, however often it is asked', () => {
    fc.assert(
      fc.property(
        fc.array(values, { maxLength: 30 }),
        fc.array(values, { maxLength: 5 }),
        (members, others) => {
          const set = FiniteSet.of(members);
          const box = toBox(set) as BoxSet;
          for (let times = 0; times < 10; times++)
            for (const value of [...members, ...others]) expect(box.has(toBox(value))).toBe(set.has(value));
        },
      ),
      { ...settings, numRuns: 100 },
    );
    const sets = Array.from({ length: 20 }, (_, n) => new PowerBox(new IntervalBox(n, n + 50)));
    const large = setOf([...sets.slice(1), new IntervalBox(0, 3)].map((item) => sequence([item])));
    for (let times = 0; times < 40; times++)
      expect(sets.map((item) => large.has(sequence([item])))).toEqual(sets.map((_, n) => n > 0));
  });

  it('has the content hash of its value', () => {
    const content = new ContentHash([]);
    fc.assert(
      fc.property(values, (value) => {
        expect(content.of(toBox(value))).toBe(contentHash(value));
      }),
      settings,
    );
  });
});
