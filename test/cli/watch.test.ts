/** `tla-ts check --watch`. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inFolder, root } from './running.js';

const holding = "SPEC A\nVARIABLE x\nInit == x = 0\nNext == x' = 1 - x\nINVARIANT I == x < 2\n";
const endless = "SPEC A\nVARIABLE x\nInit == x = 0\nNext == x' = x + 1\n";

/**
 * Runs `check --watch` in a folder; `said` is what was printed since the last save.
 * @param ends the exit status after Ctrl-C
 */
async function watching(
  files: Readonly<Record<string, string>>,
  args: readonly string[],
  ends: number,
  use: (watched: {
    said(): string;
    until(text: string): Promise<void>;
    save(name: string, text: string): void;
  }) => Promise<void>,
): Promise<void> {
  await inFolder(files, async (folder) => {
    const tool = join(root, 'dist/src/cli.cjs');
    const child = spawn(process.execPath, [tool, 'check', ...args, '--watch'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => {
        said += data.toString();
      });
    try {
      await use({
        said: () => said,
        until: async (text) => {
          while (!said.includes(text)) await new Promise((resolve) => setTimeout(resolve, 50));
        },
        save: (name, text) => {
          said = '';
          writeFileSync(join(folder, name), text);
        },
      });
      child.kill('SIGINT');
      const [status] = await once(child, 'exit');
      expect(status).toBe(ends);
    } finally {
      child.kill('SIGKILL');
    }
  });
}

it('checks again on every save, gives up a stale run, and ends with Ctrl-C', async () => {
  await watching({ 'a.spec': holding }, ['a.spec'], 0, async ({ said, until, save }) => {
    await until('Watching');
    expect(said()).toContain('Holds.');
    save('a.spec', holding.replace('x < 2', 'x < 1'));
    await until('Watching');
    expect(said()).toContain('Invariant I is violated.');
    // What is still the same is told in a line.
    save('a.spec', `${holding.replace('x < 2', 'x < 1')}\\* to be looked at\n`);
    await until('Watching');
    expect(said()).toContain('A: violates I, as before.');
    expect(said()).not.toContain('A shortest behaviour');
    save('a.spec', endless);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    save('a.spec', holding);
    await until('Watching');
    expect(said()).toContain('Holds.');
    expect(said()).not.toContain('Not complete');
  });
});

it('searches what has changed and what extends it; of the others the verdict stays on the screen', async () => {
  const files = {
    'a.spec': holding,
    'b.spec': `EXTENDS Base\nINVARIANT J == y < Top\n`,
    'Base.spec': "VARIABLE y\nTop == 2\nInit == y = 0\nNext == y' = 1 - y\n",
    'wrong.spec': holding.replace('x < 2', 'x < 1'),
  };
  await watching(files, ['a.spec', 'b.spec', 'wrong.spec'], 12, async ({ said, until, save }) => {
    await until('Watching');
    expect(said()).not.toContain('unchanged');
    save('Base.spec', files['Base.spec'].replace('Top == 2', 'Top == 1'));
    await until('Watching');
    expect(said()).toMatch(/✓ {2}a\.spec +holds .* unchanged/);
    expect(said()).toMatch(/✗ {2}b\.spec +violates J .* s$/m);
    expect(said()).toMatch(/✗ {2}wrong\.spec +violates I .* unchanged/);
    expect(said()).toContain('A: violates I, as before.');
    save('Base.spec', files['Base.spec']);
    await until('Watching');
    expect(said()).toMatch(/✓ {2}b\.spec +holds .* unchanged/);
  });
});
