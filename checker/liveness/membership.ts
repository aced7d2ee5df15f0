/** Which states lie in which parts of the graph: of up to 32 parts, a bit each. */

import { holdsOf } from './guards.js';
import type { Breathe } from './pace.js';

/** A part of the graph in which nothing is asked of steps. */
export interface Part {
  /** What holds of the states of the part: guards, as guards.ts has them. */
  readonly inside: readonly number[];
  /** Behaviours enter it in the states in which one of these holds. */
  readonly entered: readonly (readonly number[])[];
  /** And in the states below this number. */
  readonly initial: number;
}

/** What is known of state predicates: `width` words a state. */
export interface KnownBits {
  readonly bits: Int32Array;
  readonly width: number;
}

/** By state the parts that it lies in, and those of them that behaviours enter there; in memory that threads can share. */
export interface Membership {
  readonly inside: Int32Array;
  readonly entered: Int32Array;
}

export const mostParts = 32;

/** States that are looked at between two pauses: about a millisecond. */
const piece = 2 ** 15;

/**
 * @param parts at most {@link mostParts}
 * @returns also, as bits, the parts of which the bits do not tell where they are
 * @throws what `breathe` throws
 */
export async function membership(
  parts: readonly Part[],
  size: number,
  known: KnownBits,
  breathe: Breathe,
): Promise<Membership & { readonly unknown: number }> {
  const inside = new Int32Array(new SharedArrayBuffer(4 * size));
  const entered = new Int32Array(new SharedArrayBuffer(4 * size));
  let unknown = 0;
  for (const [index, part] of parts.entries()) {
    for (let from = 0; from < size; from += piece) {
      const to = Math.min(size, from + piece);
      if (!mark(part, from, to, known, 1 << index, { inside, entered })) unknown |= 1 << index;
      await breathe(0, 8 * size);
    }
  }
  return { inside, entered, unknown };
}

/** @returns whether all is known */
function mark(
  part: Part,
  from: number,
  to: number,
  { bits, width }: KnownBits,
  bit: number,
  { inside, entered }: Membership,
): boolean {
  let all = true;
  for (let state = from, base = from * width; state < to; state++, base += width) {
    const belongs = holdsOf(part.inside, bits, base);
    if (belongs !== true) {
      all &&= belongs === false;
      continue;
    }
    inside[state] = (inside[state] as number) | bit;
    let enters = state < part.initial;
    for (let index = 0; index < part.entered.length && !enters; index++) {
      const holds = holdsOf(part.entered[index] as readonly number[], bits, base);
      all &&= holds !== undefined;
      enters = holds === true;
    }
    if (enters) entered[state] = (entered[state] as number) | bit;
  }
  return all;
}
