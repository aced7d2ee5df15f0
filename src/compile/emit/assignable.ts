/** What a formula can do, looked at without writing code: give a variable its value, be satisfied in several ways. */

import { isOperator } from '../../semantics/expressions.js';
import type { Argument, Expression } from '../../semantics/spec.js';
import { Level } from '../../semantics/spec.js';
import { children } from '../../semantics/walk.js';
import { leadOf } from './applied.js';
import {
  bindParameters,
  definitionLink,
  type Frame,
  find,
  lookUp,
  type Scope,
  type Site,
  type State,
  scopeOf,
} from './scope.js';

/** The variable that an expression stands for, when it is still to be given a value. */
export function targetOf(arg: Argument, { frame, scope }: Site): number | undefined {
  if (isOperator(arg)) return undefined;
  const variable = frame.initial ? variableOf(arg, scope, frame) : primed(arg, scope, frame);
  const state = frame.initial ? frame.current : frame.next;
  return variable !== undefined && state !== undefined && state.variables[variable] === undefined
    ? variable
    : undefined;
}

function primed(node: Expression, scope: Scope, frame: Frame): number | undefined {
  if (node.kind === 'prime') return variableOf(node.operand, scope, frame);
  const inner = through(node, scope);
  return inner === undefined ? undefined : primed(inner.body, inner.scope, frame);
}

export function variableOf(node: Expression, scope: Scope, frame: Frame): number | undefined {
  if (node.kind === 'variable') return node.variable.index;
  if (node.kind === 'substituted')
    return frame.enabled?.variables.has(node.own.index) === true
      ? node.own.index
      : variableOf(node.value, scope, frame);
  const inner = through(node, scope);
  return inner === undefined ? undefined : variableOf(inner.body, inner.scope, frame);
}

/** What a name stands for, without evaluating anything. */
function through(node: Expression, scope: Scope): { body: Expression; scope: Scope } | undefined {
  if (node.kind === 'apply') {
    const { definition, args } = node;
    if (definition.recursive) return undefined;
    const thunk = definition.local ? definitionLink(definition, scope)?.link.thunk : undefined;
    if (thunk !== undefined) return { body: thunk.expression, scope: thunk.scope };
    return {
      body: definition.body,
      scope: bindParameters(definition.parameters, args, nowhere(scope), scopeOf(definition, scope), () => 2),
    };
  }
  if (node.kind !== 'local') return undefined;
  const binding = find(node.local, scope);
  return binding?.kind === 'thunk' ? { body: binding.expression, scope: binding.scope } : undefined;
}

/** A site for binding arguments whose code is never written. */
function nowhere(scope: Scope): Site {
  return { scope } as Site;
}

export function operatorBody(
  node: Expression & { kind: 'call' },
  site: Site,
): { body: Expression; scope: Scope } | undefined {
  const binding = lookUp(node.operator, site.scope);
  if (binding.kind !== 'operator') return undefined;
  const { operator, scope } = binding;
  const uses = () => 2;
  if (operator.kind === 'lambda')
    return { body: operator.body, scope: bindParameters(operator.parameters, node.args, site, scope, uses) };
  if (operator.kind === 'definition-operator' && !operator.definition.recursive) {
    const { definition } = operator;
    return {
      body: definition.body,
      scope: bindParameters(definition.parameters, node.args, site, scopeOf(definition, scope), uses),
    };
  }
  return undefined;
}

/** Whether it may give a variable a value that has none yet. */
export function mayAssign(node: Expression, site: Site): boolean {
  const { frame, scope } = site;
  const state = frame.initial ? frame.current : frame.next;
  if (state === undefined) return false;
  if (!frame.initial && node.level < Level.action && !hidden(node)) return false;
  if (frame.enabled === undefined && !state.variables.includes(undefined)) return false;
  return mentionsOpen(node, scope, state, frame);
}

