/** Why a formula is false, or true: a tree of sentences with the values that matter. */

import type { Explanation } from '../../checker/model.js';
import { isOperator } from '../semantics/expressions.js';
import type {
  Bound,
  Connective,
  Definition,
  Enabled,
  Expression,
  Local,
  Quantified,
} from '../semantics/spec.js';
import { Level } from '../semantics/spec.js';
import { children } from '../semantics/walk.js';
import { inOneLine, textOf } from '../syntax/source.js';
import { Filtered } from '../values/open-sets.js';
import { printShort, printValue } from '../values/print.js';
import { FunctionValue, SetValue, sameValue, type Value } from '../values/value.js';
import { bindDefinitions, boundValues, type Environment, enter, type Frame } from './environment.js';
import { type Evaluator, largestWritten } from './evaluate.js';
import { placeOf } from './fault.js';

/** Values that say little at such a length are left out. */
const longestValue = 1500;
const mostValues = 6;

/** The source text of an expression on one line. */
export function sourceOf(node: Expression): string {
  return inOneLine(textOf(node.span), 100);
}

/** Where a formula is explained. `told` are the names whose values the reader has just been given. */
interface Around {
  readonly environment: Environment;
  readonly frame: Frame;
  readonly told: ReadonlySet<Local | Definition>;
}

/** Where the attempt at an action ended that satisfied most of its conjuncts. */
export interface NearestMiss {
  readonly node: Expression;
  readonly environment: Environment;
  readonly frame: Frame;
}

export class Explainer {
  /** @param missed asked of an action that is not enabled */
  constructor(
    private readonly evaluator: Evaluator,
    private readonly missed: (
      node: Enabled,
      environment: Environment,
      frame: Frame,
    ) => NearestMiss | undefined,
  ) {}

  /**
   * @param subject what the formula is called, such as `Agreement`
   * @param wanted the value that it has, and that is to be explained
   */
  why(subject: string, node: Expression, wanted: boolean, frame: Frame): Explanation {
    return this.named(subject, node, wanted, { environment: undefined, frame, told: new Set() });
  }

  /** What stands in the way of an action, where its attempts ended. */
  obstacle(node: Expression, environment: Environment, frame: Frame): Explanation {
    const told = new Set(boundValues(environment).map(({ key }) => key));
    const facts = this.facts(node, false, { environment, frame, told });
    const [only] = facts;
    return facts.length === 1 && only !== undefined ? only : { text: falsity(node, false), children: facts };
  }

  /** Which part of a value lies outside a set that the value is not in. */
  outside(subject: string, value: Value, set: Expression, frame: Frame): Explanation[] {
    const member = (element: Value, of: Expression) => {
      const found = this.evaluator.evaluate(of, undefined, frame);
      return !(found instanceof SetValue) || found.has(element);
    };
    const node = set.kind === 'apply' && set.args.length === 0 ? set.definition.body : set;
    if (node !== set) return this.outside(subject, value, node, frame);
    if (node.kind === 'function-set' && value instanceof FunctionValue) {
      const domain = this.evaluator.evaluate(node.domain, undefined, frame);
      if (!sameValue(value.domain, domain)) {
        const text = `DOMAIN ${subject} is not ${sourceOf(node.domain)}`;
        return [{ text, values: [{ expression: `DOMAIN ${subject}`, value: value.domain }] }];
      }
      for (const key of value.domain.elements()) {
        const item = value.get(key);
        if (item !== undefined && !member(item, node.range))
          return this.outsider(`${subject}[${printShort(key)}]`, item, node.range, frame);
      }
    }
    if (node.kind === 'primitive' && node.operator === 'SUBSET' && value instanceof SetValue) {
      const [base] = node.args;
      if (base === undefined || isOperator(base)) return [];
      for (const element of value.elements())
        if (!member(element, base)) return this.outsider(`a member of ${subject}`, element, base, frame);
    }
    return [];
  }

  private outsider(subject: string, value: Value, set: Expression, frame: Frame): Explanation[] {
    const text = `${subject}, ${printShort(value)}, is not in ${sourceOf(set)}`;
    const children = this.outside(subject, value, set, frame);
    return [{ text, ...(children.length === 0 ? {} : { children }) }];
  }

  /** A formula under a name: `Agreement fails for v = v1`, or `Typed is FALSE` with the reasons below. */
  private named(subject: string, node: Expression, wanted: boolean, around: Around): Explanation {
    const core = peel(node, wanted, around);
    const { node: inner } = core;
    if (inner.kind === 'forall' || inner.kind === 'exists') {
      const witness = this.witnessed(inner, core.wanted, core.around);
      if (witness !== undefined) {
        const text = `${subject} ${wanted ? 'holds' : 'fails'} for ${witness.names}`;
        return { text, place: placeOf(inner.span), children: witness.facts };
      }
    }
    const facts = this.facts(inner, core.wanted, core.around);
    const text = `${subject} is ${word(wanted)}`;
    return { text, place: placeOf(inner.span), ...(facts.length === 0 ? {} : { children: facts }) };
  }

