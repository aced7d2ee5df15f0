/** Who sent what to whom, read off a behaviour. */

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../../src/check-file.js';
import { interpret } from '../../src/interpret/model.js';
import { loadSpec } from '../../src/load.js';
import { spaceTimeOf } from '../../src/space-time/diagram.js';
import { inFolder, root } from '../cli/running.js';

/** Steps with their processes, and arrows as `from -> to text`, of the first violation. */
async function drawn(file: string) {
  const { verdict } = await checkFile(file);
  const { value } = loadSpec(file);
  const trace = verdict?.violations[0]?.trace;
  if (trace === undefined || value === undefined) throw new Error('There is no behaviour.');
  const diagram = spaceTimeOf(trace, interpret(value));
  return (
    diagram && {
      steps: diagram.steps.slice(1).map(({ label, process }) => `${process}: ${label}`),
      arrows: diagram.messages.map(({ sent, received, text }) => `${sent} -> ${received.join()} ${text}`),
    }
  );
}

const drawnOf = (text: string) => inFolder({ 't.spec': text }, (folder) => drawn(join(folder, 't.spec')));

describe('a message is', () => {
  it('what a queue of a pair of processes holds, here in Lamport’s mutual exclusion', async () => {
    const { steps, arrows } = (await drawn(join(root, 'specs/lamport-mutex-overtaking.spec'))) ?? {};
    expect(steps).toEqual([
      '2: Ask(2)',
      '1: Ask(1)',
      '1: Take(2, 1, 1, 2)',
      '1: Enter(1)',
      '2: Take(1, 2, 2, 3)',
      '2: Enter(2)',
    ]);
    expect(arrows?.map((arrow) => arrow.split(',')[0])).toEqual([
      '2 ->  [kind |-> "request"',
      '3 -> 5 [kind |-> "answer"',
      '1 -> 3 [kind |-> "request"',
    ]);
  });

  it('a copy in a bag, whose key says who gets it', async () => {
    const found = await drawnOf(String.raw`SPEC Post
CONSTANTS p = p, q = q, P = {p, q}
VARIABLES inbox, done
Init == inbox = [r \in P |-> EmptyBag] /\ done = {}
Send(r, s) == done = {} /\ inbox' = [inbox EXCEPT ![s] = @ (+) SetToBag({<<"hello", r>>})] /\ done' = {r}
Again(r, s) == done = {r} /\ inbox' = [inbox EXCEPT ![s] = @ (+) SetToBag({<<"hello", r>>})] /\ done' = {r, s}
Read(s, m) == done = {p, q} /\ m \in BagToSet(inbox[s]) /\ inbox' = [inbox EXCEPT ![s] = @ (-) SetToBag({m})] /\ done' = done
Next == \/ Send(p, q) \/ Again(p, q) \/ \E m \in BagToSet(inbox[q]) : Read(q, m)
INVARIANT NotRead == ~(done = {p, q} /\ inbox[q] = EmptyBag)
CHECK_DEADLOCK FALSE
`);
    expect(found).toEqual({
      steps: ['p: Send(p, q)', 'p: Again(p, q)', 'q: Read(q, <<"hello", p>>)', 'q: Read(q, <<"hello", p>>)'],
      arrows: ['1 -> 3 <<"hello", p>>', '2 -> 4 <<"hello", p>>'],
    });
  });

  it('in a queue that is named by who receives first, too, and by a pair', async () => {
    const found = await drawnOf(String.raw`SPEC Pairs
CONSTANTS p = p, q = q, P = {p, q}
VARIABLES to, n
Init == to = [pair \in P \X P |-> <<>>] /\ n = 0
Send(r, s) == n < 2 /\ n' = n + 1 /\ to' = [to EXCEPT ![<<s, r>>] = Append(@, n)]
Get(s, r) == to[<<s, r>>] # <<>> /\ n' = n + 1 /\ to' = [to EXCEPT ![<<s, r>>] = Tail(@)]
Next == Send(p, q) \/ Get(q, p)
INVARIANT NotAll == ~(n = 4 /\ to[<<q, p>>] = <<>>)
CHECK_DEADLOCK FALSE
`);
    expect(found?.arrows).toEqual(['1 -> 3 0', '2 -> 4 1']);
    expect(found?.steps).toEqual(['p: Send(p, q)', 'p: Send(p, q)', 'q: Get(q, p)', 'q: Get(q, p)']);
  });

  it('nothing in a sequence that only grows, or where nobody acts', async () => {
    const log = String.raw`SPEC Log
VARIABLES log
Init == log = [p \in {"p", "q"} |-> <<>>]
Write(p) == log' = [log EXCEPT ![p] = Append(@, 1)]
Next == Write("p") \/ Write("q")
INVARIANT Short == Len(log["p"]) + Len(log["q"]) < 3
`;
    expect(await drawnOf(log)).toBeUndefined();
    expect(await drawn(join(root, 'specs/alternating-bit-weak.spec'))).toBeUndefined();
  });
});
