/** ALIAS: what a counterexample shows in the place of its states, a value a field of the record that it is. */

import { EvaluationFault } from '../../checker/model.js';
import type { NamedValue, Trace } from '../../checker/verdict.js';
import type { Expression, NamedFormula } from '../semantics/spec.js';
import { FunctionValue, type Value } from '../values/value.js';
import { stateRecord } from './behaviour.js';
import type { Interpreted } from './model.js';

/** The field that says why an alias has no value in a state, which is then shown itself. */
const faultField = '_ALIASEvalError';

/**
 * The behaviour with what ALIAS says of each state. A prime in it speaks of the state after; after the last one of those that end
 * comes the last one again.
 */
export function aliased(alias: NamedFormula, model: Interpreted, trace: Trace): Trace {
  const { variables, states, loop } = trace;
  const records = states.map(({ values }) => stateRecord(variables, values));
  const order = fieldOrder(alias.body);
  return {
    ...trace,
    states: states.map((state, index) => {
      const after = states[index + 1] ?? states[loop ?? index] ?? state;
      model.run.progress = { ...model.run.progress, level: index + 1 };
      model.run.behaviour = () => records.slice(0, index + 1);
      const shown = fields(alias.body, order, model, variables, state.values, after.values);
      return shown === undefined ? state : { ...state, alias: shown };
    }),
  };
}

function fields(
  body: Expression,
  order: readonly string[],
  model: Interpreted,
  variables: readonly string[],
  current: readonly Value[],
  next: readonly Value[],
): readonly NamedValue[] | undefined {
  try {
    const value = model.evaluate(body, current, next);
    return value instanceof FunctionValue ? fieldsOf(value, order) : undefined;
  } catch (error) {
    if (!(error instanceof EvaluationFault)) throw error;
    const own = variables.map((name, index) => ({ name, value: current[index] as Value }));
    return [...own, { name: faultField, value: error.message }];
  }
}

/** @returns undefined for what is no record */
function fieldsOf(record: FunctionValue, order: readonly string[]): readonly NamedValue[] | undefined {
  if (!record.domain.enumerable) return undefined;
  const names = record.domain.elements();
  if (!names.every((name) => typeof name === 'string')) return undefined;
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return names
    .map((name) => ({ name, value: record.get(name) as Value }))
    .sort((left, right) => place(left.name) - place(right.name));
}

/** The names in the order in which the record is written, where it is written as one. */
function fieldOrder(body: Expression): readonly string[] {
  switch (body.kind) {
    case 'record':
      return body.fields.map(({ name }) => name);
    case 'apply':
      return fieldOrder(body.definition.body);
    case 'let':
      return fieldOrder(body.body);
    case 'labelled':
      return fieldOrder(body.expression);
    case 'primitive':
      // Records are put together with @@.
      return body.args.flatMap((arg) => ('level' in arg ? fieldOrder(arg) : []));
    default:
      return [];
  }
}
