/** A specification as a model of packed rows: compiled, and compiled again as more is learnt of its values. */

import { builtModule } from '../../checker/built.js';
import { EvaluationFault } from '../../checker/model.js';
import { Misfit, type RowModel, type Widened } from '../../checker/rows.js';
import type { RowTemporal } from '../../checker/temporal.js';
import type { Interpreted } from '../interpret/model.js';
import type { Expression, Spec } from '../semantics/spec.js';
import type { Value } from '../values/value.js';
import type { Box } from './boxes/box.js';
import { toBox, toValue } from './boxes/convert.js';
import { ValueTable } from './boxes/table.js';
import { swiftFolder } from './constants.js';
import { ContentHash } from './content.js';
import { draws, type Folder } from './emit/fold.js';
import { type Compiled, compileProgram } from './emit/module.js';
import { explainLayout } from './explain.js';
import { type FairSteps, fairSteps } from './fair-steps.js';
import { faultOf } from './fault.js';
import { boxedLayout, decodeRow, encodeRow, type Layout } from './layout/layout.js';
import { Knowledge } from './layout/propose.js';
import { rewriting } from './layout/rewrite.js';
import { encode, type Shape } from './layout/shape.js';
import { type PortableProgram, type ProgramData, rowModel, symmetricNames } from './open.js';
import type { Foreign } from './runtime.js';
import { type Permutation, permutationOf } from './symmetry.js';
import { encodeConstants, encodeLayout, isSendable } from './transport.js';
import { viewedBy, type WholeView, wholeView } from './view.js';

/** States that are explored by number before a layout is proposed. */
const defaultReview = 500;

export interface CompileOptions {
  /** After how many states a layout is proposed; before that every value is a number of the table of values. */
  readonly reviewAt?: number;
  /** Told the layout, a line a fact, each time that there is another one: the last is that of the whole search. */
  readonly explain?: (lines: readonly string[]) => void;
  /** What evaluates constants, and knows some already. */
  readonly folder?: Folder;
  /** How long, in characters, the fast code of a formula may be before it is written again, shorter. */
  readonly largestFast?: number;
}

/**
 * Compiles a specification.
 * @param interpreted the same specification, interpreted: it explains, and does what cannot be compiled
 */
export function compile(spec: Spec, interpreted: Interpreted, options: CompileOptions = {}): RowModel {
  return new Compiler(spec, interpreted, options).model;
}

type Rows = Parameters<NonNullable<RowModel['widen']>>[1];

class Compiler {
  readonly model: RowModel;
  private readonly table = ValueTable.create();
  private readonly folder: Folder;
  private readonly knowledge: Knowledge;
  private readonly idOf = (box: Box) => this.table.idOf(box);
  private readonly valueOf = (id: number) => this.table.value(id);
  private readonly explain: CompileOptions['explain'];
  private readonly reviewAt: number;
  private readonly largestFast: number | undefined;
  /** Whether next values are packed as soon as they are known, though the step may turn out to be none. */
  private early = true;
  /** That in which every variable is a number, once it has been needed. */
  private wide: RowModel | undefined;
  /** Whether the programs leave something to the interpreter. */
  private leavesParts = false;
  /** How long the last compilation took, in milliseconds. */
  private compiling = 0;
  private readonly permutations: readonly Permutation[];
  /** The fairness conditions whose steps the program tells apart, and those, by index, for which some program did not. */
  private readonly fair: readonly FairSteps[];
  private readonly untold = new Set<number>();
  private readonly pairs: ProgramData['permutations'];
  /** The VIEW, where it is made of whole variables. */
  private readonly view: WholeView | undefined;
  /** That in which every variable is a number. */
  private readonly boxed: Layout;
  /** The numbers that each variable was found to have. */
  private readonly found: readonly Set<number>[];

  constructor(
    private readonly spec: Spec,
    private readonly interpreted: Interpreted,
    { explain, reviewAt, folder, largestFast }: CompileOptions,
  ) {
    this.explain = explain;
    this.largestFast = largestFast;
    this.reviewAt = reviewAt ?? defaultReview;
    this.folder = folder ?? swiftFolder();
    this.permutations = interpreted.permutations.map(permutationOf);
    this.pairs = this.permutations.map((permutation) =>
      [...permutation].map(([from, to]): [string, string] => [from.text, to.text]),
    );
    // SYMMETRY and a VIEW are seldom together: then its value is made.
    if (spec.view !== undefined && this.permutations.length === 0) this.view = wholeView(spec.view.body);
    const first = this.view && viewedBy(this.view);
    this.boxed = boxedLayout(spec.variables.length, first);
    this.found = spec.variables.map(() => new Set());
    this.knowledge = new Knowledge(
      spec,
      (expression: Expression) => this.constantBox(expression),
      this.permutations,
      first,
    );
    // What chance decides is not known beforehand.
    this.fair = fairSteps(spec, interpreted.temporalPart, (expression) =>
      draws(expression) ? undefined : this.constant(expression),
    );
    // Where every variable declares a state space that has a small shape, nothing need be learnt first.
    const declared = this.reviewAt === Number.POSITIVE_INFINITY ? undefined : this.knowledge.declaredLayout();
    this.model =
      declared === undefined ? this.withLayout(this.boxed, true) : this.withLayout(declared, false);
  }

