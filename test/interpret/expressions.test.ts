/** The expression language, as a table: what is written, and the value that it has. */

import { describe, expect, it } from 'vitest';
import { printed } from './evaluating.js';

function table(rows: readonly (readonly [expression: string, value: string])[]): void {
  it.each(rows)('%s is %s', (expression, value) => {
    expect(printed(expression)).toBe(value);
  });
}

const raw = String.raw;

describe('logic', () => {
  table([
    [raw`TRUE /\ FALSE`, 'FALSE'],
    [raw`TRUE \/ FALSE`, 'TRUE'],
    ['~TRUE', 'FALSE'],
    ['TRUE => FALSE', 'FALSE'],
    ['FALSE => FALSE', 'TRUE'],
    ['TRUE <=> FALSE', 'FALSE'],
    [raw`FALSE \equiv FALSE`, 'TRUE'],
    [raw`∀ x ∈ {1, 2} : x > 0 ∧ ¬(x = 3)`, 'TRUE'],
    [raw`FALSE /\ 1`, 'FALSE'],
    [raw`TRUE \/ 1`, 'TRUE'],
    ['FALSE => 1', 'TRUE'],
    [raw`IF FALSE THEN 1 \div 0 ELSE 2`, '2'],
    ['BOOLEAN', '{FALSE, TRUE}'],
    [raw`TRUE \in BOOLEAN`, 'TRUE'],
    [raw`\A x \in {} : FALSE`, 'TRUE'],
    [raw`\E x \in {} : TRUE`, 'FALSE'],
    [raw`\A x, y \in 1..2, z \in {3} : x + y < 2 * z`, 'TRUE'],
    [raw`\E <<a, b>> \in {<<1, 2>>, <<2, 1>>} : a > b`, 'TRUE'],
    [raw`\E x \in 1..3 : \A y \in 1..3 : x >= y`, 'TRUE'],
    ['lab :: TRUE', 'TRUE'],
  ]);

  it('reads lists by their columns', () => {
    expect(printed('\n  /\\ TRUE\n  /\\ \\/ FALSE\n     \\/ TRUE\n  /\\ ~FALSE')).toBe('TRUE');
  });
});

describe('equality', () => {
  table([
    ['1 = 1', 'TRUE'],
    ['1 # 2', 'TRUE'],
    ['1 /= 1', 'FALSE'],
    ['{1, 2} = {2, 1, 1}', 'TRUE'],
    [raw`<<1, 2>> = [i \in 1..2 |-> i]`, 'TRUE'],
    ['[a |-> 1] = ("a" :> 1)', 'TRUE'],
    [raw`<<>> = [x \in {} |-> x]`, 'TRUE'],
    ['1..0 = {}', 'TRUE'],
    ['{{}} = {1..0}', 'TRUE'],
    ['<<1>> = <<1, 2>>', 'FALSE'],
    ['SUBSET {1} = {{}, {1}}', 'TRUE'],
    ['SUBSET (1..100) = SUBSET (1..100)', 'TRUE'],
    ['Nat = Int', 'FALSE'],
  ]);
});

describe('integers', () => {
  table([
    ['1 + 2 * 3', '7'],
    ['7 - 10', '-3'],
    ['2^10', '1024'],
    ['-3 + 1', '-2'],
    ['-(3)', '-3'],
    [raw`7 \div 2`, '3'],
    [raw`(-7) \div 2`, '-4'],
    [raw`-7 \div 2`, '-3'],
    [raw`7 \div (-2)`, '-4'],
    [raw`(-7) \div (-2)`, '3'],
    ['7 % 3', '1'],
    ['-7 % 2', '1'],
    ['(-7) % 3', '2'],
    ['-4..-2', '{-4, -3, -2}'],
    ['3..1', '{}'],
    ['1 < 2', 'TRUE'],
    ['2 =< 1', 'FALSE'],
    [raw`2 \leq 2`, 'TRUE'],
    ['2 >= 3', 'FALSE'],
    ['2^53 + 1', '9007199254740993'],
    ['2^53 - 1 + 1 = 2^53', 'TRUE'],
    ['2^64 - 2^64 + 5', '5'],
    ['(2^64 + 5) - 2^64 = 5', 'TRUE'],
    ['{2^64 + 5 - 2^64, 5}', '{5}'],
    [raw`[x \in {2^64, 2^63 * 2, 1} |-> x][2^64]`, '18446744073709551616'],
    [raw`(-(2^64)) \div 3`, '-6148914691236517206'],
    ['(-(2^64)) % 3', '2'],
    ['2^64 > 2^63', 'TRUE'],
    ['9007199254740993 = 9007199254740992', 'FALSE'],
    [raw`2^64 \in Nat`, 'TRUE'],
    [raw`2^60 + 1 \in 1..2^61`, 'TRUE'],
    ['1^(10^9)', '1'],
    [raw`\b101`, '5'],
    [raw`\hFF`, '255'],
    [raw`\o17`, '15'],
  ]);
});

