/**
 * The temporal side of the seam: how a Model hands its properties and fairness to the checker. Formulas are plain data over two
 * tables of predicates, those of a state and those of a step, which a Model evaluates by their index.
 *
 * A compiled RowModel supplies {@link RowTemporal}: the data as src/semantics/temporal.ts gives it, and the two functions.
 */

import type { Place } from './model.js';

/**
 * A formula of linear temporal logic, read at a position of a behaviour. The operators are TLA+'s (Lamport, Specifying
 * Systems, chapter 8), with `until` for models written by hand.
 */
export type Formula = FormulaNode & {
  /** How it is written: explanations quote it. */
  readonly source?: PredicateInfo;
};

export type FormulaNode =
  | { readonly kind: 'constant'; readonly value: boolean }
  /** A predicate of the state at the position. */
  | { readonly kind: 'state'; readonly predicate: number }
  /**
   * Some step from the position on satisfies the predicate: `<><<A>>_v`; and `[][A]_v` is the negation of `<><<~A>>_v`. Steps
   * are spoken of in no other way, so that no formula depends on stuttering.
   */
  | { readonly kind: 'takes'; readonly predicate: number }
  | { readonly kind: 'not'; readonly operand: Formula }
  | { readonly kind: 'and' | 'or'; readonly items: readonly Formula[] }
  | {
      readonly kind: 'implies' | 'equivalent' | 'leads-to' | 'until';
      readonly left: Formula;
      readonly right: Formula;
    }
  | { readonly kind: 'always' | 'eventually'; readonly operand: Formula };

/** A predicate, or a formula, as a user wrote it. */
export interface PredicateInfo {
  readonly text: string;
  readonly place?: Place;
}

/** What every fair behaviour must satisfy from its first state on. */
export interface Property {
  readonly name: string;
  readonly place?: Place;
  readonly formula: Formula;
  /**
   * State predicates, each the left side of an implication that must always hold: where one is true in no state the property
   * asks for less than it seems to. Those that `formula` shows need not be among them.
   */
  readonly triggers?: readonly number[];
}

/**
 * WF_v(A) or SF_v(A): a behaviour takes `<<A>>_v` infinitely often, or infinitely often (weak), or from some point on
 * (strong), it is not enabled. (Specifying Systems, section 8.4.)
 */
export interface FairnessCondition extends PredicateInfo {
  readonly strength: 'weak' | 'strong';
  /** State predicate: `ENABLED <<A>>_v`. */
  readonly enabled: number;
  /** Step predicate: `<<A>>_v`. */
  readonly taken: number;
}

export interface TemporalData {
  readonly states: readonly PredicateInfo[];
  /** None of them is true of a step that changes nothing: stuttering satisfies no `<<A>>_v`. */
  readonly steps: readonly PredicateInfo[];
  readonly properties: readonly Property[];
  readonly fairness: readonly FairnessCondition[];
  /** What else the specification says of its behaviours: it is taken for granted in every property. */
  readonly assumptions: readonly Formula[];
  /** Invariants that are implications; those not named here ask for something in every state. */
  readonly implications?: readonly Implication[];
}

/** An invariant `P => Q`. */
export interface Implication {
  /** Of the invariant. */
  readonly name: string;
  /** State predicate: P, for whatever is bound around it. Where it is true in no state the invariant says nothing. */
  readonly trigger: number;
}

/** What a {@link Model} may have. */
export interface Temporal<State> extends TemporalData {
  /** @throws EvaluationFault */
  stateHolds(predicate: number, state: State): boolean;
  /** @throws EvaluationFault */
  stepHolds(predicate: number, from: State, to: State): boolean;
}

/** The same for a {@link RowModel}. */
export interface RowTemporal extends TemporalData {
  /** @throws EvaluationFault */
  stateHolds(predicate: number, words: Int32Array, at: number): boolean;
  /** @throws EvaluationFault */
  stepHolds(predicate: number, from: Int32Array, fromAt: number, to: Int32Array, toAt: number): boolean;
  /**
   * The state predicates that the search is to observe (observations.ts says which) all at once: their bits are added to those of
   * a state, which begin at `base`. Absent: they are asked for one by one.
   * @throws EvaluationFault when any of them cannot be evaluated; then no bit was added
   */
  observe?(words: Int32Array, at: number, bits: Int32Array, base: number): void;
}
