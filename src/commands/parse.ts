/** `tla-ts parse FILE`: syntax and static checks only. */

import { loadSpec } from '../load.js';
import { hasErrors } from '../syntax/diagnostic.js';
import { exitStatus } from './exit.js';
import { say, tellDiagnostics, tellErrors } from './say.js';

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
    unbound: true,
    unexplored: true,
    ...(options.model === undefined ? {} : { model: options.model }),
    ...(options.config === undefined ? {} : { config: options.config }),
  });
  if (spec === undefined || hasErrors(diagnostics)) {
    tellErrors(diagnostics, options.color);
    return exitStatus.unresolved;
  }
  tellDiagnostics(diagnostics, options.color);
  const parts = [
    counted(spec.variables.length, 'variable'),
    counted(spec.behaviour?.actions.length ?? 0, 'action'),
    counted(spec.invariants.filter((invariant) => invariant.kind === 'invariant').length, 'invariant'),
    counted(spec.properties.length, 'property', 'properties'),
  ];
  say(`${spec.name}: ${parts.join(', ')}\n`);
  return exitStatus.holds;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
