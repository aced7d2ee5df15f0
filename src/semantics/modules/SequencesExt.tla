---- MODULE SequencesExt ----
\* More about sequences: as sets, their parts, searching, replacing, sorting, folding. SubSeq, Len and \o take strings too.
EXTENDS Sequences, Naturals, FiniteSets, FiniteSetsExt, Folds, Functions, Bags, TLC

\* ---- sequences, sets and bags ----

ToSet(s) == {s[i] : i \in DOMAIN s}
ToBag(s) == [e \in ToSet(s) |-> Cardinality({i \in DOMAIN s : s[i] = e})]

RECURSIVE SetToSeq(_)
SetToSeq(S) ==
  IF S = {} THEN <<>>
  ELSE LET first == CHOOSE member \in S : TRUE
       IN <<first>> \o SetToSeq(S \ {first})

SetToSeqs(S) ==
  LET RECURSIVE Orders(_)
      Orders(T) ==
        IF T = {} THEN {<<>>}
        ELSE UNION {{<<first>> \o rest : rest \in Orders(T \ {first})} : first \in T}
  IN Orders(S)

SetToSortSeq(S, op(_, _)) == SortSeq(SetToSeq(S), op)
SetToAllKPermutations(S) == UNION {SetToSeqs(T) : T \in SUBSET S}

TupleOf(set, n) == [1..n -> set]
SeqOf(set, n) == UNION {[1..m -> set] : m \in 0..n}
BoundedSeq(S, n) == SeqOf(S, n)

\* ---- what holds of a sequence ----

Contains(s, e) == \E i \in 1..Len(s) : s[i] = e
IsSorted(s, op(_, _)) == \A i, j \in 1..Len(s) : i < j => op(s[i], s[j])

IsPrefix(s, t) == Len(s) <= Len(t) /\ s = SubSeq(t, 1, Len(s))
IsStrictPrefix(s, t) == IsPrefix(s, t) /\ s # t
IsSuffix(s, t) == Len(s) <= Len(t) /\ s = SubSeq(t, Len(t) - Len(s) + 1, Len(t))
IsStrictSuffix(s, t) == IsSuffix(s, t) /\ s # t

\* ---- elements ----

