/**
 * Whether a log of a real system is a behaviour of a specification. The states in which the system may be are kept, line by line:
 * those that the steps of the line's action lead to from the states before, as far as they agree with what the line says.
 *
 * Cirstea, Kuppe, Loillier and Merz, "Validating Traces of Distributed Programs Against TLA+ Specifications" (2024): what a log
 * leaves out is not determined, and the search looks for one behaviour that fits. They leave the search to a model checker; here
 * it goes along with the log, breadth-first, so that a log may be as long as it likes.
 */

import type { Explanation } from '../../checker/model.js';
import type { Admits, Interpreted, InterpretedState, StepWith } from '../interpret/model.js';
import { printValue } from '../values/print.js';
import { sameValue, type Value } from '../values/value.js';
import { beginning, type LogEvent, parseLine, type Vocabulary } from './log.js';
import { LogError, type Mapping, meant } from './mapping.js';
import { Matcher } from './match.js';

export interface Validation {
  /** Lines that were matched, those that were passed over included. */
  readonly matched: number;
  /** States in which the system may be after them. */
  readonly states: readonly InterpretedState[];
  /** The most states that were possible at once. */
  readonly most: number;
  /** The line that no behaviour takes, and what stands in its way. Absent: the log is a behaviour. */
  readonly refused?: { readonly event: LogEvent; readonly explanation: Explanation };
}

export interface ValidationOptions {
  readonly mapping: Mapping;
  /** How many states may be possible at once. Default: 100,000. */
  readonly mostStates?: number;
}

/** More states are possible than can be followed: the log says too little. */
export class TooManyUnknowns extends Error {
  override readonly name = 'TooManyUnknowns';
}

/**
 * Reads a log to its end, or to the first line that does not fit.
 * @param lines one JSON object each; read as they come, none is kept
 * @throws LogError for a malformed line, TooManyUnknowns, EvaluationFault
 */
export async function validateLog(
  model: Interpreted,
  lines: AsyncIterable<string> | Iterable<string>,
  options: ValidationOptions,
): Promise<Validation> {
  const search = new LogSearch(model, options);
  let line = 0;
  for await (const text of lines) {
    const event = parseLine(text, ++line, search.vocabulary);
    if (event === undefined) continue;
    const explanation = search.take(event);
    if (explanation !== undefined)
      return { matched: line - 1, states: search.states, most: search.most, refused: { event, explanation } };
  }
  return { matched: line, states: search.states, most: search.most };
}

/** A state that an event may lead to, and the step that does. */
interface Reached extends StepWith {
  readonly action: string;
  readonly before: InterpretedState;
}

/** How many other steps are told of when a line is refused. */
const shownSteps = 3;

class LogSearch {
  readonly vocabulary: Vocabulary;
  states: readonly InterpretedState[];
  most: number;
  private readonly matcher: Matcher;
  private readonly silent: readonly number[];
  private readonly limit: number;
  private begun = false;

  constructor(
    private readonly model: Interpreted,
    options: ValidationOptions,
  ) {
    const { mapping } = options;
    const names = [...new Set(model.actions.map(({ name }) => name))];
    const unknown = mapping.silent.find((name) => !names.includes(name));
    if (unknown !== undefined)
      throw new LogError(
        `the map calls \`${unknown}\` silent, and the spec has no such action.${meant(unknown, names)}`,
      );
    this.vocabulary = { actions: names, variables: model.variables, mapping };
    this.matcher = new Matcher(mapping.values);
    this.silent = this.indices((name) => mapping.silent.includes(name));
    this.limit = options.mostStates ?? 100_000;
    this.states = this.distinct([...model.initial()], 1);
    this.most = this.states.length;
  }

  /** Goes on to the states after an event; when there are none it stays, and says why. */
  take(event: LogEvent): Explanation | undefined {
    const first = !this.begun;
    this.begun = true;
    if (event.action === beginning) {
      if (!first)
        return { text: `\`${beginning}\` tells of the initial state, and can only be the first event.` };
      const initial = this.states.map((state) => ({ state, before: state, action: beginning, args: [] }));
      return this.goOn(this.states, initial, event);
    }
    const from = this.withSilent(this.states, event.line);
    const actions = this.indices((name) => event.action === undefined || event.action === name);
    const reached = this.reached(from, actions, this.admits(event));
    if (reached.length > 0) return this.goOn(from, reached, event);
    return this.whyNoStep(from, actions, event);
  }

  private reached(from: readonly InterpretedState[], actions: readonly number[], admits: Admits): Reached[] {
    return from.flatMap((before) =>
      actions.flatMap((index) => {
        const action = this.model.actions[index]?.name ?? '';
        return this.model.stepsOf(index, before, admits).map((step) => ({ ...step, action, before }));
      }),
    );
  }

  private goOn(
    from: readonly InterpretedState[],
    reached: readonly Reached[],
    event: LogEvent,
  ): Explanation | undefined {
    const fitting = reached.filter(({ state }) => this.differences(state, event).length === 0);
    if (fitting.length === 0) return this.whyOtherValues(from, reached, event);
    this.states = this.distinct(
      fitting.map(({ state }) => state),
      event.line,
    );
    this.most = Math.max(this.most, this.states.length);
    return undefined;
  }

