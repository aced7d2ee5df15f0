---- MODULE UndirectedGraphs ----
\* Undirected graphs: records of a set `node` and a set `edge` of sets of one or two nodes.
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences

UndirectedGraphs(S) == [node : {S}, edge : SUBSET {{m, n} : m, n \in S}]

IsUndirectedGraph(G) ==
  /\ G = [node |-> G.node, edge |-> G.edge]
  /\ \A e \in G.edge : \E m, n \in G.node : e = {m, n}
IsLoopFreeUndirectedGraph(G) ==
  /\ G = [node |-> G.node, edge |-> G.edge]
  /\ \A e \in G.edge : \E m, n \in G.node : m # n /\ e = {m, n}
UndirectedSubgraph(G) ==
  {H \in [node : SUBSET G.node, edge : SUBSET G.edge] : IsUndirectedGraph(H)}

LOCAL Neighbours(G, n) == {m \in G.node : {m, n} \in G.edge}

Path(G) == {p \in Seq(G.node) : p # <<>> /\ \A i \in 1..(Len(p) - 1) : {p[i], p[i + 1]} \in G.edge}

SimplePath(G) ==
  LET RECURSIVE From(_)
      From(p) ==
        {p} \cup UNION {From(Append(p, m)) :
                          m \in {n \in Neighbours(G, p[Len(p)]) : \A i \in 1..Len(p) : p[i] # n}}
  IN UNION {From(<<n>>) : n \in G.node}

\* What is found from S on by going along the edges.
RECURSIVE Reach(_, _)
LOCAL Reach(G, S) ==
  LET more == UNION {Neighbours(G, n) : n \in S} \ S
  IN IF more = {} THEN S ELSE Reach(G, S \cup more)

AreConnectedIn(m, n, G) == m \in G.node /\ n \in Reach(G, {m})
ConnectedComponents(G) == {Reach(G, {n}) : n \in G.node}
IsStronglyConnected(G) == ConnectedComponents(G) = {G.node}
====
