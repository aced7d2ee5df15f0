/**
 * Boxed values: what a compiled specification computes with where nothing better is known. Every value has one form, sets
 * and functions lie in sorted arrays, and each carries a hash of its content that is equal in every thread and every run.
 */

import { mix, modelValueHash, scalarHash } from '../../values/content.js';
import { EnumerationError, modelValueType } from '../../values/value.js';
import { Finder } from './finder.js';
import { compareBoxes } from './order.js';

/** Integers are numbers while they are safe and bigints beyond, never the other way round. */
export type Box = boolean | number | bigint | string | Atom | BoxSet | BoxFunction;

/** An error while evaluating: the interpreter evaluates the state again and says which. */
class Trouble extends Error {
  override readonly name = 'Trouble';
}

const trouble = new Trouble('The interpreter explains it.');

/** Whether it is for the interpreter to say what is wrong. */
export function isTrouble(error: unknown): boolean {
  return error instanceof Trouble || error instanceof EnumerationError;
}

/** Throwing one object costs no stack trace: nobody reads it. */
export function fail(): never {
  throw trouble;
}

export function hashBox(box: Box): number {
  return typeof box === 'object' ? box.hash : scalarHash(box);
}

/** A model value. One object a name and thread. */
export class Atom {
  private static readonly known = new Map<string, Atom>();
  readonly hash: number;
  /** Number in a table of values, and which table that is (0: none). */
  id = -1;
  owner = 0;

  /** As of the value: {@link modelValueType}. */
  readonly type: string | undefined;

  private constructor(readonly text: string) {
    this.type = modelValueType(text);
    this.hash = modelValueHash(text);
  }

  static of(text: string): Atom {
    let atom = Atom.known.get(text);
    if (atom === undefined) {
      atom = new Atom(text);
      Atom.known.set(text, atom);
    }
    return atom;
  }
}

/** A set: written out ({@link ListSet}) or known by what belongs to it (symbolic.ts). */
export abstract class BoxSet {
  id = -1;
  owner = 0;
  protected hashed = 0;

  get hash(): number {
    if (this.hashed === 0) this.hashed = hashList(0x7feb352d, this.members());
    return this.hashed;
  }

  abstract has(box: Box): boolean;
  /** The members, least first, each once. @throws Trouble where they cannot be written out */
  abstract members(): readonly Box[];
  /** The number of members, if it can be told. @throws Trouble */
  abstract cardinality(): number | bigint;
  /** How many members there are at most, as far as floating point tells; Infinity where it is not known to be finite. */
  abstract readonly extent: number;
  /** Whether its members can be written out. */
  abstract readonly listable: boolean;
  /** The members, least first, each once, without writing out a large set. @throws Trouble where there are too many */
  abstract drawn(): Iterable<Box>;

  /** Whether it is the same set, or within it, as far as that can be told without the members. */
  shapeIn(_other: BoxSet, _how: 'same' | 'within'): boolean | undefined {
    return undefined;
  }

  /** Only asked of what is not {@link listable}. @throws Trouble */
  equals(_other: BoxSet): boolean {
    return fail();
  }

  /** Their order; only asked of what is not {@link listable}. @throws Trouble */
  compare(_other: BoxSet): number {
    return fail();
  }
}

function hashList(seed: number, items: readonly Box[]): number {
  let hash = mix(seed, items.length);
  for (let i = 0; i < items.length; i++) hash = mix(hash, hashBox(items[i] as Box));
  return hash === 0 ? 1 : hash;
}

export class ListSet extends BoxSet {
  static readonly empty = new ListSet([]);
  private finder: Finder | undefined;

  /** @param items sorted, each once */
  constructor(readonly items: readonly Box[]) {
    super();
  }

  has(box: Box): boolean {
    const { items } = this;
    // Sets that are not written out are compared, and not looked for by their order.
    if (items.length <= 6 || (box instanceof BoxSet && !box.listable)) {
      for (let i = 0; i < items.length; i++) if (sameBox(items[i] as Box, box)) return true;
      return false;
    }
    this.finder ??= new Finder(items);
    return this.finder.indexOf(box) >= 0;
  }

  members(): readonly Box[] {
    return this.items;
  }

  drawn(): readonly Box[] {
    return this.items;
  }

  get extent(): number {
    return this.items.length;
  }

  get listable(): boolean {
    return true;
  }

  cardinality(): number {
    return this.items.length;
  }
}

/** @param items sorted, each once */
export function listed(items: readonly Box[]): ListSet {
  return items.length === 0 ? ListSet.empty : new ListSet(items);
}

/** A set of members in any order, repetitions allowed. The array is kept. */
export function setOf(items: Box[]): ListSet {
  if (items.length === 0) return ListSet.empty;
  if (ascends(items)) return new ListSet(items);
  items.sort(compareBoxes);
  let kept = 1;
  for (let i = 1; i < items.length; i++) {
    const item = items[i] as Box;
    if (!sameBox(item, items[kept - 1] as Box)) items[kept++] = item;
  }
  items.length = kept;
  return new ListSet(items);
}

