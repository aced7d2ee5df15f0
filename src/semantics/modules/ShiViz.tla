---- MODULE ShiViz ----
\* For the ShiViz viewer of logs: which process takes a step of an error trace, and its vector clock.
LOCAL INSTANCE Integers
LOCAL INSTANCE Json
LOCAL INSTANCE TLC
INSTANCE Toolbox

RECURSIVE HostAt(_)
LOCAL HostAt(i) ==
  IF i = 1 THEN "--"
  ELSE LET before == _TETrace[i - 1].pc
           after == _TETrace[i].pc
       IN IF before = after THEN HostAt(i - 1) ELSE CHOOSE p \in DOMAIN before : before[p] # after[p]
Host == HostAt(_TEPosition)

RECURSIVE ClockAt(_)
LOCAL ClockAt(i) ==
  IF i = 1 THEN [p \in DOMAIN _TETrace[1].pc |-> 0]
  ELSE LET before == ClockAt(i - 1)
       IN [p \in DOMAIN before |-> before[p] + (IF p = HostAt(i) THEN 1 ELSE 0)]
Clock == ToJsonObject(ClockAt(_TEPosition))
====
