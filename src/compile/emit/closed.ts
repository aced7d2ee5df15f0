/**
 * What an expression mentions that is bound outside of it, and what tells the values of constant expressions apart: among the
 * same constants an expression is evaluated once, however often code is written for it.
 */

import { isOperator } from '../../semantics/expressions.js';
import type { Argument, Definition, Expression, Local } from '../../semantics/spec.js';
import { Level } from '../../semantics/spec.js';
import { children } from '../../semantics/walk.js';
import { type Box, BoxFunction } from '../boxes/box.js';
import type { Binding, DefinitionLink, Link, Scope } from './scope.js';

type Name = Local | Definition;

/** A local, or a definition of a LET, that an expression mentions. */
interface Mention {
  readonly name: Name;
  /** At which keys, where nothing else of it is looked at: `m.type`. */
  readonly keys: readonly (string | number)[] | undefined;
}

/** The same for the same values of all that an expression mentions. */
export type ClosureKey = number | string;

/** The number of what is known only when the program runs. */
const unknown = 0;
/** The number of what is not there. */
const absent = 1;

const nothing: readonly Mention[] = [];

export class Closures {
  private readonly mentioned = new WeakMap<Expression, readonly Mention[]>();
  /** What is equal has one number; what has two numbers may be equal all the same. */
  private readonly numbers = new Map<Box | Expression | Definition, number>();
  private readonly closures = new Map<string, number>();
  private readonly bound = new WeakMap<Binding | DefinitionLink, number>();
  private last = absent;

  /** @returns undefined where something that is mentioned is no constant */
  keyOf(node: Expression, scope: Scope): ClosureKey | undefined {
    return this.key(this.mentions(node), scope);
  }

  /** The same but for some names, which are bound elsewhere. */
  keyWithout(node: Expression, names: readonly Name[], scope: Scope): ClosureKey | undefined {
    return this.key(
      this.mentions(node).filter(({ name }) => !names.includes(name)),
      scope,
    );
  }

  private key(mentions: readonly Mention[], scope: Scope): ClosureKey | undefined {
    let key: ClosureKey | undefined;
    for (const { name, keys } of mentions) {
      const link = linkOf(name, scope);
      const box = keys !== undefined && link !== undefined ? constantOf(link) : undefined;
      if (keys !== undefined && box instanceof BoxFunction) {
        for (const at of keys) {
          const part = box.get(at);
          const number = part === undefined ? absent : this.number(part);
          key = key === undefined ? number : `${key} ${number}`;
        }
      } else {
        const number = this.numberOf(link);
        if (number === unknown) return undefined;
        key = key === undefined ? number : `${key} ${number}`;
      }
    }
    return key ?? absent;
  }

  /** The locals, and the definitions of a LET, that are bound outside of an expression. */
  mentions(node: Expression): readonly Mention[] {
    let known = this.mentioned.get(node);
    if (known === undefined) {
      known = this.find(node);
      this.mentioned.set(node, known);
    }
    return known;
  }

  private find(node: Expression): readonly Mention[] {
    const part = partOf(node);
    if (part !== undefined) return [part];
    const found = new Map<Name, Mention['keys']>();
    for (const child of children(node)) {
      for (const { name, keys } of this.mentions(child)) {
        const others = found.has(name) ? found.get(name) : [];
        found.set(name, keys && others && [...new Set([...others, ...keys])]);
      }
    }
    if (node.kind === 'local') found.set(node.local, undefined);
    if (node.kind === 'call') found.set(node.operator, undefined);
    if (node.kind === 'apply' && node.definition.local) found.set(node.definition, undefined);
    if (node.kind === 'apply' || node.kind === 'call' || node.kind === 'primitive') {
      for (const arg of node.args) for (const name of operatorNames(arg)) found.set(name, undefined);
    }
    for (const name of boundHere(node)) found.delete(name);
    return found.size === 0 ? nothing : [...found].map(([name, keys]) => ({ name, keys }));
  }

  // ── what names stand for ──

  private number(of: Box | Expression | Definition): number {
    let number = this.numbers.get(of);
    if (number === undefined) {
      number = ++this.last;
      this.numbers.set(of, number);
    }
    return number;
  }

