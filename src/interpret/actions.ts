/**
 * Initial states and steps: a formula is read from left to right, and what equates a variable that has no value yet gives it one.
 * The one scheme of decision 2: `x' = e` assigns or compares; `x' \in S`, `\E` and `\/` branch; definitions are entered.
 */

import { isOperator } from '../semantics/expressions.js';
import type { Action, Argument, Composition, Enabled, Expression } from '../semantics/spec.js';
import { PowerSet } from '../values/symbolic.js';
import type { Value } from '../values/value.js';
import { enteredFunction } from './applied.js';
import {
  type Binding,
  bind,
  bindDefinitions,
  bindingOf,
  bindParameters,
  type Environment,
  enter,
  type Frame,
  lookUp,
  type Row,
} from './environment.js';
import { type Constants, Evaluator, type Observer } from './evaluate.js';
import { fault } from './fault.js';
import { expectSet } from './operands.js';
import { Run } from './run.js';

/** Where a formula was found false: for explaining why an action is not enabled. */
export type Miss = (node: Expression, environment: Environment, frame: Frame, satisfied: number) => void;
type Found = (frame: Frame, environment: Environment) => void;

class Stop extends Error {}

export class Steps {
  readonly evaluator: Evaluator;
  private miss: Miss | undefined;
  private satisfied = 0;
  /** States between the parts of composed actions, since it was last set. */
  between = 0;

  constructor(
    private readonly variableCount: number,
    readonly printed: (text: string) => void,
    readonly run = new Run(),
    private readonly observe?: Observer,
    constants?: Constants,
  ) {
    this.evaluator = new Evaluator(
      {
        enabled: (node, environment, frame) => this.enabled(node, environment, frame),
        composed: (node, environment, frame) => this.composed(node, environment, frame),
        print: printed,
        run,
      },
      observe,
      constants,
    );
  }

  private empty(): Row {
    return Array.from({ length: this.variableCount }, () => undefined);
  }

  initial(init: Expression, found: (row: Row) => void): void {
    const frame: Frame = { current: this.empty(), next: undefined, initial: true };
    this.enumerate(init, undefined, frame, (complete) => found(complete.current));
  }

  /** Steps of one action, with the environment in which its body was satisfied; it is read in those that are admitted. */
  action(
    action: Action,
    current: Row,
    found: (next: Row, environment: Environment) => void,
    miss?: Miss,
    admits?: (environment: Environment) => boolean,
  ): void {
    const frame: Frame = { current, next: this.empty(), initial: false };
    const before = this.miss;
    this.miss = miss;
    this.satisfied = 0;
    const into = (index: number, environment: Environment): void => {
      const step = action.context[index];
      if (step === undefined) {
        if (admits?.(environment) === false) return;
        this.enumerate(action.body, environment, frame, (complete) => {
          if (complete.next !== undefined) found(complete.next, environment);
        });
      } else if (step.kind === 'let') into(index + 1, bindDefinitions(step.definitions, environment));
      else if (step.kind === 'enter') into(index + 1, enter(step.definition, step.args, environment));
      else
        for (const inner of this.evaluator.bindings(step.bounds, environment, frame)) into(index + 1, inner);
    };
    try {
      into(0, undefined);
    } finally {
      this.miss = before;
    }
  }

  /** ENABLED A: whether some next state satisfies A. @param miss told where attempts end; those of the surroundings are not */
  enabled({ action, binds }: Enabled, environment: Environment, frame: Frame, miss?: Miss): boolean {
    const enabled = { variables: new Set(binds.map((variable) => variable.index)), inside: false };
    const start = { current: frame.current, next: this.empty(), initial: false, enabled };
    return this.some(action, environment, start, () => true, miss);
  }

