/** Sets that are known by what belongs to them, as boxes: the same members in the same order as the interpreter's. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BoxSet, sameBox } from '../../../src/compile/boxes/box.js';
import { toBox, toValue } from '../../../src/compile/boxes/convert.js';
import {
  crossSet,
  functionSet,
  isSubset,
  LazyFunction,
  recordSet,
} from '../../../src/compile/boxes/symbolic.js';
import { printValue } from '../../../src/values/print.js';
import {
  functionSet as functionsOf,
  Interval,
  PowerSet,
  product,
  recordSet as recordsOf,
} from '../../../src/values/symbolic.js';
import { FiniteSet, type SetValue, type Value } from '../../../src/values/value.js';
import { values } from '../../values/arbitrary.js';

const settings = { seed: 11, numRuns: 150 };

/** Small sets, of members of every kind. */
const base = fc.array(values, { maxLength: 3 }).map((members) => FiniteSet.of(members));

function set(value: SetValue): BoxSet {
  const box = toBox(value);
  if (!(box instanceof BoxSet)) throw new Error('A set is a set.');
  return box;
}

function same(box: unknown, value: SetValue, probe: Value): void {
  if (!(box instanceof BoxSet)) throw new Error('It is a set.');
  expect(box.members().map((member) => printValue(toValue(member)))).toEqual(
    value.elements().map(printValue),
  );
  expect([...box.drawn()]).toEqual(box.members());
  expect(box.cardinality()).toBe(value.cardinality);
  expect(box.has(toBox(probe))).toBe(value.has(probe));
  for (const member of value.elements()) expect(box.has(toBox(member))).toBe(true);
  expect(toValue(box)).toSatisfy((back: Value) => value.equals(back));
}

describe('a symbolic set of boxes', () => {
  it('is the power set, however it was made', () => {
    fc.assert(
      fc.property(base, values, (members, probe) => {
        const power = new PowerSet(members);
        same(toBox(power), power, probe);
      }),
      settings,
    );
  });

  it('is a set of functions, of tuples or of records, however it was made', () => {
    fc.assert(
      fc.property(base, base, values, (left, right, probe) => {
        same(functionSet([set(left), set(right)]), functionsOf(left, right), probe);
        same(toBox(functionsOf(left, right)), functionsOf(left, right), probe);
        same(crossSet([set(left), set(right)]), product([left, right]), probe);
        const records = recordsOf([
          ['b', left],
          ['a', right],
        ]);
        same(recordSet(['a', 'b'], [set(right), set(left)]), records, probe);
      }),
      settings,
    );
  });

  it('is gone through member by member where it is too large to be written out', () => {
    const large = set(functionsOf(new Interval(1, 20), new Interval(1, 9)));
    const first: string[] = [];
    for (const member of large.drawn()) {
      first.push(printValue(toValue(member)));
      if (first.length === 2) break;
    }
    expect(first).toEqual([
      '<<1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1>>',
      '<<1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2>>',
    ]);
    expect(large.listable).toBe(false);
  });
});

describe('two symbolic sets of boxes', () => {
  it('are told apart by their shapes as by their members', () => {
    const bases = [FiniteSet.empty, FiniteSet.of([1]), FiniteSet.of([1, 'a']), new Interval(1, 2)];
    const shapes = [
      ...bases,
      new Interval(1, 0),
      new Interval(0, 2),
      ...bases.map((of) => new PowerSet(of)),
      ...bases.map((of) => recordsOf([['a', new PowerSet(of)]])),
      ...bases.flatMap((left) =>
        bases.flatMap((right) => [functionsOf(left, right), product([left, right])]),
      ),
    ];
    for (const left of shapes)
      for (const right of shapes) {
        const within = left.elements().every((member) => right.has(member));
        expect(isSubset(set(left), set(right))).toBe(within);
        expect(sameBox(set(left), set(right))).toBe(
          within && left.elements().length === right.elements().length,
        );
      }
  });

  it('are not gone through where their shapes can tell', () => {
    const [small, large] = [new Interval(1, 40), new Interval(0, 60)];
    const [few, many] = [small, large].map((of) => set(new PowerSet(of))) as [BoxSet, BoxSet];
    expect(isSubset(few, many)).toBe(true);
    expect(isSubset(many, few)).toBe(false);
    expect(isSubset(set(functionsOf(small, small)), set(functionsOf(small, large)))).toBe(true);
    expect(isSubset(set(functionsOf(small, small)), set(functionsOf(large, small)))).toBe(false);
  });
});

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
