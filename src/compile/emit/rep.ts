/** What is known of a value while code is written: how the running program holds it. */

import { Atom, type Box, BoxFunction, BoxSet, type Keys } from '../boxes/box.js';
import type { CompositeShape, Universe } from '../layout/shape.js';

export type Rep =
  | ConstantRep
  | { readonly kind: 'bool'; readonly js: string }
  /** A safe integer within these bounds. */
  | IntegerRep
  /** An index in a universe. */
  | EnumRep
  /** A function, a set or a sequence in packed words. */
  | BitsRep
  /** A number of the table of values. */
  | { readonly kind: 'interned'; readonly js: string }
  /** A function, tuple or record that is not put together: its parts are known one by one. */
  | StructRep
  /** `{a, b, c}`, not put together. */
  | { readonly kind: 'listed'; readonly items: readonly Rep[] }
  /** A function that is found value by value as it is asked for. */
  | LazyRep
  | BoxRep;

export interface LazyRep {
  readonly kind: 'lazy';
  readonly js: string;
  /** Code of the function that counts in how many ways its body is satisfied, where it is an action (applied.ts). */
  readonly count?: string;
}

export interface BoxRep {
  readonly kind: 'box';
  readonly js: string;
  /** The name of a function that gives the same, or where it is a set that is only looked at, an object to look at (look.ts). */
  readonly later?: string;
}

export interface ConstantRep {
  readonly kind: 'constant';
  readonly box: Box;
}

export interface IntegerRep {
  readonly kind: 'integer';
  readonly js: string;
  readonly low: number;
  readonly high: number;
}

export interface EnumRep {
  readonly kind: 'enum';
  readonly js: string;
  readonly universe: Universe;
}

export interface BitsRep {
  readonly kind: 'bits';
  readonly shape: CompositeShape;
  /** Each an unsigned or signed 32-bit integer; unused bits are zero. */
  readonly words: readonly string[];
  /** The word that it is a part of, and at which bit: parts of it are read from there. */
  readonly within?: { readonly word: string; readonly shift: number };
  /** Of a set: the members that it may have, by their index in the universe; absent: any. */
  readonly members?: readonly number[];
  /** Code of an array and an index where the words lie side by side, if they do. */
  readonly memory?: { readonly array: string; readonly index: string };
}

export interface StructRep {
  readonly kind: 'struct';
  readonly keys: Keys;
  readonly items: readonly Rep[];
}

export function constant(box: Box): ConstantRep {
  return { kind: 'constant', box };
}

export function boolean(js: string): Rep {
  return js === 'true' || js === 'false' ? constant(js === 'true') : { kind: 'bool', js };
}

export function boxed(js: string): BoxRep {
  return { kind: 'box', js };
}

/** Model values of a type are a kind of their own; those of none can be compared with everything. */
export type Kind = 'boolean' | 'integer' | 'string' | 'atom' | `atom ${string}` | 'set' | 'function';

function kindOfBox(box: Box): Kind {
  switch (typeof box) {
    case 'boolean':
      return 'boolean';
    case 'number':
    case 'bigint':
      return 'integer';
    case 'string':
      return 'string';
    default:
      if (box instanceof Atom) return box.type === undefined ? 'atom' : `atom ${box.type}`;
      return box instanceof BoxFunction ? 'function' : 'set';
  }
}

const universeKinds = new WeakMap<Universe, ReadonlySet<Kind>>();

function kindsOfUniverse(universe: Universe): ReadonlySet<Kind> {
  let kinds = universeKinds.get(universe);
  if (kinds === undefined) {
    kinds = new Set(universe.items.map(kindOfBox));
    universeKinds.set(universe, kinds);
  }
  return kinds;
}

/** The kinds that the value may be of; undefined: any. */
export function kindsOf(rep: Rep): ReadonlySet<Kind> | undefined {
  switch (rep.kind) {
    case 'constant':
      return new Set([kindOfBox(rep.box)]);
    case 'bool':
      return new Set(['boolean']);
    case 'integer':
      return new Set(['integer']);
    case 'enum':
      return kindsOfUniverse(rep.universe);
    case 'bits':
      return new Set([rep.shape.kind === 'mask' ? 'set' : 'function']);
    case 'listed':
      return new Set(['set']);
    case 'struct':
    case 'lazy':
      return new Set(['function']);
    default:
      return undefined;
  }
}

/** Whether `=` can never fail on these two: they are of one kind, or a model value without a type is about. */
export function comparable(left: Rep, right: Rep): boolean {
  const a = kindsOf(left);
  const b = kindsOf(right);
  if (a === undefined || b === undefined) return false;
  for (const kind of a)
    for (const other of b) if (kind !== other && kind !== 'atom' && other !== 'atom') return false;
  return true;
}

/** Whether the members of a constant set can be gone through. */
export function listOf(box: Box): readonly Box[] | undefined {
  if (!(box instanceof BoxSet)) return undefined;
  try {
    return box.members();
  } catch {
    return undefined;
  }
}
