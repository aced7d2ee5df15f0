import { describe, expect, it } from 'vitest';
import { Matcher } from '../../src/validation/match.js';
import { FiniteSet, FunctionValue, ModelValue, type Value } from '../../src/values/value.js';

const p = ModelValue.of('p');
const sequence = FunctionValue.sequence([1, 'a', true]);
const record = FunctionValue.record([
  ['bal', 2],
  ['val', p],
]);
const set = FiniteSet.of([record, FunctionValue.record([['bal', 3]])]);

describe('what a log says', () => {
  it.each<[string, Value, unknown]>([
    ['anything', record, null],
    ['a number', 7, 7],
    ['a number past 2^53', 2n ** 60n, '1152921504606846976'],
    ['a string', 'x', 'x'],
    ['a model value', p, 'p'],
    ['a truth value', false, false],
    ['a sequence', sequence, [1, 'a', true]],
    ['a sequence of which something is unknown', sequence, [1, null, true]],
    ['a record', record, { bal: 2, val: 'p' }],
    ['a record of which something is missing', record, { val: 'p' }],
    ['a function by the text of its arguments', FunctionValue.sequence(['x', 'y']), { 2: 'y' }],
    ['a set in any order', FiniteSet.of([1, 2]), [2, 1]],
    ['a set whose members are told in part', set, [{}, { val: 'p' }]],
  ])('may be %s', (_, value, json) => {
    expect(new Matcher(new Map()).matches(value, json)).toBe(true);
  });

  it.each<[string, Value, unknown]>([
    ['another number', 7, 8],
    ['a number for a string', '7', 7],
    ['another name', p, 'q'],
    ['another truth value', true, false],
    ['a longer sequence', sequence, [1, 'a', true, 4]],
    ['a sequence for a number', 1, [1]],
    ['a field that is not there', record, { acc: 'p' }],
    ['a record for a number', 1, { bal: 2 }],
    ['a smaller set', FiniteSet.of([1, 2]), [1]],
    ['one member told twice', FiniteSet.of([1, 2]), [1, 1]],
    ['two members that only one can be', set, [{ val: 'p' }, { val: 'p' }]],
  ])('is not %s', (_, value, json) => {
    expect(new Matcher(new Map()).matches(value, json)).toBe(false);
  });

  it('goes by the names of the map, in values and in arguments', () => {
    const matcher = new Matcher(new Map([['10.0.0.1', 'p']]));
    const byProcess = new FunctionValue(FunctionValue.record([]).map.set(p, 1));
    expect(matcher.matches(p, '10.0.0.1')).toBe(true);
    expect(matcher.matches(byProcess, { '10.0.0.1': 1 })).toBe(true);
  });
});
