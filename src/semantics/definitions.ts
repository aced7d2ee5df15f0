/** Units of a module or of a LET to definitions, each elaborated when it is first needed. */

import type { Outcome } from '../syntax/diagnostic.js';
import type { Source } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';
import type { Replacements } from './configuration.js';
import type { Elaborator } from './elaborate.js';
import { highest, isOperator, literal } from './expressions.js';
import { isLibrary, libraryModules, libraryTexts } from './library.js';
import { nearest } from './nearest.js';
import { moduleExtends, moduleOperators } from './primitives.js';
import { type Entity, type PendingDefinition, Scope } from './scope.js';
import { type Argument, type Definition, type Expression, Level, type Local, type Variable } from './spec.js';
import { some } from './walk.js';

/** Finds a module by name: beside the file that asks for it, or in the library. */
export type LoadModule = (name: string, from: Source) => Outcome<tree.Module> | undefined;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type LocalUnit = tree.LetIn['units'][number];

/** What surrounds a module's units: the instance that they belong to. */
interface Surroundings {
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

/** What a specification is told of while its modules are read. */
export interface Listener {
  /** A constant or variable of the specification itself, or of a module that it extends. */
  declare(unit: tree.ConstantsUnit | tree.VariablesUnit, scope: Scope): void;
  assume(unit: tree.AssumptionUnit, scope: Scope): void;
}

/** Index of the first variable that ENABLED binds in an instance: no specification has so many of its own. */
const firstOwn = 256;

export class DefinitionBuilder {
  /** In the order in which they were declared. */
  readonly pending: PendingDefinition[] = [];
  private readonly plain: Surroundings = {
    prefix: '',
    leading: [],
    substitutions: undefined,
    extended: new Map(),
    block: undefined,
    module: undefined,
  };
  private readonly loading: string[] = [];
  /** Modules that stand behind others in a file. */
  private readonly companions = new Map<string, tree.Module>();
  private ownCount = 0;
  private readonly substitutions: (Entity & { kind: 'substitution' })[] = [];
  /** Why a text is read: the EXTENDS or INSTANCE that names its module. */
  readonly reasons = new Map<Source, tree.Identifier>();

  constructor(
    private readonly elaborator: Elaborator,
    private readonly load: LoadModule,
    private readonly listener: Listener,
    private readonly replacements: Replacements,
  ) {}

  /** Elaborates whatever nothing has needed yet, so that every error is found. */
  finish(): void {
    for (const pending of this.pending) if (pending.state === 'waiting') pending.elaborate();
    for (const substitution of this.substitutions) void substitution.argument;
  }

  // ── modules ──

  /** Puts a module's names into a scope. */
  module(module: tree.Module, scope: Scope, around: Surroundings = this.plain): void {
    if (module.dialect === 'tla') this.elaborator.ordered.add(module.span.source);
    for (const companion of module.companions)
      if (companion.name !== undefined) this.companions.set(companion.name.text, companion);
    const within = { ...around, module: module.name?.text };
    const { name: title, span } = module;
    if (title !== undefined && isLibrary(span.source)) {
      for (const [text, entity] of this.library(title.text).ownEntries()) scope.define(text, entity);
    }
    for (const name of module.extends) this.extend(name, scope, within);
    this.units(module.units, scope, within);
    if (module.dialect === 'spec' && scope.own('vars') === undefined) this.impliedVars(module, scope, within);
  }

  /** In a `.spec` `vars` is the tuple of its variables; a spec that extends it has a tuple of its own. */
  private impliedVars(module: tree.Module, scope: Scope, around: Surroundings): void {
    const span = { ...module.span, end: module.span.start };
    const body = (): Expression => {
      const elements = this.variableNames(module, scope).map((text) => {
        const part = { text, selector: false, args: [], span };
        return this.elaborator.expression({ kind: 'name', path: [part], span }, scope);
      });
      return { kind: 'tuple', elements, span, level: highest(elements) };
    };
    const pending = this.lazily({ text: 'vars', span }, [], body, around);
    this.pending.push(pending);
    scope.define('vars', { kind: 'definition', pending });
    if (around.substitutions === undefined) scope.hide('vars');
  }

