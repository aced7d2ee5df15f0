/** What invariants say of variables is room from the start, and no more than that. */

import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../property/engines/search.js';
import { specOf } from '../../semantics/resolving.js';
import { layoutOf } from '../layouts.js';

const counter = (invariants: string) => String.raw`
EXTENDS Integers
VARIABLES n, s, f
Small == n \in 0..5
TypeOK == /\ Small
          /\ s \subseteq {"a", "b", "c"}
          /\ named :: f \in [{"x", "y"} -> 0..2]
Init == n = 0 /\ s = {} /\ f = [k \in {"x", "y"} |-> 0]
Next == \/ n < 7 /\ n' = n + 1 /\ UNCHANGED <<s, f>>
        \/ \E m \in {"a", "b"} : s' = s \cup {m} /\ UNCHANGED <<n, f>>
        \/ f' = [f EXCEPT !["x"] = (@ + 1) % 3] /\ UNCHANGED <<n, s>>
CHECK_DEADLOCK FALSE
${invariants}
`;

describe('a type invariant', () => {
  it('is the first layout, where it speaks of every variable', () => {
    expect(layoutOf(counter('INVARIANT TypeOK'))).toEqual([
      'Layout: 1 word of 32 bits a state',
      '  n  word 0, bits 4-6: 0..5',
      '  s  word 0, bits 7-9: a set over 3 values',
      '  f  word 0, bits 0-3: a function on 2 keys, each 0..2',
    ]);
  });

  it('is none where it is not checked, or says nothing of a variable', () => {
    for (const invariants of ['INVARIANT Small', ''])
      expect(layoutOf(counter(invariants))[1]).toBe('  n  word 0: the number of a boxed value');
  });

  it.each(['INVARIANT TypeOK', 'INVARIANT Small', 'INVARIANT Other == n \\notin 8..9', ''])(
    'that is violated is reported as without it: %s',
    async (invariants) => {
      const spec = specOf(counter(invariants));
      const all = await Promise.all(
        (['interpreted', 'boxed', 'packed'] as const).map((engine) => outcomeOf(spec, engine)),
      );
      expect(new Set(all).size).toBe(1);
      expect(all[0]).toContain(/TypeOK|Small/.test(invariants) ? 'invariant ' : 'holds: ');
    },
  );
});
