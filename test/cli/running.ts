/** The tool as a user starts it: a process of its own, with what it prints and its exit status. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = fileURLToPath(new URL('../../', import.meta.url));
const tool = join(root, 'dist/src/cli.js');

export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** @param folder where it is started; the repository's root unless it matters */
export function run(
  args: readonly string[],
  folder: string = root,
  environment: Readonly<Record<string, string>> = {},
): Ran {
  const { PATH, HOME } = process.env;
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [tool, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH, HOME, ...environment },
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw error;
  return { status, out: stdout, err: stderr };
}

/** Runs `use` in a folder with these files, which is gone when that is done. */
export function inFolder<T>(files: Readonly<Record<string, string>>, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'tla-ts-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  let result: T;
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    result = use(folder);
  } catch (error) {
    remove();
    throw error;
  }
  if (result instanceof Promise) return result.finally(remove) as T;
  remove();
  return result;
}

/** Output without what differs from run to run. */
export function timeless(output: string): string {
  return output.replace(/\d+\.\d s\b/g, '0.0 s').replace(/"seconds": [\d.e-]+/g, '"seconds": 0');
}
