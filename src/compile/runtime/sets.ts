/** Operators on sets, and the sets that are described rather than built. */

import { Fault } from './fault.js';
import { Interval } from './integers.js';
import {
  type Boxed,
  BoxedFunction,
  BoxedModelValue,
  BoxedSet,
  compareBoxed,
  type Element,
  element,
  emptySet,
  force,
  internFunction,
  internSet,
  isSequence,
  LazySet,
  makeSequence,
  makeSet,
  setOf,
} from './value.js';

// ───────────────────────────── equality and membership ─────────────────────────────

function kind(value: Boxed): string {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return 'integer';
    case 'object':
      if (value instanceof BoxedModelValue) return 'model value';
      return value instanceof BoxedFunction ? 'function' : 'set';
    default:
      return typeof value;
  }
}

/** `a = b`. @throws Fault `unlike-kinds` */
export function equal(a: Boxed, b: Boxed): boolean {
  if (a === b) return true;
  if (typeof a === 'number' && typeof b === 'number') return false;
  if (typeof a === 'string' && typeof b === 'string') return false;
  if (typeof a === 'object' && typeof b === 'object') {
    if (a instanceof BoxedModelValue || b instanceof BoxedModelValue) return false;
    if (a instanceof BoxedFunction && b instanceof BoxedFunction) return equalFunctions(a, b);
    if (!(a instanceof BoxedFunction) && !(b instanceof BoxedFunction)) return equalSets(a, b);
  }
  if (kind(a) === kind(b) || a instanceof BoxedModelValue || b instanceof BoxedModelValue) return false;
  throw new Fault('unlike-kinds');
}

/** Of functions that are not one object: false, unless two values are of unlike kinds before one differs. */
function equalFunctions(a: BoxedFunction, b: BoxedFunction): boolean {
  if (a.domain !== b.domain) return false;
  for (let i = 0; i < a.values.length; i++) {
    if (!equal(a.values[i] as Element, b.values[i] as Element)) return false;
  }
  return true;
}

function equalSets(a: BoxedSet | LazySet, b: BoxedSet | LazySet): boolean {
  if (a instanceof LazySet || b instanceof LazySet) {
    const sizeA = a instanceof LazySet ? a.size() : a.elements.length;
    const sizeB = b instanceof LazySet ? b.size() : b.elements.length;
    if (sizeA === Number.POSITIVE_INFINITY || sizeB === Number.POSITIVE_INFINITY) {
      if (sizeA !== sizeB) return false;
      throw new Fault('infinite-set');
    }
    if (sizeA !== sizeB && a instanceof Interval && b instanceof Interval) return false;
    return equal(force(a), force(b));
  }
  if (a.elements.length !== b.elements.length) return false;
  for (let i = 0; i < a.elements.length; i++) {
    if (!equal(a.elements[i] as Element, b.elements[i] as Element)) return false;
  }
  return true;
}

/** `value \in set`. */
export function member(value: Boxed, set: Boxed): boolean {
  if (set instanceof BoxedSet) {
    const wanted = value instanceof LazySet ? value.force() : value;
    if (set.position(wanted) >= 0) return true;
    const first = set.elements[0];
    // One element tells: a set holds one kind of value, and model values.
    if (first !== undefined) equal(wanted, first);
    return false;
  }
  if (set instanceof LazySet) return set.contains(value);
  throw new Fault('not-a-set');
}

/** `a \subseteq b`: b is not built. */
export function subset(a: Boxed, b: Boxed): boolean {
  if (a === b) return true;
  if (a instanceof LazySet && a.size() === Number.POSITIVE_INFINITY) throw new Fault('infinite-set');
  for (const value of setOf(a).elements) if (!member(value, b)) return false;
  return true;
}

// ───────────────────────────── algebra ─────────────────────────────

class Algebra extends LazySet {
  constructor(
    private readonly operator: 'union' | 'intersection' | 'difference',
    private readonly left: BoxedSet | LazySet,
    private readonly right: BoxedSet | LazySet,
  ) {
    super();
  }
  contains(value: Boxed): boolean {
    switch (this.operator) {
      case 'union':
        return member(value, this.left) || member(value, this.right);
      case 'intersection':
        return member(value, this.left) && member(value, this.right);
      case 'difference':
        return member(value, this.left) && !member(value, this.right);
    }
  }
  size(): number {
    const left = sizeOf(this.left);
    const right = sizeOf(this.right);
    if (this.operator === 'union') return left + right;
    return this.operator === 'intersection' ? Math.min(left, right) : left;
  }
  protected build(): BoxedSet {
    if (this.operator === 'union') return union(force(this.left), force(this.right)) as BoxedSet;
    if (this.operator === 'difference') {
      return internSet(force(this.left).elements.filter((value) => !member(value, this.right)));
    }
    const [few, many] =
      sizeOf(this.left) <= sizeOf(this.right) ? [this.left, this.right] : [this.right, this.left];
    return internSet(force(few).elements.filter((value) => member(value, many)));
  }
}

/** Number of elements, of a lazy union at most. */
export function sizeOf(set: BoxedSet | LazySet): number {
  return set instanceof BoxedSet ? set.elements.length : set.size();
}

function anySet(value: Boxed): BoxedSet | LazySet {
  if (value instanceof BoxedSet || value instanceof LazySet) return value;
  throw new Fault('not-a-set');
}

export function union(a: Boxed, b: Boxed): BoxedSet | LazySet {
  if (!(a instanceof BoxedSet) || !(b instanceof BoxedSet)) return new Algebra('union', anySet(a), anySet(b));
  if (a === b || b === emptySet) return a;
  if (a === emptySet) return b;
  const left = a.elements;
  const right = b.elements;
  const merged: Element[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    const x = left[i] as Element;
    const y = right[j] as Element;
    const order = compareBoxed(x, y);
    if (order <= 0) i++;
    if (order >= 0) j++;
    merged.push(order <= 0 ? x : y);
  }
  while (i < left.length) merged.push(left[i++] as Element);
  while (j < right.length) merged.push(right[j++] as Element);
  return internSet(merged);
}

