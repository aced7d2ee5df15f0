/** Reports for other tools: each in its format, checked against its schema or by a reader of it where there is one. */

import { createRequire } from 'node:module';
import AjvDraft04 from 'ajv-draft-04';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { failed } from '../../src/batch/run.js';
import { githubReport } from '../../src/report/github.js';
import { htmlReport } from '../../src/report/html.js';
import { itfReport } from '../../src/report/itf.js';
import { jsonReports } from '../../src/report/json.js';
import { junitReport } from '../../src/report/junit.js';
import { markdownReport } from '../../src/report/markdown.js';
import type { Result } from '../../src/report/result.js';
import { sarifReport } from '../../src/report/sarif.js';
import { faulty, holding, lasso, resultOf, unresolved, violated } from './results.js';

const all = async (): Promise<Result[]> => [
  await resultOf(holding),
  await resultOf(violated),
  await resultOf(lasso),
  await resultOf(unresolved),
  await resultOf(faulty),
  await resultOf(`${holding}\nEXPECT DEADLOCK`),
  await resultOf(holding, { maxDepth: 1 }),
  failed({ file: 'dir/c.spec', model: 'm' }, 'It was not begun: the run was interrupted.'),
];

describe('SARIF', () => {
  it('is valid against its schema', async () => {
    const require = createRequire(import.meta.url);
    const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
    const validate = new AjvDraft04.default({
      strict: false,
      validateFormats: false,
      unicodeRegExp: false,
    }).compile(schema);
    for (const results of [[], await all()]) {
      const log = JSON.parse(JSON.stringify(sarifReport(results, '1.2.3')));
      expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
    }
    expect(validate({ version: '2.1.0' })).toBe(false);
  });

  it('has a violation at the line of its invariant, with the behaviour as a code flow', async () => {
    const [run] = sarifReport([await resultOf(violated)], '1.2.3').runs;
    expect(run?.tool.driver).toMatchObject({
      name: 'tla-ts',
      version: '1.2.3',
      rules: [{ id: 'invariant' }],
    });
    expect(run?.results).toMatchObject([
      {
        ruleId: 'invariant',
        level: 'error',
        message: {
          text: 'Violated: Invariant Few is violated.\nFew is FALSE\n  Len(q) < 2 is FALSE\n    Len(q) = 2',
        },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'dir/a%20b.spec' },
              region: { startLine: 11, startColumn: 11 },
            },
          },
        ],
        codeFlows: [{ threadFlows: [{ locations: [{}, {}, {}] }] }],
      },
    ]);
  });

  it('tells how a behaviour goes on for ever', async () => {
    const [run] = sarifReport(
      [await resultOf(lasso), await resultOf(lasso.replace(/FAIRNESS.*/, ''))],
      '1.2.3',
    ).runs;
    const flows = run?.results?.map(({ codeFlows }) =>
      codeFlows?.[0]?.threadFlows[0]?.locations.map(({ location }) => location?.message?.text),
    );
    expect(flows).toEqual([
      ['1: Initial state: x = 0', '2: Next: x = 1', '3: Next, back to state 1'],
      ['1: Initial state: x = 0', '2: stutters for ever'],
    ]);
  });

  it('tells everything that is not as it should be, and nothing else', async () => {
    const [run] = sarifReport(await all(), '1.2.3').runs;
    expect(
      run?.results?.map(({ ruleId, level, message }) => `${level} ${ruleId}: ${message.text}`),
    ).toMatchInlineSnapshot(`
      [
        "error invariant: Violated: Invariant Few is violated.
      Few is FALSE
        Len(q) < 2 is FALSE
          Len(q) = 2",
        "error property: Lasso: Property P is violated.
      <>[](x = 1) never comes true: [](x = 1) is FALSE in every state of the loop
        the behaviour is fair
          WF_x(Next): taken in the step from state 1 to state 2 (dir/a b.spec:6:10)",
        "error unknown-name: dir/a b.spec: \`y\` is not defined.",
        "error domain: a b: \`1\` is outside the function's domain, which is \`{}\`.",
        "error expectation: Holding: The spec asks for a deadlock, and the verdict is "holds".",
        "error incomplete: Holding: Not complete: the depth limit of 1 was reached.",
        "error tool: dir/c.spec, model m: It was not begun: the run was interrupted.",
      ]
    `);
  });
});

