/** The two engines are bound to each other: thousands of generated expressions have the same values and errors, boxed and packed. */

import fc from 'fast-check';
import { describe, it } from 'vitest';
import { specOf } from '../semantics/resolving.js';
import { difference, told } from './engines/lockstep.js';
import { batches } from './engines/specs.js';

/** Expressions in one specification: most of the time goes into reading and compiling it. */
const count = 30;

describe('the engines agree', () => {
  it.each([
    ['where little goes wrong', 0, 14],
    ['where little goes wrong, again', 0, 16],
    ['where much goes wrong', 3, 15],
    ['where much goes wrong, again', 3, 17],
  ])('expression by expression, %s', (_, faulty, seed) => {
    fc.assert(
      fc.property(batches({ faulty, count }), (text) => {
        const spec = specOf(text);
        // One expression after the other, and some once more in the states that others lead to.
        const states = count + 12;
        told(text, difference(spec, 'boxed', states) ?? difference(spec, 'packed', states));
      }),
      { seed, numRuns: 26 },
    );
  });
});
