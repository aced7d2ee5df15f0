/** Sets that are known by what belongs to them: membership never goes through the members. */

import { compareValues } from '../../values/compare.js';
import { Filtered, isWrittenOut } from '../../values/open-sets.js';
import {
  functionSet as functionSetValue,
  Interval,
  PowerSet,
  power,
  product,
  recordSet as recordSetValue,
  SequenceSpace,
  times,
} from '../../values/symbolic.js';
import { largestEnumeration, type SetValue, type Value, walkLimit } from '../../values/value.js';
import { type Box, BoxFunction, BoxSet, fail, Keys, ListSet, listed, sameBox, sequence } from './box.js';
import { toBox, toValue } from './convert.js';

/** How many members a set may have to be written out where it is gone through. */
const largestWritten = 1 << 20;

/** Sets that are larger are gone through without being written out first. */
const largestAtOnce = 4096;

/** What can be gone through as often as it is asked for. */
function again(start: () => Iterator<Box>): Iterable<Box> {
  return { [Symbol.iterator]: start };
}

/** A set of which the interpreter has a form that is not written out either. */
export abstract class SymbolicBox extends BoxSet {
  private list: readonly Box[] | undefined;
  private form: SetValue | undefined;

  protected abstract generate(): Iterable<Box>;
  protected abstract makeValue(): SetValue;

  get set(): SetValue {
    this.form ??= this.makeValue();
    return this.form;
  }

  value(): SetValue {
    return this.set;
  }

  override get listable(): boolean {
    return this.extent <= largestEnumeration;
  }

  members(): readonly Box[] {
    if (this.list === undefined) {
      if (!this.listable) fail();
      this.list = [...this.generate()];
    }
    return this.list;
  }

  override drawn(): Iterable<Box> {
    if (this.list !== undefined || this.extent <= largestAtOnce) return this.members();
    return again(this.extent === Number.POSITIVE_INFINITY ? fail : () => this.oneByOne());
  }

  protected *oneByOne(): Iterator<Box> {
    const limit = walkLimit(this.extent);
    let count = 0;
    for (const member of this.generate()) {
      if (++count > limit) fail();
      yield member;
    }
  }

  cardinality(): number | bigint {
    return this.set.cardinality ?? fail();
  }

  override equals(other: BoxSet): boolean {
    return this.set.equals(setValue(other));
  }

  override compare(other: BoxSet): number {
    return compareValues(this.set, setValue(other));
  }
}

/** Any set of the interpreter's. */
export class ValueSet extends SymbolicBox {
  constructor(private readonly given: SetValue) {
    super();
  }

  protected override makeValue(): SetValue {
    return this.given;
  }

  override get extent(): number {
    return this.given.size;
  }

  override get listable(): boolean {
    return this.given.enumerable;
  }

  protected override *generate(): Iterable<Box> {
    for (const member of this.given) yield toBox(member);
  }

  override has(box: Box): boolean {
    return this.given.has(toValue(box));
  }
}

/** `{x \in base : test}` that is not built: it is asked what belongs to it, or gone through no further than it is needed. */
export class FilteredBox extends SymbolicBox {
  private found: Box[] = [];
  private rest: Iterator<Box> | undefined;
  private candidate: IteratorResult<Box> | undefined;

  /** @param test asked for members of the base only */
  constructor(
    private readonly base: BoxSet,
    private readonly test: (box: Box) => boolean,
  ) {
    super();
  }

  protected override makeValue(): SetValue {
    return new Filtered(setValue(this.base), (value) => this.test(toBox(value)), '');
  }

  override get extent(): number {
    return this.base.extent;
  }

  override get listable(): boolean {
    return false;
  }

  /** What it is a filter of in the end. */
  private get origin(): BoxSet {
    return this.base instanceof FilteredBox ? this.base.origin : this.base;
  }

  override has(box: Box): boolean {
    return this.base.has(box) && this.test(box);
  }

  /** No further than to a member that the other set does not have. */
  override equals(other: BoxSet): boolean {
    if (!other.listable) return super.equals(other);
    const count = other.members().length;
    if (count > this.extent) return false;
    let found = 0;
    for (const member of this.drawn()) {
      if (!other.has(member)) return false;
      found++;
    }
    return found === count;
  }

  override drawn(): Iterable<Box> {
    if (this.extent === Number.POSITIVE_INFINITY) return again(fail);
    return again(() => (this.extent > largestEnumeration ? this.oneByOne() : this.kept()));
  }

  /** Each candidate is tested once, how often soever the set is gone through. */
  private *kept(): Iterator<Box> {
    for (let i = 0; i < this.found.length || this.find(); i++) yield this.found[i] as Box;
  }

