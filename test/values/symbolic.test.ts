/** Sets that are known by what belongs to them: membership without members, members one by one, exact counts. */

import { describe, expect, it } from 'vitest';
import { difference, Filtered, intersection, union } from '../../src/values/open-sets.js';
import { printValue } from '../../src/values/print.js';
import {
  functionSet,
  Interval,
  integers,
  isSubset,
  naturals,
  PowerSet,
  product,
  recordSet,
  SequenceSpace,
  strings,
} from '../../src/values/symbolic.js';
import { EnumerationError, FiniteSet, FunctionValue, SetValue, type Value } from '../../src/values/value.js';

const set = (...members: Value[]) => FiniteSet.of(members);
const sequence = (...items: Value[]) => FunctionValue.sequence(items);
const large = new Interval(1, 10 ** 12);

/** A set that must not be asked for its members. */
class Untouchable extends SetValue {
  override readonly size = 3;
  override readonly description = 'untouchable';
  override has(value: Value): boolean {
    return value === 1;
  }
  override sameShape(other: SetValue): boolean {
    return other === this;
  }
  protected override generate(): never {
    throw new Error('Membership must not go through the members.');
  }
}

describe('membership', () => {
  it.each<[string, SetValue, Value[], Value[]]>([
    ['Nat', naturals, [0, 1, 2n ** 60n], [-1, -(2n ** 60n), 'a', true]],
    ['Int', integers, [0, -1, 2n ** 60n], ['1', set()]],
    ['STRING', strings, ['', 'a'], [1, set()]],
    ['an interval', large, [1, 10 ** 12], [0, 10 ** 12 + 1, 'a', 2n ** 60n]],
    ['an interval past 2^53', new Interval(0, 2n ** 60n), [5, 2n ** 53n, 2n ** 60n], [-1, 2n ** 60n + 1n]],
    ['SUBSET', new PowerSet(large), [set(), set(1, 5)], [set(0), set(1, 0), 1, sequence()]],
    ['SUBSET Nat', new PowerSet(naturals), [set(), new Interval(1, 3)], [set(-1), set('a')]],
    [
      '[S -> T]',
      functionSet(new Interval(1, 30), naturals),
      [sequence(...Array(30).fill(0))],
      [sequence(0), sequence(...Array(30).fill(-1)), 1],
    ],
    ['[Nat -> T]', functionSet(naturals, set(1)), [], [sequence(1), 1]],
    [
      '[f : S]',
      recordSet([
        ['a', naturals],
        ['b', strings],
      ]),
      [
        FunctionValue.record([
          ['a', 1],
          ['b', 'x'],
        ]),
      ],
      [
        FunctionValue.record([['a', 1]]),
        FunctionValue.record([
          ['a', 1],
          ['b', 2],
        ]),
        FunctionValue.record([
          ['a', 1],
          ['b', 'x'],
          ['c', 1],
        ]),
      ],
    ],
    [
      'a product',
      product([naturals, strings]),
      [sequence(1, 'a')],
      [sequence('a', 1), sequence(1), sequence(1, 'a', 2)],
    ],
    [
      'Seq(S)',
      new SequenceSpace(naturals),
      [sequence(), sequence(1, 2)],
      [sequence(-1), FunctionValue.record([['a', 1]]), 1],
    ],
    ['a union', union(naturals, set(-5)), [3, -5], [-4]],
    ['an intersection', intersection(integers, naturals), [3], [-3]],
    ['a difference', difference(integers, naturals), [-3], [3, 'a']],
    ['a filter', new Filtered(naturals, (value) => value !== 3, ''), [2], [3, -1]],
  ])('of %s', (_, container, inside, outside) => {
    expect(inside.map((value) => container.has(value))).toEqual(inside.map(() => true));
    expect(outside.map((value) => container.has(value))).toEqual(outside.map(() => false));
  });

  it('never goes through the members', () => {
    const untouchable = new Untouchable();
    expect(new PowerSet(untouchable).has(set(1))).toBe(true);
    expect(functionSet(set('a'), untouchable).has(FunctionValue.record([['a', 2]]))).toBe(false);
    expect(new SequenceSpace(untouchable).has(sequence(1, 1))).toBe(true);
    expect(product([untouchable, untouchable]).has(sequence(1, 1))).toBe(true);
    expect(recordSet([['a', untouchable]]).has(FunctionValue.record([['a', 1]]))).toBe(true);
  });
});

