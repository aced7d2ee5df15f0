/** SARIF 2.1.0 (OASIS), as code-scanning services read it: each failure at its line, the counterexample as a code flow. */

import type { Location, Log, ReportingDescriptor, Result as SarifResult } from 'sarif';
import type { Place } from '../../checker/model.js';
import type { Trace } from '../../checker/verdict.js';
import { printValue } from '../values/print.js';
import { type Failure, failuresOf } from './failures.js';
import { type Result, titleOf } from './result.js';
import { goingOn, shownState } from './shown.js';

/** @param version of the tool */
export function sarifReport(results: readonly Result[], version: string): Log {
  const found = results.flatMap((result) => failuresOf(result).map((failure) => ({ result, failure })));
  const ids = [...new Set(found.map(({ failure }) => failure.rule))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'tla-ts', version, semanticVersion: version, rules: ids.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: found.map(({ result, failure }) => resultOf(result, failure, ids)),
      },
    ],
  };
}

const kinds: Readonly<Record<string, string>> = {
  invariant: 'An invariant is false in a reachable state.',
  'state-space': 'A variable leaves the state space that it was declared with.',
  deadlock: 'A reachable state has no next state.',
  property: 'A property of whole behaviours is violated.',
  assumption: 'An assumption is false.',
  expectation: 'The verdict is not the one that EXPECT asks for.',
  incomplete: 'The search did not go through all states.',
  tool: 'The tool could not do its work.',
};

function ruleOf(id: string): ReportingDescriptor {
  return { id, shortDescription: { text: kinds[id] ?? `The error ${id}: see docs/errors.md.` } };
}

function resultOf(result: Result, failure: Failure, ids: readonly string[]): SarifResult {
  const { rule, severity, message, place, trace, reasons = [] } = failure;
  const text = [`${titleOf(result)}: ${message}`, ...reasons].join('\n');
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: severity,
    message: { text },
    locations: [
      place === undefined ? { physicalLocation: { artifactLocation: artifact(result.file) } } : at(place),
    ],
    ...(trace === undefined || trace.states.length === 0
      ? {}
      : { codeFlows: [flowOf(trace, place, result.file)] }),
  };
}

function flowOf(trace: Trace, place: Place | undefined, file: string) {
  const steps = trace.states.map((state) => {
    const shown = shownState(trace, state)
      .map(({ name, value }) => `${name} = ${printValue(value)}`)
      .join(', ');
    return { text: `${state.action?.text ?? 'Initial state'}: ${shown}`, place: state.action?.place };
  });
  const last = goingOn(trace);
  if (last !== undefined) steps.push({ text: last, place: trace.loopAction?.place });
  const locations = steps.map((step, index) => {
    const where = step.place ?? place;
    return {
      executionOrder: index + 1,
      location: {
        ...(where === undefined ? { physicalLocation: { artifactLocation: artifact(file) } } : at(where)),
        message: { text: `${index + 1}: ${step.text}` },
      },
    };
  });
  return { threadFlows: [{ locations }] };
}

function at({ file, line, column, endLine, endColumn }: Place): Location {
  return {
    physicalLocation: {
      artifactLocation: artifact(file),
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
  };
}

/** A relative reference (RFC 3986): spaces and other letters escaped, slashes kept. */
function artifact(file: string): { uri: string } {
  return { uri: encodeURI(file.replaceAll('\\', '/')).replace(/[?#]/g, encodeURIComponent) };
}
