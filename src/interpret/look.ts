/**
 * Sets that are only looked at. `x \in {y \in S : P(y)}` is `x \in S /\ P(x)`, and a quantifier goes through such a set no further
 * than it needs: where S is not written out (SUBSET, functions, records, tuples), the filter is not built, as in TLC.
 */

import { isOperator } from '../semantics/expressions.js';
import type { Expression } from '../semantics/spec.js';
import { isConstant } from '../semantics/walk.js';
import { inOneLine, textOf } from '../syntax/source.js';
import { Filtered, isWrittenOut } from '../values/open-sets.js';
import { FiniteSet, type SetValue, type Value } from '../values/value.js';
import {
  bindDefinitions,
  type Environment,
  enter,
  type Frame,
  type Keeper,
  linkOf,
  lookUp,
} from './environment.js';
import { type Evaluator, largestWritten } from './evaluate.js';
import { Fault } from './fault.js';

type Filter = Expression & { readonly kind: 'filter' };

/** A filter that an expression stands for. */
interface Lead {
  readonly node: Filter;
  readonly environment: Environment;
  /** The names on the way that keep what they stand for. */
  readonly keepers: readonly Keeper[];
  /** Whether one of them is a constant definition, whose value is kept for good. */
  readonly constant: boolean;
  /** Runs something as a part of the definitions on the way: a fault learns of them. */
  readonly within: <T>(run: () => T) => T;
}

/** The value of an expression of which only members are asked, or gone through in their order. */
export function looked(
  node: Expression,
  environment: Environment,
  frame: Frame,
  evaluator: Evaluator,
): Value {
  const lead = leadFrom(node, environment, frame, evaluator);
  if (lead === undefined) return evaluator.evaluate(node, environment, frame);
  const { node: leading, keepers, within } = lead;
  const known = keepers.find(({ view }) => view?.current === frame.current && view.next === frame.next);
  if (known?.view !== undefined) return known.view.value;
  const base = within(() => evaluator.sourceOf(leading.bound, lead.environment, frame));
  if (lead.constant && (isWrittenOut(base) || base.size <= largestWritten)) {
    try {
      return evaluator.evaluate(node, environment, frame);
    } catch (error) {
      // It may be asked for other members than the one that it fails for.
      if (isWrittenOut(base) || !(error instanceof Fault)) throw error;
    }
  }
  const { current, next } = frame;
  if (isWrittenOut(base)) {
    const value = within(() => filter(leading, base, lead.environment, frame, evaluator));
    for (const keeper of keepers) keeper.memo = { current, next, value };
    return value;
  }
  const value = open(leading, base, lead.environment, frame, evaluator, within);
  for (const keeper of keepers) keeper.view = { current, next, value };
  return value;
}

/** The value of a filter: written out, where it can be. @param base what it is a filter of */
export function filter(
  node: Filter,
  base: SetValue,
  environment: Environment,
  frame: Frame,
  evaluator: Evaluator,
): SetValue {
  const { origin } = base instanceof Filtered ? base : { origin: base };
  if (!origin.enumerable) return open(node, base, environment, frame, evaluator);
  const members: Value[] = [];
  for (const inner of evaluator.drawn([node.bound], [base], environment)) {
    if (evaluator.truth(node.body, inner, frame)) members.push(evaluator.chosen(node.bound, inner, frame));
  }
  return FiniteSet.of(members);
}

/** A filter that is not built, and still knows its members when it sees them. */
function open(
  { bound, body, span }: Filter,
  base: SetValue,
  environment: Environment,
  frame: Frame,
  evaluator: Evaluator,
  within: Lead['within'] = (run) => run(),
): SetValue {
  return new Filtered(
    base,
    (value) => within(() => evaluator.truth(body, evaluator.bindBound(bound, value, environment), frame)),
    inOneLine(textOf(span)),
  );
}

/** Follows names; undefined where they lead to no filter, or to one whose value is known. */
function leadFrom(
  from: Expression,
  around: Environment,
  frame: Frame,
  evaluator: Evaluator,
): Lead | undefined {
  let node = from;
  let environment = around;
  let constant = false;
  let within: Lead['within'] = (run) => run();
  const keepers: Keeper[] = [];
  /** @returns whether its value is known */
  const passes = (keeper: Keeper): boolean => {
    keepers.push(keeper);
    return keeper.memo?.current === frame.current && keeper.memo.next === frame.next;
  };
  for (;;) {
    switch (node.kind) {
      case 'filter':
        return { node, environment, keepers, constant, within };
      case 'labelled':
        node = node.expression;
        continue;
      case 'let':
        environment = bindDefinitions(node.definitions, environment);
        node = node.body;
        continue;
      case 'local': {
        const binding = lookUp(node.local, environment);
        if (binding.kind !== 'thunk' || passes(binding)) return undefined;
        node = binding.expression;
        environment = binding.environment;
        continue;
      }
      case 'apply': {
        const { definition, args, span } = node;
        if (definition.recursive || args.some(isOperator) || evaluator.knows(definition)) return undefined;
        constant ||= isConstant(definition);
        if (definition.local && definition.parameters.length === 0) {
          const link = linkOf(definition, environment);
          if (link !== undefined && passes(link)) return undefined;
        }
        const inner = enter(definition, args, environment);
        const outer = within;
        within = (run) => outer(() => evaluator.within(definition, span, inner, run));
        node = definition.body;
        environment = inner;
        continue;
      }
      default:
        return undefined;
    }
  }
}
