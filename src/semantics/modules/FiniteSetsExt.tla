---- MODULE FiniteSetsExt ----
\* More about finite sets: folds, extrema, subsets of one size, choices.
EXTENDS Integers, FiniteSets, Folds, Functions

FoldSet(op(_, _), base, set) ==
  MapThenFoldSet(op, base, LAMBDA member : member, LAMBDA S : CHOOSE member \in S : TRUE, set)
ReduceSet(op(_, _), set, acc) == FoldSet(op, acc, set)

SumSet(set) == FoldSet(+, 0, set)
ProductSet(set) == FoldSet(LAMBDA x, y : x * y, 1, set)
MapThenSumSet(op(_), set) ==
  MapThenFoldSet(+, 0, op, LAMBDA S : CHOOSE member \in S : TRUE, set)

FlattenSet(S) == UNION S
SymDiff(A, B) == (A \ B) \cup (B \ A)

Quantify(S, P(_)) == Cardinality({member \in S : P(member)})

\* Member by member, so that the other subsets are never made.
RECURSIVE kSubset(_, _)
kSubset(k, S) ==
  IF k = 0 THEN {{}}
  ELSE IF k < 0 \/ k > Cardinality(S) THEN {}
  ELSE LET member == CHOOSE m \in S : TRUE
           others == S \ {member}
       IN kSubset(k, others) \cup {T \cup {member} : T \in kSubset(k - 1, others)}

Max(S) == CHOOSE most \in S : \A other \in S : most >= other
Min(S) == CHOOSE least \in S : \A other \in S : least <= other

Choices(Sets) ==
  {Range(pick) : pick \in {f \in [Sets -> UNION Sets] : \A S \in Sets : f[S] \in S}}

ChooseUnique(S, P(_)) == CHOOSE one \in S : P(one) /\ \A other \in S : P(other) => other = one
====
