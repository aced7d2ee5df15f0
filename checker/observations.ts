/**
 * The values of state predicates that liveness properties speak of: two bits each, in words of their own for every state. A
 * search fills them in as it explores, each thread those of its states; what is left out is evaluated when it is wanted.
 */

import type { LivenessPart } from './properties.js';
import { isFault, isMisfit } from './steps.js';
import type { Formula, RowTemporal } from './temporal.js';

/** Two bits of a predicate: the lower says whether its value is known, the upper what it is. */
export const known = 1;
export const yes = 3;
export const no = 1;

const predicatesAWord = 16;

/** Words a state. */
export function observationWidth(predicates: number): number {
  return Math.max(1, Math.ceil(predicates / predicatesAWord));
}

/** Index of the word of a predicate, of those of one state. */
export function wordOf(predicate: number): number {
  return predicate >>> 4;
}

/** Where in its word a predicate's two bits begin. */
export function shiftOf(predicate: number): number {
  return (predicate & 15) << 1;
}

/** The state predicates of formulas, each once. Those of fairness conditions are not among them: few of their values are wanted. */
export function observedPredicates(
  parts: readonly LivenessPart[],
  assumptions: readonly Formula[],
): number[] {
  const found = new Set<number>();
  const collect = (formula: Formula): void => {
    if (formula.kind === 'state') found.add(formula.predicate);
    if ('operand' in formula) collect(formula.operand);
    if ('items' in formula) formula.items.forEach(collect);
    if ('left' in formula) {
      collect(formula.left);
      collect(formula.right);
    }
  };
  for (const { formula } of parts) collect(formula);
  assumptions.forEach(collect);
  return [...found].sort((left, right) => left - right);
}

/** Evaluates the predicates on the states that one thread explores. */
export class Observer {
  private readonly width: number;

  constructor(
    private readonly bits: Int32Array,
    private readonly temporal: RowTemporal,
    private readonly predicates: readonly number[],
  ) {
    this.width = observationWidth(temporal.states.length);
  }

  /** A predicate that cannot be evaluated stays unknown: perhaps nobody asks for its value in this state. */
  observe(state: number, words: Int32Array, at: number): void {
    const { bits, temporal, predicates } = this;
    const base = state * this.width;
    if (temporal.observe !== undefined) {
      try {
        temporal.observe(words, at, bits, base);
        return;
      } catch (error) {
        if (!isFault(error) && !isMisfit(error)) throw error;
      }
    }
    for (let index = 0; index < predicates.length; index++) {
      const predicate = predicates[index] as number;
      try {
        const value = temporal.stateHolds(predicate, words, at) ? yes : no;
        const place = base + wordOf(predicate);
        bits[place] = (bits[place] as number) | (value << shiftOf(predicate));
      } catch (error) {
        if (!isFault(error) && !isMisfit(error)) throw error;
      }
    }
  }
}
