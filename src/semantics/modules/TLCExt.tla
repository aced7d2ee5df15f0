---- MODULE TLCExt ----
\* What TLC's own modules add to TLC. What belongs to its debugger and its traces is refused where it is evaluated.
LOCAL INSTANCE TLC

AssertEq(a, b) ==
  IF a = b THEN TRUE
  ELSE PrintT("Assertion failed") /\ PrintT(a) /\ PrintT(b) /\ FALSE

TLCNoOp(val) == val
TLCDefer(expression) == TRUE
TLCCache(expression, closure) == expression
PickSuccessor(exp) == TRUE
ToTrace(CE) == CE
====