  private closure(text: string): number {
    let number = this.closures.get(text);
    if (number === undefined) {
      number = ++this.last;
      this.closures.set(text, number);
    }
    return number;
  }

  /** Of something with what it mentions. */
  private among(of: Expression | Definition, key: ClosureKey | undefined): number {
    return key === undefined ? unknown : this.closure(`${this.number(of)}: ${key}`);
  }

  private numberOf(link: Link | undefined): number {
    if (link === undefined) return unknown;
    const box = constantOf(link);
    if (box !== undefined) return this.number(box);
    const bound = link.kind === 'local' ? link.binding : link;
    let known = this.bound.get(bound);
    if (known === undefined) {
      // What mentions itself is not known.
      this.bound.set(bound, unknown);
      known = bound.kind === 'definition' ? this.definition(bound) : this.binding(bound);
      this.bound.set(bound, known);
    }
    return known;
  }

  private definition(link: DefinitionLink): number {
    const { key: definition } = link;
    if (definition.level !== Level.constant) return unknown;
    return this.among(
      definition,
      this.keyWithout(definition.body, [definition, ...definition.parameters], link),
    );
  }

  private binding(binding: Binding): number {
    if (binding.kind === 'rep') return unknown;
    if (binding.kind === 'thunk') {
      const { expression, scope } = binding;
      return expression.level === Level.constant
        ? this.among(expression, this.keyOf(expression, scope))
        : unknown;
    }
    const { operator, scope } = binding;
    switch (operator.kind) {
      case 'primitive-operator':
        return this.closure(operator.operator);
      case 'parameter-operator':
        return unknown;
      case 'definition-operator': {
        const { definition } = operator;
        if (definition.level !== Level.constant) return unknown;
        return definition.local ? this.numberOf(linkOf(definition, scope)) : this.number(definition);
      }
      case 'lambda': {
        const { body, parameters } = operator;
        return body.level === Level.constant
          ? this.among(body, this.keyWithout(body, parameters, scope))
          : unknown;
      }
    }
  }
}

function linkOf(name: Name, scope: Scope): Link | undefined {
  let link = scope;
  while (link !== undefined && link.key !== name) link = link.rest;
  return link;
}

function constantOf(link: Link): Box | undefined {
  if (link.kind === 'definition' || link.binding.kind !== 'rep') return undefined;
  const { rep } = link.binding;
  return rep.kind === 'constant' ? rep.box : undefined;
}

/** `m.type`, `m[1]`: what is looked at of a local. */
function partOf(node: Expression): Mention | undefined {
  if (node.kind === 'field' && node.record.kind === 'local')
    return { name: node.record.local, keys: [node.field] };
  if (
    node.kind === 'application' &&
    node.function.kind === 'local' &&
    node.argument.kind === 'literal' &&
    (typeof node.argument.value === 'string' || typeof node.argument.value === 'number')
  )
    return { name: node.function.local, keys: [node.argument.value] };
  return undefined;
}

function operatorNames(arg: Argument): readonly Name[] {
  if (!isOperator(arg)) return [];
  if (arg.kind === 'parameter-operator') return [arg.operator];
  if (arg.kind === 'definition-operator') return arg.definition.local ? [arg.definition] : [];
  return [];
}

/** What an expression binds for the parts of it. */
export function boundHere(node: Expression): readonly Name[] {
  switch (node.kind) {
    case 'forall':
    case 'exists':
    case 'map':
    case 'function': {
      const locals: Name[] = node.bounds.flatMap((bound) => bound.locals);
      if (node.kind === 'function' && node.self !== undefined) locals.push(node.self);
      return locals;
    }
    case 'choose':
    case 'filter':
      return node.bound.locals;
    case 'except':
      return node.updates.map((update) => update.at);
    case 'let':
      return node.definitions.flatMap((definition): Name[] => [definition, ...definition.parameters]);
    case 'apply':
    case 'call':
    case 'primitive':
      return node.args.flatMap((arg): readonly Name[] =>
        isOperator(arg) && arg.kind === 'lambda' ? arg.parameters : [],
      );
    default:
      return [];
  }
}
