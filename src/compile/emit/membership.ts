/** `x \in S`, without building S where it can be said what belongs to it. */

import { isOperator } from '../../semantics/expressions.js';
import type { Expression } from '../../semantics/spec.js';
import { type Box, BoxFunction, BoxSet, Keys } from '../boxes/box.js';
import { IntervalBox, SymbolicBox } from '../boxes/symbolic.js';
import { decode, type FunctionShape, type MaskShape, type Shape } from '../layout/shape.js';
import { box, indexIn, integerOf, mentionsInterned, structOf, universeOf } from './boxing.js';
import { draws } from './fold.js';
import { bindBound, universeOfItems } from './iterate.js';
import { inFilter } from './look.js';
import { less } from './primitives.js';
import type { Block } from './program.js';
import { type BitsRep, kindsOf, listOf, type Rep } from './rep.js';
import { onTrial, type Site } from './scope.js';
import { everyItem, isSequence } from './sequences.js';
import { isMask } from './sets.js';
import { tabulatedTest } from './tabulate.js';
import { equal, truth } from './truth.js';
import { value } from './values.js';

/** Code that is true when the element is in the set. */
export function member(element: Rep, set: Expression, site: Site): string {
  const { block, emitter, scope } = site;
  const test = inFilter(element, set, site);
  if (test !== undefined) return test;
  if (
    set.kind === 'apply' &&
    !set.definition.recursive &&
    set.definition.level === 0 &&
    set.args.length === 0 &&
    !set.definition.local &&
    !draws(set.definition.body)
  )
    return member(element, set.definition.body, { ...site, scope: undefined });
  const known = emitter.folder.box(set, scope);
  if (known !== undefined && !(known instanceof SymbolicBox && isStructured(set)))
    return inConstant(element, known, site);
  // An error in a part that need not be looked at is an error all the same: then the set is built.
  if (isStructured(set) && !certain(set, site)) return inRep(element, value(set, site), block);
  switch (set.kind) {
    case 'labelled':
      return member(element, set.expression, site);
    case 'set': {
      const items = set.elements.map((item) => value(item, site));
      if (items.length === 0) return 'false';
      return disjunction(items.map((item) => equalAny(element, item, block)));
    }
    case 'filter': {
      if (set.bound.set === undefined) break;
      return guarded(member(element, set.bound.set, site), site, (inner) => {
        const at = { ...site, block: inner, scope: bindBound(set.bound, element, scope, inner) };
        return truth(set.body, at);
      });
    }
    case 'function-set': {
      const domain = emitter.folder.box(set.domain, scope);
      const keys = domain === undefined ? undefined : listOf(domain);
      if (keys === undefined) break;
      const parts = partsOn(element, Keys.of(keys));
      if (parts === undefined) break;
      return typeof parts === 'string'
        ? parts
        : all(
            parts.map((part) => (at: Site) => member(part, set.range, at)),
            site,
          );
    }
    case 'record-set': {
      const fields = [...set.fields].sort((a, b) => (a.name < b.name ? -1 : 1));
      const parts = partsOn(element, Keys.of(fields.map((field) => field.name)));
      if (parts === undefined) break;
      if (typeof parts === 'string') return parts;
      return all(
        parts.map((part, i) => (at: Site) => member(part, (fields[i] as { value: Expression }).value, at)),
        site,
      );
    }
    case 'cross': {
      const parts = partsOn(element, Keys.sequence(set.factors.length));
      if (parts === undefined) break;
      if (typeof parts === 'string') return parts;
      return all(
        parts.map((part, i) => (at: Site) => member(part, set.factors[i] as Expression, at)),
        site,
      );
    }
    case 'primitive':
      return byOperator(element, set, site);
    default:
  }
  return tabulatedPair(element, value(set, site), site);
}

/** Whether an expression is a set, and finding its value cannot fail. */
export function certain(set: Expression, site: Site): boolean {
  if (site.emitter.folder.box(set, site.scope) instanceof BoxSet) return true;
  switch (set.kind) {
    case 'labelled':
      return certain(set.expression, site);
    case 'function-set':
      return certain(set.domain, site) && certain(set.range, site);
    case 'record-set':
      return set.fields.every((field) => certain(field.value, site));
    case 'cross':
      return set.factors.every((factor) => certain(factor, site));
    case 'primitive':
      if (['SUBSET', 'Seq', '\\cup', '\\cap', '\\'].includes(set.operator))
        return set.args.every((arg) => !isOperator(arg) && certain(arg, site));
      if (set.operator === '..') return set.args.every((arg) => !isOperator(arg) && isInteger(arg, site));
      break;
    default:
  }
  const trial = onTrial(site);
  if (trial === undefined) return false;
  const kinds = kindsOf(value(set, trial));
  return !trial.block.mayFail && kinds?.size === 1 && kinds.has('set');
}

