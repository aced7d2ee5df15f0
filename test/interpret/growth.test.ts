/** After a search that stopped at a limit: which variables grow. */

import { describe, expect, it } from 'vitest';
import { growth } from '../../src/interpret/growth.js';
import { interpret } from '../../src/interpret/model.js';
import { specOf } from '../semantics/resolving.js';

const said = (text: string) => growth(interpret(specOf(text)), Number.POSITIVE_INFINITY);

describe('a variable that nothing bounds', () => {
  it('is named with how far it grew', () => {
    expect(
      said(String.raw`VARIABLES log, clock, light, box
Init == log = <<>> /\ clock = 0 /\ light = "red" /\ box = [p \in {"a", "b"} |-> {}]
Next ==
  /\ log' = Append(log, light)
  /\ clock' = clock - 1
  /\ light' = IF light = "red" THEN "green" ELSE "red"
  /\ box' = [box EXCEPT !["a"] = @ \union {clock}]`),
    ).toMatchInlineSnapshot(
      `"Within 60 steps at random, \`log\` grew to 60 elements, \`clock\` to -60 and \`box\` to 60 elements: what nothing bounds needs a CONSTRAINT or smaller constants."`,
    );
  });

  it('is one among those that are bounded', () => {
    expect(
      said(String.raw`VARIABLES n, tick
Init == n = 0 /\ tick = 0
Next == n' = n + 1 /\ tick' = (tick + 1) % 5`),
    ).toMatchInlineSnapshot(
      `"Within 60 steps at random, \`n\` grew to 60: what nothing bounds needs a CONSTRAINT or smaller constants."`,
    );
  });
});

describe('nothing is said', () => {
  it('where all values stay small', () => {
    expect(said("VARIABLE x\nInit == x = 0\nNext == x' = (x + 1) % 5")).toBeUndefined();
  });

  it('within a CONSTRAINT', () => {
    expect(said("VARIABLE x\nInit == x = 0\nNext == x' = x + 1\nCONSTRAINT Short == x < 5")).toBeUndefined();
  });

  it('where a single step takes longer than anybody waits', () => {
    const large = String.raw`VARIABLE x
Init == x = 0
Next == x' = x + 1 /\ \E s \in SUBSET (1..15) : {0} \in {t \cup {1} : t \in SUBSET s}`;
    expect(growth(interpret(specOf(large)), 50)).toBeUndefined();
  });

  it('where there is no state, or a step cannot be evaluated', () => {
    expect(said("VARIABLE x\nInit == x = 0 /\\ FALSE\nNext == x' = x")).toBeUndefined();
    expect(said('VARIABLE x\nInit == x = 0\nNext == x\' = x + "a"')).toBeUndefined();
  });
});
