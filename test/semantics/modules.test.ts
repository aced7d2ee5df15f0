/** Modules: EXTENDS, LOCAL, modules within modules. */

import { describe, expect, it } from 'vitest';
import { steps } from '../interpret/evaluating.js';
import { complaints, module, specOf, value } from './resolving.js';

describe('EXTENDS', () => {
  const files = {
    'Base.tla': module(
      'Base',
      'EXTENDS Naturals\nCONSTANT N\nDouble(x) == 2 * x\nLOCAL Secret == 1\nOpen == Secret + N',
    ),
    'Middle.tla': module('Middle', 'EXTENDS Base\nFour == Double(2)'),
  };

  it('gives a constant the value that the nearest spec gives it', () => {
    const files = {
      'Base.spec': 'SPEC Base\nCONSTANT N = 1\nCONSTANT M',
      'Near.spec': 'SPEC Near\nEXTENDS Base\nCONSTANT N = 2\nCONSTANT M = 20',
      'Other.spec': 'SPEC Other\nEXTENDS Base',
    };
    expect(value('EXTENDS Near\nValue == <<N, M>>', { files })).toBe('<<2, 20>>');
    expect(value('EXTENDS Other, Near\nValue == <<N, M>>', { files })).toBe('<<2, 20>>');
    expect(value('EXTENDS Near\nCONSTANT N = 3\nValue == <<N, M>>', { files })).toBe('<<3, 20>>');
  });

  it('brings what a module defines, declares and extends itself', () => {
    expect(value('EXTENDS Middle\nCONSTANT N = 5\nValue == <<Double(3), Four, Open>>', { files })).toBe(
      '<<6, 4, 6>>',
    );
  });

  it('brings a module once, on however many ways', () => {
    expect(value('EXTENDS Base, Middle\nCONSTANT N = 5\nValue == Four', { files })).toBe('4');
  });

  it('does not bring what is LOCAL', () => {
    expect(complaints('EXTENDS Middle\nCONSTANT N = 5\nV == Secret', { files })).toMatchInlineSnapshot(`
      "error[unknown-name]: \`Secret\` is not defined.
        at t.spec:3:6
        3 | V == Secret
          |      ^^^^^^"
    `);
  });

  it('needs a module that exists', () => {
    expect(complaints('EXTENDS Natural, Foo\nI == INSTANCE Sequence')).toMatchInlineSnapshot(`
      "error[unknown-module]: There is no module \`Natural\`, neither beside this file nor in the library.
        at t.spec:1:9
        1 | EXTENDS Natural, Foo
          |         ^^^^^^^
        hint: Did you mean \`Naturals\`?

      error[unknown-module]: There is no module \`Foo\`, neither beside this file nor in the library.
        at t.spec:1:18
        1 | EXTENDS Natural, Foo
          |                  ^^^

      error[unknown-module]: There is no module \`Sequence\`, neither beside this file nor in the library.
        at t.spec:2:15
        2 | I == INSTANCE Sequence
          |               ^^^^^^^^
        hint: Did you mean \`Sequences\`?"
    `);
  });

  it('in a circle is an error', () => {
    const circle = { 'A.tla': module('A', 'EXTENDS B'), 'B.tla': module('B', 'EXTENDS A') };
    expect(complaints('EXTENDS A', { files: circle })).toMatchInlineSnapshot(`
      "error[module-cycle]: Module \`A\` depends on itself.
        at B.tla:2:9
        2 | EXTENDS A
          |         ^
        module \`B\` is read because of this: A.tla:2:9
        module \`A\` is read because of this: t.spec:1:9"
    `);
    const own = { 'A.tla': module('A', 'I == INSTANCE A') };
    expect(complaints('EXTENDS A', { files: own })).toMatchInlineSnapshot(`
      "error[module-cycle]: Module \`A\` depends on itself.
        at A.tla:2:15
        2 | I == INSTANCE A
          |               ^
        module \`A\` is read because of this: t.spec:1:9"
    `);
  });

  it('tells of errors in the module that it reads, and who asked for it', () => {
    const broken = { 'M.tla': module('M', 'A == Undefined\nB == (') };
    expect(complaints('EXTENDS M', { files: broken })).toMatchInlineSnapshot(`
      "error[unknown-name]: \`Undefined\` is not defined.
        at M.tla:2:6
        2 | A == Undefined
          |      ^^^^^^^^^
        module \`M\` is read because of this: t.spec:1:9

      error[unclosed-bracket]: This \`(\` is never closed: \`)\` is missing.
        at M.tla:3:6
        3 | B == (
          |      ^
        module \`M\` is read because of this: t.spec:1:9"
    `);
  });

  it('takes variables, invariants and actions along', () => {
    const counter = {
      'Counter.spec': `VARIABLE n
Init == n = 0
Up == n' = n + 1
Next == Up
INVARIANT Small == n < 3`,
    };
    expect(specOf('EXTENDS Counter', { files: counter }).variables.map(({ name }) => name)).toEqual(['n']);
    expect(
      steps("EXTENDS Counter\nDown == n' = n - 1\nBoth == Up \\/ Down\nNEXT Both", { files: counter }),
    ).toEqual({
      initial: ['n = 0'],
      steps: ['Up: n = 1', 'Down: n = -1'],
    });
  });
});

describe('a module within a module', () => {
  it('is there for INSTANCE', () => {
    const outer = module(
      'Outer',
      `EXTENDS Naturals\n---- MODULE Inner ----\nCONSTANT N\nDouble == 2 * N\n====\nI(n) == INSTANCE Inner WITH N <- n\nSix == I(3)!Double`,
    );
    expect(value('EXTENDS Outer\nValue == Six', { files: { 'Outer.tla': outer } })).toBe('6');
  });

  it('sees what is defined around it', () => {
    const outer = module(
      'Outer',
      `EXTENDS Naturals\nTen == 10\n---- MODULE Inner ----\nMore == Ten + 1\n====\nI == INSTANCE Inner\nV == I!More`,
    );
    expect(value('EXTENDS Outer\nValue == V', { files: { 'Outer.tla': outer } })).toBe('11');
  });
});