/** A name's level does not tell what it stands for. */
function hidden(node: Expression): boolean {
  return (
    node.kind === 'local' ||
    node.kind === 'call' ||
    children(node).some(hidden) ||
    (node.kind === 'apply' && node.args.length > 0)
  );
}

function mentionsOpen(node: Expression, scope: Scope, state: State, { initial, enabled }: Frame): boolean {
  const open = (variable: number) => state.variables[variable] === undefined;
  const visit = (at: Expression, inner: Scope, within: boolean): boolean => {
    switch (at.kind) {
      case 'variable':
        return within && open(at.variable.index);
      case 'substituted':
        return enabled?.variables.has(at.own.index) === true
          ? within && open(at.own.index)
          : visit(at.value, inner, within);
      case 'prime':
      case 'unchanged':
        return visit(at.operand, inner, true);
      case 'box-action':
      case 'angle-action':
        return visit(at.action, inner, within) || visit(at.subscript, inner, true);
      case 'compose':
        return true;
      case 'enabled':
      case 'literal':
        return false;
      case 'apply': {
        if (at.definition.recursive)
          return (
            at.definition.level >= Level.action ||
            at.args.some((arg) => isOperator(arg) || visit(arg, inner, within))
          );
        const next = through(at, inner);
        return next !== undefined && visit(next.body, next.scope, within);
      }
      case 'local': {
        const binding = find(at.local, inner);
        return binding?.kind === 'thunk' && visit(binding.expression, binding.scope, within);
      }
      case 'call': {
        const binding = find(at.operator, inner);
        if (binding?.kind !== 'operator') return true;
        const { operator } = binding;
        const body =
          operator.kind === 'lambda'
            ? operator.body
            : operator.kind === 'definition-operator'
              ? operator.definition.body
              : undefined;
        return (
          at.args.some((arg) => isOperator(arg) || visit(arg, inner, within)) ||
          (body !== undefined &&
            (body.level >= Level.action || within || initial) &&
            visit(body, binding.scope, within))
        );
      }
      default:
        return children(at).some((child) => visit(child, inner, within));
    }
  };
  return visit(node, scope, initial);
}

/** Whether the scheme takes it apart into more than one way of being satisfied. */
export function branches(from: Expression, { scope: around, frame }: Pick<Site, 'scope' | 'frame'>): boolean {
  /** Definitions and functions that apply themselves, when they are entered once. */
  const entered = new Set<unknown>();
  const visit = (node: Expression, scope: Scope): boolean => {
    switch (node.kind) {
      case 'or':
      case 'exists':
      case 'box-action':
      case 'compose':
        return true;
      case 'angle-action':
        return visit(node.action, scope);
      case 'and':
        return node.items.some((item) => visit(item, scope));
      case 'forall':
      case 'let':
        return visit(node.body, scope);
      case 'if':
        return visit(node.consequent, scope) || visit(node.alternative, scope);
      case 'case':
        return (
          node.arms.some((arm) => visit(arm.value, scope)) ||
          (node.other !== undefined && visit(node.other, scope))
        );
      case 'labelled':
        return visit(node.expression, scope);
      case 'implies':
        return visit(node.items[1] as Expression, scope);
      case 'apply': {
        const { definition } = node;
        if (definition.recursive) {
          if (entered.has(definition)) return false;
          entered.add(definition);
          return visit(definition.body, scopeOf(definition, scope));
        }
        const inner = through(node, scope);
        return inner !== undefined && visit(inner.body, inner.scope);
      }
      case 'local': {
        const inner = through(node, scope);
        return inner !== undefined && visit(inner.body, inner.scope);
      }
      case 'call': {
        const inner =
          find(node.operator, scope) === undefined ? undefined : operatorBody(node, nowhere(scope));
        return inner !== undefined && visit(inner.body, inner.scope);
      }
      case 'application': {
        const lead = leadOf(node, scope, frame.initial);
        if (lead?.kind !== 'function') return lead !== undefined;
        return visit(lead.node.body, lead.scope);
      }
      default:
        return false;
    }
  };
  return visit(from, around);
}
