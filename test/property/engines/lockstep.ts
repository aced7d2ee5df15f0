/** Both engines side by side, state by state: what the compiled program finds from a state must be what the interpreter finds. */

import { EvaluationFault } from '../../../checker/model.js';
import { Misfit, type RowModel } from '../../../checker/rows.js';
import { swiftFolder } from '../../../src/compile/constants.js';
import { compile } from '../../../src/compile/model.js';
import { type Interpreted, interpret } from '../../../src/interpret/model.js';
import type { Spec } from '../../../src/semantics/spec.js';
import { contentHash, listHash } from '../../../src/values/content.js';
import { printValue } from '../../../src/values/print.js';
import { sameValue, type Value } from '../../../src/values/value.js';

type Form = 'boxed' | 'packed';

/** A layout may be widened so often on so few states. */
const mostWidenings = 60;

interface Reached {
  row: Int32Array;
  values: readonly Value[];
}

class Disagreement extends Error {}

/**
 * Explores up to `limit` states breadth-first with both engines, first boxed, then packed.
 * @param learnt after how many states the layout is proposed: after few it is widened more often, after many it is seldom compiled
 * @returns the first difference; undefined when there is none
 */
export function difference(spec: Spec, limit: number, learnt = 0): string | undefined {
  const interpreted = interpret(spec);
  const answers: Answers = new Map();
  for (const form of ['boxed', 'packed'] as const) {
    try {
      const lockstep = new Lockstep(spec, interpreted, answers, form);
      if (form === 'packed') {
        lockstep.explore(learnt);
        lockstep.pack();
      }
      lockstep.explore(limit);
    } catch (error) {
      if (error instanceof Disagreement) return `${form}: ${error.message}`;
      throw error;
    }
  }
  return undefined;
}

/** Fails with the specification that tells the engines apart. @param found what {@link difference} has found */
export function told(text: string, found: string | undefined): void {
  if (found !== undefined) throw new Error(`The engines differ on\n\n${text}\n${found}`);
}

/** What a call gave: a text that both engines must agree on. */
type Answer = string;

/** What the interpreter has said, by question: it is asked once for both forms. */
type Answers = Map<string, Answer[]>;

class Lockstep {
  private model: RowModel;
  private readonly reached: Reached[] = [];
  private readonly known = new Set<string>();
  private widenings = 0;

  constructor(
    private readonly spec: Spec,
    private readonly interpreted: Interpreted,
    private readonly answers: Answers,
    form: Form,
  ) {
    this.model = compile(spec, interpreted, {
      reviewAt: Number.POSITIVE_INFINITY,
      // Constants are found in both ways.
      folder: swiftFolder(form === 'boxed' ? 30 : undefined),
      // Code is written in both ways.
      ...(form === 'boxed' ? { largestFast: 600 } : {}),
    });
  }

  explore(limit: number): void {
    if (this.reached.length === 0) this.add(this.initial());
    for (let next = 0; next < Math.min(this.reached.length, limit); next++) {
      const state = this.reached[next] as Reached;
      if (this.inspect(state)) this.add(this.successors(state));
    }
  }

  /** Proposes a layout for the states that were reached. */
  pack(): void {
    if (this.reached.length > 0) this.widen(new Misfit(-1, undefined));
  }

  private add(states: readonly Reached[]): void {
    for (const state of states) {
      const text = printed(state.values);
      if (this.known.has(text)) continue;
      this.known.add(text);
      this.reached.push(state);
    }
  }

  private initial(): Reached[] {
    let found: Reached[] = [];
    const given = this.answered(undefined, () => {
      const count = this.model.initial();
      found = this.taken(count);
      return found.map(({ values }) => printed(values)).sort();
    });
    const wanted = this.asked('initial', () =>
      [...this.interpreted.initial()].map((state) => printed(state)).sort(),
    );
    this.agree('the initial states', undefined, wanted, given);
    return found;
  }

  private successors(state: Reached): Reached[] {
    const { interpreted } = this;
    const name = (action: number) => interpreted.actions[action]?.name ?? '';
    let found: Reached[] = [];
    const given = this.answered(state, () => {
      const count = this.model.expand(state.row, 0);
      found = this.taken(count);
      const { times, actions } = this.model.found;
      return found
        .flatMap(({ values }, index) =>
          Array<string>(times[index] as number).fill(`${name(actions[index] as number)}: ${printed(values)}`),
        )
        .sort();
    });
    // Asked after that: where the layout was widened, another state of the orbit may stand for this one.
    const wanted = this.asked(`steps ${printed(state.values)}`, () =>
      [...interpreted.successors(state.values)]
        .map((step) => `${name(step.action)}: ${printed(step.state)}`)
        .sort(),
    );
    this.agree('the steps', state, wanted, given);
    if (interpreted.actionConstraint !== undefined) for (const to of found) this.allowed(state, to);
    return found;
  }

