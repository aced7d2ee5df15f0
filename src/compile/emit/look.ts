/**
 * Sets that are only looked at, as interpret/look.ts has it: a filter of what is not written out is asked, or gone through no
 * further than it is needed, and not built.
 */

import { isOperator } from '../../semantics/expressions.js';
import type { Bound, Expression } from '../../semantics/spec.js';
import { isWrittenOut } from '../../values/open-sets.js';
import { largestEnumeration } from '../../values/value.js';
import { type Box, BoxSet, ListSet } from '../boxes/box.js';
import { FilteredBox, IntervalBox, SymbolicBox } from '../boxes/symbolic.js';
import { largestMask } from '../layout/shape.js';
import { box, integerOf } from './boxing.js';
import { bindBound, drawnFrom, largestListed, type Source, sourceOf } from './iterate.js';
import { certain, guarded, member } from './membership.js';
import { boxed, type Rep } from './rep.js';
import { bindDefinitions, definitionLink, find, onTrial, type Site, type Thunk } from './scope.js';
import { filterObject, isMask } from './sets.js';
import { tabulated } from './tabulate.js';
import { truth } from './truth.js';
import { entered, isAtHand, needed, value } from './values.js';

export type Filter = Expression & { readonly kind: 'filter' };

/** What an expression leads to through names. */
interface Lead {
  readonly node: Expression;
  readonly site: Site;
  /** A name on the way that is used more than once: what it stands for is kept there. */
  readonly keeper: Thunk | undefined;
}

/** Follows names, as far as the interpreter does. */
function leadFrom(from: Expression, around: Site): Lead {
  let node = from;
  let site = around;
  let keeper: Thunk | undefined;
  const follow = (thunk: Thunk): void => {
    if (thunk.uses > 1) keeper ??= thunk;
    node = thunk.expression;
    site = { ...site, scope: thunk.scope };
  };
  for (;;) {
    switch (node.kind) {
      case 'labelled':
        node = node.expression;
        continue;
      case 'let': {
        const whole = node;
        const scope = bindDefinitions(node.definitions, site, (definition) =>
          site.emitter.usesIn(definition, whole),
        );
        site = { ...site, scope };
        node = node.body;
        continue;
      }
      case 'local': {
        const binding = find(node.local, site.scope);
        if (binding?.kind !== 'thunk') return { node, site, keeper };
        follow(binding);
        continue;
      }
      case 'apply': {
        const { definition, args } = node;
        if (definition.recursive || args.some(isOperator)) return { node, site, keeper };
        const thunk = definition.local ? definitionLink(definition, site.scope)?.link.thunk : undefined;
        if (thunk === undefined) {
          site = { ...site, scope: entered(definition, args, site) };
          node = definition.body;
        } else follow(thunk);
        continue;
      }
      default:
        return { node, site, keeper };
    }
  }
}

/** How a filter that is looked at is written. */
type Way =
  /** Test by test, where it is looked at. */
  | { readonly kind: 'tested'; readonly node: Filter; readonly site: Site }
  /** By an object of the program. */
  | { readonly kind: 'object'; readonly js: string };

/** @returns undefined where the set is built */
function wayOf(set: Expression, site: Site): Way | undefined {
  const { node, site: at, keeper } = leadFrom(set, site);
  if (node.kind === 'local') {
    const later = laterOf(node, at);
    return later === undefined ? undefined : { kind: 'object', js: site.block.failing().name(`${later}()`) };
  }
  if (node.kind !== 'filter' || node.bound.set === undefined) return undefined;
  if (keeper !== undefined && isAtHand(keeper, site)) return undefined;
  const base = constantBase(node, at);
  const { extent = Number.POSITIVE_INFINITY } = base ?? {};
  if (extent <= largestListed && site.emitter.folder.box(set, site.scope) !== undefined) return undefined;
  const form = formOf(node.bound.set, at);
  if (form === 'written') return undefined;
  const built = form === 'unknown' || (keeper !== undefined && extent <= largestMask);
  if (built && certain(node, at)) return undefined;
  if (form === 'open' && keeper === undefined) return { kind: 'tested', node, site: at };
  const object =
    keeper === undefined
      ? filterObject(node, { ...at, block: site.block })
      : needed(keeper, site, undefined, keeper.looked, (inner) => {
          const own = leadFrom(keeper.expression, inner);
          return filterObject(own.node as Filter, own.site);
        });
  return { kind: 'object', js: box(object, site.block) };
}

/** The set of a filter, where it is a constant that is not filtered itself. */
function constantBase({ bound }: Filter, site: Site): BoxSet | undefined {
  if (bound.set === undefined || leadFrom(bound.set, site).node.kind === 'filter') return undefined;
  const base = site.emitter.folder.box(bound.set, site.scope);
  return base instanceof BoxSet ? base : undefined;
}

