/** Permutations of model values on boxes, and the content hash that they leave alone. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Atom, sameBox } from '../../src/compile/boxes/box.js';
import { toBox } from '../../src/compile/boxes/convert.js';
import { ContentHash } from '../../src/compile/content.js';
import { type Permutation, permuted } from '../../src/compile/symmetry.js';
import { modelValueNames, values } from '../values/arbitrary.js';

const [first = '', second = '', third = ''] = modelValueNames;
const cycle: Permutation = new Map([
  [Atom.of(first), Atom.of(second)],
  [Atom.of(second), Atom.of(third)],
  [Atom.of(third), Atom.of(first)],
]);

describe('a permuted box', () => {
  it('has the same content hash, and comes back when the permutation goes round', () => {
    const content = new ContentHash(modelValueNames);
    fc.assert(
      fc.property(values, (value) => {
        const box = toBox(value);
        const image = permuted(box, cycle);
        expect(content.of(image)).toBe(content.of(box));
        expect(sameBox(permuted(permuted(image, cycle), cycle), box)).toBe(true);
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  it('is told apart where its values are not said to be alike', () => {
    const content = new ContentHash([]);
    expect(content.of(Atom.of(first))).not.toBe(content.of(permuted(Atom.of(first), cycle)));
  });
});
