/**
 * Parts of the graph that one weak condition makes every fair behaviour leave: its action is enabled wherever a behaviour goes
 * that stays in the part, and each of its steps leads out. That is Lamport's rule WF1 ("The temporal logic of actions", ACM
 * TOPLAS 16, 1994), and mostly one look at each state in the order of memory tells.
 */

import type { Steps } from './graph.js';
import type { Membership } from './membership.js';
import type { Breathe } from './pace.js';

/** States that are looked at between two pauses: about a millisecond. */
const piece = 2 ** 13;

/** How often all states are gone through for a part: steps to states of lower numbers take another round. */
const mostRounds = 4;

const unseen = 0;
const reached = 1;
const done = 2;

/**
 * Whether it is found that no fair behaviour stays in a part.
 * @param bit of the part @param weak the bits of the marks that tell of weak conditions
 * @throws what `breathe` throws
 */
export async function isLeftPromptly(
  { firsts, targets, marks }: Steps,
  { inside, entered }: Membership,
  bit: number,
  weak: number,
  breathe: Breathe,
): Promise<boolean> {
  if (marks === undefined) return false;
  const size = inside.length;
  const seen = new Uint8Array(size);
  // The conditions that may be such ones. Mostly the states in which the part is entered leave none.
  let able = weak;
  for (let state = 0; state < size && able !== 0; state++) {
    if (((entered[state] as number) & bit) === 0) continue;
    seen[state] = reached;
    able &= marks[firsts[state] as number] as number;
  }
  let again = true;
  for (let round = 0; round < mostRounds && again; round++) {
    again = false;
    for (let state = 0; state < size; state++) {
      if (state % piece === piece - 1) await breathe(state, size);
      if (seen[state] !== reached) continue;
      seen[state] = done;
      const first = firsts[state] as number;
      const last = first + (targets[first] as number);
      able &= marks[first] as number;
      for (let step = first + 1; step <= last; step++) {
        const to = targets[step] as number;
        if (((inside[to] as number) & bit) === 0) continue;
        able &= ~(marks[step] as number);
        if (seen[to] !== unseen) continue;
        seen[to] = reached;
        again ||= to < state;
      }
      if (able === 0) return false;
    }
  }
  return !again && able !== 0;
}
