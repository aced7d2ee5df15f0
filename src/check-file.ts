/** Checks a spec in a file: what the command and the public API share. */

import { check, checkRows } from '../checker/check.js';
import type { StateGraph } from '../checker/graph.js';
import { EvaluationFault } from '../checker/model.js';
import type { CheckOptions } from '../checker/options.js';
import { UnrepeatableError } from '../checker/trace.js';
import type { Verdict, Violation } from '../checker/verdict.js';
import { swiftFolder } from './compile/constants.js';
import type { Folder } from './compile/emit/fold.js';
import { enginesDiffer } from './compile/fault.js';
import { compile } from './compile/model.js';
import { evaluationPass } from './evaluation-pass.js';
import { aliased } from './interpret/alias.js';
import { counterExampleOf } from './interpret/behaviour.js';
import { placeOf } from './interpret/fault.js';
import { following } from './interpret/following.js';
import { growth } from './interpret/growth.js';
import { type Interpreted, interpret } from './interpret/model.js';
import { neverSatisfied } from './interpret/possible.js';
import { unsoundChoices } from './interpret/symmetry.js';
import { type LoadRequest, loadSpec } from './load.js';
import { type Expectation, Level, type NamedFormula, type Spec } from './semantics/spec.js';
import { changes } from './semantics/walk.js';
import { type Diagnostic, hasErrors } from './syntax/diagnostic.js';
import type { Source } from './syntax/source.js';

export type Engine = 'compiled' | 'interpreter';

export interface CheckFileOptions extends LoadRequest, CheckOptions {
  /** Which of the two meanings of a specification is explored; they agree. Default: compiled. */
  readonly engine?: Engine;
  /** Whether the verdict says which expressions were never evaluated: the interpreter looks at the states again. */
  readonly coverage?: boolean;
  /** Whether the outcome says how the compiled states were laid out. */
  readonly explainLayout?: boolean;
}

export interface FileOutcome {
  /** Absent when the spec does not parse or resolve. */
  readonly spec?: Spec;
  readonly verdict?: Verdict;
  /** Whether the outcome is what the spec's EXPECT asks for. */
  readonly asExpected: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly printed: readonly string[];
  /** How states lay in rows at the end, a line a fact; only where it was asked for. */
  readonly layout?: readonly string[];
  /** Every file that was read, by its path as places name it. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Files that were looked for and are not there. */
  readonly absent: readonly string[];
  /** Whether it follows from these files and the options alone: the spec draws no lots, and reads nothing else. */
  readonly repeatable: boolean;
}

/**
 * Reads a spec and checks it. What is wrong with the text comes back as diagnostics, nothing is thrown for it.
 * @param path or the text itself
 */
export async function checkFile(path: string | Source, options: CheckFileOptions = {}): Promise<FileOutcome> {
  const loaded = loadSpec(path, options);
  const { value: spec, diagnostics, sources, absent, configured } = loaded;
  if (spec === undefined || hasErrors(diagnostics))
    return { asExpected: false, diagnostics, printed: [], sources, absent, repeatable: true };
  const told: Told = { printed: [], warnings: [], layout: undefined };
  const searched = await checkSpec(spec, options, told);
  const advised = {
    ...searched,
    warnings: [...searched.warnings, ...nothingStated(spec, searched, configured)],
  };
  const verdict =
    options.coverage === true && searched.distinct > 0
      ? { ...advised, expressions: await evaluationPass(spec, options, searched, sources) }
      : advised;
  const { printed, warnings, layout } = told;
  return {
    spec,
    verdict,
    asExpected: isExpected(verdict, spec.expect),
    diagnostics: [...diagnostics, ...warnings],
    printed,
    ...(layout === undefined ? {} : { layout }),
    sources,
    absent,
    repeatable: !changes(spec) && (options.allowRead ?? []).length === 0,
  };
}

