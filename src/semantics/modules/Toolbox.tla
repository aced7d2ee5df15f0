---- MODULE Toolbox ----
\* For modules that walk along an error trace: a configuration gives the trace.
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences
LOCAL INSTANCE TLC

_TEPosition ==
  LET level == TLCGet("level")
  IN IF level = 0 THEN 1 ELSE IF level > Len(_TETrace) THEN Len(_TETrace) ELSE level
====
