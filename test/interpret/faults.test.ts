/** What goes wrong while evaluating: the whole message, where, and the operators that were being applied. */

import { describe, expect, it } from 'vitest';
import { interpret } from '../../src/interpret/model.js';
import { specOf } from '../semantics/resolving.js';
import { faultIn, faultOf, modelOf } from './evaluating.js';

describe('values of the wrong kind', () => {
  it('compared with another kind', () => {
    expect(faultOf('1 = "a"')).toMatchInlineSnapshot(`
      "unlike-kinds: \`1\` is an integer and \`"a"\` is a string: they cannot be compared.
        at t.spec:1:10
        1 | Value == 1 = "a"
          |          ^^^^^^^"
    `);
  });

  it('compared with another kind, by #', () => {
    expect(faultOf('<<1>> # {1}')).toMatchInlineSnapshot(`
      "unlike-kinds: \`<<1>>\` is a function and \`{1}\` is a set: they cannot be compared.
        at t.spec:1:10
        1 | Value == <<1>> # {1}
          |          ^^^^^^^^^^^"
    `);
  });

  it('where a condition must be', () => {
    expect(faultOf('IF 1 THEN 2 ELSE 3')).toMatchInlineSnapshot(`
      "not-a-boolean: A condition must be TRUE or FALSE, and \`1\` is an integer.
        at t.spec:1:13
        1 | Value == IF 1 THEN 2 ELSE 3
          |             ^"
    `);
  });

  it('in a conjunction', () => {
    expect(faultOf(String.raw`TRUE /\ {}`)).toMatchInlineSnapshot(`
      "not-a-boolean: A condition must be TRUE or FALSE, and \`{}\` is a set.
        at t.spec:1:18
        1 | Value == TRUE /\\ {}
          |                  ^^"
    `);
  });

  it('in a quantifier', () => {
    expect(faultOf(String.raw`\A x \in {1} : x`)).toMatchInlineSnapshot(`
      "not-a-boolean: A condition must be TRUE or FALSE, and \`1\` is an integer.
        at t.spec:1:25
        1 | Value == \\A x \\in {1} : x
          |                         ^"
    `);
  });

  it.each([
    ['{1} + {2}', 'The union of sets is `S \\union T`.'],
    ['{1} - {2}', 'The members of T are taken out of S by `S \\ T`.'],
    ['{1} * {2}', 'The product of sets is `S \\X T`.'],
    ['{1} < {2}', 'A subset is `S \\subseteq T`.'],
    ['{1} <= {2}', 'A subset is `S \\subseteq T`.'],
    ['<<1>> + <<2>>', 'Sequences are joined by `s \\o t`.'],
    ['Append(1, <<>>)', 'It is `Append(s, e)`.'],
    ['<<1>>[-1]', 'The first element of a sequence is at 1.'],
    ['[<<1>> EXCEPT ![0] = 2]', 'The first element of a sequence is at 1.'],
    ['<<1>>.length', 'The length of a sequence is `Len(s)`, the size of a set `Cardinality(s)`.'],
    ['{1}.size', 'The length of a sequence is `Len(s)`, the size of a set `Cardinality(s)`.'],
  ])('%s, where another language has it', (expression, hint) => {
    expect(faultOf(expression).split('\n')[0]?.endsWith(`. ${hint}`)).toBe(true);
  });

  it('that look like model values', () => {
    const constant = 'CONSTANT P = {p1}';
    expect(faultOf(String.raw`[p \in P |-> 1]["p1"]`, constant)).toMatchInlineSnapshot(`
      "domain: \`"p1"\` is outside the function's domain, which is \`{p1}\`. \`"p1"\` is a string, and \`p1\` a model value.
        at t.spec:2:10
        2 | Value == [p \\in P |-> 1]["p1"]
          |          ^^^^^^^^^^^^^^^^^^^^^"
    `);
    expect(faultOf(String.raw`[p \in P |-> 1].p1`, constant)).toMatchInlineSnapshot(`
      "no-field: \`(p1 :> 1)\` has no field \`p1\`. The value at \`p1\` is asked for by \`[p1]\`.
        at t.spec:2:10
        2 | Value == [p \\in P |-> 1].p1
          |          ^^^^^^^^^^^^^^^^^^"
    `);
  });

  it('in arithmetic', () => {
    expect(faultOf('1 + TRUE')).toMatchInlineSnapshot(`
      "not-an-integer: \`+\` needs an integer, and \`TRUE\` is a boolean.
        at t.spec:1:10
        1 | Value == 1 + TRUE
          |          ^^^^^^^^"
    `);
  });

  it('in a comparison', () => {
    expect(faultOf('1 < "a"')).toMatchInlineSnapshot(`
      "not-an-integer: \`<\` needs an integer, and \`"a"\` is a string.
        at t.spec:1:10
        1 | Value == 1 < "a"
          |          ^^^^^^^"
    `);
  });

  it('where a set must be, for \\in', () => {
    expect(faultOf(String.raw`2 \in 3`)).toMatchInlineSnapshot(`
      "not-a-set: \`\\in\` needs a set, and \`3\` is an integer.
        at t.spec:1:10
        1 | Value == 2 \\in 3
          |          ^^^^^^^"
    `);
  });

  it('where a set must be, for \\cup', () => {
    expect(faultOf(String.raw`{} \cup 1`)).toMatchInlineSnapshot(`
      "not-a-set: \`\\cup\` needs a set, and \`1\` is an integer.
        at t.spec:1:10
        1 | Value == {} \\cup 1
          |          ^^^^^^^^^"
    `);
  });

  it('where a set must be, for UNION', () => {
    expect(faultOf('UNION {1}')).toMatchInlineSnapshot(`
      "not-a-set: \`UNION\` needs a set, and \`1\` is an integer.
        at t.spec:1:10
        1 | Value == UNION {1}
          |          ^^^^^^^^^"
    `);
  });

  it('where a set must be, in a bound', () => {
    expect(faultOf(String.raw`\E x \in 5 : TRUE`)).toMatchInlineSnapshot(`
      "not-a-set: A set was expected here, and \`5\` is an integer.
        at t.spec:1:19
        1 | Value == \\E x \\in 5 : TRUE
          |                   ^"
    `);
  });

  it('where a function must be', () => {
    expect(faultOf('5[1]')).toMatchInlineSnapshot(`
      "not-a-function: Only a function can be applied, and \`5\` is an integer.
        at t.spec:1:10
        1 | Value == 5[1]
          |          ^^^^"
    `);
  });

  it('where a function must be, for DOMAIN', () => {
    expect(faultOf('DOMAIN 5')).toMatchInlineSnapshot(`
      "not-a-function: \`DOMAIN\` needs a function, and \`5\` is an integer.
        at t.spec:1:10
        1 | Value == DOMAIN 5
          |          ^^^^^^^^"
    `);
  });

  it('where a function must be, for EXCEPT', () => {
    expect(faultOf('[5 EXCEPT ![1] = 2]')).toMatchInlineSnapshot(`
      "not-a-function: \`EXCEPT\` needs a function, and \`5\` is an integer.
        at t.spec:1:20
        1 | Value == [5 EXCEPT ![1] = 2]
          |                    ^^^^^^^^"
    `);
  });

  it('where a function must be, for @@', () => {
    expect(faultOf('1 @@ <<2>>')).toMatchInlineSnapshot(`
      "not-a-function: \`@@\` needs a function, and \`1\` is an integer.
        at t.spec:1:10
        1 | Value == 1 @@ <<2>>
          |          ^^^^^^^^^^"
    `);
  });

  it('where a record must be', () => {
    expect(faultOf('(5).a')).toMatchInlineSnapshot(`
      "not-a-record: \`.a\` needs a record, and \`5\` is an integer.
        at t.spec:1:10
        1 | Value == (5).a
          |          ^^^^^"
    `);
  });

  it('where a sequence must be', () => {
    expect(faultOf('Head("abc")')).toMatchInlineSnapshot(`
      "not-a-sequence: \`Head\` needs a sequence, and \`"abc"\` is a string.
        at t.spec:1:10
        1 | Value == Head("abc")
          |          ^^^^^^^^^^^"
    `);
  });

  it('where a sequence must be, and a function stands', () => {
    expect(faultOf(String.raw`Head([x \in {2} |-> 1])`)).toMatchInlineSnapshot(`
      "not-a-sequence: \`Head\` needs a sequence, and \`(2 :> 1)\` is a function on other keys.
        at t.spec:1:10
        1 | Value == Head([x \\in {2} |-> 1])
          |          ^^^^^^^^^^^^^^^^^^^^^^^"
    `);
  });

  it('where a tuple must be', () => {
    expect(faultOf(String.raw`\E <<a, b>> \in {<<1, 2, 3>>} : TRUE`)).toMatchInlineSnapshot(`
      "not-a-tuple: A tuple of 2 was expected, and \`<<1, 2, 3>>\` is none.
        at t.spec:1:13
        1 | Value == \\E <<a, b>> \\in {<<1, 2, 3>>} : TRUE
          |             ^^^^^^^^^^^^^^^^^^^^^^^^^^"
    `);
  });

  it('from the test of SelectSeq', () => {
    expect(faultOf('SelectSeq(<<1, 2>>, LAMBDA a : a + 1)')).toMatchInlineSnapshot(`
      "not-a-boolean: \`SelectSeq\` needs a condition that is TRUE or FALSE, and \`2\` is an integer.
        at t.spec:1:10
        1 | Value == SelectSeq(<<1, 2>>, LAMBDA a : a + 1)
          |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"
    `);
  });

  it('from the order of SortSeq', () => {
    expect(faultOf('SortSeq(<<1, 2>>, LAMBDA a, b : a + b)')).toMatchInlineSnapshot(`
      "not-a-boolean: \`SortSeq\` needs a condition that is TRUE or FALSE, and \`3\` is an integer.
        at t.spec:1:10
        1 | Value == SortSeq(<<1, 2>>, LAMBDA a, b : a + b)
          |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"
    `);
  });

  it('as what is asserted', () => {
    expect(faultOf('Assert(1, "boo")')).toMatchInlineSnapshot(`
      "not-a-boolean: \`Assert\` needs a condition that is TRUE or FALSE, and \`1\` is an integer.
        at t.spec:1:10
        1 | Value == Assert(1, "boo")
          |          ^^^^^^^^^^^^^^^^"
    `);
  });
});

