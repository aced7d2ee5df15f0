/** Constants and what a .spec adds: MODEL, EXPECT, SYMMETRY, items by name. */

import { describe, expect, it } from 'vitest';
import { complaints } from './resolving.js';

describe('constants', () => {
  it('need a value', () => {
    expect(
      complaints(`CONSTANTS N, M = 2
CONSTANT Op(_)`),
    ).toMatchInlineSnapshot(`
  "error[no-value]: The constant \`N\` has no value.
    at t.spec:1:11
    1 | CONSTANTS N, M = 2
      |           ^
    hint: Write \`CONSTANT N = …\`, give it one in a MODEL, or on the command line: \`--constant N=…\`.

  error[no-value]: The constant \`Op\` has no value.
    at t.spec:2:10
    2 | CONSTANT Op(_)
      |          ^^^^^
    hint: Write \`CONSTANT Op = …\`, give it one in a MODEL, or on the command line: \`--constant Op=…\`."
`);
  });

  it('given by name must exist', () => {
    expect(complaints(`CONSTANT Total = 1`, { constants: { Totl: '3' } })).toMatchInlineSnapshot(`
      "error[unknown-constant]: \`Totl\` is no constant of this spec.
        at --constant Totl:1:1
        1 | 3
          | ^
        hint: Did you mean \`Total\`?"
    `);
  });

  it('take undeclared names as model values, which are no operators', () => {
    expect(
      complaints(`CONSTANT C = m1
CONSTANT D = {m2(3)}
V == C(1)`),
    ).toMatchInlineSnapshot(`
      "error[not-an-operator]: \`m2\` is a model value, not an operator: it takes no arguments.
        at t.spec:2:15
        2 | CONSTANT D = {m2(3)}
          |               ^^^^^

      error[arity]: \`C\` takes no arguments, and 1 is given.
        at t.spec:3:6
        3 | V == C(1)
          |      ^^^^
        hint: A function is applied with brackets: \`C[…]\`."
    `);
  });

  it('that are operators take operators', () => {
    expect(
      complaints(`CONSTANT Op(_) = 3
CONSTANT Two(_) = LAMBDA a, b : a
CONSTANT Fine(_) = LAMBDA a : a + 1`),
    ).toMatchInlineSnapshot(`
      "error[value-as-operator]: An operator of 1 argument was expected here, and this is a value.
        at t.spec:1:18
        1 | CONSTANT Op(_) = 3
          |                  ^
        hint: Without a name it is written \`LAMBDA a : …\`.

      error[arity]: This LAMBDA takes 2 arguments, and an operator of 1 was expected here.
        at t.spec:2:19
        2 | CONSTANT Two(_) = LAMBDA a, b : a
          |                   ^^^^^^^^^^^^^^^"
    `);
  });
});

describe('MODEL', () => {
  it('that is asked for must exist', () => {
    expect(
      complaints(
        `CONSTANT N = 1
MODEL small
  N = 2
MODEL big
  N = 3`,
        { model: 'smal' },
      ),
    ).toMatchInlineSnapshot(`
    "error[unknown-model]: This spec has no model \`smal\`. It has: small, big.
      hint: Did you mean \`small\`?"
  `);
  });

  it('that is asked for where there is none', () => {
    expect(complaints(`CONSTANT N = 1`, { model: 'small' })).toMatchInlineSnapshot(
      `"error[unknown-model]: This spec has no model \`small\`. It has only the default one."`,
    );
  });

  it('gives values to constants that exist, once', () => {
    expect(
      complaints(`CONSTANT Num = 1
MODEL small
  Nun = 2
  Num = 5
  Num = 6`),
    ).toMatchInlineSnapshot(`
    "error[unknown-constant]: \`Nun\` is no constant of this spec.
      at t.spec:3:3
      3 |   Nun = 2
        |   ^^^
      hint: Did you mean \`Num\`?

    error[duplicate-value]: \`Num\` gets a second value in this model.
      at t.spec:5:3
      5 |   Num = 6
        |   ^^^
      the first one: t.spec:4:3"
  `);
  });

  it('has a name of its own', () => {
    expect(
      complaints(`CONSTANT N = 1
MODEL small
  N = 2
MODEL small
  N = 3`),
    ).toMatchInlineSnapshot(`
    "error[duplicate-model]: There are two models \`small\`.
      at t.spec:4:7
      4 | MODEL small
        |       ^^^^^
      the first one: t.spec:2:7"
  `);
  });

  it('is checked also when another one is bound', () => {
    expect(
      complaints(
        `CONSTANT N = 1
MODEL small
  N = 2
MODEL big
  N = Len(1, 2)
  INVARIANT Foo`,
        { model: 'small' },
      ),
    ).toMatchInlineSnapshot(`
    "error[arity]: \`Len\` takes 1 argument, and 2 are given.
      at t.spec:5:7
      5 |   N = Len(1, 2)
        |       ^^^^^^^^^

    error[unknown-name]: \`Foo\` is not defined.
      at t.spec:6:13
      6 |   INVARIANT Foo
        |             ^^^"
  `);
  });
});

