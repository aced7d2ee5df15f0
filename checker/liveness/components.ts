/**
 * The search for strongly connected components of the product in which a fair behaviour can stay and violate its property.
 *
 * Components: D. Pearce, "A space-efficient algorithm for finding strongly connected components" (Information Processing
 * Letters 116, 2016), which needs one number a node; with a stack of its own, so that no graph is too deep. Fairness: weak
 * fairness is one more acceptance condition; a component that takes a strongly fair action nowhere and enables it somewhere
 * is searched again without the states that enable it (Emerson and Lei, Science of Computer Programming 8, 1987).
 *
 * Automaton states that only ask something of each state are searched as parts of the state graph (region.ts), if several
 * threads have not found them clear beforehand (clear.ts).
 */

import { longer } from '../arrays.js';
import type { FairnessCondition } from '../temporal.js';
import { type Component, Judge } from './judge.js';
import { type Breathe, pieceSteps } from './pace.js';
import { type Move, NodeSet, NodeStack, type Product } from './product.js';
import { RegionSearch } from './region.js';

/** The number of a node that no move leaves, however its component was found. */
const dead = 2 ** 31 - 1;

/** Numbers of components count down from here, those of open nodes up from 1. */
const lastComponent = dead - 1;

/** The step of a frame whose move has not been looked at. */
const notStarted = -2;

/** At so many nodes to search from, the search is worth a call. */
const manyRoots = 256;

/** States that are looked at in their order between two pauses: about a millisecond. */
const sweepStates = 2 ** 16;

/** Components of fewer nodes lie in the processor's caches. */
const leastOrdered = 4096;

export class FairComponents {
  /** The nodes of components in which a fair behaviour can stay. */
  readonly fair: NodeSet;
  /** Whether there is one. */
  found = false;

  /** By automaton state: 0 for a node that was not seen, then its number, in the end that of its component. */
  private readonly ranks: (Int32Array | undefined)[] = [];
  /** By automaton state: whether all dead nodes have their number. */
  private readonly sure: boolean[] = [];
  /** Automaton states that were just reached. */
  private readonly unswept: number[] = [];
  /** By automaton state: whether it is searched as a part of the state graph. */
  private readonly alone: boolean[];
  private readonly regions: (RegionSearch | undefined)[] = [];
  /** The one that is being searched. */
  private region: RegionSearch | undefined;
  /** Where it begins; −1 when it has begun. */
  private regionRoot = -1;
  private readonly frames = new Frames();
  private readonly open = new NodeStack();
  private nextRank = 1;
  /** How many nodes have been searched. */
  private nodes = 0;
  private component = lastComponent;
  /** Whether the search ends with the first component that is found. */
  private enough = false;
  /** Nodes that are still to be searched from. */
  private readonly roots = new NodeStack();
  /** Components that are still to be looked at. */
  private readonly closed: Component[] = [];
  /** Nodes of automaton states that accept nothing: only to be passed through. */
  private readonly passed: NodeSet;
  private readonly passing = new NodeStack();
  private readonly judge: Judge;

  constructor(
    private readonly product: Product,
    fairness: readonly FairnessCondition[],
    private readonly breathe: Breathe,
    /** Automaton states at which nothing fair stays, and from which nothing leads away. */
    private readonly cleared: ReadonlySet<number> = new Set(),
  ) {
    const { size } = product.graph;
    this.fair = new NodeSet(size);
    this.passed = new NodeSet(size);
    this.judge = new Judge(product, fairness, this.ranks, () => this.pause());
    this.alone = product.moves.map((_, at) => product.staysAlone(at));
  }

  /**
   * Searches the whole product.
   * @param first whether one component is enough @throws EvaluationFault, and what `breathe` throws
   */
  async run(first = false): Promise<void> {
    const { product } = this;
    this.enough = first;
    for (const at of new Set(product.initial)) {
      if (product.waits(at)) await this.everywhere(at);
      else for (let state = 0; state < product.graph.initial; state++) this.reach(state, at);
      await this.settle();
    }
  }

  private pause(): Promise<void> {
    const { product, ranks, fair, passed, frames, open, roots, passing } = this;
    let bytes = 4 * product.graph.size * ranks.filter((own) => own !== undefined).length;
    for (const part of [product.observations, fair, passed, frames, open, roots, passing, this.region])
      bytes += part?.bytes ?? 0;
    return this.breathe(this.nodes, bytes);
  }

  /** The number of a node's component. */
  componentOf(state: number, at: number): number {
    return this.ranks[at]?.[state] ?? 0;
  }

  /** Whether stuttering in a node for ever is accepted and fair. */
  mayStutter(state: number, at: number): boolean {
    return this.judge.mayStutter(state, at);
  }

