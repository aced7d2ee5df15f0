/** Filters that are only looked at: both engines ask for no member that need not be there, and fail where the other does. */

import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../property/engines/search.js';
import { specOf } from '../semantics/resolving.js';

const definitions = String.raw`
RECURSIVE First(_, _), Any(_, _), Below(_, _)
First(S, n) == IF n = 0 THEN CHOOSE m \in S : TRUE ELSE First(S, n - 1)
Any(S, n) == IF n = 0 THEN {2} \in S ELSE Any(S, n - 1)
(* A condition that fails for the sets of one member that is no number below 3. *)
Good(s, y) == s # {} /\ 6 \div (3 - CHOOSE m \in s : TRUE) > y
Goods(B, y) == {s \in B : Good(s, y)}
Fixed == Goods(SUBSET (1..3), 0)
Fours(y) == LET All == SUBSET (1..(3 + y)) IN Goods(All, y)
Of(r, S) == r \in S
Has(S) == {1} \in S
Below(S, n) == IF n = 0 \/ S = {} THEN S ELSE LET T == {m \in S : 6 \div (4 - m) > n} IN T \cup Below(T, n - 1)
`;

/** The outcome in which both engines agree. */
async function outcome(formula: string): Promise<string> {
  const spec = specOf(`${definitions}
VARIABLE x
Init == x = 0
Next == x < 1 /\\ x' = x + 1
INVARIANT Formula == ${formula}
CHECK_DEADLOCK FALSE
`);
  const interpreted = await outcomeOf(spec, 'interpreted');
  expect(await outcomeOf(spec, 'boxed')).toBe(interpreted);
  expect(await outcomeOf(spec, 'packed')).toBe(interpreted);
  return interpreted;
}

const holding: Readonly<Record<string, string>> = {
  'membership in a filter of sets': String.raw`{1} \in {s \in SUBSET (1..(3 + x)) : Good(s, x)}`,
  'what is no member of the base': String.raw`{3, 7} \notin {s \in SUBSET (1..(3 + x)) : Good(s, x)}`,
  'membership through a definition with parameters': String.raw`{1} \in Goods(SUBSET (1..3), x)`,
  'membership through a constant definition': String.raw`{1, 3} \in Fixed`,
  'membership through a LET': String.raw`{1} \in Fours(x)`,
  'membership in a parameter': String.raw`Of({2}, Fours(x)) /\ Has({s \in SUBSET (1..3) : Good(s, x)})`,
  'membership in what is used twice': String.raw`LET S == Fours(x) IN {1} \in S /\ {2} \in S /\ {1, 2, 3} \in S`,
  'membership in the parameter of a recursive operator': String.raw`Any({s \in SUBSET (1..3) : Good(s, x)}, 1 + x)`,
  'a filter that is handed on when it has been built': 'Below(1..(3 - x), 2) = 2..(3 - x)',
  'a filter of a filter': String.raw`{1} \in {s \in {t \in SUBSET (1..3) : Good(t, 0)} : 6 \div (3 - CHOOSE m \in s : TRUE) > x}`,
  'a filter of functions': String.raw`[i \in 1..2 |-> 1] \in {f \in [1..2 -> 0..2] : 2 \div f[1] > x}`,
  'a filter of records': String.raw`[a |-> 1, b |-> 0] \in {r \in [a : 0..2, b : 0..1] : 2 \div r.a > x}`,
  'a filter of tuples': String.raw`<<1, 0>> \in {<<a, b>> \in (0..2) \X (0..1) : 2 \div a > x}`,
  'the first witness of \\E': String.raw`\E s \in {t \in SUBSET (1..3) : t # {} => Good(t, x)} : s = {1}`,
  'the first witness against \\A': String.raw`~\A s \in {t \in SUBSET (1..3) : t # {} => Good(t, x)} : s # {1}`,
  'what CHOOSE takes': String.raw`(CHOOSE s \in {t \in SUBSET (1..3) : t # {} => Good(t, x)} : s # {}) = {1}`,
  'CHOOSE in a recursive operator': String.raw`First({s \in SUBSET (1..3) : s # {} => Good(s, x)}, 1 + x) = {}`,
  'the first witness in a set of what the state has': String.raw`\E s \in {t \in SUBSET (1..(3 + x)) : t # {} => Good(t, x)} : s = {1}`,
  'what is the same for all that is bound around it': String.raw`\A i \in 1..3, j \in 1..2 :
    \E s \in {t \in SUBSET (1..(2 + x)) : 1 \in t /\ Cardinality(t) > x} : i + j > x`,
  'a set that is gone through again and again': String.raw`LET S == {t \in SUBSET (1..3) : t = {} \/ Good(t, x)}
  IN \A i \in 1..3 : \E s \in S : s = {} \/ s = {1}`,
};

