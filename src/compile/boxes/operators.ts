/** The operators of the language on boxes: always right, and the only form where nothing is known of the operands. */

import { applyPrimitive } from '../../interpret/primitives.js';
import { Run } from '../../interpret/run.js';
import type { Span } from '../../syntax/source.js';
import { Source } from '../../syntax/source.js';
import type { Value } from '../../values/value.js';
import {
  Atom,
  type Box,
  BoxFunction,
  BoxSet,
  fail,
  integerBox,
  Keys,
  ListSet,
  listed,
  sameBox,
  sequence,
  setOf,
} from './box.js';
import { toBox, toValue } from './convert.js';
import { placeFor } from './finder.js';
import { LazyFunction } from './lazy-function.js';
import { compareBoxes, rank } from './order.js';
import { IntervalBox, isSubset, PowerBox } from './symbolic.js';

/** `=`: values of unlike kinds cannot be compared, but for model values. */
export function equal(left: Box, right: Box): boolean {
  if (left === right) return true;
  if (left instanceof Atom || right instanceof Atom) {
    const [a, b] = [typeOf(left), typeOf(right)];
    return a !== b && a !== '' && b !== '' ? fail() : false;
  }
  if (rank(left) !== rank(right)) return fail();
  return sameBox(left, right);
}

/** The type of a model value; empty for one that can be compared with everything. */
function typeOf(box: Box): string | undefined {
  return box instanceof Atom ? (box.type ?? '') : undefined;
}

export function truth(box: Box): boolean {
  return typeof box === 'boolean' ? box : fail();
}

// ── integers ──

function big(box: Box): bigint {
  return typeof box === 'number' || typeof box === 'bigint' ? BigInt(box) : fail();
}

