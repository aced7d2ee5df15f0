/**
 * Logical clocks: values without dependencies, bound to the specifications `lamport-clock`, `total-order` and `vector-clock`.
 * @packageDocumentation
 */

export { ClockError, type ClockErrorCode } from './error.js';
export { compareTimestamps, LamportClock, type ProcessTimestamp } from './lamport-clock.js';
export { type Causality, VectorClock } from './vector-clock.js';
