/** Values and behaviours as plain JavaScript. */

import { describe, expect, it } from 'vitest';
import type { Trace } from '../checker/verdict.js';
import { plainStates, toPlain } from '../src/plain.js';
import { Interval, naturals } from '../src/values/symbolic.js';
import { EnumerationError, FiniteSet, FunctionValue, ModelValue, type Value } from '../src/values/value.js';

const a1 = ModelValue.of('a1');
const record = FunctionValue.record([
  ['type', '1a'],
  ['bal', 2],
]);

describe('a value', () => {
  it.each<[string, Value, unknown]>([
    ['a number', 3, 3],
    ['a number beyond 2^53', 2n ** 60n, 2n ** 60n],
    ['a truth value', true, true],
    ['a string', 'x', 'x'],
    ['a model value', a1, 'a1'],
    ['a set, in order', FiniteSet.of([3, 1, 2, 1]), [1, 2, 3]],
    ['a set that is not written out', new Interval(2n, 4n), [2, 3, 4]],
    ['a sequence', FunctionValue.sequence([record, a1]), [{ bal: 2, type: '1a' }, 'a1']],
    ['a function without arguments', FunctionValue.sequence([]), []],
  ])('%s', (_, value, plain) => {
    expect(toPlain(value)).toEqual(plain);
  });
});

describe('a function', () => {
  it('is an object by its arguments as text, in their order', () => {
    const votes = FunctionValue.record([]);
    const byPair = new FunctionValue(
      votes.map.set(FunctionValue.sequence([a1, 2]), true).set(FunctionValue.sequence([a1, 1]), false),
    );
    expect(JSON.stringify(toPlain(byPair))).toBe('{"<<a1, 1>>":false,"<<a1, 2>>":true}');
    expect(toPlain(new FunctionValue(votes.map.set(a1, record)))).toEqual({ a1: { bal: 2, type: '1a' } });
    expect(JSON.stringify(toPlain(FunctionValue.record([['__proto__', 1]])))).toBe('{"__proto__":1}');
  });

  it('an infinite set cannot be written out', () => {
    expect(() => toPlain(naturals)).toThrow(EnumerationError);
  });
});

it('a behaviour has its values by their names, and the steps with their arguments', () => {
  const trace: Trace = {
    variables: ['x', 'log'],
    states: [
      { values: [0, FunctionValue.sequence([])] },
      {
        action: { name: 'Write', arguments: [a1, 1], text: 'Write(a1, 1)' },
        values: [1, FunctionValue.sequence([a1])],
      },
    ],
  };
  expect(plainStates(trace)).toEqual([
    { values: { x: 0, log: [] } },
    { action: { name: 'Write', arguments: ['a1', 1] }, values: { x: 1, log: ['a1'] } },
  ]);
});
