/** Why a lasso violates a property, and why it is fair all the same. */

import type { Explanation, Place } from '../model.js';
import type { FairnessCondition, Formula, PredicateInfo } from '../temporal.js';

/** What is known of a lasso's positions; the step from the last one leads back to `loop`. */
export interface LassoView {
  readonly length: number;
  readonly loop: number;
  stateHolds(predicate: number, position: number): boolean;
  /** Of the step that leaves the position; stuttering satisfies none. */
  stepHolds(predicate: number, position: number): boolean;
  /** What stands in the way of an action, given the predicate that it is enabled, which is false there. */
  obstacle?(predicate: number, position: number): Explanation | undefined;
}

/** Actions that could be taken in the state in which a behaviour stutters for ever. */
export interface Enabled {
  /** With arguments, as in `Deliver(m1)`. */
  readonly text: string;
  readonly name: string;
  readonly place?: Place;
  /** As {@link ActionInfo} has it. */
  readonly fairness?: string;
}

/** @param property whose formula is false in the first state of the lasso */
export function explainLasso(
  property: { readonly formula: Formula },
  fairness: readonly FairnessCondition[],
  view: LassoView,
  enabled: readonly Enabled[],
): Explanation {
  const why = new Why(view, new Truths(view)).not(property.formula, 0);
  const children = [...(why.children ?? []), ...fairnessOf(fairness, view)];
  if (view.loop === view.length - 1) children.push(...stuttering(enabled, fairness, view));
  return { ...why, children };
}

function stuttering(
  enabled: readonly Enabled[],
  fairness: readonly FairnessCondition[],
  view: LassoView,
): Explanation[] {
  const last = view.length;
  if (enabled.length === 0)
    return [{ text: `in state ${last} no action is enabled that would change anything` }];
  const conditions = new Set(
    enabled.map(({ name, text, fairness }) => fairness ?? `WF_vars(${text === name ? name : `${name}(…)`})`),
  );
  const advice = [...conditions].map((condition) => `\`${condition}\``).join(' or ');
  const may =
    fairness.length === 0
      ? 'nothing says that they must ever be taken'
      : 'no fairness condition says that they must ever be taken';
  return [
    {
      text: `in state ${last} these actions are enabled, and ${may}: add ${advice} if they must be`,
      children: enabled.map(({ text, place }) => ({ text, ...(place === undefined ? {} : { place }) })),
    },
  ];
}

function fairnessOf(fairness: readonly FairnessCondition[], view: LassoView): Explanation[] {
  if (fairness.length === 0) return [];
  return [
    {
      text: 'the behaviour is fair',
      children: fairness.map((condition) => {
        const { text, obstacle } = reason(condition, view);
        return {
          text: `${condition.text}: ${text}`,
          ...at(condition),
          ...(obstacle === undefined ? {} : { children: [obstacle] }),
        };
      }),
    },
  ];
}

/** Whether it is taken, or where it is not enabled, and why. */
function reason(
  { taken, enabled, strength }: FairnessCondition,
  view: LassoView,
): { readonly text: string; readonly obstacle?: Explanation } {
  const loop = positions(view).slice(view.loop);
  const step = loop.find((position) => view.stepHolds(taken, position));
  if (step !== undefined)
    return { text: `taken in the step from state ${step + 1} to state ${after(step, view) + 1}` };
  const off = loop.find((position) => !view.stateHolds(enabled, position)) ?? view.loop;
  const obstacle = view.obstacle?.(enabled, off);
  const everywhere = strength === 'strong' && loop.length > 1;
  return {
    text: everywhere ? 'enabled in no state of the loop' : `not enabled in state ${off + 1}`,
    ...(obstacle === undefined
      ? {}
      : { obstacle: everywhere ? { ...obstacle, text: `in state ${off + 1} ${obstacle.text}` } : obstacle }),
  };
}

function positions({ length }: LassoView): number[] {
  return Array.from({ length }, (_, position) => position);
}

function after(position: number, { length, loop }: LassoView): number {
  return position + 1 < length ? position + 1 : loop;
}

function at({ place }: { readonly place?: Place }): { place?: Place } {
  return place === undefined ? {} : { place };
}

/** The values of formulas at the positions of a lasso, as least and greatest fixed points of the operators' laws. */
class Truths {
  private readonly known = new Map<Formula, readonly boolean[]>();

  constructor(private readonly view: LassoView) {}

  holds(formula: Formula, position: number): boolean {
    return this.of(formula)[position] === true;
  }

  private of(formula: Formula): readonly boolean[] {
    const known = this.known.get(formula);
    if (known !== undefined) return known;
    const values = this.compute(formula);
    this.known.set(formula, values);
    return values;
  }

