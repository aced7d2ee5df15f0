/** What there is at a path, and how it is written: whole or not at all, though the process be killed while it writes. */

import {
  constants,
  copyFileSync,
  linkSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

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

/**
 * Puts a file in the place of the one that is there, if any. Behind a link it is the file that the link leads to; a device or a pipe, such
 * as /dev/stdout, is written to.
 * @throws what the file system refuses with
 */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const there = statOf(path);
  if (there !== undefined && !there.isFile() && !there.isDirectory()) return writeFileSync(path, content);
  const target = there === undefined ? path : realpathSync(path);
  drafted(target, content, there?.mode, (draft) => renameSync(draft, target));
}

/** Writes a file where there is none. @throws what the file system refuses with: EEXIST when there is one */
export function createFile(path: string, content: string): void {
  drafted(path, content, undefined, (draft) => {
    try {
      linkSync(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
      // Some file systems have no links.
      copyFileSync(draft, path, constants.COPYFILE_EXCL);
    }
  });
}

/** Milliseconds after which a draft is no longer being written, on another machine or in another container either. */
const draftAge = 60_000;

/** Folders that this process has looked for drafts in. */
const swept = new Set<string>();

/** Removes the drafts of processes that were killed while they wrote. */
function sweep(folder: string): void {
  if (swept.has(folder)) return;
  swept.add(folder);
  try {
    for (const name of readdirSync(folder)) {
      const [, pid] = name.match(/\.tla-ts\.(\d+)\.tmp$/) ?? [];
      if (pid === undefined || lives(Number(pid))) continue;
      const path = join(folder, name);
      if (Date.now() - (statOf(path)?.mtimeMs ?? Date.now()) > draftAge) rmSync(path, { force: true });
    }
  } catch {
    // What cannot be tidied up is in nobody's way.
  }
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Writes beside the path, under a name that nobody reads, and then puts it there. @param mode permissions, of a file that is replaced */
function drafted(
  path: string,
  content: string | Uint8Array,
  mode: number | undefined,
  put: (draft: string) => void,
): void {
  sweep(dirname(path));
  const draft = `${path}.tla-ts.${process.pid}.tmp`;
  try {
    writeFileSync(draft, content, mode === undefined ? {} : { mode });
    put(draft);
  } finally {
    if (statOf(draft) !== undefined) rmSync(draft, { force: true });
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
  EDQUOT: 'the disk quota is used up',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its path leads round in a circle',
};

/** What went wrong with a file, as half a sentence. */
export function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return reasons[code ?? ''] ?? message;
}
