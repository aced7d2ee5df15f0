/** What every spec of the gallery is expected to give: one row a model that is checked here. */

import type { VerdictKind } from '../../checker/verdict.js';

export interface Row {
  /** The default model where there is none. */
  readonly model?: string;
  readonly verdict: VerdictKind;
  readonly generated: number;
  readonly distinct: number;
  readonly depth: number;
  /**
   * The invariant or property that is violated, and the states of the behaviour that shows it; of a lasso also the number
   * (from 1) of the state that it goes back to, the last one when it stutters for ever.
   */
  readonly violated?: readonly [name: string, states: number, back?: number];
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

const refuted = (
  name: string,
  lasso: readonly [states: number, back: number],
  generated: number,
  distinct: number,
  depth: number,
): Row => ({ verdict: 'liveness', violated: [name, ...lasso], generated, distinct, depth });

/** By file name; columns: generated, distinct, depth. The level of a violation is explored to its end. */
export const gallery: Readonly<Record<string, readonly Row[]>> = {
  'alternating-bit-weak.spec': [refuted('Delivered', [5, 2], 332, 98, 14)],
  'alternating-bit.spec': [holds(332, 98, 14)],
  'bakery-stopping.spec': [refuted('FirstEnters', [5, 5], 182, 112, 24)],
  'bakery.spec': [holds(182, 112, 24)],
  'byzantine-generals-three.spec': [violates('Obedience', 4, 106, 90, 4)],
  'byzantine-generals.spec': [holds(1_140, 638, 8)],
  'chandy-lamport-no-channels.spec': [violates('ReachesTheEnd', 6, 237, 201, 6)],
  'chandy-lamport-overtaking.spec': [violates('NoCoinLost', 5, 151, 131, 5)],
  'chandy-lamport.spec': [holds(1_609, 1_417, 14), holds(535, 455, 12, 'small')],
  'die-hard.spec': [violates('NotSolved', 7, 73, 14, 7), holds(97, 16, 8, 'explore')],
  'dining-philosophers-at-once.spec': [
    refuted('NobodyStarves', [4, 2], 49, 20, 5),
    holds(49, 20, 5, 'strong'),
  ],
  'dining-philosophers-symmetric.spec': [
    { verdict: 'deadlock', violated: ['deadlock', 9], generated: 601, distinct: 207, depth: 9 },
  ],
  'dining-philosophers.spec': [holds(553, 189, 9)],
  'happens-before-concurrency.spec': [violates('ConcurrencyIsTransitive', 4, 91, 67, 4)],
  'happens-before.spec': [holds(1_857, 1_180, 7), holds(163, 106, 5, 'small')],
  'lamport-clock-converse.spec': [violates('Converse', 4, 91, 67, 4)],
  'lamport-clock.spec': [holds(1_789, 1_062, 7), holds(4_747, 2_154, 7, 'three')],
  'lamport-mutex-no-answer.spec': [violates('MutualExclusion', 5, 58, 38, 5)],
  'lamport-mutex-no-merge.spec': [violates('GrantedInOrder', 5, 21, 17, 5)],
  'lamport-mutex-overtaking.spec': [violates('MutualExclusion', 7, 102, 76, 7)],
  'lamport-mutex-unfair.spec': [refuted('NoStarvation', [2, 2], 4_074, 2_597, 25)],
  'lamport-mutex.spec': [holds(4_074, 2_597, 25)],
  'multi-paxos-gaps.spec': [violates('NoGaps', 12, 1_856, 622, 12)],
  'multi-paxos-overwriting.spec': [violates('PrefixConsistent', 17, 11_822, 3_704, 17)],
  'multi-paxos.spec': [holds(253_013, 59_921, 29)],
  'paxos-amnesia.spec': [violates('Agreement', 15, 140_543, 45_077, 15)],
  'paxos-commit-hasty.spec': [violates('Consistent', 13, 302_411, 80_239, 13)],
  'paxos-commit.spec': [holds(821_516, 159_089, 22)],
  'paxos-disjoint-quorums.spec': [violates('Agreement', 10, 7_187, 2_811, 10)],
  'paxos-duelling.spec': [refuted('Progress', [11, 5], 7_057, 2_517, 27)],
  'paxos-forgotten-promise.spec': [violates('Agreement', 13, 41_257, 16_067, 13)],
  'paxos-ignored-vote.spec': [violates('Agreement', 13, 14_803, 6_033, 13)],
  'paxos-liveness.spec': [holds(768, 399, 18)],
  'paxos-minority.spec': [violates('LearnersAgree', 13, 37_479, 10_453, 13)],
  'paxos-recovery.spec': [holds(64_793, 19_605, 19)],
  'paxos.spec': [holds(18_727, 6_353, 18)],
  'paxos-symmetric.spec': [holds(2_174, 701, 18)],
  'peterson-unfair.spec': [refuted('NoStarvation', [2, 2], 35, 20, 7)],
  'peterson.spec': [holds(35, 20, 7)],
  'raft-any-log.spec': [violates('LeaderCompleteness', 10, 4_895, 1_752, 10)],
  'raft-figure-8.spec': [violates('StateMachineSafety', 22, 104_541, 24_177, 22)],
  'raft.spec': [holds(181_320, 50_694, 24), holds(21_967, 7_503, 20, 'small')],
  'state-machine-replication-arrival.spec': [violates('SameInTheEnd', 7, 1_378, 596, 7)],
  'state-machine-replication-crashes.spec': [refuted('Progress', [7, 7], 8_670, 2_905, 17)],
  'state-machine-replication-random.spec': [violates('SameState', 6, 628, 318, 6)],
  'state-machine-replication.spec': [holds(4_884, 1_660, 16)],
  'token-ring-few-states.spec': [refuted('Stabilises', [8, 1], 48, 16, 1)],
  'token-ring.spec': [holds(896, 256, 1), holds(72, 27, 1, 'small')],
  'total-order-stamps-only.spec': [violates('Total', 3, 23, 19, 3)],
  'total-order.spec': [holds(1_789, 1_062, 7), holds(4_747, 2_154, 7, 'three')],
  'transaction-commit.spec': [holds(94, 34, 7), holds(1_296, 274, 11, 'five')],
  'two-phase-commit-blocking.spec': [refuted('Decided', [5, 5], 2_418, 576, 12)],
  'two-phase-commit-decided.spec': [holds(1_146, 288, 11)],
  'two-phase-commit-refinement.spec': [holds(1_146, 288, 11)],
  'two-phase-commit.spec': [holds(1_146, 288, 11), holds(58_146, 8_832, 17, 'five')],
  'vector-clock-no-merge.spec': [violates('Exact', 3, 23, 19, 3)],
  'vector-clock.spec': [holds(1_789, 1_062, 7), holds(4_747, 2_154, 7, 'three')],
};
