/** The library's primitives: unboxed where the operands are known, boxed in any case. */

import { isOperator } from '../../semantics/expressions.js';
import { chancePrimitives } from '../../semantics/primitives.js';
import type { Argument, Expression } from '../../semantics/spec.js';
import { Keys } from '../boxes/box.js';
import type { Shape } from '../layout/shape.js';
import { boolOf, box, foldStruct, integerOf } from './boxing.js';
import { member, not } from './membership.js';
import { type Block, Unsupported } from './program.js';
import { boolean, boxed, constant, type IntegerRep, type Rep } from './rep.js';
import { bindingOf, bindRep, type Site } from './scope.js';
import {
  append,
  concatenated,
  head,
  isSequence,
  itemsOf,
  lengthOf,
  type SequenceRep,
  subSequence,
  tail,
} from './sequences.js';
import { cardinality, kept, subset, union } from './sets.js';
import { equal } from './truth.js';
import { applyOperator, failed, value } from './values.js';

export function primitive(operator: string, args: readonly Argument[], site: Site, target?: Shape): Rep {
  const { block } = site;
  const at = (index: number, into?: Shape): Rep => {
    const arg = args[index];
    return arg === undefined || isOperator(arg) ? failed(site) : value(arg, site, into);
  };
  switch (operator) {
    case '=':
      return boolean(equal(at(0), at(1), block));
    case '#':
      return boolean(not(equal(at(0), at(1), block)));
    case '\\in':
      return boolean(member(at(0), args[1] as Expression, site));
    case '\\notin':
      return boolean(not(member(at(0), args[1] as Expression, site)));
    case '\\cup':
      return union(at(0, target), at(1, target), block, target);
    case '\\cap':
    case '\\':
      return kept(operator, at(0), at(1), block);
    case '\\subseteq':
      return boolean(isSubset(at(0), args[1] as Expression, site));
    case 'Cardinality':
      return cardinality(at(0), block);
    case 'DOMAIN':
      return domain(at(0), block);
    case '+':
    case '-':
    case '*':
      return arithmetic(operator, at(0), at(1), block);
    case '-.':
      return negated(at(0), block);
    case '\\div':
    case '%':
      return division(operator, at(0), at(1), block);
    case '<':
    case '<=':
      return boolean(less(operator, at(0), at(1), block));
    case '>':
    case '>=':
      return boolean(less(operator === '>' ? '<' : '<=', ...reversed(at(0), at(1)), block));
    case 'Len': {
      const sequence = at(0);
      if (isSequence(sequence)) return lengthOf(sequence);
      const items = itemsOf(sequence);
      return items === undefined ? call('length', [sequence], block) : constant(items.length);
    }
    case 'Head':
    case 'Tail':
    case 'Append':
    case '\\o':
    case 'SubSeq':
      return sequenceOperator(
        operator,
        args.map((_, index) => at(index)),
        block,
        target,
      );
    case 'SelectSeq':
      return boxed(block.name(`select(${box(at(0), block)}, ${operatorCode(args[1] as Argument, 1, site)})`));
    case 'TLCEval':
      return at(0, target);
    default:
  }
  const name = direct[operator];
  if (name !== undefined)
    return call(
      name,
      args.map((_, index) => at(index)),
      block,
    );
  return general(operator, args, site);
}

/** Primitives with a boxed form of their own. */
const direct: Readonly<Record<string, string>> = {
  SUBSET: 'power',
  UNION: 'unionOf',
  '..': 'interval',
  ':>': 'pair',
  '@@': 'merge',
  IsABag: 'isABag',
};

/** Operators that make nothing new. */
const light: ReadonlySet<string> = new Set(['length', 'head', 'add', 'subtract', 'domain', 'isABag']);

function call(name: string, args: readonly Rep[], block: Block): Rep {
  block.failing().boxed += light.has(name) ? 1 : 2;
  return boxed(block.name(`${name}(${args.map((arg) => box(arg, block)).join(', ')})`));
}

function reversed(left: Rep, right: Rep): [Rep, Rep] {
  return [right, left];
}

/** By the interpreter's meaning. */
function general(operator: string, args: readonly Argument[], site: Site): Rep {
  const { block, emitter } = site;
  if (chancePrimitives.has(operator)) throw new Unsupported('Chance decides what it is.');
  const codes = args.map((arg) =>
    isOperator(arg) ? operatorCode(arg, 2, site) : box(value(arg, site), block),
  );
  block.failing().boxed += 8;
  return boxed(block.name(`primitive(${emitter.program.box(operator)}, [${codes.join(', ')}])`));
}

/** Code of a function that applies an operator argument. */
function operatorCode(arg: Argument, arity: number, site: Site): string {
  const { block } = site;
  const inner = block.inner();
  const names = Array.from({ length: arity }, () => block.program.fresh('x'));
  const binding = bindingOf(arg, site, 2);
  const locals = names.map((name, index) => ({
    local: { name, id: -1 - index, arity: 0, span: arg.span },
    rep: boxed(name),
  }));
  const scope = locals.reduce((chain, { local, rep }) => bindRep(local, rep, chain), site.scope);
  const items = locals.map(({ local }): Expression => ({ kind: 'local', local, span: local.span, level: 0 }));
  const result = applyOperator(binding, items, { ...site, scope, block: inner });
  inner.add(`return ${box(result, inner)};`);
  const function_ = block.program.fresh('g');
  block.nest(`const ${function_} = (${names.join(', ')}) => {`, inner, '};');
  block.failing().boxed += 4;
  return function_;
}

// ── integers ──

const { MIN_SAFE_INTEGER, MAX_SAFE_INTEGER } = Number;

