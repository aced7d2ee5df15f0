import { ClockError } from '../../src/clocks/index.js';

/** `code: message` of the ClockError that is thrown. */
export function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof ClockError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'nothing is refused';
}
