/** What a `.cfg` can say. The figures are those that TLC gives for the same module and configuration. */

import { describe, expect, it } from 'vitest';
import { module, outcomeOf, verdictOf } from './checking.js';

const counter = module(
  'Counter',
  String.raw`EXTENDS Naturals
CONSTANTS Limit, Step(_), Start
VARIABLE n
Small(k) == k + 1
Large(k) == k + 2
Three == 3
Init == n = Start
Next == n < Limit /\ n' = Step(n)
Spec == Init /\ [][Next]_n
InRange == n \in Nat /\ n <= Limit + 1
Below == n < 3
Bound == n <= 2
Moves == n' # n`,
);

function counted(config: string) {
  return verdictOf({ 'Counter.tla': counter, 'Counter.cfg': config });
}

describe('a configuration', () => {
  it('gives constants values, definitions and operators', async () => {
    const config =
      'CONSTANTS\n Limit <- Three\n Step <- Small\n Start = 0\nSPECIFICATION Spec\nINVARIANT InRange\nCHECK_DEADLOCK FALSE';
    expect(await counted(config)).toEqual({ kind: 'holds', generated: 4, distinct: 4, depth: 4 });
  });

  it('names INIT and NEXT, several invariants in several sections, with comments of both kinds', async () => {
    const config = String.raw`\* to the end of the line
CONSTANT Limit = 4 CONSTANT Step <- Large (* and (* nested *) *) CONSTANT Start = 0
INIT Init NEXT Next
INVARIANTS InRange InRange
INVARIANT Below`;
    expect(await counted(config)).toEqual({ kind: 'violation', generated: 3, distinct: 3, depth: 3 });
  });

  it('puts TRUE and FALSE in the place of definitions', async () => {
    const config = 'CONSTANTS Limit = 9 Step <- Small Start = 0 Bound <- FALSE Below <- TRUE\n';
    const asked = `${config}SPECIFICATION Spec INVARIANT Below CHECK_DEADLOCK FALSE`;
    expect(await counted(asked)).toEqual({ kind: 'holds', generated: 10, distinct: 10, depth: 10 });
    expect(await counted(`${asked} INVARIANT Bound`)).toMatchObject({ kind: 'violation', distinct: 1 });
  });

  it('constrains states and steps', async () => {
    const base = 'CONSTANTS Limit = 9 Step <- Small Start = 0\nSPECIFICATION Spec\nCHECK_DEADLOCK FALSE\n';
    expect(await counted(`${base}CONSTRAINT Bound`)).toMatchObject({ kind: 'holds', distinct: 3 });
    expect(await counted(`${base}ACTION_CONSTRAINT Moves CONSTRAINTS Bound Below`)).toMatchObject({
      kind: 'holds',
      distinct: 3,
    });
  });

  it('checks steps that the ACTION_CONSTRAINT turns away, and the states that they lead to', async () => {
    const text = module(
      'Turned',
      String.raw`EXTENDS Integers
VARIABLE n
Init == n = 1
Next == n' = -n \/ (n < 4 /\ n' = n + 1)
Forwards == n' > n
Low == n < 3
Positive == n > 0
Known == n \in -4..4
Up == [][n' > 0]_n`,
    );
    const base = 'INIT Init NEXT Next CHECK_DEADLOCK FALSE ACTION_CONSTRAINT Forwards ';
    const both = async (checks: string) => {
      const files = { 'Turned.tla': text, 'Turned.cfg': base + checks };
      const compiled = await verdictOf(files);
      expect(await verdictOf(files, { engine: 'interpreter' })).toEqual(compiled);
      return compiled;
    };
    expect(await both('INVARIANT Known')).toEqual({ kind: 'holds', generated: 8, distinct: 4, depth: 4 });
    expect(await both('INVARIANT Positive')).toMatchObject({ kind: 'violation' });
    expect(await both('PROPERTY Up')).toMatchObject({ kind: 'violation' });
    const { verdict } = await outcomeOf({ 'Turned.tla': text, 'Turned.cfg': `${base}INVARIANT Positive` });
    expect(verdict?.violations[0]?.trace.states.map(({ values }) => values)).toEqual([[1], [-1]]);
    // Outside the CONSTRAINT the other one is not asked.
    expect(await both('CONSTRAINT Low INVARIANT Known')).toEqual({
      kind: 'holds',
      generated: 5,
      distinct: 2,
      depth: 2,
    });
  });

  it('gives an operator its values one by one', async () => {
    const config =
      'CONSTANTS Limit = 3 Start = 0 Step(0) = 2 Step(2) = 3\nSPECIFICATION Spec\nCHECK_DEADLOCK FALSE';
    expect(await counted(config)).toEqual({ kind: 'holds', generated: 3, distinct: 3, depth: 3 });
  });

  it('replaces definitions, and the operators of the library', async () => {
    const text = module(
      'Replaced',
      String.raw`EXTENDS Naturals
VARIABLE n
FewNumbers == 0..3
Two == 2
Four == 4
Init == n \in Nat
Next == n' \in Nat /\ n' > n /\ n' < Four
Spec == Init /\ [][Next]_n`,
    );
    const config = 'CONSTANT Nat <- FewNumbers Four <- Two\nSPECIFICATION Spec\nCHECK_DEADLOCK FALSE';
    expect(await verdictOf({ 'Replaced.tla': text, 'Replaced.cfg': config })).toEqual({
      kind: 'holds',
      generated: 5,
      distinct: 4,
      depth: 1,
    });
  });

  it('replaces what one module defines, and leaves others alone', async () => {
    const files = {
      'Outer.tla': module(
        'Outer',
        String.raw`EXTENDS Naturals
Inner == INSTANCE Inner
Few == 0..2
Numbers == 7..8
VARIABLE n
Init == n \in Inner!Pick \cup Numbers
Next == UNCHANGED n
Spec == Init /\ [][Next]_n`,
      ),
      'Inner.tla': module('Inner', 'LOCAL INSTANCE Naturals\nNumbers == 5..5\nPick == Numbers'),
      'Outer.cfg': 'CONSTANT Numbers <- [Inner] Few\nSPECIFICATION Spec',
    };
    expect(await verdictOf(files)).toEqual({ kind: 'holds', generated: 10, distinct: 5, depth: 1 });
  });

  it('makes every name of a value a model value, whatever the module defines', async () => {
    const text = module(
      'Values',
      String.raw`EXTENDS FiniteSets
CONSTANTS S, None
a == 1
ASSUME Cardinality(S) = 3 /\ None \notin S /\ None # 1 /\ a \notin S`,
    );
    const config = 'CONSTANTS S = {a, b, "a"} None = None';
    expect(await verdictOf({ 'Values.tla': text, 'Values.cfg': config })).toMatchObject({ kind: 'holds' });
  });

  it('has symmetry and a view', async () => {
    const text = module(
      'Symmetric',
      String.raw`EXTENDS TLC
CONSTANT P
VARIABLES owner, age
Init == owner \in P /\ age = 0
Next == \E p \in P : owner' = p /\ age' = (age + 1) % 3
Spec == Init /\ [][Next]_<<owner, age>>
Perms == Permutations(P)
Owner == owner`,
    ).replace('EXTENDS TLC', 'EXTENDS TLC, Naturals');
    const base = 'CONSTANT P = {p, q}\nSPECIFICATION Spec\n';
    const of = (config: string) => verdictOf({ 'Symmetric.tla': text, 'Symmetric.cfg': config });
    expect(await of(base)).toEqual({ kind: 'holds', generated: 14, distinct: 6, depth: 3 });
    expect(await of(`${base}SYMMETRY Perms`)).toMatchObject({ kind: 'holds', distinct: 3, depth: 3 });
    expect(await of(`${base}VIEW Owner`)).toMatchObject({ kind: 'holds', distinct: 2, depth: 1 });
  });

  it('asks for assumptions only when it names no behaviour of a module without variables', async () => {
    const config = 'CONSTANT Limit = 1';
    const still = module('Still', 'CONSTANT Limit\nASSUME Limit = 1');
    expect(await verdictOf({ 'Still.tla': still, 'Still.cfg': config })).toEqual({
      kind: 'holds',
      generated: 0,
      distinct: 0,
      depth: 0,
    });
    expect(await counted('CONSTANTS Limit = 1 Step <- Small Start = 0')).toContain(
      'This configuration does not say how the module begins and goes on.',
    );
  });

  it('is told what it replaces in vain', async () => {
    expect(
      await counted('CONSTANTS Limitt <- Three Limit = 3 Step <- Small Start = 0\nSPECIFICATION Spec'),
    ).toContain('`Limitt` is neither a constant nor a definition of the module.');
  });
});

