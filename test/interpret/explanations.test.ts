/** Why: the false conjunct of an invariant with its witnesses, the nearest misses of a deadlock, names of steps. */

import { describe, expect, it } from 'vitest';
import { explained, labelled, modelOf, shownState } from './evaluating.js';

/** Why the first invariant fails in the first initial state. */
function violation(text: string): string {
  const model = modelOf(text);
  const [state] = model.initial();
  if (state === undefined) throw new Error('There is no initial state.');
  const index = model.invariants.findIndex((invariant) => !invariant.holds(state));
  return explained(model.explain?.invariant?.(index, state) ?? { text: 'nothing is violated' }).join('\n');
}

/** Why no step leads on from the first initial state. */
function deadlock(text: string): string {
  const model = modelOf(text);
  const [state] = model.initial();
  if (state === undefined) throw new Error('There is no initial state.');
  expect([...model.successors(state)]).toEqual([]);
  return explained(model.explain?.deadlock?.(state) ?? { text: '' }).join('\n');
}

const chosen = (invariant: string) => String.raw`CONSTANTS v1 = v1, v2 = v2, v3 = v3, Value = {v1, v2, v3}
VARIABLES chosen, count
Init == chosen = {v1, v3} /\ count = 3
Next == UNCHANGED vars
Agree(v, w) == v \in chosen /\ w \in chosen => v = w
${invariant}`;

describe('a violated invariant', () => {
  it('names the witnesses of its quantifiers, and the values of what they are put into', () => {
    expect(
      violation(
        chosen(String.raw`INVARIANT Agreement == \A v, w \in Value : v \in chosen /\ w \in chosen => v = w`),
      ),
    ).toMatchInlineSnapshot(`
      "Agreement fails for v = v1, w = v3 (6:24)
        v \\in chosen is TRUE (6:44)
        w \\in chosen is TRUE (6:60)
        but v = w is FALSE (6:76)"
    `);
  });

  it('names the false conjunct', () => {
    expect(
      violation(
        chosen(String.raw`INVARIANT Typed ==
  /\ chosen \subseteq Value
  /\ count < Cardinality(chosen)
  /\ count > 100`),
      ),
    ).toMatchInlineSnapshot(`
      "Typed is FALSE (7:3)
        conjunct 2 of 3: count < Cardinality(chosen) is FALSE (8:6)
          count = 3
          Cardinality(chosen) = 2"
    `);
  });

  it('goes through definitions, LET and IF', () => {
    expect(
      violation(
        chosen(`Most == LET most == count - 1 IN IF count > 1 THEN Cardinality(chosen) > most ELSE TRUE
INVARIANT Enough == Most`),
      ),
    ).toMatchInlineSnapshot(`
      "Enough is FALSE (7:21)
        Most is FALSE (7:21)
          count > 1 is TRUE (6:37)
            count = 3
          Cardinality(chosen) > most is FALSE (6:52)
            Cardinality(chosen) = 2
            most = 2"
    `);
    expect(
      violation(chosen(String.raw`INVARIANT Agreement == \A v \in Value : \A w \in Value : Agree(v, w)`)),
    ).toMatchInlineSnapshot(`
      "Agreement fails for v = v1 (6:24)
        \\A w \\in Value : Agree(v, w) fails for w = v3 (6:41)
          Agree(v, w) is FALSE (6:58)
            v \\in chosen is TRUE (5:16)
            w \\in chosen is TRUE (5:32)
            but v = w is FALSE (5:48)"
    `);
  });

  it('says of a disjunction that all of it is false', () => {
    expect(
      violation(chosen(String.raw`INVARIANT Some == count = 0 \/ (count = 3 /\ chosen = {})`)),
    ).toMatchInlineSnapshot(`
      "Some is FALSE (6:19)
        count = 0 is FALSE (6:19)
          count = 3
        conjunct 2 of 2: chosen = {} is FALSE (6:46)
          chosen = {v1, v3}"
    `);
  });

  it('says of an existential quantifier that nothing makes it true', () => {
    expect(
      violation(
        chosen(String.raw`INVARIANT Some == \E v \in chosen : v = CHOOSE w \in Value : w \notin chosen`),
      ),
    ).toMatchInlineSnapshot(`
      "Some is FALSE (6:19)
        \\E v \\in chosen : v = CHOOSE w \\in Value : w \\notin chosen is FALSE (6:19)
          chosen = {v1, v3}"
    `);
  });

  it('turns around under a negation', () => {
    expect(
      violation(chosen(String.raw`INVARIANT None == ~(\E v \in Value : v \in chosen /\ count = 3)`)),
    ).toMatchInlineSnapshot(`
      "None fails for v = v1 (6:21)
        v \\in chosen is TRUE (6:38)
        count = 3 is TRUE (6:54)"
    `);
  });

  it('compares both sides of an equivalence, and of a comparison', () => {
    expect(violation(chosen('INVARIANT Same == (chosen = {}) <=> (count + 1 > 2)'))).toMatchInlineSnapshot(`
      "Same is FALSE (6:19)
        chosen = {} is FALSE (6:20)
          chosen = {v1, v3}
        but count + 1 > 2 is TRUE (6:38)
          count + 1 = 4"
    `);
    expect(violation(chosen('INVARIANT Small == Cardinality(chosen) + count <= 4'))).toMatchInlineSnapshot(`
      "Small is FALSE (6:20)
        Cardinality(chosen) + count <= 4 is FALSE (6:20)
          Cardinality(chosen) + count = 5"
    `);
  });

  it('of a state space says what left it', () => {
    expect(
      violation(String.raw`VARIABLE x \in 0..3
Init == x = 7
Next == UNCHANGED x`),
    ).toMatchInlineSnapshot(`
      "x is not in 0..3 (1:16)
        x = 7"
    `);
  });

  it('of a state space says which part left it', () => {
    const left = (declarations: string, init: string) =>
      violation(`${declarations}\nInit == ${init}\nNext == UNCHANGED vars`);
    expect(
      left(String.raw`VARIABLE f \in [1..2 -> SUBSET {1, 2}]`, 'f = <<{1}, {2, 3}>>'),
    ).toMatchInlineSnapshot(`
      "f is not in [1..2 -> SUBSET {1, 2}] (1:16)
        f = <<{1}, {2, 3}>>
        f[2], {2, 3}, is not in SUBSET {1, 2}
          a member of f[2], 3, is not in {1, 2}"
    `);
    expect(left(String.raw`VARIABLE f \in [1..2 -> {1, 2}]`, 'f = <<1, 2, 2>>')).toMatchInlineSnapshot(`
      "f is not in [1..2 -> {1, 2}] (1:16)
        f = <<1, 2, 2>>
        DOMAIN f is not 1..2
          DOMAIN f = {1, 2, 3}"
    `);
    expect(
      left('Space == SUBSET [a : {1}]\nVARIABLE s \\in Space', 's = {[a |-> 1], [a |-> 2]}'),
    ).toMatchInlineSnapshot(`
      "s is not in Space (2:16)
        s = {[a |-> 1], [a |-> 2]}
        a member of s, [a |-> 2], is not in [a : {1}]"
    `);
  });
});

