/** Constants and layouts as data that can cross to another thread: values by their numbers in the shared table. */

import { Combination, Filtered } from '../values/open-sets.js';
import {
  booleans,
  FunctionSpace,
  InfiniteFunctionSpace,
  Interval,
  integers,
  NamedSet,
  naturals,
  PowerSet,
  SequenceSpace,
  strings,
} from '../values/symbolic.js';
import type { SetValue } from '../values/value.js';
import { type Box, fail, Keys } from './boxes/box.js';
import { toBox, toValue } from './boxes/convert.js';
import { SymbolicBox } from './boxes/symbolic.js';
import type { ValueTable } from './boxes/table.js';
import type { Constant } from './emit/program.js';
import type { Field, Layout } from './layout/layout.js';
import {
  bool,
  enumShape,
  functionShape,
  integerShape,
  interned,
  maskShape,
  type Shape,
  sequenceShape,
  Universe,
} from './layout/shape.js';

export type PackedConstant =
  | { readonly kind: 'box'; readonly id: number }
  | { readonly kind: 'symbolic'; readonly set: PackedSet }
  | { readonly kind: 'number'; readonly id: number }
  | { readonly kind: 'keys' | 'universe'; readonly ids: readonly number[] }
  | { readonly kind: 'numbers'; readonly numbers: Int32Array }
  | { readonly kind: 'cache'; readonly inputs: number };

/** A set that is known by what belongs to it. */
type PackedSet =
  | { readonly kind: 'listed'; readonly id: number }
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'interval'; readonly low: number | bigint; readonly high: number | bigint }
  | { readonly kind: 'power' | 'sequences'; readonly base: PackedSet }
  | {
      readonly kind: 'functions';
      readonly fields: readonly { readonly key: number; readonly set: PackedSet }[];
      readonly description: string;
    }
  | { readonly kind: 'infinite-functions'; readonly domain: PackedSet; readonly range: PackedSet }
  | {
      readonly kind: 'combination';
      readonly operator: Combination['operator'];
      readonly left: PackedSet;
      readonly right: PackedSet;
    };

type PackedShape =
  | { readonly kind: 'bool' | 'interned' }
  | { readonly kind: 'integer'; readonly low: number; readonly high: number }
  | { readonly kind: 'enum' | 'mask'; readonly ids: readonly number[] }
  | { readonly kind: 'function'; readonly keys: readonly number[]; readonly items: readonly PackedShape[] }
  | { readonly kind: 'sequence'; readonly item: PackedShape; readonly most: number };

export interface PackedField {
  readonly word: number;
  readonly shift: number;
  readonly shape: PackedShape;
}

/** Whether another thread can have it: a set that is known only by a test cannot leave its own. */
export function isSendable(constant: Constant): boolean {
  return constant.kind !== 'box' || !(constant.box instanceof SymbolicBox) || isSendableSet(constant.box.set);
}

function isSendableSet(set: SetValue): boolean {
  if (set instanceof NamedSet) return namedSets.has(set.description);
  if (set instanceof PowerSet || set instanceof SequenceSpace) return isSendableSet(set.base);
  if (set instanceof FunctionSpace) return set.fields.every(([, values]) => isSendableSet(values));
  if (set instanceof InfiniteFunctionSpace) return isSendableSet(set.domain) && isSendableSet(set.range);
  if (set instanceof Combination) return isSendableSet(set.left) && isSendableSet(set.right);
  return !(set instanceof Filtered);
}

/** @throws Trouble for a set that is known only by a test: it cannot leave its thread */
export function encodeConstants(constants: readonly Constant[], table: ValueTable): PackedConstant[] {
  return constants.map((constant): PackedConstant => {
    switch (constant.kind) {
      case 'box':
        return constant.box instanceof SymbolicBox
          ? { kind: 'symbolic', set: encodeSet(constant.box.set, table) }
          : { kind: 'box', id: table.idOf(constant.box) };
      case 'number':
        return { kind: 'number', id: table.idOf(constant.box) };
      case 'keys':
        return { kind: 'keys', ids: idsOf(constant.keys.list, table) };
      case 'universe':
        return { kind: 'universe', ids: idsOf(constant.universe.items, table) };
      default:
        return constant;
    }
  });
}

