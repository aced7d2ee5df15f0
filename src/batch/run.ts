/** Checks one target, and says the outcome as a report wants it. */

import { type CheckFileOptions, checkFile, type FileOutcome } from '../check-file.js';
import { ranWhole } from '../code-cache.js';
import type { Result } from '../report/result.js';
import type { Target } from './targets.js';

export async function runTarget(target: Target, options: CheckFileOptions): Promise<Result> {
  const outcome = await checkFile(target.file, {
    ...options,
    ...(target.model === undefined ? {} : { model: target.model }),
  });
  if (outcome.verdict !== undefined) ranWhole();
  return resultOf(target, outcome);
}

export function resultOf(target: Target, outcome: FileOutcome): Result {
  const { spec, verdict, asExpected, diagnostics, printed, layout, sources, absent, repeatable } = outcome;
  return {
    ...target,
    spec: spec?.name ?? target.file,
    expect: spec?.expect ?? { verdict: 'holds' },
    checks:
      spec === undefined
        ? []
        : [
            ...spec.invariants.map(({ name }) => name),
            ...spec.properties.map(({ name }) => name),
            ...(spec.checkDeadlock ? ['deadlock'] : []),
          ],
    asExpected,
    ...(verdict === undefined ? {} : { verdict }),
    diagnostics,
    printed,
    ...(layout === undefined ? {} : { layout }),
    sources,
    ...(repeatable ? { dependsOn: { absent } } : {}),
  };
}

/** The result of a target that gave none. */
export function failed(target: Target, failure: string): Result {
  return {
    ...target,
    spec: target.file,
    expect: { verdict: 'holds' },
    checks: [],
    asExpected: false,
    diagnostics: [],
    printed: [],
    sources: new Map(),
    failure,
  };
}
