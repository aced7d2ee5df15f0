/** A verdict for programs: the schema is docs/report.schema.json. */

import type { Explanation } from '../../checker/model.js';
import type { NamedValue, Trace, Verdict, Violation } from '../../checker/verdict.js';
import type { Diagnostic } from '../syntax/diagnostic.js';
import { printValue } from '../values/print.js';
import type { Result } from './result.js';
import { shownState } from './shown.js';

/** Raised when a field changes its meaning or goes away. */
const schemaVersion = 1;

export interface ReportSubject {
  readonly spec: string;
  readonly file: string;
  readonly model: string | undefined;
  /** Whether the outcome is what EXPECT asked for. */
  readonly asExpected: boolean;
  /** Whether it was not searched for again. */
  readonly unchanged: boolean;
}

/** The report on one result; on several, an object with the list of them. */
export function jsonReports(results: readonly Result[]) {
  const reports = results.map(
    ({ spec, file, model, asExpected, unchanged = false, verdict, diagnostics, failure }) =>
      jsonReport(
        { spec, file, model, asExpected, unchanged },
        verdict,
        failure === undefined
          ? diagnostics
          : [...diagnostics, { code: 'tool', severity: 'error', message: failure }],
      ),
  );
  const [only] = reports;
  if (reports.length === 1 && only !== undefined) return only;
  return {
    schema: schemaVersion,
    asExpected: reports.every(({ asExpected }) => asExpected),
    results: reports,
  };
}

/** @param verdict absent when the spec did not parse or resolve */
export function jsonReport(
  subject: ReportSubject,
  verdict: Verdict | undefined,
  diagnostics: readonly Diagnostic[],
) {
  return {
    schema: schemaVersion,
    spec: subject.spec,
    file: subject.file,
    model: subject.model ?? null,
    verdict: verdict?.kind ?? 'error',
    asExpected: subject.asExpected,
    unchanged: subject.unchanged,
    generated: verdict?.generated ?? 0,
    distinct: verdict?.distinct ?? 0,
    depth: verdict?.depth ?? 0,
    seconds: verdict?.seconds ?? 0,
    workers: verdict?.workers ?? 0,
    memory: verdict?.memory ?? 0,
    coverage: (verdict?.coverage ?? []).map(({ name, place, generated, distinct }) => ({
      name,
      place: place ?? null,
      generated,
      distinct,
    })),
    expressions: verdict?.expressions ?? null,
    incomplete: verdict?.incomplete ?? [],
    warnings: verdict?.warnings ?? [],
    violations: (verdict?.violations ?? []).map(jsonViolation),
    errors: [
      ...diagnostics.map(jsonDiagnostic),
      ...(verdict?.violations ?? []).filter(({ kind }) => kind === 'error').map(jsonFault),
    ],
  };
}

/** An error of evaluation among those of the text; its trace and the calls that led there are with the violations. */
function jsonFault({ name, message, place }: Violation) {
  return {
    code: name,
    severity: 'error',
    message,
    file: place?.file ?? null,
    line: place?.line ?? null,
    column: place?.column ?? null,
    hint: null,
  };
}

function jsonViolation({ kind, name, message, place, trace, explanation }: Violation) {
  return {
    kind,
    name,
    message,
    place: place ?? null,
    trace: jsonTrace(trace),
    loop: jsonLoop(trace),
    explanation: explanation === undefined ? null : jsonExplanation(explanation),
  };
}

function jsonExplanation({ text, place, values, children }: Explanation): object {
  return {
    text,
    place: place ?? null,
    values: (values ?? []).map(({ expression, value }) => ({ expression, value: printValue(value) })),
    children: (children ?? []).map(jsonExplanation),
  };
}

function jsonTrace({ variables, states }: Trace) {
  return states.map(({ action, values, alias }) => ({
    action: action?.text ?? null,
    place: action?.place ?? null,
    values: printed(shownState({ variables }, { values })),
    alias: alias === undefined ? null : printed(alias),
  }));
}

function printed(values: readonly NamedValue[]) {
  return Object.fromEntries(values.map(({ name, value }) => [name, printValue(value)]));
}

/** Of a lasso: the index (from 0) of the state that the last one steps back to, its own when it stutters for ever, and by what step. */
function jsonLoop({ loop, loopAction }: Trace) {
  if (loop === undefined) return null;
  return { index: loop, action: loopAction?.text ?? null, place: loopAction?.place ?? null };
}

function jsonDiagnostic({ code, severity, message, span, hint }: Diagnostic) {
  const start = span?.source.position(span.start);
  return {
    code,
    severity,
    message,
    file: span?.source.path ?? null,
    line: start?.line ?? null,
    column: start?.column ?? null,
    hint: hint ?? null,
  };
}
