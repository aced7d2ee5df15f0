/** Lamport's logical clock. */

import { ByteReader, ByteWriter } from './binary.js';
import { checked, next } from './counter.js';

const KIND = 1;

/**
 * The clock of one process, as a value: each event gives a new clock, whose `time` is the timestamp of that event. If an event
 * happened before another one, its timestamp is lower; that it is lower does not say that it happened before.
 * `specs/lamport-clock.spec` is its specification.
 *
 * Lamport, "Time, Clocks, and the Ordering of Events in a Distributed System" (1978): the rules IR1 and IR2.
 *
 * @example
 * const sending = new LamportClock().send();            // time 1, sent with the message
 * const receiving = new LamportClock().receive(sending.time); // time 2
 */
export class LamportClock {
  /** Of the last event; 0 when there was none. */
  readonly time: number;

  /** @throws {ClockError} `malformed-timestamp` when `time` is not a whole number from 0 to 2^53 - 1. */
  constructor(time = 0) {
    this.time = checked(time);
  }

  /**
   * An event inside the process (IR1).
   * @throws {ClockError} `overflow` at 2^53 - 1.
   */
  tick(): LamportClock {
    return new LamportClock(next(this.time));
  }

  /**
   * The event of sending a message: send the new `time` with it (IR1 and IR2a).
   * @throws {ClockError} `overflow` at 2^53 - 1.
   */
  send(): LamportClock {
    return this.tick();
  }

  /**
   * The event of receiving a message with this timestamp: later than the last event here, and later than the sending (IR2b).
   * @throws {ClockError} `malformed-timestamp` when it is none, `overflow` at 2^53 - 1.
   */
  receive(timestamp: number): LamportClock {
    return new LamportClock(next(Math.max(this.time, checked(timestamp))));
  }

  toJSON(): number {
    return this.time;
  }

  /** @throws {ClockError} `malformed-timestamp` for anything that `toJSON` does not give. */
  static fromJSON(json: unknown): LamportClock {
    return new LamportClock(checked(json));
  }

  /** At most nine bytes. */
  toBytes(): Uint8Array {
    const writer = new ByteWriter();
    writer.byte(KIND);
    writer.number(this.time);
    return writer.finish();
  }

  /** @throws {ClockError} `malformed-timestamp` for anything that `toBytes` does not give. */
  static fromBytes(bytes: Uint8Array): LamportClock {
    const reader = new ByteReader(bytes);
    reader.expect(KIND, 'a Lamport clock');
    const time = reader.number();
    reader.finish();
    return new LamportClock(time);
  }
}

/** A timestamp and the process that gave it. */
export interface ProcessTimestamp {
  readonly time: number;
  readonly process: string;
}

/**
 * The total order of events: by timestamp, and by process where timestamps are equal. It puts no effect before its cause.
 * Negative when `a` comes first, positive when `b` does, 0 for the same event: as `Array.prototype.sort` wants it.
 * `specs/total-order.spec` is its specification; Lamport (1978), "Ordering the Events Totally".
 */
export function compareTimestamps(a: ProcessTimestamp, b: ProcessTimestamp): number {
  if (a.time !== b.time) return a.time - b.time;
  if (a.process === b.process) return 0;
  return a.process < b.process ? -1 : 1;
}
