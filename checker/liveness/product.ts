/**
 * The product of the state graph with the automata of all properties at once: a node is a state of the graph with a state of
 * one automaton. It is never built; this says what the steps from a node are.
 */

import type { Automaton, Transition } from './automaton.js';
import { type Graph, type Observations, StateSet } from './graph.js';

/** A transition of one of the automata, its target counted over all of them. */
export type Move = Transition;

export class Product {
  /** By automaton state, counted over all automata. */
  readonly moves: readonly (readonly Move[])[];
  /** Index of the property that an automaton state belongs to. */
  readonly propertyOf: readonly number[];
  /** Whether a behaviour can violate the property by staying at this automaton state's component. */
  readonly accepting: readonly boolean[];
  /** The acceptance bits of each property's automaton. */
  readonly acceptance: readonly number[];
  /** The initial automaton state of each property. */
  readonly initial: readonly number[];

  constructor(
    readonly graph: Graph,
    readonly observations: Observations,
    automata: readonly Automaton[],
  ) {
    const moves: (readonly Move[])[] = [];
    const propertyOf: number[] = [];
    const accepting: boolean[] = [];
    const initial: number[] = [];
    automata.forEach((automaton, property) => {
      const first = moves.length;
      initial.push(first + automaton.initial);
      for (const state of automaton.states) {
        moves.push(state.transitions.map((transition) => ({ ...transition, to: first + transition.to })));
        propertyOf.push(property);
        accepting.push(state.accepting);
      }
    });
    this.moves = moves;
    this.propertyOf = propertyOf;
    this.accepting = accepting;
    this.initial = initial;
    this.acceptance = automata.map((automaton) => automaton.acceptance);
  }

  /** Whether a move may leave this state at all. */
  starts(move: Move, state: number): boolean {
    for (const { predicate, positive } of move.state)
      if (this.observations.state(predicate, state) !== positive) return false;
    return true;
  }

  /** Whether a move goes with a step from a state where it {@link starts}; −1 is the stuttering step. */
  follows(move: Move, state: number, step: number): boolean {
    for (const { predicate, positive } of move.step)
      if (this.observations.step(predicate, state, step) !== positive) return false;
    return true;
  }

  /** Whether any move leaves a node. */
  lives(state: number, at: number): boolean {
    for (const move of this.moves[at] as readonly Move[]) if (this.starts(move, state)) return true;
    return false;
  }

  /** The steps from a node, stuttering first. */
  steps(
    state: number,
    at: number,
    visit: (to: number, next: number, move: Move, step: number) => void,
  ): void {
    const { firsts, targets } = this.observations.steps;
    const end = firsts[state + 1] as number;
    for (const move of this.moves[at] as readonly Move[]) {
      if (!this.starts(move, state)) continue;
      if (this.follows(move, state, -1)) visit(state, move.to, move, -1);
      for (let step = firsts[state] as number; step < end; step++)
        if (this.follows(move, state, step)) visit(targets[step] as number, move.to, move, step);
    }
  }
}

/** A set of nodes, allocated for the automaton states that occur. */
export class NodeSet {
  private readonly sets: (StateSet | undefined)[] = [];

  constructor(private readonly size: number) {}

  has(state: number, at: number): boolean {
    return this.sets[at]?.has(state) === true;
  }

  /** @returns whether it was not there before */
  add(state: number, at: number): boolean {
    let set = this.sets[at];
    if (set === undefined) {
      set = new StateSet(this.size);
      this.sets[at] = set;
    }
    if (set.has(state)) return false;
    set.add(state);
    return true;
  }
}

/** Nodes in two growing columns. */
export class NodeStack {
  private states = new Int32Array(1024);
  private ats = new Int32Array(1024);
  length = 0;

  push(state: number, at: number): void {
    if (this.length === this.states.length) {
      this.states = doubled(this.states);
      this.ats = doubled(this.ats);
    }
    this.states[this.length] = state;
    this.ats[this.length++] = at;
  }

  state(index: number): number {
    return this.states[index] as number;
  }

  at(index: number): number {
    return this.ats[index] as number;
  }

  /** The nodes from an index on, taken off. */
  cut(from: number): Nodes {
    const nodes = { states: this.states.slice(from, this.length), ats: this.ats.slice(from, this.length) };
    this.length = from;
    return nodes;
  }
}

export interface Nodes {
  readonly states: Int32Array;
  readonly ats: Int32Array;
}

export function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * array.length);
  longer.set(array);
  return longer;
}
