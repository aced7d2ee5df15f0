/** The API, as a program uses it. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check, type Model, parse, Source, simulate } from '../src/index.js';
import { inFolder } from './cli/running.js';

const text = "VARIABLE x\nInit == x = 0\nNext == x' = (x + 1) % 4\nINVARIANT Low == x < 3\n";

describe('a text at hand', () => {
  it('is parsed, checked and simulated without a file', async () => {
    const source = new Source('nowhere/Clock.spec', text);
    expect(parse(source).value?.name).toBe('Clock');
    const { verdict, sources } = await check(source);
    expect(verdict?.violations.map(({ name, trace }) => [name, trace.states.length])).toEqual([['Low', 4]]);
    expect(verdict?.violations[0]?.place?.file).toBe('nowhere/Clock.spec');
    expect(sources.get('nowhere/Clock.spec')).toBe(source);
    const { simulation } = await simulate(source, { workers: 2, traces: 3 });
    expect(simulation?.violation?.name).toBe('Low');
  });

  it('takes what it extends from beside its path, and its own text from memory', async () => {
    await inFolder({ 'base.spec': 'SPEC Base\nTop == 3\n', 'main.spec': 'broken (' }, async (folder) => {
      const source = new Source(join(folder, 'main.spec'), `EXTENDS Base\n${text.replace('< 3', '<= Top')}`);
      expect((await check(source)).verdict?.kind).toBe('holds');
    });
  });

  it('that is wrong comes back with codes', () => {
    const { value, diagnostics } = parse(new Source('t.spec', 'A == x'));
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['unknown-name', 'error']]);
  });
});

describe('a model', () => {
  const model: Model<number> = {
    name: 'Counter',
    variables: ['n'],
    actions: [{ name: 'Up' }],
    values: (n) => [n],
    initial: () => [0],
    successors: (n) => [{ action: 0, state: n + 1 }],
    invariants: [{ name: 'Low', kind: 'invariant', holds: (n) => n < 5 }],
    checkDeadlock: true,
  };

  it('is checked and simulated by the same names', async () => {
    expect((await check(model)).violations[0]?.trace.states.length).toBe(6);
    const { violation, index } = await simulate(model, { traces: 4, depth: 10 });
    expect([violation?.name, index]).toEqual(['Low', 0]);
    expect((await simulate(model, { traces: 4, depth: 3 })).states).toBe(12);
  });

  it('is told of progress, and given up on a signal', async () => {
    const endless: Model<number> = { ...model, invariants: [] };
    const stop = new AbortController();
    let seen = 0;
    const { kind, incomplete } = await check(endless, {
      signal: stop.signal,
      progress: ({ distinct }) => {
        seen = distinct;
        stop.abort();
      },
    });
    expect([kind, incomplete]).toEqual(['incomplete', ['it was interrupted']]);
    expect(seen).toBeGreaterThan(0);
  });
});

it('a folder in the place of a spec is an error with a code', async () => {
  await inFolder({}, async (folder) => {
    mkdirSync(join(folder, 'a.spec'));
    writeFileSync(join(folder, 'b.spec'), 'A == \0');
    const codes = async (file: string) =>
      (await check(join(folder, file))).diagnostics.map(({ code }) => code);
    expect(await codes('a.spec')).toEqual(['folder']);
    expect(await codes('b.spec')).toEqual(['binary']);
    expect(await codes('c.spec')).toEqual(['no-file']);
  });
});
