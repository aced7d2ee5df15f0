import { expect, it } from 'vitest';
import { outcomeOf } from '../property/engines/search.js';
import { specOf } from '../semantics/resolving.js';

it('a set that is too large to be written out is gone through as often as it is drawn from', async () => {
  const spec = specOf(String.raw`
VARIABLE x
Init == x = 0
Next == x < 1 /\ x' = x + 1
INVARIANT Formula == \E a \in 1..2, f \in [1..6 -> 1..(6 + x)] : a = 2 /\ f[1] = 1
CHECK_DEADLOCK FALSE
`);
  expect(await outcomeOf(spec, 'boxed')).toContain('holds: 2 generated');
  expect(await outcomeOf(spec, 'packed')).toContain('holds: 2 generated');
});
