/**
 * Shapes: how the values of a variable, or of a part of it, lie in the bits of a row (decision 3 of the architecture).
 * What has no small shape is one word: its number in the table of values.
 */

import { Atom, type Box, BoxFunction, BoxSet, type Keys, ListSet, sameBox, sequence } from '../boxes/box.js';
import { Finder } from '../boxes/finder.js';
import { compareBoxes } from '../boxes/order.js';

export type Shape =
  | BoolShape
  | IntegerShape
  | EnumShape
  | MaskShape
  | FunctionShape
  | SequenceShape
  | InternedShape;

interface Base {
  /** Bits; above 32 whole words, and then a multiple of 32. */
  readonly bits: number;
}

export interface BoolShape extends Base {
  readonly kind: 'bool';
}

/** The integer less `low`. */
export interface IntegerShape extends Base {
  readonly kind: 'integer';
  readonly low: number;
  readonly high: number;
}

/** The index in a universe. */
export interface EnumShape extends Base {
  readonly kind: 'enum';
  readonly universe: Universe;
}

/** A set over a universe: a bit for each possible member. */
export interface MaskShape extends Base {
  readonly kind: 'mask';
  readonly universe: Universe;
}

/** A function, tuple or record on fixed keys: a field for each. */
export interface FunctionShape extends Base {
  readonly kind: 'function';
  readonly keys: Keys;
  readonly items: readonly Shape[];
  readonly places: readonly Place[];
  /** When all items have one shape: how they follow each other. */
  readonly stride: Stride | undefined;
}

/**
 * A sequence of any length up to a bound, in less than a word: its items, the first one lowest, and behind the last one a bit that
 * is one. So the same bits stand for it whatever the bound is.
 */
export interface SequenceShape extends Base {
  readonly kind: 'sequence';
  readonly item: Shape;
  /** The greatest length. */
  readonly most: number;
  /** Bits from one item to the next. */
  readonly step: number;
}

/** Of values that have parts. */
export type CompositeShape = FunctionShape | MaskShape | SequenceShape;

/** The number in the table of values. */
export interface InternedShape extends Base {
  readonly kind: 'interned';
}

/** Where a field starts: a word, and a bit in it. */
export interface Place {
  readonly word: number;
  readonly shift: number;
}

interface Stride {
  readonly shape: Shape;
  /** Words an item, when it has whole words; else 0. */
  readonly words: number;
  /** Items a word, when an item is smaller. */
  readonly perWord: number;
}

export const bool: BoolShape = { kind: 'bool', bits: 1 };
export const interned: InternedShape = { kind: 'interned', bits: 32 };
/** Larger sets are not worth their bits. */
export const largestMask = 1024;
export const largestEnum = 1 << 16;
/** Functions of more words are one number instead. */
const largestFunction = 32 * 64;

/** A finite list of values, least first, each once. */
export class Universe {
  private readonly positions = new Map<Box, number>();
  private readonly finder: Finder;
  /** Whether they are integers that follow each other. */
  readonly contiguous: boolean;

  private constructor(readonly items: readonly Box[]) {
    this.finder = new Finder(items);
    items.forEach((item, index) => {
      if (typeof item !== 'object' || item instanceof Atom) this.positions.set(item, index);
    });
    const [first] = items;
    this.contiguous = typeof first === 'number' && items.every((item, index) => item === first + index);
  }

  /** @param items in any order, repetitions allowed */
  static of(items: readonly Box[]): Universe {
    const sorted = [...items].sort(compareBoxes);
    return new Universe(
      sorted.filter((item, index) => index === 0 || !sameBox(item, sorted[index - 1] as Box)),
    );
  }

  get size(): number {
    return this.items.length;
  }

  /** −1 for what is not in it. */
  indexOf(box: Box): number {
    if (typeof box !== 'object' || box instanceof Atom) return this.positions.get(box) ?? -1;
    return this.finder.indexOf(box);
  }

  equals(other: Universe): boolean {
    if (this === other) return true;
    return this.size === other.size && this.items.every((item, i) => sameBox(item, other.items[i] as Box));
  }
}

function bitsFor(count: number): number {
  return count <= 1 ? 0 : 32 - Math.clz32(count - 1);
}

export function integerShape(low: number, high: number): Shape {
  const count = high - low + 1;
  return count <= 2 ** 31 ? { kind: 'integer', low, high, bits: bitsFor(count) } : interned;
}

export function enumShape(universe: Universe): Shape {
  return universe.size <= largestEnum ? { kind: 'enum', universe, bits: bitsFor(universe.size) } : interned;
}

export function maskShape(universe: Universe): Shape {
  if (universe.size > largestMask) return interned;
  return { kind: 'mask', universe, bits: universe.size <= 32 ? universe.size : 32 * wordsOf(universe.size) };
}

export function functionShape(keys: Keys, items: readonly Shape[]): Shape {
  const total = items.reduce((sum, item) => sum + item.bits, 0);
  const places: Place[] = [];
  let word = 0;
  let shift = 0;
  for (const { bits } of items) {
    // Nothing straddles words; what has whole words starts at one.
    if (total > 32 && shift > 0 && shift + bits > 32) {
      word++;
      shift = 0;
    }
    places.push({ word, shift });
    shift += bits;
    while (shift >= 32) {
      word++;
      shift -= 32;
    }
  }
  const bits = total <= 32 ? total : 32 * (shift > 0 ? word + 1 : word);
  if (bits > largestFunction) return interned;
  const [first] = items;
  const uniform = first !== undefined && items.every((item) => sameShape(item, first));
  const stride = uniform
    ? {
        shape: first,
        words: first.bits >= 32 ? first.bits >>> 5 : 0,
        perWord: first.bits === 0 ? 1 : Math.floor(32 / first.bits),
      }
    : undefined;
  return { kind: 'function', keys, items, places, stride, bits };
}

