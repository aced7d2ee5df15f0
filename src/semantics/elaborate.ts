/** Expressions of the syntax tree to expressions of the core: every name looked up, every level computed. */

import type { Diagnostic } from '../syntax/diagnostic.js';
import { type Source, type Span, textOf } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';
import { integer, ModelValue } from '../values/value.js';
import type { DefinitionBuilder } from './definitions.js';
import { nearest } from './nearest.js';
import { type Primitive, readers } from './primitives.js';
import { type Entity, type PendingDefinition, Scope } from './scope.js';
import { type Argument, type Bound, type Definition, type Expression, Level, type Local } from './spec.js';
import { isPart, type Part, partOf, withLets } from './subexpressions.js';

const symbolNames: Readonly<Record<string, string>> = {
  '&&': '/\\',
  '||': '\\/',
  '&': '/\\',
  '|': '\\/',
  '%%': '%',
  '**': '*',
  '/': '\\div',
};

export interface ElaborateOptions {
  /** In a constant's value a name that nothing declares is a model value. */
  readonly modelValues: boolean;
}

export class Elaborator {
  private nextLocal = 0;
  private atStack: Local[] = [];
  /** The definitions that are being elaborated, each because the one before needs it. */
  readonly running: PendingDefinition[] = [];
  options: ElaborateOptions = { modelValues: false };
  /** Texts in which a name has its meaning only behind its definition. */
  readonly ordered = new Set<Source>();
  /** Set once: definitions under LET are built by it, and it elaborates bodies through this class. */
  definitions!: DefinitionBuilder;

  constructor(
    readonly report: (diagnostic: Diagnostic) => void,
    /** Folders whose files a specification may read. */
    private readonly readable: readonly string[] = [],
  ) {}

  /** Elaborates something that stands elsewhere: nothing of the place where it is needed is in force there. */
  isolated<T>(options: ElaborateOptions, run: () => T): T {
    const { options: before, atStack } = this;
    this.options = options;
    this.atStack = [];
    try {
      return run();
    } finally {
      this.options = before;
      this.atStack = atStack;
    }
  }

  error(code: string, message: string, span: Span, hint?: string): void {
    this.report({ code, severity: 'error', message, span, ...(hint === undefined ? {} : { hint }) });
  }

  local(name: tree.Identifier, arity = 0): Local {
    return { name: name.text, id: this.nextLocal++, arity, span: name.span };
  }

  /** A scope with these locals; a name that has a meaning already may not get another. */
  bind(scope: Scope, locals: readonly Local[]): Scope {
    const inner = new Scope(scope);
    for (const local of locals) {
      const holder = scope.holder(local.name);
      if (inner.own(local.name) !== undefined) {
        this.error('duplicate', `\`${local.name}\` is bound twice here.`, local.span);
      } else if (
        holder !== undefined &&
        holder.role !== 'library' &&
        this.isInForce(holder, { text: local.name, span: local.span })
      ) {
        this.shadows(local.name, local.span, holder);
      }
      inner.define(local.name, { kind: 'local', local });
    }
    return inner;
  }

  /** Whether a name has its meaning already here: a definition has none in itself, nor, in TLA+, in front of itself. */
  isInForce(holder: Scope, { text, span }: tree.Identifier): boolean {
    const entity = holder.own(text);
    const first = holder.place(text) ?? spanOfEntity(entity);
    if (entity?.kind === 'definition' && entity.pending.state === 'running' && !entity.pending.recursive)
      return false;
    return !(this.ordered.has(span.source) && first?.source === span.source && first.start > span.start);
  }

  shadows(name: string, span: Span, holder: Scope): void {
    const first = holder.place(name) ?? spanOfEntity(holder.own(name));
    this.report({
      code: 'shadowing',
      severity: 'error',
      message: `\`${name}\` already has a meaning here, and TLA+ gives a name only one.`,
      span,
      ...(first === undefined ? {} : { related: [{ message: 'first meaning', span: first }] }),
    });
  }

  // ── expressions ──