describe('a deadlock', () => {
  it('shows for every action the attempt that came furthest, and what was false', () => {
    expect(
      deadlock(String.raw`CONSTANTS p1 = p1, p2 = p2, Process = {p1, p2}
VARIABLES owner, waiting
Init == owner = p1 /\ waiting = {p2}
Enter(p) ==
  /\ p \in waiting
  /\ owner = p
  /\ owner' = p
  /\ waiting' = waiting \ {p}
Leave ==
  /\ waiting = {}
  /\ UNCHANGED vars
Next == Leave \/ \E p \in Process : Enter(p)`),
    ).toMatchInlineSnapshot(`
      "what stops each action:
        Leave: waiting = {} is FALSE (10:6)
          waiting = {p2}
        Enter (p = p2): owner = p is FALSE (6:6)
          owner = p1
        If this end is intended: \`CHECK_DEADLOCK FALSE\`, or an action \`Done == … /\\ UNCHANGED vars\`."
    `);
  });

  it('says when there was nothing to try', () => {
    expect(
      deadlock(String.raw`VARIABLE x
Init == x = {}
Take(n) == x' = x \ {n}
Next == \E n \in x : Take(n)`),
    ).toMatchInlineSnapshot(`
      "what stops each action:
        Take: there is nothing to choose for its arguments (3:1)
        If this end is intended: \`CHECK_DEADLOCK FALSE\`, or an action \`Done == … /\\ UNCHANGED vars\`."
    `);
  });

  it('shows a comparison of next values that failed', () => {
    expect(
      deadlock(String.raw`VARIABLE x
Init == x = 0
Next == x' = x + 1 /\ x' > 5`),
    ).toMatchInlineSnapshot(`
      "what stops each action:
        Next: x' > 5 is FALSE (3:23)
          x' = 1
        If this end is intended: \`CHECK_DEADLOCK FALSE\`, or an action \`Done == … /\\ UNCHANGED vars\`."
    `);
  });
});

describe('an assumption', () => {
  it('that is false is explained', () => {
    const model = modelOf(String.raw`CONSTANT N = 3
ASSUME N > 2
ASSUME Even == N % 2 = 0 /\ N \in Nat`);
    expect(model.falseAssumptions().map(({ formula }) => formula.name)).toEqual(['Even']);
    expect(
      model
        .falseAssumptions()
        .flatMap(({ explanation }) => explained(explanation))
        .join('\n'),
    ).toMatchInlineSnapshot(`
      "Even is FALSE (3:16)
        conjunct 1 of 2: N % 2 = 0 is FALSE (3:16)
          N % 2 = 1"
    `);
  });
});

describe('a step', () => {
  it('is named with the arguments that led to its state', () => {
    const model = modelOf(String.raw`VARIABLE log
Init == log = <<>>
Write(v, n) == log' = Append(log, [val |-> v, at |-> n])
Next == \E v \in {"a", "b"} : Write(v, Len(log))`);
    const [from] = model.initial();
    if (from === undefined) throw new Error('There is no initial state.');
    expect(
      [...model.successors(from)].map(
        ({ action, state }) => `${labelled(model, from, action, state)} -> ${shownState(model, state)}`,
      ),
    ).toEqual([
      'Write("a", 0) -> log = <<[at |-> 0, val |-> "a"]>>',
      'Write("b", 0) -> log = <<[at |-> 0, val |-> "b"]>>',
    ]);
  });
});
