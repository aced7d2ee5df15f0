/** Filters, maps and the algebra of sets: on bit masks where the universe is known, else on boxes. */

import type { Expression } from '../../semantics/spec.js';
import { ListSet } from '../boxes/box.js';
import { largestMask, type MaskShape, maskShape, type Shape, type Universe } from '../layout/shape.js';
import { box, type Index, indexIn, universeOf } from './boxing.js';
import { overBounds, type Source, universeOfItems } from './iterate.js';
import { sourcesOf, streamOf } from './look.js';
import { guarded } from './membership.js';
import type { Block } from './program.js';
import { type BitsRep, boolean, boxed, constant, listOf, type Rep } from './rep.js';
import type { Site } from './scope.js';
import { narrowed } from './static.js';
import { addBit, fits, store, storeEnum } from './store.js';
import { truth } from './truth.js';
import { value } from './values.js';

export type MaskRep = BitsRep & { readonly shape: MaskShape };

export function isMask(rep: Rep): rep is MaskRep {
  return rep.kind === 'bits' && rep.shape.kind === 'mask';
}

/** Intervals that may be larger are not worth so many bits. */
const largestInterval = 64;

/** The universe that the members of a source come from, when it is one for masks. */
function universeOfSource(source: Source): Universe | undefined {
  if (source.kind === 'mask') return source.rep.shape.universe;
  if (source.kind === 'filtered') return universeOfSource(source.base);
  if (source.kind === 'constant' && source.items.length > 0 && source.items.length <= largestMask)
    return universeOfItems(source.items);
  if (source.kind === 'interval' && source.most - source.least < largestInterval)
    return universeOf({ kind: 'integer', js: '0', low: source.least, high: source.most });
  return undefined;
}

/** Variables for the words of a mask that is built bit by bit. */
class MaskBuilder {
  readonly words: string[];
  readonly shape: MaskShape;

  constructor(universe: Universe, block: Block) {
    this.shape = maskShape(universe) as MaskShape;
    this.words = Array.from({ length: Math.max(1, this.shape.bits >>> 5) }, () => block.program.fresh('w'));
    block.add(`let ${this.words.map((word) => `${word} = 0`).join(', ')};`);
  }

  add(index: Index, block: Block): void {
    const parts = this.words.map((): string[] => []);
    addBit(parts, index, block);
    parts.forEach((bits, i) => {
      if (bits.length > 0) block.add(`${this.words[i]} |= ${bits.join(' | ')};`);
    });
  }

  get rep(): MaskRep {
    return { kind: 'bits', shape: this.shape, words: this.words };
  }
}

/** `{x \in S : P}` */
export function filterSet(node: Expression & { kind: 'filter' }, site: Site): Rep {
  const { block } = site;
  const base = node.bound.set === undefined ? undefined : site.emitter.folder.box(node.bound.set, site.scope);
  if (base !== undefined && listOf(base) === undefined) return filterObject(node, site);
  const { source, rest } = narrowed(node.bound, streamOf(node.bound.set, site), [node.body], site);
  if (source.kind === 'mask' && rest.length === 0) return source.rep;
  const universe = universeOfSource(source);
  if (universe !== undefined) {
    const builder = new MaskBuilder(universe, block);
    overBounds(
      [node.bound],
      [source],
      site,
      (at, [member]) => {
        const inner = at.block.inner();
        const test = allOf(rest, at);
        if (test === 'false') return;
        builder.add(indexIn(universe, member as Rep, inner), inner);
        if (test === 'true') at.block.splice(inner);
        else at.block.nest(`if (${test}) {`, inner);
      },
      site.emitter.copies(universe.size <= 8 ? 8 : 0),
    );
    return builder.rep;
  }
  const open = unwritten(source, block);
  if (open !== undefined) return boxed(block.name(`settled(filtered(${open}, ${tester(node, site)}))`));
  const members = block.program.fresh('a');
  block.add(`const ${members} = [];`);
  overBounds([node.bound], [source], site, (at, [member]) => {
    const test = truth(node.body, at);
    at.block.add(`if (${test}) ${members}.push(${box(member as Rep, at.block)});`);
  });
  block.boxed += 2;
  // Members come least first, each once.
  return boxed(block.name(`listed(${members})`));
}

