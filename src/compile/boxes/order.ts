/** The total order of values (values/compare.ts) on boxes: by kind, then by content. */

import { Atom, type Box, BoxFunction, BoxSet } from './box.js';

/** By kind: values of one rank can be compared. */
export function rank(box: Box): number {
  switch (typeof box) {
    case 'boolean':
      return 0;
    case 'number':
    case 'bigint':
      return 1;
    case 'string':
      return 2;
    default:
      return box instanceof Atom ? 3 : box instanceof BoxSet ? 4 : 5;
  }
}

/** @returns negative, zero or positive, as for Array.sort */
export function compareBoxes(left: Box, right: Box): number {
  if (left === right) return 0;
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const byKind = rank(left) - rank(right);
  if (byKind !== 0) return byKind;
  if (left instanceof BoxFunction && right instanceof BoxFunction) {
    if (left.keys !== right.keys) {
      const byDomain =
        left.keys.list.length - right.keys.list.length || compareLists(left.keys.list, right.keys.list);
      if (byDomain !== 0) return byDomain;
    }
    return compareLists(left.values, right.values);
  }
  if (left instanceof BoxSet && right instanceof BoxSet) {
    if (!left.listable) return left.compare(right);
    if (!right.listable) return -right.compare(left);
    const a = left.members();
    const b = right.members();
    return a.length - b.length || compareLists(a, b);
  }
  const a = left instanceof Atom ? left.text : (left as bigint | string | boolean);
  const b = right instanceof Atom ? right.text : (right as bigint | string | boolean);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Lists of one length. */
function compareLists(left: readonly Box[], right: readonly Box[]): number {
  for (let i = 0; i < left.length; i++) {
    const order = compareBoxes(left[i] as Box, right[i] as Box);
    if (order !== 0) return order;
  }
  return 0;
}
