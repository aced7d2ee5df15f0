/** A specification as a Model, by interpretation: the readable meaning, the one that explains, and the referee. */

import type { ActionInfo, Explanation, Invariant, Model, Step } from '../../checker/model.js';
import { weakFairness } from '../semantics/fairness.js';
import type { Action, Definition, Expression, NamedFormula, Spec, Variable } from '../semantics/spec.js';
import type { TemporalPart } from '../semantics/temporal.js';
import { compareValues } from '../values/compare.js';
import { expectFinite } from '../values/content.js';
import { printShort } from '../values/print.js';
import { FiniteSet, FunctionValue, ModelValue, SetValue, sameValue, type Value } from '../values/value.js';
import { type Miss, Steps } from './actions.js';
import { boundValues, type Environment, frameOf, type Row } from './environment.js';
import type { Observer } from './evaluate.js';
import { Explainer, type NearestMiss, sourceOf } from './explain.js';
import { fault, located, placeOf } from './fault.js';
import { Run } from './run.js';
import { interpretTemporal } from './temporal.js';

export type InterpretedState = readonly Value[];

/** Whether a step may have these arguments; one that is an operator has no value. */
export type Admits = (args: readonly (Value | undefined)[]) => boolean;

/** Finds what is the same in every state. @returns undefined where the interpreter has to, or there is no value */
export interface ConstantFinder {
  definition(definition: Definition): Value | undefined;
  /** @param scope undefined: outside of everything that is bound */
  value(expression: Expression, scope: undefined): Value | undefined;
}

export interface StepWith {
  readonly state: InterpretedState;
  readonly args: readonly (Value | undefined)[];
}

export interface Interpreted extends Model<InterpretedState> {
  /** The assumptions that are false, with the reason. @throws EvaluationFault */
  falseAssumptions(): { readonly formula: NamedFormula; readonly explanation: Explanation }[];
  /** The value of an expression in a state, and in the one after it where there are primes; a constant one needs none. @throws EvaluationFault */
  evaluate(expression: Expression, state?: InterpretedState, next?: InterpretedState): Value;
  /** The steps of one action, and the arguments that it is taken with; only those whose arguments are admitted. @throws EvaluationFault */
  stepsOf(action: number, state: InterpretedState, admits: Admits): readonly StepWith[];
  /** Of the successors that were last asked for: how many states lay between the parts of this action, where it is composed. */
  betweenOf(action: number): number;
  /** What stands in the way of an action with such arguments; undefined when there are none to choose. */
  obstacle(action: number, state: InterpretedState, admits: Admits): Explanation | undefined;
  /** The temporal part with the expressions of its predicates. */
  readonly temporalPart?: TemporalPart;
  /** The group of permutations that SYMMETRY gives, without the identity. */
  readonly permutations: readonly FunctionValue[];
  /** What Print and PrintT have printed since it was last asked. */
  takePrinted(): string[];
  /** What a specification can ask of the run: its registers, and how far the search is. */
  readonly run: Run;
}

/**
 * Interprets a specification.
 * @param observe hears of every expression that is evaluated
 * @param constants finds faster what is the same in every state
 * @throws EvaluationFault where a constant, the symmetry set or an assumption cannot be evaluated
 */
export function interpret(spec: Spec, observe?: Observer, constants?: ConstantFinder): Interpreted {
  return new Interpreter(spec, observe, constants).model();
}

class Interpreter {
  private readonly printed: string[] = [];
  private readonly steps: Steps;
  private readonly explainer: Explainer;
  /** By action, of the successors that were last asked for: states between the parts of composed actions. */
  private readonly between: number[] = [];

  constructor(
    private readonly spec: Spec,
    observe: Observer | undefined,
    private readonly constants: ConstantFinder | undefined,
  ) {
    const run = new Run(spec.checkDeadlock);
    const definition = constants && ((of: Definition) => constants.definition(of));
    this.steps = new Steps(
      spec.variables.length,
      (text) => this.printed.push(text),
      run,
      observe,
      definition,
    );
    this.explainer = new Explainer(this.steps.evaluator, (node, environment, frame) =>
      nearestMiss((miss) => this.steps.enabled(node, environment, frame, miss)),
    );
  }

