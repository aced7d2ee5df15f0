/** The set of all sequences over a set: asked as the interpreter's is, without one value of the interpreter's. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BoxSet, ListSet, sameBox, sequence } from '../../../src/compile/boxes/box.js';
import { toBox, toValue } from '../../../src/compile/boxes/convert.js';
import { SequencesBox } from '../../../src/compile/boxes/sequences.js';
import { IntervalBox, isSubset } from '../../../src/compile/boxes/symbolic.js';
import { Interval, SequenceSpace } from '../../../src/values/symbolic.js';
import { FiniteSet, type Value } from '../../../src/values/value.js';
import { values } from '../../values/arbitrary.js';

const bases = [FiniteSet.empty, FiniteSet.of([1, 2, 'a']), new Interval(0, 1), new Interval(0, 5)];

describe('the sequences over a set', () => {
  it('have the members that they have in the interpreter', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(...bases), (value: Value, base) => {
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
    for (const left of bases)
      for (const right of bases) {
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