function bounded(js: string, low: number, high: number): IntegerRep | undefined {
  return low >= MIN_SAFE_INTEGER && high <= MAX_SAFE_INTEGER ? { kind: 'integer', js, low, high } : undefined;
}

function arithmetic(operator: '+' | '-' | '*', left: Rep, right: Rep, block: Block): Rep {
  const a = integerOf(left);
  const b = integerOf(right);
  if (a.kind === 'integer' && b.kind === 'integer') {
    const js = `(${a.js} ${operator} ${b.js})`;
    const corners =
      operator === '+'
        ? [a.low + b.low, a.high + b.high]
        : operator === '-'
          ? [a.low - b.high, a.high - b.low]
          : [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
    // + 0 makes −0 zero.
    const code = operator === '*' ? `(${js} + 0)` : js;
    const known = bounded(code, Math.min(...corners), Math.max(...corners));
    if (known !== undefined) return known;
  }
  return call(operator === '+' ? 'add' : operator === '-' ? 'subtract' : 'multiply', [left, right], block);
}

function negated(of: Rep, block: Block): Rep {
  const a = integerOf(of);
  if (a.kind === 'integer') return { kind: 'integer', js: `(0 - ${a.js})`, low: -a.high, high: -a.low };
  return call('negate', [of], block);
}

function division(operator: '\\div' | '%', left: Rep, right: Rep, block: Block): Rep {
  const a = integerOf(left);
  const b = integerOf(right);
  if (a.kind === 'integer' && b.kind === 'integer' && a.low >= 0 && b.low > 0) {
    if (operator === '%')
      return { kind: 'integer', js: `(${a.js} % ${b.js})`, low: 0, high: Math.min(a.high, b.high - 1) };
    return {
      kind: 'integer',
      js: `floor(${a.js} / ${b.js})`,
      low: Math.floor(a.low / b.high),
      high: Math.floor(a.high / b.low),
    };
  }
  return call(operator === '%' ? 'modulo' : 'divide', [left, right], block);
}

/** Code of `left < right`, or `left <= right`. */
export function less(operator: '<' | '<=', left: Rep, right: Rep, block: Block): string {
  const a = integerOf(left);
  const b = integerOf(right);
  if (a.kind === 'integer' && b.kind === 'integer') {
    if (operator === '<' ? a.high < b.low : a.high <= b.low) return 'true';
    if (operator === '<' ? a.low >= b.high : a.low > b.high) return 'false';
    return `(${a.js} ${operator} ${b.js})`;
  }
  block.failing().boxed++;
  const [x, y] = [box(left, block), box(right, block)];
  return block.name(operator === '<' ? `less(${x}, ${y})` : `!less(${y}, ${x})`);
}

// ── functions and sequences ──

function domain(of: Rep, block: Block): Rep {
  if (of.kind === 'struct') return constant(of.keys.set);
  if (of.kind === 'bits' && of.shape.kind === 'function') return constant(of.shape.keys.set);
  if (of.kind === 'lazy') {
    block.boxed++;
    return boxed(block.name(`${of.js}.domainSet()`));
  }
  return call('domain', [of], block);
}

type SequenceOperator = 'Head' | 'Tail' | 'Append' | '\\o' | 'SubSeq';

/** Those of boxed sequences. */
const boxedSequences = {
  Head: 'head',
  Tail: 'tail',
  Append: 'append',
  '\\o': 'concatenate',
  SubSeq: 'subSequence',
} as const;

function sequenceOperator(
  operator: SequenceOperator,
  args: readonly Rep[],
  block: Block,
  target: Shape | undefined,
): Rep {
  const known = isSequence(args[0] as Rep)
    ? packedSequence(operator, args as readonly [SequenceRep, ...Rep[]], block, target)
    : writtenSequence(operator, args, block, target);
  return known ?? call(boxedSequences[operator], args, block);
}

function packedSequence(
  operator: SequenceOperator,
  [sequence, second, third]: readonly [SequenceRep, ...Rep[]],
  block: Block,
  target: Shape | undefined,
): Rep | undefined {
  if (operator === 'Head') return head(sequence, block);
  if (operator === 'Tail') return tail(sequence, block);
  if (second === undefined) return undefined;
  if (operator === 'Append') return append(sequence, second, target, block);
  if (operator === '\\o') return concatenated(sequence, second, target, block);
  return third && subSequence(sequence, second, third, block);
}

/** Of a sequence whose length is known. */
function writtenSequence(
  operator: SequenceOperator,
  [sequence, second]: readonly Rep[],
  block: Block,
  target: Shape | undefined,
): Rep | undefined {
  const items = sequence && itemsOf(sequence);
  if (sequence === undefined || items === undefined) return undefined;
  if (operator === 'Head') return items[0];
  if (operator === 'Append' && second !== undefined) return tuple([...items, second]);
  if (operator === 'Tail' && items.length > 0) return tuple(items.slice(1));
  return operator === '\\o' && second !== undefined
    ? concatenated(sequence, second, target, block)
    : undefined;
}

function tuple(items: readonly Rep[]): Rep {
  const rep = { kind: 'struct', keys: Keys.sequence(items.length), items } as const;
  const known = foldStruct(rep);
  return known === undefined ? rep : constant(known);
}

function isSubset(left: Rep, right: Expression, site: Site): string {
  if (left.kind === 'bits' && left.shape.kind === 'mask') {
    // As for membership in SUBSET: what the shape says already need not be tested.
    const set: Expression = {
      kind: 'primitive',
      operator: 'SUBSET',
      args: [right],
      span: right.span,
      level: right.level,
    };
    return member(left, set, site);
  }
  const rep = subset(left, value(right, site), site.block);
  const test = boolOf(rep);
  return test.kind === 'bool' ? test.js : box(test, site.block);
}
