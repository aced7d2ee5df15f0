/** Laying out changes nothing but places: the tree, the comments and their order stay, and what is laid out stays as it is. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { format, withoutPlaces } from '../../src/format/format.js';
import { renderDiagnostic } from '../../src/report/diagnostics.js';
import { styleFor } from '../../src/report/style.js';
import { parseModule } from '../../src/syntax/parse.js';
import { scan, type Token } from '../../src/syntax/scan.js';
import { Source } from '../../src/syntax/source.js';
import { root } from '../cli/running.js';
import { specs } from './engines/specs.js';
import { runs } from './runs.js';

type Dialect = 'spec' | 'tla';

function laid(text: string, dialect: Dialect): string {
  const { value, diagnostics } = format(new Source('t', text), dialect);
  if (value !== undefined) return value;
  throw new Error(
    `${diagnostics.map((each) => renderDiagnostic(each, styleFor(false))).join('\n')}\n\n${text}`,
  );
}

function meaning(text: string, dialect: Dialect): string {
  return withoutPlaces(parseModule(new Source('t', text), dialect).value);
}

/** Comments, without the blanks at both ends of their lines. */
function comments(text: string): string[] {
  return scan(new Source('t', text)).comments.map(({ start, end }) =>
    text
      .slice(start, end)
      .split('\n')
      .map((line) => line.trim())
      .join('\n'),
  );
}

function holds(text: string, dialect: Dialect): void {
  const once = laid(text, dialect);
  expect(meaning(once, dialect)).toBe(meaning(text, dialect));
  expect(comments(once)).toEqual(comments(text));
  expect(laid(once, dialect)).toBe(once);
  expect(once).not.toMatch(/[ \t]$/m);
}

const files = [
  'specs',
  'src/templates',
  'src/semantics/modules',
  'bench/models',
  'test/conformance/modules',
].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((file) => /\.(spec|tla)$/.test(file))
    .map((file) => ({ file: `${folder}/${file}`, text: readFileSync(join(root, folder, file), 'utf8') })),
);

/** What the files have little of. */
const odd = String.raw`SPEC Odd
CONSTANTS N = 3, F(_, _), _ ++ _
VARIABLES a \in 0..3, b, c
Inst(k) == INSTANCE Foo WITH p <- k + 1, Op <- LAMBDA u, v : u + v
Fun[x \in 1..3, <<y, z>> \in (1..2) \X (1..3)] == x + y * z
HO(Op(_), _ ** _, v) == Op(v) ** v
Steps == [][Next]_<<a, b>> /\ <>[]<<a' = a>>_b
Path == [c EXCEPT ![1].foo["x"] = 2, !.bar[1, 2] = @ + 1]
Cases == CASE a = 1 -> b [] a = 2 -> /\ b = 1
                                     /\ c = 2
           [] OTHER -> - a
Local == LET x == 1
             I == INSTANCE Foo WITH p <- 1
         IN  /\ x = Fun[1]
             /\ I!Val(3)!Bar
Implied == /\ a = 1
           /\ b = 2
        => (\/ a
            \/ b)[1].foo
Sets == {<<x, y>> \in (1..3) \X {1, 2, 3, 4} : x > y} \cup {x + 1 : x \in 1..3, y \in {}}
FAIRNESS WF_a(Next) /\ SF_<<a, b>>(Next)
INVARIANT Lab == \A x \in 1..3, y, z \in 1..2 : lab(x) :: x > 1
MODEL small
  N = 2
  CONSTRAINT Small == a < 3
  EXPECT HOLDS
`;

describe('a layout keeps tree and comments, and is at rest', () => {
  it.each(files)('of $file', ({ file, text }) => holds(text, file.endsWith('.tla') ? 'tla' : 'spec'));

  it('of generated specs', () => {
    fc.assert(
      fc.property(specs({ faulty: 1, actions: 6, inTurn: true }), (text) => holds(text, 'spec')),
      { seed: 21, numRuns: runs(12) },
    );
  });

  /** Where the text between tokens may be anything: another comment, another line, in so far as lists stay lists. */
  it('of specs and modules with comments anywhere', () => {
    const written = fc.constantFrom(
      ' \\* behind\n',
      '\n\\* above\n',
      ' (* inside *) ',
      '\n(* of\n  lines *)\n',
      ' (* two *) (* on a line *) \\* and a third\n',
      ' (* begun behind\n  and ended in front *) ',
      '\n\n(* in front *) ',
      '\n\n',
    );
    const short = files.filter(
      ({ file, text }) => /^(specs|src\/semantics|test\/conformance)\//.test(file) && text.length < 2500,
    );
    const few = { minLength: 1, maxLength: 6 };
    const places = fc.oneof(
      fc.array(fc.tuple(fc.nat(), written), few),
      fc
        .tuple(fc.nat(), fc.array(fc.tuple(fc.nat(6), written), few))
        .map(([first, near]) => near.map(([further, text]) => [first + further, text] as const)),
    );
    const texts = fc.oneof(fc.constantFrom(...short), fc.constant({ file: 'Odd.spec', text: odd }));
    fc.assert(
      fc.property(texts, places, ({ file, text }, insertions) => {
        const dialect = file.endsWith('.tla') ? 'tla' : 'spec';
        const changed = withInsertions(text, insertions);
        fc.pre(meaning(changed, dialect) === meaning(text, dialect));
        holds(changed, dialect);
      }),
      { seed: 22, numRuns: runs(40) },
    );
  });
});

/** Puts texts in front of tokens, the rest of whose line moves to where the token's column was. */
function withInsertions(text: string, insertions: readonly (readonly [number, string])[]): string {
  const { tokens } = scan(new Source('t', text));
  const at = new Map(
    insertions.map(([place, inserted]) => [tokens[place % tokens.length] as Token, inserted]),
  );
  let result = '';
  let end = 0;
  for (const [token, inserted] of [...at].sort(([left], [right]) => left.start - right.start)) {
    const margin = inserted.endsWith('\n') ? ' '.repeat(token.column) : '';
    result += text.slice(end, token.start) + inserted + margin;
    end = token.start;
  }
  return result + text.slice(end);
}
