/**
 * Whether a fair behaviour that violates its property can stay in a component: every acceptance bit occurs there, and every
 * fairness condition can be met by going through all of it.
 */

import type { FairnessCondition } from '../temporal.js';
import { type Observations, StateSet } from './graph.js';
import { pieceSteps } from './pace.js';
import type { Move, Nodes, Product } from './product.js';

/** Nodes that are strongly connected and have the number of their component. */
export interface Component extends Nodes {
  readonly number: number;
  /** Whether it is known that it accepts, and that no weak condition of which the marks of steps tell excludes it. */
  readonly known: boolean;
}

export class Judge {
  /** The one that excluded a component last comes first: it often excludes the next one too. */
  private readonly weak: FairnessCondition[];
  private readonly strong: readonly FairnessCondition[];
  /** All conditions, the one that excluded the last state first. */
  private readonly likely: FairnessCondition[];
  /** States that some condition forbids to stutter in. */
  private readonly restless: StateSet;
  /** The bits of the marks that tell of weak conditions. */
  readonly weakMarks: number;

  /**
   * @param ranks by automaton state and state: the number of a node's component
   * @param pause awaited between two pieces
   */
  constructor(
    private readonly product: Product,
    fairness: readonly FairnessCondition[],
    private readonly ranks: readonly (Int32Array | undefined)[],
    private readonly pause: () => Promise<void>,
  ) {
    this.weak = fairness.filter(({ strength }) => strength === 'weak');
    this.strong = fairness.filter(({ strength }) => strength === 'strong');
    this.likely = [...fairness];
    this.restless = new StateSet(product.graph.size);
    this.weakMarks = weakMarks(fairness, product.observations);
  }

  /**
   * The strongly fair conditions that are enabled in a component of several nodes and taken nowhere, none if it is fair as it is;
   * undefined if no part of it can be.
   */
  async starved(component: Component): Promise<readonly FairnessCondition[] | undefined> {
    if (!component.known && !(await this.accepts(component))) return undefined;
    for (const [index, condition] of this.weak.entries()) {
      if (component.known && this.product.observations.markOf(condition.taken) !== 0) continue;
      if (await this.meets(condition, component)) continue;
      this.weak.unshift(...this.weak.splice(index, 1));
      return undefined;
    }
    const starved: FairnessCondition[] = [];
    for (const condition of this.strong)
      if (!(await this.meets(condition, component))) starved.push(condition);
    return starved;
  }

  /** Whether stuttering in a node for ever is accepted and fair. */
  mayStutter(state: number, at: number): boolean {
    const { product, likely, restless } = this;
    let bits = 0;
    let stays = false;
    for (const move of product.moves[at] as readonly Move[]) {
      if (move.to !== at || !product.starts(move, state) || !product.follows(move, state, -1)) continue;
      bits |= product.accepted(move, state, -1);
      stays = true;
    }
    if (!stays || bits !== product.acceptance[at] || restless.has(state)) return false;
    const excluding = likely.findIndex(({ enabled }) => product.observations.state(enabled, state));
    if (excluding < 0) return true;
    if (excluding > 0) likely.unshift(...likely.splice(excluding, 1));
    restless.add(state);
    return false;
  }

  /** Whether all acceptance bits occur within a component. */
  private async accepts({ states, ats, number }: Component): Promise<boolean> {
    const { product, ranks } = this;
    const { firsts, targets } = product.graph.steps;
    const all = product.acceptance[ats[0] as number];
    let bits = 0;
    for (let node = 0; node < states.length; node++) {
      if (node % pieceSteps === pieceSteps - 1) await this.pause();
      const state = states[node] as number;
      const first = firsts[state] as number;
      const last = first + (targets[first] as number);
      for (const move of product.moves[ats[node] as number] as readonly Move[]) {
        const others = ranks[move.to];
        if (others === undefined || !product.starts(move, state)) continue;
        const acceptable = product.acceptable(move, state);
        if ((bits | acceptable) === bits) continue;
        if (others[state] === number && product.follows(move, state, -1))
          bits |= product.accepted(move, state, -1);
        for (let step = first + 1; step <= last && (bits | acceptable) !== bits; step++)
          if (others[targets[step] as number] === number && product.follows(move, state, step))
            bits |= product.accepted(move, state, step);
      }
      if (bits === all) return true;
    }
    return bits === all;
  }

  /**
   * Whether going through all of a component meets a condition: it is taken there; or, if it is weak, it is not enabled
   * somewhere, if it is strong, nowhere.
   */
  private async meets(
    { strength, enabled, taken }: FairnessCondition,
    { states, ats, number }: Component,
  ): Promise<boolean> {
    const { observations } = this.product;
    let everEnabled = false;
    for (let node = 0; node < states.length; node++) {
      if (node % pieceSteps === pieceSteps - 1) await this.pause();
      const state = states[node] as number;
      if (observations.state(enabled, state)) {
        everEnabled = true;
        if (this.takes(taken, state, ats[node] as number, number)) return true;
      }
      // What is not enabled is not taken.
      else if (strength === 'weak') return true;
    }
    return strength === 'strong' && !everEnabled;
  }

  /** Whether a step from a node within its component satisfies a predicate. */
  private takes(predicate: number, state: number, at: number, component: number): boolean {
    const { product, ranks } = this;
    const { observations, graph } = product;
    const { firsts, targets } = graph.steps;
    const first = firsts[state] as number;
    const last = first + (targets[first] as number);
    const moves = product.moves[at] as readonly Move[];
    for (let index = 0; index < moves.length; index++) {
      const move = moves[index] as Move;
      const others = ranks[move.to];
      if (others === undefined || !product.starts(move, state)) continue;
      const free = move.step.length === 0;
      for (let step = first + 1; step <= last; step++) {
        if (others[targets[step] as number] !== component) continue;
        if (!observations.step(predicate, state, step)) continue;
        if (free || product.follows(move, state, step)) return true;
      }
    }
    return false;
  }
}

/** The bits of the marks that tell of weak conditions. */
export function weakMarks(fairness: readonly FairnessCondition[], observations: Observations): number {
  return fairness
    .filter(({ strength }) => strength === 'weak')
    .reduce((marks, { taken }) => marks | observations.markOf(taken), 0);
}
