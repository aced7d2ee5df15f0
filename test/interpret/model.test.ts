/** A specification as a Model: symmetry, view, constraints, and what the checker is told. */

import { describe, expect, it } from 'vitest';
import { check } from '../../checker/check.js';
import type { Given } from '../semantics/resolving.js';
import { faultIn, modelOf, shownState } from './evaluating.js';

async function counts(text: string, given: Given = {}) {
  const { kind, generated, distinct, depth } = await check(modelOf(text, given));
  return { kind, generated, distinct, depth };
}

const votes = (more: string) => String.raw`CONSTANT P = {p1, p2, p3}
VARIABLE voted \in SUBSET P
Init == voted = {}
Vote(p) == p \notin voted /\ voted' = voted \cup {p}
Next == \E p \in P : Vote(p)
CHECK_DEADLOCK FALSE
${more}`;

describe('SYMMETRY', () => {
  it('makes one state of those that differ in names only', async () => {
    expect(await counts(votes(''))).toEqual({ kind: 'holds', generated: 13, distinct: 8, depth: 4 });
    expect(await counts(votes('SYMMETRY P'))).toEqual({ kind: 'holds', generated: 7, distinct: 4, depth: 4 });
    expect(await counts(votes('SYMMETRY Perms\nPerms == Permutations(P)'))).toMatchObject({ distinct: 4 });
  });

  it('counts each permutation of several sets once', () => {
    const model = modelOf(`CONSTANTS P = {p1, p2, p3}, V = {v1, v2}
VARIABLE x
Init == x \\in P
Next == x' \\in P \\cup V
SYMMETRY Perms
Perms == Permutations(P) \\cup Permutations(V)`);
    // Six of the one with two of the other, without the identity.
    expect(model.permutations).toHaveLength(6 * 2 - 1);
  });

  it('still finds what is violated, on a behaviour that exists', async () => {
    const model = modelOf(votes('SYMMETRY P\nINVARIANT Few == Cardinality(voted) < 2'));
    const verdict = await check(model);
    expect(verdict.violations[0]?.trace.states.map(({ values }) => shownState(model, values))).toHaveLength(
      3,
    );
    expect(verdict.violations[0]?.trace.states.map(({ action }) => action?.text)).toEqual([
      undefined,
      'Vote(p1)',
      'Vote(p2)',
    ]);
  });

  it('wants permutations of model values', () => {
    const numbers = 'CONSTANT P = {1, 2}\nVARIABLE x\nInit == x = 1\nNext == UNCHANGED x\nSYMMETRY P';
    expect(faultIn(numbers, () => modelOf(numbers))).toMatchInlineSnapshot(`
      "symmetry: \`SYMMETRY\` needs permutations of model values, and \`<<1, 2>>\` is none.
        at t.spec:1:10
        1 | CONSTANT P = {1, 2}
          |          ^"
    `);
    const none = 'VARIABLE x\nInit == x = 1\nNext == UNCHANGED x\nSYMMETRY S == {1}';
    expect(faultIn(none, () => modelOf(none))).toMatchInlineSnapshot(`
      "symmetry: \`SYMMETRY\` needs permutations of model values, and \`1\` is none.
        at t.spec:4:10
        4 | SYMMETRY S == {1}
          |          ^"
    `);
    const other = 'VARIABLE x\nInit == x = 1\nNext == UNCHANGED x\nSYMMETRY S == 5';
    expect(faultIn(other, () => modelOf(other))).toMatchInlineSnapshot(`
      "symmetry: \`SYMMETRY\` needs permutations of model values, and \`5\` is none.
        at t.spec:4:10
        4 | SYMMETRY S == 5
          |          ^"
    `);
  });
});

describe('VIEW', () => {
  it('makes one state of those that look alike', async () => {
    expect(await counts(votes('VIEW Size == Cardinality(voted)'))).toEqual({
      kind: 'holds',
      generated: 7,
      distinct: 4,
      depth: 4,
    });
  });
});

describe('CONSTRAINT and ACTION_CONSTRAINT', () => {
  it('keep states and steps from being explored', async () => {
    expect(await counts(votes('CONSTRAINT Few == Cardinality(voted) < 2'))).toEqual({
      kind: 'holds',
      generated: 10,
      distinct: 4,
      depth: 2,
    });
    expect(
      await counts(votes("ACTION_CONSTRAINT First == (CHOOSE p \\in P : TRUE) \\in voted'")),
    ).toMatchObject({ distinct: 5 });
  });

  it('let a state outside be checked all the same', async () => {
    expect(
      await counts(
        votes('CONSTRAINT Few == Cardinality(voted) < 2\nINVARIANT Fewer == Cardinality(voted) < 2'),
      ),
    ).toMatchObject({ kind: 'violation' });
  });
});

describe('a MODEL', () => {
  it('gives constants other values and adds to what is checked', async () => {
    const text = votes(
      'MODEL two\n  P = {q1, q2}\n  INVARIANT Few == Cardinality(voted) < 2\nMODEL four\n  P = {q1, q2, q3, q4}',
    );
    expect(await counts(text, { model: 'four' })).toMatchObject({ kind: 'holds', distinct: 16 });
    expect(await counts(text, { model: 'two' })).toMatchObject({ kind: 'violation' });
    expect(await counts(text, { constants: { P: '{1, 2}' } })).toMatchObject({ kind: 'holds', distinct: 4 });
  });
});

describe('behaviours', () => {
  it('come from INIT and NEXT, or from a SPECIFICATION', async () => {
    const named = String.raw`VARIABLE x
Start == x = 0
Up == x < 3 /\ x' = x + 1
Spec == Start /\ [][Up]_x /\ WF_x(Up)
CHECK_DEADLOCK FALSE`;
    expect(await counts(`${named}\nINIT Start\nNEXT Up`)).toEqual({
      kind: 'holds',
      generated: 4,
      distinct: 4,
      depth: 4,
    });
    expect(await counts(`${named}\nSPECIFICATION Spec`)).toEqual({
      kind: 'holds',
      generated: 4,
      distinct: 4,
      depth: 4,
    });
  });

  it('without a next state are a deadlock, unless that is wanted', async () => {
    const stuck = "VARIABLE x\nInit == x = 0\nNext == x = 1 /\\ x' = 0";
    expect(await counts(stuck)).toMatchObject({ kind: 'deadlock' });
    expect(await counts(`${stuck}\nCHECK_DEADLOCK FALSE`)).toMatchObject({ kind: 'holds' });
  });

  it('that leave a state space are a violation that names the variable', async () => {
    const verdict = await check(
      modelOf(String.raw`VARIABLE x \in 0..2
Init == x = 0
Next == x' = x + 1`),
    );
    expect(verdict.violations.map(({ kind, name, message }) => ({ kind, name, message }))).toEqual([
      { kind: 'state-space', name: 'x', message: 'x left its state space.' },
    ]);
    expect(verdict.violations[0]?.trace.states).toHaveLength(4);
  });
});
