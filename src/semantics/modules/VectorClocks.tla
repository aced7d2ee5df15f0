---- MODULE VectorClocks ----
\* Vector clocks in a log: whether it is ordered by causality, and an order that is (Fidge 1988, Mattern 1989).
EXTENDS Naturals, Sequences, Functions
LOCAL INSTANCE TLC

LOCAL At(c, d) == IF d \in DOMAIN c THEN c[d] ELSE 0
LOCAL Before(c, d) ==
  LET all == DOMAIN c \cup DOMAIN d
  IN (\A k \in all : At(c, k) <= At(d, k)) /\ (\E k \in all : At(c, k) < At(d, k))
LOCAL Concurrent(c, d) ==
  LET all == DOMAIN c \cup DOMAIN d
  IN (\E k \in all : At(c, k) < At(d, k)) /\ (\E k \in all : At(c, k) > At(d, k))

IsCausalOrder(log, clock(_)) ==
  \A i \in 1..Len(log) : \A j \in 1..(i - 1) :
    Before(clock(log[j]), clock(log[i])) \/ Concurrent(clock(log[j]), clock(log[i]))

\* What happened before has a smaller sum of its clock: entries in the order of these sums.
CausalOrder(log, clock(_), node(_), domain(_)) ==
  LET Sum(c) == FoldFunctionOnSet(+, 0, c, domain(c))
      sums == TLCEval([i \in DOMAIN log |-> Sum(clock(log[i]))])
      order == SortSeq([i \in DOMAIN log |-> i], LAMBDA i, j : sums[i] < sums[j])
  IN [i \in DOMAIN log |-> log[order[i]]]
====