  private indices(which: (name: string) => boolean): number[] {
    return this.model.actions.flatMap(({ name }, index) => (which(name) ? [index] : []));
  }

  private admits(event: LogEvent): Admits {
    const { args } = event;
    if (args === undefined) return () => true;
    return (values) =>
      values.length === args.length &&
      values.every((value, index) => value === undefined || this.matcher.matches(value, args[index]));
  }

  /** The variables whose values are not what the event says. */
  private differences(state: InterpretedState, event: LogEvent): string[] {
    return [...event.vars].flatMap(([name, json]) => {
      const value = this.valueOf(name, state);
      return value === undefined || this.matcher.matches(value, json) ? [] : [name];
    });
  }

  private valueOf(variable: string, state: InterpretedState): Value | undefined {
    return state[this.model.variables.indexOf(variable)];
  }

  /** The states given, and those that silent steps lead to from them. */
  private withSilent(states: readonly InterpretedState[], line: number): readonly InterpretedState[] {
    if (this.silent.length === 0) return states;
    const all = new StateSet();
    const queue = states.filter((state) => all.add(state));
    for (const state of queue) {
      for (const action of this.silent)
        for (const step of this.model.stepsOf(action, state, () => true))
          if (all.add(step.state)) queue.push(step.state);
      this.limited(queue.length, line);
    }
    return queue;
  }

  private distinct(states: readonly InterpretedState[], line: number): readonly InterpretedState[] {
    if (states.length < 2) return states;
    const all = new StateSet();
    const found = states.filter((state) => all.add(state));
    this.limited(found.length, line);
    return found;
  }

  private limited(count: number, line: number): void {
    if (count > this.limit)
      throw new TooManyUnknowns(
        `at line ${line} the system may be in more than ${this.limit} states: the log says too little to follow it.`,
      );
  }

  // ── what is wrong ──

  private whyNoStep(
    from: readonly InterpretedState[],
    actions: readonly number[],
    event: LogEvent,
  ): Explanation {
    const [state] = from;
    const obstacles = actions.flatMap((action) => {
      const found = state && this.model.obstacle(action, state, this.admits(event));
      return found === undefined ? [] : [found];
    });
    const name = event.action ?? 'any action';
    const instead = this.wouldFit(from, event);
    if (obstacles.length > 0) return { text: `what stops ${name}:`, children: [...obstacles, ...instead] };
    const given = event.args === undefined ? '' : ` ${JSON.stringify(event.args)}`;
    return { text: `there is no ${name} with the arguments${given}`, children: instead };
  }

  /** The step is possible, and gives something else: that which agrees with the line in most variables. */
  private whyOtherValues(
    from: readonly InterpretedState[],
    reached: readonly Reached[],
    event: LogEvent,
  ): Explanation {
    const [nearest] = reached
      .map((step) => ({ step, wrong: this.differences(step.state, event) }))
      .sort((a, b) => a.wrong.length - b.wrong.length);
    const [name] = nearest?.wrong ?? [];
    if (nearest === undefined || name === undefined) return { text: 'no state is possible' };
    const { step } = nearest;
    const value = this.valueOf(name, step.state);
    const what =
      event.action === undefined ? `${stepName(step)} is the nearest step` : `${event.action} is possible`;
    return {
      text: `${what}, and leaves ${name} otherwise than the line says: ${JSON.stringify(event.vars.get(name))}`,
      ...(value === undefined ? {} : { values: [{ expression: name, value }] }),
      children: step.action === beginning ? [] : this.wouldFit(from, event),
    };
  }

  /** The steps that the line could tell of, were it not for its action and arguments: they give a variable the value that it names. */
  private wouldFit(from: readonly InterpretedState[], event: LogEvent): readonly Explanation[] {
    if (event.action === undefined && event.args === undefined) return [];
    const every = this.reached(
      from,
      this.indices(() => true),
      () => true,
    );
    const fitting = every.filter(
      ({ state, before }) =>
        this.differences(state, event).length === 0 && this.differences(before, event).length > 0,
    );
    const names = [...new Set(fitting.map(stepName))];
    if (names.length === 0) return [];
    const more = names.length > shownSteps ? ` and ${names.length - shownSteps} more` : '';
    return [{ text: `what would fit: ${names.slice(0, shownSteps).join(', ')}${more}` }];
  }
}

/** As a counterexample names it: `Receive(q, <<p, 1>>)`. */
function stepName({ action, args }: Reached): string {
  const given = args.map((value) => (value === undefined ? '…' : printValue(value)));
  return given.length === 0 ? action : `${action}(${given.join(', ')})`;
}

/** States by content. */
class StateSet {
  private readonly known = new Map<string, InterpretedState[]>();

  /** Whether it was not there yet. */
  add(state: InterpretedState): boolean {
    const key = state.map((value) => printValue(value)).join('\n');
    const bucket = this.known.get(key) ?? [];
    if (bucket.some((other) => other.every((value, index) => sameValue(value, state[index] ?? value))))
      return false;
    this.known.set(key, [...bucket, state]);
    return true;
  }
}
