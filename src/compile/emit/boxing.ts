/** From what is known of a value to the boxed value, and to indices of universes. */

import { type Box, BoxFunction, ListSet, setOf } from '../boxes/box.js';
import {
  type CompositeShape,
  decode,
  type FunctionShape,
  largestEnum,
  type MaskShape,
  type Shape,
  Universe,
} from '../layout/shape.js';
import { fieldOf, itemOf } from './fields.js';
import { Block, isWritable, type Program } from './program.js';
import type { BitsRep, Rep, StructRep } from './rep.js';
import { boxSequence } from './sequences.js';

/** Code of the boxed value. */
export function box(rep: Rep, block: Block): string {
  const { program } = block;
  switch (rep.kind) {
    case 'constant':
      return program.box(rep.box);
    case 'bool':
    case 'integer':
    case 'box':
      return rep.js;
    case 'enum':
      return `${program.universe(rep.universe)}.items[${rep.js}]`;
    case 'interned':
      return `valueOf(${rep.js})`;
    case 'lazy':
      block.failing();
      return block.name(`force(${rep.js})`);
    case 'bits':
      block.boxed++;
      return `${decoder(program, rep.shape)}(${rep.words.join(', ')})`;
    case 'struct': {
      block.boxed++;
      const folded = foldStruct(rep);
      if (folded !== undefined) return program.box(folded);
      return block.name(
        `record(${program.keys(rep.keys)}, [${rep.items.map((item) => box(item, block)).join(', ')}])`,
      );
    }
    case 'listed':
      block.boxed++;
      return block.name(`setOf([${rep.items.map((item) => box(item, block)).join(', ')}])`);
  }
}

/** The value of what has only constant parts. */
export function foldStruct(rep: StructRep): Box | undefined {
  const values: Box[] = [];
  for (const item of rep.items) {
    if (item.kind === 'constant') values.push(item.box);
    else {
      const inner = item.kind === 'struct' ? foldStruct(item) : undefined;
      if (inner === undefined) return undefined;
      values.push(inner);
    }
  }
  return new BoxFunction(rep.keys, values);
}

export function foldListed(items: readonly Rep[]): Box | undefined {
  const members: Box[] = [];
  for (const item of items) {
    if (item.kind !== 'constant') return undefined;
    members.push(item.box);
  }
  return members.length === 0 ? ListSet.empty : setOf(members);
}

const decoders = new WeakMap<Program, Map<Shape, string>>();

/** The name of a function that boxes a shape's words; what it has boxed lately it gives again. */
function decoder(program: Program, shape: CompositeShape): string {
  let known = decoders.get(program);
  if (known === undefined) {
    known = new Map();
    decoders.set(program, known);
  }
  const found = known.get(shape);
  if (found !== undefined) return found;
  const name = program.fresh('u');
  known.set(shape, name);
  const block = new Block(program);
  const words = Array.from({ length: Math.max(1, shape.bits >>> 5) }, (_, index) => `z${index}`);
  const cache = program.cache(words.length);
  const value = composite(program, shape, words, block);
  program.define(`function ${name}(${words.join(', ')}) {
const h = ${cacheSlot(cache, words)};
const i = h * ${words.length};
if (${words.map((word, i) => `${cache}.keys[i + ${i}] === (${word} | 0)`).join(' && ')} && ${cache}.values[h] !== undefined) return ${cache}.values[h];
if (${cache}.isTooSmall()) { ${cache}.grow(); return ${name}(${words.join(', ')}); }
${block.text()}
const r = ${value};
${words.map((word, i) => `${cache}.keys[i + ${i}] = ${word};`).join(' ')}
return ${cache}.values[h] = r;
}`);
  return name;
}

/** Code of the place of a result in a cache. */
export function cacheSlot(cache: string, inputs: readonly string[]): string {
  const hash = inputs.reduce(
    (sum, input) => (sum === '' ? `${input} | 0` : `imul(${sum}, 0x9e3779b1) + ${input} | 0`),
    '',
  );
  return `(imul(${hash}, 0x85ebca6b) >>> ${cache}.shift)`;
}

function composite(program: Program, shape: CompositeShape, words: readonly string[], block: Block): string {
  switch (shape.kind) {
    case 'mask':
      return boxMask(program, shape, words);
    case 'function':
      return boxFunction(shape, words, block);
    case 'sequence':
      return boxSequence({ kind: 'bits', shape, words }, block);
  }
}

function boxFunction(shape: FunctionShape, words: readonly string[], block: Block): string {
  const items = shape.items.map((item, index) => {
    const place = shape.places[index];
    return place === undefined ? 'undefined' : box(fieldOf(item, words, place), block);
  });
  return `record(${block.program.keys(shape.keys)}, [${items.join(', ')}])`;
}