  expression(node: tree.Expression, scope: Scope): Expression {
    const { span } = node;
    switch (node.kind) {
      case 'number':
        if (node.value === undefined) {
          if (this.ordered.has(span.source)) return this.apply(textOf(span), [], span);
          this.error('real-number', 'Real numbers cannot be evaluated by an explicit-state checker.', span);
          return literal(0, span);
        }
        return literal(integer(node.value), span);
      case 'string':
      case 'boolean':
        return literal(node.value, span);
      case 'name':
        return this.name(node, scope);
      case 'operator-symbol':
        this.error(
          'operator-as-value',
          `\`${node.symbol}\` is an operator: a value was expected here.`,
          span,
        );
        return literal(false, span);
      case 'lambda':
        this.error('operator-as-value', 'A LAMBDA is an operator: a value was expected here.', span);
        return literal(false, span);
      case 'parenthesised':
        return this.expression(node.inner, scope);
      case 'prefix':
        return this.prefix(node, scope);
      case 'infix':
        return this.infix(node, scope);
      case 'postfix':
        return this.postfix(node, scope);
      case 'junction':
        return this.connective(node.operator === '/\\' ? 'and' : 'or', node.items, span, scope);
      case 'cross': {
        const factors = node.factors.map((factor) => this.value(factor, scope));
        return { kind: 'cross', factors, span, level: highest(factors) };
      }
      case 'quantified': {
        const { bounds, inner } = this.bounds(node.bounds, scope);
        const body = this.expression(node.body, inner);
        const level = Math.max(levelOfBounds(bounds), body.level) as Level;
        return { kind: node.quantifier === '\\A' ? 'forall' : 'exists', bounds, body, span, level };
      }
      case 'temporal-quantified':
        // A TLA+ module may say what nobody checks: it is refused where it is evaluated.
        if (this.ordered.has(span.source)) return this.undecidable(node.quantifier, span);
        this.error(
          'temporal-quantifier',
          `\`${node.quantifier}\` quantifies over behaviours of a variable: no explicit-state checker can decide that.`,
          span,
        );
        return literal(true, span);
      case 'choose': {
        const { bounds, inner } = this.bounds([node.bound], scope);
        const body = this.value(node.body, inner);
        const [bound] = bounds;
        if (bound === undefined) return literal(false, span);
        return {
          kind: 'choose',
          bound,
          body,
          span,
          level: Math.max(levelOfBounds(bounds), body.level) as Level,
        };
      }
      case 'set': {
        const elements = node.elements.map((element) => this.value(element, scope));
        return { kind: 'set', elements, span, level: highest(elements) };
      }
      case 'filter': {
        const { bounds, inner } = this.bounds([node.bound], scope);
        const body = this.value(node.body, inner);
        const [bound] = bounds;
        if (bound === undefined) return literal(false, span);
        return {
          kind: 'filter',
          bound,
          body,
          span,
          level: Math.max(levelOfBounds(bounds), body.level) as Level,
        };
      }
      case 'map': {
        const { bounds, inner } = this.bounds(node.bounds, scope);
        const body = this.value(node.body, inner);
        return {
          kind: 'map',
          bounds,
          body,
          span,
          level: Math.max(levelOfBounds(bounds), body.level) as Level,
        };
      }
      case 'function': {
        const { bounds, inner } = this.bounds(node.bounds, scope);
        const body = this.value(node.body, inner);
        const level = Math.max(levelOfBounds(bounds), body.level) as Level;
        return { kind: 'function', bounds, body, self: undefined, span, level };
      }
      case 'function-set': {
        const domain = this.value(node.domain, scope);
        const range = this.value(node.range, scope);
        return { kind: 'function-set', domain, range, span, level: highest([domain, range]) };
      }
      case 'application': {
        const function_ = this.value(node.function, scope);
        const argument = this.tupled(node.args, scope, span);
        return {
          kind: 'application',
          function: function_,
          argument,
          span,
          level: highest([function_, argument]),
        };
      }
      case 'record':
      case 'record-set': {
        const fields = node.fields.map(({ name, value }) => ({
          name: name.text,
          value: this.value(value, scope),
        }));
        return { kind: node.kind, fields, span, level: highest(fields.map((field) => field.value)) };
      }
      case 'field': {
        const record = this.value(node.record, scope);
        return { kind: 'field', record, field: node.field.text, span, level: record.level };
      }
      case 'except':
        return this.except(node, scope);
      case 'at': {
        const at = this.atStack.at(-1);
        if (at === undefined) {
          this.error('at-outside-except', '`@` is the old value in an EXCEPT, and this is none.', span);
          return literal(false, span);
        }
        return { kind: 'local', local: at, span, level: Level.constant };
      }
      case 'tuple': {
        const elements = node.elements.map((element) => this.value(element, scope));
        return { kind: 'tuple', elements, span, level: highest(elements) };
      }
      case 'if': {
        const condition = this.value(node.condition, scope);
        const consequent = this.expression(node.consequent, scope);
        const alternative = this.expression(node.alternative, scope);
        const level = highest([condition, consequent, alternative]);
        return { kind: 'if', condition, consequent, alternative, span, level };
      }
      case 'case': {
        const arms = node.arms.map((arm) => ({
          guard: this.value(arm.guard, scope),
          value: this.expression(arm.value, scope),
          span: arm.span,
        }));
        const other = node.other === undefined ? undefined : this.expression(node.other, scope);
        const parts = [
          ...arms.flatMap((arm) => [arm.guard, arm.value]),
          ...(other === undefined ? [] : [other]),
        ];
        return { kind: 'case', arms, other, span, level: highest(parts) };
      }
      case 'let':
        return this.letIn(node, scope);
      case 'box-action':
      case 'angle-action': {
        const action = this.action(node.action, scope);
        const subscript = this.subscript(node.subscript, scope);
        return { kind: node.kind, action, subscript, span, level: Level.action };
      }
      case 'fairness-condition': {
        const action = this.action(node.action, scope);
        const subscript = this.subscript(node.subscript, scope);
        const { strength } = node;
        const binds = scope.bound();
        return { kind: 'fairness', strength, action, subscript, binds, span, level: Level.temporal };
      }
      case 'labelled': {
        const expression = this.expression(node.expression, scope);
        return { kind: 'labelled', label: node.label.text, expression, span, level: expression.level };
      }
    }
  }

