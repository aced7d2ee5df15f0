/**
 * A smaller graph with the same parts. States that lead to each other by steps among states of the same parts are a cell: in every
 * part that they lie in, they are in one component. Where behaviours can go round in ways that no property asks about, one search
 * of all states for cells spares the search of each part most of its work.
 */

import type { Surroundings } from './clearing.js';
import { type Breathe, pieceSteps } from './pace.js';
import { RegionSearch } from './region.js';

/** The part of all states whose cells must be known before it is judged whether these are few: the first ones found are the last on any way. */
const sample = 1 / 8;

/** So many states there must be to a cell. */
const leastStates = 2;

const lastNumber = 2 ** 31 - 2;

/**
 * @returns the graph of the cells; undefined where there are nearly as many of them as states
 * @throws what `breathe` throws
 */
export async function contracted(given: Surroundings, breathe: Breathe): Promise<Surroundings | undefined> {
  const cells = await cellsOf(given, breathe);
  return cells && joined(given, cells, breathe);
}

interface Cells {
  readonly count: number;
  /** By state the number of its cell. */
  readonly of: Int32Array;
}

async function cellsOf({ steps, inside }: Surroundings, breathe: Breathe): Promise<Cells | undefined> {
  const { firsts, targets, length } = steps;
  const size = inside.length;
  const of = new Int32Array(size);
  let count = 0;
  let parts = 0;
  const search = new RegionSearch({
    steps: { firsts, targets, length },
    ranks: of,
    highest: size,
    weak: 0,
    belongs: (state) => inside[state] === parts,
    number: () => lastNumber - count++,
    single: () => {},
    several: () => {},
  });
  let searched = 0;
  for (let state = 0; state < size; state++) {
    if (state % pieceSteps === pieceSteps - 1) await breathe(searched, 4 * size);
    if (of[state] !== 0) continue;
    parts = inside[state] as number;
    searched += search.work(state, pieceSteps);
    for (; !search.done; searched += search.work(-1, pieceSteps)) {
      if (tooMany(count, searched - search.held, size)) return undefined;
      await breathe(searched, 4 * size + search.bytes);
    }
    if (tooMany(count, searched, size)) return undefined;
  }
  for (let state = 0; state < size; state++) of[state] = lastNumber - (of[state] as number);
  return { count, of };
}

function tooMany(cells: number, states: number, size: number): boolean {
  return states >= sample * size && cells * leastStates > states;
}

/** One record a cell, as of a state. A step within a cell is one to itself: what such steps take is taken there. */
async function joined(
  { steps, inside, entered, weak }: Surroundings,
  numbers: Cells,
  breathe: Breathe,
): Promise<Surroundings> {
  const { count, of } = numbers;
  const { firsts, targets, marks, length } = steps;
  const size = inside.length;
  const { members, ends } = await membersOf(numbers, breathe);
  const shared = (words: number) => new Int32Array(new SharedArrayBuffer(4 * words));
  // No more than the steps, a word for each cell, and a step to itself.
  const most = length + 2 * count;
  const cells = {
    steps: {
      firsts: shared(count),
      targets: shared(most),
      ...(marks === undefined ? {} : { marks: shared(most) }),
      length: most,
    },
    inside: shared(count),
    entered: shared(count),
    weak,
  };
  /** By cell where the last step to it was put. */
  const places = new Int32Array(count);
  let end = 0;
  let looked = 0;
  for (let cell = 0; cell < count; cell++) {
    const begin = end++;
    let enabled = -1;
    for (let index = ends[cell - 1] ?? 0; index < (ends[cell] as number); index++) {
      if (++looked % pieceSteps === 0) await breathe(looked, 16 * size + 8 * end);
      const state = members[index] as number;
      const first = firsts[state] as number;
      const last = first + (targets[first] as number);
      cells.inside[cell] = inside[state] as number;
      cells.entered[cell] = (cells.entered[cell] as number) | (entered[state] as number);
      enabled &= marks?.[first] ?? 0;
      for (let step = first + 1; step <= last; step++) {
        const to = of[targets[step] as number] as number;
        let place = places[to] as number;
        if (place <= begin) {
          place = end++;
          places[to] = place;
          cells.steps.targets[place] = to;
        }
        if (marks !== undefined && cells.steps.marks !== undefined)
          cells.steps.marks[place] = (cells.steps.marks[place] as number) | (marks[step] as number);
      }
    }
    cells.steps.firsts[cell] = begin;
    cells.steps.targets[begin] = end - begin - 1;
    if (cells.steps.marks !== undefined) cells.steps.marks[begin] = enabled;
  }
  return cells;
}

/** The states of each cell, those of one cell together; and by cell where they end. */
async function membersOf(
  { of, count }: Cells,
  breathe: Breathe,
): Promise<{ members: Int32Array; ends: Int32Array }> {
  const ends = new Int32Array(count);
  for (const cell of of) ends[cell] = (ends[cell] as number) + 1;
  let sum = 0;
  for (let cell = 0; cell < count; cell++) {
    const own = ends[cell] as number;
    ends[cell] = sum;
    sum += own;
  }
  const members = new Int32Array(of.length);
  for (let state = 0; state < of.length; state++) {
    if (state % pieceSteps === pieceSteps - 1) await breathe(state, 12 * of.length);
    const cell = of[state] as number;
    const place = ends[cell] as number;
    members[place] = state;
    ends[cell] = place + 1;
  }
  return { members, ends };
}
