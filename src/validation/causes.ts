/** Which event of a log caused which, by the vector clocks that its lines have. */

import { VectorClock } from '../clocks/index.js';
import { objectOf } from './log.js';
import { LogError } from './mapping.js';

export interface CausalEvent {
  readonly process: string;
  readonly label: string;
  /** Numbers (from 0) of the events of other processes that it knew of first, none implied by another: what it received. */
  readonly received: readonly number[];
  /** The event before it in its process. */
  readonly before?: number;
}

/**
 * Reads the fields `process`, `clock` and `action` of each line. An event knows of others by its clock alone (Fidge 1988, Mattern 1989):
 * of the last event of each process that it counts; those that its own process knew of before, or that another of them knew of,
 * are left out.
 * @throws LogError
 */
export function causesOf(lines: readonly string[]): readonly CausalEvent[] {
  const events: { process: string; label: string; clock: VectorClock; line: number }[] = [];
  lines.forEach((text, index) => {
    if (text.trim() === '') return;
    const line = index + 1;
    const { process, clock, action } = objectOf(text, line);
    if (typeof process !== 'string')
      throw new LogError(`line ${line} does not say whose event it is: \`process\` is missing.`);
    try {
      const label = typeof action === 'string' ? action : '';
      events.push({ process, label, clock: VectorClock.fromJSON(clock), line });
    } catch (error) {
      throw new LogError(`line ${line} has no vector clock in \`clock\`: ${(error as Error).message}`);
    }
  });
  const place = new Map<string, number>();
  const last = new Map<string, number>();
  events.forEach(({ process, clock }, index) => {
    place.set(`${clock.get(process)} ${process}`, index);
  });
  return events.map(({ process, label, clock }, index) => {
    const before = last.get(process);
    last.set(process, index);
    const known = before === undefined ? new VectorClock() : (events[before]?.clock ?? new VectorClock());
    const heard = clock.processes
      .filter((other) => other !== process && clock.get(other) > known.get(other))
      .flatMap((other) => place.get(`${clock.get(other)} ${other}`) ?? []);
    const clockAt = (at: number) => events[at]?.clock ?? new VectorClock();
    const received = heard.filter((at) => !heard.some((by) => clockAt(at).happensBefore(clockAt(by))));
    return { process, label, received, ...(before === undefined ? {} : { before }) };
  });
}
