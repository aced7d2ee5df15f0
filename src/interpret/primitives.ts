/** The meaning of the library's primitives on values. */

import { compareValues } from '../values/compare.js';
import { difference, intersection, union } from '../values/open-sets.js';
import { printShort, printValue } from '../values/print.js';
import {
  booleans,
  Interval,
  integers,
  isSubset,
  naturals,
  PowerSet,
  SequenceSpace,
  strings,
} from '../values/symbolic.js';
import { FiniteSet, FunctionValue, integer, type SetValue, type Value } from '../values/value.js';
import { extensions, registers } from './extensions.js';
import { article, fault } from './fault.js';
import {
  equal,
  expectSet,
  functionArg,
  integerArg,
  type Meaning,
  type PrimitiveCall,
  sequenceArg,
  setArg,
  smallArg,
} from './operands.js';

function arithmetic(operate: (left: bigint, right: bigint, call: PrimitiveCall) => bigint): Meaning {
  return (call) => integer(operate(integerArg(call, 0), integerArg(call, 1), call));
}

function comparison(compare: (left: bigint, right: bigint) => boolean): Meaning {
  return (call) => compare(integerArg(call, 0), integerArg(call, 1));
}

function floorDivide(left: bigint, right: bigint): bigint {
  const quotient = left / right;
  return left % right !== 0n && left < 0n !== right < 0n ? quotient - 1n : quotient;
}

/** Numbers of more bits than this are a mistake, and would take all memory. */
const largestBits = 1_000_000n;

function expectBoolean(value: Value, call: PrimitiveCall): boolean {
  if (typeof value === 'boolean') return value;
  return fault(
    'not-a-boolean',
    `\`${call.operator}\` needs a condition that is TRUE or FALSE, and \`${printShort(value)}\` is ${article(value)}.`,
    call.span,
  );
}

function positive(right: bigint, call: PrimitiveCall): void {
  if (right === 0n) fault('division-by-zero', `\`${call.operator}\` by zero.`, call.span);
  if (right < 0n)
    fault('negative-divisor', `\`${call.operator}\` needs a positive divisor, and got ${right}.`, call.span);
}