  private allowed(from: Reached, to: Reached): void {
    const wanted = this.asked(`allowed ${printed(from.values)} -> ${printed(to.values)}`, () => [
      String(this.interpreted.actionConstraint?.(from.values, to.values)),
    ]);
    const given = this.answered(
      undefined,
      () => [String(this.model.allows?.(from.row, 0, to.row, 0))],
      false,
    );
    this.agree('the action constraint', from, wanted, given, false);
  }

  /** All that is asked of a single state. @returns false when it cannot be answered: no search goes on there */
  private inspect(state: Reached): boolean {
    const { interpreted, spec } = this;
    let sound = true;
    const text = printed(state.values);
    interpreted.invariants.forEach((invariant, index) => {
      const wanted = this.asked(`${index} ${text}`, () => [String(invariant.holds(state.values))]);
      sound &&= !isFailure(wanted);
      const given = this.answered(state, () => [String(this.model.holds(index, state.row, 0))], false);
      this.agree(`the invariant ${invariant.name}`, state, wanted, given, false);
    });
    if (interpreted.constraint !== undefined) {
      const wanted = this.asked(`inside ${text}`, () => [String(interpreted.constraint?.(state.values))]);
      const given = this.answered(state, () => [String(this.model.inside?.(state.row, 0))], false);
      this.agree('the constraint', state, wanted, given, false);
    }
    if (spec.symmetry === undefined) {
      const wanted = this.asked(`content ${text}`, () => {
        const identity = interpreted.view === undefined ? state.values : [interpreted.view(state.values)];
        return [String(listHash(identity.map(contentHash)))];
      });
      sound &&= !isFailure(wanted);
      const given = this.answered(
        state,
        () => {
          const row = state.row.slice();
          this.model.canonical?.(row, 0);
          return [String(this.model.contentHash(row, 0))];
        },
        false,
      );
      this.agree('the content hash', state, wanted, given, false);
    }
    return sound;
  }

  /** The rows that a call left, as states; steps that were found several times once. */
  private taken(count: number): Reached[] {
    const { model } = this;
    const { width, found } = model;
    return Array.from({ length: count }, (_, index) => {
      const row = found.words.slice(index * width, (index + 1) * width);
      return { row, values: model.values(row, 0) };
    });
  }

  private asked(question: string, run: () => string[]): Answer[] {
    let answer = this.answers.get(question);
    if (answer === undefined) {
      try {
        answer = run();
      } catch (error) {
        answer = [failure(error)];
      }
      this.answers.set(question, answer);
    }
    return answer;
  }

  /** @param whole whether the model says what is wrong; else only that something is */
  private answered(state: Reached | undefined, run: () => string[], whole = true): Answer[] {
    for (;;) {
      try {
        return run();
      } catch (error) {
        if (error instanceof Misfit) {
          this.widen(error);
          continue;
        }
        if (!(error instanceof EvaluationFault)) throw error;
        return [whole ? failure(this.model.explain?.fault?.(state?.values)) : 'an error'];
      }
    }
  }

  private widen(misfit: Misfit): void {
    if (this.widenings++ > mostWidenings) throw new Disagreement('the layout is widened without end');
    const { model } = this;
    const { model: next, convert } = model.widen?.(misfit, (visit) => {
      for (const state of this.reached) visit(state.row, 0);
    }) ?? { model, convert: () => undefined };
    this.model = next;
    for (const state of this.reached) {
      const row = new Int32Array(next.width);
      convert(state.row, 0, row, 0);
      state.row = row;
      // Under SYMMETRY another state of the orbit may stand for it from now on.
      if (this.spec.symmetry !== undefined) state.values = next.values(row, 0);
      const values = next.values(row, 0);
      if (!values.every((value, index) => sameValue(value, state.values[index] as Value)))
        throw new Disagreement(`widened, ${printed(state.values)} became ${printed(values)}`);
    }
  }

  private agree(
    what: string,
    state: Reached | undefined,
    wanted: Answer[],
    given: Answer[],
    whole = true,
  ): void {
    const plain = (answers: Answer[]) =>
      (whole ? answers : answers.map((answer) => (answer.startsWith('error') ? 'an error' : answer))).join(
        '\n  ',
      );
    if (plain(wanted) === plain(given)) return;
    const where = state === undefined ? '' : ` of ${printed(state.values)}`;
    throw new Disagreement(
      `${what}${where}:\ninterpreted\n  ${wanted.join('\n  ')}\ncompiled\n  ${given.join('\n  ')}`,
    );
  }
}

function failure(error: unknown): string {
  if (!(error instanceof EvaluationFault)) throw error;
  const { code, message, place } = error;
  return `error ${code} at ${place?.line}:${place?.column}: ${message}`;
}

function isFailure(answers: readonly Answer[]): boolean {
  return answers[0]?.startsWith('error') === true;
}

function printed(values: readonly Value[]): string {
  return values.map((value) => printValue(value)).join(', ');
}
