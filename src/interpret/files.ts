/** The only files that a specification can reach: those in folders that the user allows to be read. */

import { readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';

/** Why a file is not read, in one sentence. */
export class FileRefusal extends Error {
  override readonly name = 'FileRefusal';
}

/**
 * @param folders that may be read, whatever is in them included
 * @throws FileRefusal
 */
export function readAllowed(path: string, folders: readonly string[]): string {
  if (folders.length === 0) {
    throw new FileRefusal(
      `The specification asks for the file \`${path}\`, and may read none. To let it, name its folder: \`--allow-read DIR\`.`,
    );
  }
  let real: string;
  try {
    real = realpathSync(path);
  } catch {
    throw new FileRefusal(`The specification asks for the file \`${path}\`, and there is none.`);
  }
  // Links are followed before it is decided, so that none leads out of a folder.
  const inside = folders.some((folder) => {
    try {
      const way = relative(realpathSync(folder), real);
      return way !== '' && !way.startsWith('..') && !isAbsolute(way);
    } catch {
      return false;
    }
  });
  if (!inside) {
    throw new FileRefusal(
      `The specification asks for the file \`${path}\`, which is outside the folders that it may read: ${folders.join(', ')}.`,
    );
  }
  return readFileSync(real, 'utf8');
}
