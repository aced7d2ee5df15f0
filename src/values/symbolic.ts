/** Sets that are known by what belongs to them: membership never goes through the members. */

import { compareValues } from './compare.js';
import { EnumerationError, FiniteSet, FunctionValue, SetValue, type Value } from './value.js';

const infinite = Number.POSITIVE_INFINITY;

function isInteger(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** Nat, Int, STRING, Real and the like: a predicate with a name. */
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

  protected override generate(): Iterable<Value> {
    throw new EnumerationError(`\`${this.description}\` is infinite: its members cannot be gone through.`);
  }
}

export const naturals = new NamedSet('Nat', (value) => isInteger(value) && value >= 0);
export const integers = new NamedSet('Int', isInteger);
export const strings = new NamedSet('STRING', (value) => typeof value === 'string');
export const booleans = FiniteSet.of([false, true]);

/** a..b */
export class Interval extends SetValue {
  constructor(
    private readonly low: number,
    private readonly high: number,
  ) {
    super();
  }

  override get size(): number {
    return Math.max(0, this.high - this.low + 1);
  }

  override get description(): string {
    return `${this.low}..${this.high}`;
  }

  override has(value: Value): boolean {
    return typeof value === 'number' && value >= this.low && value <= this.high;
  }

  protected override *generate(): Iterable<Value> {
    for (let i = this.low; i <= this.high; i++) yield i;
  }
}

/** SUBSET base */
export class PowerSet extends SetValue {
  constructor(private readonly base: SetValue) {
    super();
  }

  override get size(): number {
    return 2 ** this.base.size;
  }

  override get description(): string {
    return `SUBSET ${this.base.description}`;
  }

  override has(value: Value): boolean {
    return (
      value instanceof SetValue &&
      (value === this.base || value.elements().every((element) => this.base.has(element)))
    );
  }

  protected override *generate(): Iterable<Value> {
    const members = this.base.elements();
    const chosen: Value[] = [];
    function* from(index: number): Iterable<Value> {
      const member = members[index];
      if (member === undefined) {
        yield FiniteSet.of(chosen);
        return;
      }
      yield* from(index + 1);
      chosen.push(member);
      yield* from(index + 1);
      chosen.pop();
    }
    yield* from(0);
  }
}

/** Functions given by a set of values for each key: [S -> T], record sets and products are all of this shape. */
export class FunctionSpace extends SetValue {
  constructor(
    /** The keys with the sets that their values come from. */
    private readonly fields: readonly (readonly [Value, SetValue])[],
    override readonly description: string,
  ) {
    super();
  }

  override get size(): number {
    return this.fields.reduce((product, [, values]) => product * values.size, 1);
  }

  override has(value: Value): boolean {
    if (!(value instanceof FunctionValue) || value.map.size !== this.fields.length) return false;
    return this.fields.every(([key, values]) => {
      const item = value.get(key);
      return item !== undefined && values.has(item);
    });
  }

  protected override *generate(): Iterable<Value> {
    const { fields } = this;
    const base = new FunctionValue(FunctionValue.sequence([]).map);
    function* from(index: number, partial: FunctionValue): Iterable<Value> {
      const field = fields[index];
      if (field === undefined) {
        yield partial;
        return;
      }
      for (const item of field[1].elements())
        yield* from(index + 1, new FunctionValue(partial.map.set(field[0], item)));
    }
    yield* from(0, base);
  }
}

/** Seq(base) */
export class SequenceSpace extends SetValue {
  constructor(private readonly base: SetValue) {
    super();
  }

  override get size(): number {
    return this.base.size === 0 ? 1 : infinite;
  }

  override get description(): string {
    return `Seq(${this.base.description})`;
  }

  override has(value: Value): boolean {
    if (!(value instanceof FunctionValue)) return false;
    const items = value.items();
    return items?.every((item) => this.base.has(item)) ?? false;
  }

  protected override generate(): Iterable<Value> {
    return [FunctionValue.sequence([])];
  }
}

/** Union, intersection or difference of which a part cannot be written out. */
class Combination extends SetValue {
  constructor(
    private readonly operator: '\\cup' | '\\cap' | '\\',
    private readonly left: SetValue,
    private readonly right: SetValue,
  ) {
    super();
  }

  override readonly size = infinite;

  override get description(): string {
    return `${this.left.description} ${this.operator} ${this.right.description}`;
  }

  override has(value: Value): boolean {
    const { left, right } = this;
    if (this.operator === '\\cup') return left.has(value) || right.has(value);
    return left.has(value) && right.has(value) === (this.operator === '\\cap');
  }

  protected override generate(): Iterable<Value> {
    throw new EnumerationError(`\`${this.description}\` is infinite: its members cannot be gone through.`);
  }
}

export function union(left: SetValue, right: SetValue): SetValue {
  if (left.size === infinite || right.size === infinite) return new Combination('\\cup', left, right);
  return FiniteSet.of(left.toImmutable().union(right.toImmutable()));
}

export function intersection(left: SetValue, right: SetValue): SetValue {
  if (left.size === infinite && right.size === infinite) return new Combination('\\cap', left, right);
  const [small, large] = left.size <= right.size ? [left, right] : [right, left];
  return FiniteSet.of(small.elements().filter((element) => large.has(element)));
}

export function difference(left: SetValue, right: SetValue): SetValue {
  if (left.size === infinite) return new Combination('\\', left, right);
  return FiniteSet.of(left.elements().filter((element) => !right.has(element)));
}

export function isSubset(left: SetValue, right: SetValue): boolean {
  return left === right || left.elements().every((element) => right.has(element));
}

/** [domain -> range] */
export function functionSet(domain: SetValue, range: SetValue): SetValue {
  const fields = domain.elements().map((key): [Value, SetValue] => [key, range]);
  return new FunctionSpace(fields, `[${domain.description} -> ${range.description}]`);
}

/** [name : set, …] */
export function recordSet(fields: readonly (readonly [string, SetValue])[]): SetValue {
  const sorted = [...fields].sort(([a], [b]) => compareValues(a, b));
  return new FunctionSpace(
    sorted,
    `[${fields.map(([name, set]) => `${name} : ${set.description}`).join(', ')}]`,
  );
}

/** A \X B \X … */
export function product(factors: readonly SetValue[]): SetValue {
  const fields = factors.map((factor, index): [Value, SetValue] => [index + 1, factor]);
  return new FunctionSpace(fields, factors.map((factor) => factor.description).join(' \\X '));
}