  private undecidable(operator: string, span: Span): Expression {
    return { kind: 'primitive', operator, args: [], span, level: Level.temporal };
  }

  /** An expression that must not be temporal. */
  value(node: tree.Expression, scope: Scope): Expression {
    const expression = this.expression(node, scope);
    this.noTemporal(expression);
    return expression;
  }

  private noTemporal({ level, span }: Expression): void {
    if (level === Level.temporal)
      this.error('level', 'A temporal formula has no value in a state: it cannot stand here.', span);
  }

  /** v of `[A]_v`, `<<A>>_v`, `WF_v(A)` and `SF_v(A)`. */
  private subscript(node: tree.Expression, scope: Scope): Expression {
    const expression = this.value(node, scope);
    if (expression.level === Level.action)
      this.error('level', 'A subscript is read in one state: it cannot speak of the next.', expression.span);
    return expression;
  }

  private action(node: tree.Expression, scope: Scope): Expression {
    return this.value(node, scope);
  }

  private connective(
    kind: 'and' | 'or' | 'implies' | 'equivalent',
    nodes: readonly tree.Expression[],
    span: Span,
    scope: Scope,
  ): Expression {
    const items = nodes.map((item) => this.expression(item, scope));
    return { kind, items, span, level: highest(items) };
  }

  private tupled(args: readonly tree.Expression[], scope: Scope, span: Span): Expression {
    const values = args.map((arg) => this.value(arg, scope));
    const [only] = values;
    if (values.length === 1 && only !== undefined) return only;
    return { kind: 'tuple', elements: values, span, level: highest(values) };
  }

  /** `x, y \in S` becomes two bounds; the sets are read outside the names they bind. */
  bounds(nodes: readonly tree.Bound[], scope: Scope): { bounds: Bound[]; inner: Scope; locals: Local[] } {
    const bounds: Bound[] = [];
    const locals: Local[] = [];
    for (const node of nodes) {
      const set = node.set === undefined ? undefined : this.value(node.set, scope);
      const own = node.names.map((name) => this.local(name));
      locals.push(...own);
      if (node.tuple) bounds.push({ locals: own, tuple: true, set, span: node.span });
      else for (const local of own) bounds.push({ locals: [local], tuple: false, set, span: node.span });
    }
    return { bounds, inner: this.bind(scope, locals), locals };
  }

  // ── operators ──

  private prefix(node: tree.PrefixExpression, scope: Scope): Expression {
    const { span } = node;
    const operator = node.operator.text;
    switch (operator) {
      case '~': {
        const operand = this.expression(node.operand, scope);
        return { kind: 'not', operand, span, level: operand.level };
      }
      case 'UNCHANGED': {
        const operand = this.value(node.operand, scope);
        this.noPrimes(operand, 'UNCHANGED');
        return { kind: 'unchanged', operand, span, level: Level.action };
      }
      case 'ENABLED':
        return {
          kind: 'enabled',
          action: this.action(node.operand, scope),
          binds: scope.bound(),
          span,
          level: Level.state,
        };
      case '[]':
      case '<>': {
        const operand = this.expression(node.operand, scope);
        return {
          kind: operator === '[]' ? 'always' : 'eventually',
          operands: [operand],
          span,
          level: Level.temporal,
        };
      }
      default:
        return this.applyNamed(operator, node.operator.span, [node.operand], scope, span);
    }
  }

