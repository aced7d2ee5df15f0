/**
 * Results that are kept: what has to be computed on boxes, but depends on a few words only, is looked up by the bits of these words that
 * make a difference, and computed when it is not there. Steps of a protocol look at little of the state, so most of them find it there.
 */

import { type Expression, Level } from '../../semantics/spec.js';
import type { Shape } from '../layout/shape.js';
import { bitCount } from '../runtime.js';
import { cacheSlot } from './boxing.js';
import { isRowWord } from './emitter.js';
import { prints } from './fold.js';
import { type Input, Inputs } from './inputs.js';
import type { Block } from './program.js';
import { asBody, type Body, bitsUsed } from './renaming.js';
import { type BitsRep, boxed, type Rep } from './rep.js';
import type { Site } from './scope.js';
import { isGuard } from './values.js';

/** Results that depend on more words are seldom met again. */
const mostInputs = 6;
/** Results of a step that depend on more words are seldom met again: every pair of states is looked at once. */
const mostStepInputs = 3;
/** How much work on boxes is worth a look into a cache. */
const leastWork = 2;

const kept: ReadonlySet<Expression['kind']> = new Set([
  'apply',
  'primitive',
  'forall',
  'exists',
  'choose',
  'filter',
  'map',
  'function',
  'application',
  'field',
  'except',
  'if',
  'case',
  'let',
]);

/** @param write writes the code of the expression @returns undefined where nothing is to be gained */
export function tabulated(
  node: Expression,
  site: Site,
  write: (site: Site) => Rep,
  target?: Shape,
): Rep | undefined {
  if (site.cached === true || !kept.has(node.kind) || site.frame.initial || prints(node)) return undefined;
  if (node.kind === 'primitive' && (node.operator === '\\in' || node.operator === '\\notin'))
    return undefined;
  const { block } = site;
  // What is written part by part stays as it is where nothing is gained: written anew at each level it would take for ever.
  let whole: () => Rep | undefined = () => undefined;
  if (partwise.has(node.kind)) {
    const trial = block.inner();
    const rep = write({ ...site, block: trial });
    whole = () => {
      block.splice(trial);
      return rep;
    };
    if (trial.boxed < leastWork) return whole();
  }
  const before = block.inner();
  const found = new Inputs(site, before);
  const inputs = found.of(node);
  if (inputs === undefined || inputs.length === 0) return whole();
  if (node.level === Level.action && inputs.length > mostStepInputs) return whole();
  const inner = block.inner();
  const at: Site = { ...(found.shares ? found.apart(inner) : { ...site, block: inner }), cached: true };
  const rep = write(at);
  if (inner.boxed < leastWork) {
    if (found.shares) return whole() ?? write({ ...site, cached: true });
    block.splice(inner);
    return rep;
  }
  const result = keepable(rep, inner, target);
  // What is not put together may keep its parts.
  if (result === undefined) return whole();
  const most = node.level === Level.action ? mostStepInputs : mostInputs;
  const looked = lookedUp(inputs, result, inner, most, site.emitter.bits / 2);
  if (looked === undefined) return whole();
  block.splice(before);
  block.calls(inner);
  return named(result, block.name(looked));
}

/** A test of what is held in a few words, whose outcome is kept. */
export function tabulatedTest(rep: Rep, site: Site, write: (block: Block) => string): string {
  const { block } = site;
  const inputs = new Inputs(site, block).ofRep(rep);
  if (site.cached === true || inputs === undefined || inputs.length === 0 || inputs.length > 2)
    return write(block);
  const inner = block.inner();
  const test = write(inner);
  const looked =
    inner.boxed === 0 ? undefined : lookedUp(inputs, { kind: 'bool', js: test }, inner, mostInputs);
  if (looked === undefined) {
    block.splice(inner);
    return test;
  }
  block.calls(inner);
  return block.name(looked);
}

/** A result that is held in one variable. */
type Kept = Extract<Rep, { js: string }> | BitsRep;

