/**
 * Two-phase commit as published (Gray and Lamport, "Consensus on Transaction Commit", 2006, with its type invariant) as a row model
 * written by hand: what a compiler could at best emit. It measures the search alone. Two words a state, up to 9 resource managers.
 */

import type { RowModel } from '../checker/rows.js';

/** Word 0: a resource manager's state in two bits each, then the transaction manager's. Word 1: messages, then who is prepared. */
const working = 0;
const prepared = 1;
const committed = 2;
const aborted = 3;
const managerInit = 0;
const managerCommitted = 1;
const managerAborted = 2;

const actionNames = [
  'TMCommit',
  'TMAbort',
  'TMRcvPrepared',
  'RMPrepare',
  'RMChooseToAbort',
  'RMRcvCommitMsg',
  'RMRcvAbortMsg',
];

/** @param data how many resource managers there are, from 1 to 9 */
export function openRows(data: unknown): RowModel {
  const count = Number(data);
  const all = (1 << count) - 1;
  const managerShift = 2 * count;
  const commitMessage = 1 << count;
  const abortMessage = 2 << count;
  const preparedShift = count + 2;
  const found = {
    words: new Int32Array(2 * (4 * count + 2)),
    actions: new Int32Array(4 * count + 2),
    times: new Int32Array(4 * count + 2).fill(1),
    between: 0,
  };
  const { words: out, actions } = found;
  const names = ['working', 'prepared', 'committed', 'aborted'];
  const model: RowModel = {
    name: 'TwoPhase',
    variables: ['rmState', 'tmState', 'tmPrepared', 'msgs'],
    actions: actionNames.map((name) => ({ name })),
    invariants: [{ name: 'TPTypeOK', kind: 'invariant' }],
    checkDeadlock: false,
    width: 2,
    identity: [0, 2],
    found,
    initial() {
      out[0] = 0;
      out[1] = 0;
      return 1;
    },
    expand(words, at) {
      const states = words[at] as number;
      const rest = words[at + 1] as number;
      const manager = states >>> managerShift;
      let rows = 0;
      if (manager === managerInit) {
        if (rest >>> preparedShift === all) {
          out[2 * rows] = states | (managerCommitted << managerShift);
          out[2 * rows + 1] = rest | commitMessage;
          actions[rows++] = 0;
        }
        out[2 * rows] = states | (managerAborted << managerShift);
        out[2 * rows + 1] = rest | abortMessage;
        actions[rows++] = 1;
      }
      for (let rm = 0; rm < count; rm++) {
        const state = (states >>> (2 * rm)) & 3;
        const others = states & ~(3 << (2 * rm));
        if (manager === managerInit && (rest & (1 << rm)) !== 0) {
          out[2 * rows] = states;
          out[2 * rows + 1] = rest | (1 << (preparedShift + rm));
          actions[rows++] = 2;
        }
        if (state === working) {
          out[2 * rows] = others | (prepared << (2 * rm));
          out[2 * rows + 1] = rest | (1 << rm);
          actions[rows++] = 3;
          out[2 * rows] = others | (aborted << (2 * rm));
          out[2 * rows + 1] = rest;
          actions[rows++] = 4;
        }
        if ((rest & commitMessage) !== 0) {
          out[2 * rows] = others | (committed << (2 * rm));
          out[2 * rows + 1] = rest;
          actions[rows++] = 5;
        }
        if ((rest & abortMessage) !== 0) {
          out[2 * rows] = others | (aborted << (2 * rm));
          out[2 * rows + 1] = rest;
          actions[rows++] = 6;
        }
      }
      return rows;
    },
    contentHash: (words, at) => {
      const code = Math.imul(
        (words[at] as number) ^ Math.imul(words[at + 1] as number, 0xcc9e2d51),
        0x1b873593,
      );
      return Math.imul(code ^ (code >>> 15), 0x846ca68b) ^ (code >>> 13);
    },
    firstViolated: (words, at) => ((words[at] as number) >>> managerShift <= managerAborted ? -1 : 0),
    holds: (_, words, at) => (words[at] as number) >>> managerShift <= managerAborted,
    values: (words, at) => [
      Array.from({ length: count }, (_, rm) => names[((words[at] as number) >>> (2 * rm)) & 3]).join(' '),
      ['init', 'committed', 'aborted'][(words[at] as number) >>> managerShift] ?? '',
      (words[at + 1] as number) >>> preparedShift,
      (words[at + 1] as number) & ((4 << count) - 1),
    ],
    replay: (path) =>
      path.map((row, index) => {
        const before = path[index - 1];
        const rows = before === undefined ? 0 : model.expand(before, 0);
        let step = 0;
        while (step < rows && (out[2 * step] !== row[0] || out[2 * step + 1] !== row[1])) step++;
        return {
          action: before === undefined ? -1 : (actions[step] as number),
          values: model.values(row, 0),
        };
      }),
    compare: (left, leftAt, right, rightAt) =>
      (left[leftAt] as number) - (right[rightAt] as number) ||
      (left[leftAt + 1] as number) - (right[rightAt + 1] as number),
    portable: () => ({ module: import.meta.url, data }),
  };
  return model;
}