  model(): Interpreted {
    const { spec, steps } = this;
    const { behaviour } = spec;
    const actions = behaviour?.actions ?? [];
    const permutations = spec.symmetry === undefined ? [] : this.permutations(spec.symmetry.body);
    const { constraints, actionConstraints, view } = spec;
    const temporal =
      spec.properties.length + spec.invariants.length === 0
        ? undefined
        : interpretTemporal(spec, steps.evaluator, this.explainer);
    return {
      name: spec.name,
      variables: spec.variables.map((variable) => variable.name),
      actions: actions.map((action): ActionInfo => {
        const fairness = behaviour && weakFairness(action, behaviour);
        const place = placeOf(action.span);
        return { name: action.name, place, ...(fairness === undefined ? {} : { fairness }) };
      }),
      values: (state) => state,
      initial: () => this.initial(),
      successors: (state) => this.successors(actions, state),
      between: () => this.between.reduce((sum, count) => sum + count, 0),
      betweenOf: (action) => this.between[action] ?? 0,
      invariants: spec.invariants.map(
        ({ name, kind, span, body }): Invariant<InterpretedState> => ({
          name,
          kind,
          place: placeOf(span),
          holds: (state) => this.holds(body, state),
        }),
      ),
      ...(constraints.length === 0
        ? {}
        : {
            constraint: (state: InterpretedState) => constraints.every(({ body }) => this.holds(body, state)),
          }),
      ...(actionConstraints.length === 0
        ? {}
        : {
            actionConstraint: (from: InterpretedState, to: InterpretedState) =>
              actionConstraints.every(({ body }) =>
                steps.evaluator.truth(body, undefined, frameOf(from, to)),
              ),
          }),
      ...(view === undefined ? {} : { view: (state: InterpretedState) => this.evaluate(view.body, state) }),
      ...(permutations.length === 0
        ? {}
        : { canonical: (state: InterpretedState) => canonical(state, permutations) }),
      checkDeadlock: spec.checkDeadlock,
      ...(temporal === undefined ? {} : { temporal: temporal.part, temporalPart: temporal.part }),
      permutations,
      explain: {
        invariant: (index, state) => this.explainInvariant(index, state),
        deadlock: (state) => this.explainDeadlock(actions, state),
        ...(temporal === undefined ? {} : temporal.explain),
        arguments: (from, action, to) => this.argumentsOfStep(actions[action], from, to, permutations),
      },
      falseAssumptions: () =>
        spec.assumptions
          .filter(
            ({ body }) =>
              this.constants?.value(body, undefined) !== true &&
              !steps.evaluator.truth(body, undefined, frameOf([])),
          )
          .map((formula) => ({
            formula,
            explanation: this.explainer.why(formula.name, formula.body, false, frameOf([])),
          })),
      evaluate: (expression, state, next) => this.evaluate(expression, state ?? [], next),
      stepsOf: (action, state, admits) => this.stepsOf(actions[action], state, admits),
      obstacle: (action, state, admits) => this.obstacle(actions[action], state, admits),
      takePrinted: () => this.printed.splice(0),
      run: steps.run,
    };
  }

  private evaluate(expression: Expression, state: InterpretedState, next?: InterpretedState): Value {
    return located(expression.span, () =>
      this.steps.evaluator.evaluate(expression, undefined, frameOf(state, next)),
    );
  }

  private holds(expression: Expression, state: InterpretedState): boolean {
    return located(expression.span, () => this.steps.evaluator.truth(expression, undefined, frameOf(state)));
  }

  private initial(): InterpretedState[] {
    const { behaviour } = this.spec;
    if (behaviour === undefined) return [];
    const states: InterpretedState[] = [];
    located(behaviour.init.span, () =>
      this.steps.initial(behaviour.init, (row) => states.push(this.complete(row, 'Init', behaviour.init))),
    );
    return states;
  }

