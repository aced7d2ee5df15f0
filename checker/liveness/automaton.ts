/**
 * Formulas to generalised Büchi automata with acceptance on transitions, by a tableau: a state is the set of formulas that the
 * rest of the behaviour must satisfy, and each way of satisfying them is a transition. After J.-M. Couvreur, "On-the-fly
 * verification of linear temporal logic" (FM 1999), section 3, with sets of formulas in place of his decision diagrams; the
 * tableau's rules go back to Gerth, Peled, Vardi and Wolper (PSTV 1995).
 */

import { EvaluationFault } from '../model.js';
import type { Formula } from '../temporal.js';
import { type Literal, type Normal, NormalForms } from './normal-form.js';

/** One for several formulas: what they have in common they share. */
export interface Automaton {
  readonly states: readonly AutomatonState[];
  /** By formula, in the order in which they were given: index of the state that every behaviour starts in. */
  readonly initial: readonly number[];
  /** A bit for each until of the formulas: a run is accepted when each bit occurs infinitely often on its transitions. */
  readonly acceptance: number;
}

export interface AutomatonState {
  readonly transitions: readonly Transition[];
  /** Whether a run can be accepted for ever within the state's strongly connected component. */
  readonly accepting: boolean;
}

/** Taken with a step of the behaviour when all its literals are true. */
export interface Transition {
  /** Of the state that the step leaves. */
  readonly state: readonly Literal[];
  readonly step: readonly Literal[];
  /** Index of a state. */
  readonly to: number;
  /** The untils that are not put off here, whatever the step is. */
  readonly accepts: number;
  /** Those that are not put off here when their literal is true. */
  readonly recurs: readonly Recurrence[];
}

/** What `[]<>p` asks for again and again; of `[]<>(p \/ q)` there are two with one bit. */
export interface Recurrence {
  readonly literal: Literal;
  readonly bit: number;
}

/** The bits of a number. */
const mostUntils = 30;
/** That one formula may add. */
const mostStates = 4096;
const mostTransitions = 1 << 16;
/** Of one state: they are compared with each other. */
const mostBranches = 1 << 12;

/**
 * Automata that accept the behaviours which satisfy every assumption and violate one of the formulas: one for all, if it can
 * tell so many eventualities apart, else several, each for the next few formulas.
 * @throws EvaluationFault `formula-too-large`
 */
export function violating(formulas: readonly Formula[], assumptions: readonly Formula[]): Automaton[] {
  const normals = new NormalForms();
  const parts = assumptions.map((assumption) => normals.of(assumption, true));
  let tableau = new Tableau(normals);
  const tableaux = [tableau];
  for (const formula of formulas) {
    const negation = normals.junction('and', [...parts, normals.of(formula, false)]);
    if (!tableau.takes(negation)) {
      tableau = new Tableau(normals);
      tableaux.push(tableau);
    }
    tableau.add(negation);
  }
  return tableaux.map((one) => one.automaton());
}

/** One way to satisfy a set of formulas now. */
interface Branch {
  readonly now: ReadonlySet<Normal>;
  readonly next: ReadonlySet<Normal>;
  /** The untils that are put off. */
  readonly postponed: ReadonlySet<Normal>;
  /** The untils that are put off unless what they wait for is true. */
  readonly recurring: ReadonlySet<Normal>;
}

class Tableau {
  private untils: readonly Normal[] = [];
  /** Sets of formulas by their key, in the order in which they were found. */
  private readonly numbers = new Map<string, number>();
  private readonly sets: (readonly Normal[])[] = [];
  private readonly transitions: Transition[][] = [];
  private readonly initial: number[] = [];

  constructor(private readonly normals: NormalForms) {}

  /** Whether there are bits enough for the untils of another formula. */
  takes(formula: Normal): boolean {
    return this.initial.length === 0 || this.untilsWith(formula).length <= mostUntils;
  }

  add(formula: Normal): void {
    this.untils = this.untilsWith(formula);
    if (this.untils.length > mostUntils) tooLarge(`more than ${mostUntils} eventualities`);
    const before = this.sets.length;
    let transitions = 0;
    const parts = formula.kind === 'and' ? formula.items : [formula];
    this.initial.push(this.state(this.reduced(new Set(formula === this.normals.true ? [] : parts))));
    for (let number = before; number < this.sets.length; number++) {
      const branches = undominated(this.branches(this.sets[number] ?? []));
      transitions += branches.length;
      if (transitions > mostTransitions) tooLarge(`an automaton of more than ${mostTransitions} transitions`);
      this.transitions.push(branches.map((branch) => this.transition(branch)));
      if (this.sets.length - before > mostStates) tooLarge(`an automaton of more than ${mostStates} states`);
    }
  }

