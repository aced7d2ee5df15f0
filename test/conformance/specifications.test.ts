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

describe('what would be passed over in silence', () => {
  const said = async (specification: string, config = 'SPECIFICATION Spec') => {
    const text = module('Formula', `${body}\nSpec == ${specification}`);
    const outcome = await verdictOf({ 'Formula.tla': text, 'Formula.cfg': config });
    return typeof outcome === 'string' ? outcome.replace(/at .*\/tla-ts-[^/]*\//g, 'at ') : outcome;
  };

  it('is a second next-state relation', async () => {
    expect(await said("Init /\\ [][Next]_x /\\ Boxed(x' = 0)")).toMatchInlineSnapshot(`
      "error[two-behaviours]: \`Spec\` has more than one next-state relation.
        at Formula.tla:8:13
        8 | Boxed(A) == [][A]_x
          |             ^^^^^^^
        hint: Make one of them: \`[][A]_vars /\\ [][B]_vars\` is \`[][A /\\ B]_vars\`."
    `);
  });

  it('is a restriction of the states', async () => {
    expect(await said('Init /\\ [][Next]_x /\\ Id([](x < 2))')).toMatchInlineSnapshot(`
      "error[unsupported]: \`[](x < 2)\` in \`Spec\` restricts the states, and says nothing of steps or fairness.
        at Formula.tla:15:34
        15 | Spec == Init /\\ [][Next]_x /\\ Id([](x < 2))
           |                                  ^^^^^^^^^
        hint: Make it part of the actions, or name its operand as a CONSTRAINT."
    `);
  });

  it('is one of two ways to begin and go on', async () => {
    const usual = 'Init /\\ [][Next]_x';
    expect(await said(usual, 'SPECIFICATION Spec INIT Init')).toMatchInlineSnapshot(`
      "error[two-behaviours]: This configuration has both SPECIFICATION and INIT or NEXT: which one is meant?
        at Formula.cfg:1:25
        1 | SPECIFICATION Spec INIT Init
          |                         ^^^^"
    `);
    expect(await said(usual, 'INIT Init NEXT Next SPECIFICATION Spec')).toContain('both SPECIFICATION');
    expect(await said(usual, 'INIT Init NEXT Next NEXT Init')).toMatchInlineSnapshot(`
      "error[two-behaviours]: This configuration has NEXT twice: which one is meant?
        at Formula.cfg:1:26
        1 | INIT Init NEXT Next NEXT Init
          |                          ^^^^"
    `);
    expect(await said(usual, 'NEXT Next INIT Init')).toMatchObject({ kind: 'holds' });
  });
});
