/** What a search may still take: the bytes of all that grows, and at how many states everybody must pause. */

import type { Arena } from './arena.js';
import { controlBlock, Place } from './control.js';
import { counterLength, type SharedSpace } from './explorer.js';
import { blocksOf } from './frontier.js';
import { edgeBytes, edgeSpace } from './graph.js';
import { largestBatch } from './insertion.js';
import { reserve } from './limits.js';
import { chunkLength } from './numbering.js';
import { observationWidth } from './observations.js';
import type { CheckOptions } from './options.js';
import { propertyParts } from './properties.js';
import type { RowModel } from './rows.js';
import { leastBits, mostBits, roomIn } from './table.js';

/** Reserves the memory of a search; it is committed as it is touched. @param limit bytes that it may take */
export function spaceFor(
  model: RowModel,
  { graph }: CheckOptions,
  threads: number,
  limit: number,
): SharedSpace {
  const { safety, liveness } = propertyParts(model.temporal);
  // A state takes at least 8 bytes in the arena and 4 in the table.
  const states = Math.min(Math.ceil(limit / 8), 2 ** mostBits);
  const marked = liveness.length > 0 && model.marked !== undefined;
  return {
    control: controlBlock(threads),
    words: reserve(limit),
    slots: reserve(4 * 2 ** bitsFor(states)),
    owners: new Uint8Array(reserve(blocksOf(states)).buffer),
    taken: reserve(4 * blocksOf(states)),
    counts: new Float64Array(new SharedArrayBuffer(8 * counterLength(model.actions.length) * threads)),
    reported: new Int32Array(new SharedArrayBuffer(4 * (model.invariants.length + safety.length))),
    ...(graph === undefined && liveness.length === 0
      ? {}
      : { edges: edgeSpace(limit, states, graph !== undefined, marked) }),
    ...(liveness.length === 0 ? {} : { observed: reserve(observedBytes(model, states)) }),
  };
}

/** Bits of the smallest table with room for so many states. */
function bitsFor(states: number): number {
  let bits = leastBits;
  while (roomIn(bits) < states && bits < mostBits) bits++;
  return bits;
}

/** What the values of state predicates take for so many states. */
function observedBytes(model: RowModel, states: number): number {
  return 4 * states * observationWidth(model.temporal?.states.length ?? 0);
}

export class Budget {
  /** What looking for liveness takes. */
  livenessBytes = 0;

  constructor(
    private readonly space: SharedSpace,
    private readonly threads: number,
    /** Bytes. */
    readonly limit: number,
  ) {}

  /** Numbers that threads may hold without using them. */
  get spare(): number {
    return this.threads === 1 ? 0 : 2 * this.threads * chunkLength;
  }

  /** Room that is kept free, so that every thread can put in the rows at hand before it pauses. */
  private get slack(): number {
    return this.threads * largestBatch + this.spare;
  }

  /** Bits of the table to begin with. */
  get firstBits(): number {
    return bitsFor(4 * this.slack);
  }

  /** Bytes of all that grows, but for objects: Node itself limits those. */
  private bytes(model: RowModel, arena: Arena): number {
    const { control, edges, observed } = this.space;
    const recorded = edges === undefined ? 0 : edgeBytes(edges, control);
    const seen = observed === undefined ? 0 : observedBytes(model, control[Place.size] as number);
    return arena.bytes + this.tableBytes + recorded + seen + this.livenessBytes;
  }

  get tableBytes(): number {
    return 4 * 2 ** (this.space.control[Place.bits] as number);
  }

  /** Whether so many bytes more than there are would be too many. */
  exceeded(model: RowModel, arena: Arena, more = 0): boolean {
    return this.bytes(model, arena) + more > this.limit;
  }

  /** At how many states the table must grow. */
  get tableRoom(): number {
    return roomIn(this.space.control[Place.bits] as number) - this.slack;
  }

  /** At how many states the arena has no room for more. */
  arenaRoom(model: RowModel, arena: Arena): number {
    const others = this.bytes(model, arena) - arena.bytes;
    const bytes = Math.min(this.limit - others, 4 * this.space.words.length);
    return arena.capacity(Math.max(0, bytes)) - this.slack;
  }
}
