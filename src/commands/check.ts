/** `tla-ts check FILE` */

import { bytesText } from '../../checker/limits.js';
import type { Progress } from '../../checker/options.js';
import type { Verdict } from '../../checker/verdict.js';
import { checkFile, type Engine, type FileOutcome } from '../check-file.js';
import { countDiagnostics, renderDiagnostic } from '../report/diagnostics.js';
import { jsonReport } from '../report/json.js';
import { type Style, styleFor, wantsColour } from '../report/style.js';
import { count, renderVerdict } from '../report/terminal.js';
import type { Expectation } from '../semantics/spec.js';
import { hasErrors } from '../syntax/diagnostic.js';
import { exitStatus } from './exit.js';
import { OutputError, writeWhole } from './output.js';

/** As commander hands them over. */
export interface CheckCommandOptions {
  readonly model?: string;
  readonly constant?: Readonly<Record<string, string>>;
  readonly invariant?: readonly string[];
  readonly property?: readonly string[];
  readonly config?: string;
  readonly init?: string;
  readonly next?: string;
  readonly spec?: string;
  readonly allowRead?: readonly string[];
  readonly json?: string | true;
  readonly engine?: Engine;
  readonly quiet?: boolean;
  readonly color: boolean;
  readonly coverage?: boolean;
  readonly continue?: boolean;
  readonly maxStates?: number;
  readonly maxDepth?: number;
  readonly timeLimit?: number;
  /** Bytes. */
  readonly memoryLimit?: number;
  readonly workers?: number | 'auto';
}

/** @returns the exit status */
export async function runCheck(file: string, options: CheckCommandOptions): Promise<number> {
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort();
  process.once('SIGINT', onInterrupt);
  const progress = new ProgressLine(options.quiet === true || options.json === true);
  const outcome = await checkFile(file, {
    constants: options.constant ?? {},
    signal: interrupt.signal,
    progress: (state) => progress.show(state),
    ...defined('model', options.model),
    ...defined('invariants', options.invariant),
    ...defined('properties', options.property),
    ...defined('config', options.config),
    ...defined('init', options.init),
    ...defined('next', options.next),
    ...defined('specification', options.spec),
    ...defined('allowRead', options.allowRead),
    ...defined('engine', options.engine),
    ...defined('continue', options.continue),
    ...defined('maxStates', options.maxStates),
    ...defined('maxDepth', options.maxDepth),
    ...defined('timeLimit', options.timeLimit),
    ...defined('memoryLimit', options.memoryLimit),
    ...defined('workers', options.workers),
  });
  process.removeListener('SIGINT', onInterrupt);
  progress.clear();
  if (options.json !== undefined) {
    const subject = {
      spec: outcome.spec?.name ?? file,
      file,
      model: options.model,
      asExpected: outcome.asExpected,
    };
    const text = `${JSON.stringify(jsonReport(subject, outcome.verdict, outcome.diagnostics), null, 2)}\n`;
    if (options.json === true) process.stdout.write(text);
    else {
      try {
        writeWhole(options.json, text);
      } catch (error) {
        if (!(error instanceof OutputError)) throw error;
        process.stderr.write(`error: ${error.message}\n`);
        return exitStatus.failed;
      }
    }
  }
  if (options.json !== true) print(outcome, options);
  return statusOf(outcome);
}

function print(outcome: FileOutcome, options: CheckCommandOptions): void {
  const errors = styleFor(wantsColour(process.stderr, options.color));
  for (const diagnostic of outcome.diagnostics) {
    if (diagnostic.severity === 'error' || options.quiet !== true)
      process.stderr.write(`${renderDiagnostic(diagnostic, errors)}\n\n`);
  }
  const { verdict, spec } = outcome;
  if (verdict === undefined || spec === undefined) {
    process.stderr.write(`${countDiagnostics(outcome.diagnostics)}\n`);
    return;
  }
  if (options.quiet === true) return;
  const style = styleFor(wantsColour(process.stdout, options.color));
  const model = spec.model === undefined ? '' : `, model ${spec.model}`;
  process.stdout.write(`${style.bold(spec.name)}${model}\n\n`);
  for (const line of outcome.printed) process.stdout.write(`${line}\n`);
  if (outcome.printed.length > 0) process.stdout.write('\n');
  const width = Math.max(40, process.stdout.columns ?? 100);
  const coverage = options.coverage === true;
  const source = (name: string) => outcome.sources.get(name);
  process.stdout.write(`${renderVerdict(verdict, { style, width, coverage, source })}\n`);
  const expected = expectationLine(spec.expect, verdict, outcome.asExpected, style);
  if (expected !== undefined) process.stdout.write(`${expected}\n`);
}

function expectationLine(
  expect: Expectation,
  verdict: Verdict,
  asExpected: boolean,
  style: Style,
): string | undefined {
  if (expect.verdict === 'holds') return undefined;
  const wanted = expect.verdict === 'deadlock' ? 'a deadlock' : `a violation of ${expect.name}`;
  if (asExpected) return style.green(`As expected: the spec asks for ${wanted}.`);
  return style.red(`Not as expected: the spec asks for ${wanted}, and the verdict is "${verdict.kind}".`);
}

/** What was expected is a success; a broken twin that holds is a violation of its expectation. */
export function statusOf(outcome: FileOutcome): number {
  const { verdict, spec } = outcome;
  if (verdict === undefined || spec === undefined)
    return hasErrors(outcome.diagnostics) ? exitStatus.unresolved : exitStatus.failed;
  if (outcome.asExpected) return exitStatus.holds;
  return verdict.kind === 'holds' ? exitStatus.violation : exitStatus[verdict.kind];
}

/** What matters most first: a narrow terminal cuts the rest. */
export function progressText(progress: Progress): string {
  const { depth, generated, distinct, frontier, seconds, rate, memory, workers } = progress;
  const threads = workers === 1 ? '' : `, ${workers} workers`;
  return `depth ${depth}, ${count(generated)} generated (${count(Math.round(rate))}/s), ${count(distinct)} distinct, ${count(frontier)} to explore, ${seconds.toFixed(0)} s, ${bytesText(memory)}${threads}`;
}

/** One line on a terminal, redrawn; in a pipe a line every ten seconds. */
class ProgressLine {
  private last = 0;
  private readonly terminal = process.stderr.isTTY === true;

  constructor(private readonly silent: boolean) {}

  show(progress: Progress): void {
    const { seconds } = progress;
    if (this.silent || (!this.terminal && seconds - this.last < 10)) return;
    this.last = seconds;
    const line = progressText(progress);
    process.stderr.write(
      this.terminal ? `\r${line.slice(0, (process.stderr.columns ?? 80) - 1)}\u001b[K` : `${line}\n`,
    );
  }

  clear(): void {
    if (this.terminal && this.last > 0) process.stderr.write('\r\u001b[K');
  }
}

function defined<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}
