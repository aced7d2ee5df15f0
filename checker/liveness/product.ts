/**
 * The product of the state graph with the automata of all properties at once: a node is a state of the graph with a state of
 * one automaton. It is never built; this says what the steps from a node are.
 */

import { longer } from '../arrays.js';
import { known, shiftOf, wordOf, yes } from '../observations.js';
import type { Automaton, Transition } from './automaton.js';
import { type Graph, type Observations, StateSet } from './graph.js';
import { guardsOf, holdsOf } from './guards.js';
import type { Part } from './membership.js';
import type { Literal } from './normal-form.js';

/** A transition of one of the automata, its target counted over all of them. */
export interface Move extends Transition {
  /** The literals of the state, as guards.ts has them. */
  readonly guards: readonly number[];
}

export class Product {
  /** By automaton state, counted over all automata. */
  readonly moves: readonly (readonly Move[])[];
  /** By automaton state: the acceptance bits of its automaton. */
  readonly acceptance: readonly number[];
  /** Whether a behaviour can violate the property by staying at this automaton state's component. */
  readonly accepting: readonly boolean[];
  /** The initial automaton state of each property. */
  readonly initial: readonly number[];

  /** @param automata for the properties in their order */
  constructor(
    readonly graph: Graph,
    readonly observations: Observations,
    automata: readonly Automaton[],
  ) {
    const moves: (readonly Move[])[] = [];
    const acceptance: number[] = [];
    const accepting: boolean[] = [];
    const initial: number[] = [];
    for (const automaton of automata) {
      const first = moves.length;
      initial.push(...automaton.initial.map((state) => first + state));
      for (const state of automaton.states) {
        moves.push(
          state.transitions.map((transition) => ({
            ...transition,
            to: first + transition.to,
            guards: guardsOf(transition.state),
          })),
        );
        acceptance.push(automaton.acceptance);
        accepting.push(state.accepting);
      }
    }
    this.moves = moves;
    this.acceptance = acceptance;
    this.accepting = accepting;
    this.initial = initial;
  }

  /** Whether a run stays in an automaton state whatever the steps are, and is accepted, as long as the states allow it. */
  staysAlone(at: number): boolean {
    const moves = this.moves[at] as readonly Move[];
    const [move] = moves;
    return (
      move !== undefined &&
      moves.length === 1 &&
      move.to === at &&
      move.step.length === 0 &&
      ((this.acceptance[at] as number) & ~move.accepts) === 0
    );
  }

  /** Whether an automaton may stay in its initial state whatever happens: then that state is reached with every state. */
  waits(at: number): boolean {
    const { moves, accepting } = this;
    return (
      accepting[at] !== true &&
      (moves[at] as readonly Move[]).some(
        (move) => move.to === at && move.state.length === 0 && move.step.length === 0,
      )
    );
  }

  /** Whether all that a move leads to is reached also by stuttering with it first, and then staying at where it leads. */
  canBeLater(move: Move): boolean {
    const asked = (literal: Literal) =>
      move.state.some(
        ({ predicate, positive }) => predicate === literal.predicate && positive === literal.positive,
      );
    return (
      move.step.length === 0 &&
      (this.moves[move.to] as readonly Move[]).some(
        (next) => next.to === move.to && next.step.length === 0 && next.state.every(asked),
      )
    );
  }

  /** The accepting automaton states whose runs stay alone in a part of the graph that is entered whatever the steps are. */
  parts(): { readonly at: number; readonly part: Part }[] {
    const { moves, accepting, graph } = this;
    const initial = new Set(this.initial);
    return moves.flatMap((own, at) => {
      const [stay] = own;
      if (stay === undefined || accepting[at] !== true || !this.staysAlone(at)) return [];
      const entered: (readonly number[])[] = [];
      for (const [from, others] of moves.entries()) {
        for (const move of others) {
          if (move.to !== at || from === at) continue;
          if (!initial.has(from) || !this.waits(from) || !this.canBeLater(move)) return [];
          entered.push(move.guards);
        }
      }
      return [{ at, part: { inside: stay.guards, entered, initial: initial.has(at) ? graph.initial : 0 } }];
    });
  }

