/** `tla-ts check --cache`. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inFolder, run } from './running.js';

const flip = "VARIABLE y\nInit == y = 0\nNext == y' = 1 - y\n";

it('says that a spec was not searched again', () => {
  inFolder({ 'a.spec': flip, 'b.spec': flip }, (folder) => {
    const first = run(['check', 'a.spec', '--cache'], folder);
    expect(first.out).not.toContain('Not searched again');
    const second = run(['check', 'a.spec', '--cache'], folder);
    expect(second.status).toBe(0);
    expect(second.out).toBe(`${first.out}Not searched again: nothing that this depends on has changed.\n`);
    const both = run(['check', '.', '--cache', '--reporter', 'pretty,json=both.json'], folder);
    expect(both.out).toMatch(/a\.spec .* unchanged\n/);
    expect(both.out).toMatch(/b\.spec .* s\n/);
    expect(run(['check', '.', '--cache', '--reporter', 'markdown'], folder).out).toMatch(
      /a\.spec.* unchanged \|\n/,
    );
    expect(readdirSync(join(folder, 'node_modules/.cache/tla-ts')).length).toBeGreaterThan(0);
  });
});

it('says where it cannot keep results', () => {
  inFolder({ 'a.spec': flip, taken: '' }, (folder) => {
    const { status, out, err } = run(['check', 'a.spec', '--cache-dir', 'taken'], folder);
    expect(out).toContain('Holds.');
    expect(err).toBe('warning: Results cannot be kept in `taken`: it is a file.\n');
    expect(status).toBe(0);
  });
});
