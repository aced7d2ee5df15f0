/** How expressions are laid out. */

import type * as tree from '../syntax/tree.js';
import { align, choice, type Doc, fill, follow, group, hardLine, join, line, nest } from './document.js';
import type { Tokens } from './tokens.js';

/** Operators that are written without blanks around them. */
const tight = new Set(['..']);
/** Operators whose right side goes, if need be, to lines of its own below them. */
const implications = new Set(['=>', '<=>', '~>', '-+->']);
const relations = new Set(
  (
    '= # < > <= >= \\in \\notin \\subseteq \\subset \\supseteq \\supset \\sqsubset \\sqsupset \\sqsubseteq \\sqsupseteq ' +
    '\\prec \\succ \\preceq \\succeq \\ll \\gg \\sim \\simeq \\approx \\cong \\doteq \\propto \\asymp |- |= -| =| ::= :='
  ).split(' '),
);

/** Writes an expression, token by token: what the tree says must come next is taken from the text, with its comments. */
export class Expressions {
  constructor(
    private readonly tokens: Tokens,
    /** Definitions of a LET. */
    private readonly unit: (unit: tree.LetIn['units'][number], pad: number) => Doc,
  ) {}

  doc(node: tree.Expression): Doc {
    const { tokens } = this;
    switch (node.kind) {
      case 'number':
      case 'string':
      case 'boolean':
      case 'at':
      case 'operator-symbol':
        return tokens.take();
      case 'name':
        return this.path(node.path);
      case 'prefix':
        return this.prefix(node);
      case 'infix':
        return this.infix(node);
      case 'cross':
        return this.chain(node.factors);
      case 'postfix':
        return this.postfix(node);
      case 'junction':
        return align(
          join(
            hardLine,
            node.items.map((item) => {
              tokens.beginLine();
              return [tokens.take('apart'), ' ', align(this.doc(item))];
            }),
          ),
        );
      case 'parenthesised':
        return [tokens.take(), align(this.doc(node.inner)), tokens.take()];
      case 'quantified':
      case 'temporal-quantified':
        return this.quantified(node);
      case 'choose':
        return this.headed([tokens.take(), ' ', this.bound(node.bound), ' ', tokens.take()], node.body);
      case 'lambda':
        return this.headed(
          [tokens.take(), ' ', this.names(node.parameters.length), ' ', tokens.take()],
          node.body,
        );
      case 'set':
      case 'tuple':
        return this.list(node.elements);
      case 'filter':
        return this.bracket(() => [
          this.bound(node.bound),
          ' ',
          tokens.take(),
          nest(2, line, this.doc(node.body)),
        ]);
      case 'map':
        return this.bracket(() => [
          align(this.doc(node.body)),
          ' ',
          tokens.take(),
          nest(2, line, this.bounds(node.bounds)),
        ]);
      case 'function':
        return this.bracket(() => [
          this.bounds(node.bounds),
          ' ',
          tokens.take(),
          nest(2, line, this.doc(node.body)),
        ]);
      case 'function-set':
        return this.bracket(() => [
          align(this.doc(node.domain)),
          ' ',
          tokens.take(),
          nest(2, line, this.doc(node.range)),
        ]);
      case 'record':
      case 'record-set':
        return this.bracket(() =>
          this.separated(node.fields, ({ value }) => [
            tokens.take(),
            ' ',
            tokens.take(),
            nest(2, group(line, this.doc(value))),
          ]),
        );
      case 'except':
        return this.except(node);
      case 'application':
        return [this.operand(node.function), this.list(node.args)];
      case 'field':
        return [this.operand(node.record), tokens.take(), tokens.take()];
      case 'if':
        return align(group(this.conditional(node)));
      case 'case':
        return this.cases(node);
      case 'let':
        return this.letIn(node);
      case 'box-action':
      case 'angle-action':
        return [tokens.take(), align(this.doc(node.action)), tokens.take(), this.doc(node.subscript)];
      case 'fairness-condition':
        return [
          tokens.take(),
          this.doc(node.subscript),
          tokens.take(),
          align(this.doc(node.action)),
          tokens.take(),
        ];
      case 'labelled':
        return [
          tokens.take(),
          node.parameters.length === 0
            ? ''
            : [tokens.take(), this.names(node.parameters.length), tokens.take()],
          ' ',
          tokens.take(),
          nest(2, group(line, this.doc(node.expression))),
        ];
    }
  }

  bounds(bounds: readonly tree.Bound[]): Doc {
    return align(group(this.separated(bounds, (bound) => this.bound(bound))));
  }

  /** `x, y`: names and commas in turn. */
  names(count: number): Doc {
    return group(this.separated(Array.from({ length: count }), () => this.tokens.take()));
  }

  /** Parts with a comma behind each but the last. */
  separated<T>(parts: readonly T[], write: (part: T) => Doc): Doc {
    return join(line, this.withCommas(parts, write));
  }

