/** `tla-ts check FILES` */

import type { ResultCache } from '../batch/cache.js';
import { runTargets } from '../batch/pool.js';
import { findTargets } from '../batch/targets.js';
import type { CheckFileOptions, Engine } from '../check-file.js';
import { type PrettyOptions, renderProblems, renderResult } from '../report/pretty.js';
import { outcomeText, type Result, titleOf } from '../report/result.js';
import { styleFor, wantsColour } from '../report/style.js';
import { nameOf, renderSummary } from '../report/summary.js';
import { hasErrors } from '../syntax/diagnostic.js';
import { compareBaseline } from './baseline.js';
import { defined } from './defined.js';
import { exitStatus, worstOf } from './exit.js';
import { OutputError } from './output.js';
import { ProgressLine } from './progress.js';
import { parseReporters, type Reporter, writesDocuments } from './reporters.js';
import { complain, remark, say } from './say.js';
import { widthOf } from './width.js';

/** As commander hands them over. */
export interface CheckCommandOptions {
  readonly model?: readonly string[];
  readonly allModels?: boolean;
  readonly constant?: Readonly<Record<string, string>>;
  readonly invariant?: readonly string[];
  readonly property?: readonly string[];
  readonly config?: string;
  readonly init?: string;
  readonly next?: string;
  readonly spec?: string;
  readonly allowRead?: readonly string[];
  readonly json?: string | true;
  readonly watch?: boolean;
  readonly cache?: boolean;
  readonly cacheDir?: string;
  readonly html?: string;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly reporter?: readonly string[];
  readonly engine?: Engine;
  readonly quiet?: boolean;
  readonly color: boolean;
  readonly coverage?: boolean;
  readonly explainLayout?: boolean;
  readonly continue?: boolean;
  readonly maxStates?: number;
  readonly maxDepth?: number;
  readonly timeLimit?: number;
  /** Bytes. */
  readonly memoryLimit?: number;
  readonly workers?: number | 'auto';
}

/** @returns the exit status */
export async function runCheck(files: readonly string[], options: CheckCommandOptions): Promise<number> {
  const kept = await cachesOf(options);
  if (options.watch !== true) return checkOnce(files, options, kept);
  const { targets, problems } = findTargets({ patterns: files, models: [], allModels: false });
  for (const problem of problems) complain(problem);
  if (problems.length > 0) return exitStatus.usage;
  const { runOnChange, watchedFolders } = await import('./watch.js');
  const shown = new Map<string, string>();
  return runOnChange(watchedFolders(targets.map(({ file }) => file)), (stale) =>
    checkOnce(files, options, kept, { stale, shown }),
  );
}

/** One of the runs of `--watch`. */
interface Watching {
  /** Aborted when the outcome is wanted no longer: then nothing is printed. */
  readonly stale: AbortSignal;
  /** What stands on the screen of each target, but for how long it took. */
  readonly shown: Map<string, string>;
}

/** Where `--cache-dir` does not say otherwise. */
const cacheFolder = 'node_modules/.cache/tla-ts';

/** Loaded when they are asked for. */
async function cachesOf(options: CheckCommandOptions): Promise<ResultCache[]> {
  const inFolder = options.cache === true || options.cacheDir !== undefined;
  if (options.watch !== true && !inFolder) return [];
  const { folderCache, memoryCache } = await import('../batch/cache.js');
  const search = searchOptions(options);
  const warn = (problem: string) => remark(`warning: ${problem}\n`);
  return [
    ...(options.watch === true ? [memoryCache(search)] : []),
    ...(inFolder ? [folderCache(options.cacheDir ?? cacheFolder, search, warn)] : []),
  ];
}

async function checkOnce(
  files: readonly string[],
  options: CheckCommandOptions,
  caches: readonly ResultCache[],
  watching?: Watching,
): Promise<number> {
  const stale = watching?.stale;
  const reporters = reportersOf(options);
  if (typeof reporters === 'string') return refuse(reporters);
  const { targets, problems } = findTargets({
    patterns: files,
    models: options.model ?? [],
    allModels: options.allModels === true,
  });
  for (const problem of problems) complain(problem);
  if (problems.length > 0) return exitStatus.usage;
  const printing = reporters.some(({ format, file }) => format === 'pretty' && file === undefined);
  const progress = new ProgressLine(options.quiet === true || !printing, targets.length);
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort();
  // Of one target, what comes before the search would not hear of Ctrl-C: until then it ends the process, as does the second one, which
  // finds no listener.
  let listening = false;
  const listen = () => {
    if (!listening) process.once('SIGINT', onInterrupt);
    listening = true;
  };
  if (targets.length > 1) listen();
  stale?.addEventListener('abort', onInterrupt, { once: true });
  const results = await runTargets(targets, {
    ...searchOptions(options),
    caches,
    signal: interrupt.signal,
    progress: (state, target) => {
      listen();
      progress.show(state, nameOf(target));
    },
    done: (result, ended) => {
      if (stale?.aborted === true) return;
      progress.end(nameOf(result), ended);
      if (result.asExpected && result.diagnostics.length === 0) {
        watching?.shown.delete(nameOf(result));
        return;
      }
      progress.clear();
      if (printing) print(result, options, watching?.shown);
    },
  });
  process.removeListener('SIGINT', onInterrupt);
  progress.clear();
  if (stale?.aborted === true) return exitStatus.incomplete;
  if (printing) printEnd(results, options, watching?.shown);
  else for (const result of results) printProblems(result, { ...options, quiet: true });
  const collapsed = gate(results, options);
  const unwritten = await documents(reporters, results, options);
  for (const problem of unwritten) complain(problem);
  return worstOf([...results.map(statusOf), collapsed, ...unwritten.map(() => exitStatus.failed)]);
}

