/** Many targets in threads. */

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runTargets } from '../../src/batch/pool.js';
import { inFolder } from '../cli/running.js';

it('gives the same results as one after the other, in the order of the targets', async () => {
  const text = "CONSTANT N = 1\nVARIABLE x\nInit == x = 0\nNext == x' = (x + 1) % N\nMODEL m\n  N = 4\n";
  await inFolder({ 'a.spec': text, 'b.spec': 'VARIABLE =' }, async (folder) => {
    const a = join(folder, 'a.spec');
    const ended: number[] = [];
    const results = await runTargets(
      [{ file: a }, { file: a, model: 'm' }, { file: join(folder, 'b.spec') }],
      {
        workers: 2,
        done: (_, count) => ended.push(count),
      },
    );
    expect(results.map(({ verdict }) => verdict?.distinct)).toEqual([1, 4, undefined]);
    expect(results.map(({ model }) => model)).toEqual([undefined, 'm', undefined]);
    expect(results[2]?.diagnostics[0]?.span?.source.path).toBe(join(folder, 'b.spec'));
    expect(ended).toEqual([1, 2, 3]);
  });
});
