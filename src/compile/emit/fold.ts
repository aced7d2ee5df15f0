/** What is the same in every state is evaluated while the code is written, by the interpreter. */

import type { Environment } from '../../interpret/environment.js';
import * as environments from '../../interpret/environment.js';
import { Evaluator } from '../../interpret/evaluate.js';
import { Run } from '../../interpret/run.js';
import { isOperator } from '../../semantics/elaborate.js';
import { changingPrimitives } from '../../semantics/primitives.js';
import type { Argument, Definition, Expression, Local } from '../../semantics/spec.js';
import { Level } from '../../semantics/spec.js';
import { children } from '../../semantics/walk.js';
import type { Value } from '../../values/value.js';
import type { Box } from '../boxes/box.js';
import { toBox, toValue } from '../boxes/convert.js';
import type { Link, Scope } from './scope.js';

type Name = Local | Definition;

export class Folder {
  private readonly evaluator = new Evaluator({
    enabled: () => {
      throw new Error('ENABLED is no constant.');
    },
    print: () => {
      throw new Error('What prints is no constant.');
    },
    run: new Run(),
  });
  private readonly names = new WeakMap<Expression, ReadonlySet<Name>>();
  private readonly closedLinks = new WeakMap<Link, boolean>();
  private readonly environments = new WeakMap<Link, { environment: Environment }>();
  private readonly definitionNames = new Map<Definition, ReadonlySet<Name>>();
  private readonly values = new WeakMap<
    Expression,
    Map<Scope, { box: Box | undefined; value: Value | undefined }>
  >();

  /** The value, where it depends on nothing that is known only when the program runs, and can be evaluated. */
  box(node: Expression, scope: Scope): Box | undefined {
    return this.evaluated(node, scope).box;
  }

  value(node: Expression, scope: Scope): Value | undefined {
    return this.evaluated(node, scope).value;
  }

  private evaluated(node: Expression, scope: Scope): { box: Box | undefined; value: Value | undefined } {
    const nothing = { box: undefined, value: undefined };
    if (node.level !== Level.constant || prints(node)) return nothing;
    if (!this.isClosed(node, scope)) return nothing;
    let known = this.values.get(node);
    if (known === undefined) {
      known = new Map();
      this.values.set(node, known);
    }
    // What no local is in does not depend on the scope.
    const key = this.freeNames(node).size === 0 ? undefined : scope;
    let result = known.get(key);
    if (result === undefined) {
      result = nothing;
      try {
        const value = this.evaluator.evaluate(node, this.environment(scope), {
          current: [],
          next: undefined,
          initial: false,
        });
        result = { value, box: undefined };
        result = { value, box: toBox(value) };
      } catch {
        // It is left to the program, which fails in its place if it ever gets there.
      }
      known.set(key, result);
    }
    return result;
  }

  /** Whether all that it mentions is constant. */
  isClosed(node: Expression, scope: Scope): boolean {
    for (const name of this.freeNames(node)) if (!this.isConstant(name, scope)) return false;
    return true;
  }

  private isConstant(name: Name, scope: Scope): boolean {
    for (let link = scope; link !== undefined; link = link.rest) {
      if (link.key !== name) continue;
      const known = this.closedLinks.get(link);
      if (known !== undefined) return known;
      this.closedLinks.set(link, false);
      const closed = this.isConstantLink(link);
      this.closedLinks.set(link, closed);
      return closed;
    }
    return false;
  }

  private isConstantLink(link: Link): boolean {
    if (link.kind === 'definition') {
      const definition = link.key;
      return (
        definition.level === Level.constant &&
        [...this.freeNamesOf(definition)].every((name) => name === definition || this.isConstant(name, link))
      );
    }
    const { binding } = link;
    if (binding.kind === 'rep') return binding.rep.kind === 'constant';
    if (binding.kind === 'thunk')
      return binding.expression.level === Level.constant && this.isClosed(binding.expression, binding.scope);
    const { operator, scope } = binding;
    if (operator.kind === 'primitive-operator') return true;
    if (operator.kind === 'parameter-operator') return false;
    if (operator.kind === 'definition-operator')
      return (
        operator.definition.level === Level.constant &&
        (!operator.definition.local || this.isConstant(operator.definition, scope))
      );
    if (operator.body.level !== Level.constant) return false;
    const own = new Set<Name>(operator.parameters);
    return [...this.freeNames(operator.body)].every((name) => own.has(name) || this.isConstant(name, scope));
  }

