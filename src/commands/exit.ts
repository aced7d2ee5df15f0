/** Exit status: TLC's where TLC has one. */

import type { VerdictKind } from '../../checker/verdict.js';

export const exitStatus = {
  holds: 0,
  failed: 1,
  usage: 2,
  unresolved: 3,
  error: 4,
  assumption: 10,
  deadlock: 11,
  violation: 12,
  liveness: 13,
  incomplete: 14,
} as const satisfies Record<VerdictKind | 'failed' | 'usage' | 'unresolved', number>;

/** From the worst to the best: a tool that failed says nothing, then a text that says nothing, then what a spec says. */
const order = [
  exitStatus.failed,
  exitStatus.usage,
  exitStatus.unresolved,
  exitStatus.error,
  exitStatus.violation,
  exitStatus.deadlock,
  exitStatus.liveness,
  exitStatus.assumption,
  exitStatus.incomplete,
  exitStatus.holds,
] as const;

/** The worst of several exit statuses; 0 of none. */
export function worstOf(statuses: readonly number[]): number {
  return order.find((status) => statuses.includes(status)) ?? exitStatus.holds;
}
