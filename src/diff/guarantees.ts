/**
 * What a version promised and the next one does not: each guarantee of the old version, as the old version defines it, is asked of the
 * states and the fair behaviours of the new one.
 */

import { EvaluationFault } from '../../checker/model.js';
import type { Trace, Verdict } from '../../checker/verdict.js';
import { type Interpreted, interpret } from '../interpret/model.js';
import type { Invariant, NamedFormula, Spec } from '../semantics/spec.js';
import { printValue } from '../values/print.js';
import { FiniteSet, FunctionValue, sameValue, type Value } from '../values/value.js';
import { type Space, search, traceTo, unguarded } from './behaviours.js';
import { meant } from './declarations.js';
import { conjunctsAt, formulaAt } from './normal-form.js';
import { definitionsOf, transplant, variablesOf } from './transplant.js';

export interface Weakened {
  /** The guarantee; `deadlock` for that there is none. */
  readonly name: string;
  /**
   * `leaves-state-space`: the name is a variable's, and the new version does not keep it in the set that it declares, as the old one did.
   * `violated`: what it said before is not so in the new version. `allows-more`: it is so, but the guarantee would now also allow a state
   * that it refused before. `asks-less`: it is so, but a conjunct of the guarantee is gone.
   */
  readonly how: 'leaves-state-space' | 'violated' | 'allows-more' | 'asks-less';
  /** A behaviour of the new version; of `allows-more`, the state by itself. */
  readonly trace?: Trace;
  /** The conjuncts that are gone. */
  readonly conjuncts?: readonly string[];
}

export interface GuaranteeChanges {
  readonly weakened: readonly Weakened[];
  /** New or edited invariants that the old version did not keep. */
  readonly strengthened: readonly string[];
  /** Guarantees of the old version that cannot be asked of the new one, and why not. */
  readonly unasked: readonly { readonly name: string; readonly reason: string }[];
}

export async function compareGuarantees(
  old: Spec,
  next: Spec,
  before: Space,
  after: Space,
  maxStates: number,
): Promise<GuaranteeChanges> {
  const kept = await brokenBy(old, next, 'invariants', maxStates);
  const lived = after.complete
    ? await brokenBy(old, next, 'properties', maxStates)
    : {
        broken: [],
        unasked: old.properties.map(({ name }) => ({ name, reason: 'not every state was explored' })),
      };
  const left = after.left.filter(({ name }) => !before.left.some((one) => one.name === name));
  const broken = [...kept.broken, ...lived.broken, ...newDeadlock(old, next, before, after)].map(
    (one): Weakened => ({ ...one, how: 'violated' }),
  );
  const names = new Set(broken.map(({ name }) => name));
  const stronger = await brokenBy(next, old, 'invariants', maxStates);
  return {
    weakened: [
      ...left.map(({ name, trace }): Weakened => ({ name, how: 'leaves-state-space', trace })),
      ...broken,
      ...weakerFormulas(old, next, before, after).filter(({ name }) => !names.has(name)),
    ],
    strengthened: stronger.broken.map(({ name }) => name),
    unasked: [...kept.unasked, ...lived.unasked],
  };
}

interface Broken {
  readonly name: string;
  readonly trace: Trace;
}

/**
 * The invariants or properties that one version keeps, as it defines them, and another does not, each with a behaviour of the latter; and
 * those that cannot be asked of it.
 */
async function brokenBy(
  asking: Spec,
  asked: Spec,
  kind: 'invariants' | 'properties',
  maxStates: number,
): Promise<{ readonly broken: readonly Broken[]; readonly unasked: GuaranteeChanges['unasked'] }> {
  const formulas: readonly NamedFormula[] = kind === 'invariants' ? guaranteed(asking) : asking.properties;
  const gone = new Map(formulas.map((formula) => [formula, missing(formula, asked)]));
  const open = formulas.filter((formula) => gone.get(formula) === undefined);
  const unasked = formulas.flatMap((formula) => {
    const reason = gone.get(formula);
    return reason === undefined ? [] : [{ name: formula.name, reason }];
  });
  const ask = (some: readonly NamedFormula[], of: Spec): Promise<Verdict> => {
    const moved = some.map((formula) => (of === asking ? formula : transplant(formula, asking, of)));
    const spec: Spec =
      kind === 'properties'
        ? { ...unguarded(of), properties: moved }
        : { ...unguarded(of), invariants: moved.map((formula) => ({ ...formula, kind: 'invariant' })) };
    return search(spec, { maxStates, continue: true });
  };
  // Most changes keep them all, and then one search is enough.
  const together = open.length === 0 ? undefined : await ask(open, asked);
  const wrong = together !== undefined && together.kind !== 'holds' && together.kind !== 'incomplete';
  const broken: Broken[] = [];
  for (const formula of wrong ? open : []) {
    const { name } = formula;
    const alone = together?.kind === 'violation' ? together : await ask([formula], asked);
    const fault = alone.violations.find((one) => one.kind === 'error');
    if (fault !== undefined)
      unasked.push({ name, reason: `it cannot be evaluated in the new version. ${fault.message}` });
    const violation = alone.violations.find((one) => one.kind !== 'error' && one.name === name);
    if (violation === undefined) continue;
    const own = (await ask([formula], asking)).kind;
    if (own === 'holds' || own === 'incomplete') broken.push({ name, trace: violation.trace });
  }
  return { broken, unasked };
}

function guaranteed({ invariants }: Spec): Invariant[] {
  return invariants.filter(({ kind }) => kind === 'invariant');
}

/** @returns why it cannot be asked */
function missing({ body }: NamedFormula, asked: Spec): string | undefined {
  const gone = [...variablesOf(body)].find((name) => asked.variables.every((one) => one.name !== name));
  return gone === undefined ? undefined : `it speaks of ${gone}, which is gone`;
}