export function decodeConstants(packed: readonly PackedConstant[], table: ValueTable): Constant[] {
  return packed.map((constant): Constant => {
    switch (constant.kind) {
      case 'box':
        return { kind: 'box', box: table.value(constant.id) };
      case 'number':
        return { kind: 'number', box: table.value(constant.id) };
      case 'symbolic':
        return { kind: 'box', box: toBox(decodeSet(constant.set, table)) };
      case 'keys':
        return { kind: 'keys', keys: Keys.of(boxesOf(constant.ids, table)) };
      case 'universe':
        return { kind: 'universe', universe: Universe.of(boxesOf(constant.ids, table)) };
      default:
        return constant;
    }
  });
}

function encodeSet(set: SetValue, table: ValueTable): PackedSet {
  const inner = (part: SetValue) => encodeSet(part, table);
  if (set instanceof NamedSet) return { kind: 'named', name: set.description };
  if (set instanceof Interval) return { kind: 'interval', low: set.low, high: set.high };
  if (set instanceof PowerSet) return { kind: 'power', base: inner(set.base) };
  if (set instanceof SequenceSpace) return { kind: 'sequences', base: inner(set.base) };
  if (set instanceof FunctionSpace) {
    const fields = set.fields.map(([key, values]) => ({ key: table.idOf(toBox(key)), set: inner(values) }));
    return { kind: 'functions', fields, description: set.description };
  }
  if (set instanceof InfiniteFunctionSpace)
    return { kind: 'infinite-functions', domain: inner(set.domain), range: inner(set.range) };
  if (set instanceof Combination)
    return { kind: 'combination', operator: set.operator, left: inner(set.left), right: inner(set.right) };
  return { kind: 'listed', id: table.idOf(toBox(set)) };
}

const namedSets: ReadonlyMap<string, SetValue> = new Map(
  [naturals, integers, strings, booleans].map((set) => [set.description, set]),
);

function decodeSet(set: PackedSet, table: ValueTable): SetValue {
  const inner = (part: PackedSet) => decodeSet(part, table);
  switch (set.kind) {
    case 'listed':
      return toValue(table.value(set.id)) as SetValue;
    case 'named':
      return namedSets.get(set.name) ?? fail();
    case 'interval':
      return new Interval(set.low, set.high);
    case 'power':
      return new PowerSet(inner(set.base));
    case 'sequences':
      return new SequenceSpace(inner(set.base));
    case 'functions': {
      const fields = set.fields.map(
        ({ key, set: values }) => [toValue(table.value(key)), inner(values)] as const,
      );
      return new FunctionSpace(fields, () => set.description);
    }
    case 'infinite-functions':
      return new InfiniteFunctionSpace(inner(set.domain), inner(set.range));
    case 'combination':
      return new Combination(set.operator, inner(set.left), inner(set.right));
  }
}

export function encodeLayout(layout: Layout, table: ValueTable): PackedField[] {
  return layout.fields.map(({ word, shift, shape }) => ({ word, shift, shape: encodeShape(shape, table) }));
}

export function decodeLayout(fields: readonly PackedField[], width: number, table: ValueTable): Layout {
  return {
    width,
    fields: fields.map(
      ({ word, shift, shape }): Field => ({ word, shift, shape: decodeShape(shape, table) }),
    ),
  };
}

function encodeShape(shape: Shape, table: ValueTable): PackedShape {
  switch (shape.kind) {
    case 'bool':
    case 'interned':
      return { kind: shape.kind };
    case 'integer':
      return { kind: 'integer', low: shape.low, high: shape.high };
    case 'enum':
    case 'mask':
      return { kind: shape.kind, ids: idsOf(shape.universe.items, table) };
    case 'function':
      return {
        kind: 'function',
        keys: idsOf(shape.keys.list, table),
        items: shape.items.map((item) => encodeShape(item, table)),
      };
    case 'sequence':
      return { kind: 'sequence', item: encodeShape(shape.item, table), most: shape.most };
  }
}

function decodeShape(shape: PackedShape, table: ValueTable): Shape {
  switch (shape.kind) {
    case 'bool':
      return bool;
    case 'interned':
      return interned;
    case 'integer':
      return integerShape(shape.low, shape.high);
    case 'enum':
      return enumShape(Universe.of(boxesOf(shape.ids, table)));
    case 'mask':
      return maskShape(Universe.of(boxesOf(shape.ids, table)));
    case 'function':
      return functionShape(
        Keys.of(boxesOf(shape.keys, table)),
        shape.items.map((item) => decodeShape(item, table)),
      );
    case 'sequence':
      return sequenceShape(decodeShape(shape.item, table), shape.most);
  }
}

function idsOf(boxes: readonly Box[], table: ValueTable): number[] {
  return boxes.map((box) => table.idOf(box));
}

function boxesOf(ids: readonly number[], table: ValueTable): Box[] {
  return ids.map((id) => table.value(id));
}
