/** `--config`: a `.tla` module with a configuration that does not have its name, in every command that explores or evaluates. */

import { describe, expect, it } from 'vitest';
import { inFolder, run, timeless } from './running.js';

const files = {
  'Up.tla':
    "---- MODULE Up ----\nEXTENDS Naturals\nCONSTANT Top\nVARIABLE x\nInit == x = 0\nNext == x' = (x + 1) % Top\n====\n",
  'Up.cfg': 'CONSTANT Top = 2\nINIT Init\nNEXT Next\n',
  'Other.cfg': 'CONSTANT Top = 5\nINIT Init\nNEXT Next\n',
};

it.each([
  ['check', ['check', 'Up.tla'], '2 distinct', '5 distinct'],
  ['eval', ['eval', 'Top + x', '--spec', 'Up.tla'], '2', '5'],
  ['graph', ['graph', 'Up.tla'], 'label="x = 1"', 'label="x = 4"'],
  ['diff', ['diff', 'Up.tla', 'Up.tla'], '2 before, 2 now', '5 before, 5 now'],
  ['simulate', ['simulate', 'Up.tla', '--traces', '1'], 'Nothing wrong', 'Nothing wrong'],
])('%s', (_, args, one, other) => {
  inFolder(files, (folder) => {
    expect(run(args, folder).out).toContain(one);
    const asked = run([...args, '--config', 'Other.cfg'], folder);
    expect(asked.out).toContain(other);
    expect({ status: asked.status, err: asked.err }).toEqual({ status: 0, err: '' });
    expect(run([...args, '--config', 'None.cfg'], folder).err).toContain('There is no file `None.cfg`.');
  });
});

describe('the section of a .tla', () => {
  const module = (name: string, rest: string) =>
    `---- MODULE ${name} ----\nEXTENDS Naturals\nVARIABLE x\nInit == x = 0\nNext == x' = (x + 1) % 3\nSmall == x < 2\nTiny == x < 1\n====\n${rest}`;
  const section = (name: string, invariant: string) =>
    `---- CONFIG ${name} ----\nINIT Init\nNEXT Next\nINVARIANT ${invariant}\n====\n`;
  const said = (given: Readonly<Record<string, string>>, ...args: string[]) =>
    inFolder(given, (folder) => {
      const { status, out, err } = run(['check', ...args], folder);
      return timeless(`${out}${err}[${status}]`);
    });

  it('says what is checked where there is no .cfg', () => {
    const file = module('Up', `${section('Other', 'Tiny')}${section('Up', 'Small')}`);
    expect(said({ 'Up.tla': file }, 'Up.tla')).toContain('Does not hold: Small.');
    expect(said({ 'Up.tla': `${section('Up', 'Tiny')}\n${module('Up', '')}` }, 'Up.tla')).toContain(
      'Does not hold: Tiny.',
    );
    const both = { 'Up.tla': file, 'Up.cfg': 'INIT Init\nNEXT Next\nINVARIANT Tiny\n' };
    expect(said(both, 'Up.tla')).toContain('Does not hold: Tiny.');
    expect(said(both, 'Up.tla', '--config', 'Up.tla')).toContain('Does not hold: Small.');
  });

  it('may end with the file, and have the line ends of Windows', () => {
    const open = module('Up', section('Up', 'Small').replace(/====\n$/, ''));
    expect(said({ 'Up.tla': open }, 'Up.tla')).toContain('Does not hold: Small.');
    expect(said({ 'Up.tla': open.replaceAll('\n', '\r\n') }, 'Up.tla')).toContain('Does not hold: Small.');
  });

  it('lets its module be found in a folder', () => {
    const given = { 'Up.tla': module('Up', section('Up', 'Small')), 'Library.tla': module('Library', '') };
    const out = said(given, '.');
    expect(out).toContain('Up.tla');
    expect(out).not.toContain('Library');
  });

  it('is read with its places in the .tla', () => {
    expect(said({ 'Up.tla': module('Up', section('Up', 'Smal')) }, 'Up.tla')).toMatchInlineSnapshot(`
      "error[unknown-name]: \`Smal\` is not defined.
        at Up.tla:12:11
        12 | INVARIANT Smal
           |           ^^^^
        hint: Did you mean \`Small\`?

      1 error
      [3]"
    `);
    expect(said({ 'Up.tla': module('Up', section('Up', '= Small')) }, 'Up.tla')).toMatchInlineSnapshot(`
      "error[configuration]: \`=\` was not expected here: a configuration is made of sections such as CONSTANT, SPECIFICATION, INVARIANT or PROPERTY.
        at Up.tla:12:11
        12 | INVARIANT = Small
           |           ^
        hint: A constant is given a value by \`Name = value\`, or a definition of the module by \`Name <- Definition\`.

      1 error
      [3]"
    `);
    const unfinished = section('Up', 'Small').replace('INVARIANT Small', 'CONSTANT N =');
    expect(said({ 'Up.tla': module('Up', unfinished) }, 'Up.tla')).toMatchInlineSnapshot(`
      "error[configuration]: This configuration ends too early: a configuration is made of sections such as CONSTANT, SPECIFICATION, INVARIANT or PROPERTY.
        at Up.tla:13:1
        13 | ====
           | ^
        hint: A constant is given a value by \`Name = value\`, or a definition of the module by \`Name <- Definition\`.

      1 error
      [3]"
    `);
  });

  it('must be there when it is asked for', () => {
    const given = { 'Up.tla': module('Up', ''), 'Small.tla': module('Small', section('Up', 'Small')) };
    expect(said(given, 'Up.tla', '--config', 'Small.tla')).toMatchInlineSnapshot(`
      "error[no-configuration]: \`Small.tla\` has no section \`---- CONFIG Small ----\`.

      1 error
      [3]"
    `);
  });
});

