/** Text to syntax tree: scan, split into units, lay out each unit, read it with Ohm. */

import { type Diagnostic, hasErrors, type Outcome } from './diagnostic.js';
import { failure } from './failure.js';
import { comment, foreign } from './foreign-words.js';
import { type Laid, layOut } from './layout.js';
import { scan, type Token } from './scan.js';
import { build, tla } from './semantic-actions/build.js';
import type { BuildContext } from './semantic-actions/nodes.js';
import { join, type Source, type Span } from './source.js';
import type * as tree from './tree.js';
import { type Chunk, split, withoutProof } from './units.js';

/** Deeper nesting than any person writes, and half of what the stack holds. */
const deepest = 150;
/** Terms in one chain of operators: each is a level of the tree. */
const longestChain = 500;
/** Larger than any specification; a text of this size is something else. */
const longest = 8 * 1024 * 1024;
const header = /-{4,}[ \t]*MODULE[ \t\r\n]+([\p{L}\p{N}_]+)[ \t\r\n]*-{4,}/u;

/**
 * Reads a module.
 * @param dialect `spec` for the body-with-its-model of docs/language.md, `tla` for a TLA+ module
 * @returns the tree, also when some units are wrong (those are left out), with every unit's first error
 */
export function parseModule(source: Source, dialect: 'spec' | 'tla'): Outcome<tree.Module> {
  return new ModuleReader(source, dialect).read();
}

/** Reads one expression, as in `--constant N=3`. */
export function parseExpression(source: Source): Outcome<tree.Expression> {
  const refused = refuse(source);
  if (refused !== undefined) return { diagnostics: [refused] };
  const scanned = scan(source);
  const diagnostics = [...scanned.diagnostics];
  if (scanned.tokens.length === 0 && !hasErrors(diagnostics)) {
    diagnostics.push(
      error('empty-expression', 'An expression was expected.', { source, start: 0, end: source.text.length }),
    );
  }
  if (hasErrors(diagnostics)) return { diagnostics };
  const value = readUnit<tree.Expression>(source, scanned.tokens, 'Expression', diagnostics);
  return value === undefined || hasErrors(diagnostics) ? { diagnostics } : { value, diagnostics };
}

class ModuleReader {
  private readonly diagnostics: Diagnostic[] = [];
  /** What the scanner found wrong. */
  private misspellings: readonly Diagnostic[] = [];

  constructor(
    private readonly source: Source,
    private readonly dialect: 'spec' | 'tla',
  ) {}

  read(): Outcome<tree.Module> {
    const { source } = this;
    const refused = refuse(source);
    if (refused !== undefined) return { diagnostics: [refused] };
    const found = header.exec(source.text);
    if (found === null && this.dialect === 'tla') {
      const span = { source, start: 0, end: 0 };
      return {
        diagnostics: [
          error('no-module', 'No module begins here: a line `---- MODULE Name ----` was expected.', span),
        ],
      };
    }
    const scanned = scan(source, this.dialect === 'tla' ? found?.index : 0);
    this.misspellings = scanned.diagnostics;
    const first = this.module(scanned.tokens);
    const last = scanned.tokens.at(-1);
    // What stands behind the footer is no part of the module.
    const whole = first === undefined || (last?.kind !== 'footer' && last?.end === first.span.end);
    const end = whole ? source.text.length + 1 : first.span.end;
    const own = scanned.diagnostics.filter((diagnostic) => (diagnostic.span?.start ?? 0) < end);
    const companions = this.dialect === 'tla' ? this.companions(end) : [];
    const value = first === undefined ? undefined : { ...first, companions };
    const diagnostics = inComments([...own, ...this.diagnostics], scanned.tokens).sort(
      (a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0),
    );
    return value === undefined ? { diagnostics } : { value, diagnostics };
  }

  /** The modules behind the first one. What else stands there is no TLA+: nothing is said about what it gets wrong. */
  private companions(from: number): tree.Module[] {
    const { source } = this;
    const found: tree.Module[] = [];
    const next = new RegExp(header, 'gu');
    for (let at = from; ; ) {
      next.lastIndex = at;
      const match = next.exec(source.text);
      if (match === null) return found;
      const { value } = new ModuleReader(source, 'tla').from(match.index);
      if (value !== undefined) found.push(value);
      at = Math.max(match.index + 1, value?.span.end ?? 0);
    }
  }

  private from(offset: number): Outcome<tree.Module> {
    const value = this.module(scan(this.source, offset).tokens);
    return value === undefined ? { diagnostics: [] } : { value, diagnostics: this.diagnostics };
  }

