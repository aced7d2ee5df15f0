/** The text of one exported module: TLA+'s header, its order of definitions, and the comments of the `.spec`. */

import { moduleOperators } from '../semantics/primitives.js';
import type { Diagnostic } from '../syntax/diagnostic.js';
import { scan } from '../syntax/scan.js';
import { Source, type Span, textOf } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';

export interface ModuleTextRequest {
  readonly module: tree.Module;
  readonly name: string;
  /** Declarations and definitions that the model needs. */
  readonly added: readonly string[];
  /** The variables of the tuple `vars`, when the module is to define it. */
  readonly vars: readonly string[] | undefined;
  /** Every name that the specification defines. */
  readonly taken: ReadonlySet<string>;
  /** Constants that a module which is extended declares. */
  readonly declared: ReadonlySet<string>;
  report(diagnostic: Diagnostic): void;
}

/** A unit with what it defines and mentions. */
interface Piece {
  readonly comments: string;
  readonly text: string;
  readonly defines: readonly string[];
  readonly mentions: ReadonlySet<string>;
}

const standard = ['Integers', 'Sequences', 'FiniteSets', 'TLC', 'Bags'];
const bags =
  /\b(EmptyBag|SetToBag|BagToSet|BagIn|CopiesIn|BagUnion|BagCardinality|SubBag|BagOfAll|IsABag)\b|\(\+\)|\(-\)|\\(oplus|ominus|sqsubseteq)\b|[⊕⊖⊑]/;

export function moduleText(request: ModuleTextRequest): string {
  const { module, name, added, vars } = request;
  const declarations: Piece[] = [];
  const definitions: Piece[] = [];
  for (const piece of pieces(module, request.declared)) {
    if (/^(CONSTANTS?|VARIABLES?|RECURSIVE)\b/.test(piece.text)) declarations.push(piece);
    else if (piece.text !== '') definitions.push(piece);
    else if (piece.comments !== '') declarations.push(piece);
  }
  for (const text of added) {
    const piece: Piece = {
      comments: '',
      text,
      defines: [/^\w+/.exec(text)?.[0] ?? ''],
      mentions: mentionsOf(text),
    };
    if (text.startsWith('CONSTANTS ')) declarations.push(piece);
    else definitions.push(piece);
  }
  const tuple = vars === undefined ? [] : [`vars == <<${vars.join(', ')}>>`];
  const body = [...declarations.map(written), ...tuple, ...ordered(definitions).map(written)];
  const extended = [...module.extends.map((identifier) => identifier.text), ...needed(request)];
  return `${[
    `---- MODULE ${name} ----`,
    `EXTENDS ${[...new Set(extended)].join(', ')}`,
    '',
    body.join('\n\n'),
    '====',
  ].join('\n')}\n`;
}

/** The names that a module's units define. */
export function definedNames(module: tree.Module): ReadonlySet<string> {
  return new Set(
    module.units.flatMap((unit) => [
      ...defines(unit),
      ...(unit.kind === 'constants' ? unit.constants.map((constant) => constant.name.text) : []),
      ...(unit.kind === 'variables' ? unit.variables.map((variable) => variable.name.text) : []),
    ]),
  );
}

/**
 * A text behind something that it belongs to: on the same line, or, when it has several, on lines of its own and in its column, since
 * aligned lists depend on that.
 * @param least the column that it begins in at least
 */
export function behind(head: string, span: Span, least = 2): string {
  return textOf(span).includes('\n') ? `${head}\n${padded(span, least)}` : `${head} ${textOf(span)}`;
}

function padded(span: Span, least: number): string {
  const { source, start } = span;
  const text = textOf(span);
  if (!text.includes('\n')) return text;
  const column = source.position(start).column - 1;
  const shift = Math.max(0, least - column);
  const lines = text.split('\n');
  return lines
    .map((line, index) => {
      const before = index === 0 ? column + shift : line === '' ? 0 : shift;
      return ' '.repeat(before) + line;
    })
    .join('\n');
}

function pieces(module: tree.Module, declared: ReadonlySet<string>): Piece[] {
  const { source } = module.span;
  let end = module.span.start;
  return module.units.map((unit) => {
    const comments = [...source.text.slice(end, unit.span.start).matchAll(/\\\*[^\n]*|\(\*[\s\S]*?\*\)/g)]
      .map(([comment]) => comment)
      .join('\n');
    end = lastOf(unit);
    const text = textOfUnit(unit, declared);
    return { comments, text, defines: defines(unit), mentions: mentionsOf(text) };
  });
}

