/** JUnit XML, as CI servers read it: a test suite a spec and model, a test case an invariant, property or other check. */

import { XMLBuilder } from 'fast-xml-parser';
import { type Failure, failuresOf } from './failures.js';
import { type Result, titleOf, wantedText } from './result.js';
import { styleFor } from './style.js';
import { renderTrace } from './terminal.js';

export function junitReport(results: readonly Result[]): string {
  const suites = results.map(suiteOf);
  const total = (key: 'tests' | 'failures' | 'errors' | 'skipped') =>
    suites.reduce((sum, suite) => sum + suite[`@${key}`], 0);
  const seconds = results.reduce((sum, { verdict }) => sum + (verdict?.seconds ?? 0), 0);
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    format: true,
    suppressEmptyNode: true,
  });
  const text = builder.build({
    testsuites: {
      '@name': 'tla-ts',
      '@tests': total('tests'),
      '@failures': total('failures'),
      '@errors': total('errors'),
      '@skipped': total('skipped'),
      '@time': seconds.toFixed(3),
      testsuite: suites,
    },
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text}`;
}

interface Case {
  readonly '@name': string;
  readonly '@classname': string;
  readonly '@file': string;
  readonly '@time': string;
  readonly failure?: object;
  readonly error?: object;
  readonly skipped?: object;
}

function suiteOf(result: Result) {
  const seconds = (result.verdict?.seconds ?? 0).toFixed(3);
  const cases = casesOf(result, seconds);
  const having = (key: 'failure' | 'error' | 'skipped') =>
    cases.filter((one) => one[key] !== undefined).length;
  return {
    '@name': clean(titleOf(result)),
    '@file': clean(result.file),
    '@tests': cases.length,
    '@failures': having('failure'),
    '@errors': having('error'),
    '@skipped': having('skipped'),
    '@time': seconds,
    testcase: cases,
  };
}

function casesOf(result: Result, seconds: string): Case[] {
  const { verdict, asExpected, checks, expect } = result;
  const named = (name: string): Case => ({
    '@name': clean(name),
    '@classname': clean(titleOf(result)),
    '@file': clean(result.file),
    '@time': seconds,
  });
  const wanted = wantedText(expect);
  if (asExpected)
    return (wanted === undefined && checks.length > 0 ? checks : [wanted ?? 'search']).map(named);
  const failures = failuresOf(result).filter(({ severity }) => severity === 'error');
  if (
    verdict === undefined ||
    wanted !== undefined ||
    verdict.kind === 'error' ||
    verdict.kind === 'incomplete'
  ) {
    const [first] = failures;
    const key = wanted !== undefined && verdict !== undefined ? 'failure' : 'error';
    return [{ ...named(wanted ?? 'search'), [key]: detail(first, failures) }];
  }
  const violated = new Map(failures.map((failure) => [failure.name, failure]));
  const names = [...new Set([...checks, ...violated.keys()])];
  return names.map((name) => {
    const failure = violated.get(name);
    if (failure !== undefined) return { ...named(name), failure: detail(failure, [failure]) };
    return { ...named(name), skipped: { '@message': 'The search ended at a violation.' } };
  });
}

function detail(first: Failure | undefined, all: readonly Failure[]): object {
  const lines = all.flatMap(({ message, place, trace, reasons = [] }) => [
    place === undefined ? message : `${message} (${place.file}:${place.line}:${place.column})`,
    ...reasons.map((line) => `  ${line}`),
    ...(trace === undefined
      ? []
      : renderTrace(trace, { style: styleFor(false), width: 100, coverage: false })),
  ]);
  return {
    '@message': clean(first?.message ?? ''),
    '@type': first?.rule ?? '',
    '#text': clean(lines.join('\n')),
  };
}

/** XML 1.0 has no place for most control characters, escaped or not. */
function clean(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]/gu, '\ufffd');
}