  private freeNamesOf(definition: Definition): ReadonlySet<Name> {
    let names = this.definitionNames.get(definition);
    if (names === undefined) {
      const own = new Set<Name>(definition.parameters);
      names = new Set([...this.freeNames(definition.body)].filter((name) => !own.has(name)));
      this.definitionNames.set(definition, names);
    }
    return names;
  }

  /** The locals, and the definitions of a LET, that are bound outside of an expression. */
  freeNames(node: Expression): ReadonlySet<Name> {
    let names = this.names.get(node);
    if (names === undefined) {
      const found = new Set<Name>();
      for (const child of children(node)) for (const name of this.freeNames(child)) found.add(name);
      if (node.kind === 'local') found.add(node.local);
      if (node.kind === 'call') found.add(node.operator);
      if (node.kind === 'apply' && node.definition.local) found.add(node.definition);
      if (node.kind === 'apply' || node.kind === 'call' || node.kind === 'primitive') {
        for (const arg of node.args) for (const name of operatorNames(arg)) found.add(name);
      }
      for (const name of boundHere(node)) found.delete(name);
      names = found;
      this.names.set(node, names);
    }
    return names;
  }

  /** The interpreter's environment for a scope; what is not constant in it is left unbound. */
  private environment(scope: Scope): Environment {
    if (scope === undefined) return undefined;
    const known = this.environments.get(scope);
    if (known !== undefined) return known.environment;
    const rest = this.environment(scope.rest);
    const environment = this.linkOf(scope, rest);
    this.environments.set(scope, { environment });
    return environment;
  }

  private linkOf(link: Link, rest: Environment): Environment {
    if (link.kind === 'definition') return environments.bindDefinitions([link.key], rest);
    const { key: local, binding } = link;
    if (binding.kind === 'rep') {
      return binding.rep.kind === 'constant'
        ? environments.bindValue(local, toValue(binding.rep.box), rest)
        : rest;
    }
    if (binding.kind === 'thunk') {
      const environment = this.environment(binding.scope);
      return environments.bind(
        local,
        { kind: 'thunk', expression: binding.expression, environment, memo: undefined },
        rest,
      );
    }
    return environments.bind(
      local,
      { kind: 'operator', operator: binding.operator, environment: this.environment(binding.scope) },
      rest,
    );
  }
}

function operatorNames(arg: Argument): readonly Name[] {
  if (!isOperator(arg)) return [];
  if (arg.kind === 'parameter-operator') return [arg.operator];
  if (arg.kind === 'definition-operator') return arg.definition.local ? [arg.definition] : [];
  return [];
}

/** What an expression binds for the parts of it. */
export function boundHere(node: Expression): readonly Name[] {
  switch (node.kind) {
    case 'forall':
    case 'exists':
    case 'map':
    case 'function': {
      const locals: Name[] = node.bounds.flatMap((bound) => bound.locals);
      if (node.kind === 'function' && node.self !== undefined) locals.push(node.self);
      return locals;
    }
    case 'choose':
    case 'filter':
      return node.bound.locals;
    case 'except':
      return node.updates.map((update) => update.at);
    case 'let':
      return node.definitions.flatMap((definition): Name[] => [definition, ...definition.parameters]);
    case 'apply':
    case 'call':
    case 'primitive':
      return node.args.flatMap((arg): readonly Name[] =>
        isOperator(arg) && arg.kind === 'lambda' ? arg.parameters : [],
      );
    default:
      return [];
  }
}

const printing = new WeakMap<Expression, boolean>();

/** Whether evaluating it shows something to the user, or asks for more than the state. */
export function prints(node: Expression): boolean {
  let result = printing.get(node);
  if (result === undefined) {
    // A definition that is being entered is asked no more.
    printing.set(node, false);
    result =
      (node.kind === 'primitive' && (printers.has(node.operator) || changingPrimitives.has(node.operator))) ||
      children(node).some(prints) ||
      (node.kind === 'apply' && prints(node.definition.body)) ||
      ((node.kind === 'apply' || node.kind === 'call' || node.kind === 'primitive') &&
        node.args.some(
          (arg) => isOperator(arg) && arg.kind === 'definition-operator' && prints(arg.definition.body),
        ));
    printing.set(node, result);
  }
  return result;
}

const printers: ReadonlySet<string> = new Set(['Print', 'PrintT']);
