/** The GitHub Action: its script, run as a runner would, and the command of the pre-commit recipe. */

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inFolder, root } from './cli/running.js';

const holding = "SPEC Holding\nVARIABLE x\nInit == x = 0\nNext == x' = 1 - x\nINVARIANT I == x < 2\n";
const broken = holding.replace('x < 2', 'x < 1');

/** A package that has installed this one, as `npx` finds it. */
function act(command: string, text: string) {
  return inFolder({ 'package.json': '{}' }, (folder) => {
    mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
    mkdirSync(join(folder, 'specs'));
    writeFileSync(join(folder, 'specs/a.spec'), text);
    const tool = join(folder, 'node_modules/.bin/tla-ts');
    writeFileSync(tool, `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'dist/src/cli.js')}' "$@"\n`);
    chmodSync(tool, 0o755);
    const { PATH, HOME } = process.env;
    const summary = join(folder, 'summary.md');
    const { status, stdout } = spawnSync('bash', ['-c', command], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        PATH,
        HOME,
        SPECS: 'specs',
        ARGUMENTS: '--coverage',
        SARIF: 'x.sarif',
        GITHUB_STEP_SUMMARY: summary,
      },
    });
    const read = (file: string) => {
      try {
        return readFileSync(join(folder, file), 'utf8');
      } catch {
        return '';
      }
    };
    return { status, stdout, summary: read('summary.md'), sarif: read('x.sarif') };
  });
}

const script = (readFileSync(join(root, 'action.yml'), 'utf8').split('run: |\n')[1] ?? '').replace(
  /^ {8}/gm,
  '',
);

it('passes with a summary when all is well', () => {
  const { status, summary, sarif } = act(script, holding);
  expect(status).toBe(0);
  expect(summary).toContain('## ✅ All specs are as expected (1)');
  expect(JSON.parse(sarif).runs[0].results).toEqual([]);
});

it('fails with annotations and a summary when a spec does not hold', () => {
  const { status, stdout, summary, sarif } = act(script, broken);
  expect(status).toBe(12);
  expect(stdout).toContain('::error file=specs/a.spec,line=5,col=11');
  expect(summary).toContain('violates I');
  expect(JSON.parse(sarif).runs[0].results).toHaveLength(1);
});

it('the command of the pre-commit recipe takes names of files', () => {
  const entry = readFileSync(join(root, 'docs/ci.md'), 'utf8').match(/entry: (.*)/)?.[1] ?? '';
  expect(act(`${entry} specs/a.spec`, broken).status).toBe(12);
  expect(act(`${entry} specs/a.spec`, holding).status).toBe(0);
});
