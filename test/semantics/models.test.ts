/** MODEL and EXPECT. */

import { describe, expect, it } from 'vitest';
import { complaints } from './resolving.js';

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
