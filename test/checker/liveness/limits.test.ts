/** Where checking liveness ends early, when all states have been explored. */

import { describe, expect, it } from 'vitest';
import { check } from '../../../checker/check.js';
import type { Model } from '../../../checker/model.js';
import type { CheckOptions } from '../../../checker/options.js';

const size = 20_000;

/** A ring with chords. That it comes back to 0 needs fairness, and `asked` is told when the first condition is looked at. */
function ring(asked: () => void): Model<number> {
  let first = true;
  return {
    name: 'Ring',
    variables: ['x'],
    actions: [{ name: 'Up' }, { name: 'Jump' }],
    values: (state) => [state],
    initial: () => [0],
    successors: (state) => [
      { action: 0, state: (state + 1) % size },
      { action: 1, state: (3 * state + 1) % size },
    ],
    invariants: [],
    checkDeadlock: true,
    temporal: {
      states: [{ text: 'x = 0' }, { text: 'ENABLED Up' }],
      steps: [{ text: 'Up' }],
      properties: [
        {
          name: 'Returns',
          formula: {
            kind: 'always',
            operand: { kind: 'eventually', operand: { kind: 'state', predicate: 0 } },
          },
        },
      ],
      fairness: [{ text: 'WF_x(Up)', strength: 'weak', enabled: 1, taken: 0 }],
      assumptions: [],
      stateHolds(predicate, state) {
        if (predicate === 0) return state === 0;
        if (first) asked();
        first = false;
        return true;
      },
      stepHolds: (_, from, to) => to === (from + 1) % size,
    },
  };
}

async function outcome(asked: () => void, options: CheckOptions) {
  const { kind, distinct, incomplete } = await check(ring(asked), options);
  return { kind, distinct, incomplete };
}

/** So that the checker looks around. */
const sleep = (milliseconds: number) =>
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

const notChecked = 'the property Returns was not checked';

describe('checking liveness', () => {
  it('goes to its end without limits', async () => {
    const { kind, distinct } = await outcome(() => {}, {});
    expect({ kind, distinct }).toEqual({ kind: 'liveness', distinct: size });
  });

  it('can be interrupted, and tells how far it is', async () => {
    const interrupt = new AbortController();
    const told: number[] = [];
    const verdict = await outcome(
      () => {
        sleep(300);
        interrupt.abort();
      },
      {
        signal: interrupt.signal,
        progress: ({ liveness }) => {
          if (liveness !== undefined) told.push(liveness);
        },
      },
    );
    expect(verdict).toEqual({
      kind: 'incomplete',
      distinct: size,
      incomplete: ['it was interrupted', notChecked],
    });
    expect(told.length).toBeGreaterThan(0);
  });

  it('ends at the time limit', async () => {
    expect(await outcome(() => sleep(3_000), { timeLimit: 3 })).toEqual({
      kind: 'incomplete',
      distinct: size,
      incomplete: ['the time limit of 3 s was reached', notChecked],
    });
  });

  it('ends at the memory limit', async () => {
    // Enough for the states, the table and the steps, not for what the search of the product takes.
    expect(await outcome(() => sleep(60), { memoryLimit: 1_000_000 })).toEqual({
      kind: 'incomplete',
      distinct: size,
      incomplete: ['the memory limit of 1 MB was reached', notChecked],
    });
  });
});
