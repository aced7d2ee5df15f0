/**
 * The layout that fits: proposed by the state spaces that a specification declares, corrected by the values that the first
 * states have, widened by each value that did not fit. Learning only ever adds, so it comes to an end.
 */

import type { Expression, Spec, Variable } from '../../semantics/spec.js';
import { type Box, BoxFunction, BoxSet, Keys, sameBox } from '../boxes/box.js';
import { compareBoxes } from '../boxes/order.js';
import { type Permutation, permuted } from '../symmetry.js';
import { Growth, mentionedIn } from './growth.js';
import { type Layout, layOut } from './layout.js';
import { memberships } from './memberships.js';
import { asSequence, join, jointly, nothing, type Seen, seenOf, seenOfShape, valuesOf } from './seen.js';
import {
  bool,
  enumShape,
  functionShape,
  integerShape,
  interned,
  largestMask,
  maskShape,
  type Shape,
  sequenceShape,
  Universe,
} from './shape.js';

/** Declared sets of more members are not written out. */
const largestDeclared = 4096;

/**
 * The shape for what is known. What was seen and not declared gets room for more of the same: numbers up to the next power
 * of two, and as long sequences, sets of records every combination of their fields.
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
      const most = seen.low + roomFor(seen.high - seen.low + 1);
      return integerShape(seen.low >= 0 && seen.low <= 1 ? 0 : seen.low, most);
    }
    case 'listed':
      return enumShape(orbits(seen.items, permutations));
    case 'set':
      return maskShape(orbits(seen.declared === true ? seen.members : closed(seen.members), permutations));
    case 'function': {
      const items = exchangeable(seen, permutations);
      if (items === undefined) return interned;
      const shapes = items.map((item) => shapeOf(item, permutations));
      return functionShape(seen.keys, alike(seen.keys, items, shapes, permutations) ?? shapes);
    }
    case 'sequence': {
      const item = shapeOf(seen.item, permutations);
      // Behind the last item there is nothing, of which there is no image.
      if (!permutations.every((permutation) => isFixed(item, permutation))) return interned;
      const wanted = seen.declared === true ? seen.most : roomFor(seen.most + 1);
      return sequenceShape(item, seen.most, wanted);
    }
  }
}

/** The most that as many bits tell apart from 0 on. */
function roomFor(count: number): number {
  return 2 ** Math.ceil(Math.log2(count + 1)) - 1;
}

/** Whether all its values are their own images. */
function isFixed(shape: Shape, permutation: Permutation): boolean {
  switch (shape.kind) {
    case 'enum':
    case 'mask':
      return shape.universe.items.every((item) => sameBox(permuted(item, permutation), item));
    case 'function':
      return (
        shape.keys.list.every((key) => sameBox(permuted(key, permutation), key)) &&
        shape.items.every((item) => isFixed(item, permutation))
      );
    case 'sequence':
      return isFixed(shape.item, permutation);
    default:
      return shape.kind !== 'interned';
  }
}

/** How many bits it may cost to give all items of a function room for what any of them has been. */
const sparedBits = 64;

/** One shape for all items of a function that is no record: what one of them has been another may come to be. */
function alike(
  keys: Keys,
  items: readonly Seen[],
  shapes: readonly Shape[],
  permutations: readonly Permutation[],
): readonly Shape[] | undefined {
  const joint = jointly(keys, items);
  if (joint === undefined) return undefined;
  const shape = shapeOf(joint, permutations);
  const bits = shapes.reduce((sum, item) => sum + item.bits, 0);
  return shape.bits * items.length <= bits + sparedBits ? items.map(() => shape) : undefined;
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
  // Nothing says how long a member of Seq(S) may be.
  if (seen.kind === 'sequence') return { ...seen, item: asDeclared(seen.item), declared: seen.most > 0 };
  return seen.kind === 'function' ? { ...seen, items: seen.items.map(asDeclared) } : seen;
}

/** What a set tells of its members. */
class Declared {
  constructor(private readonly evaluate: (expression: Expression) => Box | undefined) {}

  /** @param told what invariants say of variables */
  of(variable: Variable, told: ReadonlyMap<number, Expression>): Seen {
    const space = variable.stateSpace ?? told.get(variable.index);
    return space === undefined ? nothing : asDeclared(this.members(space));
  }

