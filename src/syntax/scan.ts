/** Text to tokens: comments set aside, symbols under their canonical spelling, every token with its column. */

import type { Diagnostic } from './diagnostic.js';
import { backslashWords, characters } from './foreign-words.js';
import type { Source, Span } from './source.js';
import { canonical, infixOperators, postfixOperators, prefixOperators, reserved, signs } from './symbols.js';

export interface Token {
  readonly kind:
    | 'name'
    | 'keyword'
    | 'number'
    | 'string'
    | 'operator'
    | 'punctuation'
    | 'selector'
    | 'rule'
    | 'footer';
  /** Canonical spelling; of a string its value. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** From 0, tabs counted to the next multiple of 8. */
  readonly column: number;
  /** Whether it is the first token of its line. */
  readonly first: boolean;
}

/** A comment's offsets in the text, its marks included; of `\\* …` without the line's end. */
export interface Comment {
  readonly start: number;
  readonly end: number;
}

export interface Scan {
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
}

const whitespace = /[ \t\r\n\f\v\u00a0\ufeff\u2028\u2029]+/y;
const word = /[\p{L}\p{N}_]+/uy;
const backslashWord = /\\[a-zA-Z]+/y;
const rule = /-{4,}/y;
const footer = /={4,}/y;
/** What names a part of a definition behind `!`, and is a bracket or a separator elsewhere. */
const selectors = new Set(['<<', '>>', ':', '@']);

const lastOfOperand = new Set([')', ']', '}', '>>', '@', '_', 'TRUE', 'FALSE', "'", '^+', '^*', '^#']);

/** Whether an operand may end with this token. */
export function endsOperand({ kind, text }: Token): boolean {
  return (
    kind === 'name' ||
    kind === 'number' ||
    kind === 'string' ||
    kind === 'selector' ||
    lastOfOperand.has(text)
  );
}

/** Quotes that TLA+ does not have, with those that close them. */
const closingQuotes = new Map([
  ['`', '`'],
  ['“', '”'],
  ['‘', '’'],
]);

/** @param from offset to begin at: what stands before a module's header is no TLA+. */
export function scan(source: Source, from = 0): Scan {
  return new Scanner(source, from).run();
}

class Scanner {
  private readonly text: string;
  private readonly tokens: Token[] = [];
  private readonly comments: Comment[] = [];
  private readonly diagnostics: Diagnostic[] = [];
  private at: number;
  private lineStart = 0;
  private column = 0;
  private columnAt = 0;
  private first = true;
  /** Whether a semicolon was reported. */
  private semicolon = false;

  constructor(
    private readonly source: Source,
    from: number,
  ) {
    this.text = source.text;
    this.at = from;
    this.lineStart = this.text.lastIndexOf('\n', from - 1) + 1;
    this.columnAt = this.lineStart;
  }

  run(): Scan {
    while (this.at < this.text.length) {
      if (!this.skipSpace() && !this.skipComment()) this.token();
    }
    return { tokens: this.tokens, comments: this.comments, diagnostics: this.diagnostics };
  }

  private skipSpace(): boolean {
    const found = this.match(whitespace);
    if (found === undefined) return false;
    const newline = found.lastIndexOf('\n');
    if (newline >= 0) this.startLine(this.at + newline + 1);
    this.at += found.length;
    return true;
  }

  private startLine(offset: number): void {
    this.lineStart = offset;
    this.columnAt = offset;
    this.column = 0;
    this.first = true;
  }

  private skipComment(): boolean {
    const { text } = this;
    if (text.startsWith('\\*', this.at)) {
      const end = text.indexOf('\n', this.at);
      this.comments.push({ start: this.at, end: end < 0 ? text.length : end });
      this.at = end < 0 ? text.length : end;
      return true;
    }
    if (!text.startsWith('(*', this.at)) return false;
    const start = this.at;
    const mark = /\(\*|\*\)/g;
    mark.lastIndex = start + 2;
    let depth = 1;
    while (depth > 0) {
      const found = mark.exec(text);
      if (found === null) {
        this.error('open-comment', 'This comment is never closed: `*)` is missing.', start, start + 2);
        this.at = text.length;
        return true;
      }
      depth += found[0] === '(*' ? 1 : -1;
    }
    this.comments.push({ start, end: mark.lastIndex });
    const newline = text.lastIndexOf('\n', mark.lastIndex - 1);
    if (newline >= start) {
      const { first } = this;
      this.startLine(newline + 1);
      this.first = first || this.first;
    }
    this.at = mark.lastIndex;
    return true;
  }

  private token(): void {
    const start = this.at;
    const c = this.text.charAt(start);
    if (c === '"') return this.string();
    const name = this.match(word);
    if (name !== undefined) return this.word(name);
    if (c === '\\') {
      const radix = /\\([bB][01]+|[oO][0-7]+|[hH][0-9a-fA-F]+)(?![\p{L}\p{N}_])/uy;
      const number = this.match(radix);
      if (number !== undefined) return this.push('number', number, start + number.length);
      const named = this.match(backslashWord);
      if (named !== undefined) return this.namedSymbol(named);
    }
    const ruled = this.match(rule);
    if (ruled !== undefined) return this.push('rule', '----', start + ruled.length);
    const footed = this.match(footer);
    if (footed !== undefined) return this.push('footer', '====', start + footed.length);
    for (const symbol of signs.get(c) ?? []) {
      if (this.text.startsWith(symbol, start) && !this.isSplit(symbol)) {
        return this.symbol(canonical(symbol), start + symbol.length);
      }
    }
    const length = String.fromCodePoint(this.text.codePointAt(start) ?? 0).length;
    this.unknownCharacter(this.text.slice(start, start + length));
  }

