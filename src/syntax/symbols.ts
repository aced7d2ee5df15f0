/**
 * The operator symbols of TLA+: spellings, and the precedence table of "Specifying Systems", section 15.2.1 (tables 5 and 6).
 * Each operator has a range of precedences; of two neighbours the one with the wholly higher range binds tighter, and
 * overlapping ranges are an error unless the operator is the same and associative.
 */

export interface Fixity {
  readonly low: number;
  readonly high: number;
}

export interface InfixFixity extends Fixity {
  /** Whether `a op b op c` is allowed; it then groups to the left. */
  readonly associative: boolean;
}

function fixities<T>(rows: readonly (readonly [string, T])[]): ReadonlyMap<string, T> {
  const table = new Map<string, T>();
  for (const [symbols, fixity] of rows) for (const symbol of symbols.split(' ')) table.set(symbol, fixity);
  return table;
}

export const prefixOperators: ReadonlyMap<string, Fixity> = fixities([
  ['~', { low: 4, high: 4 }],
  ['ENABLED UNCHANGED [] <>', { low: 4, high: 15 }],
  ['SUBSET UNION', { low: 8, high: 8 }],
  ['DOMAIN', { low: 9, high: 9 }],
  ['-.', { low: 12, high: 12 }],
]);

const left = (low: number, high = low): InfixFixity => ({ low, high, associative: true });
const single = (low: number, high = low): InfixFixity => ({ low, high, associative: false });

export const infixOperators: ReadonlyMap<string, InfixFixity> = fixities([
  ['=>', single(1)],
  ['<=> ~> -+->', single(2)],
  ['/\\ \\/', left(3)],
  [
    '= # < > <= >= \\in \\notin \\subseteq \\subset \\supseteq \\supset \\sqsubset \\sqsupset \\sqsubseteq \\sqsupseteq ' +
      '\\prec \\succ \\preceq \\succeq \\ll \\gg \\sim \\simeq \\approx \\cong \\doteq \\propto \\asymp |- |= -| =| ::= :=',
    single(5),
  ],
  ['\\cdot', left(5, 14)],
  ['@@', left(6)],
  [':> <:', single(7)],
  ['\\cup \\cap', left(8)],
  ['\\', single(8)],
  ['.. ...', single(9)],
  ['??', left(9, 13)],
  ['!!', single(9, 13)],
  ['$ $$ ## \\uplus \\sqcap \\sqcup', left(9, 13)],
  ['\\wr', single(9, 14)],
  ['\\bigcirc \\bullet \\star', left(13)],
  ['+ ++ \\oplus', left(10)],
  ['%', single(10, 11)],
  ['%%', left(10, 11)],
  ['| ||', left(10, 11)],
  ['- -- \\ominus', left(11)],
  ['\\X', left(10, 13)],
  ['* ** & && \\otimes \\odot', left(13)],
  ['\\div / // \\oslash', single(13)],
  ['\\o', left(13)],
  ['^ ^^', single(14)],
]);

export const postfixOperators: ReadonlyMap<string, Fixity> = fixities([
  ["' ^+ ^* ^#", { low: 15, high: 15 }],
]);

