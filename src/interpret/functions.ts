/** Functions and records: what they are made of, what they are at a key, and how EXCEPT changes them. */

import type { Bound, Expression } from '../semantics/spec.js';
import { printShort } from '../values/print.js';
import { product } from '../values/symbolic.js';
import { FunctionValue, LazyFunction, type SetValue, sameValue, type Value } from '../values/value.js';
import { bindValue, type Environment, type Frame } from './environment.js';
import type { Evaluator } from './evaluate.js';
import { article, fault } from './fault.js';
import { outsideDomain, withoutField } from './misuse.js';

/** `[x \in S |-> e]`, and `f[x \in S] == e`: written out where the domain can be gone through. */
export function functionValue(
  evaluator: Evaluator,
  node: Expression & { kind: 'function' },
  environment: Environment,
  frame: Frame,
): Value {
  const { self } = node;
  const sets = node.bounds.map((bound) => evaluator.boundSet(bound, environment, frame));
  if (self !== undefined || sets.some((set) => !set.enumerable)) {
    const domain = domainOf(sets);
    const function_ = new LazyFunction(domain, (argument, own) => {
      // The bound names are innermost; the function itself is bound outside of them.
      const outer = self === undefined ? environment : bindValue(self, own, environment);
      return evaluator.evaluate(node.body, rebind(evaluator, node.bounds, argument, outer), frame);
    });
    return domain.enumerable ? new FunctionValue(function_.map) : function_;
  }
  let map = FunctionValue.sequence([]).map;
  for (const bound of evaluator.drawn(node.bounds, sets, environment)) {
    map = map.set(
      argumentOf(evaluator, node.bounds, bound, frame),
      evaluator.evaluate(node.body, bound, frame),
    );
  }
  return new FunctionValue(map);
}

/** What the sets of a function's bound names make up. */
export function domainOf(sets: readonly SetValue[]): SetValue {
  const [only] = sets;
  return sets.length === 1 && only !== undefined ? only : product(sets);
}

/** The argument that bound names make up. */
function argumentOf(evaluator: Evaluator, bounds: readonly Bound[], inner: Environment, frame: Frame): Value {
  const values = bounds.map((bound) => evaluator.chosen(bound, inner, frame));
  const [only] = values;
  return bounds.length === 1 && only !== undefined ? only : FunctionValue.sequence(values);
}

/** The environment in which bound names make up an argument. */
export function rebind(
  evaluator: Evaluator,
  bounds: readonly Bound[],
  argument: Value,
  environment: Environment,
): Environment {
  const [only] = bounds;
  if (bounds.length === 1 && only !== undefined) return evaluator.bindBound(only, argument, environment);
  const items = argument instanceof FunctionValue ? argument.items() : undefined;
  return bounds.reduce((inner, bound, index) => {
    const item = items?.[index];
    return item === undefined ? inner : evaluator.bindBound(bound, item, inner);
  }, environment);
}

/** `f[x]` */
export function application(
  evaluator: Evaluator,
  node: Expression & { kind: 'application' },
  environment: Environment,
  frame: Frame,
): Value {
  const function_ = evaluator.evaluate(node.function, environment, frame);
  const argument = evaluator.evaluate(node.argument, environment, frame);
  if (!(function_ instanceof FunctionValue)) {
    return fault(
      'not-a-function',
      `Only a function can be applied, and \`${printShort(function_)}\` is ${article(function_)}.`,
      node.span,
    );
  }
  return function_.get(argument) ?? outsideDomain(argument, function_, node.span);
}

/** `r.name` */
export function field(
  evaluator: Evaluator,
  node: Expression & { kind: 'field' },
  environment: Environment,
  frame: Frame,
): Value {
  const record = evaluator.evaluate(node.record, environment, frame);
  const value = record instanceof FunctionValue ? record.get(node.field) : undefined;
  return value ?? withoutField(record, node.field, node.span);
}

/** `[f EXCEPT ![k] = v, …]`: a function that differs from another one. */
export function except(
  evaluator: Evaluator,
  node: Expression & { kind: 'except' },
  environment: Environment,
  frame: Frame,
): Value {
  let result = evaluator.evaluate(node.function, environment, frame);
  for (const update of node.updates) {
    const path = update.path.map((key) => evaluator.evaluate(key, environment, frame));
    const change = (value: Value, depth: number): Value => {
      const key = path[depth];
      if (key === undefined)
        return evaluator.evaluate(update.value, bindValue(update.at, value, environment), frame);
      if (!(value instanceof FunctionValue)) {
        return fault(
          'not-a-function',
          `\`EXCEPT\` needs a function, and \`${printShort(value)}\` is ${article(value)}.`,
          update.span,
        );
      }
      const old = value.get(key);
      if (old === undefined) return outsideDomain(key, value, update.span);
      const changed = change(old, depth + 1);
      return value.domain.enumerable
        ? new FunctionValue(value.map.set(key, changed))
        : new LazyFunction(value.domain, (argument) =>
            sameValue(argument, key) ? changed : (value.get(argument) as Value),
          );
    };
    result = change(result, 0);
  }
  return result;
}
