/** Where SYMMETRY is unsound, a warning says so, wherever the permuted values come from; and nowhere else. */

import { describe, expect, it } from 'vitest';
import { interpret } from '../../src/interpret/model.js';
import { unsoundChoices } from '../../src/interpret/symmetry.js';
import { renderDiagnostic } from '../../src/report/diagnostics.js';
import { styleFor } from '../../src/report/style.js';
import { specOf } from '../semantics/resolving.js';

const warnings = (text: string) => {
  const spec = specOf(text);
  return unsoundChoices(spec, interpret(spec));
};

/** What a variable `x` becomes, in a spec whose other variables hold processes in several ways. */
const choosing = (expression: string, definitions = '') => String.raw`
CONSTANTS P = {p, q, r}, None = None
VARIABLES x, up, msgs, log, owner, count
Init ==
  /\ x = 0 /\ up \in SUBSET P /\ msgs = {} /\ log = <<>>
  /\ owner = [n \in 1..2 |-> None] /\ count = [s \in P |-> 0]
Send(s) == msgs' = msgs \cup {[from |-> s, ballot |-> count[s], votes |-> [n \in 1..2 |-> 0]]}
Take(s) == owner' = [owner EXCEPT ![1] = s] /\ log' = Append(log, s)
${definitions}
Next ==
  /\ \E s \in P : Send(s) /\ Take(s) /\ up' = up \ {s}
  /\ count' = [s \in P |-> count[s] + 1]
  /\ x' = ${expression}
CHECK_DEADLOCK FALSE
SYMMETRY P
`;

describe('a CHOOSE that SYMMETRY makes unsound', () => {
  it.each([
    ['from the set itself', String.raw`CHOOSE s \in P : TRUE`],
    ['from a part of it', String.raw`CHOOSE s \in {t \in P : count[t] > 0} : TRUE`],
    ['from a variable', String.raw`CHOOSE s \in up : TRUE`],
    ['from what a variable will be', String.raw`CHOOSE s \in up' : TRUE`],
    ['from records', String.raw`CHOOSE m \in msgs : m.ballot > 0`],
    ['from fields of records', String.raw`CHOOSE s \in {m.from : m \in msgs} : TRUE`],
    ['from the values of a function', String.raw`CHOOSE s \in {owner[n] : n \in 1..2} : TRUE`],
    ['from a domain', String.raw`CHOOSE s \in DOMAIN count : count[s] = 0`],
    ['from items of a sequence', String.raw`CHOOSE s \in {log[n] : n \in DOMAIN log} : TRUE`],
    ['from functions on it', String.raw`CHOOSE f \in [P -> 0..1] : TRUE`],
    ['from sets of it', String.raw`CHOOSE s \in SUBSET P : s # {}`],
    ['from pairs', String.raw`(CHOOSE c \in (0..1) \X up : TRUE)[1]`],
  ])('%s is told of', (_, expression) => {
    expect(warnings(choosing(expression)).map(({ code }) => code)).toEqual(['symmetric-choice']);
  });

  it.each([
    ['by an operator', 'Some(up)', String.raw`Some(S) == CHOOSE s \in S : TRUE`],
    [
      'by an operator that is handed on',
      'With(LAMBDA n : {owner[n]}, 1)',
      String.raw`With(F(_), n) == CHOOSE s \in F(n) : TRUE`,
    ],
    [
      'by a recursive operator',
      'Sum(up)',
      String.raw`RECURSIVE Sum(_)
Sum(S) == IF S = {} THEN 0 ELSE LET s == CHOOSE s \in S : TRUE IN count[s] + Sum(S \ {s})`,
    ],
    [
      'by an instance',
      'Inner!Any',
      String.raw`---- MODULE Picking ----
CONSTANT S
Any == CHOOSE s \in S : TRUE
====
Inner == INSTANCE Picking WITH S <- up`,
    ],
  ])('%s is told of', (_, expression, definitions) => {
    expect(warnings(choosing(expression, definitions)).map(({ code }) => code)).toEqual(['symmetric-choice']);
  });

  it.each([
    ['numbers', String.raw`CHOOSE n \in 1..3 : \A s \in P : count[s] < n`],
    [
      'numbers that processes have',
      String.raw`CHOOSE n \in {count[s] : s \in P} : \A s \in P : count[s] <= n`,
    ],
    ['numbers in messages', String.raw`CHOOSE b \in {m.ballot : m \in msgs} : \A m \in msgs : m.ballot <= b`],
    ['functions in messages', String.raw`CHOOSE v \in {m.votes : m \in msgs} : TRUE`],
    ['how many there are', String.raw`CHOOSE n \in 0..Cardinality(up) : TRUE`],
    ['places in a sequence', String.raw`CHOOSE n \in DOMAIN log : log[n] \in up`],
    ['other model values', String.raw`CHOOSE v \in {None} : TRUE`],
  ])('is none among %s', (_, expression) => {
    expect(warnings(choosing(expression))).toEqual([]);
  });

  it('is none where nothing is permuted, or no search comes', () => {
    const text = choosing(String.raw`CHOOSE s \in up : TRUE`);
    expect(warnings(text.replace('SYMMETRY P', ''))).toEqual([]);
    expect(warnings(choosing('0', String.raw`Unused == CHOOSE s \in P : TRUE`))).toEqual([]);
  });

  it('is shown with its place and what to do', () => {
    const [warning] = warnings(choosing(String.raw`CHOOSE s \in up : TRUE`));
    expect(warning && renderDiagnostic(warning, styleFor(false))).toMatchInlineSnapshot(`
      "warning[symmetric-choice]: This \`CHOOSE\` picks from values that \`SYMMETRY\` takes for alike, such as \`p\`: states may be missed, unless just one value can be picked.
        at t.spec:13:11
        13 |   /\\ x' = CHOOSE s \\in up : TRUE
           |           ^^^^^^^^^^^^^^^^^^^^^^
        hint: Check without \`SYMMETRY\` to be sure, or say \`\\E\` instead."
    `);
  });
});