  private find(): boolean {
    this.rest ??= this.base.drawn()[Symbol.iterator]();
    for (;;) {
      this.candidate ??= this.rest.next();
      const { done, value } = this.candidate;
      if (done === true) return false;
      const belongs = this.test(value);
      this.candidate = undefined;
      if (!belongs) continue;
      this.found.push(value);
      return true;
    }
  }

  protected override *generate(): Iterable<Box> {
    for (const member of this.base.drawn()) if (this.test(member)) yield member;
  }

  /** Built, where it can be. */
  settled(): BoxSet {
    if (!this.origin.listable) return this;
    if (this.rest !== undefined) return listed([...this.drawn()]);
    const members: Box[] = [];
    for (const member of this.base.drawn()) if (this.test(member)) members.push(member);
    return listed(members);
  }
}

/** `{x \in base : test}`: built where the base is written out, as the interpreter has it. */
export function filtered(of: Box, test: (box: Box) => boolean): BoxSet {
  const base = asSet(of);
  const built =
    base instanceof ListSet ||
    ((base instanceof IntervalBox || (base instanceof ValueSet && isWrittenOut(base.set))) &&
      base.extent <= largestEnumeration);
  return built ? listed([...base.drawn()].filter(test)) : new FilteredBox(base, test);
}

/** What is not only looked at. */
export function settled(box: Box): Box {
  return box instanceof FilteredBox ? box.settled() : box;
}

/** Functions given by a set of values for each key: [S -> T], record sets and products are all of this shape. */
export class FunctionSpaceBox extends SymbolicBox {
  override readonly extent: number;

  /** @param sets for each key that of its values */
  constructor(
    readonly keys: Keys,
    readonly sets: readonly BoxSet[],
    private readonly make: () => SetValue,
  ) {
    super();
    this.extent = times(sets.map((set) => set.extent));
  }

  protected override makeValue(): SetValue {
    return this.make();
  }

  override has(box: Box): boolean {
    if (!(box instanceof BoxFunction) || box.keys !== this.keys) return false;
    const { values } = box;
    return this.sets.every((set, index) => set.has(values[index] as Box));
  }

  override shapeIn(other: BoxSet, how: 'same' | 'within'): boolean | undefined {
    // Where a part may be empty, only its members can tell.
    if (!(other instanceof FunctionSpaceBox) || !hasMembers(this)) return undefined;
    return (
      this.keys === other.keys &&
      this.sets.every((set, index) => related(set, other.sets[index] as BoxSet, how))
    );
  }

  /** Key by key, the last one fastest: the order of functions on one domain. */
  protected override *generate(): Iterable<Box> {
    if (this.extent === 0) return;
    const { keys, sets } = this;
    if (sets.some((set) => !set.listable)) {
      yield* this.from(0, []);
      return;
    }
    const choices = sets.map((set) => set.members());
    const at = choices.map(() => 0);
    for (;;) {
      yield new BoxFunction(
        keys,
        choices.map((members, index) => members[at[index] as number] as Box),
      );
      let last = at.length - 1;
      while (last >= 0 && at[last] === (choices[last] as readonly Box[]).length - 1) at[last--] = 0;
      if (last < 0) return;
      at[last] = (at[last] as number) + 1;
    }
  }

  /** Where some of the sets cannot be written out. */
  private *from(index: number, values: readonly Box[]): Iterable<Box> {
    const set = this.sets[index];
    if (set === undefined) yield new BoxFunction(this.keys, values);
    else for (const value of set.drawn()) yield* this.from(index + 1, [...values, value]);
  }
}

/** low..high of safe integers */
export class IntervalBox extends BoxSet {
  private list: readonly number[] | undefined;

  constructor(
    readonly low: number,
    readonly high: number,
  ) {
    super();
  }

  has(box: Box): boolean {
    return typeof box === 'number' && box >= this.low && box <= this.high;
  }

  override shapeIn(other: BoxSet, how: 'same' | 'within'): boolean | undefined {
    if (!(other instanceof IntervalBox)) return undefined;
    if (this.extent === 0) return how === 'within' || other.extent === 0;
    return how === 'same'
      ? this.low === other.low && this.high === other.high
      : other.low <= this.low && this.high <= other.high;
  }

  override get extent(): number {
    return this.cardinality();
  }

  override get listable(): boolean {
    return this.high - this.low <= largestWritten;
  }

  override drawn(): Iterable<Box> {
    return this.listable ? this.members() : again(() => this.oneByOne());
  }

  private *oneByOne(): Iterator<Box> {
    if (this.high - this.low >= walkLimit(this.extent)) fail();
    for (let member = this.low; member <= this.high; member++) yield member;
  }