/** More would reach the sign of a word, which shifts treat in a way of its own. */
const largestSequence = 31;

/** @param most at least how long sequences may be, and @param wanted how long they are to be if there are bits for it */
export function sequenceShape(item: Shape, most: number, wanted = most): Shape {
  const step = Math.max(1, item.bits);
  const length = Math.min(wanted, Math.floor((largestSequence - 1) / step));
  return length < most || holdsSequence(item)
    ? interned
    : { kind: 'sequence', item, most: length, step, bits: 1 + length * step };
}

/** Of these zero bits are no value, and behind the end of a sequence there are zeros. */
function holdsSequence(shape: Shape): boolean {
  return shape.kind === 'sequence' || (shape.kind === 'function' && shape.items.some(holdsSequence));
}

export function sameShape(left: Shape, right: Shape): boolean {
  if (left === right) return true;
  if (left.kind === 'bool') return right.kind === 'bool';
  if (left.kind === 'interned') return right.kind === 'interned';
  if (left.kind === 'integer')
    return right.kind === 'integer' && left.low === right.low && left.high === right.high;
  if (left.kind === 'sequence')
    return right.kind === 'sequence' && left.most === right.most && sameShape(left.item, right.item);
  if (left.kind === 'function') {
    return (
      right.kind === 'function' &&
      left.keys === right.keys &&
      left.items.every((item, index) => sameShape(item, right.items[index] as Shape))
    );
  }
  return (
    (right.kind === 'enum' || right.kind === 'mask') &&
    left.kind === right.kind &&
    left.universe.equals(right.universe)
  );
}

/** A mask of so many bits, the lowest. */
export function lowestBits(bits: number): number {
  return bits >= 32 ? -1 : 2 ** bits - 1;
}

/** Words that so many bits take. */
export function wordsOf(bits: number): number {
  return (bits + 31) >>> 5;
}

/** Writes a value at a bit of a row, whose bits there are zero. @returns whether it fits */
export function encode(
  shape: Shape,
  box: Box,
  words: Int32Array,
  at: number,
  shift: number,
  idOf: (box: Box) => number,
): boolean {
  const put = (value: number): true => {
    words[at] = (words[at] as number) | (value << shift);
    return true;
  };
  switch (shape.kind) {
    case 'bool':
      return typeof box === 'boolean' && put(box ? 1 : 0);
    case 'integer':
      return typeof box === 'number' && box >= shape.low && box <= shape.high && put(box - shape.low);
    case 'enum': {
      const index = shape.universe.indexOf(box);
      return index >= 0 && put(index);
    }
    case 'interned':
      words[at] = idOf(box);
      return true;
    case 'mask':
      if (!(box instanceof BoxSet)) return false;
      return box.members().every((member) => {
        const index = shape.universe.indexOf(member);
        if (index < 0) return false;
        const bit = shift + index;
        words[at + (bit >>> 5)] = (words[at + (bit >>> 5)] as number) | (1 << (bit & 31));
        return true;
      });
    case 'function':
      if (!(box instanceof BoxFunction) || box.keys !== shape.keys) return false;
      return shape.items.every((item, index) => {
        const place = shape.places[index] as Place;
        return encode(item, box.values[index] as Box, words, at + place.word, shift + place.shift, idOf);
      });
    case 'sequence': {
      if (!(box instanceof BoxFunction) || !box.keys.sequential || box.values.length > shape.most)
        return false;
      put(1 << (box.values.length * shape.step));
      return box.values.every((value, index) =>
        encode(shape.item, value, words, at, shift + index * shape.step, idOf),
      );
    }
  }
}

/** Reads the value at a bit of a row; undefined for bits that no value has. */
export function decode(
  shape: Shape,
  words: Int32Array,
  at: number,
  shift: number,
  boxOf: (id: number) => Box,
): Box | undefined {
  const word = (words[at] as number) ?? 0;
  const field = shape.bits === 0 ? 0 : shape.bits >= 32 ? word : (word >>> shift) & (2 ** shape.bits - 1);
  switch (shape.kind) {
    case 'bool':
      return field !== 0;
    case 'integer':
      return shape.low + field <= shape.high ? shape.low + field : undefined;
    case 'enum':
      return shape.universe.items[field];
    case 'interned':
      return boxOf(word);
    case 'mask': {
      const members = shape.universe.items.filter((_, index) => {
        const bit = shift + index;
        return (((words[at + (bit >>> 5)] as number) >>> (bit & 31)) & 1) !== 0;
      });
      return members.length === 0 ? ListSet.empty : new ListSet(members);
    }
    case 'function': {
      const values: Box[] = [];
      for (let i = 0; i < shape.items.length; i++) {
        const place = shape.places[i] as Place;
        const value = decode(shape.items[i] as Shape, words, at + place.word, shift + place.shift, boxOf);
        if (value === undefined) return undefined;
        values.push(value);
      }
      return new BoxFunction(shape.keys, values);
    }
    case 'sequence': {
      const end = 31 - Math.clz32(field);
      if (field === 0 || end % shape.step !== 0) return undefined;
      const values: Box[] = [];
      for (let i = 0; i < end; i += shape.step) {
        const value = decode(shape.item, words, at, shift + i, boxOf);
        if (value === undefined) return undefined;
        values.push(value);
      }
      return sequence(values);
    }
  }
}
