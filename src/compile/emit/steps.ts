/**
 * Initial states and steps (decision 2 of the architecture): the same backtracking scheme as interpret/actions.ts, as code.
 * `x' = e` assigns or compares; `x' \in S`, `\E` and `\/` branch; definitions are entered.
 */

import { isOperator } from '../../semantics/expressions.js';
import type { Action, Bound, Composition, Enabled, Expression } from '../../semantics/spec.js';
import { BoxSet } from '../boxes/box.js';
import type { Shape } from '../layout/shape.js';
import { bodyOf, leadOf } from './applied.js';
import { branches, mayAssign, operatorBody, targetOf, variableOf } from './assignable.js';
import { givenIn, onceOf } from './ends.js';
import { type Holder, holderFor } from './holder.js';
import { each, overBounds, sourceOf } from './iterate.js';
import { sourcesOf, streamOf } from './look.js';
import { not } from './membership.js';
import { type Block, Unsupported } from './program.js';
import { boxed, constant, listOf, type Rep } from './rep.js';
import { bindDefinitions, bindRep, type Frame, lookUp, type Scope, type Site, type State } from './scope.js';
import { type Guard, guardsOf, narrowedAhead } from './static.js';
import { type Found, room, type StepSite } from './step-site.js';
import { truth, unchanged } from './truth.js';
import { entered, value } from './values.js';
import { drawn, witnesses } from './witnesses.js';

/**
 * Goes through an action from outside in, as far as its body.
 * @param siteOf asked for a site for each choice that the action makes of constants before anything else
 */
export function actionSteps(action: Action, siteOf: () => StepSite, found: Found): void {
  const choose = (index: number, at: Pick<StepSite, 'scope' | 'ways'>): void => {
    const step = action.context[index];
    const site: StepSite = { ...first, ...at };
    if (step?.kind === 'enter' && step.args.length === 0) {
      const { definition } = step;
      const scope = entered(definition, step.args, site);
      choose(index + 1, { scope, ways: [...at.ways, { definition, scope }] });
      return;
    }
    const choices = step?.kind === 'exists' ? choicesOf(step.bounds, action, site) : undefined;
    if (choices === undefined) into(index, { ...siteOf(), ...at });
    else for (const scope of choices) choose(index + 1, { ...at, scope });
  };
  const into = (index: number, at: StepSite): void => {
    const step = action.context[index];
    if (step === undefined) enumerate(action.body, at, found);
    else if (step.kind === 'let') {
      const scope = bindDefinitions(step.definitions, at, () => 2);
      into(index + 1, { ...at, scope });
    } else if (step.kind === 'enter') {
      const { definition } = step;
      const scope = entered(definition, step.args, at);
      into(index + 1, { ...at, scope, ways: [...at.ways, { definition, scope }] });
    } else if (index === action.context.length - 1) {
      const { sources, rest } = drawn({ bounds: step.bounds, body: action.body }, at);
      const body = (inner: Site) => all(rest, 0, { ...at, ...inner }, found);
      overBounds(step.bounds, sources, at, body, room(action.body, at));
    } else {
      const sources = sourcesOf(step.bounds, at);
      const [bound, source] = [step.bounds[0], sources[0]];
      const narrow =
        step.bounds.length > 1 || bound === undefined || source === undefined
          ? sources
          : [narrowedAhead(bound, source, (inner) => guardsAhead(action, index + 1, inner), at)];
      const body = (inner: Site) => into(index + 1, { ...at, ...inner });
      overBounds(step.bounds, narrow, at, body, room(action.body, at));
    }
  };
  const first = siteOf();
  choose(0, first);
}

