/** The graph of steps that a search can keep. */

import { describe, expect, it } from 'vitest';
import { check } from '../../checker/check.js';
import type { StateGraph } from '../../checker/graph.js';
import type { Model } from '../../checker/model.js';
import type { CheckOptions } from '../../checker/options.js';

/** A ring of numbers: one step up, and from even numbers one step down. */
function ring(size: number): Model<number> {
  return {
    name: 'Ring',
    variables: ['x'],
    actions: [{ name: 'Up' }, { name: 'Down' }],
    values: (state) => [state],
    initial: () => [0, 5],
    successors: (state) => [
      { action: 0, state: (state + 1) % size },
      ...(state % 2 === 0 ? [{ action: 1, state: (state + size - 1) % size }] : []),
    ],
    invariants: [],
    checkDeadlock: true,
  };
}

async function graphOf<State>(model: Model<State>, options: CheckOptions = {}): Promise<StateGraph> {
  let graph: StateGraph | undefined;
  await check(model, {
    ...options,
    graph: (found) => {
      graph = found;
    },
  });
  if (graph === undefined) throw new Error('No graph was handed over.');
  return graph;
}

/** `from action to` by value, in the order of the graph. */
function edges(graph: StateGraph): string[] {
  const value = (state: number) => graph.model.values(graph.words, graph.at(state))[0];
  return Array.from({ length: graph.size }, (_, state) =>
    Array.from(
      { length: graph.degree(state) },
      (_step, index) => `${value(state)} ${graph.action(state, index)} ${value(graph.target(state, index))}`,
    ),
  ).flat();
}

describe('the state graph', () => {
  it('has every step, with its action', async () => {
    const graph = await graphOf(ring(10));
    expect(graph.complete).toBe(true);
    expect(graph.initial).toBe(2);
    expect(edges(graph).sort()).toEqual(
      [
        ...Array.from({ length: 10 }, (_, x) => `${x} 0 ${(x + 1) % 10}`),
        ...[0, 2, 4, 6, 8].map((x) => `${x} 1 ${(x + 9) % 10}`),
      ].sort(),
    );
  });

  it('has shortest behaviours', async () => {
    const graph = await graphOf(ring(100));
    const value = (state: number) => graph.model.values(graph.words, graph.at(state))[0];
    const state = Array.from({ length: graph.size }, (_, number) => number).find(
      (number) => value(number) === 9,
    );
    expect(graph.path(state ?? -1).map(value)).toEqual([5, 6, 7, 8, 9]);
  });

  it('has an order that depends on content only', async () => {
    const model = ring(50);
    const turned: Model<number> = { ...model, initial: () => [5, 0] };
    const listed = (graph: StateGraph) =>
      [...graph.canonicalOrder()].map((state) => graph.model.values(graph.words, graph.at(state))[0]);
    const order = listed(await graphOf(model));
    expect(new Set(order).size).toBe(50);
    expect(listed(await graphOf(turned))).toEqual(order);
  });

  it('says when states were left unexplored', async () => {
    const graph = await graphOf(ring(1000), { maxDepth: 4 });
    expect(graph.complete).toBe(false);
    expect(graph.degree(graph.size - 1)).toBe(0);
  });

  it('has no steps that the constraints forbid, nor those to states outside', async () => {
    const graph = await graphOf({
      ...ring(10),
      initial: () => [0],
      constraint: (state) => state !== 3,
      actionConstraint: (_, to) => to !== 9,
    });
    expect(edges(graph).sort()).toEqual(['0 0 1', '1 0 2', '2 1 1']);
  });
});
