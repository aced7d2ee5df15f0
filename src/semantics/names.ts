/** What a name stands for where it is used, with its arguments: a declaration, a definition, a part of one. */

import { type Span, textOf } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';
import { ModelValue } from '../values/value.js';
import type { Elaborator } from './elaborate.js';
import { handedOn, isOperator, levelOfArguments, literal } from './expressions.js';
import { readers } from './primitives.js';
import type { Entity, PendingDefinition, Scope } from './scope.js';
import { type Argument, type Definition, type Expression, Level } from './spec.js';
import { isPart, type Part, partOf, withLets } from './subexpressions.js';
import { isComment, noInstance, notAnOperator, unknownName, unknownOperator } from './unknown-names.js';

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
      unknownOperator(this.elaborator, symbol, at);
      // What follows a comment's sign are its words.
      for (const arg of isComment(symbol) ? args.slice(0, 1) : args) this.elaborator.expression(arg, scope);
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
          if (part.args.length > 0) notAnOperator(this.elaborator, part);
          return literal(ModelValue.of(part.text), span);
        }
        unknownName(
          this.elaborator,
          part,
          index === 0 ? scope.visible() : [...current.ownEntries()].map(([name]) => name),
        );
        return literal(false, span);
      }
      if (last) return this.applyEntity(entity, part.text, part.span, part.args, scope, span, leading);
      if (entity.kind === 'definition')
        return this.part(entity.pending, part, node.path.slice(index + 1), leading, scope, span);
      if (entity.kind !== 'instance') {
        noInstance(this.elaborator, part);
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

  partDefinition(
    pending: PendingDefinition,
    head: tree.NamePart,
    steps: readonly tree.NamePart[],
    span: Span,
  ): { readonly definition: Definition; readonly part: Part } | undefined {
    const { source, own } = pending;
    const found = source === undefined ? steps[0] : partOf(source.body, steps);
    if (source === undefined || found === undefined || !isPart(found)) {
      const at = found === undefined || isPart(found) ? head : found;
      if (at === steps[0] && !at.selector) noInstance(this.elaborator, head);
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
  inherited(pending: PendingDefinition, given: number, span: Span): Argument[] {
    return pending.leading.slice(0, pending.leading.length - given).map((local) => handedOn(local, span));
  }

  /** The definition behind a name, elaborated if it can be. */
  need(pending: PendingDefinition, name: string, at: Span): Definition {
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
      return arity === 0
        ? this.elaborator.expression(node, scope)
        : this.elaborator.operators.of(node, arity, scope);
    });
  }
}
