/** The order of values: total, and the same for every form of a value. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareValues } from '../../src/values/compare.js';
import { Interval, integers, naturals, PowerSet, strings } from '../../src/values/symbolic.js';
import { FiniteSet, FunctionValue, ModelValue, sameValue, type Value } from '../../src/values/value.js';
import { values } from './arbitrary.js';

const sequence = (...items: Value[]) => FunctionValue.sequence(items);

describe('the order of values', () => {
  it('goes by kind first', () => {
    const inOrder: Value[] = [
      false,
      true,
      -1,
      2,
      2n ** 60n,
      'a',
      'b',
      ModelValue.of('a'),
      FiniteSet.of([1]),
      sequence(1),
    ];
    expect([...inOrder].reverse().sort(compareValues)).toEqual(inOrder);
  });

  it('compares integers of both forms by size', () => {
    const inOrder = [-(2n ** 60n), -(2n ** 53n), -5, 0, 7, 2n ** 53n, 2n ** 53n + 1n];
    expect([...inOrder].reverse().sort(compareValues)).toEqual(inOrder);
  });

  it('has smaller sets first, then goes member by member', () => {
    const inOrder = [[], [1], [2], [1, 2], [1, 3], [2, 3], [1, 2, 3]].map((members) => FiniteSet.of(members));
    expect([...inOrder].reverse().sort(compareValues)).toEqual(inOrder);
    expect(compareValues(new Interval(1, 2), FiniteSet.of([1, 3]))).toBeLessThan(0);
  });

  it('has smaller functions first, then goes by domain, then by values', () => {
    const inOrder = [
      sequence(),
      sequence(5),
      sequence(1, 3),
      sequence(2, 1),
      FunctionValue.record([
        ['a', 1],
        ['b', 1],
      ]),
    ];
    expect([...inOrder].reverse().sort(compareValues)).toEqual(inOrder);
  });

  it('knows sets that have no members to show', () => {
    const sets = [naturals, integers, strings, new PowerSet(naturals), new PowerSet(new Interval(1, 100))];
    for (const left of sets)
      for (const right of sets) {
        expect(Math.sign(compareValues(left, right))).toBe(-Math.sign(compareValues(right, left)) + 0);
        expect(compareValues(left, right) === 0).toBe(left === right);
      }
  });

  it('is total, and zero exactly for equal values', () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        expect(compareValues(a, b) === 0).toBe(sameValue(a, b));
        expect(Math.sign(compareValues(a, b)) + Math.sign(compareValues(b, a))).toBe(0);
        if (compareValues(a, b) <= 0 && compareValues(b, c) <= 0)
          expect(compareValues(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 2000 },
    );
  });
});
