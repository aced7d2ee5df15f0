/** Every spec of the gallery gives the verdict, the counts and the trace that are written down for it. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../../src/check-file.js';
import { loadSpec } from '../../src/load.js';
import { root } from '../cli/running.js';
import { gallery, type Row, rowOf } from './gallery.js';

const files = readdirSync(join(root, 'specs')).filter((file) => /\.(spec|tla)$/.test(file));
const read = (file: string) => readFileSync(join(root, 'specs', file), 'utf8');

describe('the gallery', () => {
  it('has a row for every spec, and a spec for every row', () => {
    expect(Object.keys(gallery).sort()).toEqual(files.sort());
  });

  it.each(files)('%s says what it models, and from which paper', (file) => {
    const [first, ...lines] = read(file).split('\n');
    expect(first).toMatch(/^SPEC \w+$/);
    const header = lines
      .slice(
        0,
        lines.findIndex((line) => !line.startsWith('\\*')),
      )
      .join('\n');
    expect(header).toMatch(/[Tt]win of [a-z-]+\.spec|\([12]\d{3}\)|puzzle/);
  });

  const models = files.flatMap((file) =>
    [...read(file).matchAll(/^MODEL (\w+)/gm)].map((match): [string, string] => [file, match[1] ?? '']),
  );
  it('has a row for every model, and a model for every row', () => {
    const named = Object.entries(gallery).flatMap(([file, rows]) =>
      rows.flatMap(({ model }) => (model === undefined ? [] : [[file, model]])),
    );
    expect(named.sort()).toEqual(models.sort());
  });

  // The others resolve where they are searched, below.
  const large = models.filter(([file, model]) =>
    gallery[file]?.some((row) => row.model === model && row.large !== undefined),
  );
  it.each(large)('%s resolves with its model %s', (file, model) => {
    expect(loadSpec(join(root, 'specs', file), { model }).diagnostics).toEqual([]);
  });
});

const all = process.env.GALLERY === 'all';
const rows = Object.entries(gallery).flatMap(([file, given]) =>
  given
    .filter(({ large }) => all || large === undefined)
    .map((row): [string, string, Row] => [file, row.model ?? 'default', row]),
);

describe.each(rows)('%s, model %s', (file, _model, row) => {
  it('gives its verdict, counts and trace', { timeout: row.large ? 3_600_000 : 180_000 }, async () => {
    const { model } = row;
    const outcome = await checkFile(join(root, 'specs', file), model === undefined ? {} : { model });
    expect(outcome.diagnostics).toEqual([]);
    expect(outcome.asExpected).toBe(true);
    const { large: _, ...expected } = row;
    expect(outcome.verdict && rowOf(outcome.verdict, model)).toEqual(expected);
  });
});
