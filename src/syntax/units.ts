/**
 * A module's tokens taken apart into units, before any grammar: so that each unit is read by itself, and an error in one
 * hides no error in the next.
 */

import { endsOperand, type Token } from './scan.js';
import { infixOperators } from './symbols.js';

export interface Chunk {
  readonly kind:
    | 'unit'
    | 'item'
    | 'spec'
    | 'extends'
    | 'model'
    | 'model-value'
    | 'theorem'
    | 'skipped'
    | 'module';
  readonly tokens: readonly Token[];
  /** Item or value that stands indented under a MODEL. */
  readonly inModel: boolean;
}

const unitWords = new Set(
  'CONSTANT CONSTANTS VARIABLE VARIABLES RECURSIVE ASSUME ASSUMPTION AXIOM LOCAL INSTANCE EXTENDS'.split(' '),
);
const theoremWords = new Set(['THEOREM', 'LEMMA', 'PROPOSITION', 'COROLLARY']);
const namingWords = new Set(['ASSUME', 'ASSUMPTION', 'AXIOM', 'LOCAL', ...theoremWords]);
export const checkWords: ReadonlySet<string> = new Set(
  (
    'INVARIANT INVARIANTS PROPERTY PROPERTIES CONSTRAINT CONSTRAINTS ACTION_CONSTRAINT ACTION_CONSTRAINTS VIEW ALIAS ' +
    'POSTCONDITION SYMMETRY'
  ).split(' '),
);
export const itemWords: ReadonlySet<string> = new Set([
  ...checkWords,
  'INIT',
  'NEXT',
  'SPECIFICATION',
  'FAIRNESS',
  'CHECK_DEADLOCK',
  'EXPECT',
]);
const proofWords = new Set(['PROOF', 'BY', 'OBVIOUS', 'OMITTED']);

/** @param from index of the first token of the body; @returns the chunks and the index behind the footer */
export function split(
  tokens: readonly Token[],
  dialect: 'spec' | 'tla',
  from: number,
): { readonly chunks: readonly Chunk[]; readonly end: number } {
  return new Splitter(tokens, dialect).run(from);
}

