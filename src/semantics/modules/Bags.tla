---- MODULE Bags ----
\* Bags (multisets): functions from elements to how often each occurs, at least once.
\* IsABag is a primitive: what is no function is no bag.
EXTENDS TLC
LOCAL INSTANCE Naturals

BagToSet(B) == DOMAIN B

SetToBag(S) == [e \in S |-> 1]

BagIn(e, B) == e \in DOMAIN B /\ B[e] > 0

EmptyBag == SetToBag({})

CopiesIn(e, B) == IF e \in DOMAIN B THEN B[e] ELSE 0

LOCAL Sum(B1, B2) == [e \in (DOMAIN B1) \cup (DOMAIN B2) |-> CopiesIn(e, B1) + CopiesIn(e, B2)]

B1 (+) B2 == IF IsABag(B1) /\ IsABag(B2) THEN Sum(B1, B2) ELSE Assert(FALSE, "(+) is for bags only.")

B1 (-) B2 ==
  [e \in {d \in DOMAIN B1 : CopiesIn(d, B1) > CopiesIn(d, B2)} |-> CopiesIn(e, B1) - CopiesIn(e, B2)]

B1 \sqsubseteq B2 == \A e \in DOMAIN B1 : B1[e] <= CopiesIn(e, B2)

RECURSIVE SumOver(_, _)
LOCAL SumOver(B, S) ==
  IF S = {} THEN 0
  ELSE LET e == CHOOSE d \in S : TRUE
       IN B[e] + SumOver(B, S \ {e})

BagCardinality(B) == IF IsABag(B) THEN SumOver(B, DOMAIN B) ELSE Assert(FALSE, "BagCardinality is for bags only.")

RECURSIVE UnionOf(_)
LOCAL UnionOf(S) ==
  IF S = {} THEN EmptyBag
  ELSE LET B == CHOOSE C \in S : TRUE
       IN Sum(B, UnionOf(S \ {B}))

BagUnion(S) == UnionOf(S)

BagOfAll(F(_), B) ==
  [v \in {F(e) : e \in DOMAIN B} |-> SumOver(B, {e \in DOMAIN B : F(e) = v})]

SubBag(B) ==
  LET AllOf(S) == [S -> 0..BagCardinality(B)]
      Within(f) == \A e \in DOMAIN f : f[e] <= B[e]
      Proper(f) == [e \in {d \in DOMAIN f : f[d] > 0} |-> f[e]]
  IN {Proper(f) : f \in {g \in AllOf(DOMAIN B) : Within(g)}}
====
