/**
 * What is the same in every state is evaluated while the code is written: by the interpreter what is soon done, and by a
 * program of its own what takes longer.
 */

import type { Environment } from '../../interpret/environment.js';
import * as environments from '../../interpret/environment.js';
import { Evaluator } from '../../interpret/evaluate.js';
import { Run } from '../../interpret/run.js';
import { isOperator } from '../../semantics/expressions.js';
import { chancePrimitives, runPrimitives } from '../../semantics/primitives.js';
import type { Definition, Expression, Local } from '../../semantics/spec.js';
import { Level } from '../../semantics/spec.js';
import { children, isConstant } from '../../semantics/walk.js';
import { counting, type Value } from '../../values/value.js';
import type { Box } from '../boxes/box.js';
import { toBox, toValue } from '../boxes/convert.js';
import { type ClosureKey, Closures } from './closed.js';
import { constant } from './rep.js';
import { bindRep, type Link, type Scope } from './scope.js';

/** What evaluates constants for which the interpreter takes long. */
export interface Runner {
  /** Evaluates one by a program. @returns undefined where none can be written, or it fails */
  run(node: Expression, scope: Scope, folder: Folder): Box | undefined;
  /** How many expressions the interpreter may evaluate, and members of sets write out, before it is asked. */
  readonly patience: number;
}

class Impatience extends Error {
  override readonly name = 'Impatience';
}

/** What an expression has been found to be, as a box and as a value, each when it is first asked for. */
class Finding {
  private made: { readonly box: Box | undefined } | undefined;

  constructor(
    private found: Value | undefined,
    box?: Box,
  ) {
    if (box !== undefined) this.made = { box };
  }

  get box(): Box | undefined {
    if (this.made === undefined)
      this.made = { box: this.found === undefined ? undefined : boxOf(this.found) };
    return this.made.box;
  }

  get value(): Value | undefined {
    const box = this.made?.box;
    if (this.found === undefined && box !== undefined) this.found = toValue(box);
    return this.found;
  }
}

/** Some values have no box: a function on an infinite set. */
function boxOf(value: Value): Box | undefined {
  try {
    return toBox(value);
  } catch {
    return undefined;
  }
}

const nothing = new Finding(undefined);

export class Folder {
  private readonly evaluator: Evaluator;
  private readonly chance = new Run();
  private patience = Number.POSITIVE_INFINITY;
  readonly closures = new Closures();
  private readonly environments = new WeakMap<Link, { environment: Environment }>();
  private readonly values = new WeakMap<Expression, Map<ClosureKey, Finding> | 'none'>();
  /** Of conditions on the members of a set, by the set and by what else they mention. */
  private readonly tables = new WeakMap<Expression, Map<readonly Box[], Map<ClosureKey, Finding[]>>>();
  private readonly definitions = new Map<Definition, Finding>();

  /** @param runner absent: the interpreter evaluates everything, however long it takes */
  constructor(private readonly runner?: Runner) {
    this.evaluator = new Evaluator(
      {
        composed: () => {
          throw new Error('A composed action is no constant.');
        },
        enabled: () => {
          throw new Error('ENABLED is no constant.');
        },
        print: () => {
          throw new Error('What prints is no constant.');
        },
        run: this.chance,
      },
      this.spend,
      (definition) => this.definition(definition),
    );
  }

  private readonly spend = (): void => {
    if (--this.patience < 0) throw new Impatience();
  };

  /** The value, where it depends on nothing that is known only when the program runs, and can be evaluated. */
  box(node: Expression, scope: Scope): Box | undefined {
    return this.evaluated(node, scope).box;
  }

  value(node: Expression, scope: Scope): Value | undefined {
    return this.evaluated(node, scope).value;
  }

  /** The value of a constant definition without parameters: that of its first evaluation, even where chance decides. */
  definition(definition: Definition): Value | undefined {
    return this.found(definition).value;
  }

  private found(definition: Definition): Finding {
    const known = this.definitions.get(definition);
    if (known !== undefined) return known;
    this.definitions.set(definition, nothing);
    const { body, name } = definition;
    const finding = prints(body) ? nothing : this.chance.apart(name, () => this.find(body, undefined));
    this.definitions.set(definition, finding);
    return finding;
  }

