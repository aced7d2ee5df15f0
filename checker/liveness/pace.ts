/** A long computation in pieces, between which others have their turn. */

/**
 * Called between two pieces; returns when there is time for the next.
 * @param nodes of the product that have been looked at @param bytes that the computation holds
 * @throws LivenessStopped
 */
export type Breathe = (nodes: number, bytes: number) => Promise<void>;

/** How many steps of a search make up a piece: about a millisecond. */
export const pieceSteps = 8192;

/** Thrown where a computation ends because a limit was reached, or a user asked for it. */
export class LivenessStopped extends Error {
  override readonly name = 'LivenessStopped';
}
