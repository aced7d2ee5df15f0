/** What cannot be read: every message in full, with its place, what was expected and what was probably meant. */

import { describe, expect, it } from 'vitest';
import { renderDiagnostic } from '../../src/report/diagnostics.js';
import { styleFor } from '../../src/report/style.js';
import { parseExpression } from '../../src/syntax/parse.js';
import { Source } from '../../src/syntax/source.js';
import { complaints } from './reading.js';

describe('an unexpected token', () => {
  it('is named with the one before it and what was expected', () => {
    expect(complaints(String.raw`A == \A x \in S TRUE`)).toMatchInlineSnapshot(`
      "error[unexpected]: \`TRUE\` was not expected here after \`S\`: expected \`:\`, \`,\` or an operator.
        at t.spec:1:17
        1 | A == \\A x \\in S TRUE
          |                 ^^^^
        hint: The form is \`\\A x \\in S : P(x)\`."
    `);
    expect(complaints('A == B C')).toMatchInlineSnapshot(`
      "error[unexpected]: \`C\` was not expected here after \`B\`: expected an operator or nothing more.
        at t.spec:1:8
        1 | A == B C
          |        ^"
    `);
    expect(complaints('A == {1, 2,}')).toMatchInlineSnapshot(`
      "error[unexpected]: \`}\` was not expected here after \`,\`: expected an expression.
        at t.spec:1:12
        1 | A == {1, 2,}
          |            ^
        hint: No comma stands behind the last one."
    `);
    expect(complaints('A == [a |-> 1, b : 2]')).toMatchInlineSnapshot(`
      "error[unexpected]: \`:\` was not expected here after \`b\`: expected \`|->\`.
        at t.spec:1:18
        1 | A == [a |-> 1, b : 2]
          |                  ^"
    `);
    expect(complaints('A == x.1')).toMatchInlineSnapshot(`
      "error[unexpected]: \`1\` was not expected here after \`.\`: expected the name of a field.
        at t.spec:1:8
        1 | A == x.1
          |        ^"
    `);
    expect(complaints('VARIABLES x y')).toMatchInlineSnapshot(`
      "error[unexpected]: \`y\` was not expected here after \`x\`: expected \`,\`, \`\\in\` or nothing more.
        at t.spec:1:13
        1 | VARIABLES x y
          |             ^
        hint: Declarations are separated by commas."
    `);
    expect(complaints('EXTENDS A B')).toMatchInlineSnapshot(`
      "error[unexpected]: \`B\` was not expected here.
        at t.spec:1:11
        1 | EXTENDS A B
          |           ^"
    `);
    expect(complaints('SPEC A B')).toMatchInlineSnapshot(`
      "error[unexpected]: \`B\` was not expected here.
        at t.spec:1:8
        1 | SPEC A B
          |        ^"
    `);
    expect(complaints('INSTANCE M WITH x = 1')).toMatchInlineSnapshot(`
      "error[unexpected]: \`=\` was not expected here after \`x\`: expected \`<-\`.
        at t.spec:1:19
        1 | INSTANCE M WITH x = 1
          |                   ^"
    `);
    expect(complaints('EXPECT NOTHING')).toMatchInlineSnapshot(`
      "error[unexpected]: \`NOTHING\` was not expected here after \`EXPECT\`: expected \`DEADLOCK\`, \`HOLDS\` or \`VIOLATION\`.
        at t.spec:1:8
        1 | EXPECT NOTHING
          |        ^^^^^^^"
    `);
    expect(complaints('1 == 2')).toMatchInlineSnapshot(`
      "error[unexpected]: \`1\` was not expected here: expected a declaration or a definition.
        at t.spec:1:1
        1 | 1 == 2
          | ^"
    `);
  });

  it('gets a hint where another language was meant', () => {
    expect(complaints('A == x != 1')).toMatchInlineSnapshot(`
      "error[foreign]: \`!=\` is not how TLA+ says it.
        at t.spec:1:8
        1 | A == x != 1
          |        ^^
        hint: Unequal is written \`#\`."
    `);
    expect(complaints('A == !x')).toMatchInlineSnapshot(`
      "error[foreign]: \`!\` is not how TLA+ says it.
        at t.spec:1:6
        1 | A == !x
          |      ^
        hint: Not is written \`~\`, unequal \`#\`."
    `);
    expect(complaints("A == 'a'")).toMatchInlineSnapshot(`
      "error[foreign]: \`'a'\` is not how TLA+ says it.
        at t.spec:1:6
        1 | A == 'a'
          |      ^^^
        hint: A string is written with double quotes: \`"a"\`."
    `);
    expect(complaints('A == if x then 1')).toMatchInlineSnapshot(`
      "error[foreign]: \`if\` is not how TLA+ says it.
        at t.spec:1:6
        1 | A == if x then 1
          |      ^^
        hint: Did you mean \`IF\`? A choice is written \`IF c THEN a ELSE b\`."
    `);
  });
});