/** @returns what could not be written; formats that nobody asks for are not even loaded */
async function documents(
  reporters: readonly Reporter[],
  results: readonly Result[],
  options: CheckCommandOptions,
): Promise<readonly string[]> {
  if (!writesDocuments(reporters)) return [];
  const { writeReports } = await import('./write-reports.js');
  return writeReports(reporters, results, searchOptions(options));
}

/** @returns the exit status of the comparison with the baseline */
function gate(results: readonly Result[], { baseline, updateBaseline, quiet }: CheckCommandOptions): number {
  if (baseline === undefined) return exitStatus.holds;
  try {
    const { collapsed, notes } = compareBaseline(baseline, results, updateBaseline === true);
    for (const problem of collapsed) complain(`Collapsed: ${problem}`);
    if (quiet !== true) for (const note of notes) remark(`note: ${note}\n`);
    return collapsed.length === 0 ? exitStatus.holds : exitStatus.violation;
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    complain(error.message);
    return exitStatus.failed;
  }
}

function refuse(problem: string): number {
  remark(`error: ${problem}\n(see \`tla-ts help check\`)\n`);
  return exitStatus.usage;
}

/** Without one for standard output, that shows the usual text. */
function reportersOf({ reporter = [], json, html }: CheckCommandOptions): Reporter[] | string {
  const asked = parseReporters([
    ...reporter,
    ...(html === undefined ? [] : [`html=${html}`]),
    ...(json === undefined ? [] : [json === true ? 'json' : `json=${json}`]),
  ]);
  if (typeof asked === 'string') return asked;
  if (asked.some(({ file, format }) => file === undefined && format !== 'github')) return asked;
  return [...asked, { format: 'pretty' }];
}

function searchOptions(options: CheckCommandOptions): CheckFileOptions {
  return {
    constants: options.constant ?? {},
    ...defined('invariants', options.invariant),
    ...defined('properties', options.property),
    ...defined('config', options.config),
    ...defined('init', options.init),
    ...defined('next', options.next),
    ...defined('specification', options.spec),
    ...defined('allowRead', options.allowRead),
    ...defined('engine', options.engine),
    ...defined('coverage', options.coverage),
    ...defined('explainLayout', options.explainLayout),
    ...defined('continue', options.continue),
    ...defined('maxStates', options.maxStates),
    ...defined('maxDepth', options.maxDepth),
    ...defined('timeLimit', options.timeLimit),
    ...defined('memoryLimit', options.memoryLimit),
    ...defined('workers', options.workers),
  };
}

/** @param shown what stands on the screen already: a violation that is still the same is told in a line */
function print(result: Result, options: CheckCommandOptions, shown?: Map<string, string>): void {
  printProblems(result, options);
  if (options.quiet === true) return;
  const style = styleFor(wantsColour(process.stdout, options.color));
  const view = { style, width: widthOf(process.stdout), coverage: options.coverage === true };
  const known = shown !== undefined && isShown(result, view, shown);
  say(known ? `${titleOf(result)}: ${outcomeText(result)}, as before.\n` : renderResult(result, view));
}

/** Whether what was found is on the screen already; from now on it is. */
function isShown(result: Result, view: PrettyOptions, shown: Map<string, string>): boolean {
  const { unchanged, ...searched } = result;
  const finding = renderResult(searched, view).replace(/\d+\.\d s\b/g, '');
  const known = shown.get(nameOf(result)) === finding && result.verdict?.kind !== 'holds';
  shown.set(nameOf(result), finding);
  return known;
}

function printProblems(result: Result, options: CheckCommandOptions): void {
  const style = styleFor(wantsColour(process.stderr, options.color));
  remark(renderProblems(result, style, widthOf(process.stderr), options.quiet === true));
}

/** One result whole; of several, those that went well have a line in the table. */
function printEnd(
  results: readonly Result[],
  options: CheckCommandOptions,
  shown?: Map<string, string>,
): void {
  const [only] = results;
  if (results.length === 1 && only !== undefined) return print(only, options, shown);
  if (options.quiet === true) return;
  const wrong = results.some(({ asExpected }) => !asExpected);
  const style = styleFor(wantsColour(process.stdout, options.color));
  say(`${wrong ? '\n' : ''}${renderSummary(results, style, widthOf(process.stdout))}`);
}

/** What was expected is a success; a broken twin that holds is a violation of its expectation. */
export function statusOf({ verdict, diagnostics, asExpected, failure }: Result): number {
  if (failure !== undefined) return exitStatus.failed;
  if (verdict === undefined) return hasErrors(diagnostics) ? exitStatus.unresolved : exitStatus.failed;
  if (asExpected) return exitStatus.holds;
  return verdict.kind === 'holds' ? exitStatus.violation : exitStatus[verdict.kind];
}
