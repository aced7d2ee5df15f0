/** Files that are there whole or not at all. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { replaceFile, statOf } from '../files.js';

/** A problem of the user's world, told in one line. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/** @throws OutputError when the file cannot be written */
export function writeWhole(path: string, text: string): void {
  if (statOf(path)?.isDirectory() === true)
    throw new OutputError(`\`${path}\` cannot be written: it is a folder.`);
  try {
    replaceFile(path, text);
  } catch (error) {
    throw new OutputError(`\`${path}\` cannot be written: ${reason(error)}.`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'that is not permitted',
  EPERM: 'that is not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
};

/** What went wrong with a file, as half a sentence. */
export function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return reasons[code ?? ''] ?? message;
}

/** @throws OutputError when the folder is not there and cannot be made */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new OutputError(
      `The folder \`${path}\` cannot be made: ${taken ? 'a file of that name is there' : reason(error)}.`,
    );
  }
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
