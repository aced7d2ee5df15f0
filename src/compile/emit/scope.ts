/** What names stand for while code is written, and the states that an expression speaks of. */

import type { Binder } from '../../interpret/environment.js';
import { isOperator } from '../../semantics/expressions.js';
import type { Argument, Definition, Expression, Local, OperatorArgument } from '../../semantics/spec.js';
import type { Emitter } from './emitter.js';
import type { Block } from './program.js';
import type { Rep } from './rep.js';

/** The states in view; compared by identity. */
export interface Frame {
  /** A state is known by its variables' reps. */
  readonly current: State;
  /** Variables that have no next value yet are holes; absent where nothing may speak of the next state. */
  readonly next: State | undefined;
  /** Whether unprimed variables are being given their first values. */
  readonly initial: boolean;
  /** Whether the states are those of a part of a composed action. */
  readonly part?: boolean;
  /** Where ENABLED looks for a next state: what it binds there. */
  readonly enabled?: Binder;
  /** Where code stands apart (tabulate.ts): the same states, for what it shares with other code. */
  readonly shared?: Frame;
}

export interface State {
  readonly variables: readonly (Rep | undefined)[];
  /** Where all of them are known. */
  readonly block: Block;
}

export type Binding =
  | { readonly kind: 'rep'; readonly rep: Rep }
  | Thunk
  | { readonly kind: 'operator'; readonly operator: OperatorArgument; readonly scope: Scope };

/** An argument or a definition of a LET: its code is written where it is first needed. */
export interface Thunk {
  readonly kind: 'thunk';
  readonly expression: Expression;
  readonly scope: Scope;
  /** Where it was bound: what is needed more than once is kept there. */
  readonly block: Block;
  /** How often it may be needed: what is needed once is written in place. */
  readonly uses: number;
  /** By the states that it was written for. */
  readonly written: Map<object, Written>;
  /** The same where it is only looked at (look.ts). */
  readonly looked: Map<object, Written>;
  /** Once it has been written: whether it works on no boxes and cannot fail. */
  plain?: boolean;
}

export interface Written {
  /** Where its value is known; undefined when it is guarded by a flag. */
  readonly block: Block;
  readonly rep: Rep;
  /** Code of a call that makes sure that the value is there. */
  readonly ensure: string | undefined;
}

/** A chain of bindings, the innermost first. */
export type Scope = Link | undefined;

export type Link = LocalLink | DefinitionLink;

interface LocalLink {
  readonly kind: 'local';
  readonly key: Local;
  readonly binding: Binding;
  readonly rest: Scope;
}

/** A definition of a LET. */
export interface DefinitionLink {
  readonly kind: 'definition';
  readonly key: Definition;
  /** The block of the LET. */
  readonly block: Block;
  /** For a definition without parameters. */
  thunk: Thunk | undefined;
  readonly rest: Scope;
}

/** Where code is being written. */
export interface Site {
  readonly emitter: Emitter;
  readonly scope: Scope;
  readonly frame: Frame;
  readonly block: Block;
  /** Whether results are being kept in a cache already. */
  readonly cached?: boolean;
  /** How many trials it is written within: see {@link onTrial}. */
  readonly trials?: number;
}

/** Deeper in each other they would take twice as long with every level. */
const mostTrials = 2;

/** Where code is written only to see what comes of it; undefined within so many trials that it has to do without. */
export function onTrial(site: Site): Site | undefined {
  const { trials = 0, block } = site;
  return trials === mostTrials ? undefined : { ...site, trials: trials + 1, block: block.inner() };
}

export function bind(key: Local, binding: Binding, rest: Scope): Scope {
  return { kind: 'local', key, binding, rest };
}

export function bindRep(key: Local, rep: Rep, rest: Scope): Scope {
  return bind(key, { kind: 'rep', rep }, rest);
}

/** @param uses how often a definition may be needed */
export function bindDefinitions(
  definitions: readonly Definition[],
  { scope, block }: Site,
  uses: (definition: Definition) => number,
): Scope {
  let chain = scope;
  const links: DefinitionLink[] = [];
  for (const key of definitions) {
    const link: DefinitionLink = { kind: 'definition', key, block, thunk: undefined, rest: chain };
    links.push(link);
    chain = link;
  }
  // They see each other, so each is read in the whole of them.
  for (const link of links) {
    const { key } = link;
    if (key.parameters.length > 0 || key.recursive) continue;
    link.thunk = {
      kind: 'thunk',
      expression: key.body,
      scope: chain,
      block,
      uses: uses(key),
      written: new Map(),
      looked: new Map(),
    };
  }
  return chain;
}

export function find(key: Local, scope: Scope): Binding | undefined {
  for (let link = scope; link !== undefined; link = link.rest) {
    if (link.kind === 'local' && link.key === key) return link.binding;
  }
  return undefined;
}

export function lookUp(key: Local, scope: Scope): Binding {
  const binding = find(key, scope);
  if (binding !== undefined) return binding;
  throw new Error(`The local ${key.name} is not bound: resolving should have seen to it.`);
}

/** The link of a LET's definition with the scope in which its body is read: from its own LET outwards. */
export function definitionLink(
  definition: Definition,
  scope: Scope,
): { link: DefinitionLink; inner: Scope } | undefined {
  let newest: Scope;
  for (let link = scope; link !== undefined; link = link.rest) {
    if (link.kind === 'local') newest = undefined;
    else {
      newest ??= link;
      if (link.key === definition) return { link, inner: newest };
    }
  }
  return undefined;
}

export function scopeOf(definition: Definition, scope: Scope): Scope {
  return definition.local ? (definitionLink(definition, scope)?.inner ?? scope) : undefined;
}

/** @param uses how often each parameter may be needed */
export function bindParameters(
  parameters: readonly Local[],
  args: readonly Argument[],
  caller: Site,
  into: Scope,
  uses: (parameter: Local) => number,
): Scope {
  return parameters.reduce((scope, parameter, index) => {
    const arg = args[index];
    return arg === undefined ? scope : bind(parameter, bindingOf(arg, caller, uses(parameter)), scope);
  }, into);
}

export function bindingOf(arg: Argument, { scope, block }: Site, uses: number): Binding {
  // What is passed on as it is is evaluated once, however often it is handed down. A name that is bound within an
  // expression is not known while the expression is only looked at.
  const handed = isOperator(arg)
    ? arg.kind === 'parameter-operator' && find(arg.operator, scope)
    : arg.kind === 'local' && find(arg.local, scope);
  if (handed) return handed;
  if (isOperator(arg)) return { kind: 'operator', operator: arg, scope };
  return { kind: 'thunk', expression: arg, scope, block, uses, written: new Map(), looked: new Map() };
}
