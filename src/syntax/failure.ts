/** Why a unit could not be read: what stands there, what was expected, and what was probably meant. */

import type { FailedMatchResult } from 'ohm-js';
import { pieceAt } from './build.js';
import type { Diagnostic } from './diagnostic.js';
import { type Laid, marks } from './layout.js';
import type { Token } from './scan.js';
import type { Source } from './source.js';
import { reserved } from './symbols.js';

// What Ohm's own error messages are made of; its types leave it out.
interface Failed extends FailedMatchResult {
  getRightmostFailures(): readonly { getText(): string }[];
}

/** @param match that failed */
export function failure(source: Source, laid: Laid, match: FailedMatchResult): Diagnostic {
  const offset = match.getRightmostFailurePosition();
  const ended = offset >= laid.text.length;
  const index = ended ? laid.tokens.length - 1 : pieceAt(laid, offset);
  const at = (i: number) => laid.tokens[i];
  const token = at(index);
  const definition = wrongDefinition(laid, index);
  if (definition !== undefined)
    return report(source, 'definition-sign', '`=` compares; a definition is written with `==`.', definition);
  const naming = laid.tokens.length === 1 && (token?.text === 'MODEL' || token?.text === 'SPEC');
  const expected = phrase(naming ? ['a name'] : expectations(match as Failed, index > 1));
  if (ended || laid.text.startsWith(marks.close, laid.starts[index])) {
    const what = ended ? 'This' : 'This item of the list';
    const message = `${what} ends too early after \`${token?.text ?? ''}\`${expected}.`;
    const hint = ended
      ? undefined
      : 'A list item reaches as far as its lines stand to the right of its bullet.';
    return report(source, 'unexpected-end', message, token, hint);
  }
  const text = token?.text ?? '';
  if (text === '==') {
    const message = '`==` begins a definition, and none can begin here.';
    return report(source, 'nested-definition', message, token, 'To compare, write `=`.');
  }
  const previous = at(index - 1);
  const after = previous === undefined ? '' : ` after \`${previous.text}\``;
  const message = `\`${text}\` was not expected here${after}${expected}.`;
  return report(source, 'unexpected', message, token, habit(at(index - 2), previous, token));
}

function report(
  source: Source,
  code: string,
  message: string,
  token: Token | undefined,
  hint?: string,
): Diagnostic {
  const span = { source, start: token?.start ?? 0, end: token?.end ?? 0 };
  return { code, severity: 'error', message, span, ...(hint === undefined ? {} : { hint }) };
}

/** `Name = …`, or `Name := …`, where a line begins. */
function wrongDefinition(laid: Laid, index: number): Token | undefined {
  for (const at of [0, index]) {
    const [name, sign] = laid.tokens.slice(at, at + 2);
    if (name?.kind !== 'name' || !name.first) continue;
    if (sign?.text === '=' || sign?.text === ':=') return sign;
  }
  return undefined;
}

/** Habits from other languages. */
function habit(
  before: Token | undefined,
  previous: Token | undefined,
  token: Token | undefined,
): string | undefined {
  if (token?.text === '!' || (previous?.text === '=' && before?.text === '!'))
    return 'Unequal is written `#`, not is written `~`.';
  if (token?.text === "'") return 'A string is written with double quotes.';
  const keyword = previous?.text.toUpperCase() ?? '';
  if (previous?.kind === 'name' && previous.text !== keyword && reserved.has(keyword))
    return `Did you mean \`${keyword}\`?`;
  return undefined;
}

/** What begins an operand; strings and numbers stand for all of it. */
const operandSigns = new Set(
  `" # $ @ FALSE TRUE << [ { ( SF_ WF_ LAMBDA LET CASE IF CHOOSE \\EE \\AA \\E \\A ~ ${marks.open}`.split(
    ' ',
  ),
);
const prefixes = new Set('DOMAIN UNION SUBSET UNCHANGED ENABLED - -. <> []'.split(' '));
/** What goes on with an operand. */
const continuations = new Set('~ . [ ! ( ::'.split(' '));

/**
 * What the grammar could have gone on with, in words.
 * @param inside whether the unit's first word is settled: `INVARIANT` alone might still be the name of a definition
 */
function expectations(match: Failed, inside: boolean): string[] {
  const signs = new Set(match.getRightmostFailures().map((failed) => failed.getText()));
  const words = [...signs].filter((sign) => /^\$./.test(sign)).map((sign) => quoted(sign.slice(1)));
  if (words.length > 6) return ['a declaration', 'a definition'];
  if (words.length > 0) return words;
  const operand = (signs.has('"') && signs.has('#')) || signs.has('DOMAIN');
  if (signs.has('a letter')) return ['the name of a field'];
  const found: string[] = operand ? ['an expression'] : [];
  const named = !operand && signs.has('$');
  if (named) found.push('a name');
  const defining = inside || !named;
  const open = operand || signs.has('~');
  for (const sign of signs) {
    if (sign === '~' || sign === '$') continue;
    if (open && (operandSigns.has(sign) || continuations.has(sign) || prefixes.has(sign))) continue;
    if (sign === 'end of input' || sign === 'any character' || /[⟦▸⟧]/.test(sign)) continue;
    if (sign !== '==' || defining) found.push(quoted(sign.replace(/^~/, '')));
  }
  if (!operand && defining && signs.has('~')) found.push('an operator');
  if (signs.has('end of input')) found.push('nothing more');
  return found;
}

const quoted = (text: string) => `\`${text}\``;

function phrase(expected: readonly string[]): string {
  if (expected.length === 0) return '';
  const last = expected.at(-1);
  return `: expected ${expected.length === 1 ? last : `${expected.slice(0, -1).join(', ')} or ${last}`}`;
}
