/**
 * Where a part of a formula stands: the definitions that were entered and the names that were bound on the way down to it.
 * From these the part can be made a closed expression again.
 */

import type { Span } from '../syntax/source.js';
import type { Value } from '../values/value.js';
import { FunctionValue } from '../values/value.js';
import { highest, isOperator } from './expressions.js';
import {
  type Argument,
  type Bound,
  type Definition,
  type Expression,
  Level,
  type Local,
  type OperatorArgument,
} from './spec.js';
import { children } from './walk.js';

/** Innermost first; undefined at the top of a formula. */
export type Context =
  | {
      /** The body of a definition, its parameters bound to arguments that stand in `outer`. */
      readonly kind: 'enter';
      readonly definition: Definition;
      readonly args: readonly Argument[];
      readonly span: Span;
      readonly outer: Context;
    }
  | { readonly kind: 'let'; readonly definitions: readonly Definition[]; readonly outer: Context }
  /** A name that a quantifier binds; without a value while only levels matter. */
  | {
      readonly kind: 'bound';
      readonly local: Local;
      readonly value: Value | undefined;
      readonly outer: Context;
    }
  | undefined;

export type Meaning =
  | { readonly argument: Expression; readonly context: Context }
  | { readonly operator: OperatorArgument; readonly context: Context }
  | { readonly value: Value | undefined };

/** What a local stands for; undefined when it is bound within the part itself. */
export function lookUp(local: Local, context: Context): Meaning | undefined {
  for (let at = context; at !== undefined; at = at.outer) {
    if (at.kind === 'bound' && at.local === local) return { value: at.value };
    if (at.kind !== 'enter') continue;
    const arg = at.args[at.definition.parameters.indexOf(local)];
    if (arg === undefined) continue;
    if (!isOperator(arg)) return { argument: arg, context: at.outer };
    if (arg.kind === 'parameter-operator') return lookUp(arg.operator, at.outer);
    return { operator: arg, context: at.outer };
  }
  return undefined;
}

/** The value of a local that stands for one, be it handed down through parameters. */
export function constantOf(local: Local, context: Context): Value | undefined {
  const meaning = lookUp(local, context);
  if (meaning === undefined || 'operator' in meaning) return undefined;
  if ('value' in meaning) return meaning.value;
  const { argument } = meaning;
  if (argument.kind === 'literal') return argument.value;
  return argument.kind === 'local' ? constantOf(argument.local, meaning.context) : undefined;
}

/** The level of a part where it stands: parameters count as what they stand for. */
export function levelIn(node: Expression, context: Context): Level {
  if (node.level === Level.temporal) return node.level;
  const own = node.kind === 'local' ? meaningLevel(node.local, context) : node.level;
  const operators = operatorsOf(node).map((operator) => meaningLevel(operator, context));
  const parts = valuesOf(node).map((part) => levelIn(part, context));
  const inner = hidesNextState(node) ? Level.state : Level.temporal;
  return Math.max(own, ...[...operators, ...parts].map((level) => Math.min(level, inner))) as Level;
}

function meaningLevel(local: Local, context: Context): Level {
  const meaning = lookUp(local, context);
  if (meaning === undefined || 'value' in meaning) return Level.constant;
  if ('argument' in meaning) return levelIn(meaning.argument, meaning.context);
  const { operator } = meaning;
  if (operator.kind === 'lambda') return levelIn(operator.body, meaning.context);
  return operator.kind === 'definition-operator' ? operator.definition.level : Level.constant;
}

/** The operator parameters that a node applies or hands on. */
function operatorsOf(node: Expression): Local[] {
  if (node.kind !== 'call' && node.kind !== 'apply' && node.kind !== 'primitive') return [];
  const handed = node.args.flatMap((arg) => (arg.kind === 'parameter-operator' ? [arg.operator] : []));
  return node.kind === 'call' ? [node.operator, ...handed] : handed;
}

/** The parts that have values here: what an operator that is handed on speaks of matters where it is applied. */
function valuesOf(node: Expression): readonly Expression[] {
  if (node.kind !== 'call' && node.kind !== 'apply' && node.kind !== 'primitive') return children(node);
  return node.args.filter((arg): arg is Expression => !isOperator(arg));
}

/** ENABLED A is a state predicate, whatever A speaks of. */
function hidesNextState(node: Expression): boolean {
  return node.kind === 'enabled';
}

/** The body behind a definition, a LET or an operator parameter, and where that stands; undefined where there is none. */
export function enterApplied(
  node: Expression,
  context: Context,
): { readonly body: Expression; readonly context: Context } | undefined {
  switch (node.kind) {
    case 'let':
      return { body: node.body, context: { kind: 'let', definitions: node.definitions, outer: context } };
    case 'apply': {
      const { definition, args, span } = node;
      return { body: definition.body, context: { kind: 'enter', definition, args, span, outer: context } };
    }
    case 'call': {
      const meaning = lookUp(node.operator, context);
      if (meaning === undefined || !('operator' in meaning)) return undefined;
      const { operator } = meaning;
      // The operator was written elsewhere: what it is applied to here must not depend on where it stands.
      const args = node.args.map((arg) => (isOperator(arg) ? arg : close(arg, context)));
      const { span } = node;
      if (operator.kind === 'definition-operator') {
        const { definition } = operator;
        return {
          body: definition.body,
          context: { kind: 'enter', definition, args, span, outer: meaning.context },
        };
      }
      if (operator.kind !== 'lambda') return undefined;
      const definition = nameless(node.operator.name, operator.parameters, operator.body, span);
      return {
        body: operator.body,
        context: { kind: 'enter', definition, args, span, outer: meaning.context },
      };
    }
    default:
      return undefined;
  }
}

/** Binds the names of a quantifier to a member of its set: `undefined` while only levels matter. */
export function bindMembers(bound: Bound, member: Value | undefined, outer: Context): Context {
  const items = bound.tuple && member instanceof FunctionValue ? member.items() : undefined;
  return bound.locals.reduce<Context>(
    (context, local, index) => ({
      kind: 'bound',
      local,
      value: bound.tuple ? items?.[index] : member,
      outer: context,
    }),
    outer,
  );
}

/** The part as an expression that refers to nothing around it. */
export function close(node: Expression, context: Context): Expression {
  let closed = node;
  for (let at = context; at !== undefined; at = at.outer) {
    const { span } = closed;
    if (at.kind === 'let') {
      closed = { kind: 'let', definitions: at.definitions, body: closed, span, level: closed.level };
    } else if (at.kind === 'enter') {
      const values = at.args.filter((arg): arg is Expression => !isOperator(arg));
      const definition: Definition = {
        ...at.definition,
        body: closed,
        level: closed.level,
        recursive: false,
      };
      const level = highest([closed, ...values]);
      closed = { kind: 'apply', definition, args: at.args, span, level };
    } else if (at.value !== undefined) {
      const definition = nameless(at.local.name, [at.local], closed, span);
      const value: Expression = {
        kind: 'literal',
        value: at.value,
        span: at.local.span,
        level: Level.constant,
      };
      closed = { kind: 'apply', definition, args: [value], span, level: closed.level };
    }
  }
  return closed;
}

/** A definition that stands where it is applied, and sees the names around it. */
function nameless(name: string, parameters: readonly Local[], body: Expression, span: Span): Definition {
  return { name, parameters, body, span, level: body.level, local: true, recursive: false };
}
