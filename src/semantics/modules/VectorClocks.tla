---- MODULE VectorClocks ----
\* Vector clocks in a log: whether it is ordered by causality, and an order that is (Fidge 1988, Mattern 1989).
EXTENDS Naturals, Sequences, Functions

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

\* An entry goes to the front when none of the others happened before it.
CausalOrder(log, clock(_), node(_), domain(_)) ==
  LET RECURSIVE Ordered(_)
      Ordered(left) ==
        IF left = {} THEN <<>>
        ELSE LET first == CHOOSE i \in left :
                            \A j \in left \ {i} : ~Before(clock(log[j]), clock(log[i]))
             IN <<log[first]>> \o Ordered(left \ {first})
  IN Ordered(DOMAIN log)
====
