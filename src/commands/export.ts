/** `tla-ts export FILE --out DIR` */

import { join } from 'node:path';
import { exportSpec } from '../export/export.js';
import { loadModules, loadSpec } from '../load.js';
import { type Diagnostic, hasErrors } from '../syntax/diagnostic.js';
import { exitStatus } from './exit.js';
import { makeFolder, OutputError, writeWhole } from './output.js';
import { complain, tellErrors } from './say.js';

export interface ExportCommandOptions {
  readonly out: string;
  readonly model?: string;
  readonly color: boolean;
}

/** @returns the exit status */
export function runExport(file: string, options: ExportCommandOptions): number {
  const model = options.model === undefined ? {} : { model: options.model };
  const loaded = loadSpec(file, model);
  const modules = loadModules(file);
  const wrong = (diagnostics: readonly Diagnostic[]) => {
    tellErrors(diagnostics, options.color);
    return exitStatus.unresolved;
  };
  if (loaded.value === undefined || modules.value === undefined || hasErrors(loaded.diagnostics))
    return wrong(loaded.diagnostics.length > 0 ? loaded.diagnostics : modules.diagnostics);
  const { files, diagnostics } = exportSpec({
    modules: modules.value.extended,
    instanced: modules.value.instanced,
    spec: loaded.value,
    ...model,
  });
  if (files === undefined) return wrong(diagnostics);
  try {
    makeFolder(options.out);
    for (const { name, text } of files) {
      writeWhole(join(options.out, name), text);
      process.stdout.write(`${join(options.out, name)}\n`);
    }
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    complain(error.message);
    return exitStatus.failed;
  }
  return exitStatus.holds;
}
