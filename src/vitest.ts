/**
 * Specs in a vitest suite: matchers, and a spec's behaviours to drive an implementation through.
 *
 * @example
 * test('the protocol', async () => {
 *   await expect(spec('specs/paxos.spec', { model: 'small' })).toHold();
 * });
 * @packageDocumentation
 */

import { expect } from 'vitest';
import type { Trace } from '../checker/verdict.js';
import type { SpecText } from './api.js';
import { resultOf } from './batch/run.js';
import { type CheckFileOptions, checkFile } from './check-file.js';
import { renderProblems, renderResult } from './report/pretty.js';
import { outcomeText, type Result, titleOf } from './report/result.js';
import { styleFor } from './report/style.js';
import { nearest } from './semantics/nearest.js';
import { type SimulateFileOptions, simulateFile } from './simulate-file.js';

/** A spec to be checked: what the matchers take. */
export class SpecUnderTest {
  constructor(
    readonly text: SpecText,
    readonly options: CheckFileOptions,
  ) {}

  get file(): string {
    return typeof this.text === 'string' ? this.text : this.text.path;
  }
}

/** Names a spec, or gives its text, and how it is to be checked: the options of `check`. */
export function spec(text: SpecText, options: CheckFileOptions = {}): SpecUnderTest {
  return new SpecUnderTest(text, options);
}

export interface ViolationWanted {
  /** States of the behaviour that shows it. */
  readonly length?: number;
}

expect.extend({
  async toHold(received: unknown) {
    const { result } = await checked(received);
    const pass = result.verdict?.kind === 'holds';
    return {
      pass,
      message: () =>
        pass
          ? `${titleOf(result)} holds, and was not to.`
          : `${titleOf(result)} was to hold, and ${outcomeText(result)}.\n\n${textOf(result)}`,
    };
  },
  async toViolate(received: unknown, name: string, { length }: ViolationWanted = {}) {
    const { result, names } = await checked(received);
    const found = result.verdict?.violations.find((violation) => violation.name === name);
    // In a negated expectation too: a name that nothing has is never violated.
    if (found === undefined && names !== undefined && !names.includes(name)) {
      const meant = nearest(name, names);
      const hint = meant === undefined ? `It checks: ${names.join(', ')}.` : `Did you mean \`${meant}\`?`;
      throw new Error(`${titleOf(result)} checks nothing of the name \`${name}\`. ${hint}`);
    }
    const states = found?.trace.states.length;
    const pass = found !== undefined && (length === undefined || states === length);
    const wanted = length === undefined ? `violate ${name}` : `violate ${name} in ${length} states`;
    const was = found === undefined ? outcomeText(result) : `violates it in ${states}`;
    return {
      pass,
      message: () =>
        pass
          ? `${titleOf(result)} was not to ${wanted}, and does.`
          : `${titleOf(result)} was to ${wanted}, and ${was}.\n\n${textOf(result)}`,
    };
  },
});

/** What a check gave, and the names of all that can be violated; those are undefined when the spec cannot be read. */
async function checked(
  received: unknown,
): Promise<{ readonly result: Result; readonly names: readonly string[] | undefined }> {
  if (!(received instanceof SpecUnderTest))
    throw new TypeError("Write it as `expect(spec('specs/paxos.spec'))`.");
  const { file, text, options } = received;
  const outcome = await checkFile(text, options);
  const { spec: found } = outcome;
  const names = found && [
    ...[found.invariants, found.properties, found.possible, found.postconditions, found.assumptions].flatMap(
      (formulas) => formulas.map(({ name }) => name),
    ),
    ...(found.checkDeadlock ? ['deadlock'] : []),
  ];
  return { result: resultOf({ file, ...(options.model && { model: options.model }) }, outcome), names };
}

function textOf(result: Result): string {
  const style = styleFor(false);
  return renderProblems(result, style, 100) + renderResult(result, { style, width: 100, coverage: false });
}

/**
 * Drives an implementation through a spec's behaviours: random ones, the same on every run for the same seed.
 * @param run gets a behaviour and its number (from 0); what it throws is thrown again, with the steps that led there
 * @throws Error when the spec does not resolve, violates an invariant on the way, or deadlocks
 */
export async function forEachTrace(
  { file, text, options }: SpecUnderTest,
  sampling: Pick<SimulateFileOptions, 'traces' | 'depth' | 'seed'>,
  run: (trace: Trace, index: number) => void | Promise<void>,
): Promise<void> {
  const traces: (readonly [Trace, number])[] = [];
  const { model, constants, config } = options;
  const { simulation, diagnostics } = await simulateFile(text, {
    ...(model === undefined ? {} : { model }),
    ...(constants === undefined ? {} : { constants }),
    ...(config === undefined ? {} : { config }),
    ...sampling,
    trace: (trace, index) => traces.push([trace, index]),
  });
  if (simulation === undefined)
    throw new Error(`${file}: ${diagnostics.map(({ message }) => message).join(' ')}`);
  if (simulation.violation !== undefined) throw new Error(`${file}: ${simulation.violation.message}`);
  for (const [trace, index] of traces) {
    try {
      await run(trace, index);
    } catch (error) {
      const steps = trace.states.slice(1).map(({ action }) => action?.text ?? 'a step');
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`Behaviour ${index + 1} (${steps.join(', ')}): ${reason}`, { cause: error });
    }
  }
}

declare module 'vitest' {
  interface Matchers<T> {
    /** The spec holds: every invariant and property, and no deadlock. */
    toHold(): T extends SpecUnderTest ? Promise<void> : never;
    /** The spec violates this invariant or property (or `deadlock`). */
    toViolate(name: string, wanted?: ViolationWanted): T extends SpecUnderTest ? Promise<void> : never;
  }
}
