/**
 * Results that are kept: what has to be computed on boxes, but depends on a few words only, is looked up by these words and
 * computed when it is not there. Steps of a protocol look at little of the state, so most of them find it there.
 */

import { isOperator } from '../../semantics/expressions.js';
import { type Argument, type Expression, Level, type Local } from '../../semantics/spec.js';
import { children } from '../../semantics/walk.js';
import type { Shape } from '../layout/shape.js';
import { cacheSlot } from './boxing.js';
import { boundHere } from './closed.js';
import { prints } from './fold.js';
import { application } from './functions.js';
import { holderFor } from './holder.js';
import type { Block } from './program.js';
import type { Rep } from './rep.js';
import { bindParameters, definitionLink, type Frame, type Scope, type Site, scopeOf } from './scope.js';
import { nextFrame, value } from './values.js';

/** Results that depend on more words are seldom met again. */
const mostInputs = 6;
/** The same of a step: every pair of states is looked at once. */
const mostStepInputs = 3;
/** How much work on boxes is worth a look into a cache. */
const leastWork = 2;
/** How far it is looked for what an expression depends on. */
const mostNodes = 2000;

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
  const inputs = new Inputs(site, before).of(node);
  if (inputs === undefined || inputs.length === 0) return whole();
  if (node.level === Level.action && inputs.length > mostStepInputs) return whole();
  const inner = block.inner();
  const rep = write({ ...site, block: inner, cached: true });
  if (inner.boxed < leastWork) {
    block.splice(inner);
    return rep;
  }
  const held = keepable(rep, inner, target);
  // What is not put together may keep its parts.
  if (held === undefined) return whole();
  block.splice(before);
  return looked(inputs, held, inner, block);
}

/** A test of what is held in a few words, whose outcome is kept. */
export function tabulatedTest(rep: Rep, site: Site, write: (block: Block) => string): string {
  const { block } = site;
  const inputs = new Inputs(site, block).ofRep(rep);
  if (site.cached === true || inputs === undefined || inputs.length === 0 || inputs.length > 2)
    return write(block);
  const inner = block.inner();
  const test = write(inner);
  if (inner.boxed === 0) {
    block.splice(inner);
    return test;
  }
  const held = looked(inputs, { kind: 'bool', js: test }, inner, block);
  return held.kind === 'bool' ? held.js : 'false';
}

/** Code that looks for a result by its inputs, and computes it where it is not there. */
function looked(inputs: readonly string[], held: Rep, inner: Block, block: Block): Rep {
  const cache = block.program.cache(inputs.length);
  const [slot, at] = [block.program.fresh('h'), block.program.fresh('h')];
  const holder = holderFor([held], block);
  block.add(`const ${slot} = ${cacheSlot(cache, inputs)}, ${at} = ${slot} * ${inputs.length};`);
  const hit = inputs.map((input, i) => `${cache}.keys[${at} + ${i}] === ${input}`).join(' && ');
  holder.assign(held, inner);
  const name = nameOf(holder.rep);
  inner.add(
    `${inputs.map((input, i) => `${cache}.keys[${at} + ${i}] = ${input};`).join(' ')} ${cache}.values[${slot}] = ${name};\nif (${cache}.isTooSmall()) ${cache}.grow();`,
  );
  block.add(`if (${hit} && ${cache}.values[${slot}] !== undefined) ${name} = ${cache}.values[${slot}];`);
  block.nest('else {', inner);
  // What is found costs next to nothing.
  block.boxed -= inner.boxed;
  return holder.rep;
}

