/** Values of every kind, nested, with many equal ones among them. */

import fc from 'fast-check';
import { FiniteSet, FunctionValue, integer, ModelValue, type Value } from '../../src/values/value.js';

export const integerValues: fc.Arbitrary<Value> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 1, arbitrary: fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(integer) },
  { weight: 1, arbitrary: fc.bigInt({ min: 2n ** 53n - 2n, max: 2n ** 53n + 2n }).map(integer) },
);

export const stringValues: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom('', 'a', 'b', 'IF', '1', 'a b'),
  fc.string({ maxLength: 4 }),
  // No file with a NUL in it is read as a spec.
  fc.string({ unit: 'binary', maxLength: 3 }).map((text) => text.replaceAll('\0', '')),
);

const model = ['m1', 'm2', 'm3'].map((name) => ModelValue.of(name));

const tree = fc.letrec<{ value: Value }>((again) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.boolean(),
    integerValues,
    stringValues,
    fc.constantFrom(...model),
    fc.array(again('value'), { maxLength: 3 }).map((members) => FiniteSet.of(members)),
    fc.array(again('value'), { maxLength: 3 }).map((items) => FunctionValue.sequence(items)),
    fc
      .array(fc.tuple(again('value'), again('value')), { maxLength: 3 })
      .map((pairs) =>
        pairs.reduce((f, [key, item]) => new FunctionValue(f.map.set(key, item)), FunctionValue.sequence([])),
      ),
    fc
      .dictionary(fc.constantFrom('a', 'b', 'IF', '_x', '1a'), again('value'), { maxKeys: 3 })
      .map((fields) => FunctionValue.record(Object.entries(fields))),
  ),
}));

/** The names of the model values that occur. */
export const modelValueNames = model.map((value) => value.name);

export const values: fc.Arbitrary<Value> = tree.value;
