/** What the grammar matched as a token to its tree: names, operators, numbers, strings. */

import type * as ohm from 'ohm-js';
import type * as tree from '../tree.js';
import { type Built, identifier, one, spanOf, tokenAt } from './nodes.js';

export const tokens: ohm.ActionDict<Built> = {
  name: function (_sign, _text) {
    return identifier(this, this.sourceString.slice(1));
  },
  fieldName: function (_first, _rest) {
    return identifier(this, this.sourceString.replace(/^[$~]/, ''));
  },
  operator: function (_sign, _text) {
    return identifier(this, this.sourceString.slice(1));
  },
  prefix: function (_sign, _text) {
    return identifier(this, this.sourceString.slice(1));
  },
  postfix: function (_sign, _text) {
    return identifier(this, this.sourceString.slice(1));
  },
  infix: (operator) => one(operator),
  number: function (_sign, _text): tree.NumberLiteral {
    return { kind: 'number', value: numberOf(this.sourceString.slice(1)), span: spanOf(this) };
  },
  string: function (_sign, _index): tree.StringLiteral {
    const token = tokenAt(Number(this.sourceString.slice(1)));
    return { kind: 'string', value: token?.text ?? '', span: spanOf(this) };
  },
};

function numberOf(text: string): bigint | undefined {
  if (text.includes('.')) return undefined;
  if (!text.startsWith('\\')) return BigInt(text);
  const radix = text.charAt(1).toLowerCase();
  return BigInt(`0${radix === 'h' ? 'x' : radix}${text.slice(2)}`);
}
