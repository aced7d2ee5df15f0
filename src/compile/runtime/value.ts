/**
 * Boxed values: what generated code computes with where it knows no better. Sets and functions are interned, so that
 * within a thread equal values are one object and `===` is equality; hashes depend on content alone, so that they
 * are the same in every worker and every run.
 */

import { Fault } from './fault.js';

/** Integers are numbers while they are safe and bigints beyond, as in src/values. */
export type Boxed = boolean | number | bigint | string | BoxedModelValue | BoxedSet | BoxedFunction | LazySet;

/** What may be an element of something: a set that is kept symbolic is built first. */
export type Element = Exclude<Boxed, LazySet>;

export class BoxedModelValue {
  readonly hash: number;
  constructor(readonly name: string) {
    this.hash = mix(hashText(name), 0x51ed270b);
  }
}

/** A finite set; `elements` in the order of {@link compareBoxed}, without repetitions. Made by {@link internSet} only. */
export class BoxedSet {
  /** Number in the shared table, −1 while it is in no state. */
  id = -1;
  /** Kept when the interner is cleaned: constants, and what they are made of. */
  pinned = false;
  private positions: Map<Element, number> | undefined;

  constructor(
    readonly elements: readonly Element[],
    readonly hash: number,
  ) {}

  /** Position of an element, −1 if it is none. */
  position(element: Boxed): number {
    const { elements } = this;
    if (elements.length <= 8) {
      for (let i = 0; i < elements.length; i++) if (elements[i] === element) return i;
      return -1;
    }
    if (this.positions === undefined) {
      this.positions = new Map();
      for (let i = 0; i < elements.length; i++) this.positions.set(elements[i] as Element, i);
    }
    return this.positions.get(element as Element) ?? -1;
  }
}

/** A function, record, tuple or sequence: `values[i]` belongs to `domain.elements[i]`. Made by {@link internFunction} only. */
export class BoxedFunction {
  id = -1;
  pinned = false;
  constructor(
    readonly domain: BoxedSet,
    readonly values: readonly Element[],
    readonly hash: number,
  ) {}
}

/** A set that is described rather than built: membership never goes through its elements. */
export abstract class LazySet {
  private built: BoxedSet | undefined;

  abstract contains(value: Boxed): boolean;
  /** Number of elements; Infinity when there is no end to them. */
  abstract size(): number;
  protected abstract build(): BoxedSet;

  /** The set itself. @throws Fault `infinite-set` when it is not finite, `set-too-large` when it cannot be built */
  force(): BoxedSet {
    if (this.built === undefined) {
      const size = this.size();
      if (size === Number.POSITIVE_INFINITY) throw new Fault('infinite-set');
      if (size > 20_000_000) throw new Fault('set-too-large');
      this.built = this.build();
    }
    return this.built;
  }
}

// ───────────────────────────── hashing ─────────────────────────────

/** Stirs one word into another (multiply and xorshift, as in MurmurHash3's finaliser). */
export function mix(hash: number, word: number): number {
  let h = Math.imul(hash ^ word, 0x85ebca6b);
  h ^= h >>> 15;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 13);
}

export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h ^ (h >>> 16);
}

const stringHashes = new Map<string, number>();

export function hashOf(value: Element): number {
  switch (typeof value) {
    case 'number':
      return mix(value | 0, Math.floor(value / 4294967296) | 0);
    case 'string': {
      let hash = stringHashes.get(value);
      if (hash === undefined) {
        hash = mix(hashText(value), 0x2c1b3c6d);
        stringHashes.set(value, hash);
      }
      return hash;
    }
    case 'boolean':
      return value ? 0x3c6ef372 : 0x1b873593;
    case 'bigint':
      return mix(hashText(value.toString()), 0x297a2d39);
    default:
      return value.hash;
  }
}

// ───────────────────────────── order ─────────────────────────────

function rank(value: Boxed): number {
  switch (typeof value) {
    case 'boolean':
      return 0;
    case 'number':
    case 'bigint':
      return 1;
    case 'string':
      return 2;
    default:
      if (value instanceof BoxedModelValue) return 3;
      return value instanceof BoxedFunction ? 5 : 4;
  }
}

/** The order of src/values' `compareValues`: it decides what CHOOSE takes and how sets are gone through. */
export function compareBoxed(left: Boxed, right: Boxed): number {
  if (left === right) return 0;
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : 1;
  const kinds = rank(left) - rank(right);
  if (kinds !== 0) return kinds;
  if (typeof left !== 'object' || typeof right !== 'object') return left < right ? -1 : 1;
  if (left instanceof BoxedModelValue) {
    const other = (right as BoxedModelValue).name;
    return left.name < other ? -1 : left.name > other ? 1 : 0;
  }
  if (left instanceof BoxedFunction) {
    const other = right as BoxedFunction;
    return compareBoxed(left.domain, other.domain) || compareLists(left.values, other.values);
  }
  const a = force(left);
  const b = force(right as BoxedSet | LazySet);
  return a.elements.length - b.elements.length || compareLists(a.elements, b.elements);
}

