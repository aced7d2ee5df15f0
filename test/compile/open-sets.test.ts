/** Sets of which nobody knows how many members they have: both engines say what can be said of them, and fail where nothing can. */

import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../property/engines/search.js';
import { specOf } from '../semantics/resolving.js';

const holds = 'holds: 2 generated, 2 distinct, depth 2';
const violated = 'invariant Formula at 8:11-8:18: Invariant Formula is violated.';

const definitions = String.raw`EXTENDS FiniteSets
VARIABLE x
(* Of an infinite set, of a filter of such a set, of one with more members than can be gone through. *)
Some == {n \in Nat : n > 3 + x}
Few == {m \in Some : m < 9}
Sets == {s \in SUBSET (1..40) : s # {x}}
None == {s \in SUBSET (1..40) : s = {0}}`;

/** What both engines find. */
async function found(formula: string): Promise<string> {
  const spec = specOf(`${definitions}
INVARIANT Formula == ${formula}
Init == x = 0
Next == x < 1 /\\ x' = x + 1
CHECK_DEADLOCK FALSE
`);
  const interpreted = await outcomeOf(spec, 'interpreted');
  expect(await outcomeOf(spec, 'boxed')).toBe(interpreted);
  expect(await outcomeOf(spec, 'packed')).toBe(interpreted);
  return interpreted;
}

/** Its one line: that it holds, that it is violated, or what error there is. */
async function line(formula: string): Promise<string | undefined> {
  return (await found(formula))
    .split('\n')
    .find((text) => /^(holds|invariant|error \w+ at)/.test(text) && !/^error:/.test(text));
}

const endless = '`Nat` is infinite: its members cannot be gone through.';

describe('of a filter of an infinite set', () => {
  it.each([
    ['Some = {}', endless],
    ['Some # {}', endless],
    ['{} = Some', endless],
    ['Some = {4, 5}', endless],
    ['Few = {}', endless],
    ['Few = {4, 5, 6, 7, 8}', endless],
    [String.raw`{n \in Nat : FALSE} = {}`, endless],
    ['<<1, Some>> = <<1, {}>>', endless],
    ['[a |-> Some] = [a |-> {}]', endless],
    [String.raw`Some \in {{}, {1}}`, endless],
    [String.raw`Some \in {{1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10}}`, endless],
    [String.raw`Some \subseteq Nat`, endless],
    [String.raw`Some \subseteq {}`, endless],
    [String.raw`Few \in SUBSET (1..10)`, endless],
    [String.raw`Nat \subseteq Some`, endless],
    [String.raw`\E n \in Some : n = 5`, endless],
    [String.raw`\A n \in Few : n > 5`, endless],
    [String.raw`(CHOOSE n \in Some : n > 5) = 6`, endless],
    [String.raw`{n + 1 : n \in Few} = {}`, endless],
    [String.raw`{n \in Few : n > x} = {}`, endless],
    ['UNION {Some, {1}} = {1}', endless],
    [String.raw`[n \in Some |-> n] = <<>>`, endless],
    [String.raw`DOMAIN [n \in Some |-> n] = {}`, endless],
    ['[Some -> {}] = {}', endless],
    ['Some = Nat', String.raw`\`{n \in Nat : n > 3 + x}\` and \`Nat\` are too large to be compared.`],
    [
      'Some = Few',
      String.raw`\`{n \in Nat : n > 3 + x}\` and \`{m \in Some : m < 9}\` are too large to be compared.`,
    ],
    ['Cardinality(Few) = 5', String.raw`The members of \`{m \in Some : m < 9}\` cannot be counted.`],
    ['IsFiniteSet(Few)', String.raw`Nobody can tell whether \`{m \in Some : m < 9}\` is finite.`],
    [
      String.raw`Some \ {4} = {}`,
      String.raw`\`{n \in Nat : n > 3 + x} \ {4}\` may be infinite: its members cannot be gone through.`,
    ],
    [
      String.raw`Some \cap Nat = {}`,
      String.raw`\`{n \in Nat : n > 3 + x} \cap Nat\` may be infinite: its members cannot be gone through.`,
    ],
    [
      'SUBSET Some = {{}}',
      String.raw`\`SUBSET {n \in Nat : n > 3 + x}\` may be infinite: its members cannot be gone through.`,
    ],
    [
      '[a : Some] = {}',
      String.raw`\`[a : {n \in Nat : n > 3 + x}]\` may be infinite: its members cannot be gone through.`,
    ],
    [
      String.raw`Some \X {1} = {}`,
      String.raw`\`{n \in Nat : n > 3 + x} \X {1}\` may be infinite: its members cannot be gone through.`,
    ],
    [
      'Seq(Some) = {<<>>}',
      String.raw`\`Seq({n \in Nat : n > 3 + x})\` may be infinite: its members cannot be gone through.`,
    ],
  ])('%s is an error', async (formula, message) => {
    expect(await line(formula)).toMatch(/^error infinite at 8:/);
    expect((await line(formula))?.replace(/^error infinite at \S+ /, '')).toBe(
      message.replaceAll('\\`', '`'),
    );
  });

  it.each([
    [String.raw`5 \in Few /\ 9 \notin Few /\ 3 \notin Some`, holds],
    ['LET S == Some IN S = S', holds],
    [String.raw`LET S == Some IN S \subseteq S`, holds],
    [String.raw`{} \subseteq Some /\ {5, 6} \subseteq Few`, holds],
    [String.raw`{1} \subseteq Some`, violated],
    [String.raw`Some \cap 1..5 \subseteq 4..5`, holds],
    [String.raw`Some \cup {1} = {}`, violated],
    ['SUBSET Some = {}', violated],
    ['[Some -> {1}] = {}', violated],
    ['[{} -> Some] = {<<>>}', holds],
    [String.raw`Some \X {} = {}`, holds],
    ['Seq(Some) = {}', violated],
    ['{n \\in Nat : n > x} \\cup {Some} = {}', violated],
    ['Nat = {}', violated],
    ['Nat \\in {{}, {1}}', violated],
    [String.raw`\E n \in {}, m \in Some : TRUE`, violated],
  ])('%s can be told', async (formula, outcome) => {
    expect(await line(formula)).toBe(outcome);
  });
});