  /** `A \cdot B` of a step: whether A leads to some state from which it is a step of B. */
  private composed({ first, second, span }: Composition, environment: Environment, frame: Frame): boolean {
    const { current: next } = this.evaluator.nextFrame(frame, span);
    return this.some(first, environment, { ...frame, next: this.empty(), part: true }, (middle) =>
      this.evaluator.truth(second, environment, { current: middle.next ?? [], next, initial: false }),
    );
  }

  /** Whether some state that an action leads to will do. */
  private some(
    action: Expression,
    environment: Environment,
    frame: Frame,
    will: (found: Frame) => boolean,
    miss?: Miss,
  ): boolean {
    const before = this.miss;
    const satisfied = this.satisfied;
    this.miss = miss;
    this.satisfied = 0;
    try {
      this.enumerate(action, environment, frame, (found) => {
        if (will(found)) throw new Stop();
      });
      return false;
    } catch (error) {
      if (error instanceof Stop) return true;
      throw error;
    } finally {
      this.miss = before;
      this.satisfied = satisfied;
    }
  }

  // ── the scheme ──

  private enumerate(node: Expression, environment: Environment, frame: Frame, found: Found): void {
    this.observe?.(node);
    switch (node.kind) {
      case 'and':
        this.all(node.items, 0, environment, frame, found);
        return;
      case 'or':
        for (const item of node.items) this.enumerate(item, environment, frame, found);
        return;
      case 'exists':
        for (const inner of this.evaluator.bindings(node.bounds, environment, frame))
          this.enumerate(node.body, inner, frame, found);
        return;
      case 'forall':
        this.forAll(
          node.body,
          [...this.evaluator.bindings(node.bounds, environment, frame)],
          0,
          frame,
          found,
        );
        return;
      case 'if': {
        const branch = this.evaluator.truth(node.condition, environment, frame)
          ? node.consequent
          : node.alternative;
        this.enumerate(branch, environment, frame, found);
        return;
      }
      case 'case': {
        const arm =
          node.arms.find((candidate) => this.evaluator.truth(candidate.guard, environment, frame))?.value ??
          node.other;
        if (arm === undefined)
          fault('no-case', 'No guard of this `CASE` is true, and it has no `OTHER`.', node.span);
        else this.enumerate(arm, environment, frame, found);
        return;
      }
      case 'implies': {
        const [left, right] = node.items;
        if (left === undefined || right === undefined || !this.evaluator.truth(left, environment, frame))
          found(frame, environment);
        else this.enumerate(right, environment, frame, found);
        return;
      }
      case 'let':
        this.enumerate(node.body, bindDefinitions(node.definitions, environment), frame, found);
        return;
      case 'labelled':
        this.enumerate(node.expression, environment, frame, found);
        return;
      case 'apply': {
        const inner = enter(node.definition, node.args, environment);
        this.evaluator.within(node.definition, node.span, inner, () =>
          this.enumerate(node.definition.body, inner, frame, found),
        );
        return;
      }
      case 'call':
        this.call(node, environment, frame, found);
        return;
      case 'local': {
        const binding = lookUp(node.local, environment);
        if (binding.kind === 'thunk') this.enumerate(binding.expression, binding.environment, frame, found);
        else this.test(node, environment, frame, found);
        return;
      }
      case 'application': {
        const body = enteredFunction(node, environment, frame, this.evaluator, this.observe);
        if (body === undefined) this.test(node, environment, frame, found);
        else body.within(() => this.enumerate(body.node, body.environment, frame, found));
        return;
      }
      case 'primitive':
        this.relation(node, environment, frame, found);
        return;
      case 'unchanged':
        if (frame.next === undefined) this.test(node, environment, frame, found);
        else this.unchanged(node.operand, environment, frame, found);
        return;
      case 'box-action':
        this.enumerate(node.action, environment, frame, found);
        this.unchanged(node.subscript, environment, frame, found);
        return;
      case 'angle-action':
        this.enumerate(node.action, environment, frame, (complete, inner) => {
          if (!this.evaluator.unchanged(node.subscript, environment, complete, node.span))
            found(complete, inner);
          else this.missed(node, environment, complete);
        });
        return;
      case 'compose': {
        const { current, part = false } = frame;
        this.enumerate(node.first, environment, { ...frame, next: this.empty(), part: true }, (middle) => {
          if (middle.next === undefined) return;
          // TLC counts the states in between for a composition that is no part of another one.
          if (frame.enabled === undefined && !part) this.between++;
          this.enumerate(
            node.second,
            environment,
            { current: middle.next, next: frame.next, initial: false, part: true },
            (complete, inner) => found({ ...complete, current, part }, inner),
          );
        });
        return;
      }
      default:
        this.test(node, environment, frame, found);
    }
  }

