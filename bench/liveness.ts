/**
 * What liveness costs on top of safety: `npm run build && node build/bench/liveness.js [--runs 3] [--workers 1]`. Each model is checked
 * with the properties that the search checks as it goes and with all, each run a process of its own. The mixer is written by hand: a million states with
 * five steps each, one word a state, all of them in one strongly connected component, and nearly nothing to be computed for a step.
 */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import Table from 'cli-table3';
import { Command } from 'commander';
import { checkRows } from '../checker/check.js';
import type { RowModel } from '../checker/rows.js';
import type { FairnessCondition, Formula, RowTemporal } from '../checker/temporal.js';
import type { Verdict } from '../checker/verdict.js';
import { checkFile } from '../src/check-file.js';

const ways = 5;

/** States are the numbers below `size`, a power of two; step i of a state is one of i ways to mix its bits. */
function mixer(size: number, temporal: RowTemporal | undefined): RowModel {
  const found = {
    words: new Int32Array(ways),
    actions: Int32Array.from({ length: ways }, (_, way) => way),
    times: new Int32Array(ways).fill(1),
    marks: new Int32Array(ways),
    between: 0,
  };
  const mask = size - 1;
  return {
    name: 'Mixer',
    variables: ['x'],
    actions: Array.from({ length: ways }, (_, way) => ({ name: `Step${way}` })),
    invariants: [],
    checkDeadlock: true,
    width: 1,
    identity: [0, 1],
    found,
    initial() {
      found.words[0] = 0;
      return 1;
    },
    expand(words, at) {
      const x = words[at] as number;
      found.words[0] = (x + 1) & mask;
      for (let way = 1; way < ways; way++)
        found.words[way] = (Math.imul(x, 0x9e3779b1 + 2 * way) + way) & mask;
      for (let way = 0; way < ways; way++) {
        found.actions[way] = way;
        // Bit i is that of condition i, which a step takes from a state with bit i to an even one.
        found.marks[way] = ((found.words[way] as number) & 1) === 0 ? x & 7 : 0;
      }
      return ways;
    },
    contentHash: (words, at) => Math.imul(words[at] as number, 0x9e3779b1),
    firstViolated: () => -1,
    holds: () => true,
    values: (words, at) => [words[at] as number],
    replay: (path) =>
      path.map((row, index) => ({ action: index === 0 ? -1 : 0, values: [row[0] as number] })),
    compare: (left, leftAt, right, rightAt) => (left[leftAt] as number) - (right[rightAt] as number),
    ...(temporal === undefined ? {} : { temporal, marked: [0, 1, 2] }),
  };
}

/** Three conditions, and `[]<>(x = 0)`-like properties over predicates of a few bits. */
function temporal(size: number, refuted: boolean): RowTemporal {
  const state = (predicate: number): Formula => ({ kind: 'state', predicate });
  const leadsTo = (left: number, right: number): Formula => ({
    kind: 'leads-to',
    left: state(left),
    right: state(right),
  });
  const conditions = [1, 2, 4].map(
    (bit, index): FairnessCondition => ({
      text: `WF of bit ${bit}`,
      strength: index === 2 ? 'strong' : 'weak',
      enabled: 2 + index,
      taken: index,
    }),
  );
  return {
    states: Array.from({ length: 5 }, (_, index) => ({ text: `state predicate ${index}` })),
    steps: Array.from({ length: 3 }, (_, index) => ({ text: `step predicate ${index}` })),
    properties: [
      { name: 'Answered', formula: leadsTo(0, 1) },
      { name: 'Again', formula: { kind: 'always', operand: { kind: 'eventually', operand: state(1) } } },
    ],
    fairness: conditions,
    assumptions: [],
    stateHolds(predicate, words, at) {
      const x = words[at] as number;
      if (predicate === 0) return (x & 7) === 3;
      // States that are not answered for ever: where they cannot be left unfairly the property holds.
      if (predicate === 1) return refuted ? x === size - 1 : (x & 1) === 0;
      return ((x >>> (predicate - 2)) & 1) === 1;
    },
    stepHolds(predicate, from, fromAt, to, toAt) {
      const x = from[fromAt] as number;
      return ((x >>> predicate) & 1) === 1 && ((to[toAt] as number) & 1) === 0;
    },
  };
}

interface Subject {
  readonly name: string;
  /** Absent: the mixer. */
  readonly file?: string;
  readonly model?: string;
  readonly constants?: Readonly<Record<string, string>>;
  readonly engine?: 'interpreter';
  /** The properties that are safety: checked in both runs. */
  readonly safety?: readonly string[];
}

