/** Functions whose body is an action, as interpret/applied.ts has it: their bodies are entered where steps are sought. */

import type { Bound, Expression } from '../../semantics/spec.js';
import { isConstant } from '../../semantics/walk.js';
import { box } from './boxing.js';
import { keyed } from './functions.js';
import { bindBound } from './iterate.js';
import { member, not } from './membership.js';
import { Unsupported } from './program.js';
import type { Rep } from './rep.js';
import { bindParameters, bindRep, definitionLink, find, type Scope, type Site, scopeOf } from './scope.js';
import type { StepSite } from './step-site.js';
import { value } from './values.js';
import { witnesses } from './witnesses.js';

export type Application = Expression & { readonly kind: 'application' };
type Constructor = Expression & { readonly kind: 'function' };

/** What is applied, as far as it can be told without writing code. */
export type Lead =
  | { readonly kind: 'function'; readonly node: Constructor; readonly scope: Scope }
  /** Within its own body: the code of its witnesses. */
  | { readonly kind: 'self'; readonly count: string }
  /** It may be the one or the other, as the state has it. */
  | { readonly kind: 'unknown' };

/** Undefined where the function is a value by then, and its application a condition. */
export function leadOf({ function: from }: Application, scope: Scope, initial: boolean): Lead | undefined {
  const follow = (node: Expression, at: Scope): Lead | undefined => {
    switch (node.kind) {
      case 'function':
        return initial && node.self === undefined ? undefined : { kind: 'function', node, scope: at };
      case 'labelled':
        return follow(node.expression, at);
      case 'if':
        return (follow(node.consequent, at) ?? follow(node.alternative, at)) ? unknown : undefined;
      case 'let':
        return follow(node.body, at) && unknown;
      case 'application':
        return follow(node.function, at) && unknown;
      case 'apply': {
        const { definition, args } = node;
        if (isConstant(definition)) return undefined;
        if (definition.recursive) return unknown;
        const thunk = definition.local ? definitionLink(definition, at)?.link.thunk : undefined;
        if (thunk !== undefined) return follow(thunk.expression, thunk.scope);
        const inner = bindParameters(
          definition.parameters,
          args,
          { scope: at } as Site,
          scopeOf(definition, at),
          () => 2,
        );
        return follow(definition.body, inner);
      }
      case 'local': {
        const binding = find(node.local, at);
        if (binding?.kind === 'thunk') return follow(binding.expression, binding.scope);
        const count = binding?.kind === 'rep' && binding.rep.kind === 'lazy' ? binding.rep.count : undefined;
        return count === undefined ? undefined : { kind: 'self', count };
      }
      default:
        return undefined;
    }
  };
  return follow(from, scope);
}

const unknown: Lead = { kind: 'unknown' };

/** Where the body of a function that does not refer to itself is read. */
export function bodyOf<At extends Site>(
  node: Application,
  lead: Lead,
  site: At,
): { body: Expression; at: At } {
  if (lead.kind !== 'function' || lead.node.self !== undefined)
    throw new Unsupported('A function that applies itself gives variables values.');
  const { bounds, body } = lead.node;
  const key = value(node.argument, site);
  const [only] = bounds;
  const within = { ...site, scope: lead.scope };
  checked(key, bounds, within);
  const { block } = site;
  const scope =
    only !== undefined && bounds.length === 1
      ? bindBound(only, key, lead.scope, block)
      : keyed(bounds, block.name(box(key, block)), lead.scope, block);
  return { body, at: { ...site, scope } };
}

/** Code that fails where a key is outside of the domain. */
function checked(key: Rep, bounds: readonly Bound[], site: Site): void {
  const factors = bounds.flatMap(({ set }) => (set === undefined ? [] : [set]));
  const [only] = factors;
  if (only === undefined) throw new Unsupported('A function has no domain.');
  const { span, level } = only;
  const inside = member(key, factors.length === 1 ? only : { kind: 'cross', factors, span, level }, site);
  if (inside !== 'true') site.block.failing().add(`if (${not(inside)}) fail();`);
}

/** Code of the number of ways in which the body of a function is satisfied at an argument. */
export function appliedWitnesses(node: Application, site: StepSite): string {
  const { block, frame } = site;
  const lead = leadOf(node, site.scope, frame.initial);
  if (lead === undefined || lead.kind === 'unknown')
    throw new Unsupported('Witnesses that cannot be counted.');
  if (lead.kind === 'function' && lead.node.self === undefined) {
    const { body, at } = bodyOf(node, lead, site);
    return witnesses(body, at);
  }
  const key = box(value(node.argument, site), block);
  block.failing().boxed++;
  return block.name(
    `${lead.kind === 'self' ? lead.count : counter(lead.node, { ...site, scope: lead.scope })}(${key})`,
  );
}

/** Writes the function that counts the witnesses of a function which refers to itself. @returns its name */
function counter(node: Constructor, site: StepSite): string {
  const { block } = site;
  const self = node.self as NonNullable<typeof node.self>;
  const [count, key] = [block.program.fresh('w'), block.program.fresh('x')];
  const held = value(node, site);
  if (held.kind !== 'lazy') throw new Unsupported('A function that refers to itself is a value by then.');
  const inner = block.inner();
  const scope = keyed(node.bounds, key, bindRep(self, { ...held, count }, site.scope), inner);
  inner.add(`if (!${held.js}.domainSet().has(${key})) fail();`);
  const ways = witnesses(node.body, { ...site, scope, block: inner });
  inner.add(`return ${ways};`);
  block.nest(`const ${count} = (${key}) => {`, inner, '};');
  return count;
}