  private async everywhere(at: number): Promise<void> {
    const { product } = this;
    const { firsts, targets } = product.graph.steps;
    const leaving = (product.moves[at] as readonly Move[]).filter(
      (move) => move.to !== at && !this.cleared.has(move.to),
    );
    if (leaving.length === 0) return;
    const stays = leaving.map((move) => product.canBeLater(move));
    for (let state = 0; state < product.graph.size; state++) {
      for (let index = 0; index < leaving.length; index++) {
        const move = leaving[index] as Move;
        if (stays[index] === true && this.componentOf(state, move.to) !== 0) continue;
        if (!product.starts(move, state)) continue;
        if (product.follows(move, state, -1)) this.reach(state, move.to);
        if (stays[index] === true) continue;
        const first = firsts[state] as number;
        const last = first + (targets[first] as number);
        for (let step = first + 1; step <= last; step++)
          if (product.follows(move, state, step)) this.reach(targets[step] as number, move.to);
      }
      if (state % pieceSteps === 0) await this.pause();
      // Soon, for most of what the next states lead to will have been searched then.
      if (this.roots.length > manyRoots) await this.settle();
      if (this.enough && this.found) return;
    }
  }

  private reach(state: number, at: number): void {
    const { product } = this;
    if (this.cleared.has(at)) return;
    if (product.accepting[at] !== true) {
      if (this.passed.add(state, at)) this.passing.push(state, at);
    } else if (this.rankOf(at)[state] === 0) this.roots.push(state, at);
  }

  private rankOf(at: number): Int32Array {
    const known = this.ranks[at];
    if (known !== undefined) return known;
    const ranks = new Int32Array(this.product.graph.size);
    this.ranks[at] = ranks;
    this.unswept.push(at);
    return ranks;
  }

  /** Numbers the dead nodes of an automaton state in their order: one by one the search would take longer to look them up. */
  private async sweep(at: number): Promise<void> {
    const { product } = this;
    const ranks = this.rankOf(at);
    let sure = true;
    for (let state = 0; state < ranks.length; state++) {
      if (state % sweepStates === sweepStates - 1) await this.pause();
      if (ranks[state] !== 0) continue;
      const lives = product.surely(state, at);
      if (lives === false) ranks[state] = dead;
      else if (lives === undefined) sure = false;
    }
    this.sure[at] = sure;
  }

  /** Whether a node that has no number is one to be entered. */
  private lives(state: number, at: number, ranks: Int32Array): boolean {
    if (this.sure[at] === true || this.product.lives(state, at)) return true;
    ranks[state] = dead;
    return false;
  }

  /** Searches until nothing is left to be searched from. */
  private async settle(): Promise<void> {
    while (!(this.enough && this.found)) {
      const closed = this.closed.pop();
      const unswept = this.unswept.pop();
      if (unswept !== undefined) await this.sweep(unswept);
      if (closed !== undefined) await this.examine(closed);
      else if (this.work()) return;
      else await this.pause();
    }
  }

  /** A piece of the search. @returns whether there is nothing left of it */
  private work(): boolean {
    const { frames, roots, passing, product } = this;
    for (let piece = 0; piece < pieceSteps && this.unswept.length === 0; piece++) {
      if (this.region !== undefined) {
        const entered = this.region.work(this.regionRoot, pieceSteps - piece);
        this.regionRoot = -1;
        this.nodes += entered;
        piece += entered;
        if (this.region.done) this.region = undefined;
      } else if (frames.length > 0) {
        if (!this.advance(frames.length - 1)) this.leave(frames.length - 1);
      } else if (this.closed.length > 0) return false;
      else if (roots.length > 0) {
        const top = --roots.length;
        const at = roots.at(top);
        const state = roots.state(top);
        const ranks = this.rankOf(at);
        if (ranks[state] !== 0 || !this.lives(state, at, ranks)) continue;
        if (this.alone[at] === true) {
          this.region = this.regionOf(at);
          this.regionRoot = state;
        } else this.enter(state, at);
      } else if (passing.length > 0) {
        const top = --passing.length;
        product.steps(passing.state(top), passing.at(top), (to, next) => this.reach(to, next));
      } else return true;
    }
    return false;
  }

  private regionOf(at: number): RegionSearch {
    const known = this.regions[at];
    if (known !== undefined) return known;
    const ranks = this.rankOf(at);
    const { product, judge } = this;
    const region = new RegionSearch({
      steps: product.graph.steps,
      ranks,
      highest: product.graph.size,
      weak: judge.weakMarks,
      belongs: (state) => this.lives(state, at, ranks),
      number: () => this.component--,
      single: (state) => {
        if (judge.mayStutter(state, at)) this.keep(state, at);
      },
      several: (states, number) => {
        const ats = new Int32Array(states.length).fill(at);
        this.closed.push({ states, ats, number, known: true });
      },
    });
    this.regions[at] = region;
    return region;
  }

