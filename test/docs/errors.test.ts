/** Every code of an error is explained in docs/errors.md, and its message is held by a test. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../cli/running.js';

const texts = (folder: string, ending: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'));

/** `error('some-code', …)`, `fault('some-code', …)`, `code: 'some-code'` and their like. */
const raising =
  /(?:\b(?:error|warning|fault|problem|report|warn|refuse)\(\s*(?:source,\s*)?|\bcode: )'([a-z]+(?:-[a-z]+)*)'/g;

const raised = [
  ...new Set(
    texts('src', '.ts').flatMap((text) => [...text.matchAll(raising)].map((match) => match[1] ?? '')),
  ),
].sort();
const page = readFileSync(join(root, 'docs/errors.md'), 'utf8');
const documented = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([a-z-]+)`/g)].map((match) => match[1] ?? ''));
const tests = texts('test', '.test.ts').join('\n');

describe('every error', () => {
  it('is found in the sources', () => {
    expect(raised.length).toBeGreaterThan(60);
    expect(raised).toContain('unknown-name');
  });

  it.each(raised)('%s is explained', (code) => {
    expect(documented).toContain(code);
  });

  it.each(documented)('%s has a test on its message', (code) => {
    expect(new RegExp(`(error|warning)\\[${code}\\]: |[^a-z-]${code}: `).test(tests)).toBe(true);
  });
});
