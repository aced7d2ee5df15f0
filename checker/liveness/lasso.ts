/**
 * A lasso out of the components in which a property is violated: a shortest prefix to one of them, and then a cycle that
 * meets every acceptance condition, each met on a shortest way from where the one before it was met. All choices are made
 * by the content of states, so that the lasso does not depend on how the states were numbered.
 */

import type { FairnessCondition } from '../temporal.js';
import type { FairComponents } from './components.js';
import { type Move, NodeSet, type Product } from './product.js';

/** States by number. */
export interface Lasso {
  readonly states: readonly number[];
  /** Index of the state that the last one steps back to; the last index itself when the behaviour stutters for ever. */
  readonly loop: number;
}

export interface LassoRequest {
  readonly product: Product;
  readonly components: FairComponents;
  readonly fairness: readonly FairnessCondition[];
  /** Index of a property that {@link FairComponents.found} a violation of. */
  readonly property: number;
}

export function lassoOf(request: LassoRequest): Lasso {
  const { prefix, loop } = new LassoSearch(request).run();
  return shortened(prefix, loop);
}

interface Node {
  readonly state: number;
  readonly at: number;
}

interface Step {
  readonly from: Node;
  readonly to: Node;
  readonly move: Move;
  readonly index: number;
}

/** Nodes that are reached by as many steps, apart from stuttering ones. */
interface Layer {
  readonly nodes: readonly Node[];
  readonly depth: number;
  /** Whether they are reached by a stuttering step from the layer before. */
  readonly stutters: boolean;
}

class LassoSearch {
  private readonly product: Product;
  private readonly components: FairComponents;

  constructor(private readonly request: LassoRequest) {
    this.product = request.product;
    this.components = request.components;
  }

  run(): { prefix: number[]; loop: number[] } {
    const { product, components, request } = this;
    const at = product.initial[request.property] as number;
    const initial = Array.from({ length: product.graph.initial }, (_, state): Node => ({ state, at }));
    const isFair = ({ state, at: own }: Node) => components.fair.has(state, own);
    const first = this.least(initial.filter(isFair));
    const path =
      first !== undefined
        ? []
        : this.shortest(
            initial,
            () => true,
            ({ to }) => isFair(to),
          );
    const entry = first ?? path.at(-1)?.to;
    if (entry === undefined) throw new Error('A violation was found that no behaviour leads to.');
    const cycle = components.mayStutter(entry.state, entry.at) ? [] : this.cycle(entry);
    return {
      prefix: path.map(({ from }) => from.state),
      loop: [entry.state, ...cycle.slice(0, -1).map(({ to }) => to.state)],
    };
  }

  private cycle(entry: Node): Step[] {
    const { components } = this;
    const component = components.componentOf(entry.state, entry.at);
    const inside = (node: Node) => components.componentOf(node.state, node.at) === component;
    const open = this.obligations(entry);
    const steps: Step[] = [];
    let node = entry;
    const go = (goal: (step: Step) => boolean) => {
      for (const step of this.shortest([node], inside, goal)) {
        steps.push(step);
        open.meet(step);
        node = step.to;
      }
    };
    while (open.remain()) go((step) => open.met(step));
    if (steps.length === 0 || node.state !== entry.state || node.at !== entry.at)
      go(({ to }) => to.state === entry.state && to.at === entry.at);
    return steps;
  }

  /** What a cycle in a fair component must still meet. */
  private obligations(entry: Node) {
    const { product, request } = this;
    const { observations } = product;
    let bits = product.acceptance[request.property] as number;
    const component = this.components.componentOf(entry.state, entry.at);
    const nodes = this.reachable(entry, component);
    let conditions = request.fairness.filter(({ strength, enabled }) =>
      strength === 'weak'
        ? observations.state(enabled, entry.state)
        : nodes.some(({ state }) => observations.state(enabled, state)),
    );
    const meets = ({ strength, enabled, taken }: FairnessCondition, { from, to, index }: Step) =>
      observations.step(taken, from.state, index) ||
      (strength === 'weak' && !observations.state(enabled, to.state));
    return {
      remain: () => bits !== 0 || conditions.length > 0,
      met: (step: Step) =>
        (bits & step.move.accepts) !== 0 || conditions.some((condition) => meets(condition, step)),
      meet: (step: Step) => {
        bits &= ~step.move.accepts;
        conditions = conditions.filter((condition) => !meets(condition, step));
      },
    };
  }

