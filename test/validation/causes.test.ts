import { describe, expect, it } from 'vitest';
import { causesOf } from '../../src/validation/causes.js';
import { LogError } from '../../src/validation/mapping.js';

const line = (process: string, clock: Readonly<Record<string, number>>, action = '') =>
  JSON.stringify({ process, clock, action });

describe('the causes in a log', () => {
  it('are the event before, and what was received', () => {
    const events = causesOf([
      line('p', { p: 1 }, 'Send'),
      line('q', { q: 1 }),
      line('q', { p: 1, q: 2 }, 'Receive'),
      line('r', { p: 1, q: 2, r: 1 }, 'Receive'),
    ]);
    expect(events).toEqual([
      { process: 'p', label: 'Send', received: [] },
      { process: 'q', label: '', received: [] },
      { process: 'q', label: 'Receive', received: [0], before: 1 },
      { process: 'r', label: 'Receive', received: [2] },
    ]);
  });

  it.each([
    ['{}', 'line 1 does not say whose event it is: `process` is missing.'],
    [
      '{"process": "p"}',
      'line 1 has no vector clock in `clock`: A timestamp is an object with a number for each process, and undefined is none.',
    ],
  ])('are not found in %s', (text, message) => {
    expect(() => causesOf([text])).toThrow(new LogError(message));
  });
});
