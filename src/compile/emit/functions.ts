/** Functions, records and tuples: application, EXCEPT, construction. */

import type { Bound, Expression } from '../../semantics/spec.js';
import { type Box, BoxFunction, Keys, sequence } from '../boxes/box.js';
import { type FunctionShape, type Shape, sameShape, Universe } from '../layout/shape.js';
import { box, foldStruct, indexIn, structOf } from './boxing.js';
import { type Column, itemAt, itemOf, tableRep } from './fields.js';
import { holderFor } from './holder.js';
import { bindBound, overBounds, type Source, sourceOf, universeOfItems } from './iterate.js';
import type { Block } from './program.js';
import { type BitsRep, boxed, constant, type Rep } from './rep.js';
import { bindRep, type Scope, type Site } from './scope.js';
import { isSequence, itemAt as itemOfSequence, replacedAt } from './sequences.js';
import { fits, replaceAt, replaceIn, store } from './store.js';
import { value } from './values.js';

/** A function that is written out value by value when its domain is no longer than this. */
const largestStruct = 64;

/** `f[key]` */
export function application(of: Rep, key: Rep, block: Block): Rep {
  switch (of.kind) {
    case 'lazy':
      block.failing().boxed++;
      return boxed(block.name(`${of.js}.apply(${box(key, block)})`));
    case 'struct': {
      if (key.kind === 'constant') {
        const item = of.items[of.keys.indexOf(key.box)];
        return item ?? failing(block);
      }
      return ofChoice(of.keys, of.items, key, block);
    }
    case 'bits': {
      if (isSequence(of)) {
        const item = itemOfSequence(of, key, block);
        if (item !== undefined) return item;
        break;
      }
      if (of.shape.kind !== 'function') return failing(block);
      const packed = of as BitsRep & { shape: FunctionShape };
      if (key.kind === 'constant') {
        const index = packed.shape.keys.indexOf(key.box);
        return index < 0 ? failing(block) : itemOf(packed, index);
      }
      if (packed.shape.stride === undefined)
        return ofChoice(packed.shape.keys, structOf(packed).items, key, block);
      const index = inDomain(packed.shape.keys, key, block);
      return itemAt(packed, index, block) ?? ofChoice(packed.shape.keys, structOf(packed).items, key, block);
    }
    case 'enum': {
      if (key.kind !== 'constant') break;
      const column = columnOf(of.universe, key.box);
      if (column === undefined) return failing(block);
      if (column.universe.size > 4096) break;
      const row = block.name(of.js);
      if (!column.total) {
        const present = block.program.numbers(column.parts.map((part) => (part < 0 ? 0 : 1)));
        block.failing().add(`if (${present}[${row}] === 0) fail();`);
      }
      return tableRep(column, row, (numbers) => block.program.numbers(numbers));
    }
    case 'constant': {
      if (!(of.box instanceof BoxFunction)) return failing(block);
      if (key.kind === 'constant') {
        const item = of.box.get(key.box);
        return item === undefined ? failing(block) : constant(item);
      }
      if (of.box.values.length > 4096) break;
      const { keys, values } = of.box;
      const index = inDomain(keys, key, block);
      const universe = Universe.of(values);
      const column = { universe, parts: values.map((item) => universe.indexOf(item)), total: true };
      return tableRep(column, index, (numbers) => block.program.numbers(numbers));
    }
    default:
  }
  block.failing().boxed++;
  return boxed(block.name(`apply(${box(of, block)}, ${box(key, block)})`));
}

function failing(block: Block): Rep {
  block.failing().add('fail();');
  return boxed('undefined');
}

/** The position of a key, for certain. */
function inDomain(keys: Keys, key: Rep, block: Block): string {
  const { js, certain } = indexIn(universeOfItems(keys.list), key, block);
  const index = block.name(js);
  if (!certain) block.failing().add(`if (${index} < 0) fail();`);
  return index;
}

const columns = new WeakMap<Universe, Map<Box, Column | undefined>>();

/** What the members of a universe have at a key; undefined when none has anything there. */
function columnOf(universe: Universe, key: Box): Column | undefined {
  let known = columns.get(universe);
  if (known === undefined) {
    known = new Map();
    columns.set(universe, known);
  }
  if (!known.has(key)) {
    const parts = universe.items.map((item) => (item instanceof BoxFunction ? item.get(key) : undefined));
    const present = parts.filter((part): part is Box => part !== undefined);
    const values = Universe.of(present);
    known.set(
      key,
      present.length === 0
        ? undefined
        : {
            universe: values,
            parts: parts.map((part) => (part === undefined ? -1 : values.indexOf(part))),
            total: present.length === parts.length,
          },
    );
  }
  return known.get(key);
}