  private extend(name: tree.Identifier, scope: Scope, around: Surroundings): void {
    const found = this.exported(name, scope, around);
    if (found === undefined) return;
    for (const [text, entity] of found.ownEntries()) {
      if (!found.hides(text) && scope.own(text) === undefined) scope.define(text, entity);
    }
  }

  /** The scope of a module that is extended. */
  private exported(name: tree.Identifier, scope: Scope, around: Surroundings): Scope | undefined {
    const known = around.extended.get(name.text);
    if (known !== undefined) {
      if (this.loading.includes(name.text)) this.dependsOnItself(name);
      return known;
    }
    const module = this.found(name, scope);
    if (module === undefined) return undefined;
    const found =
      module === 'primitives' ? this.library(name.text) : new Scope(surrounding(module, scope), 'module');
    around.extended.set(name.text, found);
    if (module !== 'primitives') this.within(name, () => this.module(module, found, around));
    return found;
  }

  /** A module's text, or that it consists of primitives alone. */
  private found(name: tree.Identifier, scope: Scope): tree.Module | 'primitives' | undefined {
    const nested = scope.module(name.text) ?? this.companions.get(name.text);
    if (nested !== undefined) return nested;
    if (moduleOperators.has(name.text) && !libraryTexts().has(name.text)) return 'primitives';
    return this.find(name, scope);
  }

  /** A module of primitives, some of which the configuration may replace. */
  private library(module: string): Scope {
    const found = new Scope(undefined, 'library');
    definePrimitives(found, module);
    for (const [text, entity] of [...found.ownEntries()]) {
      const bindings = entity.kind === 'primitive' ? this.replacements.ofPrimitive(text) : undefined;
      if (bindings?.[0] === undefined || entity.kind !== 'primitive') continue;
      const { span } = bindings[0].target;
      const own = entity.primitive.parameters.map((arity, index) =>
        this.elaborator.local({ text: `_${index + 1}`, span }, arity),
      );
      const pending = this.lazily({ text, span }, own, () => this.replacements.body(bindings, own));
      this.pending.push(pending);
      found.define(text, { kind: 'definition', pending });
    }
    return found;
  }

  private within(name: tree.Identifier, run: () => void): void {
    if (this.loading.includes(name.text)) {
      this.dependsOnItself(name);
      return;
    }
    this.loading.push(name.text);
    run();
    this.loading.pop();
  }

  private dependsOnItself(name: tree.Identifier): void {
    this.elaborator.error('module-cycle', `Module \`${name.text}\` depends on itself.`, name.span);
  }

  private find(name: tree.Identifier, scope: Scope): tree.Module | undefined {
    const outcome = this.load(name.text, name.span.source);
    if (outcome === undefined) {
      const meant = nearest(name.text, [
        ...libraryModules(),
        ...scope.moduleNames(),
        ...this.companions.keys(),
      ]);
      const hint = meant === undefined ? undefined : `Did you mean \`${meant}\`?`;
      this.elaborator.error(
        'unknown-module',
        `There is no module \`${name.text}\`, neither beside this file nor in the library.`,
        name.span,
        hint,
      );
      return undefined;
    }
    for (const diagnostic of outcome.diagnostics) {
      if (diagnostic.span !== undefined) this.reasons.set(diagnostic.span.source, name);
      this.elaborator.report(diagnostic);
    }
    if (outcome.value !== undefined && !this.reasons.has(outcome.value.span.source))
      this.reasons.set(outcome.value.span.source, name);
    return outcome.value;
  }

  private units(units: readonly tree.Unit[], scope: Scope, around: Surroundings): void {
    const recursive = recursiveNames(units);
    this.announcements(units);
    for (const unit of units) {
      switch (unit.kind) {
        case 'constants':
        case 'variables':
          this.declaration(unit, scope, around);
          break;
        case 'assumption':
          if (unit.name !== undefined) this.item(unit.name, unit.body, scope, around);
          if (around.substitutions === undefined && !unit.axiom) this.listener.assume(unit, scope);
          break;
        case 'theorem':
          if (unit.name !== undefined && unit.body !== undefined)
            this.theorem(unit.name, unit.body, scope, around);
          break;
        case 'definition':
        case 'function-definition':
          this.define(unit, scope, around, recursive);
          break;
        case 'instance':
          this.unnamedInstance(unit, scope, around);
          break;
        case 'module-definition':
          this.namedInstance(unit, scope, around);
          break;
        case 'nested-module':
          if (unit.module.name !== undefined) scope.defineModule(unit.module.name.text, unit.module);
          break;
        case 'invariant':
        case 'property':
        case 'constraint':
        case 'action-constraint':
        case 'view':
        case 'alias':
        case 'postcondition':
        case 'symmetry':
          if (unit.body !== undefined) this.item(unit.name, unit.body, scope, around);
          break;
        default:
      }
    }
  }

