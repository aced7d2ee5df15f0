/**
 * What liveness costs on top of safety: `node dist/bench/liveness.js [safety|holds|refuted] [states]`, on a model written by
 * hand of a million states with five steps each, one word a state, all of them in one strongly connected component.
 */

import { checkRows } from '../checker/check.js';
import type { RowModel } from '../checker/rows.js';
import type { FairnessCondition, Formula, RowTemporal } from '../checker/temporal.js';

const ways = 5;

/** States are the numbers below `size`, a power of two; step i of a state is one of i ways to mix its bits. */
function mixer(size: number, temporal: RowTemporal | undefined): RowModel {
  const found = {
    words: new Int32Array(ways),
    actions: Int32Array.from({ length: ways }, (_, way) => way),
    times: new Int32Array(ways).fill(1),
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
      for (let way = 0; way < ways; way++) found.actions[way] = way;
      return ways;
    },
    contentHash: (words, at) => Math.imul(words[at] as number, 0x9e3779b1),
    firstViolated: () => -1,
    holds: () => true,
    values: (words, at) => [words[at] as number],
    replay: (path) =>
      path.map((row, index) => ({ action: index === 0 ? -1 : 0, values: [row[0] as number] })),
    compare: (left, leftAt, right, rightAt) => (left[leftAt] as number) - (right[rightAt] as number),
    ...(temporal === undefined ? {} : { temporal }),
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

const [, , mode = 'holds', states = '20'] = process.argv;
const size = 2 ** Number(states);
const model = mixer(size, mode === 'safety' ? undefined : temporal(size, mode === 'refuted'));
const began = performance.now();
const verdict = await checkRows(model, { workers: 1 });
const seconds = (performance.now() - began) / 1000;
process.stdout.write(
  `${mode}: ${verdict.kind}, ${verdict.generated} generated, ${verdict.distinct} distinct, ${seconds.toFixed(2)} s, ${(verdict.memory / 1e6).toFixed(0)} MB\n`,
);
