/** Writing values as packed words. A value that has no place is a misfit: the layout is widened and the state tried again. */

import { type Box, BoxFunction, BoxSet } from '../boxes/box.js';
import {
  encode,
  type FunctionShape,
  type IntegerShape,
  lowestBits,
  type MaskShape,
  type Shape,
  type Universe,
} from '../layout/shape.js';
import { box, type Index, indexIn, structOf } from './boxing.js';
import { itemOf } from './fields.js';
import type { Block } from './program.js';
import { type BitsRep, constant, listOf, type Rep } from './rep.js';
import { fitsSequence, storeSequence } from './sequences.js';

/** Code that stops because a value does not fit. */
export const misfit = 'misfit()';

/** The words of a value in this shape; fewer than 32 bits are one word whose other bits are zero. */
export function store(shape: Shape, rep: Rep, block: Block): readonly string[] {
  if (rep.kind === 'constant' && shape.kind !== 'interned') return storeConstant(shape, rep.box, block);
  switch (shape.kind) {
    case 'bool':
      if (rep.kind === 'bool') return [`(${rep.js} ? 1 : 0)`];
      return [block.name(`boolOrMisfit(${box(rep, block)})`)];
    case 'integer':
      return [storeInteger(shape, rep, block)];
    case 'enum':
      return [storeEnum(shape.universe, rep, block).js];
    case 'interned':
      if (rep.kind === 'constant') return [block.program.number(rep.box)];
      return [rep.kind === 'interned' ? rep.js : block.name(`idOf(${box(rep, block)})`)];
    case 'mask':
      return storeMask(shape, rep, block);
    case 'function':
      return storeFunction(shape, rep, block);
    case 'sequence':
      return [storeSequence(shape, rep, block)];
  }
}

function storeConstant(shape: Shape, value: Box, block: Block): readonly string[] {
  if (
    shape.kind === 'function' &&
    value instanceof BoxFunction &&
    value.keys === shape.keys &&
    shape.bits > 0
  ) {
    // Parts may be interned, whose numbers are known only when the program runs.
    return assemble(
      shape,
      shape.items.map((item, index) => store(item, constant(value.values[index] as Box), block)),
      block,
    );
  }
  const words = new Int32Array(Math.max(1, shape.bits >>> 5));
  const fits = encode(shape, value, words, 0, 0, () => 0);
  if (!fits) block.add(`${misfit};`);
  return [...words].map(String);
}

function storeInteger(shape: IntegerShape, rep: Rep, block: Block): string {
  const less = (js: string) => (shape.low === 0 ? js : `(${js} - ${shape.low})`);
  if (rep.kind === 'integer') {
    if (rep.low >= shape.low && rep.high <= shape.high) return less(rep.js);
    const js = block.name(rep.js);
    const tests = [
      ...(rep.low < shape.low ? [`${js} < ${shape.low}`] : []),
      ...(rep.high > shape.high ? [`${js} > ${shape.high}`] : []),
    ];
    block.add(`if (${tests.join(' || ')}) ${misfit};`);
    return less(js);
  }
  const js = block.name(box(rep, block));
  block.add(
    `if (!(typeof ${js} === 'number' && ${js} >= ${shape.low} && ${js} <= ${shape.high})) ${misfit};`,
  );
  return less(js);
}

export function storeEnum(universe: Universe, rep: Rep, block: Block): Index {
  const index = indexIn(universe, rep, block);
  if (index.certain) return index;
  const js = block.name(index.js);
  block.add(`if (${js} < 0) ${misfit};`);
  return { ...index, js, certain: true };
}

function storeMask(shape: MaskShape, rep: Rep, block: Block): readonly string[] {
  const { universe } = shape;
  if (rep.kind === 'bits' && rep.shape.kind === 'mask' && rep.shape.universe.equals(universe))
    return rep.words;
  if (rep.kind === 'listed') {
    const words = Array.from({ length: Math.max(1, shape.bits >>> 5) }, () => [] as string[]);
    for (const item of rep.items) {
      addBit(words, storeEnum(universe, item, block), block);
    }
    return words.map((parts) => (parts.length === 0 ? '0' : block.name(parts.join(' | '))));
  }
  block.boxed++;
  const array = block.name(`maskOf(${block.program.universe(universe)}, ${box(rep, block)})`);
  return Array.from({ length: Math.max(1, shape.bits >>> 5) }, (_, i) => block.name(`${array}[${i}]`));
}

