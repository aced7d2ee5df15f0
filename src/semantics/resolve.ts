/** A module with its model to a closed specification. */

import type { Configuration } from '../syntax/config.js';
import { type Diagnostic, hasErrors, type Outcome } from '../syntax/diagnostic.js';
import { type Span, textOf } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';
import { takeApart } from './actions.js';
import { checkAssignments } from './assignments.js';
import { nameExpression, Replacements } from './configuration.js';
import { checkTemporalFormulas } from './decidable.js';
import { DefinitionBuilder, definePrimitives, type LoadModule } from './definitions.js';
import { Elaborator } from './elaborate.js';
import { highest, isOperator, literal } from './expressions.js';
import { loadLibrary } from './library.js';
import { checkModels, unknownConstant } from './models.js';
import { nearest } from './nearest.js';
import { builtins } from './primitives.js';
import { Scope } from './scope.js';
import {
  type Behaviour,
  type Definition,
  type DefinitionApplication,
  type Expectation,
  type Expression,
  type Invariant,
  Level,
  type NamedFormula,
  type Spec,
  type Variable,
} from './spec.js';
import { speaksOfState } from './walk.js';

export interface ResolveRequest {
  /** The MODEL to bind; the default one when absent. */
  readonly model?: string;
  /** Values of constants from the command line: they win over the model's and the declaration's. */
  readonly constants?: ReadonlyMap<string, tree.Expression>;
  /** Only these invariants (state spaces aside), and properties. */
  readonly invariants?: readonly string[];
  readonly properties?: readonly string[];
  readonly load?: LoadModule;
  /** What the `.cfg` of a TLA+ module says. */
  readonly configuration?: Configuration;
  /** Folders whose files the specification may read, through Json and CSV. None by default. */
  readonly allowRead?: readonly string[];
  /** Names of definitions, from the command line: they win over what the spec and its configuration say. */
  readonly init?: string;
  readonly next?: string;
  readonly specification?: string;
}

/** What a check item may be at most. */
const itemLevels: Readonly<Record<tree.CheckItem['kind'] | 'symmetry', Level>> = {
  invariant: Level.state,
  property: Level.temporal,
  constraint: Level.state,
  'action-constraint': Level.action,
  view: Level.state,
  alias: Level.action,
  postcondition: Level.state,
  possible: Level.action,
  symmetry: Level.constant,
};

const levelWords = ['a constant', 'a state predicate', 'an action', 'a temporal formula'] as const;

/**
 * Resolves a module: names, instances, the model, levels.
 * @returns the specification, and every error and warning of the text
 */
export function resolve(module: tree.Module, request: ResolveRequest = {}): Outcome<Spec> {
  try {
    return new Resolver(module, request).run();
  } catch (error) {
    // The stack ran out: definitions that lead on and on, each into the next.
    if (!(error instanceof RangeError)) throw error;
    const { source, start } = module.span;
    const span = module.name?.span ?? { source, start, end: start };
    const message = 'The definitions of this module lead too deep into each other to be followed.';
    return { diagnostics: [{ code: 'too-deep', severity: 'error', message, span }] };
  }
}

class Resolver {
  private readonly diagnostics: Diagnostic[] = [];
  private readonly elaborator: Elaborator;
  private readonly definitions: DefinitionBuilder;
  private readonly variables: { variable: Variable; span: Span; space: tree.Expression | undefined }[] = [];
  private readonly constants: Definition[] = [];
  private readonly assumed: { readonly unit: tree.AssumptionUnit; readonly scope: Scope }[] = [];
  private readonly scope: Scope;
  private readonly replacements: Replacements;
  private readonly model: tree.ModelUnit | undefined;
  private readonly load: LoadModule;

  constructor(
    private readonly module: tree.Module,
    private readonly request: ResolveRequest,
  ) {
    this.elaborator = new Elaborator(
      (diagnostic) => this.diagnostics.push(diagnostic),
      request.allowRead ?? [],
    );
    this.load = (name, from) => request.load?.(name, from) ?? loadLibrary(name);
    const library = new Scope(undefined, 'library');
    this.scope = new Scope(library, 'module');
    this.replacements = new Replacements(request.configuration, this.elaborator, this.scope);
    this.definitions = new DefinitionBuilder(
      this.elaborator,
      this.load,
      {
        declare: (unit, scope) => {
          if (unit.kind === 'constants') this.declareConstants(unit, scope);
          else this.declareVariables(unit, scope);
        },
        assume: (unit, scope) => this.assumed.push({ unit, scope }),
      },
      this.replacements,
    );
    this.elaborator.definitions = this.definitions;
    for (const [name, primitive] of builtins) library.define(name, { kind: 'primitive', primitive });
    if (module.dialect === 'spec') this.standardModules(library);
    this.model = this.findModel();
  }

