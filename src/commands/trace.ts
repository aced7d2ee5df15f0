/** `tla-ts trace LOG --spec FILE`: whether a log of a real system is a behaviour of a spec. */

import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { EvaluationFault } from '../../checker/model.js';
import { statOf } from '../files.js';
import { type Interpreted, interpret } from '../interpret/model.js';
import { loadSpec } from '../load.js';
import { styleFor, wantsColour } from '../report/style.js';
import { renderValidation } from '../report/validation.js';
import { hasErrors } from '../syntax/diagnostic.js';
import { identity, LogError, parseMapping } from '../validation/mapping.js';
import { TooManyUnknowns, type Validation, validateLog } from '../validation/validate.js';
import { exitStatus } from './exit.js';
import { complain, say, tellDiagnostics, tellErrors } from './say.js';
import { widthOf } from './width.js';

export interface TraceCommandOptions {
  readonly spec: string;
  readonly map?: string;
  readonly model?: string;
  readonly constant?: Readonly<Record<string, string>>;
  readonly maxStates?: number;
  readonly color: boolean;
}

/** @returns the exit status: that of a violation when the log is no behaviour of the spec */
export async function runTrace(log: string, options: TraceCommandOptions): Promise<number> {
  const loaded = loadSpec(options.spec, {
    constants: options.constant ?? {},
    ...(options.model === undefined ? {} : { model: options.model }),
  });
  const { value: spec, diagnostics, sources } = loaded;
  if (spec === undefined || hasErrors(diagnostics)) {
    tellErrors(diagnostics, options.color);
    return exitStatus.unresolved;
  }
  tellDiagnostics(diagnostics, options.color);
  const refuse = (problem: string, status: number): number => {
    complain(problem);
    return status;
  };
  const absent = [log, ...(options.map === undefined ? [] : [options.map])].find(
    (path) => statOf(path)?.isFile() !== true,
  );
  if (absent !== undefined)
    return refuse(`\`${absent}\` is not there, or is no file.`, exitStatus.unresolved);
  try {
    const model: Interpreted = interpret(spec);
    const mapping =
      options.map === undefined
        ? identity
        : inFile(options.map, () => parseMapping(readFileSync(options.map ?? '', 'utf8')));
    const lines = createInterface({ input: createReadStream(log), crlfDelay: Number.POSITIVE_INFINITY });
    const validation = await validateLog(model, lines, {
      mapping,
      ...(options.maxStates === undefined ? {} : { mostStates: options.maxStates }),
    });
    const style = styleFor(wantsColour(process.stdout, options.color));
    const width = widthOf(process.stdout);
    const source = (name: string) => sources.get(name);
    say(`${renderValidation(resultOf(validation, model), { style, width, coverage: false, source })}\n`);
    return validation.refused === undefined ? exitStatus.holds : exitStatus.violation;
  } catch (error) {
    if (error instanceof MapError) return refuse(error.message, exitStatus.unresolved);
    if (error instanceof LogError) return refuse(`${log}: ${error.message}`, exitStatus.unresolved);
    if (error instanceof TooManyUnknowns) return refuse(`${log}: ${error.message}`, exitStatus.incomplete);
    if (error instanceof EvaluationFault) {
      const { place } = error;
      const where = place === undefined ? '' : ` (${place.file}:${place.line}:${place.column})`;
      return refuse(`${error.message}${where}`, exitStatus.error);
    }
    throw error;
  }
}

class MapError extends Error {}

function inFile<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof LogError) throw new MapError(`${path}: ${error.message}`);
    throw error;
  }
}

function resultOf({ refused, ...rest }: Validation, model: Interpreted) {
  return {
    ...rest,
    variables: model.variables,
    ...(refused === undefined
      ? {}
      : {
          refused: {
            line: refused.event.line,
            text: told(refused.event),
            explanation: refused.explanation,
          },
        }),
  };
}

/** What the line says, in the words of the specification. */
function told({ action, args, vars }: NonNullable<Validation['refused']>['event']): string {
  const name = action ?? 'a step';
  const given = args === undefined ? '' : `(${args.map((arg) => JSON.stringify(arg)).join(', ')})`;
  const after = [...vars].map(([variable, value]) => `${variable}: ${JSON.stringify(value)}`);
  return `${name}${given}${after.length === 0 ? '' : `, after which ${after.join(', ')}`}`;
}
