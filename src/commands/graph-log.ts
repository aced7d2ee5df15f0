/** `tla-ts graph LOG --log`: what caused what in a log with vector clocks. */

import { readFileSync } from 'node:fs';
import { statOf } from '../files.js';
import type { Drawing } from '../report/graph.js';
import { page } from '../report/html.js';
import { spaceTimeSvg } from '../report/space-time.js';
import { type CausalEvent, causesOf } from '../validation/causes.js';
import { LogError } from '../validation/mapping.js';

/**
 * As SVG and HTML the space-time diagram, else the graph of happened-before, of which only the immediate causes are drawn.
 * @throws LogError
 */
export async function logGraph(
  path: string,
  format: 'dot' | 'mermaid' | 'svg' | 'html',
  drawn: (drawing: Drawing, format: 'dot' | 'mermaid') => Promise<string>,
): Promise<string> {
  if (statOf(path)?.isFile() !== true) throw new LogError(`\`${path}\` is not there, or is no file.`);
  const events = causesOf(readFileSync(path, 'utf8').split('\n'));
  if (format === 'dot' || format === 'mermaid') return drawn(happenedBefore(path, events), format);
  const svg = spaceTime(events);
  return format === 'svg' ? `${svg}\n` : page(path, svg);
}

function happenedBefore(name: string, events: readonly CausalEvent[]): Drawing {
  return {
    name,
    nodes: events.map(({ process, label, before, received }) => ({
      label: `${process}: ${label}`,
      initial: before === undefined && received.length === 0,
      marked: false,
    })),
    edges: events.flatMap(({ before, received }, to) => [
      ...(before === undefined ? [] : [{ from: before, to, label: '' }]),
      ...received.map((from) => ({ from, to, label: '' })),
    ]),
  };
}

function spaceTime(events: readonly CausalEvent[]): string {
  const receivers = new Map<number, number[]>();
  events.forEach(({ received }, index) => {
    for (const from of received) receivers.set(from, [...(receivers.get(from) ?? []), index]);
  });
  return spaceTimeSvg({
    processes: [...new Set(events.map(({ process }) => process))].sort(),
    steps: events.map(({ process, label }) => ({ process, label })),
    messages: [...receivers].map(([sent, received]) => ({
      sent,
      received,
      text: `${events[sent]?.process ?? ''}: ${events[sent]?.label ?? ''}`,
    })),
  });
}
