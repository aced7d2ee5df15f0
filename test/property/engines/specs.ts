/** Generated specifications: actions made of all that actions are made of, over variables of every kind. */

import fc from 'fast-check';
import { expressions, type Kind, kinds, type Surroundings, type Text, variables, within } from './kinds.js';

const raw = String.raw;

/** What makes the first states; a variable of few first values proposes a layout that is soon too narrow. */
const initially: Readonly<Record<Kind, readonly string[]>> = {
  integer: [raw`i \in 0..2`, 'i = 1', raw`i \in {-1, 3}`],
  boolean: [raw`b \in BOOLEAN`, 'b = FALSE'],
  string: ['t = "a"', raw`t \in {"a", "b"}`],
  model: ['m = m1', raw`m \in M`],
  set: ['s = {1}', 's = {}', raw`s \in {{0, 2}, 1..3}`],
  sets: ['ss = {{1}, {}}', 'ss = {}'],
  crowd: ['c = {m1}', raw`c \in {{}, {m2, m3}}`],
  sequence: ['q = <<>>', raw`q \in {<<1>>, <<2, 0>>}`],
  function: [raw`f = [x \in 1..2 |-> 0]`, raw`f \in [{0} -> 1..2]`, 'f = <<3>>'],
  record: ['r = [a |-> 0, b |-> FALSE]', raw`r \in [a : {1}, b : BOOLEAN]`],
  message: ['e = [type |-> "a", n |-> 0]', raw`e \in [type : {"b"}, n : 0..1]`],
  messages: ['ms = {}', 'ms = {[type |-> "a", n |-> 0], [type |-> "b", n |-> 1]}'],
  places: [raw`g = [x \in M |-> 0]`, raw`g \in [M -> {1}]`],
  pair: ['p = <<0, m1>>', raw`p \in {1} \X {m2}`],
  pairs: ['pp = {}', 'pp = {<<1, m1>>, <<0, m3>>}'],
  queue: ['w = <<>>', 'w = <<[type |-> "a", n |-> 1]>>'],
  nodes: [raw`h = [x \in M |-> [n |-> 0, s |-> {}]]`, raw`h \in [M -> [n : {1}, s : {{}, {0, 2}}]]`],
  grid: [raw`d = [x \in M, y \in 0..1 |-> y]`, raw`d \in [{<<m1, 0>>, <<m2, 1>>} -> 0..1]`],
  bag: ['k = EmptyBag', raw`k \in {(0 :> 1), SetToBag({1, 2})}`],
};

/** So many variables may begin with one value of several. */
const mostDrawn = 2;

/** What gives a variable one first value. */
function certain(kind: Kind): string {
  return initially[kind].find((text) => text.includes(' = ')) as string;
}

/** State spaces that may be declared: values outside are seen, and fit all the same. */
const spaces: Readonly<Partial<Record<Kind, string>>> = {
  integer: '-1..3',
  boolean: 'BOOLEAN',
  string: '{"a", "b"}',
  model: 'M',
  set: 'SUBSET (0..3)',
  crowd: 'SUBSET M',
  record: '[a : 0..3, b : BOOLEAN]',
  message: '[type : {"a", "b"}, n : 0..2]',
  messages: 'SUBSET [type : {"a", "b"}, n : 0..2]',
  places: '[M -> 0..2]',
  pair: raw`(0..2) \X M`,
  pairs: raw`SUBSET ((0..2) \X M)`,
  nodes: '[M -> [n : 0..2, s : SUBSET (0..2)]]',
  grid: raw`[M \X (0..1) -> 0..2]`,
};

const beginning = raw`
CONSTANTS m1 = m1, m2 = m2, m3 = m3, M = {m1, m2, m3}`;

interface Stated {
  readonly text: string;
  /** Of the variables that it speaks of. */
  readonly kinds?: readonly Kind[];
  /** Other definitions and modules that it needs. */
  readonly needs?: readonly string[];
}

