/** TLA+ values: one closed union over `immutable` collections, compared by content. */

import { hash, Map as ImmutableMap, Set as ImmutableSet, is, type ValueObject } from 'immutable';
import { compareValues } from './compare.js';
import { printValue } from './print.js';

/**
 * Integers are numbers while they are safe (up to 2^53 − 1 in size) and bigints beyond, never the other way round, so
 * that equal integers are equal values.
 */
export type Value = boolean | number | bigint | string | ModelValue | SetValue | FunctionValue;

export type Kind = 'boolean' | 'integer' | 'string' | 'model value' | 'set' | 'function';

export function kindOf(value: Value): Kind {
  switch (typeof value) {
    case 'boolean':
      return 'boolean';
    case 'number':
    case 'bigint':
      return 'integer';
    case 'string':
      return 'string';
    default:
      return value instanceof ModelValue ? 'model value' : value instanceof SetValue ? 'set' : 'function';
  }
}

/** The one form of an integer. */
export function integer(value: bigint): number | bigint {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

/** The type of a model value of this name: a letter in front of an underscore. */
export function modelValueType(name: string): string | undefined {
  return name.length > 2 && name[1] === '_' ? name[0] : undefined;
}

/** A constant without structure: equal to itself only. */
export class ModelValue implements ValueObject {
  private static readonly known = new globalThis.Map<string, ModelValue>();

  /** The A of A_x: such values can only be compared with each other and with those that have no type. Undefined: it has none. */
  readonly type: string | undefined;

  private constructor(readonly name: string) {
    this.type = modelValueType(name);
  }

  static of(name: string): ModelValue {
    let value = ModelValue.known.get(name);
    if (value === undefined) {
      value = new ModelValue(name);
      ModelValue.known.set(name, value);
    }
    return value;
  }

  equals(other: unknown): boolean {
    return this === other;
  }

  hashCode(): number {
    return hash(this.name) ^ 0x5bd1e995;
  }

  /** As TLA+. */
  toString(): string {
    return printValue(this);
  }
}

/** Thrown when the members of an infinite set, or of far too large a one, are asked for. */
export class EnumerationError extends Error {
  override readonly name = 'EnumerationError';
}

/** Hears of every member of a set that is written out or gone through; see {@link counting}. */
let count: (() => void) | undefined;

/** Runs something whose work on sets is to be limited: `each` is called for every member that is written out or gone through, and may throw. */
export function counting<Result>(each: () => void, run: () => Result): Result {
  const before = count;
  count = each;
  try {
    return run();
  } finally {
    count = before;
  }
}

function counted(members: Iterable<Value>): Iterable<Value> {
  const each = count;
  return each === undefined ? members : told(members, each);
}

function* told(members: Iterable<Value>, each: () => void): Iterable<Value> {
  for (const member of members) {
    each();
    yield member;
  }
}

/** How many members are written out at most. */
export const largestEnumeration = 8_000_000;

/** A set that is known to have no more members than this is gone through, member by member, to its end. */
export const longestWalk = 100_000_000;

/** How many members of a set are gone through. @param size as far as it is known */
export function walkLimit(size: number): number {
  return size <= longestWalk ? longestWalk : largestEnumeration;
}

/** A set: finite and written out, or known by what belongs to it. */
export abstract class SetValue implements ValueObject {
  private sorted: readonly Value[] | undefined;
  private written: ImmutableSet<Value> | undefined;

  abstract has(value: Value): boolean;
  /** How many members there are at most, rounded above the safe integers. Infinity: it is not known to be finite. */
  abstract readonly size: number;
  /** The set as TLA+, without its members where it can be said so. */
  abstract readonly description: string;
  /** The members, least first, each once; only asked of a finite set. */
  protected abstract generate(): Iterable<Value>;
  /** Whether it is the same set, as far as that can be told without the members. */
  abstract sameShape(other: SetValue): boolean | undefined;

  /** How many members there are at least: less than the size where only going through them could tell. */
  get atLeast(): number {
    return this.size;
  }

  /** Whether the number of members is not known. */
  get isOpen(): boolean {
    return this.atLeast !== this.size;
  }

  /** The number of members, exactly; undefined for an infinite set. @throws EnumerationError where nobody can count them */
  get cardinality(): number | bigint | undefined {
    if (this.atLeast === Number.POSITIVE_INFINITY) return undefined;
    if (this.isOpen) throw this.uncountable();
    return this.size;
  }

  /** @throws EnumerationError where that cannot be told */
  get isFinite(): boolean {
    if (this.size < Number.POSITIVE_INFINITY) return true;
    if (this.atLeast === Number.POSITIVE_INFINITY) return false;
    throw new EnumerationError(`Nobody can tell whether \`${this.description}\` is finite.`);
  }

  /** Whether its members can be written out. */
  get enumerable(): boolean {
    return this.size <= largestEnumeration;
  }

  /** The members, least first. @throws EnumerationError */
  elements(): readonly Value[] {
    if (this.sorted === undefined) {
      if (!this.enumerable) throw this.tooLarge('written out', largestEnumeration);
      this.sorted = [...counted(this.generate())];
    }
    return this.sorted;
  }

  /** The members one by one, least first, without building the set first. @throws EnumerationError */
  *[Symbol.iterator](): IterableIterator<Value> {
    if (this.sorted !== undefined) {
      yield* this.sorted;
      return;
    }
    if (this.size === Number.POSITIVE_INFINITY) throw this.tooLarge();
    const limit = walkLimit(this.size);
    let count = 0;
    for (const member of counted(this.generate())) {
      if (++count > limit) throw this.tooLarge();
      yield member;
    }
  }

  /** The members as an `immutable` set. @throws EnumerationError */
  toImmutable(): ImmutableSet<Value> {
    if (this.written === undefined) this.written = ImmutableSet(this.elements());
    return this.written;
  }

  /** @throws EnumerationError where neither shapes nor members can tell */
  equals(other: unknown): boolean {
    if (this === other) return true;
    if (!(other instanceof SetValue) || this.atLeast > other.size || other.atLeast > this.size) return false;
    if (this.enumerable && other.enumerable) {
      if (this.size !== other.size) return false;
      // Two power sets are told apart by what they are of, and so are others of one shape that are not empty.
      const alike =
        this.size > 0 && this.constructor === other.constructor ? this.sameShape(other) : undefined;
      return alike ?? this.elements().every((element) => other.has(element));
    }
    if (this.enumerable) return other.consistsOf(this);
    if (other.enumerable) return this.consistsOf(other);
    return this.sameShape(other) ?? other.sameShape(this) ?? this.incomparable(other);
  }

  /** Goes through the members, no further than one that the other set does not have. */
  private consistsOf(other: SetValue): boolean {
    let count = 0;
    for (const member of this) {
      if (!other.has(member)) return false;
      count++;
    }
    return count === other.size;
  }

  /** @throws EnumerationError for a set that may be equal to one of another size */
  hashCode(): number {
    if (this.enumerable) return this.toImmutable().hashCode();
    if (this.isOpen) throw new EnumerationError(`\`${this.description}\` is too large to be compared.`);
    return hash(this.size);
  }

  incomparable(other: SetValue): never {
    throw new EnumerationError(
      `\`${this.description}\` and \`${other.description}\` are too large to be compared.`,
    );
  }

  /** As TLA+. */
  toString(): string {
    return printValue(this);
  }

  protected uncountable(): EnumerationError {
    return new EnumerationError(`The members of \`${this.description}\` cannot be counted.`);
  }

  tooLarge(how = 'gone through', limit = walkLimit(this.size)): EnumerationError {
    const why =
      this.size === Number.POSITIVE_INFINITY
        ? `${this.atLeast === this.size ? 'is' : 'may be'} infinite: its members cannot be gone through`
        : `has more members than can be ${how} (the limit is ${limit})`;
    return new EnumerationError(`\`${this.description}\` ${why}.`);
  }
}

/** A set that is written out. */
export class FiniteSet extends SetValue {
  static readonly empty = new FiniteSet(ImmutableSet());

  private constructor(private readonly members: ImmutableSet<Value>) {
    super();
  }

  static of(members: Iterable<Value>): FiniteSet {
    const set = ImmutableSet(members);
    return set.size === 0 ? FiniteSet.empty : new FiniteSet(set);
  }

  override get size(): number {
    return this.members.size;
  }

  override get enumerable(): boolean {
    return true;
  }

  override get description(): string {
    return printValue(this);
  }

  override has(value: Value): boolean {
    // An open set is found by comparing it only.
    if (value instanceof SetValue && !value.enumerable && value.isOpen)
      return this.members.some((member) => is(member, value));
    return this.members.has(value);
  }

  /** Sorting is dear: it is done once. */
  override [Symbol.iterator](): IterableIterator<Value> {
    return this.elements()[Symbol.iterator]();
  }

  protected override generate(): Iterable<Value> {
    return [...this.members].sort(compareValues);
  }

  override sameShape(): undefined {
    return undefined;
  }

  override toImmutable(): ImmutableSet<Value> {
    return this.members;
  }
}

/** A function: tuples, sequences (domain 1..n) and records (domain of strings) are functions too. */
export class FunctionValue implements ValueObject {
  private keys: FiniteSet | undefined;

  constructor(private readonly entries: ImmutableMap<Value, Value>) {}

  static sequence(items: readonly Value[]): FunctionValue {
    return new FunctionValue(ImmutableMap(items.map((item, index): [Value, Value] => [index + 1, item])));
  }

  static record(fields: Iterable<readonly [string, Value]>): FunctionValue {
    return new FunctionValue(
      ImmutableMap<Value, Value>([...fields].map(([name, value]): [Value, Value] => [name, value])),
    );
  }

  /** Every argument with its value. @throws EnumerationError for a function on an infinite set */
  get map(): ImmutableMap<Value, Value> {
    return this.entries;
  }

  get domain(): SetValue {
    if (this.keys === undefined) this.keys = FiniteSet.of(this.map.keys());
    return this.keys;
  }

  /** The value for an argument; undefined outside the domain. */
  get(argument: Value): Value | undefined {
    return this.entries.get(argument);
  }

  /** The items in order when the domain is 1..n, else undefined. */
  items(): readonly Value[] | undefined {
    if (!this.domainIsEnumerable) return undefined;
    const { map } = this;
    const items: Value[] = [];
    for (let i = 1; i <= map.size; i++) {
      const item = map.get(i);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return items;
  }

  protected get domainIsEnumerable(): boolean {
    return true;
  }

  equals(other: unknown): boolean {
    return this === other || (other instanceof FunctionValue && is(this.map, other.map));
  }

  hashCode(): number {
    return this.map.hashCode() ^ 0x3c6ef372;
  }

  /** As TLA+. */
  toString(): string {
    return printValue(this);
  }
}

/** A function whose values are found when they are asked for, each once; its domain may be infinite. */
export class LazyFunction extends FunctionValue {
  private found = ImmutableMap<Value, Value>();
  private complete: ImmutableMap<Value, Value> | undefined;

  constructor(
    private readonly arguments_: SetValue,
    /** Asked for members of the domain only. */
    private readonly compute: (argument: Value, self: LazyFunction) => Value,
  ) {
    super(ImmutableMap());
  }

  override get map(): ImmutableMap<Value, Value> {
    if (this.complete === undefined) {
      for (const argument of this.arguments_.elements()) this.get(argument);
      this.complete = this.found;
    }
    return this.complete;
  }

  override get domain(): SetValue {
    return this.arguments_;
  }

  override get(argument: Value): Value | undefined {
    const known = this.found.get(argument);
    if (known !== undefined) return known;
    if (!this.arguments_.has(argument)) return undefined;
    const value = this.compute(argument, this);
    this.found = this.found.set(argument, value);
    return value;
  }

  protected override get domainIsEnumerable(): boolean {
    return this.arguments_.enumerable;
  }
}

/** Equality of content, whatever the kinds. */
export function sameValue(left: Value, right: Value): boolean {
  return is(left, right);
}