/** One of several items, by a key known only when the program runs. */
function ofChoice(keys: Keys, items: readonly Rep[], key: Rep, block: Block): Rep {
  if (items.length > 16) {
    block.failing().boxed++;
    return boxed(block.name(`apply(${box({ kind: 'struct', keys, items }, block)}, ${box(key, block)})`));
  }
  const index = inDomain(keys, key, block);
  const holder = holderFor(items, block);
  items.forEach((item, i) => {
    const inner = block.inner();
    holder.assign(item, inner);
    block.nest(`${i === 0 ? '' : 'else '}if (${index} === ${i}) {`, inner);
  });
  return holder.rep;
}

// ── EXCEPT ──

export function except(node: Expression & { kind: 'except' }, site: Site, target: Shape | undefined): Rep {
  let result = value(node.function, site, target);
  for (const update of node.updates) {
    const keys = update.path.map((key) => value(key, site));
    const change = (old: Rep, depth: number, into: Shape | undefined): Rep => {
      const key = keys[depth];
      if (key === undefined)
        return value(update.value, { ...site, scope: bindRep(update.at, old, site.scope) }, into);
      return replaced(old, key, site.block, into, (item, shape) => change(item, depth + 1, shape));
    };
    result = change(result, 0, target);
  }
  return result;
}

/** @param target the shape in which the result will be stored, where it will */
function replaced(
  of: Rep,
  key: Rep,
  block: Block,
  target: Shape | undefined,
  change: (old: Rep, into: Shape | undefined) => Rep,
): Rep {
  if (of.kind === 'struct' && key.kind === 'constant') {
    const index = of.keys.indexOf(key.box);
    if (index < 0) return failing(block);
    const into = target?.kind === 'function' && target.keys === of.keys ? target.items[index] : undefined;
    const items = of.items.with(index, change(of.items[index] as Rep, into));
    const known = foldStruct({ kind: 'struct', keys: of.keys, items });
    return known === undefined ? { kind: 'struct', keys: of.keys, items } : constant(known);
  }
  if (of.kind === 'bits' && of.shape.kind === 'function') {
    const packed = of as BitsRep & { shape: FunctionShape };
    // Where it is stored in this very shape, a value that does not fit is a misfit in any case.
    const stored = target === packed.shape;
    if (key.kind === 'constant') {
      const index = packed.shape.keys.indexOf(key.box);
      if (index < 0) return failing(block);
      const shape = packed.shape.items[index] as Shape;
      const item = change(itemOf(packed, index), stored ? shape : undefined);
      if (stored || fits(shape, item)) return replaceAt(packed, index, store(shape, item, block), block);
      return replaced(structOf(packed), key, block, target, () => item);
    }
    const shape = packed.shape.stride?.shape;
    if (shape !== undefined) {
      const index = inDomain(packed.shape.keys, key, block);
      const old = itemAt(packed, index, block);
      if (old !== undefined) {
        const item = change(old, stored ? shape : undefined);
        if (stored || fits(shape, item)) {
          const result = replaceIn(packed, index, store(shape, item, block), block);
          if (result !== undefined) return result;
        }
        block.failing().boxed += 2;
        return boxed(block.name(`except(${box(of, block)}, ${box(key, block)}, ${box(item, block)})`));
      }
    }
  }
  if (isSequence(of)) {
    const stored = target?.kind === 'sequence' && sameShape(target.item, of.shape.item);
    const result = replacedAt(of, key, stored, block, change);
    if (result !== undefined) return result;
  }
  const old = application(of, key, block);
  const item = change(old, undefined);
  block.failing().boxed += 2;
  return boxed(block.name(`except(${box(of, block)}, ${box(key, block)}, ${box(item, block)})`));
}

// ── construction ──