  /** @param tokens from the header, if there is one, to the footer, if there is one */
  private module(tokens: readonly Token[]): tree.Module | undefined {
    const { source } = this;
    const headed = tokens[0]?.kind === 'rule' && tokens[1]?.text === 'MODULE';
    const title = headed ? tokens[2] : undefined;
    const { chunks, end } = split(tokens, this.dialect, headed ? 4 : 0);
    const last = tokens[end - 1];
    const extended: tree.Identifier[] = [];
    const units: tree.Unit[] = [];
    let name = title === undefined ? undefined : this.identifier(title);
    const footer = last?.kind === 'footer' ? last.start : Number.POSITIVE_INFINITY;
    chunks.forEach((chunk, index) => {
      const until = chunks[index + 1]?.tokens[0]?.start ?? footer;
      if (chunk.kind === 'skipped' || this.misspelt(chunk, until)) return;
      if (chunk.kind === 'spec') name = this.specName(chunk);
      else if (chunk.kind === 'extends') extended.push(...this.extended(chunk));
      else if (chunk.kind === 'module') {
        const inner = this.module(chunk.tokens);
        if (inner !== undefined) units.push({ kind: 'nested-module', module: inner, span: inner.span });
      } else this.unit(chunk, units);
    });
    const span: Span = { source, start: tokens[0]?.start ?? 0, end: last?.end ?? source.text.length };
    return { kind: 'module', dialect: this.dialect, name, extends: extended, units, companions: [], span };
  }

  /** Whether the scanner has said already what is wrong with a unit. @param until where the next one begins */
  private misspelt(chunk: Chunk, until: number): boolean {
    const from = chunk.tokens[0]?.start ?? 0;
    return this.misspellings.some(
      ({ span }) => span !== undefined && span.start >= from && span.start < until,
    );
  }

  private identifier(token: Token): tree.Identifier {
    return { text: token.text, span: { source: this.source, start: token.start, end: token.end } };
  }

  private specName(chunk: Chunk): tree.Identifier | undefined {
    const [, name, surplus] = chunk.tokens;
    if (surplus !== undefined) this.unexpected(surplus);
    return name === undefined ? undefined : this.identifier(name);
  }

  private extended(chunk: Chunk): tree.Identifier[] {
    const names: tree.Identifier[] = [];
    chunk.tokens.slice(1).forEach((token, index) => {
      if (index % 2 === 0 && token.kind === 'name') names.push(this.identifier(token));
      else if (index % 2 === 0 || token.text !== ',') this.unexpected(token);
    });
    const last = chunk.tokens.at(-1);
    if (last?.text === ',' || last?.text === 'EXTENDS') {
      const message = `This ends too early after \`${last.text}\`: expected a name.`;
      this.diagnostics.push(error('unexpected-end', message, this.identifier(last).span));
    }
    return names;
  }

  private unexpected(token: Token): void {
    const { text, span } = this.identifier(token);
    this.diagnostics.push(error('unexpected', `\`${text}\` was not expected here.`, span));
  }

  private unit(chunk: Chunk, units: tree.Unit[]): void {
    const { source, diagnostics } = this;
    const [first] = chunk.tokens;
    if (first === undefined) return;
    switch (chunk.kind) {
      case 'model': {
        const [word, name] = chunk.tokens;
        if (word === undefined || name === undefined) return;
        const span = join(this.identifier(word).span, this.identifier(name).span);
        units.push({ kind: 'model', name: this.identifier(name), constants: [], items: [], span });
        return;
      }
      case 'model-value': {
        const value = readUnit<tree.ModelUnit['constants'][number]>(
          source,
          chunk.tokens,
          'ModelValue',
          diagnostics,
        );
        if (value !== undefined)
          this.intoModel(units, (model) => ({ ...model, constants: [...model.constants, value] }));
        return;
      }
      case 'item': {
        const read = readUnit<tree.ModelItem | tree.ModelItem[]>(source, chunk.tokens, 'Item', diagnostics);
        if (read === undefined) return;
        const items = Array.isArray(read) ? read : [read];
        if (chunk.inModel)
          this.intoModel(units, (model) => ({ ...model, items: [...model.items, ...items] }));
        else units.push(...items);
        return;
      }
      case 'theorem': {
        units.push(this.theorem(chunk));
        return;
      }
      default: {
        const start = this.dialect === 'spec' ? 'SpecUnit' : 'Unit';
        const unit = readUnit<tree.Unit>(source, chunk.tokens, start, diagnostics);
        if (unit !== undefined) units.push(unit);
      }
    }
  }

