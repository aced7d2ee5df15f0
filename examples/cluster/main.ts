/** `node build/examples/cluster/main.js --seed 1 --out logs`: runs the cluster once, and writes its logs. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCluster } from './cluster.js';
import { lamportLog, paxosLog, vectorLog } from './logs.js';
import { bugs } from './messages.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    loss: { type: 'string', default: '0.1' },
    bug: { type: 'string' },
    out: { type: 'string', default: '.' },
  },
});
const bug = bugs.find((known) => known === values.bug);
if (values.bug !== undefined && bug === undefined) {
  console.error(`There is no bug \`${values.bug}\`. There are: ${bugs.join(', ')}.`);
  process.exitCode = 2;
} else {
  const { happenings, registers } = await runCluster({
    seed: Number(values.seed),
    loss: Number(values.loss),
    ...(bug === undefined ? {} : { bug }),
  });
  mkdirSync(values.out, { recursive: true });
  const logs = {
    lamport: lamportLog(happenings),
    vector: vectorLog(happenings),
    paxos: paxosLog(happenings),
  };
  for (const [name, lines] of Object.entries(logs))
    writeFileSync(join(values.out, `${name}.jsonl`), `${lines.join('\n')}\n`);
  const learned = Object.entries(registers).map(([name, value]) => `${name}: ${value ?? 'nothing'}`);
  console.log(`${happenings.length} events; learned: ${learned.join(', ')}`);
}
