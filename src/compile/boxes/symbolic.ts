/** Sets that are known by what belongs to them: membership never goes through the members. */

import { Interval, PowerSet } from '../../values/symbolic.js';
import { EnumerationError, type SetValue, type Value } from '../../values/value.js';
import { type Box, BoxFunction, BoxSet, fail, ListSet } from './box.js';
import { toBox, toValue } from './convert.js';

/** How many members a set may have to be written out where it is gone through. */
export const largestWritten = 1 << 20;

/** Any set of the interpreter's. */
export class ValueSet extends BoxSet {
  private list: readonly Box[] | undefined;

  constructor(readonly set: SetValue) {
    super();
  }

  has(box: Box): boolean {
    return this.set.has(toValue(box));
  }

  members(): readonly Box[] {
    if (this.list === undefined) {
      if (!this.set.enumerable) fail();
      this.list = this.set.elements().map(toBox);
    }
    return this.list;
  }

  cardinality(): number | bigint {
    return this.set.cardinality ?? fail();
  }

  isEmpty(): boolean {
    return this.set.size === 0 || (!Number.isFinite(this.set.size) ? false : this.members().length === 0);
  }

  value(): SetValue {
    return this.set;
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

  members(): readonly Box[] {
    if (this.list === undefined) {
      if (this.high - this.low > largestWritten) fail();
      this.list = Array.from({ length: this.cardinality() }, (_, index) => this.low + index);
    }
    return this.list;
  }

  cardinality(): number {
    return Math.max(0, this.high - this.low + 1);
  }

  isEmpty(): boolean {
    return this.high < this.low;
  }

  value(): SetValue {
    return new Interval(this.low, this.high);
  }
}

/** SUBSET base */
export class PowerBox extends BoxSet {
  private list: readonly Box[] | undefined;

  constructor(readonly base: BoxSet) {
    super();
  }

  has(box: Box): boolean {
    return box instanceof BoxSet && isSubset(box, this.base);
  }

  /** By size, those of one size in the order of their members: the order of sets. */
  members(): readonly Box[] {
    if (this.list === undefined) {
      const all = this.base.members();
      if (2 ** all.length > largestWritten) fail();
      const list: Box[] = [];
      const chosen: Box[] = [];
      const choose = (from: number, count: number): void => {
        if (count === 0) {
          list.push(new ListSet(chosen.slice()));
          return;
        }
        for (let i = from; i <= all.length - count; i++) {
          chosen.push(all[i] as Box);
          choose(i + 1, count - 1);
          chosen.pop();
        }
      };
      for (let size = 0; size <= all.length; size++) choose(0, size);
      this.list = list;
    }
    return this.list;
  }

  cardinality(): number | bigint {
    return this.value().cardinality ?? fail();
  }

  isEmpty(): boolean {
    return false;
  }

  value(): SetValue {
    return new PowerSet(setValue(this.base));
  }
}

export function setValue(set: BoxSet): SetValue {
  return toValue(set) as SetValue & Value;
}

export function isSubset(left: BoxSet, right: BoxSet): boolean {
  if (left === right) return true;
  try {
    for (const member of left.members()) if (!right.has(member)) return false;
    return true;
  } catch (error) {
    if (error instanceof EnumerationError) return fail();
    throw error;
  }
}

/** A function whose domain cannot be written out: its values are found when they are asked for, each once. */
export class LazyFunction {
  private readonly found = new Map<Box, Box>();

  constructor(
    private readonly domain: BoxSet,
    private readonly compute: (key: Box, self: LazyFunction) => Box,
  ) {}

  apply(key: Box): Box {
    // Keys that are objects are found by content only where they are the same object: the others are computed again.
    const known = this.found.get(key);
    if (known !== undefined) return known;
    if (!this.domain.has(key)) return fail();
    const value = this.compute(key, this);
    this.found.set(key, value);
    return value;
  }

  domainSet(): BoxSet {
    return this.domain;
  }

  /** @throws Trouble where the domain cannot be written out */
  force(keys: (members: readonly Box[]) => ConstructorParameters<typeof BoxFunction>[0]): BoxFunction {
    const members = this.domain.members();
    return new BoxFunction(
      keys(members),
      members.map((member) => this.apply(member)),
    );
  }
}
