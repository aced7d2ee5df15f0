/** `tla-ts eval` and `tla-ts repl`. */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inFolder, root, run } from './running.js';

const said = (...args: string[]) => {
  const { out, err, status } = run(['eval', ...args]);
  return `${out}${err === '' ? '' : `[err] ${err}`}[${status}]`;
};

it('eval prints a value, or what is wrong', () => {
  expect(said('{x \\in 1..5 : x % 2 = 1}')).toBe('{1, 3, 5}\n[0]');
  expect(said('<<big, small>>', '--spec', 'specs/die-hard.spec')).toBe('<<0, 0>>\n[0]');
  expect(said('Cardinality(RM)', '--spec', 'specs/two-phase-commit.spec', '--model', 'five')).toBe('5\n[0]');
  expect(said('1 + "a"')).toMatchInlineSnapshot(`
    "[err] error[not-an-integer]: \`+\` needs an integer, and \`"a"\` is a string.
      at input:1:1
      1 | 1 + "a"
        | ^^^^^^^
    [4]"
  `);
  expect(said('Lenn(<<>>)')).toMatchInlineSnapshot(`
    "[err] error[unknown-name]: \`Lenn\` is not defined.
      at input:1:1
      1 | Lenn(<<>>)
        | ^^^^
      hint: Did you mean \`Len\`?

    1 error
    [3]"
  `);
  expect(said("big' = 1", '--spec', 'specs/die-hard.spec')).toMatchInlineSnapshot(`
    "[err] error[level]: An expression about one state is wanted, and this is an action.
      at input:1:1
      1 | big' = 1
        | ^^^^^^^^

    1 error
    [3]"
  `);
});

it('eval needs a state for an expression about one', () => {
  const { err } = inFolder({ 't.spec': 'VARIABLE x\nInit == FALSE\nNext == UNCHANGED x' }, (folder) =>
    run(['eval', 'x', '--spec', 't.spec'], folder),
  );
  expect(err).toBe('error[no-state]: The spec has no initial state in which this could be evaluated.\n');
});

it('repl reads the lines of a pipe', () => {
  const { stdout, status } = spawnSync(process.execPath, [join(root, 'dist/src/cli.cjs'), 'repl'], {
    input: 'x == 20\nx + 1\n:quit\n3\n',
    encoding: 'utf8',
  });
  expect(stdout).toBe('No spec: expressions of the library. :help lists what can be said.\nx defined\n21\n');
  expect(status).toBe(0);
});