describe('outside of what is defined', () => {
  it('a function outside its domain', () => {
    expect(faultOf(String.raw`[x \in 1..2 |-> x][3]`)).toMatchInlineSnapshot(`
      "domain: \`3\` is outside the function's domain, which is \`{1, 2}\`.
        at t.spec:1:10
        1 | Value == [x \\in 1..2 |-> x][3]
          |          ^^^^^^^^^^^^^^^^^^^^^"
    `);
  });

  it('a function outside an infinite domain', () => {
    expect(faultOf(String.raw`[n \in Nat |-> n][-1]`)).toMatchInlineSnapshot(`
      "domain: \`-1\` is outside the function's domain, which is \`Nat\`.
        at t.spec:1:10
        1 | Value == [n \\in Nat |-> n][-1]
          |          ^^^^^^^^^^^^^^^^^^^^^"
    `);
  });

  it('EXCEPT outside the domain', () => {
    expect(faultOf('[<<1, 2>> EXCEPT ![3] = 0]')).toMatchInlineSnapshot(`
      "domain: \`3\` is outside the function's domain, which is \`{1, 2}\`.
        at t.spec:1:27
        1 | Value == [<<1, 2>> EXCEPT ![3] = 0]
          |                           ^^^^^^^^"
    `);
  });

  it('EXCEPT outside the domain, within', () => {
    expect(faultOf('[<<<<1>>>> EXCEPT ![1][2] = 0]')).toMatchInlineSnapshot(`
      "domain: \`2\` is outside the function's domain, which is \`{1}\`.
        at t.spec:1:28
        1 | Value == [<<<<1>>>> EXCEPT ![1][2] = 0]
          |                            ^^^^^^^^^^^"
    `);
  });

  it('a field that is not there', () => {
    expect(faultOf('[type |-> "1a", bal |-> 1].ball')).toMatchInlineSnapshot(`
      "no-field: \`[bal |-> 1, type |-> "1a"]\` has no field \`ball\`. Did you mean \`bal\`?
        at t.spec:1:10
        1 | Value == [type |-> "1a", bal |-> 1].ball
          |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"
    `);
  });

  it('a field that nothing resembles', () => {
    expect(faultOf('[type |-> "1a"].quorum')).toMatchInlineSnapshot(`
      "no-field: \`[type |-> "1a"]\` has no field \`quorum\`.
        at t.spec:1:10
        1 | Value == [type |-> "1a"].quorum
          |          ^^^^^^^^^^^^^^^^^^^^^^"
    `);
  });

  it('Head of nothing', () => {
    expect(faultOf('Head(<<>>)')).toMatchInlineSnapshot(`
      "empty-sequence: \`Head\` of the empty sequence.
        at t.spec:1:10
        1 | Value == Head(<<>>)
          |          ^^^^^^^^^^"
    `);
  });

  it('Tail of nothing', () => {
    expect(faultOf('Tail(<<>>)')).toMatchInlineSnapshot(`
      "empty-sequence: \`Tail\` of the empty sequence.
        at t.spec:1:10
        1 | Value == Tail(<<>>)
          |          ^^^^^^^^^^"
    `);
  });

  it('SubSeq beyond the end', () => {
    expect(faultOf('SubSeq(<<1, 2, 3>>, 2, 5)')).toMatchInlineSnapshot(`
      "domain: \`SubSeq\` from 2 to 5 of a sequence of length 3.
        at t.spec:1:10
        1 | Value == SubSeq(<<1, 2, 3>>, 2, 5)
          |          ^^^^^^^^^^^^^^^^^^^^^^^^^"
    `);
  });

  it('SubSeq before the beginning', () => {
    expect(faultOf('SubSeq(<<1, 2, 3>>, 0, 2)')).toMatchInlineSnapshot(`
      "domain: \`SubSeq\` from 0 to 2 of a sequence of length 3.
        at t.spec:1:10
        1 | Value == SubSeq(<<1, 2, 3>>, 0, 2)
          |          ^^^^^^^^^^^^^^^^^^^^^^^^^"
    `);
  });

  it('division by zero', () => {
    expect(faultOf(String.raw`1 \div 0`)).toMatchInlineSnapshot(`
      "division-by-zero: \`\\div\` by zero.
        at t.spec:1:10
        1 | Value == 1 \\div 0
          |          ^^^^^^^^"
    `);
  });

  it('the rest of a division by zero', () => {
    expect(faultOf('1 % 0')).toMatchInlineSnapshot(`
      "division-by-zero: \`%\` by zero.
        at t.spec:1:10
        1 | Value == 1 % 0
          |          ^^^^^"
    `);
  });

  it('the rest of a division by less than zero', () => {
    expect(faultOf('7 % (-2)')).toMatchInlineSnapshot(`
      "negative-divisor: \`%\` needs a positive divisor, and got -2.
        at t.spec:1:10
        1 | Value == 7 % (-2)
          |          ^^^^^^^^"
    `);
  });

  it('a negative exponent', () => {
    expect(faultOf('2^(-1)')).toMatchInlineSnapshot(`
      "negative-exponent: \`^\` needs an exponent of zero or more, and got -1.
        at t.spec:1:10
        1 | Value == 2^(-1)
          |          ^^^^^^"
    `);
  });

  it('zero to the zero', () => {
    expect(faultOf('0^0')).toMatchInlineSnapshot(`
      "zero-to-zero: \`0^0\` has no meaning.
        at t.spec:1:10
        1 | Value == 0^0
          |          ^^^"
    `);
  });

  it('a number without end', () => {
    expect(faultOf('(10^1000)^10000')).toMatchInlineSnapshot(`
      "too-large: \`100000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000…^10000\` is too large.
        at t.spec:1:10
        1 | Value == (10^1000)^10000
          |          ^^^^^^^^^^^^^^^"
    `);
  });

  it('CHOOSE without a witness', () => {
    expect(faultOf(String.raw`CHOOSE x \in {1, 2} : x > 2`)).toMatchInlineSnapshot(`
      "no-witness: \`CHOOSE\` finds nothing that satisfies its condition.
        at t.spec:1:10
        1 | Value == CHOOSE x \\in {1, 2} : x > 2
          |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^"
    `);
  });

  it('CASE without an arm', () => {
    expect(faultOf('CASE 1 = 2 -> 1 [] 1 = 3 -> 2')).toMatchInlineSnapshot(`
      "no-case: No guard of this \`CASE\` is true, and it has no \`OTHER\`.
        at t.spec:1:10
        1 | Value == CASE 1 = 2 -> 1 [] 1 = 3 -> 2
          |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"
    `);
  });

  it('an assertion', () => {
    expect(faultOf('Assert(1 = 2, <<"boo", 1>>)')).toMatchInlineSnapshot(`
      "assert: Assertion failed: <<"boo", 1>>
        at t.spec:1:10
        1 | Value == Assert(1 = 2, <<"boo", 1>>)
          |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^"
    `);
  });
});

