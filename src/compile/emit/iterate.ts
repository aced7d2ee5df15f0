/** Going through the members of sets: loops over universes, bit masks, intervals and boxed sets, never building what need not be built. */

import type { Bound, Expression } from '../../semantics/spec.js';
import { longestWalk } from '../../values/value.js';
import { type Box, BoxFunction, BoxSet, type Keys } from '../boxes/box.js';
import { FunctionSpaceBox, IntervalBox } from '../boxes/symbolic.js';
import { type MaskShape, Universe } from '../layout/shape.js';
import { box, integerOf } from './boxing.js';
import { application } from './functions.js';
import type { Filter } from './look.js';
import type { Block } from './program.js';
import { type BitsRep, boxed, constant, type IntegerRep, listOf, type Rep } from './rep.js';
import { bindRep, onTrial, type Scope, type Site } from './scope.js';
import { isSequence, lengthOf } from './sequences.js';
import { truth } from './truth.js';
import { value } from './values.js';

/** A set that is to be gone through. */
export type Source =
  | { readonly kind: 'constant'; readonly items: readonly Box[] }
  | {
      readonly kind: 'interval';
      readonly low: string;
      readonly high: string;
      readonly least: number;
      readonly most: number;
    }
  | { readonly kind: 'mask'; readonly rep: BitsRep & { readonly shape: MaskShape } }
  | { readonly kind: 'single'; readonly rep: Rep }
  /** Functions given by a set of values for each key. */
  | { readonly kind: 'product'; readonly keys: Keys; readonly sources: readonly Source[] }
  /** Members of another set that satisfy the condition of a filter, whose names have their meaning at the site. */
  | { readonly kind: 'filtered'; readonly base: Source; readonly node: Filter; readonly site: Site }
  /** A boxed set, and what is drawn from it. */
  | { readonly kind: 'box'; readonly set: string; readonly js: string; readonly written: boolean }
  /** Nothing can be gone through: the program fails. */
  | { readonly kind: 'failing' };

/** Constant sets that are larger are gone through as they come. */
export const largestListed = 1 << 16;

/** Evaluates the set of a bound, as far as is needed for going through it. */
export function sourceOf(set: Expression | undefined, site: Site): Source {
  const { block } = site;
  if (set === undefined) {
    block.failing().add('fail();');
    return { kind: 'failing' };
  }
  if (
    set.kind === 'primitive' &&
    set.operator === '..' &&
    site.emitter.folder.box(set, site.scope) === undefined
  ) {
    const [low, high] = set.args.map((arg) => safeInteger(value(arg as Expression, site), block));
    if (low !== undefined && high !== undefined)
      return { kind: 'interval', low: low.js, high: high.js, least: low.low, most: high.high };
  }
  if (set.kind === 'primitive' && set.operator === 'DOMAIN') {
    const [of] = set.args as readonly Expression[];
    const length = of && lengthOfDomain(of, site);
    if (length !== undefined)
      return { kind: 'interval', low: '1', high: block.name(length.js), least: 1, most: length.high };
  }
  return sourceOfRep(value(set, site), block);
}

/** The length of a sequence that is looked at item by item. */
function lengthOfDomain(of: Expression, site: Site): IntegerRep | undefined {
  const trial = onTrial(site);
  const rep = trial && value(of, trial);
  if (trial === undefined || rep === undefined || !isSequence(rep)) return undefined;
  site.block.splice(trial.block);
  return lengthOf(rep);
}

/** An end of an interval that is gone through. */
function safeInteger(rep: Rep, block: Block): IntegerRep | undefined {
  const known = integerOf(rep);
  if (known.kind === 'integer') return { ...known, js: block.name(known.js) };
  if (known.kind !== 'box') return undefined;
  block.boxed++;
  const js = block.failing().name(`safeInteger(${known.js})`);
  return { kind: 'integer', js, low: Number.MIN_SAFE_INTEGER, high: Number.MAX_SAFE_INTEGER };
}

