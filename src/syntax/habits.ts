/** Habits from other languages, recognised where a unit cannot be read: what it is, where, and how TLA+ says it. */

import {
  beginnings,
  choice,
  comment,
  conditionWords,
  infixWords,
  methods,
  operatorSigns,
  prefixWords,
  recordOrFunction,
  tupleOfVariables,
} from './foreign-words.js';
import { endsOperand, type Token } from './scan.js';
import { reserved } from './symbols.js';
import { checkWords, itemWords } from './units.js';

export interface Habit {
  readonly hint: string;
  /** What is no TLA+, where that is certain; without it the hint goes with what was not expected. */
  readonly found?: { readonly first: Token; readonly last: Token };
}

/** Where reading a unit came to an end. */
export interface Stop {
  readonly tokens: readonly Token[];
  /** Index of the token that could not be read; behind the last one where something is missing. */
  readonly at: number;
  /** Whether the unit could have gone on with a sign. */
  expects(sign: string): boolean;
}

/** @returns the first habit that explains why the unit could not be read */
export function habitAt(stop: Stop): Habit | undefined {
  const place = new Place(stop);
  for (const recognise of recognisers) {
    const habit = recognise(place);
    if (habit !== undefined) return habit;
  }
  return undefined;
}

class Place {
  readonly tokens: readonly Token[];
  readonly at: number;
  readonly head: Token | undefined;
  /** The token that could not be read, and those in front of it. */
  readonly token: Token | undefined;
  readonly previous: Token | undefined;
  readonly before: Token | undefined;

  constructor(readonly stop: Stop) {
    const { tokens, at } = stop;
    this.tokens = tokens;
    this.at = at;
    this.head = tokens[0];
    this.token = tokens[at];
    this.previous = tokens[at - 1];
    this.before = tokens[at - 2];
  }

  /** Index of the innermost bracket that is open in front of a token. */
  bracket(at = this.at): number | undefined {
    let depth = 0;
    for (let i = at - 1; i >= 0; i--) {
      const { text, kind } = this.tokens[i] as Token;
      if (kind === 'string' || kind === 'selector') continue;
      if (closes.has(text)) depth++;
      else if (opens.has(text) && --depth < 0) return i;
    }
    return undefined;
  }

  /** From a bracket to the one that closes it, or to the end of what stands there. */
  enclosed(open: number): { readonly first: Token; readonly last: Token } {
    let depth = 0;
    let end = open;
    while (end < this.tokens.length) {
      const { text, kind } = this.tokens[end] as Token;
      const plain = kind !== 'string' && kind !== 'selector';
      if (plain && opens.has(text)) depth++;
      else if (plain && closes.has(text) && --depth === 0) break;
      end++;
    }
    return range(this.tokens[open] as Token, this.tokens[Math.min(end, this.tokens.length - 1)] as Token);
  }
}

const opens = new Set(['(', '[', '{', '<<']);
const closes = new Set([')', ']', ']_', '}', '>>', '>>_']);

const touch = (left: Token | undefined, right: Token | undefined) => left?.end === right?.start;
const isWord = (token: Token | undefined) => token?.kind === 'name' || token?.kind === 'keyword';
const operand = (token: Token | undefined) => token !== undefined && endsOperand(token);
const range = (first: Token, last: Token) => ({ first, last });

const comesNext = 'A step says what comes next';
const unequal = 'Unequal is written `#`.';
const quotes = 'A string is written with double quotes: `"a"`.';
const update = 'One value of f is replaced by `[f EXCEPT ![k] = v]`, `.field` instead of `[k]` in a record.';

type Recogniser = (place: Place) => Habit | undefined;

/** `// …`, `/* … *\/`, and a line that begins with `#` or `--`. */
const comments: Recogniser = ({ tokens, at }) => {
  for (const from of [at, at - 1]) {
    for (let i = Math.min(from, tokens.length - 1); i >= 0; i--) {
      const token = tokens[i] as Token;
      const next = tokens[i + 1];
      const slashes =
        token.text === '//' || (token.text === '/' && next?.text.startsWith('*') && touch(token, next));
      if (slashes || (token.first && (token.text === '#' || token.text === '--')))
        return { hint: comment, found: range(token, token.text === '/' && next ? next : token) };
      if (token.first) break;
    }
  }
  return undefined;
};

