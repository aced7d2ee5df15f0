/** The graph of the states and steps that a search found: what liveness is checked on. */

import type { Arena } from './arena.js';
import { Place } from './control.js';
import { largestBatch } from './insertion.js';
import type { FoundRows, RowModel } from './rows.js';

/**
 * States by number; the steps from a state by index. Steps that the constraints forbid, and those to states outside, are
 * no steps of the graph. A state's own number differs from run to run when several threads explore: what is reported must
 * go by {@link canonicalOrder}.
 */
export interface StateGraph {
  /** The model that the rows are of: the last one when the layout was widened on the way. */
  readonly model: RowModel;
  readonly size: number;
  /** Words that the steps take. */
  readonly recorded: number;
  /** States below this number are initial. */
  readonly initial: number;
  /** Whether every state was explored; if not, some have no steps because nobody looked. */
  readonly complete: boolean;
  /** The rows; that of a state begins at {@link at}. */
  readonly words: Int32Array;
  at(state: number): number;
  /** How many steps lead from a state; where they are labelled, several by the same action to the same state perhaps. */
  degree(state: number): number;
  /** Number of the state that step `index` leads to. */
  target(state: number, index: number): number;
  /** Index in `model.actions` of step `index`; −1 where steps are not labelled. */
  action(state: number, index: number): number;
  /** All numbers in an order that depends on content only: by depth, then by hash, then as `model.compare` says. */
  canonicalOrder(): Uint32Array;
  /** Numbers of the states of a shortest behaviour, from an initial state to this one. */
  path(state: number): number[];
}

/** Words that a thread takes at once to write edges to. */
const blockWords = 1 << 16;

/** Where edges are kept while a search runs: 8 bytes a state, and 4 bytes an edge, or 8 where it is labelled or marked. */
export interface EdgeSpace {
  /**
   * A record a state: how many steps, then for each the state it leads to. Labelled: also its action, for every step that was
   * found. Otherwise each state once, and not the state itself: what liveness is checked on.
   */
  readonly records: Int32Array;
  /** Where the record of a state begins; 0 when it has none. */
  readonly firsts: Int32Array;
  readonly labelled: boolean;
  /**
   * By place in `records`: which fairness conditions a step takes, as `RowModel.marked` has them, and at the beginning of a
   * record which ones are enabled in its state. Absent where nobody tells, or steps are labelled.
   */
  readonly marks?: Int32Array;
}

/** @param bytes that are reserved for records; memory is used as it is filled */
export function edgeSpace(bytes: number, states: number, labelled: boolean, marked: boolean): EdgeSpace {
  const words = Math.min(Math.floor(bytes / 4), 2 ** 31 - 2 * blockWords);
  return {
    records: new Int32Array(new SharedArrayBuffer(4 * words)),
    firsts: new Int32Array(new SharedArrayBuffer(4 * states)),
    labelled,
    ...(marked && !labelled ? { marks: new Int32Array(new SharedArrayBuffer(4 * words)) } : {}),
  };
}

export function edgeBytes({ marks }: EdgeSpace, control: Int32Array): number {
  const words = (control[Place.edges] as number) * (marks === undefined ? 1 : 2);
  return 4 * (words + (control[Place.size] as number));
}

/** Up to so many steps from a state, targets are compared one by one. */
const fewSteps = 32;

/** Writes the steps of the states that one thread explores. */
export class EdgeRecorder {
  private next = 0;
  private end = 0;
  /** The marks of the steps that have been gathered. */
  private readonly gathered = new Int32Array(largestBatch);
  /** Where the steps of a state with many are: by the state that each leads to. */
  private readonly places = new Map<number, number>();

  constructor(
    private readonly space: EdgeSpace,
    private readonly control: Int32Array,
  ) {}

  /** Takes room for the steps of one state. @returns where its record is to be; 0 when there is no room */
  reserve(steps: number): number {
    const { records, labelled } = this.space;
    const words = 1 + (labelled ? 2 : 1) * steps;
    if (this.end - this.next >= words) {
      const at = this.next;
      this.next += words;
      return at;
    }
    const wanted = Math.max(blockWords, words);
    const start = Atomics.add(this.control, Place.edges, wanted);
    if (start + wanted > records.length || start < 0) {
      Atomics.sub(this.control, Place.edges, wanted);
      return 0;
    }
    // Word 0 stays free, so that no record begins there.
    this.next = Math.max(start, 1);
    this.end = start + wanted;
    return this.reserve(steps);
  }

  /** Begins a record. @param enabled marks of steps that are not to be recorded, but can be taken */
  begin(at: number, enabled: number): void {
    const { marks } = this.space;
    if (marks !== undefined) marks[at] = enabled;
  }