/** The scopes of all choices from constant sets, where each is to have code of its own. */
function choicesOf(bounds: readonly Bound[], action: Action, site: StepSite): readonly Scope[] | undefined {
  const most = Math.max(1, room(action.body, site));
  let scopes: readonly Scope[] = [site.scope];
  for (const { set, tuple, locals } of bounds) {
    const [local] = locals;
    const box = set && site.emitter.folder.box(set, site.scope);
    const items = box instanceof BoxSet && box.extent <= most ? listOf(box) : undefined;
    if (tuple || local === undefined || items === undefined) return undefined;
    scopes = scopes.flatMap((scope) => items.map((item) => bindRep(local, constant(item), scope)));
  }
  return scopes;
}

/** What an action asks first from a place in its context on. */
function guardsAhead(action: Action, index: number, site: Site): readonly Guard[] {
  const step = action.context[index];
  if (step === undefined) return guardsOf(action.body, site);
  if (step.kind === 'exists') return [];
  const scope =
    step.kind === 'let'
      ? bindDefinitions(step.definitions, site, () => 2)
      : entered(step.definition, step.args, site);
  return guardsAhead(action, index + 1, { ...site, scope });
}

/** ENABLED A: whether some next state satisfies A. */
export function enabled({ action, binds }: Enabled, site: Site): string {
  const { emitter, frame } = site;
  const next = emitter.nothing(frame.current.block);
  const binder = { variables: new Set(binds.map((variable) => variable.index)), inside: false };
  const start: Frame = { current: frame.current, next, initial: false, enabled: binder };
  return leads(action, { ...site, frame: start }, () => 'true');
}

/** `A \cdot B` of a step: whether A leads to some state from which it is a step of B. */
export function composed({ first, second }: Composition, site: Site): string {
  const { emitter, frame, scope } = site;
  const { current, next } = frame;
  if (next === undefined) throw new Unsupported('There is no next state here.');
  const start: Frame = { ...frame, next: emitter.nothing(current.block), part: true };
  return leads(first, { ...site, frame: start }, (at) =>
    truth(second, { ...at, scope, frame: { current: complete(at.frame.next), next, initial: false } }),
  );
}

/** Code that is true where an action leads to some state that will do. @param will code of a condition */
function leads(action: Expression, site: Site, will: (at: StepSite) => string): string {
  const { block } = site;
  const result = block.program.fresh('b');
  const label = block.program.fresh('l');
  const inner = block.inner();
  enumerate(action, { ...site, block: inner, times: [], loops: 0, ways: [] }, (at) => {
    const test = will(at);
    const stop = `${result} = true;\nbreak ${label};`;
    if (test !== 'false') at.block.add(test === 'true' ? stop : `if (${test}) {\n${stop}\n}`);
  });
  block.add(`let ${result} = false;`);
  block.nest(`${label}: {`, inner);
  return result;
}

