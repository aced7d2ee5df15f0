/** One page with everything: the summary, each behaviour to step through with what changed marked, and its space-time diagram. */

import { count } from '../../checker/quantities.js';
import type { Trace } from '../../checker/verdict.js';
import { layoutValue } from '../values/print.js';
import { sameValue, type Value } from '../values/value.js';
import { escapeHtml } from './escape.js';
import { failuresOf } from './failures.js';
import { outcomeText, type Result, timeText, titleOf } from './result.js';
import { shownState } from './shown.js';
import { type SpaceTime, spaceTimeSvg } from './space-time.js';
import { styleFor } from './style.js';
import { renderExplanation } from './terminal.js';

const plain = { style: styleFor(false), width: 80, coverage: false };

/** @param diagram of a behaviour; undefined where no messages are sent */
export function htmlReport(
  results: readonly Result[],
  diagram: (result: Result, trace: Trace) => SpaceTime | undefined,
): string {
  const rows = results.map((result) => {
    const { verdict, asExpected, file } = result;
    const cells = [
      asExpected ? '✓' : '✗',
      `${titleOf(result)} — ${file}`,
      outcomeText(result),
      verdict === undefined ? '' : count(verdict.distinct),
      verdict === undefined ? '' : String(verdict.depth),
      timeText(result),
    ];
    return `<tr class="${asExpected ? 'good' : 'bad'}">${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
  });
  const problems = results.flatMap((result) =>
    failuresOf(result)
      .filter(({ trace }) => trace === undefined || trace.states.length === 0)
      .map(({ message, place, reasons = [], excerpt = [] }) => {
        const where = place === undefined ? result.file : `${place.file}:${place.line}:${place.column}`;
        return `<p class="bad">${escapeHtml(`${titleOf(result)}: ${message} (${where})`)}</p>${reasonsOf([...excerpt, ...reasons])}`;
      }),
  );
  const behaviours = results.flatMap((result) =>
    (result.verdict?.violations ?? [])
      .filter(({ trace }) => trace.states.length > 0)
      .map(({ message, trace, explanation, place }) => {
        const why = explanation === undefined ? [] : renderExplanation(explanation, '', place, plain);
        return behaviour(`${titleOf(result)}: ${message}`, why, trace, diagram(result, trace));
      }),
  );
  return page(
    'tla-ts report',
    `<h1>tla-ts report</h1>
<table class="summary"><thead><tr><th></th><th>spec</th><th>verdict</th><th>distinct</th><th>depth</th><th>time</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>
${problems.join('\n')}
${behaviours.join('\n')}
<script>${script}</script>`,
  );
}

/** A page that needs nothing from anywhere else, and may fetch nothing. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

/** Why something is wrong, or where, as lines that keep their columns. */
function reasonsOf(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `<pre class="reasons">${escapeHtml(lines.join('\n'))}</pre>`;
}

function behaviour(
  title: string,
  why: readonly string[],
  trace: Trace,
  diagram: SpaceTime | undefined,
): string {
  const { states, loop, loopAction } = trace;
  const steps = states.map((state, step) => {
    const { action, values, alias } = state;
    const before = states[step - 1];
    const earlier = new Map(
      before === undefined ? [] : shownState(trace, before).map(({ name, value }) => [name, value]),
    );
    const rows = shownState(trace, state).map(({ name, value }) => {
      const old = earlier.get(name);
      const changed = old !== undefined && !sameValue(old, value);
      const was = changed ? `<del>${escapeHtml(layoutValue(old, 80))}</del>` : '';
      return `<tr${changed ? ' class="changed"' : ''}><th>${escapeHtml(name)}</th><td><pre>${escapeHtml(layoutValue(value, 80))}</pre>${was}</td></tr>`;
    });
    const place = action?.place;
    const where = place === undefined ? '' : ` <small>${escapeHtml(`${place.file}:${place.line}`)}</small>`;
    return `<section class="state" data-step="${step}"><h3>${step + 1}: ${escapeHtml(action?.text ?? 'Initial state')}${where}</h3><table>${rows.join('')}</table>${alias === undefined ? '' : underlying(trace, values)}</section>`;
  });
  const end =
    loop === undefined
      ? ''
      : loop === states.length - 1
        ? '<p class="loop">From the last state on, it stutters for ever.</p>'
        : `<p class="loop">${escapeHtml(loopAction?.text ?? 'A step')} leads from the last state back to state ${loop + 1}.</p>`;
  const list = states.map(
    ({ action }, step) =>
      `<li><button type="button" data-step="${step}">${step + 1}: ${escapeHtml(action?.text ?? 'Initial state')}</button></li>`,
  );
  return `<article class="behaviour" tabindex="0">
<h2>${escapeHtml(title)}</h2>${reasonsOf(why)}
${diagram === undefined ? '' : `<div class="diagram">${spaceTimeSvg(diagram)}</div>`}
<p class="controls"><button type="button" data-move="-1">◀ back</button> <output></output> <button type="button" data-move="1">next ▶</button> <small>or the arrow keys</small></p>
<div class="columns"><ol class="steps">${list.join('')}</ol><div class="states">${steps.join('')}</div></div>
${end}
</article>`;
}

/** The state that an ALIAS stands for, behind a fold. */
function underlying(trace: Trace, values: readonly Value[]): string {
  const rows = shownState(trace, { values }).map(
    ({ name, value }) =>
      `<tr><th>${escapeHtml(name)}</th><td><pre>${escapeHtml(layoutValue(value, 80))}</pre></td></tr>`,
  );
  return `<details><summary>the state itself</summary><table>${rows.join('')}</table></details>`;
}

const script = `
for (const article of document.querySelectorAll('.behaviour')) {
  const states = [...article.querySelectorAll('.state')];
  let at = 0;
  const show = (step) => {
    at = Math.max(0, Math.min(states.length - 1, step));
    for (const part of article.querySelectorAll('[data-step]'))
      part.classList.toggle('current', Number(part.dataset.step) === at);
    for (const message of article.querySelectorAll('.message'))
      message.classList.toggle('future', Number(message.dataset.sent) > at);
    article.querySelector('output').textContent = 'state ' + (at + 1) + ' of ' + states.length;
  };
  article.addEventListener('click', (event) => {
    const target = event.target.closest('[data-step], [data-move]');
    if (target === null) return;
    show(target.dataset.move === undefined ? Number(target.dataset.step) : at + Number(target.dataset.move));
  });
  article.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    show(at + (event.key === 'ArrowRight' ? 1 : -1));
  });
  article.classList.add('steppable');
  show(0);
}
`;

const style = `
:root { color-scheme: light dark; --line: #8888; --good: #1a7f37; --bad: #cf222e; --mark: #fff3b0; }
@media (prefers-color-scheme: dark) { :root { --good: #3fb950; --bad: #ff7b72; --mark: #4d4000; } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
table { border-collapse: collapse; } td, th { padding: .2rem .8rem .2rem 0; text-align: left; vertical-align: top; }
.summary td:nth-child(n+4), .summary th:nth-child(n+4) { text-align: right; }
.good td:first-child { color: var(--good); } .bad td:first-child, p.bad { color: var(--bad); }
pre { font: 13px/1.4 ui-monospace, monospace; margin: 0; white-space: pre-wrap; }
del { font: 12px ui-monospace, monospace; opacity: .6; display: block; }
.behaviour { border-top: 1px solid var(--line); margin-top: 2rem; }
.columns { display: flex; flex-wrap: wrap; gap: 2rem; } .steps { list-style: none; padding: 0; margin: 0; } .states { flex: 1; min-width: 18rem; }
.steps button { border: 0; background: none; color: inherit; font: inherit; text-align: left; cursor: pointer; padding: .1rem .4rem; }
.steps .current { background: var(--mark); } .changed > * { background: var(--mark); }
.steppable .state { display: none; } .steppable .state.current { display: block; }
.diagram { overflow-x: auto; } svg text { font: 12px system-ui, sans-serif; fill: currentColor; } svg .process line { stroke: var(--line); }
svg .event text { paint-order: stroke; stroke: Canvas; stroke-width: 3px; } svg .event circle { fill: currentColor; cursor: pointer; } svg .event.current circle { fill: var(--bad); }
svg .message line { stroke: var(--good); stroke-width: 1.5; } svg .message path { fill: var(--good); } svg .lost line { stroke-dasharray: 4 3; } svg .future { opacity: .2; }
svg marker path { fill: var(--good); }
`;
