/** Boxes agree with the interpreter's values: equality, order, hashes. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashBox, sameBox } from '../../../src/compile/boxes/box.js';
import { toBox, toValue } from '../../../src/compile/boxes/convert.js';
import { compareBoxes } from '../../../src/compile/boxes/order.js';
import { ContentHash } from '../../../src/compile/content.js';
import { compareValues } from '../../../src/values/compare.js';
import { contentHash } from '../../../src/values/content.js';
import { sameValue } from '../../../src/values/value.js';
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