  private all(
    items: readonly Expression[],
    index: number,
    environment: Environment,
    frame: Frame,
    found: Found,
  ): void {
    const item = items[index];
    if (item === undefined) {
      found(frame, environment);
      return;
    }
    const goOn: Found = (extended) => {
      this.satisfied++;
      this.all(items, index + 1, environment, extended, found);
      this.satisfied--;
    };
    if (index > 0 && this.isComplete(frame)) this.test(item, environment, frame, goOn);
    else this.enumerate(item, environment, frame, goOn);
  }

  /**
   * Whether every variable has its value: of what is left only the truth counts then, and not in how many ways it is true (as TLC has
   * it). What looks for reasons looks on.
   */
  private isComplete({ initial, current, next, enabled }: Frame): boolean {
    if (enabled !== undefined || this.miss !== undefined) return false;
    const row = initial ? current : next;
    return row?.every((value) => value !== undefined) === true;
  }

  private forAll(
    body: Expression,
    environments: readonly Environment[],
    index: number,
    frame: Frame,
    found: Found,
  ): void {
    if (index === environments.length) found(frame, environments[index - 1]);
    else if (index > 0 && this.isComplete(frame))
      this.test(body, environments[index], frame, (same) =>
        this.forAll(body, environments, index + 1, same, found),
      );
    else
      this.enumerate(body, environments[index], frame, (extended) =>
        this.forAll(body, environments, index + 1, extended, found),
      );
  }

  private test(node: Expression, environment: Environment, frame: Frame, found: Found): void {
    if (this.evaluator.truth(node, environment, frame)) found(frame, environment);
    else this.missed(node, environment, frame);
  }

  private missed(node: Expression, environment: Environment, frame: Frame): void {
    this.miss?.(node, environment, frame, this.satisfied);
  }

  private call(
    node: Expression & { kind: 'call' },
    environment: Environment,
    frame: Frame,
    found: Found,
  ): void {
    const binding = lookUp(node.operator, environment);
    if (binding.kind !== 'operator') return this.test(node, environment, frame, found);
    const { operator } = binding;
    if (operator.kind === 'lambda') {
      this.enumerate(
        operator.body,
        bindParameters(operator.parameters, node.args, environment, binding.environment),
        frame,
        found,
      );
    } else if (operator.kind === 'definition-operator') {
      let inner = enter(operator.definition, [], binding.environment);
      node.args
        .map((arg): Binding => bindingOf(arg, environment))
        .forEach((argument, index) => {
          const parameter = operator.definition.parameters[index];
          if (parameter !== undefined) inner = bind(parameter, argument, inner);
        });
      this.enumerate(operator.definition.body, inner, frame, found);
    } else this.test(node, environment, frame, found);
  }

