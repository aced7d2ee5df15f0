/** SPECIFICATION: a formula is taken apart through the definitions that it goes through, and what they are given. */

import { describe, expect, it } from 'vitest';
import { module, verdictOf } from './checking.js';

const body = String.raw`EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % 3
Id(f) == f
Both(f, g) == f /\ g
Boxed(A) == [][A]_x
Of(init, n) == init /\ [][x' = (x + 1) % n]_x /\ WF_x(Next)
When(f) == TRUE => f
Each(S, f) == \A i \in S : f
Also(f) == Id(f) /\ WF_x(Next)
Pick(n, f) == LET m == n + 3 IN f /\ [][x' = (x + 1) % m]_x /\ WF_x(Next)
Twice == []<>(x = 2)`;

const check = (specification: string, items: string, engine: 'compiled' | 'interpreter' = 'compiled') =>
  verdictOf(
    {
      'Formula.tla': module('Formula', `${body}\nSpec == ${specification}`),
      'Formula.cfg': `SPECIFICATION Spec\n${items}`,
    },
    { engine },
  );

describe('a specification with formulas as arguments', () => {
  it.each([
    'Id(Init /\\ [][Next]_x /\\ WF_x(Next))',
    'Id(Id(Init /\\ [][Next]_x)) /\\ Id(WF_x(Next))',
    'Both(Init, [][Next]_x /\\ WF_x(Next))',
    'Id(Init) /\\ Boxed(Next) /\\ WF_x(Next)',
    'Id(Init) /\\ Boxed(Id(Next)) /\\ WF_x(Next)',
    'Both(Of(x = 0, 3), TRUE)',
    'Pick(0, Init)',
    'Also(Init /\\ [][Next]_x)',
    'Init /\\ [][Next]_x /\\ When(WF_x(Next))',
    'Init /\\ [][Next]_x /\\ Each({1, 2}, WF_x(Next))',
    'LET Me(f) == f IN Me(Init /\\ [][Next]_x /\\ WF_x(Next))',
    "LET n == 3 Way == Init /\\ [][x' = (x + 1) % n]_x IN Id(Way) /\\ WF_x(Next)",
    'LET A == Next IN Init /\\ LET F(f, g) == f /\\ [][g]_x IN F(TRUE, A) /\\ WF_x(A)',
  ])('%s', async (specification) => {
    for (const engine of ['compiled', 'interpreter'] as const) {
      expect(await check(specification, 'PROPERTY Twice', engine)).toEqual({
        kind: 'holds',
        generated: 4,
        distinct: 3,
        depth: 3,
      });
      expect(await check(specification, 'INVARIANT Init', engine)).toMatchObject({
        kind: 'violation',
        depth: 2,
      });
    }
  });

  it('has no fairness but what it is given', async () => {
    expect(await check('Id(Init /\\ [][Next]_x)', 'PROPERTY Twice')).toMatchObject({ kind: 'liveness' });
  });

  it('needs an initial predicate and a next-state relation all the same', async () => {
    const refused = 'is not of the form `Init /\\ [][Next]_vars /\\ fairness`';
    expect(await check('Id(Next)', '')).toContain(refused);
    expect(await check('Id([][Next]_x)', '')).toContain(refused);
    expect(await check('Id(FALSE)', '')).toContain(refused);
  });
});
