/** TLA+ values: one closed union over `immutable` collections, compared by content. */

import { hash, Map as ImmutableMap, Set as ImmutableSet, is, type ValueObject } from 'immutable';
import { compareValues } from './compare.js';

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

/** A constant without structure: equal to itself only. */
export class ModelValue implements ValueObject {
  private static readonly known = new globalThis.Map<string, ModelValue>();

  private constructor(readonly name: string) {}

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
}

/** Thrown when the members of an infinite set, or of far too large a one, are asked for. */
export class EnumerationError extends Error {
  override readonly name = 'EnumerationError';
}

/** More members than any check can go through. */
export const largestEnumeration = 8_000_000;

/** A set: finite and written out, or known by what belongs to it. */
export abstract class SetValue implements ValueObject {
  private sorted: readonly Value[] | undefined;
  private written: ImmutableSet<Value> | undefined;

  abstract has(value: Value): boolean;
  /** Infinity for an infinite set. */
  abstract readonly size: number;
  /** What the set is called when it cannot be enumerated. */
  abstract readonly description: string;
  /** The members in any order, each once; only for a set of finite size. */
  protected abstract generate(): Iterable<Value>;

  /** The members, least first. @throws EnumerationError */
  elements(): readonly Value[] {
    if (this.sorted === undefined) {
      this.checkFinite();
      this.sorted = [...this.generate()].sort(compareValues);
    }
    return this.sorted;
  }

  /** The members one by one, without building the set first. @throws EnumerationError */
  *[Symbol.iterator](): Iterator<Value> {
    if (this.sorted === undefined) this.checkFinite();
    yield* this.elements();
  }

  /** The members as an `immutable` set. @throws EnumerationError */
  toImmutable(): ImmutableSet<Value> {
    if (this.written === undefined) this.written = ImmutableSet(this.elements());
    return this.written;
  }

  equals(other: unknown): boolean {
    if (this === other) return true;
    if (!(other instanceof SetValue) || this.size !== other.size) return false;
    if (this.size === Number.POSITIVE_INFINITY) return this.description === other.description;
    return this.elements().every((element) => other.has(element));
  }

  hashCode(): number {
    if (this.size === Number.POSITIVE_INFINITY) return hash(this.description);
    return this.toImmutable().hashCode();
  }

  private checkFinite(): void {
    if (this.size === Number.POSITIVE_INFINITY) {
      throw new EnumerationError(`\`${this.description}\` is infinite: its members cannot be gone through.`);
    }
    if (this.size > largestEnumeration) {
      throw new EnumerationError(
        `\`${this.description}\` has ${this.size} members, too many to go through (the limit is ${largestEnumeration}).`,
      );
    }
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

  override get description(): string {
    return 'a set';
  }

  override has(value: Value): boolean {
    return this.members.has(value);
  }

  protected override generate(): Iterable<Value> {
    return this.members;
  }

  override toImmutable(): ImmutableSet<Value> {
    return this.members;
  }
}

/** A function: tuples, sequences (domain 1..n) and records (domain of strings) are functions too. */
export class FunctionValue implements ValueObject {
  private keys: FiniteSet | undefined;

  constructor(readonly map: ImmutableMap<Value, Value>) {}

  static sequence(items: readonly Value[]): FunctionValue {
    return new FunctionValue(ImmutableMap(items.map((item, index): [Value, Value] => [index + 1, item])));
  }

  static record(fields: Iterable<readonly [string, Value]>): FunctionValue {
    return new FunctionValue(
      ImmutableMap<Value, Value>([...fields].map(([name, value]): [Value, Value] => [name, value])),
    );
  }

  get domain(): FiniteSet {
    if (this.keys === undefined) this.keys = FiniteSet.of(this.map.keys());
    return this.keys;
  }

  get(argument: Value): Value | undefined {
    return this.map.get(argument);
  }

  /** The items in order when the domain is 1..n, else undefined. */
  items(): readonly Value[] | undefined {
    const items: Value[] = [];
    for (let i = 1; i <= this.map.size; i++) {
      const item = this.map.get(i);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return items;
  }

  equals(other: unknown): boolean {
    return this === other || (other instanceof FunctionValue && is(this.map, other.map));
  }

  hashCode(): number {
    return this.map.hashCode() ^ 0x3c6ef372;
  }
}

/** Equality of content, whatever the kinds. */
export function sameValue(left: Value, right: Value): boolean {
  return is(left, right);
}
