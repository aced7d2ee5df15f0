/** Behaviours as values: what `Trace` and `CounterExample` of TLCExt are to a specification. */

import type { Place } from '../../checker/model.js';
import type { StepLabel, Trace } from '../../checker/verdict.js';
import { FiniteSet, FunctionValue, type Value } from '../values/value.js';

/** A state as a record of its variables. */
export function stateRecord(variables: readonly string[], values: readonly Value[]): FunctionValue {
  return FunctionValue.record(variables.map((name, index) => [name, values[index] as Value]));
}

/**
 * A behaviour as a graph: `state` has the pairs of number (from 1) and record, `action` the triples of a pair, the step and the pair
 * that it leads to. A lasso's last step leads back. Where there is an ALIAS, its records stand for the states.
 */
export function counterExampleOf({ variables, states, loop, loopAction }: Trace): Value {
  const nodes = states.map(({ values, alias }, index) => {
    const record =
      alias === undefined
        ? stateRecord(variables, values)
        : FunctionValue.record(alias.map(({ name, value }) => [name, value]));
    return FunctionValue.sequence([index + 1, record]);
  });
  const steps = states.flatMap(({ action }, index) => {
    const [from, to] = [nodes[index - 1], nodes[index]];
    return from === undefined || to === undefined ? [] : [edge(from, action, to)];
  });
  const [last, back] = [nodes.at(-1), loop === undefined ? undefined : nodes[loop]];
  if (last !== undefined && back !== undefined) steps.push(edge(last, loopAction, back));
  return FunctionValue.record([
    ['action', FiniteSet.of(steps)],
    ['state', FiniteSet.of(nodes)],
  ]);
}

function edge(from: Value, action: StepLabel | undefined, to: Value): Value {
  const step = FunctionValue.record([
    ['name', action?.name ?? 'Stuttering'],
    ['location', action?.place === undefined ? FunctionValue.sequence([]) : locationOf(action.place)],
  ]);
  return FunctionValue.sequence([from, step, to]);
}

function locationOf({ file, line, column, endLine, endColumn }: Place): Value {
  return FunctionValue.record([
    ['beginColumn', column],
    ['beginLine', line],
    ['endColumn', endColumn - 1],
    ['endLine', endLine],
    ['module', file.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '')],
  ]);
}

/** The states of a counterexample in order, without what links them. @returns undefined for what is no counterexample */
export function traceOf(counterExample: Value): Value | undefined {
  const states = counterExample instanceof FunctionValue ? counterExample.get('state') : undefined;
  if (!(states instanceof FiniteSet)) return undefined;
  const pairs = states.elements().map((pair) => (pair instanceof FunctionValue ? pair.items() : undefined));
  const byNumber = new Map(pairs.map((pair) => [pair?.[0], pair?.[1]]));
  const ordered = pairs.map((_, index) => byNumber.get(index + 1));
  return ordered.every((record) => record !== undefined)
    ? FunctionValue.sequence(ordered as Value[])
    : undefined;
}
