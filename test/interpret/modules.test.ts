/** The standard modules: every operator, with its edge cases. */

import { describe, expect, it } from 'vitest';
import { faultOf, modelOf, printed } from './evaluating.js';

function table(rows: readonly (readonly [expression: string, value: string])[]): void {
  it.each(rows)('%s is %s', (expression, value) => {
    expect(printed(expression)).toBe(value);
  });
}

const raw = String.raw;

describe('Naturals and Integers', () => {
  table([
    [raw`0 \in Nat`, 'TRUE'],
    [raw`-1 \in Nat`, 'FALSE'],
    [raw`-1 \in Int`, 'TRUE'],
    [raw`"a" \in Int`, 'FALSE'],
    ['Nat', 'Nat'],
    ['Int', 'Int'],
  ]);
});

describe('Sequences', () => {
  table([
    ['Len(<<1, 2>>)', '2'],
    ['Len(<<>>)', '0'],
    [raw`Len([i \in 1..3 |-> i])`, '3'],
    ['Head(<<1, 2>>)', '1'],
    ['Tail(<<1, 2>>)', '<<2>>'],
    ['Tail(<<1>>)', '<<>>'],
    ['Append(<<1>>, 2)', '<<1, 2>>'],
    ['Append(<<>>, <<>>)', '<<<<>>>>'],
    [raw`<<1>> \o <<2, 3>>`, '<<1, 2, 3>>'],
    [raw`<<1>> \circ <<>>`, '<<1>>'],
    [raw`"ab" \o "cd"`, '"abcd"'],
    ['SubSeq(<<1, 2, 3>>, 2, 3)', '<<2, 3>>'],
    ['SubSeq(<<1, 2, 3>>, 2, 2)', '<<2>>'],
    ['SubSeq(<<1, 2, 3>>, 3, 2)', '<<>>'],
    ['SubSeq(<<1, 2, 3>>, 9, 2)', '<<>>'],
    ['SelectSeq(<<1, 2, 3, 4>>, LAMBDA x : x % 2 = 0)', '<<2, 4>>'],
    [raw`<<1, 2>> \in Seq(1..2)`, 'TRUE'],
    [raw`<<1, 3>> \in Seq(1..2)`, 'FALSE'],
    ['Seq({}) = {<<>>}', 'TRUE'],
  ]);
});

describe('FiniteSets', () => {
  table([
    ['Cardinality({})', '0'],
    ['Cardinality({1, 1, 2})', '2'],
    ['Cardinality(1..10^12)', '1000000000000'],
    ['Cardinality(SUBSET (1..60))', '1152921504606846976'],
    ['Cardinality([1..40 -> 1..3])', '12157665459056928801'],
    ['IsFiniteSet({1})', 'TRUE'],
    ['IsFiniteSet(Nat)', 'FALSE'],
    ['IsFiniteSet(SUBSET Nat)', 'FALSE'],
    ['IsFiniteSet([{1} -> Nat])', 'FALSE'],
    ['IsFiniteSet([{} -> Nat])', 'TRUE'],
  ]);
});

