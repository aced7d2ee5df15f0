/**
 * Initial states and steps (decision 2 of the architecture): the same backtracking scheme as interpret/actions.ts, as code.
 * `x' = e` assigns or compares; `x' \in S`, `\E` and `\/` branch; definitions are entered.
 */

import { isOperator } from '../../semantics/elaborate.js';
import type { Action, Argument, Enabled, Expression, Quantified } from '../../semantics/spec.js';
import { Level } from '../../semantics/spec.js';
import { children } from '../../semantics/walk.js';
import { box } from './boxing.js';
import { type Holder, holderFor } from './holder.js';
import { each, overBounds, type Source, sourceOf } from './iterate.js';
import { not } from './membership.js';
import { type Block, Unsupported } from './program.js';
import type { Rep } from './rep.js';
import {
  bindDefinitions,
  bindParameters,
  definitionLink,
  type Frame,
  find,
  lookUp,
  type Scope,
  type Site,
  type State,
  scopeOf,
} from './scope.js';
import { cardinality } from './sets.js';
import { conjuncts, narrowed } from './static.js';
import { truth, unchanged } from './truth.js';
import { entered, value } from './values.js';

/** What is written where a formula has been satisfied. */
export type Found = (site: StepSite) => void;

export interface StepSite extends Site {
  /** Code of numbers whose product is how many witnesses lead here. */
  readonly times: readonly string[];
  /** How many loops stand around: what is written once there may be reached any number of times. */
  readonly loops: number;
}

/** Sets of at most so many members get code of their own for each. */
const unrolled = 16;

/** Goes through an action from outside in, as far as its body. */
export function actionSteps(action: Action, site: StepSite, found: Found): void {
  const into = (index: number, at: StepSite): void => {
    const step = action.context[index];
    if (step === undefined) enumerate(action.body, at, found);
    else if (step.kind === 'let') {
      const scope = bindDefinitions(step.definitions, at, () => 2);
      into(index + 1, { ...at, scope });
    } else if (step.kind === 'enter') {
      into(index + 1, { ...at, scope: entered(step.definition, step.args, at) });
    } else {
      const sources = step.bounds.map((bound) => sourceOf(bound.set, at));
      overBounds(
        step.bounds,
        sources,
        at,
        (inner) => into(index + 1, { ...at, ...inner }),
        room(action.body, at),
      );
    }
  };
  into(0, site);
}

/** How many copies of an expression's code may be written. */
function room(node: Expression, site: Site): number {
  const size = site.emitter.sizeOfExpression(node);
  return size <= 150 ? unrolled : size <= 500 ? 4 : 0;
}

/** ENABLED A: whether some next state satisfies A. */
export function enabled({ action, binds }: Enabled, site: Site): string {
  const { block, emitter, frame } = site;
  const result = block.program.fresh('b');
  const label = block.program.fresh('l');
  const inner = block.inner();
  const next = emitter.nothing(frame.current.block);
  const binder = { variables: new Set(binds.map((variable) => variable.index)), inside: false };
  const start: StepSite = {
    ...site,
    block: inner,
    frame: { current: frame.current, next, initial: false, enabled: binder },
    times: [],
    loops: 0,
  };
  enumerate(action, start, (at) => {
    at.block.add(`${result} = true;\nbreak ${label};`);
  });
  block.add(`let ${result} = false;`);
  block.nest(`${label}: {`, inner);
  return result;
}

