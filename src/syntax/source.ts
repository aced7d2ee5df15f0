/** A text that is read, and places in it. */

/** A file's text with its name, as every span refers to it. */
export class Source {
  /** Offset of the first character of each line, in order. */
  private lineStarts: number[] | undefined;

  constructor(
    /** As the user named it: printed in front of every message. */
    readonly path: string,
    readonly text: string,
  ) {}

  /** 1-based line and column of an offset; columns count UTF-16 units. */
  position(offset: number): Position {
    const starts = this.starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }

  /** The offset of a position: the inverse of {@link position}. */
  offset({ line, column }: Position): number {
    const starts = this.starts();
    return Math.min((starts[line - 1] ?? this.text.length) + column - 1, this.text.length);
  }

  /** The text of a 1-based line, without its line end. */
  line(number: number): string {
    const starts = this.starts();
    const start = starts[number - 1] ?? this.text.length;
    const end = starts[number] ?? this.text.length;
    return this.text.slice(start, end).replace(/[\r\n]+$/, '');
  }

  private starts(): number[] {
    if (this.lineStarts === undefined) {
      this.lineStarts = [0];
      for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1)) {
        this.lineStarts.push(at + 1);
      }
    }
    return this.lineStarts;
  }
}

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** A stretch of a source: `start` inclusive, `end` exclusive, both offsets into its text. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** The text that a span covers. */
export function textOf(span: Span): string {
  return span.source.text.slice(span.start, span.end);
}

/** A text in one line, cut where that is longer. */
export function inOneLine(text: string, longest = Number.POSITIVE_INFINITY): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= longest ? line : `${line.slice(0, longest - 3)}…`;
}

/** The smallest span that covers both; they must lie in one source. */
export function join(first: Span, last: Span): Span {
  return {
    source: first.source,
    start: Math.min(first.start, last.start),
    end: Math.max(first.end, last.end),
  };
}