  private evaluated(node: Expression, scope: Scope): Finding {
    if (node.kind === 'apply' && isConstant(node.definition)) return this.found(node.definition);
    const findings = this.findingsOf(node);
    const key = findings && this.closures.keyOf(node, scope);
    if (findings === undefined || key === undefined) return nothing;
    let result = findings.get(key);
    if (result === undefined) {
      // While it is being evaluated it is not to be evaluated.
      findings.set(key, nothing);
      result = this.find(node, scope);
      findings.set(key, result);
    }
    return result;
  }

  /** Where an expression's values are kept; undefined where it may have none. */
  private findingsOf(node: Expression): Map<ClosureKey, Finding> | undefined {
    let known = this.values.get(node);
    if (known === undefined) {
      known = node.level === Level.constant && !prints(node) && !draws(node) ? new Map() : 'none';
      this.values.set(node, known);
    }
    return known === 'none' ? undefined : known;
  }

  /**
   * What a condition says of the members of a set, by their index in it, each when it is first asked for; undefined where that
   * depends on what is known only when the program runs.
   */
  ofMembers(
    condition: Expression,
    local: Local,
    members: readonly Box[],
    scope: Scope,
  ): ((index: number) => Box | undefined) | undefined {
    if (this.findingsOf(condition) === undefined) return undefined;
    const key = this.closures.keyWithout(condition, [local], scope);
    if (key === undefined) return undefined;
    let tables = this.tables.get(condition);
    if (tables === undefined) {
      tables = new Map();
      this.tables.set(condition, tables);
    }
    let byKey = tables.get(members);
    if (byKey === undefined) {
      byKey = new Map();
      tables.set(members, byKey);
    }
    let table = byKey.get(key);
    if (table === undefined) {
      table = [];
      byKey.set(key, table);
    }
    const known = table;
    return (index) => {
      known[index] ??= this.evaluated(condition, bindRep(local, constant(members[index] as Box), scope));
      return known[index]?.box;
    };
  }

  private find(node: Expression, scope: Scope): Finding {
    const before = this.patience;
    this.patience =
      this.runner === undefined || draws(node) ? Number.POSITIVE_INFINITY : this.runner.patience;
    try {
      const frame = { current: [], next: undefined, initial: false };
      const environment = this.environment(scope);
      return new Finding(counting(this.spend, () => this.evaluator.evaluate(node, environment, frame)));
    } catch (error) {
      // What fails is left to the program, which fails in its place if it ever gets there.
      if (!(error instanceof Impatience)) return nothing;
      // The program may ask sets that the interpreter made what belongs to them.
      this.patience = Number.POSITIVE_INFINITY;
      const box = this.runner?.run(node, scope, this);
      return box === undefined ? nothing : new Finding(undefined, box);
    } finally {
      this.patience = before;
    }
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

const printing = new WeakMap<Expression, boolean>();
const drawing = new WeakMap<Expression, boolean>();

/** Whether evaluating it shows something to the user, or asks for more than the state. */
export function prints(node: Expression): boolean {
  return applies(node, printers, printing, () => false);
}

/** Whether chance decides what it is: what a constant definition has drawn it keeps. */
export function draws(node: Expression): boolean {
  return applies(node, chancePrimitives, drawing, isConstant);
}

/** Whether a primitive is applied, here or in a definition that is applied. */
function applies(
  node: Expression,
  primitives: ReadonlySet<string>,
  known: WeakMap<Expression, boolean>,
  except: (definition: Definition) => boolean,
): boolean {
  let result = known.get(node);
  if (result === undefined) {
    // A definition that is being entered is asked no more.
    known.set(node, false);
    const inside = (definition: Definition) =>
      !except(definition) && applies(definition.body, primitives, known, except);
    result =
      (node.kind === 'primitive' && primitives.has(node.operator)) ||
      children(node).some((child) => applies(child, primitives, known, except)) ||
      (node.kind === 'apply' && inside(node.definition)) ||
      ((node.kind === 'apply' || node.kind === 'call' || node.kind === 'primitive') &&
        node.args.some(
          (arg) => isOperator(arg) && arg.kind === 'definition-operator' && inside(arg.definition),
        ));
    known.set(node, result);
  }
  return result;
}

const printers: ReadonlySet<string> = new Set(['Print', 'PrintT', ...runPrimitives]);
