/** Why a unit could not be read: what stands there, what was expected, and what was probably meant. */

import type { FailedMatchResult } from 'ohm-js';
import type { Diagnostic } from './diagnostic.js';
import { foreign } from './foreign-words.js';
import { declares, type Habit, habitAt } from './habits.js';
import { type Laid, marks, pieceAt } from './layout.js';
import type { Token } from './scan.js';
import { type Source, textOf } from './source.js';

// What Ohm's own error messages are made of; its types leave it out.
interface Failed extends FailedMatchResult {
  getRightmostFailures(): readonly { getText(): string }[];
}

/**
 * @param tokens of the unit
 * @param laid the same, laid out
 * @param match that failed
 */
export function failure(
  source: Source,
  tokens: readonly Token[],
  laid: Laid,
  match: FailedMatchResult,
): Diagnostic {
  const offset = match.getRightmostFailurePosition();
  const ended = offset >= laid.text.length;
  const index = ended ? laid.tokens.length - 1 : pieceAt(laid, offset);
  const token = laid.tokens[index];
  const itemEnds = !ended && laid.text.startsWith(marks.close, laid.starts[index]);
  const signs = new Set((match as Failed).getRightmostFailures().map((failed) => failed.getText()));
  const at = (token === undefined ? -1 : tokens.indexOf(token)) + (ended || itemEnds ? 1 : 0);
  const definition = wrongDefinition(tokens, at, signs);
  if (definition !== undefined) {
    const message =
      definition.text === '='
        ? '`=` compares; a definition is written with `==`.'
        : `A definition is written with \`==\`, not with \`${definition.text}\`.`;
    return report(source, 'definition-sign', message, definition);
  }
  const habit = habitAt({ tokens, at, expects: (sign) => signs.has(sign) });
  if (habit?.found !== undefined) {
    const { first, last } = habit.found;
    const span = { source, start: first.start, end: last.end };
    return foreign(textOf(span), span, habit.hint);
  }
  const naming = laid.tokens.length === 1 && (token?.text === 'MODEL' || token?.text === 'SPEC');
  const expected = phrase(naming ? ['a name'] : expectations(signs, index > 1));
  if (ended || itemEnds) {
    const what = ended ? 'This' : 'This item of the list';
    const message = `${what} ends too early after \`${token?.text ?? ''}\`${expected}.`;
    const reach = ended
      ? undefined
      : 'A list item reaches as far as its lines stand to the right of its bullet.';
    return report(source, 'unexpected-end', message, token, habit?.hint ?? reach);
  }
  const text = token?.text ?? '';
  if (text === '==') return nested(source, tokens, at, habit);
  const previous = laid.tokens[index - 1];
  const after = previous === undefined ? '' : ` after \`${previous.text}\``;
  const message = `\`${text}\` was not expected here${after}${expected}.`;
  return report(source, 'unexpected', message, token, habit?.hint);
}

function report(
  source: Source,
  code: string,
  message: string,
  token: Token | undefined,
  hint?: string,
  end = token?.end ?? 0,
): Diagnostic {
  const span = { source, start: token?.start ?? 0, end };
  return { code, severity: 'error', message, span, ...(hint === undefined ? {} : { hint }) };
}

/** `a == b`, and its like in other languages, where a comparison was meant. */
function nested(source: Source, tokens: readonly Token[], at: number, habit: Habit | undefined): Diagnostic {
  const [before, sign, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  const unequal = before?.text === '!' && before.end === sign?.start;
  const first = unequal ? before : sign;
  const last = next?.text === '=' && next.start === sign?.end ? next : sign;
  const text = source.text.slice(first?.start, last?.end);
  const message = `\`${text}\` compares nothing: \`==\` begins a definition, and none can begin here.`;
  const hint = unequal ? 'Unequal is written `#`.' : (habit?.hint ?? 'Equal is written `=`.');
  return report(source, 'nested-definition', message, first, hint, last?.end);
}

/** Signs that define in other languages. */
const defining = new Set(['=', ':=', ':', '=>', '->']);

/** `Name = …`, `Name(a) := …`, `LET name = … IN`, where `==` would have gone on. */
function wrongDefinition(
  tokens: readonly Token[],
  at: number,
  signs: ReadonlySet<string>,
): Token | undefined {
  if (!signs.has('==')) return undefined;
  const token = tokens[at];
  const earlier = [tokens[at - 2], tokens[at - 1]].find((sign) => sign?.text === '=' || sign?.text === ':=');
  if (earlier !== undefined) return earlier;
  const colon = token?.text === ':' && at === 1 && tokens[0] !== undefined && declares(tokens[0]);
  return token !== undefined && defining.has(token.text) && !colon ? token : undefined;
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
function expectations(signs: ReadonlySet<string>, inside: boolean): string[] {
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
    if (sign === 'end of input' || sign === 'any character' || sign === 'a digit' || /[⟦▸⟧]/.test(sign))
      continue;
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
