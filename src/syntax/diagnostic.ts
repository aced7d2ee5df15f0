/** What is wrong with a text, as a value: phases return these, only the tool's outermost layer prints them. */

import type { Span } from './source.js';

export interface Diagnostic {
  /** Stable kebab-case name for looking it up in docs/errors.md, such as `unknown-name`. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** One sentence: what is wrong, and what was expected. */
  readonly message: string;
  /** Where; absent only where no text is at fault (a file that is not there). */
  readonly span?: Span;
  /** What to do: the nearest right name, an example. */
  readonly hint?: string;
  /** Other places that matter: the first definition, the EXTENDS that led here. */
  readonly related?: readonly { readonly message: string; readonly span: Span }[];
}

/** A phase's result: with an error among the diagnostics, `value` may be absent. */
export interface Outcome<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
