/**
 * Puts found rows into the arena and the table: the innermost loop of the search. It is generated for the width of the
 * rows, so that rows are compared and copied word by word without a loop, once for a single thread (plain loads and
 * stores) and once for several.
 *
 * Several threads: slots and rows are read by plain loads, which do not tear; what looks empty is claimed by
 * compareExchange with a number that no state has (all ones: busy), then a number is taken, the row written and the
 * number stored. Whoever meets a busy slot of its own hash bits waits until the number is there. So a row is in the
 * table once, and whoever sees its number sees the row.
 */

import { actionBits, fingerprintStride } from './arena.js';
import { Place } from './control.js';
import { inlineHash } from './row-hash.js';
import type { RowModel } from './rows.js';

/**
 * Inserts the rows `[from, to)` of `rows`, at most {@link runLength} of them. In `numbers` it leaves the number of each row's state, that of a new state as
 * its complement (negative).
 *
 * @param parent upper bits of the hash of the state they came from, as meta has them
 * @param filling first number of the level that is being filled: states from there on take the least meta
 * @param origin number of the state they came from, −1 for initial states
 * @returns the highest number given out, −1 when no state was new
 */
export type Insert = (
  from: number,
  to: number,
  rows: Int32Array,
  actions: Int32Array,
  numbers: Int32Array,
  parent: number,
  filling: number,
  origin: number,
) => number;

export interface InsertionPlace {
  readonly words: Int32Array;
  readonly slots: Int32Array;
  readonly control: Int32Array;
}

/** Rows that are put in at once; before each such run there must be room for the runs of all threads. */
export const runLength = 1024;

/** Words of a row up to which code is written out. */
const longestUnrolled = 24;

export function insertionFor(
  place: InsertionPlace,
  model: RowModel,
  concurrent: boolean,
  fingerprints: boolean,
): Insert {
  const make = new Function(
    'words',
    'slots',
    'control',
    'contentHash',
    'settled',
    'hash',
    'hashes',
    'pending',
    source(model, concurrent, fingerprints),
  ) as (...given: unknown[]) => Insert;
  return make(
    place.words,
    place.slots,
    place.control,
    (rows: Int32Array, at: number) => model.contentHash(rows, at) | 0,
    settled,
    model.hash,
    new Int32Array(runLength + 1),
    new Int32Array(runLength),
  );
}

/** Smaller tables lie in the processor's caches. */
const leastBitsAhead = 18;

