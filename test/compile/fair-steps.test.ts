/** What a compiled program tells of the steps that it finds is what evaluating the fairness conditions says. */

import { describe, expect, it } from 'vitest';
import { checkRows } from '../../checker/check.js';
import type { RowModel } from '../../checker/rows.js';
import { compile } from '../../src/compile/model.js';
import { interpret } from '../../src/interpret/model.js';
import { loadSpec } from '../../src/load.js';
import type { Spec } from '../../src/semantics/spec.js';
import { specOf } from '../semantics/resolving.js';

/** How often a condition was found enabled, and taken by a step, in all reachable states. */
interface Count {
  readonly condition: string;
  readonly enabled: number;
  readonly taken: number;
}

/** @returns what the marks told, each compared with the evaluation of the predicates */
async function told(spec: Spec): Promise<Count[]> {
  const first = compile(spec, interpret(spec));
  let model: RowModel = first;
  const followed = (one: RowModel): RowModel => ({
    ...one,
    ...(one.widen === undefined
      ? {}
      : {
          widen: (misfit, rows) => {
            const widened = (one.widen as NonNullable<RowModel['widen']>)(misfit, rows);
            model = widened.model;
            return { ...widened, model: followed(widened.model) };
          },
        }),
  });
  const rows: Int32Array[] = [];
  await checkRows(followed(first), {
    continue: true,
    graph: ({ words, size, at }) => {
      for (let state = 0; state < size; state++) rows.push(words.slice(at(state), at(state) + model.width));
    },
  });
  const { temporal, found, marked = [] } = model;
  if (temporal === undefined) throw new Error('The spec has no temporal part.');
  const counts = marked.map((condition) => ({
    condition: temporal.fairness[condition]?.text ?? 'nothing',
    enabled: 0,
    taken: 0,
  }));
  for (const row of rows) {
    const steps = model.expand(row, 0);
    const successors = Array.from({ length: steps }, (_, index) => ({
      row: found.words.slice(index * model.width, (index + 1) * model.width),
      mark: found.marks?.[index] ?? 0,
    })).filter((step) => step.row.some((word, index) => word !== row[index]));
    for (const [bit, condition] of marked.entries()) {
      const fair = temporal.fairness[condition];
      const count = counts[bit];
      if (fair === undefined || count === undefined) continue;
      const marks = (of: (typeof successors)[number]) => ((of.mark >>> bit) & 1) === 1;
      const enabled = successors.some(marks);
      expect(enabled).toBe(temporal.stateHolds(fair.enabled, row, 0));
      if (enabled) count.enabled++;
      const seen = new Map<string, boolean>();
      for (const step of successors) {
        const key = step.row.join();
        seen.set(key, seen.get(key) === true || marks(step));
      }
      for (const [key, taken] of seen) {
        const next = Int32Array.from(key.split(','), Number);
        expect(taken).toBe(temporal.stepHolds(fair.taken, row, 0, next, 0));
        if (taken) count.taken++;
      }
    }
  }
  return counts;
}

/** Two counters, of which each may count, stay, be put back by the other, or be moved on by both. */
const counters = String.raw`CONSTANT Counter = {1, 2}
VARIABLE n
Init == n = [c \in Counter |-> 0]
Count(c) == n[c] < 2 /\ n' = [n EXCEPT ![c] = @ + 1]
Reset(c) == n[c] = 2 /\ n' = [n EXCEPT ![c] = 0]
Stay(c) == n[c] > 0 /\ UNCHANGED n
Both == n[1] = n[2] /\ n[1] < 2 /\ n' = [c \in Counter |-> n[c] + 1]
Own(c) == Count(c) \/ Stay(c)
Next == Both \/ \E c \in Counter : Own(c) \/ Reset(3 - c)
PROPERTY Full == <>(n[1] = 2)
`;

describe('the steps of fair actions', () => {
  it('are told apart by the definitions that Next enters, and their arguments', async () => {
    expect(
      await told(
        specOf(String.raw`${counters}FAIRNESS \A c \in Counter : WF_vars(Own(c)) /\ SF_vars(Count(c))
FAIRNESS WF_vars(Both) /\ WF_vars(Next) /\ WF_vars(\E c \in Counter : Own(c)) /\ WF_vars(Both \/ Count(1))`),
      ),
    ).toMatchInlineSnapshot(`
      [
        {
          "condition": "WF_vars(Own(c)) for c = 1",
          "enabled": 6,
          "taken": 6,
        },
        {
          "condition": "SF_vars(Count(c)) for c = 1",
          "enabled": 6,
          "taken": 6,
        },
        {
          "condition": "WF_vars(Own(c)) for c = 2",
          "enabled": 6,
          "taken": 6,
        },
        {
          "condition": "SF_vars(Count(c)) for c = 2",
          "enabled": 6,
          "taken": 6,
        },
        {
          "condition": "WF_vars(Both)",
          "enabled": 2,
          "taken": 2,
        },
        {
          "condition": "WF_vars(Next)",
          "enabled": 9,
          "taken": 20,
        },
        {
          "condition": "WF_vars(\\E c \\in Counter : Own(c))",
          "enabled": 8,
          "taken": 12,
        },
        {
          "condition": "WF_vars(Both \\/ Count(1))",
          "enabled": 6,
          "taken": 8,
        },
      ]
    `);
  });

  it('are not told apart where an action is no part of Next, or not all of it', async () => {
    expect(
      await told(
        specOf(String.raw`${counters}Part == n[1] = 0 /\ Count(1)
Other == n' = [n EXCEPT ![1] = 0]
FAIRNESS WF_vars(Part) /\ WF_vars(Other) /\ WF_vars(Count(3)) /\ WF_vars(Count(1) \/ Other) /\ WF_vars(Stay(1))`),
      ),
    ).toMatchInlineSnapshot(`
      [
        {
          "condition": "WF_vars(Stay(1))",
          "enabled": 0,
          "taken": 0,
        },
      ]
    `);
    expect(
      await told(
        specOf(String.raw`VARIABLES x, y
Init == x = 1 /\ y = 0
Move(d) == x' = (x + d) % 3 /\ y' = 1 - y
Next == \E d \in 0..x : Move(d)
PROPERTY Some == []<>(x = 0)
FAIRNESS WF_vars(Move(0)) /\ WF_x(Next) /\ WF_vars(Next)`),
      ),
    ).toMatchInlineSnapshot(`
      [
        {
          "condition": "WF_vars(Next)",
          "enabled": 6,
          "taken": 12,
        },
      ]
    `);
  });

  it('are not told apart where a row stands for several states', async () => {
    const fair = `${counters}FAIRNESS WF_vars(Both)`;
    expect(await told(specOf(`${fair}\nVIEW Seen == n[1]`))).toEqual([]);
  });

  it.each([
    'alternating-bit',
    'bakery',
    'dining-philosophers',
    'dining-philosophers-at-once',
    'peterson',
    'token-ring',
    'two-phase-commit-decided',
  ])('are told apart in %s', async (name) => {
    const { value: spec } = loadSpec(`specs/${name}.spec`, {});
    if (spec === undefined) throw new Error(`${name} cannot be read.`);
    const counts = await told(spec);
    expect(counts.length).toBeGreaterThan(0);
    expect(counts.some(({ taken }) => taken > 0)).toBe(true);
  });
});
