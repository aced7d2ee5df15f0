/** Sequences of any length in a part of a word: their operators, and how they are boxed, stored and told apart. */

import { BoxFunction } from '../boxes/box.js';
import {
  type FunctionShape,
  lowestBits,
  type SequenceShape,
  type Shape,
  sameShape,
  sequenceShape,
} from '../layout/shape.js';
import { box, integerOf, structOf } from './boxing.js';
import { smallRep } from './fields.js';
import { conjunction } from './membership.js';
import type { Block } from './program.js';
import { type BitsRep, constant, type IntegerRep, type Rep } from './rep.js';
import { fits, misfit, shifted, store } from './store.js';
import { same } from './truth.js';

export type SequenceRep = BitsRep & { readonly shape: SequenceShape };

export function isSequence(rep: Rep): rep is SequenceRep {
  return rep.kind === 'bits' && rep.shape.kind === 'sequence';
}

function sequenceRep(shape: SequenceShape, word: string): SequenceRep {
  return { kind: 'bits', shape, words: [word] };
}

function wordOf(rep: SequenceRep, block: Block): string {
  return block.name(rep.words[0] as string);
}

/** Code of the place of the bit behind the last item. */
function endOf(word: string): string {
  return `(31 - clz32(${word}))`;
}

export function lengthOf(rep: SequenceRep): IntegerRep {
  const { shape, words } = rep;
  const end = endOf(words[0] as string);
  // The end is a multiple of the step, and below 32: so this is their quotient.
  const js = shape.step === 1 ? end : `((${end} * ${Math.ceil(256 / shape.step)}) >>> 8)`;
  return { kind: 'integer', js, low: 0, high: shape.most };
}

/** The item at a place that there is, counted in bits. */
function itemIn(word: string, { item }: SequenceShape, place: string, block: Block): Rep {
  if (item.bits === 0) return smallRep(item, '0');
  const from = place === '0' ? word : `(${word} >>> ${place})`;
  return smallRep(item, block.name(`${from} & ${lowestBits(item.bits)}`));
}

/** `s[key]`; undefined where the key is no integer as far as is known. */
export function itemAt(rep: SequenceRep, key: Rep, block: Block): Rep | undefined {
  const place = placeOf(rep, key, block);
  return place === undefined ? undefined : itemIn(wordOf(rep, block), rep.shape, place, block);
}

/** The place of a key, in bits, once it is known to be one. */
function placeOf(rep: SequenceRep, key: Rep, block: Block): string | undefined {
  const index = integerOf(key);
  if (index.kind !== 'integer') return undefined;
  const { step } = rep.shape;
  const known = index.low === index.high;
  const place = known ? String((index.low - 1) * step) : block.name(`(${index.js} - 1) * ${step}`);
  const end = endOf(wordOf(rep, block));
  const tests = [...(index.low < 1 ? [`${place} < 0`] : []), `${place} >= ${end}`];
  block.failing().add(`if (${tests.join(' || ')}) fail();`);
  return place;
}

/** `[s EXCEPT ![key] = …]`; undefined where the key is no integer as far as is known. @param stored in the same shape */
export function replacedAt(
  rep: SequenceRep,
  key: Rep,
  stored: boolean,
  block: Block,
  change: (old: Rep, into: Shape | undefined) => Rep,
): Rep | undefined {
  const { shape } = rep;
  const { item } = shape;
  const place = placeOf(rep, key, block);
  if (place === undefined) return undefined;
  const word = wordOf(rep, block);
  const changed = change(itemIn(word, shape, place, block), stored ? item : undefined);
  if (!stored && !fits(item, changed)) {
    block.boxed += 2;
    const code = `except(${[rep, key, changed].map((part) => box(part, block)).join(', ')})`;
    return { kind: 'box', js: block.name(code) };
  }
  const [bits = '0'] = store(item, changed, block);
  if (item.bits === 0) return rep;
  const others = `(${word} & ~(${lowestBits(item.bits)} << ${place}))`;
  return sequenceRep(shape, block.name(`${others} | (${bits} << ${place})`));
}

export function head(rep: SequenceRep, block: Block): Rep {
  return itemIn(filledWord(rep, block), rep.shape, '0', block);
}

export function tail(rep: SequenceRep, block: Block): Rep {
  return sequenceRep(rep.shape, block.name(`${filledWord(rep, block)} >>> ${rep.shape.step}`));
}

/** The word of what must not be empty. */
function filledWord(rep: SequenceRep, block: Block): string {
  const word = wordOf(rep, block);
  block.failing().add(`if (${word} === 1) fail();`);
  return word;
}

