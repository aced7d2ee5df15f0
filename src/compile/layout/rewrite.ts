/** Rewrites rows of one layout as rows of another. */

import type { Box } from '../boxes/box.js';
import type { Field, Layout } from './layout.js';
import { decode, encode, wordsOf } from './shape.js';

/** Values of a variable whose bits are remembered. */
const mostRemembered = 1 << 16;

type Rewrite = (from: Int32Array, fromAt: number, to: Int32Array, toAt: number) => void;

/** @returns what writes a row's values into another row, whose words must be zero. It throws RangeError where there is no room for a value */
export function rewriting(
  before: Layout,
  after: Layout,
  boxOf: (id: number) => Box,
  idOf: (box: Box) => number,
): Rewrite {
  const fields = before.fields.map((field, index) =>
    fieldRewriting(field, after.fields[index] as Field, boxOf, idOf),
  );
  return (from, fromAt, to, toAt) => {
    for (const field of fields) field(from, fromAt, to, toAt);
  };
}

function fieldRewriting(
  { shape, word, shift }: Field,
  target: Field,
  boxOf: (id: number) => Box,
  idOf: (box: Box) => number,
): Rewrite {
  const direct: Rewrite = (from, fromAt, to, toAt) => {
    const box = decode(shape, from, fromAt + word, shift, boxOf);
    if (box === undefined) throw new RangeError('A row holds bits that stand for no value.');
    if (!encode(target.shape, box, to, toAt + target.word, target.shift, idOf))
      throw new RangeError('A layout was widened, and has no room for what was there.');
  };
  if (shape.bits > 32) return direct;
  // Few values come again and again: the words that each one becomes are remembered.
  const remembered = new Map<number, Int32Array>();
  const length = Math.max(1, wordsOf(target.shift + target.shape.bits));
  const kept = shape.bits === 0 ? 0 : -1 >>> (32 - shape.bits);
  return (from, fromAt, to, toAt) => {
    const bits = ((from[fromAt + word] as number) >>> shift) & kept;
    let words = remembered.get(bits);
    if (words === undefined) {
      if (remembered.size === mostRemembered) return direct(from, fromAt, to, toAt);
      words = new Int32Array(length);
      const box = decode(shape, from, fromAt + word, shift, boxOf);
      if (box === undefined) throw new RangeError('A row holds bits that stand for no value.');
      if (!encode(target.shape, box, words, 0, target.shift, idOf))
        throw new RangeError('A layout was widened, and has no room for what was there.');
      remembered.set(bits, words);
    }
    const begin = toAt + target.word;
    for (let index = 0; index < length; index++)
      to[begin + index] = (to[begin + index] as number) | (words[index] as number);
  };
}
