/** Small state graphs with random predicates, and what a formula means on a lasso, written down directly. */

import fc from 'fast-check';
import { type Evaluation, type Graph, type Steps, stepsOf } from '../../../checker/liveness/graph.js';
import type { Lasso } from '../../../checker/liveness/lasso.js';
import { no, observationWidth, shiftOf, wordOf, yes } from '../../../checker/observations.js';
import type { FairnessCondition, Formula } from '../../../checker/temporal.js';

/** States by number; predicates as the sets of states and of steps (`from * 100 + to`) that satisfy them. */
export interface World {
  readonly size: number;
  readonly initial: number;
  readonly edges: readonly (readonly number[])[];
  readonly states: readonly ReadonlySet<number>[];
  readonly steps: readonly ReadonlySet<number>[];
}

/**
 * @param places by state: its place in the order by content, when that is not its number
 * @param marked conditions that the marks of the steps tell
 */
export async function graphOf(world: World, places?: Uint32Array, marked: Marks = []): Promise<Graph> {
  const { size, initial, edges } = world;
  const steps = await stepsOf(
    size,
    (state) => edges[state]?.length ?? 0,
    (state, index) => edges[state]?.[index] ?? -1,
    () => Promise.resolve(),
  );
  return {
    size,
    initial,
    steps: marked.length === 0 ? steps : { ...steps, marks: marksOf(world, steps, marked) },
    compare: (left, right) => (places?.[left] ?? left) - (places?.[right] ?? right),
  };
}

/** By bit: a condition, or nothing. */
type Marks = readonly (FairnessCondition | undefined)[];

function marksOf(world: World, { firsts, targets, length }: Steps, marked: Marks): Int32Array {
  const marks = new Int32Array(length);
  for (let state = 0; state < world.size; state++) {
    const first = firsts[state] as number;
    for (let place = first; place <= first + (targets[first] as number); place++) {
      for (const [bit, condition] of marked.entries()) {
        // What stands for nothing may be anything.
        const told =
          condition === undefined ||
          (place === first
            ? world.states[condition.enabled]?.has(state)
            : world.steps[condition.taken]?.has(state * 100 + (targets[place] as number)));
        if (told === true) marks[place] = (marks[place] as number) | (1 << bit);
      }
    }
  }
  return marks;
}

export function evaluationOf({ states, steps }: World, marked: Marks = []): Evaluation {
  return {
    predicates: states.length,
    marked,
    stateHolds: (predicate, state) => states[predicate]?.has(state) === true,
    stepHolds: (predicate, from, to) => steps[predicate]?.has(from * 100 + to) === true,
  };
}

/** The values of all state predicates, as a search observes them. */
export function bitsOf({ size, states }: World): Int32Array {
  const width = observationWidth(states.length);
  const bits = new Int32Array(size * width);
  for (const [predicate, members] of states.entries()) {
    for (let state = 0; state < size; state++) {
      const place = state * width + wordOf(predicate);
      const value = members.has(state) ? yes : no;
      bits[place] = (bits[place] as number) | (value << shiftOf(predicate));
    }
  }
  return bits;
}

/** Whether a lasso satisfies a formula: at each of its positions, as fixed points of the operators' laws. */
export function satisfies(world: World, lasso: Lasso, formula: Formula): boolean {
  return truths(world, lasso, formula)[0] === true;
}

function truths(world: World, lasso: Lasso, formula: Formula): boolean[] {
  const { states, loop } = lasso;
  const evaluation = evaluationOf(world);
  const next = (position: number) => (position + 1 < states.length ? position + 1 : loop);
  const of = (part: Formula) => truths(world, lasso, part);
  const each = (value: (position: number) => boolean) => states.map((_, position) => value(position));
  const fixedPoint = (start: boolean, law: (position: number, after: boolean) => boolean) => {
    let values = each(() => start);
    for (let round = 0; round <= states.length; round++) {
      const before = values;
      values = each((position) => law(position, before[next(position)] === true));
    }
    return values;
  };
  switch (formula.kind) {
    case 'constant':
      return each(() => formula.value);
    case 'state':
      return each((position) => evaluation.stateHolds(formula.predicate, states[position] ?? -1));
    case 'takes':
      return fixedPoint(false, (position, after) => {
        const from = states[position] ?? -1;
        const to = states[next(position)] ?? -1;
        return after || (from !== to && evaluation.stepHolds(formula.predicate, from, to));
      });
    case 'not': {
      const operand = of(formula.operand);
      return each((position) => operand[position] !== true);
    }
    case 'and':
    case 'or': {
      const items = formula.items.map(of);
      return each((position) =>
        formula.kind === 'and'
          ? items.every((item) => item[position] === true)
          : items.some((item) => item[position] === true),
      );
    }
    case 'implies':
    case 'equivalent': {
      const left = of(formula.left);
      const right = of(formula.right);
      return each((position) =>
        formula.kind === 'implies'
          ? left[position] !== true || right[position] === true
          : left[position] === right[position],
      );
    }
    case 'always': {
      const operand = of(formula.operand);
      return fixedPoint(true, (position, after) => operand[position] === true && after);
    }
    case 'eventually': {
      const operand = of(formula.operand);
      return fixedPoint(false, (position, after) => operand[position] === true || after);
    }
    case 'leads-to': {
      const left = of(formula.left);
      const answered = of({ kind: 'eventually', operand: formula.right });
      return fixedPoint(
        true,
        (position, after) => (left[position] !== true || answered[position] === true) && after,
      );
    }
    case 'until': {
      const left = of(formula.left);
      const right = of(formula.right);
      return fixedPoint(
        false,
        (position, after) => right[position] === true || (left[position] === true && after),
      );
    }
  }
}

