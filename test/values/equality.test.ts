/** Equality and hashing: by content, whatever the form. */

import { hash, Map as ImmutableMap, Set as ImmutableSet, is } from 'immutable';
import { describe, expect, it } from 'vitest';
import {
  FunctionSpace,
  functionSet,
  Interval,
  naturals,
  PowerSet,
  product,
} from '../../src/values/symbolic.js';
import {
  FiniteSet,
  FunctionValue,
  integer,
  kindOf,
  LazyFunction,
  ModelValue,
  sameValue,
  type Value,
} from '../../src/values/value.js';

const set = (...members: Value[]) => FiniteSet.of(members);
const sequence = (...items: Value[]) => FunctionValue.sequence(items);

describe('integers', () => {
  it('have one form: a number while that is safe', () => {
    expect(integer(5n)).toBe(5);
    expect(integer(-5n)).toBe(-5);
    expect(integer(BigInt(Number.MAX_SAFE_INTEGER))).toBe(Number.MAX_SAFE_INTEGER);
    expect(integer(BigInt(Number.MIN_SAFE_INTEGER))).toBe(Number.MIN_SAFE_INTEGER);
    expect(integer(2n ** 53n)).toBe(2n ** 53n);
    expect(integer(-(2n ** 53n))).toBe(-(2n ** 53n));
    expect(Object.is(integer(-0n), 0)).toBe(true);
  });

  it('beyond 2^53 are members of sets and keys of functions, among many others', () => {
    const large = Array.from({ length: 100 }, (_, i) => 2n ** 60n + BigInt(i));
    const all = ImmutableSet(large).union(large.map((value) => value + 0n));
    expect(all.size).toBe(100);
    expect(large.every((value) => all.has(value + 0n))).toBe(true);
    expect(all.has(2n ** 61n)).toBe(false);
    const map = ImmutableMap(large.map((value) => [value, `${value}`] as const));
    expect(map.get(2n ** 60n + 7n)).toBe(`${2n ** 60n + 7n}`);
    expect(hash(2n ** 60n)).toBe(hash(2n ** 59n * 2n));
  });

  it('are told apart where a number would round', () => {
    expect(sameValue(2n ** 53n, 2n ** 53n + 1n)).toBe(false);
    expect(set(2n ** 53n, 2n ** 53n + 1n).size).toBe(2);
  });
});

describe('sets', () => {
  it('are equal when their members are, and hash alike', () => {
    const forms = [set(1, 2, 3), set(3, 2, 1, 2), new Interval(1, 3)];
    for (const left of forms) {
      for (const right of forms) {
        expect(sameValue(left, right)).toBe(true);
        expect(left.hashCode()).toBe(right.hashCode());
      }
    }
    expect(sameValue(set(1, 2), set(1, 3))).toBe(false);
    expect(sameValue(set(), new Interval(5, 1))).toBe(true);
  });

  it('of sets are equal in whatever form they were made', () => {
    const written = set(set(), set(1), set(2), set(1, 2));
    expect(sameValue(new PowerSet(set(1, 2)), written)).toBe(true);
    expect(new PowerSet(set(1, 2)).hashCode()).toBe(written.hashCode());
    expect(sameValue(functionSet(set(1, 2), set(0)), set(sequence(0, 0)))).toBe(true);
    expect(sameValue(product([set(1), set('a')]), set(sequence(1, 'a')))).toBe(true);
  });

  it('that cannot be written out are equal by what they are', () => {
    expect(sameValue(new PowerSet(new Interval(1, 100)), new PowerSet(new Interval(1, 100)))).toBe(true);
    expect(sameValue(new PowerSet(new Interval(1, 100)), new PowerSet(new Interval(0, 99)))).toBe(false);
    expect(sameValue(functionSet(set(1), naturals), functionSet(set(1), naturals))).toBe(true);
    expect(sameValue(functionSet(set(1), naturals), functionSet(set(2), naturals))).toBe(false);
    expect(sameValue(naturals, new PowerSet(naturals))).toBe(false);
    expect(set(naturals, naturals, new PowerSet(naturals)).size).toBe(2);
  });
});

describe('functions', () => {
  it('are equal when they map the same arguments to the same values', () => {
    const byKeys = new FunctionValue(
      ImmutableMap([
        [2, 'b'],
        [1, 'a'],
      ]),
    );
    expect(sameValue(sequence('a', 'b'), byKeys)).toBe(true);
    expect(sequence('a', 'b').hashCode()).toBe(byKeys.hashCode());
    expect(sameValue(sequence('a'), sequence('a', 'b'))).toBe(false);
    expect(sameValue(FunctionValue.record([['x', 1]]), FunctionValue.record([['x', 2]]))).toBe(false);
  });

  it('that are made on demand are equal to those that are written out', () => {
    const doubled = new LazyFunction(new Interval(1, 3), (argument) =>
      typeof argument === 'number' ? argument * 2 : 0,
    );
    expect(sameValue(doubled, sequence(2, 4, 6))).toBe(true);
    expect(doubled.hashCode()).toBe(sequence(2, 4, 6).hashCode());
    expect(set(doubled, sequence(2, 4, 6)).size).toBe(1);
  });

  it('that are made on demand find each value once', () => {
    const asked: unknown[] = [];
    const f = new LazyFunction(naturals, (argument, self) => {
      asked.push(argument);
      return argument === 0 ? 0 : (self.get(0) ?? 1);
    });
    expect([f.get(7), f.get(7), f.get(0), f.get(-1)]).toEqual([0, 0, 0, undefined]);
    expect(asked).toEqual([7, 0]);
  });

  it('of no argument are the empty sequence', () => {
    expect(sameValue(sequence(), FunctionValue.record([]))).toBe(true);
    expect([...new FunctionSpace([], () => '[{} -> {}]')]).toHaveLength(1);
  });
});

describe('model values', () => {
  it('are equal to themselves only', () => {
    expect(ModelValue.of('a')).toBe(ModelValue.of('a'));
    expect(is(ModelValue.of('a'), ModelValue.of('b'))).toBe(false);
    expect(is(ModelValue.of('a'), 'a')).toBe(false);
    expect(set(ModelValue.of('a'), 'a').size).toBe(2);
  });
});

describe('kinds', () => {
  it('are six', () => {
    expect([true, 1, 2n ** 60n, 'a', ModelValue.of('m'), naturals, sequence()].map(kindOf)).toEqual([
      'boolean',
      'integer',
      'integer',
      'string',
      'model value',
      'set',
      'function',
    ]);
  });
});
