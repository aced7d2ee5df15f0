/**
 * Counterexamples. A state remembers the action that led to it and some bits of its parent's hash, not the parent: the way back
 * is found again level by level, among the states of the level before whose hash agrees and from which the action leads here.
 */

import { printShort } from '../src/values/print.js';
import type { Value } from '../src/values/value.js';
import { type Arena, actionBits, fingerprintStride } from './arena.js';
import type { ActionInfo } from './model.js';
import { rowHash } from './row-hash.js';
import type { RowModel } from './rows.js';
import { Steps } from './steps.js';
import type { StepLabel, Trace, TraceState } from './verdict.js';

/** A state on a way back: its number, and its row even where the arena has a fingerprint only. */
export interface PathState {
  readonly number: number;
  readonly row: Int32Array;
}

/** The way back is lost: a model has other steps than it had. */
export class UnrepeatableError extends Error {
  override readonly name = 'UnrepeatableError';
  constructor() {
    super('A state has no parent: the model is not the same at every call.');
  }
}

/** Finds shortest behaviours. While it works nobody may explore. */
export class Tracer {
  private readonly steps: Steps;
  private readonly bits: number;

  /** @param levels first number of each level */
  constructor(
    private readonly model: RowModel,
    private readonly arena: Arena,
    private readonly levels: readonly number[],
  ) {
    this.steps = new Steps(model);
    this.bits = actionBits(model.actions.length);
  }

  /** The states of a shortest behaviour to a state; of several parents the first one by content is taken. */
  pathTo(number: number): PathState[] {
    const rows =
      number >= 0 && this.arena.behind > 0 ? this.recovered(number) : new Map<number, Int32Array>();
    const path: PathState[] = [];
    let level = this.levelOf(number);
    for (let at = number; at >= 0; level--) {
      const row = this.rowOf(at, rows) as Int32Array;
      path.unshift({ number: at, row });
      at = level === 0 ? -1 : this.parentOf(at, row, level, rows);
    }
    return path;
  }

  private levelOf(number: number): number {
    let level = this.levels.length - 1;
    while (level > 0 && (this.levels[level] as number) > number) level--;
    return level;
  }

  private rowOf(number: number, rows: ReadonlyMap<number, Int32Array>): Int32Array | undefined {
    return number < this.arena.behind ? rows.get(number) : this.arena.row(number);
  }

  private parentOf(
    number: number,
    row: Int32Array,
    level: number,
    rows: ReadonlyMap<number, Int32Array>,
  ): number {
    const wanted = this.parentBits(number);
    const action = this.arena.meta(number) >>> (32 - this.bits);
    let best = -1;
    let bestRow: Int32Array | undefined;
    for (const candidate of this.ofLevel(level - 1)) {
      if (this.hashOf(candidate) >>> this.bits !== wanted) continue;
      const from = this.rowOf(candidate, rows);
      if (from === undefined || !this.leads(from, action, row)) continue;
      if (bestRow !== undefined && this.model.compare(from, 0, bestRow, 0) >= 0) continue;
      best = candidate;
      bestRow = from;
    }
    if (best < 0) throw new UnrepeatableError();
    return best;
  }

  private *ofLevel(level: number): Generator<number> {
    const end = this.levels[level + 1] ?? this.arena.size;
    for (let number = this.levels[level] as number; number < end; number++) yield number;
  }

  private parentBits(number: number): number {
    return (this.arena.meta(number) << this.bits) >>> this.bits;
  }

  private hashOf(number: number): number {
    const { arena, model } = this;
    const at = arena.at(number);
    return number < arena.behind ? (arena.words[at + 1] as number) : model.contentHash(arena.words, at);
  }

  private leads(from: Int32Array, action: number, to: Int32Array): boolean {
    const { steps, model } = this;
    steps.from(from, 0);
    const { words, actions } = model.found;
    for (let row = 0; row < steps.inside; row++) {
      if (actions[row] === action && this.same(words, row * model.width, to)) return true;
    }
    return false;
  }

  private same(words: Int32Array, at: number, row: Int32Array): boolean {
    const [from, to] = this.model.identity;
    for (let index = from; index < to; index++) if (words[at + index] !== row[index]) return false;
    return true;
  }

  /**
   * The rows of fingerprints that may lie on a way to a state: from it backwards by the bits of hashes that metas have, which
   * leaves few states a level, and then forwards from the initial states through those.
   */
  private recovered(number: number): Map<number, Int32Array> {
    const { arena, model, steps } = this;
    const candidates: Map<string, number>[] = [];
    let wanted = new Set([this.parentBits(number)]);
    for (let level = this.levelOf(number) - 1; level >= 0; level--) {
      const members = [...this.ofLevel(level)].filter((member) =>
        wanted.has(this.hashOf(member) >>> this.bits),
      );
      wanted = new Set(members.map((member) => this.parentBits(member)));
      candidates[level] = new Map(
        members
          .filter((member) => member < arena.behind)
          .map((member) => [this.fingerprintAt(member), member]),
      );
    }
    if (number < arena.behind) {
      candidates[this.levelOf(number)] = new Map([[this.fingerprintAt(number), number]]);
    }
    const rows = new Map<number, Int32Array>();
    let last: Int32Array[] = [];
    candidates.forEach((members, level) => {
      const here: Int32Array[] = [];
      const keep = () => {
        const { words } = model.found;
        for (let row = 0; row < steps.inside; row++) {
          const member = members.get(this.fingerprintOf(words, row * model.width));
          if (member === undefined || rows.has(member)) continue;
          const copy = words.slice(row * model.width, (row + 1) * model.width);
          rows.set(member, copy);
          here.push(copy);
        }
      };
      if (level === 0) {
        steps.initial();
        keep();
      }
      for (const row of last) {
        steps.from(row, 0);
        keep();
      }
      last = here;
    });
    return rows;
  }

  private fingerprintAt(number: number): string {
    const at = number * fingerprintStride;
    return `${this.arena.words[at]} ${this.arena.words[at + 1]}`;
  }

  private fingerprintOf(words: Int32Array, at: number): string {
    return `${rowHash(this.model)(words, at) | 0} ${this.model.contentHash(words, at) | 0}`;
  }
}

/** @param args undefined in the place of an operator */
export function stepLabel({ name, place }: ActionInfo, args: readonly (Value | undefined)[]): StepLabel {
  const texts = args.map((value) => (value === undefined ? '…' : printShort(value)));
  return {
    name,
    arguments: args.filter((value) => value !== undefined),
    text: args.length === 0 ? name : `${name}(${texts.join(', ')})`,
    ...(place === undefined ? {} : { place }),
  };
}

/** A behaviour through these rows, as it can be read. */
export function traceThrough(model: RowModel, rows: readonly Int32Array[]): Trace {
  const real = rows.length === 0 ? [] : model.replay(rows);
  const states = real.map(({ action, values }, index): TraceState => {
    const info = model.actions[action];
    const before = real[index - 1];
    if (info === undefined || before === undefined) return { values };
    const label = stepLabel(info, model.explain?.arguments?.(before.values, action, values) ?? []);
    return { action: label, values };
  });
  return { variables: model.variables, states };
}
