/** A review of a change to a spec: as text, as Markdown, and as JSON. */

import type { Trace } from '../../checker/verdict.js';
import type { BehaviourChanges, Difference } from '../diff/behaviours.js';
import type { Change } from '../diff/declarations.js';
import { printValue } from '../values/print.js';
import { styleFor } from './style.js';
import { count, renderTrace } from './terminal.js';

export interface Review {
  readonly changes: readonly Change[];
  /** Absent when one of the two cannot be evaluated. */
  readonly behaviours?: BehaviourChanges;
}

export const concerns = ['weakened', 'dropped', 'new-behaviours', 'lost-behaviours', 'dead-actions'] as const;
export type Concern = (typeof concerns)[number];

/** What there is to be concerned about. */
export function concernsOf({ changes, behaviours }: Review): Concern[] {
  const dropped = droppedIn(changes);
  const found: Record<Concern, boolean> = {
    weakened: (behaviours?.weakened.length ?? 0) > 0,
    dropped: dropped.length > 0,
    'new-behaviours': (behaviours?.newStates.count ?? 0) + (behaviours?.newSteps.count ?? 0) > 0,
    'lost-behaviours': (behaviours?.lostStates.count ?? 0) + (behaviours?.lostSteps.count ?? 0) > 0,
    'dead-actions': (behaviours?.deadActions.length ?? 0) > 0,
  };
  return concerns.filter((concern) => found[concern]);
}

function droppedIn(changes: readonly Change[]): Change[] {
  const guarantees = ['invariant', 'property', 'fairness'];
  return changes.filter(({ kind, change }) => change === 'removed' && guarantees.includes(kind));
}

/** @param markdown with headings and fenced behaviours */
export function renderReview(review: Review, markdown: boolean): string {
  const { changes, behaviours } = review;
  const lines: string[] = [];
  const heading = (text: string) =>
    lines.push(...(lines.length === 0 ? [] : ['']), markdown ? `### ${text}` : text);
  const item = (text: string) => lines.push(markdown ? `- ${text}` : `  ${text}`);
  const name = (text: string) => (markdown ? `\`${text}\`` : text);
  const shown = (trace: Trace) => {
    const text = renderTrace(trace, { style: styleFor(false), width: 100, coverage: false })
      .join('\n')
      .trim();
    lines.push(...(markdown ? ['', '```', text, '```'] : ['', text.replace(/^(?=.)/gm, '    '), '']));
  };
  heading('Declarations');
  for (const { kind, name: what, change } of changes) item(`${change}: ${kind} ${name(what)}`);
  if (changes.length === 0) item('nothing changed');
  if (behaviours === undefined) return `${lines.join('\n')}\n`;
  const { states, newStates, lostStates, newSteps, lostSteps, deadActions, weakened, complete } = behaviours;
  heading('Guarantees');
  const dropped = droppedIn(changes);
  for (const { kind, name: what } of dropped) item(`dropped: ${kind} ${name(what)}`);
  for (const { name: what, trace } of weakened) {
    item(`weakened: what ${name(what)} said before is no longer true, as here:`);
    shown(trace);
  }
  if (dropped.length + weakened.length === 0) item('none was weakened or dropped');
  heading('Behaviours');
  item(
    `states: ${count(states.old)} before, ${count(states.new)} now${complete ? '' : ' (not all of them were explored)'}`,
  );
  const differences: readonly (readonly [string, Difference])[] = [
    ['states that were not possible before', newStates],
    ['states that are no longer possible', lostStates],
    ['steps between known states that were not possible before', newSteps],
    ['steps between known states that are no longer possible', lostSteps],
  ];
  for (const [what, { count: number, trace }] of differences) {
    if (number === 0) continue;
    item(`${count(number)} ${what}; a shortest behaviour to one:`);
    if (trace !== undefined) shown(trace);
  }
  if (deadActions.length > 0) item(`never taken: ${deadActions.map(name).join(', ')}`);
  return `${lines.join('\n').trimEnd()}\n`;
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
  const { changes, behaviours } = review;
  return {
    schema: 1,
    concerns: concernsOf(review),
    changes,
    behaviours:
      behaviours === undefined
        ? null
        : {
            complete: behaviours.complete,
            states: behaviours.states,
            newStates: difference(behaviours.newStates),
            lostStates: difference(behaviours.lostStates),
            newSteps: difference(behaviours.newSteps),
            lostSteps: difference(behaviours.lostSteps),
            deadActions: behaviours.deadActions,
            weakened: behaviours.weakened.map(({ name, trace: shown }) => ({ name, trace: trace(shown) })),
          },
  };
}
