/** Any Model as rows of one word: the number of a state object that is kept on the side. */

import { hash, is } from 'immutable';
import { compareValues } from '../src/values/compare.js';
import { contentHash, listHash } from '../src/values/content.js';
import type { Value } from '../src/values/value.js';
import type { Model, Step } from './model.js';
import type { FoundRows, RealState, RowExplainer, RowModel } from './rows.js';

/**
 * What was just found has a negative word, the complement of its index among the steps found; `canonical` gives it the
 * number of the stored state with the same values (or, under SYMMETRY and VIEW, of the one that stands for it), and stores
 * it when there is none. The objects cannot leave their thread, so there is no `portable`.
 */
export function rowsOf<State>(model: Model<State>): RowModel {
  const rows = new ObjectRows(model);
  const { constraint, actionConstraint, temporal } = model;
  return {
    name: model.name,
    variables: model.variables,
    actions: model.actions,
    invariants: model.invariants,
    checkDeadlock: model.checkDeadlock,
    merges: [
      ...(model.canonical === undefined ? [] : (['SYMMETRY'] as const)),
      ...(model.view === undefined ? [] : (['VIEW'] as const)),
    ],
    width: 1,
    identity: [0, 1],
    found: rows.found,
    initial: () => rows.initial(),
    expand: (words, at) => rows.expand(words, at),
    contentHash: (words, at) => rows.contentHash(words[at] as number),
    firstViolated: (words, at) => {
      const state = rows.state(words, at);
      return model.invariants.findIndex((invariant) => !invariant.holds(state));
    },
    holds: (invariant, words, at) => model.invariants[invariant]?.holds(rows.state(words, at)) !== false,
    ...(constraint === undefined
      ? {}
      : { inside: (words: Int32Array, at: number) => constraint(rows.state(words, at)) }),
    ...(actionConstraint === undefined
      ? {}
      : {
          allows: (from: Int32Array, fromAt: number, to: Int32Array, toAt: number) =>
            actionConstraint(rows.state(from, fromAt), rows.state(to, toAt)),
        }),
    ...(temporal === undefined
      ? {}
      : {
          temporal: {
            ...temporal,
            stateHolds: (predicate, words, at) => temporal.stateHolds(predicate, rows.state(words, at)),
            stepHolds: (predicate, from, fromAt, to, toAt) =>
              temporal.stepHolds(predicate, rows.state(from, fromAt), rows.state(to, toAt)),
          },
        }),
    canonical: (words, at) => {
      words[at] = rows.stored(words[at] as number);
    },
    values: (words, at) => rows.values(rows.state(words, at)),
    replay: (path) => rows.replay(path),
    compare: (left, leftAt, right, rightAt) => rows.compare(left[leftAt] as number, right[rightAt] as number),
    explain: rows.explainer(),
  };
}

class ObjectRows<State> {
  readonly found: FoundRows = {
    words: new Int32Array(64),
    actions: new Int32Array(64),
    times: new Int32Array(64).fill(1),
    between: 0,
  };
  private steps: Step<State>[] = [];
  private readonly states: State[] = [];
  private readonly keys: (readonly Value[])[] = [];
  private readonly hashes: number[] = [];
  private readonly buckets = new Map<number, number[]>();
  /** The states that values were handed out for: explanations are asked for by values. */
  private readonly statesOf = new WeakMap<readonly Value[], State>();

  constructor(private readonly model: Model<State>) {}

  initial(): number {
    const steps: Step<State>[] = [];
    for (const state of this.model.initial()) steps.push({ state, action: 0 });
    return this.find(steps);
  }

  expand(words: Int32Array, at: number): number {
    const steps = [...this.model.successors(this.state(words, at))];
    this.found.between = this.model.between?.() ?? 0;
    return this.find(steps);
  }

  private find(steps: Step<State>[]): number {
    const { found } = this;
    this.steps = steps;
    if (found.words.length < steps.length) {
      found.words = new Int32Array(2 * steps.length);
      found.actions = new Int32Array(2 * steps.length);
      found.times = new Int32Array(2 * steps.length).fill(1);
    }
    steps.forEach(({ action }, index) => {
      found.words[index] = ~index;
      found.actions[index] = action;
    });
    return steps.length;
  }

  state(words: Int32Array, at: number): State {
    const word = words[at] as number;
    return word < 0 ? (this.steps[~word] as Step<State>).state : (this.states[word] as State);
  }

