/**
 * Puts found rows into the arena and the table: the innermost loop of the search. The steps of several states are gathered
 * and then inserted together, so that the processor fetches for all of them side by side what lies far away. The code is
 * generated for the width of the rows, so that rows are compared and copied word by word without a loop, once for a single
 * thread (plain loads and stores) and once for several.
 *
 * Several threads: each one has a chunk of numbers of its own (numbering.ts). Slots and rows are read by plain loads, which
 * do not tear. Where a slot looks empty, the row is written under the thread's next number, which nobody else can see yet,
 * and the slot claimed for it by compareExchange; whoever comes second finds the other's number there and looks at that.
 * So a row is in the table once, and whoever sees its number sees the row.
 */

import { actionBits, fingerprintStride } from './arena.js';
import { chunkAt, Place } from './control.js';
import { chunkLength } from './numbering.js';
import { inlineHash } from './row-hash.js';
import type { RowModel } from './rows.js';

/** Rows that are gathered before they are inserted, as a rule, and how many there is room for. */
export const usualBatch = 256;
export const largestBatch = 512;

/** Rows in the order in which they were gathered. */
export interface Batch {
  readonly rows: Int32Array;
  /** After the insertion: the number of each row's state, that of a new state as its complement (negative). */
  readonly numbers: Int32Array;
  /** How each row was found, as the arena keeps it. */
  readonly metas: Int32Array;
}

export interface Insertion {
  readonly batch: Batch;
  /**
   * Adds the rows `[from, to)` of `rows` to the batch, which must have room for them.
   *
   * @param parent upper bits of the hash of the state they came from, as meta has them
   * @param origin number of the state they came from, −1 for initial states
   * @param at where in the arena its row begins
   * @returns how many rows the batch has now
   */
  gather(
    rows: Int32Array,
    actions: Int32Array,
    from: number,
    to: number,
    parent: number,
    origin: number,
    at: number,
  ): number;
  /**
   * Inserts the batch; afterwards the next one can be gathered.
   *
   * @param filling first number of the level that is being filled: states from there on take the least meta
   * @returns the highest number given out, −1 when no state was new
   */
  insert(filling: number): number;
}

export interface InsertionPlace {
  readonly words: Int32Array;
  readonly slots: Int32Array;
  readonly control: Int32Array;
}

export interface InsertionKind {
  /** Whether others insert at the same time. */
  readonly concurrent: boolean;
  /** Whether rows have given way to fingerprints. */
  readonly fingerprints: boolean;
}

/** Words of a row up to which code is written out. */
const longestUnrolled = 24;

/** @param thread whose numbers are given out */
export function insertionFor(
  { words, slots, control }: InsertionPlace,
  model: RowModel,
  thread: number,
  kind: InsertionKind,
): Insertion {
  const batch: Batch = {
    rows: new Int32Array(largestBatch * model.width),
    numbers: new Int32Array(largestBatch),
    metas: new Int32Array(largestBatch),
  };
  const make = new Function(
    'words',
    'slots',
    'control',
    'rows',
    'numbers',
    'metas',
    'hashes',
    'open',
    'contentHash',
    'hash',
    source(model, thread, kind),
  ) as (...given: unknown[]) => Pick<Insertion, 'gather' | 'insert'>;
  const code = make(
    words,
    slots,
    control,
    batch.rows,
    batch.numbers,
    batch.metas,
    new Int32Array(largestBatch + 1),
    new Int32Array(largestBatch),
    (rows: Int32Array, at: number) => model.contentHash(rows, at) | 0,
    model.hash,
  );
  return { batch, ...code };
}

/** Smaller tables lie in the processor's caches. */
const leastBitsAhead = 18;

/** Nothing of a spec gets into this text: it is made of numbers. */
function source(model: RowModel, thread: number, kind: InsertionKind): string {
  const [first, last] = model.identity;
  return `'use strict';
  function same(given, row, at) {
    for (let i = ${first}; i < ${last}; i++) if (words[at + i] !== given[row + i]) return false;
    return true;
  }
  let count = 0;
  let opened = 0;
  ${gathering(model)}
  ${inserting(model, thread, kind)}
  return { gather, insert };`;
}

function list(from: number, to: number, one: (index: number) => string, between: string): string {
  return Array.from({ length: to - from }, (_, index) => one(from + index)).join(between);
}