  /** Sentences that together say why a formula has the value that it has. */
  private facts(formula: Expression, value: boolean, outer: Around): Explanation[] {
    const { node, wanted, around } = peel(formula, value, outer);
    switch (node.kind) {
      case 'if': {
        const condition = this.truth(node.condition, around);
        const branch = condition ? node.consequent : node.alternative;
        return [...this.facts(node.condition, condition, around), ...this.facts(branch, wanted, around)];
      }
      case 'apply':
        return [this.application(node, wanted, around)];
      case 'and':
      case 'or':
        return this.list(node, wanted, around);
      case 'implies': {
        const [left, right] = node.items;
        if (left === undefined || right === undefined) return [];
        if (!wanted) return [...this.facts(left, true, around), ...but(this.facts(right, false, around))];
        return this.truth(left, around) ? this.facts(right, true, around) : this.facts(left, false, around);
      }
      case 'equivalent': {
        const facts = node.items.map((item) => this.facts(item, this.truth(item, around), around));
        const [left = [], right = []] = facts;
        return wanted ? [...left, ...right] : [...left, ...but(right)];
      }
      case 'forall':
      case 'exists': {
        const witness = this.witnessed(node, wanted, around);
        if (witness === undefined) return [this.everywhere(node, wanted, around)];
        const text = `${headOf(node)} ${wanted ? 'holds' : 'fails'} for ${witness.names}`;
        return [{ text, place: placeOf(node.span), children: witness.facts }];
      }
      case 'literal':
        return [];
      case 'enabled':
        return [(wanted ? undefined : this.notEnabled(node, around)) ?? this.leaf(node, wanted, around)];
      default:
        return [this.leaf(node, wanted, around)];
    }
  }

  /** What stands in the way of an action that is not enabled, with the values that were chosen on the way there. */
  private notEnabled(action: Enabled, { environment, frame }: Around): Explanation | undefined {
    const miss = this.missed(action, environment, frame);
    if (miss === undefined) return undefined;
    const known = new Set(
      boundValues(environment).map(({ name, value }) => `${name} = ${printShort(value)}`),
    );
    const chosen = boundValues(miss.environment)
      .map(({ name, value }) => `${name} = ${printShort(value)}`)
      .filter((text) => !known.has(text));
    const { node } = miss;
    const why =
      node.kind === 'angle-action'
        ? {
            text: `every step leaves ${sourceOf(node.subscript)} as it is`,
            place: placeOf(node.subscript.span),
          }
        : this.obstacle(node, miss.environment, miss.frame);
    return { ...why, text: `${why.text}${chosen.length === 0 ? '' : ` (${chosen.join(', ')})`}` };
  }

  private application(
    node: Expression & { readonly kind: 'apply' },
    wanted: boolean,
    around: Around,
  ): Explanation {
    const { definition, args } = node;
    const told = new Set<Local | Definition>(definition.local ? around.told : []);
    const values: { expression: string; value: Value }[] = [];
    definition.parameters.forEach((parameter, index) => {
      const arg = args[index];
      if (arg === undefined || isOperator(arg)) return;
      told.add(parameter);
      const known = arg.kind === 'local' && around.told.has(arg.local) && arg.local.name === parameter.name;
      if (!known) values.push(...this.value(arg, { ...around, told: new Set() }, parameter.name));
    });
    const environment = enter(definition, args, around.environment);
    const why = this.named(sourceOf(node), definition.body, wanted, { ...around, environment, told });
    return { ...why, place: placeOf(node.span), ...(values.length === 0 ? {} : { values }) };
  }

  /** One item decides, or all of them do. */
  private list(node: Connective, wanted: boolean, around: Around): Explanation[] {
    const deciding = (node.kind === 'and') === !wanted;
    if (!deciding) return node.items.flatMap((item) => this.facts(item, wanted, around));
    const index = node.items.findIndex((item) => this.truth(item, around) === wanted);
    const item = node.items[index];
    if (item === undefined) return [];
    const facts = this.facts(item, wanted, around);
    const which = `${node.kind === 'and' ? 'conjunct' : 'disjunct'} ${index + 1} of ${node.items.length}`;
    const [only] = facts;
    if (facts.length === 1 && only !== undefined) return [{ ...only, text: `${which}: ${only.text}` }];
    return [{ text: `${which} is ${word(wanted)}`, place: placeOf(item.span), children: facts }];
  }

