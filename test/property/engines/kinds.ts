/** Generated expressions of every operator of the language, each of a known kind, over the variables of a specification. */

import fc from 'fast-check';

const raw = String.raw;

/**
 * What an expression is: `messages` are records with a type, `places` a function on model values, `nodes` one to records that hold
 * a set, `grid` a function of two arguments.
 */
export const kinds = [
  'integer',
  'boolean',
  'string',
  'model',
  'set',
  'sets',
  'crowd',
  'sequence',
  'function',
  'record',
  'message',
  'messages',
  'places',
  'pair',
  'pairs',
  'queue',
  'nodes',
  'grid',
  'bag',
] as const;
export type Kind = (typeof kinds)[number];

/** The variable of each kind. */
export const variables: Readonly<Record<Kind, string>> = {
  integer: 'i',
  boolean: 'b',
  string: 't',
  model: 'm',
  set: 's',
  sets: 'ss',
  crowd: 'c',
  sequence: 'q',
  function: 'f',
  record: 'r',
  message: 'e',
  messages: 'ms',
  places: 'g',
  pair: 'p',
  pairs: 'pp',
  queue: 'w',
  nodes: 'h',
  grid: 'd',
  bag: 'k',
};

/** What the text of an expression may mention where it stands. */
export interface Surroundings {
  readonly bound: readonly { readonly name: string; readonly kind: Kind }[];
  /** Kinds whose variables already have a next value. */
  readonly primed: readonly Kind[];
  /** How many patterns stand around: names that a pattern brings along are numbered by it. */
  readonly depth: number;
}

/** An expression, written once it is known what is bound around it: so that it can be shrunk, and nested anywhere. */
export type Text = (around: Surroundings) => string;

export function within(around: Surroundings, kind: Kind): { name: string; around: Surroundings } {
  const name = `x${around.depth}`;
  return { name, around: { ...around, bound: [...around.bound, { name, kind }], depth: around.depth + 1 } };
}

/** A pattern with `$1`, `$2` for its parts; in `%1` the bound name, written `&`, is known. A `^` makes a name unlike those around. */
function pattern(text: string, parts: readonly Text[], bound?: Kind): Text {
  return (around) => {
    const outer = { ...around, depth: around.depth + 1 };
    const inner = bound === undefined ? undefined : within(outer, bound);
    const written = text.replace(/[$%]\d|&|(?<=[a-zO])\^/g, (sign) => {
      if (sign === '&') return inner?.name ?? '';
      if (sign === '^') return String(around.depth);
      const part = parts[Number(sign[1]) - 1] as Text;
      return part(sign[0] === '%' && inner !== undefined ? inner.around : outer);
    });
    return `(${written})`;
  };
}

/** Names in scope of that kind, the innermost first; the variable, primed where it may be. */
function names(around: Surroundings, kind: Kind): string[] {
  return [
    ...around.bound
      .filter((name) => name.kind === kind)
      .map(({ name }) => name)
      .reverse(),
    variables[kind],
    ...(around.primed.includes(kind) ? [`${variables[kind]}'`] : []),
  ];
}

const reference = (kind: Kind): fc.Arbitrary<Text> =>
  fc.nat({ max: 5 }).map((choice) => (around) => {
    const all = names(around, kind);
    return all[choice % all.length] as string;
  });