  automaton(): Automaton {
    const acceptance = 2 ** this.untils.length - 1;
    // What was put in before an until was known never puts it off.
    const transitions = this.transitions.map((own) =>
      own.map((transition) => ({ ...transition, accepts: transition.accepts & acceptance })),
    );
    const accepting = acceptingStates(transitions, acceptance);
    return {
      states: transitions.map((own, number) => ({ transitions: own, accepting: accepting.has(number) })),
      initial: this.initial,
      acceptance,
    };
  }

  private untilsWith(formula: Normal): readonly Normal[] {
    const untils = new Set(this.untils);
    const seen = new Set<Normal>();
    const collect = (part: Normal): void => {
      if (seen.has(part)) return;
      seen.add(part);
      if (part.kind === 'until') untils.add(part);
      if ('items' in part) part.items.forEach(collect);
      if ('left' in part) {
        collect(part.left);
        collect(part.right);
      }
    };
    collect(formula);
    return [...untils];
  }

  private state(set: readonly Normal[]): number {
    const key = set.map((formula) => formula.id).join();
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.sets.length);
    return this.sets.push(set) - 1;
  }

  private transition({ now, next, postponed, recurring }: Branch): Transition {
    const literals = [...now].filter((formula): formula is Normal & Literal => formula.kind === 'literal');
    let accepts = 2 ** mostUntils - 1;
    const recurs: Recurrence[] = [];
    this.untils.forEach((until, place) => {
      const bit = 2 ** place;
      if (recurring.has(until)) for (const literal of awaited(until) ?? []) recurs.push({ literal, bit });
      if (recurring.has(until) || postponed.has(until)) accepts -= bit;
    });
    return {
      state: literals.filter((literal) => literal.table === 'state'),
      step: literals.filter((literal) => literal.table === 'step'),
      to: this.state(this.reduced(next)),
      accepts,
      recurs,
    };
  }

  /** Without what other members say already. */
  private reduced(set: ReadonlySet<Normal>): Normal[] {
    const said = this.saidAlways(set);
    return [...set].filter((formula) => !said.has(formula)).sort((left, right) => left.id - right.id);
  }

  /** `[]F` says F, now and in every later state. */
  private saidAlways(set: Iterable<Normal>): Set<Normal> {
    const said = new Set<Normal>();
    for (const formula of set) {
      if (formula.kind !== 'release' || formula.left !== this.normals.false) continue;
      said.add(formula.right);
      if (formula.right.kind === 'and') for (const item of formula.right.items) said.add(item);
    }
    return said;
  }

  private branches(set: readonly Normal[]): Branch[] {
    const found = new Map<string, Branch>();
    const { normals } = this;
    const always = this.saidAlways(set);
    const expand = (todo: readonly Normal[], branch: Branch): void => {
      // What leaves no choice comes first: it decides many choices.
      const first = todo.find((formula) => !isChoice(formula)) ?? todo[0];
      if (first === undefined) {
        if (found.set(keyOf(branch), branch).size > mostBranches)
          tooLarge(`a state of an automaton with more than ${mostBranches} transitions`);
        return;
      }
      const rest = todo.filter((formula) => formula !== first);
      if (branch.now.has(first) || first.kind === 'true') {
        expand(rest, branch);
        return;
      }
      const extended = { ...branch, now: new Set(branch.now).add(first) };
      switch (first.kind) {
        case 'false':
          return;
        case 'literal':
          if (!contradicts(first, branch.now)) expand(rest, extended);
          return;
        case 'and':
          expand([...first.items, ...rest], extended);
          return;
        case 'or':
          if (first.items.some((item) => branch.now.has(item))) expand(rest, extended);
          else for (const item of first.items) expand([item, ...rest], extended);
          return;
        case 'until':
          // It will be said again: whether it is put off changes nothing but what is accepted, so one branch does for both.
          if (always.has(first) && awaited(first) !== undefined) {
            expand(rest, { ...extended, recurring: new Set(branch.recurring).add(first) });
            return;
          }
          expand([first.right, ...rest], extended);
          if (branch.now.has(first.right)) return;
          expand([first.left, ...rest], {
            ...extended,
            next: new Set(branch.next).add(first),
            postponed: new Set(branch.postponed).add(first),
          });
          return;
        case 'release':
          if (first.left !== normals.false) expand([first.right, first.left, ...rest], extended);
          expand([first.right, ...rest], { ...extended, next: new Set(branch.next).add(first) });
      }
    };
    expand(set, { now: new Set(), next: new Set(), postponed: new Set(), recurring: new Set() });
    return [...found.values()];
  }
}

