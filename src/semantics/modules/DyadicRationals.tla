---- MODULE DyadicRationals ----
\* Rational numbers whose denominators are powers of two: records of `num` and `den`.
LOCAL INSTANCE Integers
LOCAL INSTANCE Sequences
LOCAL INSTANCE TLC

LOCAL Rational(num, den) == [num |-> num, den |-> den]
Zero == Rational(0, 1)
One == Rational(1, 1)

RECURSIVE Divisor(_, _)
LOCAL Divisor(a, b) == IF b = 0 THEN a ELSE Divisor(b, a % b)
LOCAL Reduce(r) ==
  LET d == Divisor(r.num, r.den)
  IN Rational(r.num \div d, r.den \div d)

IsDyadicRational(r) == \E i \in 0..r.den : 2^i = r.den

\* Of two powers of two the larger one is a multiple of the other.
Add(p, q) ==
  LET den == IF p.den >= q.den THEN p.den ELSE q.den
  IN IF p = Zero THEN q
     ELSE Reduce(Rational(p.num * (den \div p.den) + q.num * (den \div q.den), den))

Half(p) == Reduce(Rational(p.num, 2 * p.den))

PrettyPrint(p) ==
  CASE p = Zero -> "0"
    [] p = One -> "1"
    [] OTHER -> ToString(p.num) \o "/" \o ToString(p.den)
====
