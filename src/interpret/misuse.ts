/** Keys, fields and signs that a value does not have, and what was probably meant. */

import { nearest } from '../semantics/nearest.js';
import { methods } from '../syntax/foreign-words.js';
import type { Span } from '../syntax/source.js';
import { printShort } from '../values/print.js';
import { FunctionValue, ModelValue, SetValue, type Value } from '../values/value.js';
import { article, fault } from './fault.js';

/** What does to sets and sequences what other languages write with the signs of arithmetic. */
export function meantBy(operator: string, value: Value): string {
  const operators = value instanceof SetValue ? ofSets : isSequence(value) ? ofSequences : undefined;
  const meant = operators?.get(operator);
  return meant === undefined ? '' : ` ${meant}`;
}

const ofSets = new Map([
  ['+', 'The union of sets is `S \\union T`.'],
  ['-', 'The members of T are taken out of S by `S \\ T`.'],
  ['*', 'The product of sets is `S \\X T`.'],
  ['<', 'A subset is `S \\subseteq T`.'],
  ['<=', 'A subset is `S \\subseteq T`.'],
]);
const ofSequences = new Map([['+', 'Sequences are joined by `s \\o t`.']]);

function isSequence(value: Value): value is FunctionValue {
  return value instanceof FunctionValue && value.items() !== undefined;
}

/** A key that a function does not have. */
export function outsideDomain(key: Value, function_: FunctionValue, span: Span): never {
  const before = (typeof key === 'number' || typeof key === 'bigint') && key < 1;
  const hint =
    before && isSequence(function_)
      ? ' The first element of a sequence is at 1.'
      : likeModelValue(key, function_);
  return fault(
    'domain',
    `\`${printShort(key)}\` is outside the function's domain, which is \`${printShort(function_.domain)}\`.${hint}`,
    span,
  );
}

/** A string is no model value, though one of them has its letters. */
function likeModelValue(key: Value, { domain }: FunctionValue): string {
  if (typeof key !== 'string' || !domain.enumerable) return '';
  const like = domain.elements().some((other) => other instanceof ModelValue && other.name === key);
  return like ? ` \`"${key}"\` is a string, and \`${key}\` a model value.` : '';
}

/** A field that a value does not have. */
export function withoutField(value: Value, field: string, span: Span): never {
  const method = value instanceof SetValue || isSequence(value) ? methods.get(field) : undefined;
  const instead = method === undefined ? '' : ` ${method}`;
  if (!(value instanceof FunctionValue)) {
    const message = `\`.${field}\` needs a record, and \`${printShort(value)}\` is ${article(value)}.${instead}`;
    return fault('not-a-record', message, span);
  }
  const keys = value.domain.elements();
  const names = keys.filter((key): key is string => typeof key === 'string');
  const meant = nearest(field, names);
  const key = keys.some((other) => other instanceof ModelValue && other.name === field);
  const hint =
    meant !== undefined
      ? ` Did you mean \`${meant}\`?`
      : key
        ? ` The value at \`${field}\` is asked for by \`[${field}]\`.`
        : instead;
  return fault('no-field', `\`${printShort(value)}\` has no field \`${field}\`.${hint}`, span);
}