const openOperators: ReadonlySet<string> = new Set(['SUBSET', 'Seq', 'Nat', 'Int', 'STRING']);

/** Whether a set is written out, or known by what belongs to it. */
function formOf(set: Expression, site: Site): 'written' | 'open' | 'unknown' {
  const { node, site: at } = leadFrom(set, site);
  switch (node.kind) {
    case 'filter':
      return node.bound.set === undefined ? 'unknown' : formOf(node.bound.set, at);
    case 'function-set':
    case 'record-set':
    case 'cross':
      return 'open';
    case 'set':
    case 'map':
      return 'written';
    case 'primitive':
      if (openOperators.has(node.operator)) return 'open';
      break;
    default:
  }
  const known = site.emitter.folder.box(set, site.scope);
  if (known !== undefined) return isWritten(known) ? 'written' : 'open';
  const trial = onTrial(at);
  if (trial === undefined) return 'unknown';
  if (node.kind === 'primitive' && node.operator === '..') {
    const ends = node.args.map((end) => integerOf(value(end as Expression, trial)));
    return ends.every(({ kind }) => kind === 'integer') ? 'written' : 'unknown';
  }
  const held = value(node, trial);
  return isMask(held) || held.kind === 'listed' ? 'written' : 'unknown';
}

/** As {@link isWrittenOut} has it. */
function isWritten(known: Box): boolean {
  return (
    known instanceof ListSet ||
    known instanceof IntervalBox ||
    (known instanceof SymbolicBox && isWrittenOut(known.set))
  );
}

/** Code that an element is in a set, where that is a filter which is not built. */
export function inFilter(element: Rep, set: Expression, site: Site): string | undefined {
  const way = wayOf(set, site);
  if (way === undefined) return undefined;
  const { block } = site;
  if (way.kind === 'object') {
    block.failing().boxed++;
    return block.name(`has(${box(element, block)}, ${way.js})`);
  }
  const { bound, body } = way.node;
  const at = { ...way.site, block };
  return guarded(member(element, bound.set as Expression, at), site, (inner) =>
    truth(body, { ...at, block: inner, scope: bindBound(bound, element, at.scope, inner) }),
  );
}

/** A set that is gone through once, in the order of its members. */
export function streamOf(set: Expression | undefined, site: Site): Source {
  const { emitter, frame, scope, block } = site;
  if (set === undefined) return sourceOf(set, site);
  const way = wayOf(set, site);
  if (way === undefined) return sourceOf(set, site);
  if (way.kind === 'object') return drawnFrom(way.js, false, block);
  // What is the same in every state is found once, unless it is asked for once.
  const once = frame.initial || emitter.layout.fields.length === 0;
  const base = constantBase(way.node, way.site);
  if (!once && base !== undefined && base.extent <= largestEnumeration) {
    const known = emitter.folder.box(set, scope);
    if (known instanceof BoxSet && !(known instanceof FilteredBox)) return sourceOf(set, site);
  }
  const at = { ...way.site, block };
  // What depends on few words is looked up by them: it is the same object each time, and remembers the members that it has found.
  const kept = base === undefined && tabulated(way.node, at, (inner) => filterObject(way.node, inner));
  if (kept) return drawnFrom(box(kept, block), false, block);
  return { kind: 'filtered', base: streamOf(way.node.bound.set, at), node: way.node, site: at };
}

/** The sets of bounds: the first one is gone through once. */
export function sourcesOf(bounds: readonly Bound[], site: Site): Source[] {
  return bounds.map(({ set }, index) => (index === 0 ? streamOf(set, site) : sourceOf(set, site)));
}

/** Code of an argument that may only be looked at: an object that is built where more is asked of it. */
export function openArgument(arg: Expression, site: Site): string | undefined {
  const way = wayOf(arg, site);
  if (way === undefined) return undefined;
  return way.kind === 'object'
    ? way.js
    : box(filterObject(way.node, { ...way.site, block: site.block }), site.block);
}

/** A parameter of a function of the program: a filter that was handed on is built where it is not only looked at. */
export function parameterRep(name: string): Rep {
  return { ...boxed(`settled(${name}())`), later: name };
}

/** @returns the parameter that an argument is, as it was handed on to the function in which it stands */
export function parameterOf(arg: Expression, around: Site): string | undefined {
  const { node, site, keeper } = leadFrom(arg, around);
  return keeper === undefined ? laterOf(node, site) : undefined;
}

function laterOf(node: Expression, site: Site): string | undefined {
  const binding = node.kind === 'local' ? find(node.local, site.scope) : undefined;
  return binding?.kind === 'rep' && binding.rep.kind === 'box' ? binding.rep.later : undefined;
}
