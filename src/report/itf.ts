/** A behaviour in the Informal Trace Format (Apalache ADR 015), which other tools of the field read. */

import type { NamedValue, Trace } from '../../checker/verdict.js';
import { type FunctionValue, ModelValue, SetValue, type Value } from '../values/value.js';
import { shownState } from './shown.js';

export interface ItfSubject {
  /** The spec, for the description. */
  readonly spec: string;
  /** What the behaviour shows, as in `Invariant Agreement is violated.` */
  readonly message: string;
}

/**
 * Functions on 1..n become lists, those on names records, others maps. A model value becomes a string of its name: the format
 * has no values without structure. Where there is an ALIAS, its fields are the variables, and `#meta` keeps the state.
 */
export function itfReport({ spec, message }: ItfSubject, { variables, states, loop }: Trace) {
  const shown = states.map((state) => shownState({ variables }, state));
  const names = [...new Set(shown.flatMap((values) => values.map(({ name }) => name)))];
  return {
    '#meta': {
      format: 'ITF',
      'format-description': 'https://apalache-mc.org/docs/adr/015adr-trace.html',
      description: message,
      source: spec,
    },
    vars: names.length === 0 ? variables : names,
    states: states.map(({ action, values, alias }, index) => ({
      '#meta': {
        index,
        ...(action === undefined ? {} : { action: action.text }),
        ...(alias === undefined ? {} : { state: itfFields(shownState({ variables }, { values })) }),
      },
      ...Object.fromEntries(names.map((name) => [name, absent])),
      ...itfFields(shown[index] ?? []),
    })),
    ...(loop === undefined ? {} : { loop }),
  };
}

/** What an ALIAS says nothing of in a state. */
const absent = { '#unserializable': 'nothing' };

function itfFields(values: readonly NamedValue[]): Record<string, unknown> {
  return Object.fromEntries(values.map(({ name, value }) => [name, itfValue(value)]));
}

function itfValue(value: Value): unknown {
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