describe('of a filter with too many candidates', () => {
  it.each([
    ['Sets = {}', violated],
    ['{} # Sets', holds],
    ['Sets = {{}, {1}}', violated],
    ['Sets = Nat', violated],
    [String.raw`Sets \in {{}, {{}}}`, violated],
    [String.raw`Sets \in {{}, {{}}, {{1}}, {{2}}, {{3}}, {{4}}, {{5}}, {{6}}, {{7}}, {{8}}}`, violated],
    ['<<Sets, 1>> = <<{}, 1>>', violated],
    ['{Sets} = {{}}', violated],
    [String.raw`\E s \in Sets : s = {2}`, holds],
    [String.raw`\A s \in Sets : s # {2}`, violated],
    [String.raw`(CHOOSE s \in Sets : s # {}) = {1}`, violated],
    [String.raw`Sets \subseteq SUBSET (2..40)`, violated],
    [String.raw`Sets \ {{}} = {}`, violated],
    [String.raw`Sets \cap SUBSET (1..50) = {}`, violated],
    ['[a : Sets] = {}', violated],
    [String.raw`\E r \in [a : Sets, b : 1..2] : r.a = {2} /\ r.b = 2`, holds],
    ['IsFiniteSet(Sets)', holds],
  ])('%s is told by the first members', async (formula, outcome) => {
    expect(await line(formula)).toBe(outcome);
  });
});

it('a filter of a set that is known when the program runs is built where that is finite', async () => {
  const base = '(IF x = 0 THEN Nat ELSE 1..3)';
  expect(await line(`2 \\in {n \\in ${base} : n > 1}`)).toBe(holds);
  expect(await line(`x = 1 => Cardinality({m \\in {n \\in ${base} : n > 1} : m > 2}) = 1`)).toBe(holds);
  expect(await line(`{n \\in ${base} : n > 1} = {2, 3}`)).toBe(`error infinite at 8:22-8:76: ${endless}`);
});
