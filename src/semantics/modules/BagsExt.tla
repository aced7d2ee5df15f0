---- MODULE BagsExt ----
\* More about bags: single elements, and folds that see each element as often as it occurs.
LOCAL INSTANCE Bags
LOCAL INSTANCE Integers
LOCAL INSTANCE Folds

BagAdd(B, x) == [e \in DOMAIN B \cup {x} |-> CopiesIn(e, B) + (IF e = x THEN 1 ELSE 0)]

BagRemove(B, x) ==
  IF CopiesIn(x, B) = 1 THEN [e \in DOMAIN B \ {x} |-> B[e]]
  ELSE [e \in DOMAIN B |-> IF e = x THEN B[e] - 1 ELSE B[e]]

BagRemoveAll(B, x) == [e \in DOMAIN B \ {x} |-> B[e]]

MapThenFoldBag(op(_, _), base, f(_), choose(_), B) ==
  LET RECURSIVE Copies(_, _)
      Copies(e, count) == IF count = 0 THEN base ELSE op(Copies(e, count - 1), f(e))
  IN MapThenFoldSet(op, base, LAMBDA e : Copies(e, B[e]), choose, DOMAIN B)

\* op sees what was folded so far, then the element, as in TLC.
FoldBag(op(_, _), base, B) ==
  LET RECURSIVE Times(_, _, _), Over(_, _)
      Times(folded, e, count) == IF count = 0 THEN folded ELSE Times(op(folded, e), e, count - 1)
      Over(folded, S) ==
        IF S = {} THEN folded
        ELSE LET e == CHOOSE e \in S : TRUE
             IN Over(Times(folded, e, B[e]), S \ {e})
  IN Over(base, DOMAIN B)

SumBag(B) == FoldBag(+, 0, B)
ProductBag(B) == FoldBag(LAMBDA x, y : x * y, 1, B)
====
