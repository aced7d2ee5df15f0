/** What people bring along from other languages: each gets one error, at its place, that says how TLA+ writes it. */

import { describe, expect, it } from 'vitest';
import * as words from '../../src/syntax/foreign-words.js';
import { parseExpression, parseModule } from '../../src/syntax/parse.js';
import { Source, textOf } from '../../src/syntax/source.js';
import { complaints } from './reading.js';

/** The one error of a text, in short: its code, the text that it marks, and the hint. */
function habit(text: string): string {
  const { diagnostics } = parseModule(new Source('t.spec', text), 'spec');
  const [first, second] = diagnostics;
  if (first?.span === undefined || second !== undefined) return complaints(text);
  const marked = textOf(first.span);
  if (first.code === 'foreign') expect(first.message).toBe(`\`${marked}\` is not how TLA+ says it.`);
  return `${first.code} ${marked} | ${first.hint}`;
}

describe('a habit', () => {
  it('is reported where it stands, with what TLA+ writes', () => {
    expect(complaints('Step ==\n  /\\ x < 3  // a guard\n  /\\ y = 1')).toMatchInlineSnapshot(`
      "error[foreign]: \`//\` is not how TLA+ says it.
        at t.spec:2:13
        2 |   /\\ x < 3  // a guard
          |             ^^
        hint: A comment is \`\\* …\` to the end of the line, or \`(* … *)\`."
    `);
    expect(complaints("Step ==\n  /\\ x++\n  /\\ y' = y")).toMatchInlineSnapshot(`
      "error[foreign]: \`x++\` is not how TLA+ says it.
        at t.spec:2:6
        2 |   /\\ x++
          |      ^^^
        hint: A step says what comes next: \`x' = x + 1\`."
    `);
    expect(complaints('Init ==\n  /\\ x == 0\n  /\\ y = 1')).toMatchInlineSnapshot(`
      "error[nested-definition]: \`==\` compares nothing: \`==\` begins a definition, and none can begin here.
        at t.spec:2:8
        2 |   /\\ x == 0
          |        ^^
        hint: Equal is written \`=\`."
    `);
  });

  it('is shown in part where it is long', () => {
    expect(complaints(`A == [${'"element", '.repeat(6)}"last"]`)).toMatchInlineSnapshot(`
      "error[foreign]: \`["element", "element", "element", "el…\` is not how TLA+ says it.
        at t.spec:1:6
        1 | A == ["element", "element", "element", "element", "element", "element", "last"]
          |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: A sequence is written \`<<a, b>>\`, a set \`{a, b}\`."
    `);
  });

  it.each([
    [
      'A == 1\n// what B is\nB == 2',
      'foreign // | A comment is `\\* …` to the end of the line, or `(* … *)`.',
    ],
    ['A == 1 /* one */ + 2 b', 'foreign /* | A comment is `\\* …` to the end of the line, or `(* … *)`.'],
    ['A == 1\n# what B is', 'foreign # | A comment is `\\* …` to the end of the line, or `(* … *)`.'],
    ['A == 1\n-- what B is', 'foreign -- | A comment is `\\* …` to the end of the line, or `(* … *)`.'],
    ['A == 1 // it is "quoted', 'foreign // | A comment is `\\* …` to the end of the line, or `(* … *)`.'],
    ['A == 1 // (see B', 'foreign // | A comment is `\\* …` to the end of the line, or `(* … *)`.'],
    ['A == 1 // 1?', 'foreign // | A comment is `\\* …` to the end of the line, or `(* … *)`.'],
  ])('comments: %j', (text, said) => expect(habit(text)).toBe(said));

  it.each([
    ['A == /\\ x === 0', 'nested-definition === | Equal is written `=`.'],
    ['A == x !== 0', 'nested-definition !== | Unequal is written `#`.'],
    ['A == IF x == 1 THEN 2 ELSE 3', 'nested-definition == | Equal is written `=`.'],
    ['A == x == 1 \\/ x == 2', 'nested-definition == | Equal is written `=`.'],
    ['A == f[1] == 2', 'nested-definition == | Equal is written `=`.'],
    ['A == [f EXCEPT ![1] == 2]', 'nested-definition == | Equal is written `=`.'],
    ['INVARIANT A == x == 1', 'nested-definition == | Equal is written `=`.'],
    ['A == x != 1', 'foreign != | Unequal is written `#`.'],
    ['A == x <> 1', 'foreign <> | Unequal is written `#`.'],
    ['A == x is 1', 'foreign is | Equal is written `=`.'],
    ['A == x < = 1', 'foreign < = | `<=` is written without a blank.'],
    ['A == x = > y', 'foreign = > | `=>` is written without a blank.'],
    ['CONSTANT N == 3', 'nested-definition == | The value of a constant is given by `N = …`.'],
  ])('comparisons: %j', (text, said) => expect(habit(text)).toBe(said));

  it.each([
    ['A == x < 3 && y < 3', 'foreign && | And is written `/\\`.'],
    ['A == x < 3 || y < 3', 'foreign || | Or is written `\\/`.'],
    ['A == x = 3 & y = 3', 'foreign & | And is written `/\\`.'],
    ['A ==\n  | B\n  | C', 'foreign | | Write `\\/`.'],
    ['A == x and y', 'foreign and | And is written `/\\`.'],
    ['A == x OR y', 'foreign OR | Or is written `\\/`.'],
    ['A == !x', 'foreign ! | Not is written `~`, unequal `#`.'],
    ['A == not x', 'foreign not | Not is written `~`.'],
    ['A == B, C', 'unexpected , | And is written `/\\`, or is written `\\/`.'],
    ['A == x \\and y', 'unknown-symbol \\and | Write `/\\`.'],
    ['A == B \\ / C', 'foreign \\ / | `\\/` is written without a blank.'],
  ])('connectives: %j', (text, said) => expect(habit(text)).toBe(said));

  it.each([
    ['A == x in S', 'foreign in | Membership is written `x \\in S`.'],
    ['A == x IN S', 'foreign IN | Membership is written `x \\in S`.'],
    ['A == \\A x of S : x', 'foreign of | Membership is written `x \\in S`.'],
    ['A == x !\\in S', 'foreign !\\in | No member is written `x \\notin S`.'],
    ['A == x !in S', 'foreign !in | No member is written `x \\notin S`.'],
    ['A == x not in S', 'foreign not in | No member is written `x \\notin S`.'],
    ['A == x not \\in S', 'foreign not \\in | No member is written `x \\notin S`.'],
    ['A == x notin S', 'foreign notin | No member is written `x \\notin S`.'],
  ])('membership: %j', (text, said) => expect(habit(text)).toBe(said));

  it.each([
    ['A == forall x \\in S : x', 'foreign forall | For all is written `\\A x \\in S : P(x)`.'],
    ['A == EXISTS x \\in S : x', 'foreign EXISTS | For some is written `\\E x \\in S : P(x)`.'],
    ['A == \\A x \\in S . x', 'unexpected-end x | The form is `\\A x \\in S : P(x)`.'],
    ['A == \\E x \\in S, x', 'unexpected-end x | The form is `\\E x \\in S : P(x)`.'],
    [
      'A == {x \\in S | x = 1}',
      'foreign | | Or is written `\\/`, a set of those that have P `{x \\in S : P(x)}`.',
    ],
  ])('quantifiers: %j', (text, said) => expect(habit(text)).toBe(said));

  it.each([
    [
      'A == {a: 1, b: 2}',
      'foreign {a: 1, b: 2} | A record is written `[field |-> 1]`, a function `[x \\in S |-> e]`.',
    ],
    [
      'A == {"a": 1}',
      'foreign {"a": 1} | A record is written `[field |-> 1]`, a function `[x \\in S |-> e]`.',
    ],
    [
      'A == {a |-> 1}',
      'foreign {a |-> 1} | A record is written `[field |-> 1]`, a function `[x \\in S |-> e]`.',
    ],
    [
      'A == [a = 1, b = 2]',
      'foreign [a = 1, b = 2] | A record is written `[field |-> 1]`, a function `[x \\in S |-> e]`.',
    ],
    [
      'A == [a -> 1, b -> 2]',
      'foreign [a -> 1, b -> 2] | A record is written `[field |-> 1]`, a function `[x \\in S |-> e]`.',
    ],
    ['A == ["a" |-> 1]', 'foreign ["a" |-> 1] | The name of a field stands without quotes: `[field |-> 1]`.'],
    ['A == [x \\in S : x]', 'foreign [x \\in S : x] | A function is written `[x \\in S |-> e]`.'],
    [
      'A == [f EXCEPT [1] = 2]',
      'unexpected [ | One value of f is replaced by `[f EXCEPT ![k] = v]`, `.field` instead of `[k]` in a record.',
    ],
    [
      'A == [f EXCEPT ![1] |-> 2]',
      'unexpected |-> | One value of f is replaced by `[f EXCEPT ![k] = v]`, `.field` instead of `[k]` in a record.',
    ],
    [
      'A == {...f, a: 1}',
      'foreign ...f | `Append(s, e)` is s with e at its end, `[f EXCEPT ![k] = v]` is f with v at k.',
    ],
  ])('records and functions: %j', (text, said) => expect(habit(text)).toBe(said));

  it.each([
    ['A == [1, 2]', 'foreign [1, 2] | A sequence is written `<<a, b>>`, a set `{a, b}`.'],
    ['A == ["a"]', 'foreign ["a"] | A sequence is written `<<a, b>>`, a set `{a, b}`.'],
    ['A == [x, y]', 'foreign [x, y] | A sequence is written `<<a, b>>`, a set `{a, b}`.'],
    ['A == x = []', 'foreign [] | The empty sequence is `<<>>`, the empty set `{}`.'],
    ['A == <<1, 2,>>', 'unexpected >> | No comma stands behind the last one.'],
    [
      'A == [...s, 1]',
      'foreign ...s | `Append(s, e)` is s with e at its end, `[f EXCEPT ![k] = v]` is f with v at k.',
    ],
  ])('sequences: %j', (text, said) => expect(habit(text)).toBe(said));

  it.each([
    ["A == s' = s.push(1)", 'foreign .push | An element is put at the end by `Append(s, e)`.'],
    ["A == s'.push(1)", 'foreign .push | An element is put at the end by `Append(s, e)`.'],
    [
      'A == S.has(1)',
      'foreign .has | Membership in a set is `e \\in S`, of a key `k \\in DOMAIN S`, in a sequence `\\E i \\in DOMAIN S : S[i] = e`.',
    ],
    ['A == f(1).slice(2)', 'foreign .slice | The elements m to n are `SubSeq(s, m, n)`.'],
    ['A == s.sort()', 'foreign .sort | There are no methods: an operator is applied as in `Op(s, e)`.'],
    ['A == B()', 'foreign B() | What has no arguments is named without parentheses: `B`.'],
    ['A() == 1', 'foreign A() | What has no arguments is named without parentheses: `A`.'],
    [
      'A == Fold((a, b) => a, 1)',
      'foreign (a, b) | An operator without a name is written `LAMBDA a, b : …`.',
    ],
  ])('methods and calls: %j', (text, said) => expect(habit(text)).toBe(said));

  it.each([
    ['A == x++', "foreign x++ | A step says what comes next: `x' = x + 1`."],
    ['A == x--', "foreign x-- | A step says what comes next: `x' = x - 1`."],
    ["A == x'++", "foreign x'++ | A step says what comes next: `x' = x + 1`."],
    ['A == x += 1', "foreign x += | A step says what comes next: `x' = x + 1`."],
    ['A == x -= n', "foreign x -= | A step says what comes next: `x' = x - n`."],
    ['A == x *= 2 + 1', "foreign x *= | A step says what comes next: `x' = x * …`."],
    ['A == x <- 1', "unexpected <- | A step says what comes next: `x' = …`."],
    ["A == 'x = 1", "foreign 'x | The prime stands behind the name: `x'`."],
    ['A == let y = 1', 'foreign let | A name for a value is written `LET y == x + 1 IN …`.'],
    ['A == UNCHANGED x, y', 'foreign UNCHANGED x, y | Several variables make a tuple: `UNCHANGED <<x, y>>`.'],
    [
      'A == UNCHANGED [x, y]',
      'foreign UNCHANGED [x, y] | Several variables make a tuple: `UNCHANGED <<x, y>>`.',
    ],
    [
      'A == UNCHANGED (x, y)',
      'foreign UNCHANGED (x, y) | Several variables make a tuple: `UNCHANGED <<x, y>>`.',
    ],
  ])('assignments: %j', (text, said) => expect(habit(text)).toBe(said));

  it.each([
    [
      'A == if (x) { y } else { z }',
      'foreign if | A choice is written `IF c THEN a ELSE b`. In an action, a condition is a conjunct: `/\\ c`.',
    ],
    [
      'A == if (x) y',
      'foreign if | A choice is written `IF c THEN a ELSE b`. In an action, a condition is a conjunct: `/\\ c`.',
    ],
    ['A == if x then y', 'foreign if | Did you mean `IF`? A choice is written `IF c THEN a ELSE b`.'],
    [
      'A == IF (x) { y }',
      'unexpected { | A choice is written `IF c THEN a ELSE b`. In an action, a condition is a conjunct: `/\\ c`.',
    ],
    [
      'A == IF x THEN y',
      'unexpected-end y | A choice is written `IF c THEN a ELSE b`. In an action, a condition is a conjunct: `/\\ c`.',
    ],
    [
      'A == IF x THEN 1 ELSEIF y THEN 2 ELSE 3',
      'foreign ELSEIF | A further case is written `ELSE IF c THEN a ELSE b`.',
    ],
    [
      'A == while (x) { y }',
      'foreign while | Nothing is repeated: an action says one step, and is taken as often as its conditions hold.',
    ],
    ['A == x ? 1 : 2', 'unknown-character ? | A choice is written `IF c THEN a ELSE b`.'],
  ])('choices: %j', (text, said) => expect(habit(text)).toBe(said));

  it.each([
    ["A == 'a b'", 'foreign \'a b\' | A string is written with double quotes: `"a"`.'],
    ['A == `a`', 'unknown-character `a` | A string is written with double quotes: `"a"`.'],
    ['A == “a”', 'unknown-character “a” | A string is written with double quotes: `"a"`.'],
  ])('strings: %j', (text, said) => expect(habit(text)).toBe(said));

  it.each([
    [
      'const N = 5',
      'foreign const | A constant is declared by `CONSTANT N = 3`, a name for a value by `y == …`.',
    ],
    ['let x = 1', 'foreign let | A variable is declared by `VARIABLE x`, a name for a value by `y == …`.'],
    ['function f(a) { return a }', 'foreign function | An operator is defined by `F(a, b) == …`.'],
    [
      'import Naturals',
      'foreign import | Other specs and modules are read by `EXTENDS Name`; the standard ones need none in a `.spec`.',
    ],
    ['invariant A == 1', 'foreign invariant | Did you mean `INVARIANT`?'],
    ['variables x, y', 'foreign variables | Did you mean `VARIABLES`?'],
    ['SPEC: T', 'foreign SPEC: | `SPEC` stands without a colon.'],
    ['INVARIANTS: A', 'foreign INVARIANTS: | `INVARIANTS` stands without a colon.'],
    ['MODULE T', 'foreign MODULE | A spec is named by `SPEC Name`, a module by `---- MODULE Name ----`.'],
    ['VARIABLE x : Nat', 'unexpected : | Which values it may have is said by `x \\in S`.'],
    ['VARIABLE x = 0', 'unexpected = | The first value is given in `Init`: `x = …`.'],
    ['VARIABLES x\n  y', 'unexpected y | Declarations are separated by commas.'],
    ['VARIABLES x,\n  y,\nA == 1', 'unexpected-end , | No comma stands behind the last one.'],
    ['CONSTANT N : 3', 'unexpected : | The value of a constant is given by `N = …`.'],
    ['INVARIANT x < 5', 'unexpected < | What is checked has a name: `INVARIANT Name == …`.'],
    ['A == 1\nPROPERTY <>(x = 1)', 'unexpected ( | What is checked has a name: `PROPERTY Name == …`.'],
    [
      'VARIABLES x; y;',
      'unknown-character ; | Lines and declarations end without a sign: leave `;` out everywhere.',
    ],
  ])('declarations: %j', (text, said) => expect(habit(text)).toBe(said));

  it.each([
    ['FAIRNESS WF(Next)_vars', 'foreign WF(Next)_vars | What changes stands in front: `WF_vars(A)`.'],
    ['FAIRNESS WF_vars Next', 'unexpected Next | The action stands in parentheses: `WF_vars(A)`.'],
    [
      'A == [][Next]vars',
      'foreign [Next] | That every step is one of A, or changes nothing in v, is written `[][A]_v`.',
    ],
  ])('fairness: %j', (text, said) => expect(habit(text)).toBe(said));
});