describe('without an end', () => {
  it('CHOOSE without a set', () => {
    expect(faultOf('CHOOSE x : x = 1')).toMatchInlineSnapshot(`
      "unbounded: What is not bounded by a set cannot be gone through.
        at t.spec:1:17
        1 | Value == CHOOSE x : x = 1
          |                 ^"
    `);
  });

  it('a quantifier without a set', () => {
    expect(faultOf(String.raw`\E x : x = 1`)).toMatchInlineSnapshot(`
      "unbounded: What is not bounded by a set cannot be gone through.
        at t.spec:1:13
        1 | Value == \\E x : x = 1
          |             ^"
    `);
  });

  it('a quantifier on an infinite set', () => {
    expect(faultOf(String.raw`\A n \in Nat : n >= 0`)).toMatchInlineSnapshot(`
      "infinite: \`Nat\` is infinite: its members cannot be gone through.
        at t.spec:1:19
        1 | Value == \\A n \\in Nat : n >= 0
          |                   ^^^"
    `);
  });

  it('a map on an infinite set', () => {
    expect(faultOf(String.raw`{n + 1 : n \in Int}`)).toMatchInlineSnapshot(`
      "infinite: \`Int\` is infinite: its members cannot be gone through.
        at t.spec:1:25
        1 | Value == {n + 1 : n \\in Int}
          |                         ^^^"
    `);
  });

  it('inclusion of an infinite set', () => {
    expect(faultOf(String.raw`Nat \subseteq Int`)).toMatchInlineSnapshot(`
      "infinite: \`Nat\` is infinite: its members cannot be gone through.
        at t.spec:1:10
        1 | Value == Nat \\subseteq Int
          |          ^^^^^^^^^^^^^^^^^"
    `);
  });

  it('the size of an infinite set', () => {
    expect(faultOf('Cardinality(STRING)')).toMatchInlineSnapshot(`
      "infinite: \`STRING\` is infinite: it has no cardinality.
        at t.spec:1:10
        1 | Value == Cardinality(STRING)
          |          ^^^^^^^^^^^^^^^^^^^"
    `);
  });

  it('the size of a set that nobody can count', () => {
    expect(faultOf(String.raw`Cardinality({n \in Nat : n > 3})`)).toMatchInlineSnapshot(`
      "infinite: The members of \`{n \\in Nat : n > 3}\` cannot be counted.
        at t.spec:1:10
        1 | Value == Cardinality({n \\in Nat : n > 3})
          |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"
    `);
  });

  it('a comparison of what is infinite', () => {
    expect(faultOf(String.raw`Nat \cup {-1} = Nat \cup {-2}`)).toMatchInlineSnapshot(`
      "infinite: \`Nat \\cup {-1}\` and \`Nat \\cup {-2}\` are too large to be compared.
        at t.spec:1:10
        1 | Value == Nat \\cup {-1} = Nat \\cup {-2}
          |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"
    `);
  });

  it('a comparison of functions on an infinite set', () => {
    expect(faultOf(String.raw`[n \in Nat |-> n] = [n \in Nat |-> n + 0]`)).toMatchInlineSnapshot(`
      "infinite: \`Nat\` is infinite: its members cannot be gone through.
        at t.spec:1:10
        1 | Value == [n \\in Nat |-> n] = [n \\in Nat |-> n + 0]
          |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"
    `);
  });

  it('a set of functions on an infinite set', () => {
    expect(faultOf(String.raw`{[n \in Nat |-> n], [n \in Nat |-> 1]}`)).toMatchInlineSnapshot(`
      "infinite: \`Nat\` is infinite: its members cannot be gone through.
        at t.spec:1:10
        1 | Value == {[n \\in Nat |-> n], [n \\in Nat |-> 1]}
          |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"
    `);
  });

  it('the permutations of an infinite set', () => {
    expect(faultOf('Permutations(Nat)')).toMatchInlineSnapshot(`
      "infinite: \`Nat\` is infinite: its members cannot be gone through.
        at t.spec:1:10
        1 | Value == Permutations(Nat)
          |          ^^^^^^^^^^^^^^^^^"
    `);
  });

  it('UNION of an infinite set', () => {
    expect(faultOf('UNION Seq({{}})')).toMatchInlineSnapshot(`
      "infinite: \`Seq({{}})\` is infinite: its members cannot be gone through.
        at t.spec:1:10
        1 | Value == UNION Seq({{}})
          |          ^^^^^^^^^^^^^^^"
    `);
  });

  it('a set with too many members in a set of sets', () => {
    expect(faultOf('{SUBSET (1..60), 1} = {UNION {SUBSET (1..60), {{0}}}, 1}')).toMatchInlineSnapshot(`
      "infinite: \`SUBSET (1..60)\` and \`{{0}} \\cup (SUBSET (1..60))\` are too large to be compared.
        at t.spec:1:10
        1 | Value == {SUBSET (1..60), 1} = {UNION {SUBSET (1..60), {{0}}}, 1}
          |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"
    `);
  });

  it('a recursion', () => {
    expect(
      faultOf(
        'Down(0)',
        `RECURSIVE Down(_)
Down(n) == Down(n - 1)`,
      ),
    ).toMatchInlineSnapshot(`
      "too-deep: \`Down\` applies itself too deeply: does its recursion end?
        at t.spec:2:12
        2 | Down(n) == Down(n - 1)
          |            ^^^^^^^^^^^
      Down (2:12)
      Down (2:12)
      Down (2:12)
      Down (2:12)
      Down (2:12)
      Down (2:12)
      Down (2:12)
      Down (2:12)
      Down (2:12)
      Down (2:12)
      Down (2:12)
      Down (2:12)"
    `);
  });

  it('a function that needs itself', () => {
    expect(faultOf('f[1]', String.raw`f[x \in 1..2] == f[x]`)).toMatchInlineSnapshot(`
      "too-deep: \`f\` applies itself too deeply: does its recursion end?
        at t.spec:2:10
        2 | Value == f[1]
          |          ^"
    `);
  });
});

