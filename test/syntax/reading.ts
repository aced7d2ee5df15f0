/** Texts in a test, read; what is wrong with them comes back as a person would see it. */

import { renderDiagnostic } from '../../src/report/diagnostics.js';
import { styleFor } from '../../src/report/style.js';
import { parseModule } from '../../src/syntax/parse.js';
import { Source, textOf } from '../../src/syntax/source.js';
import type * as tree from '../../src/syntax/tree.js';

export type Dialect = 'spec' | 'tla';

/** Every complaint about a text, as the tool prints it; empty when there is none. */
export function complaints(text: string, dialect: Dialect = 'spec'): string {
  return parseModule(new Source(`t.${dialect}`, text), dialect)
    .diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, styleFor(false)))
    .join('\n\n');
}

/** The module of a text that has no errors. */
export function moduleOf(text: string, dialect: Dialect = 'spec'): tree.Module {
  const { value, diagnostics } = parseModule(new Source(`t.${dialect}`, text), dialect);
  if (value === undefined || diagnostics.length > 0) throw new Error(complaints(text, dialect));
  return value;
}

/** An expression with every group in parentheses, so that the tree can be read. */
export function grouped(expression: string): string {
  const [unit] = moduleOf(`A == ${expression}`).units;
  if (unit?.kind !== 'definition') throw new Error('This is no definition.');
  return group(unit.body);
}

function group(node: tree.Expression): string {
  switch (node.kind) {
    case 'infix':
      return `(${group(node.left)} ${node.operator.text} ${group(node.right)})`;
    case 'prefix':
      return `(${node.operator.text} ${group(node.operand)})`;
    case 'postfix':
      return `(${group(node.operand)}${node.operator.text})`;
    case 'parenthesised':
      return group(node.inner);
    case 'junction':
      return `(${node.items.map(group).join(` ${node.operator} `)})`;
    case 'cross':
      return `(${node.factors.map(group).join(' \\X ')})`;
    case 'quantified':
      return `(${textOf(node.span).split(':')[0]?.trim()} : ${group(node.body)})`;
    case 'if':
      return `(IF ${group(node.condition)} THEN ${group(node.consequent)} ELSE ${group(node.alternative)})`;
    case 'application':
      return `${group(node.function)}[${node.args.map(group).join(', ')}]`;
    case 'field':
      return `${group(node.record)}.${node.field.text}`;
    default:
      return textOf(node.span).replace(/\s+/g, ' ');
  }
}
