/** Habits from other languages that can be read, and mean something else here, or nothing. */

import { recordOrFunction, tupleOfVariables } from '../syntax/foreign-words.js';
import { type Span, textOf } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';

/**
 * How TLA+ says what was meant; undefined of what is meant as it stands.
 * @param unknown the name that an expression is, if nothing declares it
 * @param unread whether the text may hold what nobody evaluates, as a TLA+ module may
 */
export function habitOf(
  node: tree.Expression,
  unknown: (node: tree.Expression) => string | undefined,
  unread: boolean,
): string | undefined {
  switch (node.kind) {
    case 'infix': {
      // `a => a + 1`
      const parameter = node.operator.text === '=>' ? unknown(node.left) : undefined;
      return parameter !== undefined && mentions(node.right.span, parameter)
        ? `An operator without a name is written \`LAMBDA ${parameter} : …\`.`
        : undefined;
    }
    case 'function-set': {
      // `[x \in S -> e]`, and `[field -> 1]`
      const { domain, range } = node;
      const bound = domain.kind === 'infix' && domain.operator.text === '\\in' ? domain.left : undefined;
      if (bound !== undefined && unknown(bound) !== undefined)
        return 'A function is written `[x \\in S |-> e]`.';
      return !unread && (isNoSet(domain) || isNoSet(range)) ? recordOrFunction : undefined;
    }
    case 'record-set':
      return !unread && node.fields.some(({ value }) => isNoSet(value)) ? recordOrFunction : undefined;
    case 'prefix': {
      const names = !unread && node.operator.text === 'UNCHANGED' ? namesInSet(node.operand) : undefined;
      return names === undefined ? undefined : tupleOfVariables(names);
    }
    default:
      return undefined;
  }
}

/** Whether an expression is no set, whatever the state. */
function isNoSet({ kind }: tree.Expression): boolean {
  return (
    kind === 'number' || kind === 'string' || kind === 'boolean' || kind === 'tuple' || kind === 'record'
  );
}

/** The names of `{a, b}`. */
function namesInSet(node: tree.Expression): string[] | undefined {
  if (node.kind !== 'set' || node.elements.length === 0) return undefined;
  return node.elements.every(({ kind }) => kind === 'name')
    ? node.elements.map(({ span }) => textOf(span))
    : undefined;
}

/** Whether a name stands among the words of a text. */
function mentions(span: Span, name: string): boolean {
  return textOf(span)
    .split(/[^\p{L}\p{N}_]+/u)
    .includes(name);
}