describe('Bags', () => {
  table([
    ['EmptyBag', '<<>>'],
    ['SetToBag({"a", "b"})', '[a |-> 1, b |-> 1]'],
    ['SetToBag({})', '<<>>'],
    ['BagToSet("a" :> 2 @@ "b" :> 1)', '{"a", "b"}'],
    ['IsABag("a" :> 2)', 'TRUE'],
    ['IsABag("a" :> 0)', 'FALSE'],
    ['IsABag("a" :> "x")', 'FALSE'],
    ['IsABag(<<>>)', 'TRUE'],
    ['IsABag(3)', 'FALSE'],
    ['IsABag("a")', 'FALSE'],
    ['IsABag({1})', 'FALSE'],
    ['BagIn("a", "a" :> 2)', 'TRUE'],
    ['BagIn("a", "a" :> 0)', 'FALSE'],
    ['BagIn("b", "a" :> 2)', 'FALSE'],
    ['CopiesIn("a", "a" :> 2)', '2'],
    ['CopiesIn("b", "a" :> 2)', '0'],
    ['("a" :> 2) (+) ("a" :> 1 @@ "b" :> 1)', '[a |-> 3, b |-> 1]'],
    ['("a" :> 2 @@ "b" :> 1) (-) ("a" :> 1 @@ "b" :> 5)', '[a |-> 1]'],
    ['("a" :> 2) (-) ("c" :> 1)', '[a |-> 2]'],
    ['BagUnion({SetToBag({1}), SetToBag({1, 2})})', '<<2, 1>>'],
    ['BagUnion({})', '<<>>'],
    [raw`("a" :> 1) \sqsubseteq ("a" :> 2)`, 'TRUE'],
    [raw`("a" :> 3) \sqsubseteq ("a" :> 2)`, 'FALSE'],
    [raw`("b" :> 1) \sqsubseteq ("a" :> 2)`, 'FALSE'],
    [raw`EmptyBag \sqsubseteq EmptyBag`, 'TRUE'],
    [raw`("b" :> 0) \sqsubseteq ("a" :> 2)`, 'TRUE'],
    ['BagCardinality("a" :> 2 @@ "b" :> 3)', '5'],
    ['BagCardinality(EmptyBag)', '0'],
    [raw`BagOfAll(LAMBDA e : e \div 2, 2 :> 1 @@ 3 :> 4)`, '<<5>>'],
    ['SubBag(1 :> 2)', '{<<>>, <<1>>, <<2>>}'],
    ['SubBag(SetToBag({1, 2}))', '{<<>>, <<1>>, (2 :> 1), <<1, 1>>}'],
    ['SubBag(EmptyBag)', '{<<>>}'],
  ]);

  it('are asked for by (+) and BagCardinality', () => {
    expect(faultOf('("a" :> 0) (+) EmptyBag')).toMatch(
      /^assert: Assertion failed: "\(\+\) is for bags only\."\n/,
    );
    expect(faultOf('EmptyBag (+) 3')).toMatch(/^assert: Assertion failed: "\(\+\) is for bags only\."\n/);
    expect(faultOf('BagCardinality("a" :> 0)')).toMatch(
      /^assert: Assertion failed: "BagCardinality is for bags only\."\n/,
    );
  });
});

describe('TLC', () => {
  table([
    ['1 :> "a"', '<<"a">>'],
    ['1 :> 2 @@ 1 :> 4', '<<2>>'],
    ['<<1, 2>> @@ <<5, 6, 7>>', '<<1, 2, 7>>'],
    ['<<>> @@ <<>>', '<<>>'],
    ['Permutations({1, 2})', '{<<1, 2>>, <<2, 1>>}'],
    ['Permutations({})', '{<<>>}'],
    ['Cardinality(Permutations(1..4))', '24'],
    ['SortSeq(<<3, 1, 2>>, <)', '<<1, 2, 3>>'],
    ['SortSeq(<<3, 1, 2>>, LAMBDA a, b : a > b)', '<<3, 2, 1>>'],
    [
      'SortSeq(<<<<2, 1>>, <<1, 2>>, <<2, 0>>>>, LAMBDA a, b : a[1] < b[1])',
      '<<<<1, 2>>, <<2, 1>>, <<2, 0>>>>',
    ],
    ['SortSeq(<<>>, <)', '<<>>'],
    ['ToString(<<1, "a">>)', raw`"<<1, \"a\">>"`],
    ['TLCEval({1, 1})', '{1}'],
    ['Assert(TRUE, "never")', 'TRUE'],
    ['Print("hi", 3)', '3'],
    ['PrintT(1)', 'TRUE'],
  ]);

  it('hands what is printed to whoever asks, once', () => {
    const model = modelOf('ASSUME PrintT(<<"a", 1>>) /\\ Print({2, 1}, TRUE)');
    expect(model.falseAssumptions()).toEqual([]);
    expect(model.takePrinted()).toEqual(['<<"a", 1>>', '{1, 2}']);
    expect(model.takePrinted()).toEqual([]);
  });
});

describe('the operators of the library', () => {
  it('can be handed to an operator, and defined anew', () => {
    expect(printed('Map(Len, {<<1>>, <<>>})', 'Map(F(_), S) == {F(x) : x \\in S}')).toBe('{0, 1}');
    expect(printed('Use(\\cup, {1}, {2})', 'Use(Op(_, _), a, b) == Op(a, b)')).toBe('{1, 2}');
    expect(printed('Len(5)', 'Len(x) == x + 1')).toBe('6');
  });
});
