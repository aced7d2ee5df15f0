/** Published TLA+ models, restated, give the counts that TLC gives for the originals. */

import { describe, expect, it } from 'vitest';
import { check } from '../../checker/check.js';
import { modelOf } from '../interpret/evaluating.js';

async function counts(text: string) {
  const { kind, generated, distinct, depth } = await check(modelOf(text));
  return { kind, generated, distinct, depth };
}

describe('a published model', () => {
  it('Die Hard, without the goal', async () => {
    const spec = String.raw`VARIABLES small, big
Least(m, n) == IF m < n THEN m ELSE n
Init == small = 0 /\ big = 0
Pour ==
  \/ small' = 3 /\ UNCHANGED big
  \/ big' = 5 /\ UNCHANGED small
  \/ small' = 0 /\ UNCHANGED big
  \/ big' = 0 /\ UNCHANGED small
  \/ big' = Least(big + small, 5) /\ small' = small - (big' - big)
  \/ small' = Least(big + small, 3) /\ big' = big - (small' - small)
NEXT Pour
INVARIANT Bounds == small \in 0..3 /\ big \in 0..5`;
    expect(await counts(spec)).toEqual({ kind: 'holds', generated: 97, distinct: 16, depth: 8 });
  });

  it('two-phase commit of three resource managers', async () => {
    const spec = String.raw`CONSTANT RM = {r1, r2, r3}
VARIABLES rmState, tmState, tmPrepared, msgs
Init ==
  /\ rmState = [r \in RM |-> "working"]
  /\ tmState = "init"
  /\ tmPrepared = {}
  /\ msgs = {}
Becomes(r, state) == rmState' = [rmState EXCEPT ![r] = state]
Decide(state, message) ==
  /\ tmState = "init"
  /\ tmState' = state
  /\ msgs' = msgs \cup {[type |-> message]}
  /\ UNCHANGED <<rmState, tmPrepared>>
Hear(r) ==
  /\ tmState = "init"
  /\ [type |-> "Prepared", rm |-> r] \in msgs
  /\ tmPrepared' = tmPrepared \cup {r}
  /\ UNCHANGED <<rmState, tmState, msgs>>
Prepare(r) ==
  /\ rmState[r] = "working"
  /\ Becomes(r, "prepared")
  /\ msgs' = msgs \cup {[type |-> "Prepared", rm |-> r]}
  /\ UNCHANGED <<tmState, tmPrepared>>
Resign(r) == rmState[r] = "working" /\ Becomes(r, "aborted") /\ UNCHANGED <<tmState, tmPrepared, msgs>>
Obey(r) ==
  /\ \/ [type |-> "Commit"] \in msgs /\ Becomes(r, "committed")
     \/ [type |-> "Abort"] \in msgs /\ Becomes(r, "aborted")
  /\ UNCHANGED <<tmState, tmPrepared, msgs>>
Next ==
  \/ tmPrepared = RM /\ Decide("committed", "Commit")
  \/ Decide("aborted", "Abort")
  \/ \E r \in RM : Hear(r) \/ Prepare(r) \/ Resign(r) \/ Obey(r)
INVARIANT Consistent == {"aborted", "committed"} \subseteq {rmState[r] : r \in RM} => FALSE`;
    expect(await counts(spec)).toEqual({ kind: 'holds', generated: 1146, distinct: 288, depth: 11 });
  });

  it('transaction commit of three resource managers', async () => {
    const spec = String.raw`CONSTANT RM = {r1, r2, r3}
VARIABLE state \in [RM -> {"working", "prepared", "committed", "aborted"}]
Init == state = [r \in RM |-> "working"]
All(allowed) == \A r \in RM : state[r] \in allowed
Move(r, from, to) == state[r] \in from /\ state' = [state EXCEPT ![r] = to]
Next == \E r \in RM :
  \/ Move(r, {"working"}, "prepared")
  \/ All({"prepared", "committed"}) /\ Move(r, {"prepared"}, "committed")
  \/ All({"working", "prepared", "aborted"}) /\ Move(r, {"working", "prepared"}, "aborted")
CHECK_DEADLOCK FALSE
INVARIANT Consistent == ~(\E r, s \in RM : state[r] = "aborted" /\ state[s] = "committed")`;
    expect(await counts(spec)).toEqual({ kind: 'holds', generated: 94, distinct: 34, depth: 7 });
  });

  it('the hour clock', async () => {
    const spec = String.raw`VARIABLE hour
Init == hour \in 1..12
Next == hour' = (hour % 12) + 1
INVARIANT Hours == hour \in 1..12`;
    expect(await counts(spec)).toEqual({ kind: 'holds', generated: 24, distinct: 12, depth: 1 });
  });

  it('the asynchronous interface', async () => {
    const spec = String.raw`CONSTANT Data = {d1, d2, d3}
VARIABLES val \in Data, rdy \in {0, 1}, ack \in {0, 1}
Init == val \in Data /\ rdy \in {0, 1} /\ ack = rdy
Send == rdy = ack /\ val' \in Data /\ rdy' = 1 - rdy /\ UNCHANGED ack
Receive == rdy # ack /\ ack' = 1 - ack /\ UNCHANGED <<val, rdy>>
Next == Send \/ Receive`;
    expect(await counts(spec)).toEqual({ kind: 'holds', generated: 30, distinct: 12, depth: 2 });
  });

  it('the simple allocator of three clients and two resources', async () => {
    const spec = String.raw`CONSTANTS Client = {c1, c2, c3}, Resource = {r1, r2}
VARIABLES wanted, held
Init == wanted = [c \in Client |-> {}] /\ held = [c \in Client |-> {}]
Free == Resource \ UNION {held[c] : c \in Client}
Request(c, S) ==
  /\ wanted[c] = {} /\ held[c] = {}
  /\ S # {} /\ wanted' = [wanted EXCEPT ![c] = S]
  /\ UNCHANGED held
Allocate(c, S) ==
  /\ S # {} /\ S \subseteq Free \cap wanted[c]
  /\ held' = [held EXCEPT ![c] = @ \cup S]
  /\ wanted' = [wanted EXCEPT ![c] = @ \ S]
Return(c, S) ==
  /\ S # {} /\ S \subseteq held[c]
  /\ held' = [held EXCEPT ![c] = @ \ S]
  /\ UNCHANGED wanted
Next == \E c \in Client, S \in SUBSET Resource : Request(c, S) \/ Allocate(c, S) \/ Return(c, S)
INVARIANT Exclusive == \A c, d \in Client : c # d => held[c] \cap held[d] = {}`;
    expect(await counts(spec)).toEqual({ kind: 'holds', generated: 1633, distinct: 400, depth: 6 });
  });
});
