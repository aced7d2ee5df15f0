/**
 * A property taken apart: what a search can check as it goes, and what needs the whole graph. A conjunction holds when its
 * parts do, and `[]` may be moved inwards; nothing cleverer is done (Alpern and Schneider, "Recognizing safety and liveness",
 * Distributed Computing 2, 1987, say what could be).
 */

import type { Formula } from '../temporal.js';

export interface Parts {
  /** Formulas over state predicates, without temporal operators: true of every initial state. */
  readonly initially: readonly Formula[];
  /** The same, true of every state. */
  readonly always: readonly Formula[];
  /** Predicates that no step satisfies: `~A` of `[][A]_v`. */
  readonly never: readonly number[];
  /** The rest, which only whole behaviours can violate. */
  readonly liveness: Formula | undefined;
}

export function partsOf(formula: Formula): Parts {
  const initially: Formula[] = [];
  const always: Formula[] = [];
  const never: number[] = [];
  const liveness: Formula[] = [];
  const split = (part: Formula): void => {
    if (part.kind === 'and') part.items.forEach(split);
    else if (isPropositional(part)) initially.push(part);
    else if (part.kind === 'not' && part.operand.kind === 'takes') never.push(part.operand.predicate);
    else if (part.kind === 'not' && part.operand.kind === 'not') split(part.operand.operand);
    else if (part.kind === 'always') splitAlways(part.operand, part);
    else liveness.push(part);
  };
  const splitAlways = (operand: Formula, whole: Formula): void => {
    if (operand.kind === 'and')
      for (const item of operand.items) splitAlways(item, { kind: 'always', operand: item });
    else if (isPropositional(operand)) always.push(operand);
    // [][]F and [][][A]_v say no more than []F and [][A]_v.
    else if (operand.kind === 'always') split(operand);
    else if (operand.kind === 'not' && operand.operand.kind === 'takes')
      never.push(operand.operand.predicate);
    else liveness.push(whole);
  };
  split(formula);
  const [only] = liveness;
  const rest: Formula | undefined =
    liveness.length > 1 ? { kind: 'and', items: liveness } : only === undefined ? undefined : only;
  return { initially, always, never, liveness: rest };
}

/** Whether a formula speaks of one state only. */
export function isPropositional(formula: Formula): boolean {
  switch (formula.kind) {
    case 'constant':
    case 'state':
      return true;
    case 'not':
      return isPropositional(formula.operand);
    case 'and':
    case 'or':
      return formula.items.every(isPropositional);
    case 'implies':
    case 'equivalent':
      return isPropositional(formula.left) && isPropositional(formula.right);
    default:
      return false;
  }
}

/** The value of a formula that speaks of one state only. */
export function holdsNow(formula: Formula, holds: (predicate: number) => boolean): boolean {
  switch (formula.kind) {
    case 'constant':
      return formula.value;
    case 'state':
      return holds(formula.predicate);
    case 'not':
      return !holdsNow(formula.operand, holds);
    case 'and':
      return formula.items.every((item) => holdsNow(item, holds));
    case 'or':
      return formula.items.some((item) => holdsNow(item, holds));
    case 'implies':
      return !holdsNow(formula.left, holds) || holdsNow(formula.right, holds);
    case 'equivalent':
      return holdsNow(formula.left, holds) === holdsNow(formula.right, holds);
    default:
      throw new Error(`\`${formula.kind}\` speaks of more than one state.`);
  }
}
