/** Random behaviours of a model: for state spaces that are too large to be explored, and for tests of what implements it. */

import { type Finding, FindingKind, faultData } from './findings.js';
import { Misfit, type RowModel } from './rows.js';
import { isFault, isMisfit, Steps } from './steps.js';
import { traceThrough } from './trace.js';
import type { Trace, Violation } from './verdict.js';
import { initialFault, violationOf } from './violations.js';

export interface SimulationOptions {
  /** How many behaviours; default 100. */
  readonly traces?: number;
  /** States of a behaviour at most; default 100. */
  readonly depth?: number;
  /** Behaviours of one seed are the same on every run and every machine; default 1. */
  readonly seed?: number;
  /** Take every `stride`-th behaviour, from the `first` (from 0): the share of one of several threads. Default: all. */
  readonly first?: number;
  readonly stride?: number;
  /** Gets each behaviour that ended well, with its number (from 0). */
  readonly trace?: (trace: Trace, index: number) => void;
  readonly signal?: AbortSignal;
}

export interface Simulation {
  /** Behaviours that were begun. */
  readonly traces: number;
  /** States in all of them. */
  readonly states: number;
  /** States of the longest one. */
  readonly longest: number;
  /** What is wrong, and the number (from 0) of the behaviour that shows it: it is the first one of this share, not a shortest one. */
  readonly violation?: Violation;
  readonly index?: number;
  readonly interrupted: boolean;
}

/**
 * Walks at random: from a state every step is as likely as any other, witnesses of one step counted once. A behaviour ends at the
 * depth, where no step is possible, or where the CONSTRAINT leads no further. Properties of whole behaviours are not checked.
 * @throws what the model throws, but for an EvaluationFault
 */
export async function simulateRows(model: RowModel, options: SimulationOptions = {}): Promise<Simulation> {
  return new Simulator(model, options).run();
}

class Simulator {
  private states = 0;
  private longest = 0;
  private steps: Steps;

  constructor(
    private model: RowModel,
    private readonly options: SimulationOptions,
  ) {
    this.steps = new Steps(model);
  }

  async run(): Promise<Simulation> {
    const { traces = 100, first = 0, stride = 1, signal, trace } = this.options;
    let count = 0;
    let last = performance.now();
    const summary = () => ({ traces: count, states: this.states, longest: this.longest });
    for (let index = first; index < traces; index += stride) {
      if (performance.now() - last > 50) {
        await new Promise((resolve) => setImmediate(resolve));
        last = performance.now();
      }
      if (signal?.aborted === true) return { ...summary(), interrupted: true };
      count++;
      const { path, violation } = this.walk(index);
      this.states += path.length;
      this.longest = Math.max(this.longest, path.length);
      if (violation !== undefined) return { ...summary(), violation, index, interrupted: false };
      trace?.(traceThrough(this.model, path), index);
    }
    return { ...summary(), interrupted: false };
  }

  /** One behaviour. A value that does not fit widens the model, and the behaviour begins again. */
  private walk(index: number): { path: Int32Array[]; violation?: Violation } {
    for (;;) {
      try {
        return this.attempt(new Chance(this.options.seed ?? 1, index));
      } catch (error) {
        if (!isMisfit(error) || this.model.widen === undefined) throw error;
        // No row is kept: the behaviour begins again.
        this.model = this.model.widen(new Misfit(error.variable, error.detail), () => undefined).model;
        this.steps = new Steps(this.model);
      }
    }
  }

  private attempt(chance: Chance): { path: Int32Array[]; violation?: Violation } {
    const { model, steps } = this;
    const { depth = 100 } = this.options;
    const path: Int32Array[] = [];
    try {
      steps.initial();
    } catch (error) {
      if (isMisfit(error)) throw error;
      return { path, violation: initialFault(model, error) };
    }
    while (steps.inside > 0) {
      const row = this.taken(chance.below(steps.inside));
      path.push(row);
      const wrong = this.wrongWith(row);
      if (wrong !== undefined) return { path, violation: this.violation(path, wrong) };
      if (path.length >= depth) break;
      try {
        steps.from(row, 0);
      } catch (error) {
        if (!isFault(error)) throw error;
        const fault = faultData(error);
        return { path, violation: this.violation(path, { kind: FindingKind.error, invariant: -1, fault }) };
      }
      if (steps.found === 0 && model.checkDeadlock) {
        return { path, violation: this.violation(path, { kind: FindingKind.deadlock, invariant: -1 }) };
      }
    }
    return { path };
  }

  /** One of the rows that were found, by its place among them in the order of content: that in which they come may change. */
  private taken(index: number): Int32Array {
    const { model, steps } = this;
    const { width, found } = model;
    const rows = Array.from({ length: steps.inside }, (_, row) =>
      found.words.slice(row * width, (row + 1) * width),
    );
    return rows.sort((left, right) => model.compare(left, 0, right, 0))[index] as Int32Array;
  }

  private wrongWith(row: Int32Array): Wrong | undefined {
    try {
      const invariant = this.model.firstViolated(row, 0);
      return invariant < 0 ? undefined : { kind: FindingKind.invariant, invariant };
    } catch (error) {
      if (!isFault(error)) throw error;
      return { kind: FindingKind.error, invariant: -1, fault: faultData(error) };
    }
  }

  private violation(path: readonly Int32Array[], wrong: Wrong): Violation {
    const states = path.map((row, number) => ({ number, row }));
    const row = path[path.length - 1] as Int32Array;
    const finding: Finding = { ...wrong, row, hash: 0, number: path.length - 1, parent: -1, meta: 0 };
    return violationOf(this.model, { pathTo: () => states }, finding);
  }
}

type Wrong = Pick<Finding, 'kind' | 'invariant' | 'fault'>;

/** Numbers that look random and are the same for the same seed: SplitMix64's mixing (Steele, Lea, Flood 2014), in 32 bits. */
class Chance {
  private state: number;

  constructor(seed: number, stream: number) {
    this.state = Math.imul(seed, 0x9e3779b9) ^ Math.imul(stream + 1, 0x85ebca6b);
  }

  /** A whole number from 0 to `limit` − 1. */
  below(limit: number): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    mixed ^= mixed >>> 15;
    return Math.floor(((mixed >>> 0) / 0x1_0000_0000) * limit);
  }
}