describe('a module without a configuration', () => {
  it('is checked with what the command line says', async () => {
    const options = {
      constants: { Limit: '3', Step: 'Small', Start: '1' },
      init: 'Init',
      next: 'Next',
      invariants: ['InRange', 'Below'],
    };
    expect(await verdictOf({ 'Counter.tla': counter }, options)).toMatchObject({
      kind: 'violation',
      distinct: 3,
    });
    expect(
      await verdictOf({ 'Counter.tla': counter }, { ...options, invariants: ['InRange'] }),
    ).toMatchObject({ kind: 'deadlock', distinct: 3 });
  });
});

describe('_POSSIBLE', () => {
  const text = module(
    'Round',
    String.raw`EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % 3
AtTwo == x = 2
AtFive == x = 5
Around == x = 2 /\ x' = 0
Back == x' = x - 1`,
  );
  const messages = async (names: string) => {
    const config = `INIT Init NEXT Next _POSSIBLE ${names}`;
    const { verdict } = await outcomeOf({ 'Round.tla': text, 'Round.cfg': config });
    return [verdict?.kind, ...(verdict?.violations ?? []).map(({ message }) => message)];
  };

  it('asks for a state or a step that satisfies a predicate', async () => {
    expect(await messages('AtTwo Around')).toEqual(['holds']);
    expect(await messages('AtTwo AtFive Back')).toEqual([
      'violation',
      'No state that was reached satisfies AtFive, which must be possible.',
      'No step that can be taken satisfies Back, which must be possible.',
    ]);
  });
});

