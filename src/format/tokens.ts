/** The tokens of a text in their order, taken one after another as a tree is written. */

import type { Token } from '../syntax/scan.js';
import type { Source } from '../syntax/source.js';
import type { Piece, Remark } from './document.js';
import type { Gap } from './remarks.js';

export class Tokens {
  private at = 0;
  /** The token whose comments in front are written by someone else. */
  private bare = -1;
  /** The token that is to begin a line. */
  private beginning = -1;

  constructor(
    private readonly source: Source,
    readonly all: readonly Token[],
    readonly gaps: readonly Gap[],
  ) {}

  /** Goes on from this token, whose comments in front are not to be written. */
  goTo(index: number): void {
    this.at = index;
    this.bare = index;
  }

  /** The next token begins a line, whose column says where a list goes on or ends: comments in front of it stand above. */
  beginLine(): void {
    this.beginning = this.at;
  }

  /** Index of the next token. */
  get index(): number {
    return this.at;
  }

  /** Its canonical text; empty behind the last one. */
  get text(): string {
    return this.all[this.at]?.text ?? '';
  }

  get kind(): Token['kind'] | undefined {
    return this.all[this.at]?.kind;
  }

  /** Its offset in the source. */
  get start(): number {
    return this.all[this.at]?.start ?? this.source.text.length;
  }

  /** @param apart `apart`: an empty line in front of it is kept */
  take(apart?: 'apart'): Piece {
    const index = this.at++;
    const token = this.all[index];
    const gap = this.gaps[index];
    const bare = index === this.bare;
    const before = bare ? [] : (gap?.before ?? []);
    return {
      kind: 'piece',
      text: token === undefined ? '' : this.source.text.slice(token.start, token.end),
      before:
        index === this.beginning ? before.map((remark): Remark => ({ ...remark, place: 'line' })) : before,
      after: this.gaps[index + 1]?.after,
      apart: !bare && gap?.apart === true && (apart !== undefined || before.length > 0),
    };
  }
}
