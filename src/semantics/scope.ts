/** Names and what they stand for. */

import type { Span } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';
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
      /** For a variable: what it is under ENABLED. */
      readonly own?: Variable;
      /** For a variable: whether another one of the instance stands for the same variable. */
      readonly shared?: boolean;
    }
  | { readonly kind: 'instance'; readonly instance: InstanceScope };

/** A definition that is elaborated when it is first needed, so that a `.spec` may state things in any order. */
export interface PendingDefinition {
  readonly name: string;
  readonly span: Span;
  /** The parameters of the instances that it belongs to: the first of the definition's parameters. */
  readonly leading: readonly Local[];
  readonly own: readonly Local[];
  /** What was written, and where it is read: for naming its parts. Absent where nothing was written. */
  readonly source: { readonly body: tree.Expression; readonly scope: Scope } | undefined;
  state: 'waiting' | 'running' | 'done';
  recursive: boolean;
  elaborate(): void;
  readonly definition: Definition;
}

interface InstanceScope {
  readonly scope: Scope;
  readonly parameters: readonly Local[];
}

/** A chain of tables, innermost first. */
export class Scope {
  private readonly names = new Map<string, Entity>();
  private readonly places = new Map<string, Span>();
  private readonly hidden = new Set<string>();
  private readonly modules = new Map<string, tree.Module>();

  constructor(
    readonly parent: Scope | undefined,
    /** `library` names may be shadowed. */
    readonly role: 'library' | 'module' | 'local' = 'local',
  ) {}

  /** @param place where the name is declared, when what it stands for is declared elsewhere */
  define(name: string, entity: Entity, place?: Span): void {
    this.names.set(name, entity);
    if (place !== undefined) this.places.set(name, place);
  }

  place(name: string): Span | undefined {
    return this.places.get(name);
  }

  /** Keeps a LOCAL name from those who extend the module or have an instance of it. */
  hide(name: string): void {
    this.hidden.add(name);
  }

  hides(name: string): boolean {
    return this.hidden.has(name);
  }

  /** What an instance of the module shows under a name. */
  exported(name: string): Entity | undefined {
    return this.hidden.has(name) ? undefined : this.names.get(name);
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

  /** Names of modules are apart from all others. */
  defineModule(name: string, module: tree.Module): void {
    this.modules.set(name, module);
  }

  /** A module within the modules around. */
  module(name: string): tree.Module | undefined {
    return this.modules.get(name) ?? this.parent?.module(name);
  }

  /** The scope that a module within a module stands in. */
  moduleHolder(module: tree.Module): Scope | undefined {
    return [...this.modules.values()].includes(module) ? this : this.parent?.moduleHolder(module);
  }

  moduleNames(): string[] {
    return [...this.modules.keys(), ...(this.parent?.moduleNames() ?? [])];
  }

  /** The variables of instances whose text this is: an ENABLED that is written here binds them in the next state. */
  bound(): Variable[] {
    const found = this.parent?.bound() ?? [];
    for (const entity of this.names.values())
      if (entity.kind === 'substitution' && entity.own !== undefined) found.push(entity.own);
    return found;
  }

  /** Every name that is visible, for finding the one that was meant. */
  visible(): string[] {
    const all: string[] = [];
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent)
      all.push(...scope.names.keys());
    return all;
  }
}
