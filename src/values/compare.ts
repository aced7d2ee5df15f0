/** A total order on values, so that sets have one order of members: by kind, then by content. */

import { FunctionValue, ModelValue, SetValue, type Value } from './value.js';

/** @returns negative, zero or positive, as for Array.sort @throws EnumerationError for sets of which only going through them could tell */
export function compareValues(left: Value, right: Value): number {
  if (left === right) return 0;
  const byKind = rank(left) - rank(right);
  if (byKind !== 0) return byKind;
  if (left instanceof SetValue && right instanceof SetValue) return compareSets(left, right);
  if (left instanceof FunctionValue && right instanceof FunctionValue) return compareFunctions(left, right);
  const a = left instanceof ModelValue ? left.name : left;
  const b = right instanceof ModelValue ? right.name : right;
  return a < b ? -1 : a > b ? 1 : 0;
}

function rank(value: Value): number {
  switch (typeof value) {
    case 'boolean':
      return 0;
    case 'number':
    case 'bigint':
      return 1;
    case 'string':
      return 2;
    default:
      return value instanceof ModelValue ? 3 : value instanceof SetValue ? 4 : 5;
  }
}

function compareSets(left: SetValue, right: SetValue): number {
  const both = left.enumerable && right.enumerable;
  if (!both && (left.isOpen || right.isOpen)) return left.incomparable(right);
  if (left.size !== right.size) return left.size < right.size ? -1 : 1;
  if (both) return compareLists(left.elements(), right.elements());
  if (left.sameShape(right) === true) return 0;
  return left.description < right.description ? -1 : 1;
}

function compareLists(left: readonly Value[], right: readonly Value[]): number {
  for (let i = 0; i < left.length && i < right.length; i++) {
    const a = left[i];
    const b = right[i];
    if (a === undefined || b === undefined) break;
    const order = compareValues(a, b);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareFunctions(left: FunctionValue, right: FunctionValue): number {
  if (left.map.size !== right.map.size) return left.map.size - right.map.size;
  const keys = left.domain.elements();
  const byDomain = compareLists(keys, right.domain.elements());
  if (byDomain !== 0) return byDomain;
  for (const key of keys) {
    const a = left.get(key);
    const b = right.get(key);
    if (a === undefined || b === undefined) break;
    const order = compareValues(a, b);
    if (order !== 0) return order;
  }
  return 0;
}
