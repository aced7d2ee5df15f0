/** The JSON report: what it says, and that the schema in docs/ describes it. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../../src/check-file.js';
import { jsonReport } from '../../src/report/json.js';
import { inFolder, root } from '../cli/running.js';

const schema = JSON.parse(readFileSync(join(root, 'docs/report.schema.json'), 'utf8'));
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);

/** The report on a spec, as a reader of the file gets it. */
async function reportOn(text: string, options: { maxDepth?: number; coverage?: boolean } = {}) {
  const outcome = await inFolder({ 't.spec': text }, (folder) => checkFile(join(folder, 't.spec'), options));
  const subject = {
    spec: outcome.spec?.name ?? 't.spec',
    file: 't.spec',
    model: undefined,
    asExpected: outcome.asExpected,
    unchanged: false,
  };
  const report = JSON.parse(JSON.stringify(jsonReport(subject, outcome.verdict, outcome.diagnostics)));
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  return report;
}

const counting = String.raw`SPEC Counting
VARIABLES x, seen
Init == x = 0 /\ seen = {}
Up(n) == x < 3 /\ x' = x + n /\ seen' = seen \cup {x}
Next == \E n \in 1..2 : Up(n)`;

describe('the report', () => {
  it('of a spec that holds has its counts and coverage', async () => {
    const report = await reportOn(`${counting}\nCHECK_DEADLOCK FALSE`);
    expect(report).toMatchObject({
      schema: 1,
      spec: 'Counting',
      model: null,
      verdict: 'holds',
      asExpected: true,
      generated: 9,
      distinct: 9,
      depth: 4,
      violations: [],
      errors: [],
    });
    expect(report.coverage).toMatchObject([{ name: 'Up', generated: 8, distinct: 8 }]);
  });

  it('has what was never evaluated where that was asked for', async () => {
    const text = `VARIABLE x\nInit == x = 0\nNext == x' = IF x = 0 THEN 0\n  ELSE x\n    + 1`;
    const { expressions } = await reportOn(text, { coverage: true });
    expect(expressions).toEqual({
      states: 1,
      bounded: false,
      interrupted: false,
      neverEvaluated: [
        {
          place: {
            file: expect.stringMatching(/t\.spec$/),
            line: 4,
            column: 8,
            endLine: 5,
            endColumn: 8,
          },
          text: 'x + 1',
        },
      ],
    });
    expect((await reportOn(text)).expressions).toBeNull();
  });

  it('of a violation has the trace, with values as TLA+, and the explanation', async () => {
    const { verdict, violations } = await reportOn(`${counting}\nINVARIANT Low == \\A n \\in seen : n < 2`);
    expect(verdict).toBe('violation');
    expect(violations).toHaveLength(1);
    const [{ kind, name, message, place, trace, loop, explanation }] = violations;
    expect({ kind, name, message, loop }).toEqual({
      kind: 'invariant',
      name: 'Low',
      message: 'Invariant Low is violated.',
      loop: null,
    });
    expect(place).toMatchObject({ line: 6, column: 11 });
    expect(trace.map((state: { action: string }) => state.action)).toEqual([
      null,
      'Up(2)',
      expect.stringMatching(/^Up\([12]\)$/),
    ]);
    expect(trace[0].values).toEqual({ x: '0', seen: '{}' });
    expect(trace[2].values.seen).toBe('{0, 2}');
    expect(explanation).toMatchObject({
      text: 'Low fails for n = 2',
      children: [{ text: 'n < 2 is FALSE' }],
    });
  });

  it('has what ALIAS shows of a state besides its values', async () => {
    const { violations } = await reportOn(
      `${counting}\nINVARIANT Low == x = 0\nALIAS Shown == [twice |-> 2 * x, last |-> x]`,
    );
    expect(violations[0].trace[1]).toMatchObject({
      values: { x: '1', seen: '{0}' },
      alias: { twice: '2', last: '1' },
    });
    const { violations: plain } = await reportOn(`${counting}\nINVARIANT Low == x = 0`);
    expect(plain[0].trace[1].alias).toBeNull();
  });

  it('of a deadlock, a false assumption and a limit says so', async () => {
    expect(await reportOn(counting)).toMatchObject({
      verdict: 'deadlock',
      violations: [{ kind: 'deadlock', name: 'deadlock' }],
    });
    expect(await reportOn(`${counting}\nASSUME Odd == 2 = 1`)).toMatchObject({
      verdict: 'assumption',
      violations: [{ kind: 'assumption', name: 'Odd', trace: [] }],
    });
    expect(await reportOn(counting, { maxDepth: 2 })).toMatchObject({
      verdict: 'incomplete',
      incomplete: ['the depth limit of 2 was reached'],
    });
  });

  it('of a text that is wrong has its errors with their places', async () => {
    const report = await reportOn("VARIABLE x\nInit == x = Y\nNext == x' = x");
    expect(report).toMatchObject({
      verdict: 'error',
      asExpected: false,
      violations: [],
      errors: [
        { code: 'unknown-name', severity: 'error', message: '`Y` is not defined.', line: 2, column: 13 },
      ],
    });
  });

  it('of an evaluation that fails has the error, and the behaviour that leads to it', async () => {
    const report = await reportOn("VARIABLE x\nInit == x = 0\nHalf(n) == 1 \\div n\nNext == x' = Half(x)");
    expect(report).toMatchObject({
      verdict: 'error',
      errors: [{ code: 'division-by-zero', line: 3, column: 12 }],
      violations: [
        {
          kind: 'error',
          name: 'division-by-zero',
          trace: [{ values: { x: '0' } }],
          explanation: { children: [{ text: 'Half' }] },
        },
      ],
    });
  });
});

describe('the schema', () => {
  it('refuses what is no report', () => {
    expect(validate({ schema: 1 })).toBe(false);
    expect(validate({ schema: 2 })).toBe(false);
  });
});