  private compute(formula: Formula): boolean[] {
    const { view } = this;
    const each = (value: (position: number) => boolean) => positions(view).map(value);
    switch (formula.kind) {
      case 'constant':
        return each(() => formula.value);
      case 'state':
        return each((position) => view.stateHolds(formula.predicate, position));
      case 'takes':
        return this.fixedPoint(
          false,
          (position, next) => view.stepHolds(formula.predicate, position) || next,
        );
      case 'not':
        return each((position) => !this.holds(formula.operand, position));
      case 'and':
        return each((position) => formula.items.every((item) => this.holds(item, position)));
      case 'or':
        return each((position) => formula.items.some((item) => this.holds(item, position)));
      case 'implies':
        return each((position) => !this.holds(formula.left, position) || this.holds(formula.right, position));
      case 'equivalent':
        return each((position) => this.holds(formula.left, position) === this.holds(formula.right, position));
      case 'always':
        return this.fixedPoint(true, (position, next) => this.holds(formula.operand, position) && next);
      case 'eventually':
        return this.fixedPoint(false, (position, next) => this.holds(formula.operand, position) || next);
      case 'leads-to': {
        const answered: Formula = { kind: 'eventually', operand: formula.right };
        return this.fixedPoint(
          true,
          (position, next) => (!this.holds(formula.left, position) || this.holds(answered, position)) && next,
        );
      }
      case 'until':
        return this.fixedPoint(
          false,
          (position, next) =>
            this.holds(formula.right, position) || (this.holds(formula.left, position) && next),
        );
    }
  }

  private fixedPoint(start: boolean, law: (position: number, next: boolean) => boolean): boolean[] {
    const { view } = this;
    const values = positions(view).map(() => start);
    // Backwards twice: the second time the loop's first state knows what follows its last.
    for (let round = 0; round < 2; round++) {
      for (let position = view.length - 1; position >= 0; position--)
        values[position] = law(position, values[after(position, view)] === true);
    }
    return values;
  }
}

/** Explains a formula down to the states and steps that decide it. */
class Why {
  constructor(
    private readonly view: LassoView,
    private readonly truths: Truths,
  ) {}

  /** Why a formula is false at a position. */
  not(formula: Formula, position: number): Explanation {
    const { source } = formula;
    switch (formula.kind) {
      case 'and': {
        const item = formula.items.find((candidate) => !this.truths.holds(candidate, position));
        return item === undefined ? this.plain(formula, position, false) : this.not(item, position);
      }
      case 'or':
        return {
          text: `${said(source, 'every disjunct')} is FALSE from state ${position + 1} on`,
          ...place(source),
          children: formula.items.map((item) => this.not(item, position)),
        };
      case 'not':
        return this.that(formula.operand, position);
      case 'implies':
        return {
          text: `${said(source, 'an implication')} is FALSE in state ${position + 1}`,
          ...place(source),
          children: [this.that(formula.left, position), this.not(formula.right, position)],
        };
      case 'always': {
        const where = this.first(position, (other) => !this.truths.holds(formula.operand, other));
        return this.not(formula.operand, where);
      }
      case 'eventually': {
        const never = this.off(formula.operand, position);
        const text = source === undefined ? never : `${source.text} never comes true: ${never}`;
        return { text, ...place(source ?? formula.operand.source) };
      }
      case 'leads-to': {
        const answered: Formula = { kind: 'eventually', operand: formula.right };
        const where = this.first(
          position,
          (other) => this.truths.holds(formula.left, other) && !this.truths.holds(answered, other),
        );
        return {
          text: `${said(source, 'a ~>')} is triggered in state ${where + 1} and never answered`,
          ...place(source),
          children: [
            {
              text: `${said(formula.left.source, 'the left side')} is TRUE in state ${where + 1}`,
              ...place(formula.left.source),
            },
            { text: this.off(formula.right, where), ...place(formula.right.source) },
          ],
        };
      }
      case 'takes':
        return {
          text: `no step from state ${position + 1} on is ${said(source, 'such a step')}`,
          ...place(source),
        };
      default:
        return this.plain(formula, position, false);
    }
  }

  /** Why a formula is true at a position. */
  private that(formula: Formula, position: number): Explanation {
    const { source } = formula;
    switch (formula.kind) {
      case 'not':
        return this.not(formula.operand, position);
      case 'takes': {
        const step = this.first(position, (other) => this.view.stepHolds(formula.predicate, other));
        const to = after(step, this.view);
        return {
          text: `${said(source, 'such a step')} leads from state ${step + 1} to state ${to + 1}`,
          ...place(source),
        };
      }
      case 'always':
        return {
          text: `${said(source, 'what must always hold')} holds from state ${position + 1} on`,
          ...place(source),
        };
      default:
        return this.plain(formula, position, true);
    }
  }

  private plain({ source }: Formula, position: number, value: boolean): Explanation {
    return {
      text: `${said(source, 'it')} is ${value ? 'TRUE' : 'FALSE'} in state ${position + 1}`,
      ...place(source),
    };
  }

  /** That a formula is false in every state from one on. */
  private off(formula: Formula, position: number): string {
    const what = said(formula.source, 'it');
    const { length, loop } = this.view;
    if (position === length - 1 && loop === position)
      return `${what} is FALSE in state ${length}, and there the behaviour stays`;
    return position < loop
      ? `${what} is FALSE in every state from state ${position + 1} on`
      : `${what} is FALSE in every state of the loop`;
  }

  /** The first position from one on, around the loop if need be. */
  private first(position: number, wanted: (position: number) => boolean): number {
    let at = position;
    for (let count = 0; count < 2 * this.view.length; count++, at = after(at, this.view))
      if (wanted(at)) return at;
    return position;
  }
}

function said(source: PredicateInfo | undefined, otherwise: string): string {
  return source?.text ?? otherwise;
}

function place(source: PredicateInfo | undefined): { place?: Place } {
  return source?.place === undefined ? {} : { place: source.place };
}
