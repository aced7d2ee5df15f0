/** The error that a state leads to, in the interpreter's words: the compiled program only knows that there is one. */

import { holdsNow } from '../../checker/liveness/parts.js';
import { EvaluationFault } from '../../checker/model.js';
import { propertyParts } from '../../checker/properties.js';
import type { Interpreted, InterpretedState } from '../interpret/model.js';
import { sameValue, type Value } from '../values/value.js';

/** The code of an error that the interpreter knows nothing of. */
export const enginesDiffer = 'engines-differ';

/**
 * Asks the interpreter all that the search asks of a state, in the same order, until it fails.
 * @param values of the state whose check or expansion failed; undefined: the initial states cannot be found
 */
export function faultOf(interpreted: Interpreted, values: InterpretedState | undefined): EvaluationFault {
  try {
    if (values === undefined) initial(interpreted);
    else {
      check(interpreted, values);
      expand(interpreted, values);
    }
  } catch (error) {
    if (error instanceof EvaluationFault) return error;
    throw error;
  }
  return new EvaluationFault(
    enginesDiffer,
    'The compiled specification cannot be evaluated in a state in which the interpreted one can.',
  );
}

function initial({ initial: first, constraint, view }: Interpreted): void {
  const inside = [...first()].filter((state) => constraint?.(state) !== false);
  for (const state of inside) view?.(state);
}

function check(interpreted: Interpreted, state: InterpretedState): void {
  const { invariants, temporal } = interpreted;
  for (const invariant of invariants) invariant.holds(state);
  if (temporal === undefined) return;
  for (const part of propertyParts(temporal).safety) {
    if (part.kind === 'never' || (part.kind === 'initially' && !isInitial(interpreted, state))) continue;
    holdsNow(part.formula, (predicate) => temporal.stateHolds(predicate, state));
  }
}

function expand(interpreted: Interpreted, from: InterpretedState): void {
  const { temporal, actionConstraint, constraint, view } = interpreted;
  const never = propertyParts(temporal).safety.flatMap((part) =>
    part.kind === 'never' ? [part.predicate] : [],
  );
  const inside: InterpretedState[] = [];
  for (const { state } of [...interpreted.successors(from)]) {
    const within = constraint?.(state) !== false && actionConstraint?.(from, state) !== false;
    for (const predicate of never) temporal?.stepHolds(predicate, from, state);
    if (within) inside.push(state);
  }
  for (const state of inside) view?.(state);
}

function isInitial({ initial: first }: Interpreted, state: InterpretedState): boolean {
  return [...first()].some((other) => other.every((value, index) => sameValue(value, state[index] as Value)));
}
