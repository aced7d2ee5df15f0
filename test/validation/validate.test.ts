import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../checker/model.js';
import { interpret } from '../../src/interpret/model.js';
import { identity, LogError, type Mapping } from '../../src/validation/mapping.js';
import { TooManyUnknowns, validateLog } from '../../src/validation/validate.js';
import { printValue } from '../../src/values/print.js';
import { specOf } from '../semantics/resolving.js';

const counters = interpret(
  specOf(`
    CONSTANT Process = {p, q}
    VARIABLE x, last
    Init == x \\in [Process -> 0..1] /\\ last = "none"
    Add(r, n) == x[r] + n <= 9 /\\ x' = [x EXCEPT ![r] = @ + n] /\\ last' = "add"
    Reset == \\A r \\in Process : x[r] > 2 /\\ x' = [s \\in Process |-> 0] /\\ last' = "reset"
    Next == (\\E r \\in Process, n \\in 1..3 : Add(r, n)) \\/ Reset
  `),
);

async function validated(lines: readonly object[], mapping: Partial<Mapping> = {}, mostStates = 1_000) {
  const { matched, states, most, refused } = await validateLog(
    counters,
    lines.map((line) => JSON.stringify(line)),
    { mapping: { ...identity, ...mapping }, mostStates },
  );
  return {
    matched,
    most,
    states: states.map((state) => printValue(state[0] ?? '')),
    ...(refused === undefined ? {} : { line: refused.event.line, why: texts(refused.explanation) }),
  };
}

function texts({ text, values = [], children = [] }: Explanation): string[] {
  return [
    text,
    ...values.map(({ expression, value }) => `${expression} = ${printValue(value)}`),
    ...children.flatMap(texts),
  ];
}

describe('a log', () => {
  it('is a behaviour when its steps are steps of the spec', async () => {
    const found = await validated([
      { action: 'Init', vars: { x: { p: 0, q: 1 } } },
      { action: 'Add', args: ['p', 3], vars: { x: { p: 3 } } },
      { action: 'Add', args: ['q', 2] },
      { action: 'Reset', vars: { last: 'reset' } },
    ]);
    expect(found).toEqual({ matched: 4, most: 4, states: ['(p :> 0 @@ q :> 0)'] });
  });

  it('leaves open what it does not say, until it says it', async () => {
    const found = await validated([{ action: 'Add', args: ['p', null] }, { vars: { x: { p: 4, q: 1 } } }]);
    expect(found.matched).toBe(2);
    expect(found.most).toBeGreaterThan(4);
    expect(found.states).toEqual(['(p :> 4 @@ q :> 1)']);
  });

  it('is followed to the line where its arguments are refused, by the conjunct that refuses', async () => {
    const found = await validated([
      { action: 'Init', vars: { x: { p: 0, q: 0 } } },
      { action: 'Add', args: ['p', 1] },
      { action: 'Reset' },
    ]);
    expect(found).toEqual({
      matched: 2,
      most: 4,
      states: ['(p :> 1 @@ q :> 0)'],
      line: 3,
      why: ['what stops Reset:', 'Reset (r = p): x[r] > 2 is FALSE', 'x[r] = 1'],
    });
  });

  it('is followed to the line that tells of another value', async () => {
    const found = await validated([
      { action: 'Init', vars: { x: { p: 0, q: 0 } } },
      { action: 'Add', args: ['p', 2], vars: { x: { p: 3 } } },
    ]);
    expect(found.why).toEqual([
      'Add is possible, and leaves x otherwise than the line says: {"p":3}',
      'x = (p :> 2 @@ q :> 0)',
      'what would fit: Add(p, 3)',
    ]);
    expect(found.states).toEqual(['(p :> 0 @@ q :> 0)']);
  });

  it('is told of other steps that it could tell of', async () => {
    const found = await validated([
      { action: 'Init', vars: { x: { p: 0, q: 0 }, last: 'none' } },
      { action: 'Reset', vars: { last: 'add' } },
    ]);
    expect(found.why?.at(-1)).toBe('what would fit: Add(p, 1), Add(p, 2), Add(p, 3) and 3 more');
  });

  it('is told of the step that comes nearest, when it names no action', async () => {
    const found = await validated([
      { action: 'Init', vars: { x: { p: 0, q: 0 } } },
      { vars: { x: { p: 2 }, last: 'reset' } },
    ]);
    expect(found.why).toEqual([
      'Add(p, 2) is the nearest step, and leaves last otherwise than the line says: "reset"',
      'last = "add"',
    ]);
  });

  it('is told that there are no such arguments', async () => {
    const found = await validated([{ action: 'Add', args: ['r', 1] }]);
    expect(found.why).toEqual(['there is no Add with the arguments ["r",1]']);
  });

  it('is told that no initial state is like that', async () => {
    const found = await validated([{ action: 'Init', vars: { last: 'add' } }]);
    expect(found.why?.[0]).toBe('Init is possible, and leaves last otherwise than the line says: "add"');
  });

  it('begins once', async () => {
    const found = await validated([{ action: 'Add', args: ['p', 1] }, { action: 'Init' }]);
    expect(found.why).toEqual(['`Init` tells of the initial state, and can only be the first event.']);
  });

  it('may leave out what is silent', async () => {
    const lines = [
      { action: 'Init', vars: { x: { p: 1, q: 1 } } },
      { action: 'Add', args: ['p', 2] },
      { action: 'Add', args: ['q', 2] },
      { action: 'Add', args: ['q', 1], vars: { x: { p: 0, q: 1 } } },
    ];
    expect((await validated(lines)).line).toBe(4);
    expect(await validated(lines, { silent: ['Reset'] })).toMatchObject({
      matched: 4,
      states: ['(p :> 0 @@ q :> 1)'],
    });
  });

  it('cannot call silent what the spec does not have', async () => {
    await expect(validated([], { silent: ['Rest'] })).rejects.toThrow(
      new LogError('the map calls `Rest` silent, and the spec has no such action. Did you mean `Reset`?'),
    );
  });

  it('that says too little is not followed for ever', async () => {
    const lines = Array.from({ length: 20 }, () => ({}));
    await expect(validated(lines, {}, 50)).rejects.toThrow(
      new TooManyUnknowns(
        'at line 3 the system may be in more than 50 states: the log says too little to follow it.',
      ),
    );
  });

  it('is read as it comes, and no further than it fits', async () => {
    let read = 0;
    async function* lines() {
      for (; ; read++) yield read === 5 ? '{"action": "Reset"}' : '{"action": "Add", "args": ["p", 1]}';
    }
    const { refused } = await validateLog(counters, lines(), { mapping: identity });
    expect([refused?.event.line, read]).toEqual([6, 5]);
  });
});