describe('a model value with a type', () => {
  const text = module(
    'Typed',
    String.raw`EXTENDS Naturals
CONSTANTS Nodes, None, Other
VARIABLES x, y
Init == x \in Nodes /\ y \in Nodes \cup {None}
Next == UNCHANGED <<x, y>>
Same == x = y \/ x # y
Number == x # 1
Foreign == x # Other
Text == y = "n_1" \/ TRUE`,
  );
  const config =
    'CONSTANTS Nodes = {n_1, n_2} None = none Other = m_1\nINIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n';
  const engines = ['compiled', 'interpreter'] as const;
  const answers = (invariant: string) =>
    Promise.all(
      engines.map((engine) =>
        verdictOf({ 'Typed.tla': text, 'Typed.cfg': `${config}INVARIANT ${invariant}` }, { engine }),
      ),
    );

  it('can be compared with those of its type, and with those that have none', async () => {
    for (const answer of await answers('Same')) expect(answer).toMatchObject({ kind: 'holds', distinct: 6 });
  });

  it('cannot be compared with those of other types, nor with anything else', async () => {
    for (const answer of await answers('Number'))
      expect(answer).toMatch(
        /^`n_[12]` is a model value of the type n and `1` is an integer: they cannot be compared\.$/,
      );
    for (const answer of await answers('Foreign'))
      expect(answer).toMatch(
        /^`n_[12]` is a model value of the type n and `m_1` of the type m: they cannot be compared\.$/,
      );
    // A value without a type is just different from all others.
    for (const answer of await answers('Text'))
      expect(answer).toMatch(/^`n_[12]` is a model value of the type n and `"n_1"` is a string: they cannot/);
  });
});
