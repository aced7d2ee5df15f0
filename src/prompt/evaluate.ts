/** Expressions and definitions that a person types, read beside a spec's own. */

import { EvaluationFault } from '../../checker/model.js';
import { type Interpreted, type InterpretedState, interpret } from '../interpret/model.js';
import { type LoadRequest, loadSpec } from '../load.js';
import { Level, type Spec } from '../semantics/spec.js';
import { type Diagnostic, hasErrors } from '../syntax/diagnostic.js';
import { parseExpression } from '../syntax/parse.js';
import { Source } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';
import type { Value } from '../values/value.js';

/** What an expression is called while it is resolved: no identifier, so that it hides none. */
const own = '(input)';

export interface Context {
  /** Undefined: the library alone. */
  readonly file?: string | undefined;
  readonly request?: LoadRequest;
  /** Definitions typed before. */
  readonly additions?: readonly tree.Unit[];
  /** The state that variables are read in; undefined: the first initial one. */
  readonly state?: InterpretedState | undefined;
}

export interface Evaluated {
  readonly value?: Value;
  /** Whether the value depends on the state. */
  readonly stateful: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly fault?: EvaluationFault;
  /** What Print and PrintT printed. */
  readonly printed: readonly string[];
  readonly sources: ReadonlyMap<string, Source>;
}

export function evaluateText(text: string, context: Context): Evaluated {
  const source = new Source('input', text);
  const parsed = parseExpression(source);
  const nothing = { stateful: false, printed: [], sources: new Map([['input', source]]) };
  if (parsed.value === undefined) return { ...nothing, diagnostics: parsed.diagnostics };
  const { span } = parsed.value;
  const unit: tree.DefinitionUnit = {
    kind: 'definition',
    local: false,
    name: { text: own, span },
    parameters: [],
    body: parsed.value,
    span,
  };
  const loaded = loadSpec(context.file, {
    ...context.request,
    unexplored: true,
    additions: [...(context.additions ?? []), unit],
  });
  const sources = new Map([...loaded.sources, ['input', source]]);
  // Warnings are told when the spec itself is loaded.
  const diagnostics = loaded.diagnostics.filter(({ severity }) => severity === 'error');
  const definition = loaded.value?.definitions.get(own);
  if (loaded.value === undefined || definition === undefined || hasErrors(diagnostics))
    return { ...nothing, sources, diagnostics };
  if (definition.level > Level.state) {
    const what = definition.level === Level.action ? 'an action' : 'a temporal formula';
    const message = `An expression about one state is wanted, and this is ${what}.`;
    return { ...nothing, sources, diagnostics: [{ code: 'level', severity: 'error', message, span }] };
  }
  const stateful = definition.level === Level.state;
  let model: Interpreted | undefined;
  try {
    model = interpret(loaded.value);
    const state = stateful ? (context.state ?? firstState(model)) : undefined;
    const value = model.evaluate(definition.body, state);
    return { value, stateful, diagnostics: [], sources, printed: model.takePrinted() };
  } catch (error) {
    if (!(error instanceof EvaluationFault)) throw error;
    return { stateful, diagnostics: [], fault: error, sources, printed: model?.takePrinted() ?? [] };
  }
}

function firstState(model: Interpreted): InterpretedState {
  for (const state of model.initial()) return state;
  throw new EvaluationFault('no-state', 'The spec has no initial state in which this could be evaluated.');
}

/** The model of a spec with what was typed; undefined when it does not resolve. @throws EvaluationFault */
export function modelOf({ file, request, additions = [] }: Context): {
  readonly spec?: Spec;
  readonly model?: Interpreted;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { value: spec, diagnostics } = loadSpec(file, { ...request, unexplored: true, additions });
  if (spec === undefined || hasErrors(diagnostics)) return { diagnostics };
  return { spec, model: interpret(spec), diagnostics };
}