  private constant(expression: Expression): Value | undefined {
    try {
      return expression.level === 0
        ? (this.folder.value(expression, undefined) ?? this.interpreted.evaluate(expression))
        : undefined;
    } catch {
      return undefined;
    }
  }

  private constantBox(expression: Expression): Box | undefined {
    try {
      const known = expression.level === 0 ? this.folder.box(expression, undefined) : undefined;
      const value = known === undefined ? this.constant(expression) : undefined;
      return value === undefined ? known : toBox(value);
    } catch {
      return undefined;
    }
  }

  /** @param first whether all variables are numbers still */
  private withLayout(layout: Layout, first: boolean): RowModel {
    const { interpreted } = this;
    const { model, compiled, data, foreign } = this.rowsIn(layout);
    this.explain?.(explainLayout(interpreted.variables, layout, compiled));
    if (first) this.wide = model;
    const whole: RowModel = {
      ...model,
      ...(first ? { reviewAt: this.reviewAt, ...this.noting(model) } : {}),
      ...(model.temporal === undefined ? {} : { temporal: this.explained(model, model.temporal) }),
      explain: { ...interpreted.explain, fault: (values) => faultOf(interpreted, values) },
      widen: (misfit, rows) => this.widen(layout, misfit, first ? rows : undefined),
      ...(foreign === undefined && compiled.constants.every(isSendable)
        ? { portable: () => this.portable(data, compiled, layout) }
        : {}),
    };
    return whole;
  }

  /** The program of a layout. */
  private rowsIn(layout: Layout) {
    const { spec, interpreted, table } = this;
    const content = new ContentHash(symmetricNames(this.pairs));
    const begin = performance.now();
    const compiled = compileProgram(
      spec,
      interpreted.temporalPart,
      layout,
      this.folder,
      content,
      this.permutations,
      this.view,
      this.fair,
      this.early,
      this.largestFast,
    );
    this.compiling = performance.now() - begin;
    this.leavesParts ||= compiled.foreign.length > 0;
    for (const index of compiled.untold) this.untold.add(index);
    const data = this.data(compiled);
    const foreign = compiled.foreign.length === 0 ? undefined : this.foreign(layout);
    const model = rowModel(data, compiled.constants, layout, table, foreign);
    return { model, compiled, data, foreign };
  }

  /** Where a predicate cannot be evaluated, the interpreter says why. */
  private explained(model: RowModel, temporal: RowTemporal): RowTemporal {
    const { interpreted } = this;
    const instead = (error: unknown, ask: () => boolean | undefined): boolean => {
      if (error instanceof EvaluationFault) ask();
      throw error;
    };
    return {
      ...temporal,
      stateHolds: (predicate, words, at) => {
        try {
          return temporal.stateHolds(predicate, words, at);
        } catch (error) {
          return instead(error, () => interpreted.temporal?.stateHolds(predicate, model.values(words, at)));
        }
      },
      stepHolds: (predicate, from, fromAt, to, toAt) => {
        try {
          return temporal.stepHolds(predicate, from, fromAt, to, toAt);
        } catch (error) {
          return instead(error, () =>
            interpreted.temporal?.stepHolds(predicate, model.values(from, fromAt), model.values(to, toAt)),
          );
        }
      },
    };
  }

  private data(compiled: Compiled): ProgramData {
    const { spec, interpreted } = this;
    const temporal = interpreted.temporalPart;
    return {
      name: spec.name,
      variables: interpreted.variables,
      actions: interpreted.actions,
      invariants: interpreted.invariants.map(({ name, kind, place }) => ({
        name,
        kind,
        ...(place === undefined ? {} : { place }),
      })),
      checkDeadlock: spec.checkDeadlock,
      merges: [
        ...(interpreted.permutations.length === 0 ? [] : (['SYMMETRY'] as const)),
        ...(spec.view === undefined ? [] : (['VIEW'] as const)),
      ],
      constrained: spec.constraints.length > 0,
      actionConstrained: spec.actionConstraints.length > 0,
      temporal:
        temporal === undefined
          ? undefined
          : {
              states: temporal.states,
              steps: temporal.steps,
              properties: temporal.properties,
              fairness: temporal.fairness,
              assumptions: temporal.assumptions,
              ...(temporal.implications === undefined ? {} : { implications: temporal.implications }),
            },
      marked: this.fair.map(({ condition }, index) => (this.untold.has(index) ? -1 : condition)),
      permutations: this.pairs,
      text: compiled.text,
      width: compiled.width,
      identity: compiled.identity,
    };
  }

