/** What a specification says of behaviours and reads of them: ALIAS, Trace, CounterExample. The values are TLC's. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { NamedValue, Verdict } from '../../checker/verdict.js';
import { failed } from '../../src/batch/run.js';
import { htmlReport } from '../../src/report/html.js';
import { itfReport } from '../../src/report/itf.js';
import type { Result } from '../../src/report/result.js';
import { styleFor } from '../../src/report/style.js';
import { renderTrace } from '../../src/report/terminal.js';
import { simulateFile } from '../../src/simulate-file.js';
import { printValue } from '../../src/values/print.js';
import { module, outcomeOf, verdictOf } from './checking.js';

const counter = String.raw`EXTENDS Integers, Sequences, FiniteSets, TLC, TLCExt
VARIABLES x, y
Init == x = 0 /\ y = 0
Next == x' = x + 1 /\ y' = x
Spec == Init /\ [][Next]_<<x, y>>
Below == x < 2
`;

const nothing: Omit<Verdict, 'violations'> = {
  kind: 'violation',
  generated: 3,
  distinct: 3,
  depth: 3,
  seconds: 0,
  workers: 1,
  memory: 0,
  coverage: [],
  incomplete: [],
  warnings: [],
};

async function traceWith(body: string, config = '') {
  const { verdict, diagnostics } = await outcomeOf({
    'T.tla': module('T', counter + body),
    'T.cfg': `SPECIFICATION Spec\nINVARIANT Below\nALIAS Shown\n${config}`,
  });
  const [violation] = verdict?.violations ?? [];
  if (violation === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return violation.trace;
}

function written(values: readonly NamedValue[] | undefined): string | undefined {
  return values?.map(({ name, value }) => `${name}: ${printValue(value)}`).join(', ');
}

async function aliasesOf(body: string): Promise<(string | undefined)[]> {
  return (await traceWith(body)).states.map(({ alias }) => written(alias));
}

describe('ALIAS', () => {
  it('shows a record in the place of each state, its fields as they are written, with the state kept', async () => {
    const trace = await traceWith('Shown == [twice |-> 2 * x, before |-> y]');
    expect(trace.states.map(({ alias }) => written(alias))).toEqual([
      'twice: 0, before: 0',
      'twice: 2, before: 0',
      'twice: 4, before: 1',
    ]);
    expect(trace.variables).toEqual(['x', 'y']);
    expect(trace.states.map(({ values }) => values)).toEqual([
      [0, 0],
      [1, 0],
      [2, 1],
    ]);
  });

  it('knows the state after, the level, the way there, and what is enabled', async () => {
    const shown =
      'Shown == [next |-> x\', level |-> TLCGet("level"), way |-> Len(Trace), can |-> ENABLED Next]';
    expect(await aliasesOf(shown)).toEqual([
      'next: 1, level: 1, way: 1, can: TRUE',
      'next: 2, level: 2, way: 2, can: TRUE',
      'next: 2, level: 3, way: 3, can: TRUE',
    ]);
  });

  it('shows the state itself, with the reason, where it has no value', async () => {
    expect(await aliasesOf('Shown == [inverse |-> 6 \\div (1 - x)]')).toEqual([
      'inverse: 6',
      'x: 1, y: 0, _ALIASEvalError: "`\\\\div` by zero."',
      'inverse: -6',
    ]);
  });

  it('shows the state where it is no record', async () => {
    expect(await aliasesOf('Shown == <<x, y>>')).toEqual([undefined, undefined, undefined]);
  });

  it('is what reports show', async () => {
    const trace = await traceWith('Shown == [twice |-> 2 * x]');
    const text = renderTrace(trace, { style: styleFor(false), width: 80, coverage: false });
    expect(text.filter((line) => line.includes('='))).toEqual([
      '    twice = 0',
      '  > twice = 2',
      '  > twice = 4',
    ]);
    const { vars, states } = itfReport({ spec: 'T', message: '' }, trace);
    expect(vars).toEqual(['twice']);
    expect(states[2]).toEqual({
      '#meta': { index: 2, action: 'Next', state: { x: { '#bigint': '2' }, y: { '#bigint': '1' } } },
      twice: { '#bigint': '4' },
    });
  });

  it('is on a page with the state behind a fold', async () => {
    const trace = await traceWith('Shown == [twice |-> 2 * x]');
    const result: Result = {
      ...failed({ file: 'T.tla' }, ''),
      verdict: { ...nothing, violations: [{ kind: 'invariant', name: 'Below', message: '', trace }] },
    };
    const page = htmlReport([result], () => undefined);
    expect(page).toContain('<th>twice</th><td><pre>2</pre><del>0</del></td>');
    expect(page).toContain(
      '<details><summary>the state itself</summary><table><tr><th>x</th><td><pre>1</pre></td></tr>',
    );
  });

  it('is shown of a behaviour that was found at random', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tla-ts-'));
    const path = join(folder, 'T.spec');
    writeFileSync(
      path,
      `${counter.replace(/^EXTENDS.*/, 'SPEC T')}INVARIANT Below\nALIAS Shown == [twice |-> 2 * x]`,
    );
    const { simulation } = await simulateFile(path, { traces: 1 });
    rmSync(folder, { recursive: true });
    expect(simulation?.violation?.trace.states.map(({ alias }) => written(alias))).toEqual([
      'twice: 0',
      'twice: 2',
      'twice: 4',
    ]);
  });

  it('of a lasso speaks of the state that it goes back to', async () => {
    const { verdict } = await outcomeOf({
      'T.tla': module(
        'T',
        String.raw`EXTENDS Integers
