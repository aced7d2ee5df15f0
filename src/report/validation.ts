/** What validating a log found, for people. */

import type { Explanation } from '../../checker/model.js';
import { count } from '../../checker/quantities.js';
import type { Value } from '../values/value.js';
import { renderExplanation, renderValues, type TerminalOptions } from './terminal.js';

/** What of a validation is shown. */
export interface ValidationResult {
  readonly matched: number;
  readonly variables: readonly string[];
  readonly states: readonly (readonly Value[])[];
  readonly most: number;
  readonly refused?: { readonly line: number; readonly text: string; readonly explanation: Explanation };
}

/** States that are shown when the system may be in several. */
const shownStates = 3;

export function renderValidation(result: ValidationResult, options: TerminalOptions): string {
  const { style } = options;
  const { matched, states, most, refused } = result;
  const lines = matched === 1 ? '1 line' : `${count(matched)} lines`;
  if (refused === undefined) {
    const at = most === 1 ? 'one state at a time' : `at most ${count(most)} states at a time`;
    return `${style.green(style.bold('The log is a behaviour of the spec.'))} ${style.dim(`(${lines}, ${at})`)}`;
  }
  const parts = [
    style.red(style.bold(`Line ${refused.line} is no step of the spec.`)),
    `  ${refused.text}`,
    ...renderExplanation(refused.explanation, '  ', undefined, options),
    '',
    `${lines} before it can be matched. There the system is in ${
      states.length === 1 ? 'this state' : `one of ${count(states.length)} states`
    }:`,
  ];
  for (const state of states.slice(0, shownStates))
    parts.push('', ...renderValues(result.variables, state, options));
  if (states.length > shownStates) parts.push('', `    … and ${count(states.length - shownStates)} more`);
  return parts.join('\n');
}
