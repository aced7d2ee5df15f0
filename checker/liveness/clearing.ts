/**
 * Parts of the state graph in which no fair behaviour stays: where a property holds that is all there is to know of it. Parts
 * are searched one by one by whoever has time, for all that is asked lies in shared memory: the steps with their marks, and
 * the observed bits. What these do not tell is left to components.ts.
 */

import type { Steps } from './graph.js';
import type { Membership } from './membership.js';
import { RegionSearch } from './region.js';

/** What all parts have in common. */
export interface Surroundings extends Membership {
  readonly steps: Steps;
  /** The bits of the marks that tell of weak conditions. */
  readonly weak: number;
}

/** States that are looked at as one piece of work. */
const piece = 2 ** 14;

const outside = 2 ** 31 - 1;

export class Clearing {
  /** How many states were searched. */
  searched = 0;
  private readonly ranks: Int32Array;
  private readonly region: RegionSearch;
  /** Bit of the part at hand. */
  private bit = 0;
  /** The next state to be looked at, first whether it is inside, then whether the part is entered there. */
  private state = 0;
  private sorted = false;
  private number = 0;
  private unclear = false;

  constructor(private readonly given: Surroundings) {
    const unclear = () => {
      this.unclear = true;
    };
    this.ranks = new Int32Array(given.inside.length);
    this.region = new RegionSearch({
      steps: given.steps,
      ranks: this.ranks,
      highest: given.inside.length,
      weak: given.weak,
      number: () => this.number--,
      single: unclear,
      several: unclear,
    });
  }

  /** Turns to another part. */
  begin(bit: number): void {
    this.bit = bit;
    this.state = 0;
    this.sorted = false;
    this.number = outside - 1;
    this.unclear = false;
    this.region.forget();
  }

  /** Does a piece of the work. @returns whether the part is clear; undefined while that is not known */
  work(): boolean | undefined {
    if (!this.sorted) this.sort();
    else if (!this.region.done) this.searched += this.region.work(-1, piece);
    else if (this.state === this.ranks.length) return true;
    else this.enter();
    return this.unclear ? false : undefined;
  }

  private sort(): void {
    const { given, bit, ranks } = this;
    const { inside } = given;
    const end = Math.min(ranks.length, this.state + piece);
    for (; this.state < end; this.state++)
      ranks[this.state] = ((inside[this.state] as number) & bit) === 0 ? outside : 0;
    if (end < ranks.length) return;
    this.sorted = true;
    this.state = 0;
  }

  private enter(): void {
    const { given, bit, ranks, region } = this;
    const { entered } = given;
    const end = Math.min(ranks.length, this.state + piece);
    while (this.state < end && region.done && !this.unclear) {
      const state = this.state++;
      if (ranks[state] === 0 && ((entered[state] as number) & bit) !== 0)
        this.searched += region.work(state, piece);
    }
  }
}
