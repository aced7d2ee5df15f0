/**
 * The search for strongly connected components of the product in which a fair behaviour can stay and violate its property.
 *
 * Components: D. Pearce, "A space-efficient algorithm for finding strongly connected components" (Information Processing
 * Letters 116, 2016), which needs one number a node; with a stack of its own, so that no graph is too deep. Fairness: weak
 * fairness is one more acceptance condition; a component that takes a strongly fair action nowhere and enables it somewhere
 * is searched again without the states that enable it (Emerson and Lei, Science of Computer Programming 8, 1987).
 */

import type { FairnessCondition } from '../temporal.js';
import { doubled, type Move, NodeSet, NodeStack, type Nodes, type Product } from './product.js';

/** Numbers of components count down from here, those of open nodes up from 1. */
const lastComponent = 2 ** 31 - 1;

/** The step of a frame whose move has not been looked at. */
const notStarted = -2;

export class FairComponents {
  /** The nodes of components in which a fair behaviour can stay. */
  readonly fair: NodeSet;
  /** By property: whether it has such a component. */
  readonly found: boolean[];

  /** By automaton state: 0 for a node that was not seen, then its number, in the end that of its component. */
  private readonly ranks: (Int32Array | undefined)[] = [];
  private readonly frames = new Frames();
  private readonly open = new NodeStack();
  private nextRank = 1;
  private component = lastComponent;
  /** Nodes of automaton states that accept nothing: only to be passed through. */
  private readonly passed: NodeSet;
  private readonly passing = new NodeStack();
  private readonly weak: readonly FairnessCondition[];
  private readonly strong: readonly FairnessCondition[];
  /** Conditions, the one that excluded the last state first: it often excludes the next one too. */
  private readonly likely: FairnessCondition[];

  constructor(
    private readonly product: Product,
    fairness: readonly FairnessCondition[],
  ) {
    const { size } = product.graph;
    this.fair = new NodeSet(size);
    this.passed = new NodeSet(size);
    this.found = product.initial.map(() => false);
    this.weak = fairness.filter((condition) => condition.strength === 'weak');
    this.strong = fairness.filter((condition) => condition.strength === 'strong');
    this.likely = [...fairness];
  }

  /** Searches the whole product. @throws EvaluationFault */
  run(): void {
    const { product, passing } = this;
    for (const at of product.initial) {
      if (this.waits(at)) this.everywhere(at);
      else for (let state = 0; state < product.graph.initial; state++) this.reach(state, at);
      while (passing.length > 0) {
        const state = passing.state(passing.length - 1);
        const from = passing.at(passing.length - 1);
        passing.length--;
        product.steps(state, from, (to, next) => this.reach(to, next));
      }
    }
  }

  /** The number of a node's component. */
  componentOf(state: number, at: number): number {
    return this.ranks[at]?.[state] ?? 0;
  }

  /** Whether an automaton may stay in its initial state whatever happens: then that state is reached with every state. */
  private waits(at: number): boolean {
    const { moves, accepting } = this.product;
    return (
      accepting[at] !== true &&
      (moves[at] as readonly Move[]).some(
        (move) => move.to === at && move.state.length === 0 && move.step.length === 0,
      )
    );
  }

  private everywhere(at: number): void {
    const { product } = this;
    const { firsts, targets } = product.observations.steps;
    const leaving = (product.moves[at] as readonly Move[]).filter((move) => move.to !== at);
    for (let state = 0; state < product.graph.size; state++) {
      for (const move of leaving) {
        if (!product.starts(move, state)) continue;
        if (product.follows(move, state, -1)) this.reach(state, move.to);
        const end = firsts[state + 1] as number;
        for (let step = firsts[state] as number; step < end; step++)
          if (product.follows(move, state, step)) this.reach(targets[step] as number, move.to);
      }
    }
  }

  private reach(state: number, at: number): void {
    if (this.product.accepting[at] !== true) {
      if (this.passed.add(state, at)) this.passing.push(state, at);
    } else if (this.rankOf(at)[state] === 0) this.search(state, at);
  }

