/** Errors while evaluating, with the place and the values that led to them. */

import { EvaluationFault, type Explanation, type Place } from '../../checker/model.js';
import type { Span } from '../syntax/source.js';
import { EnumerationError, kindOf, type Value } from '../values/value.js';

export function placeOf(span: Span): Place {
  const start = span.source.position(span.start);
  const end = span.source.position(Math.max(span.start, span.end));
  return {
    file: span.source.path,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

/** An EvaluationFault that learns which operators were being applied while it travels outwards. */
export class Fault extends EvaluationFault {
  private readonly calls: Explanation[] = [];

  constructor(code: string, message: string, span: Span) {
    super(code, message, placeOf(span));
  }

  calledBy(name: string, span: Span, args: readonly { name: string; value: Value }[]): void {
    if (this.calls.length >= 12) return;
    const values = args.map((arg) => ({ expression: arg.name, value: arg.value }));
    this.calls.push({ text: name, place: placeOf(span), ...(values.length === 0 ? {} : { values }) });
    // An error outside of any operator has nothing to explain.
    const explanation = { text: 'while evaluating, the innermost first:', children: this.calls };
    Object.assign(this, { explanation });
  }
}

export function fault(code: string, message: string, span: Span): never {
  throw new Fault(code, message, span);
}

/** Runs what may ask an infinite set for its members where no primitive stands: then `span` is what asked. */
export function located<T>(span: Span, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof EnumerationError) return fault('infinite', error.message, span);
    throw error;
  }
}

const kindWords = {
  boolean: 'a boolean',
  integer: 'an integer',
  string: 'a string',
  'model value': 'a model value',
  set: 'a set',
  function: 'a function',
} as const;

/** The kind of a value in a message. */
export function article(value: Value): string {
  return kindWords[kindOf(value)];
}
