/** `tla-ts graph FILE`: the state graph, or the counterexample, as a drawing. */

import type { StateGraph } from '../../checker/graph.js';
import type { NamedValue, Trace } from '../../checker/verdict.js';
import { checkFile } from '../check-file.js';
import { type Drawing, dotGraph, mermaidGraph } from '../report/graph.js';
import { page } from '../report/html.js';
import { shownState } from '../report/shown.js';
import { LogError } from '../validation/mapping.js';
import { layoutValue } from '../values/print.js';
import { sameValue } from '../values/value.js';
import { defined } from './defined.js';
import { exitStatus } from './exit.js';
import { logGraph } from './graph-log.js';
import { OutputError, writeWhole } from './output.js';
import { complain, tellDiagnostics, tellErrors } from './say.js';

export const drawings = ['dot', 'mermaid', 'svg', 'html'] as const;

export interface GraphCommandOptions {
  readonly trace?: boolean;
  /** The file is a log with vector clocks. */
  readonly log?: boolean;
  readonly format: (typeof drawings)[number];
  readonly out?: string;
  readonly model?: string;
  readonly config?: string;
  readonly constant?: Readonly<Record<string, string>>;
  readonly maxStates: number;
  readonly color: boolean;
}

/** @returns the exit status */
export async function runGraph(file: string, options: GraphCommandOptions): Promise<number> {
  if (options.log === true) return runGraphLog(file, options);
  const { trace: traceOnly, format, out, maxStates, model, config, constant } = options;
  let graph: StateGraph | undefined;
  const { spec, verdict, diagnostics } = await checkFile(file, {
    // One thread numbers the states the same way in every run.
    workers: 1,
    ...(traceOnly === true
      ? {}
      : { maxStates: maxStates + 1, graph: (found: StateGraph) => (graph = found) }),
    ...defined('model', model),
    ...defined('config', config),
    ...defined('constants', constant),
  });
  if (spec === undefined || verdict === undefined) {
    tellErrors(diagnostics, options.color);
    return exitStatus.unresolved;
  }
  tellDiagnostics(diagnostics, options.color);
  let drawing: Drawing;
  if (traceOnly === true) {
    const [violation] = verdict.violations;
    if (violation === undefined || violation.trace.states.length === 0)
      return refuse(`There is no counterexample to draw: the verdict is "${verdict.kind}".`);
    drawing = ofTrace(spec.name, violation.trace);
  } else {
    if (graph === undefined || graph.size === 0) return refuse('There is no state to draw.');
    if (graph.size > maxStates)
      return refuse(
        `There are more than ${maxStates} states: take a smaller model, or allow more with \`--max-states\`.`,
      );
    drawing = ofGraph(spec.name, graph);
  }
  return put(await drawn(drawing, format), out);
}

async function runGraphLog(file: string, { format, out }: GraphCommandOptions): Promise<number> {
  try {
    return put(await logGraph(file, format, drawn), out);
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    return refuse(error.message);
  }
}

function refuse(text: string): number {
  complain(text);
  return exitStatus.failed;
}

function put(text: string, out: string | undefined): number {
  if (out === undefined) process.stdout.write(text);
  else {
    try {
      writeWhole(out, text);
    } catch (error) {
      if (!(error instanceof OutputError)) throw error;
      return refuse(error.message);
    }
  }
  return exitStatus.holds;
}

async function drawn(drawing: Drawing, format: GraphCommandOptions['format']): Promise<string> {
  if (format === 'mermaid') return mermaidGraph(drawing);
  const dot = dotGraph(drawing);
  if (format === 'dot') return dot;
  const { instance } = await import('@viz-js/viz');
  const svg = (await instance()).renderString(dot, { format: 'svg' });
  return format === 'svg' ? svg : page(drawing.name, svg.slice(svg.indexOf('<svg')));
}

function ofGraph(name: string, graph: StateGraph): Drawing {
  const { model, words, size } = graph;
  const order = [...graph.canonicalOrder()];
  const place = new Map(order.map((state, index) => [state, index]));
  const edges = order.flatMap((state) => {
    const labels = new Map<number, Set<string>>();
    for (let index = 0; index < graph.degree(state); index++) {
      const target = place.get(graph.target(state, index)) ?? 0;
      const known = labels.get(target) ?? new Set();
      labels.set(target, known.add(model.actions[graph.action(state, index)]?.name ?? ''));
    }
    return [...labels].map(([to, names]) => ({
      from: place.get(state) ?? 0,
      to,
      label: [...names].join(', '),
    }));
  });
  const nodes = order.slice(0, size).map((state) => ({
    label: labelOf(shownState(model, { values: model.values(words, graph.at(state)) })),
    initial: state < graph.initial,
    marked: false,
  }));
  return { name, nodes, edges };
}

/** Its last state is marked; in the others only what changed is written. */
function ofTrace(name: string, trace: Trace): Drawing {
  const { states, loop, loopAction } = trace;
  const shown = states.map((state) => shownState(trace, state));
  const nodes = shown.map((values, index) => ({
    label: labelOf(values, shown[index - 1]),
    initial: index === 0,
    marked: index === states.length - 1,
  }));
  const edges = states.slice(1).map(({ action }, index) => ({
    from: index,
    to: index + 1,
    label: action?.text ?? '',
  }));
  if (loop !== undefined)
    edges.push({ from: states.length - 1, to: loop, label: loopAction?.text ?? 'stutters' });
  return { name, nodes, edges };
}

function labelOf(values: readonly NamedValue[], before: readonly NamedValue[] = []): string {
  const earlier = new Map(before.map(({ name, value }) => [name, value]));
  const lines = values.flatMap(({ name, value }) => {
    const old = earlier.get(name);
    return old !== undefined && sameValue(old, value) ? [] : `${name} = ${layoutValue(value, 60, '    ')}`;
  });
  return lines.join('\n');
}
