/** How units are laid out: declarations, definitions, and what a `.spec` adds to them. */

import type * as tree from '../syntax/tree.js';
import { choice, type Doc, fill, group, hardLine, join, line, nest } from './document.js';
import { Expressions } from './expressions.js';
import type { Tokens } from './tokens.js';

/** What a MODEL says of a constant. */
export interface ModelValue {
  readonly kind: 'model-value';
  readonly value: tree.Expression;
}

export class Units {
  private readonly expressions: Expressions;

  constructor(private readonly tokens: Tokens) {
    this.expressions = new Expressions(tokens, (unit, pad) => this.doc(unit, pad));
  }

  /**
   * @param pad blanks in front of `==` or `=`, so that it stands below that of a neighbour
   * @param inModel whether it stands under a MODEL, where a name and `=` begin the next value
   */
  doc(unit: tree.Unit | ModelValue, pad = 0, inModel = false): Doc {
    const { tokens } = this;
    switch (unit.kind) {
      case 'constants':
        return this.declarations(
          unit.constants.map(({ name, arity, value }) => ({
            declared: () => this.parameter(name, arity),
            ...(arity === 0 && unit.constants.length > 1 ? { width: name.text.length } : {}),
            value,
          })),
          pad,
        );
      case 'variables':
        return this.declarations(
          unit.variables.map(({ name, stateSpace }) => ({
            declared: () => tokens.take(),
            width: name.text.length,
            value: stateSpace,
          })),
          pad,
        );
      case 'recursive':
        return this.declarations(
          unit.declarations.map(({ name, arity }) => ({
            declared: () => this.parameter(name, arity),
            value: undefined,
          })),
          0,
        );
      case 'definition':
      case 'function-definition':
        return this.defined(this.head(unit), unit.body, pad, false);
      case 'module-definition':
        return [this.head(unit), ' '.repeat(pad + 1), tokens.take(), ' ', this.instance(unit.instance)];
      case 'instance':
        return [unit.local ? [tokens.take(), ' '] : '', this.instance(unit.instance)];
      case 'assumption':
      case 'theorem': {
        const word = [tokens.take(), ' '];
        if (unit.body === undefined) return word;
        if (unit.name === undefined) return [word, nest(2, this.expressions.doc(unit.body))];
        return this.defined([word, tokens.take()], unit.body, pad, false);
      }
      case 'init':
      case 'next':
      case 'specification':
      case 'check-deadlock':
        return [tokens.take(), ' ', tokens.take()];
      case 'expect':
        return [tokens.take(), ' ', tokens.take(), unit.name === undefined ? '' : [' ', this.nameList()]];
      case 'fairness': {
        // A list begins in the line below, for else its bullet would be an operator behind a name.
        const below = unit.formula.kind === 'junction';
        return group(tokens.take(), nest(2, below ? hardLine : line, this.expressions.doc(unit.formula)));
      }
      case 'model-value':
        return [
          tokens.take(),
          ' '.repeat(pad + 1),
          tokens.take(),
          nest(2, group(line, this.expressions.doc(unit.value))),
        ];
      case 'model':
        return [tokens.take(), ' ', tokens.take()];
      case 'nested-module':
        return '';
      default: {
        const word = [tokens.take(), ' '];
        if (unit.body === undefined) return [word, this.nameList()];
        const assignment = inModel && unit.body.kind === 'infix' && unit.body.operator.text === '=';
        return this.defined([word, tokens.take()], unit.body, pad, assignment);
      }
    }
  }

  /** `A, B, I!C`, as far as there are commas. */
  nameList(): Doc {
    const { tokens } = this;
    const parts: Doc[] = [];
    for (;;) {
      const name = [tokens.take()];
      while (tokens.text === '!') name.push(tokens.take(), tokens.take());
      if (tokens.text !== ',') return nest(2, fill([...parts, name]));
      parts.push([name, tokens.take()]);
    }
  }

  private defined(head: Doc, body: tree.Expression, pad: number, sameLine: boolean): Doc {
    const mark = this.tokens.take();
    const written = this.expressions.doc(body);
    return group(head, ' '.repeat(pad + 1), mark, nest(2, sameLine ? ' ' : line, written));
  }

  private head(unit: tree.DefinitionUnit | tree.FunctionDefinitionUnit | tree.ModuleDefinitionUnit): Doc {
    const { tokens } = this;
    const local = unit.local ? [tokens.take(), ' '] : '';
    if (unit.kind === 'function-definition') {
      return [local, tokens.take(), tokens.take(), this.expressions.bounds(unit.bounds), tokens.take()];
    }
    const { parameters } = unit;
    if (tokens.start < unit.name.span.start) {
      const operand = [tokens.take(), ' ', tokens.take()];
      return [local, operand, parameters.length === 2 ? [' ', tokens.take()] : ''];
    }
    const name = tokens.take();
    if (tokens.text === '(') {
      const open = tokens.take();
      const list = this.expressions.separated(parameters, (parameter) =>
        this.parameter(parameter.name, parameter.arity),
      );
      return [local, name, group(open, nest(2, list), tokens.take())];
    }
    return [local, name, parameters.length === 0 ? '' : [' ', tokens.take()]];
  }

  /** `x`, `F(_, _)`, `_ + _`, `-. _`. */
  private parameter(name: tree.Identifier, arity: number): Doc {
    const { tokens } = this;
    if (tokens.start < name.span.start) {
      return [tokens.take(), ' ', tokens.take(), arity === 2 ? [' ', tokens.take()] : ''];
    }
    const first = tokens.take();
    if (arity === 0) return first;
    if (tokens.text !== '(') return [first, ' ', tokens.take()];
    return [first, tokens.take(), this.expressions.names(arity), tokens.take()];
  }

  private instance({ substitutions }: tree.Instance): Doc {
    const { tokens } = this;
    const head = [tokens.take(), ' ', tokens.take()];
    if (substitutions.length === 0) return head;
    const word = tokens.take();
    const list = this.expressions.separated(substitutions, ({ value }) => [
      tokens.take(),
      ' ',
      tokens.take(),
      ' ',
      this.expressions.doc(value),
    ]);
    return group(head, nest(2, line, word, ' ', nest(5, list)));
  }

  /** A list of names; with values or comments, one a line. */
  private declarations(
    parts: readonly {
      readonly declared: () => Doc;
      /** Of the name; given where the values are to stand in one column. */
      readonly width?: number;
      readonly value: tree.Expression | undefined;
    }[],
    pad: number,
  ): Doc {
    const { tokens } = this;
    const word = tokens.take();
    const valued = parts.some(({ value }) => value !== undefined);
    const widths = parts.flatMap(({ width, value }) => (value === undefined ? [] : (width ?? [])));
    const widest = Math.max(0, ...widths);
    const together = widest - Math.min(widest, ...widths) <= 24;
    const written = this.expressions.withCommas(parts, ({ declared, width, value }) => {
      const name = declared();
      if (value === undefined) return name;
      const blanks = pad + (together && width !== undefined ? widest - width : 0);
      return [
        name,
        choice(' '.repeat(blanks + 1), ' '),
        tokens.take(),
        nest(2, group(line, this.expressions.doc(value))),
      ];
    });
    if (parts.length === 1) return [word, ' ', written];
    if (valued) return [word, nest(2, hardLine, join(hardLine, written))];
    return group(word, nest(2, line, fill(written)));
  }
}