/** Definitions, and the library's operators that a module brings: they are there where something applies them. */
const definitions: Readonly<Record<string, Stated>> = {
  Sum: {
    text: raw`RECURSIVE Sum(_)
Sum(A) == IF A = {} THEN 0 ELSE LET x == CHOOSE x \in A : TRUE IN x + Sum(A \ {x})`,
  },
  Fact: { text: raw`Fact[n \in 0..4] == IF n = 0 THEN 1 ELSE n * Fact[n - 1]` },
  Twice: { text: 'Twice(F(_), x) == F(F(x))' },
  Same: { text: 'Same(F(_), x) == F(x)' },
  Fold: {
    text: `RECURSIVE Fold(_, _, _)
Fold(F(_, _), sq, x) == IF sq = <<>> THEN x ELSE Fold(F, Tail(sq), F(x, Head(sq)))`,
  },
  Test: { text: raw`Test(F(_), x) == LET Deny(G(_)) == ~G(x) IN Deny(F) \/ F(m1)` },
  Next3: { text: 'Next3(x) == (x + 3) % 5' },
  Do: { text: 'Do(A) == A' },
  Total: { text: 'Total == IF b THEN i ELSE Len(q)', kinds: ['integer', 'boolean', 'sequence'] },
  Spread: { text: 'Spread(x) == Cardinality(s) - x', kinds: ['set'] },
  Inner: {
    text: raw`---- MODULE Counting ----
EXTENDS Integers
CONSTANT Step, Kept(_)
VARIABLE v
Moved(x) == Kept(x) + v * Step
Fits(x) == \E y \in 0..Step : y = v + x
Grow == v' = v + Step
====
Inner == INSTANCE Counting WITH v <- i + 1, Step <- 2, Kept <- Next3`,
    kinds: ['integer'],
    needs: ['Next3'],
  },
  Bits: { text: 'Bits(x, y) == x & y', needs: ['Bitwise'] },
};

/** Modules beyond those that are in scope, with what of them is applied. */
const modules: Readonly<Record<string, RegExp>> = {
  Bitwise: /\bBits\b| \| /,
  FiniteSetsExt: /\b(MapThenSumSet|SumSet|Max|Min|kSubset)\b/,
  SequencesExt: /\b(ToSet|Reverse|SetToSortSeq|Front)\b/,
  Functions: /\b(FoldFunction|Range|Restrict|IsInjective)\b/,
};

/** Gives the variables of these kinds their next values, whatever is written before and after. */
type ActionText = (around: Surroundings, open: readonly Kind[]) => string;

/** Elements of each kind's sets, where there are such sets. */
const sources: readonly (readonly [from: Kind, member: Kind])[] = [
  ['set', 'integer'],
  ['sets', 'set'],
  ['crowd', 'model'],
  ['messages', 'message'],
  ['pairs', 'pair'],
];

type Expressions = ReturnType<typeof expressions>;