  members(set: Expression): Seen {
    switch (set.kind) {
      case 'filter':
        // Of a set that is too large to be looked through, all that it filters has room.
        if (set.bound.set !== undefined && this.list(set.bound.set) === undefined)
          return this.members(set.bound.set);
        break;
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
        if (set.operator === 'Seq' && first !== undefined)
          return { kind: 'sequence', item: this.members(first), most: 0 };
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
    const box = this.evaluate(set);
    if (!(box instanceof BoxSet) || box.extent > largestDeclared) return undefined;
    try {
      return box.members();
    } catch {
      return undefined;
    }
  }
}

/** Fewer initial states are soon seen. */
const manyBeginnings = 1 << 16;

/** What Init says of each variable, `x \in S` or `x = e`, where there are many initial states and it says it of all variables. */
function beginnings(spec: Spec, declared: Declared): Seen[] | undefined {
  const { behaviour, variables } = spec;
  const sets = memberships(behaviour === undefined ? [] : [behaviour.init]);
  if (variables.some(({ index }) => !sets.has(index))) return undefined;
  const seen = variables.map(({ index }) => declared.members(sets.get(index) as Expression));
  return seen.every(isWhole) && seen.reduce((product, each) => product * countOf(each), 1) > manyBeginnings
    ? seen
    : undefined;
}

/** How many values of it there may be. */
function countOf(seen: Seen): number {
  switch (seen.kind) {
    case 'bool':
      return 2;
    case 'integer':
      return seen.high - seen.low + 1;
    case 'listed':
      return seen.items.length;
    case 'set':
      return 2 ** seen.members.length;
    case 'function':
      return seen.items.reduce((product, item) => product * countOf(item), 1);
    case 'sequence':
      return countOf(seen.item) ** seen.most;
    default:
      return 1;
  }
}

/** Gathers what is known of each variable. */
export class Knowledge {
  private readonly seen: Seen[];
  private readonly declared: readonly Seen[];
  /** Whether Init tells so much of so many states that they need not be seen first. */
  private readonly begins: boolean;
  private room: Seen[] = [];
  /** Variables that are one number for good. */
  private readonly given = new Set<number>();
  private readonly growth: readonly Growth[];
  private readonly mentioned: readonly Box[];

  /** @param first variables that come before the others in a row */
  constructor(
    spec: Spec,
    evaluate: (expression: Expression) => Box | undefined,
    private readonly permutations: readonly Permutation[],
    private readonly first?: ReadonlySet<number>,
  ) {
    const declared = new Declared(evaluate);
    const told = memberships(spec.invariants.map(({ body }) => body));
    this.declared = spec.variables.map((variable) => declared.of(variable, told));
    const begun = beginnings(spec, declared);
    this.begins = begun !== undefined;
    this.seen = begun ?? this.declared.map(() => nothing);
    this.growth = this.declared.map(() => new Growth());
    this.mentioned = mentionedIn(spec);
  }

  learn(variable: number, value: Box): void {
    this.seen[variable] = join(this.seen[variable] as Seen, seenOf(value));
  }

  /** Whatever comes, there will be room for what this layout has room for. */
  keep({ fields }: Layout): void {
    this.room = fields.map(({ shape }, index) => join(this.room[index] ?? nothing, seenOfShape(shape)));
  }

  /** A layout was widened: what has grown again and again gets more room than was seen to be needed. */
  widened(): void {
    this.seen.forEach((seen, index) => {
      this.growth[index]?.note(seen);
    });
  }

  /** Gives up on a variable: it is one number from now on. */
  giveUp(variable: number): void {
    this.given.add(variable);
  }

  /** What the declared state spaces say, if they say it of every part of every variable, or what Init says. */
  declaredLayout(): Layout | undefined {
    return this.begins || this.declared.every(isWhole) ? this.layout() : undefined;
  }

  layout(): Layout {
    return layOut(
      this.seen.map((seen, index) => {
        if (this.given.has(index)) return interned;
        const growth = this.growth[index] as Growth;
        const shape = shapeOf(
          growth.applied(completed(this.declared[index] as Seen, seen), this.mentioned),
          this.permutations,
        );
        const room = this.room[index];
        if (room === undefined) return shape;
        return shapeOf(growth.applied(asDeclared(join(seenOfShape(shape), room)), []), this.permutations);
      }),
      this.first,
    );
  }
}

function isWhole(seen: Seen): boolean {
  if (seen.kind === 'function') return seen.items.every(isWhole);
  if (seen.kind === 'sequence') return seen.declared === true && isWhole(seen.item);
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
  const [whole, part] = [asSequence(declared), asSequence(seen)];
  if (whole !== undefined && part !== undefined) {
    // What has had one length so far may keep it.
    if (seen.kind === 'function' && whole.declared !== true)
      return { ...seen, items: seen.items.map((item) => completed(whole.item, item)) };
    const most = Math.max(whole.most, part.most);
    const known = whole.declared === true && most === whole.most;
    return {
      kind: 'sequence',
      item: completed(whole.item, part.item),
      most,
      ...(known ? { declared: true } : {}),
    };
  }
  const both = join(declared, seen);
  if (both.kind === 'integer' && declared.kind === 'integer')
    return { ...both, declared: both.low === declared.low && both.high === declared.high };
  if (both.kind === 'set' && declared.kind === 'set')
    return { ...both, declared: both.members.length === declared.members.length };
  return both;
}
