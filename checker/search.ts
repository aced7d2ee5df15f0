/** The search itself: level by level, pausing where the memory must be rearranged, until nothing is left or a limit is reached. */

import type { Arena } from './arena.js';
import { Budget, spaceFor } from './budget.js';
import { Order, Place } from './control.js';
import { summed } from './coverage.js';
import { Explorer, type Outcome, type SharedSpace } from './explorer.js';
import { FindingKind } from './findings.js';
import { fingerprintsSave, giveWay } from './fingerprints.js';
import { blocksOf } from './frontier.js';
import { renumberEdges } from './graph.js';
import { defaultMemoryLimit, heap, threadsFor } from './limits.js';
import { LivenessStopped } from './liveness/pace.js';
import { alignChunks, closeGaps } from './numbering.js';
import type { CheckOptions } from './options.js';
import { bytesText } from './quantities.js';
import { rowHash } from './row-hash.js';
import { Misfit, type RowModel } from './rows.js';
import { isMisfit } from './steps.js';
import { empty, grownBits, mostBits, refill, resize } from './table.js';
import { Team } from './team.js';
import { Tracer } from './trace.js';
import type { Violation } from './verdict.js';
import { initialFault, violationOf } from './violations.js';

/** Milliseconds for which the main thread explores before it looks around, and while it waits for others to be ready. */
const slice = 50;
const watchful = 5;

/** How much larger than the one before a level is if there will be more than twice as many states: so it was in all that were looked at. */
const risingBy = 1.2;

/** States from which on putting them back into the table is worth sharing. */
const leastTogether = 2 ** 16;

/**
 * Milliseconds that starting a thread costs: those until it runs, and more for each character of the program, for V8 compiles it there
 * again, which holds up what it compiles for the main thread.
 */
const startTime = 20;
const compileTime = 0.0055;
/** Milliseconds after which the pace of a program tells how long others will take: before that V8 has compiled little of it. */
const settlingTime = 20;
/** Characters of a model that does not say how long it is: one that was written by hand. */
const usualLength = 10_000;

export class Search {
  private current: RowModel;
  readonly threads: number;
  readonly space: SharedSpace;
  private readonly budget: Budget;
  private explorer: Explorer;
  private readonly team: Team;
  /** Milliseconds for which the main thread has explored with the program at hand, and those that a state takes it. */
  private exploring = 0;
  private pace = 0;
  /** First number of each level. */
  levels: number[] = [0];
  private reviewAt: number;
  readonly violations: Violation[] = [];
  /** Why what was explored is not all. */
  readonly incomplete: string[];
  stopped = false;
  /** Whether the search is to begin again: rows were to be rewritten of which only fingerprints are left. */
  private again = false;
  /** While liveness is looked for, how far that is. */
  private livenessNodes: number | undefined;
  private readonly began = performance.now();
  private lastBreath = this.began;
  private lastProgress = { at: this.began, generated: 0 };

  constructor(
    model: RowModel,
    readonly options: CheckOptions,
  ) {
    this.current = model;
    this.threads = threadsFor(model, options.workers ?? 'auto');
    const limit = options.memoryLimit ?? defaultMemoryLimit();
    this.space = spaceFor(model, options, this.threads, limit);
    this.budget = new Budget(this.space, this.threads, limit);
    this.reviewAt = model.reviewAt ?? Number.POSITIVE_INFINITY;
    this.incomplete = [...(options.incomplete ?? [])];
    const { control } = this.space;
    control[Place.bits] = this.budget.firstBits;
    control[Place.threads] = 1;
    this.explorer = this.explorerFor(model);
    this.team = new Team(this.space, this.threads - 1, options.continue === true);
  }

  private explorerFor(model: RowModel): Explorer {
    const options = { continue: this.options.continue === true, concurrent: this.threads > 1 };
    return new Explorer(model, this.space, 0, options);
  }

  /** Explores until nothing is left, a limit is reached, or something is wrong. @throws what the model throws, but for faults */
  async run(): Promise<void> {
    // Looked at before anything, for a small search may be over before it is looked at again.
    if (this.options.signal?.aborted === true) this.stop('it was interrupted');
    try {
      await this.search();
    } finally {
      await this.team.close();
    }
  }

  get model(): RowModel {
    return this.current;
  }

  get arena(): Arena {
    return this.explorer.arena;
  }

  private async search(): Promise<void> {
    do {
      this.again = false;
      await this.searchFromInitial();
    } while (this.again);
  }

