/** What generated code is given to work with, and how it is brought to life in a thread. */

import { type FoundRows, Misfit } from '../../checker/rows.js';
import { entryHash, functionHash, mix, scalarHash, setHash } from '../values/content.js';
import {
  type Box,
  BoxFunction,
  BoxSet,
  fail,
  type Keys,
  ListSet,
  listed,
  sameBox,
  sequence,
  setOf,
} from './boxes/box.js';
import * as operators from './boxes/operators.js';
import { crossSet, filtered, functionSet, isSubset, recordSet, settled } from './boxes/symbolic.js';
import { Kind, type ValueTable } from './boxes/table.js';
import { ContentHash } from './content.js';
import type { Constant } from './emit/program.js';
import type { Universe } from './layout/shape.js';

/** The functions of a program. */
export interface Program {
  initial(): number;
  expand(words: Int32Array, at: number): number;
  contentHash(words: Int32Array, at: number): number;
  canonical(words: Int32Array, at: number): void;
  stateHolds(predicate: number, words: Int32Array, at: number): boolean;
  stepHolds(predicate: number, from: Int32Array, fromAt: number, to: Int32Array, toAt: number): boolean;
  observe(words: Int32Array, at: number, bits: Int32Array, base: number): void;
  firstViolated(words: Int32Array, at: number): number;
  holds(invariant: number, words: Int32Array, at: number): boolean;
  inside(words: Int32Array, at: number): boolean;
  allows(from: Int32Array, fromAt: number, to: Int32Array, toAt: number): boolean;
}

/** What a program leaves to the interpreter. */
export interface Foreign {
  /** Pushes the steps of an action with `push`. @returns how many states lay between the parts of composed actions */
  steps(action: number, words: Int32Array, at: number, push: (row: Int32Array) => void): number;
  holds(invariant: number, words: Int32Array, at: number): boolean;
  inside(words: Int32Array, at: number): boolean;
  allows(from: Int32Array, fromAt: number, to: Int32Array, toAt: number): boolean;
  /** @returns the view's number in the table of values */
  view(words: Int32Array, at: number): number;
  stateHolds(predicate: number, words: Int32Array, at: number): boolean;
  stepHolds(predicate: number, from: Int32Array, fromAt: number, to: Int32Array, toAt: number): boolean;
}

/** A direct-mapped cache (emit/tabulate.ts): it begins small, and grows while its misses are more than it holds. */
class Cache {
  private static readonly leastBits = 8;
  private static readonly mostBits = 18;
  /** The place of a result is the upper bits of a hash. */
  shift = 32 - Cache.leastBits;
  keys: Int32Array;
  values: unknown[];
  private misses = 0;

  constructor(private readonly inputs: number) {
    this.keys = new Int32Array(inputs << Cache.leastBits);
    this.values = new Array(1 << Cache.leastBits);
  }

  /** Asked at every miss. */
  isTooSmall(): boolean {
    return ++this.misses > 2 * this.values.length && 32 - this.shift < Cache.mostBits;
  }

  /** What it held is computed again. */
  grow(): void {
    this.shift -= 2;
    this.misses = 0;
    this.keys = new Int32Array(this.inputs << (32 - this.shift));
    this.values = new Array(1 << (32 - this.shift));
  }
}

/** Brings a program's text to life. */
export function instantiate(
  text: string,
  constants: readonly Constant[],
  table: ValueTable,
  found: FoundRows,
  content: ContentHash,
  foreign: Foreign | undefined,
): Program {
  const given = { ...library(table, found, content), foreign, found };
  return run<Program>(text, given, constants, table);
}

/** Evaluates the text of a program without states: the body of a function without parameters. */
export function evaluateText(text: string, constants: readonly Constant[], table: ValueTable): Box {
  const none = new Int32Array(0);
  const nowhere = { words: none, actions: none, times: none, between: 0 };
  return run<Box>(text, library(table, nowhere, new ContentHash([])), constants, table);
}