function boxMask(program: Program, shape: MaskShape, words: readonly string[]): string {
  return `maskSet(${program.universe(shape.universe)}.items, [${words.join(', ')}])`;
}

export interface Index {
  readonly js: string;
  /** Whether it is never −1. */
  readonly certain: boolean;
  /** Where it lies when it is not −1. */
  readonly low: number;
  readonly high: number;
}

/** The index of a value in a universe; −1 when it is not there. */
export function indexIn(universe: Universe, rep: Rep, block: Block): Index {
  const { program } = block;
  switch (rep.kind) {
    case 'constant': {
      const index = universe.indexOf(rep.box);
      return { js: String(index), ...rangeOf([index]) };
    }
    case 'bool': {
      const [no, yes] = [universe.indexOf(false), universe.indexOf(true)];
      return { js: `(${rep.js} ? ${yes} : ${no})`, ...rangeOf([no, yes]) };
    }
    case 'integer':
      return integerIndex(universe, rep, block);
    case 'enum': {
      if (rep.universe === universe || rep.universe.equals(universe))
        return { js: rep.js, certain: true, low: 0, high: universe.size - 1 };
      return remapped(
        rep.universe.items.map((item) => universe.indexOf(item)),
        rep.js,
        program,
      );
    }
    case 'bits':
      return bitsIndex(universe, rep, block);
    case 'struct': {
      const index = structIndex(universe, rep, block);
      if (index !== undefined) return index;
      break;
    }
    default:
  }
  block.boxed++;
  return sought(universe, box(rep, block), block);
}

/** What is known of an index that is one of these. */
function rangeOf(table: readonly number[]): Omit<Index, 'js'> {
  let [low, high] = [Number.POSITIVE_INFINITY, -1];
  for (const index of table) {
    if (index >= 0 && index < low) low = index;
    if (index > high) high = index;
  }
  return { certain: !table.includes(-1), low: Math.min(low, high), high };
}

/** Of any value, which is looked for when the program runs. */
function sought(universe: Universe, js: string, block: Block): Index {
  const index = block.name(`${block.program.universe(universe)}.indexOf(${js})`);
  return { js: index, certain: false, low: 0, high: universe.size - 1 };
}

/** A table lookup, or an addition where the table is nothing else. */
function remapped(table: readonly number[], js: string, program: Program): Index {
  const [first = 0] = table;
  const range = rangeOf(table);
  if (first >= 0 && table.every((index, i) => index === first + i))
    return { js: first === 0 ? js : `(${js} + ${first})`, ...range };
  return { js: `${program.numbers(table)}[${js}]`, ...range };
}

function integerIndex(universe: Universe, rep: Rep & { kind: 'integer' }, block: Block): Index {
  const { items } = universe;
  if (universe.contiguous) {
    const low = items[0] as number;
    const high = items.at(-1) as number;
    const range = { low: Math.max(rep.low - low, 0), high: Math.min(rep.high, high) - low };
    const index = low === 0 ? rep.js : `(${rep.js} - ${low})`;
    if (rep.low >= low && rep.high <= high) return { js: index, certain: true, ...range };
    const js = block.name(rep.js);
    return {
      js: `(${js} >= ${low} && ${js} <= ${high} ? ${low === 0 ? js : `${js} - ${low}`} : -1)`,
      certain: false,
      ...range,
    };
  }
  if (rep.high - rep.low < 4096) {
    const table = Array.from({ length: rep.high - rep.low + 1 }, (_, i) => universe.indexOf(rep.low + i));
    const js = `${block.program.numbers(table)}[${rep.low === 0 ? rep.js : `${rep.js} - ${rep.low}`}]`;
    return { js, ...rangeOf(table) };
  }
  return sought(universe, rep.js, block);
}

const largestTable = 1 << 16;
/** Most of whose entries stand for nothing. */
const largestSequenceTable = 1 << 12;

function bitsIndex(universe: Universe, rep: BitsRep, block: Block): Index {
  const { shape } = rep;
  const largest = shape.kind === 'sequence' ? largestSequenceTable : largestTable;
  if (2 ** shape.bits <= largest && !mentionsInterned(shape)) {
    const words = new Int32Array(1);
    const table: number[] = [];
    for (let bits = 0; bits < 2 ** shape.bits; bits++) {
      words[0] = bits;
      const value = decode(shape, words, 0, 0, () => false);
      table.push(value === undefined ? -1 : universe.indexOf(value));
    }
    return { js: `${block.program.numbers(table)}[${rep.words[0]}]`, ...rangeOf(table) };
  }
  if (shape.kind === 'function') {
    const struct = structOf(rep as BitsRep & { shape: FunctionShape });
    const index = structIndex(universe, struct, block);
    if (index !== undefined) return index;
  }
  block.boxed++;
  return sought(universe, box(rep, block), block);
}

