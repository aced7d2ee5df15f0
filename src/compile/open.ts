/** A compiled model in a thread: its program brought to life over the shared table of values. */

import { type ActionInfo, EvaluationFault } from '../../checker/model.js';
import {
  type FoundRows,
  Misfit,
  type RealState,
  type RowInvariant,
  type RowModel,
} from '../../checker/rows.js';
import type { TemporalData } from '../../checker/temporal.js';
import type { Value } from '../values/value.js';
import { Atom, type Box, isTrouble } from './boxes/box.js';
import { toValue } from './boxes/convert.js';
import { compareBoxes } from './boxes/order.js';
import { type SharedTable, ValueTable } from './boxes/table.js';
import { ContentHash } from './content.js';
import type { Constant } from './emit/program.js';
import { decodeRow, type Layout } from './layout/layout.js';
import { isWritten, Permuter } from './permuter.js';
import { type Foreign, instantiate, type Program } from './runtime.js';
import type { Permutation } from './symmetry.js';
import { decodeConstants, decodeLayout, type PackedConstant, type PackedField } from './transport.js';

/** All that a thread needs for the model; plain data but for the boxes, for which transport.ts knows a way. */
export interface ProgramData {
  readonly name: string;
  readonly variables: readonly string[];
  readonly actions: readonly ActionInfo[];
  readonly invariants: readonly RowInvariant[];
  readonly checkDeadlock: boolean;
  readonly merges: readonly ('SYMMETRY' | 'VIEW')[];
  readonly constrained: boolean;
  readonly actionConstrained: boolean;
  readonly temporal: TemporalData | undefined;
  /** As RowModel has it. */
  readonly marked: readonly number[];
  /** The permutations of SYMMETRY: names of model values with those of their images. */
  readonly permutations: readonly (readonly (readonly [string, string])[])[];
  readonly text: string;
  readonly width: number;
  /** As RowModel has it. */
  readonly identity: readonly [from: number, to: number];
}

/** As it crosses threads. */
export interface PortableProgram extends ProgramData {
  readonly table: SharedTable;
  readonly constants: readonly PackedConstant[];
  readonly layout: readonly PackedField[];
}

/** What workers call. */
export function openRows(data: unknown): RowModel {
  const program = data as PortableProgram;
  const table = ValueTable.share(program.table);
  return rowModel(
    program,
    decodeConstants(program.constants, table),
    decodeLayout(program.layout, program.width, table),
    table,
    undefined,
  );
}

export function rowModel(
  data: ProgramData,
  constants: readonly Constant[],
  layout: Layout,
  table: ValueTable,
  foreign: Foreign | undefined,
): RowModel {
  const found: FoundRows = {
    words: new Int32Array(1024 * data.width),
    actions: new Int32Array(1024),
    times: new Int32Array(1024),
    ...(data.marked.length === 0 ? {} : { marks: new Int32Array(1024) }),
    between: 0,
  };
  const permutations = data.permutations.map(
    (pairs): Permutation => new Map(pairs.map(([from, to]) => [Atom.of(from), Atom.of(to)])),
  );
  const program = instantiate(
    data.text,
    constants,
    table,
    found,
    new ContentHash(symmetricNames(data.permutations)),
    foreign,
  );
  const boxes = (words: Int32Array, at: number): Box[] =>
    decodeRow(layout, words, at, (id) => table.value(id));
  const { name, variables, actions, invariants, checkDeadlock, merges, width, identity, temporal, marked } =
    data;
  const model: RowModel = {
    name,
    variables,
    actions,
    invariants,
    checkDeadlock,
    merges,
    width,
    identity,
    found,
    ...(marked.length === 0 ? {} : { marked }),
    initial: () => {
      try {
        return program.initial();
      } catch (error) {
        throw seamError(error, undefined);
      }
    },
    expand: (words, at) => {
      try {
        return program.expand(words, at);
      } catch (error) {
        throw seamError(error, words.slice(at, at + width));
      }
    },
    contentHash: program.contentHash,
    codeLength: data.text.length,
    // A VIEW that is more than some of the variables has a word behind them.
    ...(permutations.length === 0 && identity[0] === 0
      ? {}
      : { canonical: canonicalOf(program, layout, permutations, table) }),
    firstViolated: guardedAt(program.firstViolated),
    holds: guardedOf(program.holds),
    ...(data.constrained ? { inside: guardedAt(program.inside) } : {}),
    ...(data.actionConstrained ? { allows: guardedStep(program.allows) } : {}),
    ...(temporal === undefined
      ? {}
      : {
          temporal: {
            ...temporal,
            stateHolds: guardedOf(program.stateHolds),
            observe: (words, at, bits, base) => {
              try {
                program.observe(words, at, bits, base);
              } catch (error) {
                throw seamError(error, undefined);
              }
            },
            stepHolds: (predicate, from, fromAt, to, toAt) => {
              try {
                return program.stepHolds(predicate, from, fromAt, to, toAt);
              } catch (error) {
                throw seamError(error, undefined);
              }
            },
          },
        }),
    values: (words, at) => boxes(words, at).map(toValue),
    replay: (path) => replay(model, path, (words, at) => boxes(words, at).map(toValue)),
    compare: (left, leftAt, right, rightAt) => compareRows(boxes(left, leftAt), boxes(right, rightAt)),
  };
  return model;
}

