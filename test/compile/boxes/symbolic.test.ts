/** Sets that are known by what belongs to them, as boxes: the same members in the same order as the interpreter's. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BoxSet, ListSet, sameBox, sequence } from '../../../src/compile/boxes/box.js';
import { toBox, toValue } from '../../../src/compile/boxes/convert.js';
import {
  crossSet,
  functionSet,
  IntervalBox,
  isSubset,
  recordSet,
  SequencesBox,
} from '../../../src/compile/boxes/symbolic.js';
import { printValue } from '../../../src/values/print.js';
import {
  functionSet as functionsOf,
  Interval,
  PowerSet,
  product,
  recordSet as recordsOf,
  SequenceSpace,
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

const sequenceBases = [FiniteSet.empty, FiniteSet.of([1, 2, 'a']), new Interval(0, 1), new Interval(0, 5)];

describe('the sequences over a set', () => {
  it('have the members that they have in the interpreter', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(...sequenceBases), (value: Value, base) => {
        const space = new SequenceSpace(base);
        expect((toBox(space) as BoxSet).has(toBox(value))).toBe(space.has(value));
      }),
    );
    const all = toBox(new SequenceSpace(new Interval(0, 5))) as BoxSet;
    expect([[], [0, 5], [0, 6], ['a']].map((items) => all.has(sequence(items)))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('are compared by what they are made of', () => {
    for (const left of sequenceBases)
      for (const right of sequenceBases) {
        const [a, b] = [left, right].map((base) => toBox(new SequenceSpace(base)) as BoxSet) as [
          BoxSet,
          BoxSet,
        ];
        const within = left.elements().every((member) => right.has(member));
        expect(isSubset(a, b)).toBe(within);
        expect(sameBox(a, b)).toBe(within && left.elements().length === right.elements().length);
      }
  });

  it('are one where there is nothing to make others of, and cannot be written out else', () => {
    const none = new SequencesBox(ListSet.empty);
    expect(none.members()).toEqual([sequence([])]);
    expect(none.cardinality()).toBe(1);
    const all = new SequencesBox(new IntervalBox(0, 1));
    expect(all.listable).toBe(false);
    expect(() => all.members()).toThrow();
    expect(String(toValue(all))).toBe(String(new SequenceSpace(new Interval(0, 1))));
  });
});