  withCommas<T>(parts: readonly T[], write: (part: T) => Doc): Doc[] {
    return parts.map((part, index) => {
      const written = write(part);
      return index < parts.length - 1 ? [written, this.tokens.take()] : written;
    });
  }

  private bound({ names, tuple, set }: tree.Bound): Doc {
    const { tokens } = this;
    const head = tuple ? [tokens.take(), this.names(names.length), tokens.take()] : this.names(names.length);
    return set === undefined ? head : [head, ' ', tokens.take(), ' ', align(this.doc(set))];
  }

  private bracket(content: () => Doc): Doc {
    const { tokens } = this;
    const open = tokens.take();
    const inside = align(content());
    return group(open, inside, tokens.take());
  }

  /** A bracket with expressions: a table where they are all short, else one a line when they do not fit on one. */
  private list(elements: readonly tree.Expression[]): Doc {
    const small = elements.length > 3 && elements.every(isSmall);
    return this.bracket(() => {
      const parts = this.withCommas(elements, (element) => align(this.doc(element)));
      return small ? fill(parts) : join(line, parts);
    });
  }

  private path(path: readonly tree.NamePart[]): Doc {
    const { tokens } = this;
    return path.map((part, index) => [
      index === 0 ? '' : tokens.take(),
      part.text === '' ? '' : tokens.take(),
      part.args.length === 0 ? '' : this.args(part.args),
    ]);
  }

  /** A lone operator keeps off its brackets: `(+)` is another one. */
  private args(args: readonly tree.Expression[]): Doc {
    const { tokens } = this;
    const [only] = args;
    if (args.length > 1 || only?.kind !== 'operator-symbol') return this.list(args);
    return [tokens.take(), ' ', tokens.take(), ' ', tokens.take()];
  }

  private prefix({ operand }: tree.PrefixExpression): Doc {
    const sign = this.tokens.take();
    const word = /\w$/.test(sign.text) || operand.kind === 'junction';
    return [sign, word ? ' ' : '', align(this.doc(operand))];
  }

  private postfix({ operator, operand }: tree.PostfixExpression): Doc {
    const { tokens } = this;
    if (tokens.start === operator.span.start)
      return [tokens.take(), tokens.take(), align(this.doc(operand)), tokens.take()];
    return [this.operand(operand), tokens.take()];
  }

  /** What a postfix operator, an index or a field follows: behind a list, it ends the list by its column. */
  private operand(node: tree.Expression): Doc {
    const written = this.doc(node);
    if (node.kind !== 'junction') return written;
    this.tokens.beginLine();
    return align('  ', written, hardLine);
  }

  private infix(node: tree.InfixExpression): Doc {
    const { tokens } = this;
    const { operator, left, right } = node;
    if (operator.span.start < left.span.start) {
      return [
        tokens.take(),
        tokens.take(),
        this.doc(left),
        tokens.take(),
        ' ',
        this.doc(right),
        tokens.take(),
      ];
    }
    if (implications.has(operator.text) && !endsInList(left))
      return align(this.doc(left), ' ', tokens.take(), nest(2, group(line, this.doc(right))));
    if (relations.has(operator.text) && !endsInList(left)) {
      const head = [this.doc(left), ' ', tokens.take()];
      if (isSmall(right)) return align(head, ' ', this.doc(right));
      return isBracketed(right)
        ? align(head, follow(this.doc(right)))
        : align(head, nest(2, group(line, this.doc(right))));
    }
    return this.chain(chained(node));
  }

  /** Operands with one operator between them, which begins the lines when they are several. */
  private chain(operands: readonly tree.Expression[]): Doc {
    const { tokens } = this;
    const [first, ...rest] = operands;
    if (first === undefined) return '';
    const written = this.doc(first);
    const { text } = tokens;
    const isTight = tight.has(text);
    const parts: Doc[] = [];
    let previous = first;
    for (const operand of rest) {
      const open = endsInList(previous);
      const separator = open ? hardLine : isTight ? '' : line;
      if (open) tokens.beginLine();
      const sign = tokens.take();
      const space = isTight && !beginsWithSign(operand) ? '' : ' ';
      parts.push(separator, sign, space, align(this.doc(operand)));
      previous = operand;
    }
    // A list that the operator is to end stands to the right of it.
    const margin = isTight ? '' : choice(' '.repeat(text.length + 1), '');
    return align(group(margin, align(written), parts));
  }

  private quantified(node: tree.Quantified | tree.TemporalQuantified): Doc {
    const { tokens } = this;
    const heads: Doc[] = [];
    let body: tree.Expression = node;
    while (body.kind === 'quantified' || body.kind === 'temporal-quantified') {
      const sign = tokens.take();
      const bounds = body.kind === 'quantified' ? this.bounds(body.bounds) : this.names(body.names.length);
      heads.push([sign, ' ', bounds, ' ', tokens.take()]);
      body = body.body;
    }
    return this.headed(join(nest(2, line), heads), body);
  }

