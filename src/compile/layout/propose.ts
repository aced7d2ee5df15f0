/**
 * The layout that fits: proposed by the state spaces that a specification declares, corrected by the values that the first
 * states have, widened by each value that did not fit. Learning only ever adds, so it comes to an end.
 */

import type { Expression, Spec, Variable } from '../../semantics/spec.js';
import { SetValue, type Value } from '../../values/value.js';
import { type Box, BoxFunction, BoxSet, Keys } from '../boxes/box.js';
import { toBox } from '../boxes/convert.js';
import { compareBoxes } from '../boxes/order.js';
import { type Permutation, permuted } from '../symmetry.js';
import { type Layout, layOut } from './layout.js';
import {
  bool,
  enumShape,
  functionShape,
  integerShape,
  interned,
  largestMask,
  maskShape,
  type Shape,
  Universe,
} from './shape.js';

/** What has been seen of the values of a variable or a part of it, or was declared of them. */
export type Seen =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'bool' }
  | { readonly kind: 'integer'; readonly low: number; readonly high: number; readonly declared?: boolean }
  /** Strings, model values, and whatever else is mixed with them. */
  | { readonly kind: 'listed'; readonly items: readonly Box[] }
  | { readonly kind: 'set'; readonly members: readonly Box[]; readonly declared?: boolean }
  | { readonly kind: 'function'; readonly keys: Keys; readonly items: readonly Seen[] }
  /** Of no small shape. */
  | { readonly kind: 'anything' };

const nothing: Seen = { kind: 'nothing' };
const anything: Seen = { kind: 'anything' };

/** Declared sets of more members are not written out. */
const largestDeclared = 4096;
/** Values that are mixed with others are listed one by one. */
const largestListed = 1024;

export function seenOf(box: Box): Seen {
  switch (typeof box) {
    case 'boolean':
      return { kind: 'bool' };
    case 'number':
      return { kind: 'integer', low: box, high: box };
    case 'bigint':
      return anything;
    case 'string':
      return { kind: 'listed', items: [box] };
    default:
  }
  if (box instanceof BoxSet) {
    try {
      return { kind: 'set', members: box.members() };
    } catch {
      return anything;
    }
  }
  if (!(box instanceof BoxFunction)) return { kind: 'listed', items: [box] };
  return { kind: 'function', keys: box.keys, items: box.values.map(seenOf) };
}

function seenOfShape(shape: Shape): Seen {
  switch (shape.kind) {
    case 'bool':
      return { kind: 'bool' };
    case 'integer':
      return { kind: 'integer', low: shape.low, high: shape.high };
    case 'enum':
      return { kind: 'listed', items: shape.universe.items };
    case 'mask':
      return { kind: 'set', members: shape.universe.items };
    case 'interned':
      return anything;
    case 'function':
      return { kind: 'function', keys: shape.keys, items: shape.items.map(seenOfShape) };
  }
}

/** What is known when both have been seen. */
export function join(left: Seen, right: Seen): Seen {
  if (left === right || right.kind === 'nothing') return left;
  if (left.kind === 'nothing') return right;
  if (left.kind === 'anything' || right.kind === 'anything') return anything;
  if (left.kind === 'bool' && right.kind === 'bool') return left;
  if (left.kind === 'integer' && right.kind === 'integer')
    return { kind: 'integer', low: Math.min(left.low, right.low), high: Math.max(left.high, right.high) };
  if (left.kind === 'set' && right.kind === 'set') {
    const members = merged(left.members, right.members);
    return members.length <= largestMask ? { kind: 'set', members } : anything;
  }
  if (left.kind === 'function' && right.kind === 'function') {
    if (left.keys !== right.keys) return anything;
    return {
      kind: 'function',
      keys: left.keys,
      items: left.items.map((item, i) => join(item, right.items[i] as Seen)),
    };
  }
  const items = [valuesOf(left), valuesOf(right)];
  if (items[0] === undefined || items[1] === undefined) return anything;
  const all = merged(items[0], items[1]);
  return all.length <= largestListed ? { kind: 'listed', items: all } : anything;
}

function merged(left: readonly Box[], right: readonly Box[]): readonly Box[] {
  return Universe.of([...left, ...right]).items;
}

/** The values themselves, where they are few. */
function valuesOf(seen: Seen): readonly Box[] | undefined {
  switch (seen.kind) {
    case 'bool':
      return [false, true];
    case 'integer':
      return seen.high - seen.low < largestListed
        ? Array.from({ length: seen.high - seen.low + 1 }, (_, i) => seen.low + i)
        : undefined;
    case 'listed':
      return seen.items;
    case 'function': {
      let rows: Box[][] = [[]];
      for (const item of seen.items) {
        const values = valuesOf(item);
        if (values === undefined || rows.length * values.length > largestListed) return undefined;
        rows = rows.flatMap((row) => values.map((value) => [...row, value]));
      }
      return rows.map((row) => new BoxFunction(seen.keys, row));
    }
    default:
      return undefined;
  }
}

