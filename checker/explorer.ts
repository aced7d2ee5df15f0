/** What every thread does with the states of a level: take some, find their successors, put them in, check the new ones. */

import { Arena, actionBits } from './arena.js';
import { Place } from './control.js';
import { type FaultData, FindingKind, Findings, faultData } from './findings.js';
import { EdgeRecorder, type EdgeSpace } from './graph.js';
import { type Insert, insertionFor, runLength } from './insertion.js';
import type { StateRange } from './messages.js';
import { propertyParts, rowSatisfies, type SafetyPart } from './properties.js';
import type { Misfit, RowModel } from './rows.js';
import { isFault, isMisfit, Steps } from './steps.js';

/** The memory that the threads of one search share. */
export interface SharedSpace {
  readonly control: Int32Array;
  /** The arena's words. */
  readonly words: Int32Array;
  /** The table's slots. */
  readonly slots: Int32Array;
  /** Per thread the generated states, then how often each action was taken: {@link countersOf}. */
  readonly counts: Float64Array;
  /** 1 for each invariant, and then each safety part of the properties, whose violation was reported. */
  readonly reported: Int32Array;
  /** Present when edges are recorded. */
  readonly edges?: EdgeSpace;
}

/** Why an explorer came back. */
export type Outcome =
  /** There is nothing left to take. */
  | 'done'
  /** Its time is over. */
  | 'slice'
  /** Somebody asked for a pause. */
  | 'paused';

/** Milliseconds that a batch of states is to take, and how many states it has at most. */
const batchTime = 1;
const largestBatch = 2048;

/** Above every state's number. */
const never = 2 ** 31 - 1;

/** Doubles in the counters of one thread: whole cache lines. */
export function counterLength(actions: number): number {
  return 8 * Math.ceil((1 + actions) / 8);
}

export function countersOf(counts: Float64Array, actions: number, thread: number): Float64Array {
  const length = counterLength(actions);
  return counts.subarray(thread * length, (thread + 1) * length);
}

export class Explorer {
  readonly findings: Findings;
  readonly arena: Arena;
  /** What did not fit, when that is why it paused. */
  misfit: Misfit | undefined;
  /** Whether the edges ran out of room, when that is why it paused. */
  edgesFull = false;
  /** Whether there are invariants to check: those that are known to be violated need not be checked again. */
  private checking = false;
  /** Whether the states at hand are initial ones. */
  private initially = false;

  private readonly steps: Steps;
  /** What properties ask of single states and steps. */
  private readonly parts: readonly SafetyPart[];
  /** The parts that speak of steps, as indices of `parts`. */
  private readonly stepParts: readonly number[];
  private readonly counters: Float64Array;
  private readonly recorder: EdgeRecorder | undefined;
  private readonly insert: Insert;
  private numbers = new Int32Array(64);
  private readonly metaShift: number;
  /** States that were taken over from others. */
  private readonly pending: StateRange[] = [];
  /** States that were taken and are not explored yet. */
  private next = 0;
  private end = 0;
  private batch = 16;
  /**
   * The last number that this thread gave out. Whether the limit is reached is judged by it: the count of all threads is on a cache line
   * that they take from each other, and whoever gives out the number at the limit makes all pause.
   */
  private highest = -1;

  constructor(
    readonly model: RowModel,
    private readonly space: SharedSpace,
    private readonly thread: number,
    readonly options: { readonly continue: boolean; readonly concurrent: boolean },
  ) {
    this.arena = new Arena(space.words, space.control, model.width);
    this.parts = propertyParts(model.temporal).safety;
    this.stepParts = this.parts.flatMap(({ kind }, index) => (kind === 'never' ? [index] : []));
    const never = this.parts.flatMap((part) => (part.kind === 'never' ? [part.predicate] : []));
    this.steps = new Steps(model, never);
    this.counters = countersOf(space.counts, model.actions.length, thread);
    this.recorder = space.edges === undefined ? undefined : new EdgeRecorder(space.edges, space.control);
    const fingerprints = space.control[Place.behind] !== 0;
    this.insert = insertionFor(space, model, options.concurrent, fingerprints);
    this.metaShift = actionBits(model.actions.length);
    this.findings = new Findings(model, (left, right) =>
      model.compare(space.words, this.arena.at(left), space.words, this.arena.at(right)),
    );
  }

