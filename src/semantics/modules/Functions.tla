---- MODULE Functions ----
\* Functions as sets of pairs: restriction, image, inverse, injections and their like, and folds over the values.
EXTENDS Integers, Folds

Restrict(f, S) == [a \in S |-> f[a]]
RestrictDomain(f, Test(_)) == Restrict(f, {a \in DOMAIN f : Test(a)})
RestrictValues(f, Test(_)) == Restrict(f, {a \in DOMAIN f : Test(f[a])})

IsRestriction(narrow, wide) ==
  /\ DOMAIN narrow \subseteq DOMAIN wide
  /\ \A a \in DOMAIN narrow : narrow[a] = wide[a]

Range(f) == {f[a] : a \in DOMAIN f}

Pointwise(f, g, T(_, _)) == [a \in DOMAIN f |-> T(f[a], g[a])]

\* Where t is no value of f, any member of S will do.
Inverse(f, S, T) ==
  LET image == Range(f)
  IN [t \in T |-> CHOOSE s \in S : t \in image => f[s] = t]

AntiFunction(f) == Inverse(f, DOMAIN f, Range(f))

IsInjective(f) == \A a, b \in DOMAIN f : f[a] = f[b] => a = b

Injection(S, T) == {f \in [S -> T] : IsInjective(f)}
Surjection(S, T) == {f \in [S -> T] : \A t \in T : \E s \in S : f[s] = t}
Bijection(S, T) == {f \in Injection(S, T) : \A t \in T : \E s \in S : f[s] = t}

ExistsInjection(S, T) == Injection(S, T) # {}
ExistsSurjection(S, T) == Surjection(S, T) # {}
ExistsBijection(S, T) == Bijection(S, T) # {}

FoldFunctionOnSet(op(_, _), base, fun, indices) ==
  MapThenFoldSet(op, base, LAMBDA i : fun[i], LAMBDA S : CHOOSE i \in S : TRUE, indices)
FoldFunction(op(_, _), base, fun) == FoldFunctionOnSet(op, base, fun, DOMAIN fun)

SumFunctionOnSet(fun, indices) == FoldFunctionOnSet(+, 0, fun, indices)
SumFunction(fun) == SumFunctionOnSet(fun, DOMAIN fun)
====