describe('members', () => {
  it.each<[string, SetValue, string]>([
    ['an interval', new Interval(-1, 2), '{-1, 0, 1, 2}'],
    [
      'an interval around 2^53',
      new Interval(2n ** 53n - 2n, 2n ** 53n),
      '{9007199254740990, 9007199254740991, 9007199254740992}',
    ],
    ['an empty interval', new Interval(3, 1), '{}'],
    ['SUBSET', new PowerSet(new Interval(1, 3)), '{{}, {1}, {2}, {3}, {1, 2}, {1, 3}, {2, 3}, {1, 2, 3}}'],
    [
      '[S -> T]',
      functionSet(set(1, 2), set('a', 'b')),
      '{<<"a", "a">>, <<"a", "b">>, <<"b", "a">>, <<"b", "b">>}',
    ],
    ['[{} -> T]', functionSet(set(), naturals), '{<<>>}'],
    ['[S -> {}]', functionSet(set(1), set()), '{}'],
    ['[Nat -> {}]', functionSet(naturals, set()), '{}'],
    [
      'a record set with an empty field',
      recordSet([
        ['a', naturals],
        ['b', set()],
      ]),
      '{}',
    ],
    ['a product', product([set(1, 2), set(3)]), '{<<1, 3>>, <<2, 3>>}'],
    ['Seq({})', new SequenceSpace(set()), '{<<>>}'],
  ])('of %s come least first', (_, container, text) => {
    expect(printValue(container)).toBe(text);
    expect([...container]).toEqual(container.elements());
    expect(container.size).toBe(container.elements().length);
  });

  it.each<[string, SetValue, string[]]>([
    ['an interval', large, ['1', '2', '3']],
    ['SUBSET', new PowerSet(new Interval(1, 1000)), ['{}', '{1}', '{2}']],
    ['[S -> T]', functionSet(new Interval(1, 2), large), ['<<1, 1>>', '<<1, 2>>', '<<1, 3>>']],
    ['a product', product([large, large]), ['<<1, 1>>', '<<1, 2>>', '<<1, 3>>']],
  ])('of a large %s come one by one', (_, container, texts) => {
    const members: string[] = [];
    for (const member of container) {
      members.push(printValue(member));
      if (members.length === 3) break;
    }
    expect(members).toEqual(texts);
  });

  it.each<[string, SetValue, string]>([
    ['Nat', naturals, '`Nat` is infinite: its members cannot be gone through.'],
    ['Seq(S)', new SequenceSpace(set(1)), '`Seq({1})` is infinite: its members cannot be gone through.'],
    [
      '[S -> Nat]',
      functionSet(set(1), naturals),
      '`[{1} -> Nat]` is infinite: its members cannot be gone through.',
    ],
    [
      'a union',
      union(naturals, set(-1)),
      '`Nat \\cup {-1}` is infinite: its members cannot be gone through.',
    ],
    [
      'SUBSET',
      new PowerSet(new Interval(1, 40)),
      '`SUBSET (1..40)` has more members than can be written out (the limit is 8000000).',
    ],
  ])('of %s cannot be written out', (_, container, message) => {
    expect(() => container.elements()).toThrow(new EnumerationError(message));
  });

  it('are gone through one by one where they are known to be few enough', () => {
    const many = new Interval(1, 9_000_000);
    const odd = new Filtered(many, (value) => value === 3 || value === 8_999_999, '{x \\in S : P}');
    expect([...odd]).toEqual([3, 8_999_999]);
    const more = new Filtered(new Interval(1, 10 ** 9), () => true, '{x \\in S : P}');
    expect(() => [...more]).toThrow(
      new EnumerationError(
        '`1..1000000000` has more members than can be gone through (the limit is 8000000).',
      ),
    );
  });

  it('of a part of a large set are counted by going through it', () => {
    const none = new Filtered(new Interval(1, 9_000_000), () => false, '{x \\in S : FALSE}');
    expect(none.cardinality).toBe(0);
    expect(none.equals(set())).toBe(true);
    expect([...union(none, set(0, 5))]).toEqual([0, 5]);
    expect(union(none, set(0, 5)).cardinality).toBe(2);
    expect(set(set(1), set()).has(none)).toBe(true);
  });

  it('of a union come once, least first', () => {
    const part = (low: number) =>
      new Filtered(
        new Interval(low, low + 9_000_000),
        (value) => typeof value === 'number' && value <= low + 4,
        '{x \\in S : P}',
      );
    const members: Value[] = [];
    for (const member of union(part(0), part(3))) {
      members.push(member);
      if (members.length === 8) break;
    }
    expect(members).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('of an infinite set cannot be begun with', () => {
    expect(() => [...new PowerSet(integers)]).toThrow(EnumerationError);
  });
});

describe('counts', () => {
  it.each<[string, SetValue, number | bigint | undefined]>([
    ['1..10^12', large, 10 ** 12],
    ['0..2^60', new Interval(0, 2n ** 60n), 2n ** 60n + 1n],
    ['-(2^53 - 1)..2^53 - 1', new Interval(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER), 2n ** 54n - 1n],
    ['SUBSET (1..60)', new PowerSet(new Interval(1, 60)), 2n ** 60n],
    ['SUBSET (1..10)', new PowerSet(new Interval(1, 10)), 1024],
    ['SUBSET (1..2000)', new PowerSet(new Interval(1, 2000)), 2n ** 2000n],
    ['[1..40 -> 1..3]', functionSet(new Interval(1, 40), new Interval(1, 3)), 3n ** 40n],
    ['(1..10^12) \\X (1..10^12)', product([large, large]), 10n ** 24n],
    ['SUBSET SUBSET (1..10)', new PowerSet(new PowerSet(new Interval(1, 10))), 2n ** 1024n],
    ['Nat', naturals, undefined],
    ['SUBSET Nat', new PowerSet(naturals), undefined],
    ['Nat \\cup {-1}', union(naturals, set(-1)), undefined],
    ['Nat \\ {0}', difference(naturals, set(0)), undefined],
  ])('of %s are exact', (_, container, count) => {
    expect(container.cardinality).toBe(count);
    expect(container.size === Number.POSITIVE_INFINITY).toBe(count === undefined);
  });

  it('that nobody can make are an error', () => {
    expect(() => intersection(naturals, integers).cardinality).toThrow(
      new EnumerationError('The members of `Nat \\cap Int` cannot be counted.'),
    );
    expect(() => new PowerSet(large).cardinality).toThrow(EnumerationError);
  });
});

describe('operations', () => {
  it('write out what is small, also against something large', () => {
    expect(printValue(intersection(naturals, set(-1, 0, 5)))).toBe('{0, 5}');
    expect(printValue(intersection(set('a', 3), large))).toBe('{3}');
    expect(printValue(difference(set(-1, 3), naturals))).toBe('{-1}');
    expect(printValue(union(set(1), new Interval(2, 3)))).toBe('{1, 2, 3}');
  });

  it('with the empty set change nothing', () => {
    expect(union(naturals, set())).toBe(naturals);
    expect(union(new Interval(2, 1), naturals)).toBe(naturals);
  });

  it('compare by inclusion as far as members can tell', () => {
    expect(isSubset(set(1, 2), naturals)).toBe(true);
    expect(isSubset(set(1, -2), naturals)).toBe(false);
    expect(isSubset(new Interval(-5, 10 ** 12), naturals)).toBe(false);
    expect(isSubset(naturals, naturals)).toBe(true);
    expect(() => isSubset(naturals, integers)).toThrow(EnumerationError);
  });

  it('are told apart by their shapes as by their members', () => {
    const bases = [
      FiniteSet.empty,
      set(1),
      set(1, 2),
      set('a', 2),
      new Interval(1, 0),
      new Interval(1, 2),
      new Interval(0, 2),
    ];
    const shapes = [
      ...bases,
      ...bases.map((base) => new PowerSet(base)),
      ...bases.map((base) => new PowerSet(new PowerSet(base))),
      ...bases.flatMap((domain) => bases.map((range) => functionSet(domain, range))),
      ...bases.map((base) => functionSet(set(1), new PowerSet(base))),
      ...bases.flatMap((left) => bases.map((right) => product([left, right]))),
      ...bases.map((base) => recordSet([['a', base]])),
      new SequenceSpace(FiniteSet.empty),
    ];
    for (const left of shapes) {
      const members = left.elements();
      for (const right of shapes) {
        expect(isSubset(left, right)).toBe(members.every((member) => right.has(member)));
        expect(left.equals(right)).toBe(FiniteSet.of(members).equals(FiniteSet.of(right.elements())));
      }
    }
  });

  it('are not gone through where their shapes can tell', () => {
    const small = new PowerSet(new Interval(1, 40));
    expect(isSubset(small, new PowerSet(new Interval(0, 50)))).toBe(true);
    expect(isSubset(small, new PowerSet(new Interval(2, 50)))).toBe(false);
    expect(isSubset(large, new Interval(0, 2n ** 60n))).toBe(true);
    expect(isSubset(functionSet(large, set(1)), functionSet(large, set(1)))).toBe(true);
    const functions = (range: SetValue) => functionSet(new Interval(1, 30), range);
    expect(isSubset(functions(small), functions(new PowerSet(large)))).toBe(true);
    expect(isSubset(functions(small), functionSet(new Interval(1, 31), small))).toBe(false);
    expect(isSubset(new SequenceSpace(set(1)), new SequenceSpace(naturals))).toBe(true);
    expect(isSubset(new SequenceSpace(set(-1)), new SequenceSpace(naturals))).toBe(false);
  });
});
