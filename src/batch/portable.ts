/** Results on their way between threads: values and sources as plain data that a structured clone keeps. */

import { Map as ImmutableMap } from 'immutable';
import type { Result } from '../report/result.js';
import { Source } from '../syntax/source.js';
import { FiniteSet, FunctionValue, ModelValue, SetValue, type Value } from '../values/value.js';

/** What stands for an object of a class. */
class Mark {
  constructor(
    readonly mark: 'model value' | 'set' | 'function' | 'source' | 'map',
    readonly content: unknown,
  ) {}
}

export function encodeResult(result: Result): unknown {
  return encode(result);
}

/** The inverse of {@link encodeResult}. */
export function decodeResult(data: unknown): Result {
  return decode(data) as Result;
}

/** @returns plain data */
export function encode(whole: unknown): unknown {
  const known = new Map<Source, unknown>();
  const one = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part;
    if (part instanceof ModelValue) return { ...new Mark('model value', part.name) };
    if (part instanceof SetValue) {
      // A set that nobody can write out is only printed from here on.
      if (!part.enumerable) return { ...new Mark('model value', part.description) };
      return { ...new Mark('set', part.elements().map(one)) };
    }
    if (part instanceof FunctionValue)
      return {
        ...new Mark(
          'function',
          [...part.map].map((pair) => pair.map(one)),
        ),
      };
    if (part instanceof Source) {
      // One object a source: a structured clone keeps what is shared.
      const mark = known.get(part) ?? { ...new Mark('source', [part.path, part.text]) };
      known.set(part, mark);
      return mark;
    }
    if (part instanceof Map)
      return {
        ...new Mark(
          'map',
          [...part].map((pair) => pair.map(one)),
        ),
      };
    if (Array.isArray(part)) return part.map(one);
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, one(value)]));
  };
  return one(whole);
}

/** The inverse of {@link encode}. */
export function decode(data: unknown): unknown {
  const known = new Map<object, Source>();
  const one = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part;
    if (Array.isArray(part)) return part.map(one);
    if (!('mark' in part)) {
      return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, one(value)]));
    }
    const { mark, content } = part as Mark;
    switch (mark) {
      case 'model value':
        return ModelValue.of(content as string);
      case 'set':
        return FiniteSet.of((content as unknown[]).map(one) as Value[]);
      case 'function':
        return new FunctionValue(ImmutableMap(pairs<Value, Value>(content, one)));
      case 'map':
        return new Map(pairs(content, one));
      case 'source': {
        const [path, text] = content as [string, string];
        const source = known.get(part) ?? new Source(path, text);
        known.set(part, source);
        return source;
      }
    }
  };
  return one(data);
}

function pairs<K, V>(content: unknown, decode: (part: unknown) => unknown): [K, V][] {
  return (content as [unknown, unknown][]).map(([key, value]) => [decode(key) as K, decode(value) as V]);
}