  /** Keeps the marks of steps that are gathered. @param place of the first one among those gathered so far */
  gather({ marks }: FoundRows, steps: number, place: number): void {
    if (marks === undefined || this.space.marks === undefined) return;
    for (let index = 0; index < steps; index++) this.gathered[place + index] = marks[index] as number;
  }

  /**
   * @param at what {@link reserve} gave
   * @param numbers as insertion leaves them, those of new states as their complements; the steps of this state begin at `from`
   * @param metas in which the bits above `shift` are the action
   * @param taken the marks of the steps, from the same place on
   */
  record(
    at: number,
    state: number,
    steps: number,
    numbers: Int32Array,
    metas: Int32Array,
    from: number,
    shift: number,
    taken: Int32Array = this.gathered,
  ): void {
    const { records, firsts, labelled, marks } = this.space;
    firsts[state] = at;
    if (labelled) {
      records[at] = steps;
      for (let index = 0, word = at + 1; index < steps; index++, word += 2) {
        const number = numbers[from + index] as number;
        records[word] = number < 0 ? ~number : number;
        records[word + 1] = (metas[from + index] as number) >>> shift;
      }
      return;
    }
    const many = steps > fewSteps;
    if (many) this.places.clear();
    let end = at + 1;
    let enabled = 0;
    for (let index = 0; index < steps; index++) {
      const number = numbers[from + index] as number;
      const target = number < 0 ? ~number : number;
      if (target === state) continue;
      const place = many ? this.placeOf(target, end) : placeAmong(records, at + 1, end, target);
      if (place === end) {
        records[end] = target;
        if (marks !== undefined) marks[end] = 0;
        end++;
      }
      if (marks === undefined) continue;
      const mark = taken[from + index] as number;
      marks[place] = (marks[place] as number) | mark;
      enabled |= mark;
    }
    records[at] = end - at - 1;
    if (marks !== undefined) marks[at] = (marks[at] as number) | enabled;
  }

  /** Where a step is; the end where it is new. */
  private placeOf(target: number, end: number): number {
    const known = this.places.get(target);
    if (known === undefined) this.places.set(target, end);
    return known ?? end;
  }
}

/** Changes the numbers of states in the steps that were recorded of the states `[start, end)`. @param first the least that changed */
export function renumberEdges(
  { records, firsts, labelled }: EdgeSpace,
  start: number,
  end: number,
  first: number,
  moved: ReadonlyMap<number, number>,
): void {
  const stride = labelled ? 2 : 1;
  for (let state = start; state < end; state++) {
    const at = firsts[state] as number;
    if (at === 0) continue;
    const last = at + stride * (records[at] as number);
    for (let word = at + 1; word <= last; word += stride) {
      const target = records[word] as number;
      if (target >= first) records[word] = moved.get(target) as number;
    }
  }
}

function placeAmong(records: Int32Array, from: number, end: number, target: number): number {
  let at = from;
  while (at < end && records[at] !== target) at++;
  return at;
}

/** What a search leaves behind. @param levels first number of each level */
export function stateGraph(
  model: RowModel,
  arena: Arena,
  space: EdgeSpace,
  recorded: number,
  levels: readonly number[],
  path: (state: number) => number[],
): StateGraph {
  const { records, firsts, labelled } = space;
  const { words, size } = arena;
  const stride = labelled ? 2 : 1;
  let explored = 0;
  while (explored < size && firsts[explored] !== 0) explored++;
  return {
    model,
    size,
    recorded,
    initial: levels[1] ?? size,
    complete: explored === size,
    words,
    at: (state) => arena.at(state),
    degree: (state) => (firsts[state] === 0 ? 0 : (records[firsts[state] as number] as number)),
    target: (state, index) => records[(firsts[state] as number) + 1 + stride * index] as number,
    action: (state, index) =>
      labelled ? (records[(firsts[state] as number) + 2 + 2 * index] as number) : -1,
    canonicalOrder: () => canonicalOrder(model, arena, levels),
    path,
  };
}

function canonicalOrder(model: RowModel, arena: Arena, levels: readonly number[]): Uint32Array {
  const { words, size } = arena;
  const hashes = new Uint32Array(size);
  for (let state = 0; state < size; state++) hashes[state] = model.contentHash(words, arena.at(state));
  const order = Uint32Array.from({ length: size }, (_, state) => state);
  levels.forEach((first, level) => {
    order.subarray(first, levels[level + 1] ?? size).sort((left, right) => {
      const byHash = (hashes[left] as number) - (hashes[right] as number);
      return byHash !== 0 ? byHash : model.compare(words, arena.at(left), words, arena.at(right));
    });
  });
  return order;
}
