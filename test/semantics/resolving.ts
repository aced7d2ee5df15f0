/** Specs in a test: resolved from text, with the modules beside them given as texts too. */

import { interpret } from '../../src/interpret/model.js';
import { moduleFiles } from '../../src/load.js';
import { renderDiagnostic } from '../../src/report/diagnostics.js';
import { styleFor } from '../../src/report/style.js';
import { type ResolveRequest, resolve } from '../../src/semantics/resolve.js';
import type { Spec } from '../../src/semantics/spec.js';
import { hasErrors, type Outcome } from '../../src/syntax/diagnostic.js';
import { parseExpression, parseModule } from '../../src/syntax/parse.js';
import { Source } from '../../src/syntax/source.js';
import type * as tree from '../../src/syntax/tree.js';
import { printValue } from '../../src/values/print.js';

export interface Given {
  /** The name of the text's own file, whose ending says how it is read; `t.spec` without it. */
  readonly file?: string;
  /** Modules that EXTENDS and INSTANCE find, by file name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly model?: string;
  readonly constants?: Readonly<Record<string, string>>;
  readonly invariants?: readonly string[];
  readonly properties?: readonly string[];
}

export function resolved(text: string, given: Given = {}): Outcome<Spec> {
  const parsed = read(given.file ?? 't.spec', text);
  if (parsed.value === undefined) return { diagnostics: parsed.diagnostics };
  const constants = new Map<string, tree.Expression>();
  for (const [name, value] of Object.entries(given.constants ?? {})) {
    const expression = parseExpression(new Source(`--constant ${name}`, value)).value;
    if (expression !== undefined) constants.set(name, expression);
  }
  const request: ResolveRequest = {
    constants,
    load: (name) => {
      const file = moduleFiles(name).find((candidate) => given.files?.[candidate] !== undefined);
      return file === undefined ? undefined : read(file, given.files?.[file] ?? '');
    },
    ...(given.model === undefined ? {} : { model: given.model }),
    ...(given.invariants === undefined ? {} : { invariants: given.invariants }),
    ...(given.properties === undefined ? {} : { properties: given.properties }),
  };
  const outcome = resolve(parsed.value, request);
  return { ...outcome, diagnostics: [...parsed.diagnostics, ...outcome.diagnostics] };
}

function read(file: string, text: string): Outcome<tree.Module> {
  return parseModule(new Source(file, text), file.endsWith('.tla') ? 'tla' : 'spec');
}

/** The specification of a text without errors. */
export function specOf(text: string, given: Given = {}): Spec {
  const { value, diagnostics } = resolved(text, given);
  if (value === undefined || hasErrors(diagnostics)) throw new Error(rendered(diagnostics));
  return value;
}

/** Everything that is wrong with a text, as the tool prints it. */
export function complaints(text: string, given: Given = {}): string {
  return rendered(resolved(text, given).diagnostics);
}

function rendered(diagnostics: Outcome<Spec>['diagnostics']): string {
  return diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, styleFor(false))).join('\n\n');
}

/** The text of a module of TLA+. */
export const module = (name: string, body: string) => `---- MODULE ${name} ----\n${body}\n====`;

/** The value of `Value` in a text. */
export function value(text: string, given: Given = {}): string {
  const spec = specOf(text, given);
  const definition = spec.definitions.get('Value');
  return definition === undefined ? 'nothing' : printValue(interpret(spec).evaluate(definition.body));
}