  members(): readonly Box[] {
    if (this.list === undefined) {
      if (!this.listable) fail();
      const list: number[] = [];
      for (let member = this.low; member <= this.high; member++) list.push(member);
      this.list = list;
    }
    return this.list;
  }

  cardinality(): number {
    return Math.max(0, this.high - this.low + 1);
  }

  value(): SetValue {
    return new Interval(this.low, this.high);
  }

  override equals(other: BoxSet): boolean {
    return this.value().equals(setValue(other));
  }

  override compare(other: BoxSet): number {
    return compareValues(this.value(), setValue(other));
  }
}

/** SUBSET base */
export class PowerBox extends SymbolicBox {
  constructor(readonly base: BoxSet) {
    super();
  }

  override get extent(): number {
    return power(2, this.base.extent);
  }

  protected override makeValue(): SetValue {
    return new PowerSet(setValue(this.base));
  }

  override has(box: Box): boolean {
    return box instanceof BoxSet && isSubset(box, this.base);
  }

  override shapeIn(other: BoxSet, how: 'same' | 'within'): boolean | undefined {
    return other instanceof PowerBox ? related(this.base, other.base, how) : undefined;
  }

  /** By size, those of one size in the order of their members: the order of sets. */
  protected override *generate(): Iterable<Box> {
    const all = this.base.members();
    for (let size = 0; size <= all.length; size++) {
      const chosen = Array.from({ length: size }, (_, index) => index);
      for (;;) {
        yield size === 0 ? ListSet.empty : new ListSet(chosen.map((index) => all[index] as Box));
        let last = size - 1;
        while (last >= 0 && chosen[last] === all.length - size + last) last--;
        if (last < 0) break;
        const next = (chosen[last] as number) + 1;
        for (let i = last; i < size; i++) chosen[i] = next + i - last;
      }
    }
  }
}

/** Seq(base) */
export class SequencesBox extends SymbolicBox {
  constructor(readonly base: BoxSet) {
    super();
  }

  protected override makeValue(): SequenceSpace {
    return new SequenceSpace(setValue(this.base));
  }

  override get extent(): number {
    return this.base.extent === 0 ? 1 : Number.POSITIVE_INFINITY;
  }

  override has(box: Box): boolean {
    return (
      box instanceof BoxFunction && box.keys.sequential && box.values.every((item) => this.base.has(item))
    );
  }

  override shapeIn(other: BoxSet, how: 'same' | 'within'): boolean | undefined {
    return other instanceof SequencesBox ? related(this.base, other.base, how) : undefined;
  }

  /** Asked for only where there is nothing that a sequence could be made of. */
  protected override generate(): Iterable<Box> {
    return [sequence([])];
  }
}

function related(left: BoxSet, right: BoxSet, how: 'same' | 'within'): boolean {
  return how === 'same' ? sameBox(left, right) : isSubset(left, right);
}

/** Whether it is certain that a set has members. */
function hasMembers(set: BoxSet): boolean {
  if (set instanceof PowerBox) return true;
  if (set instanceof FunctionSpaceBox) return set.sets.every(hasMembers);
  return (set instanceof ListSet || set instanceof IntervalBox) && set.extent > 0;
}

function asSet(box: Box | undefined): BoxSet {
  return box instanceof BoxSet ? box : fail();
}

/** [domain -> range] */
export function functionSet([first, second]: readonly Box[]): Box {
  const [domain, range] = [asSet(first), asSet(second)];
  const make = () => functionSetValue(setValue(domain), setValue(range));
  if (!domain.listable) return toBox(make());
  const keys = domain.members();
  return new FunctionSpaceBox(
    Keys.of(keys),
    keys.map(() => range),
    make,
  );
}

/** A \X B \X … */
export function crossSet(factors: readonly Box[]): Box {
  const sets = factors.map(asSet);
  return new FunctionSpaceBox(Keys.sequence(sets.length), sets, () => product(sets.map(setValue)));
}

/** [name : set, …], the names in their order, each once */
export function recordSet(names: readonly Box[], values: readonly Box[]): Box {
  const sets = values.map(asSet);
  return new FunctionSpaceBox(Keys.of(names), sets, () =>
    recordSetValue(names.map((name, index) => [name as string, setValue(sets[index] as BoxSet)])),
  );
}

export function setValue(set: BoxSet): SetValue {
  return toValue(set) as SetValue & Value;
}

export function isSubset(left: BoxSet, right: BoxSet): boolean {
  if (left === right) return true;
  const known = left.shapeIn(right, 'within');
  if (known !== undefined) return known;
  for (const member of left.drawn()) if (!right.has(member)) return false;
  return true;
}
