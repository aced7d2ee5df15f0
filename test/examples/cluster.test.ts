/** The example cluster follows its specs, and does not when a bug is put in. */

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCluster } from '../../examples/cluster/cluster.js';
import { lamportLog, paxosLog, vectorLog } from '../../examples/cluster/logs.js';
import type { Bug, Happening } from '../../examples/cluster/messages.js';
import { interpret } from '../../src/interpret/model.js';
import { loadSpec } from '../../src/load.js';
import { identity } from '../../src/validation/mapping.js';
import { type Validation, validateLog } from '../../src/validation/validate.js';
import { root } from '../cli/running.js';

const clocks = { Process: '{n1, n2, n3}', Steps: '200' };
const learners = { Learner: '{l1, l2, l3}' };

function validated(
  spec: string,
  constants: Readonly<Record<string, string>>,
  log: readonly string[],
): Promise<Validation> {
  const { value } = loadSpec(join(root, 'specs', spec), { constants });
  if (value === undefined) throw new Error(`${spec} does not resolve.`);
  return validateLog(interpret(value), log, { mapping: identity });
}

const lamport = (run: readonly Happening[]) => validated('lamport-clock.spec', clocks, lamportLog(run));
const vector = (run: readonly Happening[]) => validated('vector-clock.spec', clocks, vectorLog(run));
const paxos = (run: readonly Happening[]) => validated('paxos.spec', learners, paxosLog(run));

describe('the cluster', () => {
  it.each([1, 2, 3])('follows its specs, with seed %d', async (seed) => {
    const { happenings, registers } = await runCluster({ seed });
    expect((await lamport(happenings)).refused).toBeUndefined();
    expect((await vector(happenings)).refused).toBeUndefined();
    expect((await paxos(happenings)).refused).toBeUndefined();
    const learned = Object.values(registers).filter((value) => value !== undefined);
    expect(new Set(learned).size).toBe(1);
  });

  it('loses messages, and goes on', async () => {
    const calm = await runCluster({ seed: 4, loss: 0 });
    const rough = await runCluster({ seed: 4, loss: 0.5 });
    const received = ({ happenings }: typeof calm) =>
      happenings.filter(({ kind }) => kind === 'receive').length;
    expect(received(rough)).toBeLessThan(received(calm));
    expect((await paxos(rough.happenings)).refused).toBeUndefined();
  });

  it('does the same again with the same seed', async () => {
    expect(await runCluster({ seed: 5 })).toEqual(await runCluster({ seed: 5 }));
  });

  it.each<[Bug, number, typeof paxos, string]>([
    [
      'forget-max',
      1,
      lamport,
      'Receive is possible, and leaves clock otherwise than the line says: {"n3":1}',
    ],
    [
      'forget-merge',
      1,
      vector,
      'Receive is possible, and leaves clock otherwise than the line says: {"n3":{"n1":0,"n2":0,"n3":1}}',
    ],
    ['forget-promise', 3, paxos, 'what stops Accept:'],
  ])('is caught when it has the bug %s', async (bug, seed, follows, text) => {
    const { happenings } = await runCluster({ seed, bug });
    expect((await follows(happenings)).refused?.explanation.text).toBe(text);
  });
});
