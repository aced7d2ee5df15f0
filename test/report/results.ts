/** Results to report on. */

import { join } from 'node:path';
import { runTarget } from '../../src/batch/run.js';
import type { Result } from '../../src/report/result.js';
import { inFolder } from '../cli/running.js';

/** The result of a spec in a file `dir/a b.spec`, wherever that really is. */
export async function resultOf(text: string, options: { maxDepth?: number } = {}): Promise<Result> {
  return inFolder({ 'a b.spec': text }, async (folder) => {
    const result = await runTarget({ file: join(folder, 'a b.spec') }, options);
    return moved(result, folder) as Result;
  });
}

/** The same with the folder's name replaced in every place. */
function moved(part: unknown, folder: string): unknown {
  if (typeof part === 'string') return part.replaceAll(folder, 'dir');
  if (Array.isArray(part)) return part.map((item) => moved(item, folder));
  if (typeof part !== 'object' || part === null) return part;
  if (Object.getPrototypeOf(part) !== Object.prototype && !('path' in part)) return part;
  const copy = Object.create(Object.getPrototypeOf(part));
  for (const [key, value] of Object.entries(part)) copy[key] = moved(value, folder);
  return copy;
}

export const holding = "SPEC Holding\nVARIABLE x\nInit == x = 0\nNext == x' = 1 - x\nINVARIANT I == x < 2";

/** A violation by a behaviour with values of every kind, and characters that formats escape. */
export const violated = String.raw`SPEC Violated
CONSTANT M = {m1, m2}
VARIABLES s, f, q, r, b, t, n
Init ==
  /\ s = {} /\ f = [m \in M |-> 0] /\ q = <<>> /\ r = [a |-> TRUE, b |-> "<&|,:%>"]
  /\ b = FALSE /\ t = (CHOOSE m \in M : TRUE) /\ n = 2^60
Put(m) ==
  /\ s' = s \cup {m} /\ f' = [f EXCEPT ![m] = @ + 1] /\ q' = Append(q, m)
  /\ UNCHANGED <<r, b, t, n>>
Next == \E m \in M : Put(m)
INVARIANT Few == Len(q) < 2
INVARIANT Other == TRUE
`;

export const lasso =
  "SPEC Lasso\nVARIABLE x\nInit == x = 0\nNext == x' = 1 - x\nPROPERTY P == <>[](x = 1)\nFAIRNESS WF_x(Next)";
export const unresolved = 'VARIABLE x\nInit == x = y\nNext == x = x';
export const faulty = "VARIABLE x\nInit == x = <<>>\nNext == x' = x[1]";
