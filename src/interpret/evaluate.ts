/** What an expression means: its value in the states at hand. */

import { isOperator } from '../semantics/expressions.js';
import type {
  Argument,
  Bound,
  Composition,
  Definition,
  Enabled,
  Expression,
  Variable,
} from '../semantics/spec.js';
import { isConstant } from '../semantics/walk.js';
import type { Span } from '../syntax/source.js';
import { printShort } from '../values/print.js';
import { functionSet, product, recordSet } from '../values/symbolic.js';
import {
  EnumerationError,
  FiniteSet,
  FunctionValue,
  type SetValue,
  sameValue,
  type Value,
} from '../values/value.js';
import {
  bind,
  bindDefinitions,
  bindingOf,
  bindParameters,
  bindValue,
  boundValues,
  type Environment,
  enter,
  type Frame,
  linkOf,
  lookUp,
} from './environment.js';
import { article, Fault, fault, located } from './fault.js';
import { application, except, field, functionValue } from './functions.js';
import { filter, looked } from './look.js';
import { expectSet, type Operator } from './operands.js';
import { applyPrimitive } from './primitives.js';
import type { Run } from './run.js';

/** Decides ENABLED and `\cdot`: set by actions.ts, which enumerates steps. */
export interface Enabling {
  enabled(node: Enabled, environment: Environment, frame: Frame): boolean;
  composed(node: Composition, environment: Environment, frame: Frame): boolean;
  print(text: string): void;
  readonly run: Run;
}

/** Hears of every expression that is evaluated, before it has a value. */
export type Observer = (node: Expression) => void;

interface Drawn {
  readonly bound: Bound;
  readonly members: Iterable<Value>;
}

/** What constant definitions without parameters are. @returns undefined for what has to be interpreted */
export type Constants = (definition: Definition) => Value | undefined;

/** Larger sets are gone through without being written out. */
export const largestWritten = 4096;

/** These ask their second argument for a member. */
const memberships: ReadonlySet<string> = new Set(['\\in', '\\notin']);

function setOf({ set, span }: Bound): Expression {
  return set ?? fault('unbounded', 'What is not bounded by a set cannot be gone through.', span);
}

function* lazily<T, U>(items: Iterable<T>, map: (item: T) => U): Iterable<U> {
  for (const item of items) yield map(item);
}

export class Evaluator {
  /** What constant definitions without parameters are: the same in every state, so evaluated once. */
  private readonly constants = new Map<Definition, Value>();

  constructor(
    private readonly enabling: Enabling,
    private readonly observe?: Observer,
    /** Finds such constants faster, where it can. */
    private readonly constant?: Constants,
  ) {}