export function isFair(world: World, lasso: Lasso, condition: FairnessCondition): boolean {
  const { states, steps } = world;
  const loop = lasso.states.slice(lasso.loop);
  const taken = loop.some((from, index) => {
    const to = loop[(index + 1) % loop.length] ?? -1;
    return from !== to && steps[condition.taken]?.has(from * 100 + to) === true;
  });
  const off = (state: number) => states[condition.enabled]?.has(state) !== true;
  return taken || (condition.strength === 'weak' ? loop.some(off) : loop.every(off));
}

/** Every lasso of at most so many states, but for those that stutter on the way: no formula can tell these apart. */
export function* lassos(world: World, longest: number): Generator<Lasso> {
  const path: number[] = [];
  function* from(state: number): Generator<Lasso> {
    path.push(state);
    yield { states: [...path], loop: path.length - 1 };
    const next = [...new Set(world.edges[state])].filter((to) => to !== state);
    for (const to of next) {
      for (const [loop, start] of path.entries())
        if (start === to && loop < path.length - 1) yield { states: [...path], loop };
      if (path.length < longest) yield* from(to);
    }
    path.pop();
  }
  for (let state = 0; state < world.initial; state++) yield* from(state);
}

const most = { states: 3, steps: 3 };

/** Without the states that no behaviour reaches. */
function reachable({ initial, edges, states, steps }: World): World {
  const order = Array.from({ length: initial }, (_, state) => state);
  for (const state of order) for (const to of edges[state] ?? []) if (!order.includes(to)) order.push(to);
  const number = (state: number) => order.indexOf(state);
  return {
    size: order.length,
    initial,
    edges: order.map((state) => (edges[state] ?? []).map(number)),
    states: states.map((members) => new Set([...members].map(number))),
    steps: steps.map(
      (pairs) => new Set([...pairs].map((pair) => number(Math.floor(pair / 100)) * 100 + number(pair % 100))),
    ),
  };
}

const anyWorld: fc.Arbitrary<World> = fc.integer({ min: 1, max: 5 }).chain((size) => {
  const state = fc.integer({ min: 0, max: size - 1 });
  return fc.record({
    size: fc.constant(size),
    initial: fc.integer({ min: 1, max: Math.min(2, size) }),
    edges: fc.array(fc.array(state, { maxLength: 3 }), { minLength: size, maxLength: size }),
    states: fc.array(
      fc.array(state).map((members) => new Set(members)),
      { minLength: most.states, maxLength: most.states },
    ),
    steps: fc.array(
      fc
        .array(fc.tuple(state, state), { maxLength: 8 })
        .map((pairs) => new Set(pairs.map(([a, b]) => a * 100 + b))),
      { minLength: most.steps, maxLength: most.steps },
    ),
  });
});

export const worlds: fc.Arbitrary<World> = anyWorld.map(reachable);

/** Conditions on predicates of their own, enabled where a step of theirs exists, and by chance elsewhere. */
export function withFairness(
  world: World,
  strengths: readonly ('weak' | 'strong')[],
): { readonly world: World; readonly fairness: readonly FairnessCondition[] } {
  const states = [...world.states];
  const fairness = strengths.map((strength, index): FairnessCondition => {
    const taken = index % most.steps;
    const enabled = new Set(
      Array.from({ length: world.size }, (_, state) => state).filter((state) =>
        world.edges[state]?.some((to) => to !== state && world.steps[taken]?.has(state * 100 + to) === true),
      ),
    );
    return { text: `condition ${index}`, strength, enabled: states.push(enabled) - 1, taken };
  });
  return { world: { ...world, states }, fairness };
}

export const formulas: fc.Arbitrary<Formula> = fc.letrec<{ formula: Formula }>((again) => {
  const one = again('formula');
  const pair = fc.tuple(one, one);
  const binary = (kind: 'implies' | 'equivalent' | 'leads-to' | 'until') =>
    pair.map(([left, right]): Formula => ({ kind, left, right }));
  return {
    formula: fc.oneof(
      { maxDepth: 3, depthSize: 'medium' },
      fc
        .integer({ min: 0, max: most.states - 1 })
        .map((predicate): Formula => ({ kind: 'state', predicate })),
      fc.integer({ min: 0, max: most.steps - 1 }).map((predicate): Formula => ({ kind: 'takes', predicate })),
      one.map((operand): Formula => ({ kind: 'always', operand })),
      one.map((operand): Formula => ({ kind: 'eventually', operand })),
      one.map((operand): Formula => ({ kind: 'not', operand })),
      pair.map((items): Formula => ({ kind: 'and', items })),
      pair.map((items): Formula => ({ kind: 'or', items })),
      binary('implies'),
      binary('equivalent'),
      binary('leads-to'),
      binary('until'),
      fc.boolean().map((value): Formula => ({ kind: 'constant', value })),
    ),
  };
}).formula;
