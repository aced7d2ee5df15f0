/** Random behaviours: real ones, the same for the same seed, with what is wrong in them reported. */

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Trace } from '../../checker/verdict.js';
import { simulateInThreads } from '../../src/batch/simulation.js';
import { interpret } from '../../src/interpret/model.js';
import { loadSpec } from '../../src/load.js';
import { type SimulateFileOptions, simulateFile } from '../../src/simulate-file.js';
import { printValue } from '../../src/values/print.js';
import { inFolder, root } from '../cli/running.js';

const gallery = (name: string) => join(root, 'specs', name);

const text = ({ states }: Trace) =>
  states.map(
    ({ action, values }) => `${action?.text ?? ''} ${values.map((value) => printValue(value)).join(' ')}`,
  );

async function behaviours(file: string, options: SimulateFileOptions): Promise<string[][]> {
  const found: string[][] = [];
  const { simulation } = await simulateFile(file, {
    ...options,
    trace: (trace, index) => {
      found[index] = text(trace);
    },
  });
  expect(simulation?.violation).toBeUndefined();
  return found;
}

describe('a behaviour', () => {
  it('begins in an initial state and takes steps of the spec', async () => {
    const file = gallery('two-phase-commit.spec');
    const spec = loadSpec(file).value;
    if (spec === undefined) throw new Error('The spec resolves.');
    const model = interpret(spec);
    const printed = (values: readonly unknown[]) =>
      (values as Parameters<typeof printValue>[0][]).map((v) => printValue(v)).join(' ');
    let states = 0;
    await simulateFile(file, {
      traces: 10,
      depth: 12,
      trace: ({ states: path }) => {
        let possible = [...model.initial()];
        for (const { values } of path) {
          const next = possible.find((state) => printed(state) === printed(values));
          expect(next).toBeDefined();
          possible = [...model.successors(next ?? [])].map(({ state }) => state);
          states++;
        }
      },
    });
    expect(states).toBeGreaterThan(50);
  });

  it('is the same for the same seed, and another for another', async () => {
    const file = gallery('paxos.spec');
    const once = await behaviours(file, { traces: 6, depth: 10, seed: 5 });
    expect(once).toHaveLength(6);
    expect(await behaviours(file, { traces: 6, depth: 10, seed: 5 })).toEqual(once);
    expect(await behaviours(file, { traces: 6, depth: 10, seed: 6 })).not.toEqual(once);
    expect(new Set(once.map((trace) => trace.join('\n'))).size).toBeGreaterThan(1);
  });

  it('is the same from several threads', async () => {
    const file = gallery('paxos.spec');
    const found: string[][] = [];
    const { simulation } = await simulateInThreads(file, {
      traces: 6,
      depth: 10,
      seed: 5,
      workers: 3,
      trace: (trace, index) => {
        found[index] = text(trace);
      },
    });
    expect(found).toEqual(await behaviours(file, { traces: 6, depth: 10, seed: 5 }));
    expect(simulation).toMatchObject({ traces: 6, longest: 10, states: 60, interrupted: false });
  });

  it('goes no further than the constraint', async () => {
    const spec = "VARIABLE x\nInit == x = 0\nNext == x' = x + 1\nCONSTRAINT Small == x < 3";
    await inFolder({ 't.spec': spec }, async (folder) => {
      const found = await behaviours(join(folder, 't.spec'), { traces: 2 });
      expect(found).toEqual([
        [' 0', 'Next 1', 'Next 2'],
        [' 0', 'Next 1', 'Next 2'],
      ]);
    });
  });
});

describe('what is wrong', () => {
  const violation = (spec: string, options: SimulateFileOptions = {}) =>
    inFolder({ 't.spec': spec }, async (folder) => {
      const { simulation } = await simulateFile(join(folder, 't.spec'), options);
      const { kind, name, message, trace } = simulation?.violation ?? {};
      return { kind, name, message, states: trace?.states.length };
    });

  it('is told with the behaviour', async () => {
    const walk = "VARIABLE x\nInit == x = 0\nNext == x < 5 /\\ x' = x + 1";
    expect(await violation(`${walk}\nINVARIANT I == x < 3`)).toEqual({
      kind: 'invariant',
      name: 'I',
      message: 'Invariant I is violated.',
      states: 4,
    });
    expect(await violation(walk)).toMatchObject({ kind: 'deadlock', states: 6 });
    expect(await violation(walk.replace("x' = x + 1", "x' = x[1]"))).toMatchObject({
      kind: 'error',
      states: 1,
    });
    expect(await violation(walk.replace('Init == x = 0', 'Init == x = 1[2]'))).toMatchObject({
      kind: 'error',
    });
  });

  it('is the first by number, whatever the number of threads', async () => {
    const spec =
      "VARIABLES x, y\nInit == x = 0 /\\ y \\in 1..50\nNext == x' = x + y /\\ UNCHANGED y\nINVARIANT I == x < 900";
    await inFolder({ 't.spec': spec }, async (folder) => {
      const results = [];
      for (const workers of [1, 3]) {
        const { simulation } = await simulateInThreads(join(folder, 't.spec'), {
          traces: 60,
          depth: 20,
          workers,
        });
        results.push({
          index: simulation?.index,
          trace: simulation?.violation && text(simulation.violation.trace),
        });
      }
      expect(results[0]?.index).toBeTypeOf('number');
      expect(results[1]).toEqual(results[0]);
    });
  });
});
