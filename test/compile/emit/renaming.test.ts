/** Code that does the same with other inputs becomes one function; what it uses besides is handed over. */

import { describe, expect, it } from 'vitest';
import { asBody, bitsUsed } from '../../../src/compile/emit/renaming.js';

function body(code: string, ...inputs: string[]) {
  return asBody(
    code,
    inputs.map((input, index) => ({ code: input, within: `z${index}` })),
  );
}

describe('the body of a function', () => {
  it('is the same text for the same code with other inputs and names', () => {
    const one = body('const t7 = append(valueOf(r2), k3);\nconst r = idOf(t7);', 'r2');
    const other = body('const t25 = append(valueOf(r0), k3);\nconst r = idOf(t25);', 'r0');
    expect(one).toEqual({
      text: 'const t0 = append(valueOf(z0), k3);\nconst r = idOf(t0);',
      parameters: [],
      handed: [],
    });
    expect(other).toEqual(one);
  });

  it('differs where the constants do', () => {
    expect(body('const r = apply(valueOf(r2), k3);', 'r2')).not.toEqual(
      body('const r = apply(valueOf(r2), k4);', 'r2'),
    );
  });

  it('puts inputs in place as a whole, the longest first', () => {
    expect(body('const r = ((r7 >>> 4) & 15) + (r7 & 15) + f.r2 + r22;', '(r7 & 15)', 'r2')?.text).toBe(
      'const r = ((Y0 >>> 4) & 15) + (z0) + f.r2 + Y1;',
    );
    expect(body('const r = ((r7 & 15) | 0) + (r7 & 15);', '((r7 & 15) | 0)', '(r7 & 15)')?.text).toBe(
      'const r = (z0) + (z1);',
    );
  });

  it('has parameters for rows and for names from further out, in the order of their use', () => {
    expect(body('const r = d5(s[at + i9], t4, t4) ? q1 : u12(z0);')).toEqual({
      text: 'const r = Y0(Y1[Y2 + Y3], Y4, Y4) ? Y5 : u12(z0);',
      parameters: ['Y0', 'Y1', 'Y2', 'Y3', 'Y4', 'Y5'],
      handed: ['d5', 's', 'at', 'i9', 't4', 'q1'],
    });
  });

  it('knows its own names however they are declared', () => {
    const code = `let v1 = false, v2 = 0;
l3: {
for (const m4 of k0) for (let i5 = 0; i5 < 3; i5++) {
const g6 = (x7, x8) => x7 === x8;
const [a] = [...t9];
if (g6(m4, i5)) break l3;
}
}
const r = v1 && v2;`;
    expect(body(code)?.handed).toEqual(['t9']);
  });

  it('is none where it leads out of itself', () => {
    expect(body('if (r2 === 0) break l3;\nconst r = r2;', 'r2')).toBeUndefined();
  });

  it('leaves the names of kinds of values, which are texts, as they are', () => {
    expect(body("const r = typeof r2 === 'number';", 'r2')?.text).toBe("const r = typeof z0 === 'number';");
  });
});

describe('the bits that code looks at', () => {
  it.each([
    ['(z0 & 7) === 1', 7],
    ['const t1 = z0 & 48;', 48],
    ['(((z0 >>> 4) & 3) + ((z0 >>> 9) & 1))', (3 << 4) | (1 << 9)],
    ['k1[(z0 >>> 30)]', -1 << 30],
    ['(z0 & -16777216)', -16777216],
    ['t1 + 2', 0],
  ])('%s', (code, bits) => {
    expect(bitsUsed(code, 'z0')).toBe(bits);
  });

  it.each([
    'valueOf(z0)',
    '(z0 & 7) === 1 ? z0 : 0',
    '((z0) & 3)',
    '(1 + z0 & 3)',
    '(z0 & t1)',
    '(z0 & 3 === 1)',
  ])('may be any in %s', (code) => {
    expect(bitsUsed(code, 'z0')).toBe(-1);
  });

  it('are those of this name only', () => {
    expect(bitsUsed('(z0 & 7) + valueOf(z01) + z10 + f.z0', 'z0')).toBe(7);
  });
});
