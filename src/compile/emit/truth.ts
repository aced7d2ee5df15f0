/** Code of conditions: connectives, quantifiers, equality. */

import type { Bound, Expression } from '../../semantics/spec.js';
import { BoxSet, ListSet, sameBox } from '../boxes/box.js';
import type { FunctionShape } from '../layout/shape.js';
import { boolOf, box, indexIn, integerOf, structOf } from './boxing.js';
import { overBounds, type Source } from './iterate.js';
import { sourcesOf, streamOf } from './look.js';
import { conjunction, disjunction, either, guarded, not } from './membership.js';
import type { Block } from './program.js';
import { type BitsRep, boolean, comparable, constant, listOf, type Rep } from './rep.js';
import type { Site } from './scope.js';
import { isSequence, sameSequence } from './sequences.js';
import { isEmpty, isMask } from './sets.js';
import { narrowed } from './static.js';
import { fits, store } from './store.js';
import { tabulated } from './tabulate.js';
import { nextFrame, value } from './values.js';

/** Constant sets of at most so many members: each gets code of its own. */
const unrolled = 16;

/** Code that is true or false; what is neither fails. */
export function truth(node: Expression, site: Site): string {
  const folded = site.emitter.folder.box(node, site.scope);
  if (typeof folded === 'boolean') return String(folded);
  switch (node.kind) {
    case 'labelled':
      return truth(node.expression, site);
    case 'and':
      return node.items.reduce(
        (sum, item) => guarded(sum, site, (block) => truth(item, { ...site, block })),
        'true',
      );
    case 'or':
      return node.items.reduce((sum, item) => either(sum, site, (at) => truth(item, at)), 'false');
    case 'implies': {
      const [left, right] = node.items as readonly [Expression, Expression];
      return either(not(truth(left, site)), site, (at) => truth(right, at));
    }
    case 'equivalent': {
      const [left, right] = (node.items as readonly [Expression, Expression]).map((item) =>
        truth(item, site),
      );
      return left === 'true'
        ? (right as string)
        : right === 'true'
          ? (left as string)
          : `(${left} === ${right})`;
    }
    case 'not':
      return not(truth(node.operand, site));
    case 'forall':
    case 'exists': {
      const cached = tabulated(node, site, (at) => boolean(quantified(node, at)));
      return cached === undefined ? quantified(node, site) : conditionOf(cached, site);
    }
    case 'unchanged':
      return unchanged(node.operand, site);
    case 'box-action':
      return either(truth(node.action, site), site, (at) => unchanged(node.subscript, at));
    case 'angle-action':
      return guarded(truth(node.action, site), site, (block) =>
        not(unchanged(node.subscript, { ...site, block })),
      );
    default:
  }
  return conditionOf(value(node, site), site);
}

function conditionOf(held: Rep, site: Site): string {
  const rep = boolOf(held);
  if (rep.kind === 'bool') return rep.js;
  if (rep.kind === 'constant' && typeof rep.box === 'boolean') return String(rep.box);
  site.block.failing();
  return site.block.name(`truth(${box(rep, site.block)})`);
}

function quantified(node: Expression & { kind: 'forall' | 'exists' }, site: Site): string {
  const { block } = site;
  const wanted = node.kind === 'exists';
  const [bound] = node.bounds;
  if (bound !== undefined && node.bounds.length === 1) {
    const known = quantifiedMask(node, bound, site);
    if (known !== undefined) return known;
  }
  const sources = sourcesOf(node.bounds, site);
  if (sources.some((source) => source.kind === 'constant' && source.items.length === 0))
    return String(!wanted);
  const outer = block.inner();
  const label = block.program.fresh('l');
  const result = block.program.fresh('b');
  const tests: string[] = [];
  let simple = true;
  const size = node.bounds.length * site.emitter.sizeOfExpression(node.body);
  overBounds(
    node.bounds,
    sources,
    { ...site, block: outer },
    (at) => {
      const test = truth(node.body, at);
      tests.push(test);
      simple &&= at.block.isEmpty;
      if (test === String(!wanted)) return;
      at.block.add(
        test === String(wanted)
          ? `${result} = ${wanted};\nbreak ${label};`
          : `if (${wanted ? test : not(test)}) {\n${result} = ${wanted};\nbreak ${label};\n}`,
      );
    },
    site.emitter.copies(size <= 60 ? unrolled : size <= 400 ? 4 : 0),
  );
  const constants = sources.every((source) => source.kind === 'constant' || source.kind === 'single');
  if (constants && simple && tests.length === combinations(sources))
    return wanted ? disjunction(tests) : conjunction(tests);
  block.add(`let ${result} = ${!wanted};`);
  block.nest(`${label}: {`, outer);
  return result;
}

