---- MODULE Graphs ----
\* Directed graphs: records of a set `node` and a set `edge` of pairs of nodes.
EXTENDS Naturals, Sequences, FiniteSets, SequencesExt, Relation

EmptyGraph == [node |-> {}, edge |-> {}]
Graphs(S) == [node : {S}, edge : SUBSET (S \X S)]

IsDirectedGraph(G) ==
  /\ G = [node |-> G.node, edge |-> G.edge]
  /\ G.edge \subseteq G.node \X G.node
IsUndirectedGraph(G) == IsDirectedGraph(G) /\ \A e \in G.edge : <<e[2], e[1]>> \in G.edge

DirectedSubgraph(G) ==
  UNION {[node : {N}, edge : SUBSET {e \in G.edge : e[1] \in N /\ e[2] \in N}] : N \in SUBSET G.node}
UndirectedSubgraph(G) == {H \in DirectedSubgraph(G) : IsUndirectedGraph(H)}

Transpose(G) == [node |-> G.node, edge |-> {<<e[2], e[1]>> : e \in G.edge}]
GraphUnion(G, H) == [node |-> G.node \cup H.node, edge |-> G.edge \cup H.edge]

\* ---- neighbours ----

Successors(G, n) == {m \in G.node : <<n, m>> \in G.edge}
Predecessors(G, n) == {m \in G.node : <<m, n>> \in G.edge}
AllSuccessors(G, S) == UNION {Successors(G, n) : n \in S}
AllPredecessors(G, S) == UNION {Predecessors(G, n) : n \in S}
InDegree(G, n) == Cardinality(Predecessors(G, n))
OutDegree(G, n) == Cardinality(Successors(G, n))
Roots(G) == {n \in G.node : Predecessors(G, n) = {}}
Leaves(G) == {n \in G.node : Successors(G, n) = {}}

\* ---- paths ----

Path(G) == {p \in Seq(G.node) : p # <<>> /\ \A i \in 1..(Len(p) - 1) : <<p[i], p[i + 1]>> \in G.edge}

\* A path without a node twice grows at its end until nothing new can follow.
SimplePath(G) ==
  LET RECURSIVE From(_)
      From(p) ==
        {p} \cup UNION {From(Append(p, m)) : m \in Successors(G, p[Len(p)]) \ ToSet(p)}
  IN UNION {From(<<n>>) : n \in G.node}

\* What is found from S on by going along the edges.
RECURSIVE Reach(_, _)
LOCAL Reach(G, S) ==
  LET more == AllSuccessors(G, S) \ S
  IN IF more = {} THEN S ELSE Reach(G, S \cup more)

\* A node is connected with itself by the path that is the node alone.
AreConnectedIn(m, n, G) == m \in G.node /\ n \in Reach(G, {m})
IsStronglyConnected(G) == \A m \in G.node : Reach(G, {m}) = G.node
ConnectionsIn(G) ==
  LET from == [m \in G.node |-> Reach(G, {m})]
  IN [m, n \in G.node |-> n \in from[m]]

Descendants(G, n) == Reach(G, Successors(G, n))
Ancestors(G, n) == Descendants(Transpose(G), n)

\* ---- shapes ----

IsTreeWithRoot(G, r) ==
  /\ IsDirectedGraph(G)
  /\ r \in G.node
  /\ \A e \in G.edge : e[1] # r /\ \A f \in G.edge : e[1] = f[1] => e = f
  /\ \A n \in G.node : AreConnectedIn(n, r, G)

IsBipartiteWithPartitions(G, U, V) ==
  /\ U \cap V = {}
  /\ G.node \subseteq U \cup V
  /\ \A e \in G.edge : (e[1] \in U /\ e[2] \in V) \/ (e[1] \in V /\ e[2] \in U)

HasCycle(G) == \E n \in G.node : n \in Descendants(G, n)
IsDag(G) == IsDirectedGraph(G) /\ ~HasCycle(G)
====
