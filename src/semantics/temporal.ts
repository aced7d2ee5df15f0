/**
 * Temporal formulas of the core tree to formulas over predicates. What is at most a state predicate becomes one predicate as
 * a whole; quantifiers over constant sets are written out; definitions are entered as far down as they are temporal.
 *
 * Both engines evaluate the predicates: each is a closed expression, so an engine needs nothing but the state, or the two states.
 */

import type { Place } from '../../checker/model.js';
import type {
  FairnessCondition,
  Formula,
  FormulaNode,
  Implication,
  PredicateInfo,
  Property,
  TemporalData,
} from '../../checker/temporal.js';
import { inOneLine, type Span, textOf } from '../syntax/source.js';
import { printValue } from '../values/print.js';
import type { Value } from '../values/value.js';
import { bindMembers, type Context, close, constantOf, enterApplied, levelIn, lookUp } from './context.js';
import {
  type Expression,
  type Invariant,
  Level,
  type Local,
  type NamedFormula,
  type Spec,
  type StepFormula,
} from './spec.js';
import { some } from './walk.js';

/** The temporal part of a specification, with an expression for every predicate. */
export interface TemporalPart extends TemporalData {
  /** Closed and at most of state level, by the index of the predicate. */
  readonly stateExpressions: readonly Expression[];
  /** Closed action-level `<<A>>_v`, by the index of the predicate. */
  readonly stepExpressions: readonly Expression[];
  /** What to explain where a step predicate is true: an action that a user wrote, and the value that it has. */
  readonly stepReasons: readonly { readonly action: Expression; readonly value: boolean }[];
}

/** What constants are: translation asks an engine. */
export interface ConstantEvaluation {
  /** The value of a closed constant expression that must be a truth value. */
  truth(expression: Expression): boolean;
  /** The members of a closed constant expression that must be a finite set. */
  members(expression: Expression): Iterable<Value>;
  place(span: Span): Place;
}

/**
 * Translates the properties and the fairness of a specification; resolving has seen to it that they can be.
 * @throws EvaluationFault where the set of a quantifier cannot be evaluated
 */
export function temporalPart(spec: Spec, constants: ConstantEvaluation): TemporalPart {
  return new Translation(constants).part(spec);
}

class Translation {
  private readonly states: PredicateInfo[] = [];
  private readonly stateExpressions: Expression[] = [];
  private readonly steps: PredicateInfo[] = [];
  private readonly stepExpressions: Expression[] = [];
  private readonly stepReasons: { action: Expression; value: boolean }[] = [];
  /** Predicates that need nothing of their surroundings, by the expression that they stand for. */
  private readonly known = new Map<Expression, number>();

  constructor(private readonly constants: ConstantEvaluation) {}

  part(spec: Spec): TemporalPart {
    const { states, stateExpressions, steps, stepExpressions, stepReasons } = this;
    const fairness: FairnessCondition[] = [];
    const assumptions: Formula[] = [];
    // Without properties fairness says nothing that is asked about.
    for (const { body } of spec.properties.length === 0 ? [] : (spec.behaviour?.fairness ?? []))
      this.assume(body, undefined, fairness, assumptions);
    const properties = spec.properties.map((property) => this.property(property));
    const implications = spec.invariants.flatMap((invariant) => this.implication(invariant));
    return {
      states,
      stateExpressions,
      steps,
      stepExpressions,
      stepReasons,
      properties,
      fairness,
      assumptions,
      ...(implications.length === 0 ? {} : { implications }),
    };
  }

  /** Of an invariant that is an implication as a whole: what is a part of one mostly says what only some models ask about. */
  private implication({ name, kind, body }: Invariant): Implication[] {
    if (kind !== 'invariant') return [];
    const whole = named(body);
    const [trigger] = hasConjunction(whole) ? [] : triggersIn(whole, true, undefined);
    if (trigger === undefined || levelIn(trigger.closed, undefined) !== Level.state) return [];
    const { left, context, closed } = trigger;
    return [{ name, trigger: this.statePredicate(closed, undefined, this.info(left, context)) }];
  }

  private property({ name, body, span }: NamedFormula): Property {
    const formula = this.formula(named(body), undefined);
    const triggers = triggersIn(named(body), false, undefined)
      .filter(({ closed }) => levelIn(closed, undefined) === Level.state)
      .map(({ left, context, closed }) => this.statePredicate(closed, undefined, this.info(left, context)));
    const place = this.constants.place(span);
    return { name, place, formula, ...(triggers.length === 0 ? {} : { triggers }) };
  }

