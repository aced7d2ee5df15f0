/** Whatever the text, reading it ends, and what is wrong with it has a place: never a crash, never a hang. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { renderDiagnostic } from '../../src/report/diagnostics.js';
import { styleFor } from '../../src/report/style.js';
import { resolve } from '../../src/semantics/resolve.js';
import { type Diagnostic, hasErrors } from '../../src/syntax/diagnostic.js';
import { parseExpression, parseModule } from '../../src/syntax/parse.js';
import { scan } from '../../src/syntax/scan.js';
import { Source } from '../../src/syntax/source.js';
import type * as tree from '../../src/syntax/tree.js';
import { root } from '../cli/running.js';
import { runs } from './runs.js';

const plain = styleFor(false);
const specs = readdirSync(join(root, 'specs'))
  .filter((file) => file.endsWith('.spec'))
  .map((file) => ({ file, text: readFileSync(join(root, 'specs', file), 'utf8') }));

/** Every complaint has a place inside its text, and can be shown. */
function located(diagnostics: readonly Diagnostic[]): void {
  for (const diagnostic of diagnostics) {
    const { span } = diagnostic;
    if (span === undefined) throw new Error(`${diagnostic.code} has no place.`);
    const { length } = span.source.text;
    if (span.start < 0 || span.end < span.start || span.start > length)
      throw new Error(`${diagnostic.code} has the place ${span.start}-${span.end} of ${length}.`);
    if (!renderDiagnostic(diagnostic, plain).includes(`${span.source.path}:`))
      throw new Error(`${diagnostic.code} is shown without its place.`);
  }
}

/** Reads a text as a module. @returns the module, where there is no error */
function parsed(text: string, dialect: 'spec' | 'tla'): tree.Module | undefined {
  const { value, diagnostics } = parseModule(new Source(`t.${dialect}`, text), dialect);
  located(diagnostics);
  if (hasErrors(diagnostics)) return undefined;
  if (value === undefined) throw new Error('There is neither a module nor an error.');
  return value;
}

/** Reads a text as a module, and resolves what can be read. */
function read(text: string, dialect: 'spec' | 'tla' = 'spec'): void {
  const module = parsed(text, dialect);
  if (module !== undefined) located(resolve(module).diagnostics);
}

/** Where units begin: lines that stand at the left margin, comments aside. */
function heads(text: string): number[] {
  return [...text.matchAll(/^(?=[A-Za-z])/gm)].map((match) => match.index);
}

/** What of a text reaches the parser: nothing that blanks and comments change. */
function tokensOf(text: string): string {
  const { tokens, diagnostics } = scan(new Source('t.spec', text));
  located(diagnostics);
  return JSON.stringify([tokens, diagnostics.map(({ code }) => code)]);
}

function isWithinWord(text: string, at: number): boolean {
  return /^\w\w$/.test(text.slice(at - 1, at + 1));
}

describe('a spec cut off', () => {
  // A spec is read unit by unit, and the units before the last one do not change: so that of a long spec each prefix is
  // read from its last unit on, and every thousandth as a whole. Within a word every fourth is enough, and far into a unit
  // every eighth. Every prefix is scanned; where blanks and comments are all that is new it is parsed once.
  it.each(specs)('$file anywhere is read to its end', ({ text }) => {
    const starts = heads(text);
    const short = text.length < 700;
    let unit = 0;
    let before = '';
    for (let end = 0; end <= text.length; end++) {
      while ((starts[unit + 1] ?? Number.POSITIVE_INFINITY) < end) unit++;
      if (!short && end % 1000 === 0) read(text.slice(0, end));
      const from = short ? 0 : (starts[unit] ?? 0);
      if (!short && (end - from < 250 ? isWithinWord(text, end) && end % 4 !== 0 : end % 8 !== 0)) continue;
      const prefix = text.slice(from, end);
      const tokens = `${from} ${tokensOf(prefix)}`;
      if (tokens === before) continue;
      before = tokens;
      if (short) read(prefix);
      else parsed(prefix, 'spec');
    }
  });
});

const words =
  'SPEC MODEL CONSTANT VARIABLES Init Next == = # /\\ \\/ => <=> ~ \\A \\E \\in : ( ) [ ] { } << >> |-> -> EXCEPT ! @ , . x y ' +
  'P(a) 1 42 "s" IF THEN ELSE CASE OTHER [] LET IN LAMBDA CHOOSE INSTANCE WITH <- EXTENDS LOCAL RECURSIVE _ ASSUME THEOREM ' +
  'PROOF BY QED <1>2. INVARIANT PROPERTY FAIRNESS WF_x SF_ ]_x >>_ <> ENABLED UNCHANGED SUBSET UNION DOMAIN \\cup \\X .. + - * ' +
  "^ ^+ ' -. ---- ==== MODULE (* *) \\* EXPECT VIOLATION HOLDS CHECK_DEADLOCK TRUE SYMMETRY VIEW ∈ ∧ ⟦ ▸ ⟧ $ ` \\foo \\b101 1.5 " +
  'é 😀 \\AA \\EE ~> -+-> :: !: ?';
const word = fc.constantFrom(...words.split(' '));
const space = fc.constantFrom(' ', ' ', '\n', '\n  ', '\n    ', '', '\t', '\r\n');
const soup = fc.array(fc.tuple(word, space), { maxLength: 40 }).map((tokens) => tokens.flat().join(''));

/** A stretch of a spec with some of its words left out, doubled or replaced. */
const mutant = fc
  .tuple(
    fc.constantFrom(...specs),
    fc.nat(),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('drop', 'double', 'replace', 'insert'), word), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([{ text }, from, changes]) => {
    const lines = text.split('\n');
    const first = from % lines.length;
    const parts = lines
      .slice(first, first + 12)
      .join('\n')
      .split(/(\s+)/);
    for (const [at, change, other] of changes) {
      const index = at % parts.length;
      const part = parts[index] ?? '';
      const now = { drop: '', double: `${part} ${part}`, replace: other, insert: `${other} ${part}` };
      parts[index] = now[change as keyof typeof now];
    }
    return parts.join('');
  });

const options = { numRuns: runs(1500), seed: 20 };

describe('random text', () => {
  it('of words of the language is read to its end', () => {
    fc.assert(
      fc.property(soup, (text) => {
        read(text);
        read(`---- MODULE M ----\n${text}\n====`, 'tla');
        located(parseExpression(new Source('--constant N', text)).diagnostics);
      }),
      options,
    );
  });

  it('that was a spec before it was spoilt is read to its end', () => {
    fc.assert(
      fc.property(mutant, (text) => read(text)),
      options,
    );
  });

  it('of any characters is read to its end', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        read(text);
        read(text, 'tla');
      }),
      options,
    );
  });
});