function actions(of: Expressions): fc.Arbitrary<ActionText> {
  const { steps } = fc.letrec<{ steps: ActionText }>((again) => {
    const step = again('steps');
    const any = fc.constantFrom(...kinds);
    const assigned = any.chain((kind) =>
      of[kind].map(
        (text): ActionText =>
          (around, open) => {
            if (!open.includes(kind)) return unchanged(open);
            const rest = open.filter((other) => other !== kind);
            return conjoined(`${variables[kind]}' = ${text(around)}`, unchanged(rest));
          },
      ),
    );
    const two = fc.tuple(any, any).chain(([first, second]) =>
      fc.tuple(of[first], of[second]).map(
        ([left, right]): ActionText =>
          (around, open) => {
            const later = { ...around, primed: [...around.primed, first] };
            const parts = [`${variables[first]}' = ${left(around)}`];
            if (second !== first) parts.push(`${variables[second]}' = ${right(later)}`);
            return conjoined(...parts, unchanged(open.filter((kind) => kind !== first && kind !== second)));
          },
      ),
    );
    const drawn = fc.constantFrom(...sources).chain(([from, member]) =>
      of[from].map(
        (text): ActionText =>
          (around, open) => {
            const rest = open.filter((kind) => kind !== member);
            return conjoined(raw`${variables[member]}' \in ${text(around)}`, unchanged(rest));
          },
      ),
    );
    const drawnFunction = fc.tuple(of.set, fc.boolean()).map(
      ([text, places]): ActionText =>
        (around, open) => {
          const kind = places ? 'places' : 'function';
          const domain = places ? 'M' : '1..2';
          const rest = open.filter((other) => other !== kind);
          return conjoined(raw`${variables[kind]}' \in [${domain} -> ${text(around)}]`, unchanged(rest));
        },
    );
    const either = fc.tuple(step, step).map(
      ([left, right]): ActionText =>
        (around, open) =>
          raw`(\/ ${left(around, open)} \/ ${right(around, open)})`,
    );
    const some = fc.constantFrom(...sources).chain(([from, member]) =>
      fc.tuple(of[from], step).map(
        ([set, body]): ActionText =>
          (around, open) => {
            const inner = within(around, member);
            return raw`(\E ${inner.name} \in ${set(around)} : ${body(inner.around, open)})`;
          },
      ),
    );
    const guarded = fc.tuple(of.boolean, step).map(
      ([guard, body]): ActionText =>
        (around, open) =>
          conjoined(guard(around), body(around, open)),
    );
    const witnessed = fc.tuple(of.set, of.boolean, step).map(
      ([set, test, body]): ActionText =>
        (around, open) => {
          const inner = within(around, 'integer');
          return conjoined(
            raw`(\E ${inner.name} \in ${set(around)} : ${test(inner.around)})`,
            body(around, open),
          );
        },
    );
    const every = fc.tuple(of.crowd, of.boolean, step).map(
      ([set, test, body]): ActionText =>
        (around, open) => {
          const inner = within(around, 'model');
          return conjoined(
            raw`(\A ${inner.name} \in ${set(around)} : ${test(inner.around)})`,
            body(around, open),
          );
        },
    );
    const tested = fc.tuple(of.boolean, step).map(
      ([test, body]): ActionText =>
        (around, open) =>
          conjoined(body(around, open), test({ ...around, primed: open })),
    );
    const chosen = fc.tuple(of.boolean, step, step).map(
      ([test, left, right]): ActionText =>
        (around, open) =>
          `(IF ${test(around)} THEN ${left(around, open)} ELSE ${right(around, open)})`,
    );
    const cases = fc.tuple(of.boolean, step, step).map(
      ([test, left, right]): ActionText =>
        (around, open) =>
          `(CASE ${test(around)} -> ${left(around, open)} [] OTHER -> ${right(around, open)})`,
    );
    const named = any.chain((kind) =>
      fc.tuple(of[kind], step, fc.boolean()).map(
        ([text, body, operator]): ActionText =>
          (around, open) => {
            const inner = within({ ...around, depth: around.depth + 1 }, kind);
            const name = `Act${around.depth}`;
            return operator
              ? `(LET ${name}(${inner.name}) == ${body(inner.around, open)} IN ${name}(${text(around)}))`
              : `(LET ${inner.name} == ${text(around)} IN ${body(inner.around, open)})`;
          },
      ),
    );
    /** A function whose body is an action, or a condition that is true in several ways; it may apply itself. */
    const applied = fc.tuple(of.boolean, step, fc.boolean(), fc.boolean()).map(
      ([test, body, again, twice]): ActionText =>
        (around, open) => {
          const inner = within({ ...around, depth: around.depth + 1 }, 'integer');
          const name = `Fn${around.depth}`;
          const more = raw` \/ (${inner.name} > 0 /\ ${name}[${inner.name} - 1])`;
          // In how many ways a condition is true is counted: what is compared is true in one.
          const condition = raw`(${test(inner.around)} = TRUE \/ ${inner.name} < 1)`;
          const action = twice ? condition : body(inner.around, open);
          const application = raw`(LET ${name}[${inner.name} \in 0..1] == (${action}${again ? more : ''}) IN ${name}[1])`;
          return twice ? conjoined(application, body(around, open)) : application;
        },
    );
    const implied = fc.tuple(of.boolean, step).map(
      ([test, body]): ActionText =>
        (around, open) =>
          conjoined(`(${test(around)} => TRUE)`, body(around, open)),
    );
    const enabled = fc.tuple(step, fc.boolean(), step).map(
      ([action, not, body]): ActionText =>
        (around, open) =>
          conjoined(`${not ? '~' : ''}ENABLED ${action(around, open)}`, body(around, open)),
    );
    const throughout = fc.tuple(of.set, step).map(
      ([set, body]): ActionText =>
        (around, open) => {
          const inner = within(around, 'integer');
          return raw`(\A ${inner.name} \in ${set(around)} : ${body(inner.around, open)})`;
        },
    );
    const handed = fc.tuple(step, fc.boolean()).map(
      ([body, twice]): ActionText =>
        (around, open) =>
          twice ? `Do(Do(${body(around, open)}))` : `Do(${body(around, open)})`,
    );
    const stuttering = fc.tuple(step, any, fc.boolean()).map(
      ([body, kind, angle]): ActionText =>
        (around, open) => {
          const rest = open.filter((other) => other !== kind);
          const subscript = `<<${[...rest, kind].map((one) => variables[one]).join(', ')}>>`;
          return angle
            ? conjoined(`<<${body(around, open)}>>_${subscript}`)
            : conjoined(`[${body(around, open)}]_${subscript}`);
        },
    );
    const afterwards = fc.tuple(of.boolean, of.integer, step).map(
      ([test, number, body]): ActionText =>
        (around, open) => {
          const later = { ...around, primed: open };
          return conjoined(
            body(around, open),
            `(${test(around)})' => ${number(later)} # (${number(around)})'`,
          );
        },
    );
    const below = fc.tuple(of.set, fc.boolean()).map(
      ([text, crowd]): ActionText =>
        (around, open) => {
          const kind = crowd ? 'crowd' : 'set';
          const rest = open.filter((other) => other !== kind);
          // The sets of an interval of a hundred numbers are too many for any search.
          const from = crowd ? 'M' : raw`(${text(around)} \cap -2..6)`;
          return conjoined(raw`${variables[kind]}' \in SUBSET ${from}`, unchanged(rest));
        },
    );
    const composed = fc.tuple(step, step).map(
      ([first, second]): ActionText =>
        (around, open) =>
          raw`(${conjoined(first(around, open), keepsTurn)} \cdot ${second(around, open)})`,
    );
    return {
      steps: fc.oneof(
        { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
        { weight: 5, arbitrary: assigned },
        { weight: 3, arbitrary: two },
        { weight: 2, arbitrary: drawn },
        { weight: 1, arbitrary: drawnFunction },
        { weight: 2, arbitrary: either },
        { weight: 2, arbitrary: some },
        { weight: 2, arbitrary: guarded },
        { weight: 1, arbitrary: witnessed },
        { weight: 1, arbitrary: every },
        { weight: 1, arbitrary: tested },
        { weight: 1, arbitrary: chosen },
        { weight: 1, arbitrary: cases },
        { weight: 1, arbitrary: named },
        { weight: 1, arbitrary: applied },
        { weight: 1, arbitrary: implied },
        { weight: 1, arbitrary: enabled },
        { weight: 1, arbitrary: throughout },
        { weight: 1, arbitrary: handed },
        { weight: 1, arbitrary: stuttering },
        { weight: 1, arbitrary: afterwards },
        { weight: 1, arbitrary: below },
        { weight: 1, arbitrary: composed },
      ),
    };
  });
  return steps;
}

function conjoined(...parts: string[]): string {
  return raw`(/\ ${parts.filter((part) => part !== '').join(raw` /\ `)})`;
}

/** Stands for what the variable that says whose turn it is needs in the middle of a composition. */
const keepsTurn = '(* turn *) TRUE';

/** In one of the ways to say it. */
function unchanged(open: readonly Kind[]): string {
  const names = open.map((kind) => variables[kind]);
  const [first, ...rest] = names;
  if (first === undefined) return 'TRUE';
  if (names.length % 3 === 0) return raw`UNCHANGED ${first} /\ UNCHANGED <<${rest.join(', ')}>>`;
  if (names.length % 3 === 1 || names.length < 5) return `UNCHANGED <<${names.join(', ')}>>`;
  return `UNCHANGED <<${first}, <<${rest.slice(2).join(', ')}>>, ${rest[0]}, ${rest[1]}>>`;
}
const unchangedParts = /UNCHANGED (?:\w+|<<(?:[^<>]|<<[^<>]*>>)*>>)/g;

const nothing: Surroundings = { bound: [], primed: [], depth: 0 };

export interface SpecOptions {
  /** How many of a hundred expressions are of the wrong kind. */
  readonly faulty: number;
  /** How many actions there are at most. */
  readonly actions: number;
  /** Whether each state takes one action only, so that an error in one does not hide what the others do. */
  readonly inTurn: boolean;
}

/** The text of a specification. */
export function specs({ faulty, actions: most, inTurn }: SpecOptions): fc.Arbitrary<string> {
  const of = expressions(faulty);
  const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 1 });
  return fc
    .record({
      start: fc.array(fc.nat({ max: 2 }), { minLength: kinds.length, maxLength: kinds.length }),
      declared: fc.array(fc.boolean(), { minLength: kinds.length, maxLength: kinds.length }),
      steps: fc.array(actions(of), { minLength: 1, maxLength: most }),
      invariants: fc.array(of.boolean, { maxLength: 3 }),
      enabled: optional(actions(of)),
      constraint: optional(of.boolean),
      actionConstraint: optional(of.boolean),
      view: optional(
        fc.oneof(
          fc.constantFrom(...kinds).chain((kind) => of[kind]),
          views,
        ),
      ),
      symmetry: fc.nat({ max: 3 }).map((chance) => chance === 0),
    })
    .map((parts) => written(parts, inTurn));
}

