/**
 * The layout pass: the ends of aligned `/\` and `\/` lists, which only columns tell, become marks that a grammar can read.
 * A list lasts while tokens stand to the right of its bullets, and no longer than the bracket, IF, LET or CASE around it.
 */

import type { Diagnostic } from './diagnostic.js';
import { endsOperand, type Token } from './scan.js';
import type { Source } from './source.js';
import { itemWords } from './units.js';

/** What the grammar reads: tokens and marks, one blank between two, so that an offset leads back to a token. */
export interface Laid {
  readonly text: string;
  /** Where piece i begins in `text`. */
  readonly starts: readonly number[];
  /** The token of piece i; a mark has the token that it stands in front of, or behind. */
  readonly tokens: readonly Token[];
  readonly diagnostics: readonly Diagnostic[];
}

type Context =
  | { readonly kind: 'list'; readonly column: number; readonly operator: string; readonly open: Token }
  | { readonly kind: 'bracket'; readonly open: Token }
  | { readonly kind: 'IF' | 'THEN' | 'LET' | 'CASE' | 'binder'; readonly open: Token };

const closers: Readonly<Record<string, readonly string[]>> = {
  '(': [')'],
  '[': [']', ']_'],
  '{': ['}'],
  '<<': ['>>', '>>_'],
};
const closing = new Set([')', ']', ']_', '}', '>>', '>>_']);
const binders = new Set(['\\A', '\\E', '\\AA', '\\EE', 'CHOOSE', 'LAMBDA']);

/** Open at once: more is no specification, and would be slow to go through again and again. */
const mostOpen = 1000;

/** Marks: a list is `⟦/\ ▸ item ▸ item ⟧`. */
export const marks = { open: '⟦', item: '▸', close: '⟧' } as const;

export function layOut(source: Source, tokens: readonly Token[]): Laid {
  const layout = new Layout(source);
  for (const [index, token] of tokens.entries()) layout.read(token, tokens[index + 1]);
  return layout.finish();
}

