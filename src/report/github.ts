/** Workflow commands, which GitHub Actions shows as annotations at their lines. */

import type { Trace } from '../../checker/verdict.js';
import { failuresOf } from './failures.js';
import { type Result, titleOf } from './result.js';
import { goingOn } from './shown.js';

/** A line an annotation; empty when all is as expected. */
export function githubReport(results: readonly Result[]): string {
  return results
    .flatMap((result) =>
      failuresOf(result).map(({ severity, message, place, trace, reasons = [] }) => {
        const properties = {
          file: place?.file ?? result.file,
          ...(place === undefined
            ? {}
            : { line: place.line, col: place.column, endLine: place.endLine, endColumn: place.endColumn }),
          title: titleOf(result),
        };
        const steps = trace === undefined ? '' : behaviour(trace);
        const list = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
        return `::${severity} ${list.join(',')}::${data([message, ...reasons].join('\n') + steps)}\n`;
      }),
    )
    .join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function behaviour(trace: Trace): string {
  const steps = trace.states.slice(1).map(({ action }) => action?.text ?? 'a step');
  const after = steps.length === 0 ? [] : [`After ${steps.join(', ')}`];
  const last = goingOn(trace);
  const parts = last === undefined ? after : [...after, `${trace.states.length + 1}: ${last}`];
  return parts.length === 0 ? '' : `\n${parts.join('; ')}.`;
}
