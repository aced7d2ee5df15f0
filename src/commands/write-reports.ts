/** The reports of `--reporter`, written. */

import { join } from 'node:path';
import { EvaluationFault } from '../../checker/model.js';
import type { Trace } from '../../checker/verdict.js';
import { statOf } from '../files.js';
import { interpret } from '../interpret/model.js';
import { type LoadRequest, loadSpec } from '../load.js';
import { githubReport } from '../report/github.js';
import { htmlReport } from '../report/html.js';
import { itfReport } from '../report/itf.js';
import { jsonReports } from '../report/json.js';
import { junitReport } from '../report/junit.js';
import { markdownReport } from '../report/markdown.js';
import { renderProblems, renderResult } from '../report/pretty.js';
import { type Result, titleOf } from '../report/result.js';
import { sarifReport } from '../report/sarif.js';
import type { SpaceTime } from '../report/space-time.js';
import { styleFor } from '../report/style.js';
import { renderSummary } from '../report/summary.js';
import { spaceTimeOf } from '../space-time/diagram.js';
import { toolVersion } from '../version.js';
import { makeFolder, OutputError, writeWhole } from './output.js';
import type { Format, Reporter } from './reporters.js';

/**
 * Writes the documents; `pretty` on standard output is not among them, the command prints it as it goes.
 * @param request how the specs were read
 * @returns what could not be written, a sentence each
 */
export function writeReports(
  reporters: readonly Reporter[],
  results: readonly Result[],
  request: LoadRequest,
): string[] {
  const problems: string[] = [];
  for (const { format, file } of reporters) {
    if (format === 'pretty' && file === undefined) continue;
    try {
      if (format === 'itf') writeTraces(file, results);
      else {
        const text = documentOf(format, results, request);
        if (file === undefined) process.stdout.write(text);
        else writeWhole(file, text);
      }
    } catch (error) {
      if (!(error instanceof OutputError)) throw error;
      problems.push(error.message);
    }
  }
  return problems;
}

function documentOf(
  format: Exclude<Format, 'itf'>,
  results: readonly Result[],
  request: LoadRequest,
): string {
  switch (format) {
    case 'json':
      return json(jsonReports(results));
    case 'junit':
      return junitReport(results);
    case 'sarif':
      return json(sarifReport(results, toolVersion()));
    case 'github':
      return githubReport(results);
    case 'markdown':
      return markdownReport(results);
    case 'html':
      return htmlReport(results, (result, trace) => diagramOf(result, trace, request));
    case 'pretty':
      return prettyText(results);
  }
}

/** The model is made again: it does not cross threads. */
function diagramOf({ file, model, spec }: Result, trace: Trace, request: LoadRequest): SpaceTime | undefined {
  const { value } = loadSpec(file, model === undefined ? request : { ...request, model });
  if (value === undefined || value.name !== spec) return undefined;
  try {
    return spaceTimeOf(trace, interpret(value));
  } catch (error) {
    // What cannot be evaluated has been reported, and is not drawn.
    if (error instanceof EvaluationFault) return undefined;
    throw error;
  }
}

function prettyText(results: readonly Result[]): string {
  const style = styleFor(false);
  const parts = results.map(
    (result) =>
      renderProblems(result, style, 100) + renderResult(result, { style, width: 100, coverage: false }),
  );
  if (results.length > 1) parts.push(renderSummary(results, style, 100));
  return parts.join('\n');
}

/** A file holds one behaviour: one result's first one, or a folder's file each. */
function writeTraces(target: string | undefined, results: readonly Result[]): void {
  const traces = results.flatMap((result) =>
    (result.verdict?.violations ?? [])
      .filter(({ trace }) => trace.states.length > 0)
      .map(({ name, message, trace }) => ({
        name: `${[result.spec, result.model, name].filter((part) => part !== undefined).join('-')}.itf.json`,
        text: json(itfReport({ spec: titleOf(result), message }, trace)),
      })),
  );
  const [first] = traces;
  const folder = target !== undefined && (/[\\/]$/.test(target) || isFolder(target));
  if (target === undefined || !folder) {
    if (traces.length > 1)
      throw new OutputError(
        `There are ${traces.length} behaviours, and a file in the Informal Trace Format holds one: name a folder, as in \`itf=traces/\`.`,
      );
    if (first === undefined) return;
    if (target === undefined) process.stdout.write(first.text);
    else writeWhole(target, first.text);
    return;
  }
  makeFolder(target);
  for (const { name, text } of traces)
    writeWhole(join(target, name.replace(/[^\p{L}\p{N}._-]/gu, '_')), text);
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() === true;
}

function json(content: unknown): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}