/** A bit, of which it may be known only when the program runs in which word it lies. Where the index is −1 there is none. */
export function addBit(words: string[][], { js, certain, low, high }: Index, block: Block): void {
  if (/^\d+$/.test(js)) {
    words[Number(js) >>> 5]?.push(String(1 << (Number(js) & 31)));
    return;
  }
  if (high < 0) return;
  const name = block.name(js);
  const [first, last] = [low >>> 5, high >>> 5];
  const bit = words.length === 1 ? `1 << ${name}` : `1 << (${name} & 31)`;
  for (let word = first; word <= last; word++) {
    // −1 is in no word; where only one word is left it is to be told apart.
    const test = first < last ? `${name} >>> 5 === ${word}` : certain ? undefined : `${name} >= 0`;
    words[word]?.push(test === undefined ? `(${bit})` : `(${test} ? ${bit} : 0)`);
  }
}

function storeFunction(shape: FunctionShape, rep: Rep, block: Block): readonly string[] {
  if (rep.kind === 'bits' && rep.shape.kind === 'function' && rep.shape.keys === shape.keys) {
    if (rep.shape === shape) return rep.words;
    return storeFunction(shape, structOf(rep as BitsRep & { shape: FunctionShape }), block);
  }
  if (rep.kind === 'struct') {
    if (rep.keys !== shape.keys) {
      block.add(`${misfit};`);
      return Array.from({ length: Math.max(1, shape.bits >>> 5) }, () => '0');
    }
    return assemble(
      shape,
      shape.items.map((item, index) => store(item, rep.items[index] as Rep, block)),
      block,
    );
  }
  const values = block.name(`valuesOn(${block.program.keys(shape.keys)}, ${box(rep, block)})`);
  block.boxed++;
  const items = shape.items.map((item, index) =>
    store(item, { kind: 'box', js: `${values}[${index}]` }, block),
  );
  return assemble(shape, items, block);
}

/** Puts the words of its items where they belong. */
function assemble(
  shape: FunctionShape,
  items: readonly (readonly string[])[],
  block: Block,
): readonly string[] {
  const words = Array.from({ length: Math.max(1, shape.bits >>> 5) }, () => [] as string[]);
  items.forEach((item, index) => {
    const place = shape.places[index] as { word: number; shift: number };
    if ((shape.items[index] as Shape).bits === 0) return;
    item.forEach((word, i) => {
      words[place.word + i]?.push(shifted(word, place.shift));
    });
  });
  return words.map((parts) => {
    const known = parts.filter((part) => /^-?\d+$/.test(part)).reduce((sum, part) => sum | Number(part), 0);
    const open = parts.filter((part) => !/^-?\d+$/.test(part));
    if (known !== 0) open.push(String(known));
    return open.length === 0 ? '0' : open.length === 1 ? (open[0] as string) : block.name(open.join(' | '));
  });
}

export function shifted(word: string, shift: number): string {
  if (shift === 0) return word;
  return /^-?\d+$/.test(word) ? String(Number(word) << shift) : `(${word} << ${shift})`;
}

/** A function with one item replaced, at an index known now. */
export function replaceAt(
  rep: BitsRep & { shape: FunctionShape },
  index: number,
  words: readonly string[],
  block: Block,
): BitsRep {
  const item = rep.shape.items[index] as Shape;
  const place = rep.shape.places[index] as { word: number; shift: number };
  if (item.bits === 0) return rep;
  const changed = [...rep.words];
  words.forEach((word, i) => {
    const old = changed[place.word + i] as string;
    changed[place.word + i] =
      item.bits >= 32
        ? block.name(word)
        : block.name(`(${old} & ${~(lowestBits(item.bits) << place.shift)}) | ${shifted(word, place.shift)}`);
  });
  return { kind: 'bits', shape: rep.shape, words: changed };
}

