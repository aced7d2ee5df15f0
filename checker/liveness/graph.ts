/** What the liveness check needs to know of the states and steps that a search found. */

/** States by number, all of them reachable, the initial ones first; the steps from a state by index. Every state may stutter besides. */
export interface Graph {
  readonly size: number;
  /** States below this number are initial. */
  readonly initial: number;
  degree(state: number): number;
  target(state: number, index: number): number;
  /** All numbers in an order that depends on content only. */
  canonicalOrder(): Uint32Array;
}

/** Evaluates predicates on states and steps by number. */
export interface Evaluation {
  /** @throws EvaluationFault */
  stateHolds(predicate: number, state: number): boolean;
  /** Not asked about stuttering steps, which satisfy no step predicate. @throws EvaluationFault */
  stepHolds(predicate: number, from: number, to: number): boolean;
}

/**
 * The predicates' values, each evaluated once: two bits a state or step, allocated when the first of a predicate's values is
 * wanted. Most step predicates are wanted on cycles only.
 */
export class Observations {
  /** Number of the first step from each state. */
  private readonly firsts: Uint32Array;
  private readonly states: (Memo | undefined)[] = [];
  private readonly steps: (Memo | undefined)[] = [];

  constructor(
    private readonly graph: Graph,
    private readonly evaluation: Evaluation,
  ) {
    this.firsts = new Uint32Array(graph.size + 1);
    for (let state = 0; state < graph.size; state++)
      this.firsts[state + 1] = (this.firsts[state] as number) + graph.degree(state);
  }

  state(predicate: number, state: number): boolean {
    let memo = this.states[predicate];
    if (memo === undefined) {
      memo = new Memo(this.graph.size);
      this.states[predicate] = memo;
    }
    return memo.get(state) ?? memo.set(state, this.evaluation.stateHolds(predicate, state));
  }

  /** @param index of the step from the state; −1 for the stuttering step */
  step(predicate: number, state: number, index: number): boolean {
    if (index < 0) return false;
    const target = this.graph.target(state, index);
    if (target === state) return false;
    let memo = this.steps[predicate];
    if (memo === undefined) {
      memo = new Memo(this.firsts[this.graph.size] as number);
      this.steps[predicate] = memo;
    }
    const at = (this.firsts[state] as number) + index;
    return memo.get(at) ?? memo.set(at, this.evaluation.stepHolds(predicate, state, target));
  }
}

/** Two bits an entry: whether it is known, and what it is. */
class Memo {
  private readonly bits: Uint32Array;

  constructor(size: number) {
    this.bits = new Uint32Array(Math.ceil(size / 16));
  }

  get(index: number): boolean | undefined {
    const pair = ((this.bits[Math.floor(index / 16)] as number) >>> ((index % 16) * 2)) & 3;
    return pair === 0 ? undefined : pair === 3;
  }

  set(index: number, value: boolean): boolean {
    const word = Math.floor(index / 16);
    this.bits[word] = (this.bits[word] as number) | ((value ? 3 : 1) << ((index % 16) * 2));
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