export function intersection(a: Boxed, b: Boxed): BoxedSet | LazySet {
  if (a instanceof BoxedSet && b instanceof BoxedSet) {
    return internSet(a.elements.filter((value) => member(value, b)));
  }
  return new Algebra('intersection', anySet(a), anySet(b));
}

export function difference(a: Boxed, b: Boxed): BoxedSet | LazySet {
  if (a instanceof BoxedSet) {
    anySet(b);
    return internSet(a.elements.filter((value) => !member(value, b)));
  }
  return new Algebra('difference', anySet(a), anySet(b));
}

/** `UNION sets`. */
export function bigUnion(sets: Boxed): BoxedSet {
  const all: Element[] = [];
  for (const set of setOf(sets).elements) for (const value of setOf(set).elements) all.push(value);
  return makeSet(all);
}

export function cardinality(set: Boxed): number {
  if (set instanceof Interval) return set.size();
  return setOf(set).elements.length;
}

export function isFiniteSet(set: Boxed): boolean {
  return sizeOf(anySet(set)) !== Number.POSITIVE_INFINITY;
}

// ───────────────────────────── sets that are described ─────────────────────────────

class Infinite extends LazySet {
  constructor(
    readonly name: string,
    private readonly test: (value: Boxed) => boolean,
  ) {
    super();
  }
  contains(value: Boxed): boolean {
    return this.test(value);
  }
  size(): number {
    return Number.POSITIVE_INFINITY;
  }
  protected build(): BoxedSet {
    throw new Fault('infinite-set');
  }
}

function wholeNumber(value: Boxed): value is number | bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return true;
  if (value instanceof BoxedModelValue) return false;
  throw new Fault('unlike-kinds');
}

export const nat = new Infinite('Nat', (value) => wholeNumber(value) && value >= 0);
export const int = new Infinite('Int', wholeNumber);
export const strings = new Infinite('STRING', (value) => {
  if (typeof value === 'string') return true;
  if (value instanceof BoxedModelValue) return false;
  throw new Fault('unlike-kinds');
});
export const booleans = makeSet([false, true]);

/** `SUBSET base`. */
export class Subsets extends LazySet {
  constructor(readonly base: BoxedSet | LazySet) {
    super();
  }
  contains(value: Boxed): boolean {
    if (value instanceof BoxedModelValue) return false;
    if (!(value instanceof BoxedSet) && !(value instanceof LazySet)) throw new Fault('unlike-kinds');
    return subset(value, this.base);
  }
  size(): number {
    return 2 ** sizeOf(this.base);
  }
  protected build(): BoxedSet {
    const { elements } = force(this.base);
    const all: Element[] = [];
    for (let mask = 0; mask < 2 ** elements.length; mask++) {
      all.push(internSet(elements.filter((_, i) => Math.floor(mask / 2 ** i) % 2 === 1)));
    }
    return makeSet(all);
  }
}

/** `Seq(base)`. */
export class Sequences extends LazySet {
  constructor(readonly base: BoxedSet | LazySet) {
    super();
  }
  contains(value: Boxed): boolean {
    if (value instanceof BoxedModelValue) return false;
    if (!(value instanceof BoxedFunction)) throw new Fault('unlike-kinds');
    return isSequence(value) && value.values.every((item) => member(item, this.base));
  }
  size(): number {
    return sizeOf(this.base) === 0 ? 1 : Number.POSITIVE_INFINITY;
  }
  protected build(): BoxedSet {
    return makeSet([makeSequence([])]);
  }
}

/** Functions on a fixed domain: `[S -> T]`, `[a : S, b : T]`, `S \X T`. */
export class Product extends LazySet {
  constructor(
    readonly domain: BoxedSet,
    readonly ranges: readonly (BoxedSet | LazySet)[],
  ) {
    super();
  }
  contains(value: Boxed): boolean {
    if (value instanceof BoxedModelValue) return false;
    if (!(value instanceof BoxedFunction)) throw new Fault('unlike-kinds');
    if (value.domain !== this.domain) return false;
    for (let i = 0; i < value.values.length; i++) {
      if (!member(value.values[i] as Element, this.ranges[i] as BoxedSet | LazySet)) return false;
    }
    return true;
  }
  size(): number {
    let size = 1;
    for (const range of this.ranges) {
      const factor = sizeOf(range);
      if (factor === 0) return 0;
      size *= factor;
    }
    return size;
  }
  protected build(): BoxedSet {
    let rows: Element[][] = [[]];
    for (const range of this.ranges) {
      const next: Element[][] = [];
      for (const row of rows) for (const value of force(range).elements) next.push([...row, value]);
      rows = next;
    }
    return makeSet(rows.map((row) => internFunction(this.domain, row)));
  }
}

export function functionSet(domain: Boxed, range: Boxed): LazySet {
  const keys = setOf(domain);
  const target = anySet(range);
  return new Product(
    keys,
    keys.elements.map(() => target),
  );
}

/** `[a : S, …]` with the names sorted as `domain` has them. */
export function recordSet(domain: BoxedSet, ranges: readonly Boxed[]): LazySet {
  return new Product(domain, ranges.map(anySet));
}

export function subsets(base: Boxed): LazySet {
  return new Subsets(anySet(base));
}

export function sequences(base: Boxed): LazySet {
  return new Sequences(anySet(base));
}

export function enumeration(elements: Boxed[]): BoxedSet {
  return makeSet(elements.map(element));
}