function compareLists(left: readonly Element[], right: readonly Element[]): number {
  for (let i = 0; i < left.length && i < right.length; i++) {
    const order = compareBoxed(left[i] as Element, right[i] as Element);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

// ───────────────────────────── interning ─────────────────────────────

type Interned = BoxedSet | BoxedFunction;

let slots: (Interned | undefined)[] = new Array(1 << 12).fill(undefined);
let used = 0;
let cleanAt = 1 << 21;

function grow(size: number, keep: (value: Interned) => boolean): void {
  const old = slots;
  slots = new Array(size).fill(undefined);
  used = 0;
  const mask = size - 1;
  for (const value of old) {
    if (value === undefined || !keep(value)) continue;
    let at = value.hash & mask;
    while (slots[at] !== undefined) at = (at + 1) & mask;
    slots[at] = value;
    used++;
  }
}

function enter(value: Interned): void {
  if (2 * used >= slots.length) grow(2 * slots.length, () => true);
  const mask = slots.length - 1;
  let at = value.hash & mask;
  while (slots[at] !== undefined) at = (at + 1) & mask;
  slots[at] = value;
  used++;
}

function sameItems(left: readonly Element[], right: readonly Element[]): boolean {
  const { length } = left;
  if (length !== right.length) return false;
  for (let i = 0; i < length; i++) if (left[i] !== right[i]) return false;
  return true;
}

/** The set of elements that are already in order and without repetitions. Keeps the array. */
export function internSet(elements: readonly Element[]): BoxedSet {
  let hash = 0x5bd1e995;
  for (let i = 0; i < elements.length; i++) hash = mix(hash, hashOf(elements[i] as Element));
  const mask = slots.length - 1;
  for (let at = hash & mask; ; at = (at + 1) & mask) {
    const found = slots[at];
    if (found === undefined) break;
    if (found.hash === hash && found instanceof BoxedSet && sameItems(found.elements, elements)) return found;
  }
  const made = new BoxedSet(elements, hash);
  enter(made);
  return made;
}

/** The function with `values[i]` for `domain.elements[i]`. Keeps the array. */
export function internFunction(domain: BoxedSet, values: readonly Element[]): BoxedFunction {
  let hash = domain.hash;
  for (let i = 0; i < values.length; i++) hash = mix(hash, hashOf(values[i] as Element));
  const mask = slots.length - 1;
  for (let at = hash & mask; ; at = (at + 1) & mask) {
    const found = slots[at];
    if (found === undefined) break;
    if (
      found.hash === hash &&
      found instanceof BoxedFunction &&
      found.domain === domain &&
      sameItems(found.values, values)
    ) {
      return found;
    }
  }
  const made = new BoxedFunction(domain, values, hash);
  enter(made);
  return made;
}

const modelValues = new Map<string, BoxedModelValue>();

export function internModelValue(name: string): BoxedModelValue {
  let value = modelValues.get(name);
  if (value === undefined) {
    value = new BoxedModelValue(name);
    modelValues.set(name, value);
  }
  return value;
}

/** Keeps a value, and what it is made of, through {@link cleanInterner}. */
export function pin(value: Boxed): void {
  if (value instanceof BoxedSet) {
    if (value.pinned) return;
    value.pinned = true;
    value.elements.forEach(pin);
  } else if (value instanceof BoxedFunction) {
    if (value.pinned) return;
    value.pinned = true;
    pin(value.domain);
    value.values.forEach(pin);
  }
}

/**
 * Forgets intermediate results once there are many. Only between two states: whatever unpinned value somebody still
 * holds would no longer be the one object of its content.
 */
export function cleanInterner(): void {
  if (used < cleanAt) return;
  grow(slots.length, (value) => value.pinned || value.id >= 0);
  cleanAt = Math.max(1 << 21, 2 * used);
}

// ───────────────────────────── making sets ─────────────────────────────

export const emptySet = internSet([]);
pin(emptySet);

/** A set of elements in any order, with repetitions. Sorts the array in place. */
export function makeSet(elements: Element[]): BoxedSet {
  if (elements.length < 2) return elements.length === 0 ? emptySet : internSet(elements);
  let sorted = true;
  for (let i = 1; i < elements.length && sorted; i++) {
    sorted = compareBoxed(elements[i - 1] as Element, elements[i] as Element) < 0;
  }
  if (sorted) return internSet(elements);
  elements.sort(compareBoxed);
  let kept = 1;
  for (let i = 1; i < elements.length; i++) {
    if (elements[i] !== elements[kept - 1]) elements[kept++] = elements[i] as Element;
  }
  elements.length = kept;
  return internSet(elements);
}

const sequenceDomains: BoxedSet[] = [emptySet];

/** `1..length`. */
export function sequenceDomain(length: number): BoxedSet {
  const known = sequenceDomains[length];
  if (known !== undefined) return known;
  const made = internSet(Array.from({ length }, (_, i) => i + 1));
  made.pinned = true;
  if (length < 65536) {
    for (let i = sequenceDomains.length; i < length; i++) sequenceDomain(i);
    sequenceDomains[length] = made;
  }
  return made;
}

export function makeSequence(values: readonly Element[]): BoxedFunction {
  return internFunction(sequenceDomain(values.length), values);
}

/** Whether a function's domain is `1..n`. */
export function isSequence(value: Boxed): value is BoxedFunction {
  return value instanceof BoxedFunction && value.domain === sequenceDomain(value.values.length);
}

export function force(set: BoxedSet | LazySet): BoxedSet {
  return set instanceof BoxedSet ? set : set.force();
}

/** A value as it is put into another: sets that are kept symbolic are built. */
export function element(value: Boxed): Element {
  return value instanceof LazySet ? value.force() : value;
}

/** A set, built. @throws Fault `not-a-set` */
export function setOf(value: Boxed): BoxedSet {
  if (value instanceof BoxedSet) return value;
  if (value instanceof LazySet) return value.force();
  throw new Fault('not-a-set');
}
