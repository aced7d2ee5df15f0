import { expect, it } from 'vitest';
import { outcomeOf } from '../property/engines/search.js';
import { specOf } from '../semantics/resolving.js';

const raw = String.raw;

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

it('sets that are too large to be written out are compared by what they are made of', async () => {
  const formulas = [
    raw`SUBSET (1..(40 + x)) \subseteq SUBSET (0..60)`,
    raw`~(SUBSET (x..40) \subseteq SUBSET (2..60))`,
    raw`SUBSET (1..(40 + x)) = SUBSET ((1..40) \cup {40 + x})`,
    raw`[1..30 -> SUBSET (1..(30 + x))] \subseteq [1..30 -> SUBSET (0..40)]`,
    raw`~([0..30 -> x..9] \subseteq [1..31 -> 0..10])`,
  ];
  const spec = specOf(raw`
VARIABLE x
Init == x = 0
Next == x < 1 /\ x' = x + 1
INVARIANT Formula == ${formulas.map((formula) => `/\\ ${formula}`).join(' ')}
CHECK_DEADLOCK FALSE
`);
  for (const engine of ['interpreted', 'boxed', 'packed'] as const)
    expect(await outcomeOf(spec, engine)).toContain('holds: 2 generated');
});