  /** The same explorer, with the states it has still to explore, for another model or way of insertion. */
  renewed(model: RowModel, concurrent: boolean): Explorer {
    const next = new Explorer(model, this.space, this.thread, { ...this.options, concurrent });
    next.next = this.next;
    next.end = this.end;
    next.batch = this.batch;
    next.pending.push(...this.pending);
    return next;
  }

  /** Gives away the states that it took and did not explore. */
  takeLeft(): StateRange[] {
    const left: StateRange[] = this.next < this.end ? [[this.next, this.end]] : [];
    this.next = this.end;
    return left;
  }

  takeOver(ranges: readonly StateRange[]): void {
    this.pending.push(...ranges);
  }

  /** Puts the initial states in. @returns false when there is no room for them. @throws EvaluationFault @throws Misfit */
  initial(): boolean {
    const { steps, counters } = this;
    this.checking = this.space.reported.includes(0);
    this.initially = true;
    steps.initial();
    this.makeRoom(steps.inside);
    this.model.found.actions.fill(0, 0, steps.inside);
    for (let from = 0; from < steps.inside; from += runLength) {
      if (!this.put(from, 0, never, -1)) return false;
    }
    for (let row = 0; row < steps.found; row++)
      counters[0] = (counters[0] as number) + (steps.times[row] as number);
    this.checkOutside(-1, 0);
    return true;
  }

  /** Explores until nothing is left, a pause is asked for, or the time (as performance.now tells it) has come. */
  explore(until: number): Outcome {
    const { control } = this.space;
    this.checking = this.space.reported.includes(0);
    this.initially = false;
    for (;;) {
      if (this.next === this.end && !this.take()) return 'done';
      const began = performance.now();
      while (this.next < this.end) {
        if (control[Place.pause] !== 0) return 'paused';
        if (!this.one(this.next)) {
          Atomics.store(control, Place.pause, 1);
          return 'paused';
        }
        this.next++;
      }
      const now = performance.now();
      if (now - began < batchTime / 2) this.batch = Math.min(2 * this.batch, largestBatch);
      else if (now - began > 2 * batchTime) this.batch = Math.max(1, this.batch >>> 1);
      if (now >= until) return 'slice';
    }
  }

  /** Takes states to explore: fewer towards the end of a level, so that all threads end together. */
  private take(): boolean {
    const pending = this.pending.pop();
    if (pending !== undefined) {
      [this.next, this.end] = pending;
      return true;
    }
    const { control } = this.space;
    const end = control[Place.end] as number;
    const left = end - Atomics.load(control, Place.cursor);
    if (left <= 0) return false;
    const share = Math.ceil(left / (4 * (control[Place.threads] as number)));
    const batch = Math.min(this.batch, share);
    const from = Atomics.add(control, Place.cursor, batch);
    if (from >= end) return false;
    this.next = from;
    this.end = Math.min(from + batch, end);
    return true;
  }

  /** Explores one state. @returns false when it must be explored again after a pause; then nothing of it was counted */
  private one(number: number): boolean {
    const { model, steps, arena, counters } = this;
    const { words, control } = this.space;
    const at = arena.at(number);
    try {
      steps.from(words, at);
    } catch (error) {
      return this.failed(error, number);
    }
    if (steps.found === 0 && model.checkDeadlock) this.find(FindingKind.deadlock, -1, words, at, number);
    if (this.recorder?.reserve(steps.inside) === false) {
      this.edgesFull = true;
      return false;
    }
    this.makeRoom(steps.inside);
    const parent = model.contentHash(words, at) >>> this.metaShift;
    const filling = control[Place.end] as number;
    for (let from = 0; from < steps.inside; from += runLength) {
      if (!this.put(from, parent, filling, number)) return false;
    }
    const { times, actions } = steps;
    let generated = model.found.between;
    for (let row = 0; row < steps.found; row++) {
      const count = times[row] as number;
      const place = 1 + (actions[row] as number);
      generated += count;
      counters[place] = (counters[place] as number) + count;
    }
    counters[0] = (counters[0] as number) + generated;
    this.recorder?.record(number, steps.inside, this.numbers, model.found.actions);
    if (steps.outside > 0) this.checkOutside(number, parent);
    if (steps.forbidden.length > 0) this.forbid(number, parent);
    return true;
  }