/** Code of a source that the program may find to be a set that cannot be written out. */
function unwritten(source: Source, block: Block): string | undefined {
  if (source.kind === 'box') return source.written ? undefined : source.set;
  if (source.kind !== 'filtered') return undefined;
  const base = unwritten(source.base, block);
  return base && block.name(`filtered(${base}, ${tester(source.node, { ...source.site, block })})`);
}

/** Code that all conditions are true, in their order. */
function allOf(conditions: readonly Expression[], site: Site): string {
  return conditions.reduce(
    (sum, item) => guarded(sum, site, (block) => truth(item, { ...site, block })),
    'true',
  );
}

/** A filter that is not built, but asked what belongs to it, or gone through. */
export function filterObject(node: Expression & { kind: 'filter' }, site: Site): Rep {
  const { block } = site;
  const test = tester(node, site);
  return boxed(block.name(`filtered(${box(value(node.bound.set as Expression, site), block)}, ${test})`));
}

/** The name of a function that tests what may be a member of a filter. */
function tester(node: Expression & { kind: 'filter' }, site: Site): string {
  const { block } = site;
  const inner = block.inner();
  const member = block.program.fresh('x');
  overBounds([node.bound], [{ kind: 'single', rep: boxed(member) }], { ...site, block: inner }, (at) => {
    at.block.add(`return ${truth(node.body, at)};`);
  });
  const test = block.program.fresh('g');
  block.nest(`const ${test} = (${member}) => {`, inner, '};');
  block.failing().boxed += 4;
  return test;
}

/** `{e : x \in S}` */
export function mapSet(node: Expression & { kind: 'map' }, site: Site, target: Shape | undefined): Rep {
  const { block } = site;
  const sources = sourcesOf(node.bounds, site);
  const count = sources.reduce(
    (product, source) => product * (source.kind === 'constant' ? source.items.length : 1000),
    1,
  );
  if (count <= 8) {
    const items: Rep[] = [];
    let inPlace = true;
    const scratch = block.inner();
    overBounds(
      node.bounds,
      sources,
      { ...site, block: scratch },
      (at) => {
        items.push(value(node.body, at));
        inPlace &&= at.block.isEmpty;
      },
      8,
    );
    if (inPlace && items.length > 0) return { kind: 'listed', items };
  }
  // What the body is held as decides how the set is built: it is written once to see.
  const trial = block.inner();
  let universe = target?.kind === 'mask' ? target.universe : undefined;
  overBounds(node.bounds, sources, { ...site, block: trial }, (at) => {
    const item = value(node.body, at);
    const short = universeOf(item, largestMask);
    if (universe === undefined && short !== undefined && short.size <= largestMask) universe = short;
  });
  if (universe !== undefined) {
    const own = universe;
    const builder = new MaskBuilder(own, block);
    overBounds(node.bounds, sources, site, (at) => {
      const item = value(node.body, at);
      const index = target?.kind === 'mask' ? storeEnum(own, item, at.block) : indexIn(own, item, at.block);
      builder.add(index, at.block);
    });
    return builder.rep;
  }
  const members = block.program.fresh('a');
  block.add(`const ${members} = [];`);
  overBounds(node.bounds, sources, site, (at) => {
    at.block.add(`${members}.push(${box(value(node.body, at), at.block)});`);
  });
  block.boxed += 2;
  return boxed(block.name(`setOf(${members})`));
}

// ── algebra ──

/** One universe for both, and both as masks over it; undefined where that is not to be had. */
function masksOf(
  left: Rep,
  right: Rep,
  block: Block,
  target: Shape | undefined,
): { shape: MaskShape; a: readonly string[]; b: readonly string[] } | undefined {
  const candidates = [
    ...(target?.kind === 'mask' ? [target] : []),
    ...[left, right].flatMap((rep) => (isMask(rep) ? [rep.shape] : [])),
  ];
  for (const shape of candidates) {
    if (target === shape ? isSetLike(left) && isSetLike(right) : fits(shape, left) && fits(shape, right))
      return { shape, a: store(shape, left, block), b: store(shape, right, block) };
  }
  return undefined;
}

