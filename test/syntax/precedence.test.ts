/** How operators group: TLA+'s ranges of precedence ("Specifying Systems", section 15.2.1). */

import { describe, expect, it } from 'vitest';
import { grouped } from './reading.js';

const cases: readonly (readonly [string, string])[] = [
  ['a + b * c', '(a + (b * c))'],
  ['a - b - c', '((a - b) - c)'],
  ['-a + b', '((-. a) + b)'],
  ['a + b = c', '((a + b) = c)'],
  [String.raw`~a /\ b`, String.raw`((~ a) /\ b)`],
  [String.raw`a /\ b => c`, String.raw`((a /\ b) => c)`],
  [String.raw`SUBSET S \cup T`, String.raw`((SUBSET S) \cup T)`],
  [String.raw`x \in S \cup T`, String.raw`(x \in (S \cup T))`],
  [String.raw`a \X b \X c`, String.raw`(a \X b \X c)`],
  [String.raw`\A x \in S : a /\ b`, String.raw`(\A x \in S : (a /\ b))`],
  [String.raw`a \/ \E x \in S : b => c`, String.raw`(a \/ (\E x \in S : (b => c)))`],
  ["x' = y", "((x') = y)"],
  ["f[a]' + 1", "((f[a]') + 1)"],
  ['r.a.b[c]', 'r.a.b[c]'],
  ['1 .. n - 1', '(1 .. (n - 1))'],
  ['a :> b @@ c :> d', '((a :> b) @@ (c :> d))'],
  ['IF a THEN b ELSE c + d', '(IF a THEN b ELSE (c + d))'],
  ['[]a ~> <>b', '(([] a) ~> (<> b))'],
  ['UNCHANGED x \\/ y', '((UNCHANGED x) \\/ y)'],
  ['DOMAIN f \\cup S', '((DOMAIN f) \\cup S)'],
  ['2 ^ 3 * 4', '((2 ^ 3) * 4)'],
];

describe('operators', () => {
  it.each(cases)('%s is %s', (text, tree) => {
    expect(grouped(text)).toBe(tree);
  });

  it.each([
    ['x ∈ S ∧ ¬y ⇒ z ≠ 1', String.raw`x \in S /\ ~y => z # 1`],
    ['∀ x ∈ S : ∃ y ∈ T : x ≤ y', String.raw`\A x \in S : \E y \in T : x <= y`],
    ['S ∪ T ⊆ U', String.raw`S \cup T \subseteq U`],
    ['S ∩ T ≠ {}', String.raw`S \intersect T /= {}`],
    ['a ∨ b', String.raw`a \lor b`],
    ['a ≡ b', 'a <=> b'],
    ['a \\leq b', 'a =< b'],
    ['□a', '[]a'],
  ])('%s and %s are spellings of one', (unicode, ascii) => {
    const named = (text: string) =>
      grouped(text).replace(/[∀∃∈]/g, (sign) => ({ '∀': '\\A', '∃': '\\E', '∈': '\\in' })[sign] ?? sign);
    expect(named(unicode)).toBe(grouped(ascii));
  });
});
