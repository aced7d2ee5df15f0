/** What reports show of a state: its variables, or what an ALIAS puts in their place. */

import type { NamedValue, Trace, TraceState } from '../../checker/verdict.js';

export function shownState(
  { variables }: Pick<Trace, 'variables'>,
  { values, alias }: TraceState,
): readonly NamedValue[] {
  if (alias !== undefined) return alias;
  return variables.flatMap((name, index) => {
    const value = values[index];
    return value === undefined ? [] : [{ name, value }];
  });
}
