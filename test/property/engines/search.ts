/** What a whole search finds, as text: with either engine it must be the same, word for word. */

import { check, checkRows } from '../../../checker/check.js';
import { EvaluationFault, type Place } from '../../../checker/model.js';
import type { CheckOptions } from '../../../checker/options.js';
import type { Trace, Verdict } from '../../../checker/verdict.js';
import { compile } from '../../../src/compile/model.js';
import { interpret } from '../../../src/interpret/model.js';
import type { Spec } from '../../../src/semantics/spec.js';
import { printValue } from '../../../src/values/print.js';

export type Engine = 'interpreted' | 'boxed' | 'packed';

/** @param packed a layout is proposed after the first state */
const reviews = { boxed: Number.POSITIVE_INFINITY, packed: 1 } as const;

export async function verdictOf(spec: Spec, engine: Engine, options: CheckOptions = {}): Promise<Verdict> {
  const model = interpret(spec);
  const limited: CheckOptions = { memoryLimit: 2 ** 28, workers: 1, ...options };
  return engine === 'interpreted'
    ? check(model, limited)
    : checkRows(compile(spec, model, { reviewAt: reviews[engine] }), limited);
}

/** All of a verdict but times and memory. */
export async function outcomeOf(spec: Spec, engine: Engine, options: CheckOptions = {}): Promise<string> {
  try {
    return described(await verdictOf(spec, engine, options));
  } catch (error) {
    if (error instanceof EvaluationFault) return `${error.code} at ${place(error.place)}: ${error.message}`;
    throw error;
  }
}

function described(verdict: Verdict): string {
  const { kind, generated, distinct, depth, coverage, violations, incomplete, warnings } = verdict;
  return [
    `${kind}: ${generated} generated, ${distinct} distinct, depth ${depth}`,
    ...coverage.map((action) => `${action.name}: ${action.generated}, ${action.distinct} new`),
    ...violations.flatMap((violation) => [
      `${violation.kind} ${violation.name} at ${place(violation.place)}: ${violation.message}`,
      ...behaviour(violation.trace),
    ]),
    ...incomplete,
    ...warnings,
  ].join('\n');
}

function behaviour({ states, loop, loopAction }: Trace): string[] {
  return [
    ...states.map(
      ({ action, values }) =>
        `  ${action?.text ?? 'first'} -> ${values.map((value) => printValue(value)).join(', ')}`,
    ),
    ...(loop === undefined ? [] : [`  ${loopAction?.text ?? 'stuttering'} -> ${loop}`]),
  ];
}

function place(at: Place | undefined): string {
  return at === undefined ? 'no place' : `${at.line}:${at.column}-${at.endLine}:${at.endColumn}`;
}