export function symmetricNames(permutations: ProgramData['permutations']): string[] {
  return [
    ...new Set(
      permutations.flatMap((pairs) => pairs.filter(([from, to]) => from !== to).map(([from]) => from)),
    ),
  ];
}

function compareRows(left: readonly Box[], right: readonly Box[]): number {
  for (let i = 0; i < left.length; i++) {
    const order = compareBoxes(left[i] as Box, right[i] as Box);
    if (order !== 0) return order;
  }
  return 0;
}

function canonicalOf(
  program: Program,
  layout: Layout,
  permutations: readonly Permutation[],
  table: ValueTable,
): (words: Int32Array, at: number) => void {
  if (isWritten(layout, permutations)) return guardedAt(program.canonical);
  const permuter = new Permuter(layout, permutations, table);
  return (words, at) => {
    permuter.canonical(words, at);
    // The representative has a VIEW of its own.
    program.canonical(words, at);
  };
}

/** A function of a state whose errors are those of the seam. */
function guardedAt<Result>(run: (words: Int32Array, at: number) => Result): typeof run {
  return (words, at) => {
    try {
      return run(words, at);
    } catch (error) {
      throw seamError(error, undefined);
    }
  };
}

function guardedOf(run: (index: number, words: Int32Array, at: number) => boolean): typeof run {
  return (index, words, at) => {
    try {
      return run(index, words, at);
    } catch (error) {
      throw seamError(error, undefined);
    }
  };
}

function guardedStep(run: Program['allows']): typeof run {
  return (from, fromAt, to, toAt) => {
    try {
      return run(from, fromAt, to, toAt);
    } catch (error) {
      throw seamError(error, undefined);
    }
  };
}

/** @param row of the state that had a step which did not fit; none: an initial state did not */
function seamError(error: unknown, row: Int32Array | undefined): unknown {
  if (error instanceof Misfit) return new Misfit(0, row);
  if (isTrouble(error)) return new EvaluationFault('failed', 'The state cannot be evaluated.');
  if (error instanceof RangeError && /call stack/.test(error.message))
    return new EvaluationFault('too-deep', 'The recursion does not end.');
  return error;
}

function replay(
  model: RowModel,
  path: readonly Int32Array[],
  values: (words: Int32Array, at: number) => readonly Value[],
): RealState[] {
  const { width, identity, found } = model;
  const [from, to] = identity;
  const real: RealState[] = [];
  let before: Int32Array | undefined;
  for (const row of path) {
    const origin = before;
    const count = origin === undefined ? model.initial() : model.expand(origin, 0);
    let step: { action: number; row: Int32Array } | undefined;
    for (let i = 0; i < count; i++) {
      const own = found.words.slice(i * width, (i + 1) * width);
      const canonical = own.slice();
      model.canonical?.(canonical, 0);
      if (!canonical.subarray(from, to).every((word, index) => word === row[from + index])) continue;
      // What violates an invariant may be reached only by a step that the constraint turns away.
      const allowed = origin === undefined || model.allows?.(origin, 0, own, 0) !== false;
      if (allowed || step === undefined)
        step = { action: origin === undefined ? -1 : (found.actions[i] as number), row: own };
      if (allowed) break;
    }
    step ??= { action: -1, row };
    real.push({ action: step.action, values: values(step.row, 0) });
    before = step.row;
  }
  return real;
}