  private successors(actions: readonly Action[], state: InterpretedState): Step<InterpretedState>[] {
    const found: Step<InterpretedState>[] = [];
    for (const action of actions) {
      this.steps.between = 0;
      located(action.body.span, () =>
        this.steps.action(action, state, (next) =>
          found.push({ action: action.index, state: this.complete(next, action.name, action.body) }),
        ),
      );
      this.between[action.index] = this.steps.between;
    }
    return found;
  }

  /**
   * A step that leaves a variable open is an error that names the action and the variable. A value that no state
   * can hold is found here too, while its place is known.
   */
  private complete(row: Row, action: string, body: Expression): InterpretedState {
    return row.map((value, index) => {
      if (value !== undefined) {
        expectFinite(value);
        return value;
      }
      const name = this.spec.variables[index]?.name ?? '';
      const which = action === 'Init' ? 'first' : 'next';
      return fault('unassigned', `\`${action}\` gives \`${name}\` no ${which} value.`, body.span);
    });
  }

  // ── symmetry ──

  private permutations(symmetry: Expression): FunctionValue[] {
    const value = this.evaluate(symmetry, []);
    const members = value instanceof SetValue ? value.elements() : [value];
    const functions = members.map((member) =>
      isPermutation(member)
        ? member
        : fault(
            'symmetry',
            `\`SYMMETRY\` needs permutations of model values, and \`${printShort(member)}\` is none.`,
            symmetry.span,
          ),
    );
    // Written on one domain, equal permutations are equal functions.
    const keys = functions.flatMap(({ map }) => [...map.keys()]);
    const whole = functions.map(
      ({ map }) =>
        new FunctionValue(
          map.withMutations((on) => {
            for (const key of keys) if (!on.has(key)) on.set(key, key);
          }),
        ),
    );
    return closure(whole).filter((permutation) => [...permutation.map].some(([key, image]) => key !== image));
  }

  // ── explanations ──

  private explainInvariant(index: number, state: InterpretedState): Explanation {
    const invariant = this.spec.invariants[index];
    if (invariant === undefined) return { text: '' };
    const { name, body, variable } = invariant;
    if (variable !== undefined) return this.explainStateSpace(variable, state);
    return this.explainer.why(
      name,
      body.kind === 'apply' ? body.definition.body : body,
      false,
      frameOf(state),
    );
  }

  private explainStateSpace(variable: Variable, state: InterpretedState): Explanation {
    const { name, index, stateSpace } = variable;
    const value = state[index];
    if (value === undefined || stateSpace === undefined) return { text: name };
    return {
      text: `${name} is not in ${sourceOf(stateSpace)}`,
      place: placeOf(stateSpace.span),
      values: [{ expression: name, value }],
      children: this.explainer.outside(name, value, stateSpace, frameOf(state)),
    };
  }

  private explainDeadlock(actions: readonly Action[], state: InterpretedState): Explanation {
    const children = actions.map(
      (action): Explanation =>
        this.obstacle(action, state) ?? {
          text: `${action.name}: there is nothing to choose for its arguments`,
          place: placeOf(action.span),
        },
    );
    const intended = {
      text: 'If this end is intended: `CHECK_DEADLOCK FALSE`, or an action `Done == … /\\ UNCHANGED vars`.',
    };
    return { text: 'what stops each action:', children: [...children, intended] };
  }

  /** The attempt at an action that satisfied most of its conjuncts, and the one that it did not. */
  private obstacle(
    action: Action | undefined,
    state: InterpretedState,
    admits?: Admits,
  ): Explanation | undefined {
    if (action === undefined) return undefined;
    const best = nearestMiss((miss) =>
      this.steps.action(action, state, () => undefined, miss, this.admitted(action, state, admits)),
    );
    if (best === undefined) return undefined;
    const arguments_ = boundValues(best.environment).map(
      ({ name, value }) => `${name} = ${printShort(value)}`,
    );
    const where = arguments_.length === 0 ? '' : ` (${arguments_.join(', ')})`;
    const why = this.explainer.obstacle(best.node, best.environment, best.frame);
    return { ...why, text: `${action.name}${where}: ${why.text}` };
  }

