/** A graph of numbers that looks random and is the same everywhere, with whatever a test wants to find in it. */

import { isMainThread } from 'node:worker_threads';
import { EvaluationFault } from '../../../checker/model.js';
import type { RowModel } from '../../../checker/rows.js';

export interface Maze {
  readonly states: number;
  /** Steps from a state. */
  readonly degree: number;
  /** Steps lead so far at most: many small levels instead of few large ones. */
  readonly near?: number;
  /** Words of a row; those behind the first follow from it. */
  readonly width?: number;
  readonly actions?: number;
  /** Of the hash only so many bits are used: collisions. */
  readonly hashBits?: number;
  /** States that violate the invariants `A`, `B`. */
  readonly violated?: Readonly<Partial<Record<'A' | 'B', readonly number[]>>>;
  /** States without successors. */
  readonly dead?: readonly number[];
  /** States whose steps cannot be evaluated, and states whose invariants cannot. */
  readonly faulty?: readonly number[];
  readonly unclear?: readonly number[];
  /** Remainders modulo 7 that are outside the constraint. */
  readonly outside?: readonly number[];
  /** Steps that turn an odd number into an even one are forbidden. */
  readonly oneWay?: boolean;
  /** A state and its mirror image (states − 1 − n) are one. */
  readonly mirrored?: boolean;
  /** The view is the number modulo this. */
  readonly view?: number;
  /** A state whose exploration breaks the model. */
  readonly broken?: number;
  /** A worker that explores any state ends. */
  readonly exits?: boolean;
}

export function mix(number: number): number {
  let code = Math.imul(number ^ (number >>> 16), 0x7feb352d);
  code = Math.imul(code ^ (code >>> 15), 0x846ca68b);
  return code ^ (code >>> 16);
}

function successor({ states, degree, near }: Maze, state: number, index: number): number {
  const chance = mix(state * degree + index) >>> 0;
  return near === undefined ? chance % states : (state + 1 + (chance % near)) % states;
}

export function openRows(data: unknown): RowModel {
  const maze = data as Maze;
  const { states, degree, width = 2, actions = 3, view } = maze;
  // Two states are initial.
  const rows = Math.max(2, degree);
  const found = {
    words: new Int32Array(rows * width),
    actions: new Int32Array(rows),
    times: new Int32Array(rows).fill(1),
    between: 0,
  };
  const put = (words: Int32Array, at: number, state: number) => {
    words[at] = view === undefined ? state : state % view;
    for (let index = 1; index < width; index++) words[at + index] = index === 1 ? state : mix(state + index);
  };
  const stateAt = (words: Int32Array, at: number) => words[at + (width > 1 ? 1 : 0)] as number;
  const next = (state: number, index: number) => successor(maze, state, index);
  const names = ['A', 'B'] as const;
  const violates = (name: 'A' | 'B', state: number) => maze.violated?.[name]?.includes(state) === true;
  const unclear = (state: number) => {
    if (maze.unclear?.includes(state)) throw new EvaluationFault('unclear', `Nobody can tell of ${state}.`);
  };
  const { outside, oneWay, mirrored } = maze;
  const model: RowModel = {
    name: 'Maze',
    variables: ['n'],
    actions: Array.from({ length: actions }, (_, index) => ({ name: `Step${index}` })),
    invariants: names.map((name) => ({ name, kind: 'invariant' })),
    checkDeadlock: true,
    width,
    identity: [0, view === undefined ? width : 1],
    found,
    initial() {
      put(found.words, 0, 0);
      put(found.words, width, 1 % states);
      found.times.fill(1);
      return 2;
    },
    expand(words, at) {
      const state = stateAt(words, at);
      if (maze.broken === state) throw new TypeError('The model is broken.');
      if (maze.exits === true && !isMainThread) process.exit(7);
      if (maze.faulty?.includes(state)) throw new EvaluationFault('faulty', `Step of ${state} is undefined.`);
      if (maze.dead?.includes(state)) return 0;
      for (let index = 0; index < degree; index++) {
        put(found.words, index * width, next(state, index));
        found.actions[index] = index % actions;
        found.times[index] = 1 + (index & 1);
      }
      return degree;
    },
    hash: (words, at) => {
      const code = mix((words[at] as number) + 0x1234567);
      return maze.hashBits === undefined ? code : code & (2 ** maze.hashBits - 1);
    },
    contentHash: (words, at) => mix(mix((words[at] as number) + 0x7654321)),
    firstViolated(words, at) {
      unclear(stateAt(words, at));
      return names.findIndex((name) => violates(name, stateAt(words, at)));
    },
    holds: (invariant, words, at) => !violates(names[invariant] as 'A' | 'B', stateAt(words, at)),
    ...(outside === undefined
      ? {}
      : { inside: (words: Int32Array, at: number) => !outside.includes(stateAt(words, at) % 7) }),
    ...(oneWay === true
      ? {
          allows: (from: Int32Array, fromAt: number, to: Int32Array, toAt: number) =>
            stateAt(from, fromAt) % 2 === 0 || stateAt(to, toAt) % 2 === 1,
        }
      : {}),
    ...(mirrored === true
      ? {
          canonical: (words: Int32Array, at: number) =>
            put(words, at, Math.min(stateAt(words, at), states - 1 - stateAt(words, at))),
        }
      : {}),
    values: (words, at) => [stateAt(words, at)],
    replay: (path) =>
      path.map((row, index) => {
        const before = path[index - 1];
        const state = stateAt(row, 0);
        if (before === undefined) return { action: -1, values: [state] };
        const from = stateAt(before, 0);
        const step = Array.from({ length: degree }, (_, at) => at).find((at) => {
          const to = next(from, at);
          return (
            to === state ||
            (mirrored === true && states - 1 - to === state) ||
            (view !== undefined && to % view === state % view)
          );
        });
        return { action: step === undefined ? -1 : step % actions, values: [state] };
      }),
    compare: (left, leftAt, right, rightAt) => stateAt(left, leftAt) - stateAt(right, rightAt),
    portable: () => ({ module: import.meta.url, data }),
  };
  return model;
}

/** The same, searched by the plainest breadth-first search there is. */
export function explored(maze: Maze): {
  generated: number;
  distinct: number;
  depth: number;
  taken: number[];
} {
  const { states, degree, actions = 3 } = maze;
  const image = (state: number) => (maze.mirrored ? Math.min(state, states - 1 - state) : state);
  const key = (state: number) => (maze.view === undefined ? state : state % maze.view);
  const inside = (state: number) => maze.outside?.includes(state % 7) !== true;
  const taken = Array.from({ length: actions }, () => 0);
  let generated = 2;
  let level = [...new Set([0, 1 % states].filter(inside).map(image))];
  const seen = new Set(level.map(key));
  let depth = 0;
  for (; level.length > 0; depth++) {
    const following: number[] = [];
    for (const state of level) {
      if (maze.dead?.includes(state)) continue;
      for (let index = 0; index < degree; index++) {
        const times = 1 + (index & 1);
        generated += times;
        taken[index % actions] = (taken[index % actions] ?? 0) + times;
        const to = successor(maze, state, index);
        if (maze.oneWay && state % 2 === 1 && to % 2 === 0) continue;
        if (!inside(to) || seen.has(key(image(to)))) continue;
        seen.add(key(image(to)));
        following.push(image(to));
      }
    }
    level = following;
  }
  return { generated, distinct: seen.size, depth, taken };
}