  private async searchFromInitial(): Promise<void> {
    if (!this.initial()) return;
    let start = 0;
    while (!this.stopped && start < this.arena.size) {
      const { maxDepth } = this.options;
      if (maxDepth !== undefined && this.levels.length >= maxDepth) {
        return this.stop(`the depth limit of ${maxDepth} was reached`);
      }
      const end = this.arena.size;
      await this.level(start, end);
      if (this.again) return;
      if (this.arena.size > end) this.levels.push(end);
      this.report();
      start = end;
    }
  }

  /** @returns false when they cannot be evaluated */
  private initial(): boolean {
    const { model, reviewAt } = this;
    // What they have in common is learnt best when all are there.
    this.reviewAt = Number.POSITIVE_INFINITY;
    for (;;) {
      this.setLimit();
      try {
        const complete = this.explorer.initial();
        this.closeGaps(0);
        if (complete) break;
      } catch (error) {
        if (isMisfit(error)) this.widen(error);
        else {
          this.violations.push(initialFault(this.model, error));
          return false;
        }
      }
      this.rearrange(0, []);
      if (this.stopped) break;
    }
    if (this.model === model) this.reviewAt = reviewAt;
    this.report();
    return true;
  }

  // ── levels ──

  /** Explores the states `[start, end)`. */
  private async level(start: number, end: number): Promise<void> {
    const { control } = this.space;
    control[Place.end] = end;
    control[Place.start] = start;
    control[Place.taken] = start;
    for (;;) {
      this.setLimit();
      if (this.threads > 1) alignChunks(this.space);
      control[Place.pause] = 0;
      await this.round();
      const misfits = this.gather(start);
      if (this.stopped || control[Place.pause] === 0) return;
      this.rearrange(start, misfits);
      if (this.stopped || this.again) return;
    }
  }

  /** All explore until nothing of the level is left, or a pause. */
  private async round(): Promise<void> {
    const { team } = this;
    this.explorer.beginRound();
    for (let outcome: Outcome = 'slice'; outcome === 'slice'; ) {
      await this.callTeam();
      outcome = this.explore(team.started && !team.open ? watchful : slice);
      await this.breathe();
    }
    while (!team.rested(slice / 2)) await this.breathe();
    this.lookAfterTeam();
  }

  /** The main thread's part of a round, for so many milliseconds at most. */
  private explore(milliseconds: number): Outcome {
    const { control } = this.space;
    const taken = control[Place.taken] as number;
    const began = performance.now();
    const outcome = this.explorer.explore(began + milliseconds);
    const time = performance.now() - began;
    this.exploring += time;
    const states = (control[Place.taken] as number) - taken;
    if (states > 0) this.pace = time / states;
    return outcome;
  }

  /**
   * What the others found, and what they left, becomes the main thread's, and numbers get rid of their gaps.
   * @param start of the level that is being explored
   * @returns what did not fit
   */
  private gather(start: number): Misfit[] {
    const { explorer } = this;
    const { findings, left, misfits, edgesFull } = this.team.takeReport();
    for (const finding of findings) explorer.findings.add(finding);
    explorer.takeOver(left);
    this.closeGaps(start);
    explorer.edgesFull ||= edgesFull;
    return explorer.misfit === undefined ? misfits : [explorer.misfit, ...misfits];
  }

  private closeGaps(start: number): void {
    const { control, slots, edges } = this.space;
    // A thread that died in the middle has told nobody which numbers it used: the search has ended then.
    if (this.threads === 1 || this.team.failed) return;
    const moved = closeGaps(this.arena, slots, control, this.threads, rowHash(this.model));
    if (moved.size === 0) return;
    this.explorer.findings.renumber(moved);
    if (edges !== undefined)
      renumberEdges(edges, start, control[Place.end] as number, control[Place.size] as number, moved);
  }

  // ── threads ──

  /** Starts the others where it pays, and lets those explore that are ready. */
  private async callTeam(): Promise<void> {
    const { team, space } = this;
    const { control } = space;
    if (this.threads === 1) return;
    const left = (control[Place.end] as number) - (control[Place.taken] as number);
    if (!team.started && this.isWorth(left)) team.start(this.model);
    while (this.options.workersFrom !== undefined && !team.open) await this.breathe(true);
    const { ready } = team;
    control[Place.threads] = 1 + ready;
    if (ready === 0 || left <= 0) return;
    team.call(Order.explore);
  }

  /**
   * Whether exploring so many states pays for starting the others: they are started for a level that takes a quarter of what that
   * costs, or once the search has taken as long as that: it may well take as long again, if its levels do not become smaller.
   */
  private isWorth(states: number): boolean {
    const { workersFrom } = this.options;
    if (workersFrom !== undefined) return states >= workersFrom;
    // A program that is about to be replaced is not worth compiling again.
    if (this.reviewAt !== Number.POSITIVE_INFINITY || this.exploring < settlingTime) return false;
    const cost = startTime + compileTime * (this.model.codeLength ?? usualLength);
    const level = this.pace * states;
    return level > cost / 4 || (this.exploring > cost && level > cost / 24 && this.growth() >= 1);
  }

