/**
 * A behaviour of processes that send messages, as a space-time diagram shows it (Lamport, "Time, Clocks, and the Ordering of Events in a
 * Distributed System", 1978): a line a process, a point a step, an arrow a message.
 */

import type { Trace } from '../checker/verdict.js';
import type { Interpreted, InterpretedState } from './interpret/model.js';
import type { SpaceTime } from './report/space-time.js';
import { printValue } from './values/print.js';
import { FiniteSet, FunctionValue, SetValue, sameValue, type Value } from './values/value.js';

/** Names of the line for steps that no process takes alone. */
const nobody = 'system';

/**
 * A message is a record that a step puts into a variable that holds a set. A later step receives it when it could not be taken
 * without it: that is found by taking the message out and asking for the step again.
 * @returns undefined when nothing is sent
 */
export function spaceTimeOf(trace: Trace, model: Interpreted): SpaceTime | undefined {
  const states = trace.states.map(({ values }) => values);
  const networks = trace.variables.flatMap((_, index) =>
    states.every((values) => isNetwork(values[index])) ? [index] : [],
  );
  const messages: { sent: number; received: number[]; text: string }[] = [];
  states.forEach((state, step) => {
    const before = states[step - 1];
    if (before === undefined) return;
    for (const variable of networks) {
      const old = before[variable] as SetValue;
      for (const message of (state[variable] as SetValue).elements()) {
        if (old.has(message)) continue;
        const received = states.flatMap((after, later) => {
          const from = states[later - 1];
          if (later <= step || from === undefined || !(from[variable] as SetValue).has(message)) return [];
          return needs(model, from, after, variable, message) ? later : [];
        });
        messages.push({ sent: step, received, text: printValue(message) });
      }
    }
  });
  if (messages.length === 0) return undefined;
  const keys = new Set(
    states.flatMap((values) =>
      values.flatMap((value) =>
        value instanceof FunctionValue && value.domain.enumerable
          ? value.domain.elements().map((key) => printValue(key))
          : [],
      ),
    ),
  );
  const steps = trace.states.map(({ action }, step) => {
    const args = action?.text.match(/\((.*)\)$/)?.[1]?.split(', ') ?? [];
    const process = args.find((arg) => keys.has(arg)) ?? (step === 0 ? undefined : nobody);
    return { label: action?.text ?? 'Initial state', ...(process === undefined ? {} : { process }) };
  });
  const acting = steps.flatMap(({ process }) => process ?? []);
  return { processes: [...new Set(acting)].sort(), steps, messages };
}

function isNetwork(value: Value | undefined): boolean {
  return (
    value instanceof SetValue &&
    value.enumerable &&
    value.elements().every((member) => member instanceof FunctionValue)
  );
}

/** Whether a step is not possible once a message is gone. */
function needs(
  model: Interpreted,
  from: InterpretedState,
  to: InterpretedState,
  variable: number,
  message: Value,
): boolean {
  const without = (state: InterpretedState) =>
    state.map((value, index) =>
      index === variable && value instanceof SetValue
        ? FiniteSet.of(value.elements().filter((member) => !sameValue(member, message)))
        : value,
    );
  const wanted = without(to);
  for (const { state } of model.successors(without(from))) {
    const reached = without(state);
    if (reached.every((value, index) => sameValue(value, wanted[index] as Value))) return false;
  }
  return true;
}
