/** Aligned lists: what belongs to an item is what stands to the right of its bullet. */

import { describe, expect, it } from 'vitest';
import { complaints, grouped } from './reading.js';

const lists: readonly (readonly [string, string, string])[] = [
  ['one below the other', '\n  /\\ a\n  /\\ b', '(a /\\ b)'],
  ['inside each other', '\n  /\\ a\n  /\\ \\/ b\n     \\/ c\n  /\\ d', '(a /\\ (b \\/ c) /\\ d)'],
  ['with an item over lines', '\n  /\\ a +\n       b\n  /\\ c', '((a + b) /\\ c)'],
  ['that begin on the line of the definition', '/\\ a\n     /\\ b', '(a /\\ b)'],
  ['of one item', '\n  /\\ a', '(a)'],
  ['with an infix operator of the same name inside', '\n  /\\ a /\\ b\n  /\\ c', '((a /\\ b) /\\ c)'],
  ['that a quantifier does not leave', '\n  /\\ \\A x \\in S : a\n  /\\ b', '((\\A x \\in S : a) /\\ b)'],
  ['that an implication follows', '(/\\ a\n      /\\ b) => c', '((a /\\ b) => c)'],
  ['that an operator to the left ends', '\n   /\\ a\n   /\\ b\n  => c', '((a /\\ b) => c)'],
  ['inside IF', 'IF /\\ a\n        /\\ b THEN c ELSE d', '(IF (a /\\ b) THEN c ELSE d)'],
  ['closed by a bracket', 'f[/\\ a\n       /\\ b] + c', '(f[(a /\\ b)] + c)'],
  ['with tabs counted to eight', '\n\t/\\ a\n        /\\ b', '(a /\\ b)'],
  ['with comments between', '\n  \\* first\n  /\\ a  (* then *)\n\n  /\\ b', '(a /\\ b)'],
];

describe('lists', () => {
  it.each(lists)('%s', (_what, text, tree) => {
    expect(grouped(text)).toBe(tree);
  });

  it('whose bullets are not in one column are not one list', () => {
    expect(complaints('A ==\n  /\\ a\n /\\ b')).toBe('');
    expect(grouped('\n  /\\ a\n /\\ b')).toBe('((a) /\\ b)');
    expect(grouped('\n  /\\ a\n   /\\ b')).toBe('((a /\\ b))');
  });
});
