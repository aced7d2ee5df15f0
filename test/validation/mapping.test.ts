import { describe, expect, it } from 'vitest';
import { LogError, parseMapping } from '../../src/validation/mapping.js';

function complaint(text: string): string {
  try {
    parseMapping(text);
  } catch (error) {
    if (error instanceof LogError) return error.message;
    throw error;
  }
  return 'nothing is wrong';
}

describe('a map', () => {
  it('says what the words of a log are called', () => {
    const mapping = parseMapping(
      '{"actions": {"recv": "Receive", "gc": null}, "variables": {"c": "clock"}, "values": {"10.0.0.1": "p"}, "silent": ["Learn"], "ignore": ["time"]}',
    );
    expect(mapping).toEqual({
      actions: new Map([
        ['recv', 'Receive'],
        ['gc', null],
      ]),
      variables: new Map([['c', 'clock']]),
      values: new Map([['10.0.0.1', 'p']]),
      silent: ['Learn'],
      ignore: ['time'],
    });
  });

  it.each([
    ['[]', 'the map is not a JSON object.'],
    ['{"action": {}}', 'the map has `action`, which says nothing. Did you mean `actions`?'],
    ['{"zebra": {}}', 'the map has `zebra`, which says nothing.'],
    ['{"actions": []}', '`actions` of the map is not an object of names.'],
    ['{"variables": {"x": null}}', '`variables` of the map gives `x` something that is no name.'],
    ['{"silent": "Learn"}', '`silent` of the map is not a list of names.'],
    ['{"ignore": [1]}', '`ignore` of the map is not a list of names.'],
  ])('%s is refused', (text, message) => {
    expect(complaint(text)).toBe(message);
  });

  it('that is not JSON is refused', () => {
    expect(complaint('{')).toMatch(/^the map is not JSON: .+\.$/);
  });
});
