/** What a machine-readable report says of a result that is not as expected: one entry a thing that is wrong. */

import type { Place } from '../../checker/model.js';
import type { Trace } from '../../checker/verdict.js';
import { excerpt } from './diagnostics.js';
import { type Result, wantedText } from './result.js';
import { styleFor } from './style.js';
import { renderExplanation } from './terminal.js';

export interface Failure {
  /** An error code, or the kind of a violation. */
  readonly rule: string;
  /** What is violated; the file where it is the text. */
  readonly name: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly place?: Place;
  /** Why it is violated, a line each: which conjunct is false, and the values that matter. */
  readonly reasons?: readonly string[];
  /** The source line with a caret under what is meant. */
  readonly excerpt?: readonly string[];
  readonly trace?: Trace;
}

const plain = { style: styleFor(false), width: 100, coverage: false };

/** Errors and warnings of the text, violations that are not wanted, wanted ones that did not come, a search that did not end. */
export function failuresOf(result: Result): Failure[] {
  const { diagnostics, verdict, asExpected, failure, file, expect } = result;
  const failures: Failure[] = diagnostics.map(({ code, severity, message, hint, span }) => ({
    rule: code,
    name: file,
    severity,
    message: hint === undefined ? message : `${message} ${hint}`,
    ...(span === undefined
      ? {}
      : {
          place: placeIn(span.source.path, span.source.position(span.start), span.source.position(span.end)),
          excerpt: excerpt(span, plain.style, plain.width),
        }),
  }));
  if (failure !== undefined) failures.push({ rule: 'tool', name: file, severity: 'error', message: failure });
  if (verdict === undefined || asExpected) return failures;
  for (const { kind, name, message, place, trace, explanation } of verdict.violations) {
    failures.push({
      rule: kind === 'error' ? name : kind,
      name,
      severity: 'error',
      message,
      trace,
      ...(explanation === undefined ? {} : { reasons: renderExplanation(explanation, '', place, plain) }),
      ...(place === undefined ? {} : { place }),
    });
  }
  const wanted = wantedText(expect);
  if (wanted !== undefined) {
    failures.push({
      rule: 'expectation',
      name: file,
      severity: 'error',
      message: `The spec asks for ${wanted}, and the verdict is "${verdict.kind}".`,
    });
  }
  if (verdict.kind === 'incomplete') {
    failures.push({
      rule: 'incomplete',
      name: file,
      severity: 'error',
      message: `Not complete: ${verdict.incomplete.join('; ')}.`,
    });
  }
  return failures;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

function placeIn(file: string, start: Position, end: Position): Place {
  return { file, ...start, endLine: end.line, endColumn: end.column };
}