/** `const N = 5`, `invariant …`, `SPEC: T`. */
const beginning: Recogniser = ({ head, at, token, tokens }) => {
  if (head === undefined || at > 1) return undefined;
  const upper = head.text.toUpperCase();
  if (token?.text === ':' && declares(head))
    return { hint: `\`${head.text}\` stands without a colon.`, found: range(head, token) };
  if (head.kind === 'name' && upper !== head.text && declares({ text: upper }) && upper !== 'LET')
    return beginnings.has(head.text)
      ? word(head)
      : { hint: `Did you mean \`${upper}\`?`, found: range(head, head) };
  return tokens[1]?.first === true ? undefined : word(head);
};

const word = (head: Token): Habit | undefined => {
  const hint = beginnings.get(head.text);
  return hint === undefined ? undefined : { hint, found: range(head, head) };
};

/** Whether a word begins a declaration, or could be no name at all. */
export function declares({ text }: Pick<Token, 'text'>): boolean {
  return reserved.has(text) || itemWords.has(text) || text === 'SPEC' || text === 'MODEL';
}

/** `INVARIANT x < 5`. */
const nameless: Recogniser = ({ head, token, tokens }) => {
  if (head === undefined || head.kind !== 'name' || !checkWords.has(head.text)) return undefined;
  if (token?.text === '==' || token?.text === ':' || tokens[2]?.text === '==') return undefined;
  return { hint: `What is checked has a name: \`${head.text} Name == …\`.` };
};

/** `VARIABLE x : Nat`, `VARIABLE x = 0`, `VARIABLES x y`, `CONSTANT N : 3`. */
const declaration: Recogniser = ({ head, token, previous, stop }) => {
  const variables = head?.text === 'VARIABLE' || head?.text === 'VARIABLES';
  const constants = head?.text === 'CONSTANT' || head?.text === 'CONSTANTS';
  if (token === undefined || !(variables || constants) || !stop.expects(',')) return undefined;
  const name = previous?.text ?? 'x';
  if (variables && token.text === ':')
    return { hint: `Which values it may have is said by \`${name} \\in S\`.` };
  if (variables && (token.text === '=' || token.text === ':='))
    return { hint: `The first value is given in \`Init\`: \`${name} = …\`.` };
  if (constants && (token.text === ':' || token.text === '==' || token.text === ':='))
    return { hint: `The value of a constant is given by \`${name} = …\`.` };
  if (token.kind === 'name' && !infixWords.has(token.text) && operand(previous))
    return { hint: 'Declarations are separated by commas.' };
  return undefined;
};

/** `x in S`, `x not in S`, `x !\in S`, `a and b`, `not x`, `forall x …`. */
const words: Recogniser = ({ tokens, at, token, previous, before }) => {
  const next = tokens[at + 1];
  const isIn = (one: Token | undefined) => one?.text === '\\in' || one?.text === 'in' || one?.text === 'IN';
  const outside = infixWords.get('notin') ?? '';
  if (token?.text === 'not' && isIn(next) && next !== undefined)
    return { hint: outside, found: range(token, next) };
  if (previous !== undefined && before?.text === '!' && isIn(previous))
    return { hint: outside, found: range(before, previous) };
  if (token !== undefined && isWord(token) && operand(previous)) {
    if (/^ELS?E?_?IF$/.test(token.text.toUpperCase()))
      return { hint: 'A further case is written `ELSE IF c THEN a ELSE b`.', found: range(token, token) };
    const hint = infixWords.get(token.text);
    if (hint !== undefined) return { hint, found: range(token, token) };
  }
  if (previous?.kind !== 'name') return undefined;
  const hint = prefixWords.get(previous.text);
  if (hint !== undefined) return { hint, found: range(previous, previous) };
  const upper = previous.text.toUpperCase();
  if (upper !== previous.text && reserved.has(upper) && !conditionWords.has(previous.text))
    return { hint: `Did you mean \`${upper}\`?` };
  return undefined;
};

