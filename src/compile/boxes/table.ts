/**
 * The shared table of values: each value that a row refers to has one number, the same in every thread. It is filled by
 * all threads with Atomics. A value's record refers to its parts by their numbers, so that equal values are equal records.
 */

import { mix } from '../../values/content.js';
import { Atom, type Box, BoxFunction, BoxSet, fail, hashBox, Keys, ListSet } from './box.js';

/** Kinds of records. */
const Tag = {
  false: 0,
  true: 1,
  integer: 2,
  double: 3,
  text: 4,
  bigint: 5,
  atom: 6,
  set: 7,
  function: 8,
  sequence: 9,
};

/** Kinds of values. */
export const Kind = { boolean: 1, integer: 2, string: 3, atom: 4, set: 5, function: 6 } as const;

const kindOfTag = [1, 1, 2, 2, 3, 2, 4, 5, 6, 6];

/** What another thread needs for sharing the table. */
export interface SharedTable {
  readonly heap: SharedArrayBuffer;
  readonly slots: SharedArrayBuffer;
  readonly starts: SharedArrayBuffer;
}

const headWords = 2;
/** Header of the heap: words used, number of values. */
const reserved = { used: 0, count: 1 };

export class ValueTable {
  private static tables = 0;
  /** Which table the numbers in boxes are of: a thread may have several, one after the other. */
  private readonly owner = ++ValueTable.tables;
  private readonly heap: Int32Array;
  private readonly slots: Int32Array;
  /** Where each value's record starts, and the hash of its content. */
  private readonly starts: Int32Array;
  private readonly mask: number;
  private readonly local: (Box | undefined)[] = [];
  private readonly primitives = new Map<Box, number>();

  private constructor(readonly shared: SharedTable) {
    this.heap = new Int32Array(shared.heap);
    this.slots = new Int32Array(shared.slots);
    this.starts = new Int32Array(shared.starts);
    this.mask = this.slots.length - 1;
  }

  /**
   * Address space is reserved; memory is taken as it is filled.
   * @param capacity how many values there may be: a power of two
   */
  static create(capacity = 1 << 24): ValueTable {
    const shared = {
      heap: new SharedArrayBuffer(capacity * 4 * 16),
      slots: new SharedArrayBuffer(capacity * 2 * 4),
      starts: new SharedArrayBuffer(capacity * 2 * 4),
    };
    new Int32Array(shared.heap)[reserved.used] = headWords;
    return new ValueTable(shared);
  }

  static share(shared: SharedTable): ValueTable {
    return new ValueTable(shared);
  }

  /** Hashes of the values by number, at odd indices: equal in every thread and every run. */
  get hashes(): Int32Array {
    return this.starts;
  }

  /** The number of a value; it gets one where it has none. @throws Trouble for what cannot be written out */
  idOf(box: Box): number {
    if (typeof box === 'object') {
      if (box.owner === this.owner) return box.id;
      const id = this.intern(box);
      box.id = id;
      box.owner = this.owner;
      this.local[id] ??= box;
      return id;
    }
    let id = this.primitives.get(box);
    if (id === undefined) {
      id = this.intern(box);
      this.primitives.set(box, id);
      this.local[id] = box;
    }
    return id;
  }

  value(id: number): Box {
    return this.local[id] ?? this.decode(id);
  }

  kind(id: number): number {
    const start = this.starts[2 * id] as number;
    return kindOfTag[(this.heap[start] as number) & 15] as number;
  }

  private decode(id: number): Box {
    const { heap } = this;
    const start = this.starts[2 * id] as number;
    const head = heap[start] as number;
    const length = head >>> 4;
    const words = heap.subarray(start + 1, start + 1 + length);
    const box = this.read(head & 15, words);
    if (typeof box === 'object') {
      box.id = id;
      box.owner = this.owner;
    } else this.primitives.set(box, id);
    this.local[id] = box;
    return box;
  }