/** Index of the piece that an offset of the laid text lies in. */
export function pieceAt(laid: Laid, offset: number): number {
  let low = 0;
  let high = laid.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((laid.starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Names that the grammar knows as words. */
const words: ReadonlySet<string> = new Set([...itemWords, 'VIOLATION', 'HOLDS', 'DEADLOCK']);

/** A token as the grammar sees it: one sign for its kind, so that the lexical rules stay few, and what it tells apart. */
function encode(token: Token): string {
  switch (token.kind) {
    case 'name':
      return words.has(token.text) ? `$${token.text}` : '$';
    case 'number':
      return '#';
    case 'string':
      return '"';
    case 'operator':
      return `~${token.text}`;
    default:
      return token.text;
  }
}

class Layout {
  private readonly stack: Context[] = [];
  private readonly pieces: string[] = [];
  private readonly starts: number[] = [];
  private readonly tokens: Token[] = [];
  private readonly diagnostics: Diagnostic[] = [];
  private length = 0;
  private previous: Token | undefined;

  constructor(private readonly source: Source) {}

  read(token: Token, next: Token | undefined): void {
    // An operator that is handed over, as in `F(/\)`, begins no list.
    const bullet =
      token.kind === 'operator' &&
      (token.text === '/\\' || token.text === '\\/') &&
      next?.text !== ')' &&
      next?.text !== ',';
    this.closeByColumn(token, bullet);
    if (bullet && this.isItem(token)) {
      this.put(marks.item, token);
      this.previous = undefined;
      return;
    }
    if (bullet && !(this.afterOperand() && !this.beginsFairness(token))) {
      this.open({ kind: 'list', column: token.column, operator: token.text, open: token });
      this.put(`${marks.open}${token.text}`, token);
      this.put(marks.item, token);
      this.previous = undefined;
      return;
    }
    this.structure(token);
    this.put(encode(token), token);
    this.previous = token;
  }

  finish(): Laid {
    while (this.stack.length > 0) {
      const context = this.pop();
      if (context?.kind === 'bracket') this.unclosed(context.open);
    }
    return {
      text: this.pieces.join(' '),
      starts: this.starts,
      tokens: this.tokens,
      diagnostics: this.diagnostics,
    };
  }

  private put(text: string, token: Token): void {
    this.starts.push(this.length);
    this.pieces.push(text);
    this.tokens.push(token);
    this.length += text.length + 1;
  }

  /** The list in force: the innermost one, unless a bracket was opened since. */
  private closeByColumn(token: Token, bullet: boolean): void {
    let outermost = -1;
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const context = this.stack[i];
      if (context === undefined || context.kind === 'bracket') break;
      if (context.kind !== 'list') continue;
      if (context.column > token.column) outermost = i;
      else if (context.column === token.column) {
        // A bullet of this very list goes on with it; what was opened inside the last item ends.
        outermost = bullet && context.operator === token.text ? i + 1 : i;
      }
    }
    if (outermost >= 0) while (this.stack.length > outermost) this.pop();
  }

  private isItem(token: Token): boolean {
    const top = this.stack.at(-1);
    return top?.kind === 'list' && top.column === token.column && top.operator === token.text;
  }

  private afterOperand(): boolean {
    const { previous } = this;
    if (previous === undefined) return this.pieces.length > 0 && this.pieces.at(-1) === marks.close;
    return this.pieces.at(-1) === marks.close || endsOperand(previous);
  }

  /** FAIRNESS is a name elsewhere: at the start of a line, with a list in the lines below, it is none. */
  private beginsFairness(bullet: Token): boolean {
    return bullet.first && this.previous?.first === true && this.previous.text === 'FAIRNESS';
  }

  private structure(token: Token): void {
    const { text } = token;
    if (token.kind === 'string' || token.kind === 'name' || token.kind === 'selector') return;
    if (text in closers) this.open({ kind: 'bracket', open: token });
    else if (closing.has(text)) this.closeBracket(token);
    else if (text === 'IF' || text === 'LET' || text === 'CASE') this.open({ kind: text, open: token });
    else if (binders.has(text)) this.open({ kind: 'binder', open: token });
    else if (text === 'THEN') this.closeTo(['IF'], { kind: 'THEN', open: token });
    else if (text === 'ELSE') this.closeTo(['THEN']);
    else if (text === 'IN') this.closeTo(['LET']);
    else if (text === ':') this.closeTo(['binder']);
    else if (text === '->' || (text === '[]' && this.afterOperand())) this.closeListsIn('CASE');
    else if (text === ',') this.closeAtComma();
  }

  private closeBracket(token: Token): void {
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const context = this.stack[i];
      if (context?.kind !== 'bracket') continue;
      if (!closers[context.open.text]?.includes(token.text)) {
        this.mismatch(context.open, token);
        // The bracket that was meant may be further out: then the inner one is forgotten.
        continue;
      }
      while (this.stack.length > i) this.pop();
      return;
    }
    if (this.diagnostics.length === 0) {
      this.diagnostics.push({
        code: 'unopened-bracket',
        severity: 'error',
        message: `This \`${token.text}\` closes nothing: no bracket is open here.`,
        span: this.span(token),
      });
    }
  }

  /** Ends the lists inside the nearest such context and the context itself; without one, nothing. */
  private closeTo(kinds: readonly string[], instead?: Context): void {
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const context = this.stack[i];
      if (context === undefined || context.kind === 'bracket') return;
      if (!kinds.includes(context.kind)) continue;
      while (this.stack.length > i) this.pop();
      if (instead !== undefined) this.stack.push(instead);
      return;
    }
  }

  private closeListsIn(kind: string): void {
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const context = this.stack[i];
      if (context === undefined || context.kind === 'bracket') return;
      if (context.kind !== kind) continue;
      while (this.stack.length > i + 1) this.pop();
      return;
    }
  }

  /** A comma ends what is inside its bracket, unless it stands between the names of a quantifier. */
  private closeAtComma(): void {
    let i = this.stack.length;
    while (i > 0) {
      const context = this.stack[i - 1];
      if (context === undefined || context.kind === 'bracket') break;
      if (context.kind === 'binder') return;
      i--;
    }
    while (this.stack.length > i) this.pop();
  }

  private open(context: Context): void {
    if (this.stack.length < mostOpen) this.stack.push(context);
    else if (this.diagnostics.length === 0) {
      this.diagnostics.push({
        code: 'too-deep',
        severity: 'error',
        message: `Expressions are nested more than ${mostOpen} deep here.`,
        span: this.span(context.open),
      });
    }
  }

  private pop(): Context | undefined {
    const context = this.stack.pop();
    const last = this.tokens.at(-1);
    if (context?.kind === 'list' && last !== undefined) this.put(marks.close, last);
    return context;
  }

  private span(token: Token) {
    return { source: this.source, start: token.start, end: token.end };
  }

  private unclosed(open: Token): void {
    if (this.diagnostics.length > 0) return;
    this.diagnostics.push({
      code: 'unclosed-bracket',
      severity: 'error',
      message: `This \`${open.text}\` is never closed: \`${closers[open.text]?.[0]}\` is missing.`,
      span: this.span(open),
    });
  }

  private mismatch(open: Token, close: Token): void {
    if (this.diagnostics.length > 0) return;
    this.diagnostics.push({
      code: 'mismatched-bracket',
      severity: 'error',
      message: `\`${close.text}\` does not close \`${open.text}\`: \`${closers[open.text]?.[0]}\` was expected.`,
      span: this.span(close),
      related: [{ message: 'opened here', span: this.span(open) }],
    });
  }
}
