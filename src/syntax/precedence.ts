/** From a run of operands and operators to a tree, by TLA+'s ranges of precedence. */

import type { Diagnostic } from './diagnostic.js';
import { foreign, operatorSigns } from './foreign-words.js';
import { join, type Span } from './source.js';
import { infixOperators, prefixOperators } from './symbols.js';
import type { Expression, Identifier } from './tree.js';

/** One operand with the prefix operators in front of it; suffixes are already part of the operand. */
export interface RunTerm {
  readonly prefixes: readonly Identifier[];
  readonly operand: Expression;
}

interface Pending {
  readonly operator: Identifier;
  readonly prefix: boolean;
  readonly low: number;
  readonly high: number;
  readonly associative: boolean;
}

/**
 * @param infixes the operators between the terms: one fewer than terms
 * @param report is told of a conflict; a tree comes back all the same
 */
export function buildRun(
  terms: readonly RunTerm[],
  infixes: readonly Identifier[],
  report: (diagnostic: Diagnostic) => void,
): Expression {
  const operators: Pending[] = [];
  const operands: Expression[] = [];

  const reduce = () => {
    const top = operators.pop();
    const right = operands.pop();
    if (top === undefined || right === undefined) throw new Error('A run of operators ended early.');
    if (top.prefix) {
      operands.push({
        kind: 'prefix',
        operator: top.operator,
        operand: right,
        span: join(top.operator.span, right.span),
      });
      return;
    }
    const left = operands.pop();
    if (left === undefined) throw new Error('An infix operator lost its left operand.');
    operands.push(combine(top.operator, left, right));
  };

  terms.forEach((term, index) => {
    const infix = infixes[index - 1];
    if (index > 0 && infix !== undefined) {
      const fixity = infixOperators.get(infix.text) ?? { low: 9, high: 9, associative: false };
      const next: Pending = { operator: infix, prefix: false, ...fixity };
      for (let top = operators.at(-1); top !== undefined; top = operators.at(-1)) {
        if (top.low > next.high) reduce();
        else if (top.high < next.low) break;
        else {
          // `SUBSET S \cup T` is `(SUBSET S) \cup T`, though both have precedence 8.
          const chain = top.prefix
            ? top.low === top.high
            : top.operator.text === next.operator.text && next.associative;
          if (!chain) report(conflict(top.operator, next.operator, infixes[index - 2]));
          reduce();
        }
      }
      operators.push(next);
    }
    for (const prefix of term.prefixes) {
      const operator = prefix.text === '-' ? { ...prefix, text: '-.' } : prefix;
      const fixity = prefixOperators.get(operator.text) ?? { low: 4, high: 4 };
      operators.push({ operator, prefix: true, associative: true, ...fixity });
    }
    operands.push(term.operand);
  });
  while (operators.length > 0) reduce();
  const [result] = operands;
  if (result === undefined) throw new Error('A run has at least one operand.');
  return result;
}

/** `A \X B \X C` is one product of three. */
function combine(operator: Identifier, left: Expression, right: Expression): Expression {
  const span: Span = join(left.span, right.span);
  if (operator.text === '\\X') {
    const factors = left.kind === 'cross' ? [...left.factors, right] : [left, right];
    return { kind: 'cross', factors, span };
  }
  return { kind: 'infix', operator, instances: [], left, right, span };
}

/** @param between the infix operator in front of the second one */
function conflict(first: Identifier, second: Identifier, between: Identifier | undefined): Diagnostic {
  if (between !== undefined && between !== first && /^[&|]/.test(between.text)) {
    const { text, span } = between;
    const filter =
      first.text === '\\in' && text === '|' ? ', a set of those that have P `{x \\in S : P(x)}`' : '';
    return foreign(
      text,
      span,
      `${/&/.test(text) ? 'And' : 'Or'} is written \`${operatorSigns.get(text)}\`${filter}.`,
    );
  }
  const same = first.text === second.text;
  const lists = [first.text, second.text].every((text) => text === '/\\' || text === '\\/');
  return {
    code: 'precedence-conflict',
    severity: 'error',
    message: same
      ? `\`${first.text}\` cannot be chained: TLA+ does not say how \`a ${first.text} b ${first.text} c\` groups.`
      : `\`${first.text}\` and \`${second.text}\` stand side by side, and TLA+ gives neither precedence.`,
    span: second.span,
    hint: lists && !same ? 'Add parentheses, or give each list a column of its own.' : 'Add parentheses.',
    related: [{ message: `the other operator`, span: first.span }],
  };
}