describe('a definition', () => {
  it('is not written with =, nor :=', () => {
    expect(complaints('VARIABLE x\nInit = x = 1')).toMatchInlineSnapshot(`
      "error[definition-sign]: \`=\` compares; a definition is written with \`==\`.
        at t.spec:2:6
        2 | Init = x = 1
          |      ^"
    `);
    expect(complaints('N := 1')).toMatchInlineSnapshot(`
      "error[definition-sign]: A definition is written with \`==\`, not with \`:=\`.
        at t.spec:1:3
        1 | N := 1
          |   ^^"
    `);
  });

  it('with arguments is not written with = either', () => {
    expect(
      complaints('A == 1\nShip(o) = o\nsq[n \\in Nat] => n\nB == LET c = 1 IN c\nD: 1'),
    ).toMatchInlineSnapshot(`
      "error[definition-sign]: \`=\` compares; a definition is written with \`==\`.
        at t.spec:2:9
        2 | Ship(o) = o
          |         ^

      error[definition-sign]: A definition is written with \`==\`, not with \`=>\`.
        at t.spec:3:15
        3 | sq[n \\in Nat] => n
          |               ^^

      error[definition-sign]: \`=\` compares; a definition is written with \`==\`.
        at t.spec:4:12
        4 | B == LET c = 1 IN c
          |            ^

      error[definition-sign]: A definition is written with \`==\`, not with \`:\`.
        at t.spec:5:2
        5 | D: 1
          |  ^"
    `);
  });

  it('cannot stand inside an expression', () => {
    expect(complaints('A == (b == 1)')).toMatchInlineSnapshot(`
      "error[nested-definition]: \`==\` compares nothing: \`==\` begins a definition, and none can begin here.
        at t.spec:1:9
        1 | A == (b == 1)
          |         ^^
        hint: Equal is written \`=\`."
    `);
  });
});

