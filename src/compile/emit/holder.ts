/** Variables of the program that take the value of one of several branches. */

import type { Keys } from '../boxes/box.js';
import { type CompositeShape, type FunctionShape, type Shape, Universe } from '../layout/shape.js';
import { boolOf, box, indexIn, integerOf, structOf, universeOf } from './boxing.js';
import { smallRep } from './fields.js';
import type { Block } from './program.js';
import { type BitsRep, boxed, constant, type Rep } from './rep.js';
import { fits, store } from './store.js';

export interface Holder {
  readonly rep: Rep;
  assign(value: Rep, block: Block): void;
}

/**
 * Declares variables that can hold any of these values.
 * @param target where the value will be stored: then it may be stored at once
 */
export function holderFor(values: readonly Rep[], declare: Block, target?: Shape): Holder {
  const reps = values.map((value) => boolOf(integerOf(value)));
  const [first] = reps;
  if (first === undefined) return constantHolder(constant(false));
  if (first.kind === 'constant' && reps.every((rep) => rep.kind === 'constant' && rep.box === first.box)) {
    return constantHolder(first);
  }
  if (target !== undefined && target.kind !== 'interned') return shapeHolder(target, declare);
  if (reps.every((rep) => rep.kind === 'bool' || (rep.kind === 'constant' && typeof rep.box === 'boolean'))) {
    return variable(
      declare,
      'false',
      (js) => ({ kind: 'bool', js }),
      (rep, block) => box(rep, block),
    );
  }
  const integers = reps.flatMap((rep) => (rep.kind === 'integer' ? [rep] : []));
  if (integers.length === reps.length) {
    const low = Math.min(...integers.map((rep) => rep.low));
    const high = Math.max(...integers.map((rep) => rep.high));
    return variable(
      declare,
      '0',
      (js) => ({ kind: 'integer', js, low, high }),
      (rep, block) => box(integerOf(rep), block),
    );
  }
  const shape = reps.find((rep) => rep.kind === 'bits')?.shape;
  if (shape !== undefined && reps.every((rep) => fits(shape, rep))) return shapeHolder(shape, declare);
  const keys = keysOf(first);
  if (keys !== undefined && reps.every((rep) => keysOf(rep) === keys))
    return structHolder(keys, reps, declare);
  const universe = unionOf(reps);
  if (universe !== undefined) {
    return variable(
      declare,
      '0',
      (js) => ({ kind: 'enum', js, universe }),
      (rep, block) => indexIn(universe, rep, block).js,
    );
  }
  return variable(declare, 'undefined', boxed, (rep, block) => box(rep, block));
}

function constantHolder(rep: Rep): Holder {
  return { rep, assign: () => undefined };
}

function variable(
  declare: Block,
  start: string,
  rep: (js: string) => Rep,
  code: (value: Rep, block: Block) => string,
): Holder {
  const name = declare.program.fresh('v');
  declare.add(`let ${name} = ${start};`);
  return {
    rep: rep(name),
    assign: (value, block) => {
      block.add(`${name} = ${code(value, block)};`);
    },
  };
}

function shapeHolder(shape: Shape, declare: Block): Holder {
  const names = Array.from({ length: Math.max(1, shape.bits >>> 5) }, () => declare.program.fresh('v'));
  declare.add(`let ${names.map((name) => `${name} = 0`).join(', ')};`);
  return {
    rep:
      shape.bits <= 32
        ? smallRep(shape, names[0] as string)
        : { kind: 'bits', shape: shape as CompositeShape, words: names },
    assign: (value, block) => {
      const words = store(shape, value, block);
      block.add(names.map((name, i) => `${name} = ${words[i]};`).join(' '));
    },
  };
}

function keysOf(rep: Rep): Keys | undefined {
  if (rep.kind === 'struct') return rep.keys;
  return rep.kind === 'bits' && rep.shape.kind === 'function' ? rep.shape.keys : undefined;
}

function partsOf(rep: Rep): readonly Rep[] {
  if (rep.kind === 'struct') return rep.items;
  return structOf(rep as BitsRep & { shape: FunctionShape }).items;
}

function structHolder(keys: Keys, reps: readonly Rep[], declare: Block): Holder {
  const parts = reps.map(partsOf);
  const holders = keys.list.map((_, index) =>
    holderFor(
      parts.map((items) => items[index] as Rep),
      declare,
    ),
  );
  return {
    rep: { kind: 'struct', keys, items: holders.map((holder) => holder.rep) },
    assign: (value, block) => {
      const items = partsOf(value);
      holders.forEach((holder, index) => {
        holder.assign(items[index] as Rep, block);
      });
    },
  };
}

/** The universe of all that they can be, while it is short. */
function unionOf(reps: readonly Rep[]): Universe | undefined {
  const universes = reps.map((rep) => universeOf(rep, 256));
  const items = universes.flatMap((universe) => universe?.items ?? []);
  return universes.includes(undefined) || items.length > 4096 ? undefined : Universe.of(items);
}
