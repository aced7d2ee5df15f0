import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LamportClock, VectorClock } from '../../src/clocks/index.js';
import { refusal } from './refusal.js';

const clock = fc
  .dictionary(fc.constantFrom('p', 'q', 'r', 'ü', '__proto__'), fc.nat(3))
  .map((counts) => new VectorClock(Object.entries(counts)));

const atMost = (v: VectorClock, w: VectorClock) => v.equals(w) || v.happensBefore(w);

describe('a vector clock', () => {
  it('counts the events of the process that has them', () => {
    const stamp = new VectorClock().tick('q').send('p').tick('p');
    expect(stamp.toJSON()).toEqual({ p: 2, q: 1 });
    expect(stamp.processes).toEqual(['p', 'q']);
    expect([stamp.get('p'), stamp.get('nobody')]).toEqual([2, 0]);
  });

  it('knows after receiving all that the sender knew', () => {
    const sending = new VectorClock([
      ['p', 3],
      ['r', 1],
    ]);
    expect(new VectorClock([['p', 4]]).receive('q', sending).toJSON()).toEqual({ p: 4, q: 1, r: 1 });
  });

  it('has no order among processes, nor among counts of nothing', () => {
    const one = new VectorClock([
      ['p', 1],
      ['q', 2],
      ['r', 0],
    ]);
    const other = new VectorClock([
      ['q', 2],
      ['p', 1],
    ]);
    expect(one.compare(other)).toBe('equal');
    expect(one.toBytes()).toEqual(other.toBytes());
  });

  it('compares in four ways', () => {
    const p = new VectorClock().tick('p');
    const q = new VectorClock().tick('q');
    expect([p.compare(p), p.compare(p.tick('q')), p.tick('q').compare(p), p.compare(q)]).toEqual([
      'equal',
      'before',
      'after',
      'concurrent',
    ]);
    expect([p.concurrentWith(q), p.happensBefore(q)]).toEqual([true, false]);
  });

  it('forgets a process that has left', () => {
    expect(new VectorClock().tick('p').tick('q').without('p').toJSON()).toEqual({ q: 1 });
  });

  it('orders partially: happened-before is irreflexive, asymmetric and transitive', () => {
    fc.assert(
      fc.property(clock, clock, clock, (u, v, w) => {
        expect(u.happensBefore(u)).toBe(false);
        expect(u.happensBefore(v) && v.happensBefore(u)).toBe(false);
        if (u.happensBefore(v) && v.happensBefore(w)) expect(u.happensBefore(w)).toBe(true);
        expect(u.concurrentWith(v)).toBe(v.concurrentWith(u));
      }),
    );
  });

  it('merges to the least upper bound', () => {
    fc.assert(
      fc.property(clock, clock, clock, (u, v, w) => {
        const both = u.merge(v);
        expect(atMost(u, both) && atMost(v, both)).toBe(true);
        if (atMost(u, w) && atMost(v, w)) expect(atMost(both, w)).toBe(true);
        expect(both.equals(v.merge(u))).toBe(true);
        expect(both.merge(w).equals(u.merge(v.merge(w)))).toBe(true);
        expect(u.merge(u).equals(u)).toBe(true);
      }),
    );
  });

  // A run: events of three processes; a number picks an earlier event whose message is received, or none.
  const run = fc.array(fc.tuple(fc.constantFrom('p', 'q', 'r'), fc.option(fc.nat(20))), { maxLength: 12 });

  it('tells causes exactly, and Lamport clocks in one direction', () => {
    fc.assert(
      fc.property(run, (steps) => {
        const events: { vector: VectorClock; lamport: LamportClock; causes: Set<number> }[] = [];
        const last = new Map<string, number>();
        for (const [process, pick] of steps) {
          const before = events[last.get(process) ?? -1];
          const from = pick === null ? undefined : events[pick];
          const vector = before?.vector ?? new VectorClock();
          const lamport = before?.lamport ?? new LamportClock();
          const causes = new Set([...(before?.causes ?? []), ...(from?.causes ?? [])]);
          if (before !== undefined) causes.add(events.indexOf(before));
          if (from !== undefined) causes.add(events.indexOf(from));
          last.set(process, events.length);
          events.push({
            vector: from === undefined ? vector.tick(process) : vector.receive(process, from.vector),
            lamport: from === undefined ? lamport.tick() : lamport.receive(from.lamport.time),
            causes,
          });
        }
        for (const [i, a] of events.entries()) {
          for (const b of events) {
            expect(a.vector.happensBefore(b.vector)).toBe(b.causes.has(i));
            if (b.causes.has(i)) expect(a.lamport.time).toBeLessThan(b.lamport.time);
          }
        }
      }),
    );
  });

  it('goes through JSON and bytes unchanged', () => {
    fc.assert(
      fc.property(clock, (given) => {
        expect(VectorClock.fromJSON(JSON.parse(JSON.stringify(given))).equals(given)).toBe(true);
        expect(VectorClock.fromBytes(given.toBytes()).equals(given)).toBe(true);
      }),
    );
  });

  it('refuses to count past what is exact', () => {
    const last = new VectorClock([['p', Number.MAX_SAFE_INTEGER]]);
    expect(refusal(() => last.tick('p'))).toBe(
      'overflow: The clock is at 9007199254740991, and there is no exact number after that.',
    );
  });

  it.each(['', '\ud800', 'a\udc00b'])('refuses %j as a process', (name) => {
    expect(refusal(() => new VectorClock().tick(name))).toBe(
      `malformed-process: A process needs a name of well-formed Unicode, and ${JSON.stringify(name)} is none.`,
    );
  });

  it('refuses two numbers for one process', () => {
    const twice: [string, number][] = [
      ['p', 1],
      ['p', 2],
    ];
    expect(refusal(() => new VectorClock(twice))).toBe(
      'malformed-timestamp: A timestamp has one number for each process, and here one has two.',
    );
  });

  it.each([
    [null, 'null'],
    [3, '3'],
    ['p', '"p"'],
    [[1, 2], 'an array'],
  ])('refuses the JSON %j', (given, shown) => {
    expect(refusal(() => VectorClock.fromJSON(given))).toBe(
      `malformed-timestamp: A timestamp is an object with a number for each process, and ${shown} is none.`,
    );
  });

  it('refuses a count in JSON that is none', () => {
    expect(refusal(() => VectorClock.fromJSON({ p: -1 }))).toBe(
      'malformed-timestamp: A timestamp is a whole number from 0 to 9007199254740991, and -1 is none.',
    );
  });

  const p = 'p'.charCodeAt(0);
  const q = 'q'.charCodeAt(0);
  it.each([
    [
      [1, 0],
      'malformed-timestamp: These bytes are no timestamp: the first one does not announce a vector clock.',
    ],
    [
      [2, 1, 9, p],
      'malformed-timestamp: These bytes are no timestamp: the name at byte 3 is longer than the rest.',
    ],
    [
      [2, 1, 1, 0xff, 1],
      'malformed-timestamp: These bytes are no timestamp: the name at byte 3 is not UTF-8.',
    ],
    [
      [2, 2, 1, q, 1, 1, p, 1],
      'malformed-timestamp: These bytes are no timestamp: its processes are not in order.',
    ],
    [
      [2, 2, 1, p, 1, 1, p, 1],
      'malformed-timestamp: These bytes are no timestamp: its processes are not in order.',
    ],
    [[2, 1, 1, p, 0], 'malformed-timestamp: These bytes are no timestamp: "p" is named for nothing.'],
    [[2, 1, 0, 1], 'malformed-process: A process needs a name of well-formed Unicode, and "" is none.'],
    [[2, 0, 7], 'malformed-timestamp: These bytes are no timestamp: 1 more follows after byte 2.'],
  ])('refuses the bytes %j', (bytes, text) => {
    expect(refusal(() => VectorClock.fromBytes(Uint8Array.from(bytes)))).toBe(text);
  });

  it('reads no bytes that it would write otherwise', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1, 2, p, q, 0x80), { maxLength: 9 }), (tail) => {
        const bytes = Uint8Array.from([2, ...tail]);
        let read: VectorClock;
        try {
          read = VectorClock.fromBytes(bytes);
        } catch (error) {
          expect(error).toMatchObject({ name: 'ClockError' });
          return;
        }
        expect(read.toBytes()).toEqual(bytes);
      }),
      { numRuns: 1_000 },
    );
  });
});