export function enumerate(node: Expression, site: StepSite, found: Found): void {
  if (!mayAssign(node, site)) {
    if (!branches(node, site)) test(truth(node, site), site, found);
    else counted(node, site, found);
    return;
  }
  const { emitter } = site;
  switch (node.kind) {
    case 'and':
      all(node.items, 0, site, found);
      return;
    case 'or':
      for (const item of node.items) {
        const inner = site.block.inner();
        enumerate(item, { ...site, block: inner }, found);
        site.block.nest('{', inner);
      }
      return;
    case 'exists': {
      const { sources, rest } = drawn(node, site);
      const loops = site.loops + sources.filter((source) => source.kind !== 'single').length;
      overBounds(
        node.bounds,
        sources,
        site,
        (at) => all(rest, 0, { ...site, ...at, loops }, found),
        room(node.body, site),
      );
      return;
    }
    case 'forall': {
      const environments: Scope[] = [];
      const sources = node.bounds.map((bound) => sourceOf(bound.set, site));
      if (sources.some((source) => source.kind !== 'constant' && source.kind !== 'single'))
        throw new Unsupported('Variables are given values under a quantifier over a set that changes.');
      overBounds(
        node.bounds,
        sources,
        { ...site, block: site.block.inner() },
        (at) => environments.push(at.scope),
        1024,
      );
      const from = (index: number, at: StepSite): void => {
        const inner = { ...at, scope: environments[index] };
        const goOn = (next: StepSite) => from(index + 1, next);
        if (index === environments.length) found({ ...at, scope: site.scope });
        else if (index > 0 && isComplete(at)) test(truth(node.body, inner), inner, goOn);
        else enumerate(node.body, inner, goOn);
      };
      from(0, site);
      return;
    }
    case 'if': {
      const condition = truth(node.condition, site);
      if (condition === 'true') enumerate(node.consequent, site, found);
      else if (condition === 'false') enumerate(node.alternative, site, found);
      else arms([{ test: condition, node: node.consequent }], node.alternative, site, found);
      return;
    }
    case 'case':
      arms(
        node.arms.map((arm) => ({ guard: arm.guard, node: arm.value })),
        node.other,
        site,
        found,
      );
      return;
    case 'implies': {
      const [left, right] = node.items as readonly [Expression, Expression];
      const condition = truth(left, site);
      test(not(condition), site, found);
      test(condition, site, (at) => enumerate(right, at, found));
      return;
    }
    case 'let': {
      const scope = bindDefinitions(node.definitions, site, (definition) => emitter.usesIn(definition, node));
      enumerate(node.body, { ...site, scope }, (at) => found({ ...at, scope: site.scope }));
      return;
    }
    case 'labelled':
      enumerate(node.expression, site, found);
      return;
    case 'apply': {
      const { definition, args } = node;
      if (definition.recursive) throw new Unsupported('A recursive operator gives variables values.');
      enumerate(definition.body, { ...site, scope: entered(definition, args, site) }, (at) =>
        found({ ...at, scope: site.scope }),
      );
      return;
    }
    case 'call':
      call(node, site, found);
      return;
    case 'local': {
      const binding = lookUp(node.local, site.scope);
      if (binding.kind !== 'thunk') return test(truth(node, site), site, found);
      enumerate(binding.expression, { ...site, scope: binding.scope }, (at) =>
        found({ ...at, scope: site.scope }),
      );
      return;
    }
    case 'application': {
      const lead = leadOf(node, site.scope, site.frame.initial);
      if (lead === undefined) return test(truth(node, site), site, found);
      const { body, at } = bodyOf(node, lead, site);
      enumerate(body, at, (inner) => found({ ...inner, scope: site.scope }));
      return;
    }
    case 'primitive':
      relation(node, site, found);
      return;
    case 'unchanged':
      stays(node.operand, site, found);
      return;
    case 'box-action': {
      // The order of its two disjuncts is that of the interpreter.
      const action = site.block.inner();
      enumerate(node.action, { ...site, block: action }, found);
      site.block.nest('{', action);
      const stutter = site.block.inner();
      stays(node.subscript, { ...site, block: stutter }, found);
      site.block.nest('{', stutter);
      return;
    }
    case 'angle-action':
      enumerate(node.action, site, (at) =>
        test(not(unchanged(node.subscript, { ...at, scope: site.scope })), at, found),
      );
      return;
    case 'compose': {
      const { current: from, part = false } = site.frame;
      const middle: Frame = { ...site.frame, next: emitter.nothing(from.block), part: true };
      enumerate(node.first, { ...site, frame: middle }, (at) => {
        const current = complete(at.frame.next);
        // As TLC counts: the state in between is generated, whether the second part can be taken or not; but not in a composition
        // that is a part of another one.
        if (site.frame.enabled === undefined && !part)
          at.block.add(`found.between += ${at.times.length === 0 ? 1 : at.times.join(' * ')};`);
        const second: Frame = { current, next: site.frame.next, initial: false, part: true };
        enumerate(node.second, { ...at, scope: site.scope, frame: second }, (last) =>
          found({ ...last, scope: site.scope, frame: { ...last.frame, current: from, part } }),
        );
      });
      return;
    }
    default:
      throw new Unsupported('A variable is given a value in a way that cannot be compiled.');
  }
}

