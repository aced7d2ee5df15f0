/** Rows find room however many steps a state has, those of loops and those that stand for themselves. */

import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../property/engines/search.js';
import { specOf } from '../../semantics/resolving.js';

const single = String.raw`\/ x' = -1 \/ x' = -2 \/ x' = -3`;
const looped = String.raw`(\E n \in 1..2500 : n % (x + 2) = 0 /\ x' = n)`;

async function outcomes(next: string): Promise<string[]> {
  const spec = specOf(String.raw`
EXTENDS Integers
VARIABLE x
Init == x = 0
Next == x = 0 /\ (${next})
CHECK_DEADLOCK FALSE
`);
  return Promise.all((['interpreted', 'boxed', 'packed'] as const).map((engine) => outcomeOf(spec, engine)));
}

describe('a state with more steps than there was room for', () => {
  it.each([
    ['of a loop', looped, '1251 generated'],
    ['of a loop before others', String.raw`\/ ${looped} ${single}`, '1254 generated'],
    ['of a loop behind others', String.raw`${single} \/ ${looped}`, '1254 generated'],
    ['of loops', String.raw`\/ ${looped} ${single} \/ ${looped}`, '2504 generated'],
  ])('%s', async (_, next, generated) => {
    const all = await outcomes(next);
    expect(all[0]).toContain(generated);
    expect(new Set(all).size).toBe(1);
  });
});
