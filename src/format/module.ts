/** A module laid out: its units one below the other, with the comments and empty lines between them. */

import { scan, type Token } from '../syntax/scan.js';
import type { Source } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';
import { type Chunk, split, withoutProof } from '../syntax/units.js';
import { type Doc, ended, type PrintedLine, placed, print, type Remark } from './document.js';
import { type Gap, gapsOf } from './remarks.js';
import { Tokens } from './tokens.js';
import { type ModelValue, Units } from './units.js';

/** Comments behind neighbouring lines stand in one column, unless the lines differ by more than this. */
const spread = 40;

/** A unit, a comment or a rule: lines that stand together. */
interface Block {
  readonly lines: readonly PrintedLine[];
  /** Whether an empty line stands in front. */
  readonly apart: boolean;
  /** Lays it out with blanks in front of its `==` or `=`. */
  readonly padded?: (pad: number) => PrintedLine[];
  /** `==` or `=` */
  readonly mark?: string;
}

/** @returns the text, which ends with a line end */
export function layOutModule(
  source: Source,
  module: tree.Module,
  dialect: 'spec' | 'tla',
  width: number,
): string {
  const { text } = source;
  const { start, end } = module.span;
  const scanned = scan(source, dialect === 'tla' ? start : 0);
  const footed = scanned.tokens.some((token) => token.kind === 'footer' && token.end === end);
  // What stands behind the footer is kept as it is.
  const comments = footed ? scanned.comments.filter((comment) => comment.start < end) : scanned.comments;
  const gaps = gapsOf(source, scanned.tokens, comments);
  const writer = new ModuleWriter(source, scanned.tokens, gaps, dialect, width);
  const from = dialect === 'tla' ? text.slice(0, start).replace(/[ \t]+$/, '') : '';
  const rest = footed ? text.slice(end) : '';
  return `${from}${lined(inColumns(writer.blocks(module)))}${rest.replace(/^[ \t]+$/gm, '').trimEnd()}\n`.replace(
    /^\n+/,
    '',
  );
}

class ModuleWriter {
  private readonly tokens: Tokens;
  private readonly units: Units;

  constructor(
    private readonly source: Source,
    private readonly all: readonly Token[],
    private readonly gaps: readonly Gap[],
    private readonly dialect: 'spec' | 'tla',
    private readonly width: number,
  ) {
    this.tokens = new Tokens(source, all, gaps);
    this.units = new Units(this.tokens);
  }

  blocks(module: tree.Module): Block[] {
    const from = this.all.findIndex((token) => token.start >= module.span.start);
    const until = this.all.findIndex((token) => token.start >= module.span.end);
    const tokens = this.all.slice(Math.max(0, from), until < 0 ? undefined : until);
    const first = Math.max(0, from);
    const headed = tokens[0]?.kind === 'rule' && tokens[1]?.text === 'MODULE';
    const { chunks, end } = split(tokens, this.dialect, headed ? 4 : 0);
    const inner = new Map(tokens.map((token, index) => [token, first + index]));
    const blocks: Block[] = [];
    let at = first;
    if (headed) {
      // Comments in front of a nested module are written with the module around it.
      if (module.span.start === this.all[0]?.start) blocks.push(...this.between(at, at, 0));
      blocks.push(this.verbatim(at, at + 4));
      at += 4;
    }
    for (const chunk of chunks) {
      const start = inner.get(chunk.tokens[0] as Token) ?? at;
      blocks.push(...this.between(at, start, chunk.inModel ? 2 : 0));
      blocks.push(...this.chunk(chunk, start, module));
      at = start + chunk.tokens.length;
    }
    const footer = tokens[end - 1]?.kind === 'footer' ? first + end - 1 : undefined;
    blocks.push(...this.between(at, footer ?? first + tokens.length, 0));
    if (footer !== undefined) blocks.push(this.verbatim(footer, footer + 1));
    return blocks;
  }

  /**
   * Comments and rules in front of a token, and between it and the units before.
   * @param from index of the token behind the unit before
   */
  private between(from: number, to: number, indent: number): Block[] {
    const blocks: Block[] = [];
    for (let index = from; index <= to; index++) {
      const gap = this.gaps[index];
      for (const remark of gap?.before ?? []) blocks.push(this.remark(remark, indent));
      if (index < to) blocks.push(this.verbatim(index, index + 1));
    }
    return blocks;
  }

  private remark({ lines, apart }: Remark, indent: number): Block {
    return { lines: lines.map((each) => ({ text: placed(each, indent), remark: undefined })), apart };
  }

