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
import { runTarget } from './batch/run.js';
import type { CheckFileOptions } from './check-file.js';
import { renderProblems, renderResult } from './report/pretty.js';
import { outcomeText, type Result, titleOf } from './report/result.js';
import { styleFor } from './report/style.js';
import { type SimulateFileOptions, simulateFile } from './simulate-file.js';

/** A spec to be checked: what the matchers take. */
export class SpecUnderTest {
  constructor(
    readonly file: string,
    readonly options: CheckFileOptions,
  ) {}
}

/** Names a spec, and how it is to be checked: the options of `check`. */
export function spec(file: string, options: CheckFileOptions = {}): SpecUnderTest {
  return new SpecUnderTest(file, options);
}

export interface ViolationWanted {
  /** States of the behaviour that shows it. */
  readonly length?: number;
}

expect.extend({
  async toHold(received: unknown) {
    const result = await resultOf(received);
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
    const result = await resultOf(received);
    const found = result.verdict?.violations.find((violation) => violation.name === name);
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

async function resultOf(received: unknown): Promise<Result> {
  if (!(received instanceof SpecUnderTest))
    throw new TypeError("Write it as `expect(spec('specs/paxos.spec'))`.");
  const { file, options } = received;
  return runTarget({ file }, options);
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
  { file, options }: SpecUnderTest,
  sampling: Pick<SimulateFileOptions, 'traces' | 'depth' | 'seed'>,
  run: (trace: Trace, index: number) => void | Promise<void>,
): Promise<void> {
  const traces: (readonly [Trace, number])[] = [];
  const { model, constants, config } = options;
  const { simulation, diagnostics } = await simulateFile(file, {
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