export function add(left: Box, right: Box): Box {
  if (typeof left === 'number' && typeof right === 'number') {
    const sum = left + right;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return integerBox(big(left) + big(right));
}

export function subtract(left: Box, right: Box): Box {
  if (typeof left === 'number' && typeof right === 'number') {
    const difference = left - right;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return integerBox(big(left) - big(right));
}

export function multiply(left: Box, right: Box): Box {
  if (typeof left === 'number' && typeof right === 'number') {
    const product = left * right;
    // + 0 makes −0 zero.
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return integerBox(big(left) * big(right));
}

export function negate(box: Box): Box {
  return typeof box === 'number' ? 0 - box : integerBox(-big(box));
}

export function divide(left: Box, right: Box): Box {
  if (typeof left === 'number' && typeof right === 'number' && right !== 0)
    return Math.floor(left / right) + 0;
  return primitive('\\div', [left, right]);
}

export function modulo(left: Box, right: Box): Box {
  if (typeof left === 'number' && typeof right === 'number' && right > 0) {
    const rest = left % right;
    return (rest < 0 ? rest + right : rest) + 0;
  }
  return primitive('%', [left, right]);
}

export function less(left: Box, right: Box): boolean {
  if (typeof left === 'number' && typeof right === 'number') return left < right;
  return big(left) < big(right);
}

/** An end of an interval that is gone through: beyond these it would take for ever. */
export function safeInteger(box: Box): number {
  return typeof box === 'number' ? box : fail();
}

export function interval(low: Box, high: Box): BoxSet {
  if (typeof low === 'number' && typeof high === 'number') return new IntervalBox(low, high);
  return primitive('..', [low, high]) as BoxSet;
}

// ── sets ──

export function set(box: Box): BoxSet {
  return box instanceof BoxSet ? box : fail();
}

export function has(box: Box, of: Box): boolean {
  return set(of).has(box);
}

export function members(box: Box): readonly Box[] {
  return set(box).members();
}

/** The members one by one: a large set is not written out first. */
export function drawn(box: Box): Iterable<Box> {
  return set(box).drawn();
}

/** Written out, where it can be. */
function written(box: Box): Box {
  if (box instanceof ListSet || !(box instanceof BoxSet) || !box.listable) return box;
  return new ListSet(box.members());
}

export function union(of: Box, and: Box): Box {
  const [left, right] = [written(of), written(and)];
  if (!(left instanceof ListSet && right instanceof ListSet)) return primitive('\\cup', [left, right]);
  const a = left.items;
  const b = right.items;
  if (a.length === 0) return and;
  if (b.length === 0) return of;
  if (b.length === 1) return withOne(left, b[0] as Box);
  if (a.length === 1) return withOne(right, a[0] as Box);
  const merged: Box[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const order = compareBoxes(a[i] as Box, b[j] as Box);
    if (order < 0) merged.push(a[i++] as Box);
    else if (order > 0) merged.push(b[j++] as Box);
    else {
      merged.push(a[i++] as Box);
      j++;
    }
  }
  while (i < a.length) merged.push(a[i++] as Box);
  while (j < b.length) merged.push(b[j++] as Box);
  if (merged.length === a.length) return left;
  return merged.length === b.length ? right : new ListSet(merged);
}

/** `set \cup {item}` */
function withOne(of: ListSet, item: Box): ListSet {
  const { items } = of;
  const place = placeFor(items, item);
  if (place < items.length && compareBoxes(items[place] as Box, item) === 0) return of;
  return new ListSet([...items.slice(0, place), item, ...items.slice(place)]);
}

/** `set \ {item}` */
function withoutOne(of: ListSet, item: Box): ListSet {
  const place = of.items.findIndex((own) => sameBox(item, own));
  return place < 0 ? of : listed(of.items.toSpliced(place, 1));
}

export function intersection(left: Box, right: Box): Box {
  if (left instanceof ListSet && right instanceof BoxSet) return kept(left, right, true);
  if (right instanceof ListSet && left instanceof BoxSet) return kept(right, left, true);
  const list = written(left);
  if (list instanceof ListSet && right instanceof BoxSet) return kept(list, right, true);
  return primitive('\\cap', [left, right]);
}

export function difference(left: Box, right: Box): Box {
  const from = written(left);
  if (from instanceof ListSet && right instanceof ListSet && right.items.length === 1)
    return withoutOne(from, right.items[0] as Box);
  if (from instanceof ListSet && right instanceof BoxSet) return kept(from, right, false);
  return primitive('\\', [left, right]);
}

function kept(from: ListSet, by: BoxSet, wanted: boolean): ListSet {
  const items = from.items.filter((item) => by.has(item) === wanted);
  return items.length === from.items.length ? from : new ListSet(items);
}

export function subset(left: Box, right: Box): boolean {
  if (left instanceof BoxSet && right instanceof BoxSet) {
    if (left.listable) return isSubset(left, right);
    const known = left.shapeIn(right, 'within');
    if (known !== undefined) return known;
  }
  return primitive('\\subseteq', [left, right]) as boolean;
}

export function power(box: Box): BoxSet {
  return new PowerBox(set(box));
}

export function unionOf(box: Box): Box {
  const sets = members(box);
  if (sets.every((item): item is BoxSet => item instanceof BoxSet && item.listable)) {
    const [only, ...others] = sets.filter((item) => item.extent > 0);
    if (only !== undefined && others.length === 0) return only;
    const all: Box[] = [];
    for (const item of sets) for (const member of item.members()) all.push(member);
    return setOf(all);
  }
  return sets.reduce<Box>((all, item) => union(all, set(item)), ListSet.empty);
}

export function cardinality(box: Box): Box {
  return set(box).cardinality();
}

// ── functions ──

function func(box: Box): BoxFunction {
  return box instanceof BoxFunction ? box : fail();
}

export function apply(of: Box, key: Box): Box {
  if (!(of instanceof BoxFunction)) return fail();
  const value = of.get(key);
  return value === undefined ? fail() : value;
}

/** `[f EXCEPT ![key] = value]` */
export function except(of: Box, key: Box, value: Box): Box {
  if (!(of instanceof BoxFunction)) return fail();
  const index = of.keys.indexOf(key);
  if (index < 0) return fail();
  if (sameBox(of.values[index] as Box, value)) return of;
  const values = of.values.slice();
  values[index] = value;
  return new BoxFunction(of.keys, values);
}

export function domain(box: Box): BoxSet {
  return func(box).keys.set;
}

/** Values in the order of the sorted members. */
export function functionOn(sorted: readonly Box[], values: readonly Box[]): BoxFunction {
  return new BoxFunction(Keys.of(sorted), values);
}

/** A function that may refer to itself: written out where its domain can be. */
export function recursive(on: BoxSet, compute: (key: Box, self: LazyFunction) => Box): LazyFunction {
  return new LazyFunction(on, compute);
}

export function force(lazy: LazyFunction): BoxFunction {
  return lazy.force((keys) => Keys.of(keys));
}

export function record(keys: Keys, values: readonly Box[]): BoxFunction {
  return new BoxFunction(keys, values);
}

/** A tuple's items, of which there must be so many. */
export function itemsOf(box: Box, count: number): readonly Box[] {
  if (!(box instanceof BoxFunction) || !box.keys.sequential || box.values.length !== count) return fail();
  return box.values;
}

export function isABag(box: Box): boolean {
  return (
    box instanceof BoxFunction &&
    box.values.every((count) => (typeof count === 'number' || typeof count === 'bigint') && count > 0)
  );
}

// ── sequences ──

function items(box: Box): readonly Box[] {
  return box instanceof BoxFunction && box.keys.sequential ? box.values : fail();
}

/** As in TLC, strings are sequences for `Len`, `SubSeq` and `\o`. */
export function length(box: Box): number {
  return typeof box === 'string' ? box.length : items(box).length;
}

export function head(box: Box): Box {
  const list = items(box);
  return list.length === 0 ? fail() : (list[0] as Box);
}

export function tail(box: Box): Box {
  const list = items(box);
  return list.length === 0 ? fail() : sequence(list.slice(1));
}

export function append(box: Box, item: Box): Box {
  return sequence([...items(box), item]);
}

export function concatenate(left: Box, right: Box): Box {
  if (typeof left === 'string' || typeof right === 'string') return primitive('\\o', [left, right]);
  return sequence([...items(left), ...items(right)]);
}

export function subSequence(box: Box, from: Box, to: Box): Box {
  if (typeof box === 'string') return primitive('SubSeq', [box, from, to]);
  const list = items(box);
  if (typeof from !== 'number' || typeof to !== 'number') return fail();
  if (from > to) return sequence([]);
  if (from < 1 || to > list.length) return fail();
  return sequence(list.slice(from - 1, to));
}

export function select(box: Box, test: (item: Box) => Box): Box {
  return sequence(items(box).filter((item) => truth(test(item))));
}

export function pair(key: Box, value: Box): Box {
  return new BoxFunction(Keys.of([key]), [value]);
}

/** `left @@ right` */
export function merge(left: Box, right: Box): Box {
  const a = func(left);
  const b = func(right);
  const keys: Box[] = [];
  const values: Box[] = [];
  let i = 0;
  let j = 0;
  while (i < a.keys.list.length || j < b.keys.list.length) {
    const order =
      i === a.keys.list.length
        ? 1
        : j === b.keys.list.length
          ? -1
          : compareBoxes(a.keys.list[i] as Box, b.keys.list[j] as Box);
    if (order <= 0) {
      keys.push(a.keys.list[i] as Box);
      values.push(a.values[i++] as Box);
      if (order === 0) j++;
    } else {
      keys.push(b.keys.list[j] as Box);
      values.push(b.values[j++] as Box);
    }
  }
  return new BoxFunction(Keys.of(keys), values);
}

// ── everything else, by the interpreter's meaning ──

const run = new Run();
const nowhere: Span = { source: new Source('', ''), start: 0, end: 0 };

/** A primitive of the library through the interpreter: right, and slow. An argument that is an operator is a function. */
export function primitive(operator: string, args: readonly (Box | ((...args: Box[]) => Box))[]): Box {
  return toBox(
    applyPrimitive({
      operator,
      span: nowhere,
      value: (index) => {
        const arg = args[index];
        return arg === undefined || typeof arg === 'function' ? fail() : toValue(arg);
      },
      apply: (index) => {
        const arg = args[index];
        return typeof arg === 'function'
          ? (...values: readonly Value[]) => toValue(arg(...values.map(toBox)))
          : fail;
      },
      print: () => fail(),
      count: args.length,
      run,
    }),
  );
}