/** Whether an expression is an integer, and finding its value cannot fail. */
function isInteger(end: Expression, site: Site): boolean {
  const trial = onTrial(site);
  if (trial === undefined) return false;
  return integerOf(value(end, trial)).kind === 'integer' && !trial.block.mayFail;
}

/** Sets that are better looked at part by part than as a whole. */
function isStructured(set: Expression): boolean {
  if (set.kind === 'labelled') return isStructured(set.expression);
  return (
    ['function-set', 'record-set', 'cross', 'filter'].includes(set.kind) ||
    (set.kind === 'primitive' &&
      ['SUBSET', 'Seq', '\\cup', '\\cap', '\\', 'Nat', 'Int', 'STRING', 'BOOLEAN', '..'].includes(
        set.operator,
      ))
  );
}

function byOperator(element: Rep, set: Expression & { kind: 'primitive' }, site: Site): string {
  const { block } = site;
  const [first, second] = set.args as readonly Expression[];
  switch (set.operator) {
    case 'Nat': {
      const integer = integerOf(element);
      if (integer.kind === 'integer') return integer.low >= 0 ? 'true' : `(${integer.js} >= 0)`;
      return isNumber(element, block, (js) => `${js} >= 0`);
    }
    case 'Int':
      return integerOf(element).kind === 'integer' ? 'true' : isNumber(element, block, () => 'true');
    case 'BOOLEAN':
      return element.kind === 'bool' ? 'true' : kindTest(element, block, 'boolean');
    case 'STRING':
      return kindTest(element, block, 'string');
    case '..': {
      if (first === undefined || second === undefined) break;
      const [low, high] = [value(first, site), value(second, site)];
      if (
        integerOf(element).kind !== 'integer' ||
        integerOf(low).kind !== 'integer' ||
        integerOf(high).kind !== 'integer'
      )
        break;
      const tests = [less('<=', low, element, block), less('<=', element, high, block)];
      return conjunction(tests);
    }
    case 'SUBSET': {
      if (first === undefined) break;
      if (isMask(element)) {
        const { universe } = element.shape;
        const base = site.emitter.folder.box(first, site.scope);
        if (base instanceof BoxSet) {
          const outside = universe.items.flatMap((item, index) => (base.has(item) ? [] : [index]));
          return outside.length === 0 ? 'true' : noneOf(element, outside);
        }
      }
      const members = value(first, site);
      return tabulatedTest({ kind: 'listed', items: [element, members] }, site, (at) => {
        at.failing().boxed += 2;
        return at.name(`isSubsetOf(${box(element, at)}, ${box(members, at)})`);
      });
    }
    case '\\cup':
      if (first === undefined || second === undefined) break;
      return either(member(element, first, site), site, (at) => member(element, second, at));
    case '\\cap':
      if (first === undefined || second === undefined) break;
      return guarded(member(element, first, site), site, (inner) =>
        member(element, second, { ...site, block: inner }),
      );
    case '\\':
      if (first === undefined || second === undefined) break;
      return guarded(member(element, first, site), site, (inner) =>
        not(member(element, second, { ...site, block: inner })),
      );
    case 'Seq': {
      if (first === undefined) break;
      if (isSequence(element))
        return everyItem(element, block, (item, inner) => member(item, first, { ...site, block: inner }));
      const base = site.emitter.folder.box(first, site.scope);
      if (base === undefined) break;
      return tabulatedTest(element, site, (at) => {
        at.failing().boxed += 2;
        return at.name(`isSequenceOf(${box(element, at)}, ${at.program.box(base)})`);
      });
    }
    default:
  }
  const rep = value(set, site);
  if (isMask(rep) || rep.kind === 'listed') return inRep(element, rep, block);
  return tabulatedPair(element, rep, site);
}

