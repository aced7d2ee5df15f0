/**
 * The library's primitives: operators whose meaning the engines implement. What can be said in TLA+ over these is said
 * there, in modules/*.tla.
 */

export interface Primitive {
  /** Canonical name: what PrimitiveApplication.operator says. */
  readonly name: string;
  /** For each parameter the arity that an operator argument has; 0 for a value. */
  readonly parameters: readonly number[];
  /**
   * Whether its value may change from one evaluation to the next. What asks for the run counts as a state function, so that
   * no engine computes it once for all. What draws by chance does not: a constant definition keeps what it has drawn. All
   * others are functions of their arguments.
   */
  readonly changing: 'run' | 'chance' | undefined;
}

const value = (count: number): readonly number[] => Array.from({ length: count }, () => 0);

function table(
  rows: readonly (readonly [string, readonly number[], Primitive['changing']?])[],
): ReadonlyMap<string, Primitive> {
  const primitives = new Map<string, Primitive>();
  for (const [names, parameters, changing] of rows) {
    for (const name of names.split(' ')) primitives.set(name, { name, parameters, changing });
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
  ['Bags', table([['IsABag', value(1)]])],
  [
    'Reals',
    table([
      ['Real Infinity', value(0)],
      ['/', value(2)],
    ]),
  ],
  [
    'TLC',
    table([
      [':> @@ Print Assert', value(2)],
      ['PrintT Permutations ToString TLCEval', value(1)],
      ['SortSeq', [0, 2]],
      ['Any', value(0)],
      ['TLCSet', value(2), 'run'],
      ['TLCGet', value(1), 'run'],
      ['RandomElement', value(1), 'chance'],
      ['JavaTime', value(0), 'run'],
    ]),
  ],
  [
    'TLCExt',
    table([
      ['AssertError', value(2)],
      ['TLCModelValue TLCFP ToTrace', value(1)],
      ['TLCGetOrDefault', value(2), 'run'],
      ['TLCGetAndSet', [0, 2, 0, 0], 'run'],
      ['Trace CounterExample', value(0), 'run'],
      ['TLCEvalDefinition', value(1), 'run'],
    ]),
  ],
  ['Toolbox', table([['_TETrace', value(0), 'run']])],
  [
    'Randomization',
    table([
      ['RandomSubset', value(2), 'chance'],
      ['RandomSetOfSubsets TestRandomSetOfSubsets', value(3), 'chance'],
    ]),
  ],
  [
    'Bitwise',
    table([
      ['& | ^^ shiftR', value(2)],
      ['Not', value(1)],
    ]),
  ],
  [
    'Json',
    table([
      ['ToJson ToJsonArray ToJsonObject JsonDeserialize ndJsonDeserialize', value(1)],
      ['JsonSerialize ndJsonSerialize', value(2)],
    ]),
  ],
  [
    'CSV',
    table([
      ['CSVRecords', value(1)],
      ['CSVRead CSVWrite', value(3)],
      ['CSVWriteRecord', value(4)],
    ]),
  ],
  [
    'IOUtils',
    table([
      ['IOEnv', value(0)],
      ['IOExec atoi', value(1)],
      ['IOEnvExec IOExecTemplate IODeserialize Deserialize zeroPadN', value(2)],
      ['IOEnvExecTemplate IOSerialize Serialize', value(3)],
    ]),
  ],
  [
    'SVG',
    table([
      ['SVGElemToString', value(1)],
      ['NodeOfRingNetwork', value(5)],
    ]),
  ],
]);

/** Modules of primitives with what they extend. Those that have a text besides say there what they extend. */
export const moduleExtends: ReadonlyMap<string, readonly string[]> = new Map([
  ['Integers', ['Naturals']],
  ['Reals', ['Integers']],
  ['Sequences', ['Naturals']],
]);

/** Primitives that read files: they are told which folders may be read. */
export const readers: ReadonlySet<string> = new Set([
  'JsonDeserialize',
  'ndJsonDeserialize',
  'CSVRead',
  'CSVRecords',
  'Deserialize',
]);

/** Primitives that ask for the run: how far it is, its registers. */
export const runPrimitives: ReadonlySet<string> = namesOf('run');

/** Primitives that draw by chance. */
export const chancePrimitives: ReadonlySet<string> = namesOf('chance');

function namesOf(changing: Primitive['changing']): ReadonlySet<string> {
  return new Set(
    [...moduleOperators.values()].flatMap((operators) =>
      [...operators.values()].filter((primitive) => primitive.changing === changing).map(({ name }) => name),
    ),
  );
}