/** `Append(s, e)`; undefined where it has no room as far as is known. @param target where it will be stored */
export function append(
  rep: SequenceRep,
  item: Rep,
  target: Shape | undefined,
  block: Block,
): Rep | undefined {
  const { shape } = rep;
  const into = extended(shape, shape.most + 1, target);
  if (into === undefined || !(into === target || fits(into.item, item))) return undefined;
  const word = wordOf(rep, block);
  const end = block.name(endOf(word));
  if (into.most <= shape.most) block.add(`if (${end} >= ${into.most * into.step}) ${misfit};`);
  const [bits = '0'] = store(into.item, item, block);
  // The bit at the end gives way to the item and a bit behind it.
  const change = into.item.bits === 0 ? '1' : `(${bits} + ${lowestBits(into.step)})`;
  return sequenceRep(into, block.name(`${word} + (${change} << ${end})`));
}

/** `s \o t`; undefined where it has no room as far as is known. */
export function concatenated(
  left: Rep,
  right: Rep,
  target: Shape | undefined,
  block: Block,
): Rep | undefined {
  const item = [left, right].find(isSequence)?.shape.item;
  if (item === undefined) return undefined;
  const stored = target?.kind === 'sequence' && sameShape(target.item, item);
  const [one, other] = [asSequence(left, item, stored, block), asSequence(right, item, stored, block)];
  if (one === undefined || other === undefined) return undefined;
  const most = one.shape.most + other.shape.most;
  const into = extended(one.shape, most, target);
  if (into === undefined) return undefined;
  const [first, second] = [wordOf(one, block), wordOf(other, block)];
  const end = block.name(endOf(first));
  if (into.most < most) block.add(`if (${end} + ${endOf(second)} > ${into.most * into.step}) ${misfit};`);
  return sequenceRep(into, block.name(`(${first} ^ (1 << ${end})) | (${second} << ${end})`));
}

/** A sequence of such items, where it is sure to be one, or does not fit where it will be stored. */
function asSequence(rep: Rep, item: Shape, stored: boolean, block: Block): SequenceRep | undefined {
  if (isSequence(rep)) return sameShape(rep.shape.item, item) ? rep : undefined;
  const items = itemsOf(rep);
  if (items === undefined || !(stored || items.every((one) => fits(item, one)))) return undefined;
  const shape = sequenceShape(item, items.length);
  return shape.kind === 'sequence' ? sequenceRep(shape, storeSequence(shape, rep, block)) : undefined;
}

/** `SubSeq(s, from, to)`; undefined where these are no integers as far as is known. */
export function subSequence(rep: SequenceRep, from: Rep, to: Rep, block: Block): Rep | undefined {
  const [first, last] = [integerOf(from), integerOf(to)];
  if (first.kind !== 'integer' || last.kind !== 'integer') return undefined;
  const { shape } = rep;
  const word = wordOf(rep, block);
  const [low, high] = [block.name(first.js), block.name(last.js)];
  const result = block.program.fresh('v');
  const inner = block.inner();
  inner.failing().add(`if (${low} < 1 || ${high} * ${shape.step} > ${endOf(word)}) fail();`);
  const end = inner.name(`1 << ((${high} - ${low} + 1) * ${shape.step})`);
  inner.add(`${result} = ((${word} >>> ((${low} - 1) * ${shape.step})) & (${end} - 1)) | ${end};`);
  block.add(`let ${result} = 1;`);
  block.nest(`if (${low} <= ${high}) {`, inner);
  return sequenceRep(shape, result);
}

/** The shape for a longer sequence: that in which it will be stored, or one that is long enough; undefined where there is none. */
function extended(shape: SequenceShape, most: number, target: Shape | undefined): SequenceShape | undefined {
  if (target?.kind === 'sequence' && sameShape(target.item, shape.item)) return target;
  const longer = sequenceShape(shape.item, most);
  return longer.kind === 'sequence' ? longer : undefined;
}

/** Code that a test is true of every item. */
export function everyItem(rep: SequenceRep, block: Block, test: (item: Rep, inner: Block) => string): string {
  const word = wordOf(rep, block);
  const place = block.program.fresh('i');
  const inner = block.inner();
  const own = test(itemIn(word, rep.shape, place, inner), inner);
  if (own === 'true') return own;
  const all = block.program.fresh('b');
  inner.add(`${all} = ${own};`);
  block.add(`let ${all} = true;`);
  const step = `${place} += ${rep.shape.step}`;
  block.nest(`for (let ${place} = 0; ${all} && ${place} < ${endOf(word)}; ${step}) {`, inner);
  return all;
}

// ── boxing and storing ──

/** Code of the boxed value. */
export function boxSequence(rep: SequenceRep, block: Block): string {
  const word = wordOf(rep, block);
  const items = block.program.fresh('a');
  const place = block.program.fresh('i');
  const inner = block.inner();
  inner.add(`${items}.push(${box(itemIn(word, rep.shape, place, inner), inner)});`);
  block.add(`const ${items} = [];`);
  block.nest(`for (let ${place} = 0; ${place} < ${endOf(word)}; ${place} += ${rep.shape.step}) {`, inner);
  return `sequence(${items})`;
}

