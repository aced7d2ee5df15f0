/** Printing: TLA+ that can be pasted back. */

import { Map as ImmutableMap } from 'immutable';
import { describe, expect, it } from 'vitest';
import { union } from '../../src/values/open-sets.js';
import { layoutValue, printValue } from '../../src/values/print.js';
import {
  functionSet,
  Interval,
  integers,
  naturals,
  PowerSet,
  product,
  recordSet,
  SequenceSpace,
  strings,
} from '../../src/values/symbolic.js';
import { FiniteSet, FunctionValue, LazyFunction, ModelValue, type Value } from '../../src/values/value.js';

const set = (...members: Value[]) => FiniteSet.of(members);
const sequence = (...items: Value[]) => FunctionValue.sequence(items);
const record = (fields: Record<string, Value>) => FunctionValue.record(Object.entries(fields));
const map = (...pairs: [Value, Value][]) => new FunctionValue(ImmutableMap(pairs));

describe('printed on one line', () => {
  it.each<[string, Value]>([
    ['TRUE', true],
    ['-12', -12],
    ['1152921504606846976', 2n ** 60n],
    ['"a b"', 'a b'],
    [String.raw`"quote \" backslash \\ line \n tab \t"`, 'quote " backslash \\ line \n tab \t'],
    ['rm1', ModelValue.of('rm1')],
    ['{}', set()],
    ['{1, 2, 3}', set(3, 1, 2)],
    ['{1, 2, 3}', new Interval(1, 3)],
    ['{{}, {1}}', new PowerSet(set(1))],
    ['<<>>', sequence()],
    ['<<1, <<2>>>>', sequence(1, sequence(2))],
    ['[acc |-> 1, val |-> {}]', record({ val: set(), acc: 1 })],
    ['[1a |-> TRUE, IF |-> 1, _x |-> 2]', record({ IF: 1, _x: 2, '1a': true })],
    ['(0 :> "a" @@ 1 :> "b")', map([1, 'b'], [0, 'a'])],
    ['("a b" :> 1)', record({ 'a b': 1 })],
    ['("1" :> 1)', record({ '1': 1 })],
    ['("" :> 1)', record({ '': 1 })],
    ['({} :> (2 :> 3))', map([set(), map([2, 3])])],
    ['(-1 :> -2)', map([-1, -2])],
  ])('%s', (text, value) => {
    expect(printValue(value)).toBe(text);
  });
});

describe('sets that are too large to be written out', () => {
  it.each<[string, Value]>([
    ['Nat', naturals],
    ['STRING', strings],
    ['SUBSET Nat', new PowerSet(naturals)],
    ['SUBSET (1..100)', new PowerSet(new Interval(1, 100))],
    ['1..1000000000', new Interval(1, 1_000_000_000)],
    ['1..1152921504606846976', new Interval(1, 2n ** 60n)],
    ['Seq({1, 2})', new SequenceSpace(set(1, 2))],
    ['[{1, 2} -> Nat]', functionSet(set(1, 2), naturals)],
    ['[Nat -> {0}]', functionSet(naturals, set(0))],
    [
      '[b : Nat, a : {1}]',
      recordSet([
        ['b', naturals],
        ['a', set(1)],
      ]),
    ],
    ['Nat \\X (SUBSET Int)', product([naturals, new PowerSet(integers)])],
    ['Nat \\cup {-1}', union(naturals, set(-1))],
    ['{Int, Nat}', set(naturals, integers)],
    ['[x \\in Nat |-> …]', new LazyFunction(naturals, () => 0)],
  ])('%s', (text, value) => {
    expect(printValue(value)).toBe(text);
  });
});

describe('laid out over lines', () => {
  const messages = set(
    record({ type: '1a', bal: 1 }),
    record({ type: '2a', bal: 1, val: ModelValue.of('v1') }),
  );

  it('only where the line is too short', () => {
    expect(layoutValue(messages, 80)).toBe(printValue(messages));
  });

  it('with each member on a line of its own', () => {
    expect(layoutValue(messages, 50)).toMatchInlineSnapshot(`
      "{ [bal |-> 1, type |-> "1a"],
        [bal |-> 1, type |-> "2a", val |-> v1] }"
    `);
    expect(layoutValue(messages, 20, '    ')).toMatchInlineSnapshot(`
      "{ [ bal |-> 1,
              type |-> "1a" ],
            [ bal |-> 1,
              type |-> "2a",
              val |-> v1 ] }"
    `);
  });

  it('with functions under their arguments', () => {
    expect(
      layoutValue(
        map([ModelValue.of('a1'), sequence(1, 2, 3)], [ModelValue.of('a2'), sequence(4, 5, 6)]),
        20,
      ),
    ).toMatchInlineSnapshot(`
      "( a1 :> << 1,
                 2,
                 3 >> @@
        a2 :> << 4,
                 5,
                 6 >> )"
    `);
  });
});
