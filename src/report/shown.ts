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

/** How a behaviour that violates a liveness property goes on for ever: absent where a behaviour only leads somewhere. */
export function goingOn({ states, loop, loopAction }: Trace): string | undefined {
  if (loop === undefined) return undefined;
  return loop === states.length - 1
    ? 'stutters for ever'
    : `${loopAction?.text ?? 'a step'}, back to state ${loop + 1}`;
}
