/**
 * Fairness conditions on actions that are parts of the next-state relation, as they mostly are: `WF_vars(Receive(p))`, and
 * `Receive(p)` is entered on the way through Next. Of these the code that finds a step also knows that it takes the action, and
 * the action is enabled where such a step is found. Nothing of it need be evaluated afterwards.
 */

import { bindMembers, type Context, close, enterApplied, lookUp } from '../semantics/context.js';
import { isOperator } from '../semantics/expressions.js';
import type {
  ActionContext,
  Argument,
  Bound,
  Definition,
  Expression,
  Local,
  Spec,
} from '../semantics/spec.js';
import { Level } from '../semantics/spec.js';
import type { TemporalPart } from '../semantics/temporal.js';
import { SetValue, sameValue, type Value } from '../values/value.js';

/** A condition of which the steps are told apart as they are found. */
export interface FairSteps {
  /** Index of the condition in the temporal part. */
  readonly condition: number;
  /** Absent: every step is one. */
  readonly entries?: readonly Entry[];
}

/** A definition, entered with these arguments on the way through Next. */
export interface Entry {
  readonly definition: Definition;
  readonly values: readonly Value[];
}

/** Bits of the word that says which conditions a step takes. */
const mostMarked = 32;

/** Instances of quantifiers in a condition that are looked at. */
const mostInstances = 1000;

/** @param constant the value of a closed expression that is the same in every state; undefined where it has none */
export function fairSteps(
  spec: Spec,
  temporal: TemporalPart | undefined,
  constant: (expression: Expression) => Value | undefined,
): FairSteps[] {
  // A row may stand for several states: what holds of one of them need not hold of the others.
  if (temporal === undefined || spec.symmetry !== undefined || spec.view !== undefined) return [];
  const search = new Containment(spec, constant);
  return temporal.fairness
    .flatMap(({ taken }, condition): FairSteps[] => {
      const entries = search.of(temporal.stepExpressions[taken] as Expression, undefined);
      if (entries === undefined) return [];
      return [entries === 'all' ? { condition } : { condition, entries }];
    })
    .slice(0, mostMarked);
}

class Containment {
  private instances = 0;

  constructor(
    private readonly spec: Spec,
    private readonly constant: (expression: Expression) => Value | undefined,
  ) {}

  /** Where the steps of an action begin, if they are all steps of Next that change something. */
  of(node: Expression, context: Context): readonly Entry[] | 'all' | undefined {
    const { behaviour } = this.spec;
    if (behaviour === undefined) return undefined;
    if (node === behaviour.next) return 'all';
    switch (node.kind) {
      case 'angle-action':
        return this.isWhole(node.subscript, context) ? this.of(node.action, context) : undefined;
      case 'labelled':
        return this.of(node.expression, context);
      case 'or':
        return united(node.items.map((item) => this.of(item, context)));
      case 'exists': {
        const contexts = this.bound(node.bounds, context);
        return contexts && united(contexts.map((inner) => this.of(node.body, inner)));
      }
      case 'local': {
        const meaning = lookUp(node.local, context);
        if (meaning === undefined || !('argument' in meaning)) return undefined;
        return this.of(meaning.argument, meaning.context);
      }
      case 'apply': {
        if (node.definition.recursive) return undefined;
        const entry = this.entry(node.definition, node.args, context);
        if (entry !== undefined) return [entry];
        break;
      }
      default:
    }
    const inner = enterApplied(node, context);
    return inner && this.of(inner.body, inner.context);
  }

  /** Whether an expression changes whenever a variable does. */
  private isWhole(subscript: Expression, context: Context): boolean {
    const seen = new Set<number>();
    const visit = (node: Expression, at: Context): void => {
      if (node.kind === 'variable') seen.add(node.variable.index);
      else if (node.kind === 'tuple') for (const element of node.elements) visit(element, at);
      else {
        const inner = enterApplied(node, at);
        if (inner !== undefined) visit(inner.body, inner.context);
      }
    };
    visit(subscript, context);
    return this.spec.variables.every(({ index }) => seen.has(index));
  }