const literals: Readonly<Record<Kind, readonly string[]>> = {
  integer: ['0', '1', '2', '3', '7', '(-1)', '(-5)', '100'],
  boolean: ['TRUE', 'FALSE'],
  string: ['"a"', '"b"', '"c"', '""'],
  model: ['m1', 'm2', 'm3'],
  set: ['{}', '{1}', '{0, 2}', '0..3', '1..2', '(-1)..1', '{5, 1, 3}', '2..1'],
  sets: ['{}', '{{}}', '{{1}, {1, 2}}', 'SUBSET {0, 1}', 'SUBSET (1..2)'],
  crowd: ['{}', 'M', '{m1}', '{m3, m2}'],
  sequence: ['<<>>', '<<1>>', '<<0, 2>>', '<<3, 1, 2>>'],
  function: [raw`[x \in 1..2 |-> x]`, raw`[x \in {0, 5} |-> 2]`, '<<4, 5>>', raw`(0 :> 1 @@ 2 :> 0)`],
  record: ['[a |-> 0, b |-> TRUE]', '[a |-> 2, b |-> FALSE]'],
  message: ['[type |-> "a", n |-> 0]', '[type |-> "b", n |-> 1]', '[type |-> "a", n |-> 2]'],
  messages: ['{}', '{[type |-> "a", n |-> 1]}', '[type : {"a", "b"}, n : 0..1]'],
  places: [raw`[x \in M |-> 0]`, raw`[x \in M |-> IF x = m1 THEN 1 ELSE 2]`],
  pair: ['<<0, m1>>', '<<2, m3>>'],
  pairs: ['{}', '{<<0, m1>>}', raw`(0..1) \X M`, raw`{1} \X {m2}`],
  queue: ['<<>>', '<<[type |-> "b", n |-> 0]>>'],
  nodes: [
    raw`[x \in M |-> [n |-> 0, s |-> {}]]`,
    raw`[x \in M |-> [n |-> IF x = m2 THEN 1 ELSE 2, s |-> {1}]]`,
  ],
  grid: [raw`[x \in M, y \in 0..1 |-> y]`, raw`[x, y \in {m1} |-> 2]`],
  bag: ['EmptyBag', 'SetToBag({0, 2})', '(1 :> 2)'],
};

type Production = readonly [text: string, parts: readonly Kind[], bound?: Kind];

const comparable: readonly Production[] = kinds.flatMap((kind): Production[] => [
  ['$1 = $2', [kind, kind]],
  ['$1 # $2', [kind, kind]],
]);