  /** @throws EvaluationFault */
  evaluate(node: Expression, environment: Environment, frame: Frame): Value {
    this.observe?.(node);
    switch (node.kind) {
      case 'literal':
        return node.value;
      case 'local':
        return this.local(node, environment, frame);
      case 'variable':
        return frame.current[node.variable.index] ?? this.unassigned(node.variable, node.span, frame);
      case 'substituted':
        if (frame.enabled?.inside !== true || !frame.enabled.variables.has(node.own.index))
          return this.evaluate(node.value, environment, frame);
        return frame.current[node.own.index] ?? this.unassigned(node.own, node.span, frame);
      case 'apply':
        return this.apply(node, environment, frame);
      case 'call':
        return this.call(node, environment, frame);
      case 'primitive':
        return this.primitive(node.operator, node.args, node.span, environment, frame);
      case 'and':
        return node.items.every((item) => this.truth(item, environment, frame));
      case 'or':
        return node.items.some((item) => this.truth(item, environment, frame));
      case 'implies':
      case 'equivalent': {
        const [left, right] = node.items;
        if (left === undefined || right === undefined) return true;
        const first = this.truth(left, environment, frame);
        if (node.kind === 'implies') return !first || this.truth(right, environment, frame);
        return first === this.truth(right, environment, frame);
      }
      case 'not':
        return !this.truth(node.operand, environment, frame);
      case 'forall':
      case 'exists': {
        const wanted = node.kind === 'exists';
        for (const inner of this.bindings(node.bounds, environment, frame)) {
          if (this.truth(node.body, inner, frame) === wanted) return wanted;
        }
        return !wanted;
      }
      case 'choose': {
        for (const inner of this.bindings([node.bound], environment, frame)) {
          if (this.truth(node.body, inner, frame)) return this.chosen(node.bound, inner, frame);
        }
        return fault('no-witness', '`CHOOSE` finds nothing that satisfies its condition.', node.span);
      }
      case 'set':
        return FiniteSet.of(node.elements.map((element) => this.evaluate(element, environment, frame)));
      case 'filter':
        return filter(node, this.sourceOf(node.bound, environment, frame), environment, frame, this);
      case 'map': {
        const members: Value[] = [];
        for (const inner of this.bindings(node.bounds, environment, frame))
          members.push(this.evaluate(node.body, inner, frame));
        return FiniteSet.of(members);
      }
      case 'function':
        return functionValue(this, node, environment, frame);
      case 'function-set':
        return functionSet(
          this.set(node.domain, environment, frame),
          this.set(node.range, environment, frame),
        );
      case 'application':
        return application(this, node, environment, frame);
      case 'record':
        return FunctionValue.record(
          node.fields.map(({ name, value }) => [name, this.evaluate(value, environment, frame)] as const),
        );
      case 'record-set':
        return recordSet(
          node.fields.map(({ name, value }) => [name, this.set(value, environment, frame)] as const),
        );
      case 'field':
        return field(this, node, environment, frame);
      case 'except':
        return except(this, node, environment, frame);
      case 'tuple':
        return FunctionValue.sequence(
          node.elements.map((element) => this.evaluate(element, environment, frame)),
        );
      case 'cross':
        return product(node.factors.map((factor) => this.set(factor, environment, frame)));
      case 'if':
        return this.evaluate(
          this.truth(node.condition, environment, frame) ? node.consequent : node.alternative,
          environment,
          frame,
        );
      case 'case': {
        const arm =
          node.arms.find((candidate) => this.truth(candidate.guard, environment, frame))?.value ?? node.other;
        if (arm === undefined)
          return fault('no-case', 'No guard of this `CASE` is true, and it has no `OTHER`.', node.span);
        return this.evaluate(arm, environment, frame);
      }
      case 'let':
        return this.evaluate(node.body, bindDefinitions(node.definitions, environment), frame);
      case 'prime':
        return this.primed(node.operand, environment, this.nextFrame(frame, node.span));
      case 'unchanged':
        return this.unchanged(node.operand, environment, frame, node.span);
      case 'enabled':
        return this.enabling.enabled(node, environment, frame);
      case 'box-action':
        return (
          this.truth(node.action, environment, frame) ||
          this.unchanged(node.subscript, environment, frame, node.span)
        );
      case 'angle-action':
        return (
          this.truth(node.action, environment, frame) &&
          !this.unchanged(node.subscript, environment, frame, node.span)
        );
      case 'labelled':
        return this.evaluate(node.expression, environment, frame);
      case 'compose':
        return this.enabling.composed(node, environment, frame);
      case 'always':
      case 'eventually':
      case 'leads-to':
      case 'fairness':
        return fault('temporal', 'A formula about behaviours has no value in a single step.', node.span);
    }
  }

  truth(node: Expression, environment: Environment, frame: Frame): boolean {
    const value = this.evaluate(node, environment, frame);
    if (typeof value === 'boolean') return value;
    return fault(
      'not-a-boolean',
      `A condition must be TRUE or FALSE, and \`${printShort(value)}\` is ${article(value)}.`,
      node.span,
    );
  }

  set(node: Expression, environment: Environment, frame: Frame): SetValue {
    return expectSet(this.evaluate(node, environment, frame), node.span);
  }

  /** A set of which only members are asked, or gone through in their order. */
  look(node: Expression, environment: Environment, frame: Frame): Value {
    return looked(node, environment, frame, this);
  }

  /** Whether the value of a constant definition is known. */
  knows(definition: Definition): boolean {
    return this.constants.has(definition);
  }

  /** The environments that bounds lead to, in the order of the sets' members. */
  bindings(bounds: readonly Bound[], environment: Environment, frame: Frame): Iterable<Environment> {
    // Sets are read outside the names that are being bound. The first one is gone through once.
    const sets = bounds.map((bound, index) =>
      index === 0 ? this.sourceOf(bound, environment, frame) : this.boundSet(bound, environment, frame),
    );
    return this.drawn(bounds, sets, environment);
  }

  /** As `bindings`, of sets that have been read already. */
  drawn(
    bounds: readonly Bound[],
    sets: readonly SetValue[],
    environment: Environment,
  ): Iterable<Environment> {
    const drawn = bounds.map(
      (bound, index): Drawn => ({
        bound,
        members: this.members(sets[index] ?? FiniteSet.empty, bound.set?.span ?? bound.span),
      }),
    );
    return this.combinations(drawn, 0, environment);
  }

