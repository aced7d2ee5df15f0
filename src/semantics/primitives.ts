/**
 * The library's primitives: operators whose meaning the engines implement. What can be said in TLA+ over these is said
 * there, in modules/*.tla.
 */

export interface Primitive {
  /** Canonical name: what PrimitiveApplication.operator says. */
  readonly name: string;
  /** For each parameter the arity that an operator argument has; 0 for a value. */
  readonly parameters: readonly number[];
}

const value = (count: number): readonly number[] => Array.from({ length: count }, () => 0);

function table(rows: readonly (readonly [string, readonly number[]])[]): ReadonlyMap<string, Primitive> {
  const primitives = new Map<string, Primitive>();
  for (const [names, parameters] of rows) {
    for (const name of names.split(' ')) primitives.set(name, { name, parameters });
  }
  return primitives;
}

/** In scope everywhere: the operators of the language itself. */
export const builtins = table([
  ['BOOLEAN STRING', value(0)],
  ['= # \\in \\notin \\subseteq \\cup \\cap \\', value(2)],
  ['SUBSET UNION DOMAIN', value(1)],
]);

/** What each standard module defines by primitives. */
export const moduleOperators: ReadonlyMap<string, ReadonlyMap<string, Primitive>> = new Map([
  [
    'Naturals',
    table([
      ['Nat', value(0)],
      ['+ - * \\div % ^ < > <= >= ..', value(2)],
    ]),
  ],
  [
    'Integers',
    table([
      ['Int', value(0)],
      ['-.', value(1)],
    ]),
  ],
  [
    'Sequences',
    table([
      ['Seq Len Head Tail', value(1)],
      ['Append \\o', value(2)],
      ['SubSeq', value(3)],
      ['SelectSeq', [0, 1]],
    ]),
  ],
  ['FiniteSets', table([['Cardinality IsFiniteSet', value(1)]])],
  [
    'TLC',
    table([
      [':> @@ Print Assert', value(2)],
      ['PrintT Permutations ToString TLCEval', value(1)],
      ['SortSeq', [0, 2]],
    ]),
  ],
]);

/** Standard modules with what they extend. */
export const moduleExtends: ReadonlyMap<string, readonly string[]> = new Map([
  ['Naturals', []],
  ['Integers', ['Naturals']],
  ['Sequences', ['Naturals']],
  ['FiniteSets', ['Naturals', 'Sequences']],
  ['TLC', ['Naturals', 'Sequences', 'FiniteSets']],
]);
