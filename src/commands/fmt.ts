/** `tla-ts fmt FILES`: one layout, written over the files, or with `--check` compared with them. */

import { readFileSync } from 'node:fs';
import { createTwoFilesPatch } from 'diff';
import { findFiles } from '../batch/targets.js';
import { format } from '../format/format.js';
import { readSource } from '../load.js';
import { styleFor, wantsColour } from '../report/style.js';
import { Source } from '../syntax/source.js';
import { exitStatus, worstOf } from './exit.js';
import { OutputError, writeWhole } from './output.js';
import { complain, say, tellDiagnostics } from './say.js';

export interface FmtCommandOptions {
  readonly check?: boolean;
  readonly color: boolean;
}

/** @returns the exit status */
export function runFmt(patterns: readonly string[], { check = false, color }: FmtCommandOptions): number {
  if (patterns.includes('-')) {
    if (patterns.length === 1) return standardInput(check, color);
    complain('`-` is standard input, and stands alone.');
    return exitStatus.usage;
  }
  const { files, problems } = findFiles(patterns);
  if (problems.length > 0) {
    for (const problem of problems) complain(problem);
    return exitStatus.usage;
  }
  const changed: string[] = [];
  const statuses: number[] = [];
  for (const file of files) {
    const { value: source, diagnostics } = readSource(file);
    const laid =
      source === undefined ? { diagnostics } : format(source, file.endsWith('.tla') ? 'tla' : 'spec');
    if (source === undefined || laid.value === undefined) {
      tellDiagnostics(laid.diagnostics, color);
      statuses.push(exitStatus.unresolved);
      continue;
    }
    if (laid.value === source.text) continue;
    changed.push(file);
    try {
      if (check) show(file, source.text, laid.value, color);
      else writeWhole(file, laid.value);
    } catch (error) {
      if (!(error instanceof OutputError)) throw error;
      complain(error.message);
      statuses.push(exitStatus.failed);
    }
  }
  const kept =
    files.length - changed.length - statuses.filter((status) => status === exitStatus.unresolved).length;
  say(summary(changed, kept, check));
  if (check && changed.length > 0) statuses.push(exitStatus.failed);
  return worstOf(statuses);
}

function summary(changed: readonly string[], kept: number, check: boolean): string {
  const lines = check ? [] : changed.map((file) => `laid out anew: ${file}`);
  const others = `${kept} ${kept === 1 ? 'file is' : 'files are'} laid out already`;
  if (changed.length === 0) lines.push(`${others}.`);
  else if (check) {
    const many = changed.length === 1 ? '1 file is' : `${changed.length} files are`;
    lines.push(`${many} laid out otherwise: ${changed.join(', ')}; ${others}.`);
  }
  return `${lines.join('\n')}\n`;
}

/** What comes in goes out in the layout; a text with a dashed header that is no `.spec` is taken for a `.tla`. */
function standardInput(check: boolean, color: boolean): number {
  const source = new Source('standard input', readFileSync(0, 'utf8'));
  const asSpec = format(source, 'spec');
  const asModule = asSpec.value === undefined && /-{4,}\s*MODULE\s/.test(source.text);
  const laid = asModule ? format(source, 'tla') : asSpec;
  if (laid.value === undefined) {
    tellDiagnostics(laid.diagnostics, color);
    return exitStatus.unresolved;
  }
  if (!check) process.stdout.write(laid.value);
  else if (laid.value !== source.text) {
    show(source.path, source.text, laid.value, color);
    return exitStatus.failed;
  }
  return exitStatus.holds;
}

function show(file: string, before: string, after: string, color: boolean): void {
  const style = styleFor(wantsColour(process.stdout, color));
  const patch = createTwoFilesPatch(file, file, before, after, 'as it is', 'laid out', { context: 2 });
  const lines = patch.split('\n').filter((line) => !/^(====|Index: )/.test(line));
  const coloured = lines.map((line) =>
    line.startsWith('+') ? style.green(line) : line.startsWith('-') ? style.red(line) : line,
  );
  process.stdout.write(`${coloured.join('\n')}\n`);
}
