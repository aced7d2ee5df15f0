/** The table of the gallery says of every spec what is expected of it. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../cli/running.js';
import { gallery, type Row } from './gallery.js';

const rows = new Map(
  readFileSync(join(root, 'specs/README.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ['))
    .map((line) => {
      const cells = line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, ''));
      return [cells[0]?.match(/^\[(.*)\]\(\1\)$/)?.[1] ?? line, cells] as const;
    }),
);

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
      expect(cells[6]).toBe(distinct.toLocaleString('en-US'));
      const text = readFileSync(join(root, 'specs', file), 'utf8');
      const models = [...text.matchAll(/^MODEL (\w+)/gm)].map((match) => match[1]);
      expect(cells[3]).toBe(['default', ...models].join(', '));
      expect(cells[1]).toMatch(/\.$/);
    },
  );
});
