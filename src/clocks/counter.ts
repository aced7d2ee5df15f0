/** The numbers that clocks count with: 0 to 2^53 - 1, and never past that. */

import { ClockError } from './error.js';

/** The number after this one. */
export function next(count: number): number {
  if (count >= Number.MAX_SAFE_INTEGER)
    throw new ClockError('overflow', `The clock is at ${count}, and there is no exact number after that.`);
  return count + 1;
}

/** A number from elsewhere, when it is one that a clock can have. */
export function checked(count: unknown): number {
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count;
  throw new ClockError(
    'malformed-timestamp',
    `A timestamp is a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, and ${shown(count)} is none.`,
  );
}

/** What was given, in a few words: it comes from outside, and may be anything. */
export function shown(given: unknown): string {
  if (typeof given === 'string') return JSON.stringify(given.length > 40 ? `${given.slice(0, 40)}…` : given);
  if (given === null || typeof given !== 'object') return String(given);
  return Array.isArray(given) ? 'an array' : 'an object';
}
