/** Where each variable lies in a row. */

import type { Box } from '../boxes/box.js';
import { decode, encode, interned, type Place, type Shape } from './shape.js';

export interface Field extends Place {
  readonly shape: Shape;
}

export interface Layout {
  /** In the order of the variables. */
  readonly fields: readonly Field[];
  /** Words of a row. */
  readonly width: number;
}

const none: ReadonlySet<number> = new Set();

/** @param first variables that come before the others, in words of their own */
export function layOut(shapes: readonly Shape[], first = none): Layout {
  const places: Place[] = [];
  const indices = shapes.map((_, index) => index);
  const own = pack(
    shapes,
    indices.filter((index) => first.has(index)),
    0,
    places,
  );
  const width = pack(
    shapes,
    indices.filter((index) => !first.has(index)),
    own,
    places,
  );
  const fields = shapes.map((shape, index): Field => ({ shape, ...(places[index] as Place) }));
  return { fields, width: Math.max(1, width) };
}

/**
 * Finds places from a word on: whole words first, then the rest where there is room, the widest first.
 * @returns the word after them
 */
function pack(shapes: readonly Shape[], indices: readonly number[], from: number, places: Place[]): number {
  let width = from;
  const rest: { bits: number; index: number }[] = [];
  for (const index of indices) {
    const { bits } = shapes[index] as Shape;
    if (bits < 32) rest.push({ bits, index });
    else {
      places[index] = { word: width, shift: 0 };
      width += bits >>> 5;
    }
  }
  rest.sort((a, b) => b.bits - a.bits || a.index - b.index);
  const room: { word: number; used: number }[] = [];
  for (const { bits, index } of rest) {
    let slot = room.find(({ used }) => used + bits <= 32);
    if (slot === undefined) {
      slot = { word: width++, used: 0 };
      room.push(slot);
    }
    places[index] = { word: slot.word, shift: slot.used };
    slot.used += bits;
  }
  return width;
}

/** The words that these variables have, where they come first. */
export function leadingWords({ fields }: Layout, first: ReadonlySet<number>): number {
  const ends = fields.map(({ shape, word }) => word + Math.max(1, shape.bits >>> 5));
  return Math.max(...ends.filter((_, index) => first.has(index)));
}

/** Every variable by number: where every search begins. @param first as in {@link layOut} */
export function boxedLayout(count: number, first = none): Layout {
  return layOut(
    Array.from({ length: count }, () => interned),
    first,
  );
}

/** @returns whether it fits; the row must be zero */
export function encodeRow(
  layout: Layout,
  values: readonly Box[],
  words: Int32Array,
  at: number,
  idOf: (box: Box) => number,
): boolean {
  return layout.fields.every(({ shape, word, shift }, index) =>
    encode(shape, values[index] as Box, words, at + word, shift, idOf),
  );
}

export function decodeRow(layout: Layout, words: Int32Array, at: number, boxOf: (id: number) => Box): Box[] {
  return layout.fields.map(({ shape, word, shift }) => {
    const value = decode(shape, words, at + word, shift, boxOf);
    if (value === undefined) throw new RangeError('A row holds bits that stand for no value.');
    return value;
  });
}

/** The words that hold numbers of the table of values: these differ from run to run. */
export function internedWords({ fields, width }: Layout): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (shape: Shape, word: number): void => {
    if (shape.kind === 'interned') found.add(word);
    else if (shape.kind === 'function')
      shape.items.forEach((item, index) => {
        visit(item, word + (shape.places[index] as Place).word);
      });
  };
  for (const field of fields) visit(field.shape, field.word);
  if (width < found.size) throw new RangeError('More words than a row has.');
  return found;
}
