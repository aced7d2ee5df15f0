/** `tla-ts fmt`: one layout, written over files, compared with them, or from standard input. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inFolder, root, run } from './running.js';

const untidy =
  "SPEC T\nVARIABLE   x\nInit==x=0 \\* first\nNext==/\\ x<2\n      /\\ x'=x+1\nCHECK_DEADLOCK FALSE\n";
const tidy =
  "SPEC T\nVARIABLE x\nInit == x = 0  \\* first\nNext ==\n  /\\ x < 2\n  /\\ x' = x + 1\nCHECK_DEADLOCK FALSE\n";

it('writes the layout over files and folders, and has then nothing to do', () => {
  inFolder(
    { 't.spec': untidy, 'M.tla': '---- MODULE M ----\nA==1\n====\n', 'notes.md': 'A==1' },
    (folder) => {
      const first = run(['fmt', '.'], folder);
      expect(first).toEqual({ status: 0, out: 'laid out anew: M.tla\nlaid out anew: t.spec\n', err: '' });
      expect(readFileSync(join(folder, 't.spec'), 'utf8')).toBe(tidy);
      expect(readFileSync(join(folder, 'M.tla'), 'utf8')).toBe('---- MODULE M ----\nA == 1\n====\n');
      expect(readFileSync(join(folder, 'notes.md'), 'utf8')).toBe('A==1');
      expect(run(['fmt', '--check', '.'], folder)).toEqual({
        status: 0,
        out: '2 files are laid out already.\n',
        err: '',
      });
      expect(readdirSync(folder).sort()).toEqual(['M.tla', 'notes.md', 't.spec']);
      expect(run(['check', 't.spec', '--no-color'], folder).out).toContain('3 distinct');
    },
  );
});

it('shows with --check what would change, writes nothing, and exits with 1', () => {
  inFolder({ 't.spec': untidy, 'u.spec': tidy }, (folder) => {
    const { status, out, err } = run(['fmt', '--check', 't.spec', 'u.spec'], folder);
    expect(status).toBe(1);
    expect(err).toBe('');
    expect(out).toBe(`--- t.spec\tas it is
+++ t.spec\tlaid out
@@ -1,6 +1,7 @@
 SPEC T
-VARIABLE   x
-Init==x=0 \\* first
-Next==/\\ x<2
-      /\\ x'=x+1
+VARIABLE x
+Init == x = 0  \\* first
+Next ==
+  /\\ x < 2
+  /\\ x' = x + 1
 CHECK_DEADLOCK FALSE

1 file is laid out otherwise: t.spec; 1 file is laid out already.
`);
    expect(readFileSync(join(folder, 't.spec'), 'utf8')).toBe(untidy);
  });
});

function piped(args: readonly string[], input: string) {
  const tool = join(root, 'dist/src/cli.cjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...args], {
    input,
    encoding: 'utf8',
  });
  return { status, out: stdout, err: stderr };
}

it('lays out standard input', () => {
  expect(piped(['fmt', '-'], untidy)).toEqual({ status: 0, out: tidy, err: '' });
  expect(piped(['fmt', '-', '--check'], tidy)).toEqual({ status: 0, out: '', err: '' });
  expect(piped(['fmt', '-', '--check'], untidy).status).toBe(1);
  const module = 'Prose.\n---- MODULE M ----\nA == 1\n====\n';
  expect(piped(['fmt', '-'], module).out).toBe(module);
  expect(piped(['fmt', '-', 't.spec'], '')).toEqual({
    status: 2,
    out: '',
    err: 'error: `-` is standard input, and stands alone.\n',
  });
});

it('says what it cannot read or write, and leaves it as it was', () => {
  inFolder({ 'a.spec': 'A == (1\n', 't.spec': untidy }, (folder) => {
    const { status, out, err } = run(['fmt', 'a.spec', 'none.spec', 't.spec'], folder);
    expect(status).toBe(3);
    expect(out).toBe('laid out anew: t.spec\n');
    expect(err).toContain(
      'error[unclosed-bracket]: This `(` is never closed: `)` is missing.\n  at a.spec:1:6',
    );
    expect(err).toContain('error[no-file]: There is no file `none.spec`.');
    expect(readFileSync(join(folder, 'a.spec'), 'utf8')).toBe('A == (1\n');
    mkdirSync(join(folder, 'empty'));
    expect(run(['fmt', 'empty'], folder)).toEqual({
      status: 2,
      out: '',
      err: 'error: There is no spec in the folder `empty`.\n',
    });
  });
});
