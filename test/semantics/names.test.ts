/** Names: unknown, bound twice, taken, given too few or too many arguments. */

import { describe, expect, it } from 'vitest';
import { complaints } from './resolving.js';

describe('unknown names', () => {
  it('suggests the nearest name that is visible', () => {
    expect(
      complaints(`VARIABLE counter
Init == countr = 0
Next == counter' = Lenn(<<1>>) + cuonter`),
    ).toMatchInlineSnapshot(`
  "error[unknown-name]: \`countr\` is not defined.
    at t.spec:2:9
    2 | Init == countr = 0
      |         ^^^^^^
    hint: Did you mean \`counter\`?

  error[unknown-name]: \`Lenn\` is not defined.
    at t.spec:3:20
    3 | Next == counter' = Lenn(<<1>>) + cuonter
      |                    ^^^^
    hint: Did you mean \`Len\`?

  error[unknown-name]: \`cuonter\` is not defined.
    at t.spec:3:34
    3 | Next == counter' = Lenn(<<1>>) + cuonter
      |                                  ^^^^^^^
    hint: Did you mean \`counter\`?"
`);
  });

  it('suggests a name that differs in case only', () => {
    expect(
      complaints(`Total == 1
V == total`),
    ).toMatchInlineSnapshot(`
  "error[unknown-name]: \`total\` is not defined.
    at t.spec:2:6
    2 | V == total
      |      ^^^^^
    hint: Did you mean \`Total\`?"
`);
  });

  it('suggests nothing for a name of one letter', () => {
    expect(
      complaints(`a == 1
V == b`),
    ).toMatchInlineSnapshot(`
  "error[unknown-name]: \`b\` is not defined.
    at t.spec:2:6
    2 | V == b
      |      ^"
`);
  });

  it('suggests nothing that is far away', () => {
    expect(
      complaints(`Acceptors == {1}
V == quorum`),
    ).toMatchInlineSnapshot(`
  "error[unknown-name]: \`quorum\` is not defined.
    at t.spec:2:6
    2 | V == quorum
      |      ^^^^^^"
`);
  });

  it('knows the operator that another language would use', () => {
    expect(
      complaints(`V == 6 / 2
W == TRUE && FALSE
X == 7 %% 2`),
    ).toMatchInlineSnapshot(`
  "error[unknown-operator]: \`/\` is not defined here.
    at t.spec:1:8
    1 | V == 6 / 2
      |        ^
    hint: Write \`\\div\`.

  error[unknown-operator]: \`&&\` is not defined here.
    at t.spec:2:11
    2 | W == TRUE && FALSE
      |           ^^
    hint: Write \`/\\\`.

  error[unknown-operator]: \`%%\` is not defined here.
    at t.spec:3:8
    3 | X == 7 %% 2
      |        ^^
    hint: Write \`%\`."
`);
  });

  it('reports every error of a file, in the order of its lines', () => {
    expect(
      complaints(String.raw`V == one
W == two + three
X == \E q \in four : five`),
    ).toMatchInlineSnapshot(`
  "error[unknown-name]: \`one\` is not defined.
    at t.spec:1:6
    1 | V == one
      |      ^^^

  error[unknown-name]: \`two\` is not defined.
    at t.spec:2:6
    2 | W == two + three
      |      ^^^

  error[unknown-name]: \`three\` is not defined.
    at t.spec:2:12
    2 | W == two + three
      |            ^^^^^

  error[unknown-name]: \`four\` is not defined.
    at t.spec:3:15
    3 | X == \\E q \\in four : five
      |               ^^^^

  error[unknown-name]: \`five\` is not defined.
    at t.spec:3:22
    3 | X == \\E q \\in four : five
      |                      ^^^^"
`);
  });

  it('looks into every part of an expression', () => {
    expect(
      complaints(String.raw`V == [a |-> u1, b |-> CASE u2 -> 1 [] OTHER -> LET w == u3 IN {u4} \cup [u5 -> {1}]]
W == <<[f \in {1} |-> u6], CHOOSE c \in {1} : u7, [[a |-> 1] EXCEPT !.a = u8]>>`),
    ).toMatchInlineSnapshot(`
  "error[unknown-name]: \`u1\` is not defined.
    at t.spec:1:13
    1 | V == [a |-> u1, b |-> CASE u2 -> 1 [] OTHER -> LET w == u3 IN {u4} \\cup [u5 -> {1}]]
      |             ^^

  error[unknown-name]: \`u2\` is not defined.
    at t.spec:1:28
    1 | V == [a |-> u1, b |-> CASE u2 -> 1 [] OTHER -> LET w == u3 IN {u4} \\cup [u5 -> {1}]]
      |                            ^^

  error[unknown-name]: \`u3\` is not defined.
    at t.spec:1:57
    1 | V == [a |-> u1, b |-> CASE u2 -> 1 [] OTHER -> LET w == u3 IN {u4} \\cup [u5 -> {1}]]
      |                                                         ^^

  error[unknown-name]: \`u4\` is not defined.
    at t.spec:1:64
    1 | V == [a |-> u1, b |-> CASE u2 -> 1 [] OTHER -> LET w == u3 IN {u4} \\cup [u5 -> {1}]]
      |                                                                ^^

  error[unknown-name]: \`u5\` is not defined.
    at t.spec:1:74
    1 | V == [a |-> u1, b |-> CASE u2 -> 1 [] OTHER -> LET w == u3 IN {u4} \\cup [u5 -> {1}]]
      |                                                                          ^^

  error[unknown-name]: \`u6\` is not defined.
    at t.spec:2:23
    2 | W == <<[f \\in {1} |-> u6], CHOOSE c \\in {1} : u7, [[a |-> 1] EXCEPT !.a = u8]>>
      |                       ^^

  error[unknown-name]: \`u7\` is not defined.
    at t.spec:2:47
    2 | W == <<[f \\in {1} |-> u6], CHOOSE c \\in {1} : u7, [[a |-> 1] EXCEPT !.a = u8]>>
      |                                               ^^

  error[unknown-name]: \`u8\` is not defined.
    at t.spec:2:75
    2 | W == <<[f \\in {1} |-> u6], CHOOSE c \\in {1} : u7, [[a |-> 1] EXCEPT !.a = u8]>>
      |                                                                           ^^"
`);
  });
});