/** `if (c) { a }`, and an IF without its ELSE. */
const choices: Recogniser = (place) => {
  const { tokens, at, token, previous, stop } = place;
  const inAction = conditionWords.get('IF') ?? '';
  if (token?.text === '{' && stop.expects('THEN')) return { hint: inAction };
  for (const close of [at - 1, at - 2]) {
    const open = tokens[close]?.text === ')' ? place.bracket(close) : undefined;
    const leading = open === undefined ? undefined : tokens[open - 1];
    const hint = conditionWords.get(leading?.text ?? '');
    if (leading?.kind === 'name' && hint !== undefined) return { hint, found: range(leading, leading) };
  }
  if (previous?.kind === 'name' && (previous.text === 'if' || previous.text === 'while'))
    return { hint: `Did you mean \`IF\`? ${choice}`, found: range(previous, previous) };
  if (stop.expects('ELSE')) return { hint: inAction };
  return undefined;
};

/** `x++`, `x += 1`: nothing is changed, a step says what comes next. */
const assignments: Recogniser = ({ tokens, at, token, previous, before }) => {
  const ahead = (sign: number) => {
    const prime = tokens[sign - 1]?.text === "'";
    const name = tokens[sign - (prime ? 2 : 1)];
    return name?.kind === 'name' ? name : undefined;
  };
  if (previous?.text === '++' || previous?.text === '--') {
    const name = ahead(at - 1);
    if (name === undefined || (operandBegins(token) && token?.first === false)) return undefined;
    const { text } = name;
    return {
      hint: `${comesNext}: \`${text}' = ${text} ${previous.text[0]} 1\`.`,
      found: range(name, previous),
    };
  }
  if (previous?.text !== '=' || before?.kind !== 'operator' || !touch(before, previous)) return undefined;
  const name = ahead(at - 2);
  if (name === undefined || !/^(\+|-|\*|%|\/|&&|\|\|)$/.test(before.text)) return undefined;
  const sign = operatorSigns.get(before.text) ?? before.text;
  const single = tokens[at + 1]?.first !== false && (token?.kind === 'number' || token?.kind === 'name');
  const value = single ? token.text : '…';
  return {
    hint: `${comesNext}: \`${name.text}' = ${name.text} ${sign} ${value}\`.`,
    found: range(name, previous),
  };
};

const operandBegins = (token: Token | undefined) =>
  token !== undefined &&
  (isWord(token) || token.kind === 'number' || token.kind === 'string' || opens.has(token.text));

/** `= >`, `! =`, `!x`, `<>`, `| x`, `...s`. */
const signs: Recogniser = ({ token, previous, before }) => {
  if (before !== undefined && previous !== undefined) {
    const pair = `${before.text} ${previous.text}`;
    if (pair === '! =' && touch(before, previous)) return { hint: unequal, found: range(before, previous) };
    const whole = apart.get(pair);
    if (whole !== undefined)
      return { hint: `\`${whole}\` is written without a blank.`, found: range(before, previous) };
  }
  if (token?.text === '<>' && operand(previous)) return { hint: unequal, found: range(token, token) };
  if (token?.text === '!' && !operand(previous))
    return { hint: 'Not is written `~`, unequal `#`.', found: range(token, token) };
  if (token?.text === '<-' && operand(previous)) return { hint: `${comesNext}: \`x' = …\`.` };
  if (previous?.text === '...')
    return {
      hint: '`Append(s, e)` is s with e at its end, `[f EXCEPT ![k] = v]` is f with v at k.',
      found: range(previous, token ?? previous),
    };
  const meant = operatorSigns.get(previous?.text ?? '');
  if (previous?.kind === 'operator' && meant !== undefined && !operand(before) && /^[&|]/.test(previous.text))
    return { hint: `Write \`${meant}\`.`, found: range(previous, previous) };
  return undefined;
};