class Splitter {
  private readonly heads: ReadonlySet<number>;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly dialect: 'spec' | 'tla',
  ) {
    this.heads = definitionHeads(tokens);
  }

  run(from: number): { chunks: Chunk[]; end: number } {
    const chunks: Chunk[] = [];
    let i = from;
    let model: Token | undefined;
    while (i < this.tokens.length) {
      const token = this.tokens[i];
      if (token === undefined) break;
      if (token.kind === 'footer') return { chunks, end: i + 1 };
      if (token.kind === 'rule') {
        if (this.tokens[i + 1]?.text !== 'MODULE') {
          i++;
          continue;
        }
        const inner = this.skipModule(i);
        chunks.push({ kind: 'module', tokens: this.tokens.slice(i, inner), inModel: false });
        i = inner;
        continue;
      }
      if (model !== undefined && token.column <= model.column) model = undefined;
      const end = this.unitEnd(i, model !== undefined);
      const kind = this.kindOf(i, model !== undefined);
      if (kind === 'model') model = token;
      chunks.push({
        kind,
        tokens: this.tokens.slice(i, end),
        inModel: kind !== 'model' && model !== undefined,
      });
      i = end;
    }
    return { chunks, end: i };
  }

  private skipModule(from: number): number {
    let depth = 0;
    for (let i = from; i < this.tokens.length; i++) {
      const token = this.tokens[i];
      if (token?.kind === 'footer') {
        depth--;
        if (depth === 0) return i + 1;
      } else if (token?.kind === 'rule' && this.tokens[i + 1]?.text === 'MODULE') depth++;
    }
    return this.tokens.length;
  }

  private kindOf(i: number, inModel: boolean): Chunk['kind'] {
    const token = this.tokens[i];
    const text = token?.text ?? '';
    if (token?.kind === 'keyword') {
      if (theoremWords.has(text)) return 'theorem';
      if (text === 'EXTENDS') return 'extends';
    } else if (token?.kind === 'name') {
      if (this.isItem(i)) return text === 'MODEL' ? 'model' : text === 'SPEC' ? 'spec' : 'item';
      if (inModel && this.isEquals(i + 1)) return 'model-value';
      if ((text === 'USE' || text === 'HIDE') && !this.heads.has(i)) return 'skipped';
    }
    return 'unit';
  }

  private isEquals(i: number): boolean {
    const token = this.tokens[i];
    return token?.kind === 'operator' && token.text === '=';
  }

  /** A word of the `.spec` dialect, where it begins a declaration. */
  private isItem(i: number): boolean {
    const token = this.tokens[i];
    if (this.dialect !== 'spec' || token?.kind !== 'name' || !token.first || this.heads.has(i)) return false;
    const next = this.tokens[i + 1];
    if (next === undefined) return false;
    if (token.text === 'SPEC' || token.text === 'MODEL') return next.kind === 'name' && !next.first;
    if (token.text === 'FAIRNESS') return true;
    if (token.text === 'CHECK_DEADLOCK') return true;
    return itemWords.has(token.text) && next.kind === 'name';
  }

  private isStart(i: number, start: number): boolean {
    const token = this.tokens[i];
    if (token === undefined) return true;
    const previous = this.tokens[i - 1];
    if (token.kind === 'keyword') {
      // A field may be called by any word.
      if (previous?.text === '.') return false;
      if (token.text === 'INSTANCE' && previous?.text === '==') return false;
      if (i - 1 === start && previous?.text === 'LOCAL') return false;
      return unitWords.has(token.text) || theoremWords.has(token.text);
    }
    if (this.heads.has(i)) {
      if (this.isOperand(i, start)) return false;
      const naming =
        previous?.kind === 'keyword' ? namingWords.has(previous.text) : checkWords.has(previous?.text ?? '');
      return !(i - 1 === start && naming);
    }
    return this.isItem(i);
  }

  /** Whether what stands in front still wants an operand: then `x == 0` is a comparison gone wrong, and defines nothing. */
  private isOperand(i: number, start: number): boolean {
    const previous = this.tokens[i - 1];
    if (previous === undefined || this.begins(i, start) || previous.text === 'LET') return false;
    if (i - 1 === start && previous.kind === 'keyword' && namingWords.has(previous.text)) return false;
    return !endsOperand(previous);
  }

  /** No two operands stand side by side: a name at the start of a line behind one begins a unit, if a wrong one. */
  private isStray(i: number, start: number): boolean {
    const previous = this.tokens[i - 1];
    if (previous === undefined || this.tokens[i]?.kind !== 'name' || !this.begins(i, start)) return false;
    const asked = previous.text === 'VIOLATION' || (i - 1 === start && this.isItem(start));
    return endsOperand(previous) && !asked;
  }

  /** Whether a line begins here that is indented no further than the unit. */
  private begins(i: number, start: number): boolean {
    const token = this.tokens[i];
    return token?.first === true && token.column <= (this.tokens[start]?.column ?? 0);
  }

  private unitEnd(start: number, inModel: boolean): number {
    const first = this.tokens[start];
    const theorem = first?.kind === 'keyword' && theoremWords.has(first.text);
    const column = first?.column ?? 0;
    if (this.kindOf(start, inModel) === 'model') return Math.min(start + 2, this.tokens.length);
    let depth = 0;
    for (let i = start; i < this.tokens.length; i++) {
      const token = this.tokens[i];
      if (token === undefined) break;
      if (i > start) {
        if (token.kind === 'footer') return i;
        if (token.kind === 'rule') return i;
        const begins = this.begins(i, start);
        if (theorem) {
          if (begins && (this.isStart(i, start) || token.text === 'USE' || token.text === 'HIDE')) return i;
        } else if ((depth === 0 || begins) && (this.isStart(i, start) || this.isStray(i, start))) return i;
        else if (
          inModel &&
          token.first &&
          (token.column < column || (token.kind === 'name' && this.isEquals(i + 1)))
        ) {
          if (depth === 0 || begins) return i;
        } else if (begins && (token.text === 'USE' || token.text === 'HIDE') && this.dialect === 'tla')
          return i;
      }
      if (token.kind !== 'string' && token.kind !== 'selector') {
        if ('([{'.includes(token.text) || token.text === '<<' || token.text === 'LET') depth++;
        else if (')]}'.includes(token.text) || token.text === '>>' || token.text === 'IN') depth--;
        else if (token.text === ']_' || token.text === '>>_') depth--;
      }
    }
    return this.tokens.length;
  }
}

/** Where each `name ==`, `name(p) ==`, `name[x \in S] ==`, `a op b ==`, … begins. */
function definitionHeads(tokens: readonly Token[]): ReadonlySet<number> {
  const heads = new Set<number>();
  tokens.forEach((token, i) => {
    if (token.kind !== 'punctuation' || token.text !== '==') return;
    let at = i - 1;
    const last = tokens[at];
    if (last?.kind === 'punctuation' && (last.text === ')' || last.text === ']')) {
      at = openingOf(tokens, at) - 1;
      if (tokens[at]?.kind === 'name') heads.add(at);
      return;
    }
    if (last?.kind === 'operator') {
      if (tokens[at - 1]?.kind === 'name') heads.add(at - 1);
      return;
    }
    if (last?.kind !== 'name') return;
    const before = tokens[at - 1];
    if (before?.text === '-.') {
      heads.add(at - 1);
      return;
    }
    const infix = before?.kind === 'operator' && infixOperators.has(before.text);
    if (infix && before.text !== '/\\' && before.text !== '\\/' && tokens[at - 2]?.kind === 'name') {
      heads.add(at - 2);
      return;
    }
    heads.add(at);
  });
  return heads;
}

function openingOf(tokens: readonly Token[], closing: number): number {
  let depth = 0;
  for (let i = closing; i >= 0; i--) {
    const token = tokens[i];
    if (token?.kind !== 'punctuation') continue;
    if (token.text === ')' || token.text === ']') depth++;
    else if (token.text === '(' || token.text === '[') {
      depth--;
      if (depth === 0) return i;
    }
  }
  return 0;
}

/** The statement of a theorem: what stands before its proof. */
export function withoutProof(tokens: readonly Token[]): readonly Token[] {
  for (let i = 1; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined) break;
    if (token.kind === 'name' && proofWords.has(token.text)) return tokens.slice(0, i);
    if (token.text === '<' && token.first && /^[0-9*+]/.test(tokens[i + 1]?.text ?? ''))
      return tokens.slice(0, i);
  }
  return tokens;
}
