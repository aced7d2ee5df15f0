---- MODULE Library ----
\* What the library's operators give for small arguments. TLC finds every one of these assumptions true.
EXTENDS Integers, Sequences, FiniteSets, Bags, TLC, SequencesExt, FiniteSetsExt, BagsExt, Functions, Relation, Bitwise,
        Combinatorics, VectorClocks
D == INSTANCE DyadicRationals
G == INSTANCE Graphs
U == INSTANCE UndirectedGraphs

\* ---- Functions ----
f == [i \in 1..3 |-> i * i]
ASSUME Restrict(f, {1, 3}) = (1 :> 1 @@ 3 :> 9)
ASSUME RestrictDomain(f, LAMBDA i : i > 1) = (2 :> 4 @@ 3 :> 9)
ASSUME RestrictValues(f, LAMBDA v : v > 4) = (3 :> 9)
ASSUME IsRestriction(2 :> 4, f) /\ ~IsRestriction(2 :> 5, f)
ASSUME Range(f) = {1, 4, 9}
ASSUME Pointwise(f, f, +) = <<2, 8, 18>>
ASSUME AntiFunction(f) = (1 :> 1 @@ 4 :> 2 @@ 9 :> 3)
ASSUME IsInjective(f) /\ ~IsInjective(<<1, 1>>)
ASSUME Cardinality(Injection({1, 2}, 1..3)) = 6
ASSUME Cardinality(Surjection(1..3, {1, 2})) = 6
ASSUME Cardinality(Bijection(1..3, 4..6)) = 6
ASSUME ExistsInjection({1}, {2, 3}) /\ ~ExistsBijection({1}, {2, 3})
ASSUME FoldFunction(+, 0, f) = 14 /\ FoldFunctionOnSet(+, 0, f, {1, 2}) = 5

\* ---- FiniteSetsExt ----
ASSUME FoldSet(+, 0, 1..4) = 10
ASSUME ReduceSet(LAMBDA a, b : a * b, 1..4, 1) = 24
ASSUME SumSet(1..4) = 10 /\ ProductSet(1..4) = 24
ASSUME MapThenSumSet(LAMBDA i : 2 * i, 1..3) = 12
ASSUME FlattenSet({{1, 2}, {2, 3}}) = 1..3
ASSUME SymDiff({1, 2}, {2, 3}) = {1, 3}
ASSUME Quantify(1..10, LAMBDA i : i % 3 = 0) = 3
ASSUME kSubset(2, 1..3) = {{1, 2}, {1, 3}, {2, 3}} /\ kSubset(0, {1}) = {{}} /\ kSubset(3, {1}) = {}
ASSUME Max({3, 1, 2}) = 3 /\ Min({3, 1, 2}) = 1
ASSUME Choices({{1, 2}, {3}}) = {{1, 3}, {2, 3}}
ASSUME ChooseUnique(1..5, LAMBDA i : i * i = 16) = 4

