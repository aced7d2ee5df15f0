/** `tla-ts parse FILE`: syntax and static checks only. */

import { loadSpec } from '../load.js';
import { countDiagnostics, renderDiagnostic } from '../report/diagnostics.js';
import { styleFor, wantsColour } from '../report/style.js';
import { hasErrors } from '../syntax/diagnostic.js';
import { exitStatus } from './exit.js';

export interface ParseCommandOptions {
  readonly model?: string;
  readonly constant?: Readonly<Record<string, string>>;
  readonly config?: string;
  readonly color: boolean;
}

/** @returns the exit status */
export function runParse(file: string, options: ParseCommandOptions): number {
  const { value: spec, diagnostics } = loadSpec(file, {
    constants: options.constant ?? {},
    ...(options.model === undefined ? {} : { model: options.model }),
    ...(options.config === undefined ? {} : { config: options.config }),
  });
  const style = styleFor(wantsColour(process.stderr, options.color));
  for (const diagnostic of diagnostics) process.stderr.write(`${renderDiagnostic(diagnostic, style)}\n\n`);
  if (spec === undefined || hasErrors(diagnostics)) {
    process.stderr.write(`${countDiagnostics(diagnostics)}\n`);
    return exitStatus.unresolved;
  }
  const parts = [
    counted(spec.variables.length, 'variable'),
    counted(spec.behaviour?.actions.length ?? 0, 'action'),
    counted(spec.invariants.filter((invariant) => invariant.kind === 'invariant').length, 'invariant'),
    counted(spec.properties.length, 'property', 'properties'),
  ];
  process.stdout.write(`${spec.name}: ${parts.join(', ')}\n`);
  return exitStatus.holds;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