  /** Goes on with the steps from the node on top. @returns false when there are no more */
  private advance(top: number): boolean {
    const { frames, product } = this;
    const { firsts, targets } = product.graph.steps;
    const from = frames.state(top);
    const source = frames.at(top);
    const ranks = this.ranks[source] as Int32Array;
    const moves = product.moves[source] as readonly Move[];
    const first = (firsts[from] as number) + 1;
    const end = first + (targets[first - 1] as number);
    let lowest = ranks[from] as number;
    let step = frames.step(top);
    for (let number = frames.move(top); number < moves.length; number++, step = notStarted) {
      const move = moves[number] as Move;
      const next = move.to;
      if (step === notStarted) {
        if (!product.starts(move, from)) continue;
        // A stuttering step to the node itself changes nothing here.
        step = next === source || !product.follows(move, from, -1) ? first : -1;
      }
      // What is searched by itself, or only passed through, leads back to none of these nodes.
      if (product.accepting[next] !== true || this.alone[next] === true) {
        for (; step < end; step = step < 0 ? first : step + 1)
          if (product.follows(move, from, step))
            this.reach(step < 0 ? from : (targets[step] as number), next);
        continue;
      }
      const others = this.rankOf(next);
      const free = move.step.length === 0;
      while (step < end) {
        const index = step;
        const to = index < 0 ? from : (targets[index] as number);
        step = index < 0 ? first : index + 1;
        const rank = others[to] as number;
        if (rank >= lowest || (!free && !product.follows(move, from, index))) continue;
        if (rank !== 0) lowest = rank;
        else if (this.lives(to, next, others)) {
          ranks[from] = lowest;
          frames.resume(top, number, step);
          this.enter(to, next);
          return true;
        }
      }
    }
    ranks[from] = lowest;
    return false;
  }

  private enter(state: number, at: number): void {
    this.nodes++;
    this.rankOf(at)[state] = this.nextRank;
    this.frames.push(state, at, this.nextRank++);
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
      const below = this.rankOf(frames.at(top - 1));
      const parent = frames.state(top - 1);
      if (rank < (below[parent] as number)) below[parent] = rank;
      return;
    }
    let first = open.length;
    while (first > 0 && this.componentOf(open.state(first - 1), open.at(first - 1)) >= own) first--;
    this.nextRank = own;
    this.close(first, state, at);
  }

  /** Numbers a component: a node, and the open nodes from an index on. */
  private close(first: number, state: number, at: number): void {
    const { open } = this;
    const number = this.component--;
    this.rankOf(at)[state] = number;
    if (open.length === first) {
      if (this.judge.mayStutter(state, at)) this.keep(state, at);
      return;
    }
    for (let index = first; index < open.length; index++)
      this.rankOf(open.at(index))[open.state(index)] = number;
    open.push(state, at);
    this.closed.push({ ...open.cut(first), number, known: false });
  }

  /** Brings the nodes of a large component into the order of memory: going through them is several times faster. */
  private async order({ states, ats, number }: Component): Promise<void> {
    const size = states.length;
    if (size < leastOrdered || size < this.product.graph.size / 32) return;
    let next = 0;
    for (const at of new Set(ats)) {
      const ranks = this.rankOf(at);
      for (let state = 0; state < ranks.length; state++) {
        if (state % sweepStates === sweepStates - 1) await this.pause();
        if (ranks[state] !== number) continue;
        states[next] = state;
        ats[next++] = at;
      }
    }
  }

  /** Looks for fair behaviours in a component of several nodes. */
  private async examine(component: Component): Promise<void> {
    const { states, ats } = component;
    await this.order(component);
    const starved = await this.judge.starved(component);
    if (starved === undefined) return;
    const { observations } = this.product;
    for (const [index, state] of states.entries()) {
      if (index % pieceSteps === pieceSteps - 1) await this.pause();
      const at = ats[index] as number;
      if (starved.length === 0) this.keep(state, at);
      else if (!starved.some(({ enabled }) => observations.state(enabled, state))) {
        this.rankOf(at)[state] = 0;
        this.roots.push(state, at);
      }
    }
  }

  private keep(state: number, at: number): void {
    this.fair.add(state, at);
    this.found = true;
  }
}

/** The nodes on the way to the one that is being searched: each with its number, and where among its steps the search is. */
class Frames {
  private words = new Int32Array(5 * 1024);
  length = 0;

  get bytes(): number {
    return this.words.byteLength;
  }

  push(state: number, at: number, rank: number): void {
    if (5 * (this.length + 1) > this.words.length) this.words = longer(this.words);
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