function sourceOfRep(rep: Rep, block: Block): Source {
  if (rep.kind === 'constant') {
    if (rep.box instanceof IntervalBox && rep.box.high - rep.box.low > 4096) {
      const { low, high } = rep.box;
      return { kind: 'interval', low: String(low), high: String(high), least: low, most: high };
    }
    if (rep.box instanceof FunctionSpaceBox && isWide(rep.box)) {
      const { keys, sets } = rep.box;
      return { kind: 'product', keys, sources: sets.map((set) => sourceOfRep(constant(set), block)) };
    }
    if (rep.box instanceof BoxSet) {
      const items = rep.box.extent > largestListed ? undefined : listOf(rep.box);
      if (items !== undefined) return { kind: 'constant', items };
      return drawnFrom(block.program.box(rep.box), rep.box.listable, block);
    }
    block.failing().add('fail();');
    return { kind: 'failing' };
  }
  if (rep.kind === 'bits' && rep.shape.kind === 'mask')
    return { kind: 'mask', rep: rep as BitsRep & { readonly shape: MaskShape } };
  if (rep.kind === 'listed' && rep.items.length === 1) return { kind: 'single', rep: rep.items[0] as Rep };
  return drawnFrom(box(rep, block), rep.kind === 'interned', block);
}

/** @param written whether it is known to be written out, or what it is known to be */
export function drawnFrom(set: string, written: boolean, block: Block): Source {
  block.failing().boxed++;
  return { kind: 'box', set, js: block.name(`drawn(${set})`), written };
}

/** Whether its members are made as they come, a loop for each key. */
function isWide({ extent, keys }: FunctionSpaceBox): boolean {
  return extent > largestListed && extent <= longestWalk && keys.list.length <= mostLoops;
}

const mostLoops = 32;

/** Universes of constant sets, so that one set has one universe. */
const universes = new WeakMap<readonly Box[], Universe>();

export function universeOfItems(items: readonly Box[]): Universe {
  let universe = universes.get(items);
  if (universe === undefined) {
    universe = Universe.of(items);
    universes.set(items, universe);
  }
  return universe;
}

/** @param unroll whether each member of a short constant set may get code of its own */
export function each(
  source: Source,
  block: Block,
  unroll: number,
  body: (member: Rep, inner: Block) => void,
): void {
  switch (source.kind) {
    case 'failing':
      return;
    case 'single':
      body(source.rep, block);
      return;
    case 'constant': {
      const { items } = source;
      if (items.length === 1 || items.length <= unroll) {
        for (const item of items) {
          const inner = block.inner();
          body(constant(item), inner);
          block.nest('{', inner);
        }
        return;
      }
      if (items.length === 0) return;
      const universe = universeOfItems(items);
      const index = block.program.fresh('i');
      const inner = block.inner();
      body(memberOf(universe, index), inner);
      block.nest(`for (let ${index} = 0; ${index} < ${items.length}; ${index}++) {`, inner);
      return;
    }
    case 'interval': {
      const index = block.program.fresh('i');
      const inner = block.inner();
      body({ kind: 'integer', js: index, low: source.least, high: source.most }, inner);
      block.nest(`for (let ${index} = ${source.low}; ${index} <= ${source.high}; ${index}++) {`, inner);
      return;
    }
    case 'mask': {
      const { rep } = source;
      const possible = rep.members ?? Array.from({ length: rep.shape.universe.size }, (_, index) => index);
      if (possible.length <= unroll) eachPossible(rep, possible, block, body);
      else eachBit(rep, block, body);
      return;
    }
    case 'product': {
      const { keys, sources } = source;
      const from = (index: number, at: Block, items: readonly Rep[]): void => {
        const next = sources[index];
        if (next === undefined) body({ kind: 'struct', keys, items }, at);
        else each(next, at, 0, (item, inner) => from(index + 1, inner, [...items, item]));
      };
      from(0, block, []);
      return;
    }
    case 'filtered': {
      const { node, site } = source;
      each(source.base, block, unroll, (member, at) => {
        const scope = bindBound(node.bound, member, site.scope, at);
        const test = truth(node.body, { ...site, scope, block: at });
        if (test === 'false') return;
        const inner = at.inner();
        body(member, inner);
        if (test === 'true') at.splice(inner);
        else at.nest(`if (${test}) {`, inner);
      });
      return;
    }
    case 'box': {
      const member = block.program.fresh('m');
      const inner = block.inner();
      body(boxed(member), inner);
      block.nest(`for (const ${member} of ${source.js}) {`, inner);
    }
  }
}

/** The member of a universe at an index, in the simplest form. */
function memberOf(universe: Universe, index: string): Rep {
  return integerOf({ kind: 'enum', js: index, universe });
}