/** Code of the word of a value in this shape. */
export function storeSequence(shape: SequenceShape, rep: Rep, block: Block): string {
  if (isSequence(rep)) return storePacked(shape, rep, block);
  const items = itemsOf(rep);
  if (items !== undefined) {
    if (items.length > shape.most) {
      block.add(`${misfit};`);
      return '0';
    }
    const parts = items.map((item, index) => {
      const [bits = '0'] = store(shape.item, item, block);
      return shape.item.bits === 0 ? '0' : shifted(bits, index * shape.step);
    });
    return block.name([...parts, String(1 << (items.length * shape.step))].join(' | '));
  }
  block.boxed++;
  const values = block.name(`sequenceOf(${box(rep, block)}, ${shape.most})`);
  return gathered(shape, `${values}.length * ${shape.step}`, block, (place, inner) => {
    const index = shape.step === 1 ? place : `${place} / ${shape.step}`;
    return { kind: 'box', js: inner.name(`${values}[${index}]`) };
  });
}

function storePacked(shape: SequenceShape, rep: SequenceRep, block: Block): string {
  const [word = '1'] = rep.words;
  if (sameShape(rep.shape.item, shape.item)) {
    if (rep.shape.most <= shape.most) return word;
    const own = block.name(word);
    block.add(`if (${own} >= ${2 ** (shape.most * shape.step + 1)}) ${misfit};`);
    return own;
  }
  const own = block.name(word);
  const length = block.name(lengthOf(rep).js);
  if (rep.shape.most > shape.most) block.add(`if (${length} > ${shape.most}) ${misfit};`);
  return gathered(shape, `${length} * ${shape.step}`, block, (place, inner) => {
    const from =
      rep.shape.step === shape.step ? place : inner.name(`${place} / ${shape.step} * ${rep.shape.step}`);
    return itemIn(own, rep.shape, from, inner);
  });
}

/** Puts items together in a loop. */
function gathered(
  shape: SequenceShape,
  end: string,
  block: Block,
  item: (place: string, inner: Block) => Rep,
): string {
  const word = block.program.fresh('w');
  const place = block.program.fresh('i');
  const last = block.name(end);
  const inner = block.inner();
  const [bits = '0'] = store(shape.item, item(place, inner), inner);
  if (shape.item.bits > 0) inner.add(`${word} |= ${bits} << ${place};`);
  block.add(`let ${word} = 1 << ${last};`);
  block.nest(`for (let ${place} = 0; ${place} < ${last}; ${place} += ${shape.step}) {`, inner);
  return word;
}

/** The items of what is a sequence of a known length; undefined where that is not known. */
export function itemsOf(rep: Rep): readonly Rep[] | undefined {
  if (rep.kind === 'struct') return rep.keys.sequential ? rep.items : undefined;
  if (rep.kind === 'constant')
    return rep.box instanceof BoxFunction && rep.box.keys.sequential
      ? rep.box.values.map(constant)
      : undefined;
  if (rep.kind !== 'bits' || rep.shape.kind !== 'function' || !rep.shape.keys.sequential) return undefined;
  return structOf(rep as BitsRep & { shape: FunctionShape }).items;
}

/** Code of `s = t`; undefined where the other value must be boxed. */
export function sameSequence(left: SequenceRep, right: Rep, block: Block): string | undefined {
  if (isSequence(right)) {
    if (!sameShape(left.shape.item, right.shape.item)) return undefined;
    return `(${left.words[0]} === ${right.words[0]})`;
  }
  if (fits(left.shape, right)) return `(${left.words[0]} === ${store(left.shape, right, block)[0]})`;
  const items = itemsOf(right);
  if (items === undefined) return ['constant', 'struct', 'bits'].includes(right.kind) ? 'false' : undefined;
  if (items.length > left.shape.most) return 'false';
  const word = wordOf(left, block);
  const { step } = left.shape;
  // What is read behind the end makes no difference, and cannot fail.
  return conjunction([
    `(${word} >>> ${items.length * step} === 1)`,
    ...items.map((item, index) => same(itemIn(word, left.shape, String(index * step), block), item, block)),
  ]);
}

/** Whether a value is sure to have a place in the shape. */
export function fitsSequence(shape: SequenceShape, rep: Rep): boolean {
  if (isSequence(rep)) return rep.shape.most <= shape.most && fits(shape.item, smallRep(rep.shape.item, 'x'));
  const items = itemsOf(rep);
  return items !== undefined && items.length <= shape.most && items.every((item) => fits(shape.item, item));
}
