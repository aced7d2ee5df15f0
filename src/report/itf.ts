/** A behaviour in the Informal Trace Format (Apalache ADR 015), which other tools of the field read. */

import type { Trace } from '../../checker/verdict.js';
import { type FunctionValue, ModelValue, SetValue, type Value } from '../values/value.js';

export interface ItfSubject {
  /** The spec, for the description. */
  readonly spec: string;
  /** What the behaviour shows, as in `Invariant Agreement is violated.` */
  readonly message: string;
}

/**
 * Functions on 1..n become lists, those on names records, others maps. A model value becomes a string of its name: the format
 * has no values without structure.
 */
export function itfReport({ spec, message }: ItfSubject, { variables, states, loop }: Trace) {
  return {
    '#meta': {
      format: 'ITF',
      'format-description': 'https://apalache-mc.org/docs/adr/015adr-trace.html',
      description: message,
      source: spec,
    },
    vars: variables,
    states: states.map(({ action, values }, index) => ({
      '#meta': { index, ...(action === undefined ? {} : { action: action.text }) },
      ...Object.fromEntries(variables.map((name, i) => [name, itfValue(values[i] as Value)])),
    })),
    ...(loop === undefined ? {} : { loop }),
  };
}

export function itfValue(value: Value): unknown {
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return { '#bigint': String(value) };
  if (value instanceof ModelValue) return value.name;
  if (value instanceof SetValue) {
    return value.enumerable
      ? { '#set': value.elements().map(itfValue) }
      : { '#unserializable': value.description };
  }
  if (!value.domain.enumerable) return { '#unserializable': `a function on ${value.domain.description}` };
  const items = value.items();
  if (items !== undefined) return items.map(itfValue);
  return fieldsOf(value) ?? { '#map': pairsOf(value).map((pair) => pair.map(itfValue)) };
}

/** A record; names that begin with `#` are the format's own. */
function fieldsOf(value: FunctionValue): Record<string, unknown> | undefined {
  const pairs = pairsOf(value);
  if (!pairs.every(([key]) => typeof key === 'string' && !key.startsWith('#'))) return undefined;
  return Object.fromEntries(pairs.map(([key, item]) => [key, itfValue(item)]));
}

function pairsOf(value: FunctionValue): [Value, Value][] {
  return value.domain.elements().map((key) => [key, value.get(key) as Value]);
}