describe('arity', () => {
  it('names what is given and what is taken', () => {
    expect(
      complaints(`F(a, b) == a
G == 1
V == <<F(1), G(1), Cardinality({1}, {2}), F(1, 2, 3)>>`),
    ).toMatchInlineSnapshot(`
      "error[arity]: \`F\` takes 2 arguments, and 1 is given.
        at t.spec:3:8
        3 | V == <<F(1), G(1), Cardinality({1}, {2}), F(1, 2, 3)>>
          |        ^^^^

      error[arity]: \`G\` takes no arguments, and 1 is given.
        at t.spec:3:14
        3 | V == <<F(1), G(1), Cardinality({1}, {2}), F(1, 2, 3)>>
          |              ^^^^
        hint: A function is applied with brackets: \`G[…]\`.

      error[arity]: \`Cardinality\` takes 1 argument, and 2 are given.
        at t.spec:3:20
        3 | V == <<F(1), G(1), Cardinality({1}, {2}), F(1, 2, 3)>>
          |                    ^^^^^^^^^^^^^^^^^^^^^

      error[arity]: \`F\` takes 2 arguments, and 3 are given.
        at t.spec:3:43
        3 | V == <<F(1), G(1), Cardinality({1}, {2}), F(1, 2, 3)>>
          |                                           ^^^^^^^^^^"
    `);
  });

  it('tells a function from an operator', () => {
    expect(
      complaints(String.raw`f[i \in {1}] == i
V == f(1)`),
    ).toMatchInlineSnapshot(`
      "error[arity]: \`f\` takes no arguments, and 1 is given.
        at t.spec:2:6
        2 | V == f(1)
          |      ^^^^
        hint: A function is applied with brackets: \`f[…]\`."
    `);
  });

  it('counts the parameters of operators as arguments', () => {
    expect(
      complaints(`Apply(G(_), a) == G(a)
Two(a, b) == a
V == <<Apply(LAMBDA a, b : a, 1), Apply(Two, 1), Apply(3, 1), Apply(Too, 1)>>`),
    ).toMatchInlineSnapshot(`
      "error[arity]: This LAMBDA takes 2 arguments, and an operator of 1 was expected here.
        at t.spec:3:14
        3 | V == <<Apply(LAMBDA a, b : a, 1), Apply(Two, 1), Apply(3, 1), Apply(Too, 1)>>
          |              ^^^^^^^^^^^^^^^

      error[arity]: \`Two\` takes 2 arguments, and an operator of 1 was expected here.
        at t.spec:3:41
        3 | V == <<Apply(LAMBDA a, b : a, 1), Apply(Two, 1), Apply(3, 1), Apply(Too, 1)>>
          |                                         ^^^

      error[value-as-operator]: An operator of 1 argument was expected here, and this is a value.
        at t.spec:3:56
        3 | V == <<Apply(LAMBDA a, b : a, 1), Apply(Two, 1), Apply(3, 1), Apply(Too, 1)>>
          |                                                        ^
        hint: Without a name it is written \`LAMBDA a : …\`.

      error[unknown-name]: \`Too\` is not defined.
        at t.spec:3:69
        3 | V == <<Apply(LAMBDA a, b : a, 1), Apply(Two, 1), Apply(3, 1), Apply(Too, 1)>>
          |                                                                     ^^^
        hint: Did you mean \`Two\`?"
    `);
  });

  it('wants a value where an operator stands, and the other way round', () => {
    expect(
      complaints(`F(a) == a
V == LAMBDA x : x
W == F(LAMBDA x : x)
X == F`),
    ).toMatchInlineSnapshot(`
  "error[operator-as-value]: A LAMBDA is an operator: a value was expected here.
    at t.spec:2:6
    2 | V == LAMBDA x : x
      |      ^^^^^^^^^^^^

  error[operator-as-value]: A LAMBDA is an operator: a value was expected here.
    at t.spec:3:8
    3 | W == F(LAMBDA x : x)
      |        ^^^^^^^^^^^^

  error[arity]: \`F\` takes 1 argument, and 0 are given.
    at t.spec:4:6
    4 | X == F
      |      ^"
`);
  });

  it('compares what RECURSIVE announces with what is defined', () => {
    expect(
      complaints(`RECURSIVE F(_)
RECURSIVE G(_, _)
G(a) == a
V == 1`),
    ).toMatchInlineSnapshot(`
  "error[not-recursive]: \`F\` is announced as RECURSIVE, and no operator of that name is defined here.
    at t.spec:1:11
    1 | RECURSIVE F(_)
      |           ^

  error[arity]: \`G\` is announced with 2 parameters, and defined with 1.
    at t.spec:2:11
    2 | RECURSIVE G(_, _)
      |           ^"
`);
  });
});