  /** The number of the stored state that has this one's key. */
  stored(word: number): number {
    if (word >= 0) return word;
    const { state } = this.steps[~word] as Step<State>;
    const key = this.keyOf(state);
    const code = hashOf(key);
    let bucket = this.buckets.get(code);
    if (bucket === undefined) {
      bucket = [];
      this.buckets.set(code, bucket);
    }
    for (const number of bucket) if (sameKey(key, this.keys[number] as readonly Value[])) return number;
    const number = this.states.push(state) - 1;
    this.keys.push(key);
    this.hashes.push(code);
    bucket.push(number);
    return number;
  }

  /** What identifies a state: its values, those of its representative under symmetry, or its view. */
  private keyOf(state: State): readonly Value[] {
    const { model } = this;
    if (model.view !== undefined) return [model.view(state)];
    return model.values(model.canonical === undefined ? state : model.canonical(state));
  }

  private keyAt(word: number): readonly Value[] {
    return word < 0
      ? this.keyOf((this.steps[~word] as Step<State>).state)
      : (this.keys[word] as readonly Value[]);
  }

  contentHash(word: number): number {
    return listHash(this.keyAt(word).map(contentHash));
  }

  compare(left: number, right: number): number {
    if (left === right) return 0;
    const ours = this.keyAt(left);
    const theirs = this.keyAt(right);
    for (let index = 0; index < ours.length; index++) {
      const order = compareValues(ours[index] as Value, theirs[index] as Value);
      if (order !== 0) return order;
    }
    return 0;
  }

  values(state: State): readonly Value[] {
    const values = this.model.values(state);
    this.statesOf.set(values, state);
    return values;
  }

  /** With symmetry or a view the stored states need not follow on each other: each step is looked for again. */
  replay(path: readonly Int32Array[]): RealState[] {
    const { model } = this;
    const real: RealState[] = [];
    let before: State | undefined;
    for (const row of path) {
      const word = row[0] as number;
      let step: Step<State> | undefined;
      if (before !== undefined) {
        const from = before;
        const key = this.keyAt(word);
        for (const next of model.successors(from)) {
          if (!sameKey(this.keyOf(next.state), key)) continue;
          // What violates an invariant may be reached only by a step that the constraint turns away.
          const allowed = model.actionConstraint?.(from, next.state) !== false;
          if (allowed || step === undefined) step = next;
          if (allowed) break;
        }
      }
      step ??= { state: this.state(row, 0), action: -1 };
      real.push({ action: step.action, values: this.values(step.state) });
      before = step.state;
    }
    return real;
  }

  explainer(): RowExplainer {
    const { explain } = this.model;
    if (explain === undefined) return {};
    const stateOf = (values: readonly Value[]) => this.statesOf.get(values) as State;
    return {
      ...(explain.invariant === undefined
        ? {}
        : { invariant: (index, values) => explain.invariant?.(index, stateOf(values)) ?? { text: '' } }),
      ...(explain.deadlock === undefined
        ? {}
        : { deadlock: (values) => explain.deadlock?.(stateOf(values)) ?? { text: '' } }),
      ...(explain.statePredicate === undefined
        ? {}
        : {
            statePredicate: (predicate, value, state) =>
              explain.statePredicate?.(predicate, value, stateOf(state)) ?? { text: '' },
          }),
      ...(explain.stepPredicate === undefined
        ? {}
        : {
            stepPredicate: (predicate, from, to) =>
              explain.stepPredicate?.(predicate, stateOf(from), stateOf(to)) ?? { text: '' },
          }),
      ...(explain.arguments === undefined
        ? {}
        : {
            arguments: (from, action, to) => explain.arguments?.(stateOf(from), action, stateOf(to)) ?? [],
          }),
    };
  }
}

function sameKey(left: readonly Value[], right: readonly Value[]): boolean {
  return left.length === right.length && left.every((value, index) => is(value, right[index]));
}

/** immutable's hashes of small numbers are the numbers themselves: they are mixed before they are joined. */
function hashOf(key: readonly Value[]): number {
  let code = 0x2545f491;
  for (const value of key) {
    code = Math.imul(code ^ hash(value), 0x9e3779b1);
    code ^= code >>> 15;
  }
  code = Math.imul(code ^ (code >>> 16), 0x85ebca6b);
  return code ^ (code >>> 13);
}