  private stepsOf(action: Action | undefined, state: InterpretedState, admits: Admits): StepWith[] {
    const found: StepWith[] = [];
    if (action === undefined) return found;
    located(action.body.span, () =>
      this.steps.action(
        action,
        state,
        (next, environment) =>
          found.push({
            state: this.complete(next, action.name, action.body),
            args: this.argumentsOf(action, environment, state),
          }),
        undefined,
        this.admitted(action, state, admits),
      ),
    );
    return found;
  }

  private admitted(
    action: Action,
    state: InterpretedState,
    admits: Admits | undefined,
  ): ((environment: Environment) => boolean) | undefined {
    return admits && ((environment) => admits(this.argumentsOf(action, environment, state)));
  }

  private argumentsOf(
    action: Action,
    environment: Environment,
    from: InterpretedState,
    to?: InterpretedState,
  ): (Value | undefined)[] {
    return action.parameters.map((parameter) =>
      parameter.arity > 0
        ? undefined
        : this.steps.evaluator.evaluate(
            { kind: 'local', local: parameter, span: parameter.span, level: 0 },
            environment,
            frameOf(from, to),
          ),
    );
  }

  /** What an action was taken with; of several the first. */
  private argumentsOfStep(
    action: Action | undefined,
    from: InterpretedState,
    to: InterpretedState,
    permutations: readonly FunctionValue[],
  ): readonly (Value | undefined)[] {
    if (action === undefined || action.parameters.length === 0) return [];
    let found: readonly (Value | undefined)[] | undefined;
    this.steps.action(action, from, (next, environment) => {
      if (found !== undefined) return;
      const complete = next.flatMap((value) => (value === undefined ? [] : [value]));
      const reached = permutations.length === 0 ? complete : canonical(complete, permutations);
      if (!reached.every((value, index) => to[index] !== undefined && sameValue(value, to[index] as Value)))
        return;
      found = this.argumentsOf(action, environment, from, to);
    });
    return found ?? [];
  }
}

function isPermutation(value: Value): value is FunctionValue {
  if (!(value instanceof FunctionValue)) return false;
  const images = FiniteSet.of(value.map.values());
  return value.domain.equals(images) && images.elements().every((image) => image instanceof ModelValue);
}

/** All products of the permutations given: a SYMMETRY set generates a group. */
function closure(generators: readonly FunctionValue[]): FunctionValue[] {
  let group = FiniteSet.of(generators).toImmutable();
  for (let before = -1; before !== group.size; ) {
    before = group.size;
    for (const left of [...group]) {
      for (const right of generators) {
        if (left instanceof FunctionValue) group = group.add(compose(left, right));
      }
    }
  }
  return [...group].filter((member): member is FunctionValue => member instanceof FunctionValue);
}

function compose(left: FunctionValue, right: FunctionValue): FunctionValue {
  const through = left.map.map((image) => right.get(image) ?? image);
  return new FunctionValue(right.map.merge(through));
}

/** The least state of the orbit. */
function canonical(state: InterpretedState, permutations: readonly FunctionValue[]): InterpretedState {
  let least = state;
  for (const permutation of permutations) {
    const image = state.map((value) => permute(value, permutation));
    const order = image
      .map((value, index) => compareValues(value, least[index] as Value))
      .find((sign) => sign !== 0);
    if (order !== undefined && order < 0) least = image;
  }
  return least;
}

function permute(value: Value, permutation: FunctionValue): Value {
  if (value instanceof ModelValue) return permutation.get(value) ?? value;
  if (value instanceof SetValue)
    return FiniteSet.of(value.elements().map((element) => permute(element, permutation)));
  if (value instanceof FunctionValue) {
    return new FunctionValue(
      FunctionValue.sequence([]).map.withMutations((map) => {
        for (const [key, item] of value.map) map.set(permute(key, permutation), permute(item, permutation));
      }),
    );
  }
  return value;
}

/** @param attempt tells where attempts at an action end, and how many conjuncts each has satisfied */
function nearestMiss(attempt: (miss: Miss) => void): NearestMiss | undefined {
  let best: (NearestMiss & { readonly satisfied: number }) | undefined;
  attempt((node, environment, frame, satisfied) => {
    if (best === undefined || satisfied > best.satisfied) best = { node, environment, frame, satisfied };
  });
  return best;
}
