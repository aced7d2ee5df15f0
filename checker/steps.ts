/** The steps from a state that count: those that the constraints let through, as rows in their canonical form. */

import { longer } from './arrays.js';
import { EvaluationFault } from './model.js';
import { Misfit, type RowModel } from './rows.js';

/** A step that satisfies a predicate which no step may satisfy. */
export interface ForbiddenStep {
  /** Index of the predicate in the list that {@link Steps} was given. */
  readonly index: number;
  /** The state that the step leads to, as the model found it. */
  readonly row: Int32Array;
  readonly action: number;
}

/**
 * What a model found, sifted. Rows stay where the model left them (`model.found`): those to be inserted first.
 * Everything that can throw happens here, before a row is inserted, so that a state that throws counts nothing.
 */
export class Steps {
  /** Rows to be inserted: the first ones of `model.found`. */
  inside = 0;
  /** Rows that the model found, those that the constraints turned away included. */
  found = 0;
  /** Of all that was found: actions and times, for counting. */
  actions: Int32Array;
  times: Int32Array;
  /** The marks of the steps that the constraints turned away: what they take is enabled all the same. */
  turnedAway = 0;
  /** Rows outside the CONSTRAINT, and those that steps outside the ACTION_CONSTRAINT lead to: to be checked, not to be inserted. */
  outside = 0;
  outsideWords = new Int32Array(64);
  outsideActions = new Int32Array(64);

  /** Steps that a property forbids, those that the constraints turned away included. */
  forbidden: ForbiddenStep[] = [];

  private readonly constrained: boolean;

  /** @param never step predicates that no step may satisfy */
  constructor(
    private readonly model: RowModel,
    private readonly never: readonly number[] = [],
  ) {
    this.constrained = model.inside !== undefined || model.allows !== undefined;
    this.actions = this.constrained ? new Int32Array(64) : model.found.actions;
    this.times = this.constrained ? new Int32Array(64) : model.found.times;
  }

  /** @throws EvaluationFault @throws Misfit */
  initial(): void {
    this.found = this.model.initial();
    this.sift();
  }

  /** @throws EvaluationFault @throws Misfit */
  from(words: Int32Array, at: number): void {
    this.found = this.model.expand(words, at);
    this.sift(words, at);
  }

  private sift(from?: Int32Array, fromAt = 0): void {
    const { model } = this;
    const { found } = model;
    this.inside = this.found;
    this.outside = 0;
    this.turnedAway = 0;
    if (this.forbidden.length > 0) this.forbidden = [];
    if (this.constrained) this.constrain(from, fromAt);
    else {
      this.actions = found.actions;
      this.times = found.times;
      if (from !== undefined && this.never.length > 0) {
        for (let row = 0; row < this.found; row++) this.forbid(from, fromAt, row);
      }
    }
    if (model.canonical === undefined) return;
    for (let row = 0; row < this.inside; row++) model.canonical(found.words, row * model.width);
  }

  private constrain(from: Int32Array | undefined, fromAt: number): void {
    const { model } = this;
    const { width } = model;
    const { words, actions, times, marks } = model.found;
    if (this.actions.length < this.found) {
      this.actions = longer(this.actions, this.found);
      this.times = longer(this.times, this.found);
    }
    let kept = 0;
    for (let row = 0; row < this.found; row++) {
      const at = row * width;
      this.actions[row] = actions[row] as number;
      this.times[row] = times[row] as number;
      const outside =
        model.inside?.(words, at) === false ||
        (from !== undefined && model.allows?.(from, fromAt, words, at) === false);
      if (from !== undefined && this.never.length > 0) this.forbid(from, fromAt, row);
      if (outside) {
        this.putOutside(words, at, actions[row] as number);
        if (from !== undefined) this.turnAway(from, fromAt, row);
        continue;
      }
      if (kept < row) {
        for (let word = 0; word < width; word++) words[kept * width + word] = words[at + word] as number;
        actions[kept] = actions[row] as number;
        if (marks !== undefined) marks[kept] = marks[row] as number;
      }
      kept++;
    }
    this.inside = kept;
  }

  /** A step that changes nothing takes nothing. */
  private turnAway(from: Int32Array, fromAt: number, row: number): void {
    const { found, width } = this.model;
    if (found.marks === undefined) return;
    const at = row * width;
    for (let word = 0; word < width; word++) {
      if (found.words[at + word] === from[fromAt + word]) continue;
      this.turnedAway |= found.marks[row] as number;
      return;
    }
  }

  /** Looks whether a step is forbidden: before its row becomes that of a representative. */
  private forbid(from: Int32Array, fromAt: number, row: number): void {
    const { temporal, found, width } = this.model;
    const at = row * width;
    this.never.forEach((predicate, index) => {
      if (temporal?.stepHolds(predicate, from, fromAt, found.words, at) !== true) return;
      const action = found.actions[row] as number;
      this.forbidden.push({ index, row: found.words.slice(at, at + width), action });
    });
  }

  private putOutside(words: Int32Array, at: number, action: number): void {
    const { width } = this.model;
    if (
      (this.outside + 1) * width > this.outsideWords.length ||
      this.outside === this.outsideActions.length
    ) {
      this.outsideWords = longer(this.outsideWords, width);
      this.outsideActions = longer(this.outsideActions, 1);
    }
    this.outsideWords.set(words.subarray(at, at + width), this.outside * width);
    this.outsideActions[this.outside++] = action;
  }
}

/** By name: a model that was imported by its address may have the class from another copy of this package. */
export function isFault(error: unknown): error is EvaluationFault {
  return error instanceof EvaluationFault || (error instanceof Error && error.name === 'EvaluationFault');
}

export function isMisfit(error: unknown): error is Misfit {
  return error instanceof Misfit || (error instanceof Error && error.name === 'Misfit');
}
