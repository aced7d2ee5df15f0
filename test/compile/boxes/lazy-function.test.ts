/** Functions that are not written out. */

import { describe, expect, it } from 'vitest';
import type { BoxSet } from '../../../src/compile/boxes/box.js';
import { toBox } from '../../../src/compile/boxes/convert.js';
import { LazyFunction } from '../../../src/compile/boxes/lazy-function.js';
import { crossSet } from '../../../src/compile/boxes/symbolic.js';
import { Interval, product } from '../../../src/values/symbolic.js';
import { FiniteSet, type SetValue } from '../../../src/values/value.js';

const set = (value: SetValue) => toBox(value) as BoxSet;

describe('a function whose values are found when they are asked for', () => {
  it('finds each value once, whatever the keys', () => {
    const pairs = set(product([new Interval(0, 30), new Interval(0, 1)]));
    let asked = 0;
    const found = new LazyFunction(pairs, (key, self) => {
      asked++;
      const [n] = typeof key === 'object' && 'values' in key ? (key.values as [number, number]) : [0];
      if (n === 0) return 1;
      const before = (second: number) => self.apply(crossKey(n - 1, second)) as number;
      return before(0) + before(1);
    });
    expect(found.apply(crossKey(30, 0))).toBe(2 ** 30);
    expect(asked).toBe(61);
  });
});

/** The pair, each time another object. */
function crossKey(first: number, second: number) {
  const pair = crossSet([set(FiniteSet.of([first])), set(FiniteSet.of([second]))]);
  return (pair as BoxSet).members()[0] as ReturnType<typeof toBox>;
}
