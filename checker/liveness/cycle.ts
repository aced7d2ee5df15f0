/**
 * A cycle through a node of a fair component that meets every acceptance bit and every fairness condition. A shortest one is
 * found by a breadth-first search of the nodes together with what has been met on the way; where too much is to be met for
 * that, a short one by meeting one condition after the other, each on a shortest way.
 */

import type { FairnessCondition } from '../temporal.js';
import type { FairComponents } from './components.js';
import { type Breathe, pieceSteps } from './pace.js';
import { type Move, NodeSet, NodeStack, type Product } from './product.js';
import type { Node, Step, Walked, Walker } from './walk.js';

/** Things to be met that a search may tell apart: the bits of a number. */
const mostBits = 30;

/** What every cycle through a component must meet. */
export interface Obligations {
  readonly inside: (state: number, at: number) => boolean;
  /** Acceptance bits that not every step accepts. */
  readonly accepts: number;
  /** Weak conditions: one that is not enabled where a cycle begins is met there. */
  readonly weak: readonly FairnessCondition[];
  /** Strong conditions that are enabled somewhere. */
  readonly strong: readonly FairnessCondition[];
}

/** Those of the component of a node. */
export async function obligationsOf(
  product: Product,
  components: FairComponents,
  fairness: readonly FairnessCondition[],
  entry: Node,
  breathe: Breathe,
): Promise<Obligations> {
  const { observations, moves, acceptance } = product;
  const component = components.componentOf(entry.state, entry.at);
  const inside = (state: number, at: number) => components.componentOf(state, at) === component;
  const ats = new Set<number>();
  const open = fairness.filter(({ strength }) => strength === 'strong');
  const strong: FairnessCondition[] = [];
  const seen = new NodeSet(product.graph.size);
  const stack = new NodeStack();
  const reach = (state: number, at: number) => {
    if (inside(state, at) && seen.add(state, at)) stack.push(state, at);
  };
  reach(entry.state, entry.at);
  for (let count = 1; stack.length > 0; count++) {
    const top = --stack.length;
    const state = stack.state(top);
    const at = stack.at(top);
    ats.add(at);
    for (let index = open.length - 1; index >= 0; index--)
      if (observations.state((open[index] as FairnessCondition).enabled, state))
        strong.push(...open.splice(index, 1));
    product.steps(state, at, reach);
    if (count % pieceSteps === 0) await breathe(count, seen.bytes + stack.bytes);
  }
  const all = acceptance[entry.at] as number;
  let always = all;
  for (const at of ats) for (const move of moves[at] ?? []) always &= move.accepts;
  const weak = fairness.filter(({ strength }) => strength === 'weak');
  return { inside, accepts: all & ~always, weak, strong };
}

export class CycleSearch {
  private readonly open: Obligations;

  /** @param entry a node of the component that the obligations are of */
  constructor(
    private readonly product: Product,
    private readonly walker: Walker,
    obligations: Obligations,
    private readonly entry: Node,
  ) {
    const { state } = entry;
    const weak = obligations.weak.filter(({ enabled }) => product.observations.state(enabled, state));
    this.open = { ...obligations, weak };
  }

  /** @param mostNodes when it is to give up @param mostSteps when it need not find a cycle */
  shortest(mostNodes: number, mostSteps: number): Promise<Walked> {
    const { product, entry, open, walker } = this;
    const { observations } = product;
    const accepts = bitsOf(open.accepts);
    const bits = accepts.length + open.weak.length + 2 * open.strong.length;
    if (bits > mostBits || !walker.canTell(bits)) return Promise.resolve({ nodes: 0 });
    const afterWeak = accepts.length;
    const afterStrong = afterWeak + open.weak.length;
    // Of a strong condition: whether it was taken, and whether it was enabled.
    const all = 2 ** afterStrong - 1;
    const done = (met: number) => {
      if ((met & all) !== all) return false;
      for (let index = 0; index < open.strong.length; index++)
        if (((met >>> (afterStrong + 2 * index)) & 3) === 2) return false;
      return true;
    };
    const after = (from: Node, move: Move, index: number, state: number): number => {
      let { met } = from;
      const accepted = product.accepted(move, from.state, index);
      accepts.forEach((bit, place) => {
        if ((accepted & bit) !== 0) met |= 1 << place;
      });
      open.weak.forEach(({ enabled, taken }, place) => {
        const bit = 1 << (afterWeak + place);
        if ((met & bit) !== 0) return;
        if (!observations.state(enabled, state) || observations.step(taken, from.state, index)) met |= bit;
      });
      open.strong.forEach(({ enabled, taken }, place) => {
        const bit = 1 << (afterStrong + 2 * place);
        if ((met & bit) !== 0) return;
        if (observations.step(taken, from.state, index)) met = (met | bit) & ~(2 * bit);
        else if (observations.state(enabled, state)) met |= 2 * bit;
      });
      return met;
    };
    return walker.shortest({
      from: [{ ...entry, met: 0 }],
      inside: open.inside,
      goal: ({ to }) => to.state === entry.state && to.at === entry.at && done(to.met),
      meeting: { bits, after },
      mostNodes,
      mostSteps,
    });
  }

  /** A cycle that meets one thing after the other. */
  async short(): Promise<readonly Step[]> {
    const { product, entry, walker, open } = this;
    const { observations } = product;
    const { inside } = open;
    let bits = open.accepts;
    let conditions = [...open.weak, ...open.strong];
    const meets = ({ strength, enabled, taken }: FairnessCondition, { from, to, index }: Step) =>
      observations.step(taken, from.state, index) ||
      (strength === 'weak' && !observations.state(enabled, to.state));
    const accepted = ({ from, move, index }: Step) => product.accepted(move, from.state, index);
    const steps: Step[] = [];
    let node = entry;
    const go = async (goal: (step: Step) => boolean) => {
      const { way } = await walker.shortest({ from: [node], inside, goal });
      if (way === undefined) throw new Error('A component of the product has no way through it.');
      for (const step of way) {
        steps.push(step);
        bits &= ~accepted(step);
        conditions = conditions.filter((condition) => !meets(condition, step));
        node = step.to;
      }
    };
    while (bits !== 0 || conditions.length > 0)
      await go(
        (step) => (bits & accepted(step)) !== 0 || conditions.some((condition) => meets(condition, step)),
      );
    if (steps.length === 0 || node.state !== entry.state || node.at !== entry.at)
      await go(({ to }) => to.state === entry.state && to.at === entry.at);
    return steps;
  }
}

/** The single bits of a number. */
function bitsOf(number: number): number[] {
  return Array.from({ length: 30 }, (_, place) => 2 ** place).filter((bit) => (number & bit) !== 0);
}