/** The only texts in quotes that the compiler writes. */
const quoted = /'(?:use strict|number|bigint|boolean|string|object|function|undefined)'/g;
/** A text, or a word that leads from a value to code that makes code, or to a module. */
const unsafe =
  /["'`\\#]|[^\n -~]|\b(?:constructor|prototype|__\w*__|caller|callee|import|with|async|await|yield)\b/;

/** @throws Error when a text is not of what the compiler writes: names of its own, numbers, signs */
function assertHarmless(text: string): void {
  const found = unsafe.exec(text.replace(quoted, '0'));
  if (found !== null) throw new Error(`The compiler has written \`${found[0]}\`, which no program may have.`);
}

/**
 * Runs a text with what it is given. It sees that and no global; and it has no text in it and no word by which it could come from
 * a value to `Function`.
 */
function run<Result>(
  text: string,
  given: Readonly<Record<string, unknown>>,
  constants: readonly Constant[],
  table: ValueTable,
): Result {
  assertHarmless(text);
  const parameters = [...Object.keys(given), 'K'];
  // Every name that the thread knows is hidden by a parameter that is undefined: what is not given does not exist. (The strict
  // part stands within, since only a function that is not strict can have a parameter `eval`.)
  const hidden = Object.getOwnPropertyNames(globalThis).filter(
    (name) => /^[A-Za-z_$][\w$]*$/.test(name) && !parameters.includes(name),
  );
  const make = new Function(...parameters, ...hidden, `return (function () {\n${text}\n})();`);
  const values = constants.map((constant) => materialise(constant, table));
  return make(...Object.values(given), values) as Result;
}

function materialise(constant: Constant, table: ValueTable): unknown {
  switch (constant.kind) {
    case 'number':
      return table.idOf(constant.box);
    case 'box':
      return constant.box;
    case 'keys':
      return constant.keys;
    case 'universe':
      return constant.universe;
    case 'numbers':
      return constant.numbers;
    case 'cache':
      return new Cache(constant.inputs);
  }
}

function library(table: ValueTable, found: FoundRows, content: ContentHash) {
  const contents = new Contents(content, table);
  return {
    ...operators,
    imul: Math.imul,
    clz32: Math.clz32,
    floor: Math.floor,
    mix,
    fail,
    sameBox,
    setOf,
    valueOf: (id: number) => table.value(id),
    idOf: (box: Box) => table.idOf(box),
    contentOf: (id: number) => contents.of(id),
    entryHash,
    functionHash,
    scalarHash,
    setHash,
    Words: Int32Array,
    equalIds: (left: number, right: number) => equalIds(left, right, table),
    misfit,
    boolOrMisfit: (box: Box) => ((typeof box === 'boolean' ? box : misfit()) ? 1 : 0),
    maskOf,
    valuesOn: (keys: Keys, box: Box) =>
      box instanceof BoxFunction && box.keys === keys ? box.values : misfit(),
    sequence,
    sequenceOf: (box: Box, most: number) =>
      box instanceof BoxFunction && box.keys.sequential && box.values.length <= most ? box.values : misfit(),
    listed,
    maskSet,
    bitCount,
    filtered,
    settled,
    functionSet,
    crossSet,
    recordSet,
    isSequenceOf: (box: Box, base: Box) =>
      box instanceof BoxFunction &&
      box.keys.sequential &&
      box.values.every((item) => operators.set(base).has(item)),
    isSubsetOf: (left: Box, right: Box) => left instanceof BoxSet && isSubset(left, operators.set(right)),
    later,
    grow: () => grow(found),
  };
}

/** The content hashes of interned values, by their numbers. */
class Contents {
  private hashes = new Int32Array(1024);
  private known = new Uint8Array(1024);

  constructor(
    private readonly content: ContentHash,
    private readonly table: ValueTable,
  ) {}

  of(id: number): number {
    return this.known[id] === 1 ? (this.hashes[id] as number) : this.compute(id);
  }

  private compute(id: number): number {
    while (id >= this.known.length) {
      const { hashes, known } = this;
      this.hashes = new Int32Array(2 * hashes.length);
      this.known = new Uint8Array(2 * known.length);
      this.hashes.set(hashes);
      this.known.set(known);
    }
    const hash = this.content.of(this.table.value(id));
    this.hashes[id] = hash;
    this.known[id] = 1;
    return hash;
  }
}

/** `=` of interned values: equal values have one number; values of unlike kinds cannot be compared. */
function equalIds(left: number, right: number, table: ValueTable): boolean {
  if (left === right) return true;
  const a = table.kind(left);
  const b = table.kind(right);
  if (a === Kind.atom || b === Kind.atom) return operators.equal(table.value(left), table.value(right));
  if (a !== b) fail();
  return false;
}

const noFit = new Misfit(-1, undefined);

function misfit(): never {
  throw noFit;
}

const scratch = new Int32Array(32);

/** The bits of a set over a universe. */
function maskOf(universe: Universe, box: Box): Int32Array {
  if (!(box instanceof BoxSet)) return misfit();
  scratch.fill(0);
  for (const member of box.members()) {
    const index = universe.indexOf(member);
    if (index < 0) misfit();
    scratch[index >>> 5] = (scratch[index >>> 5] as number) | (1 << (index & 31));
  }
  return scratch;
}

function maskSet(items: readonly Box[], words: readonly number[]): Box {
  const members: Box[] = [];
  for (let i = 0; i < words.length; i++) {
    for (let rest = words[i] as number; rest !== 0; rest &= rest - 1)
      members.push(items[(i << 5) + 31 - Math.clz32(rest & -rest)] as Box);
  }
  return members.length === 0 ? ListSet.empty : new ListSet(members);
}

export function bitCount(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** An argument that is evaluated when it is first needed. */
function later(compute: () => Box): () => Box {
  let known: Box | undefined;
  return () => {
    if (known === undefined) known = compute();
    return known;
  };
}

/** Twice the room for rows. */
function grow(found: FoundRows): void {
  const twice = (array: Int32Array) => {
    const longer = new Int32Array(array.length * 2);
    longer.set(array);
    return longer;
  };
  found.words = twice(found.words);
  found.actions = twice(found.actions);
  found.times = twice(found.times);
  if (found.marks !== undefined) found.marks = twice(found.marks);
}
