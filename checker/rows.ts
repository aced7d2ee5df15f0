/**
 * A Model whose states are rows of 32-bit words: what the search works on. The compiler emits one; any other Model becomes
 * one through {@link rowsOf} (rows of one word: the number of a state object kept on the side).
 */

import type { Value } from '../src/values/value.js';
import type { ActionInfo, EvaluationFault, Explanation, Place } from './model.js';
import type { RowTemporal } from './temporal.js';

export interface RowModel {
  readonly name: string;
  readonly variables: readonly string[];
  readonly actions: readonly ActionInfo[];
  readonly invariants: readonly RowInvariant[];
  /** Whether a state without successors is an error. */
  readonly checkDeadlock: boolean;
  /** What makes one row stand for several states: answers about whole behaviours then come with a warning. */
  readonly merges?: readonly ('SYMMETRY' | 'VIEW')[];

  /** Words of a row. */
  readonly width: number;
  /** The words that identify a state, `[from, to)`: all of them but where a VIEW says otherwise. */
  readonly identity: readonly [from: number, to: number];
  /** Where {@link initial} and {@link expand} leave what they find; the same object in every call. */
  readonly found: FoundRows;

  /** Writes the initial states to `found`. @returns how many rows */
  initial(): number;
  /**
   * Writes the steps from a state to `found`. All or nothing: when it throws, none of the state's steps counts.
   * @returns how many rows
   * @throws EvaluationFault
   * @throws Misfit when a value has no place in a row: ask {@link widen}
   */
  expand(words: Int32Array, at: number): number;
  /**
   * Of the identity words, well mixed in all 32 bits. Absent: the search mixes the words itself, which is faster, for it asks for
   * the hash of every row that is found.
   */
  readonly hash?: (words: Int32Array, at: number) => number;
  /**
   * Of the identity's content: the same in every thread and every run for equal states, whatever the layout (it does not change
   * when the model is widened), and independent of {@link hash}. Asked once a state, so it may take longer.
   */
  contentHash(words: Int32Array, at: number): number;
  /** @returns the index of the first invariant that the state violates, −1 when it violates none. @throws EvaluationFault */
  firstViolated(words: Int32Array, at: number): number;
  /** @throws EvaluationFault */
  holds(invariant: number, words: Int32Array, at: number): boolean;
  /** The CONSTRAINT. Absent: every state is inside. @throws EvaluationFault */
  readonly inside?: (words: Int32Array, at: number) => boolean;
  /** The ACTION_CONSTRAINT. @throws EvaluationFault */
  readonly allows?: (from: Int32Array, fromAt: number, to: Int32Array, toAt: number) => boolean;
  /** Replaces a row by the representative of its orbit under SYMMETRY. The constraints are asked before, of the row as it was found. */
  readonly canonical?: (words: Int32Array, at: number) => void;
  /** Properties of whole behaviours, and fairness. Absent: there are none. */
  readonly temporal?: RowTemporal;
  /**
   * Fairness conditions, by index, of which {@link expand} tells all the steps that take them, in `found.marks`: bit i of a step's
   * word stands for the i-th; −1 where a bit says nothing. At most 32, the same in every thread. Such a condition is enabled
   * exactly where a step takes it that changes something, be it one that a constraint forbids. Only of models whose rows are states.
   */
  readonly marked?: readonly number[];

  /** The values of the variables in a state. */
  values(words: Int32Array, at: number): readonly Value[];
  /**
   * The behaviour through these rows as it really is: with SYMMETRY or a VIEW stored rows need not follow on each other.
   * @param path the first one that of an initial state
   */
  replay(path: readonly Int32Array[]): readonly RealState[];
  /** A total order of states by content: negative, zero or positive as for Array.sort. Rows may hold words that differ from run to run. */
  compare(left: Int32Array, leftAt: number, right: Int32Array, rightAt: number): number;

  /** How to make the same model in another thread; absent: it cannot leave this one. */
  portable?(): PortableModel;
  /** Characters of the program that V8 compiles in every thread that makes the model. */
  readonly codeLength?: number;
  /**
   * A model with room for what did not fit, or a better fitting one, and what rewrites the rows. Only asked of the model in the
   * main thread.
   * @param rows shows every row that will be rewritten
   */
  widen?(misfit: Misfit, rows: (visit: (words: Int32Array, at: number) => void) => void): Widened;
  /** After how many states {@link widen} is to be asked for a better layout, with a Misfit of no value. */
  readonly reviewAt?: number;

  readonly explain?: RowExplainer;
}

/** Rows found by one call, `width` words each, one after the other. The arrays are replaced when they become too short. */
export interface FoundRows {
  words: Int32Array;
  /** Index in `actions` of each row; unused for initial states. */
  actions: Int32Array;
  /** How often each row counts as generated: a step with several witnesses is one row. */
  times: Int32Array;
  /** Which fairness conditions each step takes, as {@link RowModel.marked} has them: present where it has some. */
  marks?: Int32Array;
  /** How many states composed actions went through on the way: they count as generated, and are no rows. */
  between: number;
}

export interface RowInvariant {
  readonly name: string;
  /** `state-space`: a variable must stay in the set it was declared with. */
  readonly kind: 'invariant' | 'state-space';
  readonly place?: Place;
}

export interface RealState {
  /** −1 for an initial state. */
  readonly action: number;
  readonly values: readonly Value[];
}

/** Explanations speak of values, not of rows: the model's readable meaning gives them. */
export interface RowExplainer {
  invariant?(index: number, state: readonly Value[]): Explanation;
  deadlock?(state: readonly Value[]): Explanation;
  /** Why a state predicate of the temporal part has the value that it has. */
  statePredicate?(predicate: number, value: boolean, state: readonly Value[]): Explanation;
  /** Why a step satisfies a step predicate of the temporal part. */
  stepPredicate?(predicate: number, from: readonly Value[], to: readonly Value[]): Explanation;
  arguments?(from: readonly Value[], action: number, to: readonly Value[]): readonly (Value | undefined)[];
  /** The error that expanding or checking this state leads to, in full; `undefined`: the initial states. */
  fault?(state: readonly Value[] | undefined): EvaluationFault | undefined;
}

/** Structured-cloneable, SharedArrayBuffers included. */
export interface PortableModel {
  /** URL of a module that exports `openRows(data): RowModel`. */
  readonly module: string;
  readonly data: unknown;
}

export interface Widened {
  readonly model: RowModel;
  /** Rewrites a row of the old model as one of the new. */
  convert(from: Int32Array, fromAt: number, to: Int32Array, toAt: number): void;
}

/** A value that the rows have no room for. */
export class Misfit extends Error {
  override readonly name = 'Misfit';
  constructor(
    /** Index of the variable; −1 when the layout is only to be reviewed. */
    readonly variable: number,
    /** Structured-cloneable: what the model's `widen` needs to know. */
    readonly detail: unknown,
  ) {
    super('A value does not fit the layout of its variable.');
  }
}