/** A quantifier over a bit mask, which what is known of the members beforehand narrows. */
function quantifiedMask(
  node: Expression & { kind: 'forall' | 'exists' },
  bound: Bound,
  site: Site,
): string | undefined {
  const { block } = site;
  const wanted = node.kind === 'exists';
  const trial = block.inner();
  const source = streamOf(bound.set, { ...site, block: trial });
  if (source.kind !== 'mask') return undefined;
  block.splice(trial);
  // `\A m : A => B` is that no m satisfies A and not B.
  const [left, right] = node.body.kind === 'implies' ? node.body.items : [];
  const conditions = wanted
    ? [node.body]
    : left !== undefined && right !== undefined
      ? [left, negated(right)]
      : [negated(node.body)];
  const { source: narrow, rest } = narrowed(bound, source, conditions, site);
  if (narrow.kind !== 'mask') return undefined;
  if (rest.length === 0) return wanted ? not(isEmpty(narrow.rep)) : isEmpty(narrow.rep);
  const outer = block.inner();
  const label = block.program.fresh('l');
  const result = block.program.fresh('b');
  const size = rest.reduce((sum, item) => sum + site.emitter.sizeOfExpression(item), 0);
  overBounds(
    [bound],
    [narrow],
    { ...site, block: outer },
    (at) => {
      const test = rest.reduce(
        (sum, item) => guarded(sum, at, (inner) => truth(item, { ...at, block: inner })),
        'true',
      );
      if (test === 'false') return;
      at.block.add(
        test === 'true'
          ? `${result} = ${wanted};\nbreak ${label};`
          : `if (${test}) {\n${result} = ${wanted};\nbreak ${label};\n}`,
      );
    },
    site.emitter.copies(size <= 60 ? unrolled : size <= 400 ? 4 : 0),
  );
  block.add(`let ${result} = ${!wanted};`);
  block.nest(`${label}: {`, outer);
  return result;
}

function negated(operand: Expression): Expression {
  if (operand.kind === 'not') return operand.operand;
  const known = negations.get(operand) ?? { kind: 'not', operand, span: operand.span, level: operand.level };
  negations.set(operand, known);
  return known;
}

/** One negation of an expression, so that what is known of it is found again. */
const negations = new WeakMap<Expression, Expression>();

/** How many pieces of code unrolled sources give. */
function combinations(sources: readonly Source[]): number {
  return sources.reduce(
    (product, source) => product * (source.kind === 'constant' ? source.items.length : 1),
    1,
  );
}

/** `e' = e` */
export function unchanged(node: Expression, site: Site): string {
  const before = value(node, site);
  const after = value(node, { ...site, frame: nextFrame(site.frame) });
  return before === after ? 'true' : same(before, after, site.block);
}

/** Equality that no kinds can make fail. */
export function same(left: Rep, right: Rep, block: Block): string {
  if (left.kind === 'constant' && right.kind === 'constant') return String(sameBox(left.box, right.box));
  const ids =
    left.kind === 'interned' || right.kind === 'interned'
      ? [numberOf(left, block), numberOf(right, block)]
      : [];
  if (ids[0] !== undefined && ids[1] !== undefined) return `(${ids[0]} === ${ids[1]})`;
  if (comparable(left, right)) return equal(left, right, block);
  block.boxed++;
  return block.name(`sameBox(${box(left, block)}, ${box(right, block)})`);
}

