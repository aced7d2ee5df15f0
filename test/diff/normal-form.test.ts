/** What counts as the same formula. */

import { describe, expect, it } from 'vitest';
import { conjunctsAt, formulaAt } from '../../src/diff/normal-form.js';
import { Source } from '../../src/syntax/source.js';

const raw = String.raw;

/** Written behind `F ==`, as in a spec. */
function normal(text: string): string {
  const source = new Source('t', `F == ${text}`);
  return formulaAt({ source, start: 5, end: source.text.length }).normal;
}

describe('a formula is the same', () => {
  it.each([
    ['in another layout', 'x=1', 'x   = \n  1  \\* one'],
    ['with other brackets', raw`a /\ (b /\ c)`, raw`((a /\ b) /\ c)`],
    ['as a list', raw`a /\ (b \/ c)`, '/\\ a\n     /\\ \\/ b\n        \\/ c'],
    ['with its conjuncts in another order', raw`a /\ [](b \/ c)`, raw`[](c \/ b) /\ a`],
    ['with a conjunct said twice', raw`a /\ b`, raw`a /\ b /\ a`],
    ['with a quantifier for each name', raw`\A x, y \in S : P(x, y)`, raw`\A x \in S : \A y \in S : P(x, y)`],
    ['in other spellings', raw`x \in S /\ y # 1`, 'y ≠ 1 ∧ x ∈ S'],
  ])('%s', (_, left, right) => {
    expect(normal(left)).toBe(normal(right));
  });
});

describe('a formula is another', () => {
  it.each([
    ['with other values', 'x = 1', 'x = 2'],
    ['with operands in another order, where it matters', 'x - y', 'y - x'],
    ['with a list of the other operator', raw`a /\ b`, raw`a \/ b`],
    ['grouped otherwise', raw`a /\ (b \/ c)`, raw`(a /\ b) \/ c`],
    ['with quantifiers in another order', raw`\A x \in S : \E y \in S : P`, raw`\E y \in S : \A x \in S : P`],
    [
      'where a set is about a name of its own',
      raw`\A x, y \in {x} : P`,
      raw`\A x \in {x} : \A y \in {x} : P`,
    ],
  ])('%s', (_, left, right) => {
    expect(normal(left)).not.toBe(normal(right));
  });
});

it('the formulas that a conjunction is made of are shown as they are written', () => {
  const text = '/\\ WF_v(A)  \\* always\n/\\ SF_v(B) /\\\n   (WF_v(C))\n';
  const source = new Source('t', text);
  expect(conjunctsAt({ source, start: 0, end: text.length - 1 }).map(({ shown }) => shown)).toEqual([
    'WF_v(A)',
    'SF_v(B)',
    '(WF_v(C))',
  ]);
});
