/** Functions whose body is an action: applied where steps are sought, such a function is entered as a definition is. */

import type { Expression } from '../semantics/spec.js';
import { isConstant } from '../semantics/walk.js';
import type { Span } from '../syntax/source.js';
import { LazyFunction, type Value } from '../values/value.js';
import { bind, bindDefinitions, type Environment, enter, type Frame, lookUp } from './environment.js';
import type { Evaluator, Observer } from './evaluate.js';
import { domainOf, rebind } from './functions.js';
import { outsideDomain } from './misuse.js';

type Application = Expression & { readonly kind: 'application' };
type Constructor = Expression & { readonly kind: 'function' };

/** A formula with the names that it sees. */
interface Entered<Node extends Expression> {
  readonly node: Node;
  readonly environment: Environment;
  /** Runs something as a part of the definitions on the way: a fault learns of them. */
  readonly within: (run: () => void) => void;
}

/**
 * The body of the function that is applied, its names bound to the argument; undefined where the function is a value by then. That is
 * TLC's rule: a constant definition is a value from the beginning, and in an initial predicate so is whatever does not refer to itself.
 */
export function enteredFunction(
  node: Application,
  environment: Environment,
  frame: Frame,
  evaluator: Evaluator,
  observe: Observer | undefined,
): Entered<Expression> | undefined {
  const follow = (
    at: Expression,
    around: Environment,
    within: Entered<Expression>['within'],
  ): Entered<Constructor> | undefined => {
    switch (at.kind) {
      case 'function':
        if (frame.initial && at.self === undefined) return undefined;
        observe?.(at);
        return { node: at, environment: around, within };
      case 'labelled':
        return follow(at.expression, around, within);
      case 'let':
        return follow(at.body, bindDefinitions(at.definitions, around), within);
      case 'if': {
        const branch = evaluator.truth(at.condition, around, frame) ? at.consequent : at.alternative;
        return follow(branch, around, within);
      }
      case 'apply': {
        const { definition, args, span } = at;
        if (isConstant(definition)) return undefined;
        const inner = enter(definition, args, around);
        return follow(definition.body, inner, (run) =>
          within(() => evaluator.within(definition, span, inner, run)),
        );
      }
      case 'local': {
        const binding = lookUp(at.local, around);
        return binding.kind === 'thunk' ? follow(binding.expression, binding.environment, within) : undefined;
      }
      case 'application': {
        const body = applied(at, around, within);
        return body && follow(body.node, body.environment, body.within);
      }
      default:
        return undefined;
    }
  };
  const applied = (
    at: Application,
    around: Environment,
    within: Entered<Expression>['within'],
  ): Entered<Expression> | undefined => {
    const function_ = follow(at.function, around, within);
    if (function_ === undefined) return undefined;
    const argument = evaluator.evaluate(at.argument, around, frame);
    const inner = bodyAt(function_.node, argument, function_.environment, frame, evaluator, at.span);
    return { node: function_.node.body, environment: inner, within: function_.within };
  };
  return applied(node, environment, (run) => run());
}

/** What the body of a function sees at an argument. @throws EvaluationFault where that is outside of the domain */
function bodyAt(
  node: Constructor,
  argument: Value,
  environment: Environment,
  frame: Frame,
  evaluator: Evaluator,
  span: Span,
): Environment {
  const domain = domainOf(node.bounds.map((bound) => evaluator.boundSet(bound, environment, frame)));
  if (!domain.has(argument)) {
    const valueless = new LazyFunction(domain, (key) => key);
    return outsideDomain(argument, valueless, span);
  }
  // Where its body applies it again, it is entered again.
  const outer =
    node.self === undefined
      ? environment
      : bind(node.self, { kind: 'thunk', expression: node, environment, memo: undefined }, environment);
  return rebind(evaluator, node.bounds, argument, outer);
}