/** `left = right` */
export function equal(first: Rep, second: Rep, block: Block): string {
  const left = boolOf(integerOf(first));
  const right = boolOf(integerOf(second));
  if (left === right && left.kind !== 'box' && left.kind !== 'lazy') return 'true';
  if (left.kind === 'integer' && right.kind === 'integer') {
    if (left.low > right.high || right.low > left.high) return 'false';
    if (left.low === left.high && right.low === right.high) return 'true';
    return `(${left.js} === ${right.js})`;
  }
  if (comparable(left, right)) {
    const known = equalComparable(left, right, block) ?? equalComparable(right, left, block);
    if (known !== undefined) return known;
  }
  const ids = [numberOf(left, block), numberOf(right, block)];
  if (ids[0] !== undefined && ids[1] !== undefined) {
    block.failing();
    return block.name(`equalIds(${ids.join(', ')})`);
  }
  block.failing().boxed++;
  return block.name(`equal(${box(left, block)}, ${box(right, block)})`);
}

/** Code of its number in the table of values, where that is at hand. */
function numberOf(rep: Rep, block: Block): string | undefined {
  if (rep.kind === 'interned') return rep.js;
  if (rep.kind !== 'constant' || (rep.box instanceof BoxSet && listOf(rep.box) === undefined))
    return undefined;
  return block.program.number(rep.box);
}

/** Of values that can be compared. */
function equalComparable(left: Rep, right: Rep, block: Block): string | undefined {
  if (left.kind === 'bool') {
    if (right.kind === 'bool') return `(${left.js} === ${right.js})`;
    if (right.kind === 'constant' && typeof right.box === 'boolean')
      return right.box ? left.js : not(left.js);
    return undefined;
  }
  if (left.kind === 'enum') {
    const { js } = indexIn(left.universe, right, block);
    if (js === '-1') return 'false';
    return `(${left.js} === ${js})`;
  }
  if (isMask(left)) {
    if (right.kind === 'constant' && right.box instanceof ListSet && right.box.items.length === 0)
      return isEmpty(left);
    if (right.kind === 'listed' && right.items.length === 0) return isEmpty(left);
    if (right.kind === 'constant' && !fits(left.shape, right))
      return right.box instanceof ListSet ? 'false' : undefined;
    if (!fits(left.shape, right)) return undefined;
    return sameWords(left.words, store(left.shape, right, block));
  }
  if (isSequence(left)) return sameSequence(left, right, block);
  if (left.kind === 'bits' && left.shape.kind === 'function') {
    const packed = left as BitsRep & { shape: FunctionShape };
    if (right.kind === 'bits' && right.shape === left.shape) return sameWords(left.words, right.words);
    if (
      right.kind === 'constant' ||
      right.kind === 'struct' ||
      (right.kind === 'bits' && !isSequence(right))
    ) {
      if (fits(left.shape, right)) return sameWords(left.words, store(left.shape, right, block));
      const parts = partsOf(right);
      if (parts === undefined) return 'false';
      if (parts.keys !== packed.shape.keys) return 'false';
      return sameParts(structOf(packed).items, parts.items, block);
    }
    return undefined;
  }
  if (left.kind === 'struct') {
    const parts = partsOf(right);
    if (parts === undefined) return right.kind === 'constant' ? 'false' : undefined;
    return parts.keys === left.keys ? sameParts(left.items, parts.items, block) : 'false';
  }
  return undefined;
}

function sameWords(left: readonly string[], right: readonly string[]): string {
  return conjunction(
    left.map((word, i) => (word === right[i] ? 'true' : `((${word} | 0) === (${right[i]} | 0))`)),
  );
}

function partsOf(rep: Rep): { keys: FunctionShape['keys']; items: readonly Rep[] } | undefined {
  if (rep.kind === 'struct') return rep;
  if (rep.kind === 'bits' && rep.shape.kind === 'function')
    return structOf(rep as BitsRep & { shape: FunctionShape });
  if (rep.kind === 'constant' && typeof rep.box === 'object' && 'keys' in rep.box)
    return { keys: rep.box.keys, items: rep.box.values.map(constant) };
  return undefined;
}

/** Parts of functions, of whatever kinds. */
function sameParts(left: readonly Rep[], right: readonly Rep[], block: Block): string {
  return conjunction(left.map((item, i) => same(item, right[i] as Rep, block)));
}
