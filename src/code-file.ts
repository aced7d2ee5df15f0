/** The file with code of V8's: what it says, and a sum over it, for V8 takes damaged code for whole. */

import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { replaceFile } from './files.js';

/** Files after which the folder is begun anew: two for each Node that ever ran the tool, with each of the options of V8. */
const mostFiles = 16;

/**
 * Bytes from one word of the sum to the next. Every start pays for each word; files are damaged by the block, often to zeros, which some words
 * were before: so there are several words a block.
 */
const stride = 256;

/** @returns undefined where there is none, or a damaged one */
export function readCode(path: string): Uint8Array | undefined {
  try {
    const file = readFileSync(path);
    const code = file.subarray(0, -4);
    return file.readInt32LE(code.length) === sumOf(code) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** @throws what the file system refuses with */
export function writeCode(path: string, code: Uint8Array): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length >= mostFiles) {
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
  }
  const sum = Buffer.alloc(4);
  sum.writeInt32LE(sumOf(code));
  replaceFile(path, Buffer.concat([code, sum]));
}

function sumOf(code: Uint8Array): number {
  const view = new DataView(code.buffer, code.byteOffset);
  let sum = code.length;
  for (let at = 0; at + 4 <= code.length; at += stride)
    sum = (Math.imul(sum, 31) + view.getInt32(at, true)) | 0;
  return sum;
}
