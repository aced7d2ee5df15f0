/** What the threads of a search say to each other, beyond the words of the control block. */

import type { MessagePort } from 'node:worker_threads';
import type { SharedSpace } from './explorer.js';
import type { Finding } from './findings.js';
import type { PortableModel } from './rows.js';

/** What a worker starts with. */
export interface WorkerStart {
  readonly thread: number;
  /**
   * The buffers of the shared space. (A typed array of 4 GiB or more arrives empty: its length is sent in 32 bits. Buffers
   * themselves are handed over whole.)
   */
  readonly buffers: SharedBuffers;
  readonly port: MessagePort;
  readonly continue: boolean;
  readonly opening: Opening;
}

export interface SharedBuffers {
  readonly control: ArrayBufferLike;
  readonly words: ArrayBufferLike;
  readonly slots: ArrayBufferLike;
  readonly owners: ArrayBufferLike;
  readonly taken: ArrayBufferLike;
  readonly counts: ArrayBufferLike;
  readonly reported: ArrayBufferLike;
  readonly edges?: {
    readonly records: ArrayBufferLike;
    readonly firsts: ArrayBufferLike;
    readonly labelled: boolean;
    readonly marks?: ArrayBufferLike;
  };
  readonly observed?: ArrayBufferLike;
}

export function buffersOf(space: SharedSpace): SharedBuffers {
  const { control, words, slots, owners, taken, counts, reported, edges, observed } = space;
  return {
    control: control.buffer,
    words: words.buffer,
    slots: slots.buffer,
    owners: owners.buffer,
    taken: taken.buffer,
    counts: counts.buffer,
    reported: reported.buffer,
    ...(edges === undefined
      ? {}
      : {
          edges: {
            records: edges.records.buffer,
            firsts: edges.firsts.buffer,
            labelled: edges.labelled,
            ...(edges.marks === undefined ? {} : { marks: edges.marks.buffer }),
          },
        }),
    ...(observed === undefined ? {} : { observed: observed.buffer }),
  };
}

export function spaceOf(buffers: SharedBuffers): SharedSpace {
  const { control, words, slots, owners, taken, counts, reported, edges, observed } = buffers;
  return {
    control: new Int32Array(control),
    words: new Int32Array(words),
    slots: new Int32Array(slots),
    owners: new Uint8Array(owners),
    taken: new Int32Array(taken),
    counts: new Float64Array(counts),
    reported: new Int32Array(reported),
    ...(edges === undefined
      ? {}
      : {
          edges: {
            records: new Int32Array(edges.records),
            firsts: new Int32Array(edges.firsts),
            labelled: edges.labelled,
            ...(edges.marks === undefined ? {} : { marks: new Int32Array(edges.marks) }),
          },
        }),
    ...(observed === undefined ? {} : { observed: new Int32Array(observed) }),
  };
}

/** Which model to explore from now on. */
export interface Opening {
  /** How many openings there were before. */
  readonly generation: number;
  /** Absent: the same as before, while the arena has changed. */
  readonly portable?: PortableModel;
}

/** Numbers from the first one to the one before the second. */
export type StateRange = readonly [from: number, to: number];

export type Report =
  /** The model of this opening is there. */
  | { readonly kind: 'ready'; readonly generation: number }
  /** Sent before a worker rests, where it has something to tell. */
  | {
      readonly kind: 'rested';
      readonly findings: readonly Finding[];
      /** States that it took and did not explore: the main thread takes them over. */
      readonly left: readonly StateRange[];
      readonly misfit?: { readonly variable: number; readonly detail: unknown };
      readonly edgesFull: boolean;
    }
  /** The worker ends: the model threw what is no EvaluationFault. */
  | { readonly kind: 'failed'; readonly message: string };
