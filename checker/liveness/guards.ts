/** Literals of a state as its observed bits must be, so that many are asked for at once. */

import { no, shiftOf, wordOf, yes } from '../observations.js';
import type { Literal } from './normal-form.js';

/** The bits that say whether a value is known. */
const allKnown = 0x55555555;

/**
 * Of a word of the bits (by its index) those under a mask must be what is given: three numbers each, one after the other.
 */
export function guardsOf(literals: readonly Literal[]): number[] {
  const words = new Map<number, { mask: number; wanted: number }>();
  for (const { predicate, positive } of literals) {
    const { mask, wanted } = words.get(wordOf(predicate)) ?? { mask: 0, wanted: 0 };
    const shift = shiftOf(predicate);
    words.set(wordOf(predicate), {
      mask: mask | (yes << shift),
      wanted: wanted | ((positive ? yes : no) << shift),
    });
  }
  return [...words].flatMap(([word, { mask, wanted }]) => [word, mask, wanted]);
}

/**
 * Whether all literals hold in a state; undefined where that is not known without evaluating one.
 * @param base where the state's bits begin
 */
export function holdsOf(guards: readonly number[], bits: Int32Array, base: number): boolean | undefined {
  let holds: boolean | undefined = true;
  for (let index = 0; index < guards.length; index += 3) {
    const mask = guards[index + 1] as number;
    const pairs = (bits[base + (guards[index] as number)] as number) & mask;
    if (pairs === guards[index + 2]) continue;
    if ((pairs & allKnown) === (mask & allKnown)) return false;
    holds = undefined;
  }
  return holds;
}