export function functionValue(
  node: Expression & { kind: 'function' },
  site: Site,
  target: Shape | undefined,
): Rep {
  const { block } = site;
  if (node.self !== undefined) return recursive(node, site);
  const sources = node.bounds.map((each) => sourceOf(each.set, site));
  const drawn = drawnFrom(sources);
  const keys = drawn && Keys.of(drawn.map((members) => keyOf(members)));
  if (drawn !== undefined && keys !== undefined) {
    const { emitter } = site;
    const small = drawn.length * emitter.sizeOfExpression(node.body) <= (emitter.short ? 200 : 4000);
    if (drawn.length <= largestStruct && small) {
      const parts = drawn.map((members, index) => {
        const into = target?.kind === 'function' && target.keys === keys ? target.items[index] : undefined;
        const scope = node.bounds.reduce(
          (outer, bound, i) => bindBound(bound, constant(members[i] as Box), outer, block),
          site.scope,
        );
        return value(node.body, { ...site, scope }, into);
      });
      const rep = { kind: 'struct', keys, items: parts } as const;
      const known = foldStruct(rep);
      return known === undefined ? rep : constant(known);
    }
  }
  const values = block.program.fresh('a');
  block.add(`const ${values} = [];`);
  overBounds(node.bounds, sources, site, (at) => {
    const item = value(node.body, at);
    at.block.add(`${values}.push(${box(item, at.block)});`);
  });
  block.failing();
  block.boxed += 2;
  const made =
    keys === undefined
      ? `functionOn(${domainOf(node, sources, site)}, ${values})`
      : `record(${block.program.keys(keys)}, ${values})`;
  return boxed(block.name(made));
}

/** Larger domains are not written out beforehand. */
const largestDomain = 4096;

/** What the bounds draw together, least first, where that is the same in every state. */
function drawnFrom(sources: readonly Source[]): readonly (readonly Box[])[] | undefined {
  let all: (readonly Box[])[] = [[]];
  for (const source of sources) {
    if (source.kind !== 'constant' || all.length * source.items.length > largestDomain) return undefined;
    all = all.flatMap((members) => source.items.map((member) => [...members, member]));
  }
  return all;
}

/** The key that they stand for. */
function keyOf(members: readonly Box[]): Box {
  return members.length === 1 ? (members[0] as Box) : sequence(members);
}

/** Code of the sorted members of the domain. */
function domainOf(
  node: Expression & { kind: 'function' },
  sources: ReturnType<typeof sourceOf>[],
  site: Site,
): string {
  const { block } = site;
  const [source] = sources;
  if (sources.length === 1 && source?.kind === 'box') return `[...${source.js}]`;
  const keys = block.program.fresh('a');
  block.add(`const ${keys} = [];`);
  overBounds(node.bounds, sources, site, (at, drawn) => {
    const [only] = drawn;
    const key: Rep =
      drawn.length === 1 && only !== undefined
        ? only
        : { kind: 'struct', keys: Keys.sequence(drawn.length), items: drawn };
    at.block.add(`${keys}.push(${box(key, at.block)});`);
  });
  return keys;
}

/** `f[x \in S]` where the body refers to f. */
function recursive(node: Expression & { kind: 'function' }, site: Site): Rep {
  const { block } = site;
  const { program } = block;
  const sets = node.bounds.map((bound) => box(value(bound.set as Expression, site), block));
  const domain = sets.length === 1 ? `set(${sets[0]})` : `crossSet([${sets.join(', ')}])`;
  const [key, self] = [program.fresh('x'), program.fresh('f')];
  const inner = block.inner();
  const scope = bindRep(node.self as NonNullable<typeof node.self>, { kind: 'lazy', js: self }, site.scope);
  const bindings = keyed(node.bounds, key, scope, inner);
  const result = value(node.body, { ...site, scope: bindings, block: inner });
  inner.add(`return ${box(result, inner)};`);
  const name = program.fresh('y');
  block.nest(`const ${name} = recursive(${domain}, (${key}, ${self}) => {`, inner, '});');
  block.failing();
  block.boxed += 4;
  return { kind: 'lazy', js: name };
}

/** Binds the names of a function to code of a key. */
export function keyed(bounds: readonly Bound[], key: string, scope: Scope, block: Block): Scope {
  const locals = bounds.flatMap((bound) => bound.locals);
  const [bound] = bounds;
  if (bounds.length === 1 && bound !== undefined && !bound.tuple && locals[0] !== undefined)
    return bindRep(locals[0], boxed(key), scope);
  const items = block.name(`itemsOf(${key}, ${bounds.length === 1 ? locals.length : bounds.length})`);
  return bounds.reduce((outer, each, index) => {
    const itemOf = (i: number): string =>
      bounds.length === 1
        ? `${items}[${i}]`
        : each.tuple
          ? `itemsOf(${items}[${index}], ${each.locals.length})[${i}]`
          : `${items}[${index}]`;
    return each.locals.reduce((inner, local, i) => bindRep(local, boxed(itemOf(i)), inner), outer);
  }, scope);
}
