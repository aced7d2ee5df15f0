/** What clocks refuse. */

/**
 * `overflow`: an event more than the highest number that JavaScript counts exactly, 2^53 - 1.
 * `malformed-timestamp`: a timestamp from elsewhere that no clock has made.
 * `malformed-process`: a process name that is empty, or is not well-formed Unicode.
 */
export type ClockErrorCode = 'overflow' | 'malformed-timestamp' | 'malformed-process';

/** Thrown by clocks; the clock that was asked is as it was before. */
export class ClockError extends Error {
  override readonly name = 'ClockError';

  constructor(
    readonly code: ClockErrorCode,
    message: string,
  ) {
    super(message);
  }
}
