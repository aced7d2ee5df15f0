/** Models that break their promises, and threads that die: what is said then. */

import { describe, expect, it } from 'vitest';
import { check, checkRows } from '../../checker/check.js';
import type { Model } from '../../checker/model.js';
import { openRows as growing } from './models/growing.js';

describe('a model', () => {
  it('that is not the same at every call has states without a way there', async () => {
    let calls = 0;
    const model: Model<number> = {
      name: 'Fickle',
      variables: ['x'],
      actions: [{ name: 'Next' }],
      values: (state) => [state],
      initial: () => [0],
      successors: (state) => [{ action: 0, state: state + 1 + 100 * calls++ }],
      invariants: [{ name: 'Small', kind: 'invariant', holds: (state) => state < 50 }],
      checkDeadlock: true,
    };
    await expect(check(model)).rejects.toThrow(
      'A state has no parent: the model is not the same at every call.',
    );
  });

  it('that has no room for a value and cannot be widened ends the search', async () => {
    const { widen: _, ...rest } = growing({ bits: [8], until: 3000 });
    await expect(checkRows(rest, { workers: 1 })).rejects.toThrow(
      'A value does not fit the layout of its variable.',
    );
  });

  it('that throws anything but an evaluation error ends the search with it', async () => {
    const model: Model<number> = {
      name: 'Broken',
      variables: ['x'],
      actions: [],
      values: (state) => [state],
      initial: () => [0],
      successors: () => {
        throw new RangeError('Out of order.');
      },
      invariants: [],
      checkDeadlock: true,
    };
    await expect(check(model)).rejects.toThrow(new RangeError('Out of order.'));
  });
});