/**
 * The shape for what is known. What was seen and not declared gets room for more of the same: numbers up to the next power
 * of two, sets of records every combination of their fields.
 */
export function shapeOf(seen: Seen, permutations: readonly Permutation[]): Shape {
  switch (seen.kind) {
    case 'nothing':
    case 'anything':
      return interned;
    case 'bool':
      return bool;
    case 'integer': {
      if (seen.declared === true) return integerShape(seen.low, seen.high);
      // Where it began stays; what lies above doubles.
      const span = 2 ** Math.ceil(Math.log2(seen.high - seen.low + 2));
      return integerShape(seen.low >= 0 && seen.low <= 1 ? 0 : seen.low, seen.low + span - 1);
    }
    case 'listed':
      return enumShape(orbits(seen.items, permutations));
    case 'set':
      return maskShape(orbits(seen.declared === true ? seen.members : closed(seen.members), permutations));
    case 'function': {
      const items = exchangeable(seen, permutations);
      return items === undefined
        ? interned
        : functionShape(
            seen.keys,
            items.map((item) => shapeOf(item, permutations)),
          );
    }
  }
}

/** With the images of all of them. */
function orbits(items: readonly Box[], permutations: readonly Permutation[]): Universe {
  return Universe.of([
    ...items,
    ...permutations.flatMap((permutation) => items.map((item) => permuted(item, permutation))),
  ]);
}

/** What is seen at a key may come to stand at its images; undefined where these are no keys. */
function exchangeable(
  { keys, items }: Seen & { kind: 'function' },
  permutations: readonly Permutation[],
): readonly Seen[] | undefined {
  if (permutations.length === 0) return items;
  const joint = [...items];
  for (const permutation of permutations) {
    for (const [index, key] of keys.list.entries()) {
      const image = keys.indexOf(permuted(key, permutation));
      if (image < 0) return undefined;
      joint[image] = join(joint[image] as Seen, items[index] as Seen);
    }
  }
  return joint;
}

/** Members of one form, with every combination of their parts, where that is not many more. */
function closed(members: readonly Box[]): readonly Box[] {
  const groups = new Map<Keys, BoxFunction[]>();
  const rest: Box[] = [];
  for (const member of members) {
    if (!(member instanceof BoxFunction)) rest.push(member);
    else groups.set(member.keys, [...(groups.get(member.keys) ?? []), member]);
  }
  const all: Box[] = [...rest];
  for (const group of groups.values()) {
    const joint = group.map(seenOf).reduce(join);
    const combinations = valuesOf(joint);
    all.push(
      ...(combinations !== undefined && combinations.length <= Math.max(64, 4 * group.length)
        ? combinations
        : group),
    );
  }
  return all.length <= largestMask ? all : members;
}

/** It is known to be all there is, so it needs no room for more. */
function asDeclared(seen: Seen): Seen {
  if (seen.kind === 'integer' || seen.kind === 'set') return { ...seen, declared: true };
  return seen.kind === 'function' ? { ...seen, items: seen.items.map(asDeclared) } : seen;
}

/** What a set tells of its members. */
export class Declared {
  constructor(private readonly evaluate: (expression: Expression) => Value | undefined) {}

  of(variable: Variable): Seen {
    return variable.stateSpace === undefined ? nothing : asDeclared(this.members(variable.stateSpace));
  }

  private members(set: Expression): Seen {
    switch (set.kind) {
      case 'labelled':
        return this.members(set.expression);
      case 'apply':
        if (set.args.length === 0 && !set.definition.recursive && !set.definition.local)
          return this.members(set.definition.body);
        break;
      case 'function-set': {
        const domain = this.list(set.domain);
        if (domain === undefined || domain.length > 256) return nothing;
        const range = this.members(set.range);
        return { kind: 'function', keys: Keys.of(domain), items: domain.map(() => range) };
      }
      case 'record-set': {
        const fields = [...set.fields].sort((a, b) => compareBoxes(a.name, b.name));
        return {
          kind: 'function',
          keys: Keys.of(fields.map((field) => field.name)),
          items: fields.map((field) => this.members(field.value)),
        };
      }
      case 'cross':
        return {
          kind: 'function',
          keys: Keys.sequence(set.factors.length),
          items: set.factors.map((factor) => this.members(factor)),
        };
      case 'primitive': {
        const [first, second] = set.args as readonly Expression[];
        if (set.operator === 'SUBSET' && first !== undefined) {
          const members = this.list(first);
          return members !== undefined && members.length <= largestMask ? { kind: 'set', members } : nothing;
        }
        if (set.operator === '\\cup' && first !== undefined && second !== undefined) {
          const [left, right] = [this.members(first), this.members(second)];
          // What is known of one part only is no promise for the whole.
          return left.kind === 'nothing' || right.kind === 'nothing' ? nothing : join(left, right);
        }
        break;
      }
      default:
    }
    const members = this.list(set);
    if (members === undefined || members.length === 0) return nothing;
    return members.map(seenOf).reduce(join);
  }