const meanings: Readonly<Record<string, Meaning>> = {
  '=': (call) => equal(call.value(0), call.value(1), call.span),
  '#': (call) => !equal(call.value(0), call.value(1), call.span),
  '\\in': (call) => setArg(call, 1).has(call.value(0)),
  '\\notin': (call) => !setArg(call, 1).has(call.value(0)),
  '\\subseteq': (call) => isSubset(setArg(call, 0), setArg(call, 1)),
  '\\cup': (call) => union(setArg(call, 0), setArg(call, 1)),
  '\\cap': (call) => intersection(setArg(call, 0), setArg(call, 1)),
  '\\': (call) => difference(setArg(call, 0), setArg(call, 1)),
  SUBSET: (call) => new PowerSet(setArg(call, 0)),
  UNION: (call) =>
    setArg(call, 0)
      .elements()
      .reduce<SetValue>((all, set) => union(all, expectSet(set, call.span, 'UNION')), FiniteSet.empty),
  DOMAIN: (call) => {
    const value = call.value(0);
    if (value instanceof FunctionValue) return value.domain;
    return fault(
      'not-a-function',
      `\`DOMAIN\` needs a function, and \`${printShort(value)}\` is ${article(value)}.`,
      call.span,
    );
  },
  BOOLEAN: () => booleans,
  STRING: () => strings,
  Nat: () => naturals,
  Int: () => integers,
  '+': arithmetic((a, b) => a + b),
  '-': arithmetic((a, b) => a - b),
  '*': arithmetic((a, b) => a * b),
  '-.': (call) => integer(-integerArg(call, 0)),
  '\\div': arithmetic((a, b, call) => {
    if (b === 0n) fault('division-by-zero', '`\\div` by zero.', call.span);
    return floorDivide(a, b);
  }),
  '%': arithmetic((a, b, call) => {
    positive(b, call);
    return a - b * floorDivide(a, b);
  }),
  '^': arithmetic((a, b, call) => {
    if (b < 0n)
      fault('negative-exponent', `\`^\` needs an exponent of zero or more, and got ${b}.`, call.span);
    if (a === 0n && b === 0n) fault('zero-to-zero', '`0^0` has no meaning.', call.span);
    if ((a > 1n || a < -1n) && b * BigInt(a.toString(2).length) > largestBits)
      fault('too-large', `\`${printShort(integer(a))}^${b}\` is too large.`, call.span);
    return a ** b;
  }),
  '<': comparison((a, b) => a < b),
  '>': comparison((a, b) => a > b),
  '<=': comparison((a, b) => a <= b),
  '>=': comparison((a, b) => a >= b),
  '..': (call) => new Interval(integer(integerArg(call, 0)), integer(integerArg(call, 1))),

  Seq: (call) => new SequenceSpace(setArg(call, 0)),
  // TLC has strings be sequences where it is asked for their length and their parts.
  Len: (call) => {
    const value = call.value(0);
    return typeof value === 'string' ? value.length : sequenceArg(call, 0).length;
  },
  Head: (call) =>
    sequenceArg(call, 0)[0] ?? fault('empty-sequence', '`Head` of the empty sequence.', call.span),
  Tail: (call) => {
    const items = sequenceArg(call, 0);
    if (items.length === 0) fault('empty-sequence', '`Tail` of the empty sequence.', call.span);
    return FunctionValue.sequence(items.slice(1));
  },
  Append: (call) => FunctionValue.sequence([...sequenceArg(call, 0), call.value(1)]),
  '\\o': (call) => {
    const left = call.value(0);
    const right = call.value(1);
    if (typeof left === 'string' && typeof right === 'string') return left + right;
    return FunctionValue.sequence([...sequenceArg(call, 0), ...sequenceArg(call, 1)]);
  },
  SubSeq: (call) => {
    const text = call.value(0);
    const items = typeof text === 'string' ? [...text] : sequenceArg(call, 0);
    const from = smallArg(call, 1);
    const to = smallArg(call, 2);
    if (from <= to && (from < 1 || to > items.length)) {
      fault('domain', `\`SubSeq\` from ${from} to ${to} of a sequence of length ${items.length}.`, call.span);
    }
    const part = from > to ? [] : items.slice(from - 1, to);
    return typeof text === 'string' ? part.join('') : FunctionValue.sequence(part);
  },
  SelectSeq: (call) => {
    const test = call.apply(1);
    return FunctionValue.sequence(sequenceArg(call, 0).filter((item) => expectBoolean(test(item), call)));
  },

  Cardinality: (call) => {
    const { cardinality, description } = setArg(call, 0);
    return (
      cardinality ?? fault('infinite', `\`${description}\` is infinite: it has no cardinality.`, call.span)
    );
  },
  IsFiniteSet: (call) => setArg(call, 0).isFinite,
  IsABag: (call) => {
    const value = call.value(0);
    return value instanceof FunctionValue && value.map.every((count) => naturals.has(count) && count !== 0);
  },

  ':>': (call) => new FunctionValue(FunctionValue.sequence([]).map.set(call.value(0), call.value(1))),
  '@@': (call) => {
    const left = functionArg(call, 0);
    return new FunctionValue(functionArg(call, 1).map.merge(left.map));
  },
  Print: (call) => {
    call.print(printValue(call.value(0)));
    return call.value(1);
  },
  PrintT: (call) => {
    call.print(printValue(call.value(0)));
    return true;
  },
  Assert: (call) =>
    expectBoolean(call.value(0), call) ||
    fault('assert', `Assertion failed: ${printShort(call.value(1))}`, call.span),
  Permutations: (call) => FiniteSet.of(permutations(setArg(call, 0).elements())),
  SortSeq: (call) => {
    const before = call.apply(1);
    // Insertion keeps equal items in order, and asks nothing of an operator that is no total order.
    const sorted: Value[] = [];
    for (const item of sequenceArg(call, 0)) {
      let at = sorted.length;
      for (
        let other = sorted[at - 1];
        other !== undefined && expectBoolean(before(item, other), call);
        other = sorted[at - 1]
      )
        at--;
      sorted.splice(at, 0, item);
    }
    return FunctionValue.sequence(sorted);
  },
  ToString: (call) => printValue(call.value(0)),
  TLCEval: (call) => call.value(0),
  ...registers,
  ...extensions,
};

function permutations(items: readonly Value[]): FunctionValue[] {
  const results: FunctionValue[] = [];
  const sorted = [...items].sort(compareValues);
  const place = (left: readonly Value[], map: FunctionValue['map']): void => {
    const key = sorted[map.size];
    if (key === undefined) results.push(new FunctionValue(map));
    else
      for (const item of left)
        place(
          left.filter((other) => other !== item),
          map.set(key, item),
        );
  };
  place(sorted, FunctionValue.sequence([]).map);
  return results;
}

/** @throws EvaluationFault */
export function applyPrimitive(call: PrimitiveCall): Value {
  const meaning = meanings[call.operator];
  if (meaning === undefined)
    return fault('unsupported', `\`${call.operator}\` cannot be evaluated.`, call.span);
  return meaning(call);
}
