/** Code of an expression: what its value will be held as. */

import { isOperator } from '../../semantics/expressions.js';
import type { Argument, Definition, Expression } from '../../semantics/spec.js';
import { Level } from '../../semantics/spec.js';
import { Keys } from '../boxes/box.js';
import { compareBoxes } from '../boxes/order.js';
import type { Shape } from '../layout/shape.js';
import { boolOf, box, foldListed, foldStruct, integerOf } from './boxing.js';
import { application, except, functionValue } from './functions.js';
import { holderFor } from './holder.js';
import { overBounds } from './iterate.js';
import { streamOf } from './look.js';
import { outlined } from './outlined.js';
import { primitive } from './primitives.js';
import { type Block, Unsupported } from './program.js';
import { boolean, boxed, constant, type Rep } from './rep.js';
import {
  bindDefinitions,
  bindParameters,
  definitionLink,
  type Frame,
  lookUp,
  type Scope,
  type Site,
  type State,
  scopeOf,
  type Thunk,
} from './scope.js';
import { filterSet, mapSet } from './sets.js';
import { composed, enabled } from './steps.js';
import { tabulated } from './tabulate.js';
import { truth } from './truth.js';

/** @param target the shape in which the value will be stored, where it will: then it may be stored at once, and need not fit */
export function value(node: Expression, site: Site, target?: Shape): Rep {
  const folded = site.emitter.folder.box(node, site.scope);
  if (folded !== undefined) return constant(folded);
  const { block } = site;
  const { boxed: before, onBoxes } = block;
  const named = onBoxes.length;
  const rep = tabulated(node, site, (at) => written(node, at, target), target) ?? written(node, site, target);
  if (block.boxed > before && onBoxes.length === named) onBoxes.push(node);
  return rep;
}

function written(node: Expression, site: Site, target: Shape | undefined): Rep {
  const { block, scope, frame } = site;
  switch (node.kind) {
    case 'literal':
      // Folding has seen to it.
      throw new RangeError('A literal is a constant.');
    case 'local':
      return local(node, site, target);
    case 'variable':
      return frame.current.variables[node.variable.index] ?? failed(site);
    case 'substituted':
      if (frame.enabled?.inside !== true || !frame.enabled.variables.has(node.own.index))
        return value(node.value, site, target);
      return frame.current.variables[node.own.index] ?? failed(site);
    case 'apply':
      return applied(node.definition, node.args, site, target);
    case 'call':
      return called(node, site, target);
    case 'primitive':
      return primitive(node.operator, node.args, site, target);
    case 'and':
    case 'or':
    case 'implies':
    case 'equivalent':
    case 'not':
    case 'forall':
    case 'exists':
    case 'unchanged':
    case 'box-action':
    case 'angle-action':
      return boolean(truth(node, site));
    case 'choose':
      return choose(node, site);
    case 'set': {
      const items = node.elements.map((element) => value(element, site));
      const known = foldListed(items);
      return known === undefined ? { kind: 'listed', items } : constant(known);
    }
    case 'filter':
      return filterSet(node, site);
    case 'map':
      return mapSet(node, site, target);
    case 'function':
      return functionValue(node, site, target);
    case 'application':
      return application(value(node.function, site), value(node.argument, site), block);
    case 'field':
      return application(value(node.record, site), constant(node.field), block);
    case 'record': {
      const fields = node.fields
        .map((field) => ({ name: field.name, rep: value(field.value, site) }))
        .sort((a, b) => compareBoxes(a.name, b.name));
      if (fields.some((field, index) => field.name === fields[index - 1]?.name)) return failed(site);
      return struct(
        Keys.of(fields.map((field) => field.name)),
        fields.map((field) => field.rep),
      );
    }
    case 'tuple':
      return struct(
        Keys.sequence(node.elements.length),
        node.elements.map((element) => value(element, site)),
      );
    case 'except':
      return except(node, site, target);
    case 'function-set':
      return symbolic('functionSet', [node.domain, node.range], site);
    case 'record-set':
      return recordSet(node, site);
    case 'cross':
      return symbolic('crossSet', node.factors, site);
    case 'if': {
      const test = truth(node.condition, site);
      if (test === 'true') return value(node.consequent, site, target);
      if (test === 'false') return value(node.alternative, site, target);
      return choice([{ test, node: node.consequent }], node.alternative, site, target);
    }
    case 'case':
      return choice(
        node.arms.map((arm) => ({ guard: arm.guard, node: arm.value })),
        node.other,
        site,
        target,
      );
    case 'let': {
      const inner = bindDefinitions(node.definitions, site, (definition) =>
        site.emitter.usesIn(definition, node),
      );
      return value(node.body, { ...site, scope: inner }, target);
    }
    case 'prime':
      return value(node.operand, { ...site, frame: nextFrame(frame) }, target);
    case 'enabled':
      return boolean(enabled(node, { ...site, scope }));
    case 'labelled':
      return value(node.expression, site, target);
    case 'compose':
      return boolean(composed(node, site));
    case 'always':
    case 'eventually':
    case 'leads-to':
    case 'fairness':
      return failed(site);
  }
}

