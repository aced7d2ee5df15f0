/** The arguments of a primitive, each of the kind that it needs. */

import type { Span } from '../syntax/source.js';
import { printShort } from '../values/print.js';
import {
  FunctionValue,
  integer,
  kindOf,
  ModelValue,
  SetValue,
  sameValue,
  type Value,
} from '../values/value.js';
import { article, fault } from './fault.js';
import { meantBy } from './misuse.js';
import type { Run } from './run.js';

/** An operator argument, ready to be applied. */
export type Operator = (...args: readonly Value[]) => Value;

/** Reads the i-th argument. */
export interface PrimitiveCall {
  readonly operator: string;
  readonly span: Span;
  value(index: number): Value;
  apply(index: number): Operator;
  /** How many arguments there are: some primitives take more than a specification writes. */
  readonly count: number;
  /** Hears what Print and PrintT print. */
  print(text: string): void;
  readonly run: Run;
}

export type Meaning = (call: PrimitiveCall) => Value;

export function setArg(call: PrimitiveCall, index: number): SetValue {
  return expectSet(call.value(index), call.span, call.operator);
}

/** @param operator that needs the set, where it is one */
export function expectSet(value: Value, span: Span, operator?: string): SetValue {
  if (value instanceof SetValue) return value;
  const wanted = operator === undefined ? 'A set was expected here' : `\`${operator}\` needs a set`;
  return fault('not-a-set', `${wanted}, and \`${printShort(value)}\` is ${article(value)}.`, span);
}

export function integerArg(call: PrimitiveCall, index: number): bigint {
  const value = call.value(index);
  if (typeof value === 'number' || typeof value === 'bigint') return BigInt(value);
  const meant = meantBy(call.operator, value);
  return fault(
    'not-an-integer',
    `\`${call.operator}\` needs an integer, and \`${printShort(value)}\` is ${article(value)}.${meant}`,
    call.span,
  );
}

export function smallArg(call: PrimitiveCall, index: number): number {
  const value = integerArg(call, index);
  const small = integer(value);
  return typeof small === 'number'
    ? small
    : fault('too-large', `\`${value}\` is too large for \`${call.operator}\`.`, call.span);
}

export function sequenceArg(call: PrimitiveCall, index: number): readonly Value[] {
  const value = call.value(index);
  const items = value instanceof FunctionValue ? value.items() : undefined;
  return (
    items ??
    fault(
      'not-a-sequence',
      `\`${call.operator}\` needs a sequence, and \`${printShort(value)}\` is ${value instanceof FunctionValue ? 'a function on other keys' : article(value)}.${call.operator === 'Append' ? ' It is `Append(s, e)`.' : ''}`,
      call.span,
    )
  );
}

/** Equality as TLA+'s checkers have it: values of unlike kinds cannot be compared, but for model values. */
export function equal(left: Value, right: Value, span: Span): boolean {
  if (left === right) return true;
  if (left instanceof ModelValue || right instanceof ModelValue) {
    expectOneType(left, right, span);
    return false;
  }
  if (kindOf(left) !== kindOf(right)) {
    fault(
      'unlike-kinds',
      `\`${printShort(left)}\` is ${article(left)} and \`${printShort(right)}\` is ${article(right)}: they cannot be compared.`,
      span,
    );
  }
  return sameValue(left, right);
}

/** A model value with a type can only be compared with those of its type and those of none. */
function expectOneType(left: Value, right: Value, span: Span): void {
  const typed = left instanceof ModelValue && left.type !== undefined ? left : right;
  const other = typed === left ? right : left;
  if (!(typed instanceof ModelValue) || typed.type === undefined) return;
  if (!(other instanceof ModelValue)) {
    fault(
      'unlike-kinds',
      `\`${typed.name}\` is a model value of the type ${typed.type} and \`${printShort(other)}\` is ${article(other)}: they cannot be compared.`,
      span,
    );
  }
  if (other.type !== undefined && other.type !== typed.type) {
    fault(
      'unlike-kinds',
      `\`${typed.name}\` is a model value of the type ${typed.type} and \`${other.name}\` of the type ${other.type}: they cannot be compared.`,
      span,
    );
  }
}

export function functionArg(call: PrimitiveCall, index: number): FunctionValue {
  const value = call.value(index);
  if (value instanceof FunctionValue) return value;
  return fault(
    'not-a-function',
    `\`${call.operator}\` needs a function, and \`${printShort(value)}\` is ${article(value)}.`,
    call.span,
  );
}