\* ---- SequencesExt ----
ASSUME ToSet(<<1, 2, 1>>) = {1, 2} /\ ToBag(<<1, 2, 1>>) = (1 :> 2 @@ 2 :> 1)
ASSUME Range(SetToSeq({4, 5, 6})) = 4..6 /\ Len(SetToSeq({4, 5, 6})) = 3
ASSUME SetToSeqs({1, 2}) = {<<1, 2>>, <<2, 1>>}
ASSUME SetToSortSeq({3, 1, 2}, <) = <<1, 2, 3>> /\ SetToSortSeq({3, 1, 2}, >) = <<3, 2, 1>>
ASSUME SetToAllKPermutations({1, 2}) = {<<>>, <<1>>, <<2>>, <<1, 2>>, <<2, 1>>}
ASSUME TupleOf({0, 1}, 2) = {<<0, 0>>, <<0, 1>>, <<1, 0>>, <<1, 1>>}
ASSUME SeqOf({0}, 2) = {<<>>, <<0>>, <<0, 0>>} /\ BoundedSeq({0}, 1) = {<<>>, <<0>>}
ASSUME Contains(<<1, 2>>, 2) /\ ~Contains(<<>>, 2)
ASSUME Reverse(<<1, 2, 3>>) = <<3, 2, 1>> /\ Remove(<<1, 2, 1>>, 1) = <<2>>
ASSUME ReplaceAll(<<1, 2, 1>>, 1, 3) = <<3, 2, 3>>
ASSUME SelectInSeq(<<4, 5, 5>>, LAMBDA e : e = 5) = 2 /\ SelectLastInSeq(<<4, 5, 5>>, LAMBDA e : e = 5) = 3
ASSUME SelectInSeq(<<4>>, LAMBDA e : e = 5) = 0
ASSUME InsertAt(<<1, 3>>, 2, 2) = <<1, 2, 3>> /\ RemoveAt(<<1, 2, 3>>, 2) = <<1, 3>> /\ ReplaceAt(<<1, 1>>, 2, 2) = <<1, 2>>
ASSUME RemoveFirst(<<1, 2, 1>>, 1) = <<2, 1>> /\ RemoveFirstMatch(<<1, 2, 3>>, LAMBDA e : e > 1) = <<1, 3>>
ASSUME Cons(1, <<2>>) = <<1, 2>> /\ Snoc(2, <<1>>) = <<1, 2>> /\ Front(<<1, 2>>) = <<1>> /\ Last(<<1, 2>>) = 2
ASSUME IsPrefix(<<1>>, <<1, 2>>) /\ ~IsStrictPrefix(<<1>>, <<1>>) /\ IsSuffix(<<2>>, <<1, 2>>) /\ IsStrictSuffix(<<>>, <<1>>)
ASSUME Prefixes(<<1, 2>>) = {<<>>, <<1>>, <<1, 2>>} /\ Suffixes(<<1, 2>>) = {<<>>, <<2>>, <<1, 2>>}
ASSUME CommonPrefixes({<<1, 2>>, <<1, 3>>}) = {<<>>, <<1>>} /\ LongestCommonPrefix({<<1, 2>>, <<1, 3>>}) = <<1>>
ASSUME SubSeqs(<<1, 2>>) = {<<>>, <<1>>, <<2>>, <<1, 2>>}
ASSUME AllSubSeqs(<<1, 2>>) = {<<>>, <<1>>, <<2>>, <<1, 2>>}
ASSUME SeqMod(6, 3) = 3 /\ SeqMod(7, 3) = 1
ASSUME FoldLeft(LAMBDA a, b : Append(a, b), <<>>, <<1, 2>>) = <<1, 2>>
ASSUME FoldRight(LAMBDA a, b : Append(b, a), <<1, 2>>, <<>>) = <<2, 1>>
ASSUME FoldSeq(+, 0, <<1, 2, 3>>) = 6 /\ FoldLeftDomain(+, 0, <<7, 8>>) = 3
ASSUME FlattenSeq(<<<<1>>, <<>>, <<2, 3>>>>) = <<1, 2, 3>> /\ Zip(<<1, 2>>, <<3>>) = <<<<1, 3>>>>
ASSUME Interleave(<<1, 2>>, <<3, 4>>) = <<<<1>>, <<3>>, <<2>>, <<4>>>>
ASSUME IndexFirstSubSeq(<<2, 3>>, <<1, 2, 3>>) = 2
ASSUME ReplaceFirstSubSeq(<<9>>, <<2>>, <<1, 2, 2>>) = <<1, 9, 2>>
ASSUME ReplaceAllSubSeqs(<<9, 9>>, <<2>>, <<1, 2, 2>>) = <<1, 9, 9, 9, 9>>
ASSUME ReplaceFirstSubSeq("x", "ab", "aabb") = "axb" /\ ReplaceAllSubSeqs("x", "ab", "abcab") = "xcx"
ASSUME Len("abc") = 3 /\ SubSeq("abc", 2, 3) = "bc" /\ "a" \o "b" = "ab"