/** Code that fails when it is reached. */
export function failed({ block }: Site): Rep {
  block.failing().add('fail();');
  return boxed('undefined');
}

export function nextFrame(frame: Frame): Frame {
  if (frame.next === undefined) throw new Unsupported('There is no next state here.');
  const known = framesOfNext.get(frame.next);
  if (known !== undefined) return known;
  const next: Frame = {
    current: frame.next,
    next: undefined,
    initial: false,
    ...(frame.enabled === undefined ? {} : { enabled: { ...frame.enabled, inside: true } }),
    ...(frame.shared === undefined ? {} : { shared: nextFrame(frame.shared) }),
  };
  framesOfNext.set(frame.next, next);
  return next;
}

const framesOfNext = new WeakMap<State, Frame>();

function struct(keys: Keys, items: readonly Rep[]): Rep {
  const rep = { kind: 'struct', keys, items } as const;
  const known = foldStruct(rep);
  return known === undefined ? rep : constant(known);
}

// ── names ──

function local(node: Expression & { kind: 'local' }, site: Site, target: Shape | undefined): Rep {
  const binding = lookUp(node.local, site.scope);
  if (binding.kind === 'rep') return binding.rep;
  return binding.kind === 'thunk' ? needed(binding, site, target) : failed(site);
}

/**
 * The value of what is evaluated where it is needed, once for each pair of states.
 * @param written where what has been written is found again @param write its code
 */
export function needed(
  thunk: Thunk,
  site: Site,
  target?: Shape,
  written = thunk.written,
  write: (at: Site, into?: Shape) => Rep = (at, into) => value(thunk.expression, at, into),
): Rep {
  const { frame, emitter } = site;
  const { scope } = thunk;
  const key = keyOf(thunk, site);
  const known = written.get(key);
  if (known?.block.encloses(site.block)) {
    if (known.ensure !== undefined) site.block.failing().add(known.ensure);
    return known.rep;
  }
  const inPlace: Site = {
    emitter,
    scope,
    frame,
    block: site.block,
    ...(site.trials !== undefined && { trials: site.trials }),
    ...(frame.shared !== undefined && { cached: true }),
  };
  if (thunk.uses <= 1) return write(inPlace, target);
  // It can be kept where both its names and the states are known.
  const keep = deeper(thunk.block, frame.current.block, frame.next?.block);
  if (!keep.encloses(site.block)) return write(inPlace, target);
  const inner = keep.inner();
  const rep = write({ ...inPlace, block: inner });
  thunk.plain = inner.boxed === 0 && !inner.mayFail;
  if (keep === site.block || (!inner.mayFail && inner.boxed === 0 && inner.lines.length <= 16)) {
    keep.splice(inner);
    written.set(key, { block: keep, rep, ensure: undefined });
    return rep;
  }
  const flag = keep.program.fresh('f');
  keep.add(`let ${flag} = false;`);
  const holder = holderFor([rep], keep);
  holder.assign(rep, inner);
  const ensure = ensured(flag, inner, keep);
  written.set(key, { block: keep, rep: holder.rep, ensure });
  site.block.failing().add(ensure);
  return holder.rep;
}