  private headed(head: Doc, body: tree.Expression): Doc {
    return align(group(group(head), nest(2, line, this.doc(body))));
  }

  private except({ function: function_, updates }: tree.Except): Doc {
    const { tokens } = this;
    return this.bracket(() => {
      const head = this.doc(function_);
      const word = tokens.take();
      const written = this.separated(updates, ({ path, value }) => {
        const steps = [
          tokens.take(),
          path.map((step) => (step.kind === 'field' ? [tokens.take(), tokens.take()] : this.list(step.args))),
        ];
        const equals = tokens.take();
        return [
          steps,
          ' ',
          equals,
          isBracketed(value) ? follow(this.doc(value)) : nest(2, group(line, align(this.doc(value)))),
        ];
      });
      return [head, ' ', word, nest(2, line, written)];
    });
  }

  private conditional(node: tree.IfThenElse): Doc {
    const { tokens } = this;
    const head = [tokens.take(), ' ', align(this.doc(node.condition))];
    const consequent = [line, tokens.take(), ' ', align(this.doc(node.consequent))];
    const otherwise = [line, tokens.take(), ' '];
    const { alternative } = node;
    const last =
      alternative.kind === 'if' ? group(this.conditional(alternative)) : align(this.doc(alternative));
    return [head, nest(2, consequent, otherwise, last)];
  }

  private cases({ arms, other }: tree.Case): Doc {
    const { tokens } = this;
    const word = tokens.take();
    const written = arms.map(({ guard, value }, index) => [
      index === 0 ? '' : [tokens.take(), ' '],
      group(align(this.doc(guard)), ' ', tokens.take(), nest(4, line, this.doc(value))),
    ]);
    if (other !== undefined)
      written.push([
        tokens.take(),
        ' ',
        group(tokens.take(), ' ', tokens.take(), nest(4, line, this.doc(other))),
      ]);
    return align(group(word, ' ', nest(2, join(line, written))));
  }

  private letIn({ units, body }: tree.LetIn): Doc {
    const { tokens } = this;
    const word = tokens.take();
    const widths = units.map((unit) =>
      unit.kind === 'definition' && unit.parameters.length === 0 ? unit.name.text.length : undefined,
    );
    const known = widths.flatMap((width) => width ?? []);
    const widest =
      known.length === units.length && Math.max(...known) - Math.min(...known) <= 8 ? Math.max(...known) : 0;
    const written = units.map((unit, index) =>
      this.unit(unit, Math.max(0, widest - (widths[index] ?? widest))),
    );
    const separator = units.length > 1 ? hardLine : line;
    return align(
      group(
        word,
        ' ',
        align(join(hardLine, written)),
        separator,
        tokens.take(),
        choice('  ', ' '),
        align(this.doc(body)),
      ),
    );
  }
}

/** The operands of `a + b + c`: operators that TLA+ groups to the left. */
function chained(node: tree.InfixExpression): tree.Expression[] {
  const operands: tree.Expression[] = [node.right];
  let { left } = node;
  while (
    left.kind === 'infix' &&
    left.operator.text === node.operator.text &&
    left.operator.span.start >= left.left.span.end
  ) {
    operands.unshift(left.right);
    left = left.left;
  }
  return [left, ...operands];
}

/** Whether an aligned list is open where the expression ends, so that only a column to its left ends it. */
function endsInList(node: tree.Expression): boolean {
  switch (node.kind) {
    case 'junction':
      return true;
    case 'infix':
      return (
        node.right.span.start > node.operator.span.start &&
        node.left.span.start < node.operator.span.start &&
        endsInList(node.right)
      );
    case 'cross':
      return node.factors.slice(-1).some(endsInList);
    case 'prefix':
      return endsInList(node.operand);
    case 'quantified':
    case 'temporal-quantified':
    case 'choose':
    case 'lambda':
    case 'let':
      return endsInList(node.body);
    case 'if':
      return endsInList(node.alternative);
    case 'case':
      return [...node.arms.map(({ value }) => value), ...(node.other === undefined ? [] : [node.other])]
        .slice(-1)
        .some(endsInList);
    case 'labelled':
      return endsInList(node.expression);
    default:
      return false;
  }
}

function isSmall(node: tree.Expression): boolean {
  return (
    node.kind === 'number' ||
    node.kind === 'string' ||
    node.kind === 'boolean' ||
    (node.kind === 'name' && node.path.every(({ args }) => args.length === 0))
  );
}

/** What breaks inside its own brackets, and need not go to a new line for that. */
function isBracketed(node: tree.Expression): boolean {
  return [
    'set',
    'filter',
    'map',
    'function',
    'record',
    'record-set',
    'function-set',
    'except',
    'tuple',
    'parenthesised',
  ].includes(node.kind);
}

function beginsWithSign(node: tree.Expression): boolean {
  return node.kind === 'prefix' && !/\w/.test(node.operator.text);
}
