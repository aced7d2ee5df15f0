/** Comments, and what each of them belongs to: the token that it stands behind on a line, or the one that it stands in front of. */

import type { Comment, Token } from '../syntax/scan.js';
import type { Source } from '../syntax/source.js';
import type { Remark, RemarkLine } from './document.js';

/** What stands between a token and the one before it. */
export interface Gap {
  /** Behind the token before, on its line: all comments there as one. */
  readonly after: Remark | undefined;
  readonly before: readonly Remark[];
  /** Whether an empty line stands right in front of the token. */
  readonly apart: boolean;
}

/** @returns the gap in front of each token, and the one behind the last */
export function gapsOf(source: Source, tokens: readonly Token[], comments: readonly Comment[]): Gap[] {
  const gaps: Gap[] = [];
  let next = 0;
  for (let i = 0; i <= tokens.length; i++) {
    const end = tokens[i]?.start ?? source.text.length;
    const inside: Comment[] = [];
    for (
      let comment = comments[next];
      comment !== undefined && comment.start < end;
      comment = comments[++next]
    )
      inside.push(comment);
    gaps.push(gapOf(source, tokens[i - 1]?.end, tokens[i]?.start, inside));
  }
  return gaps;
}

/**
 * @param from where the token before ends, if there is one
 * @param to where the next one begins, if there is one
 */
function gapOf(
  source: Source,
  from: number | undefined,
  to: number | undefined,
  comments: readonly Comment[],
): Gap {
  const breaks = (start: number, end: number) => source.text.slice(start, end).split('\n').length - 1;
  const before: Remark[] = [];
  let after: Remark | undefined;
  let at = from ?? 0;
  let sameLine = from !== undefined;
  for (const { start, end } of comments) {
    const above = breaks(at, start);
    if (above > 0) sameLine = false;
    const endsLine = to === undefined || breaks(end, to) > 0;
    if (sameLine && endsLine)
      after = { lines: linesOf(source, comments[0]?.start ?? start, end), place: 'end', apart: false };
    else {
      const lines = linesOf(source, start, end);
      before.push({ lines, place: endsLine || lines.length > 1 ? 'line' : 'inline', apart: above > 1 });
    }
    at = end;
  }
  return { after, before, apart: breaks(at, to ?? at) > 1 };
}

function linesOf(source: Source, start: number, end: number): RemarkLine[] {
  const column = columnOf(
    source.text.slice(source.offset({ line: source.position(start).line, column: 1 }), start),
  );
  return source.text
    .slice(start, end)
    .split('\n')
    .map((raw, index) => {
      const text = raw.trim();
      if (index === 0) return { text, offset: 0 };
      return { text, offset: columnOf(raw.slice(0, raw.length - raw.trimStart().length)) - column };
    });
}

/** The width of what stands in front, tabs counted as the scanner counts them. */
function columnOf(text: string): number {
  let column = 0;
  for (const c of text) column = c === '\t' ? (column | 7) + 1 : column + c.length;
  return column;
}
