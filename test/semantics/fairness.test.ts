/** Fairness conditions as they are suggested for actions. */

import { describe, expect, it } from 'vitest';
import { weakFairness } from '../../src/semantics/fairness.js';
import { specOf } from './resolving.js';

function suggested(text: string): (string | undefined)[] {
  const { behaviour } = specOf(text);
  if (behaviour === undefined) throw new Error('There is no behaviour.');
  return behaviour.actions.map((action) => weakFairness(action, behaviour));
}

const start = String.raw`CONSTANT Order = {1, 2}
VARIABLES todo \in SUBSET Order, done \in SUBSET Order
Init == todo = {} /\ done = {}
Add(o) == o \notin todo /\ todo' = todo \cup {o} /\ UNCHANGED done
Ship(o) == o \in todo /\ todo' = todo \ {o} /\ done' = done \cup {o}
Forget == todo' = {} /\ UNCHANGED done
`;

describe('the fairness that is suggested for an action', () => {
  it('binds what is bound over sets that stay the same around it', () => {
    expect(suggested(String.raw`${start}Next == Forget \/ \E o \in Order : Add(o) \/ Ship(o)`)).toEqual([
      'WF_vars(Forget)',
      String.raw`\A o \in Order : WF_vars(Add(o))`,
      String.raw`\A o \in Order : WF_vars(Ship(o))`,
    ]);
  });

  it('binds what is bound over sets that change within it', () => {
    expect(
      suggested(
        String.raw`${start}Next == (\E o \in Order \ {1} : Add(o)) \/ \E o \in todo : \E p \in {o} : Ship(p)`,
      ),
    ).toEqual([
      String.raw`\A o \in Order \ {1} : WF_vars(Add(o))`,
      String.raw`WF_vars(\E o \in todo : \E p \in {o} : Ship(p))`,
    ]);
  });

  it('says arguments as they are outside of the definitions on the way', () => {
    expect(
      suggested(
        String.raw`${start}Step(a) == Add(a) \/ \E b \in {a} : Ship(a)
Next == (\E o \in Order : Step(o)) \/ Step(2)`,
      ),
    ).toEqual([String.raw`\A o \in Order : WF_vars(Add(o))`, undefined, 'WF_vars(Add(2))', undefined]);
  });

  it('names the definition that an action without a name stands in', () => {
    expect(suggested(String.raw`${start}Next == \E o \in Order : todo' = {o} /\ UNCHANGED done`)).toEqual([
      'WF_vars(Next)',
    ]);
  });

  it('says nothing of what a LET or a tuple is needed for', () => {
    expect(
      suggested(String.raw`${start}Next ==
  \/ LET first == 1 IN Add(first)
  \/ \E <<o, p>> \in Order \X Order : Ship(p)`),
    ).toEqual([undefined, undefined]);
  });

  it('uses the subscript of the specification', () => {
    expect(
      suggested(String.raw`${start}All == <<todo, done>>
Next == Forget
Spec == Init /\ [][Next]_All
SPECIFICATION Spec`),
    ).toEqual(['WF_All(Forget)']);
  });
});
