/** Words and signs of other languages, and how TLA+ says the same. */

import type { Diagnostic } from './diagnostic.js';
import { inOneLine, type Span } from './source.js';

/** What another language says so. @param text as it stands there; @param hint how TLA+ says it */
export function foreign(text: string, span: Span, hint: string): Diagnostic {
  const message = `\`${inOneLine(text, 40)}\` is not how TLA+ says it.`;
  return { code: 'foreign', severity: 'error', message, span, hint };
}

const table = <T>(entries: Readonly<Record<string, T>>): ReadonlyMap<string, T> =>
  new Map(Object.entries(entries));

const conjunction = 'And is written `/\\`.';
const disjunction = 'Or is written `\\/`.';
const negation = 'Not is written `~`.';
const every = 'For all is written `\\A x \\in S : P(x)`.';
const some = 'For some is written `\\E x \\in S : P(x)`.';
export const choice = 'A choice is written `IF c THEN a ELSE b`.';

export const comment = 'A comment is `\\* …` to the end of the line, or `(* … *)`.';
export const recordOrFunction = 'A record is written `[field |-> 1]`, a function `[x \\in S |-> e]`.';
export const tupleOfVariables = (names: readonly string[]) =>
  `Several variables make a tuple: \`UNCHANGED <<${names.join(', ')}>>\`.`;

/** Operators that programs have, as TLA+ spells them; a spec may define them for itself. */
export const operatorSigns = table({
  '&&': '/\\',
  '||': '\\/',
  '&': '/\\',
  '|': '\\/',
  '%%': '%',
  '**': '^',
  '/': '\\div',
  ':=': "x' = …",
  '++': '+',
  '--': '-',
});

/** `\word` that another notation has. */
export const backslashWords = table({
  '\\and': '/\\',
  '\\or': '\\/',
  '\\not': '~',
  '\\implies': '=>',
  '\\iff': '<=>',
  '\\all': '\\A',
  '\\exist': '\\E',
  '\\nin': '\\notin',
  '\\sub': '\\subseteq',
  '\\setminus': '\\',
  '\\empty': '{}',
  '\\emptyset': '{}',
  '\\to': '->',
  '\\mapsto': '|->',
});

/** Words between operands. */
export const infixWords = table({
  in: 'Membership is written `x \\in S`.',
  IN: 'Membership is written `x \\in S`.',
  of: 'Membership is written `x \\in S`.',
  notin: 'No member is written `x \\notin S`.',
  and: conjunction,
  AND: conjunction,
  or: disjunction,
  OR: disjunction,
  implies: 'Implication is written `=>`.',
  mod: 'The remainder is written `%`.',
  MOD: 'The remainder is written `%`.',
  div: 'Division of integers is written `\\div`.',
  DIV: 'Division of integers is written `\\div`.',
  is: 'Equal is written `=`.',
  union: 'The union is written `S \\union T`.',
  intersect: 'The intersection is written `S \\intersect T`.',
  as: 'Values have no types: leave it out.',
});

/** Words in front of an operand. */
export const prefixWords = table({
  not: negation,
  NOT: negation,
  forall: every,
  FORALL: every,
  exists: some,
  EXISTS: some,
  typeof: 'Values have no types to ask for: ask for membership, as in `x \\in Nat`.',
  new: 'Nothing is made: a value is written down, as in `<<>>`, `{}` or `[field |-> 1]`.',
  return: 'Nothing is returned: a definition is its expression, as in `F(a) == a + 1`.',
  await: 'Nothing is waited for: a step is possible when its conditions hold, as in `/\\ x > 0`.',
  let: 'A name for a value is written `LET y == x + 1 IN …`.',
  const: 'A name for a value is written `LET y == x + 1 IN …`.',
  var: 'A name for a value is written `LET y == x + 1 IN …`.',
});

/** Words that are followed by a condition in parentheses. */
export const conditionWords = table({
  if: `${choice} In an action, a condition is a conjunct: \`/\\ c\`.`,
  IF: `${choice} In an action, a condition is a conjunct: \`/\\ c\`.`,
  while: 'Nothing is repeated: an action says one step, and is taken as often as its conditions hold.',
  for: 'Nothing is repeated: what is true of all is written `\\A x \\in S : P(x)`.',
  switch: 'Several cases are written `CASE a -> x [] b -> y [] OTHER -> z`.',
});

const operator = 'An operator is defined by `F(a, b) == …`.';
const variable = 'A variable is declared by `VARIABLE x`, a name for a value by `y == …`.';
const extended =
  'Other specs and modules are read by `EXTENDS Name`; the standard ones need none in a `.spec`.';

/** Words that begin a declaration or a statement. */
export const beginnings = table({
  const: 'A constant is declared by `CONSTANT N = 3`, a name for a value by `y == …`.',
  let: variable,
  var: variable,
  function: operator,
  func: operator,
  fn: operator,
  def: operator,
  define: operator,
  async: operator,
  import: extended,
  use: extended,
  require: extended,
  type: 'A set stands where a type would, and is defined by `Name == …`.',
  interface: 'A set of records stands where a type would: `Name == [field : S]`.',
  enum: 'A set stands where a type would: `Name == {"a", "b"}`.',
  class: 'A spec has variables and definitions only: `VARIABLE x`, `Name == …`.',
  export: 'Every definition can be seen by the specs that extend this one: leave it out.',
  action: 'An action is a definition: `Name == …`.',
  return: 'Nothing is returned: a definition is its expression, as in `F(a) == a + 1`.',
  if: choice,
  MODULE: 'A spec is named by `SPEC Name`, a module by `---- MODULE Name ----`.',
});