function complete(state: State | undefined): State {
  if (state === undefined || state.variables.includes(undefined))
    throw new Unsupported('A composed action leaves a variable open in between.');
  return state;
}

/** Whether every variable has its value: of what is left only the truth counts then, and not in how many ways it is true. */
function isComplete({ frame }: StepSite): boolean {
  const state = frame.initial ? frame.current : frame.next;
  return frame.enabled === undefined && state?.variables.includes(undefined) === false;
}

function all(items: readonly Expression[], index: number, site: StepSite, found: Found): void {
  const item = items[index];
  if (item === undefined) found(site);
  else if (index > 0 && isComplete(site))
    test(truth(item, site), site, (at) => all(items, index + 1, { ...at, scope: site.scope }, found));
  else enumerate(item, site, (at) => all(items, index + 1, { ...at, scope: site.scope }, found));
}

/** Goes on under a condition. */
function test(condition: string, site: StepSite, found: Found): void {
  if (condition === 'false') return;
  if (condition === 'true') {
    found(site);
    return;
  }
  const inner = site.block.inner();
  found({ ...site, block: inner });
  site.block.nest(`if (${condition}) {`, inner);
}

// ── choices ──

interface Arm {
  readonly test?: string;
  readonly guard?: Expression;
  readonly node: Expression;
}

function arms(list: readonly Arm[], other: Expression | undefined, site: StepSite, found: Found): void {
  const [arm, ...rest] = list;
  const { block } = site;
  if (arm === undefined) {
    if (other === undefined) block.failing().add('fail();');
    else enumerate(other, site, found);
    return;
  }
  const condition = arm.test ?? truth(arm.guard as Expression, site);
  if (condition === 'true') return enumerate(arm.node, site, found);
  if (condition === 'false') return arms(rest, other, site, found);
  if (joined(arm, rest, other, condition, site, found)) return;
  const yes = block.inner();
  enumerate(arm.node, { ...site, block: yes }, found);
  const no = block.inner();
  arms(rest, other, { ...site, block: no }, found);
  block.branch(condition, yes, no);
}

/** Where each branch is satisfied at most once and gives values to the same variables, what follows is written once. */
function joined(
  arm: Arm,
  rest: readonly Arm[],
  other: Expression | undefined,
  condition: string,
  site: StepSite,
  found: Found,
): boolean {
  const { block, frame } = site;
  const initial = frame.initial;
  const before = (initial ? frame.current : frame.next) as State;
  const stateOf = (at: StepSite) => (initial ? at.frame.current : at.frame.next) as State;
  const end = onceOf([arm, ...rest], other, site);
  if (end === undefined) return false;
  const reached = block.program.fresh('b');
  block.add(`let ${reached} = false;`);
  const holders = givenIn(site, end).map((index): [number, Holder] => [
    index,
    holderFor([boxed('undefined')], block, shapeFor(index, site)),
  ]);
  const branch = (write: (inner: StepSite, kept: Found) => void): Block => {
    const inner = block.inner();
    let ends = 0;
    write({ ...site, block: inner }, (at) => {
      if (++ends > 1 || at.times !== site.times || at.loops !== site.loops)
        throw new Unsupported('A formula is satisfied in more ways than it seemed.');
      for (const [index, holder] of holders) {
        const rep = stateOf(at).variables[index];
        if (rep === undefined) throw new Unsupported('A formula gives fewer values than it seemed.');
        holder.assign(rep, at.block);
      }
      at.block.add(`${reached} = true;`);
    });
    return inner;
  };
  const yes = branch((inner, kept) => enumerate(arm.node, inner, kept));
  const no = branch((inner, kept) => arms(rest, other, inner, kept));
  block.branch(condition, yes, no);
  const variables = holders.reduce((state, [index, holder]) => {
    state[index] = holder.rep;
    return state;
  }, before.variables.slice());
  const after: State = { variables, block };
  test(
    reached,
    { ...site, frame: initial ? { ...frame, current: after } : { ...frame, next: after } },
    found,
  );
  return true;
}