  run(): Outcome<Spec> {
    const { module, scope } = this;
    this.definitions.module(module, scope);
    for (const item of this.model?.items ?? []) {
      if ('body' in item && item.body !== undefined) this.definitions.item(item.name, item.body, scope);
    }
    this.unknownConstants();
    this.replacements.finish(scope.visible());
    const { model: bound, constants, elaborator } = this;
    checkModels({ module, bound, constants, scope, elaborator });
    this.stateSpaces();
    this.definitions.finish();
    const spec = this.spec();
    if (!hasErrors(this.diagnostics) && spec.behaviour !== undefined) {
      // A module that TLC checks may have actions that are never taken.
      const severity = this.module.dialect === 'tla' ? 'warning' : 'error';
      checkAssignments(spec.behaviour, spec.variables, severity, (diagnostic) =>
        this.diagnostics.push(diagnostic),
      );
    }
    if (!hasErrors(this.diagnostics))
      checkTemporalFormulas(spec, (diagnostic) => this.diagnostics.push(diagnostic));
    const diagnostics = this.withReasons(unique(this.diagnostics)).sort(
      (a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0),
    );
    return hasErrors(diagnostics) ? { diagnostics } : { value: spec, diagnostics };
  }

  /** What is wrong in a module that is read because of others says by which way it was reached. */
  private withReasons(diagnostics: readonly Diagnostic[]): Diagnostic[] {
    return diagnostics.map((diagnostic) => {
      const chain: { message: string; span: Span }[] = [];
      let source = diagnostic.span?.source;
      for (let depth = 0; source !== undefined && depth < 20; depth++) {
        const reason = this.definitions.reasons.get(source);
        if (reason === undefined || source === this.module.span.source) break;
        chain.push({ message: `module \`${reason.text}\` is read because of this`, span: reason.span });
        source = reason.span.source;
      }
      if (chain.length === 0) return diagnostic;
      return { ...diagnostic, related: [...(diagnostic.related ?? []), ...chain] };
    });
  }

  /** A `.spec` sees them all without EXTENDS. */
  private standardModules(library: Scope): void {
    for (const name of ['Integers', 'Sequences', 'FiniteSets', 'TLC']) definePrimitives(library, name);
    // Reading the Bags module costs time that a spec without bags need not spend.
    if (
      /\b(EmptyBag|SetToBag|BagToSet|BagIn|CopiesIn|BagUnion|BagCardinality|SubBag|BagOfAll|IsABag)\b|\(\+\)|\(-\)|\\(oplus|ominus|sqsubseteq)\b|[⊕⊖⊑]/.test(
        this.module.span.source.text,
      )
    ) {
      const bags = loadLibrary('Bags')?.value;
      if (bags !== undefined) this.definitions.module(bags, library);
    }
  }

  // ── the model ──

  private findModel(): tree.ModelUnit | undefined {
    const { model: wanted, configuration } = this.request;
    if (configuration !== undefined) {
      const { items, span } = configuration;
      return { kind: 'model', name: { text: 'cfg', span }, constants: [], items, span };
    }
    const models = this.module.units.filter((unit) => unit.kind === 'model');
    if (wanted === undefined) return undefined;
    const found = models.find((model) => model.name.text === wanted);
    if (found === undefined) {
      const meant = nearest(
        wanted,
        models.map((model) => model.name.text),
      );
      const known =
        models.length === 0
          ? 'It has only the default one.'
          : `It has: ${models.map((model) => model.name.text).join(', ')}.`;
      this.diagnostics.push({
        code: 'unknown-model',
        severity: 'error',
        message: `This spec has no model \`${wanted}\`. ${known}`,
        ...(meant === undefined ? {} : { hint: `Did you mean \`${meant}\`?` }),
      });
    }
    return found;
  }

