/** INSTANCE: a module's definitions once more, with something in the place of its constants and variables. */

import type * as tree from '../syntax/tree.js';
import type { DefinitionBuilder } from './definitions.js';
import type { Elaborator } from './elaborate.js';
import { isOperator } from './expressions.js';
import { type ModuleFinder, surrounding } from './module-finder.js';
import { nearest } from './nearest.js';
import { type Entity, type PendingDefinition, Scope } from './scope.js';
import type { Argument, Local, Variable } from './spec.js';

/** What surrounds a module's units: the instance that they belong to. */
export interface Surroundings {
  /** `I!` for the definitions of an instance. */
  readonly prefix: string;
  readonly leading: readonly Local[];
  /** What an instance puts in the place of constants and variables. */
  readonly substitutions: ReadonlyMap<string, Entity> | undefined;
  /** The modules that were extended here: each is read once, but once more in each instance. */
  readonly extended: Map<string, Scope>;
  /** The definitions of the LET that all this stands in. */
  readonly block: PendingDefinition[] | undefined;
  /** The module that the units are written in; undefined under LET. */
  readonly module: string | undefined;
}

/** Index of the first variable that ENABLED binds in an instance: no specification has so many of its own. */
const firstOwn = 256;

export class Instances {
  private ownCount = 0;
  private readonly substitutions: (Entity & { kind: 'substitution' })[] = [];

  constructor(
    private readonly elaborator: Elaborator,
    private readonly definitions: DefinitionBuilder,
    private readonly modules: ModuleFinder,
  ) {}

  /** Elaborates the substitutions that nothing has needed yet. */
  finish(): void {
    for (const substitution of this.substitutions) void substitution.argument;
  }

  /** `INSTANCE M WITH …`: the names of M are names here. */
  unnamed(unit: tree.InstanceUnit, scope: Scope, around: Surroundings): void {
    const inner = this.instantiate(unit.instance, scope, around);
    if (inner === undefined) return;
    for (const [name, entity] of inner.ownEntries()) {
      if (inner.hides(name) || entity.kind === 'variable' || entity.kind === 'substitution') continue;
      if (scope.own(name) !== undefined) continue;
      scope.define(name, entity);
      if (unit.local) scope.hide(name);
    }
  }

  /** `I(p) == INSTANCE M WITH …`: the names of M stand behind `I(p)!`. */
  named(unit: tree.ModuleDefinitionUnit, scope: Scope, around: Surroundings): void {
    const parameters = unit.parameters.map((parameter) =>
      this.elaborator.local(parameter.name, parameter.arity),
    );
    const outer = this.elaborator.bind(scope, parameters);
    const inner = this.instantiate(unit.instance, outer, {
      ...around,
      prefix: `${around.prefix}${unit.name.text}!`,
      leading: [...around.leading, ...parameters],
    });
    if (inner === undefined) return;
    this.definitions.put(scope, unit.name, { kind: 'instance', instance: { scope: inner, parameters } });
    if (unit.local) scope.hide(unit.name.text);
  }

  private instantiate(instance: tree.Instance, scope: Scope, around: Surroundings): Scope | undefined {
    const module = this.modules.found(instance.module, scope);
    if (module === undefined) return undefined;
    if (module === 'primitives') return this.definitions.library(instance.module.text);
    const declared = this.modules.declarations(module, scope);
    const substitutions = new Map<string, Entity>();
    for (const { name, value } of instance.substitutions) {
      const arity = declared.get(name.text);
      if (arity === undefined) {
        const meant = nearest(name.text, declared.keys());
        const hint = meant === undefined ? undefined : `Did you mean \`${meant}\`?`;
        this.elaborator.error(
          'unknown-substitution',
          `Module \`${instance.module.text}\` declares no constant or variable \`${name.text}\`.`,
          name.span,
          hint,
        );
        continue;
      }
      const elaborate = (): Argument =>
        arity === 0
          ? this.elaborator.expression(value, scope)
          : this.elaborator.operators.of(value, arity, scope);
      substitutions.set(name.text, this.substitution(name, arity, elaborate, around));
    }
    for (const name of declared.keys()) {
      const entity = substitutions.has(name) ? undefined : scope.find(name);
      if (entity !== undefined) substitutions.set(name, entity);
    }
    const inner = new Scope(surrounding(module, scope), 'module');
    const within = { ...around, substitutions, extended: new Map<string, Scope>() };
    this.modules.reading(instance.module, () => this.definitions.module(module, inner, within));
    return inner;
  }

  /** Under LET a substitution is part of the expression around it; elsewhere it waits until it is needed. */
  private substitution(
    name: tree.Identifier,
    arity: number,
    elaborate: () => Argument,
    around: Surroundings,
  ): Entity {
    const { elaborator } = this;
    let known = around.block === undefined ? undefined : elaborate();
    const entity = {
      kind: 'substitution' as const,
      arity,
      span: name.span,
      get argument(): Argument {
        known ??= elaborator.isolated({ modelValues: false }, elaborate);
        return known;
      },
    };
    this.substitutions.push(entity);
    return entity;
  }

  /** What an instance puts in the place of the constants and variables that a unit declares. */
  declare(
    unit: tree.ConstantsUnit | tree.VariablesUnit,
    scope: Scope,
    substitutions: ReadonlyMap<string, Entity>,
  ): void {
    const names =
      unit.kind === 'constants' ? unit.constants.map((c) => c.name) : unit.variables.map((v) => v.name);
    // Of variables that all keep their names no two can stand for the same one.
    const explicit = [...substitutions.values()].some(({ kind }) => kind === 'substitution');
    for (const name of names) {
      const entity = substitutions.get(name.text);
      if (entity !== undefined && unit.kind === 'variables' && (explicit || entity.kind !== 'variable')) {
        scope.define(name.text, this.substitutedVariable(name, entity, scope, substitutions), name.span);
      } else if (entity !== undefined) scope.define(name.text, entity, name.span);
      else
        this.elaborator.error(
          'no-substitution',
          `The instance gives no value to \`${name.text}\`, and nothing of that name is in scope.`,
          name.span,
        );
    }
  }

  /** What an instance puts in the place of a variable; under ENABLED it is a variable of its own. */
  private substitutedVariable(
    name: tree.Identifier,
    entity: Entity,
    scope: Scope,
    all: ReadonlyMap<string, Entity>,
  ): Entity {
    const { elaborator } = this;
    const index = firstOwn + this.ownCount++;
    return {
      get shared() {
        const { argument } = this;
        if (isOperator(argument) || argument.kind !== 'variable') return false;
        return [...all.values()].some((other) => other !== entity && variableOf(other) === argument.variable);
      },
      kind: 'substitution',
      arity: 0,
      span: name.span,
      own: { name: name.text, index, span: name.span, stateSpace: undefined },
      get argument() {
        // What a surrounding instance substitutes is itself a variable of its own under ENABLED.
        return entity.kind === 'substitution' && entity.own === undefined
          ? entity.argument
          : elaborator.names.named(entity, name, scope);
      },
    };
  }
}

/** The variable that is put in a name's place, where it is one. */
function variableOf(entity: Entity): Variable | undefined {
  if (entity.kind === 'variable') return entity.variable;
  if (entity.kind !== 'substitution' || isOperator(entity.argument)) return undefined;
  return entity.argument.kind === 'variable' ? entity.argument.variable : undefined;
}