describe('the operators that led there', () => {
  it('are named from the innermost on, with the values of their arguments', () => {
    expect(
      faultOf(
        'Outer(<<3, 0>>)',
        String.raw`Half(a, b) == a \div b
Middle(s) == LET first == s[1] IN Half(first, s[2]) + 1
Outer(t) ==
  /\ TRUE
  /\ Middle(t) = 1`,
      ),
    ).toMatchInlineSnapshot(`
      "division-by-zero: \`\\div\` by zero.
        at t.spec:1:15
        1 | Half(a, b) == a \\div b
          |               ^^^^^^^^
      Half (2:35)
        a = 3
        b = 0
      Middle (5:6)
        s = <<3, 0>>
      Outer (6:10)
        t = <<3, 0>>"
    `);
  });

  it('are named as instances name them', () => {
    expect(
      faultOf('Apply(LAMBDA x : Bad(x), {5})', 'Bad(a) == a.field\nApply(F(_), S) == {F(s) : s \\in S}'),
    ).toMatchInlineSnapshot(`
      "not-a-record: \`.field\` needs a record, and \`5\` is an integer.
        at t.spec:1:11
        1 | Bad(a) == a.field
          |           ^^^^^^^
      Bad (3:27)
        a = 5
      Apply (3:10)
        S = {5}"
    `);
  });

  it('show only the arguments that were looked at', () => {
    expect(faultOf('First(1, 2)', 'First(a, b) == a + "x"')).toMatchInlineSnapshot(`
      "not-an-integer: \`+\` needs an integer, and \`"x"\` is a string.
        at t.spec:1:16
        1 | First(a, b) == a + "x"
          |                ^^^^^^^
      First (2:10)
        a = 1
        b = 2"
    `);
  });

  it('show the lines of a long expression', () => {
    expect(faultOf('\n  1 +\n  Head(\n    <<>>)')).toMatchInlineSnapshot(`
      "empty-sequence: \`Head\` of the empty sequence.
        at t.spec:3:3
        3 |   Head(
          |   ^^^^^"
    `);
  });

  it('cut long values', () => {
    expect(faultOf('Head([x \\in 2..100 |-> x])')).toMatchInlineSnapshot(`
      "not-a-sequence: \`Head\` needs a sequence, and \`(2 :> 2 @@ 3 :> 3 @@ 4 :> 4 @@ 5 :> 5 @@ 6 :> 6 @@ 7 :> 7 @@ 8 :> 8 @@ 9 :> 9 @@ 10 :> 10 @@ 11 :> 11 @@ 12 :> 12 @@ …\` is a function on other keys.
        at t.spec:1:10
        1 | Value == Head([x \\in 2..100 |-> x])
          |          ^^^^^^^^^^^^^^^^^^^^^^^^^^"
    `);
  });
});

