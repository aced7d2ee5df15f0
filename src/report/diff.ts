/** A review of a change to a spec: as text, as Markdown, and as JSON. */

import { count } from '../../checker/quantities.js';
import type { Trace } from '../../checker/verdict.js';
import type { BehaviourChanges, Difference } from '../diff/behaviours.js';
import type { Change } from '../diff/declarations.js';
import type { Edit } from '../diff/edits.js';
import type { GuaranteeChanges, Weakened } from '../diff/guarantees.js';
import { printValue } from '../values/print.js';
import { styleFor } from './style.js';
import { renderTrace, renderValues } from './terminal.js';

export interface Review {
  readonly changes: readonly Change[];
  /** Both absent when one of the two versions cannot be evaluated. */
  readonly guarantees?: GuaranteeChanges;
  readonly behaviours?: BehaviourChanges;
}

export const concerns = [
  'weakened',
  'dropped',
  'new-behaviours',
  'lost-behaviours',
  'dead-actions',
  'not-compared',
] as const;
export type Concern = (typeof concerns)[number];

/** Below so many columns a behaviour is indented by less. */
const narrow = 60;

/** What there is to be concerned about. */
export function concernsOf({ changes, guarantees, behaviours }: Review): Concern[] {
  const dropped = droppedIn(changes);
  const found: Record<Concern, boolean> = {
    weakened: (guarantees?.weakened.length ?? 0) > 0,
    dropped: dropped.length > 0,
    'new-behaviours': (behaviours?.newStates.count ?? 0) + (behaviours?.newSteps.count ?? 0) > 0,
    'lost-behaviours': (behaviours?.lostStates.count ?? 0) + (behaviours?.lostSteps.count ?? 0) > 0,
    'dead-actions': (behaviours?.deadActions.length ?? 0) > 0,
    'not-compared':
      behaviours?.complete === false ||
      (behaviours?.left.old.length ?? 0) + (behaviours?.left.new.length ?? 0) > 0 ||
      (guarantees?.unasked.length ?? 0) > 0,
  };
  return concerns.filter((concern) => found[concern]);
}

function droppedIn(changes: readonly Change[]): Change[] {
  const promises = ['invariant', 'property', 'fairness', 'check'];
  return changes.filter(({ kind, change }) => change === 'removed' && promises.includes(kind));
}

/**
 * @param markdown with headings and fenced behaviours
 * @param width columns to lay values out in
 */
export function renderReview(review: Review, markdown: boolean, width: number): string {
  const { changes, guarantees, behaviours } = review;
  const lines: string[] = [];
  const heading = (text: string) =>
    lines.push(...(lines.length === 0 || lines.at(-1) === '' ? [] : ['']), markdown ? `### ${text}` : text);
  const item = (text: string) => lines.push(markdown ? `- ${text}` : `  ${text}`);
  const name = (text: string) => (markdown ? `\`${text}\`` : text);
  const indent = width < narrow ? '  ' : '    ';
  const options = {
    style: styleFor(false),
    width: markdown ? width : width - indent.length,
    coverage: false,
  };
  const block = (text: string, language = '') =>
    lines.push(
      ...(markdown ? ['', `\`\`\`${language}`, text, '```'] : ['', text.replace(/^(?=.)/gm, indent), '']),
    );
  // What was shown already, and for what: one behaviour often shows several things, as does the beginning of one.
  const told: { readonly text: string; readonly of: string }[] = [];
  /** @param sentence where the behaviour is to be seen: below when `above` is undefined */
  const tell = (trace: Trace, of: string, sentence: (above: string | undefined) => string) => {
    const text = renderTrace(trace, options).join('\n').trim();
    const above = told.find((one) => `${one.text}\n\n`.startsWith(`${text}\n\n`));
    if (above === undefined) {
      item(sentence(undefined));
      told.push({ text, of });
      block(text);
    } else if (above.text === text) item(sentence(`the behaviour above, of ${above.of}`));
    else item(sentence(`the first ${trace.states.length} states of the behaviour above, of ${above.of}`));
  };
  heading('Declarations');
  for (const { kind, name: what, change, from, edits = [] } of changes) {
    item(`${change}: ${kind} ${from === undefined ? '' : `${name(from)} to `}${name(what)}`);
    const shown = editLines(edits);
    if (markdown && shown.length > 0) block(shown.join('\n'), 'diff');
    else lines.push(...shown.map((line) => indent + line));
  }
  if (changes.length === 0) item('nothing changed');
  if (behaviours === undefined || guarantees === undefined) return `${lines.join('\n')}\n`;
  const { weakened, strengthened, unasked } = guarantees;
  const { states, newStates, lostStates, newSteps, lostSteps, deadActions, complete, left } = behaviours;
  heading('Guarantees');
  const dropped = droppedIn(changes);
  for (const { kind, name: what } of dropped) item(`dropped: ${kind} ${name(what)}`);
  for (const one of weakened) {
    const { trace } = one;
    const what = `weakened: ${weakenedText(one, name)}`;
    if (trace === undefined) item(what);
    else if (one.how === 'allows-more') {
      item(`${what}, as in this state, which was not reached:`);
      block(renderValues(trace.variables, trace.states[0]?.values ?? [], options).join('\n'));
    } else
      tell(
        trace,
        one.name === 'deadlock' ? one.name : name(one.name),
        (above) => `${what}, as ${above === undefined ? 'here:' : `in ${above}`}`,
      );
  }
  if (dropped.length + weakened.length === 0) item('none was weakened or dropped');
  for (const what of strengthened)
    item(`strengthened: the old version did not keep what ${name(what)} says now`);
  for (const { name: what, reason } of unasked) item(`not compared: ${name(what)}: ${reason}`);
  heading('Behaviours');
  item(
    `states: ${count(states.old)} before, ${count(states.new)} now${complete ? '' : ' (not all of them were explored)'}`,
  );
  for (const [version, names] of [
    ['old', left.old],
    ['new', left.new],
  ] as const)
    if (names.length > 0)
      item(
        `not explored further, in the ${version} version: states where ${names.map(name).join(', ')} has left its state space`,
      );
  const differences: readonly (readonly [what: string, where: string, came: boolean, Difference])[] = [
    ['state', '', true, newStates],
    ['state', '', false, lostStates],
    ['step', ' between known states', true, newSteps],
    ['step', ' between known states', false, lostSteps],
  ];
  for (const [what, where, came, { count: number, trace }] of differences) {
    if (trace === undefined) continue;
    const one = number === 1;
    const verb = came
      ? `${one ? 'was' : 'were'} not possible before`
      : `${one ? 'is' : 'are'} no longer possible`;
    const which = `${one ? what : `${what}s`}${where} that ${verb}`;
    const sentence = `${count(number)} ${which}; a shortest behaviour to ${one ? 'it' : 'one'}:`;
    tell(trace, `the ${which}`, (above) => (above === undefined ? sentence : `${sentence} ${above}`));
  }
  if (deadActions.length > 0) item(`never taken: ${deadActions.map(name).join(', ')}`);
  return `${lines.join('\n').trimEnd()}\n`;
}

