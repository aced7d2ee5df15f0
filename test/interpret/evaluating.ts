/** Expressions and specs in a test, interpreted; what goes wrong comes back as the text that a person would read. */

import { EvaluationFault, type Explanation, type Place } from '../../checker/model.js';
import { stepLabel } from '../../checker/trace.js';
import { type Interpreted, type InterpretedState, interpret } from '../../src/interpret/model.js';
import { excerpt } from '../../src/report/diagnostics.js';
import { styleFor } from '../../src/report/style.js';
import { Source } from '../../src/syntax/source.js';
import { printValue } from '../../src/values/print.js';
import { type Given, specOf } from '../semantics/resolving.js';

const plain = styleFor(false);

/** The value of an expression as it is printed, with definitions that stand before it. */
export function printed(expression: string, definitions = ''): string {
  return printValue(evaluated(`${definitions}\nValue == ${expression}`));
}

function evaluated(text: string) {
  const spec = specOf(text);
  const definition = spec.definitions.get('Value');
  if (definition === undefined) throw new Error('There is no Value.');
  return interpret(spec).evaluate(definition.body);
}

/** What evaluating an expression complains of, with the excerpt and the calls. */
export function faultOf(expression: string, definitions?: string): string {
  const text =
    definitions === undefined ? `Value == ${expression}` : `${definitions}\nValue == ${expression}`;
  return faultIn(text, () => evaluated(text));
}

/** @param text of the spec, for the excerpt */
export function faultIn(text: string, run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (!(error instanceof EvaluationFault)) throw error;
    return [
      `${error.code}: ${error.message}`,
      ...placed(text, error.place),
      ...(error.explanation?.children ?? []).flatMap((call) => explained(call)),
    ].join('\n');
  }
  throw new Error('Nothing went wrong.');
}

function placed(text: string, place: Place | undefined): string[] {
  if (place === undefined) return [];
  const source = new Source(place.file, text);
  const offset = (line: number, column: number) =>
    text
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length +
    (line > 1 ? 1 : 0) +
    column -
    1;
  const span = {
    source,
    start: offset(place.line, place.column),
    end: offset(place.endLine, place.endColumn),
  };
  return excerpt(span, plain);
}

/** An explanation as an indented list. */
export function explained(explanation: Explanation, indent = ''): string[] {
  const { text, place, values, children } = explanation;
  const where = place === undefined ? '' : ` (${place.line}:${place.column})`;
  const with_ = (values ?? []).map(
    ({ expression, value }) => `${indent}  ${expression} = ${printValue(value)}`,
  );
  return [
    `${indent}${text}${where}`,
    ...with_,
    ...(children ?? []).flatMap((child) => explained(child, `${indent}  `)),
  ];
}

export function modelOf(text: string, given: Given = {}): Interpreted {
  return interpret(specOf(text, given));
}

/** A state as `x = 1, y = 2`. */
export function shownState(model: Interpreted, state: ReturnType<Interpreted['values']>): string {
  return model.variables
    .map((name, index) => {
      const value = state[index];
      return `${name} = ${value === undefined ? '?' : printValue(value)}`;
    })
    .join(', ');
}

/** A step as a trace names it. */
export function labelled(
  model: Interpreted,
  from: InterpretedState,
  action: number,
  to: InterpretedState,
): string {
  const info = model.actions[action] ?? { name: '' };
  return stepLabel(info, model.explain?.arguments?.(from, action, to) ?? []).text;
}

/** The initial states, and the steps from each with the label of its action. */

export function steps(text: string, given: Given = {}): { initial: string[]; steps: string[] } {
  const model = modelOf(text, given);
  const states = [...model.initial()];
  return {
    initial: states.map((state) => shownState(model, state)),
    steps: states.flatMap((from) =>
      [...model.successors(from)].map(
        ({ action, state }) => `${labelled(model, from, action, state)}: ${shownState(model, state)}`,
      ),
    ),
  };
}
