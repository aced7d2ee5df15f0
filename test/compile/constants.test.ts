/** Constants that programs find: what the interpreter finds, and nothing where it finds nothing. */

import { describe, expect, it } from 'vitest';
import { swiftFolder } from '../../src/compile/constants.js';
import { interpret } from '../../src/interpret/model.js';
import { printValue } from '../../src/values/print.js';
import { specOf } from '../semantics/resolving.js';

function found(text: string, patience: number) {
  const definition = specOf(text).definitions.get('Value');
  if (definition === undefined) throw new Error('There is no Value.');
  const value = swiftFolder(patience).definition(definition);
  return value === undefined ? undefined : printValue(value);
}

const closure = String.raw`EXTENDS Naturals, FiniteSets
Closure(R) == LET S == {r[1] : r \in R} \cup {r[2] : r \in R}
                  RECURSIVE From(_)
                  From(T) == IF T = {} THEN R
                             ELSE LET r == CHOOSE s \in T : TRUE
                                      rest == From(T \ {r})
                                  IN  rest \cup {<<s, t>> \in S \X S : <<s, r>> \in rest /\ <<r, t>> \in rest}
              IN From(S)
`;

const constants: Readonly<Record<string, string>> = {
  'a union of sets of functions': String.raw`EXTENDS Naturals, FiniteSets
Value == Cardinality({s \in UNION {[1..n -> 1..3] : n \in 0..5} : \A i, j \in DOMAIN s : i < j => s[i] <= s[j]})`,
  'a recursive operator': `${closure}Value == {Cardinality(Closure(R)) : R \\in SUBSET ((1..2) \\X (1..2))}`,
  'a recursive function of two arguments': String.raw`EXTENDS Naturals
F[n \in 0..12, k \in 0..12] == IF k = 0 \/ k = n THEN 1 ELSE IF k > n THEN 0 ELSE F[n - 1, k - 1] + F[n - 1, k]
Value == {F[12, k] : k \in 0..12}`,
  'an operator that takes an operator': String.raw`EXTENDS Naturals
All(P(_), S) == {x \in S : P(x)}
Value == All(LAMBDA x : \E y \in 1..x : x = y * y, 1..60)`,
  'records, sequences and strings': String.raw`EXTENDS Naturals, Sequences, TLC
Value == {[a |-> s \o <<n>>, b |-> ToString(n)] : s \in {<<>>, <<1, 2>>}, n \in 1..3}`,
  'members of a set that only the interpreter can test': String.raw`EXTENDS Naturals
Others == {n \in Nat : \A k \in 1..20 : n # k}
Value == {n \in 1..100 : n \in Others \cup {1}}`,
  'the first of a large set': String.raw`EXTENDS Naturals
Value == CHOOSE f \in [1..12 -> 0..4] : f[12] = 3 /\ f[11] = 1`,
};

describe('a program finds', () => {
  for (const [name, text] of Object.entries(constants)) {
    it(name, () => {
      const spec = specOf(text);
      const body = spec.definitions.get('Value')?.body;
      if (body === undefined) throw new Error('There is no Value.');
      const wanted = printValue(interpret(spec).evaluate(body));
      expect(found(text, 3)).toBe(wanted);
      expect(found(text, 200)).toBe(wanted);
    });
  }

  it('nothing where evaluation fails, or would print', () => {
    expect(found('EXTENDS Naturals\nValue == CHOOSE x \\in 1..100 : x > 200', 3)).toBe(undefined);
    expect(found('EXTENDS Naturals\nValue == {x + 1 : x \\in {1, "a"}}', 1)).toBe(undefined);
    expect(found('EXTENDS Naturals\nValue == {x \\in 1..9 : x > 1} \\ 1', 3)).toBe(undefined);
    expect(found('EXTENDS TLC\nValue == PrintT("x")', 3)).toBe(undefined);
  });

  it('one value where chance decides, the interpreter the same', () => {
    const text = 'EXTENDS TLC, Naturals\nValue == [n \\in 1..40 |-> RandomElement(1..1000)]';
    const spec = specOf(text);
    const definition = spec.definitions.get('Value');
    if (definition === undefined) throw new Error('There is no Value.');
    const other = specOf(`${text}\nTwice == <<Value, Value>>`).definitions.get('Twice');
    if (other === undefined) throw new Error('There is no Twice.');
    const once = found(text, 3);
    expect(printValue(interpret(spec).evaluate(other.body))).toBe(`<<${once}, ${once}>>`);
  });
});