function weakenedText({ name, how, conjuncts = [] }: Weakened, named: (text: string) => string): string {
  if (how === 'leaves-state-space') return `${named(name)} leaves its state space now`;
  if (how === 'asks-less') return `${named(name)} no longer says ${conjuncts.map(named).join(', ')}`;
  if (how === 'allows-more') return `${named(name)} now allows what it refused before`;
  if (name === 'deadlock') return 'it can deadlock now';
  return `what ${named(name)} said before is no longer true`;
}

/** A line an edit, as a patch has them, below what is around it. */
function editLines(edits: readonly Edit[]): string[] {
  const lines: string[] = [];
  let around: readonly string[] = [];
  for (const { change, text, within } of edits) {
    within.forEach((part, depth) => {
      if (within.slice(0, depth + 1).join('\n') !== around.slice(0, depth + 1).join('\n'))
        lines.push(`  ${'  '.repeat(depth)}${part}`);
    });
    around = within;
    lines.push(`${change === 'removed' ? '-' : '+'} ${'  '.repeat(within.length)}${text}`);
  }
  return lines;
}

/** Values as TLA+, as in the report of a check. */
export function jsonReview(review: Review) {
  const trace = ({ variables, states }: Trace) =>
    states.map(({ action, values }) => ({
      action: action?.text ?? null,
      values: Object.fromEntries(variables.map((name, index) => [name, printValue(values[index] ?? false)])),
    }));
  const difference = (found: Difference) => ({
    count: found.count,
    trace: found.trace === undefined ? null : trace(found.trace),
  });
  const { changes, guarantees, behaviours } = review;
  return {
    schema: 1,
    concerns: concernsOf(review),
    changes,
    guarantees:
      guarantees === undefined
        ? null
        : {
            weakened: guarantees.weakened.map(({ name, how, trace: shown, conjuncts = [] }) => ({
              name,
              how,
              trace: shown === undefined ? null : trace(shown),
              conjuncts,
            })),
            strengthened: guarantees.strengthened,
            unasked: guarantees.unasked,
          },
    behaviours:
      behaviours === undefined
        ? null
        : {
            complete: behaviours.complete,
            left: behaviours.left,
            states: behaviours.states,
            newStates: difference(behaviours.newStates),
            lostStates: difference(behaviours.lostStates),
            newSteps: difference(behaviours.newSteps),
            lostSteps: difference(behaviours.lostSteps),
            deadActions: behaviours.deadActions,
          },
  };
}
