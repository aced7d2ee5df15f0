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
export const usualBatch = 512;
export const largestBatch = 1024;

/** Words before each row of a batch. */
export const batchHeader = 3;

/** What is to be inserted, or was. */
export interface Batch {
  /**
   * Entries of {@link batchHeader} words and a row: the row's hash, which the insertion replaces by the number of its state, that of a
   * new state as its complement (negative); how it was found, as the arena keeps it; the index of its step.
   */
  readonly entries: Int32Array;
  /** Where steps are wanted, of every step that was gathered: the number of the state it leads to, and how it was found. */
  readonly numbers: Int32Array;
  readonly metas: Int32Array;
}

export interface Insertion {
  readonly batch: Batch;
  /**
   * Adds the rows `[from, to)` of `rows` to the batch, which must have room for them. Where steps are not wanted, only those that
   * may tell something new.
   *
   * @param parent upper bits of the hash of the state they came from, as meta has them
   * @param origin number of the state they came from, −1 for initial states
   * @param at where in the arena its row begins
   * @returns how many entries the batch has now, or steps where they are wanted
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
   * @param filling first number of the level that is being filled: states from there on take the greatest meta
   * @returns how many entries the batch had
   */
  insert(filling: number): number;
}

export interface InsertionPlace {
  readonly words: Int32Array;
  readonly slots: Int32Array;
  readonly control: Int32Array;
  readonly owners: Uint8Array;
}

export interface InsertionKind {
  /** Whether it is wanted where every step leads. */
  readonly steps: boolean;
  /** Whether others insert at the same time. */
  readonly concurrent: boolean;
  /** Whether rows have given way to fingerprints. */
  readonly fingerprints: boolean;
}

/** Words of a row up to which code is written out. */
const longestUnrolled = 24;

/**
 * More than half of all steps lead to a state that one of the steps shortly before led to. So a thread remembers rows that it
 * gathered, and does not look for them again in the table, which lies far away.
 */
const recentWords = 2 ** 14;

/** Words before a row that is remembered: its greatest meta, and where in the batch it was put, plus one. */
const recentHeader = 2;

/** Bits of how many rows are remembered. */
function recentBits(width: number): number {
  return Math.max(1, Math.floor(Math.log2(recentWords / (recentHeader + width))));
}

