/** Reading packed words: the parts of functions and records, the values of variables. */

import type { Box } from '../boxes/box.js';
import {
  decode,
  type FunctionShape,
  lowestBits,
  type Place,
  type Shape,
  type Universe,
} from '../layout/shape.js';
import type { Block } from './program.js';
import { type BitsRep, boolean, constant, type EnumRep, type Rep } from './rep.js';

/** The bits of a field, as a number that fits it. */
export function extract(word: string, shift: number, bits: number): string {
  if (bits === 0) return '0';
  if (bits >= 32) return word;
  if (shift === 0) return `(${word} & ${lowestBits(bits)})`;
  if (shift + bits === 32) return `(${word} >>> ${shift})`;
  return `((${word} >>> ${shift}) & ${lowestBits(bits)})`;
}

/** What a field of at most 32 bits holds. */
export function smallRep(shape: Shape, js: string): Rep {
  switch (shape.kind) {
    case 'bool':
      return { kind: 'bool', js: `(${js} !== 0)` };
    case 'integer':
      if (shape.low === shape.high) return constant(shape.low);
      return {
        kind: 'integer',
        js: shape.low === 0 ? js : `(${js} + ${shape.low})`,
        low: shape.low,
        high: shape.high,
      };
    case 'enum':
      return shape.universe.size === 1
        ? constant(shape.universe.items[0] as Box)
        : { kind: 'enum', js, universe: shape.universe };
    case 'interned':
      return { kind: 'interned', js };
    default:
      return shape.bits === 0 ? constant(onlyValue(shape)) : { kind: 'bits', shape, words: [js] };
  }
}

/** The value of a shape that takes no bits. */
function onlyValue(shape: Shape): Box {
  return decode(shape, new Int32Array(1), 0, 0, () => false) as Box;
}

/** A field of words that lie at known places. */
export function fieldOf(
  shape: Shape,
  words: readonly string[],
  place: Place,
  memory?: BitsRep['memory'],
): Rep {
  const from = place.word;
  if (shape.bits <= 32) {
    const word = words[from] ?? '0';
    if (shape.kind === 'bool') return boolean(`((${word} & ${1 << place.shift}) !== 0)`);
    const rep = smallRep(shape, extract(word, place.shift, shape.bits));
    return rep.kind === 'bits' ? { ...rep, within: { word, shift: place.shift } } : rep;
  }
  if (shape.kind !== 'function' && shape.kind !== 'mask')
    throw new RangeError('Only composite values have many words.');
  const count = shape.bits >>> 5;
  return {
    kind: 'bits',
    shape,
    words: words.slice(from, from + count),
    ...(memory === undefined ? {} : { memory: { array: memory.array, index: `${memory.index} + ${from}` } }),
  };
}

export function itemOf(rep: BitsRep & { shape: FunctionShape }, index: number): Rep {
  const { within } = rep;
  if (within !== undefined) {
    const { shift } = rep.shape.places[index] as Place;
    return fieldOf(rep.shape.items[index] as Shape, [within.word], { word: 0, shift: within.shift + shift });
  }
  return fieldOf(rep.shape.items[index] as Shape, rep.words, rep.shape.places[index] as Place, rep.memory);
}

/** An item at an index known only when the program runs; undefined where the items have no one shape. */
export function itemAt(
  rep: BitsRep & { shape: FunctionShape },
  index: string,
  block: Block,
): Rep | undefined {
  const { stride, keys } = rep.shape;
  if (stride === undefined) return undefined;
  const { shape } = stride;
  if (shape.bits === 0) return smallRep(shape, '0');
  if (shape.bits > 32) {
    if (rep.memory === undefined) return undefined;
    const start = block.name(`${rep.memory.index} + ${index} * ${stride.words}`);
    const { array } = rep.memory;
    const words = Array.from({ length: stride.words }, (_, i) => `${array}[${start} + ${i}]`);
    return fieldOf(shape, words, { word: 0, shift: 0 }, { array, index: start });
  }
  if (rep.shape.bits <= 32) {
    const [own = '0'] = rep.words;
    const { word, shift } = rep.within ?? { word: own, shift: 0 };
    const from = `${shift === 0 ? '' : `${shift} + `}${index} * ${shape.bits}`;
    return smallRep(shape, block.name(shiftedOut(word, from, shape.bits)));
  }
  const word = block.name(
    wordAt(
      rep,
      stride.perWord === 1 ? index : `((${index} / ${stride.perWord}) | 0)`,
      keys.list.length / stride.perWord,
    ),
  );
  if (shape.bits === 32) return smallRep(shape, word);
  const within = stride.perWord === 1 ? '0' : `(${index} % ${stride.perWord}) * ${shape.bits}`;
  return smallRep(shape, block.name(shiftedOut(word, within, shape.bits)));
}

function shiftedOut(word: string, shift: string, bits: number): string {
  return bits >= 32 ? word : `(${word} >>> (${shift})) & ${lowestBits(bits)}`;
}

function wordAt(rep: BitsRep, index: string, count: number): string {
  if (rep.memory !== undefined) return `${rep.memory.array}[${rep.memory.index} + ${index}]`;
  let choice = rep.words[Math.ceil(count) - 1] ?? '0';
  for (let i = Math.ceil(count) - 2; i >= 0; i--) choice = `${index} === ${i} ? ${rep.words[i]} : ${choice}`;
  return `(${choice})`;
}

// ── values that are an index in a universe ──

/** What `.name` or `[key]` is for each member of a universe: −1 where a member has no such part. */
export interface Column {
  readonly universe: Universe;
  /** For each member the index of its part in `universe`. */
  readonly parts: readonly number[];
  readonly total: boolean;
}

/** The rep of a table's entry: a number, a truth value, or an index in a universe. */
export function tableRep(column: Column, row: string, table: (numbers: readonly number[]) => string): Rep {
  const { universe, parts } = column;
  if (universe.size === 1 && column.total) return constant(universe.items[0] as Box);
  const { items } = universe;
  if (items.every((item) => typeof item === 'boolean'))
    return boolean(`(${table(parts.map((part) => (part < 0 ? -1 : Number(items[part]))))}[${row}] === 1)`);
  if (universe.contiguous) {
    const low = items[0] as number;
    const js = `${table(parts.map((part) => (part < 0 ? low - 1 : part + low)))}[${row}]`;
    return { kind: 'integer', js, low, high: items.at(-1) as number };
  }
  const rep: EnumRep = { kind: 'enum', js: `${table(parts)}[${row}]`, universe };
  return rep;
}
