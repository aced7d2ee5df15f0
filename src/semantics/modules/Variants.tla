---- MODULE Variants ----
\* Apalache's variants: records of a `tag` and a `value`.
UNIT == "U_OF_UNIT"
Variant(tag, value) == [tag |-> tag, value |-> value]
VariantTag(v) == v.tag
VariantFilter(tag, S) == {v.value : v \in {u \in S : u.tag = tag}}
VariantGetUnsafe(tag, v) == v.value
VariantGetOrElse(tag, v, default) == IF v.tag = tag THEN v.value ELSE default
VariantMatch(tag, v, Then(_), Else(_)) == IF v.tag = tag THEN Then(v.value) ELSE Else(v)
====
