/** Laws of the language, on generated expressions: what mathematics says must come out of the interpreter. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interpret } from '../../src/interpret/model.js';
import { printValue } from '../../src/values/print.js';
import { sameValue, type Value } from '../../src/values/value.js';
import { specOf } from '../semantics/resolving.js';
import { modelValueNames, values } from '../values/arbitrary.js';
import { runs } from './runs.js';

const raw = String.raw;

/** An expression of a known kind over the names a, b, c (integers), S, T, U (sets of integers) and q, r (sequences). */
type Text = fc.Arbitrary<string>;

type Kinds = {
  integer: string;
  set: string;
  sequence: string;
  boolean: string;
};

const small = fc.integer({ min: -3, max: 4 }).map((n) => (n < 0 ? `(${n})` : `${n}`));
/** Puts parts between the pieces of a pattern; `%` and `&` are names that are bound there, unlike those in the parts. */
const join = (pattern: readonly string[], ...parts: Text[]): Text =>
  fc.tuple(...parts).map((texts) => {
    const used = texts.flatMap((text) => [...text.matchAll(/x(\d+)/g)].map((match) => Number(match[1])));
    const fresh = Math.max(0, ...used) + 1;
    const pieces = pattern.map((piece) =>
      piece.replaceAll('%', `x${fresh}`).replaceAll('&', `x${fresh + 1}`),
    );
    return `(${pieces.map((piece, i) => piece + (texts[i] ?? '')).join('')})`;
  });

const kinds = fc.letrec<Kinds>((again) => ({
  integer: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    small,
    fc.constantFrom('(2^53)', '(2^53 - 1)', '(-(2^70))'),
    join(['', ' + '], again('integer'), again('integer')),
    join(['', ' - '], again('integer'), again('integer')),
    join(['', ' * '], again('integer'), again('integer')),
    join(['Cardinality(', ')'], again('set')),
    join(['Len(', ')'], again('sequence')),
    join(['IF ', ' THEN ', ' ELSE '], again('boolean'), again('integer'), again('integer')),
    join(['LET % == ', ' IN % + %'], again('integer')),
  ),
  set: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.array(small, { maxLength: 4 }).map((members) => `{${members.join(', ')}}`),
    fc
      .tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -2, max: 4 }))
      .map(([low, high]) => `((${low})..(${high}))`),
    join(['{', ', ', '}'], again('integer'), again('integer')),
    join(['', raw` \cup `], again('set'), again('set')),
    join(['', raw` \cap `], again('set'), again('set')),
    join(['', raw` \ `], again('set'), again('set')),
    join([raw`{% \in `, ' : % > ', '}'], again('set'), small),
    join([raw`{% * % : % \in `, '}'], again('set')),
    join(['UNION {', ', ', '}'], again('set'), again('set')),
  ),
  sequence: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.array(small, { maxLength: 4 }).map((items) => `<<${items.join(', ')}>>`),
    join(['Append(', ', ', ')'], again('sequence'), again('integer')),
    join(['', raw` \o `], again('sequence'), again('sequence')),
    join(['SelectSeq(', ', LAMBDA % : % > ', ')'], again('sequence'), small),
    join([raw`[% \in 1..3 |-> % + `, ']'], again('integer')),
    join(['SortSeq(', ', LAMBDA %, & : % < &)'], again('sequence')),
  ),
  boolean: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom('TRUE', 'FALSE'),
    join(['', ' < '], again('integer'), again('integer')),
    join(['', ' = '], again('set'), again('set')),
    join(['', raw` \in `], again('integer'), again('set')),
    join(['', raw` \subseteq `], again('set'), again('set')),
    join(['', raw` /\ `], again('boolean'), again('boolean')),
    join(['~', ''], again('boolean')),
    join([raw`\E % \in `, ' : % = '], again('set'), again('integer')),
  ),
}));

function evaluate(text: string): Value {
  const spec = specOf(`${text}\n`);
  const definition = spec.definitions.get('Value');
  if (definition === undefined) throw new Error('There is no Value.');
  return interpret(spec).evaluate(definition.body);
}

