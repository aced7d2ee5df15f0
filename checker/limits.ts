/** How much memory and how many threads a search may use. */

import { availableParallelism, totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import type { RowModel } from './rows.js';

/** Of the memory that the machine or its container has, by default. */
const share = 0.75;

/** Bytes. */
export function defaultMemoryLimit(): number {
  const total = totalmem();
  // Without a container's limit this is zero or beyond all memory.
  const constrained = process.constrainedMemory?.() ?? 0;
  return Math.floor(share * (constrained > 0 ? Math.min(constrained, total) : total));
}

/**
 * Threads that may explore. A model that cannot leave its thread has one. So has one with a VIEW that leaves something out: which of several states
 * of one view stands for them is a matter of who comes first, and the counts are to be the same on every run.
 */
export function threadsFor(model: RowModel, workers: number | 'auto'): number {
  const [from, to] = model.identity;
  if (model.portable === undefined || from !== 0 || to !== model.width) return 1;
  return Math.max(1, Math.min(mostThreads, workers === 'auto' ? availableParallelism() : workers));
}

export const mostThreads = 64;

/** What V8 keeps for new objects: three halves of 16 MiB, which its limit includes. */
const newObjects = 3 * 2 ** 24;

/** Of the rest of V8's limit, what may be used: near the limit it does little but collect garbage, and beyond it the process ends. */
const heapShare = 0.85;

/** Whether the objects of this thread have used up what Node allows them, and how much that is in bytes. */
export function heap(): { readonly full: boolean; readonly limit: number } {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  return { full: used > heapShare * (limit - newObjects), limit };
}

/** The most that one typed array holds: 2^32 words. */
const longestArray = 2 ** 34;

/**
 * Reserves address space for words; memory is committed as they are touched. Asks for less where the system refuses so much.
 * @throws RangeError when it refuses even 64 KiB
 */
export function reserve(bytes: number): Int32Array {
  for (let length = 4 * Math.ceil(Math.min(bytes, longestArray) / 4); ; length = 4 * Math.ceil(length / 8)) {
    try {
      return new Int32Array(new SharedArrayBuffer(length));
    } catch (error) {
      if (!(error instanceof RangeError) || length <= 65_536) throw error;
    }
  }
}
