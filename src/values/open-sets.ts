/** Sets that are asked for members and gone through, and neither written out nor counted: unions, intersections, differences and filters of others. */

import { compareValues } from './compare.js';
import { finite, Interval, infinite, operand } from './symbolic.js';
import { type EnumerationError, FiniteSet, largestEnumeration, SetValue, type Value } from './value.js';

/** A set whose members are not written out, and mostly not counted: what is known is membership. */
abstract class OpenSet extends SetValue {
  override get enumerable(): boolean {
    return false;
  }

  override get isOpen(): boolean {
    return true;
  }

  override get cardinality(): number | bigint | undefined {
    if (this.size === infinite) return super.cardinality;
    let count = 0;
    for (const _ of this) count++;
    return count;
  }
}

/** Union, intersection or difference of which a part cannot be written out. */
export class Combination extends OpenSet {
  constructor(
    readonly operator: '\\cup' | '\\cap' | '\\',
    readonly left: SetValue,
    readonly right: SetValue,
  ) {
    super();
  }

  override get size(): number {
    const { left, right } = this;
    if (this.operator === '\\cap') return Math.min(left.size, right.size);
    if (this.operator === '\\') return left.size;
    return left.size === infinite || right.size === infinite ? infinite : finite(left.size + right.size);
  }

  override get atLeast(): number {
    const { left, right } = this;
    if (this.operator === '\\cup') return Math.max(left.atLeast, right.atLeast);
    return this.operator === '\\' && right.size < infinite ? Math.max(0, left.atLeast - right.size) : 0;
  }

  override get description(): string {
    return `${operand(this.left)} ${this.operator} ${operand(this.right)}`;
  }

  override has(value: Value): boolean {
    const { left, right } = this;
    if (this.operator === '\\cup') return left.has(value) || right.has(value);
    return left.has(value) && right.has(value) === (this.operator === '\\cap');
  }

  override sameShape(other: SetValue): boolean | undefined {
    if (!(other instanceof Combination) || other.operator !== this.operator) return undefined;
    return (this.left.equals(other.left) && this.right.equals(other.right)) || undefined;
  }

  protected override *generate(): Iterable<Value> {
    const { left, right, operator } = this;
    if (operator === '\\cup') {
      yield* merged(left, right);
      return;
    }
    const from = operator === '\\cap' && right.size < left.size ? right : left;
    for (const member of from) if (this.has(member)) yield member;
  }
}

/** The members of both, least first. */
function* merged(left: SetValue, right: SetValue): Iterable<Value> {
  const others = right[Symbol.iterator]();
  let other = others.next();
  for (const member of left) {
    for (; !other.done && compareValues(other.value, member) < 0; other = others.next()) yield other.value;
    if (!other.done && compareValues(other.value, member) === 0) other = others.next();
    yield member;
  }
  for (; !other.done; other = others.next()) yield other.value;
}

/** Whether it is a set of members, or of numbers that follow each other: others are known by what belongs to them. */
export function isWrittenOut(set: SetValue): boolean {
  return set instanceof FiniteSet || set instanceof Interval;
}

/** `{x \in base : test}` of a base that is not written out, or cannot be. */
export class Filtered extends OpenSet {
  /** The members that have been gone through, and how it goes on. */
  private found: Value[] = [];
  private rest: Iterator<Value> | undefined;
  private candidate: IteratorResult<Value> | undefined;

  constructor(
    private readonly base: SetValue,
    /** Asked for members of the base only. */
    private readonly test: (value: Value) => boolean,
    override readonly description: string,
  ) {
    super();
  }

  override get size(): number {
    return this.base.size;
  }

  override get atLeast(): number {
    return 0;
  }

  /** What it is a filter of in the end. */
  get origin(): SetValue {
    return this.base instanceof Filtered ? this.base.origin : this.base;
  }

  override has(value: Value): boolean {
    return this.base.has(value) && this.test(value);
  }

  /** No further than it is asked for; each candidate is tested once, how often soever it is gone through. */
  override *[Symbol.iterator](): IterableIterator<Value> {
    if (this.size > largestEnumeration) yield* super[Symbol.iterator]();
    else for (let i = 0; i < this.found.length || this.find(); i++) yield this.found[i] as Value;
  }

  private find(): boolean {
    for (;;) {
      const { done, value } = this.ahead();
      if (done === true) return false;
      const belongs = this.test(value);
      // One that cannot be tested is met again by whoever goes through the set again.
      this.candidate = undefined;
      if (!belongs) continue;
      this.found.push(value);
      return true;
    }
  }

  private ahead(): IteratorResult<Value> {
    this.rest ??= this.base[Symbol.iterator]();
    try {
      this.candidate ??= this.rest.next();
    } catch (error) {
      // An iterator that has failed goes on no more.
      this.rest = undefined;
      this.found = [];
      throw error;
    }
    return this.candidate;
  }

  override tooLarge(how?: string, limit?: number): EnumerationError {
    return this.base.tooLarge(how, limit);
  }

  protected override *generate(): Iterable<Value> {
    for (const member of this.base) if (this.test(member)) yield member;
  }

  override sameShape(): undefined {
    return undefined;
  }
}

export function union(left: SetValue, right: SetValue): SetValue {
  if (right.size === 0) return left;
  if (left.size === 0) return right;
  if (!left.enumerable || !right.enumerable) return new Combination('\\cup', left, right);
  return FiniteSet.of(left.toImmutable().union(right.toImmutable()));
}

export function intersection(left: SetValue, right: SetValue): SetValue {
  if (!left.enumerable && !right.enumerable) return new Combination('\\cap', left, right);
  const [small, large] = left.enumerable && left.size <= right.size ? [left, right] : [right, left];
  return FiniteSet.of(small.elements().filter((element) => large.has(element)));
}

export function difference(left: SetValue, right: SetValue): SetValue {
  if (!left.enumerable) return new Combination('\\', left, right);
  return FiniteSet.of(left.elements().filter((element) => !right.has(element)));
}
