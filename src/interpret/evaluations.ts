/** Which expressions of a specification have been evaluated, and which never: the places are told apart, not the nodes. */

import type { UnevaluatedExpression } from '../../checker/verdict.js';
import { isOperator } from '../semantics/expressions.js';
import type { Argument, Expression, Spec } from '../semantics/spec.js';
import { children } from '../semantics/walk.js';
import { inOneLine, type Source, type Span, textOf } from '../syntax/source.js';
import type { Observer } from './evaluate.js';
import { placeOf } from './fault.js';
import type { Interpreted } from './model.js';

/** A stretch of text. The nodes that were made of it, one for each instance of its module, count as one expression. */
interface Site {
  readonly span: Span;
  evaluated: boolean;
}

export class Evaluations {
  private readonly sites = new Map<Expression, Site>();
  private roots: readonly Expression[] = [];
  private waiting = 0;
  /** What was evaluated before it was known what to wait for: a constant is evaluated once, and that may be then. */
  private early: Set<Expression> | undefined = new Set();

  /** @param sources the files that were read: what was written elsewhere, as in the library, is not waited for */
  constructor(private readonly sources: ReadonlyMap<string, Source>) {}

  readonly observe: Observer = (node) => {
    if (this.early !== undefined) {
      this.early.add(node);
      return;
    }
    const site = this.sites.get(node);
    if (site === undefined || site.evaluated) return;
    site.evaluated = true;
    this.waiting--;
  };

  /** Waits for all expressions that these are made of, definitions that they apply included. */
  waitFor(roots: readonly Expression[]): void {
    this.roots = roots;
    const byPlace = new Map<string, Site>();
    this.walk((node) => {
      const { source, start, end } = node.span;
      const key = `${start} ${end} ${source.path}`;
      const site = byPlace.get(key) ?? { span: node.span, evaluated: false };
      byPlace.set(key, site);
      this.sites.set(node, site);
      return true;
    });
    this.waiting = byPlace.size;
    const { early = [] } = this;
    this.early = undefined;
    for (const node of early) this.observe(node);
  }

  /** Whether nothing is left to wait for. */
  get complete(): boolean {
    return this.waiting === 0;
  }

  /** What was never evaluated, in the order of the text; of an expression and its parts only the expression. */
  never(): UnevaluatedExpression[] {
    const found = new Set<Span>();
    this.walk((node) => {
      const site = this.sites.get(node);
      if (site === undefined || site.evaluated) return true;
      found.add(site.span);
      return false;
    });
    const spans = [...found].sort(
      (left, right) =>
        left.source.path.localeCompare(right.source.path) || left.start - right.start || right.end - left.end,
    );
    return spans
      .filter((span) => !spans.some((other) => other !== span && contains(other, span)))
      .map((span) => ({ place: placeOf(span), text: inOneLine(textOf(span)) }));
  }

  /** Visits each node that was written in a file once, and the nodes inside where `visit` says so. */
  private walk(visit: (node: Expression) => boolean): void {
    const visited = new Set<Expression>();
    const pending = [...this.roots];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      const { source } = node.span;
      if (visited.has(node) || this.sources.get(source.path) !== source) continue;
      visited.add(node);
      if (visit(node)) pending.push(...parts(node));
    }
  }
}

/** The expressions that a check evaluates in states and steps. */
export function checkedExpressions(spec: Spec, model: Interpreted): Expression[] {
  const { behaviour, invariants, constraints, actionConstraints, view } = spec;
  const { stateExpressions = [], stepExpressions = [] } = model.temporalPart ?? {};
  const formulas = [
    ...invariants,
    ...constraints,
    ...actionConstraints,
    ...(view === undefined ? [] : [view]),
  ];
  const actions = (behaviour?.actions ?? []).flatMap(({ context, body }) => [
    ...context.flatMap((step): readonly Expression[] => {
      if (step.kind === 'let') return step.definitions.map((definition) => definition.body);
      if (step.kind === 'enter') return step.args.flatMap(ofArgument);
      return step.bounds.flatMap(({ set }) => (set === undefined ? [] : [set]));
    }),
    body,
  ]);
  return [
    ...(behaviour === undefined ? [] : [behaviour.init]),
    ...actions,
    ...formulas.map(({ body }) => body),
    ...stateExpressions,
    ...stepExpressions,
  ];
}

/** The expressions in an expression and in what it applies. */
function parts(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'apply':
      return [...node.args.flatMap(ofArgument), node.definition.body];
    case 'call':
    case 'primitive':
      return node.args.flatMap(ofArgument);
    case 'substituted':
      // A variable that stands for one of the same name was written by nobody.
      return node.value.kind === 'variable' ? [] : [node.value];
    default:
      return children(node);
  }
}

/** A name or a literal is handed on without being evaluated. */
function ofArgument(argument: Argument): readonly Expression[] {
  if (!isOperator(argument))
    return argument.kind === 'literal' || argument.kind === 'local' ? [] : [argument];
  if (argument.kind === 'lambda') return [argument.body];
  return argument.kind === 'definition-operator' ? [argument.definition.body] : [];
}

function contains(outer: Span, inner: Span): boolean {
  return outer.source === inner.source && outer.start <= inner.start && inner.end <= outer.end;
}