/** Whether they are sorted already, each once. */
function ascends(items: readonly Box[]): boolean {
  for (let i = 1; i < items.length; i++)
    if (compareBoxes(items[i - 1] as Box, items[i] as Box) >= 0) return false;
  return true;
}

/** The domain of functions, shared by all that have it: equal domains are one object. */
export class Keys {
  private static readonly known = new Map<number, Keys[]>();
  private static readonly sequences: Keys[] = [];
  /** Whether the keys are 1..n: functions on them are sequences. */
  readonly sequential: boolean;
  private readonly positions: Map<Box, number> | undefined;
  private finder: Finder | undefined;
  private asSet: ListSet | undefined;

  private constructor(
    readonly list: readonly Box[],
    readonly hash: number,
  ) {
    this.sequential = list.every((key, index) => key === index + 1);
    this.positions =
      !this.sequential && list.every((key) => typeof key !== 'object' || key instanceof Atom)
        ? new Map(list.map((key, index) => [key, index]))
        : undefined;
  }

  /** @param list sorted, each once */
  static of(list: readonly Box[]): Keys {
    const hash = hashList(0x6b43a9b5, list);
    const bucket = Keys.known.get(hash);
    const found = bucket?.find(
      (keys) => keys.list.length === list.length && keys.list.every((key, i) => sameBox(key, list[i] as Box)),
    );
    if (found !== undefined) return found;
    const keys = new Keys(list, hash);
    if (bucket === undefined) Keys.known.set(hash, [keys]);
    else bucket.push(keys);
    return keys;
  }

  /** 1..length */
  static sequence(length: number): Keys {
    let keys = Keys.sequences[length];
    if (keys === undefined) {
      keys = Keys.of(Array.from({ length }, (_, index) => index + 1));
      Keys.sequences[length] = keys;
    }
    return keys;
  }

  /** −1 outside the domain. */
  indexOf(key: Box): number {
    if (this.sequential) {
      return typeof key === 'number' && key >= 1 && key <= this.list.length ? key - 1 : -1;
    }
    if (this.positions !== undefined) return this.positions.get(key) ?? -1;
    this.finder ??= new Finder(this.list);
    return this.finder.indexOf(key);
  }

  get set(): ListSet {
    if (this.asSet === undefined) this.asSet = new ListSet(this.list);
    return this.asSet;
  }
}

/** A function; sequences, tuples and records too. */
export class BoxFunction {
  id = -1;
  owner = 0;
  private hashed = 0;

  /** @param values in the order of the keys */
  constructor(
    readonly keys: Keys,
    readonly values: readonly Box[],
  ) {}

  get hash(): number {
    if (this.hashed === 0) this.hashed = hashList(this.keys.hash, this.values);
    return this.hashed;
  }

  /** undefined outside the domain */
  get(key: Box): Box | undefined {
    const index = this.keys.indexOf(key);
    return index < 0 ? undefined : this.values[index];
  }
}

export function sequence(items: readonly Box[]): BoxFunction {
  return new BoxFunction(Keys.sequence(items.length), items);
}

/** Equality of content; values of unlike kinds are just different. */
export function sameBox(left: Box, right: Box): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  if (left instanceof BoxFunction) return right instanceof BoxFunction && sameFunction(left, right);
  if (left instanceof BoxSet) return right instanceof BoxSet && sameSet(left, right);
  return false;
}

function differByHash(left: BoxSet | BoxFunction, right: BoxSet | BoxFunction): boolean {
  try {
    return left.hash !== right.hash;
  } catch (error) {
    // What has a set within that is not written out has no hash: it is compared part by part.
    if (isTrouble(error)) return false;
    throw error;
  }
}

function sameFunction(left: BoxFunction, right: BoxFunction): boolean {
  if (left.keys !== right.keys || differByHash(left, right)) return false;
  if (left.owner !== 0 && left.owner === right.owner) return left.id === right.id;
  return sameList(left.values, right.values);
}

function sameSet(left: BoxSet, right: BoxSet): boolean {
  if (left instanceof ListSet && right instanceof ListSet) {
    if (left.items.length !== right.items.length || differByHash(left, right)) return false;
    if (left.owner !== 0 && left.owner === right.owner) return left.id === right.id;
    return sameList(left.items, right.items);
  }
  if (!left.listable) return left.equals(right);
  if (!right.listable) return right.equals(left);
  return left.shapeIn(right, 'same') ?? sameList(left.members(), right.members());
}

function sameList(left: readonly Box[], right: readonly Box[]): boolean {
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) if (!sameBox(left[i] as Box, right[i] as Box)) return false;
  return true;
}

/** The one form of an integer. */
export function integerBox(value: bigint): number | bigint {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}
