/** What the one layout looks like. */

import { describe, expect, it } from 'vitest';
import { format } from '../../src/format/format.js';
import { renderDiagnostic } from '../../src/report/diagnostics.js';
import { styleFor } from '../../src/report/style.js';
import { Source } from '../../src/syntax/source.js';

const raw = String.raw;

function laid(text: string, dialect: 'spec' | 'tla' = 'spec'): string {
  const { value, diagnostics } = format(new Source(`t.${dialect}`, text), dialect);
  return value ?? diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, styleFor(false))).join('\n');
}

/** A text that is laid out already. */
function stays(text: string, dialect: 'spec' | 'tla' = 'spec'): void {
  expect(laid(text, dialect)).toBe(text);
}

describe('the layout', () => {
  it('puts blanks, lists and columns where they belong', () => {
    expect(
      laid(raw`SPEC   Jugs
CONSTANT A={1,2}
CONSTANT Longer =3
VARIABLES small \in 0..3,big\in 0 .. 5
Init==/\ small=0
      /\    big=0


Pour(a,b)==IF a<b THEN a ELSE b
Next == \/ \E x \in A:/\ small'=x+1
                      /\ UNCHANGED<<big>>
        \/ small'=[ y\in 1..2|->0 ][1]/\big'=-1
INVARIANT I==small#4=>big>=0
MODEL m
    Longer=4
    A={1}
    EXPECT   HOLDS
`),
    ).toBe(raw`SPEC Jugs
CONSTANT A      = {1, 2}
CONSTANT Longer = 3
VARIABLES
  small \in 0..3,
  big   \in 0..5
Init ==
  /\ small = 0
  /\ big = 0

Pour(a, b) == IF a < b THEN a ELSE b
Next ==
  \/ \E x \in A :
       /\ small' = x + 1
       /\ UNCHANGED <<big>>
  \/ small' = [y \in 1..2 |-> 0][1] /\ big' = -1
INVARIANT I == small # 4 => big >= 0
MODEL m
  Longer = 4
  A      = {1}
  EXPECT HOLDS
`);
  });

  it('breaks what is too long where its parts meet', () => {
    stays(raw`Value ==
       [type : {"a first kind of message"}, from : Process, to : Process, value : Value]
  \cup [type : {"a second kind of message"}, from : Process, to : Process]

Choice(aFirstCondition, aSecondValue) ==
  IF aFirstCondition > aSecondValue
    THEN [anArray EXCEPT ![aFirstCondition] = aSecondValue]
    ELSE IF aFirstCondition = aSecondValue
      THEN anArray
      ELSE [anArray EXCEPT
              ![aFirstCondition] = aSecondValue + anotherValue + stillAnotherValue,
              ![aSecondValue] = 0]

Cases ==
  CASE aFirstCondition /\ anotherCondition -> <<aFirstValue, anotherValue>>
    [] aSecondCondition \/ anotherCondition -> <<aSecondValue, anotherValue>>
    [] OTHER -> <<>>

Named ==
  LET first  == 1
      second == CHOOSE x \in {1, 2} : \A y \in {1, 2} : x <= y
  IN  first + second

Numbers ==
  {100000, 200000, 300000, 400000, 500000, 600000, 700000, 800000, 900000, 1000000, 1100000,
   1200000, 1300000}

Implied ==
  \A m \in messages : \A n \in messages :
    m.type = "proposal" /\ n.type = "proposal" /\ m.ballot = n.ballot =>
      m.value = n.value /\ m.sender = n.sender
`);
  });

  it('leaves a list a list, and ends it where it ended', () => {
    stays(raw`P ==
     /\ a
     /\ b
  => c

Q ==
     \/ a
     \/ b
  /\ c

R ==
  /\ \/ a
     \/ b
  /\ /\ a
  /\ (/\ a
      /\ b) => c
  /\ CASE a ->
           /\ b
           /\ c
       [] OTHER -> d
`);
  });

  it('keeps comments with what they belong to', () => {
    stays(raw`(* A block *)
SPEC C  \* behind
\* Above, with prose   that is
\*    indented in its own way.

VARIABLES
  x,       \* the first
  another  \* the second

(* A comment of several
     lines, which keep
   their places. *)
Init ==
  \* before a bullet
  /\ x = 0  \* behind an item

  \* after an empty line
  /\ another = (* inside *) 1

Set ==
  {1,  \* one
   2,
   \* above three
   3}
\* at the end
`);
  });

  it('lets no comment at the end of a line overtake another', () => {
    stays(raw`FAIRNESS
  WF_  \* behind
  (* inside *) vars(Next)
FAIRNESS
  SF_         \* behind
  vars(Next)  \* behind all of it

INVARIANT A == 1  (* one *) (* two *) \* three
`);
    stays(
      `---- MODULE M ----  (* one
                       goes on *) (* two *)
====
`,
      'tla',
    );
  });

  it('takes nothing apart for a comment that stands in front of it', () => {
    expect(
      laid(raw`A ==
  /\ x' \* of x
     \in {1, 2}
  /\ [][y]_ \* of both
     <<y, z>>
  /\ a \* then
       => b
`),
    ).toBe(raw`A ==
  /\ x' \in {1, 2}   \* of x
  /\ [][y]_<<y, z>>  \* of both
  /\ a =>            \* then
       b
`);
  });

  it('puts comments in front of a bullet above it, where they leave it in its column', () => {
    expect(
      laid(raw`A == LET x == 1 IN (* one *) /\ x = 1
                   (* two *) /\ x = 2
B == (* one *) /\ a
      (* 2 *)  /\ b
  (* then *) => c
`),
    ).toBe(raw`A ==
  LET x == 1
  IN
      (* one *)
      /\ x = 1
      (* two *)
      /\ x = 2
B ==
     (* one *)
     /\ a
     (* 2 *)
     /\ b
  (* then *)
  => c
`);
  });

  it('keeps what stands around the modules of a .tla, their proofs and their rules', () => {
    stays(
      raw`Prose in front.
---- MODULE M ----
EXTENDS Naturals
VARIABLE x
----
---- MODULE Inner ----
Y == 1
====
I(z) == INSTANCE N WITH a <- z, b <- 2
THEOREM T == x = x
<1>1. x   = x
  BY   DEF x
<1> QED
LEMMA 1 + 1 = 2
==== \* A comment that is prose:
Prose behind.
`,
      'tla',
    );
  });

  it('keeps paths to what instances define', () => {
    expect(laid('SPEC A\nI == INSTANCE B\nINVARIANT J ,I!K,L\nPROPERTY  I!Spec\nEXPECT  VIOLATION I!K')).toBe(
      'SPEC A\nI == INSTANCE B\nINVARIANT J, I!K, L\nPROPERTY I!Spec\nEXPECT VIOLATION I!K\n',
    );
  });

  it('keeps spellings', () => {
    stays('A ≜ x ∈ S ∧ ¬y\n\nB == x \\in S \\land \\lnot y\n\nF(a) == Fold( *, 1, a) + \\b101 + - -1\n');
  });

  it('keeps the line ends of Windows', () => {
    expect(laid('A==1\r\n\r\n\r\n\\* b\r\nB==2\r\n')).toBe('A == 1\r\n\r\n\\* b\r\nB == 2\r\n');
  });
});

describe('what is not laid out', () => {
  it('is a text that cannot be read', () => {
    expect(
      laid('A == 1 +\n'),
    ).toBe(`error[unexpected-end]: This ends too early after \`+\`: expected an expression.
  at t.spec:1:8
  1 | A == 1 +
    |        ^`);
  });

  it('is one that would be read otherwise, and stays as it is', () => {
    const terms = Array.from({ length: 12 }, (_, index) => `aLongerName${index}`).join(' + ');
    expect(
      laid(`A == FAIRNESS + ${terms}\n`),
    ).toBe(`error[format-refused]: This text is not laid out anew: what was written would mean something else, lose a comment, or never come to rest.
  at t.spec:1:1
  1 | A == FAIRNESS + ${terms.slice(0, 77)}…
    | ^
  hint: That is a fault of the formatter. The file is as it was.`);
  });
});