  private portable(
    data: ProgramData,
    compiled: Compiled,
    layout: Layout,
  ): { module: string; data: PortableProgram } {
    const { table } = this;
    return {
      module: builtModule('./open.js', import.meta.url).href,
      data: {
        ...data,
        table: table.shared,
        constants: encodeConstants(compiled.constants, table),
        layout: encodeLayout(layout, table),
      },
    };
  }

  // ── learning ──

  /** @param rows of the states that there are, while all variables are numbers */
  private widen(layout: Layout, { variable, detail }: Misfit, rows: Rows | undefined): Widened {
    // What there was room for there must be room for again: some row may have it.
    if (rows === undefined) this.knowledge.keep(layout);
    else this.learnFromRows(rows);
    if (variable >= 0) this.learnFrom(layout, detail instanceof Int32Array ? detail : undefined);
    this.knowledge.widened();
    const next = this.knowledge.layout();
    const model = this.withLayout(next, false);
    const rewrite = rewriting(layout, next, this.valueOf, this.idOf);
    return {
      model,
      convert: (from, fromAt, to, toAt) => {
        to.fill(0, toAt, toAt + model.width);
        rewrite(from, fromAt, to, toAt);
        model.canonical?.(to, toAt);
      },
    };
  }

  /**
   * What a state leads to is found again when a trace is made, and must have room then, though no row may be kept of it: a constraint
   * turned it away, or another state of its view stands for it.
   */
  private noting(model: RowModel): Partial<RowModel> {
    const { view, constraints, actionConstraints } = this.spec;
    if (view === undefined && constraints.length + actionConstraints.length === 0) return {};
    const noted = (count: number): number => {
      for (let row = 0; row < count; row++) this.note(model.found.words, row * model.width);
      return count;
    };
    return {
      initial: () => noted(model.initial()),
      expand: (words, at) => noted(model.expand(words, at)),
    };
  }

  private note(words: Int32Array, at: number): void {
    this.boxed.fields.forEach(({ word }, variable) => {
      this.found[variable]?.add(words[at + word] as number);
    });
  }

  /** Every variable is a number: each value is looked at once. */
  private learnFromRows(rows: Rows): void {
    rows((words, at) => this.note(words, at));
    this.found.forEach((ids, variable) => {
      for (const id of ids) this.knowledge.learn(variable, this.valueOf(id));
    });
  }

  /** By number everything fits: so the steps of the state are found that had one which did not fit. */
  private learnFrom(layout: Layout, row: Int32Array | undefined): void {
    const { knowledge } = this;
    let boxes: Box[][];
    try {
      boxes = this.foundFrom(row && decodeRow(layout, row, 0, this.valueOf));
      if (row === undefined) boxes = this.unfitting(layout, boxes);
    } catch (error) {
      if (!(error instanceof EvaluationFault)) throw error;
      // What did not fit cannot be found: by number everything fits, and the search will meet the error.
      layout.fields.forEach((_, variable) => {
        knowledge.giveUp(variable);
      });
      return;
    }
    const before = describe(knowledge.layout());
    for (const values of boxes) {
      values.forEach((value, variable) => {
        knowledge.learn(variable, value);
      });
    }
    this.lookAhead(boxes);
    const next = knowledge.layout();
    if (
      describe(next) !== before &&
      boxes.every((values) => this.fitting(next, values).every((fits) => fits))
    )
      return;
    const stuck = describe(next) === before;
    if (stuck && this.early) {
      // It may be a value of a step that is none.
      this.early = false;
      return;
    }
    // Nothing was learnt that helps: what does not fit is a number from now on.
    next.fields.forEach((_, variable) => {
      if (stuck || !boxes.every((values) => this.fitting(next, values)[variable])) knowledge.giveUp(variable);
    });
  }

