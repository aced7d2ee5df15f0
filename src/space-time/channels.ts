/** Messages in channels that are emptied: queues, of which a step takes an element out, and bags, of which it takes a copy. */

import type { Trace } from '../../checker/verdict.js';
import { printValue } from '../values/print.js';
import { FunctionValue, sameValue, type Value } from '../values/value.js';

export interface ChannelMessage {
  /** Numbers (from 0) of the step that puts it there, and of the one that takes it out. */
  readonly sent: number;
  readonly received: readonly number[];
  readonly text: string;
  /** What the channel is called by, as in channel[p][q] or inbox[<<p, q>>]: nothing, one process, or two. */
  readonly keys: readonly string[];
}

/** A channel is found by what happens to it: something is taken out of it, or out of another one of the same variable. */
export function channelMessages({ variables, states }: Trace): ChannelMessage[] {
  return variables.flatMap((_, index) => {
    const contents = states.map(({ values }) => values[index] as Value);
    const messages = leavesOf(contents, []).flatMap(({ history, keys }) => [
      ...(history.every(isSequence) ? queued(history, keys) : []),
      ...(history.every(isBag) && !history.every(isSequence) ? bagged(history, keys) : []),
    ]);
    return messages.some(({ received }) => received.length > 0) ? messages : [];
  });
}

interface Leaf {
  /** What it holds in each state. */
  readonly history: readonly FunctionValue[];
  readonly keys: readonly string[];
}

/** The functions below a variable whose domain changes: what stands around them is which channel it is. */
function leavesOf(history: readonly Value[], keys: readonly string[]): Leaf[] {
  if (!history.every(isFunction)) return [];
  const [first] = history;
  if (first === undefined) return [];
  const domain = keysOf(first);
  if (!history.every((value) => sameValue(value.domain, first.domain))) return [{ history, keys }];
  return domain.flatMap((key) => {
    const below = history.map((value) => value.map.get(key) as Value);
    return leavesOf(below, [...keys, ...partsOf(key)]);
  });
}

/** `p` and `q` of <<p, q>>. */
function partsOf(key: Value): string[] {
  return isFunction(key) && isSequence(key) && key.map.size === 2
    ? elementsOf(key).map((part) => printValue(part))
    : [printValue(key)];
}

function isFunction(value: Value | undefined): value is FunctionValue {
  return value instanceof FunctionValue;
}

function keysOf(value: FunctionValue): Value[] {
  return [...value.map.keys()];
}

function isSequence(value: FunctionValue): boolean {
  const { size } = value.map;
  return keysOf(value).every((key) => typeof key === 'number' && key >= 1 && key <= size);
}

function elementsOf(sequence: FunctionValue): Value[] {
  return Array.from({ length: sequence.map.size }, (_, index) => sequence.map.get(index + 1) as Value);
}

/** How many copies there are of each message, which is a record or a tuple. */
function isBag(value: FunctionValue): boolean {
  return [...value.map].every(([key, copies]) => isFunction(key) && typeof copies === 'number' && copies > 0);
}

interface Moving {
  readonly sent: number;
  readonly received: number[];
  readonly text: string;
  readonly keys: readonly string[];
}

/** What was there at the start was sent by nobody. */
function moving(sent: number, message: Value, keys: readonly string[]): Moving {
  return { sent, received: [], text: printValue(message), keys };
}

function queued(history: readonly FunctionValue[], keys: readonly string[]): ChannelMessage[] {
  const all: Moving[] = [];
  let inside: { readonly message: Value; readonly moving: Moving }[] = [];
  history.forEach((content, step) => {
    const elements = elementsOf(content);
    const kept: typeof inside = [];
    let next = 0;
    for (const one of inside) {
      const element = elements[next];
      if (element !== undefined && sameValue(element, one.message)) {
        kept.push(one);
        next++;
      } else one.moving.received.push(step);
    }
    const added = elements.slice(next).map((message) => ({ message, moving: moving(step, message, keys) }));
    all.push(...added.map((one) => one.moving));
    inside = [...kept, ...added];
  });
  return all.filter(({ sent }) => sent > 0);
}

function bagged(history: readonly FunctionValue[], keys: readonly string[]): ChannelMessage[] {
  const all: Moving[] = [];
  history.forEach((content, step) => {
    const before = history[step - 1];
    const count = (bag: FunctionValue | undefined, message: Value) => Number(bag?.map.get(message) ?? 0);
    const gone = before === undefined ? [] : keysOf(before).filter((message) => !content.map.has(message));
    for (const message of [...keysOf(content), ...gone]) {
      const text = printValue(message);
      for (let more = count(content, message) - count(before, message); more > 0; more--)
        all.push(moving(step, message, keys));
      for (let less = count(before, message) - count(content, message); less > 0; less--)
        all.find((one) => one.text === text && one.received.length === 0)?.received.push(step);
    }
  });
  return all.filter(({ sent }) => sent > 0);
}