  private infix(node: tree.InfixExpression, scope: Scope): Expression {
    const { span } = node;
    const pair = [node.left, node.right];
    switch (node.operator.text) {
      case '/\\':
        return this.connective('and', flatten(node, '/\\'), span, scope);
      case '\\/':
        return this.connective('or', flatten(node, '\\/'), span, scope);
      case '=>':
        return this.connective('implies', pair, span, scope);
      case '<=>':
        return this.connective('equivalent', pair, span, scope);
      case '~>': {
        const operands = pair.map((operand) => this.expression(operand, scope));
        return { kind: 'leads-to', operands, span, level: Level.temporal };
      }
      case '\\cdot': {
        const first = this.action(node.left, scope);
        const second = this.action(node.right, scope);
        return { kind: 'compose', first, second, span, level: Level.action };
      }
      case '-+->':
        if (this.ordered.has(span.source)) return this.undecidable('-+->', span);
        this.error('unsupported', '`-+->` cannot be decided by an explicit-state checker.', span);
        return literal(true, span);
      default:
        return this.applyNamed(node.operator.text, node.operator.span, pair, scope, span);
    }
  }

  private postfix(node: tree.PostfixExpression, scope: Scope): Expression {
    const { span } = node;
    if (node.operator.text !== "'") {
      return this.applyNamed(node.operator.text, node.operator.span, [node.operand], scope, span);
    }
    const operand = this.value(node.operand, scope);
    this.noPrimes(operand, "'");
    return { kind: 'prime', operand, span, level: Level.action };
  }

  private noPrimes(operand: Expression, operator: string): void {
    if (operand.level >= Level.action) {
      this.error(
        'level',
        `\`${operator}\` speaks of the next state, and so does what it is applied to.`,
        operand.span,
      );
    }
  }

  /** An operator written as a symbol: user-defined, or of the library. */
  private applyNamed(
    symbol: string,
    at: Span,
    args: readonly tree.Expression[],
    scope: Scope,
    span: Span,
  ): Expression {
    const entity = scope.find(symbol);
    if (entity === undefined) {
      const meant = symbolNames[symbol];
      const hint = meant === undefined ? undefined : `Write \`${meant}\`.`;
      this.error('unknown-operator', `\`${symbol}\` is not defined here.`, at, hint);
      for (const arg of args) this.expression(arg, scope);
      return literal(false, span);
    }
    return this.applyEntity(entity, symbol, at, args, scope, span, []);
  }

  private name(node: tree.NameExpression, scope: Scope): Expression {
    const { span } = node;
    let current = scope;
    const leading: Argument[] = [];
    for (const [index, part] of node.path.entries()) {
      const last = index === node.path.length - 1;
      const entity = index === 0 ? current.find(part.text) : current.exported(part.text);
      if (entity === undefined) {
        if (this.options.modelValues && node.path.length === 1) {
          if (part.args.length > 0) this.notAnOperator(part);
          return literal(ModelValue.of(part.text), span);
        }
        this.unknown(part, index === 0 ? scope.visible() : [...current.ownEntries()].map(([name]) => name));
        return literal(false, span);
      }
      if (last) return this.applyEntity(entity, part.text, part.span, part.args, scope, span, leading);
      if (entity.kind === 'definition')
        return this.part(entity.pending, part, node.path.slice(index + 1), leading, scope, span);
      if (entity.kind !== 'instance') {
        this.noInstance(part);
        return literal(false, span);
      }
      leading.push(
        ...this.args(
          part.text,
          entity.instance.parameters.map((p) => p.arity),
          part.args,
          scope,
          part.span,
        ),
      );
      current = entity.instance.scope;
    }
    return literal(false, span);
  }

