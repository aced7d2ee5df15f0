/** The table of the gallery says of every spec what is expected of it. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../cli/running.js';
import { gallery, type Row } from './gallery.js';

const page = readFileSync(join(root, 'specs/README.md'), 'utf8');
const [specs = [], models = []] = page.split('\n## Other models\n').map((part) =>
  part
    .split('\n')
    .filter((line) => line.startsWith('| ['))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, ''))),
);
const fileOf = (cells: readonly string[]) => cells[0]?.match(/^\[(.*)\]\(\1\)$/)?.[1] ?? '';
const rows = new Map(specs.map((cells) => [fileOf(cells), cells]));
const counted = (count: number) => count.toLocaleString('en-US');

const verdicts: Readonly<Partial<Record<Row['verdict'], (name: string) => string>>> = {
  holds: () => 'holds',
  deadlock: () => 'deadlocks',
  violation: (name) => `violates \`${name}\``,
  liveness: (name) => `violates \`${name}\``,
};

describe('specs/README.md', () => {
  it('has a row for every spec, and for nothing else', () => {
    expect([...rows.keys()].sort()).toEqual(Object.keys(gallery).sort());
  });

  const defaults = Object.entries(gallery).flatMap(([file, given]) =>
    given.filter(({ model }) => model === undefined).map((row): [string, Row] => [file, row]),
  );

  it.each(defaults)(
    'says of %s what it gives',
    (file, { verdict, distinct, violated: [name, states] = ['', 0] }) => {
      const cells = rows.get(file) ?? [];
      expect(cells[4]).toBe(verdicts[verdict]?.(name));
      expect(Number.parseInt(cells[5] ?? '', 10) || 0).toBe(states);
      expect(cells[6]).toBe(counted(distinct));
      const text = readFileSync(join(root, 'specs', file), 'utf8');
      const models = [...text.matchAll(/^MODEL (\w+)/gm)].map((match) => match[1]);
      expect(cells[3]).toBe(['default', ...models].join(', '));
      expect(cells[1]).toMatch(/\.$/);
    },
  );

  it('has a row for every model besides, with its verdict and counts', () => {
    const expected = Object.entries(gallery).flatMap(([file, given]) =>
      given
        .filter(({ model }) => model !== undefined)
        .map(({ model, verdict, generated, distinct, depth, violated: [name] = [''] }) =>
          [file, model, verdicts[verdict]?.(name), counted(generated), counted(distinct), `${depth}`].join(
            ' ',
          ),
        ),
    );
    expect(models.map((cells) => [fileOf(cells), ...cells.slice(1, 6)].join(' ')).sort()).toEqual(
      expected.sort(),
    );
    for (const cells of models) expect(cells[7]).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});

describe('docs/comparison.md', () => {
  const compared = readFileSync(join(root, 'docs/comparison.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .flatMap(
      (line) =>
        line
          .split('|')[1]
          ?.split(',')
          .map((name) => `${name.trim()}.spec`) ?? [],
    );
  const holding = Object.entries(gallery).filter(([, [first]]) => first?.verdict === 'holds');

  it.each(holding)('says what %s was compared with', (file) => {
    expect(compared).toContain(file);
  });
});
