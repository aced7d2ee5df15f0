import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTimestamps, LamportClock } from '../../src/clocks/index.js';
import { refusal } from './refusal.js';

const time = fc.nat({ max: Number.MAX_SAFE_INTEGER - 1 });

describe('a Lamport clock', () => {
  it('starts at 0, and every event advances it by one', () => {
    const clock = new LamportClock();
    expect([clock.time, clock.tick().time, clock.tick().send().time]).toEqual([0, 1, 2]);
    expect(clock.time).toBe(0);
  });

  it('is later than its last event and than the sending when it receives', () => {
    fc.assert(
      fc.property(time, time, (here, sent) => {
        const received = new LamportClock(here).receive(sent).time;
        expect(received).toBe(Math.max(here, sent) + 1);
      }),
    );
  });

  it('refuses to count past what is exact', () => {
    const last = new LamportClock(Number.MAX_SAFE_INTEGER);
    const text = 'overflow: The clock is at 9007199254740991, and there is no exact number after that.';
    expect(refusal(() => last.tick())).toBe(text);
    expect(refusal(() => last.send())).toBe(text);
    expect(refusal(() => new LamportClock().receive(Number.MAX_SAFE_INTEGER))).toBe(text);
  });

  it.each([
    [-1, '-1'],
    [1.5, '1.5'],
    [2 ** 53, '9007199254740992'],
    [Number.NaN, 'NaN'],
    ['7', '"7"'],
    ['x'.repeat(50), `"${'x'.repeat(40)}…"`],
    [null, 'null'],
    [undefined, 'undefined'],
    [[1], 'an array'],
    [{ time: 1 }, 'an object'],
  ])('refuses %j as a timestamp', (given, shown) => {
    expect(refusal(() => LamportClock.fromJSON(given))).toBe(
      `malformed-timestamp: A timestamp is a whole number from 0 to 9007199254740991, and ${shown} is none.`,
    );
  });

  it('goes through JSON and bytes unchanged', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (given) => {
        const clock = new LamportClock(given);
        expect(LamportClock.fromJSON(JSON.parse(JSON.stringify(clock))).time).toBe(given);
        expect(LamportClock.fromBytes(clock.toBytes()).time).toBe(given);
        expect(clock.toBytes().length).toBeLessThanOrEqual(9);
      }),
    );
  });

  it.each([
    [[], 'they end after 0, in the middle of it'],
    [[1], 'they end after 1, in the middle of it'],
    [[1, 0x80], 'they end after 2, in the middle of it'],
    [[2, 0], 'the first one does not announce a Lamport clock'],
    [[1, 0x80, 0], 'the number at byte 1 is longer than it need be'],
    [[1, ...Array(7).fill(0xff), 0x7f], 'the number at byte 1 is too high'],
    [[1, 5, 0], '1 more follows after byte 2'],
    [[1, 5, 0, 0], '2 more follow after byte 2'],
  ])('refuses the bytes %j', (bytes, why) => {
    expect(refusal(() => LamportClock.fromBytes(Uint8Array.from(bytes)))).toBe(
      `malformed-timestamp: These bytes are no timestamp: ${why}.`,
    );
  });

  it('reads no bytes that it would write otherwise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 10 }), (tail) => {
        const bytes = Uint8Array.from([1, ...tail]);
        let clock: LamportClock;
        try {
          clock = LamportClock.fromBytes(bytes);
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed-timestamp' });
          return;
        }
        expect(clock.toBytes()).toEqual(bytes);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the order of timestamps', () => {
  const stamp = fc.record({ time: fc.nat(3), process: fc.constantFrom('p', 'q', 'r') });

  it('is total: exactly one of two events comes first, unless they are the same', () => {
    fc.assert(
      fc.property(stamp, stamp, (a, b) => {
        const same = a.time === b.time && a.process === b.process;
        expect(Math.sign(compareTimestamps(a, b)) + Math.sign(compareTimestamps(b, a))).toBe(0);
        expect(compareTimestamps(a, b) === 0).toBe(same);
      }),
    );
  });

  it('is transitive', () => {
    fc.assert(
      fc.property(stamp, stamp, stamp, (a, b, c) => {
        fc.pre(compareTimestamps(a, b) < 0 && compareTimestamps(b, c) < 0);
        expect(compareTimestamps(a, c)).toBeLessThan(0);
      }),
    );
  });
});