describe('an end that comes too early', () => {
  it('says what was still expected', () => {
    expect(complaints('A == 1 +')).toMatchInlineSnapshot(`
      "error[unexpected-end]: This ends too early after \`+\`: expected an expression.
        at t.spec:1:8
        1 | A == 1 +
          |        ^"
    `);
    expect(complaints('A == IF x THEN 1')).toMatchInlineSnapshot(`
      "error[unexpected-end]: This ends too early after \`1\`: expected \`ELSE\` or an operator.
        at t.spec:1:16
        1 | A == IF x THEN 1
          |                ^
        hint: A choice is written \`IF c THEN a ELSE b\`. In an action, a condition is a conjunct: \`/\\ c\`."
    `);
    expect(complaints('VARIABLE x,')).toMatchInlineSnapshot(`
      "error[unexpected-end]: This ends too early after \`,\`: expected a name.
        at t.spec:1:11
        1 | VARIABLE x,
          |           ^
        hint: No comma stands behind the last one."
    `);
    expect(complaints('A == WF_x')).toMatchInlineSnapshot(`
      "error[unexpected-end]: This ends too early after \`x\`: expected \`(\` or \`!\`.
        at t.spec:1:9
        1 | A == WF_x
          |         ^"
    `);
    expect(complaints('MODEL')).toMatchInlineSnapshot(`
      "error[unexpected-end]: This ends too early after \`MODEL\`: expected a name.
        at t.spec:1:1
        1 | MODEL
          | ^^^^^"
    `);
    expect(complaints('EXTENDS')).toMatchInlineSnapshot(`
      "error[unexpected-end]: This ends too early after \`EXTENDS\`: expected a name.
        at t.spec:1:1
        1 | EXTENDS
          | ^^^^^^^"
    `);
    expect(complaints('INVARIANT')).toMatchInlineSnapshot(`
      "error[unexpected-end]: This ends too early after \`INVARIANT\`: expected a name.
        at t.spec:1:1
        1 | INVARIANT
          | ^^^^^^^^^
        hint: What is checked has a name: \`INVARIANT Name == …\`."
    `);
  });

  it('of a list item says how far an item reaches', () => {
    expect(
      complaints(String.raw`A ==
  /\ IF x
THEN 1`),
    ).toMatchInlineSnapshot(`
      "error[unexpected-end]: This item of the list ends too early after \`x\`: expected \`THEN\` or an operator.
        at t.spec:2:9
        2 |   /\\ IF x
          |         ^
        hint: A list item reaches as far as its lines stand to the right of its bullet."
    `);
  });

  it('of the command line says so too', () => {
    const said = (text: string) =>
      parseExpression(new Source('--constant N', text))
        .diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, styleFor(false)))
        .join('\n');
    expect(said('(* nothing *)')).toMatchInlineSnapshot(`
      "error[empty-expression]: An expression was expected.
        at --constant N:1:1
        1 | (* nothing *)
          | ^^^^^^^^^^^^^"
    `);
    expect(said('1 +')).toMatchInlineSnapshot(`
      "error[unexpected-end]: This ends too early after \`+\`: expected an expression.
        at --constant N:1:3
        1 | 1 +
          |   ^"
    `);
  });
});

describe('a bracket', () => {
  it('must be closed, opened, and closed by its own kind', () => {
    expect(complaints('A == (1 + 2')).toMatchInlineSnapshot(`
      "error[unclosed-bracket]: This \`(\` is never closed: \`)\` is missing.
        at t.spec:1:6
        1 | A == (1 + 2
          |      ^"
    `);
    expect(complaints('A == 1)')).toMatchInlineSnapshot(`
      "error[unopened-bracket]: This \`)\` closes nothing: no bracket is open here.
        at t.spec:1:7
        1 | A == 1)
          |       ^"
    `);
    expect(complaints('A == (1 + [2)')).toMatchInlineSnapshot(`
      "error[mismatched-bracket]: \`)\` does not close \`[\`: \`]\` was expected.
        at t.spec:1:13
        1 | A == (1 + [2)
          |             ^
        opened here: t.spec:1:11"
    `);
  });
});

describe('a character', () => {
  it('must be one of TLA+', () => {
    expect(complaints('A == 1 ? 2')).toMatchInlineSnapshot(`
      "error[unknown-character]: \`?\` is no symbol of TLA+.
        at t.spec:1:8
        1 | A == 1 ? 2
          |        ^
        hint: A choice is written \`IF c THEN a ELSE b\`."
    `);
    expect(complaints(String.raw`A == x \cip y`)).toMatchInlineSnapshot(`
      "error[unknown-symbol]: \`\\cip\` is no operator of TLA+.
        at t.spec:1:8
        1 | A == x \\cip y
          |        ^^^^"
    `);
  });

  it('must not run away with a string or a comment', () => {
    expect(complaints('A == "abc')).toMatchInlineSnapshot(`
      "error[open-string]: This string is never closed: \`"\` is missing before the end of the line.
        at t.spec:1:6
        1 | A == "abc
          |      ^"
    `);
    expect(complaints('A == 1 (* never (* closed *)')).toMatchInlineSnapshot(`
      "error[open-comment]: This comment is never closed: \`*)\` is missing.
        at t.spec:1:8
        1 | A == 1 (* never (* closed *)
          |        ^^"
    `);
  });
});

