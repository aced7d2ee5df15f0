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
import type { BitsRep } from './rep.js';
import type { Site } from './scope.js';
import { isMask } from './sets.js';

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
  if (consumed === 0) return { source, rest: conditions };
  const rest = conditions.flatMap(conjuncts).slice(consumed);
  return {
    source: {
      kind: 'mask',
      rep: masked(source.rep, left, site.block),
    },
    rest,
  };
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
export function masked(rep: BitsRep, indices: readonly number[], block: Block): MaskOf {
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