  private rankOf(at: number): Int32Array {
    const known = this.ranks[at];
    if (known !== undefined) return known;
    const ranks = new Int32Array(this.product.graph.size);
    this.ranks[at] = ranks;
    return ranks;
  }

  /** Finds the components that can be reached from a node and were not seen yet. */
  private search(state: number, at: number): void {
    const { frames } = this;
    const bottom = frames.length;
    this.enter(state, at);
    while (frames.length > bottom) if (!this.advance(frames.length - 1)) this.leave(frames.length - 1);
  }

  /** Goes on with the steps from the node on top. @returns false when there are no more */
  private advance(top: number): boolean {
    const { frames, product } = this;
    const { firsts, targets } = product.observations.steps;
    const from = frames.state(top);
    const source = frames.at(top);
    const ranks = this.ranks[source] as Int32Array;
    const moves = product.moves[source] as readonly Move[];
    const end = firsts[from + 1] as number;
    let lowest = ranks[from] as number;
    let step = frames.step(top);
    for (let number = frames.move(top); number < moves.length; number++, step = notStarted) {
      const move = moves[number] as Move;
      const next = move.to;
      if (step === notStarted) {
        if (!product.starts(move, from)) continue;
        // A stuttering step to the node itself changes nothing here.
        step = next === source || !product.follows(move, from, -1) ? (firsts[from] as number) : -1;
      }
      if (product.accepting[next] !== true) {
        for (; step < end; step = step < 0 ? (firsts[from] as number) : step + 1)
          if (product.follows(move, from, step))
            this.reach(step < 0 ? from : (targets[step] as number), next);
        continue;
      }
      const others = this.rankOf(next);
      const free = move.step.length === 0;
      while (step < end) {
        const index = step;
        const to = index < 0 ? from : (targets[index] as number);
        step = index < 0 ? (firsts[from] as number) : index + 1;
        const rank = others[to] as number;
        if (rank >= lowest || (!free && !product.follows(move, from, index))) continue;
        if (rank !== 0) lowest = rank;
        else if (product.lives(to, next)) {
          ranks[from] = lowest;
          frames.resume(top, number, step);
          this.enter(to, next);
          return true;
        } else others[to] = this.component--;
      }
    }
    ranks[from] = lowest;
    return false;
  }

  private enter(state: number, at: number): void {
    this.rankOf(at)[state] = this.nextRank;
    this.frames.push(state, at, this.nextRank++);
  }

  private lower(state: number, at: number, rank: number): void {
    const ranks = this.rankOf(at);
    if (rank < (ranks[state] as number)) ranks[state] = rank;
  }

  private leave(top: number): void {
    const { frames, open } = this;
    const state = frames.state(top);
    const at = frames.at(top);
    const own = frames.rank(top);
    frames.length--;
    const rank = this.rankOf(at)[state] as number;
    if (rank < own) {
      open.push(state, at);
      this.lower(frames.state(top - 1), frames.at(top - 1), rank);
      return;
    }
    let first = open.length;
    while (first > 0 && this.componentOf(open.state(first - 1), open.at(first - 1)) >= own) first--;
    open.push(state, at);
    this.nextRank = own;
    this.close(first);
  }

  /** Numbers a component, the open nodes from an index on, and looks for fair behaviours in it. */
  private close(first: number): void {
    const { open, product } = this;
    const component = this.component--;
    for (let index = first; index < open.length; index++)
      this.rankOf(open.at(index))[open.state(index)] = component;
    if (open.length - first === 1) {
      const state = open.state(first);
      const at = open.at(first);
      open.length = first;
      if (this.mayStutter(state, at)) this.keep(state, at);
      return;
    }
    const nodes = open.cut(first);
    const bits = product.acceptance[product.propertyOf[nodes.ats[0] as number] as number] as number;
    if (!this.accepts(nodes, component, bits) || !this.weaklyFair(nodes, component)) return;
    const starved = this.strong.filter(
      (condition) => this.enabledIn(condition, nodes) && !this.takenIn(condition, nodes, component),
    );
    if (starved.length === 0) {
      for (const [index, state] of nodes.states.entries()) this.keep(state, nodes.ats[index] as number);
      return;
    }
    const rest: number[] = [];
    nodes.states.forEach((state, index) => {
      if (starved.some(({ enabled }) => product.observations.state(enabled, state))) return;
      rest.push(index);
      this.rankOf(nodes.ats[index] as number)[state] = 0;
    });
    for (const index of rest) {
      const state = nodes.states[index] as number;
      const at = nodes.ats[index] as number;
      if (this.rankOf(at)[state] === 0) this.search(state, at);
    }
  }

