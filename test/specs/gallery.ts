/** What every spec of the gallery is expected to give: one row a model. */

import type { Verdict, VerdictKind } from '../../checker/verdict.js';

export interface Row {
  /** The default model where there is none. */
  readonly model?: string;
  /** Takes too long for every push: `npm run test:large` checks it. */
  readonly large?: true;
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

const holdsLarge = (generated: number, distinct: number, depth: number, model: string): Row => ({
  ...holds(generated, distinct, depth, model),
  large: true,
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

/** What a check gave, to be compared with a row. */
export function rowOf({ kind, generated, distinct, depth, violations }: Verdict, model?: string): Row {
  const row = { verdict: kind, generated, distinct, depth, ...(model === undefined ? {} : { model }) };
  const [first] = violations;
  if (first === undefined) return row;
  const { states, loop } = first.trace;
  return {
    ...row,
    violated: loop === undefined ? [first.name, states.length] : [first.name, states.length, loop + 1],
  };
}

/** By file name; columns: generated, distinct, depth. The level of a violation is explored to its end. */
export const gallery: Readonly<Record<string, readonly Row[]>> = {
  'alternating-bit-weak.spec': [refuted('Delivered', [5, 2], 332, 98, 14)],
  'alternating-bit.spec': [
    holds(332, 98, 14),
    holds(1_394, 273, 16, 'long'),
    holdsLarge(8_309, 1_055, 20, 'large'),
  ],
  'bakery-stopping.spec': [refuted('FirstEnters', [5, 5], 182, 112, 24)],
  'bakery.spec': [
    holds(182, 112, 24),
    holdsLarge(9_342, 3_522, 34, 'three'),
    holdsLarge(28_914, 11_724, 61, 'large'),
  ],
  'byzantine-generals-three.spec': [violates('Obedience', 4, 106, 90, 4)],
  'byzantine-generals.spec': [
    holds(1_140, 638, 8),
    holds(64, 38, 8, 'small'),
    holdsLarge(6_234, 2_866, 10, 'large'),
  ],
  'chandy-lamport-no-channels.spec': [violates('ReachesTheEnd', 6, 237, 201, 6)],
  'chandy-lamport-overtaking.spec': [violates('NoCoinLost', 5, 151, 131, 5)],
  'chandy-lamport.spec': [
    holds(1_609, 1_417, 14),
    holds(535, 455, 12, 'small'),
    holdsLarge(37_231, 33_822, 20, 'medium'),
    holdsLarge(3_793_714, 1_470_611, 20, 'large'),
  ],
  'die-hard.spec': [violates('NotSolved', 7, 73, 14, 7), holds(97, 16, 8, 'explore')],
  'dining-philosophers-at-once.spec': [
    refuted('NobodyStarves', [4, 2], 49, 20, 5),
    holds(49, 20, 5, 'strong'),
  ],
  'dining-philosophers-symmetric.spec': [
    { verdict: 'deadlock', violated: ['deadlock', 9], generated: 601, distinct: 207, depth: 9 },
  ],
  'dining-philosophers.spec': [
    holds(553, 189, 9),
    holdsLarge(2_612, 717, 11, 'medium'),
    holdsLarge(52_459, 10_305, 15, 'large'),
  ],
  'happens-before-clock.spec': [
    holds(1_857, 1_180, 7),
    holds(163, 106, 5, 'small'),
    holdsLarge(4_783, 2_202, 7, 'three'),
    holdsLarge(24_429, 15_453, 9, 'large'),
  ],
  'happens-before-concurrency.spec': [violates('ConcurrencyIsTransitive', 4, 91, 67, 4)],
  'happens-before.spec': [
    holds(1_857, 1_180, 7),
    holds(163, 106, 5, 'small'),
    holdsLarge(4_783, 2_202, 7, 'three'),
    holdsLarge(24_429, 15_453, 9, 'large'),
  ],
  'lamport-clock-converse.spec': [violates('Converse', 4, 91, 67, 4)],
  'lamport-clock.spec': [
    holds(1_789, 1_062, 7),
    holds(163, 104, 5, 'small'),
    holds(4_747, 2_154, 7, 'three'),
    holdsLarge(318_889, 136_436, 10, 'large'),
  ],
  'lamport-mutex-no-answer.spec': [violates('MutualExclusion', 5, 58, 38, 5)],
  'lamport-mutex-no-merge.spec': [violates('GrantedInOrder', 5, 21, 17, 5)],
  'lamport-mutex-overtaking.spec': [violates('MutualExclusion', 7, 102, 76, 7)],
  'lamport-mutex-unfair.spec': [refuted('NoStarvation', [2, 2], 4_074, 2_597, 25)],
  'lamport-mutex.spec': [
    holds(4_074, 2_597, 25),
    holds(142, 103, 13, 'small'),
    holdsLarge(67_844, 40_876, 37, 'medium'),
    holdsLarge(2_617_419, 1_140_596, 28, 'large'),
  ],
  'multi-paxos-gaps.spec': [violates('NoGaps', 12, 1_856, 622, 12)],
  'multi-paxos-noop.spec': [violates('OnlyCommands', 15, 9_259, 3_243, 15)],
  'multi-paxos-overwriting.spec': [violates('PrefixConsistent', 17, 11_822, 3_704, 17)],
  'multi-paxos.spec': [
    holds(253_013, 59_921, 29),
    holds(981, 416, 21, 'small'),
    holdsLarge(278_001, 66_059, 29, 'large'),
  ],
  'paxos-amnesia.spec': [violates('Agreement', 15, 140_543, 45_077, 15)],
  'paxos-commit-hasty.spec': [violates('Consistent', 13, 302_411, 80_239, 13)],
  'paxos-commit.spec': [
    holds(821_516, 159_089, 22),
    holds(727, 314, 12, 'small'),
    holdsLarge(458_275, 111_016, 23, 'medium'),
    holdsLarge(326_551_982, 49_013_161, 33, 'large'),
  ],
  'paxos-disjoint-quorums.spec': [violates('Agreement', 10, 7_187, 2_811, 10)],
  'paxos-duelling.spec': [refuted('Progress', [9, 5], 7_057, 2_517, 27)],
  'paxos-forgotten-promise.spec': [violates('Agreement', 13, 41_257, 16_067, 13)],
  'paxos-ignored-vote.spec': [violates('Agreement', 13, 14_803, 6_033, 13)],
  'paxos-liveness.spec': [holds(768, 399, 18), holdsLarge(39_605, 12_816, 21, 'three')],
  'paxos-minority.spec': [violates('LearnersAgree', 13, 37_479, 10_453, 13)],
  'paxos-recovery.spec': [
    holds(64_793, 19_605, 19),
    holds(757, 324, 15, 'small'),
    holdsLarge(179_857, 47_052, 21, 'medium'),
    holdsLarge(16_164_973, 3_707_380, 31, 'large'),
  ],
  'paxos.spec': [
    holds(18_727, 6_353, 18),
    holds(305, 181, 14, 'small'),
    holdsLarge(1_137_658, 321_209, 26, 'medium'),
    holdsLarge(60_588_513, 14_891_937, 34, 'large'),
  ],
  'paxos-symmetric.spec': [
    holds(2_174, 701, 18),
    holds(132, 70, 14, 'small'),
    holdsLarge(106_720, 29_512, 26, 'medium'),
    holdsLarge(5_267_553, 1_284_441, 34, 'large'),
  ],
  'peterson-unfair.spec': [refuted('NoStarvation', [2, 2], 35, 20, 7)],
  'peterson.spec': [holds(35, 20, 7)],
  'raft-any-log.spec': [violates('LeaderCompleteness', 10, 4_895, 1_752, 10)],
  'raft-figure-8.spec': [violates('StateMachineSafety', 22, 104_541, 24_177, 22)],
  'raft-messages-cutting.spec': [violates('StateMachineSafety', 13, 2_716, 626, 13)],
  'raft-messages.spec': [
    holds(258_776, 45_342, 25),
    holds(955, 192, 15, 'small'),
    holdsLarge(30_102_025, 3_622_654, 36, 'medium'),
  ],
  'raft.spec': [
    holds(181_320, 50_694, 24),
    holds(505, 294, 15, 'small'),
    holdsLarge(836_244, 243_340, 27, 'medium'),
    holdsLarge(349_148, 64_984, 24, 'large'),
  ],
  'state-machine-replication-arrival.spec': [violates('SameInTheEnd', 7, 1_378, 596, 7)],
  'state-machine-replication-crashes.spec': [refuted('Progress', [7, 7], 8_670, 2_905, 17)],
  'state-machine-replication-random.spec': [violates('SameState', 6, 628, 318, 6)],
  'state-machine-replication.spec': [
    holds(4_884, 1_660, 16),
    holds(215, 100, 9, 'small'),
    holdsLarge(85_705, 24_580, 23, 'medium'),
    holdsLarge(943_394, 195_184, 25, 'large'),
  ],
  'token-ring-few-states.spec': [refuted('Stabilises', [8, 1], 48, 16, 1)],
  'token-ring.spec': [
    holds(896, 256, 1),
    holds(72, 27, 1, 'small'),
    holdsLarge(13_750, 3_125, 1, 'medium'),
    holdsLarge(248_832, 46_656, 1, 'large'),
  ],
  'total-order-stamps-only.spec': [violates('Total', 3, 23, 19, 3)],
  'total-order.spec': [
    holds(1_789, 1_062, 7),
    holds(163, 104, 5, 'small'),
    holds(4_747, 2_154, 7, 'three'),
    holdsLarge(318_889, 136_436, 10, 'large'),
  ],
  'transaction-commit.spec': [
    holds(94, 34, 7),
    holds(1_296, 274, 11, 'five'),
    holdsLarge(53_513, 6_816, 17, 'large'),
  ],
  'two-phase-commit-blocking.spec': [refuted('Decided', [5, 5], 2_418, 576, 12)],
  'two-phase-commit-decided.spec': [holds(1_146, 288, 11), holds(154, 56, 8, 'small')],
  'two-phase-commit-refinement.spec': [holds(1_146, 288, 11), holds(154, 56, 8, 'small')],
  'two-phase-commit.spec': [
    holds(1_146, 288, 11),
    holds(154, 56, 8, 'small'),
    holds(58_146, 8_832, 17, 'five'),
    holdsLarge(123_558_402, 10_340_352, 29, 'nine'),
  ],
  'vector-clock-no-merge.spec': [violates('Exact', 3, 23, 19, 3)],
  'vector-clock.spec': [
    holds(1_789, 1_062, 7),
    holds(163, 104, 5, 'small'),
    holds(4_747, 2_154, 7, 'three'),
    holdsLarge(318_889, 136_436, 10, 'large'),
  ],
};