/** In one variable. */
function keepable(rep: Rep, inner: Block, target: Shape | undefined): Kept | undefined {
  switch (rep.kind) {
    case 'bool':
    case 'integer':
    case 'enum':
    case 'interned':
      return rep;
    case 'box':
      if (rep.js === 'undefined') return undefined;
      return target?.kind === 'interned' ? { kind: 'interned', js: inner.name(`idOf(${rep.js})`) } : rep;
    case 'bits':
      return rep.words.length === 1 ? rep : undefined;
    default:
      return undefined;
  }
}

/** The same, held in a variable of this name. */
function named(rep: Kept, js: string): Rep {
  switch (rep.kind) {
    case 'bits':
      return { kind: 'bits', shape: rep.shape, words: [js] };
    case 'box':
      return boxed(js);
    default:
      return { ...rep, js };
  }
}

/** Code of the result; the same as the words where it is held in them. */
function codeOf(rep: Kept): string {
  return rep.kind === 'bits' ? (rep.words[0] as string) : rep.js;
}

/**
 * The call of a function that looks for a result by its inputs, and computes it where it is not there. It is one for all places that do
 * the same with other inputs, as the steps of a protocol do for each process.
 * @param most how many words the result may depend on
 * @param mostBits and how many bits, where it speaks of more words than that
 * @returns undefined where there are more, or the code cannot stand in a function
 */
function lookedUp(
  inputs: readonly Input[],
  result: Kept,
  inner: Block,
  most: number,
  mostBits = Number.POSITIVE_INFINITY,
): string | undefined {
  const { program } = inner;
  const code = `${inner.text()}\nconst r = ${codeOf(result)};`;
  let given = inputs;
  let body = bodyOf(code, given);
  if (body?.handed.every(isRowWord)) {
    // Parts of words are read from the words.
    given = [...inputs, ...body.handed.map((key): Input => ({ key, code: key, kind: 'integer' }))];
    body = bodyOf(code, given);
  }
  if (body === undefined || body.handed.some(isGuard)) return undefined;
  const { text, parameters, handed } = body;
  // What is handed over besides follows from all inputs; else only what is looked at makes a difference.
  const bits = given.map((_, i) => (handed.length > 0 ? -1 : bitsUsed(text, `z${i}`)));
  const used = given.flatMap(({ key }, i) => {
    const own = `z${i}`;
    if (bits[i] === 0) return [];
    return { own, key: bits[i] === -1 ? key : `(${key} & ${bits[i]})` };
  });
  if (used.length === 0) used.push({ own: 'z0', key: '0' });
  if (used.length > most) return undefined;
  // Few words may hold most of a state.
  const sum = bits.reduce((count, each) => count + bitCount(each), 0);
  if (inputs.length > most && sum > mostBits) return undefined;
  const own = used.map((input) => input.own);
  const count = own.length;
  // At another place it may follow otherwise.
  const key = handed.length > 0 ? body : `${own.join()} ${text}`;
  const name = program.shared(key, count, (hit, cache) => {
    const all = [...own, ...parameters].join(', ');
    return `function ${hit}(${all}) {
const h = ${cacheSlot(cache, own)}, i = h * ${count};
if (${own.map((input, i) => `${cache}.keys[i + ${i}] === ${input}`).join(' && ')} && ${cache}.values[h] !== undefined) return ${cache}.values[h];
return ${hit}miss(h, ${all});
}
function ${hit}miss(h, ${all}) {
if (${cache}.isTooSmall()) { ${cache}.grow(); return ${hit}(${all}); }
${text}
${own.map((input, i) => `${cache}.keys[h * ${count} + ${i}] = ${input};`).join(' ')}
return ${cache}.values[h] = r;
}`;
  });
  return `${name}(${[...used.map((input) => input.key), ...handed].join(', ')})`;
}

function bodyOf(code: string, inputs: readonly Input[]): Body | undefined {
  return asBody(
    code,
    inputs.map((input, i) => ({
      code: input.code,
      within: input.kind === 'boolean' ? `(z${i} === 1)` : `z${i}`,
    })),
  );
}

/** These are looked at part by part first: as a whole they depend on more. */
const partwise: ReadonlySet<Expression['kind']> = new Set(['except', 'function', 'if', 'case', 'let']);
