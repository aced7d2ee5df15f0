import { describe, expect, it } from 'vitest';
import { parseLine } from '../../src/validation/log.js';
import { identity, LogError } from '../../src/validation/mapping.js';

const vocabulary = {
  actions: ['Send', 'Receive'],
  variables: ['clock', 'flying'],
  mapping: {
    ...identity,
    actions: new Map([
      ['gc', null],
      ['recv', 'Receive'],
    ]),
    variables: new Map([['c', 'clock']]),
    ignore: ['time'],
  },
};

function complaint(text: string): string {
  try {
    parseLine(text, 7, vocabulary);
  } catch (error) {
    if (error instanceof LogError) return error.message;
    throw error;
  }
  return 'nothing is wrong';
}

describe('a line', () => {
  it('tells of a step, in the words of the spec', () => {
    expect(
      parseLine('{"action": "recv", "args": ["p", 1], "vars": {"c": 3}, "time": 9}', 7, vocabulary),
    ).toEqual({
      line: 7,
      action: 'Receive',
      args: ['p', 1],
      vars: new Map([['clock', 3]]),
    });
  });

  it('may say nothing of it', () => {
    expect(parseLine('{}', 7, vocabulary)).toEqual({ line: 7, vars: new Map() });
  });

  it.each(['', '  ', '{"action": "gc"}'])('is passed over: %j', (text) => {
    expect(parseLine(text, 7, vocabulary)).toBeUndefined();
  });

  it.each([
    ['[]', 'line 7 is not a JSON object.'],
    ['3', 'line 7 is not a JSON object.'],
    [
      '{"acton": "Send"}',
      'line 7 has the field `acton`, which says nothing of the spec: `ignore` it in the map. Did you mean `action`?',
    ],
    ['{"level": 1}', 'line 7 has the field `level`, which says nothing of the spec: `ignore` it in the map.'],
    ['{"action": 3}', 'line 7: `action` is not a name.'],
    ['{"args": {}}', 'line 7: `args` is not a list of values.'],
    ['{"vars": []}', 'line 7: `vars` is not an object with values of variables.'],
    [
      '{"action": "Sand"}',
      'line 7: the spec has no action `Sand`. Did you mean `Send`? It has `Send`, `Receive`.',
    ],
    ['{"vars": {"x": 1}}', 'line 7: the spec has no variable `x`. It has `clock`, `flying`.'],
  ])('%s is refused', (text, message) => {
    expect(complaint(text)).toBe(message);
  });

  it('that is not JSON is refused', () => {
    expect(complaint('{"action": "Send"')).toMatch(/^line 7 is not JSON: .+\.$/);
  });
});
