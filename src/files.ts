/** What there is at a path, and how it is replaced. */

import { renameSync, rmSync, type Stats, statSync, writeFileSync } from 'node:fs';

/** @returns undefined where there is nothing: also below a file that is taken for a folder */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR' || code === 'ENAMETOOLONG' || code === 'ELOOP') return undefined;
    throw error;
  }
}

/** Writes a file that is there whole or not at all. @throws what the file system refuses with */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, content);
    renameSync(draft, path);
  } finally {
    if (statOf(draft) !== undefined) rmSync(draft, { force: true });
  }
}
