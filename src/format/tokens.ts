/** The tokens of a text in their order, taken one after another as a tree is written. */

import type { Token } from '../syntax/scan.js';
import type { Source } from '../syntax/source.js';
import type { Piece } from './document.js';
import type { Gap } from './remarks.js';

export class Tokens {
  private at = 0;
  /** The token whose comments in front are written by someone else. */
  private bare = -1;

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
    return {
      kind: 'piece',
      text: token === undefined ? '' : this.source.text.slice(token.start, token.end),
      before: bare ? [] : (gap?.before ?? []),
      after: this.gaps[index + 1]?.after,
      apart: !bare && gap?.apart === true && (apart !== undefined || gap.before.length > 0),
    };
  }
}