  /** What RECURSIVE announces is defined beside it, with as many parameters. */
  private announcements(units: readonly tree.Unit[]): void {
    for (const unit of units) {
      if (unit.kind !== 'recursive') continue;
      for (const { name, arity } of unit.declarations) {
        const definition = units.find(
          (other): other is tree.DefinitionUnit | tree.FunctionDefinitionUnit =>
            (other.kind === 'definition' || other.kind === 'function-definition') &&
            other.name.text === name.text,
        );
        const found = definition?.kind === 'definition' ? definition.parameters.length : 0;
        const counted = arity === 1 ? '1 parameter' : `${arity} parameters`;
        if (definition === undefined) {
          this.elaborator.error(
            'not-recursive',
            `\`${name.text}\` is announced as RECURSIVE, and no operator of that name is defined here.`,
            name.span,
          );
        } else if (found !== arity) {
          this.elaborator.error(
            'arity',
            `\`${name.text}\` is announced with ${counted}, and defined with ${found}.`,
            name.span,
          );
        }
      }
    }
  }

  private declaration(
    unit: tree.ConstantsUnit | tree.VariablesUnit,
    scope: Scope,
    around: Surroundings,
  ): void {
    const { substitutions } = around;
    if (substitutions === undefined) {
      this.listener.declare(unit, scope);
      return;
    }
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
        return entity.kind === 'substitution' ? entity.argument : elaborator.names.named(entity, name, scope);
      },
    };
  }

  // ── instances ──

  private unnamedInstance(unit: tree.InstanceUnit, scope: Scope, around: Surroundings): void {
    const inner = this.instantiate(unit.instance, scope, around);
    if (inner === undefined) return;
    for (const [name, entity] of inner.ownEntries()) {
      if (inner.hides(name) || entity.kind === 'variable' || entity.kind === 'substitution') continue;
      if (scope.own(name) !== undefined) continue;
      scope.define(name, entity);
      if (unit.local) scope.hide(name);
    }
  }

  private namedInstance(unit: tree.ModuleDefinitionUnit, scope: Scope, around: Surroundings): void {
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
    this.put(scope, unit.name, { kind: 'instance', instance: { scope: inner, parameters } });
    if (unit.local) scope.hide(unit.name.text);
  }

  private instantiate(instance: tree.Instance, scope: Scope, around: Surroundings): Scope | undefined {
    const module = this.found(instance.module, scope);
    if (module === undefined) return undefined;
    if (module === 'primitives') return this.library(instance.module.text);
    const declared = this.declarations(module, scope);
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
          : this.elaborator.names.operator(value, arity, scope);
      substitutions.set(name.text, this.substitution(name, arity, elaborate, around));
    }
    for (const name of declared.keys()) {
      const entity = substitutions.has(name) ? undefined : scope.find(name);
      if (entity !== undefined) substitutions.set(name, entity);
    }
    const inner = new Scope(surrounding(module, scope), 'module');
    const within = { ...around, substitutions, extended: new Map<string, Scope>() };
    this.within(instance.module, () => this.module(module, inner, within));
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

  /** The constants and variables of a module, those of the modules that it extends included, with their arities. */
  private declarations(module: tree.Module, scope: Scope): Map<string, number> {
    const names = new Map<string, number>();
    for (const extended of module.extends) {
      if (moduleOperators.has(extended.text) && !libraryTexts().has(extended.text)) continue;
      const inner =
        scope.module(extended.text) ??
        this.companions.get(extended.text) ??
        this.load(extended.text, extended.span.source)?.value;
      if (inner === undefined || inner === module) continue;
      for (const [name, arity] of this.declarations(inner, scope)) names.set(name, arity);
    }
    for (const unit of module.units) {
      if (unit.kind === 'constants')
        for (const constant of unit.constants) names.set(constant.name.text, constant.arity);
      if (unit.kind === 'variables') for (const variable of unit.variables) names.set(variable.name.text, 0);
    }
    return names;
  }

  /** @param within the modules whose names are being collected: a circle of them is reported elsewhere */
  private variableNames(module: tree.Module, scope: Scope, within: readonly string[] = []): string[] {
    const extended = module.extends.flatMap(({ text, span }) => {
      if (moduleOperators.has(text) || within.includes(text)) return [];
      const inner = scope.module(text) ?? this.load(text, span.source)?.value;
      return inner === undefined ? [] : this.variableNames(inner, scope, [...within, text]);
    });
    const own = module.units.flatMap((unit) =>
      unit.kind === 'variables' ? unit.variables.map((variable) => variable.name.text) : [],
    );
    return [...new Set([...extended, ...own])];
  }

  // ── definitions ──

  private put(scope: Scope, name: tree.Identifier, entity: Entity): boolean {
    const own = scope.own(name.text);
    const holder = scope.holder(name.text);
    if (own !== undefined && own.kind !== 'primitive') {
      this.elaborator.shadows(name.text, name.span, scope);
      return false;
    }
    if (holder !== undefined && holder !== scope && holder.role !== 'library') {
      if (this.elaborator.isInForce(holder, name)) this.elaborator.shadows(name.text, name.span, holder);
    } else if (holder?.role === 'library' && holder !== scope && !/^\W/.test(name.text)) {
      this.elaborator.report({
        code: 'library-shadowed',
        severity: 'warning',
        message: `\`${name.text}\` takes the place of the library's operator of that name.`,
        span: name.span,
      });
    }
    scope.define(name.text, entity);
    return true;
  }

  private define(
    unit: tree.DefinitionUnit | tree.FunctionDefinitionUnit,
    scope: Scope,
    around: Surroundings,
    recursive: ReadonlySet<string>,
  ): void {
    const pending = this.definition(unit, scope, around);
    if (recursive.has(unit.name.text)) pending.recursive = true;
    if (unit.local) scope.hide(unit.name.text);
    this.put(scope, unit.name, { kind: 'definition', pending });
    this.pending.push(pending);
    around.block?.push(pending);
  }

  /** `INVARIANT Name == body` is also the definition of Name. */
  item(name: tree.Identifier, body: tree.Expression, scope: Scope, around: Surroundings = this.plain): void {
    const pending = this.lazily(name, [], () => this.elaborator.expression(body, scope), around, {
      source: { body, scope },
    });
    if (this.put(scope, name, { kind: 'definition', pending })) this.pending.push(pending);
  }

  /** A theorem's name stands for its statement, which nobody reads unless the name is used. */
  private theorem(name: tree.Identifier, body: tree.Expression, scope: Scope, around: Surroundings): void {
    const pending = this.lazily(name, [], () => this.elaborator.expression(body, scope), around, {
      source: { body, scope },
    });
    this.put(scope, name, { kind: 'definition', pending });
  }

  private definition(
    unit: tree.DefinitionUnit | tree.FunctionDefinitionUnit,
    scope: Scope,
    around: Surroundings,
  ): PendingDefinition {
    const bindings =
      around.block === undefined
        ? this.replacements.of(`${around.prefix}${unit.name.text}`, around.module)
        : undefined;
    if (bindings !== undefined) {
      const own = (unit.kind === 'definition' ? unit.parameters : []).map((parameter) =>
        this.elaborator.local(parameter.name, parameter.arity),
      );
      return this.lazily(unit.name, own, () => this.replacements.body(bindings, own), around);
    }
    return unit.kind === 'definition'
      ? this.operator(unit, scope, around)
      : this.function(unit, scope, around);
  }

  private operator(unit: tree.DefinitionUnit, scope: Scope, around: Surroundings): PendingDefinition {
    const own = unit.parameters.map((parameter) => this.elaborator.local(parameter.name, parameter.arity));
    const body = () => this.elaborator.expression(unit.body, this.elaborator.bind(scope, own));
    return this.lazily(unit.name, own, body, around, { source: { body: unit.body, scope } });
  }

  /** `f[x \in S] == e`: in e, f is the function itself. */
  private function(unit: tree.FunctionDefinitionUnit, scope: Scope, around: Surroundings): PendingDefinition {
    const body = (): Expression => {
      const self = this.elaborator.local(unit.name);
      const { bounds, inner } = this.elaborator.bounds(unit.bounds, scope);
      const own = new Scope(inner);
      own.define(unit.name.text, { kind: 'local', local: self });
      const value = this.elaborator.value(unit.body, own);
      const uses = some(value, (node) => node.kind === 'local' && node.local === self);
      const level = Math.max(value.level, ...bounds.map((bound) => bound.set?.level ?? 0)) as Level;
      const { span } = unit;
      return { kind: 'function', bounds, body: value, self: uses ? self : undefined, span, level };
    };
    return this.lazily(unit.name, [], body, around);
  }

  /** @param modelValues whether a name that nothing declares is a model value
   * @param source what was written */
  lazily(
    name: tree.Identifier,
    own: readonly Local[],
    body: () => Expression,
    around: Surroundings = this.plain,
    { modelValues = false, source }: { modelValues?: boolean; source?: PendingDefinition['source'] } = {},
  ): PendingDefinition {
    const { prefix, leading, block } = around;
    const parameters = [...leading, ...own];
    const local = block !== undefined;
    const definition: Mutable<Definition> = {
      name: prefix + name.text,
      parameters,
      body: literal(false, name.span),
      span: name.span,
      level: Level.constant,
      local,
      recursive: false,
    };
    const { elaborator } = this;
    return {
      name: name.text,
      span: name.span,
      leading,
      own,
      source,
      state: 'waiting',
      recursive: false,
      definition,
      elaborate() {
        this.state = 'running';
        elaborator.running.push(this);
        definition.recursive = this.recursive;
        // A LET is part of the expression around it; what stands elsewhere knows nothing of that.
        definition.body = local ? body() : elaborator.isolated({ modelValues }, body);
        definition.level = definition.body.level;
        definition.recursive = this.recursive;
        elaborator.running.pop();
        this.state = 'done';
      },
    };
  }

  /** The definitions of a LET, elaborated at once: they are part of the expression around them. */
  local(units: readonly LocalUnit[], scope: Scope): Definition[] {
    const recursive = recursiveNames(units);
    this.announcements(units);
    const block: PendingDefinition[] = [];
    const around: Surroundings = { ...this.plain, block };
    for (const unit of units) {
      if (unit.kind === 'definition' || unit.kind === 'function-definition')
        this.define(unit, scope, around, recursive);
      else if (unit.kind === 'module-definition') this.namedInstance(unit, scope, around);
      else if (unit.kind === 'instance') this.unnamedInstance(unit, scope, around);
    }
    for (const definition of block) if (definition.state === 'waiting') definition.elaborate();
    return block.map((pending) => pending.definition);
  }
}

