/** Checks a model: a breadth-first search, so that every counterexample is a shortest one. */

import { conclude } from './conclusion.js';
import type { Model } from './model.js';
import type { CheckOptions } from './options.js';
import type { RowModel } from './rows.js';
import { rowsOf } from './rows-of.js';
import { Search } from './search.js';
import type { Verdict } from './verdict.js';

/**
 * Explores a model breadth-first and says whether its invariants hold in every reachable state.
 *
 * @example
 * const verdict = await check(model);
 * if (verdict.kind === 'violation') console.log(verdict.violations[0]?.trace.states.length);
 * @throws what the model throws, but for an EvaluationFault, which is the verdict `error`
 */
export function check<State>(model: Model<State>, options: CheckOptions = {}): Promise<Verdict> {
  return checkRows(rowsOf(model), options);
}

/** The same for a model whose states are rows of words, as a compiled spec is. */
export async function checkRows(model: RowModel, options: CheckOptions = {}): Promise<Verdict> {
  const search = new Search(model, options);
  await search.run();
  return conclude(search);
}
