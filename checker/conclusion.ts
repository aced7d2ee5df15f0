/** What follows when all is explored: the properties that only the whole graph can show, what nothing asked for, and the verdict. */

import { Place } from './control.js';
import { coverageOf, neverEnabled } from './coverage.js';
import { collisionProbability } from './fingerprints.js';
import { type EdgeSpace, type StateGraph, stateGraph } from './graph.js';
import { checkLiveness } from './liveness/check.js';
import { LivenessStopped } from './liveness/pace.js';
import { initialOnly } from './liveness/warnings.js';
import { propertyParts } from './properties.js';
import { count } from './quantities.js';
import type { Search } from './search.js';
import { Tracer } from './trace.js';
import { untriggered } from './vacuity.js';
import { kindOf, type Verdict } from './verdict.js';

/** @param search that has ended */
export async function conclude(search: Search): Promise<Verdict> {
  const warnings = initialOnly(search.model.temporal?.properties ?? []);
  warnings.push(...(await handGraph(search)));
  warnings.push(...(await lookForTriggers(search)));
  return verdict(search, warnings);
}

/** What the steps that were recorded are for. @returns warnings */
async function handGraph(search: Search): Promise<readonly string[]> {
  const { model, arena, levels, options, space } = search;
  const { edges, control } = space;
  if (edges === undefined) return [];
  const tracer = new Tracer(model, arena, levels);
  const path = (state: number) => tracer.pathTo(state).map(({ number }) => number);
  const graph = stateGraph(model, arena, edges, control[Place.edges] as number, levels, path);
  const warnings = await lookForLiveness(search, graph, edges);
  options.graph?.(graph);
  return warnings;
}

/** @returns warnings */
async function lookForLiveness(
  search: Search,
  graph: StateGraph,
  edges: EdgeSpace,
): Promise<readonly string[]> {
  const { model, violations, incomplete, options, threads } = search;
  const { observed } = search.space;
  const parts = propertyParts(model.temporal).liveness;
  if (parts.length === 0 || graph.size === 0) return [];
  const unchecked = () => {
    if (violations.length === 0)
      incomplete.push(...parts.map(({ property }) => `the property ${property.name} was not checked`));
    return [];
  };
  if (!graph.complete || search.stopped) return unchecked();
  try {
    const found = await checkLiveness({
      graph,
      edges,
      ...(observed === undefined ? {} : { observed }),
      parts,
      all: options.continue === true,
      threads,
      breathe: (nodes, bytes) => search.breatheInLiveness(nodes, bytes),
    });
    violations.push(...found.violations);
    return found.warnings;
  } catch (error) {
    if (!(error instanceof LivenessStopped)) throw error;
    return unchecked();
  }
}

/** Whether what holds asks for anything. @returns warnings */
async function lookForTriggers(search: Search): Promise<readonly string[]> {
  const { model, violations, arena, options } = search;
  // Of rows that gave way nobody knows.
  if (search.stopped || arena.behind > 0 || violations.some(({ kind }) => kind === 'error')) return [];
  const holds = (name: string) => !violations.some((violation) => violation.name === name);
  const goesOn = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return options.signal?.aborted !== true;
  };
  return untriggered(model, holds, arena, goesOn);
}

function verdict(search: Search, warnings: string[]): Verdict {
  const { model, arena, levels, violations, incomplete, threads, space } = search;
  const { behind, size } = arena;
  if (behind > 0) {
    const probability = collisionProbability(size, behind).toExponential(1);
    warnings.push(
      `Memory was short: ${count(behind)} states are known by 64-bit fingerprints only. The probability that a state was missed is at most ${probability}.`,
    );
  }
  const kind = kindOf(violations, incomplete);
  const coverage = coverageOf(model.actions, space.counts, arena, levels[1] ?? size);
  if (kind === 'holds' && size > 0) warnings.push(...neverEnabled(coverage));
  return {
    kind,
    generated: search.generated(),
    distinct: size,
    depth: size === 0 ? 0 : levels.length,
    seconds: search.seconds(),
    workers: threads,
    memory: process.resourceUsage().maxRSS * 1024,
    coverage,
    violations,
    incomplete,
    warnings,
  };
}
