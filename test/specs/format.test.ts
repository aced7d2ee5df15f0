/** The gallery and the templates of `init` are laid out by `tla-ts fmt`. */

import { expect, it } from 'vitest';
import { run } from '../cli/running.js';

it('every spec has the layout of fmt', () => {
  const { status, out } = run(['fmt', '--check', 'specs', 'src/templates']);
  expect({ status, out }).toEqual({
    status: 0,
    out: expect.stringMatching(/^\d+ files are laid out already\.$/m),
  });
});
