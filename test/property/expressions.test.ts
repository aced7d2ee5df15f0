/** The two engines are bound to each other: thousands of generated expressions have the same values and errors, boxed and packed. */

import fc from 'fast-check';
import { describe, it } from 'vitest';
import { specOf } from '../semantics/resolving.js';
import { difference, told } from './engines/lockstep.js';
import { batches } from './engines/specs.js';
import { runs } from './runs.js';

/** Expressions in one specification: most of the time goes into reading and compiling it. */
const count = 30;

describe('the engines agree', () => {
  // All of them are compiled anew for each value that the layout has no room for: most are in one that has been made for all.
  it.each([
    ['where little goes wrong', 0, 14, 39, count],
    ['where little goes wrong, as values are learnt', 0, 16, 13, 0],
    ['where much goes wrong', 3, 15, 39, count],
    ['where much goes wrong, as values are learnt', 3, 17, 13, 0],
  ])('expression by expression, %s', (_, faulty, seed, specs, learnt) => {
    fc.assert(
      fc.property(batches({ faulty, count }), (text) => {
        const spec = specOf(text);
        // One expression after the other, and some once more in the states that others lead to.
        told(text, difference(spec, count + 12, learnt));
      }),
      { seed, numRuns: runs(specs) },
    );
  });
});
