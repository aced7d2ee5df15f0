/** Invariants and properties of every state that hold because they never ask for anything: the left side of their implication is never true. */

import type { Arena } from './arena.js';
import { isPropositional, partsOf } from './liveness/parts.js';
import { rowSatisfies } from './properties.js';
import type { RowModel } from './rows.js';
import { isFault, isMisfit } from './steps.js';
import type { Formula, Property, RowTemporal } from './temporal.js';

/** States after which others have their turn: about a millisecond. */
const piece = 4096;

/**
 * Warns of invariants and properties that no reachable state triggers.
 * @param holds whether what has this name holds @param arena with the rows of all reachable states
 * @param goesOn awaited now and then; when it says no, what was not looked at is taken to be triggered
 */
export async function untriggered(
  model: RowModel,
  holds: (name: string) => boolean,
  arena: Arena,
  goesOn: () => Promise<boolean>,
): Promise<string[]> {
  const { temporal } = model;
  if (temporal === undefined) return [];
  const warnings = new Set<string>();
  const asked = [
    ...(temporal.implications ?? []).map(({ name, trigger }) => ({
      name,
      triggers: [predicateOf(trigger, temporal)],
    })),
    ...temporal.properties.map((property) => ({
      name: property.name,
      triggers: triggersOf(property, temporal),
    })),
  ];
  for (const { name, triggers } of asked.filter((one) => holds(one.name))) {
    for (const trigger of triggers) {
      if (!(await isReached(trigger, temporal, arena, goesOn)))
        warnings.add(neverTriggered(name, trigger.source?.text));
    }
  }
  return [...warnings];
}

export function neverTriggered(name: string, trigger = 'its trigger'): string {
  return `${name} holds only because \`${trigger}\` is TRUE in no reachable state, where it would ask for something.`;
}

function predicateOf(predicate: number, { states }: RowTemporal): Formula {
  const source = states[predicate];
  return { kind: 'state', predicate, ...(source === undefined ? {} : { source }) };
}

function triggersOf({ formula, triggers }: Property, temporal: RowTemporal): Formula[] {
  const told = (triggers ?? []).map((predicate) => predicateOf(predicate, temporal));
  const seen = partsOf(formula).always.flatMap((part) =>
    part.kind === 'implies' && isPropositional(part.left) && part.left.kind !== 'constant' ? [part.left] : [],
  );
  return [...told, ...seen];
}

/** Mostly soon found out; where it cannot be evaluated nothing is said of it. */
async function isReached(
  trigger: Formula,
  temporal: RowTemporal,
  arena: Arena,
  goesOn: () => Promise<boolean>,
): Promise<boolean> {
  const { words, size } = arena;
  for (let state = 0; state < size; state++) {
    if (state % piece === piece - 1 && !(await goesOn())) return true;
    try {
      if (rowSatisfies(temporal, trigger, words, arena.at(state))) return true;
    } catch (error) {
      if (isFault(error) || isMisfit(error)) return true;
      throw error;
    }
  }
  return false;
}