/** In one variable. */
function keepable(rep: Rep, inner: Block, target: Shape | undefined): Rep | undefined {
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

/** The variable of a holder of one. */
function nameOf(rep: Rep): string {
  if (rep.kind === 'bits') return rep.words[0] as string;
  if ('js' in rep) return /[a-z]\d+/.exec(rep.js)?.[0] as string;
  throw new RangeError('More than one variable.');
}

/** These are looked at part by part first: as a whole they depend on more. */
const partwise: ReadonlySet<Expression['kind']> = new Set(['except', 'function', 'if', 'case', 'let']);

/** What an expression depends on, as code of 32-bit integers. */
class Inputs {
  private readonly found = new Set<string>();
  private nodes = 0;
  private readonly entered = new Set<unknown>();

  constructor(
    private readonly site: Site,
    private readonly block: Block,
  ) {}

  of(node: Expression): readonly string[] | undefined {
    return this.visit(node, this.site.scope, this.site.frame, new Set()) && this.found.size <= mostInputs
      ? [...this.found]
      : undefined;
  }

  ofRep(rep: Rep): readonly string[] | undefined {
    return this.rep(rep) ? [...this.found] : undefined;
  }

  private visit(node: Expression, scope: Scope, frame: Frame, own: ReadonlySet<unknown>): boolean {
    if (++this.nodes > mostNodes || this.found.size > mostInputs) return false;
    switch (node.kind) {
      case 'literal':
        return true;
      case 'local':
        return this.local(node.local, scope, frame, own);
      case 'variable': {
        const rep = frame.current.variables[node.variable.index];
        return rep !== undefined && this.rep(rep);
      }
      case 'application':
      case 'field': {
        const rep = this.part(node, scope, frame, own);
        if (rep !== undefined) return this.rep(rep);
        break;
      }
      case 'prime':
        return frame.next !== undefined && this.visit(node.operand, scope, nextFrame(frame), own);
      case 'unchanged':
        return (
          frame.next !== undefined &&
          this.visit(node.operand, scope, frame, own) &&
          this.visit(node.operand, scope, nextFrame(frame), own)
        );
      case 'apply':
        return this.apply(node, scope, frame, own);
      case 'call':
        return this.operator(node.operator, scope, frame, own) && this.args(node.args, scope, frame, own);
      case 'primitive':
        return this.args(node.args, scope, frame, own);
      case 'enabled':
      case 'compose':
      case 'always':
      case 'eventually':
      case 'leads-to':
      case 'fairness':
        return false;
      default:
    }
    const bound = boundHere(node);
    const inner = bound.length === 0 ? own : new Set([...own, ...bound]);
    return children(node).every((child) => this.visit(child, scope, frame, inner));
  }

  /** Whether all that it mentions is bound outside of the expression that is looked at. */
  private isKnown(node: Expression, scope: Scope, own: ReadonlySet<unknown>): boolean {
    return this.site.emitter.folder.closures.mentions(node).every(({ name }) => {
      if (own.has(name)) return false;
      for (let link = scope; link !== undefined; link = link.rest) {
        if (link.key !== name) continue;
        if (link.kind === 'definition') return own.size === 0;
        const { binding } = link;
        return (
          binding.kind === 'rep' ||
          (binding.kind === 'thunk' && this.isKnown(binding.expression, binding.scope, own))
        );
      }
      return false;
    });
  }

  /** A part of the state that can be read without failing. */
  private part(
    node: Expression & { kind: 'application' | 'field' },
    scope: Scope,
    frame: Frame,
    own: ReadonlySet<unknown>,
  ): Rep | undefined {
    if (!this.isKnown(node, scope, own)) return undefined;
    const trial = this.block.inner();
    const rep = this.place(node, { ...this.site, scope, frame, block: trial, cached: true });
    if (rep === undefined || trial.mayFail || trial.boxed > 0) return undefined;
    this.block.splice(trial);
    return rep;
  }

  private place(node: Expression, site: Site): Rep | undefined {
    if (node.kind === 'variable') {
      const rep = site.frame.current.variables[node.variable.index];
      return rep?.kind === 'bits' ? rep : undefined;
    }
    if (node.kind !== 'application' && node.kind !== 'field') return undefined;
    const of = this.place(node.kind === 'field' ? node.record : node.function, site);
    if (of === undefined || of.kind !== 'bits' || of.shape.kind !== 'function') return undefined;
    if (node.kind === 'field') return application(of, { kind: 'constant', box: node.field }, site.block);
    const key = value(node.argument, site);
    if (key.kind === 'box' || key.kind === 'interned') return undefined;
    return application(of, key, site.block);
  }

  private local(local: Local, scope: Scope, frame: Frame, own: ReadonlySet<unknown>): boolean {
    if (own.has(local)) return true;
    for (let link = scope; link !== undefined; link = link.rest) {
      if (link.kind !== 'local' || link.key !== local) continue;
      const { binding } = link;
      if (binding.kind === 'rep') return this.rep(binding.rep);
      if (binding.kind === 'operator') return this.operator(local, scope, frame, own);
      const known = binding.written.get(frame.current) ?? binding.written.get(frame);
      if (known?.ensure === undefined && known?.block.encloses(this.site.block)) return this.rep(known.rep);
      return this.visit(binding.expression, binding.scope, frame, own);
    }
    return false;
  }

  private apply(
    node: Expression & { kind: 'apply' },
    scope: Scope,
    frame: Frame,
    own: ReadonlySet<unknown>,
  ): boolean {
    const { definition, args } = node;
    if (definition.level === 0 && args.length === 0 && !definition.local) return true;
    const found = definition.local ? definitionLink(definition, scope) : undefined;
    if (found?.link.thunk !== undefined)
      return this.visit(found.link.thunk.expression, found.link.thunk.scope, frame, own);
    if (definition.local && found === undefined && !own.has(definition)) return false;
    if (definition.recursive || own.has(definition) || args.some(isOperator)) {
      if (!this.args(args, scope, frame, own)) return false;
      if (this.entered.has(definition)) return true;
      this.entered.add(definition);
      return this.visit(
        definition.body,
        found?.inner ?? (definition.local ? scope : undefined),
        frame,
        new Set([...own, ...definition.parameters]),
      );
    }
    const inner = bindParameters(
      definition.parameters,
      args,
      { ...this.site, scope },
      scopeOf(definition, scope),
      () => 2,
    );
    return this.visit(definition.body, inner, frame, own);
  }

  private operator(name: Local, scope: Scope, frame: Frame, own: ReadonlySet<unknown>): boolean {
    if (own.has(name)) return true;
    for (let link = scope; link !== undefined; link = link.rest) {
      if (link.kind !== 'local' || link.key !== name) continue;
      if (link.binding.kind !== 'operator') return false;
      const { operator, scope: from } = link.binding;
      return this.args([operator], from, frame, own);
    }
    return false;
  }

  private args(args: readonly Argument[], scope: Scope, frame: Frame, own: ReadonlySet<unknown>): boolean {
    return args.every((arg) => {
      if (!isOperator(arg)) return this.visit(arg, scope, frame, own);
      if (arg.kind === 'primitive-operator') return true;
      if (arg.kind === 'parameter-operator') return this.operator(arg.operator, scope, frame, own);
      if (arg.kind === 'lambda')
        return this.visit(arg.body, scope, frame, new Set([...own, ...arg.parameters]));
      const { definition } = arg;
      if (this.entered.has(definition)) return true;
      this.entered.add(definition);
      const inner = definition.local ? definitionLink(definition, scope)?.inner : undefined;
      if (definition.local && inner === undefined) return own.has(definition);
      return this.visit(definition.body, inner, frame, new Set([...own, ...definition.parameters]));
    });
  }

  private rep(rep: Rep): boolean {
    switch (rep.kind) {
      case 'constant':
        return true;
      case 'bool':
        return this.add(`(${rep.js} ? 1 : 0)`);
      case 'integer':
        return rep.low >= -(2 ** 31) && rep.high < 2 ** 31 && this.add(rep.js);
      case 'enum':
      case 'interned':
        return this.add(rep.js);
      case 'bits':
        return rep.words.length <= mostInputs && rep.words.every((word) => this.add(`(${word} | 0)`));
      case 'struct':
      case 'listed':
        return rep.items.every((item) => this.rep(item));
      default:
        return false;
    }
  }

  private add(js: string): boolean {
    this.found.add(js);
    return true;
  }
}
