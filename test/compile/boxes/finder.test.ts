/** Values in sorted lists: found by order or by hash, put in, and taken out. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, ListSet, sameBox, sequence, setOf } from '../../../src/compile/boxes/box.js';
import { toBox } from '../../../src/compile/boxes/convert.js';
import { Finder } from '../../../src/compile/boxes/finder.js';
import { difference, power, union } from '../../../src/compile/boxes/operators.js';
import { IntervalBox } from '../../../src/compile/boxes/symbolic.js';
import { values } from '../../values/arbitrary.js';

const sets = fc.array(values, { maxLength: 20 }).map((items) => setOf(items.map(toBox)));

function listOf(box: Box): readonly Box[] {
  return box instanceof ListSet ? box.items : [];
}

describe('a value in a sorted list', () => {
  it('is found, however often it is asked for', () => {
    fc.assert(
      fc.property(sets, fc.array(values, { maxLength: 5 }), ({ items }, others) => {
        const finder = new Finder(items);
        // From some time on by hashes.
        for (let round = 0; round < 3; round++)
          for (const box of [...items, ...others.map(toBox)])
            expect(finder.indexOf(box)).toBe(items.findIndex((item) => sameBox(item, box)));
      }),
      { seed: 8, numRuns: 200 },
    );
  });

  it('is found where it has no hash, for something in it is not written out', () => {
    const large = power(new IntervalBox(1, 60));
    const items = [1, 2, 3, 4, 5, 6, 7].map((item) => sequence([item]));
    const finder = new Finder([...items, sequence([large])]);
    for (let round = 0; round < 20; round++) {
      expect(finder.indexOf(sequence([large]))).toBe(7);
      expect(finder.indexOf(sequence([3]))).toBe(2);
    }
  });

  it('is put into a set and taken out of it', () => {
    fc.assert(
      fc.property(sets, values, (set, value) => {
        const one = setOf([toBox(value)]);
        const whole = setOf([...set.items, ...one.items]);
        for (const joined of [union(set, one), union(one, set)])
          expect(sameBox(joined, whole) && listOf(joined).length === whole.items.length).toBe(true);
        const rest = set.items.filter((item) => !sameBox(item, one.items[0] as Box));
        expect(listOf(difference(set, one))).toEqual(rest);
        expect(listOf(difference(whole, one))).toEqual(rest);
      }),
      { seed: 9, numRuns: 300 },
    );
  });
});