describe('a module that does not say what is checked', () => {
  const module = (body: string) => `---- MODULE Up ----\n${body}\n====\n`;
  const behaving = module("EXTENDS Integers\nVARIABLE x\nInit == x = 0\nNext == x' = 1 - x");
  const headless = module("EXTENDS Integers\nVARIABLE x\nStart == x = 0\nStep == x' = 1 - x");
  const said = (tla: string, cfg: string | undefined, ...args: string[]) =>
    inFolder({ 'Up.tla': tla, ...(cfg === undefined ? {} : { 'Up.cfg': cfg }) }, (folder) => {
      const { status, out, err } = run([...args, ...(args.length === 0 ? ['check', 'Up.tla'] : [])], folder);
      return timeless(`${out}${err}[${status}]`);
    });

  const refused = 'error[no-behaviour]: This configuration does not say how the module begins and goes on.';

  it('is refused where it does not say how it begins', () => {
    expect(said(headless, undefined)).toMatchInlineSnapshot(`
      "error[no-behaviour]: Nothing says how \`Up\` begins and goes on: there is no \`Up.cfg\`, no section \`---- CONFIG Up ----\`, and no definition \`Init\`.
        at Up.tla:1:13
        1 | ---- MODULE Up ----
          |             ^^
        hint: Name the definitions of the module by \`SPECIFICATION Spec\`, or by \`INIT Init\` and \`NEXT Next\` in \`Up.cfg\`, or with \`--spec\`, or \`--init\` and \`--next\`.

      1 error
      [3]"
    `);
    expect(said(headless, '')).toMatchInlineSnapshot(`
      "error[no-behaviour]: This configuration does not say how the module begins and goes on.
        at Up.cfg:1:1
        1 | 
          | ^
        hint: Name the definitions of the module by \`SPECIFICATION Spec\`, or by \`INIT Init\` and \`NEXT Next\`.

      1 error
      [3]"
    `);
    expect(said(headless, 'INVARIANT Start')).toContain(refused);
    expect(said(behaving, 'INVARIANT Init')).toContain(refused);
    expect(said(module('Two == 2\nThree == Two = 3'), 'INVARIANT Three')).toContain(refused);
    expect(said(headless, undefined, 'simulate', 'Up.tla')).toContain('error[no-behaviour]: Nothing says');
  });

  it('is read and evaluated all the same', () => {
    expect(said(headless, undefined, 'parse', 'Up.tla')).toContain('Up: 1 variable');
    expect(said(headless, undefined, 'eval', '1 - 0', '--spec', 'Up.tla')).toContain('[0]');
  });

  it('is told so where its own Init and Next are taken', () => {
    expect(said(behaving, undefined)).toMatchInlineSnapshot(`
      "Up

      warning: Nothing was checked but deadlock: state an INVARIANT or a PROPERTY.

      Holds. (3 generated, 2 distinct, depth 2, 0.0 s)
      [0]"
    `);
    expect(said(behaving, 'INIT Init\nNEXT Next')).not.toContain('Nothing was checked');
  });

  it('is told so where there is nothing at all', () => {
    expect(said(module('Two == 2'), undefined)).toMatchInlineSnapshot(`
      "Up

      warning: Nothing was checked: there are no variables, and there is no ASSUME.

      Holds. (0 generated, 0 distinct, depth 0, 0.0 s)
      [0]"
    `);
    expect(said(module('Two == 2\nASSUME Two = 2'), undefined)).not.toContain('Nothing was checked');
    expect(said(module('Two == 2\nASSUME Two = 3'), undefined)).toContain('[10]');
    expect(said(module("VARIABLE x\nInit == x \\in {}\nNext == x' = x"), 'INIT Init\nNEXT Next')).toContain(
      'No state is an initial one',
    );
  });

  it('is checked for its assumptions where its specification says nothing else', () => {
    const still = (assumption: string) => module(`ASSUME ${assumption}\nSpec == [][TRUE]_<<>>\nYes == TRUE`);
    expect(said(still('1 = 1'), 'SPECIFICATION Spec')).toContain('Holds. (0 generated,');
    expect(said(still('1 = 2'), 'SPECIFICATION Spec')).toContain('[10]');
    expect(said(still('1 = 1'), 'SPECIFICATION Spec INVARIANT Yes')).toContain('`Spec` is not of the form');
  });

  it('is checked in its one state where it has no variables', () => {
    const still = module('Yes == TRUE\nThree == 2 = 3');
    expect(said(still, 'INIT Yes\nNEXT Yes\nINVARIANT Three')).toContain('Does not hold: Three.');
    expect(said(still, 'INIT Yes\nNEXT Yes')).toContain('(2 generated, 1 distinct, depth 1,');
  });
});
