/** The meaning of the primitives of TLCExt, Randomization, Bitwise, Json, CSV, IOUtils, SVG, Reals and Toolbox. */

import { hash } from 'immutable';
import { EvaluationFault } from '../../checker/model.js';
import { printShort, printValue } from '../values/print.js';
import { NamedSet } from '../values/symbolic.js';
import { FiniteSet, FunctionValue, integer, ModelValue, SetValue, type Value } from '../values/value.js';
import { traceOf } from './behaviour.js';
import { drawn, randomSubsets } from './chance.js';
import { article, fault } from './fault.js';
import { FileRefusal, readAllowed } from './files.js';
import { fromJson, jsonArray, jsonObject, toJson } from './json.js';
import { functionArg, integerArg, type Meaning, type PrimitiveCall, setArg, smallArg } from './operands.js';
import { answered } from './run.js';

/** Integers are the only real numbers that can be computed with. */
const reals = new NamedSet('Real', (value) => typeof value === 'number' || typeof value === 'bigint');

function stringArg(call: PrimitiveCall, index: number): string {
  const value = call.value(index);
  if (typeof value === 'string') return value;
  return fault(
    'not-a-string',
    `\`${call.operator}\` needs a string, and \`${printShort(value)}\` is ${article(value)}.`,
    call.span,
  );
}

function bits(operate: (left: bigint, right: bigint) => bigint): Meaning {
  return (call) => {
    const [left, right] = [integerArg(call, 0), integerArg(call, 1)];
    for (const operand of [left, right]) {
      if (operand < 0n)
        fault(
          'negative',
          `\`${call.operator}\` needs numbers of zero or more, and got ${operand}.`,
          call.span,
        );
    }
    return integer(operate(left, right));
  };
}

/** @param at index of the argument behind which the folders stand that may be read */
function fileText(call: PrimitiveCall, path: string, at: number): string {
  const folders: string[] = [];
  for (let index = at; index < call.count; index++) folders.push(stringArg(call, index));
  try {
    return readAllowed(path, folders);
  } catch (error) {
    if (error instanceof FileRefusal) return fault('refused', error.message, call.span);
    throw error;
  }
}

