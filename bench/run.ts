/**
 * The benchmark: `npm run bench` checks each model as a user would, each run a process of its own, prints a table and writes
 * JSON. `--against 'COMMAND'` runs another checker's command in turn with each run and gives the ratio pair by pair.
 */

import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Table from 'cli-table3';
import { Command, InvalidArgumentError } from 'commander';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Subject {
  readonly name: string;
  readonly file: string;
  /** The model to be timed. */
  readonly model?: string;
  /** A model small enough for the interpreter. */
  readonly small?: string;
}

const subjects: readonly Subject[] = [
  { name: 'paxos', file: 'specs/paxos.spec', model: 'medium', small: 'default' },
  { name: 'paxos-symmetric', file: 'specs/paxos-symmetric.spec', model: 'medium', small: 'default' },
  { name: 'paxos-messages', file: 'bench/models/paxos-messages.spec', small: 'two' },
  { name: 'two-phase-commit', file: 'specs/two-phase-commit.spec', model: 'nine', small: 'five' },
  { name: 'lamport-clock', file: 'specs/lamport-clock.spec', model: 'three', small: 'default' },
  { name: 'lamport-mutex', file: 'bench/models/lamport-mutex.spec', small: 'three' },
  { name: 'ewd840', file: 'bench/models/ewd840.spec', small: 'small' },
];

/** One run, as the whole process has it; seconds and bytes. */
interface Run {
  readonly verdict: string;
  readonly generated: number;
  readonly distinct: number;
  readonly depth: number;
  /** Of the search. */
  readonly search: number;
  /** Of the process from its start to its end. */
  readonly wall: number;
  readonly memory: number;
}

function check(subject: Subject, model: string | undefined, extra: readonly string[]): Run {
  const named = model === undefined || model === 'default' ? [] : ['--model', model];
  const args = ['dist/src/cli.cjs', 'check', subject.file, ...named, '--json', ...extra];
  const began = performance.now();
  const { stdout, status } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const wall = (performance.now() - began) / 1000;
  if (stdout === '') throw new Error(`${subject.name} ended with status ${status} and said nothing.`);
  const report = JSON.parse(stdout) as Omit<Run, 'search' | 'wall'> & { readonly seconds: number };
  const { verdict, generated, distinct, depth, seconds, memory } = report;
  return { verdict, generated, distinct, depth, search: seconds, wall, memory };
}

/** Wall seconds of another command; `{file}` and `{model}` in it stand for the subject's. */
function other(command: string, subject: Subject): number {
  const words = command
    .split(/\s+/)
    .map((word) => word.replace('{file}', subject.file).replace('{model}', subject.model ?? 'default'));
  const began = performance.now();
  const { error } = spawnSync(words[0] as string, words.slice(1), { cwd: root, stdio: 'ignore' });
  if (error !== undefined) throw error;
  return (performance.now() - began) / 1000;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

interface Options {
  readonly only?: readonly string[];
  readonly runs: number;
  readonly against?: string;
  readonly json: string;
  readonly interpreter: boolean;
}

function measure(subject: Subject, options: Options) {
  const one: Run[] = [];
  const two: Run[] = [];
  const against: number[] = [];
  for (let run = 0; run < options.runs; run++) {
    one.push(check(subject, subject.model, ['--workers', '1']));
    two.push(check(subject, subject.model, ['--workers', '2']));
    if (options.against !== undefined) against.push(other(options.against, subject));
  }
  const [first] = one;
  if (first === undefined) throw new RangeError('At least one run is needed.');
  for (const { generated, distinct, depth } of [...one, ...two]) {
    if (generated !== first.generated || distinct !== first.distinct || depth !== first.depth)
      throw new Error(`${subject.name}: the counts differ from run to run.`);
  }
  const referee =
    options.interpreter && subject.small !== undefined ? engines(subject, subject.small) : undefined;
  return { subject, one, two, against, referee };
}

/** The same small model under both engines. */
function engines(subject: Subject, model: string) {
  const compiled = check(subject, model, ['--workers', '1']);
  const interpreted = check(subject, model, ['--workers', '1', '--engine', 'interpreter']);
  for (const count of ['generated', 'distinct', 'depth'] as const) {
    if (compiled[count] !== interpreted[count])
      throw new Error(`${subject.name}: the engines differ in ${count}.`);
  }
  return { model, distinct: compiled.distinct, compiled: compiled.search, interpreted: interpreted.search };
}

type Measured = ReturnType<typeof measure>;

function row({ subject, one, two, against, referee }: Measured): string[] {
  const [first] = one as [Run];
  const wall = median(one.map((run) => run.wall));
  const both = median(two.map((run) => run.wall));
  const count = (n: number) => n.toLocaleString('en');
  const rate = (n: number) => `${(n / median(one.map((run) => run.search)) / 1e6).toFixed(2)} M`;
  return [
    subject.name,
    `${count(first.generated)}\n${count(first.distinct)}, depth ${first.depth}`,
    `${rate(first.generated)}\n${rate(first.distinct)}`,
    `${wall.toFixed(2)} s\n${both.toFixed(2)} s`,
    median(one.map((run, i) => run.wall / (two[i] as Run).wall)).toFixed(2),
    `${(Math.max(...one.map((run) => run.memory)) / 1e6).toFixed(0)} MB\n${(Math.max(...two.map((run) => run.memory)) / 1e6).toFixed(0)} MB`,
    `${median(one.map((run) => run.wall - run.search)).toFixed(2)} s`,
    referee === undefined ? '' : `${(referee.interpreted / referee.compiled).toFixed(1)}`,
    against.length === 0
      ? ''
      : against.map((seconds, i) => (seconds / (two[i] as Run).wall).toFixed(2)).join(', '),
  ];
}

function print(measured: readonly Measured[]): void {
  const table = new Table({
    head: [
      'model',
      'generated\ndistinct',
      'a second',
      'wall, 1 worker\n2 workers',
      '1 / 2',
      'memory',
      'before the\nfirst state',
      'interpreter /\ncompiled, small',
      'other / ours\n(2 workers)',
    ],
    style: { head: [], border: [] },
  });
  for (const item of measured) table.push(row(item));
  process.stdout.write(`${table.toString()}\n`);
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('A whole number above 0 is needed.');
  return value;
}

const program = new Command('bench')
  .description('time the engine on the benchmark models')
  .option('--only <name...>', 'these models only')
  .option('--runs <n>', 'runs of each', whole, 3)
  .option('--against <command>', 'another command to run in turn; {file} and {model} in it are replaced')
  .option('--json <file>', 'where the figures are written', 'bench/results/latest.json')
  .option('--no-interpreter', 'leave out the comparison with the interpreter')
  .parse();
const options = program.opts<Options>();
const chosen = subjects.filter(({ name }) => options.only === undefined || options.only.includes(name));
if (chosen.length === 0)
  program.error(`No such model. There are: ${subjects.map(({ name }) => name).join(', ')}.`);
const measured = chosen.map((subject) => {
  process.stderr.write(`${subject.name} …\n`);
  return measure(subject, options);
});
print(measured);
const target = resolve(root, options.json);
mkdirSync(dirname(target), { recursive: true });
writeFileSync(
  target,
  `${JSON.stringify({ node: process.version, date: new Date().toISOString(), measured }, null, 2)}\n`,
);
