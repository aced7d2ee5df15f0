/** Verdicts as a person reads them. */

import { describe, expect, it } from 'vitest';
import type { ExpressionCoverage, Trace, Verdict, Violation } from '../../checker/verdict.js';
import { styleFor } from '../../src/report/style.js';
import { renderVerdict } from '../../src/report/terminal.js';
import { Source } from '../../src/syntax/source.js';
import { FiniteSet, FunctionValue, type Value } from '../../src/values/value.js';

const verdict: Verdict = {
  kind: 'holds',
  generated: 1_234_567,
  distinct: 1_000,
  depth: 12,
  seconds: 3.14,
  workers: 1,
  memory: 0,
  coverage: [],
  violations: [],
  incomplete: [],
  warnings: [],
};
const options = { style: styleFor(false), width: 60, coverage: false };
const render = (changes: Partial<Verdict>) => renderVerdict({ ...verdict, ...changes }, options);

const place = { file: 't.spec', line: 3, column: 5, endLine: 3, endColumn: 8 };
const violated = (trace: Trace, changes: Partial<Violation> = {}) =>
  render({
    kind: 'violation',
    violations: [
      { kind: 'invariant', name: 'I', message: 'Invariant I is violated.', place, trace, ...changes },
    ],
  });
const nothing: Trace = { variables: [], states: [] };

const set = (...members: string[]): Value =>
  FiniteSet.of(members.map((member) => `a rather long message ${member}`));
const step = (name: string) => ({ name, arguments: [1], text: `${name}(1)`, place });

describe('the last line', () => {
  it('has the verdict and the counts', () => {
    expect(render({})).toBe('Holds. (1,234,567 generated, 1,000 distinct, depth 12, 3.1 s)');
    expect(
      render({ kind: 'incomplete', incomplete: ['the time limit was reached', 'P was not checked'] }),
    ).toBe(
      'Not complete: the time limit was reached; P was not checked. (1,234,567 generated, 1,000 distinct, depth 12, 3.1 s)',
    );
    expect(render({ warnings: ['Mind the gap.'] })).toContain('warning: Mind the gap.\n\nHolds.');
  });
});

describe('a trace', () => {
  it('shows the first state whole, then marks what changed, in long values line by line', () => {
    const states = [
      { values: [1, set('one')] },
      { action: step('Send'), values: [1, set('one', 'two')] },
      { action: step('Drop'), values: [2, set('one', 'two', 'three')] },
      { action: step('Lose'), values: [2, set('two', 'three')] },
    ];
    expect(violated({ variables: ['x', 'msgs'], states })).toMatchInlineSnapshot(`
      "Invariant I is violated. (t.spec:3:5)

      A shortest behaviour that leads there (4 states):

      1: Initial state
          x = 1
          msgs = {"a rather long message one"}

      2: Send(1) (t.spec:3:5)
          x = 1
        > msgs = { "a rather long message one",
        >          "a rather long message two" }

      3: Drop(1) (t.spec:3:5)
        > x = 2
        > msgs = { "a rather long message one",
        >          "a rather long message three",
                   "a rather long message two" }

      4: Lose(1) (t.spec:3:5)
          x = 2
        > msgs = { "a rather long message three",
                   "a rather long message two" }

      Does not hold: I. (1,234,567 generated, 1,000 distinct, depth 12, 3.1 s)"
    `);
  });

  it('prints functions and records as TLA+', () => {
    const record = FunctionValue.record([
      ['val', 'v'],
      ['bal', 1],
    ]);
    const states = [{ values: [FunctionValue.sequence([record, record]), FunctionValue.sequence([])] }];
    expect(violated({ variables: ['log', 'empty'], states })).toMatchInlineSnapshot(`
      "Invariant I is violated. (t.spec:3:5)

      A shortest behaviour that leads there (1 state):

      1: Initial state
          log = << [bal |-> 1, val |-> "v"],
                   [bal |-> 1, val |-> "v"] >>
          empty = <<>>

      Does not hold: I. (1,234,567 generated, 1,000 distinct, depth 12, 3.1 s)"
    `);
  });

  it('that goes round for ever says where it goes back to', () => {
    const states = [{ values: [1] }, { action: step('Up'), values: [2] }];
    expect(violated({ variables: ['x'], states, loop: 0, loopAction: step('Down') })).toMatchInlineSnapshot(`
      "Invariant I is violated. (t.spec:3:5)

      A behaviour that violates it by going round for ever (2 states, the loop has 2):

      1: Initial state
          x = 1

      2: Up(1) (t.spec:3:5)
        > x = 2

      3: Down(1), back to state 1 (t.spec:3:5)

      Does not hold: I. (1,234,567 generated, 1,000 distinct, depth 12, 3.1 s)"
    `);
    expect(violated({ variables: ['x'], states, loop: 1 })).toMatchInlineSnapshot(`
      "Invariant I is violated. (t.spec:3:5)

      A behaviour that violates it by stopping for ever (2 states):

      1: Initial state
          x = 1

      2: Up(1) (t.spec:3:5)
        > x = 2

      3: stutters for ever

      Does not hold: I. (1,234,567 generated, 1,000 distinct, depth 12, 3.1 s)"
    `);
  });
});

