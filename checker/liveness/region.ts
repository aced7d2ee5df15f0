/**
 * Strongly connected components of a part of the state graph, for automaton states in which a run stays by asking something of
 * each state and nothing else: "Q is never true again", of `P ~> Q`, of `<>Q` and of `[]<>Q`. That is most of what liveness
 * costs, so it is a loop of its own over plain arrays. The algorithm is that of components.ts; what the marks of steps tell of
 * weak fairness is gathered on the way, so that most components need not be gone through again.
 */

import { longer } from '../arrays.js';
import type { Steps } from './graph.js';

/** Words of a frame: a state, its next step, where its steps end, its own rank, the lowest it reaches, and what was gathered. */
const frameWords = 7;

export interface RegionTask {
  readonly steps: Steps;
  /** By state: 0 where it was not seen, then its rank while it is open, in the end the number of its component. */
  readonly ranks: Int32Array;
  /** Ranks above that are numbers of components, or stand for states outside. */
  readonly highest: number;
  /** The bits of the marks that tell of weak conditions. */
  readonly weak: number;
  /** Whether a state that has no rank belongs to the part; may give it its rank where it does not. Absent: it does. */
  belongs?(state: number): boolean;
  /** The number of the next component. */
  number(): number;
  /** Told a state that is alone in its component and in which the marks allow to stutter. */
  single(state: number): void;
  /** Told the states of a component, its number, that the marks do not exclude. */
  several(states: Int32Array, number: number): void;
}

export class RegionSearch {
  private frames = new Int32Array(frameWords * 1024);
  /** How many words of frames there are. */
  private top = 0;
  private open = new Int32Array(1024);
  private opened = 0;
  private nextRank = 1;

  constructor(private readonly task: RegionTask) {}

  get bytes(): number {
    return this.frames.byteLength + this.open.byteLength;
  }

  /** How many states it has entered and not yet put into a component. */
  get held(): number {
    return this.top / frameWords + this.opened;
  }

  /** Leaves what it has begun. */
  forget(): void {
    this.top = 0;
    this.opened = 0;
    this.nextRank = 1;
  }

  /** Whether there is nothing left to be searched from where it began. */
  get done(): boolean {
    return this.top === 0;
  }

  /**
   * Begins at a state without a rank, which belongs to the part, or goes on, until it is done or has entered so many states.
   * @param root −1 to go on @returns how many it entered
   */
  work(root: number, most: number): number {
    const { task } = this;
    const { ranks, highest, weak, steps } = task;
    const { firsts, targets, marks } = steps;
    const selects = task.belongs !== undefined;
    let { frames, top, open, opened, nextRank } = this;
    let entered = 0;
    let next = root;
    // What follows is one loop, without calls: there is little to be done for a step, and many of them.
    for (;;) {
      if (next >= 0) {
        if (top + frameWords > frames.length) frames = longer(frames);
        const first = firsts[next] as number;
        ranks[next] = nextRank;
        frames[top] = next;
        frames[top + 1] = first + 1;
        frames[top + 2] = first + 1 + (targets[first] as number);
        frames[top + 3] = nextRank;
        frames[top + 4] = nextRank++;
        frames[top + 5] = marks === undefined ? 0 : (marks[first] as number) & weak;
        frames[top + 6] = 0;
        top += frameWords;
        next = -1;
        entered++;
      }
      if (top === 0 || entered === most) break;
      const place = top - frameWords;
      const end = frames[place + 2] as number;
      let step = frames[place + 1] as number;
      let lowest = frames[place + 4] as number;
      let taken = frames[place + 6] as number;
      while (step < end) {
        const index = step++;
        const to = targets[index] as number;
        const rank = ranks[to] as number;
        if (rank > highest) continue;
        if (rank === 0) {
          if (selects && task.belongs?.(to) !== true) continue;
          next = to;
          break;
        }
        if (rank < lowest) lowest = rank;
        if (marks !== undefined) taken |= marks[index] as number;
      }
      if (next >= 0) {
        frames[place + 1] = step;
        frames[place + 4] = lowest;
        frames[place + 6] = taken;
        continue;
      }
      const state = frames[place] as number;
      const own = frames[place + 3] as number;
      const enabled = frames[place + 5] as number;
      top = place;
      if (lowest < own) {
        ranks[state] = lowest;
        if (opened === open.length) open = longer(open);
        open[opened++] = state;
        const parent = place - frameWords;
        if (lowest < (frames[parent + 4] as number)) frames[parent + 4] = lowest;
        frames[parent + 5] = (frames[parent + 5] as number) & enabled;
        if (marks !== undefined) taken |= marks[(frames[parent + 1] as number) - 1] as number;
        frames[parent + 6] = (frames[parent + 6] as number) | taken;
        continue;
      }
      // The root of a component: it, and what is open from its rank on.
      const number = task.number();
      nextRank = own;
      ranks[state] = number;
      let from = opened;
      while (from > 0 && (ranks[open[from - 1] as number] as number) >= own)
        ranks[open[--from] as number] = number;
      // Some condition may be enabled in all of it and taken nowhere: then nothing stays there.
      if ((enabled & ~taken) === 0) {
        if (from === opened) task.single(state);
        else {
          const states = new Int32Array(opened - from + 1);
          states.set(open.subarray(from, opened));
          states[opened - from] = state;
          task.several(states, number);
        }
      }
      opened = from;
    }
    this.frames = frames;
    this.top = top;
    this.open = open;
    this.opened = opened;
    this.nextRank = nextRank;
    return entered;
  }
}