describe('what TLA+ has', () => {
  it('is no habit where it can be read', () => {
    for (const text of [
      'a // b == a\nA == 1 // 2',
      'a && b == a\nA == (1 < 2) && (2 < 3)',
      'a ++ b == a\nA == 1 ++ 2',
      'in == 1\nand == in\nA == and + in',
      'A == 1 /= 2 /\\ 1 # 2',
      'const == 1\nfunction(a) == const',
      'A == x.length + x.size',
      'A == [push |-> 1].push',
    ])
      expect(complaints(text)).toBe('');
  });
});

describe('a hint', () => {
  const tables: readonly ReadonlyMap<string, string>[] = [
    words.infixWords,
    words.prefixWords,
    words.conditionWords,
    words.beginnings,
    words.methods,
    words.names,
    words.characters,
  ];
  const hints = new Set([
    ...tables.flatMap((table) => [...table.values()]),
    words.comment,
    words.recordOrFunction,
    words.tupleOfVariables(['a', 'b']),
  ]);
  const codes = [...hints].flatMap((hint) => [...hint.matchAll(/`([^`]*)`/g)].map((match) => match[1] ?? ''));
  const signs = new Set([
    '\\/',
    '/\\',
    '~',
    '=>',
    '%',
    '\\div',
    '=',
    '-',
    '#',
    "'",
    ';',
    '\\* …',
    '(* … *)',
    '.spec',
  ]);

  it.each(codes.filter((code) => !signs.has(code)))('writes TLA+: %s', (code) => {
    const text = code.replaceAll('…', 'TRUE');
    const whole = text.startsWith('----') ? `${text}\n====` : text;
    const conjunct = text.replace(/^\/\\ /, '');
    const asUnit = parseModule(new Source('t.spec', whole), 'spec').diagnostics;
    const asExpression = parseExpression(new Source('t.spec', conjunct)).diagnostics;
    expect(asUnit.length === 0 || asExpression.length === 0).toBe(true);
  });
});
