/** Sequences in a part of a word: every operator does what it does in the interpreter, without a boxed value, and fails where it does. */

import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../property/engines/search.js';
import { specOf } from '../../semantics/resolving.js';
import { layoutOf } from '../layouts.js';

/** All sequences of at most three of two numbers, and of at most two messages. */
const states = String.raw`
Messages == [type : {"a", "b"}, n : 0..1]
VARIABLES
  q \in UNION {[1..n -> 0..1] : n \in 0..3},
  m \in UNION {[1..n -> Messages] : n \in 0..2},
  i \in 0..4
Init == q = <<>> /\ m = <<>> /\ i = 0
Count == i < 4 /\ i' = i + 1 /\ UNCHANGED <<q, m>>
Send == Len(m) < 2 /\ m' \in {Append(m, e) : e \in Messages} /\ UNCHANGED <<q, i>>
Next == Count \/ Send \/ (Len(q) < 3 /\ (\E x \in 0..1 : q' = Append(q, x)) /\ UNCHANGED <<m, i>>)
CHECK_DEADLOCK FALSE
`;

const holding = [
  String.raw`Len(q) \in 0..3 /\ Len(m) = 2 => i >= 0`,
  'q # <<>> => Head(q) = q[1]',
  String.raw`q # <<>> => Len(Tail(q)) = Len(q) - 1 /\ (Len(q) > 1 => Tail(q)[1] = q[2])`,
  String.raw`i \in 1..Len(q) => q[i] < 3`,
  String.raw`\A k \in DOMAIN q : q[k] <= 2`,
  String.raw`\A k \in 1..Len(m) : m[k].n < 3 /\ m[k].type \in {"a", "b"}`,
  'm # <<>> => Head(m).type # "c"',
  String.raw`q = <<>> \/ q = <<0>> \/ q[1] > 0 \/ Len(q) > 1`,
  String.raw`m = <<[type |-> "a", n |-> 1]>> => Len(m) = 1 /\ m[1].n = 1`,
  'q = <<i, i>> => Len(q) = 2',
  'q # <<7>>',
  'q # <<i, "x">>',
  'Append(q, i) # q',
  String.raw`q # <<>> /\ q = Append(Tail(q), i) => q[Len(q)] = i`,
  'SubSeq(q, 5, i) = <<>>',
  String.raw`i <= Len(q) => SubSeq(q, 1, i) \o SubSeq(q, i + 1, Len(q)) = q`,
  String.raw`Len(q \o Tail(Append(q, 1))) = 2 * Len(q)`,
  String.raw`<<i>> \o q = q \o <<i>> => \A k \in 1..Len(q) : q[k] = i`,
  String.raw`Len(q) >= 2 => [q EXCEPT ![2] = 1][2] = 1 /\ [q EXCEPT ![1] = @ + 5][1] = q[1] + 5`,
  'm # <<>> => [m EXCEPT ![1].n = 2][1] = [type |-> m[1].type, n |-> 2]',
  String.raw`q \in Seq(0..2) /\ (q \in Seq(0..1) <=> \A k \in DOMAIN q : q[k] < 2)`,
  String.raw`m \in Seq(Messages)`,
  '(IF i > 2 THEN q ELSE Append(q, 0)) # <<9>>',
  'Len(IF i > 2 THEN <<>> ELSE q) <= 3',
  String.raw`{q[k] : k \in DOMAIN q} \subseteq 0..2`,
  String.raw`q \in {<<>>, <<0>>} \/ q[1] > 0 \/ Len(q) > 1`,
  'Len(SelectSeq(q, LAMBDA x : x > 0)) <= Len(q)',
];

async function outcome(text: string): Promise<string> {
  const spec = specOf(text);
  const interpreted = await outcomeOf(spec, 'interpreted');
  expect(await outcomeOf(spec, 'packed')).toBe(interpreted);
  return interpreted;
}

