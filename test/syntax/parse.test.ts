/** Modules: which units there are, of the TLA+ body and of what a `.spec` adds. */

import { describe, expect, it } from 'vitest';
import { moduleOf } from './reading.js';

const kinds = (text: string, dialect?: 'spec' | 'tla') =>
  moduleOf(text, dialect).units.map((unit) => unit.kind);

describe('a module', () => {
  it('has units one after the other', () => {
    expect(
      kinds(String.raw`CONSTANTS N, F(_)
VARIABLES x, y
ASSUME N > 0
RECURSIVE Sum(_)
Sum(n) == IF n = 0 THEN 0 ELSE n + Sum(n - 1)
a \oplus b == a + b
sq[n \in Nat] == n * n
M == INSTANCE Naturals
LOCAL INSTANCE Integers
THEOREM Sum(1) = 1`),
    ).toEqual([
      'constants',
      'variables',
      'assumption',
      'recursive',
      'definition',
      'definition',
      'function-definition',
      'module-definition',
      'instance',
      'theorem',
    ]);
  });

  it('may have a header and a footer, and modules inside', () => {
    const text = '---- MODULE M ----\nEXTENDS Naturals\n---- MODULE Inner ----\nB == 1\n====\nA == 1\n====\n';
    for (const dialect of ['spec', 'tla'] as const) {
      const module = moduleOf(text, dialect);
      expect(module.name?.text).toBe('M');
      expect(module.extends.map(({ text: name }) => name)).toEqual(['Naturals']);
      expect(module.units.map((unit) => unit.kind)).toEqual(['nested-module', 'definition']);
    }
  });

  it('of a .tla is read from its header on', () => {
    expect(kinds('Once upon a time (\n---- MODULE M ----\nA == 1\n====\nThe end ?', 'tla')).toEqual([
      'definition',
    ]);
  });

  it('skips proofs', () => {
    expect(
      kinds(
        '---- MODULE M ----\nTHEOREM T == TRUE\n<1>1. TRUE OBVIOUS\n<1>2. QED BY <1>1\nA == 1\n====',
        'tla',
      ),
    ).toEqual(['theorem', 'definition']);
  });
});

describe('a .spec', () => {
  it('adds declarations', () => {
    expect(
      kinds(String.raw`SPEC S
CONSTANT N = 3
VARIABLE x \in 0..N
INIT Start
NEXT Step
FAIRNESS WF_x(Step)
INVARIANT Low == x < N
INVARIANTS Low, High
PROPERTY Ends == <>(x = N)
CONSTRAINT Small == x < 9
ACTION_CONSTRAINT Up == x' > x
VIEW Seen == x
SYMMETRY P
CHECK_DEADLOCK FALSE
EXPECT VIOLATION Low
MODEL big
  N = 5
  INVARIANT Low`),
    ).toEqual([
      'constants',
      'variables',
      'init',
      'next',
      'fairness',
      'invariant',
      'invariant',
      'invariant',
      'property',
      'constraint',
      'action-constraint',
      'view',
      'symmetry',
      'check-deadlock',
      'expect',
      'model',
    ]);
  });

  it('may have what a word asks for in the next line', () => {
    expect(kinds('INIT\nStart\nINVARIANTS\nLow,\nHigh\nFAIRNESS\nFair\nEXPECT\nVIOLATION\nLow')).toEqual([
      'init',
      'invariant',
      'invariant',
      'fairness',
      'expect',
    ]);
  });

  it('lets its words be names where they declare nothing', () => {
    expect(kinds('INIT == 1\nVIEW(x) == x\nMODEL == INIT')).toEqual([
      'definition',
      'definition',
      'definition',
    ]);
    expect(kinds('SPEC == 1', 'spec')).toEqual(['definition']);
  });

  it('gives a MODEL the indented lines below it', () => {
    const [, model, other] = moduleOf(
      'CONSTANT N = 1\nMODEL a\n  N = 2\n  EXPECT HOLDS\nMODEL b\n  N =\n    3\nA == 1',
    ).units;
    expect(model).toMatchObject({ kind: 'model', name: { text: 'a' }, constants: [{ name: { text: 'N' } }] });
    expect(model).toMatchObject({ items: [{ kind: 'expect', verdict: 'holds' }] });
    expect(other).toMatchObject({
      kind: 'model',
      name: { text: 'b' },
      constants: [{ value: { kind: 'number' } }],
    });
  });
});
