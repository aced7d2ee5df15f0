/** A verdict for people: what was found, the behaviour that shows it, and why. */

import type { Explanation, Place } from '../../checker/model.js';
import { count } from '../../checker/quantities.js';
import type { ExpressionCoverage, Trace, TraceState, Verdict, Violation } from '../../checker/verdict.js';
import type { Source } from '../syntax/source.js';
import { layoutNamed } from '../values/print.js';
import { sameValue, type Value } from '../values/value.js';
import { excerpt } from './diagnostics.js';
import { goingOn, shownState } from './shown.js';
import type { Style } from './style.js';

export interface TerminalOptions {
  readonly style: Style;
  /** Columns to lay values out in. */
  readonly width: number;
  /** Also per action how often it was taken and how many new states it gave, and what was never evaluated. */
  readonly coverage: boolean;
  /** The text of a file that a place is in. */
  readonly source?: (file: string) => Source | undefined;
}

/** Characters of an expression that are quoted where it was never evaluated. */
const longestText = 80;

export function renderVerdict(verdict: Verdict, options: TerminalOptions): string {
  const { style } = options;
  const parts: string[] = [];
  for (const violation of verdict.violations) parts.push(renderViolation(violation, options));
  for (const warning of verdict.warnings) parts.push(`${style.yellow('warning')}: ${warning}`);
  if (options.coverage) {
    parts.push(renderCoverage(verdict, options));
    if (verdict.expressions !== undefined) parts.push(renderExpressions(verdict.expressions, verdict, style));
  }
  parts.push(summary(verdict, style));
  return parts.join('\n\n');
}

/** @param title what the behaviour is */
export function renderViolation(
  violation: Violation,
  options: TerminalOptions,
  title: string = heading(violation.trace),
): string {
  const { style } = options;
  const { place, explanation, trace } = violation;
  const lines = [style.red(style.bold(violation.message))];
  if (violation.kind === 'error' && place !== undefined) lines.push(...renderPlace(place, options));
  else lines[0] += at(place, style);
  if (explanation !== undefined) lines.push(...renderExplanation(explanation, '  ', place, options));
  const { length } = trace.states;
  if (length > 0) {
    lines.push('', style.bold(title), ...renderTrace(trace, options));
  }
  return lines.join('\n');
}

function heading({ states: { length }, loop }: Trace): string {
  const states = length === 1 ? '1 state' : `${length} states`;
  if (loop === length - 1) return `A behaviour that violates it by stopping for ever (${states}):`;
  if (loop !== undefined)
    return `A behaviour that violates it by going round for ever (${states}, the loop has ${length - loop}):`;
  return `A shortest behaviour that leads there (${states}):`;
}

/** The place with its source line and a caret, where the text is at hand. */
function renderPlace(place: Place, { style, width, source }: TerminalOptions): string[] {
  const found = source?.(place.file);
  if (found === undefined) return [`  ${style.dim('at')} ${place.file}:${place.line}:${place.column}`];
  const { line, column, endLine, endColumn } = place;
  const span = {
    source: found,
    start: found.offset({ line, column }),
    end: found.offset({ line: endLine, column: endColumn }),
  };
  return excerpt(span, style, width);
}

/** @param said the place that the reader has just been told: a place in the same line is not repeated */
export function renderExplanation(
  explanation: Explanation,
  indent: string,
  said: Place | undefined,
  options: TerminalOptions,
): string[] {
  const { style, width } = options;
  const { place } = explanation;
  const known = place?.line === said?.line && place?.file === said?.file;
  const lines = [`${indent}${explanation.text}${known ? '' : at(place, style)}`];
  for (const { expression, value } of explanation.values ?? []) {
    const text = layoutNamed(expression, value, width, `${indent}  `).slice(expression.length);
    lines.push(`${indent}  ${style.cyan(expression)}${text}`);
  }
  for (const child of explanation.children ?? [])
    lines.push(...renderExplanation(child, `${indent}  `, place ?? said, options));
  return lines;
}

/** The first state whole; in the others the variables that changed are marked with `>`, and of long values the new lines. */
export function renderTrace(trace: Trace, options: TerminalOptions): string[] {
  const { style } = options;
  const lines: string[] = [];
  trace.states.forEach((state, index) => {
    const label = state.action === undefined ? 'Initial state' : state.action.text;
    lines.push('', `${style.bold(`${index + 1}: ${label}`)}${at(state.action?.place, style)}`);
    lines.push(...renderState(trace, state, trace.states[index - 1], options));
  });
  const last = goingOn(trace);
  if (last !== undefined)
    lines.push(
      '',
      `${style.bold(`${trace.states.length + 1}: ${last}`)}${at(trace.loopAction?.place, style)}`,
    );
  return lines;
}

