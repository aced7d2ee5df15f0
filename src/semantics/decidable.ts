/**
 * Temporal formulas that an explicit-state checker can decide: the formulas of TLA (Specifying Systems, section 8.1), quantified
 * over constant sets only. What else is written is refused here, by name, before any state is made.
 */

import type { Diagnostic } from '../syntax/diagnostic.js';
import type { Span } from '../syntax/source.js';
import { bindMembers, type Context, enterApplied, levelIn, lookUp } from './context.js';
import { type Definition, type Expression, Level, type Spec } from './spec.js';

/** Reports what is wrong with the properties and the fairness of a specification. */
export function checkTemporalFormulas(
  spec: Pick<Spec, 'behaviour' | 'properties'>,
  report: (diagnostic: Diagnostic) => void,
): void {
  const refusals = new Refusals(report);
  for (const { body } of spec.behaviour?.fairness ?? []) refusals.fairness(body);
  for (const { body } of spec.properties) refusals.formula(body, undefined);
}

class Refusals {
  private readonly entered: Definition[] = [];

  constructor(private readonly report: (diagnostic: Diagnostic) => void) {}

  /** A fairness condition says what must happen for ever: a predicate of one state is none. */
  fairness(body: Expression): void {
    if (levelIn(body, undefined) < Level.temporal) {
      this.refuse(
        'fairness-form',
        'Fairness is about whole behaviours, and this speaks of single states or steps.',
        body.span,
        'Write `WF_vars(A)` or `SF_vars(A)` for an action A.',
      );
    } else this.formula(body, undefined);
  }

  formula(node: Expression, context: Context): void {
    const level = levelIn(node, context);
    if (level <= Level.state) return;
    if (level === Level.action) {
      this.action(node.span);
      return;
    }
    switch (node.kind) {
      case 'not':
        this.formula(node.operand, context);
        return;
      case 'and':
      case 'or':
      case 'implies':
      case 'equivalent':
        for (const item of node.items) this.formula(item, context);
        return;
      case 'leads-to':
        for (const operand of node.operands) this.formula(operand, context);
        return;
      case 'always':
        this.modal(node, node.operands[0], 'box-action', context);
        return;
      case 'eventually':
        this.modal(node, node.operands[0], 'angle-action', context);
        return;
      case 'forall':
      case 'exists':
        this.quantified(node, context);
        return;
      case 'if':
        this.condition(node.condition, context);
        this.formula(node.consequent, context);
        this.formula(node.alternative, context);
        return;
      case 'case':
        for (const arm of node.arms) {
          this.condition(arm.guard, context);
          this.formula(arm.value, context);
        }
        if (node.other !== undefined) this.formula(node.other, context);
        return;
      case 'labelled':
        this.formula(node.expression, context);
        return;
      case 'fairness':
        return;
      case 'local': {
        const meaning = lookUp(node.local, context);
        if (meaning !== undefined && 'argument' in meaning) this.formula(meaning.argument, meaning.context);
        return;
      }
      default:
        this.enter(node, context);
    }
  }

  /** `[]` of an action must be `[][A]_v`, and `<>` of one `<><<A>>_v`: anything else could tell stuttering steps apart. */
  private modal(
    node: Expression,
    operand: Expression | undefined,
    form: 'box-action' | 'angle-action',
    context: Context,
  ): void {
    if (operand === undefined) return;
    if (levelIn(operand, context) !== Level.action) this.formula(operand, context);
    else if (!isForm(operand, form, context)) {
      const always = form === 'box-action';
      this.refuse(
        'temporal-form',
        `\`${always ? '[]' : '<>'}\` of an action must be \`${always ? '[][A]_v' : '<><<A>>_v'}\`: a formula must not depend on steps that change nothing.`,
        node.span,
        always
          ? 'Write `[][A]_vars`: every step is an A step, or changes nothing.'
          : 'Write `<><<A>>_vars`: some step is an A step, and changes something.',
      );
    }
  }

  private quantified(node: Expression & { kind: 'forall' | 'exists' }, context: Context): void {
    const symbol = node.kind === 'forall' ? '\\A' : '\\E';
    let inner = context;
    for (const bound of node.bounds) {
      const set = bound.set;
      if (set === undefined || levelIn(set, context) > Level.constant) {
        this.refuse(
          'temporal-bound',
          `\`${symbol}\` in front of a temporal formula needs a set that is the same in every state.`,
          set?.span ?? bound.span,
          set === undefined
            ? undefined
            : 'Quantify over a constant set, and put the condition inside, as in `\\A x \\in S : x \\in now ~> P(x)`.',
        );
      }
      inner = bindMembers(bound, undefined, inner);
    }
    this.formula(node.body, inner);
  }

  private condition(node: Expression, context: Context): void {
    if (levelIn(node, context) === Level.action) this.action(node.span);
  }

  private enter(node: Expression, context: Context): void {
    const definition = node.kind === 'apply' ? node.definition : undefined;
    const inner = enterApplied(node, context);
    if (definition?.recursive === true || (definition !== undefined && this.entered.includes(definition))) {
      this.refuse(
        'temporal-recursion',
        `\`${definition.name}\` is recursive, and a temporal formula must not be.`,
        node.span,
      );
    } else if (inner === undefined) {
      this.refuse('temporal-form', 'A temporal formula cannot be a part of this.', node.span);
    } else {
      if (definition !== undefined) this.entered.push(definition);
      this.formula(inner.body, inner.context);
      if (definition !== undefined) this.entered.pop();
    }
  }

  private action(span: Span): void {
    this.refuse(
      'temporal-form',
      'An action is true of a step, not of a behaviour: it cannot stand here by itself.',
      span,
      'Write `[][A]_vars` (every step that changes something is an A step) or `<><<A>>_vars` (some step is).',
    );
  }

  private refuse(code: string, message: string, span: Span, hint?: string): void {
    this.report({ code, severity: 'error', message, span, ...(hint === undefined ? {} : { hint }) });
  }
}

/** Through definitions, LET, labels and parameters. */
function isForm(node: Expression, form: 'box-action' | 'angle-action', context: Context): boolean {
  if (node.kind === form) return true;
  if (node.kind === 'labelled') return isForm(node.expression, form, context);
  if (node.kind === 'local') {
    const meaning = lookUp(node.local, context);
    return meaning !== undefined && 'argument' in meaning && isForm(meaning.argument, form, meaning.context);
  }
  if (node.kind === 'apply' && node.definition.recursive) return false;
  const inner = enterApplied(node, context);
  return inner !== undefined && isForm(inner.body, form, inner.context);
}
