/** Files that are there whole or not at all. */

import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** A problem of the user's world, told in one line. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/** @throws OutputError when the file cannot be written */
export function writeWhole(path: string, text: string): void {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new OutputError(
      `\`${path}\` cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