/**
 * The text of a specification of so many expressions, each of which one action gives to a variable: so many initial states take
 * one each, and their successors the next one.
 */
export function batches({
  faulty,
  count,
}: {
  readonly faulty: number;
  readonly count: number;
}): fc.Arbitrary<string> {
  const of = expressions(faulty);
  const assigned = fc.constantFrom(...kinds).chain((kind) =>
    of[kind].map(
      (text): ActionText =>
        (around, open) =>
          conjoined(
            `${variables[kind]}' = ${text(around)}`,
            unchanged(open.filter((other) => other !== kind)),
          ),
    ),
  );
  return fc
    .record({
      declared: fc.array(fc.boolean(), { minLength: kinds.length, maxLength: kinds.length }),
      steps: fc.array(assigned, { minLength: count, maxLength: count, size: 'max' }),
    })
    .map((parts) => written({ ...parts, ...plain }, true));
}

/** Whole variables, as most views are. */
const views: fc.Arbitrary<Text> = fc
  .tuple(fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 3 }), fc.nat({ max: 2 }))
  .map(([some, form]) => {
    const names = some.map((kind) => variables[kind]);
    const tuple = `<<${names.join(', ')}>>`;
    return () => [tuple, `<<${tuple}>>`, `[a |-> ${names[0]}, b |-> ${tuple}]`][form] as string;
  });

