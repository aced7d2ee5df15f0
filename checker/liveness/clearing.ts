/**
 * Parts of the state graph in which no fair behaviour stays: where a property holds that is all there is to know of it. Parts
 * are searched one by one by whoever has time, for all that is asked lies in shared memory: the steps with their marks, and
 * the observed bits. What these do not tell is left to components.ts.
 */

import type { Steps } from './graph.js';
import { holdsOf } from './guards.js';
import { RegionSearch } from './region.js';

/** What all parts have in common. */
export interface Surroundings {
  readonly steps: Steps;
  readonly size: number;
  /** The observed bits, and how many words of them a state has. */
  readonly bits: Int32Array;
  readonly width: number;
  /** The bits of the marks that tell of weak conditions. */
  readonly weak: number;
}

/** Plain data. */
export interface Part {
  /** What holds of the states of the part: guards, as guards.ts has them. */
  readonly inside: readonly number[];
  /** Behaviours enter it in the states in which one of these holds. */
  readonly entered: readonly (readonly number[])[];
  /** And in the states below this number. */
  readonly initial: number;
}

/** States that are looked at as one piece of work. */
const piece = 2 ** 14;

export class Clearing {
  /** How many states of the part were searched. */
  searched = 0;
  private readonly ranks: Int32Array;
  private readonly region: RegionSearch;
  /** The next state to be looked at, first whether it is inside, then whether the part is entered there. */
  private state = 0;
  private sorted = false;
  private number = 2 ** 31 - 2;
  private unclear = false;

  constructor(
    private readonly given: Surroundings,
    private readonly part: Part,
  ) {
    const unclear = () => {
      this.unclear = true;
    };
    this.ranks = new Int32Array(given.size);
    this.region = new RegionSearch({
      steps: given.steps,
      ranks: this.ranks,
      highest: given.size,
      weak: given.weak,
      belongs: () => true,
      number: () => this.number--,
      single: unclear,
      several: unclear,
    });
  }

  /** Does a piece of the work. @returns whether the part is clear; undefined while that is not known */
  work(): boolean | undefined {
    if (this.unclear) return false;
    if (!this.sorted) this.sort();
    else if (!this.region.done) this.searched += this.region.work(-1, piece);
    else if (this.state === this.given.size) return true;
    else this.enter();
    return this.unclear ? false : undefined;
  }

  private sort(): void {
    const { given, part, ranks } = this;
    const { bits, width, size } = given;
    const end = Math.min(size, this.state + piece);
    for (; this.state < end; this.state++) {
      const inside = holdsOf(part.inside, bits, this.state * width);
      if (inside === false) ranks[this.state] = 2 ** 31 - 1;
      else if (inside === undefined) this.unclear = true;
    }
    if (end < size) return;
    this.sorted = true;
    this.state = 0;
  }

  private enter(): void {
    const { given, part, ranks, region } = this;
    const { bits, width, size } = given;
    const end = Math.min(size, this.state + piece);
    while (this.state < end && region.done && !this.unclear) {
      const state = this.state++;
      if (ranks[state] !== 0) continue;
      let enters = state < part.initial;
      for (let index = 0; index < part.entered.length && !enters; index++) {
        const holds = holdsOf(part.entered[index] as readonly number[], bits, state * width);
        if (holds === undefined) this.unclear = true;
        enters = holds === true;
      }
      if (enters) this.searched += region.work(state, piece);
    }
  }
}
