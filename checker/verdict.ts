/** What a check found: all that a report needs, in plain data and values. */

import type { Value } from '../src/values/value.js';
import type { Explanation, Place } from './model.js';

export type VerdictKind =
  | 'holds'
  | 'deadlock'
  | 'violation'
  | 'liveness'
  | 'assumption'
  | 'incomplete'
  | 'error';

export interface Verdict {
  readonly kind: VerdictKind;
  /** Every state found, initial states and repeats included. */
  readonly generated: number;
  /** Different states, after VIEW and SYMMETRY, inside the CONSTRAINT. */
  readonly distinct: number;
  /** States on the longest shortest path; 0 when there is no state. */
  readonly depth: number;
  readonly seconds: number;
  /** Threads that might explore. */
  readonly workers: number;
  /** The most bytes of memory that the process has held. */
  readonly memory: number;
  /** In the order of the model's actions; those of one name added up. */
  readonly coverage: readonly ActionCoverage[];
  /** What was never evaluated; only where it was asked for. */
  readonly expressions?: ExpressionCoverage;
  /** Empty when it holds; several with `continue`. */
  readonly violations: readonly Violation[];
  /** Why it is incomplete: the limit that was reached, the properties that were not checked. */
  readonly incomplete: readonly string[];
  readonly warnings: readonly string[];
}

export interface ActionCoverage {
  readonly name: string;
  readonly place?: Place;
  /** Steps found. */
  readonly generated: number;
  /** Steps that gave a new state. */
  readonly distinct: number;
}

/** What a second look at the states found, the nearest first, says of the expressions of a specification. */
export interface ExpressionCoverage {
  /** States explored until every expression had been evaluated, or there was no more to explore. */
  readonly states: number;
  /** Whether the bound of that look was reached: there are states that it has not seen. */
  readonly bounded: boolean;
  readonly interrupted: boolean;
  /** In the order of the text; of an expression and its parts only the expression. */
  readonly neverEvaluated: readonly UnevaluatedExpression[];
}

export interface UnevaluatedExpression {
  readonly place: Place;
  /** In one line. */
  readonly text: string;
}

export interface Violation {
  readonly kind:
    | 'invariant'
    | 'state-space'
    | 'deadlock'
    | 'property'
    | 'assumption'
    | 'postcondition'
    | 'error';
  /** The invariant, property or variable; `deadlock`; for an error its code. */
  readonly name: string;
  readonly message: string;
  readonly place?: Place;
  readonly trace: Trace;
  readonly explanation?: Explanation;
}

/** A behaviour: its states in order; a lasso goes on from the last state back to `loop`. */
export interface Trace {
  readonly variables: readonly string[];
  readonly states: readonly TraceState[];
  /** Index (from 0) of the state that the last one steps back to; equal to the last index when it stutters forever. Absent: a finite prefix. */
  readonly loop?: number;
  /** The step that closes the loop. */
  readonly loopAction?: StepLabel;
}

export interface TraceState {
  /** Absent in the first state. */
  readonly action?: StepLabel;
  /** In the order of `Trace.variables`. */
  readonly values: readonly Value[];
  /** What reports show in the place of the variables, in this order. Absent: the variables themselves. */
  readonly alias?: readonly NamedValue[];
}

export interface NamedValue {
  readonly name: string;
  readonly value: Value;
}

export interface StepLabel {
  readonly name: string;
  /** The values of the action's parameters, in order; one that is an operator has none, and is left out. */
  readonly arguments: readonly Value[];
  /** With arguments, as in `Prepare(rm1)`. */
  readonly text: string;
  readonly place?: Place;
}

/** The worst of what was found. */
export function kindOf(violations: readonly Violation[], incomplete: readonly string[]): VerdictKind {
  const kinds = new Set(violations.map((violation) => violation.kind));
  if (kinds.has('error')) return 'error';
  const unsafe = violations.some(({ kind, trace }) => kind === 'property' && trace.loop === undefined);
  if (unsafe || kinds.has('invariant') || kinds.has('state-space')) return 'violation';
  if (kinds.has('deadlock')) return 'deadlock';
  if (kinds.has('property')) return 'liveness';
  return incomplete.length > 0 ? 'incomplete' : 'holds';
}