/** Whether it can be stored as a mask without being boxed first. */
function isSetLike(rep: Rep): boolean {
  return rep.kind === 'bits' || rep.kind === 'listed' || rep.kind === 'constant';
}

export function union(left: Rep, right: Rep, block: Block, target: Shape | undefined): Rep {
  const masks = masksOf(left, right, block, target);
  if (masks !== undefined) return combined(masks.shape, masks.a, masks.b, (a, b) => either(a, b), block);
  if (left.kind === 'listed' && right.kind === 'listed')
    return { kind: 'listed', items: [...left.items, ...right.items] };
  return binary('union', left, right, block);
}

function either(a: string, b: string): string {
  if (a === '0') return b;
  return b === '0' ? a : `${a} | ${b}`;
}

/** `left \cap right` and `left \ right`: members of the right one that the universe does not have are of no account. */
export function kept(operator: '\\cap' | '\\', left: Rep, right: Rep, block: Block): Rep {
  const [from, by] = operator === '\\cap' && !isMask(left) && isMask(right) ? [right, left] : [left, right];
  if (isMask(from)) {
    const words = within(from.shape, by, block);
    if (words !== undefined) {
      const join =
        operator === '\\cap'
          ? (a: string, b: string) => `${a} & ${b}`
          : (a: string, b: string) => `${a} & ~${b}`;
      return combined(from.shape, from.words, words, join, block);
    }
  }
  return binary(operator === '\\cap' ? 'intersection' : 'difference', left, right, block);
}

/** Which members of a universe are in a set, as words. */
function within(shape: MaskShape, rep: Rep, block: Block): readonly string[] | undefined {
  if (fits(shape, rep) && isSetLike(rep)) return store(shape, rep, block);
  const { universe } = shape;
  if (rep.kind === 'constant') {
    const known = listOf(rep.box);
    if (known === undefined) return undefined;
    const common = new Set(known.map((member) => universe.indexOf(member)));
    return store(shape, constant(new ListSet(universe.items.filter((_, index) => common.has(index)))), block);
  }
  if (rep.kind !== 'listed') return undefined;
  const words = Array.from({ length: Math.max(1, shape.bits >>> 5) }, () => [] as string[]);
  for (const item of rep.items) {
    addBit(words, indexIn(universe, item, block), block);
  }
  return words.map((parts) => (parts.length === 0 ? '0' : block.name(parts.join(' | '))));
}

function combined(
  shape: MaskShape,
  a: readonly string[],
  b: readonly string[],
  join: (a: string, b: string) => string,
  block: Block,
): Rep {
  const words = a.map((word, i) => {
    const other = b[i] as string;
    const code = join(word, other);
    return code === word || code === other ? code : block.name(code);
  });
  return { kind: 'bits', shape, words };
}

function binary(name: string, left: Rep, right: Rep, block: Block): Rep {
  block.failing().boxed += 2;
  return boxed(block.name(`${name}(${box(left, block)}, ${box(right, block)})`));
}

/** `left \subseteq right` */
export function subset(left: Rep, right: Rep, block: Block): Rep {
  if (isMask(left)) {
    const words = within(left.shape, right, block);
    if (words !== undefined)
      return boolean(`(${left.words.map((word, i) => `(${word} & ~${words[i]}) === 0`).join(' && ')})`);
  }
  block.failing().boxed++;
  return boolean(block.name(`subset(${box(left, block)}, ${box(right, block)})`));
}

export function cardinality(set: Rep, block: Block): Rep {
  if (isMask(set)) {
    const used = set.words.filter((word) => word !== '0');
    const js = block.name(used.map((word) => `bitCount(${word})`).join(' + ') || '0');
    return { kind: 'integer', js, low: 0, high: set.shape.universe.size };
  }
  block.failing().boxed++;
  return boxed(block.name(`cardinality(${box(set, block)})`));
}

/** `{x} \subseteq …`: whether a set is empty, without counting. */
export function isEmpty(set: MaskRep): string {
  const used = set.words.filter((word) => word !== '0');
  if (used.length === 0) return 'true';
  return used.length === 1 ? `(${used[0]} === 0)` : `((${used.join(' | ')}) === 0)`;
}
