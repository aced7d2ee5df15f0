/** What the liveness check needs to know of the states and steps that a search found. */

import { known, no, observationWidth, shiftOf, wordOf, yes } from '../observations.js';
import { type Breathe, pieceSteps } from './pace.js';

/** States by number, all of them reachable, the initial ones first. Every state may stutter besides. */
export interface Graph {
  readonly size: number;
  /** States below this number are initial. */
  readonly initial: number;
  readonly steps: Steps;
  /** Orders states by content: negative, zero or positive as for Array.sort. */
  compare(left: number, right: number): number;
}

/**
 * The steps that change something, each pair of states once. A step's index is its place in `targets`, which holds the state
 * that it leads to; those from state s are the `targets[firsts[s]]` ones behind `firsts[s]`.
 */
export interface Steps {
  readonly firsts: Int32Array;
  readonly targets: Int32Array;
  /** How long `targets` is as far as it is used. */
  readonly length: number;
  /**
   * By place in `targets`: which fairness conditions a step takes, a bit each, and at `firsts[s]` which ones are enabled in s.
   * What the bits stand for {@link Evaluation.marked} says.
   */
  readonly marks?: Int32Array;
}

/** Steps out of lists that may repeat themselves. @throws what `breathe` throws */
export async function stepsOf(
  size: number,
  degree: (state: number) => number,
  target: (state: number, index: number) => number,
  breathe: Breathe,
): Promise<Steps> {
  let most = size;
  for (let state = 0; state < size; state++) most += degree(state);
  const firsts = new Int32Array(size);
  const targets = new Int32Array(most);
  /** By state: the last one, plus 1, that a step was seen from. */
  const seen = new Int32Array(size);
  let next = 0;
  for (let state = 0; state < size; state++) {
    if (state % pieceSteps === pieceSteps - 1) await breathe(0, 4 * (2 * size + most));
    const first = next++;
    firsts[state] = first;
    seen[state] = state + 1;
    const count = degree(state);
    for (let index = 0; index < count; index++) {
      const to = target(state, index);
      if (seen[to] === state + 1) continue;
      seen[to] = state + 1;
      targets[next++] = to;
    }
    targets[first] = next - first - 1;
  }
  return { firsts, targets, length: next };
}

/** The index of the step between two states; −1 when it is a stuttering step. */
export function stepBetween({ firsts, targets }: Steps, from: number, to: number): number {
  const first = firsts[from] as number;
  const last = first + (targets[first] as number);
  for (let step = first + 1; step <= last; step++) if (targets[step] === to) return step;
  return -1;
}

/** What one bit of the marks tells. */
export interface Marked {
  /** State predicate. */
  readonly enabled: number;
  /** Step predicate. */
  readonly taken: number;
}

/** Evaluates predicates on states and steps by number. */
export interface Evaluation {
  /** How many state predicates there are. */
  readonly predicates: number;
  /** The predicates that the marks of steps tell, by bit; undefined where a bit tells nothing. */
  readonly marked?: readonly (Marked | undefined)[];
  /** @throws EvaluationFault */
  stateHolds(predicate: number, state: number): boolean;
  /** Not asked about stuttering steps, which satisfy no step predicate. @throws EvaluationFault */
  stepHolds(predicate: number, from: number, to: number): boolean;
}

/**
 * The predicates' values, each evaluated once: two bits a state or step. Those of steps are allocated when the first of a
 * predicate's values is wanted; most are wanted on cycles only.
 */
export class Observations {
  /** By state {@link width} words. */
  readonly bits: Int32Array;
  readonly width: number;
  private readonly stepMemos: (Memo | undefined)[] = [];
  /** By predicate: the bit of the marks that tells it. */
  private readonly stateMarks: (number | undefined)[] = [];
  private readonly stepMarks: (number | undefined)[] = [];
  private readonly marks: Int32Array | undefined;
  /** Of what is kept about steps. */
  bytes = 0;

  /** @param bits what is known of state predicates beforehand; more is written there */
  constructor(
    readonly graph: Graph,
    private readonly evaluation: Evaluation,
    bits?: Int32Array,
  ) {
    this.width = observationWidth(evaluation.predicates);
    this.bits = bits ?? new Int32Array(this.width * graph.size);
    this.marks = graph.steps.marks;
    if (this.marks === undefined) return;
    for (const [bit, marked] of (evaluation.marked ?? []).entries()) {
      if (marked === undefined) continue;
      this.stateMarks[marked.enabled] = bit;
      this.stepMarks[marked.taken] = bit;
    }
  }

  state(predicate: number, state: number): boolean {
    const bit = this.stateMarks[predicate];
    if (bit !== undefined) {
      const first = this.graph.steps.firsts[state] as number;
      return (((this.marks as Int32Array)[first] as number) & (1 << bit)) !== 0;
    }
    const place = state * this.width + wordOf(predicate);
    const shift = shiftOf(predicate);
    const pair = (this.bits[place] as number) >>> shift;
    if ((pair & known) !== 0) return (pair & yes) === yes;
    const value = this.evaluation.stateHolds(predicate, state);
    this.bits[place] = (this.bits[place] as number) | ((value ? yes : no) << shift);
    return value;
  }

  /** The bit of the marks that tells a step predicate; 0 where none does. */
  markOf(predicate: number): number {
    const bit = this.stepMarks[predicate];
    return bit === undefined ? 0 : 1 << bit;
  }

  /** @param step its index; −1 for the stuttering step */
  step(predicate: number, state: number, step: number): boolean {
    if (step < 0) return false;
    const { steps } = this.graph;
    const bit = this.stepMarks[predicate];
    if (bit !== undefined) return (((this.marks as Int32Array)[step] as number) & (1 << bit)) !== 0;
    let memo = this.stepMemos[predicate];
    if (memo === undefined) {
      memo = new Memo(steps.length);
      this.bytes += steps.length >>> 2;
      this.stepMemos[predicate] = memo;
    }
    const pair = memo.get(step);
    if (pair !== 0) return pair === yes;
    return memo.set(step, this.evaluation.stepHolds(predicate, state, steps.targets[step] as number));
  }
}

/** Two bits an entry: whether it is known, and what it is. */
class Memo {
  private readonly bits: Uint32Array;

  constructor(size: number) {
    this.bits = new Uint32Array((size >>> 4) + 1);
  }

  get(index: number): number {
    return ((this.bits[index >>> 4] as number) >>> ((index & 15) << 1)) & 3;
  }

  set(index: number, value: boolean): boolean {
    const word = index >>> 4;
    this.bits[word] = (this.bits[word] as number) | ((value ? yes : no) << ((index & 15) << 1));
    return value;
  }
}

/** A set of states, one bit each. */
export class StateSet {
  private readonly bits: Uint32Array;

  constructor(size: number) {
    this.bits = new Uint32Array(Math.ceil(size / 32));
  }

  has(state: number): boolean {
    return (((this.bits[state >>> 5] as number) >>> (state & 31)) & 1) === 1;
  }

  add(state: number): void {
    this.bits[state >>> 5] = (this.bits[state >>> 5] as number) | (1 << (state & 31));
  }
}
