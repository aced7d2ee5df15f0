/** What Randomization and RandomElement draw. */

import { FunctionSpace, Interval, PowerSet } from '../values/symbolic.js';
import { FiniteSet, FunctionValue, integer, type SetValue, type Value } from '../values/value.js';
import { fault } from './fault.js';
import { type PrimitiveCall, setArg, smallArg } from './operands.js';
import type { Run } from './run.js';

/** Sets of more members are drawn from without being written out. */
const largestWritten = 100_000;

/** `count` different members, in the order in which chance drew them. */
export function drawn(call: PrimitiveCall, set: SetValue, count: number): Value[] {
  if (count > set.size) {
    fault(
      'too-few',
      `\`${call.operator}\` needs ${count} ${count === 1 ? 'member' : 'members'} of a set, and this one has ${set.size}.`,
      call.span,
    );
  }
  if (set.size > largestWritten && Number.isFinite(set.size) && isDrawable(set))
    return drawnUnwritten(call.run, set, count);
  const members = [...set.elements()];
  for (let i = 0; i < count; i++) {
    const j = i + call.run.random(members.length - i);
    const [mine, other] = [members[i], members[j]];
    if (mine === undefined || other === undefined) break;
    members[i] = other;
    members[j] = mine;
  }
  return members.slice(0, count);
}

/** Subsets of about n members each: every member is in one with the same chance. */
export function randomSubsets(call: PrimitiveCall): FiniteSet {
  const [count, size, members] = [smallArg(call, 0), smallArg(call, 1), setArg(call, 2).elements()];
  const subsets = Array.from({ length: count }, () =>
    FiniteSet.of(members.filter(() => call.run.random(Math.max(members.length, 1)) < size)),
  );
  return FiniteSet.of(subsets);
}

/** Sets whose members can be drawn part by part. */
type Drawable = PowerSet | FunctionSpace | Interval;

function isDrawable(set: SetValue): set is Drawable {
  return set instanceof PowerSet || set instanceof FunctionSpace || set instanceof Interval;
}

/** From so many members the same one is hardly drawn twice, unless as many are wanted as there are. */
function drawnUnwritten(run: Run, set: Drawable, count: number): Value[] {
  let found = FiniteSet.empty;
  for (let attempts = 0; found.size < count && attempts < 100 * count; attempts++)
    found = FiniteSet.of(found.toImmutable().add(member(run, set)));
  return [...found.toImmutable()];
}

/** One member, each with the same chance. @throws EnumerationError where a part is too large */
function member(run: Run, set: SetValue): Value {
  if (set instanceof PowerSet) return FiniteSet.of(set.base.elements().filter(() => run.random(2) === 1));
  if (set instanceof FunctionSpace) {
    return new FunctionValue(
      FunctionValue.sequence([]).map.withMutations((map) => {
        for (const [key, values] of set.fields) map.set(key, member(run, values));
      }),
    );
  }
  if (set instanceof Interval) {
    const count = BigInt(set.cardinality);
    // Of numbers that are drawn in two halves.
    const drawn = BigInt(run.random(2 ** 32)) * 2n ** 32n + BigInt(run.random(2 ** 32));
    return integer(BigInt(set.low) + (drawn * count) / 2n ** 64n);
  }
  const members = set.elements();
  return members[run.random(members.length)] as Value;
}
