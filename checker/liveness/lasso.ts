/**
 * A lasso out of the components in which a property is violated: a shortest prefix to one of them, and then a shortest cycle
 * through the node where it ends that meets every condition (cycle.ts).
 */

import type { FairnessCondition } from '../temporal.js';
import type { FairComponents } from './components.js';
import { CycleSearch, type Obligations, obligationsOf } from './cycle.js';
import { type Breathe, pieceSteps } from './pace.js';
import { NodeSet, NodeStack, type Product } from './product.js';
import { type Node, type Step, Walker } from './walk.js';

/** States by number. */
export interface Lasso {
  readonly states: readonly number[];
  /** Index of the state that the last one steps back to; the last index itself when the behaviour stutters for ever. */
  readonly loop: number;
}

/** Of the nodes to which a shortest prefix leads, so many are tried for the shortest cycle. */
const mostEntries = 16;

/** Nodes that the search for shortest cycles may see, those with other things met counted apart. */
const mostNodes = 400_000;

export class LassoSearch {
  private readonly walker: Walker;
  /** By the number of a component. */
  private readonly known = new Map<number, Obligations>();

  constructor(
    private readonly product: Product,
    private readonly components: FairComponents,
    private readonly fairness: readonly FairnessCondition[],
    private readonly breathe: Breathe,
  ) {
    this.walker = new Walker(product, breathe);
  }

  /** Whether some behaviour can violate a property. @param property its index */
  async reaches(property: number): Promise<boolean> {
    const { product, components } = this;
    const seen = new NodeSet(product.graph.size);
    const open = new NodeStack();
    let found = false;
    const reach = (state: number, at: number) => {
      found ||= components.fair.has(state, at);
      if (seen.add(state, at)) open.push(state, at);
    };
    for (const { state, at } of this.initial(property)) reach(state, at);
    for (let count = 1; open.length > 0 && !found; count++) {
      const top = --open.length;
      product.steps(open.state(top), open.at(top), reach);
      if (count % pieceSteps === 0) await this.breathe(count, seen.bytes + open.bytes);
    }
    return found;
  }

  /** @param property index of one that {@link reaches} */
  async lasso(property: number): Promise<Lasso> {
    const { components, walker } = this;
    const isFair = ({ state, at }: Node) => components.fair.has(state, at);
    const initial = this.initial(property);
    const first = initial.filter(isFair);
    const entries = first.length > 0 ? first : await this.nearest(initial, isFair);
    entries.sort((left, right) => walker.compare(left, right));
    const { entry, cycle } = await this.shortestCycle(entries.slice(0, mostEntries));
    const prefix = first.length > 0 ? [] : await this.way(initial, entry);
    return shortened(
      prefix.map(({ from }) => from.state),
      [entry.state, ...cycle.slice(0, -1).map(({ to }) => to.state)],
    );
  }

  private initial(property: number): Node[] {
    const at = this.product.initial[property] as number;
    return Array.from({ length: this.product.graph.initial }, (_, state) => ({ state, at, met: 0 }));
  }

  /** The fair nodes to which the fewest steps lead. */
  private async nearest(from: readonly Node[], isFair: (node: Node) => boolean): Promise<Node[]> {
    const found = new Map<string, Node>();
    const { way } = await this.walker.shortest({
      from,
      inside: () => true,
      goal: ({ to }) => {
        if (!isFair(to)) return false;
        found.set(`${to.state} ${to.at}`, to);
        return true;
      },
    });
    if (way === undefined) throw new Error('A violation was found that no behaviour leads to.');
    return [...found.values()];
  }

  private async way(from: readonly Node[], entry: Node): Promise<readonly Step[]> {
    const { way } = await this.walker.shortest({
      from,
      inside: () => true,
      goal: ({ to }) => to.state === entry.state && to.at === entry.at,
    });
    if (way === undefined) throw new Error('A node was found that no behaviour leads to.');
    return way;
  }

  /** The entry with the shortest cycle; where that would take too long, the first entry and a short cycle. */
  private async shortestCycle(entries: readonly Node[]): Promise<{ entry: Node; cycle: readonly Step[] }> {
    const { product, components, walker } = this;
    const [first] = entries;
    if (first === undefined) throw new Error('A component has no entry.');
    const stops = entries.find(({ state, at }) => components.mayStutter(state, at));
    if (stops !== undefined) return { entry: stops, cycle: [] };
    let nodesLeft = mostNodes;
    let mostSteps = Number.POSITIVE_INFINITY;
    let best: { entry: Node; cycle: readonly Step[] } | undefined;
    for (const entry of entries) {
      const search = new CycleSearch(product, walker, await this.obligations(entry), entry);
      const { way, nodes } = await search.shortest(nodesLeft, mostSteps);
      nodesLeft -= nodes;
      if (way !== undefined) {
        best = { entry, cycle: way };
        mostSteps = way.filter(({ index }) => index >= 0).length - 1;
      }
      if (nodesLeft <= 0) break;
    }
    if (best !== undefined) return best;
    const search = new CycleSearch(product, walker, await this.obligations(first), first);
    return { entry: first, cycle: await search.short() };
  }

  private async obligations(entry: Node): Promise<Obligations> {
    const { product, components, fairness, breathe } = this;
    const number = components.componentOf(entry.state, entry.at);
    const known = this.known.get(number);
    if (known !== undefined) return known;
    const found = await obligationsOf(product, components, fairness, entry, breathe);
    this.known.set(number, found);
    return found;
  }
}

/** The same behaviour, written shorter: without steps that change nothing, and without walking into a loop that was entered already. */
function shortened(prefix: readonly number[], cycle: readonly number[]): Lasso {
  const entry = cycle[0] as number;
  const before = prefix.filter((state, index) => state !== (prefix[index + 1] ?? entry));
  let loop = cycle.filter((state, index) => state !== cycle[(index + 1) % cycle.length]);
  if (loop.length === 0) loop = [entry];
  loop = primitive(loop);
  while (before.length > 0 && loop.length > 1 && before.at(-1) === loop.at(-1)) {
    before.pop();
    loop.unshift(loop.pop() as number);
  }
  return { states: [...before, ...loop], loop: before.length };
}

/** The shortest loop that repeats to this one. */
function primitive(loop: readonly number[]): number[] {
  for (let period = 1; period < loop.length; period++) {
    if (loop.length % period === 0 && loop.every((state, index) => state === loop[index % period]))
      return loop.slice(0, period);
  }
  return [...loop];
}