describe('an explanation', () => {
  it('is a tree of sentences with values, each place said once', () => {
    const other = { ...place, line: 7 };
    const explanation = {
      text: 'I fails for v = 1',
      place,
      children: [
        { text: 'P(v) is TRUE', place, values: [{ expression: 'v', value: 1 }] },
        { text: 'but q is FALSE', place: other, values: [{ expression: 'msgs', value: set('one', 'two') }] },
      ],
    };
    expect(violated(nothing, { explanation })).toMatchInlineSnapshot(`
      "Invariant I is violated. (t.spec:3:5)
        I fails for v = 1
          P(v) is TRUE
            v = 1
          but q is FALSE (t.spec:7:5)
            msgs = { "a rather long message one",
                     "a rather long message two" }

      Does not hold: I. (1,234,567 generated, 1,000 distinct, depth 12, 3.1 s)"
    `);
  });
});

describe('an error of evaluation', () => {
  it('shows the source line', () => {
    const error: Partial<Verdict> = {
      kind: 'error',
      violations: [{ kind: 'error', name: 'domain', message: 'It has no value.', place, trace: nothing }],
    };
    const source = () => new Source('t.spec', 'A == 1\nB == 2\nC == f[1] + 2');
    expect(renderVerdict({ ...verdict, ...error }, { ...options, source })).toMatchInlineSnapshot(`
      "It has no value.
        at t.spec:3:5
        3 | C == f[1] + 2
          |     ^^^

      The spec could not be evaluated. (1,234,567 generated, 1,000 distinct, depth 12, 3.1 s)"
    `);
    expect(render(error)).toContain('It has no value.\n  at t.spec:3:5');
  });
});

describe('coverage', () => {
  it('is a table that points out what never happened', () => {
    const coverage = [
      { name: 'Send', generated: 12_345, distinct: 678 },
      { name: 'Explode', generated: 0, distinct: 0 },
    ];
    expect(renderVerdict({ ...verdict, coverage }, { ...options, coverage: true })).toMatchInlineSnapshot(`
      "  action           taken     new states
        Send            12,345            678
        Explode              0              0  never enabled

      Holds. (1,234,567 generated, 1,000 distinct, depth 12, 3.1 s)"
    `);
  });

  it('lists what was never evaluated, and says where that was looked for', () => {
    const place = { file: 't.spec', line: 3, column: 5, endLine: 3, endColumn: 12 };
    const expressions: ExpressionCoverage = {
      states: 500,
      bounded: false,
      interrupted: false,
      neverEvaluated: [
        { place, text: "x' = 3" },
        { place: { ...place, line: 4 }, text: `${'x + '.repeat(30)}x` },
      ],
    };
    const coverage = [{ name: 'Send', generated: 2, distinct: 1 }];
    const said = (changes: Partial<ExpressionCoverage>) =>
      renderVerdict(
        { ...verdict, coverage, expressions: { ...expressions, ...changes } },
        { ...options, coverage: true },
      )
        .split('\n\n')
        .at(1);
    expect(said({})).toMatchInlineSnapshot(`
      "  never evaluated:
          t.spec:3:5  x' = 3
          t.spec:4:5  x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x +…"
    `);
    expect(said({ bounded: true })?.split('\n')[0]).toBe(
      '  never evaluated in the first 500 of 1,000 states (the bound of 500 was reached):',
    );
    expect(said({ interrupted: true })?.split('\n')[0]).toBe(
      '  never evaluated in the first 500 of 1,000 states (it was interrupted):',
    );
    expect(said({ neverEvaluated: [] })).toBe('  Every expression was evaluated.');
  });
});
