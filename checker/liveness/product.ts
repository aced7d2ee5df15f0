/**
 * The product of the state graph with the automata of all properties at once: a node is a state of the graph with a state of
 * one automaton. It is never built; this says what the steps from a node are.
 */

import { longer } from '../arrays.js';
import { known, no, shiftOf, wordOf, yes } from '../observations.js';
import type { Automaton, Transition } from './automaton.js';
import { type Graph, type Observations, StateSet } from './graph.js';
import type { Literal } from './normal-form.js';

/** The bits that say whether a value is known. */
const allKnown = 0x55555555;

/** A transition of one of the automata, its target counted over all of them. */
export interface Move extends Transition {
  /**
   * The literals of the state, as the observed bits must be: of a word (by its index) those under a mask must be what is given.
   * Three numbers each, one after the other.
   */
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

  /** Whether a move may leave this state at all. */
  starts(move: Move, state: number): boolean {
    const { bits, width } = this.observations;
    const { guards } = move;
    const base = state * width;
    for (let index = 0; index < guards.length; index += 3) {
      const mask = guards[index + 1] as number;
      const pairs = (bits[base + (guards[index] as number)] as number) & mask;
      if (pairs === guards[index + 2]) continue;
      return (pairs & allKnown) !== (mask & allKnown) && this.startsUnseen(move, state);
    }
    return true;
  }

  /** The same when one of its literals is false or not known. What is false decides, whatever cannot be evaluated. */
  private startsUnseen({ state: literals }: Move, state: number): boolean {
    const { observations } = this;
    const { bits, width } = observations;
    for (const { predicate, positive } of literals) {
      const pair = (bits[state * width + wordOf(predicate)] as number) >>> shiftOf(predicate);
      if ((pair & known) !== 0 && ((pair & yes) === yes) !== positive) return false;
    }
    return literals.every(({ predicate, positive }) => observations.state(predicate, state) === positive);
  }

  /** Whether a move goes with a step from a state where it {@link starts}; −1 is the stuttering step. */
  follows(move: Move, state: number, step: number): boolean {
    for (const { predicate, positive } of move.step)
      if (this.observations.step(predicate, state, step) !== positive) return false;
    return true;
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
      const { guards } = moves[number] as Move;
      let starts: boolean | undefined = true;
      for (let index = 0; index < guards.length && starts !== false; index += 3) {
        const mask = guards[index + 1] as number;
        const pairs = (bits[state * width + (guards[index] as number)] as number) & mask;
        if (pairs === guards[index + 2]) continue;
        starts = (pairs & allKnown) === (mask & allKnown) ? false : undefined;
      }
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

function guardsOf(literals: readonly Literal[]): number[] {
  const words = new Map<number, { mask: number; wanted: number }>();
  for (const { predicate, positive } of literals) {
    const { mask, wanted } = words.get(wordOf(predicate)) ?? { mask: 0, wanted: 0 };
    const shift = shiftOf(predicate);
    words.set(wordOf(predicate), {
      mask: mask | (yes << shift),
      wanted: wanted | ((positive ? yes : no) << shift),
    });
  }
  return [...words].flatMap(([word, { mask, wanted }]) => [word, mask, wanted]);
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