describe('of a sequence in a part of a word', () => {
  it('the layout tells', () => {
    expect(layoutOf(states).slice(0, 4)).toEqual([
      'Layout: 1 word of 32 bits a state',
      '  q  word 0, bits 5-8: a sequence of at most 3, each 0..1',
      '  m  word 0, bits 0-4: a sequence of at most 2, each [n |-> 0..1; type |-> one of 2 values]',
      '  i  word 0, bits 9-11: 0..4',
    ]);
  });

  it('every operator gives what it gives in the interpreter', async () => {
    const invariants = holding.map((formula, index) => `INVARIANT I${index} == ${formula}\n`);
    expect(await outcome(states + invariants.join(''))).toMatch(/^holds: \d+ generated, 1575 distinct/);
  });

  it('what most operators ask needs no boxed value', () => {
    const formulas = [
      'q # <<>> => Head(q) = q[1] /\\ Len(Tail(q)) < i',
      'i \\in 1..Len(q) => q[i] < 3 /\\ SubSeq(q, 1, i) # <<0>>',
      '\\A k \\in DOMAIN q : q[k] <= 2',
      'q \\o <<1>> # <<0>> \\o q /\\ m \\in Seq(Messages)',
    ];
    const text = formulas.map((formula, index) => `INVARIANT I${index} == ${formula}\n`).join('');
    const lines = layoutOf(states + text);
    expect(lines.filter((line) => line.startsWith('Boxed') && !line.includes('in Send'))).toEqual([]);
  });

  it.each([
    ['Head(q) < 3', 'empty-sequence'],
    ['Len(Tail(q)) < 3', 'empty-sequence'],
    ['q[1] < 3', 'outside-domain'],
    ['q[i] < 3', 'outside-domain'],
    ['i = 4 => q[i - 4] < 3', 'outside-domain'],
    ['i > 0 => Len(SubSeq(q, 1, i)) < 4', 'out-of-bounds'],
    ['SubSeq(q, i - 1, 0) = <<>>', 'out-of-bounds'],
  ])('%s fails', async (formula) => {
    expect(await outcome(`${states}INVARIANT Formula == ${formula}\n`)).toMatch(/^error: /);
  });
});

describe('a sequence that grows', () => {
  const growing = (more: string) => String.raw`
VARIABLE q
Init == q = <<>>
Next == Len(q) < 40 /\ q' = ${more}
CHECK_DEADLOCK FALSE
INVARIANT Short == Len(q) < 35
`;

  it.each([
    ['one by one', 'Append(q, Len(q) % 3)'],
    ['at its head', String.raw`<<Len(q) % 3>> \o q`],
    ['to twice its length', String.raw`q \o q \o <<1>>`],
    ['by an item of another kind', 'Append(q, IF Len(q) > 5 THEN "many" ELSE Len(q))'],
    ['by an item of many bits', 'Append(q, 10 * Len(q))'],
    ['by sequences', 'Append(q, <<Len(q)>>)'],
  ])('%s is widened, and a number in the end', async (_, more) => {
    expect(await outcome(growing(more))).toMatch(/^violation: .*\ninvariant Short|Short/);
  });
});

describe('sequences under SYMMETRY', () => {
  it('may hold what is permuted, and what is not', async () => {
    const text = String.raw`
CONSTANT P = {p1, p2, p3}
Lists(S) == UNION {[1..n -> S] : n \in 0..2}
VARIABLES waiting \in Lists(P), log \in [P -> Lists(0..1)]
Init == waiting = <<>> /\ log = [p \in P |-> <<>>]
Wait(p) == Len(waiting) < 2 /\ waiting' = Append(waiting, p) /\ UNCHANGED log
Serve == waiting # <<>> /\ waiting' = Tail(waiting)
  /\ log' = [log EXCEPT ![Head(waiting)] = IF Len(@) = 2 THEN <<>> ELSE Append(@, Len(waiting) - 1)]
Next == Serve \/ \E p \in P : Wait(p)
SYMMETRY P
INVARIANT Few == \A p \in P : Len(log[p]) <= 2
`;
    expect(layoutOf(text).slice(1, 3)).toEqual([
      '  waiting  word 0: the number of a boxed value',
      '  log      word 1, bits 0-8: a function on 3 keys, each a sequence of at most 2, each 0..1',
    ]);
    const counts = (found: string) => found.slice(0, found.indexOf('\n'));
    const spec = specOf(text);
    expect(counts(await outcomeOf(spec, 'packed'))).toBe(counts(await outcomeOf(spec, 'interpreted')));
  });
});