describe('names that are taken', () => {
  it('refuses a second definition, variable, constant or parameter', () => {
    expect(
      complaints(`A == 1
A == 2
VARIABLES x, x
F(a, a) == a
Init == x = 0
Next == UNCHANGED x`),
    ).toMatchInlineSnapshot(`
  "error[shadowing]: \`A\` already has a meaning here, and TLA+ gives a name only one.
    at t.spec:2:1
    2 | A == 2
      | ^
    first meaning: t.spec:1:1

  error[shadowing]: \`x\` already has a meaning here, and TLA+ gives a name only one.
    at t.spec:3:14
    3 | VARIABLES x, x
      |              ^
    first meaning: t.spec:3:11

  error[duplicate]: \`a\` is bound twice here.
    at t.spec:4:6
    4 | F(a, a) == a
      |      ^"
`);
  });

  it('refuses a bound name that has a meaning already', () => {
    expect(
      complaints(String.raw`a == 1
F(a) == a
G == \E a \in {1} : \A b \in {2} : \E b \in {1} : TRUE`),
    ).toMatchInlineSnapshot(`
  "error[shadowing]: \`a\` already has a meaning here, and TLA+ gives a name only one.
    at t.spec:2:3
    2 | F(a) == a
      |   ^
    first meaning: t.spec:1:1

  error[shadowing]: \`a\` already has a meaning here, and TLA+ gives a name only one.
    at t.spec:3:9
    3 | G == \\E a \\in {1} : \\A b \\in {2} : \\E b \\in {1} : TRUE
      |         ^
    first meaning: t.spec:1:1

  error[shadowing]: \`b\` already has a meaning here, and TLA+ gives a name only one.
    at t.spec:3:39
    3 | G == \\E a \\in {1} : \\A b \\in {2} : \\E b \\in {1} : TRUE
      |                                       ^
    first meaning: t.spec:3:24"
`);
  });

  it('refuses a LET that defines what is defined around it', () => {
    expect(
      complaints(`a == 1
V == LET a == 2 IN a
W == LET q == 1 q == 2 IN q`),
    ).toMatchInlineSnapshot(`
  "error[shadowing]: \`a\` already has a meaning here, and TLA+ gives a name only one.
    at t.spec:2:10
    2 | V == LET a == 2 IN a
      |          ^
    first meaning: t.spec:1:1

  error[shadowing]: \`q\` already has a meaning here, and TLA+ gives a name only one.
    at t.spec:3:17
    3 | W == LET q == 1 q == 2 IN q
      |                 ^
    first meaning: t.spec:3:10"
`);
  });

  it('refuses a name that is bound twice in one place', () => {
    expect(
      complaints(String.raw`V == \E <<a, a>> \in {<<1, 1>>} : TRUE
W == {b : b, b \in {1}}`),
    ).toMatchInlineSnapshot(`
  "error[duplicate]: \`a\` is bound twice here.
    at t.spec:1:14
    1 | V == \\E <<a, a>> \\in {<<1, 1>>} : TRUE
      |              ^

  error[duplicate]: \`b\` is bound twice here.
    at t.spec:2:14
    2 | W == {b : b, b \\in {1}}
      |              ^"
`);
  });

  it('warns of a definition that takes the place of the library', () => {
    expect(
      complaints(`Len(s) == 1
V == Len(<<1, 2>>)`),
    ).toMatchInlineSnapshot(`
  "warning[library-shadowed]: \`Len\` takes the place of the library's operator of that name.
    at t.spec:1:1
    1 | Len(s) == 1
      | ^^^"
`);
  });

  it('lets the parameters of different definitions have the same name', () => {
    expect(
      complaints(String.raw`F(a) == a
G(a) == F(a)
V == (\E i \in {1} : TRUE) /\ (\A i \in {2} : TRUE)`),
    ).toMatchInlineSnapshot(`""`);
  });
});

