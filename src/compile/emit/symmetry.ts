/**
 * The representative of a row's orbit under SYMMETRY: the least of its images, word by word. Each permutation is a function
 * that permutes the fields of a row: items of functions change places, bits of masks and indices of universes are mapped.
 * Larger groups, and rows that hold numbers of values, are for permuter.ts.
 */

import { sameBox } from '../boxes/box.js';
import type { Field, Layout } from '../layout/layout.js';
import type { FunctionShape, MaskShape, Place, Shape, Universe } from '../layout/shape.js';
import { type Permutation, permuted } from '../symmetry.js';
import { extract } from './fields.js';
import { Block, type Program } from './program.js';
import { misfit, shifted } from './store.js';

/** @returns the name of the function that replaces a row by its representative */
export function canonicalFunction(
  program: Program,
  layout: Layout,
  permutations: readonly Permutation[],
): string {
  const { width } = layout;
  const name = program.fresh('x');
  const images = permutations.map((permutation) => new Image(program, layout, permutation).write());
  const order = Array.from({ length: width }, (_, i) => `if (P[${i}] !== B[${i}]) return P[${i}] < B[${i}];`);
  const each = (line: (i: number) => string) => Array.from({ length: width }, (_, i) => line(i)).join(' ');
  program.define(`let P = new Words(${width}), B = new Words(${width});
function lessImage() {\n${order.join('\n')}\nreturn false;\n}
function ${name}(s, at) {
${each((i) => `B[${i}] = s[at + ${i}];`)}
${images.map((image) => `${image}(s, at); if (lessImage()) { const t = P; P = B; B = t; }`).join('\n')}
${each((i) => `s[at + ${i}] = B[${i}];`)}
}`);
  return name;
}

class Image {
  private readonly block: Block;
  private readonly words: string[][];

  constructor(
    private readonly program: Program,
    private readonly layout: Layout,
    private readonly permutation: Permutation,
  ) {
    this.block = new Block(program);
    this.words = Array.from({ length: layout.width }, () => []);
  }

  write(): string {
    const name = this.program.fresh('x');
    this.layout.fields.forEach((field) => {
      this.field(field);
    });
    const stores = this.words.map((parts, i) => `P[${i}] = ${parts.join(' | ') || '0'};`);
    this.program.define(`function ${name}(s, at) {\n${this.block.text()}\n${stores.join('\n')}\n}`);
    return name;
  }

  private field({ shape, word, shift }: Field): void {
    this.copy(shape, { word, shift }, { word, shift });
  }

  /** Puts the image of what lies at one place to another. */
  private copy(shape: Shape, from: Place, to: Place): void {
    switch (shape.kind) {
      case 'bool':
      case 'integer':
      // Its items are their own images.
      case 'sequence':
        this.put(extract(at(from.word), from.shift, shape.bits), to);
        return;
      case 'enum':
        this.put(this.mapped(shape.universe, extract(at(from.word), from.shift, shape.bits)), to);
        return;
      case 'interned':
        throw new RangeError('Values by number have no images in code.');
      case 'mask':
        this.mask(shape, from, to);
        return;
      case 'function':
        this.function(shape, from, to);
    }
  }

  private put(js: string, { word, shift }: Place): void {
    if (js !== '0') (this.words[word] as string[]).push(shifted(js, shift));
  }

  private mapping(universe: Universe): number[] {
    return universe.items.map((item) => universe.indexOf(permuted(item, this.permutation)));
  }

  private mapped(universe: Universe, js: string): string {
    const table = this.mapping(universe);
    if (table.every((to, i) => to === i)) return js;
    const image = this.block.name(`${this.program.numbers(table)}[${js}]`);
    if (table.includes(-1)) this.block.add(`if (${image} < 0) ${misfit};`);
    return image;
  }

  private mask(shape: MaskShape, from: Place, to: Place): void {
    const { block, program } = this;
    const table = this.mapping(shape.universe);
    const count = Math.max(1, shape.bits >>> 5);
    if (table.every((image, i) => image === i)) {
      for (let i = 0; i < count; i++)
        this.put(extract(at(from.word + i), from.shift, Math.min(32, shape.bits)), {
          word: to.word + i,
          shift: to.shift,
        });
      return;
    }
    const numbers = program.numbers(table);
    const images = Array.from({ length: count }, () => program.fresh('w'));
    block.add(`let ${images.map((image) => `${image} = 0`).join(', ')};`);
    for (let i = 0; i < count; i++) {
      const rest = program.fresh('w');
      const bit = program.fresh('i');
      const image = `${numbers}[${bit}${i === 0 ? '' : ` + ${i * 32}`}]`;
      const inner = block.inner();
      inner.add(`const ${bit} = 31 - clz32(${rest} & -${rest}), j = ${image};`);
      if (table.includes(-1)) inner.add(`if (j < 0) ${misfit};`);
      if (count === 1) inner.add(`${images[0]} |= 1 << j;`);
      else
        inner.add(
          images.map((name, word) => `if (j >>> 5 === ${word}) ${name} |= 1 << (j & 31);`).join(' else '),
        );
      const word = extract(at(from.word + i), from.shift, Math.min(32, shape.bits));
      block.nest(`for (let ${rest} = ${word}; ${rest} !== 0; ${rest} &= ${rest} - 1) {`, inner);
    }
    images.forEach((image, i) => {
      this.put(image, { word: to.word + i, shift: to.shift });
    });
  }

  private function(shape: FunctionShape, from: Place, to: Place): void {
    shape.items.forEach((item, index) => {
      const key = permuted(shape.keys.list[index] as never, this.permutation);
      const target = shape.keys.indexOf(key);
      const [own, other] = [shape.places[index] as Place, shape.places[target]];
      if (other === undefined || !sameBox(shape.keys.list[target] as never, key)) {
        this.block.add(`${misfit};`);
        return;
      }
      this.copy(
        item,
        { word: from.word + own.word, shift: from.shift + own.shift },
        { word: to.word + other.word, shift: to.shift + other.shift },
      );
    });
  }
}

function at(word: number): string {
  return word === 0 ? 's[at]' : `s[at + ${word}]`;
}