function isNumber(element: Rep, block: Block, test: (js: string) => string): string {
  const kinds = kindsOf(element);
  if (kinds !== undefined && !kinds.has('integer')) return 'false';
  const js = block.name(box(element, block));
  block.boxed++;
  return block.name(`(typeof ${js} === 'number' || typeof ${js} === 'bigint') && ${test(js)}`);
}

function kindTest(element: Rep, block: Block, kind: 'boolean' | 'string'): string {
  const kinds = kindsOf(element);
  if (kinds !== undefined && !kinds.has(kind)) return 'false';
  if (kinds?.size === 1) return 'true';
  block.boxed++;
  return block.name(`typeof ${box(element, block)} === '${kind}'`);
}

/** The parts of a function with exactly these keys: code that is false where it is none, undefined where it must be boxed. */
function partsOn(element: Rep, keys: Keys): readonly Rep[] | 'false' | undefined {
  const kinds = kindsOf(element);
  if (kinds !== undefined && !kinds.has('function')) return 'false';
  if (element.kind === 'constant' && element.box instanceof BoxFunction) return undefined;
  if (element.kind === 'struct') return element.keys === keys ? element.items : 'false';
  if (element.kind === 'bits' && element.shape.kind === 'function') {
    return element.shape.keys === keys
      ? structOf(element as BitsRep & { shape: FunctionShape }).items
      : 'false';
  }
  return undefined;
}

/** Membership in a set that is known now. */
function inConstant(element: Rep, set: Box, site: Site): string {
  const { block } = site;
  if (!(set instanceof BoxSet)) {
    block.failing().add('fail();');
    return 'false';
  }
  const all = statically(element, set);
  if (all !== undefined) return String(all);
  const integer = integerOf(element);
  if (set instanceof IntervalBox && integer.kind === 'integer') {
    const js = block.name(integer.js);
    return conjunction([
      integer.low >= set.low ? 'true' : `(${js} >= ${set.low})`,
      integer.high <= set.high ? 'true' : `(${js} <= ${set.high})`,
    ]);
  }
  const universe = universeOf(element, 4096);
  if (universe !== undefined && element.kind !== 'constant') {
    const table = universe.items.map((item) => Number(set.has(item)));
    if (table.every((entry) => entry === 1)) return 'true';
    if (table.every((entry) => entry === 0)) return 'false';
    const { js } = indexIn(universe, element, block);
    if (table.filter((entry) => entry === 1).length === 1) return `(${js} === ${table.indexOf(1)})`;
    if (universe.size <= 32) {
      const bits = table.reduce((sum, entry, i) => sum | (entry << i), 0);
      return `((${bits} >>> ${block.name(js)} & 1) !== 0)`;
    }
    return `(${block.program.numbers(table)}[${js}] === 1)`;
  }
  const list = listOf(set);
  if (list !== undefined && (element.kind === 'struct' || element.kind === 'bits')) {
    const items = universeOfItems(list);
    const { js, certain } = indexIn(items, element, block);
    return certain ? 'true' : `(${js} >= 0)`;
  }
  return tabulatedTest(element, site, (at) => {
    at.failing().boxed += 2;
    return at.name(`has(${box(element, at)}, ${at.program.box(set)})`);
  });
}

/** What the shape of the element says already. */
function statically(element: Rep, set: BoxSet): boolean | undefined {
  try {
    if (element.kind === 'constant') return set.has(element.box);
    if (element.kind !== 'bits' || element.shape.bits > 12 || mentionsInterned(element.shape))
      return undefined;
    const words = new Int32Array(1);
    for (let bits = 0; bits < 2 ** element.shape.bits; bits++) {
      words[0] = bits;
      const item = decode(element.shape as Shape, words, 0, 0, () => false);
      if (item !== undefined && !set.has(item)) return undefined;
    }
    return true;
  } catch {
    return undefined;
  }
}

/** Membership that depends on two values. */
function tabulatedPair(element: Rep, set: Rep, site: Site): string {
  return tabulatedTest({ kind: 'listed', items: [element, set] }, site, (at) => inRep(element, set, at));
}

