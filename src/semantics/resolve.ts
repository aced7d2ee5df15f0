/** A module with its model to a closed specification. */

import type { Configuration } from '../syntax/config.js';
import { type Diagnostic, hasErrors, type Outcome } from '../syntax/diagnostic.js';
import type { Span } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';
import { checkAssignments } from './assignments.js';
import { behaviourOf } from './behaviour.js';
import { Replacements } from './configuration.js';
import { Constants } from './constants.js';
import { checkTemporalFormulas } from './decidable.js';
import { DefinitionBuilder, definePrimitives } from './definitions.js';
import { Elaborator } from './elaborate.js';
import { Items } from './items.js';
import { loadLibrary } from './library.js';
import { checkModels, findModel } from './models.js';
import type { LoadModule } from './module-finder.js';
import { builtins } from './primitives.js';
import { Scope } from './scope.js';
import {
  type Expectation,
  type Expression,
  type Invariant,
  Level,
  type NamedFormula,
  type Spec,
} from './spec.js';
import { Variables } from './variables.js';
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
  /** Whether constants need no values: nothing is to be evaluated. */
  readonly unbound?: boolean;
  /** Whether a TLA+ module need not say how it begins and goes on: nothing is to be explored. */
  readonly unexplored?: boolean;
  /** Folders whose files the specification may read, through Json and CSV. None by default. */
  readonly allowRead?: readonly string[];
  /** Names of definitions, from the command line: they win over what the spec and its configuration say. */
  readonly init?: string;
  readonly next?: string;
  readonly specification?: string;
}

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
  private readonly constants: Constants;
  private readonly variables: Variables;
  private readonly items: Items;
  private readonly assumed: { readonly unit: tree.AssumptionUnit; readonly scope: Scope }[] = [];
  private readonly scope: Scope;
  private readonly replacements: Replacements;
  private readonly model: tree.ModelUnit | undefined;

  constructor(
    private readonly module: tree.Module,
    private readonly request: ResolveRequest,
  ) {
    this.elaborator = new Elaborator(
      (diagnostic) => this.diagnostics.push(diagnostic),
      request.allowRead ?? [],
    );
    const load: LoadModule = (name, from) => request.load?.(name, from) ?? loadLibrary(name);
    const library = new Scope(undefined, 'library');
    this.scope = new Scope(library, 'module');
    const { elaborator, scope } = this;
    this.replacements = new Replacements(request.configuration, elaborator, scope);
    this.definitions = new DefinitionBuilder(
      elaborator,
      load,
      {
        declare: (unit, within) => {
          if (unit.kind === 'constants') this.constants.declare(unit, within);
          else this.variables.declare(unit, within);
        },
        assume: (unit, within) => this.assumed.push({ unit, scope: within }),
      },
      this.replacements,
    );
    elaborator.definitions = this.definitions;
    this.model = findModel(module, request, elaborator.report);
    const { definitions, replacements, model, diagnostics } = this;
    this.constants = new Constants({ module, model, request, elaborator, definitions, replacements, load });
    this.variables = new Variables(elaborator);
    this.items = new Items({ module, model, request, elaborator, scope, diagnostics });
    for (const [name, primitive] of builtins) library.define(name, { kind: 'primitive', primitive });
    if (module.dialect === 'spec') this.standardModules(library);
  }

  run(): Outcome<Spec> {
    const { module, scope } = this;
    this.definitions.module(module, scope);
    for (const item of this.model?.items ?? []) {
      if ('body' in item && item.body !== undefined) this.definitions.item(item.name, item.body, scope);
    }
    this.constants.finish();
    this.replacements.finish(scope.visible());
    const { model: bound, constants, elaborator } = this;
    checkModels({ module, bound, constants: constants.declared, scope, elaborator });
    this.variables.stateSpaces(scope);
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
        const reason = this.definitions.modules.reasons.get(source);
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

  private spec(): Spec {
    const { module, request, items, elaborator, scope } = this;
    const variables = this.variables.declared;
    const expected = items.stated.filter((item) => item.kind === 'expect').at(-1);
    const deadlock = items.stated.filter((item) => item.kind === 'check-deadlock').at(-1);
    const definitions = new Map(
      this.definitions.pending
        .filter((pending) => !pending.definition.local)
        .map((pending) => [pending.definition.name, pending.definition]),
    );
    return {
      name: module.name?.text ?? module.span.source.path.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, ''),
      model: request.model,
      variables,
      // A configuration may put what depends on the state in a constant's place: then it is a definition like others.
      constants: this.constants.declared.filter((constant) => constant.level === Level.constant),
      definitions,
      assumptions: this.assumptions(),
      behaviour: behaviourOf({ module, request, items, elaborator, scope, variables }),
      invariants: [
        ...this.variables.typeInvariants(),
        ...items
          .chosen('invariant', request.invariants)
          .map((formula): Invariant => ({ kind: 'invariant', ...formula })),
      ],
      properties: items.chosen('property', request.properties),
      constraints: items.all('constraint'),
      actionConstraints: items.all('action-constraint'),
      view: items.all('view').at(-1),
      symmetry: this.symmetry(),
      alias: items.all('alias').at(-1),
      postconditions: items.all('postcondition'),
      possible: items.all('possible'),
      checkDeadlock: deadlock?.value ?? true,
      expect: expectation(expected),
    };
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
    const formulas = this.items.all('symmetry');
    const [first] = formulas;
    if (first === undefined) return undefined;
    const sets = formulas.map((formula): Expression => {
      const constant = this.constants.declared.find((candidate) => candidate.name === formula.name);
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
}

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
