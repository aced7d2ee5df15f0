/** Where a formula can be satisfied in one way at most, and what it gives values there, looked at without writing code. */

import { isOperator } from '../../semantics/expressions.js';
import type { Expression } from '../../semantics/spec.js';
import { branches, mayAssign, operatorBody, targetOf, variableOf } from './assignable.js';
import { boxed } from './rep.js';
import { bindDefinitions, bindRep, find, type Site, type State } from './scope.js';
import { entered } from './values.js';

/** An arm of IF or CASE: what satisfies it counts where it is chosen. */
export interface Choice {
  readonly node: Expression;
}

/** Stands for values that nobody has looked at. */
const some = boxed('undefined');

/** The site as it is when the formula is satisfied; undefined where that may be so in several ways. */
function once(node: Expression, site: Site): Site | undefined {
  if (!mayAssign(node, site)) return branches(node, site) ? undefined : site;
  const back = (at: Site | undefined) => at && { ...at, scope: site.scope };
  switch (node.kind) {
    case 'and':
      return node.items.reduce<Site | undefined>((at, item) => at && back(once(item, at)), site);
    case 'if': {
      const known = site.emitter.folder.box(node.condition, site.scope);
      if (typeof known === 'boolean') return once(known ? node.consequent : node.alternative, site);
      return onceOf([{ node: node.consequent }, { node: node.alternative }], undefined, site);
    }
    case 'case':
      return onceOf(
        node.arms.map((arm) => ({ node: arm.value })),
        node.other,
        site,
      );
    case 'let':
      return back(once(node.body, { ...site, scope: bindDefinitions(node.definitions, site, () => 2) }));
    case 'labelled':
      return once(node.expression, site);
    case 'angle-action':
      return once(node.action, site);
    case 'apply': {
      const { definition, args } = node;
      if (definition.recursive) return undefined;
      return back(once(definition.body, { ...site, scope: entered(definition, args, site) }));
    }
    case 'call': {
      const inner = operatorBody(node, site);
      return inner && back(once(inner.body, { ...site, scope: inner.scope }));
    }
    case 'local': {
      const binding = find(node.local, site.scope);
      if (binding?.kind !== 'thunk') return site;
      return back(once(binding.expression, { ...site, scope: binding.scope }));
    }
    case 'exists': {
      const single = node.bounds.every(
        ({ set, tuple }) => !tuple && set?.kind === 'set' && set.elements.length === 1,
      );
      if (!single) return undefined;
      const scope = node.bounds
        .flatMap(({ locals }) => locals)
        .reduce((chain, local) => bindRep(local, some, chain), site.scope);
      return back(once(node.body, { ...site, scope }));
    }
    case 'primitive': {
      const [left] = node.args;
      if (left === undefined || isOperator(left) || !['=', '\\in', '\\subseteq'].includes(node.operator))
        return site;
      const target = targetOf(left, site);
      if (target === undefined) return site;
      return node.operator === '=' ? given(site, target) : undefined;
    }
    case 'unchanged':
      return stays(node.operand, site);
    default:
      return undefined;
  }
}

/** The same of IF or CASE: each arm must give the same variables their values. */
export function onceOf(arms: readonly Choice[], other: Expression | undefined, site: Site): Site | undefined {
  const ends = [...arms.map(({ node }) => node), ...(other === undefined ? [] : [other])].map((node) =>
    once(node, site),
  );
  const [first] = ends;
  if (first === undefined || ends.includes(undefined)) return undefined;
  const own = givenIn(site, first).join();
  return ends.every((end) => end !== undefined && givenIn(site, end).join() === own)
    ? { ...first, scope: site.scope }
    : undefined;
}

function stays(operand: Expression, site: Site): Site | undefined {
  const back = (at: Site | undefined) => at && { ...at, scope: site.scope };
  if (operand.kind === 'tuple')
    return operand.elements.reduce<Site | undefined>((at, item) => at && stays(item, at), site);
  if (operand.kind === 'substituted' && site.frame.enabled?.variables.has(operand.own.index) !== true)
    return stays(operand.value, site);
  if (operand.kind === 'apply' && !operand.definition.recursive) {
    const scope = entered(operand.definition, operand.args, site);
    return back(stays(operand.definition.body, { ...site, scope }));
  }
  const variable = variableOf(operand, site.scope, site.frame);
  const next = site.frame.next;
  return variable !== undefined && next !== undefined && next.variables[variable] === undefined
    ? given(site, variable)
    : site;
}

function stateOf({ frame }: Site): State | undefined {
  return frame.initial ? frame.current : frame.next;
}

function given(site: Site, variable: number): Site {
  const state = stateOf(site);
  if (state === undefined) return site;
  const variables = state.variables.slice();
  variables[variable] = some;
  const { frame } = site;
  const changed: State = { variables, block: state.block };
  return { ...site, frame: frame.initial ? { ...frame, current: changed } : { ...frame, next: changed } };
}

/** The variables that have values now and had none before. */
export function givenIn(before: Site, after: Site): readonly number[] {
  const [old, now] = [stateOf(before)?.variables ?? [], stateOf(after)?.variables ?? []];
  return [...now.keys()].filter((index) => now[index] !== old[index]);
}
