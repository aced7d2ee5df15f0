/** VIEWs that are made of whole variables: rows say which they are, and every search finds what it finds where the view is a value. */

import { describe, expect, it } from 'vitest';
import { checkRows } from '../../checker/check.js';
import { compile } from '../../src/compile/model.js';
import { interpret } from '../../src/interpret/model.js';
import type { Spec } from '../../src/semantics/spec.js';
import { outcomeOf } from '../property/engines/search.js';
import { specOf } from '../semantics/resolving.js';

/** What the last layout of a search says of its rows. */
async function rowOf(spec: Spec): Promise<string | undefined> {
  let lines: readonly string[] = [];
  const explain = (told: readonly string[]) => {
    lines = told;
  };
  await checkRows(compile(spec, interpret(spec), { explain, reviewAt: 1 }), { workers: 1, continue: true });
  return lines[0];
}

/**
 * All variables grow past every first guess. What most views leave out decides what is enabled, so that which state stands for a
 * view can be seen in the counts.
 */
const growing = String.raw`
VARIABLES n, log, q, s
vars == <<n, s, q, log>>
Init == n = 0 /\ s \in {{}, {1}} /\ q = <<>> /\ log \in [1..2 -> 0..1]
Count(k) ==
  /\ n < 160
  /\ n' = n + k /\ log' = <<(log[1] + k) % 4, n * 10>>
  /\ UNCHANGED <<s, q>>
Mark ==
  /\ log[1] = 1
  /\ s' = {x \in s : x > n - 60} \cup {n} /\ log' = <<2, log[2]>>
  /\ UNCHANGED <<n, q>>
Queue ==
  /\ log[1] > 1 /\ Len(q) < 3
  /\ q' = Append(q, IF n > 90 THEN "late" ELSE s) /\ log' = <<log[1] - 1, log[2]>>
  /\ UNCHANGED <<n, s>>
Next == (\E k \in {31, 50} : Count(k)) \/ Mark \/ Queue
INVARIANT Below == n < 130 \/ log[1] # 3
INVARIANT Early == "late" \notin {q[i] : i \in DOMAIN q}
CONSTRAINT Few == Cardinality(s) < 3
CHECK_DEADLOCK FALSE
`;

const inner = `---- MODULE Inner ----
VARIABLES a, b
Both == <<a, <<b>>>>
====
I == INSTANCE Inner WITH a <- s, b <- n
`;

/** As a view is written, and what it is. */
const written: readonly (readonly [name: string, definitions: string, view: string])[] = [
  ['a variable', '', 'n'],
  ['a tuple', '', '<<s, n>>'],
  ['a tuple of one', '', '<<n>>'],
  ['a tuple in a tuple, and one of nothing', '', '<<n, <<s, <<>>, <<q>>>>>>'],
  ['a record', '', '[sent |-> q, count |-> n]'],
  ['a variable twice', '', '<<n, q, n>>'],
  ['definitions', 'Sent == <<s, q>>\nAll == <<Sent, n>>', 'All'],
  ['definitions with parameters', 'With(x, y) == [x |-> x, rest |-> <<y, s>>]', 'With(n, q)'],
  ['what stands for the variables of an instance', inner, 'I!Both'],
  ['a LET', '', 'LET both == <<n, s>> IN <<both, q>>'],
  ['an operator that is handed on', 'Of(F(_), x) == F(x)\nPair(x) == <<x, s>>', 'Of(Pair, n)'],
  ['all variables', '', '<<vars>>'],
];

/** The same view in a form in which it is a value. */
function disguised(view: string): string {
  return `IF n < 0 THEN 0 ELSE ${view}`;
}

/** The outcome of both in the compiled engine, which is that of the first one in the interpreter. */
async function sharedOutcome(plain: Spec, value: Spec): Promise<string> {
  const options = { continue: true };
  const wanted = await outcomeOf(plain, 'interpreted', options);
  for (const engine of ['boxed', 'packed'] as const) {
    expect(await outcomeOf(plain, engine, options)).toBe(wanted);
    expect(await outcomeOf(value, engine, options)).toBe(wanted);
  }
  return wanted;
}