  /** Whether a move may leave this state at all. */
  starts(move: Move, state: number): boolean {
    const { bits, width } = this.observations;
    return holdsOf(move.guards, bits, state * width) ?? this.startsUnseen(move, state);
  }

  /** The same when one of its literals is false or not known. What is false decides, whatever cannot be evaluated. */
  private startsUnseen({ state: literals }: Move, state: number): boolean {
    const { bits, width } = this.observations;
    for (const { predicate, positive } of literals) {
      const pair = (bits[state * width + wordOf(predicate)] as number) >>> shiftOf(predicate);
      if ((pair & known) !== 0 && ((pair & yes) === yes) !== positive) return false;
    }
    return literals.every((literal) => this.holds(literal, state, -1));
  }

  /** Whether a move goes with a step from a state where it {@link starts}; −1 is the stuttering step. */
  follows(move: Move, state: number, step: number): boolean {
    for (const literal of move.step) if (!this.holds(literal, state, step)) return false;
    return true;
  }

  /** The bits that a step from a state accepts with a move; −1 is the stuttering step. */
  accepted(move: Move, state: number, step: number): number {
    let bits = move.accepts;
    for (const { literal, bit } of move.recurs) if (this.holds(literal, state, step)) bits |= bit;
    return bits;
  }

  /** The bits that some step from a state may accept with a move. */
  acceptable(move: Move, state: number): number {
    let bits = move.accepts;
    for (const { literal, bit } of move.recurs)
      if (literal.table === 'step' || this.holds(literal, state, -1)) bits |= bit;
    return bits;
  }

  private holds({ table, predicate, positive }: Literal, state: number, step: number): boolean {
    const { observations } = this;
    const value =
      table === 'state' ? observations.state(predicate, state) : observations.step(predicate, state, step);
    return value === positive;
  }

  /** Whether any move leaves a node. */
  lives(state: number, at: number): boolean {
    const moves = this.moves[at] as readonly Move[];
    for (let index = 0; index < moves.length; index++)
      if (this.starts(moves[index] as Move, state)) return true;
    return false;
  }

  /** The same as far as it is known without evaluating anything. */
  surely(state: number, at: number): boolean | undefined {
    const { bits, width } = this.observations;
    const moves = this.moves[at] as readonly Move[];
    let answer: boolean | undefined = false;
    for (let number = 0; number < moves.length; number++) {
      const starts = holdsOf((moves[number] as Move).guards, bits, state * width);
      if (starts === true) return true;
      if (starts === undefined) answer = undefined;
    }
    return answer;
  }

  /** The steps from a node, stuttering first. */
  steps(
    state: number,
    at: number,
    visit: (to: number, next: number, move: Move, step: number) => void,
  ): void {
    const { firsts, targets } = this.graph.steps;
    const first = firsts[state] as number;
    const last = first + (targets[first] as number);
    for (const move of this.moves[at] as readonly Move[]) {
      if (!this.starts(move, state)) continue;
      if (this.follows(move, state, -1)) visit(state, move.to, move, -1);
      for (let step = first + 1; step <= last; step++)
        if (this.follows(move, state, step)) visit(targets[step] as number, move.to, move, step);
    }
  }
}

/** A set of nodes, allocated for the automaton states that occur. */
export class NodeSet {
  private readonly sets: (StateSet | undefined)[] = [];
  bytes = 0;

  constructor(private readonly size: number) {}

  has(state: number, at: number): boolean {
    return this.sets[at]?.has(state) === true;
  }

  /** @returns whether it was not there before */
  add(state: number, at: number): boolean {
    let set = this.sets[at];
    if (set === undefined) {
      set = new StateSet(this.size);
      this.bytes += this.size >>> 3;
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

  get bytes(): number {
    return 2 * this.states.byteLength;
  }

  push(state: number, at: number): void {
    if (this.length === this.states.length) {
      this.states = longer(this.states);
      this.ats = longer(this.ats);
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
