/** Items that name what is defined elsewhere. */

import { describe, expect, it } from 'vitest';
import { complaints } from './resolving.js';

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
