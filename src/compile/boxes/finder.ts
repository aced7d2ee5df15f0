/** Where a value is in a sorted list of values. */

import { type Box, hashBox, isTrouble, sameBox } from './box.js';
import { compareBoxes } from './order.js';

/** In shorter lists values are looked for by their order. */
const fewest = 7;

/** Index in a sorted list, or −1. */
export function findBox(items: readonly Box[], box: Box): number {
  const index = placeFor(items, box);
  return index < items.length && compareBoxes(items[index] as Box, box) === 0 ? index : -1;
}

/** The index of the first value in a sorted list that is not less. */
export function placeFor(items: readonly Box[], box: Box): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = compareBoxes(items[middle] as Box, box);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Finds values in a list that is asked again and again: by their hashes, once that pays. */
export class Finder {
  private asked = 0;
  /** Of each value its index plus one, at a place that its hash tells or the next free one. */
  private places: Int32Array | undefined;

  /** @param items sorted, each once */
  constructor(private readonly items: readonly Box[]) {}

  /** −1 for what is not there. */
  indexOf(box: Box): number {
    const { items } = this;
    // Many are asked once only.
    if (items.length < fewest || (this.places === undefined && ++this.asked <= items.length))
      return findBox(items, box);
    let hash: number;
    try {
      hash = hashBox(box);
      this.places ??= placesOf(items);
    } catch (error) {
      // What has a set within that is not written out has no hash.
      if (isTrouble(error)) return findBox(items, box);
      throw error;
    }
    const { places } = this;
    const mask = places.length - 1;
    for (let place = spread(hash) & mask; ; place = (place + 1) & mask) {
      const index = (places[place] as number) - 1;
      if (index < 0 || sameBox(items[index] as Box, box)) return index;
    }
  }
}

function spread(hash: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> 8;
}

/** The table of values by their hashes. @throws Trouble where one has none */
function placesOf(items: readonly Box[]): Int32Array {
  const places = new Int32Array(2 ** Math.ceil(Math.log2(2 * items.length)));
  const mask = places.length - 1;
  items.forEach((item, index) => {
    let place = spread(hashBox(item)) & mask;
    while (places[place] !== 0) place = (place + 1) & mask;
    places[place] = index + 1;
  });
  return places;
}