/** @param thread whose numbers are given out */
export function insertionFor(
  { words, slots, control, owners }: InsertionPlace,
  model: RowModel,
  thread: number,
  kind: InsertionKind,
): Insertion {
  const batch: Batch = {
    entries: new Int32Array(largestBatch * (batchHeader + model.width)),
    numbers: new Int32Array(kind.steps ? largestBatch : 0),
    metas: new Int32Array(kind.steps ? largestBatch : 0),
  };
  const make = new Function(
    'words',
    'slots',
    'control',
    'owners',
    'entries',
    'numbers',
    'metas',
    'recent',
    'touched',
    'contentHash',
    'hash',
    source(model, thread, kind),
  ) as (...given: unknown[]) => Pick<Insertion, 'gather' | 'insert'>;
  const code = make(
    words,
    slots,
    control,
    owners,
    batch.entries,
    batch.numbers,
    batch.metas,
    new Int32Array((recentHeader + model.width) << recentBits(model.width)),
    new Int32Array(1),
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
  function alike(left, at, right, row) {
    for (let i = ${first}; i < ${last}; i++) if (left[at + i] !== right[row + i]) return false;
    return true;
  }
  let end = 0;
  let count = 0;
  ${gathering(model, kind)}
  ${inserting(model, thread, kind)}
  return { gather, insert };`;
}

function list(from: number, to: number, one: (index: number) => string, between: string): string {
  return Array.from({ length: to - from }, (_, index) => one(from + index)).join(between);
}

/** Whether two rows are of one state. */
function alike(model: RowModel, left: string, at: string, right: string, row: string): string {
  const [first, last] = model.identity;
  return model.width <= longestUnrolled
    ? list(first, last, (i) => `${left}[${at} + ${i}] === ${right}[${row} + ${i}]`, ' && ')
    : `alike(${left}, ${at}, ${right}, ${row})`;
}

function copying(model: RowModel, to: string, at: string, from: string, row: string): string {
  const { width } = model;
  return width <= longestUnrolled
    ? list(0, width, (i) => `${to}[${at} + ${i}] = ${from}[${row} + ${i}];`, ' ')
    : `for (let i = 0; i < ${width}; i++) ${to}[${at} + i] = ${from}[${row} + i];`;
}

/** A step that leads back to its own state, as many do, need not be looked for: it is answered at once. */
function gathering(model: RowModel, { steps }: InsertionKind): string {
  const { width, identity } = model;
  const [first, last] = identity;
  const shift = 32 - actionBits(model.actions.length);
  const entry = batchHeader + width;
  const unrolled = width <= longestUnrolled;
  const origin = unrolled
    ? list(first, last, (i) => `const o${i} = origin < 0 ? 0 : words[at + ${i}];`, ' ')
    : '';
  const back = unrolled
    ? list(first, last, (i) => `found[row + ${i}] === o${i}`, ' && ')
    : 'alike(words, at, found, row)';
  return `function gather(found, actions, from, until, parent, origin, at) {
    ${origin}
    let to = end;
    for (let r = from, row = from * ${width}; r < until; r++, row += ${width}) {
      const meta = (actions[r] << ${shift}) | parent;
      ${steps ? 'const k = count++; metas[k] = meta;' : ''}
      if (origin >= 0 && ${back}) { ${steps ? 'numbers[k] = origin;' : ''} continue; }
      ${inlineHash(model, 'found', 'row') ?? 'const code = hash(found, row);'}
      ${steps ? 'entries[to + 2] = k;' : remembering(model)}
      entries[to] = code;
      entries[to + 1] = meta;
      const put = to + ${batchHeader};
      ${copying(model, 'entries', 'put', 'found', 'row')}
      to += ${entry};
    }
    end = to;
    return ${steps ? 'count' : `to / ${entry}`};
  }`;
}

/** A row that is remembered needs no more than its greatest meta, which the batch takes if the row is still there. */
function remembering(model: RowModel): string {
  const { width } = model;
  return `const near = (code >>> ${32 - recentBits(width)}) * ${recentHeader + width};
      const known = near + ${recentHeader};
      const place = recent[near + 1] - 1;
      if (place >= 0 && ${alike(model, 'recent', 'known', 'found', 'row')}) {
        if ((meta >>> 0) <= (recent[near] >>> 0)) continue;
        recent[near] = meta;
        const there = place + ${batchHeader};
        if (place < to && entries[place] === code && ${alike(model, 'entries', 'there', 'found', 'row')}) {
          entries[place + 1] = meta;
          continue;
        }
      } else {
        recent[near] = meta;
        ${copying(model, 'recent', 'known', 'found', 'row')}
      }
      recent[near + 1] = to + 1;`;
}

function inserting(model: RowModel, thread: number, kind: InsertionKind): string {
  const { width, identity } = model;
  const { concurrent, fingerprints, steps } = kind;
  const [first, last] = identity;
  const stride = width + 1;
  const entry = batchHeader + width;
  const unrolled = width <= longestUnrolled;
  const load = unrolled ? list(0, width, (i) => `const w${i} = entries[row + ${i}];`, ' ') : '';
  const same = unrolled
    ? list(first, last, (i) => `words[at + ${i}] === w${i}`, ' && ')
    : 'alike(words, at, entries, row)';
  const copy = unrolled
    ? list(0, width, (i) => `words[to + ${i}] = w${i};`, ' ')
    : copying(model, 'words', 'to', 'entries', 'row');
  const address = (number: string) =>
    fingerprints ? `${number} * ${stride} - skipped` : `${number} * ${stride}`;
  const answer = (number: string) =>
    `entries[k] = ${number}; ${steps ? `numbers[entries[k + 2]] = ${number};` : ''} break;`;
  const found = `
          if (${same}) {
            if (n >= filling) { ${raise(concurrent, width)} }
            ${answer('n')}
          }`;
  const known = fingerprints
    ? `if (n < behind) {
            const at = n * ${fingerprintStride};
            if (words[at] === code) {
              if (words[at + 1] === contentHash(entries, row)) { ${answer('n')} }
            }
          } else {
            const at = ${address('n')};${found}
          }`
    : `const at = ${address('n')};${found}`;
  const write = `const to = ${address('next')}; ${copy} words[to + ${width}] = meta;`;
  const claim = concurrent
    ? `if (next === chunkEnd) { next = Atomics.add(control, ${Place.size}, ${chunkLength}); chunkEnd = next + ${chunkLength}; owners[next >>> ${Math.log2(chunkLength)}] = ${thread}; }
          ${write}
          slot = Atomics.compareExchange(slots, place, 0, tag | (next + 1));
          if (slot === 0) { const fresh = ~next++; ${answer('fresh')} }`
    : `${write}
          slots[place] = tag | (next + 1);
          const fresh = ~next++;
          ${answer('fresh')}`;
  // A processor waits long for memory, but for many places at once no longer than for one. So all slots of a batch are read
  // before the first is needed, then all the rows they name; what was read is stored, or the compiler would leave it out.
  const ahead = `if (bits >= ${leastBitsAhead}) {
      let sum = 0;
      for (let k = 0; k < end; k += ${entry}) sum = (sum + slots[entries[k] >>> up]) | 0;
      for (let k = 0; k < end; k += ${entry}) {
        const code = entries[k];
        const slot = slots[code >>> up];
        if (slot !== 0 && ((slot ^ (code << bits)) & ~mask) === 0) {
          const n = (slot & mask) - 1;
          sum = (sum + words[${fingerprints ? `n < behind ? n * ${fingerprintStride} : ` : ''}${address('n')}]) | 0;
        }
      }
      touched[0] = sum;
    }`;
  const [numbersAt, endAt] = concurrent ? [chunkAt(thread), chunkAt(thread) + 1] : [Place.size, -1];
  return `function insert(filling) {
    const bits = control[${Place.bits}];
    const up = 32 - bits;
    const mask = (1 << bits) - 1;
    ${fingerprints ? `const behind = control[${Place.behind}]; const skipped = behind * ${stride - fingerprintStride};` : ''}
    let next = control[${numbersAt}];
    ${concurrent ? `let chunkEnd = control[${endAt}];` : ''}
    ${ahead}
    for (let k = 0; k < end; k += ${entry}) {
      const row = k + ${batchHeader};
      ${load}
      const code = entries[k];
      const meta = entries[k + 1];
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
    ${concurrent ? `control[${endAt}] = chunkEnd;` : ''}
    const inserted = end / ${entry};
    count = 0;
    end = 0;
    return inserted;
  }`;
}

/** Metas are compared as unsigned numbers. */
function raise(concurrent: boolean, width: number): string {
  if (!concurrent) return `if ((meta >>> 0) > (words[at + ${width}] >>> 0)) words[at + ${width}] = meta;`;
  return `let old = words[at + ${width}];
              while ((meta >>> 0) > (old >>> 0)) {
                const seen = Atomics.compareExchange(words, at + ${width}, old, meta);
                if (seen === old) break;
                old = seen;
              }`;
}