/** A verdict that holds says little where nothing was asked, or there is nothing to ask it of. */
function nothingStated(spec: Spec, { kind, distinct }: Verdict, configured: boolean): string[] {
  const { invariants, properties, possible, postconditions, checkDeadlock } = spec;
  const stated = [...properties, ...possible, ...postconditions, ...invariants.filter(isStated)];
  if (kind !== 'holds') return [];
  if (spec.behaviour === undefined && stated.length === 0) {
    const assumes = spec.assumptions.length > 0;
    return assumes ? [] : ['Nothing was checked: there are no variables, and there is no ASSUME.'];
  }
  if (distinct === 0) return ['No state is an initial one: whatever is asked holds of no behaviour at all.'];
  // Who configures a module to count its states, as TLC lets one, wants no advice.
  if (stated.length > 0 || configured) return [];
  const checked = [
    ...(invariants.length > 0 ? ['the state spaces'] : []),
    ...(checkDeadlock ? ['deadlock'] : []),
  ].join(' and ');
  const but = checked === '' ? '' : ` but ${checked}`;
  return [`Nothing was checked${but}: state an INVARIANT or a PROPERTY.`];
}

function isStated({ kind }: Spec['invariants'][number]): boolean {
  return kind === 'invariant';
}

/** What a check has to say besides its verdict. */
interface Told {
  readonly printed: string[];
  readonly warnings: Diagnostic[];
  layout: readonly string[] | undefined;
}

async function checkSpec(spec: Spec, options: CheckFileOptions, told: Told): Promise<Verdict> {
  const began = performance.now();
  let model: Interpreted | undefined;
  try {
    const folder = options.engine === 'interpreter' ? undefined : swiftFolder();
    model = interpret(spec, undefined, folder);
    const wrong = model.falseAssumptions();
    if (wrong.length > 0) {
      return beforeSearch(
        'assumption',
        began,
        wrong.map(
          ({ formula, explanation }): Violation => ({
            kind: 'assumption',
            name: formula.name,
            message: `The assumption ${formula.name} is false.`,
            place: placeOf(formula.span),
            trace: { variables: [], states: [] },
            explanation,
          }),
        ),
      );
    }
    told.warnings.push(...unsoundChoices(spec, model));
    let graph: StateGraph | undefined;
    const keep = (found: StateGraph) => {
      graph = found;
      options.graph?.(found);
    };
    const searching = spec.possible.length === 0 ? options : { ...options, graph: keep };
    const verdict = afterSearch(spec, model, await search(spec, model, searching, told, folder), graph);
    const stopped = verdict.kind === 'incomplete' && options.signal?.aborted !== true && !changes(spec);
    if (!stopped) return verdict;
    told.printed.push(...model.takePrinted());
    const grown = growth(model);
    model.takePrinted();
    return grown === undefined ? verdict : { ...verdict, warnings: [...verdict.warnings, grown] };
  } catch (error) {
    if (!(error instanceof EvaluationFault)) throw error;
    return beforeSearch('error', began, [faultViolation(error)]);
  } finally {
    told.printed.push(...(model?.takePrinted() ?? []));
  }
}

async function search(
  spec: Spec,
  model: Interpreted,
  options: CheckFileOptions,
  told: Told,
  folder: Folder | undefined,
): Promise<Verdict> {
  // Registers, levels and chance belong to one run: it has one thread, and evaluates everything as it comes.
  if (changes(spec)) {
    const exit = AbortSignal.any([model.run.exit, ...(options.signal === undefined ? [] : [options.signal])]);
    try {
      return await check(following(model, model.run), { ...options, signal: exit, workers: 1 });
    } catch (error) {
      if (!(error instanceof UnrepeatableError)) throw error;
      throw new EvaluationFault(
        'unrepeatable',
        'Something is wrong, and the behaviour that leads there cannot be found again: what a step leads to depends on registers or on chance, and not on the state alone.',
      );
    }
  }
  if (folder === undefined) return check(model, options);
  const explain = (lines: readonly string[]) => {
    told.layout = lines;
  };
  let why: string | undefined;
  try {
    const compiled = compile(spec, model, {
      folder,
      ...(options.explainLayout === true ? { explain } : {}),
    });
    const verdict = await checkRows(compiled, options);
    why = verdict.violations.find(({ name }) => name === enginesDiffer)?.message;
    if (why === undefined) return verdict;
  } catch (error) {
    if (error instanceof EvaluationFault || !(error instanceof Error)) throw error;
    why = error.message;
  }
  // The readable meaning is the one that counts, and somebody waits for an answer.
  told.warnings.push({
    code: 'interpreted',
    severity: 'warning',
    message: `The specification was interpreted, which is slow: the compiled engine failed, and this is a bug. ${why}`,
  });
  return check(model, options);
}

