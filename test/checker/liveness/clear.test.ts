/** Parts of a graph that several threads look through. */

import { describe, expect, it } from 'vitest';
import type { Evaluation, Graph } from '../../../checker/liveness/graph.js';
import { decide } from '../../../checker/liveness/liveness.js';
import { type Breathe, LivenessStopped } from '../../../checker/liveness/pace.js';
import { no, observationWidth, yes } from '../../../checker/observations.js';
import type { FairnessCondition, Formula } from '../../../checker/temporal.js';

const size = 2 ** 18;

const shared = (words: number) => new Int32Array(new SharedArrayBuffer(4 * words));

/** A ring of states, from each of which a step leads on by one, and one by eight. Predicate i, of five, is true where a state is i modulo 8. */
function ring(): { graph: Graph; bits: Int32Array } {
  const firsts = shared(size);
  const targets = shared(3 * size);
  const marks = shared(3 * size);
  const bits = shared(size * observationWidth(6));
  for (let state = 0; state < size; state++) {
    firsts[state] = 3 * state;
    targets.set([2, (state + 1) % size, (state + 8) % size], 3 * state);
    // To go on by one is fair, and possible everywhere.
    marks.set([1, 1, 0], 3 * state);
    for (let predicate = 0; predicate < 5; predicate++) {
      const value = (state & 7) === predicate ? yes : no;
      bits[state] = (bits[state] as number) | (value << (2 * predicate));
    }
    bits[state] = (bits[state] as number) | (yes << 10);
  }
  const steps = { firsts, targets, marks, length: 3 * size };
  return { graph: { size, initial: 1, steps, compare: (left, right) => left - right }, bits };
}

const onwards: FairnessCondition = { text: 'to go on by one', strength: 'weak', enabled: 5, taken: 0 };

const evaluation: Evaluation = {
  predicates: 6,
  marked: [onwards],
  stateHolds: () => expect.fail('Everything is known.'),
  stepHolds: () => expect.fail('Everything is known.'),
};

const state = (predicate: number): Formula => ({ kind: 'state', predicate });
/** Answered by the next step that is fair; each has a part of the graph of its own. */
const formulas = [0, 1, 2, 3].map(
  (predicate): Formula => ({ kind: 'leads-to', left: state(predicate), right: state(predicate + 1) }),
);
/** What is never answered. */
const endless: Formula = { kind: 'leads-to', left: state(4), right: { kind: 'constant', value: false } };

function answer(asked: readonly Formula[], threads: number, breathe: Breathe = () => Promise.resolve()) {
  const { graph, bits } = ring();
  return decide({
    graph,
    evaluation,
    bits,
    formulas: asked,
    fairness: [onwards],
    assumptions: [],
    threads,
    breathe,
  });
}

describe('parts of the graph', () => {
  it('are found to be clear by several threads as by one', async () => {
    for (const threads of [1, 3]) {
      const { violated } = await answer(formulas, threads);
      expect(violated).toEqual([false, false, false, false]);
    }
  });

  it('are searched for a lasso where they are not', async () => {
    const { violated, lasso } = await answer([...formulas, endless], 3);
    expect(violated).toEqual([false, false, false, false, true]);
    const { states, loop } = await lasso(4);
    // Round by eight steps of one and the rest of eight.
    expect({ length: states.length, loop }).toEqual({ length: size / 8 + 7, loop: 0 });
  });

  it('are left when nobody waits for them any more', async () => {
    let breaths = 0;
    const breathe = () => {
      if (++breaths > 40) throw new LivenessStopped();
      return Promise.resolve();
    };
    await expect(answer(formulas, 3, breathe)).rejects.toThrow(LivenessStopped);
  });

  it('are sorted out in pieces, between which others have their turn', async () => {
    const { graph, bits } = ring();
    const { firsts, targets, length } = graph.steps;
    let breaths = 0;
    const { violated } = await decide({
      // Without marks, of which each piece would be a turn too.
      graph: { ...graph, steps: { firsts, targets, length } },
      evaluation,
      bits,
      // No state is outside: there is nothing to do but to see that.
      formulas: [{ kind: 'eventually', operand: state(5) }],
      fairness: [],
      assumptions: [],
      breathe: () => {
        breaths++;
        return Promise.resolve();
      },
    });
    expect(violated).toEqual([false]);
    expect(breaths).toBeGreaterThanOrEqual(size / 2 ** 16);
  });
});