  private items(): readonly tree.ModelItem[] {
    const own = this.module.units.filter(
      (unit): unit is tree.ModelItem => unit.kind in itemLevels || itemKinds.has(unit.kind),
    );
    const given: tree.ModelItem[] = (['init', 'next', 'specification'] as const).flatMap((kind) => {
      const text = this.request[kind];
      const span = { ...this.module.span, end: this.module.span.start };
      return text === undefined ? [] : [{ kind, name: { text, span }, span }];
    });
    const stated = [...own, ...(this.model?.items ?? [])];
    // One way of saying it on the command line takes the place of every other way in the files.
    if (given.length === 0) return stated;
    return [...stated.filter((item) => !behaviourKinds.has(item.kind)), ...given];
  }

  private declareConstants(unit: tree.ConstantsUnit, scope: Scope): void {
    for (const constant of unit.constants) {
      const name = constant.name.text;
      // A spec may give a constant of the spec that it extends another value.
      if (this.constants.some((declared) => declared.name === name) && constant.value !== undefined) continue;
      const value =
        this.request.constants?.get(name) ??
        this.model?.constants.find((candidate) => candidate.name.text === name)?.value ??
        this.givenValue(name);
      if (value?.kind === 'set')
        for (const { span } of value.elements.filter(({ kind }) => kind === 'name'))
          this.elaborator.memberOf.set(textOf(span), name);
      const bindings = this.request.constants?.has(name) ? undefined : this.replacements.of(name, undefined);
      if (value === undefined && bindings === undefined) {
        this.elaborator.error(
          'no-value',
          `The constant \`${name}\` has no value.`,
          constant.span,
          this.module.dialect === 'tla'
            ? `Write \`CONSTANT ${name} = …\` in the .cfg, or give it one on the command line: \`--constant ${name}=…\`.`
            : `Write \`CONSTANT ${name} = …\`, give it one in a MODEL, or on the command line: \`--constant ${name}=…\`.`,
        );
      }
      const parameters = Array.from({ length: constant.arity }, (_, index) =>
        this.elaborator.local({ text: `_${index + 1}`, span: constant.span }),
      );
      const pending = this.definitions.lazily(
        constant.name,
        parameters,
        () =>
          bindings === undefined
            ? this.constantValue(value, constant, parameters, scope)
            : this.replacements.body(bindings, parameters),
        undefined,
        { modelValues: bindings === undefined },
      );
      this.definitions.pending.push(pending);
      this.constants.push(pending.definition);
      if (scope.own(name) !== undefined) this.elaborator.shadows(name, constant.name.span, scope);
      else scope.define(name, { kind: 'definition', pending });
    }
  }

  /** The value that the spec gives a constant, or else a spec that it extends: the nearest one that gives it any. */
  private givenValue(name: string): tree.Expression | undefined {
    const modules = new Map<string | undefined, tree.Module>([[this.module.name?.text, this.module]]);
    // What is added on the way is visited too, after all that is nearer.
    for (const module of modules.values()) {
      for (const unit of module.units) {
        if (unit.kind !== 'constants') continue;
        const given = unit.constants.find((constant) => constant.name.text === name)?.value;
        if (given !== undefined) return given;
      }
      for (const { text, span } of module.extends) {
        const extended = modules.has(text) ? undefined : this.load(text, span.source)?.value;
        if (extended !== undefined) modules.set(text, extended);
      }
    }
    return undefined;
  }

  private constantValue(
    value: tree.Expression | undefined,
    constant: tree.ConstantDeclaration,
    parameters: readonly Definition['parameters'][number][],
    scope: Scope,
  ): Expression {
    if (value === undefined) return literal(false, constant.span);
    if (constant.arity === 0) {
      const expression = this.elaborator.value(value, scope);
      if (expression.level > Level.constant) {
        this.elaborator.error(
          'level',
          `The value of the constant \`${constant.name.text}\` must not depend on the state.`,
          value.span,
        );
      }
      return expression;
    }
    const operator = this.elaborator.names.operator(value, constant.arity, scope);
    if (!isOperator(operator)) return operator;
    const args = parameters.map((parameter) => this.elaborator.names.handedOn(parameter, value.span));
    return this.elaborator.names.applyOperator(operator, args, constant.name.text, value.span);
  }