/** A state by itself. */
export function renderValues(
  variables: readonly string[],
  state: readonly Value[],
  { width }: TerminalOptions,
): string[] {
  return variables.flatMap((name, index) => {
    const value = state[index];
    return value === undefined ? [] : [`    ${layoutNamed(name, value, width, '    ')}`];
  });
}

function renderState(
  trace: Trace,
  state: TraceState,
  before: TraceState | undefined,
  options: TerminalOptions,
): string[] {
  const { style, width } = options;
  const earlier = new Map(
    before === undefined ? [] : shownState(trace, before).map(({ name, value }) => [name, value]),
  );
  return shownState(trace, state).flatMap(({ name, value }) => {
    const linesOf = (one: Value) => layoutNamed(name, one, width, '    ').split('\n');
    const lines = linesOf(value);
    if (before === undefined) return lines.map((line, i) => (i === 0 ? `    ${line}` : line));
    const old = earlier.get(name);
    if (old !== undefined && sameValue(old, value))
      return lines.map((line, i) => style.dim(i === 0 ? `    ${line}` : line));
    const known = new Set(old === undefined ? [] : linesOf(old).map((line) => bare(line, name)));
    return lines.map((line, i) => {
      if (i === 0) return style.yellow(`  > ${line}`);
      return known.has(bare(line, name)) ? line : style.yellow(line.replace(/^ {4}/, '  > '));
    });
  });
}

/** A line of a value without what depends on its place in the value: the name in front, brackets around it and separators. */
function bare(line: string, name: string): string {
  const value = line.startsWith(`${name} =`) ? line.slice(name.length + 2) : line;
  return value
    .trim()
    .replace(/^([{(]|<<|\[) /, '')
    .replace(/( [})\]]| >>|,| @@)+$/, '');
}

/** A table, or, where it has no room, a sentence an action. */
function renderCoverage({ coverage }: Verdict, { style, width }: TerminalOptions): string {
  const names = Math.max(6, ...coverage.map(({ name }) => name.length));
  const never = 'never enabled';
  const row = (name: string, generated: string, distinct: string) =>
    `  ${name.padEnd(names)} ${generated.padStart(14)} ${distinct.padStart(14)}`;
  const heading = row('action', 'taken', 'new states');
  const fits = heading.length + 2 + never.length <= width;
  const rows = coverage.map(({ name, generated, distinct }) => {
    const counts = fits
      ? row(name, count(generated), count(distinct))
      : `  ${name}: taken ${count(generated)} times, ${count(distinct)} new states`;
    return generated === 0 ? style.yellow(`${counts}${fits ? '  ' : ', '}${never}`) : counts;
  });
  return [...(fits ? [heading] : []), ...rows].join('\n');
}

function renderExpressions(
  { states, bounded, interrupted, neverEvaluated }: ExpressionCoverage,
  { distinct }: Verdict,
  style: Style,
): string {
  if (neverEvaluated.length === 0) return '  Every expression was evaluated.';
  const some = `the first ${count(states)} of ${count(distinct)} states`;
  let where = '';
  if (bounded) where = ` in ${some} (the bound of ${count(states)} was reached)`;
  else if (interrupted) where = ` in ${some} (it was interrupted)`;
  const lines = neverEvaluated.map(({ place, text }) => {
    const short = text.length <= longestText ? text : `${text.slice(0, longestText - 1)}…`;
    return style.yellow(`    ${place.file}:${place.line}:${place.column}  ${short}`);
  });
  return [`  never evaluated${where}:`, ...lines].join('\n');
}

function summary(verdict: Verdict, style: Style): string {
  const counts = `${count(verdict.generated)} generated, ${count(verdict.distinct)} distinct, depth ${verdict.depth}, ${verdict.seconds.toFixed(1)} s`;
  return `${headline(verdict, style)} ${style.dim(`(${counts})`)}`;
}

function headline(verdict: Verdict, style: Style): string {
  switch (verdict.kind) {
    case 'holds':
      return style.green(style.bold('Holds.'));
    case 'incomplete':
      return style.yellow(style.bold(`Not complete: ${verdict.incomplete.join('; ')}.`));
    case 'error':
      return style.red(style.bold('The spec could not be evaluated.'));
    case 'assumption':
      return style.red(style.bold('An assumption is false.'));
    default:
      return style.red(
        style.bold(`Does not hold: ${verdict.violations.map((violation) => violation.name).join(', ')}.`),
      );
  }
}

function at(place: Place | undefined, style: Style): string {
  return place === undefined ? '' : style.dim(` (${place.file}:${place.line}:${place.column})`);
}
