/** Checks a model: a breadth-first search, so that every counterexample is a shortest one. */

import { EvaluationFault, type Explanation, type Model } from './model.js';
import { StateTable } from './states.js';
import { keyOf, traceTo } from './trace.js';
import type { ActionCoverage, Verdict, VerdictKind, Violation } from './verdict.js';

export interface CheckOptions {
  /** Goes on after a violation: every violated invariant is reported, each with a shortest trace. */
  readonly continue?: boolean;
  /** Stops when this many distinct states have been found. */
  readonly maxStates?: number;
  /** Explores no state deeper than this; an initial state has depth 1. */
  readonly maxDepth?: number;
  /** Seconds. */
  readonly timeLimit?: number;
  readonly signal?: AbortSignal;
  /** Called now and then while the search runs. */
  readonly progress?: (progress: Progress) => void;
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
}

/**
 * Explores a model breadth-first and says whether its invariants hold in every reachable state.
 *
 * @example
 * const verdict = await check(model);
 * if (verdict.kind === 'violation') console.log(verdict.violations[0]?.trace.states.length);
 */
export async function check<State>(model: Model<State>, options: CheckOptions = {}): Promise<Verdict> {
  return new Search(model, options).run();
}

/** A step that was found: the state it came from by number. */
interface Found<State> {
  readonly state: State;
  readonly parent: number;
  readonly action: number;
}

class Search<State> {
  private readonly table = new StateTable<State>();
  /** First number of each level, the first level included. */
  private levels: number[] = [0];
  private generated = 0;
  private readonly taken: number[];
  private readonly fresh: number[];
  private readonly violations: Violation[] = [];
  private readonly violated = new Set<string>();
  private readonly incomplete: string[];
  private readonly began = performance.now();
  private lastProgress = 0;
  private stopped = false;
  /** What is being explored, for the trace of an error. */
  private at = -1;

  constructor(
    private readonly model: Model<State>,
    private readonly options: CheckOptions,
  ) {
    this.taken = model.actions.map(() => 0);
    this.fresh = model.actions.map(() => 0);
    this.incomplete = [...(options.incomplete ?? [])];
  }

  async run(): Promise<Verdict> {
    try {
      this.initial();
      await this.explore();
    } catch (error) {
      if (!(error instanceof EvaluationFault)) throw error;
      this.fault(error, this.at);
    }
    return this.verdict();
  }

  private initial(): void {
    for (const state of this.model.initial()) {
      this.generated++;
      this.visit({ state, parent: -1, action: -1 });
      if (this.stopped) return;
    }
  }

  private async explore(): Promise<void> {
    const { model, options, table } = this;
    let number = 0;
    while (number < table.size && !this.stopped) {
      const end = table.size;
      if (options.maxDepth !== undefined && this.levels.length >= options.maxDepth) {
        this.incomplete.push(`the depth limit of ${options.maxDepth} was reached`);
        return;
      }
      for (; number < end && !this.stopped; number++) {
        this.at = number;
        let enabled = false;
        const state = table.state(number);
        for (const { action, state: next } of model.successors(state)) {
          enabled = true;
          this.generated++;
          this.taken[action] = (this.taken[action] ?? 0) + 1;
          if (model.actionConstraint?.(state, next) === false) continue;
          this.visit({ state: next, parent: number, action });
          if (this.stopped) break;
        }
        if (!enabled && model.checkDeadlock) this.deadlock(number);
        if ((number & 255) === 0) await this.pause(number);
      }
      if (table.size > end) this.levels.push(end);
    }
  }

  /** Lets timers and signals have their turn, and looks at the limits. */
  private async pause(number: number): Promise<void> {
    const { options } = this;
    const seconds = this.seconds();
    if (options.timeLimit !== undefined && seconds >= options.timeLimit) {
      this.stop(`the time limit of ${options.timeLimit} s was reached`);
    }
    if (seconds - this.lastProgress < 0.2) return;
    this.lastProgress = seconds;
    await new Promise((resolve) => setImmediate(resolve));
    if (options.signal?.aborted === true) this.stop('it was interrupted');
    options.progress?.({
      depth: this.levels.length,
      generated: this.generated,
      distinct: this.table.size,
      frontier: this.table.size - number,
      seconds,
    });
  }

  private stop(reason: string): void {
    this.incomplete.push(reason);
    this.stopped = true;
  }

