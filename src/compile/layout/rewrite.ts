/** Rewrites rows of one layout as rows of another. */

import type { Box } from '../boxes/box.js';
import type { Field, Layout } from './layout.js';
import { Moves, MoveTables, within } from './moves.js';
import { decode, encode, type Place, type Shape, sameShape, type Universe, wordsOf } from './shape.js';

/** Values of a part whose bits are remembered. */
const mostRemembered = 1 << 16;
/** Bits that are looked up together. */
const lookedUp = 8;

type Rewrite = (from: Int32Array, fromAt: number, to: Int32Array, toAt: number) => void;

/** @returns what writes a row's values into another row, whose words must be zero. It throws RangeError where there is no room for a value */
export function rewriting(
  before: Layout,
  after: Layout,
  boxOf: (id: number) => Box,
  idOf: (box: Box) => number,
): Rewrite {
  const moves = new Moves(after.width);
  const others: Rewrite[] = [];
  before.fields.forEach((own, index) => {
    const target = after.fields[index] as Field;
    part(own.shape, own, target.shape, target, moves, (field, other) =>
      others.push(valueRewriting(field, other, boxOf, idOf)),
    );
  });
  const tables = new MoveTables([moves], after.width, lookedUp);
  return (from, fromAt, to, toAt) => {
    for (let word = 0; word < after.width; word++) to[toAt + word] = tables.word(0, word, from, fromAt);
    for (const rewrite of others) rewrite(from, fromAt, to, toAt);
  };
}

/** Bits that mean the same in both rows, or have a place each in the other one, are moved; what has to be read as a value is left. */
function part(
  shape: Shape,
  from: Place,
  target: Shape,
  to: Place,
  moves: Moves,
  leave: (field: Field, target: Field) => void,
): void {
  const places = (own: Universe, other: Universe) => {
    const found = own.items.map((item) => other.indexOf(item));
    return found.includes(-1) ? undefined : Int32Array.from(found);
  };
  const { kind } = shape;
  if (kind === 'function' && target.kind === 'function' && shape.keys === target.keys) {
    shape.items.forEach((item, index) => {
      const [own, other] = [shape.places[index] as Place, target.places[index] as Place];
      part(item, within(from, own), target.items[index] as Shape, within(to, other), moves, leave);
    });
    return;
  }
  if ((kind === 'bool' || kind === 'interned') && kind === target.kind)
    return moves.field(from, shape.bits, to);
  if (kind === 'integer' && target.kind === 'integer' && shape.low === target.low)
    return moves.field(from, shape.bits, to);
  if (kind === 'sequence' && target.kind === 'sequence' && sameShape(shape.item, target.item))
    return moves.field(from, shape.bits, to);
  // The only value there was has no bits, but may need some.
  const found =
    (kind === 'mask' || (kind === 'enum' && shape.bits > 0)) && kind === target.kind
      ? places(shape.universe, target.universe)
      : undefined;
  if (found === undefined) leave({ shape, ...from }, { shape: target, ...to });
  else if (kind === 'mask') moves.bits(from, to, found);
  else moves.field(from, shape.bits, to, found);
}

function valueRewriting(
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
      direct(from, fromAt, words, -target.word);
      remembered.set(bits, words);
    }
    const begin = toAt + target.word;
    for (let index = 0; index < length; index++)
      to[begin + index] = (to[begin + index] as number) | (words[index] as number);
  };
}
