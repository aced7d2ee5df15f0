---- MODULE Folds ----
\* Folding the members of a set: the one recursion that the other modules build on.

RECURSIVE MapThenFoldSet(_, _, _, _, _)
MapThenFoldSet(op(_, _), base, f(_), choose(_), S) ==
  IF S = {} THEN base
  ELSE LET member == choose(S)
       IN op(f(member), MapThenFoldSet(op, base, f, choose, S \ {member}))
====