  /** `Op(a)!2!(b)`: the part becomes a definition of its own, with the parameters of Op and the names bound on the way. */
  private part(
    pending: PendingDefinition,
    head: tree.NamePart,
    steps: readonly tree.NamePart[],
    leading: readonly Argument[],
    scope: Scope,
    span: Span,
  ): Expression {
    const found = this.partDefinition(pending, head, steps, span);
    if (found === undefined) return literal(false, span);
    const { definition, part } = found;
    if (part.args.length !== part.names.length) {
      this.noPart(head, span, steps[0]?.span ?? head.span);
      return literal(false, span);
    }
    const arities = pending.own.map((parameter) => parameter.arity);
    const args = [
      ...this.inherited(pending, leading.length, span),
      ...leading,
      ...this.args(head.text, arities, head.args, scope, head.span),
      ...part.args.map((arg) => this.expression(arg, scope)),
    ];
    const level = Math.max(definition.level, levelOfArguments(args)) as Level;
    return { kind: 'apply', definition, args, span, level };
  }

  private partDefinition(
    pending: PendingDefinition,
    head: tree.NamePart,
    steps: readonly tree.NamePart[],
    span: Span,
  ): { readonly definition: Definition; readonly part: Part } | undefined {
    const { source, own } = pending;
    const found = source === undefined ? steps[0] : partOf(source.body, steps);
    if (source === undefined || found === undefined || !isPart(found)) {
      const at = found === undefined || isPart(found) ? head : found;
      if (at === steps[0] && !at.selector) this.noInstance(head);
      else this.noPart(head, span, at.span);
      return undefined;
    }
    const names = found.names.map((name) => this.local(name));
    const body = this.isolated({ modelValues: false }, () =>
      this.expression(withLets(found), this.bind(this.bind(source.scope, own), names)),
    );
    const definition: Definition = {
      name: `${pending.definition.name}!${steps.map((step) => step.text).join('!')}`,
      parameters: [...pending.leading, ...own, ...names],
      body,
      span: found.expression.span,
      level: body.level,
      local: pending.definition.local,
      recursive: false,
    };
    return { definition, part: found };
  }

  private noPart(head: tree.NamePart, whole: Span, at: Span): void {
    this.error(
      'no-part',
      `\`${textOf(whole)}\` names no part of \`${head.text}\` that could stand here.`,
      at,
      'A part is named by a label or by its number: of a conjunct, a disjunct, an argument, an operand.',
    );
  }

  /** `Op!2!@` where an operator is expected: that of the parameters of Op and of what is bound on the way. */
  private partAsOperator(
    { path, span }: tree.NameExpression,
    arity: number,
    scope: Scope,
  ): Argument | undefined {
    let current = scope;
    let open = 0;
    for (const [index, head] of path.entries()) {
      const entity = index === 0 ? current.find(head.text) : current.exported(head.text);
      if (entity?.kind === 'instance') {
        open += entity.instance.parameters.length;
        current = entity.instance.scope;
        continue;
      }
      const steps = path.slice(index + 1);
      if (entity?.kind !== 'definition' || steps.length === 0) return undefined;
      const found = this.partDefinition(entity.pending, head, steps, span);
      if (found === undefined) return literal(false, span);
      return this.closed(found.definition, entity.pending, open, textOf(span), arity, span);
    }
    return undefined;
  }

  /**
   * A definition as an operator of its own parameters and of those of the instances that it is named through.
   * @param open how many these are; the others of the instances around are handed on as they are
   */
  private closed(
    definition: Definition,
    pending: PendingDefinition,
    open: number,
    name: string,
    arity: number,
    span: Span,
  ): Argument {
    const inherited = this.inherited(pending, open, span);
    const left = definition.parameters.slice(inherited.length);
    this.checkArity(`\`${name}\``, left.length, arity, span);
    if (inherited.length === 0) return { kind: 'definition-operator', definition, span };
    const parameters = left.map((parameter) => this.local({ text: parameter.name, span }, parameter.arity));
    const own = parameters.map(
      (local): Argument =>
        local.arity === 0
          ? { kind: 'local', local, span, level: Level.constant }
          : { kind: 'parameter-operator', operator: local, span },
    );
    const args = [...inherited, ...own];
    const body: Expression = { kind: 'apply', definition, args, span, level: definition.level };
    return { kind: 'lambda', parameters, body, span };
  }

  private unknown(part: tree.NamePart, visible: readonly string[]): void {
    const meant = nearest(part.text, visible);
    const hint = meant === undefined ? undefined : `Did you mean \`${meant}\`?`;
    this.error('unknown-name', `\`${part.text}\` is not defined.`, nameOf(part), hint);
  }