  private read(tag: number, words: Int32Array): Box {
    switch (tag) {
      case Tag.false:
        return false;
      case Tag.true:
        return true;
      case Tag.integer:
        return words[0] as number;
      case Tag.double: {
        const copy = Int32Array.from(words);
        return new Float64Array(copy.buffer)[0] as number;
      }
      case Tag.text:
        return textOf(words);
      case Tag.bigint:
        return BigInt(textOf(words));
      case Tag.atom:
        return Atom.of(textOf(words));
      case Tag.set:
        return new ListSet(Array.from(words, (id) => this.value(id)));
      case Tag.sequence:
        return new BoxFunction(
          Keys.sequence(words.length),
          Array.from(words, (id) => this.value(id)),
        );
      default: {
        const half = words.length / 2;
        return new BoxFunction(
          Keys.of(Array.from(words.subarray(0, half), (id) => this.value(id))),
          Array.from(words.subarray(half), (id) => this.value(id)),
        );
      }
    }
  }

  private intern(box: Box): number {
    const hash = hashBox(box);
    const { tag, words } = this.record(box);
    const head = (words.length << 4) | tag;
    const { slots, mask, starts } = this;
    for (let slot = mix(hash, 0x27d4eb2f) & mask; ; slot = (slot + 1) & mask) {
      let entry = slots[slot] as number;
      if (entry === 0) {
        entry = Atomics.compareExchange(slots, slot, 0, -1);
        if (entry === 0) {
          const id = this.append(head, words, hash);
          // A full table lets go of the slot, or whoever meets it would wait for ever.
          Atomics.store(slots, slot, id + 1);
          if (id < 0) throw new RangeError('The table of values is full.');
          return id;
        }
      }
      while (entry === -1) entry = Atomics.load(slots, slot);
      const id = entry - 1;
      if (starts[2 * id + 1] === hash && this.matches(id, head, words)) return id;
    }
  }

  /** @returns −1 when there is no room */
  private append(head: number, words: readonly number[], hash: number): number {
    const { heap, starts } = this;
    const start = Atomics.add(heap, reserved.used, words.length + 1);
    const id = Atomics.add(heap, reserved.count, 1);
    if (start + words.length + 1 > heap.length || 2 * id + 2 > starts.length || id * 4 > this.mask * 3) {
      return -1;
    }
    heap[start] = head;
    for (let i = 0; i < words.length; i++) heap[start + 1 + i] = words[i] as number;
    starts[2 * id + 1] = hash;
    Atomics.store(starts, 2 * id, start);
    return id;
  }

  private matches(id: number, head: number, words: readonly number[]): boolean {
    const { heap } = this;
    const start = this.starts[2 * id] as number;
    if (heap[start] !== head) return false;
    for (let i = 0; i < words.length; i++) if (heap[start + 1 + i] !== words[i]) return false;
    return true;
  }

  private record(box: Box): { tag: number; words: number[] } {
    switch (typeof box) {
      case 'boolean':
        return { tag: box ? Tag.true : Tag.false, words: [] };
      case 'number': {
        if (box === (box | 0)) return { tag: Tag.integer, words: [box | 0] };
        return { tag: Tag.double, words: [...new Int32Array(new Float64Array([box]).buffer)] };
      }
      case 'string':
        return { tag: Tag.text, words: wordsOf(box) };
      case 'bigint':
        return { tag: Tag.bigint, words: wordsOf(String(box)) };
      default:
    }
    if (box instanceof Atom) return { tag: Tag.atom, words: wordsOf(box.text) };
    if (box instanceof BoxSet) return { tag: Tag.set, words: box.members().map((item) => this.idOf(item)) };
    if (!(box instanceof BoxFunction)) return fail();
    const values = box.values.map((item) => this.idOf(item));
    if (box.keys.sequential) return { tag: Tag.sequence, words: values };
    return { tag: Tag.function, words: [...box.keys.list.map((key) => this.idOf(key)), ...values] };
  }
}

/** Length, then two UTF-16 units a word. */
function wordsOf(text: string): number[] {
  const words = [text.length];
  for (let i = 0; i < text.length; i += 2) {
    words.push(text.charCodeAt(i) | ((i + 1 < text.length ? text.charCodeAt(i + 1) : 0) << 16));
  }
  return words;
}

function textOf(words: Int32Array): string {
  const length = words[0] as number;
  let text = '';
  for (let i = 0; i < length; i++) {
    const word = words[1 + (i >> 1)] as number;
    text += String.fromCharCode((i & 1) === 0 ? word & 0xffff : word >>> 16);
  }
  return text;
}
