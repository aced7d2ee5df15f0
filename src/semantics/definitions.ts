/** Units of a module or of a LET to definitions, each elaborated when it is first needed. */

import type * as tree from '../syntax/tree.js';
import type { Replacements } from './configuration.js';
import type { Elaborator } from './elaborate.js';
import { highest, literal } from './expressions.js';
import { Instances, type Surroundings } from './instances.js';
import { isLibrary } from './library.js';
import { type LoadModule, ModuleFinder, surrounding } from './module-finder.js';
import { moduleExtends, moduleOperators } from './primitives.js';
import { recursiveNames } from './recursive.js';
import { type Entity, type PendingDefinition, Scope } from './scope.js';
import { type Definition, type Expression, Level, type Local } from './spec.js';
import { some } from './walk.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type LocalUnit = tree.LetIn['units'][number];

/** What a specification is told of while its modules are read. */
export interface Listener {
  /** A constant or variable of the specification itself, or of a module that it extends. */
  declare(unit: tree.ConstantsUnit | tree.VariablesUnit, scope: Scope): void;
  assume(unit: tree.AssumptionUnit, scope: Scope): void;
}

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
  readonly modules: ModuleFinder;
  private readonly instances: Instances;

  constructor(
    private readonly elaborator: Elaborator,
    load: LoadModule,
    private readonly listener: Listener,
    private readonly replacements: Replacements,
  ) {
    this.modules = new ModuleFinder(elaborator, load);
    this.instances = new Instances(elaborator, this, this.modules);
  }

  /** Elaborates whatever nothing has needed yet, so that every error is found. */
  finish(): void {
    for (const pending of this.pending) if (pending.state === 'waiting') pending.elaborate();
    this.instances.finish();
  }

  // ── modules ──

  /** Puts a module's names into a scope. */
  module(module: tree.Module, scope: Scope, around: Surroundings = this.plain): void {
    if (module.dialect === 'tla') this.elaborator.ordered.add(module.span.source);
    this.modules.remember(module);
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
      const elements = this.modules.variableNames(module, scope).map((text) => {
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
      this.modules.dependsOnItself(name);
      return known;
    }
    const module = this.modules.found(name, scope);
    if (module === undefined) return undefined;
    const found =
      module === 'primitives' ? this.library(name.text) : new Scope(surrounding(module, scope), 'module');
    around.extended.set(name.text, found);
    if (module !== 'primitives') this.modules.reading(name, () => this.module(module, found, around));
    return found;
  }

  /** A module of primitives, some of which the configuration may replace. */
  library(module: string): Scope {
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

  private units(units: readonly tree.Unit[], scope: Scope, around: Surroundings): void {
    const recursive = recursiveNames(units, this.elaborator);
    for (const unit of units) {
      switch (unit.kind) {
        case 'constants':
        case 'variables':
          if (around.substitutions === undefined) this.listener.declare(unit, scope);
          else this.instances.declare(unit, scope, around.substitutions);
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
          this.instances.unnamed(unit, scope, around);
          break;
        case 'module-definition':
          this.instances.named(unit, scope, around);
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

  // ── definitions ──

  /** Gives a name its meaning in a scope, unless it has one. @returns whether it got it */
  put(scope: Scope, name: tree.Identifier, entity: Entity): boolean {
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
    const recursive = recursiveNames(units, this.elaborator);
    const block: PendingDefinition[] = [];
    const around: Surroundings = { ...this.plain, block };
    for (const unit of units) {
      if (unit.kind === 'definition' || unit.kind === 'function-definition')
        this.define(unit, scope, around, recursive);
      else if (unit.kind === 'module-definition') this.instances.named(unit, scope, around);
      else if (unit.kind === 'instance') this.instances.unnamed(unit, scope, around);
    }
    for (const definition of block) if (definition.state === 'waiting') definition.elaborate();
    return block.map((pending) => pending.definition);
  }
}

export function definePrimitives(scope: Scope, module: string): void {
  for (const extended of moduleExtends.get(module) ?? []) definePrimitives(scope, extended);
  for (const [name, primitive] of moduleOperators.get(module) ?? [])
    scope.define(name, { kind: 'primitive', primitive });
}
