/** Diagnostics as a person sees them. */

import { describe, expect, it } from 'vitest';
import { countDiagnostics, renderDiagnostic } from '../../src/report/diagnostics.js';
import { styleFor } from '../../src/report/style.js';
import type { Diagnostic } from '../../src/syntax/diagnostic.js';
import { Source } from '../../src/syntax/source.js';

function shown(text: string, start: number, end: number, more: Partial<Diagnostic> = {}): string {
  const span = { source: new Source('t.spec', text), start, end };
  return renderDiagnostic(
    { code: 'some-code', severity: 'error', message: 'It is wrong.', span, ...more },
    styleFor(false),
  );
}

describe('a diagnostic', () => {
  it('has its place, the line and a caret', () => {
    expect(shown('A == 1\nB == foo + 1', 12, 15)).toMatchInlineSnapshot(`
      "error[some-code]: It is wrong.
        at t.spec:2:6
        2 | B == foo + 1
          |      ^^^"
    `);
  });

  it('has a caret under tabs, and one for an empty place', () => {
    expect(shown('\tA == foo', 6, 9)).toBe(
      'error[some-code]: It is wrong.\n  at t.spec:1:7\n  1 | \tA == foo\n    | \t     ^^^',
    );
    expect(shown('', 0, 0)).toMatchInlineSnapshot(`
      "error[some-code]: It is wrong.
        at t.spec:1:1
        1 | 
          | ^"
    `);
  });

  it('over lines is marked in its first', () => {
    expect(shown('A == (1 +\n  2)', 5, 14)).toMatchInlineSnapshot(`
      "error[some-code]: It is wrong.
        at t.spec:1:6
        1 | A == (1 +
          |      ^^^^"
    `);
  });

  it('shows the part of a long line that matters', () => {
    const text = `A == ${'x + '.repeat(100)}foo${' + y'.repeat(100)}`;
    expect(shown(text, 405, 408)).toMatchInlineSnapshot(`
      "error[some-code]: It is wrong.
        at t.spec:1:406
        1 | …x + x + x + x + x + x + x + x + x + x + x + foo + y + y + y + y + y + y + y + y + y + y + y …
          |                                              ^^^"
    `);
  });

  it('has a hint and the other places', () => {
    const related = [
      { message: 'first defined here', span: { source: new Source('u.spec', 'A == 2'), start: 0, end: 1 } },
    ];
    expect(
      shown('A == 1', 0, 1, { hint: 'Choose another name.', related, severity: 'warning' }),
    ).toMatchInlineSnapshot(`
      "warning[some-code]: It is wrong.
        at t.spec:1:1
        1 | A == 1
          | ^
        hint: Choose another name.
        first defined here: u.spec:1:1"
    `);
  });

  it('without a place is a sentence', () => {
    const { span: _, ...rest } = {
      code: 'no-file',
      severity: 'error' as const,
      message: 'There is none.',
      span: undefined,
    };
    expect(renderDiagnostic(rest, styleFor(false))).toBe('error[no-file]: There is none.');
  });

  it('cannot steer the terminal', () => {
    expect(shown('A == "\u001b[2J"', 5, 6)).toContain('A == "\ufffd[2J"');
  });
});

describe('the count', () => {
  const of = (...severities: Diagnostic['severity'][]) =>
    countDiagnostics(severities.map((severity) => ({ code: 'c', severity, message: 'm' })));
  it('is in words', () => {
    expect(of('error')).toBe('1 error');
    expect(of('error', 'warning', 'error')).toBe('2 errors, 1 warning');
    expect(of('warning')).toBe('1 warning');
  });
});
