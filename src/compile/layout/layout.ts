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

/** Whole words first, then the rest where there is room, the widest first. */
export function layOut(shapes: readonly Shape[]): Layout {
  const places: (Place | undefined)[] = shapes.map(() => undefined);
  let width = 0;
  shapes.forEach(({ bits }, index) => {
    if (bits < 32) return;
    places[index] = { word: width, shift: 0 };
    width += bits >>> 5;
  });
  const rest = shapes.map(({ bits }, index) => ({ bits, index })).filter(({ bits }) => bits < 32);
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
  const fields = shapes.map((shape, index): Field => ({ shape, ...(places[index] as Place) }));
  return { fields, width: Math.max(1, width) };
}

/** Every variable by number: where every search begins. */
export function boxedLayout(count: number): Layout {
  return layOut(Array.from({ length: count }, () => interned));
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
