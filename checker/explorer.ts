/** What every thread does with the states of a level: take some, find their successors, put them in, check the new ones. */

import { Arena, actionBits } from './arena.js';
import { longer } from './arrays.js';
import { chunkAt, Place } from './control.js';
import { type FaultData, FindingKind, Findings, faultData } from './findings.js';
import { Frontier } from './frontier.js';
import { EdgeRecorder, type EdgeSpace } from './graph.js';
import { batchHeader, type Insertion, insertionFor, largestBatch, usualBatch } from './insertion.js';
import type { StateRange } from './messages.js';
import { Observer, observedPredicates } from './observations.js';
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
  /** Of each block of states who found it, and how many of it have been taken to explore (frontier.ts). */
  readonly owners: Uint8Array;
  readonly taken: Int32Array;
  /** Per thread the generated states, then how often each action was taken: {@link countersOf}. */
  readonly counts: Float64Array;
  /** 1 for each invariant, and then each safety part of the properties, whose violation was reported. */
  readonly reported: Int32Array;
  /** Present when edges are recorded. */
  readonly edges?: EdgeSpace;
  /** Values of the state predicates of liveness properties, where there are any. */
  readonly observed?: Int32Array;
}

/** Why an explorer came back. */
export type Outcome =
  /** There is nothing left to take. */
  | 'done'
  /** Its time is over. */
  | 'slice'
  /** Somebody asked for a pause. */
  | 'paused';

/** Milliseconds that exploring the states that are taken at once is to take, and how many they are at most. */
const takeTime = 1;
const mostTaken = 2048;

/** Above every state's number. */
const never = 2 ** 31 - 1;

/** Doubles of a cache line. */
const lineDoubles = 8;

/**
 * Doubles in the counters of one thread, and of two cache lines behind them: they are written at every state, and where the buffer begins
 * is no multiple of a line, so that threads would write to each other's lines.
 */
