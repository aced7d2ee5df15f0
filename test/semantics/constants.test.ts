/** Constants and their values. */

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