/** Where a unit's text ends: a MODEL is as long as its lines. */
function lastOf(unit: tree.Unit): number {
  if (unit.kind !== 'model') return unit.span.end;
  const ends = [
    ...unit.items.map((item) => item.span.end),
    ...unit.constants.map(({ value }) => value.span.end),
  ];
  return Math.max(unit.span.end, ...ends);
}

function textOfUnit(unit: tree.Unit, declared: ReadonlySet<string>): string {
  switch (unit.kind) {
    case 'constants':
      return declaration(unit.constants.filter(({ name }) => !declared.has(name.text)));
    case 'variables':
      return `VARIABLES ${unit.variables.map(({ name }) => name.text).join(', ')}`;
    case 'recursive':
    case 'assumption':
    case 'theorem':
      return textOf(unit.span);
    case 'nested-module':
      return textOf(unit.span);
    case 'definition':
    case 'function-definition':
    case 'instance':
    case 'module-definition':
      return unit.local ? padded(unit.span, 0).replace(/^( {6})?/, 'LOCAL ') : padded(unit.span, 0);
    default:
      // `INVARIANT Name == body` keeps its columns without the word.
      return 'body' in unit && unit.body !== undefined && 'name' in unit
        ? padded({ ...unit.span, start: unit.name.span.start }, 0)
        : '';
  }
}

function declaration(constants: readonly tree.ConstantDeclaration[]): string {
  if (constants.length === 0) return '';
  return `CONSTANTS ${constants.map(({ name, arity }) => withBlanks(name.text, arity)).join(', ')}`;
}

function withBlanks(name: string, arity: number): string {
  return arity === 0 ? name : `${name}(${Array.from({ length: arity }, () => '_').join(', ')})`;
}

function defines(unit: tree.Unit): string[] {
  switch (unit.kind) {
    case 'definition':
    case 'function-definition':
    case 'module-definition':
      return [unit.name.text];
    case 'assumption':
    case 'theorem':
      return unit.name === undefined ? [] : [unit.name.text];
    default:
      return 'body' in unit && unit.body !== undefined && 'name' in unit ? [unit.name.text] : [];
  }
}

function mentionsOf(text: string): ReadonlySet<string> {
  const { tokens } = scan(new Source('', text));
  return new Set(
    tokens.filter(({ kind }) => kind === 'name' || kind === 'operator').map((token) => token.text),
  );
}

/** Every definition behind those that it mentions, and otherwise where it stood. */
function ordered(definitions: readonly Piece[]): Piece[] {
  const byName = new Map(definitions.flatMap((piece) => piece.defines.map((name) => [name, piece] as const)));
  const result: Piece[] = [];
  const seen = new Set<Piece>();
  const visit = (piece: Piece): void => {
    if (seen.has(piece)) return;
    seen.add(piece);
    for (const name of piece.mentions) {
      const other = byName.get(name);
      if (other !== undefined) visit(other);
    }
    result.push(piece);
  };
  definitions.forEach(visit);
  return result;
}

function written({ comments, text }: Piece): string {
  return [comments, text].filter((part) => part !== '').join('\n');
}

/** The standard modules, which a `.spec` need not extend; TLA+ takes none whose names the specification gives a meaning of its own. */
function needed({ module, taken, report }: ModuleTextRequest): string[] {
  const { text } = module.span.source;
  const mentioned = mentionsOf(text);
  return standard.filter((name) => {
    if (name === 'Bags') return bags.test(text);
    const operators = [...(moduleOperators.get(name)?.keys() ?? [])];
    const clash = operators.find((operator) => taken.has(operator));
    if (clash === undefined) return true;
    if (!operators.some((operator) => mentioned.has(operator) && !taken.has(operator))) return false;
    report({
      code: 'export-clash',
      severity: 'error',
      message: `\`${clash}\` is defined here and in the module ${name}, which is needed too: in TLA+ a name has one meaning.`,
      span: module.span,
      hint: `Give \`${clash}\` another name.`,
    });
    return false;
  });
}