VARIABLE x
Init == x = 0
Next == x' = IF x = 2 THEN 1 ELSE x + 1
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Rests == <>[](x = 2)
Shown == [x |-> x, then |-> x']`,
      ),
      'T.cfg': 'SPECIFICATION Spec\nPROPERTY Rests\nALIAS Shown',
    });
    const trace = verdict?.violations[0]?.trace;
    expect(trace?.loop).toBe(1);
    expect(trace?.states.map(({ alias }) => written(alias))).toEqual([
      'x: 0, then: 1',
      'x: 1, then: 2',
      'x: 2, then: 1',
    ]);
  });
});

describe('Trace', () => {
  it('is the states up to the one at hand, as records', async () => {
    const body = `${counter}Short == Len(Trace) < 4 /\\ Trace[Len(Trace)] = [x |-> x, y |-> y] /\\ Trace[1].x = 0`;
    expect(
      await verdictOf({ 'T.tla': module('T', body), 'T.cfg': 'SPECIFICATION Spec\nINVARIANT Short' }),
    ).toMatchObject({ kind: 'violation', depth: 4 });
  });

  it('is refused where no state has been found', async () => {
    const body = `EXTENDS TLCExt\nVARIABLE x\nInit == Trace = <<>> /\\ x = 1\nNext == UNCHANGED x`;
    expect(await verdictOf({ 'T.tla': module('T', body), 'T.cfg': 'INIT Init\nNEXT Next' })).toBe(
      '`Trace` is evaluated where no state has been found yet.',
    );
  });
});

describe('CounterExample', () => {
  const post = (body: string, config: string) =>
    verdictOf({ 'T.tla': module('T', `${counter}After ==\n${body}`), 'T.cfg': config });

  it('is a graph of the states, numbered, and the steps between them', async () => {
    const body = String.raw`  /\ CounterExample.state = {<<1, [x |-> 0, y |-> 0]>>, <<2, [x |-> 1, y |-> 0]>>, <<3, [x |-> 2, y |-> 1]>>}
  /\ {<<e[1][1], e[2].name, e[3][1]>> : e \in CounterExample.action} = {<<1, "Next", 2>>, <<2, "Next", 3>>}
  /\ \A e \in CounterExample.action : e[2].location.beginLine = 5 /\ e[2].location.module = "T"
  /\ ToTrace(CounterExample)[3].x = 2`;
    const { verdict } = await outcomeOf({
      'T.tla': module('T', `${counter}After ==\n${body}`),
      'T.cfg': 'SPECIFICATION Spec\nINVARIANT Below\nPOSTCONDITION After',
    });
    expect(verdict?.violations.map(({ name }) => name)).toEqual(['Below']);
  });

  it('is without states where nothing is wrong', async () => {
    const config = 'SPECIFICATION Spec\nCONSTRAINT Below\nPOSTCONDITION After';
    expect(await post('CounterExample = [state |-> {}, action |-> {}]', config)).toMatchObject({
      kind: 'holds',
    });
    expect(await post('Cardinality(CounterExample.state) = 1', config)).toMatchObject({ kind: 'violation' });
  });
});

describe('ToTrace', () => {
  it('takes nothing but a counterexample', async () => {
    const files = { 'T.tla': module('T', 'EXTENDS TLCExt\nASSUME ToTrace(<<1>>) = <<>>'), 'T.cfg': '' };
    const { verdict } = await outcomeOf(files);
    expect(verdict?.violations.map(({ name, message }) => `${name}: ${message}`)).toEqual([
      'not-a-counterexample: `ToTrace` needs what `CounterExample` is.',
    ]);
  });
});

describe('Toolbox', () => {
  it('walks along the trace that a configuration gives', async () => {
    const body = String.raw`EXTENDS Naturals, Sequences, Toolbox
VARIABLE x
Given == <<[x |-> 0], [x |-> 2], [x |-> 4]>>
Init == x = _TETrace[1].x
Next == x < 4 /\ x' = x + 2
Follows == x = _TETrace[_TEPosition].x`;
    const config =
      'INIT Init\nNEXT Next\nINVARIANT Follows\nCHECK_DEADLOCK FALSE\nCONSTANT _TETrace <- Given';
    expect(await verdictOf({ 'T.tla': module('T', body), 'T.cfg': config })).toMatchObject({
      kind: 'holds',
      distinct: 3,
    });
    expect(await verdictOf({ 'T.tla': module('T', body), 'T.cfg': config.replace(/\nCONSTANT.*/, '') })).toBe(
      '`_TETrace` is given by a configuration, as in `_TETrace <- MyTrace`, and here is none.',
    );
  });
});