/** A state of the new version without a step, where the old one was to have none and had none. */
function newDeadlock(old: Spec, next: Spec, before: Space, after: Space): Broken[] {
  if (!old.checkDeadlock || deadlockIn(old, before) !== undefined) return [];
  const stuck = deadlockIn(next, after);
  return stuck === undefined ? [] : [{ name: 'deadlock', trace: traceTo(after, stuck) }];
}

function deadlockIn(spec: Spec, { graph, order }: Space): number | undefined {
  const { model, words } = graph;
  let meaning: Interpreted | undefined;
  return order.find((state) => {
    // What was not explored, or has steps to states outside of the constraint only, has none in the graph.
    if (graph.degree(state) > 0) return false;
    meaning ??= interpret(unguarded(spec));
    for (const _ of meaning.successors(model.values(words, graph.at(state)))) return false;
    return true;
  });
}

/** Guarantees whose name stayed while what they say, themselves or by a definition, became less. */
function weakerFormulas(old: Spec, next: Spec, before: Space, after: Space): Weakened[] {
  const edited = (formulas: readonly NamedFormula[], others: readonly NamedFormula[]) =>
    formulas.flatMap((was) => {
      const is = others.find(({ name }) => name === was.name);
      return is === undefined || saysWhole(was) === saysWhole(is) ? [] : [{ was, is }];
    });
  const invariants = edited(guaranteed(old), guaranteed(next));
  const mixed = invariants.length === 0 ? [] : mixtures(old, next, before, after);
  const meanings = [interpret(unguarded(old)), interpret(unguarded(next))] as const;
  return [
    ...invariants.flatMap((pair): Weakened[] => {
      const less = asksLess(pair.was, pair.is);
      return less.length > 0 ? less : allowsMore(pair.was, pair.is, meanings, mixed);
    }),
    ...edited(old.properties, next.properties).flatMap(({ was, is }) => asksLess(was, is)),
  ];
}

/** The formula and everything that it is defined by, as one text. */
function saysWhole({ body }: NamedFormula): string {
  const parts = [...definitionsOf(body)].map((one) => `${one.name}: ${formulaAt(one.body.span).normal}`);
  return [formulaAt(meant(body)).normal, ...parts.sort()].join('\n');
}

function asksLess(was: NamedFormula, is: NamedFormula): Weakened[] {
  const [from, to] = [conjunctsAt(meant(was.body)), conjunctsAt(meant(is.body))];
  const gone = from.filter(({ normal }) => !to.some((other) => other.normal === normal));
  const come = to.filter(({ normal }) => !from.some((other) => other.normal === normal));
  if (gone.length === 0 || come.length > 0) return [];
  return [{ name: was.name, how: 'asks-less', conjuncts: gone.map(({ shown }) => shown) }];
}

/** How many states are put together to tell two formulas apart. */
const mixtureCount = 2000;

/**
 * States that are like those of both versions without being reached: blends of two that are. Always the same ones. They are of no use where
 * the versions have other variables.
 */
function mixtures(old: Spec, next: Spec, before: Space, after: Space): Value[][] {
  const names = (spec: Spec) => spec.variables.map(({ name }) => name).join();
  if (names(old) !== names(next)) return [];
  const all = [before, after].flatMap((space) => {
    const { graph, order } = space;
    const stride = Math.max(1, Math.floor(order.length / 200));
    return [...order]
      .filter((_, index) => index % stride === 0)
      .map((state) => graph.model.values(graph.words, graph.at(state)));
  });
  const draw = lottery();
  const some = () => all[draw(all.length)] ?? [];
  return Array.from({ length: mixtureCount }, () => {
    const [left, right] = [some(), some()];
    return left.map((value, index) => blend(value, right[index] ?? value, draw));
  });
}

/** A whole number from 0 to below a limit. */
type Lottery = (limit: number) => number;

/** Knuth's linear congruential generator ("The Art of Computer Programming", volume 2, 3.3.4): the same numbers in every run. */
function lottery(): Lottery {
  let seed = 1;
  return (limit) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * limit);
  };
}

/** Something of both: of functions with one domain point by point, of sets perhaps what is in either. */
function blend(left: Value, right: Value, draw: Lottery): Value {
  if (left instanceof FunctionValue && right instanceof FunctionValue && sameValue(left.domain, right.domain))
    return new FunctionValue(left.map.map((item, key) => blend(item, right.get(key) ?? item, draw)));
  if (left instanceof FiniteSet && right instanceof FiniteSet && draw(2) === 0)
    return FiniteSet.of([...left.elements(), ...right.elements()]);
  return draw(2) === 0 ? left : right;
}

/** The shortest state that the new formula accepts and the old one does not. */
function allowsMore(
  was: NamedFormula,
  is: NamedFormula,
  [old, next]: readonly [Interpreted, Interpreted],
  states: readonly Value[][],
): Weakened[] {
  const accepts = (model: Interpreted, { body }: NamedFormula, state: readonly Value[]) => {
    try {
      return model.evaluate(body, state);
    } catch (error) {
      // A state that nobody reaches may make no sense.
      if (error instanceof EvaluationFault) return undefined;
      throw error;
    }
  };
  const found = states
    .filter((one) => accepts(next, is, one) === true && accepts(old, was, one) === false)
    .map((state) => ({ state, length: state.map(printValue).join().length }));
  const [shortest] = found.sort((left, right) => left.length - right.length);
  if (shortest === undefined) return [];
  const { variables } = next;
  return [{ name: was.name, how: 'allows-more', trace: { variables, states: [{ values: shortest.state }] } }];
}
