/** Random behaviours of a spec in a file: what the command and the public API share. */

import { EvaluationFault } from '../checker/model.js';
import { type Simulation, type SimulationOptions, simulateRows } from '../checker/simulate.js';
import { compile } from './compile/model.js';
import { aliased } from './interpret/alias.js';
import { type Interpreted, interpret } from './interpret/model.js';
import { type LoadRequest, loadSpec } from './load.js';
import type { Spec } from './semantics/spec.js';
import { type Diagnostic, hasErrors } from './syntax/diagnostic.js';
import type { Source } from './syntax/source.js';

export interface SimulateFileOptions extends LoadRequest, SimulationOptions {}

export interface FileSimulation {
  /** Absent when the spec does not parse or resolve. */
  readonly spec?: Pick<Spec, 'name' | 'model'>;
  readonly simulation?: Simulation;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, Source>;
}

/**
 * Reads a spec and walks through it at random, with its invariants checked in every state. Nothing is thrown for what is wrong
 * with the text; an error of evaluation is a violation of the kind `error`.
 */
export async function simulateFile(
  path: string | Source,
  options: SimulateFileOptions = {},
): Promise<FileSimulation> {
  const { value: spec, diagnostics, sources } = loadSpec(path, options);
  if (spec === undefined || hasErrors(diagnostics)) return { diagnostics, sources };
  try {
    const interpreted = interpret(spec);
    const simulation = await simulateRows(compile(spec, interpreted), options);
    return { spec, simulation: withAlias(spec, interpreted, simulation), diagnostics, sources };
  } catch (error) {
    if (!(error instanceof EvaluationFault)) throw error;
    const { code: name, message, place } = error;
    const violation = {
      kind: 'error' as const,
      name,
      message,
      trace: { variables: [], states: [] },
      ...(place === undefined ? {} : { place }),
    };
    const simulation = { traces: 0, states: 0, longest: 0, interrupted: false, index: 0, violation };
    return { spec, simulation, diagnostics, sources };
  }
}

function withAlias({ alias }: Spec, model: Interpreted, simulation: Simulation): Simulation {
  const { violation } = simulation;
  if (alias === undefined || violation === undefined) return simulation;
  return { ...simulation, violation: { ...violation, trace: aliased(alias, model, violation.trace) } };
}