/** Checks laws on generated operands, and names the one that fails with its operands. */
function hold(names: Readonly<Record<string, Text>>, laws: readonly string[], numRuns = 60): void {
  fc.assert(
    fc.property(fc.record(names), (operands) => {
      const definitions = Object.entries(operands).map(([name, text]) => `${name} == ${text}`);
      const value = evaluate([...definitions, `Value == <<${laws.join(',\n  ')}>>`].join('\n'));
      const broken = laws.filter((_, index) => !sameValue(at(value, index + 1), true));
      expect(broken, definitions.join('\n')).toEqual([]);
    }),
    { numRuns: runs(numRuns) },
  );
}

function at(tuple: Value, index: number): Value {
  if (typeof tuple !== 'object' || !('get' in tuple)) throw new Error('A tuple was expected.');
  return tuple.get(index) ?? false;
}

const integers = { a: kinds.integer, b: kinds.integer, c: kinds.integer };
const sets = { S: kinds.set, T: kinds.set, U: kinds.set, a: kinds.integer };
const sequences = { q: kinds.sequence, r: kinds.sequence, s: kinds.sequence, a: kinds.integer };
const booleans = { P: kinds.boolean, Q: kinds.boolean, R: kinds.boolean };

describe('laws', () => {
  it('of integers', () => {
    hold(integers, [
      'a + b = b + a',
      '(a + b) + c = a + (b + c)',
      'a * (b + c) = a * b + a * c',
      'a - b = a + (-b)',
      '-(-a) = a',
      raw`b # 0 => a = b * (a \div b) + (a - b * (a \div b))`,
      raw`b > 0 => a = b * (a \div b) + (a % b)`,
      'b > 0 => a % b >= 0 /\\ a % b < b',
      raw`b # 0 => (LET d == a - b * (a \div b) IN d = 0 \/ ((d < 0) <=> (b < 0)))`,
      raw`(a < b) \/ (a = b) \/ (a > b)`,
      'a <= b <=> ~(a > b)',
      'a^2 = a * a',
      raw`(a \in Nat) <=> (a >= 0)`,
      raw`a \in Int`,
      '{a + b - b} = {a}',
    ]);
  });

  it('of sets', () => {
    hold(sets, [
      raw`S \cup T = T \cup S`,
      raw`S \cap T = T \cap S`,
      raw`(S \cup T) \cup U = S \cup (T \cup U)`,
      raw`S \cap (T \cup U) = (S \cap T) \cup (S \cap U)`,
      raw`S \cup (T \cap U) = (S \cup T) \cap (S \cup U)`,
      raw`S \ (T \cup U) = (S \ T) \cap (S \ U)`,
      raw`S \ (T \cap U) = (S \ T) \cup (S \ U)`,
      raw`S \cup S = S`,
      raw`S \cap {} = {}`,
      raw`(S \ T) \cap T = {}`,
      raw`(S \subseteq T) <=> (S \cup T = T)`,
      raw`(S = T) <=> (S \subseteq T /\ T \subseteq S)`,
      raw`Cardinality(S \cup T) + Cardinality(S \cap T) = Cardinality(S) + Cardinality(T)`,
      raw`Cardinality(S \X T) = Cardinality(S) * Cardinality(T)`,
      raw`(a \in S \cup T) <=> (a \in S \/ a \in T)`,
      raw`(a \in S \ T) <=> (a \in S /\ a \notin T)`,
      raw`UNION {S, T, U} = S \cup T \cup U`,
      raw`{x \in S : x \in T} = S \cap T`,
      raw`{x \in S \cup T : x > a} = {x \in S : x > a} \cup {x \in T : x > a}`,
      raw`{x + a : x \in S} = {y \in {x + a : x \in S} : y - a \in S}`,
      raw`\A x \in S : {x} \subseteq S`,
      raw`S \in SUBSET (S \cup T)`,
      raw`(S \in SUBSET T) <=> (S \subseteq T)`,
      raw`S = {} \/ (CHOOSE x \in S : TRUE) \in S`,
      raw`S # {} => (CHOOSE x \in S : \A y \in S : x <= y) = (CHOOSE x \in S \cup S : \A y \in S : y >= x)`,
      raw`(S \subseteq Nat) <=> (\A x \in S : x >= 0)`,
      raw`S \cap Nat = {x \in S : x >= 0}`,
    ]);
  });

  it('of power sets', () => {
    const few = fc.array(small, { maxLength: 4 }).map((members) => `{${members.join(', ')}}`);
    hold(
      { S: few, T: few },
      [
        'Cardinality(SUBSET S) = 2^Cardinality(S)',
        'UNION SUBSET S = S',
        raw`SUBSET (S \cap T) = SUBSET S \cap SUBSET T`,
        raw`(SUBSET S \subseteq SUBSET T) <=> (S \subseteq T)`,
        raw`\A X \in SUBSET S : S \ (S \ X) = X`,
        raw`{X \cap T : X \in SUBSET S} = SUBSET (S \cap T)`,
        raw`SUBSET S = {{x \in S : f[x]} : f \in [S -> BOOLEAN]}`,
      ],
      40,
    );
  });

  it('of functions', () => {
    hold({ ...sets, b: kinds.integer }, [
      raw`DOMAIN [x \in S |-> x + a] = S`,
      raw`\A x \in S : [y \in S |-> y * a][x] = x * a`,
      raw`S = {} \/ LET f == [x \in S |-> x] IN DOMAIN [f EXCEPT ![CHOOSE y \in S : TRUE] = a] = S`,
      raw`\A z \in S : LET f == [x \in S |-> x] IN [f EXCEPT ![z] = a] = [x \in S |-> IF x = z THEN a ELSE x]`,
      raw`\A z \in S : LET f == [x \in S |-> x + b] IN [f EXCEPT ![z] = @ + a][z] = z + b + a`,
      raw`\A z \in S : LET f == [x \in S |-> x] IN [[f EXCEPT ![z] = a] EXCEPT ![z] = f[z]] = f`,
      raw`\A y, z \in S : LET f == [x \in S |-> 0] IN [f EXCEPT ![y] = a, ![z] = b] = [[f EXCEPT ![y] = a] EXCEPT ![z] = b]`,
      raw`[x \in S |-> a] \in [S -> {a, b}]`,
      raw`([x \in S |-> a] = [x \in T |-> a]) <=> (S = T)`,
      raw`LET f == [x \in S |-> a]  g == [x \in T |-> b]  h == f @@ g IN /\ DOMAIN h = S \cup T /\ \A x \in S : h[x] = a /\ \A y \in T \ S : h[y] = b`,
      raw`LET f[x \in S] == IF x \in T THEN a ELSE b IN f = [x \in S |-> IF x \in T THEN a ELSE b]`,
      raw`[x, y \in S |-> x + y] = [p \in S \X S |-> p[1] + p[2]]`,
      raw`[[n |-> a, m |-> b] EXCEPT !.n = b] = [n |-> b, m |-> b]`,
      raw`[n |-> a, m |-> b] = [m |-> b, n |-> a]`,
      raw`[n |-> a, m |-> b] \in [n : {a}, m : {b, a}]`,
      raw`<<a, b>> = [i \in 1..2 |-> IF i = 1 THEN a ELSE b]`,
    ]);
  });

  it('of sequences', () => {
    hold(sequences, [
      raw`(q \o r) \o s = q \o (r \o s)`,
      raw`Len(q \o r) = Len(q) + Len(r)`,
      raw`q \o <<>> = q /\ <<>> \o q = q`,
      raw`Append(q, a) = q \o <<a>>`,
      'Head(<<a>> \\o q) = a',
      'Tail(<<a>> \\o q) = q',
      raw`q = <<>> \/ q = <<Head(q)>> \o Tail(q)`,
      'SubSeq(q, 1, Len(q)) = q',
      raw`\A n \in 0..Len(q) : SubSeq(q, 1, n) \o SubSeq(q, n + 1, Len(q)) = q`,
      'DOMAIN q = 1..Len(q)',
      raw`\A i \in 1..Len(q) : (q \o r)[i] = q[i]`,
      raw`\A i \in 1..Len(r) : (q \o r)[Len(q) + i] = r[i]`,
      raw`q \in Seq(Int)`,
      raw`SelectSeq(q \o r, LAMBDA x : x > a) = SelectSeq(q, LAMBDA x : x > a) \o SelectSeq(r, LAMBDA x : x > a)`,
      raw`LET sorted == SortSeq(q, <) IN \A i, j \in 1..Len(q) : i < j => sorted[i] <= sorted[j]`,
      'SortSeq(SortSeq(q, <), <) = SortSeq(q, <)',
      raw`\A x \in {q[i] : i \in 1..Len(q)} : Len(SelectSeq(q, LAMBDA y : y = x)) = Cardinality({i \in 1..Len(q) : q[i] = x})`,
      raw`q = <<>> \/ [q EXCEPT ![1] = a] = <<a>> \o Tail(q)`,
    ]);
  });

  it('of bags', () => {
    const bag: Text = fc
      .array(fc.tuple(fc.constantFrom('1', '2', '"a"'), fc.integer({ min: 1, max: 3 })), { maxLength: 3 })
      .map(
        (counts) =>
          `(${['EmptyBag', ...counts.map(([element, count]) => `(${element} :> ${count})`)].join(' (+) ')})`,
      );
    hold(
      { A: bag, B: bag, C: bag },
      [
        'A (+) B = B (+) A',
        '(A (+) B) (+) C = A (+) (B (+) C)',
        'A (+) EmptyBag = A',
        '(A (+) B) (-) B = A',
        'A (-) A = EmptyBag',
        'IsABag(A (-) B) /\\ IsABag(A (+) B)',
        'BagCardinality(A (+) B) = BagCardinality(A) + BagCardinality(B)',
        raw`BagToSet(A (+) B) = BagToSet(A) \cup BagToSet(B)`,
        raw`A \sqsubseteq A (+) B`,
        raw`(A \sqsubseteq B) => ((B (-) A) (+) A = B)`,
        raw`(A \sqsubseteq B /\ B \sqsubseteq A) <=> (A = B)`,
        raw`\A e \in BagToSet(A) \cup BagToSet(B) : CopiesIn(e, A (+) B) = CopiesIn(e, A) + CopiesIn(e, B)`,
        raw`\A e \in BagToSet(A) : BagIn(e, A) <=> (CopiesIn(e, A) > 0)`,
        'BagUnion({A, B}) = (IF A = B THEN A ELSE A (+) B)',
        'BagOfAll(LAMBDA e : 0, A) = (IF A = EmptyBag THEN EmptyBag ELSE (0 :> BagCardinality(A)))',
        raw`\A D \in SubBag(A) : D \sqsubseteq A`,
        raw`A \in SubBag(A) /\ EmptyBag \in SubBag(A)`,
      ],
      40,
    );
  });

  it('of logic', () => {
    hold({ ...booleans, S: kinds.set, T: kinds.set, a: kinds.integer }, [
      raw`~(P /\ Q) <=> (~P \/ ~Q)`,
      raw`~(P \/ Q) <=> (~P /\ ~Q)`,
      raw`(P => Q) <=> (~P \/ Q)`,
      raw`(P <=> Q) <=> ((P => Q) /\ (Q => P))`,
      raw`(P /\ (Q \/ R)) <=> ((P /\ Q) \/ (P /\ R))`,
      raw`P \/ ~P`,
      raw`(IF P THEN Q ELSE R) <=> ((P /\ Q) \/ (~P /\ R))`,
      raw`(CASE P -> 1 [] ~P -> 2) = (IF P THEN 1 ELSE 2)`,
      raw`(\A x \in S : x > a) <=> ~(\E x \in S : ~(x > a))`,
      raw`(\E x \in S : \A y \in T : x < y) => (\A y \in T : \E x \in S : x < y)`,
      raw`(\A x \in S, y \in T : x # y) <=> (S \cap T = {})`,
      raw`(\E x \in S \cup T : x = a) <=> ((\E x \in S : x = a) \/ (\E x \in T : x = a))`,
      raw`(\A x \in S : P) <=> (S = {} \/ P)`,
      raw`(\E x \in S : P) <=> (S # {} /\ P)`,
      raw`(\E x \in S : x = a) => (CHOOSE x \in S : x = a) = a`,
    ]);
  });
});

describe('a value', () => {
  const constants = `CONSTANTS ${modelValueNames.map((name) => `${name} = ${name}`).join(', ')}`;

  it('is what its printed form says when that is read again', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(sameValue(evaluate(`${constants}\nValue == ${printValue(value)}`), value)).toBe(true);
      }),
      { numRuns: runs(600) },
    );
  });

  it('prints alike whatever the expression that it comes from', () => {
    fc.assert(
      fc.property(fc.oneof(kinds.set, kinds.sequence, kinds.integer), (expression) => {
        const printed = printValue(evaluate(`Value == ${expression}`));
        expect(printValue(evaluate(`Value == ${printed}`))).toBe(printed);
      }),
      { numRuns: runs(200) },
    );
  });
});
