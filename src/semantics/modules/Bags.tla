---- MODULE Bags ----
\* Bags (multisets): functions from elements to how often each occurs, at least once.
EXTENDS TLC
LOCAL INSTANCE Naturals

IsABag(B) == \A e \in DOMAIN B : B[e] \in Nat /\ B[e] > 0

BagToSet(B) == DOMAIN B

SetToBag(S) == [e \in S |-> 1]

BagIn(e, B) == e \in DOMAIN B

EmptyBag == SetToBag({})

CopiesIn(e, B) == IF e \in DOMAIN B THEN B[e] ELSE 0

B1 (+) B2 == [e \in (DOMAIN B1) \cup (DOMAIN B2) |-> CopiesIn(e, B1) + CopiesIn(e, B2)]

B1 (-) B2 ==
  [e \in {d \in DOMAIN B1 : CopiesIn(d, B1) > CopiesIn(d, B2)} |-> CopiesIn(e, B1) - CopiesIn(e, B2)]

B1 \sqsubseteq B2 == \A e \in DOMAIN B1 : e \in DOMAIN B2 /\ B1[e] <= B2[e]

RECURSIVE SumOver(_, _)
LOCAL SumOver(B, S) ==
  IF S = {} THEN 0
  ELSE LET e == CHOOSE d \in S : TRUE
       IN B[e] + SumOver(B, S \ {e})

BagCardinality(B) == SumOver(B, DOMAIN B)

RECURSIVE UnionOf(_)
LOCAL UnionOf(S) ==
  IF S = {} THEN EmptyBag
  ELSE LET B == CHOOSE C \in S : TRUE
       IN B (+) UnionOf(S \ {B})

BagUnion(S) == UnionOf(S)

BagOfAll(F(_), B) ==
  [v \in {F(e) : e \in DOMAIN B} |-> SumOver(B, {e \in DOMAIN B : F(e) = v})]

SubBag(B) ==
  LET AllOf(S) == [S -> 0..BagCardinality(B)]
      Within(f) == \A e \in DOMAIN f : f[e] <= B[e]
      Proper(f) == [e \in {d \in DOMAIN f : f[d] > 0} |-> f[e]]
  IN {Proper(f) : f \in {g \in AllOf(DOMAIN B) : Within(g)}}
====
