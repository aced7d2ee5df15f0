/** What a report is about: one model of one spec, with what its check gave. */

import type { Verdict } from '../../checker/verdict.js';
import type { Diagnostic } from '../syntax/diagnostic.js';
import type { Source } from '../syntax/source.js';

export interface Result {
  /** As it was named, or as it was found in a folder that was named. */
  readonly file: string;
  /** The MODEL; absent for the default one. */
  readonly model?: string;
  /** The spec's name; the file's when it cannot be read. */
  readonly spec: string;
  /** What EXPECT asks for. */
  readonly expect: Wanted;
  /** What is checked: invariants, properties, and `deadlock`. */
  readonly checks: readonly string[];
  readonly asExpected: boolean;
  /** Absent when the spec does not parse or resolve, or the tool failed. */
  readonly verdict?: Verdict;
  readonly diagnostics: readonly Diagnostic[];
  readonly printed: readonly string[];
  /** How states lay in rows, where it was asked for. */
  readonly layout?: readonly string[];
  /** Every file that was read, by its path as places name it. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Where the outcome follows from `sources` and the options alone: the files that were looked for and are not there. */
  readonly dependsOn?: { readonly absent: readonly string[] };
  /** It was not searched for again: nothing that it depends on has changed. */
  readonly unchanged?: true;
  /** Why the tool could not do its work: one sentence. */
  readonly failure?: string;
}

export type Wanted =
  | { readonly verdict: 'holds' }
  | { readonly verdict: 'deadlock' }
  | { readonly verdict: 'violation'; readonly name: string };

/** `Paxos, model medium`. */
export function titleOf({ spec, model }: Pick<Result, 'spec' | 'model'>): string {
  return model === undefined ? spec : `${spec}, model ${model}`;
}

/** `a violation of Agreement`; undefined where the spec is to hold. */
export function wantedText(expect: Wanted): string | undefined {
  if (expect.verdict === 'holds') return undefined;
  return expect.verdict === 'deadlock' ? 'a deadlock' : `a violation of ${expect.name}`;
}

/** The outcome in a few words: `holds`, `violates Agreement`, `does not resolve`. */
export function outcomeText({ verdict, diagnostics, failure }: Result): string {
  if (failure !== undefined) return 'the tool failed';
  if (verdict === undefined) return diagnostics.length === 0 ? 'was not run' : 'cannot be read';
  switch (verdict.kind) {
    case 'holds':
      return 'holds';
    case 'deadlock':
      return 'deadlocks';
    case 'incomplete':
      return 'is not complete';
    case 'error':
      return 'cannot be evaluated';
    default:
      return `violates ${verdict.violations.map(({ name }) => name).join(', ')}`;
  }
}

/** How long it took, in words; empty where nothing was searched. */
export function timeText({ verdict, unchanged }: Result): string {
  if (verdict === undefined) return '';
  return unchanged === true ? 'unchanged' : `${verdict.seconds.toFixed(1)} s`;
}