/** A step that leads back to its own state, as many do, need not be looked for: it is answered at once. */
function gathering(model: RowModel): string {
  const { width, identity } = model;
  const [first, last] = identity;
  const shift = 32 - actionBits(model.actions.length);
  const unrolled = width <= longestUnrolled;
  const origin = unrolled
    ? list(first, last, (i) => `const o${i} = origin < 0 ? 0 : words[at + ${i}];`, ' ')
    : '';
  const back = unrolled
    ? list(first, last, (i) => `found[row + ${i}] === o${i}`, ' && ')
    : 'same(found, row, at)';
  const copy = unrolled
    ? list(0, width, (i) => `rows[to + ${i}] = found[row + ${i}];`, ' ')
    : `for (let i = 0; i < ${width}; i++) rows[to + i] = found[row + i];`;
  return `function gather(found, actions, begin, end, parent, origin, at) {
    ${origin}
    let k = count;
    let p = opened;
    for (let r = begin, row = begin * ${width}; r < end; r++, row += ${width}, k++) {
      metas[k] = (actions[r] << ${shift}) | parent;
      if (origin >= 0 && ${back}) { numbers[k] = origin; continue; }
      ${inlineHash(model, 'found', 'row') ?? 'const code = hash(found, row);'}
      const to = k * ${width};
      ${copy}
      hashes[p] = code;
      open[p++] = k;
    }
    count = k;
    opened = p;
    return k;
  }`;
}

function inserting(model: RowModel, thread: number, kind: InsertionKind): string {
  const { width, identity } = model;
  const { concurrent, fingerprints } = kind;
  const [first, last] = identity;
  const stride = width + 1;
  const unrolled = width <= longestUnrolled;
  const load = unrolled ? list(0, width, (i) => `const w${i} = rows[row + ${i}];`, ' ') : '';
  const same = unrolled
    ? list(first, last, (i) => `words[at + ${i}] === w${i}`, ' && ')
    : 'same(rows, row, at)';
  const copy = unrolled
    ? list(0, width, (i) => `words[to + ${i}] = w${i};`, ' ')
    : `for (let i = 0; i < ${width}; i++) words[to + i] = rows[row + i];`;
  const address = (number: string) =>
    fingerprints ? `${number} * ${stride} - skipped` : `${number} * ${stride}`;
  const found = `
          if (${same}) {
            if (n >= filling) { ${lower(concurrent, width)} }
            numbers[k] = n;
            break;
          }`;
  const known = fingerprints
    ? `if (n < behind) {
            const at = n * ${fingerprintStride};
            if (words[at] === code) {
              if (words[at + 1] === contentHash(rows, row)) { numbers[k] = n; break; }
            }
          } else {
            const at = ${address('n')};${found}
          }`
    : `const at = ${address('n')};${found}`;
  const write = `const to = ${address('next')}; ${copy} words[to + ${width}] = meta;`;
  const claim = concurrent
    ? `if (next === end) { next = Atomics.add(control, ${Place.size}, ${chunkLength}); end = next + ${chunkLength}; }
          ${write}
          slot = Atomics.compareExchange(slots, place, 0, tag | (next + 1));
          if (slot === 0) { highest = next; numbers[k] = ~next++; break; }`
    : `${write}
          slots[place] = tag | (next + 1);
          highest = next;
          numbers[k] = ~next++;
          break;`;
  // A processor waits long for memory, but for many places at once no longer than for one. So all slots of a batch are read
  // before the first is needed, then all the rows they name; what was read is stored, or the compiler would leave it out.
  const ahead = `if (bits >= ${leastBitsAhead}) {
      let touched = 0;
      for (let p = 0; p < opened; p++) touched = (touched + slots[hashes[p] >>> up]) | 0;
      for (let p = 0; p < opened; p++) {
        const code = hashes[p];
        const slot = slots[code >>> up];
        if (slot !== 0 && ((slot ^ (code << bits)) & ~mask) === 0) {
          const n = (slot & mask) - 1;
          touched = (touched + words[${fingerprints ? `n < behind ? n * ${fingerprintStride} : ` : ''}${address('n')}]) | 0;
        }
      }
      hashes[${largestBatch}] = touched;
    }`;
  const [numbersAt, endAt] = concurrent ? [chunkAt(thread), chunkAt(thread) + 1] : [Place.size, -1];
  return `function insert(filling) {
    const bits = control[${Place.bits}];
    const up = 32 - bits;
    const mask = (1 << bits) - 1;
    ${fingerprints ? `const behind = control[${Place.behind}]; const skipped = behind * ${stride - fingerprintStride};` : ''}
    let next = control[${numbersAt}];
    ${concurrent ? `let end = control[${endAt}];` : ''}
    let highest = -1;
    ${ahead}
    for (let p = 0; p < opened; p++) {
      const k = open[p];
      const row = k * ${width};
      ${load}
      const code = hashes[p];
      const meta = metas[k];
      const tag = code << bits;
      let place = code >>> up;
      for (;;) {
        let slot = slots[place];
        if (slot === 0) {
          ${claim}
        }
        if (((slot ^ tag) & ~mask) === 0) {
          const n = (slot & mask) - 1;
          ${known}
        }
        place = (place + 1) & mask;
      }
    }
    control[${numbersAt}] = next;
    ${concurrent ? `control[${endAt}] = end;` : ''}
    count = 0;
    opened = 0;
    return highest;
  }`;
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
