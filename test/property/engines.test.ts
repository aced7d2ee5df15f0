/**
 * The two engines are bound to each other: on generated specifications they give the same states, steps, labels, counts, traces and
 * errors, whether values are boxed or packed. The smallest specification that tells them apart is printed.
 */

import fc from 'fast-check';
import { describe, it } from 'vitest';
import { specOf } from '../semantics/resolving.js';
import { difference } from './engines/lockstep.js';
import { outcomeOf } from './engines/search.js';
import { specs } from './engines/specs.js';

function told(text: string, found: string | undefined): void {
  if (found !== undefined) throw new Error(`The engines differ on\n\n${text}\n${found}`);
}

describe('the engines agree', () => {
  it.each([
    ['where little goes wrong', 0, 11],
    ['where much goes wrong', 4, 12],
  ])('state by state, %s', (_, faulty, seed) => {
    fc.assert(
      fc.property(specs({ faulty, actions: 8, inTurn: true }), (text) => {
        const spec = specOf(text);
        told(text, difference(spec, 'boxed', 24) ?? difference(spec, 'packed', 24));
      }),
      { seed, numRuns: 60 },
    );
  });

  it('search by search', async () => {
    await fc.assert(
      fc.asyncProperty(specs({ faulty: 1, actions: 3, inTurn: false }), async (text) => {
        const spec = specOf(text);
        if (spec.symmetry !== undefined) return;
        const options = { maxDepth: 3, continue: true };
        const wanted = await outcomeOf(spec, 'interpreted', options);
        for (const engine of ['boxed', 'packed'] as const) {
          const given = await outcomeOf(spec, engine, options);
          told(text, given === wanted ? undefined : `interpreted: ${wanted}\n\n${engine}: ${given}`);
        }
      }),
      { seed: 13, numRuns: 60 },
    );
  });
});
