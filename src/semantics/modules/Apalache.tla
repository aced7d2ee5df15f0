---- MODULE Apalache ----
\* Apalache's operators as TLC's users have them: hints to another checker that mean their plain TLA+.
LOCAL INSTANCE Integers
LOCAL INSTANCE Sequences
LOCAL INSTANCE FiniteSets

x := e == x = e
Gen(n) == {}
Skolem(e) == e
Expand(S) == S
ConstCardinality(e) == e
Guess(S) == CHOOSE x \in S : TRUE

MkSeq(n, F(_)) == [i \in 1..n |-> F(i)]
FunAsSeq(fn, len, maxLen) == [i \in 1..len |-> fn[i]]
SetAsFun(S) ==
  LET keys == {pair[1] : pair \in S}
  IN [k \in keys |-> (CHOOSE pair \in S : pair[1] = k)[2]]
Repeat(F(_, _), N, x) ==
  LET RECURSIVE Times(_)
      Times(n) == IF n = 0 THEN x ELSE F(Times(n - 1), n)
  IN Times(N)

RECURSIVE ApaFoldSet(_, _, _)
ApaFoldSet(Op(_, _), v, S) ==
  IF S = {} THEN v
  ELSE LET member == CHOOSE m \in S : TRUE
       IN ApaFoldSet(Op, Op(v, member), S \ {member})
ApaFoldSeqLeft(Op(_, _), v, seq) ==
  LET RECURSIVE Upto(_)
      Upto(n) == IF n = 0 THEN v ELSE Op(Upto(n - 1), seq[n])
  IN Upto(Len(seq))
====
