/** The hash by which the table finds a row: that of the model where it has one, else one of the words as they are. */

import type { RowModel } from './rows.js';

/** Identity words up to which code is written out. */
const longestUnrolled = 24;

/**
 * Code that leaves a row's hash in `code`, in place of a call: the search asks for it of every row that is found.
 * Undefined where the model's own hash must be called.
 */
export function inlineHash(model: RowModel, words: string, at: string): string | undefined {
  if (model.hash !== undefined) return undefined;
  const [from, to] = model.identity;
  const step = (index: string) =>
    `code = Math.imul(code ^ ${words}[${at} + ${index}], 0x9e3779b1); code ^= code >>> 15;`;
  const steps =
    to - from <= longestUnrolled
      ? Array.from({ length: to - from }, (_, i) => step(String(from + i))).join(' ')
      : `for (let i = ${from}; i < ${to}; i++) { ${step('i')} }`;
  // The finishing step of MurmurHash3 (A. Appleby, public domain).
  return `let code = 0x2545f491; ${steps} code = Math.imul(code, 0x85ebca6b); code ^= code >>> 13;`;
}

const functions = new WeakMap<RowModel, (words: Int32Array, at: number) => number>();

/** The same as a function. */
export function rowHash(model: RowModel): (words: Int32Array, at: number) => number {
  const own = model.hash;
  if (own !== undefined) return (words, at) => own(words, at);
  let known = functions.get(model);
  if (known === undefined) {
    // Nothing of a spec gets into this text: it is made of numbers.
    const text = `'use strict'; ${inlineHash(model, 'words', 'at')} return code;`;
    known = new Function('words', 'at', text) as (words: Int32Array, at: number) => number;
    functions.set(model, known);
  }
  return known;
}
