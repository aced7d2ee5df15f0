/** A space-time diagram as SVG: processes are lines from left to right, steps are points on them, messages are arrows. */

import { escapeHtml } from './escape.js';

export interface SpaceTime {
  readonly processes: readonly string[];
  /** A step a state of the behaviour; the first one, where nobody has acted yet, has no process. */
  readonly steps: readonly { readonly label: string; readonly process?: string }[];
  /** Numbers (from 0) of the step that sends and of those that receive: none for a message that is still on its way. */
  readonly messages: readonly {
    readonly sent: number;
    readonly received: readonly number[];
    readonly text: string;
  }[];
}

/** As attributes, so that the drawing has them by itself; a page's style goes before. */
const colour = 'stroke="#1a7f37" fill="#1a7f37" stroke-width="1.5"';

const column = 110;
const row = 70;
const left = 120;
const top = 40;

export function spaceTimeSvg({ processes, steps, messages }: SpaceTime): string {
  const x = (step: number) => left + step * column;
  const y = (process: string | undefined) => top + processes.indexOf(process ?? '') * row;
  const width = x(steps.length) + 20;
  const height = top + processes.length * row;
  const lines = processes.map(
    (process) =>
      `<g class="process" stroke="#bbb"><text x="8" y="${y(process) + 4}" stroke="none">${escapeHtml(process)}</text><line x1="${left - 20}" x2="${width - 20}" y1="${y(process)}" y2="${y(process)}"/></g>`,
  );
  const points = steps.map(({ label, process }, step) =>
    process === undefined
      ? ''
      : `<g class="event" data-step="${step}"><circle cx="${x(step)}" cy="${y(process)}" r="6"/><text x="${x(step)}" y="${y(process) - 12}" text-anchor="middle">${escapeHtml(label)}</text></g>`,
  );
  const arrows = messages.flatMap(({ sent, received, text }) => {
    const from = steps[sent]?.process;
    const title = `<title>${escapeHtml(text)}</title>`;
    if (received.length === 0) {
      const way = `x1="${x(sent)}" y1="${y(from)}" x2="${x(sent) + column / 3}" y2="${y(from) + row / 3}"`;
      return `<g class="message lost" ${colour} stroke-dasharray="4 3" data-sent="${sent}"><line ${way}/>${title}</g>`;
    }
    return received.map((step) => {
      const way = `x1="${x(sent)}" y1="${y(from)}" x2="${x(step)}" y2="${y(steps[step]?.process)}"`;
      return `<g class="message" ${colour} data-sent="${sent}" data-received="${step}"><line ${way} marker-end="url(#arrow)"/>${title}</g>`;
    });
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" class="space-time" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Space-time diagram"><defs><marker id="arrow" viewBox="0 0 10 10" refX="16" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 10 5 0 10z" fill="#1a7f37"/></marker></defs>${lines.join('')}${arrows.join('')}${points.join('')}</svg>`;
}
