/** Files that are there whole or not at all. */

import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

/** A problem of the user's world, told in one line. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/** @throws OutputError when the file cannot be written */
export function writeWhole(path: string, text: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new OutputError(`\`${path}\` cannot be written: it is a folder.`);
  const draft = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new OutputError(`\`${path}\` cannot be written: ${reason(error)}.`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EACCES: 'that is not permitted',
  EPERM: 'that is not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
};

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return reasons[code ?? ''] ?? message;
}

/** @throws OutputError when something of that name is there already, or it cannot be written */
export function writeNew(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    const there = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new OutputError(
      there
        ? `\`${path}\` is there already, and is not written over.`
        : `\`${path}\` cannot be written: ${reason(error)}.`,
    );
  }
}