  private unknownConstants(): void {
    const known = this.constants.map((constant) => constant.name);
    for (const [text, { span }] of this.request.constants ?? []) {
      if (!known.includes(text)) unknownConstant(this.elaborator, { text, span }, known);
    }
  }

  // ── variables ──

  private declareVariables(unit: tree.VariablesUnit, scope: Scope): void {
    for (const { name, stateSpace } of unit.variables) {
      const variable: Variable = {
        name: name.text,
        index: this.variables.length,
        span: name.span,
        stateSpace: undefined,
      };
      if (scope.own(name.text) !== undefined) this.elaborator.shadows(name.text, name.span, scope);
      else scope.define(name.text, { kind: 'variable', variable });
      this.variables.push({ variable, span: name.span, space: stateSpace });
    }
  }

  private stateSpaces(): void {
    for (const entry of this.variables) {
      if (entry.space === undefined) continue;
      const space = this.elaborator.value(entry.space, this.scope);
      if (space.level > Level.constant) {
        this.elaborator.error(
          'level',
          `The state space of \`${entry.variable.name}\` must not depend on the state.`,
          space.span,
        );
      }
      // The variable is referred to by identity from here on: it is completed in place, once.
      Object.assign(entry.variable, { stateSpace: space });
    }
  }

  private varsTuple(span: Span): Expression {
    const elements = this.variables.map(
      ({ variable }): Expression => ({ kind: 'variable', variable, span: variable.span, level: Level.state }),
    );
    return { kind: 'tuple', elements, span, level: Level.state };
  }

  // ── items ──

  private named(name: tree.Identifier, kind: keyof typeof itemLevels): NamedFormula | undefined {
    const formula = this.reference(name);
    if (formula === undefined) return undefined;
    const most = itemLevels[kind];
    if (formula.body.level > most) {
      this.elaborator.error(
        'level',
        `${kind.toUpperCase().replace('-', '_')} \`${name.text}\` must be ${levelWords[most]}, and is ${levelWords[formula.body.level]}.`,
        name.span,
      );
    }
    return formula;
  }

  private reference(name: tree.Identifier): NamedFormula | undefined {
    const before = this.diagnostics.length;
    const body = this.elaborator.expression(nameExpression(name), this.scope);
    if (this.diagnostics.length > before && hasErrors(this.diagnostics.slice(before))) return undefined;
    const span = body.kind === 'apply' ? body.definition.span : name.span;
    return { name: name.text, body, span };
  }

  private all(kind: keyof typeof itemLevels): NamedFormula[] {
    const found = this.items().flatMap((item) => {
      if (item.kind !== kind || !('name' in item) || item.name === undefined) return [];
      const formula = this.named(item.name, kind);
      return formula === undefined ? [] : [formula];
    });
    return [...new Map(found.map((formula) => [formula.name, formula])).values()];
  }

  private chosen(kind: 'invariant' | 'property', names: readonly string[] | undefined): NamedFormula[] {
    if (names === undefined) return this.all(kind);
    return names.flatMap((text) => {
      // Of a path, the instance that it begins with.
      const [first = text] = text.split('!');
      const entity = this.scope.own(first);
      if (entity === undefined) {
        const meant = nearest(text, this.scope.visible());
        const define = `Define it in the spec: \`${kind.toUpperCase()} Name == …\`.`;
        this.diagnostics.push({
          code: `unknown-${kind}`,
          severity: 'error',
          message: `There is no ${kind} \`${text}\`.`,
          hint: meant === undefined ? define : `Did you mean \`${meant}\`?`,
        });
        return [];
      }
      const span = { ...this.module.span, end: this.module.span.start };
      const formula = this.named(
        { text, span: entity.kind === 'definition' ? entity.pending.span : span },
        kind,
      );
      return formula === undefined ? [] : [formula];
    });
  }

  // ── the specification ──

