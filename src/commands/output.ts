/** Files that are there whole or not at all. */

import { mkdirSync } from 'node:fs';
import { createFile, reason, replaceFile, statOf } from '../files.js';

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
    createFile(path, text);
  } catch (error) {
    const there = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new OutputError(
      there
        ? `\`${path}\` is there already, and is not written over.`
        : `\`${path}\` cannot be written: ${reason(error)}.`,
    );
  }
}