function parsed(call: PrimitiveCall, path: string, text: string): Value {
  try {
    return fromJson(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fault('not-json', `\`${path}\` cannot be read as JSON: ${why}.`, call.span);
  }
}

const writes: Meaning = (call) =>
  fault('refused', `\`${call.operator}\` would write a file, and a specification never may.`, call.span);
const executes: Meaning = (call) =>
  fault('refused', `\`${call.operator}\` would run a program, and a specification never may.`, call.span);
const unknown: Meaning = (call) =>
  fault('unsupported', `\`${call.operator}\` has no meaning here: it is for TLC's debugger.`, call.span);

function field(value: Value, name: string): Value | undefined {
  return value instanceof FunctionValue ? value.get(name) : undefined;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<']/g, (sign) => escapes[sign] ?? sign);

function svg(call: PrimitiveCall, element: Value): string {
  const [name, attributes, children, text] = ['name', 'attrs', 'children', 'innerText'].map((key) =>
    field(element, key),
  );
  if (typeof name !== 'string' || !(attributes instanceof FunctionValue))
    return fault('not-svg', `\`${printShort(element)}\` is no element of an SVG picture.`, call.span);
  const pairs = attributes.domain.elements().map((key) => {
    const value = attributes.get(key);
    return ` ${String(key)}='${escaped(typeof value === 'string' ? value : printValue(value ?? ''))}'`;
  });
  const inner = children instanceof FunctionValue ? (children.items() ?? []) : [];
  const content = inner.map((child) => svg(call, child)).join('');
  return `<${name}${pairs.join('')}>${escaped(typeof text === 'string' ? text : '')}${content}</${name}>`;
}

export const extensions: Readonly<Record<string, Meaning>> = {
  // ── Reals ──
  Real: () => reals,
  Infinity: () => ModelValue.of('Infinity'),
  '/': (call) => {
    const [left, right] = [integerArg(call, 0), integerArg(call, 1)];
    if (right === 0n) fault('division-by-zero', '`/` by zero.', call.span);
    if (left % right !== 0n)
      fault(
        'real-number',
        `\`${left} / ${right}\` is no integer, and other reals cannot be evaluated.`,
        call.span,
      );
    return integer(left / right);
  },

  // ── TLCExt and Toolbox ──
  AssertError: (call) => {
    const wanted = stringArg(call, 0);
    try {
      call.value(1);
    } catch (error) {
      if (!(error instanceof EvaluationFault)) throw error;
      if (error.message === wanted) return true;
      return fault(
        'assert',
        `The error was expected to be "${wanted}", and is "${error.message}".`,
        call.span,
      );
    }
    return true;
  },
  TLCModelValue: (call) => ModelValue.of(stringArg(call, 0)),
  TLCFP: (call) => hash(call.value(0)),
  TLCGetOrDefault: (call) => call.run.get(call.value(0)) ?? call.value(1),
  TLCGetAndSet: (call) => {
    const key = call.value(0);
    const old = call.run.get(key) ?? call.value(3);
    call.run.set(key, call.apply(1)(old, call.value(2)));
    return old;
  },
  Trace: (call) => {
    const states = call.run.behaviour?.();
    if (states === undefined)
      return fault('no-state', '`Trace` is evaluated where no state has been found yet.', call.span);
    return FunctionValue.sequence(states);
  },
  CounterExample: (call) => call.run.counterExample,
  ToTrace: (call) =>
    traceOf(call.value(0)) ??
    fault('not-a-counterexample', '`ToTrace` needs what `CounterExample` is.', call.span),
  TLCEvalDefinition: unknown,
  _TETrace: (call) =>
    fault(
      'unsupported',
      '`_TETrace` is given by a configuration, as in `_TETrace <- MyTrace`, and here is none.',
      call.span,
    ),

  // ── chance ──
  RandomElement: (call) =>
    drawn(call, setArg(call, 0), 1)[0] ?? fault('too-few', '`RandomElement` of the empty set.', call.span),
  RandomSubset: (call) => FiniteSet.of(drawn(call, setArg(call, 1), smallArg(call, 0))),
  RandomSetOfSubsets: randomSubsets,
  TestRandomSetOfSubsets: (call) =>
    FunctionValue.sequence(Array.from({ length: 5 }, () => randomSubsets(call).size)),

  // ── Bitwise ──
  '&': bits((a, b) => a & b),
  '|': bits((a, b) => a | b),
  '^^': bits((a, b) => a ^ b),
  shiftR: bits((a, b) => a >> b),
  // Of the bits that the number has.
  Not: (call) => {
    const value = integerArg(call, 0);
    return integer(value ^ ((1n << BigInt(value === 0n ? 0 : value.toString(2).length)) - 1n));
  },

  // ── files ──
  ToJson: (call) => toJson(call.value(0)),
  ToJsonArray: (call) => {
    const value = call.value(0);
    return value instanceof SetValue ? toJson(value) : jsonArray(functionArg(call, 0));
  },
  ToJsonObject: (call) => jsonObject(functionArg(call, 0)),
  JsonDeserialize: (call) => {
    const path = stringArg(call, 0);
    return parsed(call, path, fileText(call, path, 1));
  },
  ndJsonDeserialize: (call) => {
    const path = stringArg(call, 0);
    const lines = fileText(call, path, 1).split(/\r?\n/);
    return FunctionValue.sequence(
      lines.filter((line) => line.trim() !== '').map((line) => parsed(call, path, line)),
    );
  },
  CSVRead: (call) => {
    const columns = functionArg(call, 0).items() ?? [];
    const delimiter = stringArg(call, 1);
    const rows = fileText(call, stringArg(call, 2), 3).trimEnd().split(/\r?\n/);
    return FunctionValue.sequence(
      rows.map((row) => {
        const cells = row.split(delimiter);
        return new FunctionValue(
          FunctionValue.sequence([]).map.withMutations((map) => {
            columns.forEach((column, index) => {
              map.set(column, cells[index] ?? '');
            });
          }),
        );
      }),
    );
  },
  CSVRecords: (call) =>
    fileText(call, stringArg(call, 0), 1)
      .split(/\r?\n/)
      .filter((line) => line !== '').length,
  Deserialize: (call) =>
    FunctionValue.record([
      ['exitValue', 0],
      ['stdout', fileText(call, stringArg(call, 0), 2)],
      ['stderr', ''],
    ]),
  JsonSerialize: writes,
  ndJsonSerialize: writes,
  CSVWrite: writes,
  CSVWriteRecord: writes,
  IOSerialize: writes,
  Serialize: writes,
  IODeserialize: (call) =>
    fault('refused', "`IODeserialize` reads TLC's own binary files: use JSON.", call.span),
  IOExec: executes,
  IOEnvExec: executes,
  IOExecTemplate: executes,
  IOEnvExecTemplate: executes,
  // What runs the checker is none of a specification's business: it sees no variables of the environment.
  IOEnv: () => FunctionValue.sequence([]),
  atoi: (call) => {
    const text = stringArg(call, 0);
    if (!/^-?\d+$/.test(text)) fault('not-an-integer', `"${text}" is no integer.`, call.span);
    return integer(BigInt(text));
  },
  zeroPadN: (call) => String(integerArg(call, 0)).padStart(smallArg(call, 1), '0'),

  // ── SVG ──
  SVGElemToString: (call) => svg(call, call.value(0)),
  NodeOfRingNetwork: (call) => {
    const [cx = 0, cy = 0, r = 0, n = 0, m = 1] = [0, 1, 2, 3, 4].map((index) => smallArg(call, index));
    const angle = (2 * Math.PI * n) / m;
    return FunctionValue.record([
      ['x', Math.round(cx + r * Math.cos(angle))],
      ['y', Math.round(cy + r * Math.sin(angle))],
    ]);
  },
};

/** For TLCGet and TLCSet, whose keys are names and numbers. */
export const registers: Readonly<Record<string, Meaning>> = {
  TLCGet: (call) => {
    const key = call.value(0);
    const unknown =
      typeof key === 'string' ? `, and TLCGet itself knows ${answered.map(printShort).join(', ')}` : '';
    return (
      call.run.get(key) ??
      fault(
        'no-register',
        `\`TLCGet(${printShort(key)})\`: nothing has been set under this key${unknown}.`,
        call.span,
      )
    );
  },
  TLCSet: (call) => {
    call.run.set(call.value(0), call.value(1));
    return true;
  },
  JavaTime: () => Math.floor(Date.now() / 1000),
  Any: (call) => fault('unsupported', '`Any` is every value: it cannot be gone through.', call.span),
};