function recursiveNames(units: readonly { readonly kind: string }[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const unit of units as readonly tree.Unit[]) {
    if (unit.kind === 'recursive') for (const { name } of unit.declarations) names.add(name.text);
  }
  return names;
}

export function definePrimitives(scope: Scope, module: string): void {
  for (const extended of moduleExtends.get(module) ?? []) definePrimitives(scope, extended);
  for (const [name, primitive] of moduleOperators.get(module) ?? [])
    scope.define(name, { kind: 'primitive', primitive });
}

/** What a module sees of what surrounds it: all of it when it stands within another, else only the library. */
function surrounding(module: tree.Module, scope: Scope): Scope | undefined {
  return module.name === undefined ? libraryOf(scope) : (scope.moduleHolder(module) ?? libraryOf(scope));
}

/** The outermost scope: what every module may use. */
function libraryOf(scope: Scope): Scope | undefined {
  let outermost: Scope = scope;
  while (outermost.parent !== undefined) outermost = outermost.parent;
  return outermost.role === 'library' ? outermost : undefined;
}

/** The variable that is put in a name's place, where it is one. */
function variableOf(entity: Entity): Variable | undefined {
  if (entity.kind === 'variable') return entity.variable;
  if (entity.kind !== 'substitution' || isOperator(entity.argument)) return undefined;
  return entity.argument.kind === 'variable' ? entity.argument.variable : undefined;
}
