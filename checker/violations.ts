/** Findings made into what is reported: a message, the behaviour that leads there, and why. */

import { type Finding, FindingKind, faultData } from './findings.js';
import type { Explanation } from './model.js';
import { propertyParts, type SafetyPart } from './properties.js';
import type { RowModel } from './rows.js';
import { isFault } from './steps.js';
import { type Tracer, traceThrough } from './trace.js';
import type { Trace, Violation } from './verdict.js';

export function violationOf(model: RowModel, tracer: Pick<Tracer, 'pathTo'>, finding: Finding): Violation {
  const path = tracer.pathTo(finding.number < 0 ? finding.parent : finding.number).map(({ row }) => row);
  if (finding.number < 0) path.push(finding.row);
  const trace = traceThrough(model, path);
  const values = trace.states[trace.states.length - 1]?.values ?? [];
  switch (finding.kind) {
    case FindingKind.error: {
      const { code, message, place, explanation } = model.explain?.fault?.(values) ??
        finding.fault ?? { code: 'unknown', message: 'It cannot be evaluated.' };
      return {
        kind: 'error',
        name: code,
        message,
        ...(place === undefined ? {} : { place }),
        trace,
        ...(explanation === undefined ? {} : { explanation }),
      };
    }
    case FindingKind.deadlock: {
      const explanation = explained(() => model.explain?.deadlock?.(values));
      return {
        kind: 'deadlock',
        name: 'deadlock',
        message: 'Deadlock: no step is possible.',
        trace,
        ...(explanation === undefined ? {} : { explanation }),
      };
    }
    default: {
      const invariant = model.invariants[finding.invariant];
      if (invariant === undefined) return partViolation(model, finding.invariant, trace);
      const { name, kind, place } = invariant;
      const explanation = explained(() => model.explain?.invariant?.(finding.invariant, values));
      return {
        kind,
        name,
        message: kind === 'state-space' ? `${name} left its state space.` : `Invariant ${name} is violated.`,
        ...(place === undefined ? {} : { place }),
        trace,
        ...(explanation === undefined ? {} : { explanation }),
      };
    }
  }
}

/** @param index as findings count: the safety parts of properties come after the invariants */
function partViolation(model: RowModel, index: number, trace: Trace): Violation {
  const part = propertyParts(model.temporal).safety[index - model.invariants.length] as SafetyPart;
  const { name, place } = part.property;
  const explanation = explained(() => partExplanation(model, part, trace));
  return {
    kind: 'property',
    name,
    message: `Property ${name} is violated.`,
    ...(place === undefined ? {} : { place }),
    trace,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

function partExplanation(model: RowModel, part: SafetyPart, trace: Trace): Explanation {
  const last = trace.states.length;
  const state = trace.states[last - 1]?.values ?? [];
  if (part.kind === 'never') {
    const info = model.temporal?.steps[part.predicate];
    const from = trace.states[last - 2]?.values ?? [];
    const why = model.explain?.stepPredicate?.(part.predicate, from, state);
    return {
      text: `the step from state ${last - 1} to state ${last} is ${info?.text ?? 'not allowed'}`,
      ...(info?.place === undefined ? {} : { place: info.place }),
      ...(why === undefined ? {} : { children: [why] }),
    };
  }
  const { formula } = part;
  const { place } = formula.source ?? {};
  const when = part.kind === 'initially' ? 'an initial state' : `state ${last}`;
  const why =
    formula.kind === 'state' ? model.explain?.statePredicate?.(formula.predicate, false, state) : undefined;
  const what = formula.source?.text ?? 'what must hold';
  const reasons = why === undefined ? [] : withoutEcho(`${what} is FALSE`, why);
  return {
    text: `${what} is FALSE in ${when}`,
    ...(place === undefined ? {} : { place }),
    ...(reasons.length === 0 ? {} : { children: reasons }),
  };
}

/** The reasons below a sentence that repeats what has been said. */
function withoutEcho(said: string, explanation: Explanation): readonly Explanation[] {
  const { text, children = [], values } = explanation;
  if (text !== said || values !== undefined) return [explanation];
  return children.flatMap((child) => withoutEcho(said, child));
}

/** The initial states cannot be evaluated. @throws what is no EvaluationFault */
export function initialFault(model: RowModel, error: unknown): Violation {
  if (!isFault(error)) throw error;
  const { code, message, place, explanation } = faultData(model.explain?.fault?.(undefined) ?? error);
  return {
    kind: 'error',
    name: code,
    message,
    ...(place === undefined ? {} : { place }),
    trace: { variables: model.variables, states: [] },
    ...(explanation === undefined ? {} : { explanation }),
  };
}

/** An explanation that cannot be evaluated to its end must not hide what it was to explain. */
export function explained(ask: () => Explanation | undefined): Explanation | undefined {
  try {
    return ask();
  } catch (error) {
    if (!isFault(error)) throw error;
    return {
      text: `It cannot be explained further: ${error.message}`,
      ...(error.place === undefined ? {} : { place: error.place }),
    };
  }
}