describe('sets', () => {
  table([
    ['{3, 1, 2, 1}', '{1, 2, 3}'],
    ['{}', '{}'],
    [raw`1 \in {1, 2}`, 'TRUE'],
    [raw`3 \notin {1, 2}`, 'TRUE'],
    [raw`{1} \subseteq {1, 2}`, 'TRUE'],
    [raw`{1, 2} \cup {2, 3}`, '{1, 2, 3}'],
    [raw`{1, 2} \cap {2, 3}`, '{2}'],
    [raw`{1, 2} \ {2, 3}`, '{1}'],
    ['SUBSET {1, 2}', '{{}, {1}, {2}, {1, 2}}'],
    ['UNION {{1}, {2, 3}, {}}', '{1, 2, 3}'],
    ['UNION {}', '{}'],
    [raw`{x \in 1..5 : x % 2 = 0}`, '{2, 4}'],
    [raw`{<<a, b>> \in (1..2) \X (1..2) : a < b}`, '{<<1, 2>>}'],
    [raw`{x * x : x \in -2..2}`, '{0, 1, 4}'],
    [raw`{a + b : a, b \in 1..2}`, '{2, 3, 4}'],
    [raw`{<<x, y>> : x \in {1}, y \in {2, 3}}`, '{<<1, 2>>, <<1, 3>>}'],
    [raw`{a - b : <<a, b>> \in {<<5, 3>>}}`, '{2}'],
    [raw`{1, 2} \X {3}`, '{<<1, 3>>, <<2, 3>>}'],
    [raw`{1} \X {2} \X {3}`, '{<<1, 2, 3>>}'],
    [raw`({1} \X {2}) \X {3}`, '{<<<<1, 2>>, 3>>}'],
    [raw`{1, 2} \times {}`, '{}'],
    ['{1, "a", TRUE, {}}', '{TRUE, 1, "a", {}}'],
  ]);
});

describe('sets that are too large to be written out', () => {
  table([
    [raw`{1, 5} \in SUBSET Nat`, 'TRUE'],
    [raw`<<1, "a">> \in Nat \X STRING`, 'TRUE'],
    [raw`[a |-> -1] \in [a : Nat]`, 'FALSE'],
    [raw`<<1, 2>> \in Seq(Nat)`, 'TRUE'],
    [raw`[x \in {2} |-> 1] \in Seq(Nat)`, 'FALSE'],
    [raw`<<>> \in [Nat -> Nat]`, 'FALSE'],
    [raw`5 \in {n \in Nat : n > 3}`, 'TRUE'],
    [raw`3 \in {n \in Nat : n > 3}`, 'FALSE'],
    [raw`-1 \in Nat \cup {-1}`, 'TRUE'],
    [raw`0 \in Nat \ {0}`, 'FALSE'],
    [raw`{n \in -2..2 : n \in Nat}`, '{0, 1, 2}'],
    [raw`Nat \cap -2..2`, '{0, 1, 2}'],
    [raw`{1..3} \subseteq SUBSET Int`, 'TRUE'],
    ['Cardinality(SUBSET (1..60)) = 2^60', 'TRUE'],
    ['IsFiniteSet(SUBSET (1..2000))', 'TRUE'],
    [raw`\E S \in SUBSET (1..40) : S = {2}`, 'TRUE'],
    [raw`CHOOSE n \in 1..10^9 : n > 5`, '6'],
    [raw`\A a \in {1, 4999} : \E b \in 1..5000 : b = a`, 'TRUE'],
    [raw`\E a \in 1..5000, b \in 1..5000 : a = 2 /\ b = 4999`, 'TRUE'],
    [raw`{<<a, b>> : a \in 1..2, b \in 1..5000} = (1..2) \X (1..5000)`, 'TRUE'],
    ['{Nat, Int, Nat}', '{Int, Nat}'],
    ['[Nat -> {}]', '{}'],
    ['SUBSET (1..100)', 'SUBSET (1..100)'],
  ]);
});