/** The literals of `<>p` and `<>(p \/ q)`. */
function awaited(formula: Normal): readonly Literal[] | undefined {
  if (formula.kind !== 'until' || formula.left.kind !== 'true') return undefined;
  const { right } = formula;
  const literals = right.kind === 'or' ? right.items : [right];
  return literals.every((part) => part.kind === 'literal') ? literals : undefined;
}

function isChoice(formula: Normal): boolean {
  return (
    formula.kind === 'or' ||
    formula.kind === 'until' ||
    (formula.kind === 'release' && formula.left.kind !== 'false')
  );
}

function keyOf({ now, next, postponed, recurring }: Branch): string {
  const literals = [...now].filter((formula) => formula.kind === 'literal');
  return [literals, [...next], [...postponed], [...recurring]]
    .map((formulas) =>
      formulas
        .map((formula) => formula.id)
        .sort((left, right) => left - right)
        .join(),
    )
    .join(';');
}

function contradicts(literal: Literal, now: ReadonlySet<Normal>): boolean {
  for (const other of now) {
    if (
      other.kind === 'literal' &&
      other.table === literal.table &&
      other.predicate === literal.predicate &&
      other.positive !== literal.positive
    )
      return true;
  }
  return false;
}

/** Without the branches that ask for more than another one, and put off as much. */
function undominated(branches: readonly Branch[]): Branch[] {
  const asks = branches.map((branch) => ({
    branch,
    literals: new Set([...branch.now].filter((formula) => formula.kind === 'literal')),
  }));
  return asks
    .filter(
      (one, index) =>
        !asks.some((other, place) => {
          const covers =
            subset(other.literals, one.literals) &&
            subset(other.branch.next, one.branch.next) &&
            subset(other.branch.postponed, one.branch.postponed) &&
            subset(other.branch.recurring, one.branch.recurring);
          if (!covers || place === index) return false;
          const equal =
            other.literals.size === one.literals.size &&
            other.branch.next.size === one.branch.next.size &&
            other.branch.postponed.size === one.branch.postponed.size &&
            other.branch.recurring.size === one.branch.recurring.size;
          return !equal || place < index;
        }),
    )
    .map(({ branch }) => branch);
}

function subset(left: ReadonlySet<Normal>, right: ReadonlySet<Normal>): boolean {
  for (const item of left) if (!right.has(item)) return false;
  return true;
}

/** The states of components in which every acceptance bit occurs. */
function acceptingStates(transitions: readonly (readonly Transition[])[], acceptance: number): Set<number> {
  const reach = transitions.map((_, number) => reachableFrom(number, transitions));
  const accepting = new Set<number>();
  transitions.forEach((_, number) => {
    const own = reach[number];
    if (own?.has(number) !== true) return;
    const component = [...own].filter((other) => reach[other]?.has(number) === true);
    let bits = 0;
    for (const member of component) {
      for (const { to, accepts, recurs } of transitions[member] ?? [])
        if (component.includes(to)) bits |= recurs.reduce((sum, { bit }) => sum | bit, accepts);
    }
    if (bits === acceptance) accepting.add(number);
  });
  return accepting;
}

/** By at least one transition. */
function reachableFrom(number: number, transitions: readonly (readonly Transition[])[]): Set<number> {
  const found = new Set<number>();
  const open = [number];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const { to } of transitions[at] ?? []) {
      if (found.has(to)) continue;
      found.add(to);
      open.push(to);
    }
  }
  return found;
}

function tooLarge(what: string): never {
  throw new EvaluationFault(
    'formula-too-large',
    `The property is too large to be decided: it needs ${what}. Split it into several properties.`,
  );
}