Reverse(s) == [i \in 1..Len(s) |-> s[Len(s) - i + 1]]
Remove(s, e) == SelectSeq(s, LAMBDA item : item # e)
ReplaceAll(s, old, new) == [i \in 1..Len(s) |-> IF s[i] = old THEN new ELSE s[i]]

\* Positions; 0 where there is none.
SelectInSeq(seq, Test(_)) ==
  LET found == {i \in 1..Len(seq) : Test(seq[i])}
  IN IF found = {} THEN 0 ELSE Min(found)
SelectLastInSeq(seq, Test(_)) ==
  LET found == {i \in 1..Len(seq) : Test(seq[i])}
  IN IF found = {} THEN 0 ELSE Max(found)
SelectInSubSeq(seq, from, to, Test(_)) == SelectInSeq(SubSeq(seq, from, to), Test)
SelectLastInSubSeq(seq, from, to, Test(_)) == SelectLastInSeq(SubSeq(seq, from, to), Test)

InsertAt(s, i, e) == SubSeq(s, 1, i - 1) \o <<e>> \o SubSeq(s, i, Len(s))
ReplaceAt(s, i, e) == [s EXCEPT ![i] = e]
RemoveAt(s, i) == SubSeq(s, 1, i - 1) \o SubSeq(s, i + 1, Len(s))
RemoveFirstMatch(s, Test(_)) ==
  LET at == SelectInSeq(s, Test)
  IN IF at = 0 THEN s ELSE RemoveAt(s, at)
RemoveFirst(s, e) == RemoveFirstMatch(s, LAMBDA item : item = e)

Cons(elt, seq) == <<elt>> \o seq
Snoc(elt, seq) == Append(seq, elt)
Front(s) == SubSeq(s, 1, Len(s) - 1)
Last(s) == s[Len(s)]

\* ---- parts ----

Prefixes(s) == {SubSeq(s, 1, n) : n \in 0..Len(s)}
Suffixes(s) == {SubSeq(s, n, Len(s)) : n \in 1..Len(s)} \cup {<<>>}
CommonPrefixes(S) == {p \in UNION {Prefixes(s) : s \in S} : \A s \in S : IsPrefix(p, s)}
LongestCommonPrefix(S) ==
  LET shared == CommonPrefixes(S)
  IN CHOOSE p \in shared : \A q \in shared : Len(q) <= Len(p)

SubSeqs(s) == {SubSeq(s, i + 1, j) : i, j \in 0..Len(s)}
RECURSIVE AllSubSeqs(_)
AllSubSeqs(s) ==
  IF s = <<>> THEN {<<>>}
  ELSE LET rest == AllSubSeqs(Tail(s))
       IN rest \cup {<<Head(s)>> \o t : t \in rest}

\* ---- folds ----

SeqMod(a, b) == IF a % b = 0 THEN b ELSE a % b

FoldLeft(op(_, _), base, seq) ==
  LET RECURSIVE Upto(_)
      Upto(n) == IF n = 0 THEN base ELSE op(Upto(n - 1), seq[n])
  IN Upto(Len(seq))

FoldRight(op(_, _), seq, base) ==
  LET RECURSIVE From(_)
      From(n) == IF n > Len(seq) THEN base ELSE op(seq[n], From(n + 1))
  IN From(1)

FoldSeq(op(_, _), base, seq) == FoldFunction(op, base, seq)
FoldLeftDomain(op(_, _), base, seq) == FoldLeft(op, base, [i \in DOMAIN seq |-> i])
FoldRightDomain(op(_, _), seq, base) == FoldRight(op, [i \in DOMAIN seq |-> i], base)

\* ---- several sequences ----

RECURSIVE FlattenSeq(_)
FlattenSeq(seqs) ==
  CASE Len(seqs) = 0 -> seqs
    [] Len(seqs) = 1 -> seqs[1]
    [] OTHER -> seqs[1] \o FlattenSeq(Tail(seqs))

Zip(s, t) == [i \in 1..(IF Len(s) <= Len(t) THEN Len(s) ELSE Len(t)) |-> <<s[i], t[i]>>]

Interleave(s, t) ==
  CASE Len(s) = 0 /\ Len(t) = 0 -> <<<<>>, <<>>>>
    [] Len(s) = Len(t) ->
         [i \in 1..(2 * Len(s)) |-> IF i % 2 = 1 THEN <<s[(i + 1) \div 2]>> ELSE <<t[i \div 2]>>]

\* ---- replacing parts: of strings too ----

\* Where s begins in t for the first time, searched from a position on; 0 where it does not occur.
RECURSIVE FirstFrom(_, _, _)
LOCAL FirstFrom(s, t, from) ==
  IF from + Len(s) - 1 > Len(t) THEN 0
  ELSE IF SubSeq(t, from, from + Len(s) - 1) = s THEN from
  ELSE FirstFrom(s, t, from + 1)

IndexFirstSubSeq(s, t) ==
  LET at == FirstFrom(s, t, 1)
  IN CHOOSE i \in {at} : at > 0

ReplaceSubSeqAt(i, r, s, t) == SubSeq(t, 1, i - 1) \o r \o SubSeq(t, i + Len(s), Len(t))

ReplaceFirstSubSeq(r, s, t) ==
  LET at == FirstFrom(s, t, 1)
  IN IF at = 0 THEN t ELSE ReplaceSubSeqAt(at, r, s, t)

\* The empty sequence occurs in front of every element.
ReplaceAllSubSeqs(r, s, t) ==
  LET RECURSIVE After(_)
      After(from) ==
        IF Len(s) = 0
        THEN IF from > Len(t) THEN SubSeq(t, 1, 0) ELSE r \o SubSeq(t, from, from) \o After(from + 1)
        ELSE LET at == FirstFrom(s, t, from)
             IN IF at = 0 THEN SubSeq(t, from, Len(t))
                ELSE SubSeq(t, from, at - 1) \o r \o After(at + Len(s))
  IN IF s = t THEN r ELSE IF r = s THEN t ELSE After(1)
====
