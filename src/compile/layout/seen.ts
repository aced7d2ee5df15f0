/** What has been seen of values, and what is known when more are seen. */

import { type Box, BoxFunction, BoxSet, type Keys } from '../boxes/box.js';
import { largestMask, type Shape, Universe } from './shape.js';

/** What has been seen of the values of a variable or a part of it, or was declared of them. */
export type Seen =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'bool' }
  | { readonly kind: 'integer'; readonly low: number; readonly high: number; readonly declared?: boolean }
  /** Strings, model values, and whatever else is mixed with them. */
  | { readonly kind: 'listed'; readonly items: readonly Box[] }
  | { readonly kind: 'set'; readonly members: readonly Box[]; readonly declared?: boolean }
  | { readonly kind: 'function'; readonly keys: Keys; readonly items: readonly Seen[] }
  /** Tuples and sequences of several lengths: any item, and the greatest length. */
  | { readonly kind: 'sequence'; readonly item: Seen; readonly most: number; readonly declared?: boolean }
  /** Of no small shape. */
  | { readonly kind: 'anything' };

export const nothing: Seen = { kind: 'nothing' };
export const anything: Seen = { kind: 'anything' };

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

export function seenOfShape(shape: Shape): Seen {
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
    case 'sequence':
      return { kind: 'sequence', item: seenOfShape(shape.item), most: shape.most };
  }
}

export type SeenSequence = Seen & { readonly kind: 'sequence' };

/** The same as of a sequence, where it may be one. */
export function asSequence(seen: Seen): SeenSequence | undefined {
  if (seen.kind === 'sequence') return seen;
  if (seen.kind !== 'function' || !seen.keys.sequential) return undefined;
  return { kind: 'sequence', item: seen.items.reduce(join, nothing), most: seen.items.length };
}

/** What is known when both have been seen. */
export function join(left: Seen, right: Seen): Seen {
  if (left === right || right.kind === 'nothing') return left;
  if (left.kind === 'nothing') return right;
  if (left.kind === 'anything' || right.kind === 'anything') return anything;
  if (left.kind === 'bool' && right.kind === 'bool') return left;
  if (left.kind === 'integer' && right.kind === 'integer') {
    const [low, high] = [Math.min(left.low, right.low), Math.max(left.high, right.high)];
    return { kind: 'integer', low, high, ...bothDeclared(left, right) };
  }
  if (left.kind === 'set' && right.kind === 'set') {
    const members = merged(left.members, right.members);
    return members.length <= largestMask ? { kind: 'set', members, ...bothDeclared(left, right) } : anything;
  }
  if (left.kind === 'function' && right.kind === 'function' && left.keys === right.keys) {
    return {
      kind: 'function',
      keys: left.keys,
      items: left.items.map((item, i) => join(item, right.items[i] as Seen)),
    };
  }
  const [one, other] = [asSequence(left), asSequence(right)];
  if (one !== undefined && other !== undefined) {
    const item = join(one.item, other.item);
    const most = Math.max(one.most, other.most);
    return item.kind === 'anything'
      ? anything
      : { kind: 'sequence', item, most, ...bothDeclared(one, other) };
  }
  if (isComposite(left) && isComposite(right)) return anything;
  const items = [valuesOf(left), valuesOf(right)];
  if (items[0] === undefined || items[1] === undefined) return anything;
  const all = merged(items[0], items[1]);
  return all.length <= largestListed ? { kind: 'listed', items: all } : anything;
}

function isComposite({ kind }: Seen): boolean {
  return kind === 'function' || kind === 'sequence';
}

function bothDeclared(left: { declared?: boolean }, right: { declared?: boolean }): { declared?: true } {
  return left.declared === true && right.declared === true ? { declared: true } : {};
}

export function merged(left: readonly Box[], right: readonly Box[]): readonly Box[] {
  return Universe.of([...left, ...right]).items;
}

/** The values themselves, where they are few. */
export function valuesOf(seen: Seen): readonly Box[] | undefined {
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

/** What has been seen of any item, where it is no record and they are of one kind. */
export function jointly(keys: Keys, items: readonly Seen[]): Seen | undefined {
  if (items.length < 2 || keys.list.some((key) => typeof key === 'string')) return undefined;
  const joint = items.reduce(join);
  const alike = items.every(({ kind }) => kind === joint.kind || kind === 'nothing');
  return alike && joint.kind !== 'anything' ? joint : undefined;
}
