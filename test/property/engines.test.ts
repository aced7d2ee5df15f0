/**
 * The two engines are bound to each other: on generated specifications they give the same states, steps, labels, counts, traces and
 * errors, whether values are boxed or packed. The smallest specification that tells them apart is printed.
 */

import fc from 'fast-check';
import { describe, it } from 'vitest';
import { specOf } from '../semantics/resolving.js';
import { difference, told } from './engines/lockstep.js';
import { outcomeOf } from './engines/search.js';
import { specs } from './engines/specs.js';
import { runs } from './runs.js';

describe('the engines agree', () => {
  it.each([
    ['where little goes wrong', 0, 11],
    ['where much goes wrong', 4, 12],
  ])('state by state, %s', (_, faulty, seed) => {
    fc.assert(
      fc.property(specs({ faulty, actions: 8, inTurn: true }), (text) => {
        const spec = specOf(text);
        told(text, difference(spec, 24));
      }),
      { seed, numRuns: runs(90) },
    );
  });

  it.each([
    [
      'branches that are reached twice and never',
      String.raw`
VARIABLES i, b
Init == i \in 0..2 /\ b \in BOOLEAN
Next == IF b THEN (i' = i \/ i' = 0) /\ b' = b ELSE UNCHANGED <<i, b>> /\ FALSE`,
    ],
    [
      'witnesses found through operators',
      String.raw`
CONSTANTS m = m, n = n, M = {m, n}
VARIABLE i
Same(F(_), x) == F(x)
Id(x) == x
Init == i \in 0..2
Stay == UNCHANGED i
Next ==
  \/ (\A x \in M : Same(LAMBDA y : \E z \in [M -> {0, 100}] : TRUE, i)) /\ Stay
  \/ (\A x \in M : Same(Id, \E z \in [M -> {0, 100}] : TRUE)) /\ Stay
  \/ (\A x \in M : Id(\E z \in 1..3 : z = i \/ i = 0)) /\ Stay
  \/ (\A x \in M : LET H(G(_)) == G(\E z \in 1..3 : TRUE) IN H(Id)) /\ Stay
  \/ (\A x \in M : LET H == \E z \in 1..3 : x = m \/ i = 1 IN H) /\ Stay`,
    ],
    [
      'a recursive definition within an application of itself',
      String.raw`
VARIABLE i
Twice(F(_), x) == F(F(x))
Init == i \in 0..2
Next == i' = Twice(LAMBDA x : LET RECURSIVE Down(_) Down(n) == IF n <= 0 THEN x ELSE 1 + Down(n - 1) IN Down(2), i % 3)`,
    ],
    [
      'strings as sequences',
      String.raw`
VARIABLES t, n
Init == t \in {"a", "bc", "aé😀", ""} /\ n = 0
Next ==
  \/ n' = Len(t) /\ t' = (IF Len(t) < 5 THEN t \o "x" ELSE t)
  \/ t' = SubSeq(t, 1, 1) /\ n' = n
  \/ t' = SubSeq(t, 2, 1) /\ n' = n`,
    ],
    [
      'errors in what membership need not look at',
      String.raw`
VARIABLES i, b, ss
Init == i \in 0..5 /\ b \in BOOLEAN /\ ss = {{1}, {}}
Next ==
  \/ i = 0 /\ 7 \in {x \in 0..1 : b = (Head(<<>>) = x)} /\ UNCHANGED <<i, b, ss>>
  \/ i = 1 /\ b \in {b} \cup {Head(<<>>)} /\ UNCHANGED <<i, b, ss>>
  \/ i = 2 /\ [a |-> 1, b |-> 2] \in [a : ss, b : UNION i] /\ UNCHANGED <<i, b, ss>>
  \/ i = 3 /\ i \in [1..2 -> UNION i] /\ UNCHANGED <<i, b, ss>>
  \/ i = 4 /\ 1 \in {} \cap (CHOOSE s \in ss : FALSE) /\ UNCHANGED <<i, b, ss>>
  \/ i = 5 /\ <<1>> \in {2} \X {Head(<<>>)} /\ UNCHANGED <<i, b, ss>>`,
    ],
    [
      'values that do not fit in steps that are none',
      String.raw`
VARIABLES i, b
Init == i = 0 /\ b \in BOOLEAN
Next == (IF b THEN i' = -500 /\ b' = b ELSE i' = i /\ b' = b) /\ i' > -3`,
    ],
  ])('on %s', (_, text) => {
    const spec = specOf(`${text}\nCHECK_DEADLOCK FALSE\n`);
    told(text, difference(spec, 40));
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
      { seed: 13, numRuns: runs(130) },
    );
  });
});