  private combinations(
    drawn: readonly Drawn[],
    from: number,
    environment: Environment,
  ): Iterable<Environment> {
    const first = drawn[from];
    if (first === undefined) return [environment];
    const inner = lazily(first.members, (value) => this.bindBound(first.bound, value, environment));
    return from + 1 === drawn.length ? inner : this.crossed(inner, drawn, from + 1);
  }

  private *crossed(
    outer: Iterable<Environment>,
    drawn: readonly Drawn[],
    from: number,
  ): Iterable<Environment> {
    for (const environment of outer) yield* this.combinations(drawn, from, environment);
  }

  /** The members, least first, as often as they are gone through. */
  members(set: SetValue, span: Span): Iterable<Value> {
    if (set.size <= largestWritten && set.enumerable) return set.elements();
    return { [Symbol.iterator]: () => this.oneByOne(set, span) };
  }

  private *oneByOne(set: SetValue, span: Span): Iterator<Value> {
    try {
      yield* set;
    } catch (error) {
      if (error instanceof EnumerationError) fault('infinite', error.message, span);
      throw error;
    }
  }

  bindBound(bound: Bound, value: Value, environment: Environment): Environment {
    const [only] = bound.locals;
    if (!bound.tuple) return only === undefined ? environment : bindValue(only, value, environment);
    const items = value instanceof FunctionValue ? value.items() : undefined;
    if (items?.length !== bound.locals.length) {
      fault(
        'not-a-tuple',
        `A tuple of ${bound.locals.length} was expected, and \`${printShort(value)}\` is none.`,
        bound.span,
      );
    }
    return bound.locals.reduce((inner, local, index) => {
      const item = items?.[index];
      return item === undefined ? inner : bindValue(local, item, inner);
    }, environment);
  }

  /** What a bound has just drawn. */
  chosen(bound: Bound, inner: Environment, frame: Frame): Value {
    const values = bound.locals.map((local) =>
      this.evaluate({ kind: 'local', local, span: local.span, level: 0 }, inner, frame),
    );
    const [only] = values;
    return !bound.tuple && only !== undefined ? only : FunctionValue.sequence(values);
  }

  nextFrame(frame: Frame, span: Span): Frame {
    if (frame.next === undefined)
      return fault('no-next-state', "There is no next state here that `'` could speak of.", span);
    return {
      current: frame.next,
      next: undefined,
      initial: false,
      ...(frame.enabled === undefined ? {} : { enabled: { ...frame.enabled, inside: true } }),
    };
  }

  /** Only a first or a next state can lack a value. */
  private unassigned({ name }: Variable, span: Span, { initial }: Frame): never {
    return fault(
      'unassigned',
      `\`${name}${initial ? '' : "'"}\` is read before it has been given a value.`,
      span,
    );
  }

  /** In the next state the run is one level on. */
  private primed(operand: Expression, environment: Environment, next: Frame): Value {
    const { run } = this.enabling;
    run.ahead++;
    try {
      return this.evaluate(operand, environment, next);
    } finally {
      run.ahead--;
    }
  }

  unchanged(operand: Expression, environment: Environment, frame: Frame, span: Span): boolean {
    const before = this.evaluate(operand, environment, frame);
    return sameValue(before, this.evaluate(operand, environment, this.nextFrame(frame, span)));
  }

  private local(node: Expression & { kind: 'local' }, environment: Environment, frame: Frame): Value {
    const binding = lookUp(node.local, environment);
    if (binding.kind === 'value') return binding.value;
    if (binding.kind === 'operator')
      return fault('operator-as-value', `\`${node.local.name}\` is an operator, not a value.`, node.span);
    const { memo } = binding;
    if (memo !== undefined && memo.current === frame.current && memo.next === frame.next) return memo.value;
    const value = this.evaluate(binding.expression, binding.environment, frame);
    binding.memo = { current: frame.current, next: frame.next, value };
    return value;
  }

  private apply(node: Expression & { kind: 'apply' }, environment: Environment, frame: Frame): Value {
    const { definition } = node;
    const known = this.constants.get(definition);
    if (known !== undefined) return known;
    const constant = isConstant(definition);
    const found = constant ? this.constant?.(definition) : undefined;
    if (found !== undefined) {
      this.constants.set(definition, found);
      return found;
    }
    const link =
      definition.local && definition.parameters.length === 0 ? linkOf(definition, environment) : undefined;
    const memo = link?.memo;
    if (memo !== undefined && memo.current === frame.current && memo.next === frame.next) return memo.value;
    const inner = enter(definition, node.args, environment);
    const evaluate = () => this.evaluate(definition.body, inner, frame);
    const value = this.within(definition, node.span, inner, () =>
      constant ? this.enabling.run.apart(definition.name, evaluate) : evaluate(),
    );
    if (constant) this.constants.set(definition, value);
    if (link !== undefined) link.memo = { current: frame.current, next: frame.next, value };
    return value;
  }