describe('cycles', () => {
  it('want RECURSIVE', () => {
    expect(
      complaints(`A == B + 1
B == A
F(n) == F(n - 1)`),
    ).toMatchInlineSnapshot(`
  "error[cycle]: \`A\` is defined by itself.
    at t.spec:2:6
    2 | B == A
      |      ^
    hint: Announce it with \`RECURSIVE A\` if it is meant to be recursive.

  error[cycle]: \`F\` is defined by itself.
    at t.spec:3:9
    3 | F(n) == F(n - 1)
      |         ^^^^^^^^
    hint: Announce it with \`RECURSIVE F(_)\` if it is meant to be recursive."
`);
  });

  it('want RECURSIVE under LET', () => {
    expect(complaints(`V == LET F(n) == F(n) IN F(1)`)).toMatchInlineSnapshot(`
      "error[cycle]: \`F\` is defined by itself.
        at t.spec:1:18
        1 | V == LET F(n) == F(n) IN F(1)
          |                  ^^^^
        hint: Announce it with \`RECURSIVE F(_)\` if it is meant to be recursive."
    `);
  });

  it('are allowed where they are announced', () => {
    expect(
      complaints(String.raw`RECURSIVE Even(_), Odd(_)
Even(n) == n = 0 \/ Odd(n - 1)
Odd(n) == n # 0 /\ Even(n - 1)
V == LET RECURSIVE F(_) F(n) == IF n = 0 THEN 0 ELSE F(n - 1) IN F(2)`),
    ).toMatchInlineSnapshot(`""`);
  });

  it('are no cycles in a function', () => {
    expect(complaints(String.raw`f[n \in Nat] == IF n = 0 THEN 1 ELSE n * f[n - 1]`)).toMatchInlineSnapshot(
      `""`,
    );
  });
});

describe('what an explicit-state checker cannot evaluate', () => {
  it('is refused by name', () => {
    expect(
      complaints(String.raw`V == \EE q : TRUE
W == TRUE -+-> TRUE
X == 1.5`),
    ).toMatchInlineSnapshot(`
  "error[temporal-quantifier]: \`\\EE\` quantifies over behaviours of a variable: no explicit-state checker can decide that.
    at t.spec:1:6
    1 | V == \\EE q : TRUE
      |      ^^^^^^^^^^^^

  error[unsupported]: \`-+->\` cannot be decided by an explicit-state checker.
    at t.spec:2:6
    2 | W == TRUE -+-> TRUE
      |      ^^^^^^^^^^^^^^

  error[real-number]: Real numbers cannot be evaluated by an explicit-state checker.
    at t.spec:3:6
    3 | X == 1.5
      |      ^^^"
`);
  });

  it('@ outside an EXCEPT', () => {
    expect(
      complaints(`V == @ + 1
W == [[a |-> 1] EXCEPT !.a = @ + 1]`),
    ).toMatchInlineSnapshot(`
  "error[at-outside-except]: \`@\` is the old value in an EXCEPT, and this is none.
    at t.spec:1:6
    1 | V == @ + 1
      |      ^"
`);
  });
});

describe('a path with !', () => {
  const spec = (line: string) => String.raw`VARIABLE x
Init == /\ x = 0
        /\ x < 1
Next == x' = x
${line}`;

  it('names a part that there is', () => {
    expect(complaints(spec('INVARIANT I == Init!2'))).toBe('');
    expect(complaints(spec('INVARIANT I == Init!3'))).toMatchInlineSnapshot(`
      "error[no-part]: \`Init!3\` names no part of \`Init\` that could stand here.
        at t.spec:5:21
        5 | INVARIANT I == Init!3
          |                     ^
        hint: A part is named by a label or by its number: of a conjunct, a disjunct, an argument, an operand."
    `);
  });

  it('begins with an instance or a definition', () => {
    expect(complaints(spec('INVARIANT I == x!y'))).toMatchInlineSnapshot(`
      "error[no-instance]: \`x\` is no instance of a module: \`!\` cannot follow it.
        at t.spec:5:16
        5 | INVARIANT I == x!y
          |                ^"
    `);
  });
});
