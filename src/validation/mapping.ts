/** How the words of a log translate into those of a specification: what a MAP file says. */

import { nearest } from '../semantics/nearest.js';

/** Everything may be left out: what is not mentioned is called the same in both. */
export interface Mapping {
  /** The action of the specification for each event of the log; null for one that is passed over. */
  readonly actions: ReadonlyMap<string, string | null>;
  readonly variables: ReadonlyMap<string, string>;
  /** Names of the log for strings and model values of the specification. */
  readonly values: ReadonlyMap<string, string>;
  /** Actions of the specification that the log says nothing of: they may happen between any two lines. */
  readonly silent: readonly string[];
  /** Fields of lines that say nothing of the specification. */
  readonly ignore: readonly string[];
}

export const identity: Mapping = {
  actions: new Map(),
  variables: new Map(),
  values: new Map(),
  silent: [],
  ignore: [],
};

/** What is wrong with a MAP or a line of a log, in one sentence. */
export class LogError extends Error {
  override readonly name = 'LogError';
}

export function isObject(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** ` Did you mean …?`, or nothing. */
export function meant(name: string, candidates: readonly string[]): string {
  const found = nearest(name, candidates);
  return found === undefined ? '' : ` Did you mean \`${found}\`?`;
}

const parts = ['actions', 'variables', 'values', 'silent', 'ignore'];

/** @throws LogError */
export function parseMapping(text: string): Mapping {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new LogError(`the map is not JSON: ${(error as Error).message}.`);
  }
  if (!isObject(json)) throw new LogError('the map is not a JSON object.');
  for (const part of Object.keys(json)) {
    if (!parts.includes(part))
      throw new LogError(`the map has \`${part}\`, which says nothing.${meant(part, parts)}`);
  }
  return {
    actions: new Map(entries(json, 'actions', isTextOrNull)),
    variables: new Map(entries(json, 'variables', isText)),
    values: new Map(entries(json, 'values', isText)),
    silent: list(json, 'silent'),
    ignore: list(json, 'ignore'),
  };
}

function isText(json: unknown): json is string {
  return typeof json === 'string';
}

function isTextOrNull(json: unknown): json is string | null {
  return json === null || isText(json);
}

function entries<T>(
  json: Readonly<Record<string, unknown>>,
  part: string,
  is: (item: unknown) => item is T,
): [string, T][] {
  const given = json[part] ?? {};
  if (!isObject(given)) throw new LogError(`\`${part}\` of the map is not an object of names.`);
  return Object.entries(given).map(([key, item]) => {
    if (!is(item)) throw new LogError(`\`${part}\` of the map gives \`${key}\` something that is no name.`);
    return [key, item];
  });
}

function list(json: Readonly<Record<string, unknown>>, part: string): readonly string[] {
  const given = json[part] ?? [];
  if (Array.isArray(given) && given.every(isText)) return given;
  throw new LogError(`\`${part}\` of the map is not a list of names.`);
}