\* ---- Bags and BagsExt ----
B == (1 :> 2 @@ 5 :> 1)
ASSUME BagAdd(B, 1) = (1 :> 3 @@ 5 :> 1) /\ BagAdd(B, 7) = (1 :> 2 @@ 5 :> 1 @@ 7 :> 1)
ASSUME BagRemove(B, 5) = (1 :> 2) /\ BagRemove(B, 1) = (1 :> 1 @@ 5 :> 1) /\ BagRemove(B, 9) = B
ASSUME BagRemoveAll(B, 1) = (5 :> 1)
ASSUME SumBag(B) = 7 /\ ProductBag(B) = 5 /\ FoldBag(+, 0, B) = 7
ASSUME FoldBag(LAMBDA folded, e : BagAdd(folded, e), EmptyBag, B) = B
ASSUME FoldBag(LAMBDA folded, e : Append(folded, e), <<>>, B) = <<1, 1, 5>>
ASSUME B (+) B = (1 :> 4 @@ 5 :> 2) /\ B (-) (1 :> 1) = (1 :> 1 @@ 5 :> 1) /\ (1 :> 1) \sqsubseteq B
ASSUME BagCardinality(B) = 3 /\ BagUnion({B, 1 :> 1}) = (1 :> 3 @@ 5 :> 1)
ASSUME SubBag(1 :> 2) = {EmptyBag, 1 :> 1, 1 :> 2}

\* ---- Relation ----
less == [x, y \in 1..3 |-> x < y]
ASSUME IsIrreflexive(less, 1..3) /\ IsTransitive(less, 1..3) /\ IsAsymmetric(less, 1..3)
ASSUME IsStrictlyTotallyOrdered(less, 1..3) /\ IsTotallyOrderedUnder(<=, 1..3) /\ ~IsSymmetricUnder(<, 1..3)
next == [x, y \in 1..3 |-> y = x + 1]
ASSUME TransitiveClosure(next, 1..3) = less
ASSUME ReflexiveTransitiveClosure(next, 1..3) = [x, y \in 1..3 |-> x <= y]
ASSUME ~IsConnected(next, 1..3)

\* ---- graphs ----
cycle == [node |-> 1..3, edge |-> {<<1, 2>>, <<2, 3>>, <<3, 1>>}]
line == [node |-> 1..3, edge |-> {<<1, 2>>, <<2, 3>>}]
ASSUME G!IsDirectedGraph(cycle) /\ G!HasCycle(cycle) /\ ~G!HasCycle(line) /\ G!IsDag(line)
ASSUME G!IsStronglyConnected(cycle) /\ ~G!IsStronglyConnected(line)
ASSUME G!SimplePath(line) = {<<1>>, <<2>>, <<3>>, <<1, 2>>, <<2, 3>>, <<1, 2, 3>>}
ASSUME G!Successors(line, 1) = {2} /\ G!Predecessors(line, 3) = {2} /\ G!Roots(line) = {1} /\ G!Leaves(line) = {3}
ASSUME G!Ancestors(line, 3) = {1, 2} /\ G!Descendants(cycle, 1) = 1..3
ASSUME G!IsTreeWithRoot(G!Transpose(line), 1) /\ G!ConnectionsIn(line)[1, 3] /\ ~G!ConnectionsIn(line)[3, 1]
pairs == [node |-> 1..4, edge |-> {{1, 2}, {3, 4}}]
ASSUME U!IsUndirectedGraph(pairs) /\ U!ConnectedComponents(pairs) = {{1, 2}, {3, 4}} /\ ~U!IsStronglyConnected(pairs)
ASSUME U!AreConnectedIn(1, 2, pairs) /\ ~U!AreConnectedIn(1, 3, pairs)

\* ---- numbers ----
ASSUME (12 & 10) = 8 /\ (12 | 10) = 14 /\ (12 ^^ 10) = 6 /\ Not(5) = 2 /\ shiftR(13, 2) = 3
ASSUME factorial[5] = 120 /\ choose(5, 2) = 10
ASSUME D!Add(D!Half(D!One), D!Half(D!Half(D!One))) = [num |-> 3, den |-> 4] /\ D!PrettyPrint(D!Half(D!One)) = "1/2"

\* ---- VectorClocks ----
log == <<[c |-> <<1, 0>>], [c |-> <<1, 1>>]>>
ASSUME IsCausalOrder(log, LAMBDA e : e.c) /\ ~IsCausalOrder(Reverse(log), LAMBDA e : e.c)

\* ---- TLC ----
ASSUME SortSeq(<<3, 1, 2>>, <) = <<1, 2, 3>> /\ ToString(<<1, "a">>) = "<<1, \"a\">>"
ASSUME TLCSet(7, "seven") /\ TLCGet(7) = "seven"
ASSUME TLCEval({1, 2}) = {1, 2} /\ RandomElement({4}) = 4
====