export function enumerate(node: Expression, site: StepSite, found: Found): void {
  if (!mayAssign(node, site)) {
    if (!branches(node, site.scope)) test(truth(node, site), site, found);
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
        if (index === environments.length) found({ ...at, scope: site.scope });
        else enumerate(node.body, { ...at, scope: environments[index] }, (next) => from(index + 1, next));
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
      const middle: Frame = { ...site.frame, next: emitter.nothing(site.frame.current.block) };
      enumerate(node.first, { ...site, frame: middle }, (at) => {
        const current = complete(at.frame.next);
        const second: Frame = { current, next: site.frame.next, initial: false };
        enumerate(node.second, { ...at, scope: site.scope, frame: second }, (last) =>
          found({ ...last, scope: site.scope, frame: { ...last.frame, current: site.frame.current } }),
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

function all(items: readonly Expression[], index: number, site: StepSite, found: Found): void {
  const item = items[index];
  if (item === undefined) found(site);
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
  block.add(`if (${condition}) {\n${yes.text()}\n} else {\n${no.text()}\n}`);
  block.inherit(yes);
  block.inherit(no);
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
  const write = (end: (at: StepSite, branch: 0 | 1) => void): [Block, Block] => {
    const yes = block.inner();
    const no = block.inner();
    enumerate(arm.node, { ...site, block: yes }, (at) => end(at, 0));
    arms(rest, other, { ...site, block: no }, (at) => end(at, 1));
    return [yes, no];
  };
  // Written once to see what the branches do, and again with their values kept.
  const reachedBy: readonly [StepSite[], StepSite[]] = [[], []];
  write((at, branch) => reachedBy[branch].push(at));
  const ends = reachedBy.flat();
  const [[first], [second]] = reachedBy;
  if (ends.length !== 2 || first === undefined || second === undefined) return false;
  const changed = (at: StepSite) =>
    stateOf(at).variables.flatMap((rep, i) => (rep === before.variables[i] ? [] : [i]));
  const own = changed(first);
  if (own.join() !== changed(second).join()) return false;
  if (ends.some((at) => at.times !== site.times || at.loops !== site.loops)) return false;
  const reached = block.program.fresh('b');
  block.add(`let ${reached} = false;`);
  const holders = own.map((index): [number, Holder] => {
    const reps = ends.map((at) => stateOf(at).variables[index] as Rep);
    return [index, holderFor(reps, block, site.emitter.targetOf(index))];
  });
  const [yes, no] = write((at) => {
    for (const [index, holder] of holders) holder.assign(stateOf(at).variables[index] as Rep, at.block);
    at.block.add(`${reached} = true;`);
  });
  block.add(`if (${condition}) {\n${yes.text()}\n} else {\n${no.text()}\n}`);
  block.inherit(yes);
  block.inherit(no);
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

/** The sets of a quantifier, narrowed by what is known of their members beforehand, and what is left of its body. */
function drawn(
  node: Quantified,
  site: StepSite,
): { sources: readonly Source[]; rest: readonly Expression[] } {
  const sources = node.bounds.map((bound) => sourceOf(bound.set, site));
  const [bound, source] = [node.bounds[0], sources[0]];
  const items = conjuncts(node.body);
  if (node.bounds.length > 1 || bound === undefined || source === undefined) return { sources, rest: items };
  // What has several witnesses counts as often as it has.
  const first = items.findIndex((item) => branches(item, site.scope));
  const plain = first < 0 ? items : items.slice(0, first);
  const narrow = narrowed(bound, source, plain, site);
  return { sources: [narrow.source], rest: [...narrow.rest, ...items.slice(plain.length)] };
}

/** Of a conjunction: the product of the numbers of its items. */
function jointWitnesses(items: readonly Expression[], site: StepSite): string {
  const { block } = site;
  const [only] = items;
  if (only === undefined) return '1';
  if (items.length === 1) return witnesses(only, site);
  const name = block.program.fresh('n');
  block.add(`let ${name} = 0;`);
  const from = (index: number, at: Block, product: string): void => {
    const item = items[index];
    if (item === undefined) {
      at.add(`${name} = ${product};`);
      return;
    }
    const count = at.name(witnesses(item, { ...site, block: at }));
    if (count === '0') return;
    const inner = at.inner();
    from(index + 1, inner, product === '1' ? count : count === '1' ? product : `${product} * ${count}`);
    at.nest(`if (${count} !== 0) {`, inner);
  };
  from(0, block, '1');
  return name;
}

/** Code of the number of ways in which a formula is satisfied, as the scheme counts them. */
function witnesses(node: Expression, site: StepSite): string {
  const { block, emitter } = site;
  if (!branches(node, site.scope)) {
    const condition = truth(node, site);
    return condition === 'true' ? '1' : condition === 'false' ? '0' : `(${condition} ? 1 : 0)`;
  }
  const sum = (write: (name: string, inner: Site['block']) => void): string => {
    const name = block.program.fresh('n');
    block.add(`let ${name} = 0;`);
    write(name, block);
    return name;
  };
  const into = (scope: Scope): StepSite => ({ ...site, scope });
  switch (node.kind) {
    case 'labelled':
      return witnesses(node.expression, site);
    case 'and':
      return jointWitnesses(node.items, site);
    case 'or':
      return sum((name) => {
        for (const item of node.items) block.add(`${name} += ${witnesses(item, site)};`);
      });
    case 'exists':
      return sum((name) => {
        const { sources, rest } = drawn(node, site);
        const [source] = sources;
        if (rest.length === 0 && source?.kind === 'mask') {
          block.add(`${name} = ${box(cardinality(source.rep, block), block)};`);
          return;
        }
        overBounds(
          node.bounds,
          sources,
          site,
          (at) => {
            at.block.add(`${name} += ${jointWitnesses(rest, { ...site, ...at })};`);
          },
          room(node.body, site),
        );
      });
    case 'forall':
      return sum((name) => {
        const sources = node.bounds.map((bound) => sourceOf(bound.set, site));
        const label = block.program.fresh('l');
        const outer = block.inner();
        outer.add(`${name} = 1;`);
        overBounds(
          node.bounds,
          sources,
          { ...site, block: outer },
          (at) => {
            at.block.add(
              `${name} *= ${witnesses(node.body, { ...site, ...at })};\nif (${name} === 0) break ${label};`,
            );
          },
          room(node.body, site),
        );
        block.nest(`${label}: {`, outer);
      });
    case 'implies': {
      const [left, right] = node.items as readonly [Expression, Expression];
      const condition = truth(left, site);
      return sum((name) => {
        block.add(`${name} = 1;`);
        const inner = block.inner();
        inner.add(`${name} = ${witnesses(right, { ...site, block: inner })};`);
        block.nest(`if (${condition}) {`, inner);
      });
    }
    case 'if': {
      const condition = truth(node.condition, site);
      return sum((name) => {
        for (const [wanted, branch] of [
          [condition, node.consequent],
          [not(condition), node.alternative],
        ] as const) {
          const inner = block.inner();
          inner.add(`${name} = ${witnesses(branch, { ...site, block: inner })};`);
          block.nest(`if (${wanted}) {`, inner);
        }
      });
    }
    case 'case':
      return sum((name) => {
        const from = (index: number, at: Site['block']): void => {
          const arm = node.arms[index];
          if (arm === undefined) {
            if (node.other === undefined) at.failing().add('fail();');
            else at.add(`${name} = ${witnesses(node.other, { ...site, block: at })};`);
            return;
          }
          const condition = truth(arm.guard, { ...site, block: at });
          const yes = at.inner();
          yes.add(`${name} = ${witnesses(arm.value, { ...site, block: yes })};`);
          const no = at.inner();
          from(index + 1, no);
          at.add(`if (${condition}) {\n${yes.text()}\n} else {\n${no.text()}\n}`);
          at.inherit(yes);
          at.inherit(no);
        };
        from(0, block);
      });
    case 'let':
      return witnesses(
        node.body,
        into(bindDefinitions(node.definitions, site, (definition) => emitter.usesIn(definition, node))),
      );
    case 'apply':
      return witnesses(node.definition.body, into(entered(node.definition, node.args, site)));
    case 'local': {
      const binding = lookUp(node.local, site.scope);
      if (binding.kind !== 'thunk') break;
      return witnesses(binding.expression, into(binding.scope));
    }
    case 'call': {
      const inner = operatorBody(node, site);
      if (inner !== undefined) return witnesses(inner.body, into(inner.scope));
      break;
    }
    default:
  }
  throw new Unsupported('Witnesses that cannot be counted.');
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
  const shape = site.emitter.targetOf(target);
  if (node.operator === '=') {
    found(assigned(site, target, value(right, site, shape)));
    return;
  }
  const source =
    node.operator === '\\in'
      ? sourceOf(right, site)
      : sourceOf(
          { kind: 'primitive', operator: 'SUBSET', args: [right], span: right.span, level: right.level },
          site,
        );
  const loops = site.loops + 1;
  each(source, site.block, 0, (member, inner) =>
    found(assigned({ ...site, block: inner, loops }, target, member)),
  );
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

/** The variable that an expression stands for, when it is still to be given a value. */
function targetOf(arg: Argument, { frame, scope }: Site): number | undefined {
  if (isOperator(arg)) return undefined;
  const variable = frame.initial ? variableOf(arg, scope, frame) : primed(arg, scope, frame);
  const state = frame.initial ? frame.current : frame.next;
  return variable !== undefined && state !== undefined && state.variables[variable] === undefined
    ? variable
    : undefined;
}

function primed(node: Expression, scope: Scope, frame: Frame): number | undefined {
  if (node.kind === 'prime') return variableOf(node.operand, scope, frame);
  const inner = through(node, scope);
  return inner === undefined ? undefined : primed(inner.body, inner.scope, frame);
}

function variableOf(node: Expression, scope: Scope, frame: Frame): number | undefined {
  if (node.kind === 'variable') return node.variable.index;
  if (node.kind === 'substituted')
    return frame.enabled?.variables.has(node.own.index) === true
      ? node.own.index
      : variableOf(node.value, scope, frame);
  const inner = through(node, scope);
  return inner === undefined ? undefined : variableOf(inner.body, inner.scope, frame);
}

/** What a name stands for, without evaluating anything. */
function through(node: Expression, scope: Scope): { body: Expression; scope: Scope } | undefined {
  if (node.kind === 'apply') {
    const { definition, args } = node;
    if (definition.recursive) return undefined;
    const thunk = definition.local ? definitionLink(definition, scope)?.link.thunk : undefined;
    if (thunk !== undefined) return { body: thunk.expression, scope: thunk.scope };
    return {
      body: definition.body,
      scope: bindParameters(definition.parameters, args, nowhere(scope), scopeOf(definition, scope), () => 2),
    };
  }
  if (node.kind !== 'local') return undefined;
  const binding = find(node.local, scope);
  return binding?.kind === 'thunk' ? { body: binding.expression, scope: binding.scope } : undefined;
}

/** A site for binding arguments whose code is never written. */
function nowhere(scope: Scope): Site {
  return { scope } as Site;
}

function operatorBody(
  node: Expression & { kind: 'call' },
  site: Site,
): { body: Expression; scope: Scope } | undefined {
  const binding = lookUp(node.operator, site.scope);
  if (binding.kind !== 'operator') return undefined;
  const { operator, scope } = binding;
  const uses = () => 2;
  if (operator.kind === 'lambda')
    return { body: operator.body, scope: bindParameters(operator.parameters, node.args, site, scope, uses) };
  if (operator.kind === 'definition-operator' && !operator.definition.recursive) {
    const { definition } = operator;
    return {
      body: definition.body,
      scope: bindParameters(definition.parameters, node.args, site, scopeOf(definition, scope), uses),
    };
  }
  return undefined;
}

function call(node: Expression & { kind: 'call' }, site: StepSite, found: Found): void {
  const inner = operatorBody(node, site);
  if (inner === undefined) test(truth(node, site), site, found);
  else enumerate(inner.body, { ...site, scope: inner.scope }, (at) => found({ ...at, scope: site.scope }));
}

// ── what a formula can do ──

/** Whether it may give a variable a value that has none yet. */
function mayAssign(node: Expression, site: Site): boolean {
  const { frame, scope } = site;
  const state = frame.initial ? frame.current : frame.next;
  if (state === undefined) return false;
  if (!frame.initial && node.level < Level.action && !hidden(node)) return false;
  if (frame.enabled === undefined && !state.variables.includes(undefined)) return false;
  return mentionsOpen(node, scope, state, frame);
}

/** A name's level does not tell what it stands for. */
function hidden(node: Expression): boolean {
  return (
    node.kind === 'local' ||
    node.kind === 'call' ||
    children(node).some(hidden) ||
    (node.kind === 'apply' && node.args.length > 0)
  );
}

function mentionsOpen(node: Expression, scope: Scope, state: State, { initial, enabled }: Frame): boolean {
  const open = (variable: number) => state.variables[variable] === undefined;
  const visit = (at: Expression, inner: Scope, within: boolean): boolean => {
    switch (at.kind) {
      case 'variable':
        return within && open(at.variable.index);
      case 'substituted':
        return enabled?.variables.has(at.own.index) === true
          ? within && open(at.own.index)
          : visit(at.value, inner, within);
      case 'prime':
      case 'unchanged':
        return visit(at.operand, inner, true);
      case 'box-action':
      case 'angle-action':
        return visit(at.action, inner, within) || visit(at.subscript, inner, true);
      case 'compose':
        return true;
      case 'enabled':
      case 'literal':
        return false;
      case 'apply': {
        if (at.definition.recursive)
          return (
            at.definition.level >= Level.action ||
            at.args.some((arg) => isOperator(arg) || visit(arg, inner, within))
          );
        const next = through(at, inner);
        return next !== undefined && visit(next.body, next.scope, within);
      }
      case 'local': {
        const binding = find(at.local, inner);
        return binding?.kind === 'thunk' && visit(binding.expression, binding.scope, within);
      }
      case 'call': {
        const binding = find(at.operator, inner);
        if (binding?.kind !== 'operator') return true;
        const { operator } = binding;
        const body =
          operator.kind === 'lambda'
            ? operator.body
            : operator.kind === 'definition-operator'
              ? operator.definition.body
              : undefined;
        return (
          at.args.some((arg) => isOperator(arg) || visit(arg, inner, within)) ||
          (body !== undefined &&
            (body.level >= Level.action || within || initial) &&
            visit(body, binding.scope, within))
        );
      }
      default:
        return children(at).some((child) => visit(child, inner, within));
    }
  };
  return visit(node, scope, initial);
}

/** Whether the scheme takes it apart into more than one way of being satisfied. */
function branches(node: Expression, scope: Scope): boolean {
  switch (node.kind) {
    case 'or':
    case 'exists':
    case 'box-action':
    case 'compose':
      return true;
    case 'angle-action':
      return branches(node.action, scope);
    case 'and':
      return node.items.some((item) => branches(item, scope));
    case 'forall':
    case 'let':
      return branches(node.body, scope);
    case 'if':
      return branches(node.consequent, scope) || branches(node.alternative, scope);
    case 'case':
      return (
        node.arms.some((arm) => branches(arm.value, scope)) ||
        (node.other !== undefined && branches(node.other, scope))
      );
    case 'labelled':
      return branches(node.expression, scope);
    case 'implies':
      return branches(node.items[1] as Expression, scope);
    case 'apply':
    case 'local': {
      const inner = through(node, scope);
      return inner !== undefined && branches(inner.body, inner.scope);
    }
    case 'call': {
      const inner = find(node.operator, scope) === undefined ? undefined : operatorBody(node, nowhere(scope));
      return inner !== undefined && branches(inner.body, inner.scope);
    }
    default:
      return false;
  }
}
