/**
 * What is wrong with the states of a level. A level is explored to its end before anything is reported, and of several findings
 * of one kind the one whose state comes first by content is kept, so that a report does not depend on who came first.
 */

import type { EvaluationFault, Explanation, Place } from './model.js';
import type { RowModel } from './rows.js';

/** From the worst: what cannot be evaluated, what is violated, where nothing is possible. */
export const FindingKind = { error: 0, invariant: 1, deadlock: 2 } as const;

/** Structured-cloneable: it crosses threads. */
export interface Finding {
  readonly kind: number;
  /** Index of the invariant; −1 where there is none. */
  readonly invariant: number;
  /** The state, as a row and by its content hash. */
  row: Int32Array;
  readonly hash: number;
  /** Its number; −1 for a state outside the CONSTRAINT. */
  number: number;
  /** Of a state outside: the state that the step came from (−1: it is initial), and its hash and the action as a meta word. */
  readonly parent: number;
  readonly meta: number;
  readonly fault?: FaultData;
}

export interface FaultData {
  readonly code: string;
  readonly message: string;
  readonly place?: Place;
  readonly explanation?: Explanation;
}

export function faultData({ code, message, place, explanation }: EvaluationFault): FaultData {
  return {
    code,
    message,
    ...(place === undefined ? {} : { place }),
    ...(explanation === undefined ? {} : { explanation }),
  };
}

export class Findings {
  private readonly best = new Map<string, Finding>();

  /** @param parents compares two states by number */
  constructor(
    private readonly model: RowModel,
    private readonly parents: (left: number, right: number) => number,
  ) {}

  get size(): number {
    return this.best.size;
  }

  /** Keeps a finding where it is the first one of its kind or comes before the one that is kept. */
  add(finding: Finding): void {
    const key = `${finding.kind} ${finding.invariant}`;
    const kept = this.best.get(key);
    if (kept === undefined || this.compare(finding, kept) < 0) this.best.set(key, finding);
  }

  private compare(left: Finding, right: Finding): number {
    const byHash = (left.hash >>> 0) - (right.hash >>> 0);
    if (byHash !== 0) return byHash;
    const byContent = this.model.compare(left.row, 0, right.row, 0);
    if (byContent !== 0) return byContent;
    const byMeta = (right.meta >>> 0) - (left.meta >>> 0);
    if (byMeta !== 0 || left.parent === right.parent) return byMeta;
    return left.parent < 0 || right.parent < 0
      ? left.parent - right.parent
      : this.parents(left.parent, right.parent);
  }

  /** States got other numbers. */
  renumber(moved: ReadonlyMap<number, number>): void {
    for (const finding of this.best.values()) finding.number = moved.get(finding.number) ?? finding.number;
  }

  /** All that was kept, the worst first, and leaves nothing. */
  take(): Finding[] {
    const all = [...this.best.values()];
    this.best.clear();
    return all.sort(
      (left, right) =>
        left.kind - right.kind || left.invariant - right.invariant || this.compare(left, right),
    );
  }
}