const locks = 'bench/models/lock-server.spec';
const subjects: readonly Subject[] = [
  { name: 'mixer: two properties, three conditions' },
  { name: 'lock-server: one client, seven conditions', file: locks, model: 'one' },
  { name: 'lock-server: seven clients, seven conditions', file: locks },
  {
    name: 'lock-server: five clients, in the interpreter',
    file: locks,
    constants: { Client: '{c1, c2, c3, c4, c5}' },
    engine: 'interpreter',
  },
  {
    name: 'two-phase-commit-decided, 7',
    file: 'specs/two-phase-commit-decided.spec',
    constants: { RM: '{rm1, rm2, rm3, rm4, rm5, rm6, rm7}' },
    safety: ['Final'],
  },
  { name: 'dining-philosophers, 10', file: 'specs/dining-philosophers.spec', constants: { Count: '10' } },
];

/** One run in this process. */
async function one(subject: Subject, properties: boolean, workers: number): Promise<Verdict> {
  const { file, model, constants, engine, safety = [] } = subject;
  if (file === undefined) {
    const size = 2 ** 20;
    return checkRows(mixer(size, properties ? temporal(size, false) : undefined), { workers });
  }
  const { verdict } = await checkFile(fileURLToPath(new URL(`../../${file}`, import.meta.url)), {
    workers,
    ...(model === undefined ? {} : { model }),
    ...(constants === undefined ? {} : { constants }),
    ...(engine === undefined ? {} : { engine }),
    ...(properties ? {} : { properties: safety }),
  });
  if (verdict === undefined) throw new Error(`${file} cannot be checked.`);
  return verdict;
}

/** What a run tells. */
interface Told extends Pick<Verdict, 'kind' | 'generated' | 'distinct' | 'seconds' | 'memory'> {
  /** Seconds of processor that the process used from its start on, user and system. */
  readonly cpu: number;
}

function inProcess(subject: number, properties: boolean, workers: number): Told {
  const args = [
    fileURLToPath(import.meta.url),
    '--one',
    String(subject),
    '--workers',
    String(workers),
    ...(properties ? ['--properties'] : []),
  ];
  const { stdout, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`A run ended with status ${status}.`);
  return JSON.parse(stdout) as Told;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] as number;
}

function compare(runs: number, workers: number): void {
  const table = new Table({
    head: [
      'model',
      'generated\ndistinct',
      'safety',
      'with\nliveness',
      'ratio',
      'processor',
      'ratio',
      'memory',
    ],
    style: { head: [], border: [] },
  });
  for (const [index, { name }] of subjects.entries()) {
    process.stderr.write(`${name} …\n`);
    const pairs = Array.from(
      { length: runs },
      () => [inProcess(index, false, workers), inProcess(index, true, workers)] as const,
    );
    const [[safety, both]] = pairs as [readonly [Told, Told]];
    if (both.kind !== 'holds' || both.distinct !== safety.distinct) throw new Error(`${name}: ${both.kind}`);
    table.push([
      name,
      `${both.generated.toLocaleString('en')}\n${both.distinct.toLocaleString('en')}`,
      `${median(pairs.map(([without]) => without.seconds)).toFixed(2)} s`,
      `${median(pairs.map(([, along]) => along.seconds)).toFixed(2)} s`,
      median(pairs.map(([without, along]) => along.seconds / without.seconds)).toFixed(2),
      `${median(pairs.map(([without]) => without.cpu)).toFixed(2)} s\n${median(pairs.map(([, along]) => along.cpu)).toFixed(2)} s`,
      median(pairs.map(([without, along]) => along.cpu / without.cpu)).toFixed(2),
      `${(median(pairs.map(([without]) => without.memory)) / 1e6).toFixed(0)} MB\n${(median(pairs.map(([, along]) => along.memory)) / 1e6).toFixed(0)} MB`,
    ]);
  }
  process.stdout.write(`${table.toString()}\n`);
}

const program = new Command('liveness')
  .description('time what liveness costs on top of safety')
  .option('--runs <n>', 'runs of each', Number, 3)
  .option('--workers <n>', 'threads of each search', Number, 1)
  .option('--one <subject>', 'check one of the models, by its number, and tell of it in JSON', Number)
  .option('--properties', 'with --one: check its properties too')
  .parse();
const {
  runs,
  workers,
  one: subject,
  properties,
} = program.opts<{ runs: number; workers: number; one?: number; properties?: boolean }>();
const chosen = subject === undefined ? undefined : subjects[subject];
if (chosen === undefined) compare(runs, workers);
else {
  const { kind, generated, distinct, seconds, memory } = await one(chosen, properties === true, workers);
  const { user, system } = process.cpuUsage();
  const cpu = (user + system) / 1e6;
  process.stdout.write(JSON.stringify({ kind, generated, distinct, seconds, memory, cpu }));
}