  private noInstance({ text, span }: tree.NamePart): void {
    this.error('no-instance', `\`${text}\` is no instance of a module: \`!\` cannot follow it.`, span);
  }

  private notAnOperator(part: tree.NamePart): void {
    this.error(
      'not-an-operator',
      `\`${part.text}\` is a model value, not an operator: it takes no arguments.`,
      part.span,
    );
  }

  /** What a name stands for, without arguments. */
  named(entity: Entity, { text, span }: tree.Identifier, scope: Scope): Expression {
    return this.applyEntity(entity, text, span, [], scope, span, []);
  }

  private applyEntity(
    entity: Entity,
    name: string,
    at: Span,
    nodes: readonly tree.Expression[],
    scope: Scope,
    span: Span,
    leading: readonly Argument[],
  ): Expression {
    switch (entity.kind) {
      case 'variable':
        this.args(name, [], nodes, scope, at);
        return { kind: 'variable', variable: entity.variable, span, level: Level.state };
      case 'local': {
        const { local } = entity;
        if (local.arity === 0) {
          this.args(name, [], nodes, scope, at);
          return { kind: 'local', local, span, level: Level.constant };
        }
        const args = this.args(name, Array(local.arity).fill(0), nodes, scope, at);
        return { kind: 'call', operator: local, args, span, level: levelOfArguments(args) };
      }
      case 'substitution': {
        const { argument, arity, own } = entity;
        if (own === undefined || isOperator(argument) || (argument.kind === 'variable' && !entity.shared))
          return this.applySubstitution(argument, arity, name, at, nodes, scope, span);
        this.args(name, [], nodes, scope, at);
        return { kind: 'substituted', value: argument, own, span, level: argument.level };
      }
      case 'primitive': {
        const { primitive } = entity;
        const args = this.args(name, primitive.parameters, nodes, scope, at);
        for (const arg of args) if (!isOperator(arg)) this.noTemporal(arg);
        if (readers.has(primitive.name)) args.push(...this.readable.map((folder) => literal(folder, span)));
        const level = Math.max(
          levelOfArguments(args),
          primitive.changing === 'run' ? Level.state : 0,
        ) as Level;
        return { kind: 'primitive', operator: primitive.name, args, span, level };
      }
      case 'definition': {
        if (this.options.modelValues && entity.pending.state === 'running')
          return literal(ModelValue.of(name), span);
        const definition = this.need(entity.pending, name, at);
        const arities = entity.pending.own.map((parameter) => parameter.arity);
        const inherited = this.inherited(entity.pending, leading.length, at);
        const args = [...inherited, ...leading, ...this.args(name, arities, nodes, scope, at)];
        const level = Math.max(definition.level, levelOfArguments(args)) as Level;
        return { kind: 'apply', definition, args, span, level };
      }
      case 'instance':
        this.error(
          'instance-as-value',
          `\`${name}\` is an instance of a module: name one of its definitions, as in \`${name}!Init\`.`,
          at,
        );
        return literal(false, span);
    }
  }

  private applySubstitution(
    argument: Argument,
    arity: number,
    name: string,
    at: Span,
    nodes: readonly tree.Expression[],
    scope: Scope,
    span: Span,
  ): Expression {
    if (!isOperator(argument)) {
      this.args(name, [], nodes, scope, at);
      return argument;
    }
    return this.applyOperator(argument, this.args(name, Array(arity).fill(0), nodes, scope, at), name, span);
  }

  /** An operator argument applied to arguments. */
  applyOperator(
    operator: Exclude<Argument, Expression>,
    args: readonly Argument[],
    name: string,
    span: Span,
  ): Expression {
    const level = levelOfArguments(args);
    switch (operator.kind) {
      case 'definition-operator': {
        const { definition } = operator;
        return { kind: 'apply', definition, args, span, level: Math.max(definition.level, level) as Level };
      }
      case 'parameter-operator':
        return { kind: 'call', operator: operator.operator, args, span, level };
      case 'primitive-operator':
        return { kind: 'primitive', operator: operator.operator, args, span, level };
      case 'lambda': {
        const definition: Definition = {
          name,
          parameters: operator.parameters,
          body: operator.body,
          span: operator.span,
          level: operator.body.level,
          local: true,
          recursive: false,
        };
        return { kind: 'apply', definition, args, span, level: Math.max(definition.level, level) as Level };
      }
    }
  }

