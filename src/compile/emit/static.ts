/**
 * What can be said of the members of a universe before the program runs. `\E m \in msgs : m.type = "1b" /\ …` looks only at the
 * bits of messages of that type: which these are is computed once, while the code is written.
 */

import { conjuncts } from '../../semantics/expressions.js';
import type { Bound, Expression, Local } from '../../semantics/spec.js';
import type { Box } from '../boxes/box.js';
import type { MaskShape } from '../layout/shape.js';
import type { Source } from './iterate.js';
import type { Block } from './program.js';
import { type BitsRep, constant } from './rep.js';
import { bindRep, type Scope, type Site } from './scope.js';
import { isMask } from './sets.js';
import { entered } from './values.js';

/** Members of larger universes are not looked at one by one. */
const largestUniverse = 1024;

export interface Narrowed {
  readonly source: Source;
  /** What is left to be tested of each member. */
  readonly rest: readonly Expression[];
}

/** Narrows a source by the first of the conditions that all members must satisfy. */
export function narrowed(
  bound: Bound,
  source: Source,
  conditions: readonly Expression[],
  site: Site,
): Narrowed {
  const [local] = bound.locals;
  if (source.kind !== 'mask' || bound.tuple || local === undefined) return { source, rest: conditions };
  const { universe } = source.rep.shape;
  if (universe.size > largestUniverse) return { source, rest: conditions };
  const possible = source.rep.members ?? universe.items.map((_, index) => index);
  let left = possible;
  let consumed = 0;
  for (const condition of conditions.flatMap(conjuncts)) {
    const kept = satisfying(condition, local, universe.items, left, site);
    if (kept === undefined) break;
    left = kept;
    consumed++;
  }
  const rest = conditions.flatMap(conjuncts).slice(consumed);
  const [next] = rest;
  const narrow = consumed === 0 ? source : among(source, left, site);
  if (next?.kind !== 'apply') return { source: narrow, rest };
  return { source: narrowedAhead(bound, narrow, (inner) => guardsOf(next, inner), site), rest };
}

function among(source: Source & { kind: 'mask' }, members: readonly number[], { block }: Site): MaskSource {
  return { kind: 'mask', rep: masked(source.rep, members, block) };
}

type MaskSource = Source & { kind: 'mask' };

/** A condition, and the scope in which its names have their meaning. */
export interface Guard {
  readonly condition: Expression;
  readonly scope: Scope;
}

/** What a formula asks before anything else, in this order: its first conjuncts, also those of definitions that it enters. */
export function guardsOf(node: Expression, site: Site): readonly Guard[] {
  switch (node.kind) {
    case 'labelled':
      return guardsOf(node.expression, site);
    case 'and':
      return node.items.flatMap((item) => guardsOf(item, site));
    case 'apply': {
      const { definition, args } = node;
      if (definition.recursive || (definition.local && definition.parameters.length === 0)) break;
      return guardsOf(definition.body, { ...site, scope: entered(definition, args, site) });
    }
    default:
  }
  return [{ condition: node, scope: site.scope }];
}

/**
 * Leaves out members that do not satisfy what is asked of them first, where that can be told beforehand. All of it is still to be
 * asked of the others.
 *
 * @param guards what is asked of a member that is bound at the site, the same conditions for each
 */
export function narrowedAhead(
  bound: Bound,
  source: Source,
  guards: (site: Site) => readonly Guard[],
  site: Site,
): Source {
  const [local] = bound.locals;
  if (source.kind !== 'mask' || bound.tuple || local === undefined) return source;
  const { universe } = source.rep.shape;
  if (universe.size > largestUniverse) return source;
  const possible = source.rep.members ?? universe.items.map((_, index) => index);
  const { folder } = site.emitter;
  let left = possible.map((index) => {
    const scope = bindRep(local, constant(universe.items[index] as Box), site.scope);
    return { index, guards: guards({ ...site, scope }) };
  });
  for (let asked = 0; left.length > 0; asked++) {
    const answers: boolean[] = [];
    for (const { guards: all } of left) {
      const guard = all[asked];
      const answer = guard && folder.box(guard.condition, guard.scope);
      if (typeof answer !== 'boolean') break;
      answers.push(answer);
    }
    if (answers.length < left.length) break;
    left = left.filter((_, index) => answers[index]);
  }
  if (left.length === possible.length) return source;
  return among(
    source,
    left.map(({ index }) => index),
    site,
  );
}

/** The candidates, by index, that satisfy a condition; undefined where that depends on more than the member. */
function satisfying(
  condition: Expression,
  local: Local,
  members: readonly Box[],
  candidates: readonly number[],
  { emitter, scope }: Site,
): readonly number[] | undefined {
  const test =
    candidates.length === 0 ? undefined : emitter.folder.ofMembers(condition, local, members, scope);
  if (test === undefined) return undefined;
  const kept: number[] = [];
  for (const index of candidates) {
    const value = test(index);
    if (typeof value !== 'boolean') return undefined;
    if (value) kept.push(index);
  }
  return kept;
}

/** A mask with only these members of its universe. */
function masked(rep: BitsRep, indices: readonly number[], block: Block): MaskOf {
  const kept = rep.words.map(() => 0);
  for (const index of indices) kept[index >>> 5] = (kept[index >>> 5] as number) | (1 << (index & 31));
  const words = rep.words.map((word, i) =>
    kept[i] === 0 || word === '0' ? '0' : block.name(`${word} & ${kept[i]}`),
  );
  const result: BitsRep = { kind: 'bits', shape: rep.shape, words, members: indices };
  if (!isMask(result)) throw new RangeError('Only sets are masked.');
  return result;
}

type MaskOf = BitsRep & { readonly shape: MaskShape };