  private intoModel(units: tree.Unit[], change: (model: tree.ModelUnit) => tree.ModelUnit): void {
    const last = units.at(-1);
    if (last?.kind === 'model') units[units.length - 1] = change(last);
  }

  /** A statement that is no expression (ASSUME … PROVE) is skipped: a theorem is for a prover. */
  private theorem(chunk: Chunk): tree.TheoremUnit {
    const statement = withoutProof(chunk.tokens);
    const read = readUnit<tree.TheoremUnit>(this.source, statement, 'Unit', []);
    if (read !== undefined) return read;
    const [word, name, defined] = statement;
    const span = word === undefined ? { source: this.source, start: 0, end: 0 } : this.identifier(word).span;
    const named = defined?.text === '==' && name !== undefined;
    return { kind: 'theorem', name: named ? this.identifier(name) : undefined, body: undefined, span };
  }
}

/** What is wrong with the words behind `//` is one error: that these begin no comment. */
function inComments(diagnostics: readonly Diagnostic[], tokens: readonly Token[]): Diagnostic[] {
  const slashes = tokens.filter(({ kind, text }) => kind === 'operator' && text === '//');
  const found = new Map<Token, Diagnostic>();
  const others = diagnostics.filter(({ span }) => {
    if (span === undefined) return true;
    const line = span.source.text.lastIndexOf('\n', span.start - 1);
    const sign = slashes.find(({ start }) => start > line && start <= span.start);
    if (sign === undefined) return true;
    found.set(sign, foreign('//', { source: span.source, start: sign.start, end: sign.end }, comment));
    return false;
  });
  return [...others, ...found.values()];
}

/** Reads the tokens of one unit; what is wrong goes to `diagnostics`, and the unit is then left out. */
function readUnit<T>(
  source: Source,
  tokens: readonly Token[],
  start: string,
  diagnostics: Diagnostic[],
): T | undefined {
  const laid = layOut(source, tokens);
  if (laid.diagnostics.length > 0) {
    diagnostics.push(...laid.diagnostics);
    return undefined;
  }
  const deep = tooDeep(source, laid);
  if (deep !== undefined) {
    diagnostics.push(deep);
    return undefined;
  }
  const match = tla().grammar.match(laid.text, start);
  if (match.failed()) {
    diagnostics.push(failure(source, tokens, laid, match));
    return undefined;
  }
  const found: Diagnostic[] = [];
  const context: BuildContext = { source, laid, report: (diagnostic) => found.push(diagnostic) };
  const value = build<T>(match, context);
  diagnostics.push(...found);
  return found.length > 0 ? undefined : value;
}

const opening = /^(\(|\[|\{|<<|⟦.*)$/;
const closing = /^(\)|\]|\]_|\}|>>|>>_|⟧)$/;
/** Their last operand reaches to the end of the bracket, the list or the comma around them. */
const openEnded = /^(IF|CASE|LET|LAMBDA|CHOOSE|\\A|\\E|\\AA|\\EE)$/;

/** Nesting is measured before anything recurses into it. */
function tooDeep(source: Source, laid: Laid): Diagnostic | undefined {
  const outer: number[] = [];
  let depth = 0;
  let chain = 0;
  const pieces = laid.text.split(' ');
  for (const [i, piece] of pieces.entries()) {
    if (opening.test(piece)) {
      chain++;
      outer.push(depth, chain);
      depth++;
    } else if (closing.test(piece)) {
      chain = outer.pop() ?? 0;
      depth = outer.pop() ?? 0;
    } else if (piece === ',' || piece === '▸') {
      depth = (outer.at(-2) ?? -1) + 1;
      chain = outer.at(-1) ?? 0;
    } else if (openEnded.test(piece)) depth++;
    else if (piece.startsWith('~') || piece === '.') chain++;
    if (depth <= deepest && chain <= longestChain) continue;
    const token = laid.tokens[i];
    const span = { source, start: token?.start ?? 0, end: token?.end ?? 0 };
    return depth > deepest
      ? error('too-deep', `Expressions are nested more than ${deepest} deep here.`, span)
      : error('too-deep', `This is a chain of more than ${longestChain} operators.`, span, 'Name its parts.');
  }
  return undefined;
}

function refuse(source: Source): Diagnostic | undefined {
  const span = { source, start: 0, end: 0 };
  if (source.text.length > longest)
    return error('too-long', 'This text is too long to be a specification (over 8 MiB).', span);
  if (source.text.includes('\0')) return error('binary', 'This is a binary file, not a specification.', span);
  return undefined;
}

function error(code: string, message: string, span: Span, hint?: string): Diagnostic {
  return { code, severity: 'error', message, span, ...(hint === undefined ? {} : { hint }) };
}
