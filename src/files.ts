/** What there is at a path. */

import { type Stats, statSync } from 'node:fs';

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
