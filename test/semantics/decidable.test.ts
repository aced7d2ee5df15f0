/** Temporal formulas that cannot be decided are refused by name. */

import { describe, expect, it } from 'vitest';
import { complaints } from './resolving.js';

const spec = (line: string) => `VARIABLE x
Init == x = 0
Next == x' = 1 - x
${line}`;

describe('fairness', () => {
  it('speaks of whole behaviours', () => {
    expect(complaints(spec('FAIRNESS x = 0'))).toMatchInlineSnapshot(`
      "error[fairness-form]: Fairness is about whole behaviours, and this speaks of single states or steps.
        at t.spec:4:10
        4 | FAIRNESS x = 0
          |          ^^^^^
        hint: Write \`WF_vars(A)\` or \`SF_vars(A)\` for an action A."
    `);
  });
});

describe('a property', () => {
  it('needs brackets around an action', () => {
    expect(complaints(spec("PROPERTY P == [](x' = x)"))).toMatchInlineSnapshot(`
      "error[temporal-form]: \`[]\` of an action must be \`[][A]_v\`: a formula must not depend on steps that change nothing.
        at t.spec:4:15
        4 | PROPERTY P == [](x' = x)
          |               ^^^^^^^^^^
        hint: Write \`[][A]_vars\`: every step is an A step, or changes nothing."
    `);
    expect(complaints(spec("PROPERTY P == x' = x ~> x = 0"))).toMatchInlineSnapshot(`
      "error[temporal-form]: An action is true of a step, not of a behaviour: it cannot stand here by itself.
        at t.spec:4:15
        4 | PROPERTY P == x' = x ~> x = 0
          |               ^^^^^^
        hint: Write \`[][A]_vars\` (every step that changes something is an A step) or \`<><<A>>_vars\` (some step is)."
    `);
  });

  it('quantifies over constant sets only', () => {
    expect(complaints(spec(String.raw`PROPERTY P == \A y \in {x} : <>(x = y)`))).toMatchInlineSnapshot(`
      "error[temporal-bound]: \`\\A\` in front of a temporal formula needs a set that is the same in every state.
        at t.spec:4:24
        4 | PROPERTY P == \\A y \\in {x} : <>(x = y)
          |                        ^^^
        hint: Quantify over a constant set, and put the condition inside, as in \`\\A x \\in S : x \\in now ~> P(x)\`."
    `);
  });

  it('does not recur', () => {
    expect(
      complaints(
        spec(
          'RECURSIVE Often(_)\nOften(n) == IF n = 0 THEN <>(x = 0) ELSE Often(n - 1)\nPROPERTY P == Often(3)',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "error[temporal-recursion]: \`Often\` is recursive, and a temporal formula must not be.
        at t.spec:6:15
        6 | PROPERTY P == Often(3)
          |               ^^^^^^^^"
    `);
  });

  it('has no temporal part inside a value', () => {
    expect(complaints(spec('PROPERTY P == {<>(x = 0)} = {TRUE}'))).toMatchInlineSnapshot(`
      "error[level]: A temporal formula has no value in a state: it cannot stand here.
        at t.spec:4:15
        4 | PROPERTY P == {<>(x = 0)} = {TRUE}
          |               ^^^^^^^^^^^

      error[level]: A temporal formula has no value in a state: it cannot stand here.
        at t.spec:4:16
        4 | PROPERTY P == {<>(x = 0)} = {TRUE}
          |                ^^^^^^^^^"
    `);
  });
});
