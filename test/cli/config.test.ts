/** `--config`: a `.tla` module with a configuration that does not have its name, in every command that explores or evaluates. */

import { expect, it } from 'vitest';
import { inFolder, run } from './running.js';

const files = {
  'Up.tla':
    "---- MODULE Up ----\nEXTENDS Naturals\nCONSTANT Top\nVARIABLE x\nInit == x = 0\nNext == x' = (x + 1) % Top\n====\n",
  'Up.cfg': 'CONSTANT Top = 2\nINIT Init\nNEXT Next\n',
  'Other.cfg': 'CONSTANT Top = 5\nINIT Init\nNEXT Next\n',
};

it.each([
  ['check', ['check', 'Up.tla'], '2 distinct', '5 distinct'],
  ['eval', ['eval', 'Top + x', '--spec', 'Up.tla'], '2', '5'],
  ['graph', ['graph', 'Up.tla'], 'label="x = 1"', 'label="x = 4"'],
  ['diff', ['diff', 'Up.tla', 'Up.tla'], '2 before, 2 now', '5 before, 5 now'],
  ['simulate', ['simulate', 'Up.tla', '--traces', '1'], 'Nothing wrong', 'Nothing wrong'],
])('%s', (_, args, one, other) => {
  inFolder(files, (folder) => {
    expect(run(args, folder).out).toContain(one);
    const asked = run([...args, '--config', 'Other.cfg'], folder);
    expect(asked.out).toContain(other);
    expect({ status: asked.status, err: asked.err }).toEqual({ status: 0, err: '' });
    expect(run([...args, '--config', 'None.cfg'], folder).err).toContain('There is no file `None.cfg`.');
  });
});
