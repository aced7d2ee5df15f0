/** Names and what they stand for. */

import type { Span } from '../syntax/source.js';
import type { Primitive } from './primitives.js';
import type { Argument, Definition, Local, Variable } from './spec.js';

export type Entity =
  | { readonly kind: 'variable'; readonly variable: Variable }
  | { readonly kind: 'local'; readonly local: Local }
  | { readonly kind: 'primitive'; readonly primitive: Primitive }
  | { readonly kind: 'definition'; readonly pending: PendingDefinition }
  /** A constant or variable of an instanced module, or an operator parameter's stand-in. */
  | {
      readonly kind: 'substitution';
      readonly argument: Argument;
      readonly arity: number;
      readonly span: Span;
    }
  | { readonly kind: 'instance'; readonly instance: InstanceScope };

/** A definition that is elaborated when it is first needed, so that a `.spec` may state things in any order. */
export interface PendingDefinition {
  readonly name: string;
  readonly span: Span;
  readonly parameters: readonly Local[];
  state: 'waiting' | 'running' | 'done';
  recursive: boolean;
  elaborate(): void;
  readonly definition: Definition;
}

export interface InstanceScope {
  readonly scope: Scope;
  readonly parameters: readonly Local[];
}

/** A chain of tables, innermost first. */
export class Scope {
  private readonly names = new Map<string, Entity>();

  constructor(
    readonly parent: Scope | undefined,
    /** `library` names may be shadowed. */
    readonly role: 'library' | 'module' | 'local' = 'local',
  ) {}

  define(name: string, entity: Entity): void {
    this.names.set(name, entity);
  }

  own(name: string): Entity | undefined {
    return this.names.get(name);
  }

  ownEntries(): IterableIterator<[string, Entity]> {
    return this.names.entries();
  }

  find(name: string): Entity | undefined {
    return this.holder(name)?.own(name);
  }

  /** The scope that gives a name its meaning here. */
  holder(name: string): Scope | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      if (scope.names.has(name)) return scope;
    }
    return undefined;
  }

  /** Every name that is visible, for finding the one that was meant. */
  visible(): string[] {
    const all: string[] = [];
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent)
      all.push(...scope.names.keys());
    return all;
  }
}