  private forbid(number: number, hash: number): void {
    const { reported } = this.space;
    for (const { index, row, action } of this.steps.forbidden) {
      const finding = this.model.invariants.length + (this.stepParts[index] as number);
      if (reported[finding] !== 0) continue;
      this.find(FindingKind.invariant, finding, row, 0, -1, number, (action << this.metaShift) | hash);
    }
  }

  private makeRoom(rows: number): void {
    if (this.numbers.length < rows) this.numbers = new Int32Array(2 * rows);
  }

  /** Puts a run of rows in and checks the new states. @returns false when there is no room for the run */
  private put(from: number, parent: number, filling: number, origin: number): boolean {
    const { model, steps, numbers } = this;
    const { control } = this.space;
    if (this.highest + 1 >= (control[Place.limit] as number)) return false;
    const to = Math.min(from + runLength, steps.inside);
    const { words, actions } = model.found;
    const highest = this.insert(from, to, words, actions, numbers, parent, filling, origin);
    if (highest < 0) return true;
    this.highest = highest;
    if (this.checking) this.checkNew(from, to);
    return true;
  }

  private checkNew(from: number, to: number): void {
    const { numbers } = this;
    const { width, found } = this.model;
    for (let row = from; row < to; row++) {
      const number = numbers[row] as number;
      if (number < 0) this.check(found.words, row * width, ~number, -1, 0);
    }
  }

  /** States outside the CONSTRAINT are not explored, but they too must satisfy the invariants. */
  private checkOutside(parent: number, hash: number): void {
    if (!this.checking) return;
    const { steps, model } = this;
    for (let row = 0; row < steps.outside; row++) {
      const meta = (steps.outsideActions[row] as number) << this.metaShift;
      this.check(steps.outsideWords, row * model.width, -1, parent, parent < 0 ? 0 : meta | hash);
    }
  }

  private check(words: Int32Array, at: number, number: number, parent: number, meta: number): void {
    const { model } = this;
    const { reported } = this.space;
    const violated = (index: number) => {
      if (reported[index] === 0) this.find(FindingKind.invariant, index, words, at, number, parent, meta);
    };
    try {
      const first = model.firstViolated(words, at);
      if (first >= 0) {
        violated(first);
        if (!this.options.continue) return;
        for (let invariant = first + 1; invariant < model.invariants.length; invariant++)
          if (reported[invariant] === 0 && !model.holds(invariant, words, at)) violated(invariant);
      }
      if (this.parts.length > 0) this.checkParts(words, at, violated);
    } catch (error) {
      if (!isFault(error)) throw error;
      this.find(FindingKind.error, 0, words, at, number, parent, meta, faultData(error));
    }
  }

  private checkParts(words: Int32Array, at: number, violated: (index: number) => void): void {
    const { temporal, invariants } = this.model;
    if (temporal === undefined) return;
    this.parts.forEach((part, index) => {
      if (part.kind === 'never' || (part.kind === 'initially' && !this.initially)) return;
      if (!rowSatisfies(temporal, part.formula, words, at)) violated(invariants.length + index);
    });
  }

  private failed(error: unknown, number: number): boolean {
    const { words } = this.space;
    if (isMisfit(error)) {
      this.misfit = error;
      return false;
    }
    if (!isFault(error)) throw error;
    this.find(FindingKind.error, -1, words, this.arena.at(number), number, -1, 0, faultData(error));
    return true;
  }

  private find(
    kind: number,
    invariant: number,
    words: Int32Array,
    at: number,
    number: number,
    parent = -1,
    meta = 0,
    fault?: FaultData,
  ): void {
    const { model } = this;
    const row = words.slice(at, at + model.width);
    // A state outside was not made canonical before.
    if (number < 0) model.canonical?.(row, 0);
    this.findings.add({
      kind,
      invariant,
      row,
      hash: model.contentHash(row, 0),
      number,
      parent,
      meta,
      ...(fault === undefined ? {} : { fault }),
    });
  }
}