  /** Learns from states that follow too, no longer than it takes to compile: what does not fit there either would cost another compilation. */
  private lookAhead(first: readonly Box[][]): void {
    const { wide } = this;
    // What the interpreter does may be printing, or counting in registers: not once more than the search needs it.
    if (wide === undefined || this.leavesParts) return;
    // Under SYMMETRY the layout decides which state stands for its orbit, and is shown in a trace: it must not depend on the time.
    if (this.permutations.length > 0) return;
    const { boxed: layout } = this;
    const end = performance.now() + Math.max(leastTime, this.compiling);
    const seen = new Set<string>();
    const states: Int32Array[] = [];
    const put = (row: Int32Array): void => {
      const text = row.subarray(0, layout.width).join();
      if (seen.has(text) || wide.inside?.(row, 0) === false) return;
      seen.add(text);
      states.push(row);
    };
    try {
      for (const state of first) {
        const row = new Int32Array(wide.width);
        encodeRow(layout, state, row, 0, this.idOf);
        put(row);
      }
      for (let index = 0; index < Math.min(states.length, mostAhead) && performance.now() < end; index++) {
        const from = states[index] as Int32Array;
        const count = wide.expand(from, 0);
        const found = wide.found.words.slice(0, count * wide.width);
        for (let at = 0; at < found.length; at += wide.width)
          if (wide.allows?.(from, 0, found, at) !== false) put(found.subarray(at, at + wide.width));
      }
    } catch (error) {
      // The search will meet it.
      if (!(error instanceof EvaluationFault)) throw error;
    }
    for (const row of states)
      decodeRow(layout, row, 0, this.valueOf).forEach((value, variable) => {
        this.knowledge.learn(variable, value);
      });
  }

  /** Some of the states that have no room. */
  private unfitting(layout: Layout, states: readonly Box[][]): Box[][] {
    const found: Box[][] = [];
    for (const state of states) {
      if (this.fitting(layout, state).every((fits) => fits)) continue;
      found.push(state);
      if (found.length === mostUnfitting) break;
    }
    return found;
  }

  /** The successors of a state; undefined: the initial states. @throws EvaluationFault */
  private foundFrom(state: Box[] | undefined): Box[][] {
    const { boxed } = this;
    this.wide ??= this.rowsIn(boxed).model;
    const { wide } = this;
    const row = new Int32Array(wide.width);
    if (state !== undefined) encodeRow(boxed, state, row, 0, this.idOf);
    const count = state === undefined ? wide.initial() : wide.expand(row, 0);
    return Array.from({ length: count }, (_, index) =>
      decodeRow(boxed, wide.found.words, index * wide.width, this.valueOf),
    );
  }

  private fitting(layout: Layout, values: readonly Box[]): boolean[] {
    const words = new Int32Array(layout.width);
    return layout.fields.map(({ shape, word, shift }, index) =>
      encode(shape, values[index] as Box, words, word, shift, this.idOf),
    );
  }

  // ── what the interpreter does ──

  private foreign(layout: Layout): Foreign {
    const { interpreted } = this;
    const state = (words: Int32Array, at: number) => decodeRow(layout, words, at, this.valueOf).map(toValue);
    const encoded = (values: readonly Value[]): Int32Array => {
      const words = new Int32Array(layout.width);
      if (!encodeRow(layout, values.map(toBox), words, 0, this.idOf)) throw new Misfit(0, undefined);
      return words;
    };
    return {
      steps: (action, words, at, push) => {
        if (action < 0) {
          for (const first of interpreted.initial()) push(encoded(first));
          return 0;
        }
        for (const step of interpreted.successors(state(words, at)))
          if (step.action === action) push(encoded(step.state));
        return interpreted.betweenOf(action);
      },
      holds: (invariant, words, at) => interpreted.invariants[invariant]?.holds(state(words, at)) !== false,
      inside: (words, at) => interpreted.constraint?.(state(words, at)) !== false,
      allows: (from, fromAt, to, toAt) =>
        interpreted.actionConstraint?.(state(from, fromAt), state(to, toAt)) !== false,
      view: (words, at) => this.table.idOf(toBox(interpreted.view?.(state(words, at)) ?? false)),
      stateHolds: (predicate, words, at) =>
        interpreted.temporal?.stateHolds(predicate, state(words, at)) === true,
      stepHolds: (predicate, from, fromAt, to, toAt) =>
        interpreted.temporal?.stepHolds(predicate, state(from, fromAt), state(to, toAt)) === true,
    };
  }
}

/** States that are explored to learn what follows from one that did not fit. */
const mostAhead = 200;
/** Milliseconds that they may take, however fast it is compiled. */
const leastTime = 100;

/** Initial states to learn from at once, where some do not fit. */
const mostUnfitting = 1000;

/** A layout as text: equal for equal layouts. */
function describe(layout: Layout): string {
  const shape = (of: Shape): string => {
    switch (of.kind) {
      case 'integer':
        return `${of.low}..${of.high}`;
      case 'enum':
      case 'mask':
        return `${of.kind} ${of.universe.size}`;
      case 'function':
        return `[${of.items.map(shape).join()}]`;
      default:
        return of.kind;
    }
  };
  return layout.fields.map((field) => shape(field.shape)).join('; ');
}
