/** Levels: what may speak of no state, of one, of two, of a whole behaviour. */

import { describe, expect, it } from 'vitest';
import { complaints } from './resolving.js';

describe('the places that have a level', () => {
  it('are named with the level that they want', () => {
    expect(
      complaints(String.raw`VARIABLE x
Init == x = 0 /\ x' = 1
Next == x' = 1
INVARIANT I == x' = 1
INVARIANT Next
ASSUME x = 1
CONSTRAINT C == x' = 1
VIEW V == x'
ACTION_CONSTRAINT AC == []TRUE
PROPERTY P == <>(x = 1)
CONSTANT K = x
SYMMETRY S == {x}
POSTCONDITION Q == x' = 2`),
    ).toMatchInlineSnapshot(`
  "error[level]: The initial predicate \`Init\` must be a state predicate, and is an action.
    at t.spec:2:1
    2 | Init == x = 0 /\\ x' = 1
      | ^^^^

  error[level]: INVARIANT \`I\` must be a state predicate, and is an action.
    at t.spec:4:11
    4 | INVARIANT I == x' = 1
      |           ^

  error[level]: INVARIANT \`Next\` must be a state predicate, and is an action.
    at t.spec:5:11
    5 | INVARIANT Next
      |           ^^^^

  error[level]: An assumption speaks of constants only.
    at t.spec:6:8
    6 | ASSUME x = 1
      |        ^^^^^

  error[level]: CONSTRAINT \`C\` must be a state predicate, and is an action.
    at t.spec:7:12
    7 | CONSTRAINT C == x' = 1
      |            ^

  error[level]: VIEW \`V\` must be a state predicate, and is an action.
    at t.spec:8:6
    8 | VIEW V == x'
      |      ^

  error[level]: ACTION_CONSTRAINT \`AC\` must be an action, and is a temporal formula.
    at t.spec:9:19
    9 | ACTION_CONSTRAINT AC == []TRUE
      |                   ^^

  error[level]: The value of the constant \`K\` must not depend on the state.
    at t.spec:11:14
    11 | CONSTANT K = x
       |              ^

  error[level]: SYMMETRY \`S\` must be a constant, and is a state predicate.
    at t.spec:12:10
    12 | SYMMETRY S == {x}
       |          ^

  error[level]: POSTCONDITION \`Q\` must be a state predicate, and is an action.
    at t.spec:13:15
    13 | POSTCONDITION Q == x' = 2
       |               ^"
`);
  });

  it('Next is no temporal formula', () => {
    expect(
      complaints(`VARIABLE x
Init == x = 0
Next == [](x = 1)`),
    ).toMatchInlineSnapshot(`
  "error[level]: The next-state relation \`Next\` must be an action, and is a temporal formula.
    at t.spec:3:1
    3 | Next == [](x = 1)
      | ^^^^"
`);
  });

  it('a state space speaks of constants', () => {
    expect(
      complaints(String.raw`CONSTANT N = 2
VARIABLES x \in {y}, y \in 0..N
Init == x = 1 /\ y = 1
Next == UNCHANGED <<x, y>>`),
    ).toMatchInlineSnapshot(`
  "error[level]: The state space of \`x\` must not depend on the state.
    at t.spec:2:17
    2 | VARIABLES x \\in {y}, y \\in 0..N
      |                 ^^^"
`);
  });

  it('an invariant may use a definition with a prime in it only under ENABLED', () => {
    expect(
      complaints(`VARIABLE x
Init == x = 0
Next == x' = 1
INVARIANT Can == ENABLED Next
INVARIANT Does == Next`),
    ).toMatchInlineSnapshot(`
  "error[level]: INVARIANT \`Does\` must be a state predicate, and is an action.
    at t.spec:5:11
    5 | INVARIANT Does == Next
      |           ^^^^"
`);
  });
});

describe('operators', () => {
  it('that speak of the next state cannot be applied twice', () => {
    expect(
      complaints(String.raw`VARIABLE x
Init == x = 0
Next == (x')' = 1 /\ UNCHANGED x'`),
    ).toMatchInlineSnapshot(`
  "error[level]: \`'\` speaks of the next state, and so does what it is applied to.
    at t.spec:3:10
    3 | Next == (x')' = 1 /\\ UNCHANGED x'
      |          ^^

  error[level]: \`UNCHANGED\` speaks of the next state, and so does what it is applied to.
    at t.spec:3:32
    3 | Next == (x')' = 1 /\\ UNCHANGED x'
      |                                ^^"
`);
  });

  it('on values cannot be applied to temporal formulas', () => {
    expect(
      complaints(`VARIABLE x
Init == x = 0
Next == UNCHANGED x
V == 1 + []TRUE
W == ENABLED (<>TRUE)
X == {[]TRUE}`),
    ).toMatchInlineSnapshot(`
  "error[level]: A temporal formula has no value in a state: it cannot stand here.
    at t.spec:4:10
    4 | V == 1 + []TRUE
      |          ^^^^^^

  error[level]: A temporal formula has no value in a state: it cannot stand here.
    at t.spec:5:15
    5 | W == ENABLED (<>TRUE)
      |               ^^^^^^

  error[level]: A temporal formula has no value in a state: it cannot stand here.
    at t.spec:6:7
    6 | X == {[]TRUE}
      |       ^^^^^^"
`);
  });

  it('with a subscript want one that speaks of one state', () => {
    expect(
      complaints(`VARIABLE x
Init == x = 0
Next == [x' = 1]_(x')
FAIRNESS WF_(x')(Next)`),
    ).toMatchInlineSnapshot(`
  "error[level]: A subscript is read in one state: it cannot speak of the next.
    at t.spec:3:19
    3 | Next == [x' = 1]_(x')
      |                   ^^

  error[level]: A subscript is read in one state: it cannot speak of the next.
    at t.spec:4:14
    4 | FAIRNESS WF_(x')(Next)
      |              ^^"
`);
  });

  it('carry the level of their arguments', () => {
    expect(
      complaints(`VARIABLE x
Init == x = 0
Same(a) == a
Next == x' = 1
INVARIANT I == Same(x') = 1`),
    ).toMatchInlineSnapshot(`
      "error[level]: INVARIANT \`I\` must be a state predicate, and is an action.
        at t.spec:5:11
        5 | INVARIANT I == Same(x') = 1
          |           ^"
    `);
  });

  it('carry the level of the operators that they are given', () => {
    expect(
      complaints(`VARIABLE x
Init == x = 0
Apply(F(_), a) == F(a)
Primed(a) == x' = a
Next == x' = 1
INVARIANT I == Apply(Primed, 1)
INVARIANT J == Apply(LAMBDA a : x' = a, 1)`),
    ).toMatchInlineSnapshot(`
  "error[level]: INVARIANT \`I\` must be a state predicate, and is an action.
    at t.spec:6:11
    6 | INVARIANT I == Apply(Primed, 1)
      |           ^

  error[level]: INVARIANT \`J\` must be a state predicate, and is an action.
    at t.spec:7:11
    7 | INVARIANT J == Apply(LAMBDA a : x' = a, 1)
      |           ^"
`);
  });
});
