/** What a user should know about an answer on liveness that he did not ask. */

import type { LivenessPart } from '../properties.js';
import type { RowModel } from '../rows.js';
import { isFault } from '../steps.js';
import type { Formula, Property, TemporalData } from '../temporal.js';
import { neverTriggered } from '../vacuity.js';
import { cutsOf } from './closure.js';
import type { Observations } from './graph.js';
import type { Lasso } from './lasso.js';
import { isPossible, type LivenessRequest } from './liveness.js';
import { type Breathe, pieceSteps } from './pace.js';
import { holdsNow, isPropositional } from './parts.js';

/** Without any fairness a behaviour may stop wherever it likes, and that is rarely what a user wants to hear of. */
export function stopsForLackOfFairness(
  { fairness, assumptions }: TemporalData,
  { property }: LivenessPart,
  { states, loop }: Lasso,
): string[] {
  if (fairness.length > 0 || assumptions.length > 0 || loop !== states.length - 1) return [];
  return [
    `No FAIRNESS is stated, so a behaviour may stop in any state, and ${property.name} is violated by one that does. Say what must go on happening, as in \`FAIRNESS WF_vars(Next)\`, or in a .tla \`/\\ WF_vars(Next)\` in the specification.`,
  ];
}

/** A property whose triggers are never reached says nothing. */
export async function vacuous(
  { property, formula }: LivenessPart,
  size: number,
  observations: Observations,
  breathe: Breathe,
): Promise<string[]> {
  const triggers = new Map<string, { readonly trigger: Formula; readonly reached: boolean }>();
  for (const trigger of triggersOf(formula)) {
    // One place may stand for many triggers, one for each value of the names bound around it.
    const key = JSON.stringify(trigger.source?.place ?? triggers.size);
    if (triggers.get(key)?.reached === true) continue;
    triggers.set(key, { trigger, reached: await isReached(trigger, size, observations, breathe) });
  }
  return [...triggers.values()]
    .filter(({ reached }) => !reached)
    .map(({ trigger }) => neverTriggered(property.name, trigger.source?.text));
}

/** P of `P ~> Q` and of `[](P => F)`, where all of it must hold. */
function* triggersOf(formula: Formula): Generator<Formula> {
  if (formula.kind === 'and') for (const item of formula.items) yield* triggersOf(item);
  else if (formula.kind === 'always') yield* triggersOf(formula.operand);
  else if (formula.kind === 'leads-to' || formula.kind === 'implies') {
    if (isPropositional(formula.left) && formula.left.kind !== 'constant') yield formula.left;
  }
}

async function isReached(
  trigger: Formula,
  size: number,
  observations: Observations,
  breathe: Breathe,
): Promise<boolean> {
  for (let state = 0; state < size; state++) {
    if (holdsNow(trigger, (predicate) => observations.state(predicate, state))) return true;
    if (state % pieceSteps === pieceSteps - 1) await breathe(0, observations.bytes);
  }
  return false;
}

/**
 * A property `F => G` says nothing where no fair behaviour satisfies F.
 * @throws what `request.breathe` throws
 */
export async function neverAssumed(
  parts: readonly LivenessPart[],
  request: Omit<LivenessRequest, 'formulas'>,
  observations: Observations,
): Promise<string[]> {
  const warnings: string[] = [];
  for (const { property, formula } of parts) {
    if (formula.kind !== 'implies' || isPropositional(formula.left)) continue;
    try {
      if (await isPossible(formula.left, request, observations)) continue;
    } catch (error) {
      // It may be evaluated in states in which the property did not ask for it.
      if (isFault(error)) continue;
      throw error;
    }
    warnings.push(
      `${property.name} holds only because no fair behaviour satisfies \`${formula.left.source?.text ?? 'its left side'}\`.`,
    );
  }
  return warnings;
}

/** Where the graph is not that of all behaviours. */
export function caveats(model: RowModel, violated: boolean): string[] {
  const merged = (model.merges ?? []).map((what) => {
    const one =
      what === 'SYMMETRY' ? 'states that differ in names only are one' : 'states with equal views are one';
    return `${what} is used with a liveness property: ${one} in the graph, so a cycle of it need not be a cycle of real states, and a violation may be missed or the behaviour shown may not be one. Check without it to be sure.`;
  });
  const constraints = cutsOf(model);
  const cut =
    constraints.length === 0 || violated
      ? []
      : [
          `${constraints.join(' and ')} cut${constraints.length === 1 ? 's' : ''} the graph: behaviours that leave it were not looked at, so a liveness property may be violated by one of them although it holds here.`,
        ];
  return [...merged, ...cut];
}

/** A property that is a state predicate means less than it seems to. */
export function initialOnly(properties: readonly Property[]): string[] {
  return properties
    .filter(({ formula }) => isPropositional(formula))
    .map(
      ({ name, formula }) =>
        `The property ${name} is a state predicate, so it is asked of the initial states only. For every state write \`INVARIANT ${name}\`, or \`[](${formula.source?.text ?? name})\`.`,
    );
}