  private chunk(chunk: Chunk, start: number, module: tree.Module): Block[] {
    const first = chunk.tokens[0] as Token;
    const end = start + chunk.tokens.length;
    const apart = this.gaps[start]?.apart === true;
    const indent = chunk.inModel ? 2 : 0;
    if (chunk.kind === 'module') {
      const nested = module.units.find(
        (unit) => unit.kind === 'nested-module' && unit.span.start === first.start,
      );
      if (nested?.kind !== 'nested-module') return [this.verbatim(start, end)];
      const blocks = this.blocks(nested.module);
      return blocks.map((block, index) => (index === 0 ? { ...block, apart } : block));
    }
    if (chunk.kind === 'skipped') return [this.verbatim(start, end)];
    if (chunk.kind === 'spec' || chunk.kind === 'extends') {
      this.tokens.goTo(start);
      const doc: Doc = [this.tokens.take(), ' ', this.units.nameList()];
      return [{ lines: print(doc, this.width, indent), apart }];
    }
    const unit = unitAt(module, first.start, this.all[end - 1]?.end ?? first.end);
    if (unit === undefined) return [this.verbatim(start, end)];
    if (
      unit.kind === 'theorem' &&
      (unit.body === undefined || withoutProof(chunk.tokens).length < chunk.tokens.length)
    )
      return [this.verbatim(start, end)];
    const padded = (pad: number) => {
      this.tokens.goTo(start);
      const doc = this.units.doc(unit, pad, chunk.inModel);
      if (this.tokens.index !== end)
        throw new Error(`The formatter lost its way in a ${unit.kind} at ${first.start}.`);
      return print(doc, this.width, indent);
    };
    const mark =
      unit.kind === 'constants' || unit.kind === 'model-value'
        ? ' = '
        : unit.kind === 'variables'
          ? ' \\in '
          : ' == ';
    return [{ lines: padded(0), apart, padded, mark }];
  }

  /** Lines as they are written, in their columns: rules, headers, theorems with their proofs. */
  private verbatim(start: number, end: number): Block {
    const { text } = this.source;
    const first = this.all[start];
    const last = this.all[end - 1];
    if (first === undefined || last === undefined) return { lines: [], apart: false };
    const margin = first.kind === 'rule' || first.kind === 'footer' || !first.first ? 0 : first.column;
    const written = `${' '.repeat(margin)}${text.slice(first.start, last.end)}`;
    const lines: PrintedLine[] = written
      .split('\n')
      .map((each) => ({ text: each.trimEnd(), remark: undefined }));
    const final = lines.pop();
    lines.push(...ended(final?.text ?? '', this.gaps[end]?.after));
    return { lines, apart: this.gaps[start]?.apart === true };
  }
}

/** The unit whose text begins between these offsets. */
function unitAt(module: tree.Module, from: number, to: number): tree.Unit | ModelValue | undefined {
  const inside = ({ span }: tree.Node) => span.start >= from && span.start < to;
  for (const unit of module.units) {
    if (inside(unit)) return unit;
    if (unit.kind !== 'model') continue;
    const item = unit.items.find(inside);
    if (item !== undefined) return item;
    const constant = unit.constants.find(({ name }) => inside(name));
    if (constant !== undefined) return { kind: 'model-value', value: constant.value };
  }
  return undefined;
}

/** Units of one line each, one below the other, get their `==` or `=` into one column. */
function inColumns(blocks: readonly Block[]): Block[] {
  const result: Block[] = [];
  let run: Block[] = [];
  const flush = () => {
    result.push(...aligned(run));
    run = [];
  };
  for (const block of blocks) {
    const one = block.lines.length === 1 && (block.lines[0]?.text.includes(block.mark ?? '\n') ?? false);
    if (!one || block.apart || run[0]?.mark !== block.mark) flush();
    if (one) run.push(block);
    else result.push(block);
  }
  flush();
  return result;
}

function aligned(run: readonly Block[]): readonly Block[] {
  const columns = run.map(({ lines, mark }) => lines[0]?.text.indexOf(mark ?? '') ?? 0);
  const widest = Math.max(0, ...columns);
  if (widest - Math.min(widest, ...columns) > 16) return run;
  const padded = run.map((block, index) => ({
    ...block,
    lines: block.padded?.(widest - (columns[index] ?? 0)) ?? block.lines,
  }));
  return padded.every(({ lines }) => lines.length === 1) ? padded : run;
}

/** Blocks as text, with the comments at the ends of neighbouring lines in one column. */
function lined(blocks: readonly Block[]): string {
  const lines: PrintedLine[] = [];
  for (const { lines: more, apart } of blocks) {
    if (apart && lines.length > 0) lines.push({ text: '', remark: undefined });
    lines.push(...more);
  }
  const written: string[] = [];
  for (let i = 0; i < lines.length; ) {
    let end = i;
    let widest = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let next = lines[end]; next?.remark !== undefined; next = lines[++end]) {
      const { length } = next.text;
      if (next.goesOn === true || Math.max(widest, length) - Math.min(least, length) > spread) break;
      widest = Math.max(widest, length);
      least = Math.min(least, length);
    }
    const alone = lines[i];
    if (end === i) {
      written.push(alone?.remark === undefined ? (alone?.text ?? '') : `${alone.text}  ${alone.remark}`);
      i++;
    } else
      for (; i < end; i++)
        written.push(`${(lines[i]?.text ?? '').padEnd(widest)}  ${lines[i]?.remark ?? ''}`);
  }
  return written.join('\n');
}
