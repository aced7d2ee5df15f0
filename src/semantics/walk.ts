/** Going through the core tree. */

import { ModelValue } from '../values/value.js';
import { isOperator } from './expressions.js';
import { chancePrimitives, runPrimitives } from './primitives.js';
import { type Argument, type Bound, type Definition, type Expression, Level, type Spec } from './spec.js';

/** The expressions that an expression is made of; definitions that it applies are not entered, those of its LET are. */
export function children(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'literal':
    case 'local':
    case 'variable':
      return [];
    case 'substituted':
      return [node.value];
    case 'apply':
    case 'call':
    case 'primitive':
      return node.args.flatMap(ofArgument);
    case 'and':
    case 'or':
    case 'implies':
    case 'equivalent':
      return node.items;
    case 'not':
    case 'prime':
    case 'unchanged':
      return [node.operand];
    case 'forall':
    case 'exists':
    case 'map':
    case 'function':
      return [...ofBounds(node.bounds), node.body];
    case 'choose':
    case 'filter':
      return [...ofBounds([node.bound]), node.body];
    case 'set':
    case 'tuple':
      return node.elements;
    case 'function-set':
      return [node.domain, node.range];
    case 'application':
      return [node.function, node.argument];
    case 'record':
    case 'record-set':
      return node.fields.map((field) => field.value);
    case 'field':
      return [node.record];
    case 'except':
      return [node.function, ...node.updates.flatMap((update) => [...update.path, update.value])];
    case 'cross':
      return node.factors;
    case 'if':
      return [node.condition, node.consequent, node.alternative];
    case 'case':
      return [
        ...node.arms.flatMap((arm) => [arm.guard, arm.value]),
        ...(node.other === undefined ? [] : [node.other]),
      ];
    case 'let':
      return [...node.definitions.map((definition) => definition.body), node.body];
    case 'enabled':
      return [node.action];
    case 'box-action':
    case 'angle-action':
    case 'fairness':
      return [node.action, node.subscript];
    case 'compose':
      return [node.first, node.second];
    case 'always':
    case 'eventually':
    case 'leads-to':
      return node.operands;
    case 'labelled':
      return [node.expression];
  }
}

export function some(node: Expression, test: (node: Expression) => boolean): boolean {
  return test(node) || children(node).some((child) => some(child, test));
}

/** Whether a variable is mentioned, here or in a definition that is applied. */
export function speaksOfState(node: Expression, entered = new Set<Definition>()): boolean {
  return some(node, (part) => {
    if (part.kind === 'variable') return true;
    if (part.kind !== 'apply' || entered.has(part.definition)) return false;
    entered.add(part.definition);
    return speaksOfState(part.definition.body, entered);
  });
}

/**
 * Whether anything that a check evaluates may change from one evaluation to the next, as TLCGet and RandomElement may:
 * such a specification is evaluated by one thread, state by state.
 */
export function changes(spec: Spec): boolean {
  const entered = new Set<Definition>();
  const visit = (node: Expression): boolean =>
    some(node, (part) => {
      if (part.kind === 'primitive')
        return runPrimitives.has(part.operator) || chancePrimitives.has(part.operator);
      if (part.kind !== 'apply' || isConstant(part.definition) || entered.has(part.definition)) return false;
      entered.add(part.definition);
      return visit(part.definition.body);
    });
  const { behaviour, view } = spec;
  const formulas = [
    ...spec.invariants,
    ...spec.properties,
    ...spec.constraints,
    ...spec.actionConstraints,
    ...(view === undefined ? [] : [view]),
    ...(behaviour?.fairness ?? []),
  ].map(({ body }) => body);
  if (behaviour !== undefined) formulas.push(behaviour.init, behaviour.next);
  return formulas.some(visit);
}

/** Whether a definition is evaluated once, whatever the state and the place: what chance has given it stays. */
export function isConstant({ level, parameters, local }: Definition): boolean {
  return level === Level.constant && parameters.length === 0 && !local;
}

/** The model values that an expression mentions by name. */
export function modelValuesIn(node: Expression): string[] {
  const own = node.kind === 'literal' && node.value instanceof ModelValue ? [node.value.name] : [];
  return [...own, ...children(node).flatMap(modelValuesIn)];
}

function ofArgument(argument: Argument): readonly Expression[] {
  if (!isOperator(argument)) return [argument];
  return argument.kind === 'lambda' ? [argument.body] : [];
}

function ofBounds(bounds: readonly Bound[]): readonly Expression[] {
  return bounds.flatMap((bound) => (bound.set === undefined ? [] : [bound.set]));
}
