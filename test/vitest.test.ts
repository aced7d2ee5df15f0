/** The matchers, and an implementation that is driven through a spec's behaviours. */

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainStates, Source } from '../src/index.js';
import { forEachTrace, spec } from '../src/vitest.js';
import { inFolder, root } from './cli/running.js';

const file = (name: string) => join(root, 'specs', name);
const messageOf = async (wrong: Promise<void>) => {
  const error = await wrong.then(
    () => undefined,
    (thrown: Error) => thrown,
  );
  return error?.message.replaceAll(root, '').replace(/\d+\.\d s/g, '0.0 s');
};

describe('the matchers', () => {
  it('pass when it is so', async () => {
    await expect(spec(file('two-phase-commit.spec'), { model: 'five', maxDepth: 99 })).toHold();
    await expect(spec(file('die-hard.spec'))).toViolate('NotSolved', { length: 7 });
    await expect(spec(file('die-hard.spec'))).not.toHold();
    await expect(spec(file('die-hard.spec'), { model: 'explore' })).not.toViolate('deadlock');
    await expect(
      spec(new Source('text.spec', "VARIABLE x \\in {0}\nInit == x = 0\nNext == x' = 1")),
    ).toViolate('x');
    await expect(spec(file('dining-philosophers-symmetric.spec'))).toViolate('deadlock');
  });

  it('say what is not so, with the behaviour', async () => {
    const text = "SPEC Counter\nVARIABLE x\nInit == x = 0\nNext == x' = x + 1\nINVARIANT I == x < 1";
    const counter = (use: (path: string) => Promise<string | undefined>) =>
      inFolder({ 'c.spec': text }, async (folder) =>
        (await use(join(folder, 'c.spec')))?.replaceAll(folder, 'dir'),
      );
    expect(await counter((path) => messageOf(expect(spec(path)).toHold()))).toMatchInlineSnapshot(`
      "Counter was to hold, and violates I.

      Counter

      Invariant I is violated. (dir/c.spec:5:11)
        I is FALSE
          x < 1 is FALSE
            x = 1

      A shortest behaviour that leads there (2 states):

      1: Initial state
          x = 0

      2: Next (dir/c.spec:4:1)
        > x = 1

      Does not hold: I. (2 generated, 2 distinct, depth 2, 0.0 s)
      "
    `);
    expect(
      (await counter((path) => messageOf(expect(spec(path)).toViolate('I', { length: 3 }))))?.split('\n')[0],
    ).toBe('Counter was to violate I in 3 states, and violates it in 2.');
    expect(
      (await counter((path) => messageOf(expect(spec(path)).toViolate('deadlock'))))?.split('\n')[0],
    ).toBe('Counter was to violate deadlock, and violates I.');
    expect(await messageOf(expect(spec(file('peterson.spec'))).not.toHold())).toBe(
      'Peterson holds, and was not to.',
    );
    expect(await messageOf(expect(spec(file('no.spec'))).toHold())).toContain('There is no file');
  });
});

it('a name that nothing has is refused, in a negated expectation too', async () => {
  const paxos = spec(file('paxos.spec'), { maxStates: 10 });
  const refused = 'Paxos checks nothing of the name `Agrement`. Did you mean `Agreement`?';
  expect(await messageOf(expect(paxos).toViolate('Agrement'))).toBe(refused);
  expect(await messageOf(expect(paxos).not.toViolate('Agrement'))).toBe(refused);
  expect(await messageOf(expect(spec(file('die-hard.spec'))).toViolate('Empty'))).toBe(
    'DieHard checks nothing of the name `Empty`. It checks: small, big, NotSolved, deadlock.',
  );
});

describe('forEachTrace', () => {
  /** Two jugs, as somebody might have written them. */
  class Jugs {
    small = 0;
    big = 0;
    constructor(private readonly room: number) {}
    take(action: string): void {
      const pour = Math.min(action === 'SmallToBig' ? this.small : this.big, this.room);
      if (action === 'FillSmall') this.small = 3;
      if (action === 'FillBig') this.big = 5;
      if (action === 'EmptySmall') this.small = 0;
      if (action === 'EmptyBig') this.big = 0;
      if (action === 'SmallToBig') {
        const moved = Math.min(pour, 5 - this.big);
        this.small -= moved;
        this.big += moved;
      }
      if (action === 'BigToSmall') {
        const moved = Math.min(pour, 3 - this.small);
        this.big -= moved;
        this.small += moved;
      }
    }
  }

  const drive = (room: number) =>
    forEachTrace(spec(file('die-hard.spec'), { model: 'explore' }), { traces: 20, depth: 15 }, (trace) => {
      const jugs = new Jugs(room);
      for (const { action, values } of plainStates(trace)) {
        if (action !== undefined) jugs.take(action.name);
        if (values.small !== jugs.small || values.big !== jugs.big) throw new Error('It differs.');
      }
    });

  it('passes where the implementation does what the spec says', async () => {
    await drive(5);
  });

  it('tells the steps after which it does not', async () => {
    expect(await messageOf(drive(1))).toMatch(/^Behaviour \d+ \((\w+(, )?)+\): It differs\.$/);
  });

  it('takes a text at hand', async () => {
    const text = new Source(
      'up.spec',
      "VARIABLE x\nInit == x = 0\nAdd(n) == x' = x + n\nNext == \\E n \\in 1..2 : Add(n)",
    );
    await forEachTrace(spec(text), { traces: 5, depth: 6 }, (trace) => {
      let sum = 0;
      for (const { action, values } of plainStates(trace)) {
        sum += Number(action?.arguments[0] ?? 0);
        expect(values).toEqual({ x: sum });
      }
      expect(sum).toBeGreaterThan(4);
    });
  });

  it('says what is wrong with the spec', async () => {
    expect(await messageOf(forEachTrace(spec('no.spec'), {}, () => undefined))).toBe(
      'no.spec: There is no file `no.spec`.',
    );
  });
});