/** Each row: a pattern, the kinds of its parts, the kind of what it binds. */
const productions: Readonly<Record<Kind, readonly Production[]>> = {
  integer: [
    ['$1 + $2', ['integer', 'integer']],
    ['$1 - $2', ['integer', 'integer']],
    ['$1 * $2', ['integer', 'integer']],
    ['-$1', ['integer']],
    [raw`$1 \div 2`, ['integer']],
    ['$1 % 3', ['integer']],
    ['2^($1 % 5)', ['integer']],
    [raw`$1 \div $2`, ['integer', 'integer']],
    ['Cardinality($1)', ['set']],
    ['Cardinality($1)', ['messages']],
    ['Cardinality($1)', ['crowd']],
    ['Cardinality(SUBSET $1)', ['set']],
    ['Len($1)', ['sequence']],
    ['Len($1)', ['queue']],
    ['Len($1)', ['string']],
    ['Head($1)', ['sequence']],
    ['$1[$2]', ['sequence', 'integer']],
    ['$1[$2]', ['function', 'integer']],
    ['$1[$2]', ['places', 'model']],
    ['$1.a', ['record']],
    ['$1["a"]', ['record']],
    ['$1.n', ['message']],
    ['$1[1]', ['pair']],
    [raw`CHOOSE & \in $1 : %2`, ['set', 'boolean'], 'integer'],
    [raw`CHOOSE & \in 0..5 : %1`, ['boolean'], 'integer'],
    ['Sum($1)', ['set']],
    ['Fact[$1]', ['integer']],
    ['Twice(LAMBDA & : %1, $2)', ['integer', 'integer'], 'integer'],
    ['Fold(+, $1, $2)', ['sequence', 'integer']],
    ['Twice(Next3, $1)', ['integer']],
    ['Total', []],
    ['Spread($1)', ['integer']],
    ['Inner!Moved($1)', ['integer']],
    ['$1[$2].n', ['nodes', 'model']],
    ['$1[$2, $3]', ['grid', 'model', 'integer']],
    ['$1[<<m1, $2>>]', ['grid', 'integer']],
    ['$1[$2]', ['bag', 'integer']],
    ['CopiesIn($1, $2)', ['integer', 'bag']],
    ['BagCardinality($1)', ['bag']],
    [raw`(CHOOSE <<u^, v^>> \in $1 : v^ # $2)[1]`, ['pairs', 'model']],
    [
      raw`LET at^[n^ \in 0..2, k^ \in {1, 2}] == IF n^ = 0 THEN $1 + k^ ELSE at^[n^ - 1, 3 - k^] IN at^[2, $2]`,
      ['integer', 'integer'],
    ],
    [
      raw`LET both^(u^, O^(_)) == O^(u^) + O^($1) IN both^($2, LAMBDA & : %3)`,
      ['integer', 'integer', 'integer'],
      'integer',
    ],
    [raw`LET first^ == $1 second^(u^) == first^ - u^ IN second^(second^($2))`, ['integer', 'integer']],
    ['lab^ :: $1', ['integer']],
    ['TLCEval($1)', ['integer']],
    ['MapThenSumSet(LAMBDA & : %1, $2)', ['integer', 'set'], 'integer'],
    ['SumSet($1)', ['set']],
    ['Max($1)', ['set']],
    ['Min($1)', ['set']],
    ['FoldFunction(+, $1, $2)', ['integer', 'places']],
    ['Bits($1, $2)', ['integer', 'integer']],
    ['$1 | 5', ['integer']],
    [raw`Fold(LAMBDA u^, v^ : u^ * 2 - v^, $1, $2)`, ['sequence', 'integer']],
    [raw`LET up^[n^ \in 0..3] == IF n^ = 0 THEN $1 ELSE 1 + up^[n^ - 1] IN up^[2]`, ['integer']],
    [
      raw`LET RECURSIVE down^(_) down^(n^) == IF n^ <= 0 THEN $1 ELSE down^(n^ - 1) IN down^($2)`,
      ['integer', 'integer'],
    ],
  ],
  boolean: [
    ...comparable,
    [raw`$1 /\ $2`, ['boolean', 'boolean']],
    [raw`$1 \/ $2`, ['boolean', 'boolean']],
    ['$1 => $2', ['boolean', 'boolean']],
    ['$1 <=> $2', ['boolean', 'boolean']],
    ['~$1', ['boolean']],
    ['$1 < $2', ['integer', 'integer']],
    ['$1 <= $2', ['integer', 'integer']],
    ['$1 > $2', ['integer', 'integer']],
    ['$1 >= $2', ['integer', 'integer']],
    [raw`$1 \in $2`, ['integer', 'set']],
    [raw`$1 \notin $2`, ['integer', 'set']],
    [raw`$1 \in $2`, ['set', 'sets']],
    [raw`$1 \in SUBSET $2`, ['set', 'set']],
    [raw`$1 \in $2`, ['model', 'crowd']],
    [raw`$1 \in $2`, ['message', 'messages']],
    [raw`$1 \in $2`, ['pair', 'pairs']],
    [raw`$1 \in [M -> $2]`, ['places', 'set']],
    [raw`$1 \in [1..2 -> $2]`, ['function', 'set']],
    [raw`$1 \in [DOMAIN $1 -> $2]`, ['function', 'set']],
    [raw`$1 \in [a : $2, b : BOOLEAN]`, ['record', 'set']],
    [raw`$1 \in Seq($2)`, ['sequence', 'set']],
    [raw`$1 \in {"a", "b"}`, ['string']],
    [raw`$1 \in Nat`, ['integer']],
    [raw`$1 \in {2 * u^ : u^ \in $2}`, ['integer', 'set']],
    [raw`$1 \in {u^ \in $2 : u^ > 1}`, ['integer', 'set']],
    [raw`$1 \in {u^ \in {v^ \in Nat : v^ # $2} : u^ > $3}`, ['integer', 'integer', 'integer']],
    [raw`$1 \subseteq {u^ \in (IF $2 THEN Nat ELSE $3) : u^ # $4}`, ['set', 'boolean', 'set', 'integer']],
    [raw`{u^ \in (IF $1 THEN Nat ELSE $2) : u^ > $3} = $4`, ['boolean', 'set', 'integer', 'set']],
    [raw`{u^ \in SUBSET (0..40) : u^ # {$1}} # $2`, ['integer', 'sets']],
    // As an action it would be one for each member for which it is true.
    [
      raw`(\E & \in {u^ \in SUBSET (0..40) : u^ # {$1}} : & = {} \/ %2) = TRUE`,
      ['integer', 'boolean'],
      'set',
    ],
    [raw`$1 \in UNION $2`, ['integer', 'sets']],
    [raw`$1 \subseteq $2`, ['set', 'set']],
    [raw`$1 \subseteq $2`, ['crowd', 'crowd']],
    [raw`$1 \subseteq $2`, ['messages', 'messages']],
    [raw`$1 \subseteq SUBSET $2`, ['sets', 'set']],
    [raw`\E & \in $1 : %2`, ['set', 'boolean'], 'integer'],
    [raw`\A & \in $1 : %2`, ['set', 'boolean'], 'integer'],
    [raw`\E & \in $1 : %2`, ['messages', 'boolean'], 'message'],
    [raw`\A & \in $1 : &.type = $2 => %3`, ['messages', 'string', 'boolean'], 'message'],
    [raw`\E & \in $1 : %2`, ['crowd', 'boolean'], 'model'],
    [raw`\A & \in $1 : %2`, ['crowd', 'boolean'], 'model'],
    [raw`\E & \in SUBSET $1 : %2`, ['set', 'boolean'], 'set'],
    [raw`\A & \in SUBSET M : %1`, ['boolean'], 'crowd'],
    [raw`\A & \in $1 : %2`, ['pairs', 'boolean'], 'pair'],
    [raw`\E <<u^, v^>> \in $1 : u^ = $2 /\ v^ = $3`, ['pairs', 'integer', 'model']],
    [raw`\E & \in [M -> {0, $1}] : %2`, ['integer', 'boolean'], 'places'],
    ['$1.b', ['record']],
    ['$1.type = $2', ['message', 'string']],
    ['IsFiniteSet($1)', ['set']],
    [raw`\A u^, v^ \in $1 : u^ + v^ > $2`, ['set', 'integer']],
    [raw`\E u^ \in $1, v^ \in $2 : u^ \in v^ => v^ # {}`, ['set', 'sets']],
    [raw`\A u^ \in $1 : \E v^ \in $2 : <<v^, u^>> \in $3`, ['crowd', 'set', 'pairs']],
    [raw`\E <<u^, v^>> \in $1, & \in $2 : u^ < & /\ %3`, ['pairs', 'set', 'boolean'], 'integer'],
    [raw`$1 \in [M -> [n : 0..2, s : SUBSET $2]]`, ['nodes', 'set']],
    [raw`$1 \in [M \X (0..1) -> $2]`, ['grid', 'set']],
    [raw`$1 \in UNION {SUBSET u^ : u^ \in $2}`, ['set', 'sets']],
    [raw`<<$1, $2, $3>> \in (0..2) \X M \X BOOLEAN`, ['integer', 'model', 'boolean']],
    [raw`$1 \in STRING`, ['string']],
    [raw`$1 \in Int`, ['integer']],
    [raw`$1 \in Seq([type : {"a", "b"}, n : $2])`, ['queue', 'set']],
    [raw`\E & \in [a : $1, b : BOOLEAN] : %2`, ['set', 'boolean'], 'record'],
    [raw`\E & \in $1 \X $2 : %3`, ['set', 'crowd', 'boolean'], 'pair'],
    [raw`\A & \in [$1 -> {0, 1}] : %2`, ['set', 'boolean'], 'function'],
    [raw`\A & \in UNION $1 : %2`, ['sets', 'boolean'], 'integer'],
    [raw`{u^ \in $1 : u^ > $2} # {}`, ['set', 'integer']],
    [raw`\A & \in DOMAIN $1 : $1[&] # %2`, ['sequence', 'integer'], 'integer'],
    [raw`$1 \sqsubseteq $2`, ['bag', 'bag']],
    ['BagIn($1, $2)', ['integer', 'bag']],
    ['IsABag($1)', ['bag']],
    ['Test(LAMBDA & : %1, $2)', ['boolean', 'model'], 'model'],
    ['Inner!Fits($1)', ['integer']],
    ['lab^ :: $1', ['boolean']],
    ['ENABLED Inner!Grow', []],
    ['Assert($1, "no")', ['boolean']],
    [raw`/\ $1 /\ (\/ $2 \/ $3) /\ $4`, ['boolean', 'boolean', 'boolean', 'boolean']],
    ['IsInjective($1)', ['function']],
    [raw`{$1, $2} \cap $3 = {}`, ['integer', 'integer', 'set']],
  ],
  string: [
    ['$1.type', ['message']],
    [raw`CHOOSE & \in {"b", "a"} : %1`, ['boolean'], 'string'],
    ['ToString($1)', ['integer']],
    [raw`$1 \o $2`, ['string', 'string']],
    ['SubSeq($1, 1, $2)', ['string', 'integer']],
    ['[u^ |-> $1, v^ |-> "c"].u^', ['string']],
  ],
  model: [
    ['$1[2]', ['pair']],
    [raw`CHOOSE & \in $1 : %2`, ['crowd', 'boolean'], 'model'],
    [raw`CHOOSE & \in M : & # $1`, ['model'], 'model'],
    [raw`(CHOOSE u^ \in Permutations(M) : u^[m1] = $1)[$2]`, ['model', 'model']],
  ],
  set: [
    ['{$1}', ['integer']],
    ['{$1, $2}', ['integer', 'integer']],
    [raw`$1..$2`, ['integer', 'integer']],
    [raw`$1 \cap {u^ \in {v^ \in Int : v^ > $2} : u^ # $3}`, ['set', 'integer', 'integer']],
    [raw`UNION ($1 \cap {u^ \in SUBSET (0..40) : $2 \notin u^})`, ['sets', 'integer']],
    [raw`$1 \cup $2`, ['set', 'set']],
    [raw`$1 \cap $2`, ['set', 'set']],
    [raw`$1 \ $2`, ['set', 'set']],
    ['UNION $1', ['sets']],
    [raw`{& \in $1 : %2}`, ['set', 'boolean'], 'integer'],
    [raw`{%2 : & \in $1}`, ['set', 'integer'], 'integer'],
    [raw`{%2 : & \in $1}`, ['messages', 'integer'], 'message'],
    [raw`{%2 : & \in $1}`, ['crowd', 'integer'], 'model'],
    [raw`{u^ + v^ : u^ \in $1, v^ \in $2}`, ['set', 'set']],
    ['DOMAIN $1', ['function']],
    ['DOMAIN $1', ['sequence']],
    [raw`CHOOSE & \in $1 : %2`, ['sets', 'boolean'], 'set'],
    ['$1[$2].s', ['nodes', 'model']],
    ['BagToSet($1)', ['bag']],
    ['ToSet($1)', ['sequence']],
    ['Range($1)', ['function']],
    [raw`{$1[u^] : u^ \in $2}`, ['places', 'crowd']],
    [raw`{u^[1] : u^ \in $1}`, ['pairs']],
    [raw`{u^ * v^ : <<u^, w^>> \in $1, v^ \in $2}`, ['pairs', 'set']],
    [raw`UNION {$1[u^].s : u^ \in $2}`, ['nodes', 'crowd']],
    [raw`{& \in $1 : %3} \ {$2}`, ['set', 'integer', 'boolean'], 'integer'],
  ],
  sets: [
    ['{$1}', ['set']],
    ['{$1, $2}', ['set', 'set']],
    ['SUBSET $1', ['set']],
    [raw`$1 \cup $2`, ['sets', 'sets']],
    [raw`$1 \ $2`, ['sets', 'sets']],
    [raw`{& \in $1 : %2}`, ['sets', 'boolean'], 'set'],
    [raw`{%2 : & \in $1}`, ['set', 'set'], 'integer'],
    [raw`{& \in SUBSET $1 : %2}`, ['set', 'boolean'], 'set'],
    [raw`{$1[u^].s : u^ \in M}`, ['nodes']],
    ['kSubset(2, $1)', ['set']],
  ],
  crowd: [
    ['{$1}', ['model']],
    [raw`$1 \cup $2`, ['crowd', 'crowd']],
    [raw`$1 \cap $2`, ['crowd', 'crowd']],
    [raw`$1 \ $2`, ['crowd', 'crowd']],
    ['DOMAIN $1', ['places']],
    [raw`{& \in $1 : %2}`, ['crowd', 'boolean'], 'model'],
    [raw`{%2 : & \in $1}`, ['pairs', 'model'], 'pair'],
    [raw`{u^ \in M : $1[u^].n > $2}`, ['nodes', 'integer']],
    [raw`{u^ \in M : <<$1, u^>> \in $2}`, ['integer', 'pairs']],
    [raw`M \ {u^ \in $1 : $2 \in $3[u^].s}`, ['crowd', 'integer', 'nodes']],
  ],
  sequence: [
    ['<<$1>>', ['integer']],
    ['<<$1, $2>>', ['integer', 'integer']],
    ['Append($1, $2)', ['sequence', 'integer']],
    [raw`$1 \o $2`, ['sequence', 'sequence']],
    ['Tail($1)', ['sequence']],
    ['SubSeq($1, 1, $2)', ['sequence', 'integer']],
    ['SubSeq($1, 2, Len($1))', ['sequence']],
    ['SelectSeq($1, LAMBDA & : %2)', ['sequence', 'boolean'], 'integer'],
    ['SortSeq($1, <)', ['sequence']],
    [raw`[& \in 1..3 |-> %1]`, ['integer'], 'integer'],
    [raw`[& \in DOMAIN $1 |-> %2]`, ['sequence', 'integer'], 'integer'],
    ['[$1 EXCEPT ![$2] = $3]', ['sequence', 'integer', 'integer']],
    ['Reverse($1)', ['sequence']],
    ['SetToSortSeq($1, <)', ['set']],
    ['Front($1)', ['sequence']],
    [raw`[& \in 1..Len($1) |-> $1[&] + %2]`, ['sequence', 'integer'], 'integer'],
    [raw`<<$1>> \o $2`, ['integer', 'sequence']],
  ],
  function: [
    [raw`[& \in $1 |-> %2]`, ['set', 'integer'], 'integer'],
    ['[$1 EXCEPT ![$2] = $3]', ['function', 'integer', 'integer']],
    ['[$1 EXCEPT ![$2] = @ + 1, ![$3] = @ * @]', ['function', 'integer', 'integer']],
    ['($1 :> $2) @@ $3', ['integer', 'integer', 'function']],
    ['$1 @@ $2', ['function', 'function']],
    ['$1', ['sequence']],
    [raw`CHOOSE & \in [$1 -> {0, 1}] : %2`, ['set', 'boolean'], 'function'],
    [
      raw`LET f^[n^ \in $1] == IF n^ <= 0 THEN $2 ELSE IF n^ - 1 \in $1 THEN f^[n^ - 1] ELSE n^ IN f^`,
      ['set', 'integer'],
    ],
    ['Restrict($1, $2)', ['function', 'set']],
  ],
  record: [
    ['[a |-> $1, b |-> $2]', ['integer', 'boolean']],
    ['[$1 EXCEPT !.a = $2]', ['record', 'integer']],
    ['[$1 EXCEPT !.a = @ + $2, !.b = ~@]', ['record', 'integer']],
    [raw`CHOOSE & \in [a : $1, b : BOOLEAN] : %2`, ['set', 'boolean'], 'record'],
    ['("a" :> $1) @@ $2', ['integer', 'record']],
  ],
  message: [
    ['[type |-> $1, n |-> $2]', ['string', 'integer']],
    ['[$1 EXCEPT !.n = $2]', ['message', 'integer']],
    ['Head($1)', ['queue']],
    ['$1[$2]', ['queue', 'integer']],
    [raw`CHOOSE & \in $1 : %2`, ['messages', 'boolean'], 'message'],
  ],
  messages: [
    ['{$1}', ['message']],
    [raw`$1 \cup {$2}`, ['messages', 'message']],
    [raw`$1 \ {$2}`, ['messages', 'message']],
    [raw`$1 \cup $2`, ['messages', 'messages']],
    [raw`$1 \cap $2`, ['messages', 'messages']],
    [raw`{& \in $1 : %2}`, ['messages', 'boolean'], 'message'],
    [raw`{& \in $1 : &.n > $2}`, ['messages', 'integer'], 'message'],
    [raw`{%2 : & \in $1}`, ['set', 'message'], 'integer'],
    ['[type : {$1}, n : $2]', ['string', 'set']],
  ],
  places: [
    [raw`[& \in M |-> %1]`, ['integer'], 'model'],
    ['[$1 EXCEPT ![$2] = $3]', ['places', 'model', 'integer']],
    ['[$1 EXCEPT ![$2] = @ + $3]', ['places', 'model', 'integer']],
    ['[$1 EXCEPT ![m1] = $2, ![m2] = @ - 1]', ['places', 'integer']],
  ],
  pair: [
    ['<<$1, $2>>', ['integer', 'model']],
    ['[$1 EXCEPT ![1] = $2]', ['pair', 'integer']],
    [raw`CHOOSE & \in $1 : %2`, ['pairs', 'boolean'], 'pair'],
  ],
  pairs: [
    ['{$1}', ['pair']],
    [raw`$1 \X $2`, ['set', 'crowd']],
    [raw`$1 \cup $2`, ['pairs', 'pairs']],
    [raw`{& \in $1 : %2}`, ['pairs', 'boolean'], 'pair'],
    [raw`{<<u^, v^>> \in $1 : u^ > $2}`, ['pairs', 'integer']],
  ],
  queue: [
    ['Append($1, $2)', ['queue', 'message']],
    ['Tail($1)', ['queue']],
    ['[$1 EXCEPT ![$2].n = @ + $3]', ['queue', 'integer', 'integer']],
    ['[$1 EXCEPT ![1] = [@ EXCEPT !.type = $2], ![1].n = 0]', ['queue', 'string']],
    [raw`$1 \o $2`, ['queue', 'queue']],
    ['SelectSeq($1, LAMBDA & : %2)', ['queue', 'boolean'], 'message'],
  ],
  nodes: [
    [raw`[& \in M |-> [n |-> %1, s |-> %2]]`, ['integer', 'set'], 'model'],
    ['[$1 EXCEPT ![$2] = [n |-> $3, s |-> @.s]]', ['nodes', 'model', 'integer']],
    ['[$1 EXCEPT ![$2].n = $3]', ['nodes', 'model', 'integer']],
    [raw`[$1 EXCEPT ![$2].n = @ + 1, ![$3].s = @ \cup {$4}]`, ['nodes', 'model', 'model', 'integer']],
    [raw`[$1 EXCEPT ![$2].s = @ \ $3, ![$2]["n"] = Cardinality($3)]`, ['nodes', 'model', 'set']],
    [raw`[& \in M |-> [$1[&] EXCEPT !.s = {u^ \in @ : %2}]]`, ['nodes', 'boolean'], 'model'],
  ],
  grid: [
    [raw`[& \in M, u^ \in 0..1 |-> %1 - u^]`, ['integer'], 'model'],
    [raw`[<<u^, v^>> \in M \X $1 |-> v^]`, ['set']],
    ['[$1 EXCEPT ![$2, $3] = $4]', ['grid', 'model', 'integer', 'integer']],
    ['[$1 EXCEPT ![m1, 0] = @ + 1, ![<<$2, 1>>] = @ * 2]', ['grid', 'model']],
  ],
  bag: [
    ['$1 (+) $2', ['bag', 'bag']],
    ['$1 (-) $2', ['bag', 'bag']],
    ['SetToBag($1)', ['set']],
    ['$1 (+) ($2 :> 1)', ['bag', 'integer']],
    [raw`[& \in $1 |-> 1 + Cardinality($2)]`, ['set', 'crowd'], 'integer'],
    ['BagOfAll(LAMBDA & : %1, $2)', ['integer', 'bag'], 'integer'],
  ],
};

