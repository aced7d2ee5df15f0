/** What the liveness check needs to know of the states and steps that a search found. */

/** States by number, all of them reachable, the initial ones first; the steps from a state by index. Every state may stutter besides. */
export interface Graph {
  readonly size: number;
  /** States below this number are initial. */
  readonly initial: number;
  degree(state: number): number;
  target(state: number, index: number): number;
  /** Orders states by content: negative, zero or positive as for Array.sort. */
  compare(left: number, right: number): number;
}

/** Evaluates predicates on states and steps by number. */
export interface Evaluation {
  /** @throws EvaluationFault */
  stateHolds(predicate: number, state: number): boolean;
  /** Not asked about stuttering steps, which satisfy no step predicate. @throws EvaluationFault */
  stepHolds(predicate: number, from: number, to: number): boolean;
}

/** The steps that change something, each pair of states once: those from state s are `[firsts[s], firsts[s + 1])`. */
export class Steps {
  readonly firsts: Uint32Array;
  readonly targets: Int32Array;

  constructor(graph: Graph) {
    const { size } = graph;
    let most = 0;
    for (let state = 0; state < size; state++) most += graph.degree(state);
    const firsts = new Uint32Array(size + 1);
    const targets = new Int32Array(most);
    /** By state: the last one, plus 1, that a step was seen from. */
    const seen = new Int32Array(size);
    let next = 0;
    for (let state = 0; state < size; state++) {
      firsts[state] = next;
      seen[state] = state + 1;
      const degree = graph.degree(state);
      for (let index = 0; index < degree; index++) {
        const target = graph.target(state, index);
        if (seen[target] === state + 1) continue;
        seen[target] = state + 1;
        targets[next++] = target;
      }
    }
    firsts[size] = next;
    this.firsts = firsts;
    this.targets = targets;
  }

  /** The index of the step between two states; −1 when it is a stuttering step. */
  between(from: number, to: number): number {
    const end = this.firsts[from + 1] as number;
    for (let step = this.firsts[from] as number; step < end; step++)
      if (this.targets[step] === to) return step;
    return -1;
  }
}

/**
 * The predicates' values, each evaluated once: two bits a state or step, allocated when the first of a predicate's values is
 * wanted. Most step predicates are wanted on cycles only.
 */
export class Observations {
  readonly steps: Steps;
  private readonly stateMemos: (Memo | undefined)[] = [];
  private readonly stepMemos: (Memo | undefined)[] = [];

  constructor(
    readonly graph: Graph,
    private readonly evaluation: Evaluation,
  ) {
    this.steps = new Steps(graph);
  }

  state(predicate: number, state: number): boolean {
    let memo = this.stateMemos[predicate];
    if (memo === undefined) {
      memo = new Memo(this.graph.size);
      this.stateMemos[predicate] = memo;
    }
    const known = memo.get(state);
    if (known !== unknown) return known === yes;
    return memo.set(state, this.evaluation.stateHolds(predicate, state));
  }

  /** @param step its index, of those from the state; −1 for the stuttering step */
  step(predicate: number, state: number, step: number): boolean {
    if (step < 0) return false;
    let memo = this.stepMemos[predicate];
    if (memo === undefined) {
      memo = new Memo(this.steps.targets.length);
      this.stepMemos[predicate] = memo;
    }
    const known = memo.get(step);
    if (known !== unknown) return known === yes;
    return memo.set(step, this.evaluation.stepHolds(predicate, state, this.steps.targets[step] as number));
  }
}

const unknown = 0;
const no = 1;
const yes = 3;

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
