/**
 * The seam: what a model checker needs to know of a system, and nothing of how it is written down.
 * A compiled spec, an interpreted spec and a plain object written in TypeScript are all Models.
 */

import type { Value } from '../src/values/value.js';
import type { Temporal } from './temporal.js';

/** A place in a user's file; lines and columns from 1, the end exclusive. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/**
 * A state space given by functions on states.
 *
 * `State` is opaque to the checker: two states are the same when `values` gives equal values for them.
 * Every function must be pure; what one throws stops the search (an {@link EvaluationFault} as the verdict `error`).
 */
export interface Model<State> {
  readonly name: string;
  /** In the order of `values`. */
  readonly variables: readonly string[];
  /** What a step can be called; a step refers to its action by index. */
  readonly actions: readonly ActionInfo[];
  /** The values of the variables in a state: its identity, and how it is printed. */
  values(state: State): readonly Value[];
  /** Initial states, in any order, repetitions included. */
  initial(): Iterable<State>;
  /** Every step from a state, witness by witness, repetitions included. */
  successors(state: State): Iterable<Step<State>>;
  /** How many states composed actions went through when `successors` was last gone through: they count as generated. */
  readonly between?: () => number;
  readonly invariants: readonly Invariant<State>[];
  /** States outside are checked and counted as generated, but neither counted as distinct nor explored. */
  readonly constraint?: (state: State) => boolean;
  /** Steps that do not satisfy it are not taken; they and the states that they lead to are checked. Asked of states inside only. */
  readonly actionConstraint?: (from: State, to: State) => boolean;
  /** States with equal views are one state. */
  readonly view?: (state: State) => Value;
  /** The representative of a state's orbit under symmetry. */
  readonly canonical?: (state: State) => State;
  /** Whether a state without successors is an error. */
  readonly checkDeadlock: boolean;
  /** Properties of whole behaviours, and fairness. Absent: there are none. */
  readonly temporal?: Temporal<State>;
  /** Says why; asked only when there is something to explain. */
  readonly explain?: Explainer<State>;
}

export interface ActionInfo {
  readonly name: string;
  readonly place?: Place;
  /** A condition by which it must be taken when it stays enabled, as a user may write it. Absent: `WF_vars(name)`. */
  readonly fairness?: string;
}

export interface Step<State> {
  /** Index in `Model.actions`. */
  readonly action: number;
  readonly state: State;
}

export interface Invariant<State> {
  readonly name: string;
  /** `state-space`: a variable must stay in the set it was declared with. */
  readonly kind: 'invariant' | 'state-space';
  readonly place?: Place;
  holds(state: State): boolean;
}

/** Explanations are a tree of sentences, each with the place it speaks of and the values that matter. */
export interface Explanation {
  readonly text: string;
  readonly place?: Place;
  readonly values?: readonly { readonly expression: string; readonly value: Value }[];
  readonly children?: readonly Explanation[];
}

export interface Explainer<State> {
  /** Which conjunct is false, the witnesses of its quantifiers, the values of its parts. */
  invariant?(index: number, state: State): Explanation;
  /** For each action the nearest miss. */
  deadlock?(state: State): Explanation;
  /** Why a state predicate of the temporal part has the value that it has. */
  statePredicate?(predicate: number, value: boolean, state: State): Explanation;
  /** Why a step satisfies a step predicate of the temporal part. */
  stepPredicate?(predicate: number, from: State, to: State): Explanation;
  /** The arguments that an action was taken with, as `rm1` in `Prepare(rm1)`; undefined in the place of an operator. */
  arguments?(from: State, action: number, to: State): readonly (Value | undefined)[];
}

/** An error while a model was evaluated, as a Model throws it. */
export class EvaluationFault extends Error {
  override readonly name = 'EvaluationFault';
  constructor(
    /** Stable, for looking up: `domain`, `no-witness`, `unlike-kinds`, … */
    readonly code: string,
    message: string,
    readonly place?: Place,
    /** The operator calls that led there, innermost first, with the values that matter. */
    readonly explanation?: Explanation,
  ) {
    super(message);
  }
}
