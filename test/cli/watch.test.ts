/** `tla-ts check --watch`. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inFolder, root } from './running.js';

const holding = "SPEC A\nVARIABLE x\nInit == x = 0\nNext == x' = 1 - x\nINVARIANT I == x < 2\n";
const endless = "SPEC A\nVARIABLE x\nInit == x = 0\nNext == x' = x + 1\n";

it('checks again on every save, gives up a stale run, and ends with Ctrl-C', async () => {
  await inFolder({ 'a.spec': holding }, async (folder) => {
    const child = spawn(process.execPath, [join(root, 'dist/src/cli.js'), 'check', 'a.spec', '--watch'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const collect = (data: Buffer) => {
      said += data.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const until = async (text: string) => {
      while (!said.includes(text)) await new Promise((resolve) => setTimeout(resolve, 50));
    };
    const save = (text: string) => {
      said = '';
      writeFileSync(join(folder, 'a.spec'), text);
    };
    try {
      await until('Watching');
      expect(said).toContain('Holds.');
      save(holding.replace('x < 2', 'x < 1'));
      await until('Watching');
      expect(said).toContain('Invariant I is violated.');
      save(endless);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      save(holding);
      await until('Watching');
      expect(said).toContain('Holds.');
      expect(said).not.toContain('Not complete');
      child.kill('SIGINT');
      const [status] = await once(child, 'exit');
      expect(status).toBe(0);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