  /** Runs a definition's body; a fault on its way out learns of the call. */
  within<T>(definition: Definition, span: Span, inner: Environment, run: () => T): T {
    try {
      return run();
    } catch (error) {
      if (error instanceof Fault) {
        const own = new Set(definition.parameters.map((parameter) => parameter.name));
        error.calledBy(
          definition.name,
          span,
          boundValues(inner).filter((bound) => own.has(bound.name)),
        );
      } else if (error instanceof EnumerationError) {
        fault('infinite', error.message, span);
      } else if (error instanceof RangeError) {
        fault('too-deep', `\`${definition.name}\` applies itself too deeply: does its recursion end?`, span);
      }
      throw error;
    }
  }

  private call(node: Expression & { kind: 'call' }, environment: Environment, frame: Frame): Value {
    const binding = lookUp(node.operator, environment);
    if (binding.kind !== 'operator')
      return fault('not-an-operator', `\`${node.operator.name}\` is no operator.`, node.span);
    const { operator } = binding;
    switch (operator.kind) {
      case 'lambda':
        return this.evaluate(
          operator.body,
          bindParameters(operator.parameters, node.args, environment, binding.environment),
          frame,
        );
      case 'definition-operator': {
        const { definition } = operator;
        const bindings = node.args.map((arg) => bindingOf(arg, environment));
        let inner = enter(definition, [], binding.environment);
        definition.parameters.forEach((parameter, index) => {
          const found = bindings[index];
          if (found !== undefined) inner = bind(parameter, found, inner);
        });
        return this.within(definition, node.span, inner, () => this.evaluate(definition.body, inner, frame));
      }
      case 'primitive-operator':
        return this.primitive(operator.operator, node.args, node.span, environment, frame);
      case 'parameter-operator':
        return this.call({ ...node, operator: operator.operator }, binding.environment, frame);
    }
  }

  /** An operator argument as a function on values: what the library's SelectSeq and SortSeq apply. */
  operator(arg: Argument, environment: Environment, frame: Frame, span: Span): Operator {
    return (...values) => {
      if (!isOperator(arg)) return fault('not-an-operator', 'An operator was expected here.', span);
      const args = values.map((value): Argument => ({ kind: 'literal', value, span, level: 0 }) as Argument);
      if (arg.kind === 'parameter-operator') {
        return this.call({ kind: 'call', operator: arg.operator, args, span, level: 0 }, environment, frame);
      }
      if (arg.kind === 'lambda')
        return this.evaluate(arg.body, bindParameters(arg.parameters, args, environment, environment), frame);
      if (arg.kind === 'definition-operator') {
        return this.apply(
          { kind: 'apply', definition: arg.definition, args, span, level: 0 },
          environment,
          frame,
        );
      }
      return this.primitive(arg.operator, args, span, environment, frame);
    };
  }

  private primitive(
    operator: string,
    args: readonly Argument[],
    span: Span,
    environment: Environment,
    frame: Frame,
  ): Value {
    const at = (index: number): Argument =>
      args[index] ?? fault('arity', `\`${operator}\` lacks an argument.`, span);
    return located(span, () =>
      applyPrimitive({
        operator,
        span,
        value: (index) => {
          const arg = at(index);
          if (isOperator(arg)) return fault('operator-as-value', 'An operator is no value.', span);
          return index === 1 && memberships.has(operator)
            ? this.look(arg, environment, frame)
            : this.evaluate(arg, environment, frame);
        },
        apply: (index) => this.operator(at(index), environment, frame, span),
        count: args.length,
        print: (text) => this.enabling.print(text),
        run: this.enabling.run,
      }),
    );
  }

  boundSet(bound: Bound, environment: Environment, frame: Frame): SetValue {
    return this.set(setOf(bound), environment, frame);
  }

  /** A bound's set that is gone through once. */
  sourceOf(bound: Bound, environment: Environment, frame: Frame): SetValue {
    const set = setOf(bound);
    return expectSet(this.look(set, environment, frame), set.span);
  }
}
