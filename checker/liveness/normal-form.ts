/** Formulas in negation normal form: negations in front of predicates only, and no operators but `/\`, `\/`, until and release. */

import type { Formula } from '../temporal.js';

/** Equal formulas are one object with one number. */
export type Normal = { readonly id: number } & (
  | { readonly kind: 'true' | 'false' }
  | Literal
  | { readonly kind: 'and' | 'or'; readonly items: readonly Normal[] }
  /** `right` in the end, and `left` until then. */
  | { readonly kind: 'until'; readonly left: Normal; readonly right: Normal }
  /** `right` for as long as `left` has not been true with it: the dual of until. */
  | { readonly kind: 'release'; readonly left: Normal; readonly right: Normal }
);

export interface Literal {
  readonly kind: 'literal';
  readonly table: 'state' | 'step';
  readonly predicate: number;
  readonly positive: boolean;
}

/** Makes normal forms, the simple equivalences of temporal logic applied on the way. */
export class NormalForms {
  private readonly known = new Map<string, Normal>();
  readonly true: Normal = this.intern('T', (id) => ({ id, kind: 'true' }));
  readonly false: Normal = this.intern('F', (id) => ({ id, kind: 'false' }));

  /** @param positive false for the negation of the formula */
  of(formula: Formula, positive: boolean): Normal {
    switch (formula.kind) {
      case 'constant':
        return formula.value === positive ? this.true : this.false;
      case 'state':
        return this.literal('state', formula.predicate, positive);
      case 'takes': {
        const step = this.literal('step', formula.predicate, positive);
        return positive ? this.eventually(step) : this.always(step);
      }
      case 'not':
        return this.of(formula.operand, !positive);
      case 'and':
      case 'or':
        return this.junction(
          (formula.kind === 'and') === positive ? 'and' : 'or',
          formula.items.map((item) => this.of(item, positive)),
        );
      case 'implies':
        return this.junction(positive ? 'or' : 'and', [
          this.of(formula.left, !positive),
          this.of(formula.right, positive),
        ]);
      case 'equivalent': {
        const { left, right } = formula;
        const both = (leftPositive: boolean, rightPositive: boolean) =>
          this.junction('and', [this.of(left, leftPositive), this.of(right, rightPositive)]);
        return this.junction('or', [both(true, positive), both(false, !positive)]);
      }
      case 'always':
      case 'eventually': {
        const operand = this.of(formula.operand, positive);
        return (formula.kind === 'always') === positive ? this.always(operand) : this.eventually(operand);
      }
      case 'leads-to': {
        const answered = this.of(formula.right, positive);
        return positive
          ? this.always(this.junction('or', [this.of(formula.left, false), this.eventually(answered)]))
          : this.eventually(this.junction('and', [this.of(formula.left, true), this.always(answered)]));
      }
      case 'until': {
        const left = this.of(formula.left, positive);
        const right = this.of(formula.right, positive);
        return positive ? this.until(left, right) : this.release(left, right);
      }
    }
  }

  junction(kind: 'and' | 'or', parts: readonly Normal[]): Normal {
    const [neutral, absorbing] = kind === 'and' ? [this.true, this.false] : [this.false, this.true];
    const items = new Set<Normal>();
    const add = (part: Normal): void => {
      if (part.kind === kind) part.items.forEach(add);
      else if (part !== neutral) items.add(part);
    };
    for (const part of this.gathered(kind, parts)) add(part);
    if (items.has(absorbing)) return absorbing;
    for (const item of items) {
      if (item.kind === 'literal' && items.has(this.literal(item.table, item.predicate, !item.positive)))
        return absorbing;
    }
    const sorted = [...items].sort((left, right) => left.id - right.id);
    const [only] = sorted;
    if (only === undefined) return neutral;
    if (sorted.length === 1) return only;
    return this.intern(`${kind}(${sorted.map((item) => item.id).join()})`, (id) => ({
      id,
      kind,
      items: sorted,
    }));
  }

  /**
   * `<>F \/ <>G` is `<>(F \/ G)`, `[]F /\ []G` is `[](F /\ G)`, and so are `[]<>` and `<>[]`: one formula to keep in mind instead
   * of two.
   */
  private gathered(kind: 'and' | 'or', parts: readonly Normal[]): Normal[] {
    const { underEventually, underInfinitelyOften, underAlways, underFinallyAlways } = this;
    const forms =
      kind === 'or'
        ? [
            { under: underEventually, over: (operand: Normal) => this.eventually(operand) },
            { under: underInfinitelyOften, over: (operand: Normal) => this.always(this.eventually(operand)) },
          ]
        : [
            { under: underAlways, over: (operand: Normal) => this.always(operand) },
            { under: underFinallyAlways, over: (operand: Normal) => this.eventually(this.always(operand)) },
          ];
    return forms.reduce<Normal[]>(
      (all, { under, over }) => {
        const operands = all.flatMap((part) => under(part) ?? []);
        if (operands.length < 2) return all;
        const rest = all.filter((part) => under(part) === undefined);
        return [...rest, over(this.junction(kind, operands))];
      },
      [...parts],
    );
  }

  private readonly underEventually = (part: Normal): Normal | undefined =>
    part.kind === 'until' && part.left === this.true ? part.right : undefined;

  private readonly underAlways = (part: Normal): Normal | undefined =>
    part.kind === 'release' && part.left === this.false ? part.right : undefined;

  private readonly underInfinitelyOften = (part: Normal): Normal | undefined => {
    const operand = this.underAlways(part);
    return operand && this.underEventually(operand);
  };

  private readonly underFinallyAlways = (part: Normal): Normal | undefined => {
    const operand = this.underEventually(part);
    return operand && this.underAlways(operand);
  };

  private always(operand: Normal): Normal {
    return this.release(this.false, operand);
  }

  private eventually(operand: Normal): Normal {
    return this.until(this.true, operand);
  }

  private until(left: Normal, right: Normal): Normal {
    if (right.kind === 'true' || right.kind === 'false' || left === this.false) return right;
    // <><>F is <>F, and <>[]<>F is []<>F.
    if (left === this.true && (this.underEventually(right) ?? this.underInfinitelyOften(right))) return right;
    return this.intern(`U(${left.id},${right.id})`, (id) => ({ id, kind: 'until', left, right }));
  }

  private release(left: Normal, right: Normal): Normal {
    if (right.kind === 'true' || right.kind === 'false' || left === this.true) return right;
    if (left === this.false && (this.underAlways(right) ?? this.underFinallyAlways(right))) return right;
    return this.intern(`R(${left.id},${right.id})`, (id) => ({ id, kind: 'release', left, right }));
  }

  private literal(table: Literal['table'], predicate: number, positive: boolean): Normal {
    const key = `${positive ? '' : '~'}${table}${predicate}`;
    return this.intern(key, (id) => ({ id, kind: 'literal', table, predicate, positive }));
  }

  private intern(key: string, make: (id: number) => Normal): Normal {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const made = make(this.known.size);
    this.known.set(key, made);
    return made;
  }
}