/** A function with one item replaced, at an index known when the program runs; undefined where the items have no one shape. */
export function replaceIn(
  rep: BitsRep & { shape: FunctionShape },
  index: string,
  words: readonly string[],
  block: Block,
): BitsRep | undefined {
  const { stride } = rep.shape;
  if (stride === undefined) return undefined;
  const { shape } = stride;
  if (shape.bits === 0) return rep;
  if (shape.bits >= 32) {
    const size = stride.words;
    const changed = rep.words.map((old, i) => {
      const owner = Math.floor(i / size);
      return block.name(`${index} === ${owner} ? ${words[i % size]} : ${old}`);
    });
    return { kind: 'bits', shape: rep.shape, words: changed };
  }
  const [word = '0'] = words;
  if (rep.shape.bits <= 32) {
    const shift = block.name(`${index} * ${shape.bits}`);
    const old = rep.words[0] as string;
    const changed = block.name(`(${old} & ~(${lowestBits(shape.bits)} << ${shift})) | (${word} << ${shift})`);
    return { kind: 'bits', shape: rep.shape, words: [changed] };
  }
  const shift = stride.perWord === 1 ? '0' : block.name(`(${index} % ${stride.perWord}) * ${shape.bits}`);
  const owner = stride.perWord === 1 ? index : block.name(`(${index} / ${stride.perWord}) | 0`);
  const changed = rep.words.map((old, i) =>
    block.name(
      `${owner} === ${i} ? (${old} & ~(${lowestBits(shape.bits)} << ${shift})) | (${word} << ${shift}) : ${old}`,
    ),
  );
  return { kind: 'bits', shape: rep.shape, words: changed };
}

/** Whether the value is sure to have a place in the shape. */
export function fits(shape: Shape, rep: Rep): boolean {
  if (rep.kind === 'constant') return fitsBox(shape, rep.box);
  switch (shape.kind) {
    case 'interned':
      return rep.kind !== 'box' && rep.kind !== 'lazy';
    case 'bool':
      return rep.kind === 'bool';
    case 'integer':
      return rep.kind === 'integer' && rep.low >= shape.low && rep.high <= shape.high;
    case 'enum':
      if (rep.kind === 'enum') return rep.universe.items.every((item) => shape.universe.indexOf(item) >= 0);
      if (rep.kind === 'bool') return shape.universe.indexOf(true) >= 0 && shape.universe.indexOf(false) >= 0;
      if (rep.kind !== 'integer' || !shape.universe.contiguous) return false;
      return (
        rep.low >= (shape.universe.items[0] as number) && rep.high <= (shape.universe.items.at(-1) as number)
      );
    case 'mask':
      if (rep.kind === 'bits') return rep.shape.kind === 'mask' && rep.shape.universe.equals(shape.universe);
      return (
        rep.kind === 'listed' &&
        rep.items.every((item) => fits({ kind: 'enum', universe: shape.universe, bits: 31 }, item))
      );
    case 'function': {
      if (rep.kind === 'bits' && rep.shape.kind === 'function') {
        const from = rep as BitsRep & { shape: FunctionShape };
        return (
          from.shape === shape ||
          (from.shape.keys === shape.keys &&
            shape.items.every((item, index) => fits(item, itemOf(from, index))))
        );
      }
      return (
        rep.kind === 'struct' &&
        rep.keys === shape.keys &&
        shape.items.every((item, index) => fits(item, rep.items[index] as Rep))
      );
    }
    case 'sequence':
      return fitsSequence(shape, rep);
  }
}

function fitsBox(shape: Shape, value: Box): boolean {
  switch (shape.kind) {
    case 'bool':
      return typeof value === 'boolean';
    case 'integer':
      return typeof value === 'number' && value >= shape.low && value <= shape.high;
    case 'enum':
      return shape.universe.indexOf(value) >= 0;
    case 'interned':
      return !(value instanceof BoxSet) || listOf(value) !== undefined;
    case 'mask':
      return (
        value instanceof BoxSet &&
        (listOf(value)?.every((item) => shape.universe.indexOf(item) >= 0) ?? false)
      );
    case 'function':
      return (
        value instanceof BoxFunction &&
        value.keys === shape.keys &&
        shape.items.every((item, index) => fitsBox(item, value.values[index] as Box))
      );
    case 'sequence':
      return fitsSequence(shape, constant(value));
  }
}