/** Signs that a blank took apart. */
const apart: ReadonlyMap<string, string> = new Map([
  ['= >', '=>'],
  ['< =', '<='],
  ['> =', '>='],
  ['= <', '=<'],
  ['\\ /', '\\/'],
  ['/ \\', '/\\'],
  ['- >', '->'],
  ['| ->', '|->'],
  ['~ >', '~>'],
]);

/** `'text'`, and a prime in front of its name. */
const singleQuotes: Recogniser = ({ tokens, at, token, previous }) => {
  if (token?.text !== "'" || operand(previous)) return undefined;
  for (let i = at + 1; i < tokens.length && tokens[i]?.first === false; i++) {
    const end = tokens[i] as Token;
    if (end.text === "'") return { hint: quotes, found: range(token, end) };
  }
  const name = tokens[at + 1];
  if (name?.kind !== 'name') return { hint: quotes };
  return { hint: `The prime stands behind the name: \`${name.text}'\`.`, found: range(token, name) };
};

/** `s.push(e)`, `Op()`. */
const calls: Recogniser = ({ tokens, at, token, previous, before }) => {
  if (token?.text === ')' && previous?.text === '(' && before?.kind === 'name') {
    const method = tokens[at - 3]?.text === '.';
    if (!method) {
      const hint = `What has no arguments is named without parentheses: \`${before.text}\`.`;
      return { hint, found: range(before, token) };
    }
  }
  if (token?.text !== '(' || previous?.kind !== 'name' || before?.text !== '.') return undefined;
  const own = tokens[at - 3];
  const receiver = own?.text === "'" ? tokens[at - 4] : own;
  const name = receiver?.kind === 'name' ? receiver.text : 's';
  const hint = methods.get(previous.text)?.replace(/\bs\b(?=[^`]*`(?:[^`]*`[^`]*`)*[^`]*$)/g, () => name);
  return {
    hint: hint ?? `There are no methods: an operator is applied as in \`Op(${name}, e)\`.`,
    found: range(before, previous),
  };
};

/** `[1, 2]`, `[]`, `[a: 1]`, `{a: 1}`, `[f EXCEPT [k] = v]`, `UNCHANGED a, b`. */
const brackets: Recogniser = (place) => {
  const { tokens, at, token, previous, before } = place;
  if (previous?.text === 'EXCEPT') return { hint: update };
  if (
    previous?.text === '[]' &&
    previous.end - previous.start === 2 &&
    before !== undefined &&
    !operand(before)
  ) {
    const opened =
      before.kind === 'operator' || before.text === '==' || opens.has(before.text) || before.text === ',';
    if (opened && (token === undefined || token.first || !operandBegins(token)))
      return { hint: 'The empty sequence is `<<>>`, the empty set `{}`.', found: range(previous, previous) };
  }
  const open = place.bracket();
  if (previous?.text === ',' && (token === undefined || closes.has(token.text)))
    return { hint: 'No comma stands behind the last one.' };
  if (token?.text === ',') {
    const unchanged = tokens
      .slice(Math.max(0, (open ?? 0) - 1), at)
      .findLast(({ text }) => text === 'UNCHANGED');
    if (unchanged !== undefined) return leftUnchanged(tokens, tokens.indexOf(unchanged), at);
  }
  if (open === undefined) {
    const defines = tokens.slice(0, at).some(({ text }) => text === '==');
    if (token?.text === ',' && defines) return { hint: 'And is written `/\\`, or is written `\\/`.' };
    return undefined;
  }
  const opened = tokens[open] as Token;
  const leading = tokens[open - 1];
  const [first, second] = tokens.slice(open + 1, at + 1);
  const within = tokens.slice(open + 1, at);
  const keyed =
    (first?.kind === 'name' || first?.kind === 'string') && /^(:|=|->|\|->)$/.test(second?.text ?? '');
  if (opened.text === '{' && keyed && second?.text !== '=')
    return { hint: recordOrFunction, found: place.enclosed(open) };
  if (opened.text === '(' && token?.text === ',' && isArrow(tokens, at))
    return { hint: 'An operator without a name is written `LAMBDA a, b : …`.', found: place.enclosed(open) };
  if (opened.text !== '[' || operand(leading)) return undefined;
  if (within.some(({ text }) => text === 'EXCEPT')) {
    const arrow = token !== undefined && /^(\|->|->|:|:=)$/.test(token.text);
    return arrow ? { hint: update } : undefined;
  }
  if (leading?.text === '[]' && token?.text === ']')
    return {
      hint: 'That every step is one of A, or changes nothing in v, is written `[][A]_v`.',
      found: place.enclosed(open),
    };
  if (leading?.text === 'UNCHANGED') return leftUnchanged(tokens, open - 1, at);
  if (keyed && !(first?.kind === 'name' && second?.text === '|->')) {
    const hint =
      first?.kind === 'string'
        ? 'The name of a field stands without quotes: `[field |-> 1]`.'
        : recordOrFunction;
    return { hint, found: place.enclosed(open) };
  }
  if (second?.text === '\\in')
    return token !== undefined && /^(:|->|=>|=)$/.test(token.text)
      ? { hint: 'A function is written `[x \\in S |-> e]`.', found: place.enclosed(open) }
      : undefined;
  if (token?.text === ',' || token?.text === ']')
    return { hint: 'A sequence is written `<<a, b>>`, a set `{a, b}`.', found: place.enclosed(open) };
  return undefined;
};

/** `UNCHANGED a, b` in any brackets: the tuple that was meant. */
function leftUnchanged(tokens: readonly Token[], from: number, at: number): Habit | undefined {
  const names: string[] = [];
  let end = from;
  for (const { kind, text } of tokens.slice(from + 1)) {
    if (kind === 'name') names.push(text);
    else if (text !== ',' && !opens.has(text)) break;
    end++;
  }
  const first = tokens[from];
  const last = closes.has(tokens[end + 1]?.text ?? '') ? tokens[end + 1] : tokens[end];
  if (
    names.length === 0 ||
    (last?.start ?? 0) < (tokens[at]?.start ?? 0) ||
    first === undefined ||
    last === undefined
  )
    return undefined;
  return { hint: tupleOfVariables(names), found: range(first, last) };
}

/** Whether the parenthesis around an index is followed by `=>`. */
function isArrow(tokens: readonly Token[], at: number): boolean {
  const close = tokens.findIndex(({ text }, i) => i > at && text === ')');
  return close > 0 && tokens[close + 1]?.text === '=>';
}

/** `WF(A)_v`, `WF_v A`, `\A x \in S . P`. */
const forms: Recogniser = (place) => {
  const { tokens, at, token, previous, before } = place;
  if (
    token?.kind === 'name' &&
    token.text.startsWith('_') &&
    previous?.text === ')' &&
    touch(previous, token)
  ) {
    const strength = tokens[(place.bracket(at - 1) ?? 0) - 1];
    if (strength?.text === 'WF' || strength?.text === 'SF')
      return {
        hint: `What changes stands in front: \`${strength.text}${token.text}(A)\`.`,
        found: range(strength, token),
      };
  }
  if ((before?.text === 'WF_' || before?.text === 'SF_') && previous !== undefined && token !== undefined)
    return { hint: `The action stands in parentheses: \`${before.text}${previous.text}(A)\`.` };
  const binder = tokens.slice(0, at).findLastIndex(({ text }) => /^(\\A|\\E|CHOOSE)$/.test(text));
  const open = binder >= 0 && !tokens.slice(binder, at).some(({ text }) => text === ':');
  const sign = tokens[binder]?.text ?? '';
  return open ? { hint: `The form is \`${sign} x \\in S : P(x)\`.` } : undefined;
};

const recognisers: readonly Recogniser[] = [
  comments,
  nameless,
  beginning,
  declaration,
  singleQuotes,
  calls,
  assignments,
  signs,
  words,
  choices,
  brackets,
  forms,
];
