/** RECURSIVE: what it announces, and cycles of definitions without it. */

import { describe, expect, it } from 'vitest';
import { complaints } from './resolving.js';

describe('RECURSIVE', () => {
  it('announces what is defined beside it', () => {
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
