/** Values as TLA+ that can be pasted back. */

import { type FunctionValue, ModelValue, SetValue, type Value } from './value.js';

export function printValue(value: Value): string {
  return print(value, Number.POSITIVE_INFINITY, '');
}

/** For a message or a label: cut where it is long. */
export function printShort(value: Value): string {
  const text = printValue(value);
  return text.length <= 120 ? text : `${text.slice(0, 117)}…`;
}

/** As {@link printValue}, over lines where it is longer than `width`; lines after the first are indented by `indent`. */
export function layoutValue(value: Value, width: number, indent = ''): string {
  return print(value, width, indent);
}

/**
 * `name = value` over lines: the value behind the sign, or, where that makes lines too long, below.
 * @param indent of the name, which is put before lines after the first only
 */
export function layoutNamed(name: string, value: Value, width: number, indent: string): string {
  const beside = layoutValue(value, width, indent + ' '.repeat(name.length + 3));
  const [first = '', ...rest] = beside.split('\n');
  const head = indent.length + name.length + 3 + first.length;
  if (Math.max(head, ...rest.map((line) => line.length)) <= width) return `${name} = ${beside}`;
  const inner = `${indent}  `;
  return `${name} =\n${inner}${layoutValue(value, width, inner)}`;
}

function print(value: Value, width: number, indent: string): string {
  switch (typeof value) {
    case 'boolean':
      return value ? 'TRUE' : 'FALSE';
    case 'number':
    case 'bigint':
      return String(value);
    case 'string':
      return quote(value);
    default:
  }
  if (value instanceof ModelValue) return value.name;
  if (value instanceof SetValue) {
    if (!value.enumerable) return value.description;
    return bracket(
      '{',
      '}',
      value.elements().map((element) => ['', element] as const),
      width,
      indent,
    );
  }
  return printFunction(value, width, indent);
}

function printFunction(value: FunctionValue, width: number, indent: string): string {
  if (!value.domain.enumerable) return `[x \\in ${value.domain.description} |-> …]`;
  const items = value.items();
  if (items !== undefined)
    return bracket(
      '<<',
      '>>',
      items.map((item) => ['', item] as const),
      width,
      indent,
    );
  const keys = value.domain.elements();
  const pairs = keys.flatMap((key) => {
    const item = value.get(key);
    return item === undefined ? [] : [[key, item] as const];
  });
  if (keys.every((key) => typeof key === 'string' && /^(?![0-9_]*$)[A-Za-z0-9_]+$/.test(key))) {
    return bracket(
      '[',
      ']',
      pairs.map(([key, item]) => [`${String(key)} |-> `, item] as const),
      width,
      indent,
    );
  }
  const entries = pairs.map(
    ([key, item]) => [`${print(key, Number.POSITIVE_INFINITY, '')} :> `, item] as const,
  );
  return bracket('(', ')', entries, width, indent, ' @@ ');
}

function bracket(
  open: string,
  close: string,
  entries: readonly (readonly [string, Value])[],
  width: number,
  indent: string,
  separator = ', ',
): string {
  const line = `${open}${entries.map(([label, value]) => label + print(value, Number.POSITIVE_INFINITY, '')).join(separator)}${close}`;
  if (line.length + indent.length <= width || entries.length === 0) return line;
  const inner = indent + ' '.repeat(open.length + 1);
  if (entries.every(([label, value]) => label === '' && isAtom(value)))
    return `${open} ${filled(
      entries.map(([, value]) => printValue(value)),
      width - close.length - 1,
      inner,
    )} ${close}`;
  // What stands behind an item needs room too.
  const room = width - Math.max(separator.trimEnd().length, close.length + 1);
  const lines = entries.map(([label, value]) => label + print(value, room, inner + ' '.repeat(label.length)));
  return `${open} ${lines.join(`${separator.trimEnd()}\n${inner}`)} ${close}`;
}

/** What is no set and no function: it has one line in any case. */
function isAtom(value: Value): boolean {
  return typeof value !== 'object' || value instanceof ModelValue;
}

/** As many on a line as there is room for. */
function filled(texts: readonly string[], width: number, indent: string): string {
  const lines: string[] = [];
  let line = '';
  texts.forEach((text, index) => {
    const item = index === texts.length - 1 ? text : `${text},`;
    if (line !== '' && indent.length + line.length + 1 + item.length > width) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? item : ` ${item}`;
  });
  return [...lines, line].join(`\n${indent}`);
}

function quote(text: string): string {
  const escapes: Record<string, string> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '\f': '\\f' };
  return `"${text.replace(/["\\\n\t\r\f]/g, (c) => escapes[c] ?? `\\${c}`)}"`;
}