  /** The nodes of a component. */
  private reachable(entry: Node, component: number): Node[] {
    const { product, components } = this;
    const seen = new NodeSet(product.graph.size);
    seen.add(entry.state, entry.at);
    const found = [entry];
    for (const node of found) {
      product.steps(node.state, node.at, (state, at) => {
        if (components.componentOf(state, at) === component && seen.add(state, at)) found.push({ state, at });
      });
    }
    return found;
  }

  /**
   * A shortest way from one of the nodes, by at least one step, whose last step is a goal. Stuttering steps count nothing, for
   * they will not be shown: what they reach is a layer of the same depth.
   */
  private shortest(
    from: readonly Node[],
    inside: (node: Node) => boolean,
    goal: (step: Step) => boolean,
  ): Step[] {
    const seen = new NodeSet(this.product.graph.size);
    const layers: Layer[] = [];
    let nodes = from.filter((node) => seen.add(node.state, node.at));
    for (let depth = 0; nodes.length > 0; depth++) {
      let best: Step | undefined;
      const next: Node[] = [];
      const visit = (step: Step, into: Node[]) => {
        if (!inside(step.to)) return;
        if (goal(step) && (best === undefined || this.before(step, best))) best = step;
        if (seen.add(step.to.state, step.to.at)) into.push(step.to);
      };
      const first = layers.length;
      for (let still = nodes; still.length > 0; ) {
        layers.push({ nodes: still, depth, stutters: layers.length > first });
        const more: Node[] = [];
        for (const node of still) this.steps(node, (step) => step.index < 0 && visit(step, more));
        if (best !== undefined) return this.back(layers, layers.length - 1, best);
        still = more;
      }
      for (const layer of layers.slice(first))
        for (const node of layer.nodes) this.steps(node, (step) => step.index >= 0 && visit(step, next));
      if (best !== undefined) return this.back(layers, this.layerOf(layers, first, best.from), best);
      nodes = next;
    }
    throw new Error('A component of the product has no way through it.');
  }

  private steps(node: Node, visit: (step: Step) => void): void {
    this.product.steps(node.state, node.at, (state, at, move, index) =>
      visit({ from: node, to: { state, at }, move, index }),
    );
  }

  private layerOf(layers: readonly Layer[], from: number, { state, at }: Node): number {
    let index = layers.length - 1;
    while (
      index > from &&
      layers[index]?.nodes.some((node) => node.state === state && node.at === at) !== true
    )
      index--;
    return index;
  }

  /** The way to a step through the layers of a search, by the least predecessors. @param layer that the step leaves */
  private back(layers: readonly Layer[], layer: number, last: Step): Step[] {
    const way = [last];
    let at = layer;
    while (at > 0 && ((layers[at] as Layer).stutters || (layers[at] as Layer).depth > 0)) {
      const { stutters, depth } = layers[at] as Layer;
      const wanted = way[0]?.from as Node;
      let best: Step | undefined;
      let found = at;
      for (let before = at - 1; before >= 0; before--) {
        const candidate = layers[before] as Layer;
        if (candidate.depth < (stutters ? depth : depth - 1)) break;
        if (candidate.depth !== (stutters ? depth : depth - 1)) continue;
        for (const node of candidate.nodes) {
          this.steps(node, (step) => {
            if (step.to.state !== wanted.state || step.to.at !== wanted.at || step.index < 0 !== stutters)
              return;
            if (best !== undefined && !this.before(step, best)) return;
            best = step;
            found = before;
          });
        }
        if (stutters) break;
      }
      if (best === undefined) throw new Error('A layer of the search does not lead to the next.');
      way.unshift(best);
      at = found;
    }
    return way;
  }

  private before(left: Step, right: Step): boolean {
    return (this.compare(left.to, right.to) || this.compare(left.from, right.from)) < 0;
  }

  private least(nodes: readonly Node[]): Node | undefined {
    return nodes.reduce<Node | undefined>(
      (least, node) => (least === undefined || this.compare(node, least) < 0 ? node : least),
      undefined,
    );
  }

  private compare(left: Node, right: Node): number {
    return this.product.graph.compare(left.state, right.state) || left.at - right.at;
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
