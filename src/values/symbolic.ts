/** Sets that are known by what belongs to them: membership never goes through the members. */

import { is } from 'immutable';
import { compareValues } from './compare.js';
import {
  EnumerationError,
  FiniteSet,
  FunctionValue,
  integer,
  largestEnumeration,
  SetValue,
  type Value,
} from './value.js';

export const infinite = Number.POSITIVE_INFINITY;

function isInteger(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** Members where they may be asked for several times: written out when that is possible. */
function members(set: SetValue): Iterable<Value> {
  return set.enumerable ? set.elements() : set;
}

/** A finite size as a number: rounded above the safe integers, but never to Infinity. */
export function finite(size: number): number {
  return Math.min(size, Number.MAX_VALUE);
}

/** How many functions there are from a set of so many members to one of so many. */
export function power(range: number, domain: number): number {
  if (domain === 0) return 1;
  if (range <= 1) return range;
  return range === infinite || domain === infinite ? infinite : finite(range ** domain);
}

/** How many tuples there are of members of sets of so many members. */
export function times(sizes: readonly number[]): number {
  if (sizes.includes(0)) return 0;
  if (sizes.includes(infinite)) return infinite;
  return finite(sizes.reduce((product, size) => product * size, 1));
}

/** A set as an operand of a prefix or infix operator. */
export function operand(set: SetValue): string {
  const text = set.description;
  return /^\w+$/.test(text) || /^[[{(]/.test(text) ? text : `(${text})`;
}

/** Nat, Int, STRING and the like: a predicate with a name. */
export class NamedSet extends SetValue {
  override readonly size = infinite;

  constructor(
    override readonly description: string,
    private readonly test: (value: Value) => boolean,
  ) {
    super();
  }

  override has(value: Value): boolean {
    return this.test(value);
  }

  override sameShape(other: SetValue): boolean | undefined {
    return other.isOpen ? undefined : this === other;
  }

  protected override generate(): never {
    throw this.tooLarge();
  }
}

export const naturals = new NamedSet('Nat', (value) => isInteger(value) && value >= 0);
export const integers = new NamedSet('Int', isInteger);
export const strings = new NamedSet('STRING', (value) => typeof value === 'string');
export const booleans = FiniteSet.of([false, true]);

/** a..b */
export class Interval extends SetValue {
  override readonly size: number;

  constructor(
    readonly low: number | bigint,
    readonly high: number | bigint,
  ) {
    super();
    this.size = finite(Number(this.cardinality));
  }

  override get cardinality(): number | bigint {
    const { low, high } = this;
    if (high < low) return 0;
    const count = Number(high) - Number(low) + 1;
    return count <= Number.MAX_SAFE_INTEGER ? count : integer(BigInt(high) - BigInt(low) + 1n);
  }

  override get description(): string {
    return `${this.low}..${this.high}`;
  }

  override has(value: Value): boolean {
    return isInteger(value) && value >= this.low && value <= this.high;
  }

  override sameShape(other: SetValue): boolean | undefined {
    if (other.isOpen) return undefined;
    return other instanceof Interval && other.low === this.low && other.high === this.high;
  }

  protected override *generate(): Iterable<Value> {
    const { low, high } = this;
    if (typeof low === 'number' && typeof high === 'number') for (let i = low; i <= high; i++) yield i;
    else for (let i = BigInt(low); i <= high; i++) yield integer(i);
  }
}

/** SUBSET base */
export class PowerSet extends SetValue {
  constructor(readonly base: SetValue) {
    super();
  }

  override get size(): number {
    return power(2, this.base.size);
  }

  override get atLeast(): number {
    return power(2, this.base.atLeast);
  }

  override get cardinality(): number | bigint | undefined {
    const { cardinality } = this.base;
    if (cardinality === undefined) return undefined;
    if (cardinality > largestExponent)
      throw new EnumerationError(`\`${this.description}\` has more members than can be counted.`);
    return integer(2n ** BigInt(cardinality));
  }

  override get description(): string {
    return `SUBSET ${operand(this.base)}`;
  }

  override has(value: Value): boolean {
    return value instanceof SetValue && isSubset(value, this.base);
  }

  override sameShape(other: SetValue): boolean | undefined {
    if (other instanceof PowerSet) return this.base.equals(other.base);
    return other.isOpen ? undefined : false;
  }

  /** By size, those of one size in the order of their members: the order of sets. */
  protected override *generate(): Iterable<Value> {
    const all = this.base.elements();
    const chosen: Value[] = [];
    function* choose(from: number, count: number): Iterable<Value> {
      if (count === 0) {
        yield FiniteSet.of(chosen);
        return;
      }
      for (let i = from; i <= all.length - count; i++) {
        const member = all[i];
        if (member === undefined) return;
        chosen.push(member);
        yield* choose(i + 1, count - 1);
        chosen.pop();
      }
    }
    for (let size = 0; size <= all.length; size++) yield* choose(0, size);
  }
}

const largestExponent = 100_000;

/** Functions given by a set of values for each key: [S -> T], record sets and products are all of this shape. */
export class FunctionSpace extends SetValue {
  constructor(
    /** The keys, least first, with the sets that their values come from. */
    readonly fields: readonly (readonly [Value, SetValue])[],
    private readonly describe: () => string,
  ) {
    super();
  }

  override get description(): string {
    return this.describe();
  }

  override get size(): number {
    return times(this.fields.map(([, values]) => values.size));
  }

  override get atLeast(): number {
    return times(this.fields.map(([, values]) => values.atLeast));
  }

  override get cardinality(): number | bigint | undefined {
    if (!this.isOpen && this.size <= Number.MAX_SAFE_INTEGER) return this.size;
    let product: bigint | undefined = 1n;
    for (const [, values] of this.fields) {
      const { cardinality } = values;
      product =
        product === undefined || cardinality === undefined ? undefined : product * BigInt(cardinality);
    }
    return product === undefined ? undefined : integer(product);
  }

  override has(value: Value): boolean {
    if (!(value instanceof FunctionValue) || value.domain.size !== this.fields.length) return false;
    return this.fields.every(([key, values]) => {
      const item = value.get(key);
      return item !== undefined && values.has(item);
    });
  }

  override sameShape(other: SetValue): boolean | undefined {
    if (!(other instanceof FunctionSpace) || other.fields.length !== this.fields.length)
      return other.isOpen ? undefined : false;
    const same = this.fields.every(([key, values], index) => {
      const field = other.fields[index];
      return field !== undefined && is(key, field[0]) && values.equals(field[1]);
    });
    // Both are empty where a part of each is.
    return same || this.atLeast > 0 || other.atLeast > 0 ? same : undefined;
  }

  /** Key by key, the last one fastest: the order of functions on one domain. */
  protected override *generate(): Iterable<Value> {
    const { fields } = this;
    function* from(index: number, partial: FunctionValue): Iterable<Value> {
      const field = fields[index];
      if (field === undefined) {
        yield partial;
        return;
      }
      for (const item of members(field[1]))
        yield* from(index + 1, new FunctionValue(partial.map.set(field[0], item)));
    }
    if (this.size > 0) yield* from(0, FunctionValue.sequence([]));
  }
}

/** Functions on a set that cannot be written out, so that nothing that is written out is one of them. */
export class InfiniteFunctionSpace extends SetValue {
  constructor(
    readonly domain: SetValue,
    readonly range: SetValue,
  ) {
    super();
  }

  /** There is one function on the empty set. */
  override get size(): number {
    return Math.max(1, power(this.range.size, this.domain.size));
  }

  override get atLeast(): number {
    const { domain, range } = this;
    return domain.atLeast === 0 ? Math.min(1, range.atLeast) : power(range.atLeast, domain.atLeast);
  }

  override get enumerable(): boolean {
    return false;
  }

  override get cardinality(): number | bigint | undefined {
    if (this.size > Number.MAX_SAFE_INTEGER && this.size < infinite) throw this.uncountable();
    return super.cardinality;
  }

  override get description(): string {
    return `[${this.domain.description} -> ${this.range.description}]`;
  }

  override has(value: Value): boolean {
    if (!(value instanceof FunctionValue) || !value.domain.equals(this.domain)) return false;
    if (value.domain.enumerable) return value.map.every((item) => this.range.has(item));
    throw new EnumerationError(
      `\`${this.domain.description}\` is too large for finding out whether a function on it is in \`${this.description}\`.`,
    );
  }

  override sameShape(other: SetValue): boolean | undefined {
    if (!(other instanceof InfiniteFunctionSpace)) return this.isOpen || other.isOpen ? undefined : false;
    return this.domain.equals(other.domain) && this.range.equals(other.range);
  }

  override tooLarge(how?: string, limit?: number): EnumerationError {
    return this.domain.tooLarge(how, limit);
  }

  protected override generate(): never {
    throw this.tooLarge('written out', largestEnumeration);
  }
}

/** Seq(base) */
export class SequenceSpace extends SetValue {
  constructor(readonly base: SetValue) {
    super();
  }

  override get size(): number {
    return this.base.size === 0 ? 1 : infinite;
  }

  override get atLeast(): number {
    return this.base.atLeast === 0 ? 1 : infinite;
  }

  override get description(): string {
    return `Seq(${this.base.description})`;
  }

  override has(value: Value): boolean {
    if (!(value instanceof FunctionValue)) return false;
    const items = value.items();
    return items?.every((item) => this.base.has(item)) ?? false;
  }

  override sameShape(other: SetValue): boolean | undefined {
    if (other instanceof SequenceSpace) return this.base.equals(other.base);
    return other.isOpen ? undefined : false;
  }

  protected override generate(): Iterable<Value> {
    return [FunctionValue.sequence([])];
  }
}

/** Whether the members of one set belong to another: as far as shapes can tell, without going through them. @throws EnumerationError */
export function isSubset(left: SetValue, right: SetValue): boolean {
  const known = withinShape(left, right);
  if (known !== undefined) return known;
  for (const element of members(left)) if (!right.has(element)) return false;
  return true;
}

function withinShape(left: SetValue, right: SetValue): boolean | undefined {
  if (left === right || left.sameShape(right) === true) return true;
  if (left instanceof PowerSet)
    return right instanceof PowerSet ? isSubset(left.base, right.base) : undefined;
  if (left instanceof SequenceSpace)
    return right instanceof SequenceSpace ? isSubset(left.base, right.base) : undefined;
  if (left instanceof Interval && right instanceof Interval)
    return left.size === 0 || (right.low <= left.low && left.high <= right.high);
  if (left instanceof FunctionSpace && right instanceof FunctionSpace) {
    if (left.size === 0) return true;
    // Where a part may be empty, only its members can tell.
    if (left.atLeast === 0) return undefined;
    return (
      left.fields.length === right.fields.length &&
      left.fields.every(([key, values], index) => {
        const field = right.fields[index];
        return field !== undefined && is(key, field[0]) && isSubset(values, field[1]);
      })
    );
  }
  return undefined;
}

/** [domain -> range] */
export function functionSet(domain: SetValue, range: SetValue): SetValue {
  if (!domain.enumerable)
    return range.size === 0 && domain.atLeast > 0 ? range : new InfiniteFunctionSpace(domain, range);
  const fields = domain.elements().map((key): [Value, SetValue] => [key, range]);
  return new FunctionSpace(fields, () => `[${domain.description} -> ${range.description}]`);
}

/** [name : set, …] */
export function recordSet(fields: readonly (readonly [string, SetValue])[]): SetValue {
  const sorted = [...fields].sort(([a], [b]) => compareValues(a, b));
  return new FunctionSpace(
    sorted,
    () => `[${fields.map(([name, set]) => `${name} : ${set.description}`).join(', ')}]`,
  );
}

/** A \X B \X … */
export function product(factors: readonly SetValue[]): SetValue {
  const fields = factors.map((factor, index): [Value, SetValue] => [index + 1, factor]);
  return new FunctionSpace(fields, () => factors.map(operand).join(' \\X '));
}