  /** Within an instance its definitions name each other without its parameters: these are handed on as they are. */
  private inherited(pending: PendingDefinition, given: number, span: Span): Argument[] {
    return pending.leading
      .slice(0, pending.leading.length - given)
      .map((local) => this.handedOn(local, span));
  }

  /** A parameter as an argument. */
  handedOn(local: Local, span: Span): Argument {
    return local.arity === 0
      ? { kind: 'local', local, span, level: Level.constant }
      : { kind: 'parameter-operator', operator: local, span };
  }

  /** The definition behind a name, elaborated if it can be. */
  private need(pending: PendingDefinition, name: string, at: Span): Definition {
    if (pending.state === 'waiting') pending.elaborate();
    else if (pending.state === 'running' && !pending.recursive) {
      pending.recursive = true;
      // A circle is meant where one of those on it was announced.
      const circle = this.running.slice(this.running.lastIndexOf(pending) + 1);
      if (circle.some((other) => other.recursive)) return pending.definition;
      this.error(
        'cycle',
        `\`${name}\` is defined by itself.`,
        at,
        `Announce it with \`RECURSIVE ${name}${pending.own.length > 0 ? `(${pending.own.map(() => '_').join(', ')})` : ''}\` if it is meant to be recursive.`,
      );
    }
    return pending.definition;
  }

  /** @param arities of the parameters: above 0 an operator is expected */
  private args(
    name: string,
    arities: readonly number[],
    nodes: readonly tree.Expression[],
    scope: Scope,
    at: Span,
  ): Argument[] {
    if (nodes.length !== arities.length) {
      const count =
        arities.length === 0
          ? 'no arguments'
          : arities.length === 1
            ? '1 argument'
            : `${arities.length} arguments`;
      this.error(
        'arity',
        `\`${name}\` takes ${count}, and ${nodes.length === 1 ? '1 is' : `${nodes.length} are`} given.`,
        at,
        arities.length === 0 ? `A function is applied with brackets: \`${name}[…]\`.` : undefined,
      );
    }
    return arities.map((arity, index) => {
      const node = nodes[index];
      if (node === undefined) return literal(false, at);
      return arity === 0 ? this.expression(node, scope) : this.operator(node, arity, scope);
    });
  }

  /** An operator as an argument, or substituted for a constant. */
  operator(node: tree.Expression, arity: number, scope: Scope): Argument {
    const { span } = node;
    if (node.kind === 'parenthesised') return this.operator(node.inner, arity, scope);
    if (node.kind === 'lambda') {
      const locals = node.parameters.map((parameter) => this.local(parameter.name));
      this.checkArity('This LAMBDA', locals.length, arity, span);
      return {
        kind: 'lambda',
        parameters: locals,
        body: this.expression(node.body, this.bind(scope, locals)),
        span,
      };
    }
    const entity = this.operatorEntity(node, scope);
    if (entity !== undefined) {
      const name =
        node.kind === 'operator-symbol'
          ? node.symbol
          : (node.kind === 'name' && node.path.at(-1)?.text) || '';
      const found = this.entityAsOperator(entity.named, entity.open, name, arity, span);
      if (found !== undefined) return found;
    } else if (node.kind === 'name' && node.path.length === 1 && node.path[0] !== undefined) {
      this.unknown(node.path[0], scope.visible());
      return literal(false, span);
    }
    const part =
      node.kind === 'name' && node.path.every(({ args }) => args.length === 0)
        ? this.partAsOperator(node, arity, scope)
        : undefined;
    if (part !== undefined) return part;
    this.error(
      'value-as-operator',
      `An operator of ${arity === 1 ? '1 argument' : `${arity} arguments`} was expected here, and this is a value.`,
      span,
    );
    return literal(false, span);
  }

  /** @returns what a name stands for, and how many parameters the instances have that it is named through */
  private operatorEntity(
    node: tree.Expression,
    scope: Scope,
  ): { readonly named: Entity; readonly open: number } | undefined {
    if (node.kind === 'operator-symbol') {
      const named = scope.find(node.symbol);
      return named === undefined ? undefined : { named, open: 0 };
    }
    if (node.kind !== 'name' || node.path.some((part) => part.args.length > 0 || part.selector))
      return undefined;
    let named: Entity | undefined;
    let current: Scope | undefined;
    let open = 0;
    for (const part of node.path) {
      named = current === undefined ? scope.find(part.text) : current.exported(part.text);
      current = named?.kind === 'instance' ? named.instance.scope : undefined;
      if (named?.kind === 'instance') open += named.instance.parameters.length;
    }
    return named === undefined ? undefined : { named, open };
  }

