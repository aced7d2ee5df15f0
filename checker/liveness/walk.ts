/**
 * Shortest ways through the product. All choices are made by the content of states, so that a way does not depend on how the
 * states were numbered.
 */

import { type Breathe, pieceSteps } from './pace.js';
import { type Move, NodeSet, type Product } from './product.js';

export interface Node {
  readonly state: number;
  readonly at: number;
  /** What was met on the way, in bits; a node reached with other things met is another one. */
  readonly met: number;
}

export interface Step {
  readonly from: Node;
  readonly to: Node;
  readonly move: Move;
  readonly index: number;
}

export interface Walk {
  readonly from: readonly Node[];
  /** Where the way may lead. */
  readonly inside: (state: number, at: number) => boolean;
  /** Whether the way may end with a step. */
  readonly goal: (step: Step) => boolean;
  /** How many bits {@link Node.met} has, and what it is after a step. */
  readonly meeting?: {
    readonly bits: number;
    after(from: Node, move: Move, index: number, state: number): number;
  };
  /** Gives up when so many nodes have been seen. */
  readonly mostNodes?: number;
  /** Gives up when a way has more steps than that, stuttering ones not counted. */
  readonly mostSteps?: number;
}

/** About what a node takes, in the sets and layers of a walk. */
const bytesANode = 100;

/** Nodes that are reached by as many steps, apart from stuttering ones. */
interface Layer {
  readonly nodes: readonly Node[];
  readonly depth: number;
  /** Whether they are reached by a stuttering step from the layer before. */
  readonly stutters: boolean;
}

/** What is at the end of a walk: a way there, or nothing where it gave up or there is none. */
export interface Walked {
  readonly way?: readonly Step[];
  /** How many nodes were seen. */
  readonly nodes: number;
}

export class Walker {
  constructor(
    private readonly product: Product,
    private readonly breathe: Breathe,
  ) {}

  /** Whether nodes can be told apart of which so many bits say what was met. */
  canTell(bits: number): boolean {
    const { moves, graph } = this.product;
    return moves.length * 2 ** bits * graph.size <= Number.MAX_SAFE_INTEGER;
  }

  /** What says of each node whether it is the first time that it is asked about. @param bits of {@link Node.met}, if they count */
  private firstTimes(bits: number | undefined): (node: Node) => boolean {
    const { size } = this.product.graph;
    if (bits === undefined) {
      // Often most of the product.
      const seen = new NodeSet(size);
      return ({ state, at }) => seen.add(state, at);
    }
    const seen = new Set<number>();
    return ({ state, at, met }) => {
      const before = seen.size;
      return seen.add((at * 2 ** bits + met) * size + state).size > before;
    };
  }

  /**
   * A shortest way from one of the nodes, by at least one step, whose last step is a goal. Stuttering steps count nothing, for
   * they will not be shown: what they reach is a layer of the same depth.
   */
  async shortest(walk: Walk): Promise<Walked> {
    const { mostNodes = Number.POSITIVE_INFINITY, mostSteps = Number.POSITIVE_INFINITY } = walk;
    const isNew = this.firstTimes(walk.meeting?.bits);
    let count = 0;
    const add = (node: Node) => isNew(node) && ++count > 0;
    const layers: Layer[] = [];
    let nodes = walk.from.filter(add);
    for (let depth = 0; nodes.length > 0 && depth < mostSteps; depth++) {
      let best: Step | undefined;
      const next: Node[] = [];
      const visit = (step: Step, into: Node[]) => {
        if (walk.goal(step) && (best === undefined || this.before(step, best))) best = step;
        if (add(step.to)) into.push(step.to);
      };
      const first = layers.length;
      for (let still = nodes; still.length > 0; ) {
        layers.push({ nodes: still, depth, stutters: layers.length > first });
        const more: Node[] = [];
        for (const [index, node] of still.entries()) {
          this.steps(walk, node, (step) => step.index < 0 && visit(step, more));
          if (index % pieceSteps === pieceSteps - 1) await this.breathe(count, bytesANode * count);
        }
        if (best !== undefined)
          return { way: await this.back(walk, layers, layers.length - 1, best), nodes: count };
        still = more;
      }
      let looked = 0;
      for (const layer of layers.slice(first)) {
        for (const node of layer.nodes) {
          this.steps(walk, node, (step) => step.index >= 0 && visit(step, next));
          if (++looked % pieceSteps === 0) await this.breathe(count, bytesANode * count);
          if (count > mostNodes) return { nodes: count };
        }
      }
      if (best !== undefined) {
        const layer = this.layerOf(layers, first, best.from);
        return { way: await this.back(walk, layers, layer, best), nodes: count };
      }
      nodes = next;
    }
    return { nodes: count };
  }

  private steps({ inside, meeting }: Walk, node: Node, visit: (step: Step) => void): void {
    this.product.steps(node.state, node.at, (state, at, move, index) => {
      if (!inside(state, at)) return;
      const met = meeting === undefined ? 0 : meeting.after(node, move, index, state);
      visit({ from: node, to: { state, at, met }, move, index });
    });
  }

  private layerOf(layers: readonly Layer[], from: number, node: Node): number {
    let index = layers.length - 1;
    while (index > from && layers[index]?.nodes.some((other) => same(node, other)) !== true) index--;
    return index;
  }

  /** The way to a step through the layers of a search, by the least predecessors. @param layer that the step leaves */
  private async back(walk: Walk, layers: readonly Layer[], layer: number, last: Step): Promise<Step[]> {
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
        for (const [index, node] of candidate.nodes.entries()) {
          if (index % pieceSteps === pieceSteps - 1)
            await this.breathe(0, bytesANode * candidate.nodes.length);
          this.steps(walk, node, (step) => {
            if (!same(step.to, wanted) || step.index < 0 !== stutters) return;
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

  /** By content. */
  compare(left: Node, right: Node): number {
    return this.product.graph.compare(left.state, right.state) || left.at - right.at || left.met - right.met;
  }
}

function same(left: Node, right: Node): boolean {
  return left.state === right.state && left.at === right.at && left.met === right.met;
}