/** Each member that a set may have gets code of its own, which runs if the set has it. */
function eachPossible(
  rep: BitsRep & { shape: MaskShape },
  possible: readonly number[],
  block: Block,
  body: (member: Rep, inner: Block) => void,
): void {
  for (const index of possible) {
    const inner = block.inner();
    body(constant(rep.shape.universe.items[index] as Box), inner);
    block.nest(`if ((${rep.words[index >>> 5]} & ${1 << (index & 31)}) !== 0) {`, inner);
  }
}

function eachBit(
  rep: BitsRep & { shape: MaskShape },
  block: Block,
  body: (member: Rep, inner: Block) => void,
): void {
  const { universe } = rep.shape;
  const { program } = block;
  const used = rep.words.flatMap((word, index) => (word === '0' ? [] : [index]));
  const [first, last] = [used[0], used.at(-1)];
  if (first === undefined || last === undefined) return;
  const bit = program.fresh('i');
  const rest = program.fresh('w');
  const inner = block.inner();
  const lowest = `31 - clz32(${rest} & -${rest})`;
  if (first === last) {
    inner.add(`const ${bit} = ${first === 0 ? '' : `${first * 32} + `}${lowest};`);
    body(memberOf(universe, bit), inner);
    block.nest(`for (let ${rest} = ${rep.words[first]}; ${rest} !== 0; ${rest} &= ${rest} - 1) {`, inner);
    return;
  }
  const word = program.fresh('j');
  inner.add(`const ${bit} = (${word} << 5) + ${lowest};`);
  body(memberOf(universe, bit), inner);
  const outer = block.inner();
  const load =
    rep.memory === undefined
      ? wordOf(
          used.map((index) => [index, rep.words[index] as string]),
          word,
        )
      : `${rep.memory.array}[${rep.memory.index} + ${word}]`;
  outer.nest(`for (let ${rest} = ${load}; ${rest} !== 0; ${rest} &= ${rest} - 1) {`, inner);
  block.nest(`for (let ${word} = ${first}; ${word} <= ${last}; ${word}++) {`, outer);
}

/** One of several words; 0 for those that are not among them. */
function wordOf(words: readonly (readonly [number, string])[], index: string): string {
  return words.reduceRight((rest, [i, word]) => `${index} === ${i} ? ${word} : ${rest}`, '0');
}

/**
 * Goes through all combinations of bounds, the last one fastest. The sets have been evaluated outside.
 * @param body gets what was drawn for each bound
 */
export function overBounds(
  bounds: readonly Bound[],
  sources: readonly Source[],
  site: Site,
  body: (site: Site, drawn: readonly Rep[]) => void,
  unroll = 0,
): void {
  const from = (index: number, at: Site, drawn: readonly Rep[]): void => {
    const bound = bounds[index];
    const source = sources[index];
    if (bound === undefined || source === undefined) {
      body(at, drawn);
      return;
    }
    each(source, at.block, unroll, (member, inner) => {
      const scope = bindBound(bound, member, at.scope, inner);
      from(index + 1, { ...at, scope, block: inner }, [...drawn, member]);
    });
  };
  from(0, site, []);
}

/** Binds what was drawn: one name, or those of a tuple. */
export function bindBound(bound: Bound, member: Rep, scope: Scope, block: Block): Scope {
  const [only] = bound.locals;
  if (!bound.tuple) return only === undefined ? scope : bindRep(only, member, scope);
  const count = bound.locals.length;
  if (!isTuple(member, count)) {
    const items = block.failing().name(`itemsOf(${box(member, block)}, ${count})`);
    block.boxed++;
    return bound.locals.reduce((inner, local, i) => bindRep(local, boxed(`${items}[${i}]`), inner), scope);
  }
  return bound.locals.reduce(
    (inner, local, i) => bindRep(local, application(member, constant(i + 1), block), inner),
    scope,
  );
}

/** Whether it is certainly a tuple of so many. */
function isTuple(rep: Rep, count: number): boolean {
  const fits = (item: Box) =>
    item instanceof BoxFunction && item.keys.sequential && item.values.length === count;
  switch (rep.kind) {
    case 'constant':
      return fits(rep.box);
    case 'enum':
      return rep.universe.items.every(fits);
    case 'struct':
      return rep.keys.sequential && rep.items.length === count;
    case 'bits':
      return rep.shape.kind === 'function' && rep.shape.keys.sequential && rep.shape.items.length === count;
    default:
      return false;
  }
}