describe('states', () => {
  const run = (text: string) =>
    faultIn(text, () => {
      const model = modelOf(text);
      for (const state of model.initial()) {
        for (const invariant of model.invariants) invariant.holds(state);
        for (const _ of model.successors(state));
      }
    });

  it('that leave a variable open in the beginning', () => {
    expect(run('VARIABLES x, y\nInit == x = 0\nNext == UNCHANGED <<x, y>>')).toMatchInlineSnapshot(`
      "unassigned: \`Init\` gives \`y\` no first value.
        at t.spec:2:1
        2 | Init == x = 0
          | ^^^^
      Init (2:1)"
    `);
  });

  it('that an action leaves a variable open in', () => {
    expect(
      run(String.raw`VARIABLES x, y
Init == x = 0 /\ y = 0
Step(n) ==
  /\ x' = n
  /\ IF n = 2 THEN TRUE ELSE y' = 0
Next == \E n \in {1, 2} : Step(n)`),
    ).toMatchInlineSnapshot(`
      "unassigned: \`Step\` gives \`y\` no next value.
        at t.spec:4:3
        4 |   /\\ x' = n
          |   ^^^^^^^^^"
    `);
  });

  it('that are read before they have a value', () => {
    expect(
      run(String.raw`VARIABLES x, y
Init == x = y + 1 /\ y = 0
Next == UNCHANGED vars`),
    ).toMatchInlineSnapshot(`
      "unassigned: \`y\` is read before it has been given a value.
        at t.spec:2:13
        2 | Init == x = y + 1 /\\ y = 0
          |             ^
      Init (2:1)"
    `);
    expect(
      run(String.raw`VARIABLES x, y
Init == x = 0 /\ y = 0
Next == x' = y' + 1 /\ y' = 0`),
    ).toMatchInlineSnapshot(`
      "unassigned: \`y'\` is read before it has been given a value.
        at t.spec:3:14
        3 | Next == x' = y' + 1 /\\ y' = 0
          |              ^"
    `);
  });

  it('that would hold what is infinite in its arguments', () => {
    expect(
      run(String.raw`VARIABLE f
Init == f = [n \in Nat |-> n]
Next == UNCHANGED f`),
    ).toMatchInlineSnapshot(`
      "infinite: \`Nat\` is infinite: its members cannot be gone through.
        at t.spec:2:1
        2 | Init == f = [n \\in Nat |-> n]
          | ^^^^"
    `);
  });

  it('where an invariant is no condition', () => {
    expect(
      run(`VARIABLE x
Init == x = 0
Next == UNCHANGED x
INVARIANT Number == x`),
    ).toMatchInlineSnapshot(`
      "not-a-boolean: A condition must be TRUE or FALSE, and \`0\` is an integer.
        at t.spec:4:11
        4 | INVARIANT Number == x
          |           ^^^^^^"
    `);
  });

  it('where an invariant cannot be evaluated', () => {
    expect(
      run(`VARIABLE votes
Init == votes = <<>>
Next == UNCHANGED votes
Latest(s) == s[Len(s)]
INVARIANT Chosen == Latest(votes) = 1`),
    ).toMatchInlineSnapshot(`
      "domain: \`0\` is outside the function's domain, which is \`{}\`. The first element of a sequence is at 1.
        at t.spec:4:14
        4 | Latest(s) == s[Len(s)]
          |              ^^^^^^^^^
      Latest (5:21)
        s = <<>>
      Chosen (5:11)"
    `);
  });

  it('whose next value is drawn from an infinite set', () => {
    expect(
      run(String.raw`VARIABLE x
Init == x = 0
Next == x' \in Nat`),
    ).toMatchInlineSnapshot(`
      "infinite: \`Nat\` is infinite: its members cannot be gone through.
        at t.spec:3:16
        3 | Next == x' \\in Nat
          |                ^^^"
    `);
  });

  it('whose action is no condition', () => {
    expect(
      run(String.raw`VARIABLE x
Init == x = 0
Next == x' = 1 /\ x + 1`),
    ).toMatchInlineSnapshot(`
      "not-a-boolean: A condition must be TRUE or FALSE, and \`1\` is an integer.
        at t.spec:3:19
        3 | Next == x' = 1 /\\ x + 1
          |                   ^^^^^"
    `);
  });
});

describe('what has no value in a state', () => {
  /** A definition evaluated in the state x = 0, by itself: as the API can ask for it. */
  const alone = (text: string) => {
    const spec = specOf(text);
    const body = spec.definitions.get('Value')?.body;
    if (body === undefined) throw new Error('There is no Value.');
    return faultIn(text, () => interpret(spec).evaluate(body, [0]));
  };

  it('a primed variable', () => {
    expect(alone("VARIABLE x\nValue == x' = 1\nInit == x = 0\nNext == Value")).toMatchInlineSnapshot(`
      "no-next-state: There is no next state here that \`'\` could speak of.
        at t.spec:2:10
        2 | Value == x' = 1
          |          ^^"
    `);
  });

  it('a temporal formula', () => {
    expect(alone("VARIABLE x\nValue == []<>(x = 0)\nInit == x = 0\nNext == x' = x")).toMatchInlineSnapshot(`
      "temporal: A formula about behaviours has no value in a single step.
        at t.spec:2:10
        2 | Value == []<>(x = 0)
          |          ^^^^^^^^^^^"
    `);
  });
});
