/** The parts of properties that the search checks as it goes: the rest is for checker/liveness when the graph is complete. */

import { holdsNow, type Parts, partsOf } from './liveness/parts.js';
import type { Formula, Property, RowTemporal, TemporalData } from './temporal.js';

/** A part that one state, or one step, can violate. */
export type SafetyPart = { readonly property: Property } & (
  | { readonly kind: 'initially' | 'always'; readonly formula: Formula }
  /** The step predicate that no step may satisfy. */
  | { readonly kind: 'never'; readonly predicate: number }
);

export interface LivenessPart {
  readonly property: Property;
  readonly formula: Formula;
}

/** All that properties ask for, in their order. */
export interface PropertyParts {
  readonly safety: readonly SafetyPart[];
  readonly liveness: readonly LivenessPart[];
}

export function propertyParts(temporal: TemporalData | undefined): PropertyParts {
  const parts = (temporal?.properties ?? []).map((property) => ({ property, ...partsOf(property.formula) }));
  return {
    safety: parts.flatMap(safetyOf),
    liveness: parts.flatMap(({ property, liveness }) =>
      liveness === undefined ? [] : [{ property, formula: liveness }],
    ),
  };
}

function safetyOf({ property, initially, always, never }: Parts & { property: Property }): SafetyPart[] {
  return [
    ...initially.map((formula): SafetyPart => ({ property, kind: 'initially', formula })),
    ...always.map((formula): SafetyPart => ({ property, kind: 'always', formula })),
    ...never.map((predicate): SafetyPart => ({ property, kind: 'never', predicate })),
  ];
}

/** Whether a row satisfies a part that speaks of one state. @throws EvaluationFault */
export function rowSatisfies(
  temporal: RowTemporal,
  formula: Formula,
  words: Int32Array,
  at: number,
): boolean {
  return holdsNow(formula, (predicate) => temporal.stateHolds(predicate, words, at));
}