/** The states that it is written for. */
function keyOf({ expression }: Thunk, { frame }: Site): object {
  return expression.level <= Level.state && !frame.initial ? frame.current : frame;
}

/** Whether its value has been found already, wherever the site is reached. */
export function isAtHand(thunk: Thunk, site: Site): boolean {
  const known = thunk.written.get(keyOf(thunk, site));
  return known !== undefined && known.ensure === undefined && known.block.encloses(site.block);
}

/** Whether it is a name that {@link needed} gave to what tells whether a value is there, or to what makes sure of it. */
export function isGuard(name: string): boolean {
  return /^[ef]\d+$/.test(name);
}

/** Code that makes sure that a value is there: in place where it is short, else the call of a function. */
function ensured(flag: string, inner: Block, keep: Block): string {
  const text = inner.text();
  if (inner.lines.length <= 8 && text.length <= 600) return `if (!${flag}) {\n${text}\n${flag} = true;\n}`;
  const function_ = keep.program.fresh('e');
  keep.nest(`const ${function_} = () => {\nif (${flag}) return;`, inner, `${flag} = true;\n};`);
  return `${function_}();`;
}

export function deeper(...blocks: (Block | undefined)[]): Block {
  return blocks.reduce((deepest, block) =>
    block !== undefined && (deepest === undefined || block.depth > deepest.depth) ? block : deepest,
  ) as Block;
}

/** Where the body of a definition is read, its parameters bound. */
export function entered(
  definition: Definition,
  args: readonly Argument[],
  site: Site,
  from: Scope = site.scope,
): Scope {
  const { emitter } = site;
  return bindParameters(definition.parameters, args, site, scopeOf(definition, from), (parameter) =>
    emitter.usesOf(parameter, definition.body),
  );
}

function applied(definition: Definition, args: readonly Argument[], site: Site, target?: Shape): Rep {
  const thunk = definition.local ? definitionLink(definition, site.scope)?.link.thunk : undefined;
  if (thunk !== undefined) return needed(thunk, site, target);
  return appliedFrom(site.scope, definition, args, site, target);
}

function isLong(definition: Definition, { emitter }: Site): boolean {
  return emitter.sizeOf(definition) > emitter.largestInline;
}

/** @param from where the definition has its meaning; the arguments have theirs at the site */
function appliedFrom(
  from: Scope,
  definition: Definition,
  args: readonly Argument[],
  site: Site,
  target: Shape | undefined,
): Rep {
  if (definition.recursive || (isLong(definition, site) && !args.some(isOperator)))
    return boxed(
      outlined(definition, args, site, from, site.emitter.outlined, (at) =>
        box(value(definition.body, at), at.block),
      ),
    );
  return value(definition.body, { ...site, scope: entered(definition, args, site, from) }, target);
}

function called(node: Expression & { kind: 'call' }, site: Site, target: Shape | undefined): Rep {
  return applyOperator(lookUp(node.operator, site.scope), node.args, site, target);
}

/** Applies what an operator parameter stands for. */
export function applyOperator(
  binding: ReturnType<typeof lookUp>,
  args: readonly Argument[],
  site: Site,
  target?: Shape,
): Rep {
  if (binding.kind !== 'operator') return failed(site);
  const { operator, scope } = binding;
  const { emitter } = site;
  switch (operator.kind) {
    case 'lambda': {
      const inner = bindParameters(operator.parameters, args, site, scope, (parameter) =>
        emitter.usesOf(parameter, operator.body),
      );
      return value(operator.body, { ...site, scope: inner }, target);
    }
    case 'definition-operator':
      return appliedFrom(scope, operator.definition, args, site, target);
    case 'primitive-operator':
      return primitive(operator.operator, args, site, target);
    case 'parameter-operator':
      return applyOperator(lookUp(operator.operator, scope), args, site, target);
  }
}

