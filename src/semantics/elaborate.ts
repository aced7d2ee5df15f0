/** Expressions of the syntax tree to expressions of the core: every name looked up, every level computed. */

import type { Diagnostic } from '../syntax/diagnostic.js';
import { foreign } from '../syntax/foreign-words.js';
import { type Source, type Span, textOf } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';
import { integer } from '../values/value.js';
import type { DefinitionBuilder } from './definitions.js';
import { highest, levelOfBounds, literal } from './expressions.js';
import { refuseRepeatedFields } from './fields.js';
import { habitOf } from './habits.js';
import { Names } from './names.js';
import { OperatorArguments } from './operator-arguments.js';
import type { Primitive } from './primitives.js';
import { type Entity, type PendingDefinition, Scope } from './scope.js';
import { type Bound, type Expression, Level, type Local } from './spec.js';
import { unknownAlone } from './unknown-names.js';

export interface ElaborateOptions {
  /** In a constant's value a name that nothing declares is a model value. */
  readonly modelValues: boolean;
}

export class Elaborator {
  readonly names = new Names(this);
  readonly operators = new OperatorArguments(this);
  private nextLocal = 0;
  private atStack: Local[] = [];
  /** The definitions that are being elaborated, each because the one before needs it. */
  readonly running: PendingDefinition[] = [];
  options: ElaborateOptions = { modelValues: false };
  /** The constant that a name is a member of: of each name in a constant's set of names. */
  readonly memberOf = new Map<string, string>();
  /** Texts in which a name has its meaning only behind its definition. */
  readonly ordered = new Set<Source>();
  /** Set once: definitions under LET are built by it, and it elaborates bodies through this class. */
  definitions!: DefinitionBuilder;

  constructor(
    readonly report: (diagnostic: Diagnostic) => void,
    /** Folders whose files a specification may read. */
    readonly readable: readonly string[] = [],
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
    const habit = habitOf(node, (name) => unknownAlone(this, name, scope), this.ordered.has(span.source));
    if (habit !== undefined) {
      this.report(foreign(textOf(span), span, habit));
      return literal(false, span);
    }
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
        return this.names.name(node, scope);
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
        refuseRepeatedFields(this, node.fields);
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

  noTemporal({ level, span }: Expression): void {
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
        return this.names.applyNamed(operator, node.operator.span, [node.operand], scope, span);
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
        return this.names.applyNamed(node.operator.text, node.operator.span, pair, scope, span);
    }
  }

  private postfix(node: tree.PostfixExpression, scope: Scope): Expression {
    const { span } = node;
    if (node.operator.text !== "'") {
      return this.names.applyNamed(node.operator.text, node.operator.span, [node.operand], scope, span);
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
