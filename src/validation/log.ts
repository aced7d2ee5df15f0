/** The lines of a log: what each says of a step, as far as it says anything. */

import { isObject, LogError, type Mapping, meant } from './mapping.js';

/** A step as a line tells it. What is missing is unknown. */
export interface LogEvent {
  readonly line: number;
  /** As the specification calls it. */
  readonly action?: string;
  readonly args?: readonly unknown[];
  /** By variable, after the step; of a function perhaps some of its values only. */
  readonly vars: ReadonlyMap<string, unknown>;
}

/** What a line is made of, as far as it speaks of the specification; `process` and `clock` speak of causes. */
const fields = ['action', 'args', 'vars', 'process', 'clock'];

/** The event that stands for the beginning: its line tells of the initial state. */
export const beginning = 'Init';

/** What a specification and a map let a line say. */
export interface Vocabulary {
  readonly actions: readonly string[];
  readonly variables: readonly string[];
  readonly mapping: Mapping;
}

/**
 * @returns undefined for an empty line, and for an event that is passed over
 * @throws LogError
 */
export function parseLine(text: string, line: number, vocabulary: Vocabulary): LogEvent | undefined {
  if (text.trim() === '') return undefined;
  const json = objectOf(text, line);
  const { mapping, actions, variables } = vocabulary;
  for (const field of Object.keys(json)) {
    if (!fields.includes(field) && !mapping.ignore.includes(field))
      throw new LogError(
        `line ${line} has the field \`${field}\`, which says nothing of the spec: \`ignore\` it in the map.${meant(field, fields)}`,
      );
  }
  const { action, args, vars } = json;
  if (action !== undefined && typeof action !== 'string')
    throw new LogError(`line ${line}: \`action\` is not a name.`);
  if (args !== undefined && !Array.isArray(args))
    throw new LogError(`line ${line}: \`args\` is not a list of values.`);
  if (vars !== undefined && !isObject(vars))
    throw new LogError(`line ${line}: \`vars\` is not an object with values of variables.`);
  const name = action === undefined ? undefined : renamed(action, mapping.actions);
  if (name === null) return undefined;
  if (name !== undefined && name !== beginning && !actions.includes(name))
    throw new LogError(
      `line ${line}: the spec has no action \`${name}\`.${meant(name, actions)} It has ${list(actions)}.`,
    );
  const values = new Map<string, unknown>();
  for (const [given, value] of Object.entries(vars ?? {})) {
    const variable = mapping.variables.get(given) ?? given;
    if (!variables.includes(variable))
      throw new LogError(
        `line ${line}: the spec has no variable \`${variable}\`.${meant(variable, variables)} It has ${list(variables)}.`,
      );
    values.set(variable, value);
  }
  return {
    line,
    vars: values,
    ...(name === undefined ? {} : { action: name }),
    ...(args === undefined ? {} : { args }),
  };
}

/** @throws LogError */
export function objectOf(text: string, line: number): Readonly<Record<string, unknown>> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new LogError(`line ${line} is not JSON: ${(error as Error).message}.`);
  }
  if (!isObject(json)) throw new LogError(`line ${line} is not a JSON object.`);
  return json;
}

function renamed(name: string, names: ReadonlyMap<string, string | null>): string | null {
  const found = names.get(name);
  return found === undefined ? name : found;
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
