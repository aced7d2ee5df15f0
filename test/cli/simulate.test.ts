/** `tla-ts simulate`. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inFolder, run } from './running.js';

const counter =
  "SPEC Counter\nVARIABLE x\nInit == x = 0\nNext == x' = (x + 1) % 4\nINVARIANT Small == x < 9\n";

it('says what it saw, and writes the behaviours', () => {
  inFolder({ 'c.spec': counter }, (folder) => {
    const { out, status } = run(['simulate', 'c.spec', '-t', '12', '-d', '6', '--out', 'traces'], folder);
    expect(out).toMatchInlineSnapshot(`
      "Counter

      Nothing wrong was seen. (12 behaviours, 72 states, the longest has 6, seed 1)
      12 behaviours were written to traces.
      "
    `);
    expect(status).toBe(0);
    expect(readdirSync(join(folder, 'traces'))).toHaveLength(12);
    expect(JSON.parse(readFileSync(join(folder, 'traces/trace-01.itf.json'), 'utf8')).states).toHaveLength(6);
  });
});

it('shows the behaviour that something is wrong with', () => {
  inFolder({ 'c.spec': counter.replace('9', '2'), 'd.spec': 'VARIABLE =' }, (folder) => {
    const { out, status } = run(['simulate', 'c.spec', '--seed', '3'], folder);
    expect(out).toMatchInlineSnapshot(`
      "Counter

      Invariant Small is violated. (c.spec:5:11)
        Small is FALSE
          x < 2 is FALSE
            x = 2

      Behaviour 1 of seed 3 leads there (3 states):

      1: Initial state
          x = 0

      2: Next (c.spec:4:1)
        > x = 1

      3: Next (c.spec:4:1)
        > x = 2

      Does not hold: Small. (seed 3)
      "
    `);
    expect(status).toBe(12);
    expect(run(['simulate', 'd.spec'], folder).status).toBe(3);
    expect(run(['simulate', 'c.spec', '--out', 'd.spec'], folder)).toMatchObject({ status: 1 });
    expect(run(['simulate', 'c.spec', '--seed', 'x'], folder).err).toContain(
      "argument 'x' is invalid. It must be a whole number, zero or above.",
    );
  });
});
