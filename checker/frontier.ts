/**
 * Who explores which states of a level. A thread prefers those that it found itself: their rows lie in its processor's
 * caches, and what they lead to is mostly what it found shortly before. When it has none of its own left, it takes others' from the
 * end of the level, far from where those who found them are at work.
 *
 * States are taken from blocks, which are the chunks in which threads number what they find (numbering.ts).
 */

import { Place } from './control.js';
import type { SharedSpace } from './explorer.js';
import type { StateRange } from './messages.js';
import { chunkLength } from './numbering.js';

/** How many blocks so many states need. */
export function blocksOf(states: number): number {
  return Math.ceil(states / chunkLength) + 1;
}

function blockOf(number: number): number {
  return Math.floor(number / chunkLength);
}

export class Frontier {
  /** Where it looks next for states of its own, and, going down, for others'. */
  private own = 0;
  private others = -1;

  constructor(
    private readonly space: Pick<SharedSpace, 'control' | 'owners' | 'taken'>,
    private readonly thread: number,
  ) {}

  /** To be told before a level is explored, or explored further after a pause. */
  begin(): void {
    const { control } = this.space;
    this.own = blockOf(control[Place.start] as number);
    this.others = blockOf((control[Place.end] as number) - 1);
  }

  /** Takes at most so many states. @returns undefined when nobody has any left */
  take(most: number): StateRange | undefined {
    const { control, owners } = this.space;
    const last = blockOf((control[Place.end] as number) - 1);
    for (; this.own <= last; this.own++) {
      if (owners[this.own] !== this.thread) continue;
      const range = this.takeOf(this.own, most);
      if (range !== undefined) return range;
    }
    const first = blockOf(control[Place.start] as number);
    for (; this.others >= first; this.others--) {
      const range = this.takeOf(this.others, most);
      if (range !== undefined) return range;
    }
    return undefined;
  }

  private takeOf(block: number, most: number): StateRange | undefined {
    const { control, taken } = this.space;
    const first = block * chunkLength;
    const length = Math.min(chunkLength, (control[Place.end] as number) - first);
    for (let from = Atomics.load(taken, block); from < length; ) {
      const to = Math.min(from + most, length);
      const seen = Atomics.compareExchange(taken, block, from, to);
      if (seen === from) {
        Atomics.add(control, Place.taken, to - from);
        return [first + from, first + to];
      }
      from = seen;
    }
    return undefined;
  }
}
