/** Definitions of every kind, and parts of them. */

import { describe, expect, it } from 'vitest';
import { printed } from '../interpret/evaluating.js';
import { complaints } from './resolving.js';

describe('definitions', () => {
  it('stand in any order in a .spec', () => {
    expect(printed('A + 1', 'A == B * 2\nB == C\nC == 4')).toBe('9');
  });

  it('take operators as parameters, and hand them on', () => {
    expect(printed('Twice(LAMBDA a : a * 3, 2)', 'Twice(F(_), x) == F(F(x))')).toBe('18');
    expect(
      printed(
        'Outer(LAMBDA a : a + 1)',
        'Inner(G(_)) == G(1)\nOuter(F(_)) == Inner(F) + Inner(LAMBDA b : F(b) * 10)',
      ),
    ).toBe('22');
    expect(
      printed(
        'Fold(+, 0, <<1, 2, 3>>)',
        'RECURSIVE Fold(_, _, _)\nFold(Op(_, _), z, s) == IF s = <<>> THEN z ELSE Op(Head(s), Fold(Op, z, Tail(s)))',
      ),
    ).toBe('6');
  });

  it('are operators of every fix', () => {
    expect(printed('3 \\oplus 4 = 7', 'a \\oplus b == a + b')).toBe('TRUE');
    expect(printed('5 ^#', 'a ^# == a * a')).toBe('25');
    expect(printed('1 ++ 2 ++ 3', 'a ++ b == a * 10 + b')).toBe('123');
  });

  it('may be recursive', () => {
    expect(
      printed(
        'Sum({1, 2, 3})',
        'RECURSIVE Sum(_)\nSum(S) == IF S = {} THEN 0 ELSE LET x == CHOOSE y \\in S : TRUE IN x + Sum(S \\ {x})',
      ),
    ).toBe('6');
    expect(
      printed(
        'Even(10)',
        'RECURSIVE Even(_), Odd(_)\nEven(n) == n = 0 \\/ Odd(n - 1)\nOdd(n) == n # 0 /\\ Even(n - 1)',
      ),
    ).toBe('TRUE');
  });

  it('under LET see what is bound around them, each time anew', () => {
    expect(printed('{F(a) : a \\in 1..3}', 'F(a) == LET G(b) == a * b  H == G(a) IN H + 1')).toBe(
      '{2, 5, 10}',
    );
    expect(printed('LET f[n \\in 0..5] == IF n = 0 THEN 1 ELSE n * f[n - 1] IN f[5]')).toBe('120');
    expect(printed('LET RECURSIVE F(_) F(n) == IF n = 0 THEN <<>> ELSE Append(F(n - 1), n) IN F(3)')).toBe(
      '<<1, 2, 3>>',
    );
    expect(printed('LET a == 1 IN LET b == a + 1 IN LET c == a + b IN <<a, b, c>>')).toBe('<<1, 2, 3>>');
  });

  it('under LET keep their own environment when they are handed on', () => {
    expect(
      printed('Apply(5)', 'Call(F(_), a) == F(a)\nApply(n) == LET Add(b) == b + n IN Call(Add, 1)'),
    ).toBe('6');
    expect(printed('Apply(5)', 'Call(F(_), n) == F(n)\nApply(n) == Call(LAMBDA b : b + n, 1)')).toBe('6');
    expect(
      printed(
        'Deep(3)',
        'RECURSIVE Run(_, _)\nRun(F(_), n) == IF n = 0 THEN F(0) ELSE LET G(b) == F(b) + n IN Run(G, n - 1)\nDeep(n) == Run(LAMBDA c : c, n)',
      ),
    ).toBe('6');
  });
});

describe('a part of a definition', () => {
  it('must be there, and be no operator where a value is wanted', () => {
    expect(complaints('A(x) == x = 1 /\\ x = 2\nB == A(1)!3\nC == A(1)!1!2!1')).toMatchInlineSnapshot(`
      "error[no-part]: \`A(1)!3\` names no part of \`A\` that could stand here.
        at t.spec:2:11
        2 | B == A(1)!3
          |           ^
        hint: A part is named by a label or by its number: of a conjunct, a disjunct, an argument, an operand.

      error[no-part]: \`A(1)!1!2!1\` names no part of \`A\` that could stand here.
        at t.spec:3:15
        3 | C == A(1)!1!2!1
          |               ^
        hint: A part is named by a label or by its number: of a conjunct, a disjunct, an argument, an operand."
    `);
  });
});