  /** The first values for which a quantifier's body decides it; `undefined` when there are none. */
  private witnessed(
    node: Quantified,
    wanted: boolean,
    around: Around,
  ): { names: string; facts: Explanation[] } | undefined {
    if ((node.kind === 'exists') !== wanted) return undefined;
    const { frame } = around;
    for (const environment of this.evaluator.bindings(node.bounds, around.environment, frame)) {
      if (this.evaluator.truth(node.body, environment, frame) !== wanted) continue;
      const told = new Set([...around.told, ...node.bounds.flatMap((bound) => bound.locals)]);
      const facts = this.facts(node.body, wanted, { environment, frame, told });
      return { names: witness(node.bounds, environment), facts };
    }
    return undefined;
  }

  /** A quantifier that no single value decides. */
  private everywhere(node: Quantified, wanted: boolean, around: Around): Explanation {
    const sets = node.bounds.flatMap((bound) => (bound.set === undefined ? [] : [bound.set]));
    const text = `${sourceOf(node)} is ${word(wanted)}`;
    const values = sets.flatMap((set) => this.value(set, around));
    return { text, place: placeOf(node.span), ...(values.length === 0 ? {} : { values }) };
  }

  /** What cannot be taken apart further: with the values of its operands. */
  private leaf(node: Expression, wanted: boolean, around: Around): Explanation {
    const parts = spoken(node, wanted).filter((part) => part.level <= Level.action);
    const values = parts.flatMap((part) => this.value(part, around)).slice(0, mostValues);
    return {
      text: falsity(node, wanted),
      place: placeOf(node.span),
      ...(values.length === 0 ? {} : { values }),
    };
  }

  /** The value of an expression, where it says more than the expression does. */
  private value(
    node: Expression,
    around: Around,
    expression = sourceOf(node),
  ): { expression: string; value: Value }[] {
    if (node.kind === 'literal' || (node.kind === 'local' && around.told.has(node.local))) return [];
    try {
      const { environment, frame } = around;
      const seen = this.evaluator.look(node, environment, frame);
      const unbuilt = seen instanceof Filtered;
      if (unbuilt && seen.size > largestWritten) return [];
      const value = unbuilt ? this.evaluator.evaluate(node, environment, frame) : seen;
      const text = printValue(value);
      return text === expression || text.length > longestValue ? [] : [{ expression, value }];
    } catch {
      // Parts that were never reached, or that bind names, have no value to show here.
      return [];
    }
  }

  private truth(node: Expression, { environment, frame }: Around): boolean {
    return this.evaluator.truth(node, environment, frame);
  }
}

/** Through what changes nothing but the sense, or the names in view. */
function peel(
  node: Expression,
  wanted: boolean,
  around: Around,
): { node: Expression; wanted: boolean; around: Around } {
  switch (node.kind) {
    case 'labelled':
      return peel(node.expression, wanted, around);
    case 'not':
      return peel(node.operand, !wanted, around);
    case 'let':
      return peel(node.body, wanted, {
        ...around,
        environment: bindDefinitions(node.definitions, around.environment),
      });
    case 'apply': {
      // What only closes an expression has no text of its own, and the reader has been told what it binds.
      const { definition, args, span } = node;
      if (span !== definition.body.span) return { node, wanted, around };
      return peel(definition.body, wanted, {
        ...around,
        environment: enter(definition, args, around.environment),
        told: new Set([...around.told, ...definition.parameters]),
      });
    }
    default:
      return { node, wanted, around };
  }
}

/** The operands whose values a reader wants to know: `x = 3 is TRUE` tells that of x. */
function spoken(node: Expression, wanted: boolean): readonly Expression[] {
  const parts = children(node).filter((part) => part.kind !== 'forall' && part.kind !== 'exists');
  if (node.kind !== 'primitive' || !wanted) return parts;
  if (node.operator === '=' && parts.some((part) => part.kind === 'literal')) return [];
  return node.operator === '\\in' ? parts.slice(0, 1) : parts;
}

/** `v = v1, w = v2`. */
function witness(bounds: readonly Bound[], environment: Environment): string {
  const locals = new Set<Local | Definition>(bounds.flatMap((bound) => bound.locals));
  return boundValues(environment)
    .filter(({ key }) => locals.has(key))
    .map(({ name, value }) => `${name} = ${printShort(value)}`)
    .join(', ');
}

/** `\E Q \in Quorum : …`: the formula where it is short, else what it quantifies over. */
function headOf(node: Quantified): string {
  const whole = sourceOf(node);
  if (whole.length <= 40) return whole;
  const { source, start } = node.span;
  return `${source.text.slice(start, node.body.span.start).trim().replace(/\s+/g, ' ')} …`;
}

function but(facts: Explanation[]): Explanation[] {
  const [first, ...rest] = facts;
  return first === undefined ? [] : [{ ...first, text: `but ${first.text}` }, ...rest];
}

function falsity(node: Expression, wanted: boolean): string {
  return `${sourceOf(node)} is ${word(wanted)}`;
}

function word(value: boolean): string {
  return value ? 'TRUE' : 'FALSE';
}
