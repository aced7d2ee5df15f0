/** Values and behaviours as plain JavaScript: what a program compares its own data with. */

import type { Trace } from '../checker/verdict.js';
import { printValue } from './values/print.js';
import { ModelValue, SetValue, type Value } from './values/value.js';

/** What `JSON.stringify` writes, but for bigints. */
export type Plain = boolean | number | bigint | string | readonly Plain[] | { readonly [key: string]: Plain };

/**
 * Numbers (bigints beyond 2^53), strings and booleans as they are; a model value as its name; a tuple or sequence as an array, and so a set, its
 * members in TLA+'s order; a record as an object, and so every other function, by its arguments as text. A function without arguments is
 * the empty sequence.
 *
 * @example
 * toPlain(FunctionValue.record([['acc', ModelValue.of('a1')], ['bals', FiniteSet.of([2, 1])]])); // { acc: 'a1', bals: [1, 2] }
 * @throws EnumerationError for an infinite set, or a function on one
 */
export function toPlain(value: Value): Plain {
  if (typeof value !== 'object') return value;
  if (value instanceof ModelValue) return value.name;
  if (value instanceof SetValue) return value.elements().map(toPlain);
  const items = value.items();
  if (items !== undefined) return items.map(toPlain);
  return Object.fromEntries(
    value.domain
      .elements()
      .map((key) => [typeof key === 'string' ? key : printValue(key), toPlain(value.get(key) ?? '')]),
  );
}

/** A state of a behaviour, and the step that led there. */
export interface PlainState {
  /** Absent in the first state. */
  readonly action?: { readonly name: string; readonly arguments: readonly Plain[] };
  /** By the names of the variables. */
  readonly values: { readonly [variable: string]: Plain };
}

/**
 * The states of a behaviour.
 *
 * @example
 * for (const { action, values } of plainStates(trace)) console.log(action?.name, values.msgs);
 * @throws EnumerationError as {@link toPlain}
 */
export function plainStates({ variables, states }: Trace): PlainState[] {
  return states.map(({ action, values }) => ({
    ...(action && { action: { name: action.name, arguments: action.arguments.map(toPlain) } }),
    values: Object.fromEntries(
      variables.flatMap((name, index) => {
        const value = values[index];
        return value === undefined ? [] : [[name, toPlain(value)]];
      }),
    ),
  }));
}
