/** Where the code of steps is being written. */

import type { Definition, Expression } from '../../semantics/spec.js';
import type { Scope, Site } from './scope.js';

/** What is written where a formula has been satisfied. */
export type Found = (site: StepSite) => void;

export interface StepSite extends Site {
  /** Code of numbers whose product is how many witnesses lead here. */
  readonly times: readonly string[];
  /** How many loops stand around: what is written once there may be reached any number of times. */
  readonly loops: number;
  /** The definitions that Next entered on the way here, each with the scope of its body. */
  readonly ways: readonly { readonly definition: Definition; readonly scope: Scope }[];
}

/** Sets of at most so many members get code of their own for each. */
const unrolled = 16;

/** How many copies of an expression's code may be written. */
export function room(node: Expression, site: Site): number {
  const size = site.emitter.sizeOfExpression(node);
  return site.emitter.copies(size <= 150 ? unrolled : size <= 500 ? 4 : 0);
}