/** What any kind can be made of. */
const common = (kind: Kind): Production[] => [
  ['IF $1 THEN $2 ELSE $3', ['boolean', kind, kind]],
  [raw`CASE $1 -> $2 [] $3 -> $4 [] OTHER -> $5`, ['boolean', kind, 'boolean', kind, kind]],
  ['LET & == $1 IN %2', [kind, kind], kind],
  ['LET O^(&) == %1 IN O^($2)', [kind, kind], kind],
  ['Same(LAMBDA & : %1, $2)', [kind, kind], kind],
];

/** Errors: no arm, another kind, a part that is not there. */
const errors = (kind: Kind): Production[] => [
  ['CASE $1 -> $2', ['boolean', kind]],
  ['$1', [kind === 'integer' ? 'set' : 'integer']],
  ['$1', [kind === 'string' ? 'model' : 'string']],
];

/** @param faulty how many of a hundred expressions are of the wrong kind */
export function expressions(faulty: number): Readonly<Record<Kind, fc.Arbitrary<Text>>> {
  return fc.letrec<Record<Kind, Text>>((again) => {
    const made = ([text, parts, bound]: Production): fc.Arbitrary<Text> =>
      fc.tuple(...parts.map((part) => again(part))).map((texts) => pattern(text, texts, bound));
    const entries = kinds.map((kind): [Kind, fc.Arbitrary<Text>] => [
      kind,
      fc.oneof(
        { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
        {
          weight: 45,
          arbitrary: fc.oneof(
            reference(kind),
            fc.constantFrom(...literals[kind]).map(
              (text): Text =>
                () =>
                  text,
            ),
          ),
        },
        { weight: 42, arbitrary: fc.oneof(...productions[kind].map(made)) },
        { weight: 7, arbitrary: fc.oneof(...common(kind).map(made)) },
        ...(faulty === 0 ? [] : [{ weight: faulty, arbitrary: fc.oneof(...errors(kind).map(made)) }]),
      ),
    ]);
    return Object.fromEntries(entries) as Record<Kind, fc.Arbitrary<Text>>;
  });
}