const plain = {
  start: kinds.map((kind) => initially[kind].indexOf(certain(kind))),
  invariants: [],
  enabled: undefined,
  constraint: undefined,
  actionConstraint: undefined,
  view: undefined,
  symmetry: false,
};

interface Parts {
  readonly start: readonly number[];
  readonly declared: readonly boolean[];
  readonly steps: readonly ActionText[];
  readonly invariants: readonly Text[];
  readonly enabled: ActionText | undefined;
  readonly constraint: Text | undefined;
  readonly actionConstraint: Text | undefined;
  readonly view: Text | undefined;
  readonly symmetry: boolean;
}

function written(parts: Parts, inTurn: boolean): string {
  // Variables that nothing mentions are left out: a smaller text says more. What has fewer variables may mention others of them.
  let used = new Set<Kind>();
  for (let text = withVariables(parts, inTurn, kinds); ; text = withVariables(parts, inTurn, [...used])) {
    const more = mentionedIn(text).filter((kind) => !used.has(kind));
    if (used.size > 0 && more.length === 0) return text;
    used = new Set(kinds.filter((kind) => used.has(kind) || more.includes(kind)));
    if (used.size === 0) used.add('integer');
  }
}

function mentionedIn(text: string): Kind[] {
  const bodies = text.slice(text.indexOf('A0 ==')).replace(unchangedParts, '');
  const applied = applications(bodies).flatMap(({ kinds: of = [] }) => of);
  return kinds.filter(
    (kind) => applied.includes(kind) || new RegExp(raw`\b${variables[kind]}\b`).test(bodies),
  );
}

