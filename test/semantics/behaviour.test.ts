/** Init, Next, SPECIFICATION, FAIRNESS: the behaviour that a spec states. */

import { describe, expect, it } from 'vitest';
import { complaints } from './resolving.js';

describe('the parts of a behaviour', () => {
  it('must be defined', () => {
    expect(
      complaints(`VARIABLE x
Start == x = 1
Step == x' = 1`),
    ).toMatchInlineSnapshot(`
  "error[no-behaviour]: The initial predicate \`Init\` is not defined.
    at t.spec:1:1
    1 | VARIABLE x
      | ^
    hint: Define \`Init\`, or name another definition with \`INIT\`.

  error[no-behaviour]: The next-state relation \`Next\` is not defined.
    at t.spec:1:1
    1 | VARIABLE x
      | ^
    hint: Define \`Next\`, or name another definition with \`NEXT\`."
`);
  });

  it('must be defined under the names that are given', () => {
    expect(
      complaints(`VARIABLE x
INIT Foo
NEXT Bar`),
    ).toMatchInlineSnapshot(`
  "error[no-behaviour]: The initial predicate \`Foo\` is not defined.
    at t.spec:2:6
    2 | INIT Foo
      |      ^^^
    hint: Define \`Foo\`, or name another definition with \`INIT\`.

  error[no-behaviour]: The next-state relation \`Bar\` is not defined.
    at t.spec:3:6
    3 | NEXT Bar
      |      ^^^
    hint: Define \`Bar\`, or name another definition with \`NEXT\`."
`);
  });

  it('take no parameters', () => {
    expect(
      complaints(`VARIABLE x
Init(a) == x = a
Next == UNCHANGED x
Inv(a) == x = a
INVARIANT Inv`),
    ).toMatchInlineSnapshot(`
  "error[arity]: \`Init\` takes 1 argument, and 0 are given.
    at t.spec:2:1
    2 | Init(a) == x = a
      | ^^^^

  error[arity]: \`Inv\` takes 1 argument, and 0 are given.
    at t.spec:5:11
    5 | INVARIANT Inv
      |           ^^^"
`);
  });

  it('come out of a SPECIFICATION of the usual form only', () => {
    expect(
      complaints(String.raw`VARIABLE x
Spec == x = 1 /\ []TRUE
SPECIFICATION Spec`),
    ).toMatchInlineSnapshot(`
  "error[no-behaviour]: \`Spec\` is not of the form \`Init /\\ [][Next]_vars /\\ fairness\`.
    at t.spec:3:15
    3 | SPECIFICATION Spec
      |               ^^^^"
`);
  });

  it('are not needed without variables', () => {
    expect(complaints(`ASSUME 1 + 1 = 2`)).toMatchInlineSnapshot(`""`);
  });

  it('unknown names in FAIRNESS', () => {
    expect(
      complaints(`VARIABLE x
Init == x = 0
Next == UNCHANGED x
FAIRNESS WF_x(Nxt)
PROPERTY Done == <>(y = 1)`),
    ).toMatchInlineSnapshot(`
  "error[unknown-name]: \`Nxt\` is not defined.
    at t.spec:4:15
    4 | FAIRNESS WF_x(Nxt)
      |               ^^^
    hint: Did you mean \`Next\`?

  error[unknown-name]: \`y\` is not defined.
    at t.spec:5:21
    5 | PROPERTY Done == <>(y = 1)
      |                     ^"
`);
  });
});

describe('a variable that an action can never give a next value', () => {
  it('is named with the action', () => {
    expect(
      complaints(String.raw`VARIABLES x, y, z
Init == x = 0 /\ y = 0 /\ z = 0
A == x' = 1 /\ y' = 1
B == x' = 1
Next == A \/ B \/ UNCHANGED <<x, y, z>>`),
    ).toMatchInlineSnapshot(`
  "error[unassigned]: \`A\` never gives \`z\` a next value.
    at t.spec:3:6
    3 | A == x' = 1 /\\ y' = 1
      |      ^^^^^^^^^^^^^^^^
    hint: Add \`UNCHANGED z\` if it stays as it is.

  error[unassigned]: \`B\` never gives \`y\` and \`z\` a next value.
    at t.spec:4:6
    4 | B == x' = 1
      |      ^^^^^^
    hint: Add \`UNCHANGED <<y, z>>\` if it stays as it is."
`);
  });

  it('is looked for in what applies itself', () => {
    expect(
      complaints(String.raw`VARIABLES x, y
Init == x = 0 /\ y = 0
Next ==
  LET RECURSIVE Down(_)
      Down(n) == IF n <= 0 THEN x ELSE Down(n - 1)
  IN x' = Down(x)`),
    ).toMatchInlineSnapshot(`
      "error[unassigned]: \`Next\` never gives \`y\` a next value.
        at t.spec:6:6
        6 |   IN x' = Down(x)
          |      ^^^^^^^^^^^^
        hint: Add \`UNCHANGED y\` if it stays as it is."
    `);
  });

  it('is found in a disjunct without a name', () => {
    expect(
      complaints(String.raw`VARIABLES x, y
Init == x = 0 /\ y = 0
Next == x' = 1 \/ UNCHANGED vars`),
    ).toMatchInlineSnapshot(`
  "error[unassigned]: \`Next\` never gives \`y\` a next value.
    at t.spec:3:9
    3 | Next == x' = 1 \\/ UNCHANGED vars
      |         ^^^^^^
    hint: Add \`UNCHANGED y\` if it stays as it is."
`);
  });

  it('may get one through definitions, LET, IF, CASE, operators and vars', () => {
    expect(
      complaints(String.raw`VARIABLES x, y
Init == x = 0 /\ y = 0
Set(v) == y' = v
Keep == <<x, y>>
Apply(F(_)) == F(1)
Next ==
  \/ LET q == 1 IN x' = q /\ Set(q)
  \/ IF x = 0 THEN UNCHANGED Keep ELSE UNCHANGED vars
  \/ CASE x = 0 -> UNCHANGED vars [] OTHER -> x' = 1 /\ y' \in {1}
  \/ x' = 2 /\ Apply(LAMBDA v : y' = v)
  \/ [x' = 1]_vars`),
    ).toMatchInlineSnapshot(`""`);
  });
});