  private spec(): Spec {
    const { module } = this;
    const items = this.items();
    const variables = this.variables.map(({ variable }) => variable);
    const expected = items.filter((item) => item.kind === 'expect').at(-1);
    const deadlock = items.filter((item) => item.kind === 'check-deadlock').at(-1);
    const definitions = new Map(
      this.definitions.pending
        .filter((pending) => !pending.definition.local)
        .map((pending) => [pending.definition.name, pending.definition]),
    );
    return {
      name: module.name?.text ?? module.span.source.path.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, ''),
      model: this.request.model,
      variables,
      // A configuration may put what depends on the state in a constant's place: then it is a definition like others.
      constants: this.constants.filter((constant) => constant.level === Level.constant),
      definitions,
      assumptions: this.assumptions(),
      behaviour: this.hasBehaviour(items) ? this.behaviour(items) : undefined,
      invariants: [
        ...this.typeInvariants(variables),
        ...this.chosen('invariant', this.request.invariants).map(
          (formula): Invariant => ({ kind: 'invariant', ...formula }),
        ),
      ],
      properties: this.chosen('property', this.request.properties),
      constraints: this.all('constraint'),
      actionConstraints: this.all('action-constraint'),
      view: this.all('view').at(-1),
      symmetry: this.symmetry(),
      alias: this.all('alias').at(-1),
      postconditions: this.all('postcondition'),
      possible: this.all('possible'),
      checkDeadlock: deadlock?.value ?? true,
      expect: expectation(expected),
    };
  }

  /** A configuration without INIT, NEXT and SPECIFICATION asks for assumptions only. */
  private hasBehaviour(items: readonly tree.ModelItem[]): boolean {
    if (this.variables.length === 0) return false;
    if (this.module.dialect === 'spec' || items.some((item) => behaviourKinds.has(item.kind))) return true;
    return this.request.configuration === undefined && this.scope.own('Init') !== undefined;
  }

  private typeInvariants(variables: readonly Variable[]): Invariant[] {
    return variables.flatMap((variable): Invariant[] => {
      if (variable.stateSpace === undefined) return [];
      const reference: Expression = { kind: 'variable', variable, span: variable.span, level: Level.state };
      const body = this.elaborator.apply('\\in', [reference, variable.stateSpace], variable.stateSpace.span);
      return [{ kind: 'state-space', name: variable.name, variable, body, span: variable.span }];
    });
  }

  private assumptions(): NamedFormula[] {
    return this.assumed.map(({ unit, scope }) => {
      const body = this.elaborator.value(unit.body, scope);
      if (body.level > Level.constant && speaksOfState(body))
        this.elaborator.error('level', 'An assumption speaks of constants only.', body.span);
      return { name: unit.name?.text ?? 'ASSUME', body, span: unit.span };
    });
  }

  /** `SYMMETRY C` for a constant set means all permutations of C. */
  private symmetry(): NamedFormula | undefined {
    const formulas = this.all('symmetry');
    const [first] = formulas;
    if (first === undefined) return undefined;
    const sets = formulas.map((formula): Expression => {
      const constant = this.constants.find((candidate) => candidate.name === formula.name);
      return constant === undefined
        ? formula.body
        : this.elaborator.apply('Permutations', [formula.body], formula.span);
    });
    const [only] = sets;
    const body =
      sets.length === 1 && only !== undefined
        ? only
        : sets.reduce((left, right) => this.elaborator.apply('\\cup', [left, right], first.span));
    return { name: first.name, body, span: first.span };
  }

  private behaviour(items: readonly tree.ModelItem[]): Behaviour | undefined {
    const start = { ...this.module.span, end: this.module.span.start };
    const name = (kind: 'init' | 'next' | 'specification') =>
      items
        .flatMap((item) =>
          item.kind === kind && 'name' in item && item.name !== undefined ? [item.name] : [],
        )
        .at(-1);
    const specification = name('specification');
    const parts = specification === undefined ? undefined : this.specification(specification);
    if (specification !== undefined && parts === undefined) return undefined;
    const implied = (text: string): tree.Identifier => {
      const entity = this.scope.own(text);
      return { text, span: entity?.kind === 'definition' ? entity.pending.span : start };
    };
    const init = parts?.init ?? this.relation(name('init') ?? implied('Init'), Level.state);
    const next = parts?.next ?? this.relation(name('next') ?? implied('Next'), Level.action);
    if (init === undefined || next === undefined) return undefined;
    const fairness = items.flatMap((item): NamedFormula[] => {
      if (item.kind !== 'fairness') return [];
      return [
        { name: 'FAIRNESS', body: this.elaborator.expression(item.formula, this.scope), span: item.span },
      ];
    });
    return {
      init: init.body,
      next: next.body,
      subscript: parts?.subscript ?? this.varsTuple(next.span),
      actions: takeApart(next.body, next.name),
      fairness: [...(parts?.fairness ?? []), ...fairness],
    };
  }

  private relation(name: tree.Identifier, most: Level): NamedFormula | undefined {
    const what = most === Level.state ? 'initial predicate' : 'next-state relation';
    if (this.scope.find(name.text.replace(/!.*/, '')) === undefined) {
      const word = most === Level.state ? 'INIT' : 'NEXT';
      this.elaborator.error(
        'no-behaviour',
        `The ${what} \`${name.text}\` is not defined.`,
        name.span,
        `Define \`${name.text}\`, or name another definition with \`${word}\`.`,
      );
      return undefined;
    }
    const formula = this.reference(name);
    if (formula === undefined) return undefined;
    if (formula.body.level > most) {
      this.elaborator.error(
        'level',
        `The ${what} \`${name.text}\` must be ${levelWords[most]}, and is ${levelWords[formula.body.level]}.`,
        formula.span,
      );
      return undefined;
    }
    return formula;
  }

  /** `Init /\ [][Next]_v /\ fairness`, also through definitions. */
  private specification(
    name: tree.Identifier,
  ):
    | { init: NamedFormula; next: NamedFormula; subscript: Expression | undefined; fairness: NamedFormula[] }
    | undefined {
    const formula = this.reference(name);
    const inits: Expression[] = [];
    const fairness: NamedFormula[] = [];
    let next: NamedFormula | undefined;
    let subscript: Expression | undefined;
    /** @param around puts what was entered on the way around a part */
    const visit = (node: Expression, around: (part: Expression) => Expression): void => {
      if (node.kind === 'and') for (const item of node.items) visit(item, around);
      else if (node.level <= Level.state) inits.push(around(node));
      else if (node.kind === 'apply') visit(node.definition.body, (part) => around(entering(node, part)));
      else if (node.kind === 'let')
        visit(node.body, (part) => around({ ...node, body: part, level: part.level }));
      else if (node.kind === 'labelled') visit(node.expression, around);
      else if (node.kind === 'always' && node.operands[0]?.kind === 'box-action') {
        const { action } = node.operands[0];
        next = {
          name: action.kind === 'apply' ? action.definition.name : 'Next',
          body: around(action),
          span: action.span,
        };
        subscript = around(node.operands[0].subscript);
      } else fairness.push({ name: name.text, body: around(node), span: node.span });
    };
    if (formula === undefined) return undefined;
    visit(formula.body, (part) => part);
    const [only] = inits;
    if (only === undefined || next === undefined) {
      this.elaborator.error(
        'no-behaviour',
        `\`${name.text}\` is not of the form \`Init /\\ [][Next]_vars /\\ fairness\`.`,
        name.span,
      );
      return undefined;
    }
    const body: Expression =
      inits.length === 1 ? only : { kind: 'and', items: inits, span: only.span, level: highest(inits) };
    return {
      init: { name: 'Init', body, span: only.span },
      next,
      subscript,
      fairness,
    };
  }
}

/** A part of a definition's body where the definition is applied: it needs the arguments, where there are some. */
function entering({ definition, args, span }: DefinitionApplication, part: Expression): Expression {
  if (args.length === 0) return part;
  const own: Definition = { ...definition, body: part, level: part.level };
  return { kind: 'apply', definition: own, args, span, level: part.level };
}

const behaviourKinds = new Set(['init', 'next', 'specification']);
const itemKinds = new Set(['init', 'next', 'specification', 'fairness', 'check-deadlock', 'expect']);

function expectation(item: tree.ExpectItem | undefined): Expectation {
  if (item?.verdict === 'violation' && item.name !== undefined)
    return { verdict: 'violation', name: item.name.text };
  return { verdict: item?.verdict === 'deadlock' ? 'deadlock' : 'holds' };
}

/** One definition may be elaborated for several uses: what is wrong with it is said once. */
function unique(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, message, span }) => {
    const key = `${code} ${message} ${span?.source.path} ${span?.start} ${span?.end}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}
