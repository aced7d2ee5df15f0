---- MODULE Quorum ----
\* Systems of quorums: sets of sets of which any two meet, with every larger set.

QuorumSystem(S) ==
  {Q \in SUBSET SUBSET S :
     /\ Q # {}
     /\ \A A, B \in Q : A \cap B # {}
     /\ \A A \in Q : \A B \in SUBSET S : A \subseteq B => B \in Q}
====
