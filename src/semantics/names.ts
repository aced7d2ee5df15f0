/** What a name stands for where it is used, with its arguments: a declaration, a definition, a part of one, an operator. */

import { comment, foreign, names as foreignNames, operatorSigns } from '../syntax/foreign-words.js';
import { type Span, textOf } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';
import { ModelValue } from '../values/value.js';
import type { Elaborator } from './elaborate.js';
import { isOperator, levelOfArguments, literal } from './expressions.js';
import { nearest } from './nearest.js';
import { readers } from './primitives.js';
import type { Entity, PendingDefinition, Scope } from './scope.js';
import { type Argument, type Definition, type Expression, Level, type Local } from './spec.js';
import { isPart, type Part, partOf, withLets } from './subexpressions.js';

export class Names {
  constructor(private readonly elaborator: Elaborator) {}

  /** An operator written as a symbol: user-defined, or of the library. */
  applyNamed(
    symbol: string,
    at: Span,
    args: readonly tree.Expression[],
    scope: Scope,
    span: Span,
  ): Expression {
    const entity = scope.find(symbol);
    if (entity === undefined) {
      const isComment = symbol === '//';
      if (isComment) this.elaborator.report(foreign(symbol, at, comment));
      else {
        const meant = operatorSigns.get(symbol);
        const hint = meant === undefined ? undefined : `Write \`${meant}\`.`;
        this.elaborator.error('unknown-operator', `\`${symbol}\` is not defined here.`, at, hint);
      }
      // What follows a comment's sign are its words.
      for (const arg of isComment ? args.slice(0, 1) : args) this.elaborator.expression(arg, scope);
      return literal(false, span);
    }
    return this.applyEntity(entity, symbol, at, args, scope, span, []);
  }

  name(node: tree.NameExpression, scope: Scope): Expression {
    const { span } = node;
    let current = scope;
    const leading: Argument[] = [];
    for (const [index, part] of node.path.entries()) {
      const last = index === node.path.length - 1;
      const entity = index === 0 ? current.find(part.text) : current.exported(part.text);
      if (entity === undefined) {
        if (this.elaborator.options.modelValues && node.path.length === 1) {
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
      ...part.args.map((arg) => this.elaborator.expression(arg, scope)),
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
    const names = found.names.map((name) => this.elaborator.local(name));
    const body = this.elaborator.isolated({ modelValues: false }, () =>
      this.elaborator.expression(
        withLets(found),
        this.elaborator.bind(this.elaborator.bind(source.scope, own), names),
      ),
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
    this.elaborator.error(
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
    const parameters = left.map((parameter) =>
      this.elaborator.local({ text: parameter.name, span }, parameter.arity),
    );
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
    const { text } = part;
    const meant = nearest(text, visible);
    const near = meant === undefined ? undefined : `Did you mean \`${meant}\`?`;
    const hint = meant?.toLowerCase() === text.toLowerCase() ? near : (this.withoutMeaning(text) ?? near);
    this.elaborator.error('unknown-name', `\`${text}\` is not defined.`, nameOf(part), hint);
  }

  /** What to do about a name that is a model value of some constant, or that other languages have. */
  private withoutMeaning(text: string): string | undefined {
    const constant = this.elaborator.memberOf.get(text);
    if (constant !== undefined)
      return `It is a member of \`${constant}\`: to name it in formulas, declare \`CONSTANT ${text} = ${text}\` too.`;
    return foreignNames.get(text);
  }

  /** A name that stands alone, and that nothing declares or defines here; undefined of any other expression. */
  unknownAlone(node: tree.Expression, scope: Scope): string | undefined {
    if (node.kind === 'parenthesised') return this.unknownAlone(node.inner, scope);
    if (node.kind !== 'name' || this.elaborator.options.modelValues) return undefined;
    const [part, second] = node.path;
    if (part === undefined || second !== undefined || part.args.length > 0) return undefined;
    return scope.find(part.text) === undefined ? part.text : undefined;
  }

  private noInstance({ text, span }: tree.NamePart): void {
    this.elaborator.error(
      'no-instance',
      `\`${text}\` is no instance of a module: \`!\` cannot follow it.`,
      span,
    );
  }

  private notAnOperator(part: tree.NamePart): void {
    this.elaborator.error(
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
        for (const arg of args) if (!isOperator(arg)) this.elaborator.noTemporal(arg);
        if (readers.has(primitive.name))
          args.push(...this.elaborator.readable.map((folder) => literal(folder, span)));
        const level = Math.max(
          levelOfArguments(args),
          primitive.changing === 'run' ? Level.state : 0,
        ) as Level;
        return { kind: 'primitive', operator: primitive.name, args, span, level };
      }
      case 'definition': {
        if (this.elaborator.options.modelValues && entity.pending.state === 'running')
          return literal(ModelValue.of(name), span);
        const definition = this.need(entity.pending, name, at);
        const arities = entity.pending.own.map((parameter) => parameter.arity);
        const inherited = this.inherited(entity.pending, leading.length, at);
        const args = [...inherited, ...leading, ...this.args(name, arities, nodes, scope, at)];
        const level = Math.max(definition.level, levelOfArguments(args)) as Level;
        return { kind: 'apply', definition, args, span, level };
      }
      case 'instance':
        this.elaborator.error(
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
      const circle = this.elaborator.running.slice(this.elaborator.running.lastIndexOf(pending) + 1);
      if (circle.some((other) => other.recursive)) return pending.definition;
      this.elaborator.error(
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
      this.elaborator.error(
        'arity',
        `\`${name}\` takes ${count}, and ${nodes.length === 1 ? '1 is' : `${nodes.length} are`} given.`,
        at,
        arities.length === 0 ? `A function is applied with brackets: \`${name}[…]\`.` : undefined,
      );
    }
    return arities.map((arity, index) => {
      const node = nodes[index];
      if (node === undefined) return literal(false, at);
      return arity === 0 ? this.elaborator.expression(node, scope) : this.operator(node, arity, scope);
    });
  }

  /** An operator as an argument, or substituted for a constant. */
  operator(node: tree.Expression, arity: number, scope: Scope): Argument {
    const { span } = node;
    if (node.kind === 'parenthesised') return this.operator(node.inner, arity, scope);
    if (node.kind === 'lambda') {
      const locals = node.parameters.map((parameter) => this.elaborator.local(parameter.name));
      this.checkArity('This LAMBDA', locals.length, arity, span);
      return {
        kind: 'lambda',
        parameters: locals,
        body: this.elaborator.expression(node.body, this.elaborator.bind(scope, locals)),
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
    this.elaborator.error(
      'value-as-operator',
      `An operator of ${arity === 1 ? '1 argument' : `${arity} arguments`} was expected here, and this is a value.`,
      span,
      `Without a name it is written \`LAMBDA ${Array.from({ length: arity }, (_, i) => String.fromCodePoint(97 + (i % 26))).join(', ')} : …\`.`,
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
      this.elaborator.error(
        'arity',
        `${name} takes ${found === 1 ? '1 argument' : `${found} arguments`}, and an operator of ${wanted} was expected here.`,
        span,
      );
    }
  }
}

/** The name of a part without its arguments. */
function nameOf({ text, span }: tree.NamePart): Span {
  return { ...span, end: span.start + text.length };
}