/** Other spellings, ASCII and Unicode, of what the table above or the grammar knows by one canonical spelling. */
const spellings: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '\\land': '/\\',
    '\\lor': '\\/',
    '\\lnot': '~',
    '\\neg': '~',
    '/=': '#',
    '\\leq': '<=',
    '=<': '<=',
    '\\geq': '>=',
    '\\equiv': '<=>',
    '\\union': '\\cup',
    '\\intersect': '\\cap',
    '\\times': '\\X',
    '\\circ': '\\o',
    '(+)': '\\oplus',
    '(-)': '\\ominus',
    '(.)': '\\odot',
    '(/)': '\\oslash',
    '(\\X)': '\\otimes',
    '\\forall': '\\A',
    '\\exists': '\\E',
    '∧': '/\\',
    '∨': '\\/',
    '¬': '~',
    '⇒': '=>',
    '≡': '<=>',
    '⇔': '<=>',
    '↝': '~>',
    '⇝': '~>',
    '⇸': '-+->',
    '≠': '#',
    '≤': '<=',
    '≥': '>=',
    '∈': '\\in',
    '∉': '\\notin',
    '⊆': '\\subseteq',
    '⊂': '\\subset',
    '⊇': '\\supseteq',
    '⊃': '\\supset',
    '⊏': '\\sqsubset',
    '⊐': '\\sqsupset',
    '⊑': '\\sqsubseteq',
    '⊒': '\\sqsupseteq',
    '≺': '\\prec',
    '≻': '\\succ',
    '⪯': '\\preceq',
    '⪰': '\\succeq',
    '≪': '\\ll',
    '≫': '\\gg',
    '∼': '\\sim',
    '≃': '\\simeq',
    '≈': '\\approx',
    '≅': '\\cong',
    '≐': '\\doteq',
    '∝': '\\propto',
    '≍': '\\asymp',
    '⊢': '|-',
    '⊨': '|=',
    '⊣': '-|',
    '⫤': '=|',
    '⩴': '::=',
    '≔': ':=',
    '⋅': '\\cdot',
    '·': '\\cdot',
    '∪': '\\cup',
    '∩': '\\cap',
    '∖': '\\',
    '‥': '..',
    '…': '...',
    '⁇': '??',
    '‼': '!!',
    '≀': '\\wr',
    '⊎': '\\uplus',
    '⊓': '\\sqcap',
    '⊔': '\\sqcup',
    '⋆': '\\star',
    '●': '\\bullet',
    '•': '\\bullet',
    '◯': '\\bigcirc',
    '⊕': '\\oplus',
    '⊖': '\\ominus',
    '⊗': '\\otimes',
    '⊘': '\\oslash',
    '⊙': '\\odot',
    '×': '\\X',
    '÷': '\\div',
    '∘': '\\o',
    '‖': '||',
    '□': '[]',
    '◇': '<>',
    '′': "'",
    '⁺': '^+',
    '∀': '\\A',
    '∃': '\\E',
    '≜': '==',
    '⟨': '<<',
    '⟩': '>>',
    '⟩_': '>>_',
    '↦': '|->',
    '→': '->',
    '←': '<-',
    '∷': '::',
    ℕ: 'Nat',
    ℤ: 'Int',
    ℝ: 'Real',
  }),
);

/** The one spelling under which a symbol is looked up. */
export function canonical(symbol: string): string {
  return spellings.get(symbol) ?? symbol;
}

/** Symbols of the grammar itself: brackets, arrows, separators. */
const punctuation = '== ::  : , ( ) [ ] ]_ { } << >> >>_ |-> -> <- ! . @ _ \\A \\E \\AA \\EE [] <>'.split(
  / +/,
);

const ascii = [
  ...prefixOperators.keys(),
  ...infixOperators.keys(),
  ...postfixOperators.keys(),
  ...spellings.keys(),
  ...punctuation,
].filter((symbol) => !/^[A-Z]|^\\[a-zA-Z]/.test(symbol));

/** Symbols made of signs, the longest first, by their first character. */
export const signs: ReadonlyMap<string, readonly string[]> = (() => {
  const table = new Map<string, string[]>();
  for (const symbol of new Set(ascii)) {
    const first = symbol.charAt(0);
    const list = table.get(first);
    if (list === undefined) table.set(first, [symbol]);
    else list.push(symbol);
  }
  for (const list of table.values()) list.sort((a, b) => b.length - a.length);
  return table;
})();

/** Words that can never be names. */
export const reserved: ReadonlySet<string> = new Set(
  (
    'ASSUME ASSUMPTION AXIOM CASE CHOOSE CONSTANT CONSTANTS COROLLARY DOMAIN ELSE ENABLED EXCEPT EXTENDS IF IN INSTANCE ' +
    'LAMBDA LEMMA LET LOCAL MODULE OTHER PROPOSITION RECURSIVE SUBSET THEN THEOREM UNCHANGED UNION VARIABLE VARIABLES WITH ' +
    'TRUE FALSE'
  ).split(' '),
);
