/**
 * A Model as the search sees it: states are rows of 32-bit words, so that they can be hashed, compared, stored
 * and shared between threads without knowing what they mean.
 */

import type { ActionInfo } from './model.js';

/** Where a state space puts the states it finds. */
export interface Sink {
  /** `width` words: write a state here, then call `found`. It may be overwritten by the next one. */
  readonly row: Int32Array;
  /** @param action index in `StateSpace.actions`; −1 for an initial state */
  found(action: number): void;
}

export interface StateSpace {
  readonly name: string;
  /** Words a state. */
  readonly width: number;
  /** Words that identify a state, a prefix-free stretch of the row: all of them, unless a VIEW is in force. */
  readonly keyStart: number;
  readonly keyWidth: number;
  readonly actions: readonly ActionInfo[];
  readonly invariants: readonly { readonly name: string }[];
  readonly checkDeadlock: boolean;
  initial(sink: Sink): void;
  /** Every step from the row at `offset` of `rows`, with ACTION_CONSTRAINT, VIEW and SYMMETRY already applied. */
  expand(rows: Int32Array, offset: number, sink: Sink): void;
  /** Index of the first invariant at or after `from` that fails in a row, −1 if none does. */
  violated(rows: Int32Array, offset: number, from: number): number;
  /** Whether a row satisfies the CONSTRAINTs; absent when there are none. */
  readonly constrained: ((rows: Int32Array, offset: number) => boolean) | undefined;
  /**
   * A hash of the row's content, equal in every worker and every run though the row may hold indices of interned
   * values: it breaks ties. Absent when the words themselves are the content.
   */
  readonly contentHash: ((rows: Int32Array, offset: number) => number) | undefined;
}

/**
 * How a worker thread builds its own StateSpace: it imports `module` and calls its export
 * `createSpace(data): StateSpace | Promise<StateSpace>`. `data` crosses the thread by structured clone; what is shared, is in SharedArrayBuffers.
 */
export interface SpaceRecipe {
  /** A file URL. */
  readonly module: string;
  readonly data: unknown;
}

/** Thrown by `initial` or `expand` when a value does not fit the layout: the search stops the level, widens, rewrites its rows and goes on. */
export class LayoutOverflow extends Error {
  override readonly name = 'LayoutOverflow';
}
