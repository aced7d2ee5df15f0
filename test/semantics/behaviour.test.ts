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

  it('is compared with its value where it was to get one', () => {
    expect(
      complaints(String.raw`VARIABLES x, y
Init == x = 0 /\ y = <<>>
Next == A \/ B
A == x < 3 /\ x = x + 1 /\ y = Append(y, x)
B == x = 0 /\ y' = y`),
    ).toMatchInlineSnapshot(`
      "error[unassigned]: \`Next\` never gives \`x\` a next value: this compares it with the one it has.
        at t.spec:4:15
        4 | A == x < 3 /\\ x = x + 1 /\\ y = Append(y, x)
          |               ^^^^^^^^^
        hint: Did you mean \`x' = …\`?

      error[unassigned]: \`Next\` never gives \`y\` a next value: this compares it with the one it has.
        at t.spec:4:28
        4 | A == x < 3 /\\ x = x + 1 /\\ y = Append(y, x)
          |                            ^^^^^^^^^^^^^^^^
        hint: Did you mean \`y' = …\`?

      error[unassigned]: \`B\` never gives \`x\` a next value.
        at t.spec:5:6
        5 | B == x = 0 /\\ y' = y
          |      ^^^^^^^^^^^^^^^
        hint: Add \`UNCHANGED x\` if it stays as it is. To give it one, write \`x' = …\` with a prime."
    `);
  });

  it('is spoken of in part only', () => {
    expect(
      complaints(String.raw`VARIABLES f, r, z
Init == f = [n \in 1..2 |-> 0] /\ r = [a |-> 0] /\ z = 0
A(n) == f'[n] = f[n] + 1 /\ UNCHANGED <<r, z>>
B(n) == f[n]' = 1 /\ r'.a = 1
C(n) == r.a' = 1 /\ f' = f /\ z' \in {f[n]}
D(n) == (f)'[n] = 1 /\ UNCHANGED <<r, z>>
Next == \E n \in 1..2 : A(n) \/ B(n) \/ C(n) \/ D(n)`),
    ).toMatchInlineSnapshot(`
      "error[unassigned]: \`A\` never gives \`f\` a next value: this speaks of a part of it only.
        at t.spec:3:9
        3 | A(n) == f'[n] = f[n] + 1 /\\ UNCHANGED <<r, z>>
          |         ^^^^^
        hint: Write \`f' = [f EXCEPT ![n] = …]\`.

      error[unassigned]: \`B\` never gives \`z\` a next value.
        at t.spec:4:9
        4 | B(n) == f[n]' = 1 /\\ r'.a = 1
          |         ^^^^^^^^^^^^^^^^^^^^^
        hint: Add \`UNCHANGED z\` if it stays as it is.

      error[unassigned]: \`B\` never gives \`f\` a next value: this speaks of a part of it only.
        at t.spec:4:9
        4 | B(n) == f[n]' = 1 /\\ r'.a = 1
          |         ^^^^^
        hint: Write \`f' = [f EXCEPT ![n] = …]\`.

      error[unassigned]: \`B\` never gives \`r\` a next value: this speaks of a part of it only.
        at t.spec:4:22
        4 | B(n) == f[n]' = 1 /\\ r'.a = 1
          |                      ^^^^
        hint: Write \`r' = [r EXCEPT !.a = …]\`.

      error[unassigned]: \`C\` never gives \`r\` a next value: this speaks of a part of it only.
        at t.spec:5:9
        5 | C(n) == r.a' = 1 /\\ f' = f /\\ z' \\in {f[n]}
          |         ^^^^
        hint: Write \`r' = [r EXCEPT !.a = …]\`.

      error[unassigned]: \`D\` never gives \`f\` a next value: this speaks of a part of it only.
        at t.spec:6:9
        6 | D(n) == (f)'[n] = 1 /\\ UNCHANGED <<r, z>>
          |         ^^^^^^^
        hint: Write \`f' = [f EXCEPT ![n] = …]\`."
    `);
  });

  it('may be read in part before and after it is given', () => {
    expect(
      complaints(String.raw`VARIABLES f, g, z
Init == f = <<0>> /\ g = 0 /\ z = 0
Value(e) == e = <<1>>
Next ==
  \/ f' = <<1>> /\ g' = f'[1] /\ z' = f[g']
  \/ Value(f') /\ f'[1] = 1 /\ UNCHANGED <<g, z>>
  \/ f'[1] = 1 /\ UNCHANGED vars`),
    ).toMatchInlineSnapshot(`""`);
  });

  it('is left to the search where a module of TLA+ speaks of a part', () => {
    const module = String.raw`---- MODULE t ----
VARIABLES f, g
Init == f = <<0>> /\ g = 0
Next == f'[1] = 1
====`;
    expect(complaints(module, { file: 't.tla' })).toMatchInlineSnapshot(`
      "warning[unassigned]: \`Next\` never gives \`g\` a next value.
        at t.tla:4:9
        4 | Next == f'[1] = 1
          |         ^^^^^^^^^
        hint: Add \`UNCHANGED g\` if it stays as it is."
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
