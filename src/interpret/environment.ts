/** What names stand for while an expression is evaluated, and the states that it is evaluated in. */

import { isOperator } from '../semantics/expressions.js';
import type { Argument, Definition, Expression, Local, OperatorArgument } from '../semantics/spec.js';
import type { Value } from '../values/value.js';

/** A state under construction: a hole where a variable has no value yet. */
export type Row = readonly (Value | undefined)[];

/** The states in view. Compared by identity, so rows are never changed in place. */
export interface Frame {
  readonly current: Row;
  /** Absent where nothing may speak of the next state. */
  readonly next: Row | undefined;
  /** Whether unprimed variables are being given their first values. */
  readonly initial: boolean;
  /** Whether the states are those of a part of a composed action. */
  readonly part?: boolean;
  /** Where ENABLED looks for a next state: what it binds there. */
  readonly enabled?: Binder;
}

/** Two finished states, or one. */
export function frameOf(current: Row, next?: Row): Frame {
  return { current, next, initial: false };
}

/** What an ENABLED binds besides the specification's variables: variables of instances, by index. */
export interface Binder {
  readonly variables: ReadonlySet<number>;
  /** Whether the current state of the frame is the next state that ENABLED speaks of. */
  readonly inside: boolean;
}

export type Binding =
  | { readonly kind: 'value'; readonly value: Value }
  | Thunk
  | { readonly kind: 'operator'; readonly operator: OperatorArgument; readonly environment: Environment };

/** A name that keeps what it was found to stand for. */
export interface Keeper {
  memo: Memo | undefined;
  /** A set that has only been looked at (look.ts). */
  view?: Memo;
}

/** An argument that is evaluated when it is needed, once for each pair of states. */
interface Thunk extends Keeper {
  readonly kind: 'thunk';
  readonly expression: Expression;
  readonly environment: Environment;
}

/** What was found in one pair of states. */
interface Memo {
  readonly current: Row;
  readonly next: Row | undefined;
  readonly value: Value;
}

/** A chain of bindings, the innermost first; definitions of a LET are bound to the environment they see. */
export type Environment = Link | undefined;

/** A definition without parameters is, like an argument, evaluated when it is needed, once for each pair of states. */
interface Link extends Keeper {
  readonly key: Local | Definition;
  readonly binding: Binding | undefined;
  readonly rest: Environment;
}

export function bind(key: Local, binding: Binding, rest: Environment): Environment {
  return { key, binding, rest, memo: undefined };
}

export function bindValue(key: Local, value: Value, rest: Environment): Environment {
  return { key, binding: { kind: 'value', value }, rest, memo: undefined };
}

export function bindDefinitions(definitions: readonly Definition[], rest: Environment): Environment {
  return definitions.reduce<Environment>(
    (chain, key) => ({ key, binding: undefined, rest: chain, memo: undefined }),
    rest,
  );
}

export function lookUp(key: Local, environment: Environment): Binding {
  for (let link = environment; link !== undefined; link = link.rest) {
    if (link.key === key && link.binding !== undefined) return link.binding;
  }
  throw new Error(`The local ${key.name} is not bound: resolving should have seen to it.`);
}

/** The place of a LET's definition in the chain. */
export function linkOf(definition: Definition, environment: Environment): Link | undefined {
  let link = environment;
  while (link !== undefined && link.key !== definition) link = link.rest;
  return link;
}

/** The environment in which a definition's body is read: for one of a LET, from its own link outwards. */
function environmentOf(definition: Definition, environment: Environment): Environment {
  if (!definition.local) return undefined;
  // All definitions of a LET are one link's neighbours: the block is entered at its newest one, so that they see each other.
  let block: Environment;
  for (let link = environment; link !== undefined; link = link.rest) {
    if (link.binding !== undefined) block = undefined;
    else block ??= link;
    if (link.key === definition) return block ?? link;
  }
  return environment;
}

/** Binds a definition's parameters to arguments that are read in the caller's environment. */
export function enter(definition: Definition, args: readonly Argument[], caller: Environment): Environment {
  return bindParameters(definition.parameters, args, caller, environmentOf(definition, caller));
}

export function bindParameters(
  parameters: readonly Local[],
  args: readonly Argument[],
  caller: Environment,
  into: Environment,
): Environment {
  let environment = into;
  parameters.forEach((parameter, index) => {
    const arg = args[index];
    if (arg !== undefined) environment = bind(parameter, bindingOf(arg, caller), environment);
  });
  return environment;
}

export function bindingOf(arg: Argument, caller: Environment): Binding {
  if (isOperator(arg)) {
    if (arg.kind === 'parameter-operator') return lookUp(arg.operator, caller);
    return { kind: 'operator', operator: arg, environment: caller };
  }
  if (arg.kind === 'literal') return { kind: 'value', value: arg.value };
  // Passed on as it is: what a parameter stands for is evaluated once, however often it is handed down.
  if (arg.kind === 'local') return lookUp(arg.local, caller);
  return { kind: 'thunk', expression: arg, environment: caller, memo: undefined };
}

/** The values that locals have here, innermost last: for explanations. */
export function boundValues(
  environment: Environment,
): { key: Local | Definition; name: string; value: Value }[] {
  const found: { key: Local | Definition; name: string; value: Value }[] = [];
  const seen = new Set<string>();
  for (let link = environment; link !== undefined; link = link.rest) {
    const { binding, key } = link;
    const value =
      binding?.kind === 'value' ? binding.value : binding?.kind === 'thunk' ? binding.memo?.value : undefined;
    if (value === undefined || seen.has(key.name)) continue;
    seen.add(key.name);
    found.unshift({ key, name: key.name, value });
  }
  return found;
}
