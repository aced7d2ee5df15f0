/** Numbers that grow past every layout: x becomes 3 x + 1. Fields have 8 bits at first, or as many as a test says. */

import { Misfit, type RowModel } from '../../../checker/rows.js';
import { mix } from './maze.js';

export interface Growing {
  /** Bits of each field: 8, 16 or 24. */
  readonly bits: readonly number[];
  /** Fields above it do not grow any more. */
  readonly until: number;
  readonly reviewAt?: number;
  /** What a review makes of the fields. */
  readonly reviewed?: readonly number[];
  /** The last field grows only when all others have grown up. */
  readonly lastLate?: boolean;
  /** Words that hold nothing. */
  readonly padding?: number;
  /** The invariant: field 0 does not reach this. */
  readonly below?: number;
}

/** Where each field lies: no field crosses words. */
function placesOf({ bits, padding = 0 }: Growing): {
  places: { word: number; shift: number; bits: number }[];
  width: number;
} {
  let word = 0;
  let shift = 0;
  const places = bits.map((size) => {
    if (shift + size > 32) {
      word++;
      shift = 0;
    }
    const place = { word, shift, bits: size };
    shift += size;
    return place;
  });
  return { places, width: word + 1 + padding };
}

export function openRows(data: unknown): RowModel {
  const growing = data as Growing;
  const { places, width } = placesOf(growing);
  const found = {
    words: new Int32Array(8 * width),
    actions: new Int32Array(8),
    times: new Int32Array(8).fill(1),
    between: 0,
  };
  const read = (words: Int32Array, at: number) =>
    places.map(({ word, shift, bits }) => ((words[at + word] as number) >>> shift) & (2 ** bits - 1));
  const write = (values: readonly number[], words: Int32Array, at: number) => {
    words.fill(0, at, at + width);
    places.forEach(({ word, shift, bits }, index) => {
      const value = values[index] as number;
      if (value >= 2 ** bits) throw new Misfit(index, { needed: 32 - Math.clz32(value) });
      words[at + word] = (words[at + word] as number) | (value << shift);
    });
  };
  const hashFrom = (seed: number, words: Int32Array, at: number) =>
    read(words, at).reduce((code, value) => mix(code + value), seed);
  const reopen = (next: Growing) => {
    const model = openRows(next);
    return {
      model,
      convert: (from: Int32Array, fromAt: number, to: Int32Array, toAt: number) => {
        const values = read(from, fromAt);
        to.fill(0, toAt, toAt + model.width);
        placesOf(next).places.forEach(({ word, shift }, index) => {
          to[toAt + word] = (to[toAt + word] as number) | ((values[index] as number) << shift);
        });
      },
    };
  };
  const late = growing.lastLate === true;
  const model: RowModel = {
    name: 'Growing',
    variables: growing.bits.map((_, index) => `x${index}`),
    actions: growing.bits.map((_, index) => ({ name: `Grow${index}` })),
    invariants: [{ name: 'Below', kind: 'invariant' }],
    checkDeadlock: false,
    width,
    identity: [0, width],
    found,
    initial() {
      write(
        growing.bits.map(() => 0),
        found.words,
        0,
      );
      return 1;
    },
    expand(words, at) {
      const values = read(words, at);
      let rows = 0;
      values.forEach((value, index) => {
        if (value > growing.until) return;
        if (
          late &&
          index === values.length - 1 &&
          values.some((other, at) => at < index && other <= growing.until)
        )
          return;
        write(values.with(index, 3 * value + 1), found.words, rows * width);
        found.actions[rows++] = index;
      });
      return rows;
    },
    // The layout takes part: the table is made new when the model is widened.
    hash: (words, at) => hashFrom(width * 17 + (growing.bits[0] as number), words, at),
    contentHash: (words, at) => hashFrom(5, words, at),
    firstViolated: (words, at) => ((read(words, at)[0] as number) < (growing.below ?? 2 ** 31) ? -1 : 0),
    holds: (_, words, at) => (read(words, at)[0] as number) < (growing.below ?? 2 ** 31),
    values: read,
    replay: (path) =>
      path.map((row, index) => {
        const values = read(row, 0);
        const before = path[index - 1];
        const old = before === undefined ? values : read(before, 0);
        return { action: values.findIndex((value, field) => value !== old[field]), values };
      }),
    compare: (left, leftAt, right, rightAt) => {
      const ours = read(left, leftAt);
      const theirs = read(right, rightAt);
      return ours.map((value, index) => value - (theirs[index] as number)).find((order) => order !== 0) ?? 0;
    },
    portable: () => ({ module: import.meta.url, data }),
    widen: ({ variable, detail }) => {
      if (variable < 0) {
        const { reviewAt: _, ...rest } = growing;
        return reopen({ ...rest, bits: growing.reviewed ?? growing.bits });
      }
      const { needed } = detail as { readonly needed: number };
      return reopen({ ...growing, bits: growing.bits.with(variable, 8 * Math.ceil(needed / 8)) });
    },
    ...(growing.reviewAt === undefined ? {} : { reviewAt: growing.reviewAt }),
  };
  return model;
}