/** Nothing of a spec gets into this text: it is made of numbers. */
function source(model: RowModel, concurrent: boolean, fingerprints: boolean): string {
  const { width, identity } = model;
  const [first, last] = identity;
  const stride = width + 1;
  const shift = 32 - actionBits(model.actions.length);
  const unrolled = width <= longestUnrolled;
  const list = (from: number, to: number, one: (index: number) => string, between: string) =>
    Array.from({ length: to - from }, (_, index) => one(from + index)).join(between);
  const load = unrolled ? list(0, width, (i) => `const w${i} = rows[row + ${i}];`, ' ') : '';
  const same = unrolled
    ? list(first, last, (i) => `words[at + ${i}] === w${i}`, ' && ')
    : `same(rows, row, at)`;
  const copy = unrolled
    ? list(0, width, (i) => `words[to + ${i}] = w${i};`, ' ')
    : `for (let i = 0; i < ${width}; i++) words[to + i] = rows[row + i];`;
  const address = (number: string) =>
    fingerprints ? `${number} * ${stride} - skipped` : `${number} * ${stride}`;
  const found = `
          if (${same}) {
            if (n >= filling) { ${lower(concurrent, width)} }
            numbers[r] = n;
            break;
          }`;
  const known = fingerprints
    ? `if (n < behind) {
            const at = n * ${fingerprintStride};
            if (words[at] === code) {
              if (words[at + 1] === contentHash(rows, row)) { numbers[r] = n; break; }
            }
          } else {
            const at = ${address('n')};${found}
          }`
    : `const at = ${address('n')};${found}`;
  const write = `const to = ${address('number')}; ${copy} words[to + ${width}] = meta;`;
  const claim = concurrent
    ? `slot = Atomics.compareExchange(slots, place, 0, tag | mask);
        if (slot === 0) {
          const number = Atomics.add(control, ${Place.size}, 1);
          ${write}
          Atomics.store(slots, place, tag | (number + 1));
          highest = number;
          numbers[r] = ~number;
          break;
        }`
    : `const number = size++;
        ${write}
        slots[place] = tag | (number + 1);
        highest = number;
        numbers[r] = ~number;
        break;`;
  // A processor waits long for memory, but for many places at once no longer than for one. So all slots of a run are read
  // before the first is needed, then all the rows they name; what was read is stored, or the compiler would leave it out.
  // A step that leads back to its own state, as many do, need not be looked for.
  const back = unrolled
    ? list(first, last, (i) => `rows[row + ${i}] === words[from0 + ${i}]`, ' && ')
    : 'same(rows, row, from0)';
  const ahead = `let touched = 0;
    let open = 0;
    const from0 = origin < 0 ? -1 : ${address('origin')};
    for (let r = from, row = from * ${width}; r < to; r++, row += ${width}) {
      if (from0 >= 0 && ${back}) { numbers[r] = origin; continue; }
      ${inlineHash(model, 'rows', 'row') ?? 'const code = hash(rows, row);'}
      hashes[open] = code;
      pending[open++] = r;
      touched = (touched + slots[code >>> up]) | 0;
    }
    if (bits >= ${leastBitsAhead}) {
      for (let p = 0; p < open; p++) {
        const code = hashes[p];
        const slot = slots[code >>> up];
        if (slot !== 0 && ((slot ^ (code << bits)) & ~mask) === 0) {
          const n = (slot & mask) - 1;
          touched = (touched + words[${fingerprints ? `n < behind ? n * ${fingerprintStride} : ` : ''}${address('n')}]) | 0;
        }
      }
    }
    hashes[${runLength}] = touched;`;
  return `'use strict';
  function same(rows, row, at) {
    for (let i = ${first}; i < ${last}; i++) if (words[at + i] !== rows[row + i]) return false;
    return true;
  }
  return function insert(from, to, rows, actions, numbers, parent, filling, origin) {
    const bits = control[${Place.bits}];
    const up = 32 - bits;
    const mask = (1 << bits) - 1;
    ${fingerprints ? `const behind = control[${Place.behind}]; const skipped = behind * ${stride - fingerprintStride};` : ''}
    ${concurrent ? '' : `let size = control[${Place.size}];`}
    let highest = -1;
    ${ahead}
    for (let p = 0; p < open; p++) {
      const r = pending[p];
      const row = r * ${width};
      ${load}
      const code = hashes[p];
      const meta = (actions[r] << ${shift}) | parent;
      const tag = code << bits;
      let place = code >>> up;
      for (;;) {
        let slot = slots[place];
        if (slot === 0) {
          ${claim}
        }
        if (((slot ^ tag) & ~mask) === 0) {
          ${concurrent ? 'if ((slot & mask) === mask) slot = settled(slots, place, slot);' : ''}
          const n = (slot & mask) - 1;
          ${known}
        }
        place = (place + 1) & mask;
      }
    }
    ${concurrent ? '' : `control[${Place.size}] = size;`}
    return highest;
  };`;
}

/** Metas are compared as unsigned numbers. */
function lower(concurrent: boolean, width: number): string {
  if (!concurrent) return `if ((meta >>> 0) < (words[at + ${width}] >>> 0)) words[at + ${width}] = meta;`;
  return `let old = words[at + ${width}];
              while ((meta >>> 0) < (old >>> 0)) {
                const seen = Atomics.compareExchange(words, at + ${width}, old, meta);
                if (seen === old) break;
                old = seen;
              }`;
}

/** How often a busy slot is read again before the thread sleeps in between, and how many milliseconds it then waits at most. */
const spins = 10_000;
const longestWait = 30_000;

/** Waits until a busy slot has its number. @throws Error when it never comes: its thread is dead */
export function settled(slots: Int32Array, place: number, busy: number, patience = longestWait): number {
  for (let spin = 0; spin < spins; spin++) {
    const slot = Atomics.load(slots, place);
    if (slot !== busy) return slot;
  }
  for (let slept = 0; slept < patience; slept++) {
    Atomics.wait(slots, place, busy, 1);
    const slot = Atomics.load(slots, place);
    if (slot !== busy) return slot;
  }
  throw new Error('A thread stopped while it was putting a state into the table.');
}
