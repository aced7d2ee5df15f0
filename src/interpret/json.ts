/** Values to JSON and back, as the module Json has it. */

import { printValue } from '../values/print.js';
import { FunctionValue, integer, ModelValue, SetValue, type Value } from '../values/value.js';

/** Sets and sequences become arrays, other functions objects whose keys are their arguments as text. */
export function toJson(value: Value): string {
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint')
    return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof ModelValue) return JSON.stringify(value.name);
  if (value instanceof SetValue) return `[${value.elements().map(toJson).join(',')}]`;
  return value.items() === undefined || value.map.size === 0 ? jsonObject(value) : jsonArray(value);
}

export function jsonArray(value: FunctionValue): string {
  return `[${value.domain
    .elements()
    .map((key) => toJson(value.get(key) ?? ''))
    .join(',')}]`;
}

export function jsonObject(value: FunctionValue): string {
  const fields = value.domain.elements().map((key) => {
    const name = typeof key === 'string' ? key : printValue(key);
    return `${JSON.stringify(name)}:${toJson(value.get(key) ?? '')}`;
  });
  return `{${fields.join(',')}}`;
}

/**
 * Arrays become sequences, objects records.
 * @throws SyntaxError when the text is no JSON, RangeError when it has a number that is no integer
 */
export function fromJson(text: string): Value {
  return built(JSON.parse(text));
}

function built(json: unknown): Value {
  switch (typeof json) {
    case 'boolean':
    case 'string':
      return json;
    case 'number':
      if (!Number.isInteger(json)) throw new RangeError(`${json} is no integer`);
      return integer(BigInt(json));
    default:
  }
  if (json === null) return ModelValue.of('null');
  if (Array.isArray(json)) return FunctionValue.sequence(json.map(built));
  return FunctionValue.record(
    Object.entries(json as object).map(([name, value]) => [name, built(value)] as const),
  );
}
