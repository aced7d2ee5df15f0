/**
 * A behaviour of processes that send messages, as a space-time diagram shows it (Lamport, "Time, Clocks, and the Ordering of Events in a
 * Distributed System", 1978): a line a process, a point a step, an arrow a message.
 */

import type { StepLabel, Trace } from '../../checker/verdict.js';
import type { Interpreted, InterpretedState } from '../interpret/model.js';
import type { SpaceTime } from '../report/space-time.js';
import { printValue } from '../values/print.js';
import { FiniteSet, FunctionValue, SetValue, sameValue, type Value } from '../values/value.js';
import { type ChannelMessage, channelMessages } from './channels.js';

/** Names of the line for steps that no process takes alone. */
const nobody = 'system';

/**
 * A message is a record that a step puts into a variable that holds a set: a later step receives it when it could not be taken
 * without it, which is found by taking the message out and asking for the step again. Or it is what a step puts into a queue or a bag,
 * and what takes it out receives it.
 * @returns undefined when nothing is sent, or no step tells whose it is
 */
export function spaceTimeOf(trace: Trace, model: Interpreted): SpaceTime | undefined {
  const emptied = channelMessages(trace);
  const messages = [...setMessages(trace, model, emptied.length > 0), ...emptied];
  if (messages.length === 0) return undefined;
  const ends = endsOf(trace, emptied);
  const processes = processNames(trace);
  const steps = trace.states.map(({ action }, step) => {
    const acting = ends.get(step) ?? argumentsOf(action).find((arg) => processes.has(arg));
    const process = acting ?? (step === 0 ? undefined : nobody);
    return { label: action?.text ?? 'Initial state', ...(process === undefined ? {} : { process }) };
  });
  const acting = steps.flatMap(({ process }) => process ?? []);
  if (acting.every((process) => process === nobody)) return undefined;
  return {
    processes: [...new Set(acting)].sort(),
    steps,
    messages: messages.map(({ sent, received, text }) => ({ sent, received, text })),
  };
}

function argumentsOf(action: StepLabel | undefined): string[] {
  return (action?.arguments ?? []).map(printValue);
}

/** What functions are functions of: processes are among that. */
function processNames(trace: Trace): ReadonlySet<string> {
  return new Set(
    trace.states.flatMap(({ values }) =>
      values.flatMap((value) =>
        value instanceof FunctionValue && value.domain.enumerable
          ? value.domain.elements().map((key) => printValue(key))
          : [],
      ),
    ),
  );
}

/**
 * Who takes the steps that send and receive in channel[p][q]: p and q, or, where the steps that send name q first, the other way
 * round; in inbox[q] q is who receives.
 */
function endsOf({ states }: Trace, messages: readonly ChannelMessage[]): ReadonlyMap<number, string> {
  const ends = new Map<number, string>();
  const pairs = messages.filter(({ keys }) => keys.length === 2);
  const receiving = new Set(messages.flatMap(({ received }) => received));
  const votes = pairs.map(({ sent, keys }) => {
    // A step that receives answers, and may name the other one first.
    if (receiving.has(sent)) return 0;
    const place = keys.indexOf(argumentsOf(states[sent]?.action).find((arg) => keys.includes(arg)) ?? '');
    return place === 0 ? 1 : -place;
  });
  const reversed = votes.reduce((sum, vote) => sum + vote, 0) < 0;
  for (const { sent, keys } of pairs) ends.set(sent, (reversed ? keys[1] : keys[0]) ?? '');
  // Who receives may send in the same step: it is its step.
  for (const { received, keys } of messages)
    for (const step of received) {
      const to = keys.length === 2 && reversed ? keys[0] : keys.at(-1);
      if (to !== undefined && keys.length <= 2) ends.set(step, to);
    }
  return ends;
}

/** @param others whether there are channels besides: then a set of which nothing is received is no channel */
function setMessages(trace: Trace, model: Interpreted, others: boolean): Omit<ChannelMessage, 'keys'>[] {
  const states = trace.states.map(({ values }) => values);
  const networks = trace.variables.flatMap((_, index) =>
    states.every((values) => isNetwork(values[index])) ? [index] : [],
  );
  return networks.flatMap((variable) => {
    const contents = states.map((values) => values[variable] as SetValue);
    const messages = contents.flatMap((content, step) => {
      const old = contents[step - 1];
      if (old === undefined) return [];
      const added = content.elements().filter((message) => !old.has(message));
      return added.map((message) => {
        const received = states.flatMap((after, later) => {
          const from = states[later - 1];
          if (later <= step || from === undefined || contents[later - 1]?.has(message) !== true) return [];
          return needs(model, from, after, variable, message) ? later : [];
        });
        return { sent: step, received, text: printValue(message) };
      });
    });
    return others && messages.every(({ received }) => received.length === 0) ? [] : messages;
  });
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