  private list(set: Expression): readonly Box[] | undefined {
    const value = this.evaluate(set);
    if (!(value instanceof SetValue) || value.size > largestDeclared) return undefined;
    try {
      return value.elements().map(toBox);
    } catch {
      return undefined;
    }
  }
}

/** How often a variable may outgrow its shape. */
const mostTimes = 5;

/** What was seen at one key of a function, at all its keys, where that is of one kind. */
function likewise(seen: Seen): Seen {
  if (seen.kind !== 'function') return seen;
  const items = seen.items.map(likewise);
  const first = items.find(({ kind }) => kind !== 'nothing');
  if (first === undefined || items.some(({ kind }) => kind !== first.kind && kind !== 'nothing'))
    return { ...seen, items };
  const joint = items.reduce(join);
  return joint.kind === first.kind ? { ...seen, items: items.map(() => joint) } : { ...seen, items };
}

/** Gathers what is known of each variable. */
export class Knowledge {
  private readonly seen: Seen[];
  private readonly declared: readonly Seen[];
  private room: Seen[] = [];
  /** Variables that are one number for good. */
  private readonly given = new Set<number>();
  /** How often each was outgrown. */
  private readonly times: number[] = [];

  constructor(
    spec: Spec,
    evaluate: (expression: Expression) => Value | undefined,
    private readonly permutations: readonly Permutation[],
  ) {
    const declared = new Declared(evaluate);
    this.declared = spec.variables.map((variable) => declared.of(variable));
    this.seen = this.declared.map(() => nothing);
  }

  learn(variable: number, value: Box): void {
    this.seen[variable] = join(this.seen[variable] as Seen, seenOf(value));
  }

  /** Whatever comes, there will be room for what this layout has room for. */
  keep({ fields }: Layout): void {
    this.room = fields.map(({ shape }, index) => join(this.room[index] ?? nothing, seenOfShape(shape)));
  }

  /**
   * A variable's shape was outgrown. Each time costs a compilation, so it is met with ever more room: first what was seen at one key of a
   * function is expected at every other, and after some times the variable is given up.
   */
  outgrown(variable: number): void {
    const times = (this.times[variable] ?? 0) + 1;
    this.times[variable] = times;
    if (times > mostTimes) this.giveUp(variable);
  }

  /** Gives up on a variable: it is one number from now on. */
  giveUp(variable: number): void {
    this.given.add(variable);
  }

  /** What the declared state spaces say, if they say it of every part of every variable. */
  declaredLayout(): Layout | undefined {
    return this.declared.every(isWhole) ? this.layout() : undefined;
  }

  layout(): Layout {
    return layOut(
      this.seen.map((seen, index) => {
        if (this.given.has(index)) return interned;
        const likely = (this.times[index] ?? 0) > 0 ? likewise(seen) : seen;
        const shape = shapeOf(completed(this.declared[index] as Seen, likely), this.permutations);
        const room = this.room[index];
        if (room === undefined) return shape;
        return shapeOf(asDeclared(join(seenOfShape(shape), room)), this.permutations);
      }),
    );
  }
}

function isWhole(seen: Seen): boolean {
  if (seen.kind === 'function') return seen.items.every(isWhole);
  return seen.kind !== 'nothing' && seen.kind !== 'anything';
}

/** What was declared, as far as it goes and the values keep to it; else what has been seen. */
function completed(declared: Seen, seen: Seen): Seen {
  if (declared.kind === 'nothing') return seen;
  if (seen.kind === 'nothing') return declared;
  if (declared.kind === 'function' && seen.kind === 'function' && declared.keys === seen.keys) {
    return {
      kind: 'function',
      keys: declared.keys,
      items: declared.items.map((item, i) => completed(item, seen.items[i] as Seen)),
    };
  }
  const both = join(declared, seen);
  if (both.kind === 'integer' && declared.kind === 'integer')
    return { ...both, declared: both.low === declared.low && both.high === declared.high };
  if (both.kind === 'set' && declared.kind === 'set')
    return { ...both, declared: both.members.length === declared.members.length };
  return both;
}