// ── witnesses without values ──

/** A formula that gives no variable a value: only how many witnesses it has matters. */
function counted(node: Expression, site: StepSite, found: Found): void {
  const { block } = site;
  const count = witnesses(node, site);
  if (count === '0') return;
  if (count === '1') return found(site);
  const name = block.name(count);
  const inner = block.inner();
  found({ ...site, block: inner, times: [...site.times, name] });
  block.nest(`if (${name} !== 0) {`, inner);
}

// ── assignments ──

/** `x' = e` and `x' \in S` where x' is open; in an initial predicate the same without primes. */
function relation(node: Expression & { kind: 'primitive' }, site: StepSite, found: Found): void {
  const [left, right] = node.args;
  const assigns = ['=', '\\in', '\\subseteq'].includes(node.operator);
  const target = left === undefined || !assigns ? undefined : targetOf(left, site);
  if (target === undefined || right === undefined || isOperator(right)) {
    test(truth(node, site), site, found);
    return;
  }
  const shape = shapeFor(target, site);
  if (node.operator === '=') {
    found(assigned(site, target, value(right, site, shape)));
    return;
  }
  const source =
    node.operator === '\\in'
      ? streamOf(right, site)
      : sourceOf(
          { kind: 'primitive', operator: 'SUBSET', args: [right], span: right.span, level: right.level },
          site,
        );
  const loops = site.loops + 1;
  each(source, site.block, 0, (member, inner) =>
    found(assigned({ ...site, block: inner, loops }, target, member)),
  );
}

/** Where a next value may be packed at once. Under ENABLED it is never stored, and need not fit. */
function shapeFor(variable: number, { emitter, frame }: StepSite): Shape | undefined {
  return frame.enabled === undefined ? emitter.targetOf(variable) : undefined;
}

function assigned(site: StepSite, variable: number, rep: Rep): StepSite {
  const { frame, block } = site;
  const state = (frame.initial ? frame.current : frame.next) as State;
  const variables = state.variables.slice();
  // Under ENABLED variables of instances lie behind those of the specification.
  variables[variable] = rep;
  const changed: State = { variables, block };
  return { ...site, frame: frame.initial ? { ...frame, current: changed } : { ...frame, next: changed } };
}

function stays(operand: Expression, site: StepSite, found: Found): void {
  if (operand.kind === 'tuple') {
    const from = (index: number, at: StepSite): void => {
      const element = operand.elements[index];
      if (element === undefined) found(at);
      else stays(element, { ...at, scope: site.scope }, (next) => from(index + 1, next));
    };
    from(0, site);
    return;
  }
  if (operand.kind === 'substituted' && site.frame.enabled?.variables.has(operand.own.index) !== true) {
    stays(operand.value, site, found);
    return;
  }
  if (operand.kind === 'apply' && !operand.definition.recursive) {
    const scope = entered(operand.definition, operand.args, site);
    stays(operand.definition.body, { ...site, scope }, (at) => found({ ...at, scope: site.scope }));
    return;
  }
  const variable = variableOf(operand, site.scope, site.frame);
  const next = site.frame.next;
  if (variable !== undefined && next !== undefined && next.variables[variable] === undefined)
    found(assigned(site, variable, value(operand, site)));
  else test(unchanged(operand, site), site, found);
}

function call(node: Expression & { kind: 'call' }, site: StepSite, found: Found): void {
  const inner = operatorBody(node, site);
  if (inner === undefined) test(truth(node, site), site, found);
  else enumerate(inner.body, { ...site, scope: inner.scope }, (at) => found({ ...at, scope: site.scope }));
}