  private entityAsOperator(
    entity: Entity,
    open: number,
    name: string,
    arity: number,
    span: Span,
  ): Argument | undefined {
    switch (entity.kind) {
      case 'local':
        if (entity.local.arity === 0) return undefined;
        this.checkArity(`\`${name}\``, entity.local.arity, arity, span);
        return { kind: 'parameter-operator', operator: entity.local, span };
      case 'primitive':
        this.checkArity(`\`${name}\``, entity.primitive.parameters.length, arity, span);
        return { kind: 'primitive-operator', operator: entity.primitive.name, arity, span };
      case 'definition': {
        const { pending } = entity;
        return this.closed(this.need(pending, pending.name, span), pending, open, name, arity, span);
      }
      case 'substitution':
        return isOperator(entity.argument) ? entity.argument : undefined;
      default:
        return undefined;
    }
  }

  private checkArity(name: string, found: number, wanted: number, span: Span): void {
    if (found !== wanted) {
      this.error(
        'arity',
        `${name} takes ${found === 1 ? '1 argument' : `${found} arguments`}, and an operator of ${wanted} was expected here.`,
        span,
      );
    }
  }

  private except(node: tree.Except, scope: Scope): Expression {
    const function_ = this.value(node.function, scope);
    const updates = node.updates.map((update) => {
      const path = update.path.map(
        (step): Expression =>
          step.kind === 'field'
            ? literal(step.name.text, step.name.span)
            : this.tupled(step.args, scope, step.span),
      );
      const at = this.local({ text: '@', span: update.span });
      this.atStack.push(at);
      const value = this.value(update.value, scope);
      this.atStack.pop();
      return { path, at, value, span: update.span };
    });
    const level = highest([function_, ...updates.flatMap((update) => [...update.path, update.value])]);
    return { kind: 'except', function: function_, updates, span: node.span, level };
  }

  private letIn(node: tree.LetIn, scope: Scope): Expression {
    const inner = new Scope(scope);
    const definitions = this.definitions.local(node.units, inner);
    const body = this.expression(node.body, inner);
    return { kind: 'let', definitions, body, span: node.span, level: body.level };
  }

  /** For a primitive that the language itself stands for, as in `x \in S` of a declaration. */
  apply(primitive: Primitive['name'], args: readonly Expression[], span: Span): Expression {
    return { kind: 'primitive', operator: primitive, args, span, level: highest(args) };
  }
}

export function literal(value: boolean | number | bigint | string | ModelValue, span: Span): Expression {
  return { kind: 'literal', value, span, level: Level.constant };
}

/** The name of a part without its arguments. */
function nameOf({ text, span }: tree.NamePart): Span {
  return { ...span, end: span.start + text.length };
}

export function isOperator(argument: Argument): argument is Exclude<Argument, Expression> {
  return (
    argument.kind === 'lambda' ||
    argument.kind === 'definition-operator' ||
    argument.kind === 'parameter-operator' ||
    argument.kind === 'primitive-operator'
  );
}

export function highest(expressions: readonly Expression[]): Level {
  return expressions.reduce<Level>(
    (level, expression) => Math.max(expression.level, level) as Level,
    Level.constant,
  );
}

function levelOfBounds(bounds: readonly Bound[]): Level {
  return highest(bounds.flatMap((bound) => (bound.set === undefined ? [] : [bound.set])));
}

function levelOfArguments(args: readonly Argument[]): Level {
  return args.reduce<Level>((level, arg) => {
    const own = isOperator(arg)
      ? arg.kind === 'lambda'
        ? arg.body.level
        : arg.kind === 'definition-operator'
          ? arg.definition.level
          : Level.constant
      : arg.level;
    return Math.max(own, level) as Level;
  }, Level.constant);
}

function spanOfEntity(entity: Entity | undefined): Span | undefined {
  switch (entity?.kind) {
    case 'variable':
      return entity.variable.span;
    case 'local':
      return entity.local.span;
    case 'definition':
      return entity.pending.span;
    case 'substitution':
      return entity.span;
    default:
      return undefined;
  }
}

/** `a /\ b /\ c` as one list. */
function flatten(node: tree.Expression, operator: string): tree.Expression[] {
  if (node.kind === 'infix' && node.operator.text === operator) {
    return [...flatten(node.left, operator), ...flatten(node.right, operator)];
  }
  return [node];
}