  /** Fairness conditions apart; what is none is an assumption like any other. */
  private assume(node: Expression, context: Context, fairness: FairnessCondition[], others: Formula[]): void {
    switch (node.kind) {
      case 'and':
        for (const item of node.items) this.assume(item, context, fairness, others);
        return;
      case 'labelled':
        this.assume(node.expression, context, fairness, others);
        return;
      case 'forall':
        if (levelIn(node, context) < Level.temporal) break;
        for (const inner of this.instances(node, context)) this.assume(node.body, inner, fairness, others);
        return;
      case 'let':
      case 'apply': {
        if (levelIn(node, context) < Level.temporal) break;
        const inner = enterApplied(node, context);
        if (inner !== undefined) this.assume(inner.body, inner.context, fairness, others);
        return;
      }
      case 'if': {
        if (levelIn(node.condition, context) > Level.constant) break;
        const condition = this.constants.truth(close(node.condition, context));
        this.assume(condition ? node.consequent : node.alternative, context, fairness, others);
        return;
      }
      case 'implies': {
        const [left, right] = node.items;
        if (left === undefined || right === undefined || levelIn(left, context) > Level.constant) break;
        if (this.constants.truth(close(left, context))) this.assume(right, context, fairness, others);
        return;
      }
      case 'fairness':
        fairness.push({ ...this.fairness(node, context), ...this.info(node, context) });
        return;
      default:
    }
    others.push(this.formula(node, context));
  }

  private fairness(
    { strength, action, subscript, binds, span }: Expression & { kind: 'fairness' },
    context: Context,
  ) {
    const angle: StepFormula = { kind: 'angle-action', action, subscript, span, level: Level.action };
    const info = this.info(angle, context, `<<${textOf(action.span)}>>_${textOf(subscript.span)}`);
    const enabled: Expression = { kind: 'enabled', action: angle, binds, span, level: Level.state };
    return {
      strength,
      enabled: this.statePredicate(enabled, context, { ...info, text: `ENABLED ${info.text}` }),
      taken: this.stepPredicate(angle, context, info),
    };
  }

  // ── formulas ──

  private formula(node: Expression, context: Context): Formula {
    const level = levelIn(node, context);
    if (level === Level.constant)
      return { kind: 'constant', value: this.constants.truth(close(node, context)) };
    const source = this.info(node, context);
    if (level === Level.state)
      return { kind: 'state', predicate: this.statePredicate(node, context, source), source };
    const formula = this.temporal(node, context);
    // What was entered on the way down is quoted as it is written there.
    return 'source' in formula ? formula : { ...formula, source };
  }

  private temporal(node: Expression, context: Context): FormulaNode | Formula {
    const formula = (part: Expression) => this.formula(part, context);
    switch (node.kind) {
      case 'not':
        return { kind: 'not', operand: formula(node.operand) };
      case 'and':
      case 'or':
        return { kind: node.kind, items: node.items.map(formula) };
      case 'implies':
      case 'equivalent':
      case 'leads-to': {
        const [left, right] = 'operands' in node ? node.operands : node.items;
        if (left === undefined || right === undefined) break;
        return { kind: node.kind, left: formula(left), right: formula(right) };
      }
      case 'always':
      case 'eventually': {
        const [operand] = node.operands;
        if (operand === undefined) break;
        if (levelIn(operand, context) === Level.action) return this.eventualSteps(operand, context);
        return { kind: node.kind, operand: formula(operand) };
      }
      case 'forall':
      case 'exists': {
        const items = this.instances(node, context).map((inner) => this.formula(node.body, inner));
        return { kind: node.kind === 'forall' ? 'and' : 'or', items };
      }
      case 'if':
        return choice(formula(node.condition), formula(node.consequent), formula(node.alternative));
      case 'case': {
        const other: Formula =
          node.other === undefined ? { kind: 'constant', value: false } : formula(node.other);
        return node.arms.reduceRight<Formula>(
          (rest, arm) => choice(formula(arm.guard), formula(arm.value), rest),
          other,
        );
      }
      case 'labelled':
        return this.formula(node.expression, context);
      case 'fairness': {
        const { strength, enabled, taken } = this.fairness(node, context);
        const on = this.states[enabled];
        const source: PredicateInfo = { ...on, text: `~${on?.text}` };
        const off: Formula = { kind: 'not', operand: { kind: 'state', predicate: enabled }, source };
        const rests: Formula = strength === 'weak' ? always(eventually(off)) : eventually(always(off));
        const takes: Formula = { kind: 'takes', predicate: taken, source: this.steps[taken] ?? source };
        return { kind: 'or', items: [rests, always(takes)] };
      }
      case 'local': {
        const bound = lookUp(node.local, context);
        if (bound === undefined || !('argument' in bound)) break;
        return this.formula(bound.argument, bound.context);
      }
      default: {
        const inner = enterApplied(node, context);
        if (inner !== undefined) return this.formula(inner.body, inner.context);
      }
    }
    return unexpected(node);
  }

  /** `[][A]_v` or `<><<A>>_v`, given what stands behind the `[]` or `<>`. */
  private eventualSteps(node: Expression, context: Context): FormulaNode {
    switch (node.kind) {
      case 'angle-action':
        return { kind: 'takes', predicate: this.stepPredicate(node, context, this.info(node, context)) };
      case 'box-action': {
        const { subscript, span } = node;
        const action: Expression = {
          kind: 'not',
          operand: node.action,
          span: node.action.span,
          level: Level.action,
        };
        const angle: StepFormula = { kind: 'angle-action', action, subscript, span, level: Level.action };
        const info = this.info(angle, context, `a step that is not ${textOf(span)}`);
        return {
          kind: 'not',
          operand: { kind: 'takes', predicate: this.stepPredicate(angle, context, info) },
        };
      }
      case 'labelled':
        return this.eventualSteps(node.expression, context);
      case 'local': {
        const meaning = lookUp(node.local, context);
        if (meaning !== undefined && 'argument' in meaning)
          return this.eventualSteps(meaning.argument, meaning.context);
        break;
      }
      default: {
        const inner = enterApplied(node, context);
        if (inner !== undefined) return this.eventualSteps(inner.body, inner.context);
      }
    }
    return unexpected(node);
  }

