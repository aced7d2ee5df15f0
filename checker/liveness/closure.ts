/**
 * Fairness that excludes what the next-state relation does not offer a way out of: then the specification is not machine closed
 * (Lamport, Specifying Systems, section 8.9.2), and properties may hold for want of behaviours.
 */

import type { RowModel } from '../rows.js';
import { isFault } from '../steps.js';
import type { FairnessCondition } from '../temporal.js';
import type { Observations } from './graph.js';
import { isPossible, type LivenessRequest } from './liveness.js';
import { type Breathe, pieceSteps } from './pace.js';

/** The constraints by which states or steps that are possible are left out of the graph. */
export function cutsOf(model: RowModel): string[] {
  return [
    ...(model.inside === undefined ? [] : ['CONSTRAINT']),
    ...(model.allows === undefined ? [] : ['ACTION_CONSTRAINT']),
  ];
}

/**
 * Warns of fairness conditions whose action is enabled in a reachable state and taken by no step at all. Of conditions that are
 * written in one place, one for each value of the names bound around it, only the first is told.
 * @throws what `breathe` throws
 */
export async function neverTaken(
  model: RowModel,
  fairness: readonly FairnessCondition[],
  observations: Observations,
  breathe: Breathe,
): Promise<string[]> {
  // A step to the state that stands for another need not be a step of the action, though the real one is.
  if ((model.merges ?? []).length > 0) return [];
  const cuts = cutsOf(model);
  const told = new Map<string, { readonly text: string; count: number }>();
  for (const [index, condition] of fairness.entries()) {
    // The next-state relation enters this action: where it is enabled there is a step.
    if (cuts.length === 0 && observations.markOf(condition.taken) !== 0) continue;
    if (!(await isEnabledOnly(condition, observations, breathe))) continue;
    const key = JSON.stringify(condition.place ?? index);
    const seen = told.get(key);
    if (seen === undefined) told.set(key, { text: condition.text, count: 1 });
    else seen.count++;
  }
  const none =
    cuts.length === 0 ? 'no step of the specification' : `no step that ${cuts.join(' and ')} leaves`;
  return [...told.values()].map(({ text, count }) => {
    const others = count === 1 ? '' : ` (and ${count - 1} more written there)`;
    return `${text}${others} asks for steps that never come: its action is enabled in a reachable state, and ${none} takes it. Behaviours in which it stays enabled count as unfair, so a property may hold only because they are left out. Make the action part of the next-state relation, or drop the condition.`;
  });
}

/** Whether an action is enabled in some state and taken nowhere; where that cannot be evaluated nothing is said of it. */
async function isEnabledOnly(
  { enabled, taken }: FairnessCondition,
  observations: Observations,
  breathe: Breathe,
): Promise<boolean> {
  const { graph } = observations;
  const { firsts, targets } = graph.steps;
  let everEnabled = false;
  try {
    for (let state = 0; state < graph.size; state++) {
      if (state % pieceSteps === pieceSteps - 1) await breathe(0, observations.bytes);
      if (!observations.state(enabled, state)) continue;
      everEnabled = true;
      const first = firsts[state] as number;
      const last = first + (targets[first] as number);
      for (let step = first + 1; step <= last; step++)
        if (observations.step(taken, state, step)) return false;
    }
  } catch (error) {
    if (isFault(error)) return false;
    throw error;
  }
  return everEnabled;
}

/**
 * Warns when no behaviour is fair, asked when nothing is violated.
 * @throws what `request.breathe` throws
 */
export async function noneIsFair(
  model: RowModel,
  request: Omit<LivenessRequest, 'formulas'>,
  observations: Observations,
): Promise<string[]> {
  // Among representatives a fair behaviour may go round by none of its own steps.
  if ((model.merges ?? []).length > 0) return [];
  const { fairness, assumptions } = request;
  const cuts = cutsOf(model);
  const closed = fairness.every(({ taken }) => observations.markOf(taken) !== 0);
  // Fair actions that are all steps of the next-state relation can always be gone on with: a fair behaviour is sure to exist.
  if (assumptions.length === 0 && cuts.length === 0 && closed) return [];
  try {
    if (await isPossible({ kind: 'constant', value: true }, request, observations)) return [];
  } catch (error) {
    if (isFault(error)) return [];
    throw error;
  }
  const where = cuts.length === 0 ? '' : ` inside the ${cuts.join(' and ')}`;
  return [
    `No behaviour${where} satisfies the fairness conditions, so every property of whole behaviours holds, whatever it says.`,
  ];
}
