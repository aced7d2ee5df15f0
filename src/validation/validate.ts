/**
 * Whether a log of a real system is a behaviour of a specification. The states in which the system may be are kept, line by line:
 * those that the steps of the line's action lead to from the states before, as far as they agree with what the line says.
 *
 * Cirstea, Kuppe, Loillier and Merz, "Validating Traces of Distributed Programs Against TLA+ Specifications" (2024): what a log
 * leaves out is not determined, and the search looks for one behaviour that fits. They leave the search to a model checker; here
 * it goes along with the log, breadth-first, so that a log may be as long as it likes.
 */

import type { Explanation } from '../../checker/model.js';
import type { Interpreted, InterpretedState } from '../interpret/model.js';
import { printValue } from '../values/print.js';
import { sameValue } from '../values/value.js';
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
      return this.goOn(this.states, event) ?? undefined;
    }
    const from = this.withSilent(this.states, event.line);
    const actions = this.indices((name) => event.action === undefined || event.action === name);
    const reached = from.flatMap((state) =>
      actions.flatMap((action) =>
        this.model.stepsOf(action, state, this.admits(event)).map((step) => step.state),
      ),
    );
    if (reached.length > 0) return this.goOn(reached, event);
    return this.whyNoStep(from, actions, event);
  }

  private goOn(reached: readonly InterpretedState[], event: LogEvent): Explanation | undefined {
    const fitting = reached.filter((state) => this.difference(state, event) === undefined);
    if (fitting.length === 0) return this.whyOtherValues(reached, event);
    this.states = this.distinct(fitting, event.line);
    this.most = Math.max(this.most, this.states.length);
    return undefined;
  }

  private indices(which: (name: string) => boolean): number[] {
    return this.model.actions.flatMap(({ name }, index) => (which(name) ? [index] : []));
  }

  private admits(event: LogEvent): (args: readonly (InterpretedState[number] | undefined)[]) => boolean {
    const { args } = event;
    if (args === undefined) return () => true;
    return (values) =>
      values.length === args.length &&
      values.every((value, index) => value === undefined || this.matcher.matches(value, args[index]));
  }

  /** The variable whose value is not what the event says. */
  private difference(state: InterpretedState, event: LogEvent): string | undefined {
    for (const [name, json] of event.vars) {
      const value = state[this.model.variables.indexOf(name)];
      if (value !== undefined && !this.matcher.matches(value, json)) return name;
    }
    return undefined;
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
    if (obstacles.length > 0) return { text: `what stops ${name}:`, children: obstacles };
    const given = event.args === undefined ? '' : ` ${JSON.stringify(event.args)}`;
    return { text: `there is no ${name} with the arguments${given}` };
  }

  /** The step is possible, and gives something else: of the state that goes furthest with the line. */
  private whyOtherValues(reached: readonly InterpretedState[], event: LogEvent): Explanation {
    const names = [...event.vars.keys()];
    let best: { readonly state: InterpretedState; readonly name: string } | undefined;
    for (const state of reached) {
      const name = this.difference(state, event);
      if (name === undefined) continue;
      if (best === undefined || names.indexOf(name) > names.indexOf(best.name)) best = { state, name };
    }
    const { state, name } = best ?? { state: [], name: '' };
    const value = state[this.model.variables.indexOf(name)];
    const what = event.action === undefined ? 'a step' : event.action;
    return {
      text: `${what} is possible, and leaves ${name} otherwise than the line says: ${JSON.stringify(event.vars.get(name))}`,
      ...(value === undefined ? {} : { values: [{ expression: name, value }] }),
    };
  }
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
