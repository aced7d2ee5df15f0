/** Names: bound twice, taken, given too few or too many arguments. */

import { describe, expect, it } from 'vitest';
import { complaints, module } from './resolving.js';

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

describe('a field', () => {
  const text = `Twice == [a |-> 1, b |-> 2, a |-> 3]
Sets == [a : {1}, a : {2}]
Once == [a |-> [a |-> 1], b |-> 2]
Changed == [Once EXCEPT !.b = 1, !.b = 2]`;

  it('stands once in a record or a set of records', () => {
    expect(complaints(text)).toMatchInlineSnapshot(`
      "error[duplicate]: The field \`a\` stands twice here.
        at t.spec:1:29
        1 | Twice == [a |-> 1, b |-> 2, a |-> 3]
          |                             ^

      error[duplicate]: The field \`a\` stands twice here.
        at t.spec:2:19
        2 | Sets == [a : {1}, a : {2}]
          |                   ^"
    `);
  });

  it('does so in a module of TLA+', () => {
    expect(complaints(module('T', text), { file: 'T.tla' })).toMatchInlineSnapshot(`
      "error[duplicate]: The field \`a\` stands twice here.
        at T.tla:2:29
        2 | Twice == [a |-> 1, b |-> 2, a |-> 3]
          |                             ^

      error[duplicate]: The field \`a\` stands twice here.
        at T.tla:3:19
        3 | Sets == [a : {1}, a : {2}]
          |                   ^"
    `);
  });
});
