/** Simple expressions of the core, and the levels of lists of them. */

import type { Span } from '../syntax/source.js';
import type { ModelValue } from '../values/value.js';
import { type Argument, type Bound, type Expression, Level, type Local } from './spec.js';

export function literal(value: boolean | number | bigint | string | ModelValue, span: Span): Expression {
  return { kind: 'literal', value, span, level: Level.constant };
}

/** A parameter as an argument. */
export function handedOn(local: Local, span: Span): Argument {
  return local.arity === 0
    ? { kind: 'local', local, span, level: Level.constant }
    : { kind: 'parameter-operator', operator: local, span };
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

export function levelOfBounds(bounds: readonly Bound[]): Level {
  return highest(bounds.flatMap((bound) => (bound.set === undefined ? [] : [bound.set])));
}

export function levelOfArguments(args: readonly Argument[]): Level {
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

/** The parts of a conjunction, those of its parts included. */
export function conjuncts(node: Expression): readonly Expression[] {
  if (node.kind === 'labelled') return conjuncts(node.expression);
  return node.kind === 'and' ? node.items.flatMap(conjuncts) : [node];
}