describe('JUnit XML', () => {
  it('has a suite a spec and a case a check', async () => {
    const text = junitReport(await all()).replace(/time="[\d.]+"/g, 'time="0"');
    expect(XMLValidator.validate(text)).toBe(true);
    const parsed = new XMLParser({ ignoreAttributes: false }).parse(text);
    const sums = (suite: Record<string, string>) =>
      `${suite['@_name']}: ${suite['@_tests']} tests, ${suite['@_failures']} failures, ${suite['@_errors']} errors, ${suite['@_skipped']} skipped`;
    expect([parsed.testsuites, ...parsed.testsuites.testsuite].map(sums)).toMatchInlineSnapshot(`
      [
        "tla-ts: 12 tests, 3 failures, 4 errors, 3 skipped",
        "Holding: 2 tests, 0 failures, 0 errors, 0 skipped",
        "Violated: 3 tests, 1 failures, 0 errors, 2 skipped",
        "Lasso: 2 tests, 1 failures, 0 errors, 1 skipped",
        "dir/a b.spec: 1 tests, 0 failures, 1 errors, 0 skipped",
        "a b: 1 tests, 0 failures, 1 errors, 0 skipped",
        "Holding: 1 tests, 1 failures, 0 errors, 0 skipped",
        "Holding: 1 tests, 0 failures, 1 errors, 0 skipped",
        "dir/c.spec, model m: 1 tests, 0 failures, 1 errors, 0 skipped",
      ]
    `);
    expect(text).toContain('\n  Few is FALSE\n    Len(q) &lt; 2 is FALSE\n      Len(q) = 2\n');
    expect(
      junitReport([await resultOf(unresolved)]).replace(/time="[\d.]+"/g, 'time="0"'),
    ).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="tla-ts" tests="1" failures="0" errors="1" skipped="0" time="0">
        <testsuite name="dir/a b.spec" file="dir/a b.spec" tests="1" failures="0" errors="1" skipped="0" time="0">
          <testcase name="search" classname="dir/a b.spec" file="dir/a b.spec" time="0">
            <error message="\`y\` is not defined." type="unknown-name">\`y\` is not defined. (dir/a b.spec:2:13)</error>
          </testcase>
        </testsuite>
      </testsuites>
      "
    `);
  });

  it('replaces what XML has no place for', () => {
    const result = failed({ file: 'a.spec' }, 'bell \u0007 < &');
    expect(junitReport([result])).toContain('bell \ufffd &lt; &amp;');
  });
});

describe('annotations of GitHub', () => {
  it('are escaped, one a line', async () => {
    expect(githubReport(await all())).toMatchInlineSnapshot(`
      "::error file=dir/a b.spec,line=11,col=11,endLine=11,endColumn=14,title=Violated::Invariant Few is violated.%0AFew is FALSE%0A  Len(q) < 2 is FALSE%0A    Len(q) = 2%0AAfter Put(m2), Put(m2).
      ::error file=dir/a b.spec,line=5,col=10,endLine=5,endColumn=11,title=Lasso::Property P is violated.%0A<>[](x = 1) never comes true: [](x = 1) is FALSE in every state of the loop%0A  the behaviour is fair%0A    WF_x(Next): taken in the step from state 1 to state 2 (dir/a b.spec:6:10)%0AAfter Next; 3: Next, back to state 1.
      ::error file=dir/a b.spec,line=2,col=13,endLine=2,endColumn=14,title=dir/a b.spec::\`y\` is not defined.
      ::error file=dir/a b.spec,line=3,col=14,endLine=3,endColumn=18,title=a b::\`1\` is outside the function's domain, which is \`{}\`.
      ::error file=dir/a b.spec,title=Holding::The spec asks for a deadlock, and the verdict is "holds".
      ::error file=dir/a b.spec,title=Holding::Not complete: the depth limit of 1 was reached.
      ::error file=dir/c.spec,title=dir/c.spec%2C model m::It was not begun: the run was interrupted.
      "
    `);
  });
});

