/** An operator where one is expected: as an argument, or as what takes the place of a constant with parameters. */

import { type Span, textOf } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';
import type { Elaborator } from './elaborate.js';
import { handedOn, isOperator, literal } from './expressions.js';
import type { Entity, PendingDefinition, Scope } from './scope.js';
import type { Argument, Definition, Expression } from './spec.js';
import { unknownName } from './unknown-names.js';

export class OperatorArguments {
  constructor(private readonly elaborator: Elaborator) {}

  /** An operator as an argument, or substituted for a constant. */
  of(node: tree.Expression, arity: number, scope: Scope): Argument {
    const { span } = node;
    if (node.kind === 'parenthesised') return this.of(node.inner, arity, scope);
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
      unknownName(this.elaborator, node.path[0], scope.visible());
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
        const definition = this.elaborator.names.need(pending, pending.name, span);
        return this.closed(definition, pending, open, name, arity, span);
      }
      case 'substitution':
        return isOperator(entity.argument) ? entity.argument : undefined;
      default:
        return undefined;
    }
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
      const found = this.elaborator.names.partDefinition(entity.pending, head, steps, span);
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
    const inherited = this.elaborator.names.inherited(pending, open, span);
    const left = definition.parameters.slice(inherited.length);
    this.checkArity(`\`${name}\``, left.length, arity, span);
    if (inherited.length === 0) return { kind: 'definition-operator', definition, span };
    const parameters = left.map((parameter) =>
      this.elaborator.local({ text: parameter.name, span }, parameter.arity),
    );
    const own = parameters.map((local) => handedOn(local, span));
    const args = [...inherited, ...own];
    const body: Expression = { kind: 'apply', definition, args, span, level: definition.level };
    return { kind: 'lambda', parameters, body, span };
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