/** Characters that TLA+ does not have. */
export const characters = table({
  ';': 'Lines and declarations end without a sign: leave `;` out everywhere.',
  '?': choice,
  '`': 'A string is written with double quotes: `"a"`.',
  '“': 'A string is written with double quotes: `"a"`.',
  '”': 'A string is written with double quotes: `"a"`.',
  '‘': 'A string is written with double quotes: `"a"`.',
  '’': "A prime is written `'`, a string with double quotes.",
  '–': 'Minus is written `-`.',
  '—': 'Minus is written `-`.',
  '−': 'Minus is written `-`.',
});

const append = 'An element is put at the end by `Append(s, e)`.';
const length = 'The length of a sequence is `Len(s)`.';
const size = 'The size of a finite set is `Cardinality(S)`.';
const lengthOrSize = 'The length of a sequence is `Len(s)`, the size of a set `Cardinality(s)`.';
const holds =
  'Membership in a set is `e \\in s`, of a key `k \\in DOMAIN s`, in a sequence `\\E i \\in DOMAIN s : s[i] = e`.';
const added = 'A member is added by `s \\union {e}`.';
const taken = 'A member is taken out by `s \\ {e}`.';
const forAll = 'A condition on all members is `\\A e \\in s : Test(e)`.';
const forSome = 'A condition on some member is `\\E e \\in s : Test(e)`.';

/** What stands for a method of `s`. */
export const methods = table({
  push: append,
  append,
  pop: 'All but the last element are `SubSeq(s, 1, Len(s) - 1)`.',
  shift: 'The first element is `Head(s)`, the rest is `Tail(s)`.',
  unshift: 'An element is put in front by `<<e>> \\o s`.',
  concat: 'Sequences are joined by `s \\o t`.',
  slice: 'The elements m to n are `SubSeq(s, m, n)`.',
  length: lengthOrSize,
  size: lengthOrSize,
  has: holds,
  includes: holds,
  contains: holds,
  add: added,
  insert: added,
  delete: taken,
  remove: taken,
  union: 'The union is `s \\union t`.',
  intersection: 'The intersection is `s \\intersect t`.',
  difference: 'The members of t are taken out by `s \\ t`.',
  isSubsetOf: 'A subset is `s \\subseteq t`.',
  every: forAll,
  all: forAll,
  forEach: forAll,
  some: forSome,
  any: forSome,
  find: 'Some member with a property is `CHOOSE e \\in s : Test(e)`.',
  filter: 'The members with a property are `{e \\in s : Test(e)}`, of a sequence `SelectSeq(s, Test)`.',
  map: 'A function of all members is `{F(e) : e \\in s}`, of a sequence `[i \\in DOMAIN s |-> F(s[i])]`.',
  keys: 'The keys are `DOMAIN s`.',
  values: 'The values are `{s[k] : k \\in DOMAIN s}`.',
  get: 'The value at k is `s[k]`.',
  set: 'The value at k is replaced by `[s EXCEPT ![k] = v]`.',
  toString: 'The text of a value is `ToString(s)`.',
});

const noNull = 'There is no null: take a value of your own, such as `"none"`, or `CONSTANT None = None`.';
const integers = 'The integers are `Int`, from zero on `Nat`.';

/** Names that mean something elsewhere, and nothing here unless they are defined. */
export const names = table({
  true: 'Did you mean `TRUE`?',
  True: 'Did you mean `TRUE`?',
  false: 'Did you mean `FALSE`?',
  False: 'Did you mean `FALSE`?',
  null: noNull,
  NULL: noNull,
  Null: noNull,
  undefined: noNull,
  nil: noNull,
  NaN: noNull,
  none: noNull,
  None: noNull,
  WF: 'Fairness names what changes: `WF_vars(A)`.',
  SF: 'Fairness names what changes: `SF_vars(A)`.',
  length,
  Length: length,
  size,
  Size: size,
  Card: size,
  count: size,
  push: append,
  Push: append,
  Last: 'The last element is `s[Len(s)]`.',
  number: integers,
  Number: integers,
  integer: integers,
  Integer: integers,
  boolean: 'The two truth values are `BOOLEAN`.',
  bool: 'The two truth values are `BOOLEAN`.',
  Bool: 'The two truth values are `BOOLEAN`.',
  string: 'The strings are `STRING`.',
  String: 'The strings are `STRING`.',
  min: 'Define it: `Min(a, b) == IF a < b THEN a ELSE b`.',
  Min: 'Define it: `Min(a, b) == IF a < b THEN a ELSE b`.',
  max: 'Define it: `Max(a, b) == IF a > b THEN a ELSE b`.',
  Max: 'Define it: `Max(a, b) == IF a > b THEN a ELSE b`.',
  console: 'A value is printed by `PrintT(v)`.',
});