describe('CHOOSE', () => {
  table([
    [raw`CHOOSE x \in {3, 1, 2} : x > 1`, '2'],
    [raw`CHOOSE x \in {"b", "a"} : TRUE`, '"a"'],
    [raw`CHOOSE x \in {{1, 2}, {3}, {1}} : x # {}`, '{1}'],
    [raw`CHOOSE x \in {<<2, 1>>, <<1, 3>>, <<5>>} : TRUE`, '<<5>>'],
    [raw`CHOOSE x \in {[a |-> 2, b |-> 1], [a |-> 1, b |-> 3]} : TRUE`, '[a |-> 1, b |-> 3]'],
    [raw`CHOOSE x \in [{1, 2} -> {3, 4}] : x[1] # 3`, '<<4, 3>>'],
    [raw`CHOOSE x \in SUBSET {1, 2, 3} : Cardinality(x) >= 1`, '{1}'],
    [raw`CHOOSE <<a, b>> \in (1..3) \X (1..3) : a > b`, '<<2, 1>>'],
    [raw`(CHOOSE x \in {2, 1} : TRUE) = (CHOOSE x \in {1, 2} : TRUE)`, 'TRUE'],
    [raw`(CHOOSE x \in SUBSET {2, 1} : x # {}) = (CHOOSE x \in {{1, 2}, {2}, {}, {1}} : x # {})`, 'TRUE'],
  ]);
});

describe('functions', () => {
  table([
    [raw`[x \in 1..3 |-> x * x]`, '<<1, 4, 9>>'],
    [raw`[x \in 1..3 |-> x * x][2]`, '4'],
    [raw`[x \in {0, 1} |-> x]`, '(0 :> 0 @@ 1 :> 1)'],
    [raw`[x, y \in 1..2 |-> x + y][2, 1]`, '3'],
    [raw`[x \in {1}, y \in {2} |-> x + y]`, '(<<1, 2>> :> 3)'],
    [raw`[<<a, b>> \in {<<1, 2>>} |-> a - b][1, 2]`, '-1'],
    [raw`[<<a, b>> \in {<<1, 2>>}, c \in {3} |-> a + b + c][<<1, 2>>, 3]`, '6'],
    [raw`DOMAIN [x \in {"a"} |-> 1]`, '{"a"}'],
    ['DOMAIN <<7, 8>>', '{1, 2}'],
    ['[{1, 2} -> {0, 1}]', '{<<0, 0>>, <<0, 1>>, <<1, 0>>, <<1, 1>>}'],
    ['[SUBSET {1} -> {1}]', '{({} :> 1 @@ {1} :> 1)}'],
    ['[{} -> {}]', '{<<>>}'],
    [raw`[n \in Nat |-> n + 1][2^60]`, '1152921504606846977'],
    [raw`DOMAIN [n \in Nat |-> n]`, 'Nat'],
    [raw`[n \in Nat, m \in {1} |-> n + m][5, 1]`, '6'],
    [raw`LET f[n \in Nat] == IF n = 0 THEN 1 ELSE n * f[n - 1] IN f[25]`, '15511210043330985984000000'],
    [
      raw`LET f[n \in 0..3] == IF n = 0 THEN 1 ELSE n * f[n - 1] IN f`,
      '(0 :> 1 @@ 1 :> 1 @@ 2 :> 2 @@ 3 :> 6)',
    ],
    [raw`LET f[n \in 0..3] == IF n = 3 THEN 0 ELSE f[n + 1] + 1 IN f[0]`, '3'],
    [raw`LET f[m, n \in 0..3] == IF m = 0 THEN n ELSE f[m - 1, n] + 1 IN f[3, 2]`, '5'],
    [
      raw`LET f[S \in SUBSET (1..3)] == IF S = {} THEN 0 ELSE LET x == CHOOSE y \in S : TRUE IN x + f[S \ {x}] IN f[1..3]`,
      '6',
    ],
    [raw`LET f[n \in 1..3] == Cardinality(DOMAIN f) IN f`, '<<3, 3, 3>>'],
  ]);
});

