/** Steps for each message of a kind: only such messages are looked at, and nothing else about the steps changes. */

import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../property/engines/search.js';
import { specOf } from '../semantics/resolving.js';

/** The outcome in which both engines agree, of a spec in which messages of two kinds are in one set; `next` handles them. */
async function outcome(next: string): Promise<string> {
  const spec = specOf(String.raw`
Message == [kind : {"ask"}, to : 1..2] \cup [kind : {"tell"}, to : 1..2, value : 0..2]
VARIABLES
  msgs \in SUBSET Message,
  at   \in [1..2 -> 0..2]
Init == msgs = {} /\ at = [p \in 1..2 |-> 0]
Ask(p) == msgs' = msgs \cup {[kind |-> "ask", to |-> p]} /\ UNCHANGED at
OfKind(m, kind) == m.kind = kind
Answer(m) == msgs' = msgs \cup {[kind |-> "tell", to |-> m.to, value |-> at[m.to]]} /\ UNCHANGED at
Take(m) == m.value < 2 /\ at' = [at EXCEPT ![m.to] = m.value + 1] /\ UNCHANGED msgs
${next}
`);
  const interpreted = await outcomeOf(spec, 'interpreted');
  expect(await outcomeOf(spec, 'boxed')).toBe(interpreted);
  expect(await outcomeOf(spec, 'packed')).toBe(interpreted);
  return interpreted;
}

const same: Readonly<Record<string, string>> = {
  'in the action itself': String.raw`
    Next == \/ \E p \in 1..2 : Ask(p)
            \/ \E m \in msgs : m.kind = "ask" /\ Answer(m)
            \/ \E m \in msgs : m.kind = "tell" /\ Take(m)`,
  'where the quantifier is all of an action': String.raw`
    Answers == \E m \in msgs : m.kind = "ask" /\ Answer(m)
    Takes == \E m \in msgs : /\ m.kind = "tell"
                             /\ Take(m)
    Next == (\E p \in 1..2 : Ask(p)) \/ Answers \/ Takes`,
  'in the definition that an action enters with it': String.raw`
    HandleAsk(m) == m.kind = "ask" /\ Answer(m)
    HandleTell(m) == m.kind = "tell" /\ Take(m)
    Next == (\E p \in 1..2 : Ask(p)) \/ \E m \in msgs : HandleAsk(m) \/ HandleTell(m)`,
  'two definitions down, beside other parameters and under LET': String.raw`
    Kind(m, n, kind) == n > 0 /\ OfKind(m, kind)
    HandleAsk(n, m) == Kind(m, n, "ask") /\ Answer(m)
    HandleTell(m) == LET wanted == "tell" IN Kind(m, 1, wanted) /\ Take(m)
    Receive(m) == HandleAsk(m.to, m) \/ HandleTell(m)
    Next == (\E p \in 1..2 : Ask(p)) \/ \E m \in msgs : Receive(m)`,
  'below another quantifier': String.raw`
    Handle(m, p) == m.kind = "ask" /\ m.to = p /\ Answer(m)
    Next == \/ \E p \in 1..2 : Ask(p)
            \/ \E p \in 1..2 : \E m \in msgs : Handle(m, p)
            \/ \E m \in msgs : \E d \in 0..1 : m.kind = "tell" /\ m.value = d /\ Take(m)`,
  'inside an action, by what a definition says of the state': String.raw`
    Fresh(m) == m.kind = "tell" /\ at[m.to] = m.value
    Step == /\ \E m \in msgs : Fresh(m)
            /\ \E m \in msgs : Fresh(m) /\ Take(m)
    Next == (\E p \in 1..2 : Ask(p)) \/ Step \/ \E m \in msgs : m.kind = "ask" /\ Answer(m)`,
};

describe('messages of a kind', () => {
  it.each(Object.entries(same))('are asked for %s', async (_, next) => {
    const result = await outcome(next);
    expect(result).toMatch(/holds: \d\d+ generated/);
  });

  it('have the same steps however it is asked', async () => {
    const counts = async (name: string) => /holds: (.*)/.exec(await outcome(same[name] as string))?.[1];
    const plain = await counts('in the action itself');
    expect(plain).toBeDefined();
    expect(await counts('where the quantifier is all of an action')).toBe(plain);
    expect(await counts('in the definition that an action enters with it')).toBe(plain);
    expect(await counts('two definitions down, beside other parameters and under LET')).toBe(plain);
  });

  it('are looked at after what is asked before, which may fail', async () => {
    const failing = String.raw`
    Handle(m) == m.value < 2 /\ m.kind = "tell" /\ Take(m)
    Next == (\E p \in 1..2 : Ask(p)) \/ \E m \in msgs : Handle(m)`;
    expect(await outcome(failing)).toContain('error');
  });
});