describe('operators of one precedence', () => {
  it('need parentheses', () => {
    expect(complaints('A == a < b < c')).toMatchInlineSnapshot(`
      "error[precedence-conflict]: \`<\` cannot be chained: TLA+ does not say how \`a < b < c\` groups.
        at t.spec:1:12
        1 | A == a < b < c
          |            ^
        hint: Add parentheses.
        the other operator: t.spec:1:8"
    `);
    expect(complaints(String.raw`A == a \cup b \ c`)).toMatchInlineSnapshot(`
      "error[precedence-conflict]: \`\\cup\` and \`\\\` stand side by side, and TLA+ gives neither precedence.
        at t.spec:1:15
        1 | A == a \\cup b \\ c
          |               ^
        hint: Add parentheses.
        the other operator: t.spec:1:8"
    `);
  });
});

describe('a text', () => {
  it('has all its wrong units reported, in their order', () => {
    expect(complaints('A == 1 +\nB == 2\nC == (\nD == "d')).toMatchInlineSnapshot(`
      "error[unexpected-end]: This ends too early after \`+\`: expected an expression.
        at t.spec:1:8
        1 | A == 1 +
          |        ^

      error[unclosed-bracket]: This \`(\` is never closed: \`)\` is missing.
        at t.spec:3:6
        3 | C == (
          |      ^

      error[open-string]: This string is never closed: \`"\` is missing before the end of the line.
        at t.spec:4:6
        4 | D == "d
          |      ^"
    `);
  });

  it('has what follows a wrong unit read as units of their own', () => {
    expect(complaints('A == 1\nlet B = 2\nC == 3 +\nPROPERTY <>C\nD == 4 4')).toMatchInlineSnapshot(`
      "error[foreign]: \`let\` is not how TLA+ says it.
        at t.spec:2:1
        2 | let B = 2
          | ^^^
        hint: A variable is declared by \`VARIABLE x\`, a name for a value by \`y == …\`.

      error[foreign]: \`<>\` is not how TLA+ says it.
        at t.spec:4:10
        4 | PROPERTY <>C
          |          ^^
        hint: Unequal is written \`#\`.

      error[unexpected]: \`4\` was not expected here after \`4\`: expected an operator or nothing more.
        at t.spec:5:8
        5 | D == 4 4
          |        ^"
    `);
  });

  it('must not be nested without end', () => {
    expect(complaints(`A == ${'('.repeat(151)}1${')'.repeat(151)}`)).toMatchInlineSnapshot(`
      "error[too-deep]: Expressions are nested more than 150 deep here.
        at t.spec:1:156
        1 | …((((((((((((((((((((((((((((((((((((((((((((((1)))))))))))))))))))))))))))))))))))))))))))))…
          |                                               ^"
    `);
    expect(complaints(`A == 1${' + 1'.repeat(501)}`)).toMatchInlineSnapshot(`
      "error[too-deep]: This is a chain of more than 500 operators.
        at t.spec:1:2008
        1 | …1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1
          |                                                                                            ^
        hint: Name its parts."
    `);
    expect(complaints(`A == ${'IF '.repeat(1001)}`)).toMatchInlineSnapshot(`
      "error[too-deep]: Expressions are nested more than 1000 deep here.
        at t.spec:1:3006
        1 | …IF IF IF IF IF IF IF IF IF IF IF IF IF IF IF IF IF IF IF IF IF IF IF IF IF IF IF IF IF IF IF 
          |                                                                                            ^^"
    `);
  });

  it('must be text, and of a size', () => {
    expect(complaints('A == 1\0')).toMatchInlineSnapshot(`
      "error[binary]: This is a binary file, not a specification.
        at t.spec:1:1
        1 | A == 1�
          | ^"
    `);
    expect(complaints(`A == ${' '.repeat(8 * 1024 * 1024)}1`)).toMatchInlineSnapshot(`
      "error[too-long]: This text is too long to be a specification (over 8 MiB).
        at t.spec:1:1
        1 | A ==                                                                                         …
          | ^"
    `);
  });

  it('of a .tla file must hold a module', () => {
    expect(complaints('A == 1', 'tla')).toMatchInlineSnapshot(`
      "error[no-module]: No module begins here: a line \`---- MODULE Name ----\` was expected.
        at t.tla:1:1
        1 | A == 1
          | ^"
    `);
  });

  it('is not looked at behind the footer', () => {
    expect(complaints('---- MODULE M ----\nA == 1\n====\nB == ( ? "', 'tla')).toBe('');
  });
});
