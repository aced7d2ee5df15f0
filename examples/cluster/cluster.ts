/**
 * Three processes, each a thread, and a network between them that delays, reorders and loses messages. What it does is drawn
 * from a seed: it lets one thread go on at a time, so a seed gives the same run on every machine.
 */

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type Bug, type Happening, type Input, type Name, names, type Outcome } from './messages.js';
import { Chance } from './random.js';

export interface ClusterOptions {
  readonly seed: number;
  /** The probability that a message is lost. Default: 0.1. */
  readonly loss?: number;
  readonly bug?: Bug;
}

export interface ClusterRun {
  /** In the order in which they happened. */
  readonly happenings: readonly Happening[];
  /** Of each process, when it has learned the command that was chosen. */
  readonly registers: Readonly<Record<Name, number | undefined>>;
}

/** How often a proposer loses its patience. */
const patience = 3;

/** Runs the cluster until nothing is on its way any more. */
export async function runCluster({ seed, loss = 0.1, bug }: ClusterOptions): Promise<ClusterRun> {
  const chance = new Chance(seed);
  const threads = new Map(names.map((name) => [name, started(name, bug)] as const));
  const waiting: { to: Name; input: Input }[] = [
    { to: 'n1', input: { kind: 'begin', ballot: 1 } },
    { to: 'n2', input: { kind: 'begin', ballot: 2 } },
  ];
  for (let i = 0; i < patience; i++)
    for (const to of ['n1', 'n2'] as const) waiting.push({ to, input: { kind: 'again' } });
  const happenings: Happening[] = [];
  const registers: Record<Name, number | undefined> = { n1: undefined, n2: undefined, n3: undefined };
  try {
    while (waiting.length > 0) {
      const [next] = waiting.splice(chance.below(waiting.length), 1);
      if (next === undefined || (next.input.kind === 'message' && chance.next() < loss)) continue;
      const outcome = await asked(threads.get(next.to), next.input);
      happenings.push(...outcome.happenings);
      registers[next.to] = outcome.register;
      for (const message of outcome.messages)
        waiting.push({ to: message.to, input: { kind: 'message', message } });
    }
  } finally {
    await Promise.all([...threads.values()].map((thread) => thread.terminate()));
  }
  return { happenings, registers };
}

function started(name: Name, bug: Bug | undefined): Worker {
  // Threads run what is built, tests of the sources too.
  const file = import.meta.url.endsWith('.ts') ? '../../build/examples/cluster/thread.js' : './thread.js';
  return new Worker(new URL(file, import.meta.url), { workerData: { name, bug } });
}

async function asked(thread: Worker | undefined, input: Input): Promise<Outcome> {
  if (thread === undefined) throw new Error('There is no such process.');
  thread.postMessage(input);
  const [outcome] = (await once(thread, 'message')) as [Outcome];
  return outcome;
}
