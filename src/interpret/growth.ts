/** After a search that stopped at a limit: the variables that grow, as far as a few walks can tell. */

import { EvaluationFault } from '../../checker/model.js';
import { counting, FiniteSet, FunctionValue, type Value } from '../values/value.js';
import type { Interpreted, InterpretedState } from './model.js';

const walks = 4;
const steps = 60;
/** Somebody waits for the verdict. */
const mostMilliseconds = 1000;

/** The largest of what there is in a value, values in it included. */
interface Extent {
  /** Elements of a set, or keys of a function. */
  readonly elements: number;
  /** The integer that is furthest from 0. */
  readonly number: bigint;
}

/**
 * Names what grew in each quarter, half and whole of some walks at random, which are the same every time.
 * @param most milliseconds
 * @returns a sentence, undefined where nothing grew
 */
export function growth(model: Interpreted, most = mostMilliseconds): string | undefined {
  const { variables } = model;
  const extents = walked(model, performance.now() + most);
  const last = extents.length - 1;
  const checkpoints = [0, last >> 2, last >> 1, last];
  const grows = (measure: (extent: Extent) => number | bigint, variable: number) => {
    const sizes = checkpoints.map((step) => measure(extents[step]?.[variable] ?? nothing));
    return sizes.every((size, i) => i === 0 || size > (sizes[i - 1] ?? 0));
  };
  const grown = variables.flatMap((name, variable) => {
    const end = extents[last]?.[variable] ?? nothing;
    if (grows(({ elements }) => elements, variable)) return { name, end: `${end.elements} elements` };
    if (grows(({ number }) => (number < 0 ? -number : number), variable))
      return { name, end: `${end.number}` };
    return [];
  });
  if (last < 8 || grown.length === 0) return undefined;
  const [first, ...others] = grown.map(
    ({ name, end }, i) => `\`${name}\`${i === 0 ? ' grew' : ''} to ${end}`,
  );
  const final = others.pop();
  const listed = [[first, ...others].join(', '), ...(final === undefined ? [] : [final])].join(' and ');
  return `Within ${last} steps at random, ${listed}: what nothing bounds needs a CONSTRAINT or smaller constants.`;
}

const nothing: Extent = { elements: 0, number: 0n };

class TimeIsUp extends Error {
  override readonly name = 'TimeIsUp';
}

/** By step, and by variable, the largest extent until then in any of the walks. */
function walked(model: Interpreted, until: number): Extent[][] {
  const extents: Extent[][] = [];
  let random = 1;
  const draw = (below: number) => {
    random = (random * 48271) % 2147483647;
    return random % below;
  };
  const note = (step: number, state: InterpretedState) => {
    const before = extents[step] ?? extents[step - 1] ?? [];
    extents[step] = state.map((value, variable) => larger(before[variable] ?? nothing, extentOf(value)));
  };
  const inTime = () => {
    if (performance.now() >= until) throw new TimeIsUp();
  };
  const walkAll = () => {
    const initial = [...model.initial()];
    for (let walk = 0; walk < walks && initial.length > 0; walk++) {
      let state = initial[draw(initial.length)];
      for (let step = 0; state !== undefined && step <= steps; step++) {
        inTime();
        note(step, state);
        const next = [...model.successors(state)].filter((one) => model.constraint?.(one.state) !== false);
        state = next.length === 0 ? undefined : next[draw(next.length)]?.state;
      }
    }
  };
  try {
    // A single step may go through large sets.
    counting(inTime, walkAll);
  } catch (error) {
    // What cannot be evaluated is for the search to report.
    if (!(error instanceof EvaluationFault || error instanceof TimeIsUp)) throw error;
  }
  // A later walk may have been larger at an earlier step.
  for (let step = 1; step < extents.length; step++)
    extents[step] = (extents[step] ?? []).map((extent, i) =>
      larger(extents[step - 1]?.[i] ?? nothing, extent),
    );
  return extents;
}

function larger(one: Extent, other: Extent): Extent {
  const distance = (number: bigint) => (number < 0 ? -number : number);
  return {
    elements: Math.max(one.elements, other.elements),
    number: distance(other.number) > distance(one.number) ? other.number : one.number,
  };
}

function extentOf(value: Value): Extent {
  if (typeof value === 'number' || typeof value === 'bigint') return { elements: 0, number: BigInt(value) };
  if (value instanceof FiniteSet) return inAll(value.elements());
  if (value instanceof FunctionValue && value.domain.enumerable) return inAll([...value.map.values()]);
  return nothing;
}

function inAll(values: readonly Value[]): Extent {
  return values.reduce<Extent>((all, value) => larger(all, extentOf(value)), {
    elements: values.length,
    number: 0n,
  });
}
