/** What of a formula is shown as edited. */

import { expect, it } from 'vitest';
import { editsBetween } from '../../src/diff/edits.js';
import { Source, type Span } from '../../src/syntax/source.js';

const raw = String.raw;

/** Written behind `F ==`, as in a spec. */
function written(text: string): Span {
  const source = new Source('t', `F == ${text}`);
  return { source, start: 5, end: source.text.length };
}

it.each([
  [
    'nothing of one in another layout and order',
    raw`a /\ (b \/ c)`,
    '/\\ \\/ c \\* or\n        \\/ b\n     /\\ a',
    [],
  ],
  ['the conjunct that went', raw`a /\ b /\ c`, raw`a /\ c`, [raw`- /\ b`]],
  ['the conjuncts that came, the first too', raw`a`, raw`/\ b /\ a /\ c`, [raw`+ /\ b`, raw`+ /\ c`]],
  [
    'one in the place of another, others moved',
    raw`a /\ b /\ c`,
    raw`c /\ d /\ a`,
    [raw`- /\ b`, raw`+ /\ d`],
  ],
  ['a disjunct', raw`A(r) \/ B(r)`, raw`A(r) \/ B(r) \/ C(r)`, [raw`+ \/ C(r)`]],
  ['a disjunct of a conjunct', raw`a /\ (b \/ c)`, raw`a /\ (b \/ d)`, [raw`- \/ c`, raw`+ \/ d`]],
  [
    'a conjunct below quantifiers',
    raw`\E m \in msgs : m.to = r /\ \A s \in P : at[s] = 1 /\ ok`,
    raw`\E m \in msgs : m.to = r /\ \A s \in P : at[s] = 1`,
    [raw`\E m \in msgs : > \A s \in P : - /\ ok`],
  ],
  [
    'all of a quantifier over something else',
    raw`\E m \in S : m`,
    raw`\E m \in T : m`,
    [raw`- \E m \in S : m`, raw`+ \E m \in T : m`],
  ],
  [
    'a definition of a LET, and what it is for',
    'LET n == 1 m == 2 IN n + m',
    'LET n == 1 m == 3 IN n - m',
    ['LET - m == 2', 'LET + m == 3', 'LET n == 1 m == 3 IN - n + m', 'LET n == 1 m == 3 IN + n - m'],
  ],
  [
    'the branches of an IF',
    raw`IF c THEN a /\ b ELSE d`,
    raw`IF c THEN a ELSE e`,
    [raw`IF c THEN - /\ b`, 'IF c … ELSE - d', 'IF c … ELSE + e'],
  ],
  [
    'all of an IF about something else',
    'IF c THEN a ELSE b',
    'IF d THEN a ELSE b',
    ['- IF c THEN a ELSE b', '+ IF d THEN a ELSE b'],
  ],
  ['all of another formula', 'x = 1', 'x  = \n 2 \\* more', ['- x = 1', '+ x = 2']],
])('%s', (_, old, next, edits) => {
  const found = editsBetween(written(old), written(next));
  expect(
    found.map(({ change, text, within }) =>
      [within.join(' > '), change === 'removed' ? '-' : '+', text].filter(Boolean).join(' '),
    ),
  ).toEqual(edits);
});

it('what is no expression by itself is compared as a text', () => {
  expect(editsBetween(written('[x \\in S] =='), written('[x  \\in S] =='))).toEqual([]);
  expect(editsBetween(written('[x \\in S] =='), written('[x \\in T] =='))).toMatchObject([
    { change: 'removed', text: '[x \\in S] ==' },
    { change: 'added', text: '[x \\in T] ==' },
  ]);
});