  private unknownCharacter(character: string): void {
    const start = this.at;
    const line = this.text.indexOf('\n', start);
    const closer = closingQuotes.get(character);
    const closing = closer === undefined ? -1 : this.text.indexOf(closer, start + 1);
    this.at = closing > 0 && (line < 0 || closing < line) ? closing + 1 : start + character.length;
    // Where every line ends with one, the first says it all.
    if (character === ';' && this.semicolon) return;
    this.semicolon ||= character === ';';
    const named = character === '`' ? 'A backquote' : `\`${character}\``;
    this.error(
      'unknown-character',
      `${named} is no symbol of TLA+.`,
      start,
      this.at,
      characters.get(character),
    );
  }

  /** Longest match is wrong where a subscript or a bracket begins with what looks like part of a longer symbol. */
  private isSplit(symbol: string): boolean {
    const next = this.text.charAt(this.at + symbol.length);
    if (symbol === '(+)' || symbol === '(-)' || symbol === '(.)' || symbol === '(/)') return false;
    if (symbol === '>>_' || symbol === ']_') return false;
    // `<-1` is `< -1`? TLA+ reads `<-`; only `[]` before a bullet needs care: `CASE a -> b [] c`, where it is the same symbol.
    return symbol === '-.' && next === '.';
  }

  private namedSymbol(text: string): void {
    const symbol = canonical(text);
    const end = this.at + text.length;
    if (isSymbol(symbol)) return this.symbol(symbol, end);
    // `S\T` is a set difference written without spaces.
    if (text.length > 1 && !/^\\[a-z]{2,}/.test(text)) return this.symbol('\\', this.at + 1);
    this.error('unknown-symbol', `\`${text}\` is no operator of TLA+.`, this.at, end, nearestSymbol(text));
    this.at = end;
  }

  private symbol(text: string, end: number): void {
    if (text === 'Nat' || text === 'Int' || text === 'Real') return this.push('name', text, end);
    const before = this.tokens.at(-1);
    const selects = before?.kind === 'punctuation' && before.text === '!' && selectors.has(text);
    this.push(selects ? 'selector' : isOperator(text) ? 'operator' : 'punctuation', text, end);
  }

  private word(text: string): void {
    const start = this.at;
    if (/^\p{N}+$/u.test(text)) {
      const decimal = /[0-9]+\.[0-9]+/y;
      const long = this.match(decimal);
      return this.push('number', long ?? text, start + (long ?? text).length);
    }
    if (/^[WS]F_/.test(text)) {
      this.push('keyword', text.slice(0, 3), start + 3);
      if (text.length > 3) this.push('name', text.slice(3), start + text.length);
      return;
    }
    if (text === '_') return this.push('punctuation', '_', start + 1);
    if (prefixOperators.has(text)) return this.push('operator', text, start + text.length);
    this.push(reserved.has(text) ? 'keyword' : 'name', text, start + text.length);
  }

  private string(): void {
    const start = this.at;
    let value = '';
    for (let at = start + 1; at < this.text.length; at++) {
      const c = this.text.charAt(at);
      if (c === '"') return this.push('string', value, at + 1);
      if (c === '\n') break;
      if (c === '\\') {
        at++;
        const escaped = this.text.charAt(at);
        value += ({ n: '\n', t: '\t', r: '\r', f: '\f' } as Record<string, string>)[escaped] ?? escaped;
      } else value += c;
    }
    const line = this.text.indexOf('\n', start);
    const end = line < 0 ? this.text.length : line;
    this.error(
      'open-string',
      'This string is never closed: `"` is missing before the end of the line.',
      start,
      start + 1,
    );
    this.push('string', value, end);
  }

  private push(kind: Token['kind'], text: string, end: number): void {
    this.tokens.push({ kind, text, start: this.at, end, column: this.columnOf(this.at), first: this.first });
    this.first = false;
    this.at = end;
  }

  /** Columns are counted once along a line, so that a long line costs no more than its length. */
  private columnOf(offset: number): number {
    for (; this.columnAt < offset; this.columnAt++) {
      const c = this.text.charCodeAt(this.columnAt);
      if (c === 9) this.column = (this.column | 7) + 1;
      else if (c !== 0xfeff) this.column++;
    }
    return this.column;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0];
  }

  private error(code: string, message: string, start: number, end: number, hint?: string): void {
    const span: Span = { source: this.source, start, end };
    this.diagnostics.push({
      code,
      severity: 'error',
      message,
      span,
      ...(hint === undefined ? {} : { hint }),
    });
  }
}

function isOperator(text: string): boolean {
  return prefixOperators.has(text) || infixOperators.has(text) || postfixOperators.has(text);
}

function isSymbol(text: string): boolean {
  return isOperator(text) || text === '\\A' || text === '\\E' || text === '\\AA' || text === '\\EE';
}

function nearestSymbol(text: string): string | undefined {
  const lower = text.toLowerCase();
  const meant = backslashWords.get(lower);
  if (meant !== undefined) return `Write \`${meant}\`.`;
  for (const symbol of infixOperators.keys()) {
    if (symbol.toLowerCase() === lower) return `Write \`${symbol}\`.`;
  }
  return undefined;
}