function applications(text: string): Stated[] {
  return Object.keys(definitions)
    .filter((name) => new RegExp(raw`\b${name}\b`).test(text))
    .flatMap((name) => {
      const stated = definitions[name] as Stated;
      return [...(stated.needs ?? []).flatMap((other) => definitions[other] ?? []), stated];
    });
}

function withVariables(parts: Parts, inTurn: boolean, used: readonly Kind[]): string {
  const count = parts.steps.length;
  const declarations = used.map((kind) => {
    const space = parts.declared[kinds.indexOf(kind)] === true ? spaces[kind] : undefined;
    return space === undefined ? variables[kind] : raw`${variables[kind]} \in ${space}`;
  });
  let drawn = 0;
  const starts = used.map((kind) => {
    const texts = initially[kind];
    const text = texts[(parts.start[kinds.indexOf(kind)] ?? 0) % texts.length] as string;
    // The initial states are all combinations.
    return text.includes(' = ') || drawn++ < mostDrawn ? text : certain(kind);
  });
  const lines = [
    `Init == ${conjoined(...starts, ...(inTurn ? [raw`turn \in 1..${count}`] : []))}`,
    ...parts.steps.map((step, index) => {
      const turn = inTurn ? raw`turn = ${index + 1} /\ turn' = ${((index + 1) % count) + 1} /\ ` : '';
      const text = step(nothing, used).replaceAll(keepsTurn, inTurn ? 'UNCHANGED turn' : 'TRUE');
      return `A${index} == ${turn}${text}`;
    }),
    `Next == ${parts.steps.map((_, index) => `A${index}`).join(raw` \/ `)}`,
    ...parts.invariants.map((text, index) => `INVARIANT I${index} == ${text(nothing)}`),
    ...(parts.enabled === undefined
      ? []
      : [`INVARIANT Can == ENABLED ${parts.enabled(nothing, used).replaceAll(keepsTurn, 'TRUE')}`]),
    ...(parts.constraint === undefined ? [] : [`CONSTRAINT Within == ${parts.constraint(nothing)}`]),
    ...(parts.actionConstraint === undefined
      ? []
      : [`ACTION_CONSTRAINT Allowed == ${parts.actionConstraint({ ...nothing, primed: kinds })}`]),
    ...(parts.view === undefined ? [] : [`VIEW Seen == ${parts.view(nothing)}`]),
    ...(parts.symmetry && parts.view === undefined ? ['SYMMETRY M'] : []),
    'CHECK_DEADLOCK FALSE',
  ];
  const text = lines.join('\n');
  const extended = Object.keys(modules).filter((name) => modules[name]?.test(text));
  return `${[
    ...(extended.length === 0 ? [] : [`EXTENDS ${extended.join(', ')}`]),
    beginning.trim(),
    `VARIABLES ${[...declarations, ...(inTurn ? ['turn'] : [])].join(', ')}`,
    ...new Set(applications(text).map((stated) => stated.text)),
    text,
  ].join('\n')}\n`;
}
