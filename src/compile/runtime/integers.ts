/** Integer arithmetic without bounds: numbers while they are safe, bigints beyond, never silently wrong. */

import { Fault } from './fault.js';
import { type Boxed, type BoxedSet, internSet, LazySet } from './value.js';

type Integer = number | bigint;

function integer(value: Boxed): Integer {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  throw new Fault('not-an-integer');
}

/** The one form of an integer. */
export function normal(value: bigint): Integer {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

function isSafe(value: number): boolean {
  return value >= -9007199254740991 && value <= 9007199254740991;
}

export function add(a: Boxed, b: Boxed): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (isSafe(sum)) return sum;
  }
  return normal(BigInt(integer(a)) + BigInt(integer(b)));
}

export function subtract(a: Boxed, b: Boxed): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (isSafe(difference)) return difference;
  }
  return normal(BigInt(integer(a)) - BigInt(integer(b)));
}

export function multiply(a: Boxed, b: Boxed): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (isSafe(product)) return product === 0 ? 0 : product;
  }
  return normal(BigInt(integer(a)) * BigInt(integer(b)));
}

export function negate(a: Boxed): Integer {
  const value = integer(a);
  return typeof value === 'number' ? (value === 0 ? 0 : -value) : normal(-value);
}

/** Rounds down: `a = b * (a \div b) + a % b` with `0 <= a % b < b`. Division by 0 and `%` by less than 1 are errors. */
export function divide(a: Boxed, b: Boxed): Integer {
  const x = integer(a);
  const y = integer(b);
  if (y === 0) throw new Fault('division-by-zero');
  if (typeof x === 'number' && typeof y === 'number') {
    const quotient = Math.floor(x / y);
    if (Math.abs(x) < 4503599627370496) return quotient === 0 ? 0 : quotient;
  }
  const p = BigInt(x);
  const q = BigInt(y);
  const quotient = p / q;
  return normal(p % q !== 0n && p < 0n !== q < 0n ? quotient - 1n : quotient);
}

export function modulo(a: Boxed, b: Boxed): Integer {
  const x = integer(a);
  const y = integer(b);
  if (y <= 0) throw new Fault('modulus-not-positive');
  if (typeof x === 'number' && typeof y === 'number') {
    const rest = x % y;
    return rest < 0 ? rest + y : rest === 0 ? 0 : rest;
  }
  const rest = BigInt(x) % BigInt(y);
  return normal(rest < 0n ? rest + BigInt(y) : rest);
}

export function power(a: Boxed, b: Boxed): Integer {
  const x = integer(a);
  const y = integer(b);
  if (y < 0) throw new Fault('negative-exponent');
  if (typeof x === 'number' && typeof y === 'number') {
    const result = x ** y;
    if (isSafe(result)) return result === 0 ? 0 : result;
  }
  if (BigInt(y) > 1_000_000n) throw new Fault('number-too-large');
  return normal(BigInt(x) ** BigInt(y));
}

export function less(a: Boxed, b: Boxed): boolean {
  return integer(a) < integer(b);
}

export function lessOrEqual(a: Boxed, b: Boxed): boolean {
  return integer(a) <= integer(b);
}

/** `low..high`, not built. */
export class Interval extends LazySet {
  constructor(
    readonly low: Integer,
    readonly high: Integer,
  ) {
    super();
  }
  contains(value: Boxed): boolean {
    const number = integer(value);
    return this.low <= number && number <= this.high;
  }
  size(): number {
    return this.high < this.low ? 0 : Number(this.high) - Number(this.low) + 1;
  }
  protected build(): BoxedSet {
    const elements: Integer[] = [];
    for (let at = this.low; at <= this.high; at = add(at, 1)) elements.push(at);
    return internSet(elements);
  }
}

const small = new Map<number, BoxedSet>();

export function interval(a: Boxed, b: Boxed): BoxedSet | Interval {
  const low = integer(a);
  const high = integer(b);
  if (typeof low === 'number' && typeof high === 'number' && low >= -64 && low < 64 && high - low < 64) {
    const key = low * 128 + Math.max(high - low, -1);
    let set = small.get(key);
    if (set === undefined) {
      set = new Interval(low, high).force();
      set.pinned = true;
      small.set(key, set);
    }
    return set;
  }
  return new Interval(low, high);
}