// ── choices ──

interface Arm {
  readonly test?: string;
  readonly guard?: Expression;
  readonly node: Expression;
}

/** IF and CASE: the first arm whose test is true. */
function choice(
  arms: readonly Arm[],
  other: Expression | undefined,
  site: Site,
  target: Shape | undefined,
): Rep {
  const [arm, ...rest] = arms;
  if (arm === undefined) return other === undefined ? failed(site) : value(other, site, target);
  const { block } = site;
  const test = arm.test ?? truth(arm.guard as Expression, site);
  if (test === 'true') return value(arm.node, site, target);
  if (test === 'false') return choice(rest, other, site, target);
  const yes = block.inner();
  const no = block.inner();
  const consequent = value(arm.node, { ...site, block: yes }, target);
  const alternative = choice(rest, other, { ...site, block: no }, target);
  if (yes.isEmpty && no.isEmpty) {
    const simple = ternary(test, consequent, alternative);
    if (simple !== undefined) return simple;
  }
  // What fails never gives a value.
  const values = [consequent, alternative].filter((rep) => !(rep.kind === 'box' && rep.js === 'undefined'));
  const holder = holderFor(values, block, target);
  if (values.includes(consequent)) holder.assign(consequent, yes);
  if (values.includes(alternative)) holder.assign(alternative, no);
  block.branch(test, yes, no);
  return holder.rep;
}

function ternary(test: string, left: Rep, right: Rep): Rep | undefined {
  const a = boolOf(integerOf(left));
  const b = boolOf(integerOf(right));
  if (a.kind === 'integer' && b.kind === 'integer') {
    const js = `(${test} ? ${a.js} : ${b.js})`;
    return { kind: 'integer', js, low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
  }
  const code = (rep: Rep) =>
    rep.kind === 'bool'
      ? rep.js
      : rep.kind === 'constant' && typeof rep.box === 'boolean'
        ? String(rep.box)
        : undefined;
  const [x, y] = [code(a), code(b)];
  return x === undefined || y === undefined ? undefined : { kind: 'bool', js: `(${test} ? ${x} : ${y})` };
}

function choose(node: Expression & { kind: 'choose' }, site: Site): Rep {
  const { block } = site;
  const source = streamOf(node.bound.set, site);
  const label = block.program.fresh('l');
  const found = block.program.fresh('f');
  block.add(`let ${found} = false;`);
  const outer = block.inner();
  let chosen: ReturnType<typeof holderFor> | undefined;
  overBounds([node.bound], [source], { ...site, block: outer }, (at, drawn) => {
    const test = truth(node.body, at);
    const inner = at.block.inner();
    chosen = holderFor([drawn[0] as Rep], block);
    chosen.assign(drawn[0] as Rep, inner);
    inner.add(`${found} = true;\nbreak ${label};`);
    at.block.nest(`if (${test}) {`, inner);
  });
  block.nest(`${label}: {`, outer);
  block.failing().add(`if (!${found}) fail();`);
  return chosen?.rep ?? failed(site);
}

// ── sets that are known by what belongs to them ──

function symbolic(maker: 'functionSet' | 'crossSet', parts: readonly Expression[], site: Site): Rep {
  const { block } = site;
  const codes = parts.map((part) => box(value(part, site), block));
  block.failing();
  block.boxed += 4;
  return boxed(block.name(`${maker}([${codes.join(', ')}])`));
}

function recordSet(node: Expression & { kind: 'record-set' }, site: Site): Rep {
  const { block } = site;
  const fields = node.fields
    .map(({ name, value: set }) => ({ name, code: box(value(set, site), block) }))
    .sort((a, b) => compareBoxes(a.name, b.name));
  const names = block.program.keys(Keys.of(fields.map(({ name }) => name)));
  block.failing();
  block.boxed += 4;
  return boxed(block.name(`recordSet(${names}.list, [${fields.map(({ code }) => code).join(', ')}])`));
}