describe('a VIEW of whole variables', () => {
  it.each(written)('is told by their words: %s', async (_, definitions, view) => {
    const plain = specOf(`${growing}${definitions}\nVIEW Seen == ${view}`);
    const value = specOf(`${growing}${definitions}\nVIEW Seen == ${disguised(view)}`);
    expect(await rowOf(value)).toMatch(/, and one for the VIEW$/);
    expect(await rowOf(plain)).toMatch(
      view === '<<vars>>' ? /32 bits a state$/ : /, the first (one|\d+) for the VIEW$/,
    );
    expect(await sharedOutcome(plain, value)).toContain('invariant Below');
  });

  it('may be shared by threads where it leaves nothing out', async () => {
    const spec = specOf(`${growing}VIEW vars`);
    const wanted = await outcomeOf(spec, 'packed');
    expect(await outcomeOf(spec, 'packed', { workers: 3, workersFrom: 2 })).toBe(wanted);
  });

  it.each([
    ['something of a variable', '', '<<n, log[1]>>'],
    ['a constant', '', '<<n, 0>>'],
    ['no variable', '', '<<>>'],
    ['a definition that applies itself', 'RECURSIVE All\nAll == IF n < 0 THEN All ELSE <<n, s>>', 'All'],
  ])('is a value where there is more to it: %s', async (_, definitions, view) => {
    const spec = specOf(`${growing}${definitions}\nVIEW Seen == ${view}`);
    expect(await rowOf(spec)).toMatch(/, and one for the VIEW$/);
    const options = { continue: true };
    expect(await outcomeOf(spec, 'packed', options)).toBe(await outcomeOf(spec, 'interpreted', options));
  });

  it('is a value under SYMMETRY', async () => {
    const spec = specOf(String.raw`
      CONSTANTS a = a, b = b, M = {a, b}
      VARIABLES x, y
      Init == x \in M /\ y = {}
      Next == x' \in M /\ y' \in SUBSET M
      SYMMETRY M
      VIEW Seen == x
    `);
    expect(await rowOf(spec)).toMatch(/, and one for the VIEW$/);
  });

  it('is told of liveness as where it is a value', async () => {
    const of = (view: string) =>
      specOf(String.raw`
        VARIABLES n, hidden, s
        vars == <<n, hidden, s>>
        Init == n = 0 /\ hidden \in 0..2 /\ s = {}
        Up == n' = (n + 1 + (hidden % 2)) % 7 /\ hidden' = n /\ s' = s
        Keep == s' = {n, hidden} /\ n' = n /\ hidden' = 1
        Next == Up \/ Keep
        FAIRNESS WF_vars(Up)
        PROPERTY Returns == []<>(n = 0)
        PROPERTY Leaves == <>[](s = {})
        VIEW Seen == ${view}
        CHECK_DEADLOCK FALSE
      `);
    const [plain, value] = [of('<<n, s>>'), of(disguised('<<n, s>>'))];
    expect(await sharedOutcome(plain, value)).toContain('VIEW is used with a liveness property');
  });

  it('is known by fingerprints where memory is short, and the way there is found all the same', async () => {
    const spec = specOf(String.raw`
      VARIABLES x \in 0..149, y \in 0..149, n \in [0..39 -> 0..7]
      Init == x = 0 /\ y = 0 /\ n = [i \in 0..39 |-> 0]
      Count(i) == n' = [n EXCEPT ![i] = (@ + 1) % 8]
      Next == \/ x < 149 /\ x' = x + 1 /\ y' = y /\ Count(x % 40)
              \/ y < 149 /\ y' = y + 1 /\ x' = x /\ Count((x + y) % 40)
      INVARIANT Apart == ~(x = 149 /\ y = 149)
      VIEW Seen == <<x, y>>
      CHECK_DEADLOCK FALSE
    `);
    const wanted = await outcomeOf(spec, 'packed');
    const short = await outcomeOf(spec, 'packed', { memoryLimit: 500_000 });
    expect(short).toContain('known by 64-bit fingerprints');
    expect(short.replace(/\nMemory was short.*/, '')).toBe(wanted);
  });
});
