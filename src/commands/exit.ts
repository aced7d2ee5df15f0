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