/**
 * ALIAS is applied to the behaviours that the search found. A POSTCONDITION is evaluated when it is over, whatever it found; what
 * must be possible is looked for when nothing is wrong and every state is known.
 */
function afterSearch(spec: Spec, model: Interpreted, found: Verdict, graph: StateGraph | undefined): Verdict {
  const verdict = withAlias(spec, model, found);
  const behaviour = verdict.violations.find(({ trace }) => trace.states.length > 0);
  if (behaviour !== undefined) model.run.counterExample = counterExampleOf(behaviour.trace);
  const { depth, generated, distinct, seconds } = verdict;
  const duration = Math.floor(seconds);
  model.run.progress = { level: 0, diameter: depth, generated, distinct, queue: 0, duration };
  const impossible =
    graph === undefined || verdict.kind !== 'holds' ? [] : neverSatisfied(spec.possible, model, graph);
  const violations = [
    ...spec.postconditions.flatMap((formula) => postconditionOf(formula, model)),
    ...impossible.map((formula) => {
      const what = formula.body.level < Level.action ? 'state that was reached' : 'step that can be taken';
      return unmet(formula, `No ${what} satisfies ${formula.name}, which must be possible.`);
    }),
  ];
  if (violations.length === 0) return verdict;
  const failed = violations.some(({ kind }) => kind === 'error') ? 'error' : 'violation';
  const kind = verdict.kind === 'holds' || verdict.kind === 'incomplete' ? failed : verdict.kind;
  return { ...verdict, kind, violations: [...verdict.violations, ...violations] };
}

/** What is wrong with a postcondition. One that cannot be evaluated takes nothing away from what was found. */
function postconditionOf(formula: NamedFormula, model: Interpreted): Violation[] {
  try {
    if (model.evaluate(formula.body) === true) return [];
    return [unmet(formula, `The postcondition ${formula.name} is false.`)];
  } catch (error) {
    if (!(error instanceof EvaluationFault)) throw error;
    return [faultViolation(error)];
  }
}

function faultViolation({ code, message, place, explanation }: EvaluationFault): Violation {
  return {
    kind: 'error',
    name: code,
    message,
    ...(place === undefined ? {} : { place }),
    trace: { variables: [], states: [] },
    ...(explanation === undefined ? {} : { explanation }),
  };
}

/** What the search as a whole does not satisfy. */
function unmet({ name, span }: NamedFormula, message: string): Violation {
  const trace = { variables: [], states: [] };
  return { kind: 'postcondition', name, message, place: placeOf(span), trace };
}

function withAlias({ alias }: Spec, model: Interpreted, verdict: Verdict): Verdict {
  if (alias === undefined) return verdict;
  const violations = verdict.violations.map((violation) => ({
    ...violation,
    trace: aliased(alias, model, violation.trace),
  }));
  return { ...verdict, violations };
}

function beforeSearch(
  kind: 'assumption' | 'error',
  began: number,
  violations: readonly Violation[],
): Verdict {
  const seconds = (performance.now() - began) / 1000;
  return {
    kind,
    generated: 0,
    distinct: 0,
    depth: 0,
    seconds,
    workers: 1,
    memory: process.resourceUsage().maxRSS * 1024,
    coverage: [],
    violations,
    incomplete: [],
    warnings: [],
  };
}

function isExpected(verdict: Verdict, expect: Expectation): boolean {
  if (expect.verdict === 'holds') return verdict.kind === 'holds';
  if (expect.verdict === 'deadlock') return verdict.kind === 'deadlock';
  return (
    (verdict.kind === 'violation' || verdict.kind === 'liveness') &&
    verdict.violations.some((violation) => violation.name === expect.name)
  );
}