  private visit(found: Found<State>): void {
    const { model, table, options } = this;
    const inside = model.constraint?.(found.state) !== false;
    if (!inside) {
      this.checkInvariants(found, -1);
      return;
    }
    const number = table.add(found.state, keyOf(model, found.state), found.parent, found.action);
    if (number < 0) return;
    if (found.action >= 0) this.fresh[found.action] = (this.fresh[found.action] ?? 0) + 1;
    this.checkInvariants(found, number);
    if (options.maxStates !== undefined && table.size >= options.maxStates && !this.stopped) {
      this.stop(`the limit of ${options.maxStates} states was reached`);
    }
  }

  /** @param number of the state, −1 when it lies outside the constraint and has none */
  private checkInvariants(found: Found<State>, number: number): void {
    const { model } = this;
    for (const [index, invariant] of model.invariants.entries()) {
      if (this.violated.has(invariant.name)) continue;
      let holds: boolean;
      try {
        holds = invariant.holds(found.state);
      } catch (error) {
        if (!(error instanceof EvaluationFault)) throw error;
        this.fault(error, number >= 0 ? number : found.parent);
        this.stopped = true;
        return;
      }
      if (holds) continue;
      this.violated.add(invariant.name);
      const explanation = this.explain(() => model.explain?.invariant?.(index, found.state));
      const message =
        invariant.kind === 'state-space'
          ? `${invariant.name} left its state space.`
          : `Invariant ${invariant.name} is violated.`;
      this.violations.push({
        kind: invariant.kind,
        name: invariant.name,
        message,
        ...(invariant.place === undefined ? {} : { place: invariant.place }),
        trace:
          number >= 0 ? traceTo(model, this.table, number) : traceTo(model, this.table, found.parent, found),
        ...(explanation === undefined ? {} : { explanation }),
      });
      if (this.options.continue !== true) {
        this.stopped = true;
        return;
      }
    }
  }

  private deadlock(number: number): void {
    if (this.violated.has('deadlock')) return;
    this.violated.add('deadlock');
    const { model, table } = this;
    const explanation = this.explain(() => model.explain?.deadlock?.(table.state(number)));
    this.violations.push({
      kind: 'deadlock',
      name: 'deadlock',
      message: 'Deadlock: no step is possible.',
      trace: traceTo(model, table, number),
      ...(explanation === undefined ? {} : { explanation }),
    });
    if (this.options.continue !== true) this.stopped = true;
  }

  /** An explanation that cannot be evaluated to its end must not hide what it was to explain. */
  private explain(ask: () => Explanation | undefined): Explanation | undefined {
    try {
      return ask();
    } catch (error) {
      if (!(error instanceof EvaluationFault)) throw error;
      return {
        text: `It cannot be explained further: ${error.message}`,
        ...(error.place === undefined ? {} : { place: error.place }),
      };
    }
  }

  private fault(error: EvaluationFault, number: number): void {
    this.violations.push({
      kind: 'error',
      name: error.code,
      message: error.message,
      ...(error.place === undefined ? {} : { place: error.place }),
      trace: traceTo(this.model, this.table, number),
      ...(error.explanation === undefined ? {} : { explanation: error.explanation }),
    });
  }

  private seconds(): number {
    return (performance.now() - this.began) / 1000;
  }

  private verdict(): Verdict {
    return {
      kind: kindOf(this.violations, this.incomplete),
      generated: this.generated,
      distinct: this.table.size,
      depth: this.table.size === 0 ? 0 : this.levels.length,
      seconds: this.seconds(),
      coverage: this.coverage(),
      violations: this.violations,
      incomplete: this.incomplete,
      warnings: [],
    };
  }

  private coverage(): ActionCoverage[] {
    const byName = new Map<string, ActionCoverage>();
    this.model.actions.forEach((action, index) => {
      const sum = byName.get(action.name);
      byName.set(action.name, {
        name: action.name,
        ...(action.place === undefined ? {} : { place: action.place }),
        generated: (sum?.generated ?? 0) + (this.taken[index] ?? 0),
        distinct: (sum?.distinct ?? 0) + (this.fresh[index] ?? 0),
      });
    });
    return [...byName.values()];
  }
}

/** The worst of what was found. */
function kindOf(violations: readonly Violation[], incomplete: readonly string[]): VerdictKind {
  const kinds = new Set(violations.map((violation) => violation.kind));
  if (kinds.has('error')) return 'error';
  if (kinds.has('invariant') || kinds.has('state-space')) return 'violation';
  if (kinds.has('deadlock')) return 'deadlock';
  return incomplete.length > 0 ? 'incomplete' : 'holds';
}