export function counterLength(actions: number): number {
  return 1 + actions + 2 * lineDoubles;
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
  private readonly observer: Observer | undefined;
  private readonly insertion: Insertion;
  private readonly frontier: Frontier;
  /** What was gathered and is not inserted yet: rows, or steps where they are recorded, and of how many states they are. */
  private gathered = 0;
  private gatheredStates = 0;
  /** Of each of those states, where steps are recorded: where its record is to be, its number, and how many steps it has. */
  private spans = new Int32Array(192);
  private spanned = 0;
  /** How a meta word is divided: the action is above so many bits, and of a hash as many upper bits are left out as it takes. */
  private readonly actionShift: number;
  private readonly hashShift: number;
  /** States that were taken over from others. */
  private readonly pending: StateRange[] = [];
  /** States that were taken and are not explored yet. */
  private next = 0;
  private end = 0;
  /** How many are taken at once. */
  private share = 16;
  constructor(
    readonly model: RowModel,
    private readonly space: SharedSpace,
    private readonly thread: number,
    readonly options: { readonly continue: boolean; readonly concurrent: boolean },
  ) {
    this.arena = new Arena(space.words, space.control, model.width);
    const { temporal } = model;
    const { safety, liveness } = propertyParts(temporal);
    this.parts = safety;
    this.observer =
      space.observed === undefined || temporal === undefined
        ? undefined
        : new Observer(space.observed, temporal, observedPredicates(liveness, temporal.assumptions));
    this.stepParts = this.parts.flatMap(({ kind }, index) => (kind === 'never' ? [index] : []));
    const never = this.parts.flatMap((part) => (part.kind === 'never' ? [part.predicate] : []));
    this.steps = new Steps(model, never);
    this.counters = countersOf(space.counts, model.actions.length, thread);
    this.recorder = space.edges === undefined ? undefined : new EdgeRecorder(space.edges, space.control);
    const fingerprints = space.control[Place.behind] !== 0;
    const { concurrent } = options;
    const steps = space.edges !== undefined;
    this.frontier = new Frontier(space, thread);
    this.insertion = insertionFor(space, model, thread, { concurrent, fingerprints, steps });
    this.hashShift = actionBits(model.actions.length);
    this.actionShift = 32 - this.hashShift;
    this.findings = new Findings(model, (left, right) =>
      model.compare(space.words, this.arena.at(left), space.words, this.arena.at(right)),
    );
  }

  /** The same explorer, with the states it has still to explore, for another model, or for an arena with fingerprints. */
  renewed(model: RowModel): Explorer {
    const next = new Explorer(model, this.space, this.thread, this.options);
    next.next = this.next;
    next.end = this.end;
    next.share = this.share;
    next.checking = this.checking;
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
    this.beginRound();
    this.initially = true;
    steps.initial();
    if (this.room() <= 0) return false;
    this.model.found.actions.fill(0, 0, steps.inside);
    if (!this.gatherAll(-1, 0, 0)) return false;
    this.flush();
    for (let row = 0; row < steps.found; row++)
      counters[0] = (counters[0] as number) + (steps.times[row] as number);
    this.checkOutside(-1, 0);
    this.initially = false;
    return true;
  }

  /** To be told after everybody has rested: numbers and what was reported may have changed. */
  beginRound(): void {
    this.checking = this.space.reported.includes(0);
    this.frontier.begin();
  }

  /** Explores until nothing is left, a pause is asked for, or the time (as performance.now tells it) has come. */
  explore(until: number): Outcome {
    const { control } = this.space;
    for (;;) {
      if (this.next === this.end && !this.take()) return 'done';
      const began = performance.now();
      while (this.next < this.end) {
        if (control[Place.pause] !== 0) return 'paused';
        if (!this.some()) {
          Atomics.store(control, Place.pause, 1);
          return 'paused';
        }
      }
      const now = performance.now();
      if (now - began < takeTime / 2) this.share = Math.min(2 * this.share, mostTaken);
      else if (now - began > 2 * takeTime) this.share = Math.max(1, this.share >>> 1);
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
    const left = end - Atomics.load(control, Place.taken);
    if (left <= 0) return false;
    const fair = Math.ceil(left / (4 * (control[Place.threads] as number)));
    const range = this.frontier.take(Math.min(this.share, fair));
    if (range === undefined) return false;
    [this.next, this.end] = range;
    return true;
  }

  /**
   * Explores some of the states that were taken: their steps are gathered and inserted together.
   * @returns false when one of them must be explored again after a pause
   */
  private some(): boolean {
    const { control } = this.space;
    const most = Math.min(usualBatch, this.room());
    let goesOn = most > 0;
    while (
      goesOn &&
      this.next < this.end &&
      this.gathered < most &&
      this.gatheredStates < usualBatch &&
      control[Place.pause] === 0
    ) {
      goesOn = this.one(this.next);
      if (goesOn) this.next++;
    }
    this.flush();
    return goesOn;
  }

  /**
   * How many numbers may still be given out before all must pause. Among several threads each goes by its own numbers while it has some:
   * the common count is on a cache line that they take from each other, and whoever gives out the number at the limit makes all pause.
   */
  private room(): number {
    const { control } = this.space;
    const chunk = chunkAt(this.thread);
    const holds = this.options.concurrent && control[chunk] !== control[chunk + 1];
    return (control[Place.limit] as number) - (control[holds ? chunk : Place.size] as number);
  }

  /** Gathers the steps of one state. @returns false when it must be explored again after a pause; then nothing of it was counted */
  private one(number: number): boolean {
    const { model, steps, arena } = this;
    const { words } = this.space;
    const at = arena.at(number);
    try {
      steps.from(words, at);
    } catch (error) {
      return this.failed(error, number);
    }
    if (steps.found === 0 && model.checkDeadlock) this.find(FindingKind.deadlock, -1, words, at, number);
    const parent = model.contentHash(words, at) >>> this.hashShift;
    if (!this.gatherAll(number, at, parent)) return false;
    this.count();
    this.observer?.observe(number, words, at);
    if (steps.outside > 0) this.checkOutside(number, parent);
    if (steps.forbidden.length > 0) this.forbid(number, parent);
    return true;
  }

  /** Gathers all steps of a state; a long list of them is inserted on the way. @returns false when there is no room for them */
  private gatherAll(number: number, at: number, parent: number): boolean {
    const { inside } = this.steps;
    // Nothing leads to the initial states.
    const recorder = this.initially ? undefined : this.recorder;
    const record = recorder?.reserve(inside);
    if (record === 0) {
      this.edgesFull = true;
      return false;
    }
    if (record !== undefined) recorder?.begin(record, this.steps.turnedAway);
    if (this.gathered + inside > largestBatch) return this.gatherLong(number, at, parent, record);
    if (record !== undefined) this.span(record, number, inside);
    const { words, actions } = this.model.found;
    recorder?.gather(this.model.found, inside, this.gathered);
    this.gathered = this.insertion.gather(words, actions, 0, inside, parent, number, at);
    this.gatheredStates++;
    return true;
  }

  /** @param record where the steps are to be recorded; undefined where they are not */
  private gatherLong(number: number, at: number, parent: number, record: number | undefined): boolean {
    const { steps, insertion } = this;
    const { words, actions } = this.model.found;
    const { inside } = steps;
    const numbers = new Int32Array(record === undefined ? 0 : inside);
    const metas = new Int32Array(numbers.length);
    this.flush();
    for (let from = 0; from < inside; from += largestBatch) {
      if (this.room() <= 0) return false;
      const to = Math.min(from + largestBatch, inside);
      this.gathered = insertion.gather(words, actions, from, to, parent, number, at);
      const { batch } = insertion;
      this.flush();
      if (record === undefined) continue;
      numbers.set(batch.numbers.subarray(0, to - from), from);
      metas.set(batch.metas.subarray(0, to - from), from);
    }
    if (record !== undefined)
      this.recorder?.record(
        record,
        number,
        inside,
        numbers,
        metas,
        0,
        this.actionShift,
        this.model.found.marks,
      );
    return true;
  }

  /** Remembers whose steps are gathered next. */
  private span(record: number, number: number, steps: number): void {
    if (this.spanned + 3 > this.spans.length) this.spans = longer(this.spans);
    this.spans[this.spanned++] = record;
    this.spans[this.spanned++] = number;
    this.spans[this.spanned++] = steps;
  }

  /** Inserts what was gathered, checks the new states, and records the steps. */
  private flush(): void {
    if (this.gatheredStates === 0 && this.gathered === 0) return;
    const { batch } = this.insertion;
    const filling = this.initially ? never : (this.space.control[Place.end] as number);
    const entries = this.insertion.insert(filling);
    if (this.checking) this.checkNew(batch.entries, entries);
    this.gathered = 0;
    this.gatheredStates = 0;
    const { recorder, spans } = this;
    if (recorder === undefined) return;
    for (let span = 0, from = 0; span < this.spanned; span += 3) {
      const steps = spans[span + 2] as number;
      const [record, number] = [spans[span] as number, spans[span + 1] as number];
      recorder.record(record, number, steps, batch.numbers, batch.metas, from, this.actionShift);
      from += steps;
    }
    this.spanned = 0;
  }

  /** Counts the steps of the state at hand. */
  private count(): void {
    const { steps, counters } = this;
    const { times, actions, found } = steps;
    let generated = this.model.found.between;
    for (let row = 0; row < found; row++) {
      const count = times[row] as number;
      const place = 1 + (actions[row] as number);
      generated += count;
      counters[place] = (counters[place] as number) + count;
    }
    counters[0] = (counters[0] as number) + generated;
  }

  private forbid(number: number, hash: number): void {
    const { reported } = this.space;
    for (const { index, row, action } of this.steps.forbidden) {
      const finding = this.model.invariants.length + (this.stepParts[index] as number);
      if (reported[finding] !== 0) continue;
      this.find(FindingKind.invariant, finding, row, 0, -1, number, (action << this.actionShift) | hash);
    }
  }

  private checkNew(entries: Int32Array, count: number): void {
    const entryWords = batchHeader + this.model.width;
    for (let entry = 0; entry < count * entryWords; entry += entryWords) {
      const number = entries[entry] as number;
      if (number < 0) this.check(entries, entry + batchHeader, ~number, -1, 0);
    }
  }

  /** What the constraints turned away is not explored, but it too must satisfy the invariants. */
  private checkOutside(parent: number, hash: number): void {
    if (!this.checking) return;
    const { steps, model } = this;
    for (let row = 0; row < steps.outside; row++) {
      const meta = (steps.outsideActions[row] as number) << this.actionShift;
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
