/** Code as the body of a function: what it uses from outside becomes parameters, and its own names are given in the order of their use. */

import { current, following } from './emitter.js';

/** A name of a constant, a function, a variable or a label. */
const given = /^([a-z])\d+$/;
/** Constants, decoders, and what stands for inputs. */
const everywhere = new Set(['k', 'u', 'z']);
/** The rows of states: arrays, and indices in them. */
const rows = new Set([current, following].flatMap(({ array, index }) => [array, index]));

/** What is not before a name that is no property; three dots may be. */
const start = String.raw`(?<!\w|(?<!\.)\.)`;
/** Names, but not those of properties, nor the texts that `typeof` is compared with. */
const names = new RegExp(String.raw`'\w+'|${start}[A-Za-z]\w*`, 'g');

export interface Body {
  readonly text: string;
  /** What it uses besides its inputs: the parameters, and what is to be handed over for each. */
  readonly parameters: readonly string[];
  readonly handed: readonly string[];
}

/** Code that is handed over, and what stands for it within. */
export interface Handed {
  readonly code: string;
  readonly within: string;
}

/** Where code declares a name: a variable, the parameters of a function, a label. */
const declarations = [
  /(?:\b(?:const|let) |, )([a-z]\d+)(?= =(?!=)| of )/g,
  /\(([a-z]\d+(?:, [a-z]\d+)*)\) =>/g,
  /\b(l\d+):/g,
];

function declaredIn(code: string): ReadonlySet<string> {
  const lists = declarations.flatMap((each) => [...code.matchAll(each)].map(([, list = '']) => list));
  return new Set(lists.flatMap((list) => list.split(', ')));
}

/**
 * Two pieces of code that do the same with other inputs become one text, if they use nothing else.
 * @param inputs the names that stand for them begin with a z
 * @returns undefined where it leads out of itself
 */
export function asBody(code: string, inputs: readonly Handed[]): Body | undefined {
  const declared = declaredIn(code);
  const stand = new Map(inputs.map(({ code: input, within }) => [input, within]));
  const own = new Map<string, string>();
  const outer = new Map<string, string>();
  let leavesIt = false;
  const text = withEnclosed(code, inputs).replace(names, (name) => {
    const within = stand.get(name);
    if (within !== undefined) return within;
    const prefix = given.exec(name)?.[1];
    if (prefix === undefined ? !rows.has(name) : everywhere.has(prefix)) return name;
    if (prefix !== undefined && declared.has(name)) return known(own, name, prefix);
    // A label.
    if (prefix === 'l') leavesIt = true;
    return known(outer, name, 'Y');
  });
  return leavesIt ? undefined : { text, parameters: [...outer.values()], handed: [...outer.keys()] };
}

function known(map: Map<string, string>, name: string, prefix: string): string {
  let other = map.get(name);
  if (other === undefined) {
    other = `${prefix}${map.size}`;
    map.set(name, other);
  }
  return other;
}

/** With what stands for inputs that are more than a name: code may be a part of other code, unless it is in parentheses of its own. */
function withEnclosed(code: string, inputs: readonly Handed[]): string {
  return inputs
    .filter(({ code: input }) => isEnclosed(input))
    .sort((a, b) => b.code.length - a.code.length)
    .reduce((text, { code: input, within }) => text.replaceAll(input, `(${within})`), code);
}

/**
 * The bits of a 32-bit integer that code looks at.
 * @param name of it, which begins with a letter and is not declared in the code
 */
export function bitsUsed(code: string, name: string): number {
  let bits = 0;
  let rest = code;
  for (const [form, mask] of readings(name))
    rest = rest.replace(form, (_, first: string, second: string) => {
      bits |= mask(Number(first), Number(second));
      return '';
    });
  return new RegExp(String.raw`${start}${name}\b`).test(rest) ? -1 : bits;
}

/** A form in which the code of a program reads some bits of a word, with what tells the bits by its numbers. */
type Reading = readonly [RegExp, (first: number, second: number) => number];

function readings(word: string): readonly Reading[] {
  const whole = String.raw`(?<=\(|= )`;
  const end = '(?=[;)])';
  return [
    [new RegExp(String.raw`${whole}${word} & (-?\d+)${end}`, 'g'), (mask) => mask],
    [
      new RegExp(String.raw`${whole}\(${word} >>> (\d+)\) & (\d+)${end}`, 'g'),
      (shift, mask) => mask << shift,
    ],
    [new RegExp(String.raw`\(${word} >>> (\d+)\)`, 'g'), (shift) => -1 << shift],
  ];
}

/** Whether the parenthesis that it begins with is the one that it ends with. */
function isEnclosed(code: string): boolean {
  if (!code.startsWith('(')) return false;
  let depth = 0;
  for (let i = 0; i < code.length; i++) {
    if (code[i] === '(') depth++;
    else if (code[i] === ')') depth--;
    if (depth === 0) return i === code.length - 1;
  }
  return false;
}