  /** `x' = e`, `x' \in S` and `x' \subseteq S` where x' is open; in an initial predicate the same without primes. */
  private relation(
    node: Expression & { kind: 'primitive' },
    environment: Environment,
    frame: Frame,
    found: Found,
  ): void {
    const [left, right] = node.args;
    if (
      (node.operator !== '=' && node.operator !== '\\in' && node.operator !== '\\subseteq') ||
      left === undefined ||
      right === undefined ||
      isOperator(right)
    ) {
      this.test(node, environment, frame, found);
      return;
    }
    const target = this.target(left, environment, frame);
    if (target === undefined) this.test(node, environment, frame, found);
    else if (node.operator === '=')
      found(assign(frame, target, this.evaluator.evaluate(right, environment, frame)), environment);
    else {
      const one = node.operator === '\\in';
      const value = one
        ? this.evaluator.look(right, environment, frame)
        : this.evaluator.evaluate(right, environment, frame);
      const set = expectSet(value, right.span, node.operator);
      const choices = one ? set : new PowerSet(set);
      for (const value of this.evaluator.members(choices, right.span))
        found(assign(frame, target, value), environment);
    }
  }

  /** The variable that an expression stands for, when it is still to be given a value. */
  private target(arg: Argument, environment: Environment, frame: Frame): number | undefined {
    if (isOperator(arg)) return undefined;
    const variable = frame.initial
      ? this.variable(arg, environment, frame)
      : this.primed(arg, environment, frame);
    const row = frame.initial ? frame.current : frame.next;
    return variable !== undefined && row !== undefined && row[variable] === undefined ? variable : undefined;
  }

  private primed(node: Expression, environment: Environment, frame: Frame): number | undefined {
    this.observe?.(node);
    if (node.kind === 'prime') return this.variable(node.operand, environment, frame);
    if (node.kind === 'apply')
      return this.primed(node.definition.body, enter(node.definition, node.args, environment), frame);
    if (node.kind !== 'local') return undefined;
    const binding = lookUp(node.local, environment);
    return binding.kind === 'thunk' ? this.primed(binding.expression, binding.environment, frame) : undefined;
  }

  private variable(node: Expression, environment: Environment, frame: Frame): number | undefined {
    this.observe?.(node);
    if (node.kind === 'variable') return node.variable.index;
    if (node.kind === 'substituted')
      return frame.enabled?.variables.has(node.own.index) === true
        ? node.own.index
        : this.variable(node.value, environment, frame);
    if (node.kind === 'apply')
      return this.variable(node.definition.body, enter(node.definition, node.args, environment), frame);
    if (node.kind !== 'local') return undefined;
    const binding = lookUp(node.local, environment);
    return binding.kind === 'thunk'
      ? this.variable(binding.expression, binding.environment, frame)
      : undefined;
  }

  /** UNCHANGED of variables, tuples of them, and definitions of such. */
  private unchanged(operand: Expression, environment: Environment, frame: Frame, found: Found): void {
    this.observe?.(operand);
    const { next } = frame;
    if (operand.kind === 'tuple' && next !== undefined) {
      const from = (index: number, so: Frame): void => {
        const element = operand.elements[index];
        if (element === undefined) found(so, environment);
        else this.unchanged(element, environment, so, (extended) => from(index + 1, extended));
      };
      from(0, frame);
      return;
    }
    if (operand.kind === 'substituted' && frame.enabled?.variables.has(operand.own.index) !== true) {
      this.unchanged(operand.value, environment, frame, found);
      return;
    }
    if (operand.kind === 'apply') {
      const inner = enter(operand.definition, operand.args, environment);
      this.unchanged(operand.definition.body, inner, frame, (extended) => found(extended, environment));
      return;
    }
    const variable = this.variable(operand, environment, frame);
    if (variable !== undefined && next !== undefined && next[variable] === undefined) {
      found(assign(frame, variable, this.evaluator.evaluate(operand, environment, frame)), environment);
    } else if (this.evaluator.unchanged(operand, environment, frame, operand.span)) found(frame, environment);
    else this.missed(operand, environment, frame);
  }
}

function assign(frame: Frame, variable: number, value: Value): Frame {
  if (frame.initial) return { ...frame, current: replaced(frame.current, variable, value) };
  return { ...frame, next: replaced(frame.next ?? [], variable, value) };
}

function replaced(row: Row, index: number, value: Value): Row {
  const copy = row.slice();
  copy[index] = value;
  return copy;
}