describe('EXPECT', () => {
  it('names what is checked', () => {
    expect(
      complaints(`VARIABLE x
Init == x = 0
Next == UNCHANGED x
INVARIANT Positive == x >= 0
EXPECT VIOLATION Positve`),
    ).toMatchInlineSnapshot(`
  "error[unknown-expectation]: \`Positve\` is expected to be violated, and nothing of that name is checked.
    at t.spec:5:18
    5 | EXPECT VIOLATION Positve
      |                  ^^^^^^^
    hint: Did you mean \`Positive\`?"
`);
  });

  it('may name a state space, and what a model adds', () => {
    expect(
      complaints(String.raw`VARIABLE x \in {0}
Init == x = 0
Next == UNCHANGED x
EXPECT VIOLATION x
MODEL m
  INVARIANT Zero == x = 0
  EXPECT VIOLATION Zero`),
    ).toMatchInlineSnapshot(`""`);
  });

  it('in a model does not see what another model adds', () => {
    expect(
      complaints(`VARIABLE x
Init == x = 0
Next == UNCHANGED x
MODEL m
  INVARIANT Zero == x = 0
MODEL n
  EXPECT VIOLATION Zero`),
    ).toMatchInlineSnapshot(`
    "error[unknown-expectation]: \`Zero\` is expected to be violated, and nothing of that name is checked.
      at t.spec:7:20
      7 |   EXPECT VIOLATION Zero
        |                    ^^^^
      hint: Name an INVARIANT or a PROPERTY."
  `);
  });
});

describe('items by name', () => {
  it('must be defined', () => {
    expect(
      complaints(`VARIABLE x
Init == x = 0
Next == UNCHANGED x
INVARIANT Foo, Bar
SYMMETRY Perms
VIEW Look
CONSTRAINT Small
PROPERTY Live`),
    ).toMatchInlineSnapshot(`
  "error[unknown-name]: \`Foo\` is not defined.
    at t.spec:4:11
    4 | INVARIANT Foo, Bar
      |           ^^^

  error[unknown-name]: \`Bar\` is not defined.
    at t.spec:4:16
    4 | INVARIANT Foo, Bar
      |                ^^^

  error[unknown-name]: \`Perms\` is not defined.
    at t.spec:5:10
    5 | SYMMETRY Perms
      |          ^^^^^

  error[unknown-name]: \`Look\` is not defined.
    at t.spec:6:6
    6 | VIEW Look
      |      ^^^^

  error[unknown-name]: \`Small\` is not defined.
    at t.spec:7:12
    7 | CONSTRAINT Small
      |            ^^^^^

  error[unknown-name]: \`Live\` is not defined.
    at t.spec:8:10
    8 | PROPERTY Live
      |          ^^^^"
`);
  });

  it('that are asked for must be defined', () => {
    expect(
      complaints(
        `VARIABLE x
Init == x = 0
Next == UNCHANGED x
INVARIANT Typed == TRUE`,
        { invariants: ['Typd'], properties: ['Live'] },
      ),
    ).toMatchInlineSnapshot(`
      "error[unknown-invariant]: There is no invariant \`Typd\`.
        hint: Did you mean \`Typed\`?

      error[unknown-property]: There is no property \`Live\`.
        hint: Define it in the spec: \`PROPERTY Name == …\`."
    `);
  });
});