  /** @throws Error when a thread threw one */
  private lookAfterTeam(): void {
    const { error, lost } = this.team;
    if (error !== undefined) throw error;
    if (lost !== undefined) this.stop(lost);
  }

  /** Looks at the limits and, now and then, lets timers and signals have their turn. */
  private async breathe(always = false): Promise<void> {
    const now = performance.now();
    if (now - this.lastBreath < slice && !always) return;
    this.lastBreath = now;
    const { timeLimit, signal } = this.options;
    if (timeLimit !== undefined && this.seconds() >= timeLimit) {
      this.stop(`the time limit of ${timeLimit} s was reached`);
    }
    if (this.exceeded() || heap().full) {
      this.space.control[Place.pause] = 1;
    }
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted === true) this.stop('it was interrupted');
    if (now - this.lastProgress.at >= 200) this.tell(now);
  }

  private tell(now: number): void {
    const generated = this.generated();
    const distinct = this.arena.size;
    const { control } = this.space;
    this.options.progress?.({
      depth: this.levels.length,
      generated,
      distinct,
      frontier: distinct - (control[Place.taken] as number),
      seconds: this.seconds(),
      rate: ((generated - this.lastProgress.generated) / (now - this.lastProgress.at)) * 1000,
      memory: process.memoryUsage.rss(),
      workers: control[Place.threads] as number,
      ...(this.livenessNodes === undefined ? {} : { liveness: this.livenessNodes }),
    });
    this.lastProgress = { at: now, generated };
  }

  private stop(reason: string): void {
    if (!this.stopped) this.incomplete.push(reason);
    this.stopped = true;
    Atomics.store(this.space.control, Place.pause, 1);
  }

  // ── memory ──

  /** At how many states everybody pauses: where the table must grow, memory ends, or a limit lies. */
  private setLimit(): void {
    const { budget, options } = this;
    this.space.control[Place.limit] = Math.min(
      budget.tableRoom,
      budget.arenaRoom(this.model, this.arena),
      options.maxStates ?? Number.POSITIVE_INFINITY,
      this.reviewAt,
      2 ** 31 - 1,
    );
  }

  private exceeded(more = 0): boolean {
    return this.budget.exceeded(this.model, this.arena, more);
  }

  /** Does whatever the pause was for. Everybody waits meanwhile. @param start of the level that is being explored */
  private rearrange(start: number, misfits: readonly Misfit[]): void {
    const { maxStates } = this.options;
    const { explorer } = this;
    if (maxStates !== undefined && this.arena.size >= maxStates) {
      return this.stop(`the limit of ${maxStates} states was reached`);
    }
    if (misfits[0] !== undefined) this.widen(misfits[0]);
    else if (this.arena.size + this.budget.spare >= this.reviewAt) this.widen(new Misfit(-1, undefined));
    if (this.again) return;
    if (heap().full) return this.outOfObjects();
    if (explorer.edgesFull) return this.outOfMemory();
    if (this.arena.size + this.budget.spare >= this.budget.tableRoom) this.growTable(start);
    if (this.stopped) return;
    const room = this.budget.arenaRoom(this.model, this.arena);
    if (this.arena.size + this.budget.spare >= room) this.makeRoom(start);
  }

  private growTable(start: number): void {
    const { control, slots } = this.space;
    const now = control[Place.bits] as number;
    const most = Math.min(mostBits, Math.floor(Math.log2(slots.length)));
    const wide = grownBits(now, this.growth() >= risingBy);
    const fits = wide <= most && !this.exceeded(this.tableAdds(wide) + this.arena.bytes);
    const bits = fits ? wide : grownBits(now, false);
    const more = this.tableAdds(bits);
    if (bits > most) return this.outOfMemory();
    if (this.exceeded(more)) this.makeRoom(start);
    if (this.stopped) return;
    if (this.exceeded(more)) return this.outOfMemory();
    this.refill(bits);
  }

  /** Bytes by which the table grows. */
  private tableAdds(bits: number): number {
    return 4 * 2 ** bits - this.budget.tableBytes;
  }

  /** How many times as large as the one before the level is that is being explored; 1 where there is none before. */
  private growth(): number {
    const [before, start] = this.levels.slice(-2);
    if (before === undefined || start === undefined) return 1;
    return ((this.space.control[Place.end] as number) - start) / (start - before);
  }

  /** Makes the table new, together with the others where that pays. */
  private refill(bits: number, rows = this.arena, hash = rowHash(this.model)): void {
    const { team } = this;
    const { control, slots } = this.space;
    const together = rows === this.arena && team.ready > 0 && rows.size >= leastTogether;
    const all = (order: number, work: () => void): void => {
      if (together) team.call(order);
      work();
      while (!team.rested(slice));
    };
    resize(control, bits);
    all(Order.empty, () => empty(slots, control));
    all(Order.refill, () => refill(slots, control, rows, hash, together));
    this.lookAfterTeam();
  }

  /** Rows behind the frontier give way to fingerprints, where that saves memory and nobody needs the rows. */
  private makeRoom(start: number): void {
    const { arena } = this;
    const { control, edges } = this.space;
    if (edges !== undefined || !fingerprintsSave(arena) || arena.behind >= start) return this.outOfMemory();
    giveWay(arena, control, this.model, start);
    this.renew(this.model);
    this.team.reopen(undefined);
  }

  private outOfObjects(): void {
    const { limit } = heap();
    this.stop(
      `the ${bytesText(limit)} that Node allows for objects were used up; --max-old-space-size in NODE_OPTIONS allows more`,
    );
  }

  private outOfMemory(): void {
    this.stop(`the memory limit of ${bytesText(this.budget.limit)} was reached`);
  }

  /** Makes room for a value that does not fit, or a better layout: every row is rewritten, and the search goes on where it was. */
  private widen(misfit: Misfit): void {
    const { space, arena } = this;
    if (this.model.widen === undefined) throw misfit;
    const { model, convert } = this.model.widen(misfit, (visit) => arena.each(visit));
    if (arena.behind > 0) return this.beginAgain(model);
    const more = 4 * arena.size * (model.width - this.model.width);
    if (this.exceeded(more)) return this.outOfMemory();
    const rewritten = arena.rewritten(model.width, (from, fromAt, to) => convert(from, fromAt, to, 0));
    const findings = this.explorer.findings.take();
    for (const finding of findings) {
      const row = new Int32Array(model.width);
      convert(finding.row, 0, row, 0);
      finding.row = row;
    }
    this.refill(space.control[Place.bits] as number, rewritten, rowHash(model));
    this.reviewAt =
      model.reviewAt !== undefined && model.reviewAt > arena.size ? model.reviewAt : Number.POSITIVE_INFINITY;
    this.renew(model);
    for (const finding of findings) this.explorer.findings.add(finding);
    this.team.reopen(model);
    this.exploring = 0;
  }

  /** Fingerprints cannot be rewritten: everything is found again, as rows of the new model. */
  private beginAgain(model: RowModel): void {
    const { space, arena } = this;
    const { control } = space;
    space.taken.fill(0, 0, blocksOf(arena.size));
    resize(control, this.budget.firstBits);
    empty(space.slots, control);
    control[Place.size] = 0;
    control[Place.behind] = 0;
    space.counts.fill(0);
    this.levels = [0];
    this.reviewAt = Number.POSITIVE_INFINITY;
    this.current = model;
    this.explorer = this.explorerFor(model);
    this.team.reopen(model);
    this.again = true;
  }

  private renew(model: RowModel): void {
    const findings = this.explorer.findings.take();
    this.current = model;
    this.explorer = this.explorer.renewed(model);
    for (const finding of findings) this.explorer.findings.add(finding);
  }

  // ── what was found ──

  /** At the end of a level: what is wrong with its states, the worst first. */
  private report(): void {
    const findings = this.explorer.findings.take();
    if (findings.length === 0) return;
    const { reported } = this.space;
    const tracer = new Tracer(this.model, this.arena, this.levels);
    const chosen = this.options.continue === true ? findings : findings.slice(0, 1);
    for (const finding of chosen) {
      if (finding.kind === FindingKind.invariant) reported[finding.invariant] = 1;
      if (finding.kind === FindingKind.deadlock && this.violations.some(({ kind }) => kind === 'deadlock'))
        continue;
      this.violations.push(violationOf(this.model, tracer, finding));
      if (this.options.continue !== true || finding.kind === FindingKind.error) this.stopped = true;
    }
  }

  /** @throws LivenessStopped at a limit, or when somebody asks for it */
  async breatheInLiveness(nodes: number, bytes: number): Promise<void> {
    this.livenessNodes = nodes;
    this.budget.livenessBytes = bytes;
    await this.breathe();
    if (this.exceeded()) this.outOfMemory();
    if (heap().full) this.outOfObjects();
    if (this.stopped) throw new LivenessStopped();
  }

  generated(): number {
    return summed(this.space.counts, this.model.actions.length, 0);
  }

  seconds(): number {
    return (performance.now() - this.began) / 1000;
  }
}
