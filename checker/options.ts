/** What a check can be asked to do, and what it tells while it runs. */

import type { StateGraph } from './graph.js';

export interface CheckOptions {
  /** Goes on after a violation: every violated invariant is reported, each with a shortest trace. */
  readonly continue?: boolean;
  /**
   * Stops when this many distinct states have been found: after the state that is being explored, so that there may be some
   * more. With several workers how many there are then differs from run to run.
   */
  readonly maxStates?: number;
  /** Explores no state deeper than this; an initial state has depth 1. */
  readonly maxDepth?: number;
  /** Seconds. What was found until then differs from run to run. */
  readonly timeLimit?: number;
  /**
   * Bytes of states, table and edges; default: three quarters of the memory of the machine or container. When they run short, states
   * behind the frontier give way to fingerprints; when they run out, the verdict is `incomplete`. (Objects, as an interpreted
   * model makes them, have a limit of Node's: `--max-old-space-size`.)
   */
  readonly memoryLimit?: number;
  /** Threads that explore; `auto` (the default): as many as there are processors. A model without `portable`, or with a VIEW that leaves something out, has one. */
  readonly workers?: number | 'auto';
  /**
   * Starts the workers when so many states of a level are to be explored, and waits for them; by default they are started
   * when exploring the states takes longer than that, and take part from when they are ready.
   */
  readonly workersFrom?: number;
  readonly signal?: AbortSignal;
  /** Called now and then while the search runs. */
  readonly progress?: (progress: Progress) => void;
  /** Keeps all steps with their labels (8 bytes each) and hands the graph over when the search ends. */
  readonly graph?: (graph: StateGraph) => void;
  /** Reasons, known beforehand, for which the answer will not be complete. */
  readonly incomplete?: readonly string[];
}

export interface Progress {
  readonly depth: number;
  readonly generated: number;
  readonly distinct: number;
  /** States found and not yet explored. */
  readonly frontier: number;
  readonly seconds: number;
  /** Generated states a second since the progress before. */
  readonly rate: number;
  /** Bytes of memory that the process holds. */
  readonly memory: number;
  /** Threads that explore at the moment. */
  readonly workers: number;
  /** When all states are explored and liveness is checked: how many nodes of the product have been looked at. */
  readonly liveness?: number;
}