/** Membership in what is known of a set. */
function inRep(element: Rep, set: Rep, block: Block): string {
  if (isMask(set)) {
    const { universe } = set.shape;
    const { js, certain, low, high } = indexIn(universe, element, block);
    if (high < 0) return 'false';
    if (/^\d+$/.test(js)) return `((${set.words[Number(js) >>> 5]} & ${1 << (Number(js) & 31)}) !== 0)`;
    const index = block.name(js);
    const bit = bitOf(set, index, low >>> 5, high >>> 5);
    return certain ? `(${bit} !== 0)` : `(${index} >= 0 && ${bit} !== 0)`;
  }
  if (set.kind === 'listed') return disjunction(set.items.map((item) => equalAny(element, item, block)));
  block.failing().boxed++;
  return block.name(`has(${box(element, block)}, ${box(set, block)})`);
}

/** @param first word in which the bit may lie, and the last one */
function bitOf(set: BitsRep & { shape: MaskShape }, index: string, first: number, last: number): string {
  const { words, memory } = set;
  if (words.length === 1) return `(${words[0]} >>> ${index} & 1)`;
  const choice = words
    .slice(first, last)
    .reduceRight(
      (rest, name, i) => `${index} >>> 5 === ${first + i} ? ${name} : ${rest}`,
      words[last] as string,
    );
  const word =
    first < last && memory !== undefined
      ? `${memory.array}[${memory.index} + (${index} >>> 5)]`
      : `(${choice})`;
  return `(${word} >>> (${index} & 31) & 1)`;
}

function noneOf(set: BitsRep & { shape: MaskShape }, indices: readonly number[]): string {
  const words = set.words.map(() => 0);
  for (const index of indices) words[index >>> 5] = (words[index >>> 5] as number) | (1 << (index & 31));
  return `(${words.flatMap((mask, i) => (mask === 0 ? [] : [`(${set.words[i]} & ${mask}) === 0`])).join(' && ')})`;
}

/** Equality of a member of a set: what is of another kind is just different. */
function equalAny(left: Rep, right: Rep, block: Block): string {
  const a = kindsOf(left);
  const b = kindsOf(right);
  if (a !== undefined && b !== undefined && ![...a].some((kind) => b.has(kind))) return 'false';
  if (a !== undefined && b !== undefined && a.size === 1 && b.size === 1) return equal(left, right, block);
  block.boxed++;
  return block.name(`sameBox(${box(left, block)}, ${box(right, block)})`);
}

// ── connectives on code ──

export function not(test: string): string {
  if (test === 'true') return 'false';
  if (test === 'false') return 'true';
  return /^\w+$/.test(test) ? `!${test}` : `!(${test})`;
}

export function conjunction(tests: readonly string[]): string {
  if (tests.includes('false')) return 'false';
  const open = tests.filter((test) => test !== 'true');
  return open.length === 0 ? 'true' : open.length === 1 ? (open[0] as string) : `(${open.join(' && ')})`;
}

export function disjunction(tests: readonly string[]): string {
  if (tests.includes('true')) return 'true';
  const open = tests.filter((test) => test !== 'false');
  return open.length === 0 ? 'false' : open.length === 1 ? (open[0] as string) : `(${open.join(' || ')})`;
}

/** `first /\ second`, where the second is evaluated only if the first is true. */
export function guarded(first: string, site: Site, second: (inner: Block) => string): string {
  if (first === 'false') return 'false';
  if (first === 'true') return second(site.block);
  const inner = site.block.inner();
  const test = second(inner);
  if (inner.isEmpty) return conjunction([first, test]);
  const result = site.block.program.fresh('b');
  site.block.add(`let ${result} = ${first};`);
  inner.add(`${result} = ${test};`);
  site.block.nest(`if (${result}) {`, inner);
  return result;
}

/** `first \/ second`, where the second is evaluated only if the first is false. */
export function either(first: string, site: Site, second: (at: Site) => string): string {
  if (first === 'true') return 'true';
  if (first === 'false') return second(site);
  const inner = site.block.inner();
  const test = second({ ...site, block: inner });
  if (inner.isEmpty) return disjunction([first, test]);
  const result = site.block.program.fresh('b');
  site.block.add(`let ${result} = ${first};`);
  inner.add(`${result} = ${test};`);
  site.block.nest(`if (!${result}) {`, inner);
  return result;
}

function all(tests: readonly ((at: Site) => string)[], site: Site): string {
  return tests.reduce((sum, test) => guarded(sum, site, (inner) => test({ ...site, block: inner })), 'true');
}