  private bound(bounds: readonly Bound[], context: Context): Context[] | undefined {
    let contexts = [context];
    for (const bound of bounds) {
      const members = bound.set && this.members(close(bound.set, context));
      if (members === undefined) return undefined;
      contexts = contexts.flatMap((inner) => members.map((value) => bindMembers(bound, value, inner)));
      this.instances += contexts.length;
      if (this.instances > mostInstances) return undefined;
    }
    return contexts;
  }

  private members(set: Expression): Value[] | undefined {
    const value = set.level === Level.constant ? this.constant(set) : undefined;
    if (!(value instanceof SetValue)) return undefined;
    const members: Value[] = [];
    for (const member of value) {
      if (members.push(member) > mostInstances) return undefined;
    }
    return members;
  }

  /** The application of a definition, where Next enters it with such arguments whatever the state. */
  private entry(definition: Definition, args: readonly Argument[], context: Context): Entry | undefined {
    // What a LET defines may mean something else at each place.
    if (definition.local) return undefined;
    const paths = this.pathsTo(definition);
    if (paths.length === 0) return undefined;
    const values: Value[] = [];
    for (const arg of args) {
      const value = isOperator(arg) ? undefined : this.constant(close(arg, context));
      if (value === undefined) return undefined;
      values.push(value);
    }
    return paths.some((path) => this.leads(path, values)) ? { definition, values } : undefined;
  }

  /** The ways on which Next enters a definition, that with it at the end. */
  private pathsTo(definition: Definition): (readonly ActionContext[])[] {
    const paths = new Map<ActionContext, readonly ActionContext[]>();
    for (const { context } of this.spec.behaviour?.actions ?? []) {
      for (const [index, step] of context.entries())
        if (step.kind === 'enter' && step.definition === definition)
          paths.set(step, context.slice(0, index + 1));
    }
    return [...paths.values()];
  }

  /** Whether a way leads to its end with these arguments in every state. */
  private leads(path: readonly ActionContext[], wanted: readonly Value[]): boolean {
    const sets = new Map<Local, readonly Value[]>();
    const handed = new Map<Local, Argument>();
    for (const step of path) {
      if (step.kind === 'enter')
        step.definition.parameters.forEach((parameter, index) => {
          const arg = step.args[index];
          if (arg !== undefined) handed.set(parameter, arg);
        });
      if (step.kind !== 'exists') continue;
      for (const { set, locals, tuple } of step.bounds) {
        const members = set && !tuple ? this.members(set) : undefined;
        if (members === undefined || members.length === 0) return false;
        for (const local of locals) sets.set(local, members);
      }
    }
    const chosen = new Map<Local, Value>();
    const gives = (arg: Argument | undefined, value: Value): boolean => {
      if (arg === undefined || isOperator(arg)) return false;
      if (arg.kind !== 'local') {
        const own = this.constant(arg);
        return own !== undefined && sameValue(own, value);
      }
      const members = sets.get(arg.local);
      if (members === undefined) return gives(handed.get(arg.local), value);
      const before = chosen.get(arg.local);
      chosen.set(arg.local, value);
      return before === undefined
        ? members.some((member) => sameValue(member, value))
        : sameValue(before, value);
    };
    const last = path.at(-1);
    return last?.kind === 'enter' && wanted.every((value, index) => gives(last.args[index], value));
  }
}

function united(
  parts: readonly (readonly Entry[] | 'all' | undefined)[],
): readonly Entry[] | 'all' | undefined {
  const entries: Entry[] = [];
  for (const part of parts) {
    if (part === undefined) return undefined;
    if (part !== 'all') entries.push(...part);
  }
  return parts.includes('all') ? 'all' : entries;
}