  /** One context for each way to choose the bound names. */
  private instances(node: Expression & { kind: 'forall' | 'exists' }, context: Context): Context[] {
    return node.bounds.reduce<Context[]>(
      (contexts, bound) => {
        if (bound.set === undefined) return contexts;
        // Sets are read outside the names that are being bound.
        const members = [...this.constants.members(close(bound.set, context))];
        return contexts.flatMap((inner) => members.map((value) => bindMembers(bound, value, inner)));
      },
      [context],
    );
  }

  // ── predicates ──

  private statePredicate(node: Expression, context: Context, info: PredicateInfo): number {
    const known = context === undefined ? this.known.get(node) : undefined;
    if (known !== undefined) return known;
    const index = this.states.push(info) - 1;
    this.stateExpressions.push(close(node, context));
    if (context === undefined) this.known.set(node, index);
    return index;
  }

  private stepPredicate(node: StepFormula, context: Context, info: PredicateInfo): number {
    this.stepExpressions.push(close(node, context));
    const { action } = node;
    const reason = action.kind === 'not' && action.span === action.operand.span ? action.operand : action;
    this.stepReasons.push({ action: close(reason, context), value: reason === action });
    return this.steps.push(info) - 1;
  }

  /** The source text, and what the names bound around it stand for. */
  private info(node: Expression, context: Context, text = textOf(node.span)): PredicateInfo {
    const seen = new Set<Local>();
    const values: string[] = [];
    some(node, (part) => {
      if (part.kind !== 'local' || seen.has(part.local)) return false;
      seen.add(part.local);
      const value = constantOf(part.local, context);
      if (value !== undefined) values.push(`${part.local.name} = ${printValue(value)}`);
      return false;
    });
    const short = inOneLine(text, 100);
    return {
      text: values.length === 0 ? short : `${short} for ${values.join(', ')}`,
      place: this.constants.place(node.span),
    };
  }
}

/** The left side of an implication, and an expression that is true when it is, for whatever is bound around it. */
interface Trigger {
  readonly left: Expression;
  /** Where it stands. */
  readonly context: Context;
  readonly closed: Expression;
}

/** The left sides of the implications between state predicates that a formula asks of every state. @param always whether it stands under `[]` */
function triggersIn(node: Expression, always: boolean, context: Context): Trigger[] {
  switch (node.kind) {
    case 'labelled':
      return triggersIn(node.expression, always, context);
    case 'and':
      return node.items.flatMap((item) => triggersIn(item, always, context));
    case 'always':
      return node.operands.flatMap((operand) => triggersIn(operand, true, context));
    case 'forall': {
      const { bounds, span } = node;
      return triggersIn(node.body, always, context).map((trigger) => ({
        ...trigger,
        closed: { kind: 'exists', bounds, body: trigger.closed, span, level: trigger.closed.level },
      }));
    }
    case 'implies': {
      const [left] = node.items;
      if (!always || left === undefined || node.level > Level.state) return [];
      return [{ left, context, closed: left }];
    }
    case 'let':
    case 'apply': {
      const inner = enterApplied(node, context);
      if (inner?.context === undefined) return [];
      const layer = { ...inner.context, outer: undefined };
      return triggersIn(inner.body, always, inner.context).map((trigger) => ({
        ...trigger,
        closed: close(trigger.closed, layer),
      }));
    }
    default:
      return [];
  }
}

/** Whether it is several formulas, behind names and quantifiers. */
function hasConjunction(node: Expression): boolean {
  switch (node.kind) {
    case 'and':
      return true;
    case 'labelled':
      return hasConjunction(node.expression);
    case 'forall':
    case 'let':
      return hasConjunction(node.body);
    case 'apply':
      return node.definition.recursive || hasConjunction(node.definition.body);
    default:
      return false;
  }
}

/** What a property is the name of: explanations quote that. */
function named(body: Expression): Expression {
  return body.kind === 'apply' && body.args.length === 0 ? body.definition.body : body;
}

function unexpected(node: Expression): never {
  throw new Error(`A ${node.kind} is no temporal formula: resolving should have refused it.`);
}

function choice(condition: Formula, then: Formula, otherwise: Formula): Formula {
  const off: Formula = { kind: 'not', operand: condition };
  return {
    kind: 'or',
    items: [
      { kind: 'and', items: [condition, then] },
      { kind: 'and', items: [off, otherwise] },
    ],
  };
}

function always(operand: Formula): Formula {
  return { kind: 'always', operand };
}

function eventually(operand: Formula): Formula {
  return { kind: 'eventually', operand };
}
