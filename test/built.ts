/** Tests of the command line run what is in dist/, and those of worker threads what is in build/: both are built again when a source is newer. */

import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';

const root = new URL('../', import.meta.url);

export default function setup(): void {
  const built = statSync(new URL('dist/src/cli.cjs', root), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const newest = ['src', 'checker', 'bench', 'test/checker/models'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).map(
      (path) => statSync(new URL(`${folder}/${path}`, root)).mtimeMs,
    ),
  );
  if (Math.max(...newest) > built)
    execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
}
