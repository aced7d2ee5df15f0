---- MODULE TLCExt ----
\* What TLC's own modules add to TLC. What belongs to its debugger does nothing.
LOCAL INSTANCE TLC

AssertEq(a, b) ==
  IF a = b THEN TRUE
  ELSE PrintT("Assertion failed") /\ PrintT(a) /\ PrintT(b) /\ FALSE

TLCNoOp(val) == val
TLCDefer(expression) == TRUE
TLCCache(expression, closure) == expression
PickSuccessor(exp) == TRUE
====