describe('EXCEPT', () => {
  table([
    ['[<<1, 2>> EXCEPT ![1] = 5]', '<<5, 2>>'],
    ['[<<1, 2>> EXCEPT ![1] = @ + 1, ![1] = @ * 10]', '<<20, 2>>'],
    ['[[a |-> 1, b |-> 2] EXCEPT !.a = 7]', '[a |-> 7, b |-> 2]'],
    ['[[a |-> [b |-> <<1, 2>>]] EXCEPT !.a.b[2] = @ + 1]', '[a |-> [b |-> <<1, 3>>]]'],
    [raw`[[x, y \in 1..2 |-> 0] EXCEPT ![1, 2] = 9][1, 2]`, '9'],
    ['[[a |-> 1] EXCEPT !["a"] = [[c |-> @] EXCEPT !.c = @ + 1]]', '[a |-> [c |-> 2]]'],
    [raw`[[x \in {{1}} |-> 0] EXCEPT ![{1}] = 1]`, '({1} :> 1)'],
  ]);
});

describe('records, tuples, strings', () => {
  table([
    ['[a |-> 1, b |-> "x"]', '[a |-> 1, b |-> "x"]'],
    ['[a |-> 1].a', '1'],
    ['[a |-> 1]["a"]', '1'],
    ['[a |-> [b |-> 3]].a.b', '3'],
    ['[IF |-> 1, type |-> 2].IF', '1'],
    ['[a : {1, 2}, b : {3}]', '{[a |-> 1, b |-> 3], [a |-> 2, b |-> 3]}'],
    ['[a : {}, b : Nat]', '{}'],
    ['<<1, <<2, 3>>>>[2][1]', '2'],
    ['<<>>', '<<>>'],
    [raw`"a\"b\\c\n"`, raw`"a\"b\\c\n"`],
    ['"abc" = "abd"', 'FALSE'],
    [raw`"abc" \in STRING`, 'TRUE'],
  ]);
});

describe('IF, CASE, LET', () => {
  table([
    ['IF 1 = 1 THEN "yes" ELSE "no"', '"yes"'],
    ['CASE FALSE -> 1 [] TRUE -> 2', '2'],
    ['CASE TRUE -> 1 [] TRUE -> 2', '1'],
    ['CASE FALSE -> 1 [] OTHER -> 3', '3'],
    ['LET a == 1 b == a + 1 IN a + b', '3'],
    ['LET F(x) == x * 2 IN F(F(3))', '12'],
    ['LET a + b == a * b IN 3 + 4', '12'],
    [raw`LET S == {1, 2} IN {LET y == x * 2 IN y + 1 : x \in S}`, '{3, 5}'],
    [raw`LET boom == 1 \div 0 IN 5`, '5'],
  ]);
});

describe('operators', () => {
  it('get their arguments where they need them only', () => {
    expect(printed(raw`First(1, 1 \div 0)`, 'First(a, b) == a')).toBe('1');
  });

  it('under a bound name see its value anew each time', () => {
    expect(printed(raw`[i \in 1..3 |-> Twice(i)]`, 'Twice(a) == LET b == a + a IN b')).toBe('<<2, 4, 6>>');
  });

  it('take names of arguments apart that are spelt alike', () => {
    expect(printed(raw`{Add(y, 10) : y \in {1}}`, 'Add(x, z) == x + z')).toBe('{11}');
    expect(printed('F(1)', 'G(x, y) == x * 10 + y\nF(y) == G(y + 1, y)')).toBe('21');
  });

  it('recur some hundred deep', () => {
    expect(printed('Sum(300)', 'RECURSIVE Sum(_)\nSum(n) == IF n = 0 THEN 0 ELSE n + Sum(n - 1)')).toBe(
      '45150',
    );
  });
});

describe('constants', () => {
  it('are model values where nothing declares their names', () => {
    const constants = 'CONSTANT C = {a1, a2}\nCONSTANT None = none';
    expect(printed('C', constants)).toBe('{a1, a2}');
    expect(printed(raw`None \in C`, constants)).toBe('FALSE');
    expect(printed(raw`\A c \in C : c # 1 /\ c # "a1" /\ c # {} /\ 1 # c`, constants)).toBe('TRUE');
    expect(printed(raw`\E c, d \in C : c # d`, constants)).toBe('TRUE');
  });

  it('may be operators', () => {
    expect(printed('Op(3)', 'CONSTANT Op(_) = LAMBDA x : x + 1')).toBe('4');
    expect(printed('Op(3, 4)', 'CONSTANT Op(_, _) = Plus\nPlus(a, b) == a + b')).toBe('7');
  });

  it('may speak of each other in any order', () => {
    expect(printed('A', 'CONSTANT A = B + 1\nCONSTANT B = 2')).toBe('3');
  });
});
