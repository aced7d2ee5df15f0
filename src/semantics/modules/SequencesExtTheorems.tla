---- MODULE SequencesExtTheorems ----
\* A module of theorems: they are for a prover, and what it extends is all that a checker needs of it.
EXTENDS SequencesExt, Functions, Integers
====