  private keep(state: number, at: number): void {
    this.fair.add(state, at);
    this.found[this.product.propertyOf[at] as number] = true;
  }

  /** Whether stuttering in a node for ever is accepted and fair. */
  mayStutter(state: number, at: number): boolean {
    const { product, likely } = this;
    let bits = 0;
    let stays = false;
    for (const move of product.moves[at] as readonly Move[]) {
      if (move.to !== at || !product.starts(move, state) || !product.follows(move, state, -1)) continue;
      bits |= move.accepts;
      stays = true;
    }
    if (!stays || bits !== product.acceptance[product.propertyOf[at] as number]) return false;
    const excluding = likely.findIndex(({ enabled }) => product.observations.state(enabled, state));
    if (excluding > 0) likely.unshift(...likely.splice(excluding, 1));
    return excluding < 0;
  }

  /** Whether all acceptance bits occur within a component. */
  private accepts(nodes: Nodes, component: number, all: number): boolean {
    let bits = 0;
    return this.within(nodes, component, (move) => {
      bits |= move.accepts;
      return bits === all;
    });
  }

  private weaklyFair(nodes: Nodes, component: number): boolean {
    const { observations } = this.product;
    return this.weak.every(
      (condition) =>
        nodes.states.some((state) => !observations.state(condition.enabled, state)) ||
        this.takenIn(condition, nodes, component),
    );
  }

  private enabledIn({ enabled }: FairnessCondition, { states }: Nodes): boolean {
    return states.some((state) => this.product.observations.state(enabled, state));
  }

  private takenIn({ taken }: FairnessCondition, nodes: Nodes, component: number): boolean {
    const { observations } = this.product;
    return this.within(nodes, component, (_, state, step) => observations.step(taken, state, step));
  }

  /** Goes through the steps within a component until one is found. */
  private within(
    { states, ats }: Nodes,
    component: number,
    found: (move: Move, state: number, step: number) => boolean,
  ): boolean {
    const { product } = this;
    const { firsts, targets } = product.observations.steps;
    for (let node = 0; node < states.length; node++) {
      const state = states[node] as number;
      const end = firsts[state + 1] as number;
      for (const move of product.moves[ats[node] as number] as readonly Move[]) {
        const ranks = this.ranks[move.to];
        if (ranks === undefined || !product.starts(move, state)) continue;
        if (ranks[state] === component && product.follows(move, state, -1) && found(move, state, -1))
          return true;
        for (let step = firsts[state] as number; step < end; step++) {
          if (ranks[targets[step] as number] !== component || !product.follows(move, state, step)) continue;
          if (found(move, state, step)) return true;
        }
      }
    }
    return false;
  }
}

/** The nodes on the way to the one that is being searched: each with its number, and where among its steps the search is. */
class Frames {
  private words = new Int32Array(5 * 1024);
  length = 0;

  push(state: number, at: number, rank: number): void {
    if (5 * (this.length + 1) > this.words.length) this.words = doubled(this.words);
    const place = 5 * this.length++;
    const { words } = this;
    words[place] = state;
    words[place + 1] = at;
    words[place + 2] = rank;
    words[place + 3] = 0;
    words[place + 4] = notStarted;
  }

  state(frame: number): number {
    return this.words[5 * frame] as number;
  }

  at(frame: number): number {
    return this.words[5 * frame + 1] as number;
  }

  rank(frame: number): number {
    return this.words[5 * frame + 2] as number;
  }

  move(frame: number): number {
    return this.words[5 * frame + 3] as number;
  }

  step(frame: number): number {
    return this.words[5 * frame + 4] as number;
  }

  resume(frame: number, move: number, step: number): void {
    this.words[5 * frame + 3] = move;
    this.words[5 * frame + 4] = step;
  }
}
