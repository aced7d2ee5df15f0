/** A Model that is a plain object: checked like any other. */

import { describe, expect, it } from 'vitest';
import { check, EvaluationFault, type Model, printValue, type Verdict } from '../../src/index.js';

/** A counter that goes up to `top`, and from there back to zero unless it stops. */
function counter(top: number, changes: Partial<Model<number>> = {}): Model<number> {
  return {
    name: 'Counter',
    variables: ['n'],
    actions: [{ name: 'Up' }, { name: 'Reset' }],
    values: (n) => [n],
    initial: () => [0],
    successors: (n) => (n < top ? [{ action: 0, state: n + 1 }] : [{ action: 1, state: 0 }]),
    invariants: [],
    checkDeadlock: true,
    ...changes,
  };
}

const counts = ({ kind, generated, distinct, depth }: Verdict) => ({ kind, generated, distinct, depth });
const states = (verdict: Verdict) =>
  verdict.violations[0]?.trace.states.map(
    ({ action, values }) => `${action?.text ?? 'start'} ${values.map(printValue)}`,
  );

describe('a model written by hand', () => {
  it('is explored', async () => {
    const verdict = await check(counter(3));
    expect(counts(verdict)).toEqual({ kind: 'holds', generated: 5, distinct: 4, depth: 4 });
    expect(verdict.coverage).toEqual([
      { name: 'Up', generated: 3, distinct: 3 },
      { name: 'Reset', generated: 1, distinct: 0 },
    ]);
  });

  it('gets a shortest trace to what violates it', async () => {
    const low = { name: 'Low', kind: 'invariant' as const, holds: (n: number) => n < 2 };
    const verdict = await check(counter(3, { invariants: [low] }));
    expect(verdict.kind).toBe('violation');
    expect(states(verdict)).toEqual(['start 0', 'Up 1', 'Up 2']);
  });

  it('may name and explain its steps and states', async () => {
    const verdict = await check(
      counter(3, {
        successors: (n) => (n < 3 ? [{ action: 0, state: n + 1 }] : []),
        explain: {
          arguments: (from, _action, to) => [to - from],
          deadlock: (n) => ({ text: `${n} is the top` }),
        },
      }),
    );
    expect(verdict.kind).toBe('deadlock');
    expect(states(verdict)).toEqual(['start 0', 'Up(1) 1', 'Up(1) 2', 'Up(1) 3']);
    expect(verdict.violations[0]?.explanation).toEqual({ text: '3 is the top' });
  });

  it('may have a view, a constraint and symmetry', async () => {
    expect(counts(await check(counter(9, { constraint: (n) => n < 5 })))).toMatchObject({
      distinct: 5,
      generated: 6,
    });
    expect(counts(await check(counter(9, { view: (n) => n % 4 })))).toMatchObject({ distinct: 4 });
    const twins = counter(0, {
      initial: () => [1, -1],
      successors: (n) => [{ action: 0, state: -n }],
      canonical: (n) => Math.abs(n),
    });
    expect(counts(await check(twins))).toEqual({ kind: 'holds', generated: 3, distinct: 1, depth: 1 });
  });

  it('ends with an error when it throws an EvaluationFault, and rejects with anything else', async () => {
    const failing = (error: Error) =>
      counter(3, {
        successors: (n) => {
          if (n === 1) throw error;
          return [{ action: 0, state: n + 1 }];
        },
      });
    const verdict = await check(failing(new EvaluationFault('broken', 'It is broken.')));
    expect(verdict.kind).toBe('error');
    expect(verdict.violations[0]).toMatchObject({ kind: 'error', name: 'broken', message: 'It is broken.' });
    expect(states(verdict)).toEqual(['start 0', 'Up 1']);
    await expect(check(failing(new TypeError('no such thing')))).rejects.toThrow('no such thing');
  });
});