describe('HTML', () => {
  it('says why, and quotes the line that cannot be read', async () => {
    const text = htmlReport([await resultOf(violated), await resultOf(unresolved)], () => undefined);
    expect(text).toContain(
      '<pre class="reasons">Few is FALSE\n  Len(q) &lt; 2 is FALSE\n    Len(q) = 2</pre>',
    );
    expect(text).toContain(
      '<pre class="reasons">  at dir/a b.spec:2:13\n  2 | Init == x = y\n    |             ^</pre>',
    );
  });
});

describe('Markdown', () => {
  it('has a table, and what is wrong behind folds', async () => {
    const text = markdownReport([await resultOf(holding), await resultOf(lasso), await resultOf(unresolved)]);
    expect(text.replace(/\d+\.\d s/g, '0.0 s')).toMatchInlineSnapshot(`
      "## ❌ 2 of 3 not as expected

      | | spec | model | verdict | distinct | depth | time |
      |---|---|---|---|---:|---:|---:|
      | ✅ | \`dir/a b.spec\` |  | holds | 2 | 2 | 0.0 s |
      | ❌ | \`dir/a b.spec\` |  | violates P | 2 | 2 | 0.0 s |
      | ❌ | \`dir/a b.spec\` |  | cannot be read |  |  |  |

      <details><summary>Lasso: Property P is violated. (dir/a b.spec:5:10)</summary>

      \`\`\`
      <>[](x = 1) never comes true: [](x = 1) is FALSE in every state of the loop
        the behaviour is fair
          WF_x(Next): taken in the step from state 1 to state 2 (dir/a b.spec:6:10)

      1: Initial state
          x = 0

      2: Next (dir/a b.spec:4:1)
        > x = 1

      3: Next, back to state 1 (dir/a b.spec:4:1)
      \`\`\`

      </details>

      <details><summary>dir/a b.spec: \`y\` is not defined. (dir/a b.spec:2:13)</summary>

      \`\`\`
        at dir/a b.spec:2:13
        2 | Init == x = y
          |             ^
      \`\`\`

      </details>
      "
    `);
    expect(markdownReport([await resultOf(holding)])).toMatch(/^## ✅ All specs are as expected \(1\)$/m);
  });
});

describe('the Informal Trace Format', () => {
  it('has every kind of value', async () => {
    const { verdict } = await resultOf(violated);
    const [violation] = verdict?.violations ?? [];
    const itf = itfReport(
      { spec: 'Violated', message: 'Few' },
      violation?.trace ?? { variables: [], states: [] },
    );
    expect(itf.vars).toEqual(['s', 'f', 'q', 'r', 'b', 't', 'n']);
    expect(itf.states).toHaveLength(3);
    expect(itf.states[1]).toEqual({
      '#meta': { index: 1, action: 'Put(m2)' },
      s: { '#set': ['m2'] },
      f: {
        '#map': [
          ['m1', { '#bigint': '0' }],
          ['m2', { '#bigint': '1' }],
        ],
      },
      q: ['m2'],
      r: { a: true, b: '<&|,:%>' },
      b: false,
      t: 'm1',
      n: { '#bigint': '1152921504606846976' },
    });
    expect(itf).not.toHaveProperty('loop');
  });

  it('says where a lasso goes back to', async () => {
    const { verdict } = await resultOf(lasso);
    const trace = verdict?.violations[0]?.trace ?? { variables: [], states: [] };
    expect(itfReport({ spec: 'Lasso', message: 'P' }, trace)).toMatchObject({ loop: trace.loop });
    expect(trace.loop).toBeTypeOf('number');
  });
});

describe('JSON', () => {
  it('of several specs is the list of their reports', async () => {
    const [one, two] = await all();
    if (one === undefined || two === undefined) throw new Error('There are results.');
    expect(jsonReports([one, two])).toMatchObject({
      schema: 1,
      asExpected: false,
      results: [{ spec: 'Holding' }, { spec: 'Violated', verdict: 'violation' }],
    });
    expect(jsonReports([one])).toMatchObject({ spec: 'Holding' });
  });
});
