/** Vector clocks. */

import { ByteReader, ByteWriter } from './binary.js';
import { checked, next, shown } from './counter.js';
import { ClockError } from './error.js';

const KIND = 2;

/** How two events are related: one happened before the other, they are the same, or neither could know of the other. */
export type Causality = 'before' | 'after' | 'equal' | 'concurrent';

/**
 * How many events of each process are known, as a value: each event gives a new clock, which is its timestamp too. An event
 * happened before another one exactly when its timestamp is lower. `specs/vector-clock.spec` is its specification.
 *
 * Processes need not be known beforehand: one that is not named has had no events that are known of. `without` forgets one.
 *
 * Fidge, "Timestamps in Message-Passing Systems That Preserve the Partial Ordering" (1988); Mattern, "Virtual Time and Global
 * States of Distributed Systems" (1989).
 *
 * @example
 * const sending = new VectorClock().send('p');
 * const receiving = new VectorClock().receive('q', sending);
 * sending.compare(receiving); // 'before'
 */
export class VectorClock {
  /** In the order of their names; none is 0. */
  private readonly counts: ReadonlyMap<string, number>;

  /**
   * @param counts events by process
   * @throws {ClockError} `malformed-timestamp` when a count is not a whole number from 0 to 2^53 - 1 or a process comes twice,
   * `malformed-process` when a name is empty or is not well-formed Unicode.
   */
  constructor(counts: Iterable<readonly [process: string, count: number]> = []) {
    const entries: [string, number][] = [];
    for (const [process, count] of counts) {
      checkProcess(process);
      if (checked(count) > 0) entries.push([process, count]);
    }
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    this.counts = new Map(entries);
    if (this.counts.size < entries.length)
      throw new ClockError(
        'malformed-timestamp',
        'A timestamp has one number for each process, and here one has two.',
      );
  }

  /** How many events of this process are known. */
  get(process: string): number {
    return this.counts.get(process) ?? 0;
  }

  /** The processes of which events are known, in the order of their names. */
  get processes(): readonly string[] {
    return [...this.counts.keys()];
  }

  /**
   * An event inside this process.
   * @throws {ClockError} `overflow` at 2^53 - 1, `malformed-process`.
   */
  tick(process: string): VectorClock {
    const counts = new Map(this.counts);
    counts.set(process, next(this.get(process)));
    return new VectorClock(counts);
  }

  /**
   * The event of sending a message: send the new clock with it.
   * @throws {ClockError} `overflow` at 2^53 - 1, `malformed-process`.
   */
  send(process: string): VectorClock {
    return this.tick(process);
  }

  /**
   * The event of receiving a message with this timestamp: whoever receives it knows all that its sender knew.
   * @throws {ClockError} `overflow` at 2^53 - 1, `malformed-process`.
   */
  receive(process: string, timestamp: VectorClock): VectorClock {
    return this.merge(timestamp).tick(process);
  }

  /** What is known of either: the least clock that is not before one of the two. No event. */
  merge(other: VectorClock): VectorClock {
    const counts = new Map(this.counts);
    for (const [process, count] of other.counts) counts.set(process, Math.max(count, this.get(process)));
    return new VectorClock(counts);
  }

  /**
   * Forgets a process that has left. Two timestamps can be compared only when it is forgotten in both or in neither: forget it
   * when no message of its time is on its way any more.
   */
  without(process: string): VectorClock {
    const counts = new Map(this.counts);
    counts.delete(process);
    return new VectorClock(counts);
  }

  compare(other: VectorClock): Causality {
    const lower = this.isAtMost(other);
    const higher = other.isAtMost(this);
    if (lower) return higher ? 'equal' : 'before';
    return higher ? 'after' : 'concurrent';
  }

  happensBefore(other: VectorClock): boolean {
    return this.compare(other) === 'before';
  }

  concurrentWith(other: VectorClock): boolean {
    return this.compare(other) === 'concurrent';
  }

  equals(other: VectorClock): boolean {
    return this.compare(other) === 'equal';
  }

  private isAtMost(other: VectorClock): boolean {
    for (const [process, count] of this.counts) if (count > other.get(process)) return false;
    return true;
  }

  /** `{"p": 2, "q": 1}` */
  toJSON(): Record<string, number> {
    return Object.fromEntries(this.counts);
  }

  /** @throws {ClockError} `malformed-timestamp` or `malformed-process` for anything that is no object of counts. */
  static fromJSON(json: unknown): VectorClock {
    if (json === null || typeof json !== 'object' || Array.isArray(json))
      throw new ClockError(
        'malformed-timestamp',
        `A timestamp is an object with a number for each process, and ${shown(json)} is none.`,
      );
    return new VectorClock(
      Object.entries(json).map(([process, count]): [string, number] => [process, checked(count)]),
    );
  }

  /** Equal clocks give the same bytes. */
  toBytes(): Uint8Array {
    const writer = new ByteWriter();
    writer.byte(KIND);
    writer.number(this.counts.size);
    for (const [process, count] of this.counts) {
      writer.text(process);
      writer.number(count);
    }
    return writer.finish();
  }

  /** @throws {ClockError} `malformed-timestamp` or `malformed-process` for anything that `toBytes` does not give. */
  static fromBytes(bytes: Uint8Array): VectorClock {
    const reader = new ByteReader(bytes);
    reader.expect(KIND, 'a vector clock');
    const size = reader.number();
    const entries: [string, number][] = [];
    for (let last = ''; entries.length < size; ) {
      const process = reader.text();
      if (process <= last && last !== '')
        throw new ClockError(
          'malformed-timestamp',
          'These bytes are no timestamp: its processes are not in order.',
        );
      const count = reader.number();
      if (count === 0)
        throw new ClockError(
          'malformed-timestamp',
          `These bytes are no timestamp: ${shown(process)} is named for nothing.`,
        );
      entries.push([process, count]);
      last = process;
    }
    reader.finish();
    return new VectorClock(entries);
  }
}

function checkProcess(process: string): void {
  // A surrogate on its own has no UTF-8: two such names would have the same bytes.
  if (process === '' || /\p{Surrogate}/u.test(process))
    throw new ClockError(
      'malformed-process',
      `A process needs a name of well-formed Unicode, and ${shown(process)} is none.`,
    );
}
