/** How often each action was taken, and how many new states it gave. */

import { type Arena, actionBits } from './arena.js';
import { counterLength } from './explorer.js';
import type { ActionInfo } from './model.js';
import type { ActionCoverage } from './verdict.js';

/** Names of actions in a warning. */
const mostNames = 5;

/** One counter of all threads: 0 is that of the generated states, 1 + a that of action a. */
export function summed(counts: Float64Array, actions: number, counter: number): number {
  let sum = 0;
  for (let at = counter; at < counts.length; at += counterLength(actions)) sum += counts[at] as number;
  return sum;
}

/**
 * In the order of the actions; those of one name added up.
 * @param counts what the threads counted
 * @param initial how many states are initial: no action found them
 */
export function coverageOf(
  actions: readonly ActionInfo[],
  counts: Float64Array,
  arena: Arena,
  initial: number,
): ActionCoverage[] {
  const fresh = freshStates(actions.length, arena, initial);
  const byName = new Map<string, ActionCoverage>();
  actions.forEach(({ name, place }, index) => {
    const sum = byName.get(name);
    byName.set(name, {
      name,
      ...(place === undefined ? {} : { place }),
      generated: (sum?.generated ?? 0) + summed(counts, actions.length, 1 + index),
      distinct: (sum?.distinct ?? 0) + (fresh[index] as number),
    });
  });
  return [...byName.values()];
}

/** How many states each action was the first to find: by meta, which has the least of all actions that lead there. */
function freshStates(actions: number, arena: Arena, initial: number): Float64Array {
  const fresh = new Float64Array(actions);
  const shift = 32 - actionBits(actions);
  const { size } = arena;
  for (let number = initial; number < size; number++) {
    const action = arena.meta(number) >>> shift;
    fresh[action] = (fresh[action] as number) + 1;
  }
  return fresh;
}

/** Warns of actions that were enabled in no state, given the coverage of a search that was complete. Steps that a constraint forbids count. */
export function neverEnabled(coverage: readonly ActionCoverage[]): string[] {
  const names = coverage.filter(({ generated }) => generated === 0).map(({ name }) => name);
  if (names.length === 0) return [];
  const shown = names.slice(0, mostNames);
  const rest = names.length - shown.length;
  const all = rest === 0 ? shown.join(', ') : `${shown.join(', ')} and ${rest} more`;
  return [
    `${all} ${names.length === 1 ? 'is' : 'are'} never enabled: what holds says nothing of such steps. --coverage shows what was never evaluated.`,
  ];
}
