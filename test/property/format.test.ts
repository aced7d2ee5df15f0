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

describe('a layout keeps tree and comments, and is at rest', () => {
  it.each(files)('of $file', ({ file, text }) => holds(text, file.endsWith('.tla') ? 'tla' : 'spec'));

  it('of generated specs', () => {
    fc.assert(
      fc.property(specs({ faulty: 1, actions: 6, inTurn: true }), (text) => holds(text, 'spec')),
      { seed: 21, numRuns: runs(12) },
    );
  });

  /** Where the text between tokens may be anything: another comment, another line, in so far as lists stay lists. */
  it('of specs with comments anywhere', () => {
    const written = fc.constantFrom(
      ' \\* behind\n',
      '\n\\* above\n',
      ' (* inside *) ',
      '\n(* of\n  lines *)\n',
      '\n\n',
    );
    const short = files.filter(({ file, text }) => file.startsWith('specs/') && text.length < 2500);
    const places = fc.array(fc.tuple(fc.nat(), written), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...short), places, ({ text }, insertions) => {
        const changed = withInsertions(text, insertions);
        fc.pre(meaning(changed, 'spec') === meaning(text, 'spec'));
        holds(changed, 'spec');
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
