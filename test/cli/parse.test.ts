/** `tla-ts parse`: what a spec declares, or everything that is wrong with it. */

import { describe, expect, it } from 'vitest';
import { inFolder, run } from './running.js';

const parse = (text: string, ...args: string[]) =>
  inFolder({ 't.spec': text }, (folder) => run(['parse', 't.spec', ...args], folder));

describe('tla-ts parse', () => {
  it('says what a spec declares', () => {
    expect(
      parse('SPEC S\nVARIABLES x, y\nInit == x = 0 /\\ y = 0\nNext == UNCHANGED vars\nINVARIANT I == x = 0'),
    ).toEqual({
      status: 0,
      out: 'S: 2 variables, 1 action, 1 invariant, 0 properties\n',
      err: '',
    });
  });

  it('says everything that is wrong, warnings too', () => {
    const { status, out, err } = parse(
      "VARIABLE x\nInit == x = y\nNext == x' = Lem(x)\nLen(s) == s\nINVARIANT I == x'= 0",
    );
    expect(status).toBe(3);
    expect(out).toBe('');
    expect(err).toMatchInlineSnapshot(`
      "error[unknown-name]: \`y\` is not defined.
        at t.spec:2:13
        2 | Init == x = y
          |             ^

      error[unknown-name]: \`Lem\` is not defined.
        at t.spec:3:14
        3 | Next == x' = Lem(x)
          |              ^^^
        hint: Did you mean \`Len\`?

      warning[library-shadowed]: \`Len\` takes the place of the library's operator of that name.
        at t.spec:4:1
        4 | Len(s) == s
          | ^^^

      error[level]: INVARIANT \`I\` must be a state predicate, and is an action.
        at t.spec:5:11
        5 | INVARIANT I == x'= 0
          |           ^

      3 errors, 1 warning
      "
    `);
  });

  it('takes a model and constants', () => {
    const text = 'CONSTANT N\nVARIABLE x\nInit == x = N\nNext == UNCHANGED x\nMODEL m\n  N = 1';
    expect(parse(text).status).toBe(3);
    expect(parse(text, '--model', 'm').status).toBe(0);
    expect(parse(text, '--constant', 'N=2').status).toBe(0);
  });

  it('reads a TLA+ module without a .cfg, whose constants have no values then', () => {
    const module = `---- MODULE M ----
EXTENDS Integers
CONSTANTS N, Set, Op(_)
ASSUME N \\in Nat /\\ Set # {}
VARIABLE x
Init == x = [s \\in Set |-> Op(N)]
Next == \\E s \\in Set : x' = [x EXCEPT ![s] = @ + N]
Spec == Init /\\ [][Next]_x
====`;
    const read = (files: Readonly<Record<string, string>>) =>
      inFolder({ 'M.tla': module, ...files }, (folder) => run(['parse', 'M.tla'], folder));
    expect(read({})).toEqual({
      status: 0,
      out: 'M: 1 variable, 1 action, 0 invariants, 0 properties\n',
      err: '',
    });
    expect(read({ 'M.tla': module.replace('@ + N', '@ + M') }).err).toContain('`M` is not defined.');
    // One that is there is to be whole.
    expect(read({ 'M.cfg': 'CONSTANT N = 1\nSPECIFICATION Spec' }).err).toContain(
      'The constant `Set` has no value.',
    );
    expect(inFolder({ 'M.tla': module }, (folder) => run(['check', 'M.tla'], folder)).err).toContain(
      'The constant `N` has no value.',
    );
  });

  it('wants a file', () => {
    expect(inFolder({}, (folder) => run(['parse', '.'], folder).err)).toMatchInlineSnapshot(`
      "error[folder]: \`.\` is a folder: name a file in it.

      1 error
      "
    `);
  });
});
