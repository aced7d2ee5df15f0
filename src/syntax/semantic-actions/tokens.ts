/** What the grammar matched as a token to its tree: names, operators, numbers, strings. */

import type * as ohm from 'ohm-js';
import type * as tree from '../tree.js';
import { type Built, identifier, one, spanOf, textOf } from './nodes.js';

export const tokens: ohm.ActionDict<Built> = {
  name: function (_sign, _text) {
    return identifier(this);
  },
  fieldName: function (_first, _rest) {
    return identifier(this);
  },
  operator: function (_sign, _text) {
    return identifier(this);
  },
  prefix: function (_sign, _text) {
    return identifier(this);
  },
  postfix: function (_sign, _text) {
    return identifier(this);
  },
  infix: (operator) => one(operator),
  number: function (_sign): tree.NumberLiteral {
    return { kind: 'number', value: numberOf(textOf(this)), span: spanOf(this) };
  },
  string: function (_sign): tree.StringLiteral {
    return { kind: 'string', value: textOf(this), span: spanOf(this) };
  },
};

function numberOf(text: string): bigint | undefined {
  if (text.includes('.')) return undefined;
  if (!text.startsWith('\\')) return BigInt(text);
  const radix = text.charAt(1).toLowerCase();
  return BigInt(`0${radix === 'h' ? 'x' : radix}${text.slice(2)}`);
}
