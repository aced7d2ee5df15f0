/** Text to tokens. */

import { describe, expect, it } from 'vitest';
import { scan } from '../../src/syntax/scan.js';
import { Source } from '../../src/syntax/source.js';

const tokens = (text: string) =>
  scan(new Source('t.spec', text)).tokens.map((token) => `${token.kind} ${token.text}`);

describe('tokens', () => {
  it('have kinds', () => {
    expect(tokens('Init == x_1 \\in {1, "a"}')).toEqual([
      'name Init',
      'punctuation ==',
      'name x_1',
      'operator \\in',
      'punctuation {',
      'number 1',
      'punctuation ,',
      'string a',
      'punctuation }',
    ]);
  });

  it('are in one spelling', () => {
    expect(tokens('a ∈ b /= c \\land d')).toEqual([
      'name a',
      'operator \\in',
      'name b',
      'operator #',
      'name c',
      'operator /\\',
      'name d',
    ]);
  });

  it('are numbers in every base', () => {
    const found = scan(new Source('t.spec', String.raw`\b101 \O17 \hFf 12 1.5`)).tokens;
    expect(found.map((token) => token.kind)).toEqual(Array(5).fill('number'));
  });

  it('are strings with their escapes resolved', () => {
    expect(tokens(String.raw`"a\"b\\c\n"`)).toEqual(['string a"b\\c\n']);
  });

  it('leave comments out, nested ones too', () => {
    expect(tokens('a (* b (* c *) d *) e \\* f\ng')).toEqual(['name a', 'name e', 'name g']);
  });

  it('know their column, with tabs, and whether they begin a line', () => {
    const { tokens: found } = scan(new Source('t.spec', 'a b\n\tc\n  d'));
    expect(found.map(({ text, column, first }) => [text, column, first])).toEqual([
      ['a', 0, true],
      ['b', 2, false],
      ['c', 8, true],
      ['d', 2, true],
    ]);
  });
});