describe('a filter that cannot be built', () => {
  for (const [name, formula] of Object.entries(holding)) {
    it(`knows ${name}`, async () => {
      expect(await outcome(formula)).toContain('holds: 2 generated');
    });
  }

  it('fails where it is asked for the member that makes it fail', async () => {
    for (const formula of [
      String.raw`{3} \in {s \in SUBSET (1..(3 + x)) : Good(s, x)}`,
      String.raw`{3} \in Fixed`,
      String.raw`\E s \in {t \in SUBSET (1..3) : t # {} => Good(t, x)} : s = {1, 2, 3}`,
      String.raw`\A i \in 1..2 : \E s \in {t \in SUBSET (1..(3 + x)) : t # {} => Good(t, x)} : s = {i, 2, 3}`,
      String.raw`LET S == Fours(x) IN {1} \in S /\ {3} \in S`,
      String.raw`Has({s \in SUBSET (1..3) : Good(s, x)} \cup {{}})`,
      String.raw`{s \in SUBSET (1..3) : Good(s, x)} # {}`,
    ])
      expect(await outcome(formula)).toContain('error division-by-zero at 6:');
  });

  it('fails where it is built, handed on or not', async () => {
    expect(await outcome('Below(1..(4 - x), 2) # {}')).toContain('error division-by-zero at 12:');
  });

  it('is built where its set is written out, as TLC has it', async () => {
    for (const set of ['{0, 1, 2}', '0..2', '{n - 1 : n \\in 1..3}', '{0, 1} \\cup {2}'])
      expect(await outcome(`1 \\in {n \\in ${set} : 2 \\div n > x}`)).toContain('error division-by-zero');
    expect(await outcome(String.raw`\E n \in {m \in (1 - x)..2 : 2 \div m > 0} : n = 1`)).toContain(
      'error division-by-zero',
    );
  });

  it('is one of a set that is known when the program runs', async () => {
    const base = `(IF x = 0 THEN SUBSET (1..3) ELSE {{1}, {2}})`;
    expect(await outcome(`{1} \\in {s \\in ${base} : Good(s, x)}`)).toContain('holds: 2 generated');
    const other = `(IF x = 1 THEN SUBSET (1..3) ELSE {{1}, {3}})`;
    expect(await outcome(`{1} \\in {s \\in ${other} : Good(s, x)}`)).toContain('error division-by-zero');
  });
});

it('filters within filters take a time to compile that does not double with each of them', async () => {
  const within = (of: (set: string, level: number) => string) =>
    Array.from({ length: 20 }).reduce<string>((set, _, level) => of(set, level), '{1, x + 1}');
  const plain = within((set, level) => String.raw`{a${level} \in ${set} : a${level} # x - ${level}}`);
  expect(await outcome(`${plain} # {}`)).toContain('holds: 2 generated');
  const named = within(
    (set, level) =>
      String.raw`(LET S${level} == ${set} IN {a${level} \in S${level} : a${level} # x - ${level}})`,
  );
  expect(await outcome(String.raw`x + 1 \in ${named}`)).toContain('holds: 2 generated');
});

describe('a set that is too large to be written out', () => {
  it('is gone through as often as it is drawn from', async () => {
    expect(
      await outcome(
        String.raw`\A i \in 1..2 : \E a \in 1..2, f \in [1..6 -> 1..(6 + x)] : a = 2 /\ f[1] = i`,
      ),
    ).toContain('holds: 2 generated');
  });

  it('gives the states that a filter of it lets through, members that need not be looked at aside', async () => {
    const spec = specOf(String.raw`
VARIABLE r, n
Init == n = 0 /\ r \in {c \in [a : 0..399, b : 0..399] : c.a + c.b \in 1..3}
Next == r.a > 0 /\ n' = n + 1 /\ r' \in {c \in [a : 0..399, b : 0..399] : c.a + 1 = r.a /\ c.b = r.b}
INVARIANT Small == r \in {c \in [a : 0..399, b : 0..399] : 10 \div (4 - c.a) > 0}
CHECK_DEADLOCK FALSE
`);
    expect(await outcomeOf(spec, 'boxed')).toMatch(/^holds: 19 generated, 19 distinct, depth 4/);
    expect(await outcomeOf(spec, 'packed')).toMatch(/^holds: 19 generated, 19 distinct, depth 4/);
  });
});