export function mentionsInterned(shape: Shape): boolean {
  return shape.kind === 'interned' || (shape.kind === 'function' && shape.items.some(mentionsInterned));
}

/** A packed function part by part. */
export function structOf(rep: BitsRep & { shape: FunctionShape }): StructRep {
  return {
    kind: 'struct',
    keys: rep.shape.keys,
    items: rep.shape.items.map((_, index) => itemOf(rep, index)),
  };
}

const nowhere: Index = { js: '-1', certain: false, low: -1, high: -1 };

/** By the indices of its parts, each in the universe of what that part can be: a table of mixed radix. */
function structIndex(universe: Universe, rep: StructRep, block: Block): Index | undefined {
  const alike = universe.items.filter(
    (item): item is BoxFunction => item instanceof BoxFunction && item.keys === rep.keys,
  );
  if (alike.length === 0) return nowhere;
  // Members that differ from a constant part are out of the question.
  const candidates = alike.filter((member) =>
    rep.items.every((item, index) => {
      if (item.kind !== 'constant') return true;
      return Universe.of([item.box]).indexOf(member.values[index] as Box) === 0;
    }),
  );
  if (candidates.length === 0) return nowhere;
  const columns = rep.items.map((item, index) => ({
    item,
    universe: Universe.of(candidates.map((member) => member.values[index] as Box)),
  }));
  const open = columns
    .map((column, index) => ({ ...column, index }))
    .filter(({ item }) => item.kind !== 'constant');
  const size = open.reduce((product, column) => product * column.universe.size, 1);
  if (size > largestTable * 4) return undefined;
  const table: number[] = Array.from({ length: size }, () => -1);
  for (const member of candidates) {
    let at = 0;
    for (const column of open)
      at = at * column.universe.size + column.universe.indexOf(member.values[column.index] as Box);
    table[at] = universe.indexOf(member);
  }
  const indices = open.map(({ universe: part, item }) => {
    const { js, certain } = indexIn(part, item, block);
    return { js: block.name(js), certain, size: part.size };
  });
  const position = indices.reduce(
    (sum, { js, size: count }) => (sum === '' ? js : `(${sum} * ${count} + ${js})`),
    '',
  );
  const lookup =
    position === '' ? { js: String(table[0]), ...rangeOf(table) } : remapped(table, position, block.program);
  const doubtful = indices.filter(({ certain }) => !certain);
  if (doubtful.length === 0) return lookup;
  const js = `(${doubtful.map(({ js: part }) => `${part} < 0`).join(' || ')} ? -1 : ${lookup.js})`;
  return { ...lookup, js, certain: false };
}

/** A universe that holds every value that this can be, when that is a short list. */
export function universeOf(rep: Rep, limit = largestEnum): Universe | undefined {
  switch (rep.kind) {
    case 'constant':
      return isWritable(rep.box) ? Universe.of([rep.box]) : undefined;
    case 'bool':
      return Universe.of([false, true]);
    case 'integer':
      return rep.high - rep.low < Math.min(limit, 4096)
        ? Universe.of(Array.from({ length: rep.high - rep.low + 1 }, (_, index) => rep.low + index))
        : undefined;
    case 'enum':
      return rep.universe;
    default:
      return undefined;
  }
}

export function integerOf(rep: Rep): Rep {
  if (rep.kind === 'constant' && typeof rep.box === 'number' && Number.isSafeInteger(rep.box)) {
    return {
      kind: 'integer',
      js: rep.box < 0 ? `(${rep.box})` : String(rep.box),
      low: rep.box,
      high: rep.box,
    };
  }
  if (rep.kind === 'enum' && rep.universe.contiguous) {
    const low = rep.universe.items[0] as number;
    return {
      kind: 'integer',
      js: low === 0 ? rep.js : `(${rep.js} + ${low})`,
      low,
      high: rep.universe.items.at(-1) as number,
    };
  }
  return rep;
}

export function boolOf(rep: Rep): Rep {
  if (
    rep.kind === 'enum' &&
    rep.universe.size === 2 &&
    rep.universe.items[0] === false &&
    rep.universe.items[1] === true
  ) {
    return { kind: 'bool', js: `(${rep.js} === 1)` };
  }
  return rep;
}
