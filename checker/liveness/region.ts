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
  /** Whether a state that has no rank belongs to the part; gives it its rank where it does not. */
  belongs(state: number): boolean;
  /** The number of the next component. */
  number(): number;
  /** Told a state that is alone in its component and in which the marks allow to stutter. */
  single(state: number): void;
  /** Told the states of a component, its number, that the marks do not exclude. */
  several(states: Int32Array, number: number): void;
}

export class RegionSearch {
  private frames = new Int32Array(frameWords * 1024);
  private depth = 0;
  private open = new Int32Array(1024);
  private opened = 0;
  private nextRank = 1;

  constructor(private readonly task: RegionTask) {}

  get bytes(): number {
    return this.frames.byteLength + this.open.byteLength;
  }

  /** Begins at a state without a rank, which belongs to the part. */
  begin(state: number): void {
    this.enter(state);
  }

  /** Whether there is nothing left to be searched from where it began. */
  get done(): boolean {
    return this.depth === 0;
  }

  private enter(state: number): void {
    if (frameWords * (this.depth + 1) > this.frames.length) this.frames = longer(this.frames);
    const { frames, task } = this;
    const { firsts, targets, marks } = task.steps;
    const first = firsts[state] as number;
    const place = frameWords * this.depth++;
    const rank = this.nextRank++;
    task.ranks[state] = rank;
    frames[place] = state;
    frames[place + 1] = first + 1;
    frames[place + 2] = first + 1 + (targets[first] as number);
    frames[place + 3] = rank;
    frames[place + 4] = rank;
    frames[place + 5] = marks === undefined ? 0 : (marks[first] as number) & task.weak;
    frames[place + 6] = 0;
  }

  /** Goes on until it is done or has entered so many states. @returns how many it entered */
  work(most: number): number {
    const { task } = this;
    const { ranks, highest, steps } = task;
    const { targets, marks } = steps;
    let entered = 0;
    while (this.depth > 0 && entered < most) {
      const { frames } = this;
      const place = frameWords * (this.depth - 1);
      const end = frames[place + 2] as number;
      let step = frames[place + 1] as number;
      let lowest = frames[place + 4] as number;
      let taken = frames[place + 6] as number;
      let next = -1;
      for (; step < end; step++) {
        const to = targets[step] as number;
        const rank = ranks[to] as number;
        if (rank > highest) continue;
        if (rank !== 0) {
          if (rank < lowest) lowest = rank;
          if (marks !== undefined) taken |= marks[step] as number;
        } else if (task.belongs(to)) {
          next = to;
          step++;
          break;
        }
      }
      frames[place + 4] = lowest;
      frames[place + 6] = taken;
      if (next >= 0) {
        frames[place + 1] = step;
        this.enter(next);
        entered++;
      } else this.leave(place);
    }
    return entered;
  }

  private leave(place: number): void {
    const { frames, task } = this;
    const { ranks, steps } = task;
    const state = frames[place] as number;
    const own = frames[place + 3] as number;
    const lowest = frames[place + 4] as number;
    const enabled = frames[place + 5] as number;
    const taken = frames[place + 6] as number;
    this.depth--;
    if (lowest === own) {
      this.close(state, own, enabled & ~taken);
      return;
    }
    ranks[state] = lowest;
    if (this.opened === this.open.length) this.open = longer(this.open);
    this.open[this.opened++] = state;
    const parent = place - frameWords;
    if (lowest < (frames[parent + 4] as number)) frames[parent + 4] = lowest;
    frames[parent + 5] = (frames[parent + 5] as number) & enabled;
    const step = (frames[parent + 1] as number) - 1;
    const { marks } = steps;
    frames[parent + 6] =
      (frames[parent + 6] as number) | taken | (marks === undefined ? 0 : (marks[step] as number));
  }

  /** @param excluding the weak conditions that are enabled throughout the component and taken nowhere in it */
  private close(state: number, own: number, excluding: number): void {
    const { task, open } = this;
    const { ranks } = task;
    const number = task.number();
    this.nextRank = own;
    ranks[state] = number;
    const end = this.opened;
    let first = end;
    while (first > 0 && (ranks[open[first - 1] as number] as number) >= own)
      ranks[open[--first] as number] = number;
    this.opened = first;
    if (excluding !== 0) return;
    if (first === end) return task.single(state);
    const states = new Int32Array(end - first + 1);
    states.set(open.subarray(first, end));
    states[end - first] = state;
    task.several(states, number);
  }
}
