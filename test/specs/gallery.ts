/** What every spec of the gallery is expected to give: one row a model that is checked here. */

import type { VerdictKind } from '../../checker/verdict.js';

export interface Row {
  /** The default model where there is none. */
  readonly model?: string;
  readonly verdict: VerdictKind;
  readonly generated: number;
  readonly distinct: number;
  readonly depth: number;
  /** The invariant that is violated, and the states of the shortest behaviour that shows it. */
  readonly violated?: readonly [name: string, states: number];
}

const holds = (generated: number, distinct: number, depth: number, model?: string): Row => ({
  verdict: 'holds',
  generated,
  distinct,
  depth,
  ...(model === undefined ? {} : { model }),
});

const violates = (name: string, states: number, generated: number, distinct: number, depth: number): Row => ({
  verdict: 'violation',
  violated: [name, states],
  generated,
  distinct,
  depth,
});

/** By file name; columns: generated, distinct, depth. The level of a violation is explored to its end. */
export const gallery: Readonly<Record<string, readonly Row[]>> = {
  'die-hard.spec': [violates('NotSolved', 7, 73, 14, 7), holds(97, 16, 8, 'explore')],
  'lamport-clock-converse.spec': [violates('Converse', 4, 91, 67, 4)],
  'lamport-clock.spec': [holds(1_789, 1_062, 7), holds(4_747, 2_154, 7, 'three')],
  'paxos-disjoint-quorums.spec': [violates('Agreement', 10, 7_187, 2_811, 10)],
  'paxos-forgotten-promise.spec': [violates('Agreement', 13, 41_257, 16_067, 13)],
  'paxos-ignored-vote.spec': [violates('Agreement', 13, 14_803, 6_033, 13)],
  'paxos.spec': [holds(18_727, 6_353, 18)],
  'two-phase-commit.spec': [holds(1_146, 288, 11), holds(58_146, 8_832, 17, 'five')],
  'vector-clock-no-merge.spec': [violates('Exact', 3, 23, 19, 3)],
  'vector-clock.spec': [holds(1_789, 1_062, 7), holds(4_747, 2_154, 7, 'three')],
};
