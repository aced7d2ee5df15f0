/** What a `.cfg` puts in the place of constants, definitions and the library's operators. */

import type { Configuration, ConfigurationBinding } from '../syntax/config.js';
import type { Span } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';
import type { Elaborator } from './elaborate.js';
import { handedOn, isOperator } from './expressions.js';
import { nearest } from './nearest.js';
import { Scope } from './scope.js';
import { type Expression, Level, type Local } from './spec.js';

export class Replacements {
  private readonly used = new Set<ConfigurationBinding>();

  constructor(
    private readonly configuration: Configuration | undefined,
    private readonly elaborator: Elaborator,
    /** The scope of the root module, where the definitions on the right of `<-` are looked up. */
    private readonly scope: Scope,
  ) {}

  /**
   * @param name as it is seen from the root module: `Op`, or `I!Op` in an instance
   * @param module the module that the definition is written in
   */
  of(name: string, module: string | undefined): readonly ConfigurationBinding[] | undefined {
    return this.all((binding) =>
      binding.module === undefined
        ? binding.target.text === name
        : binding.module.text === module && binding.target.text === name.replace(/^.*!(?=[^!]+$)/, ''),
    );
  }

  /** The library is one: what replaces its operator in one module replaces it, as in TLC, in all. */
  ofPrimitive(name: string): readonly ConfigurationBinding[] | undefined {
    return this.all((binding) => binding.target.text === name);
  }

  private all(
    applies: (binding: ConfigurationBinding) => boolean,
  ): readonly ConfigurationBinding[] | undefined {
    const found = (this.configuration?.bindings ?? []).filter(applies);
    for (const binding of found) this.used.add(binding);
    return found.length === 0 ? undefined : found;
  }

  /** The body of the definition that takes the place of another with these parameters. */
  body(bindings: readonly ConfigurationBinding[], parameters: readonly Local[]): Expression {
    const last = bindings.at(-1);
    if (last === undefined) throw new Error('A replacement consists of one binding or more.');
    const { replacement, target } = last;
    if (replacement.kind === 'definition') return this.application(replacement.name, parameters);
    if (last.args.length === 0) return this.value(replacement.value);
    const arms = bindings.flatMap((binding) => {
      if (binding.replacement.kind !== 'value') return [];
      const { span } = binding;
      this.checkArity(binding, parameters.length);
      const equations = binding.args.map((arg, index): Expression => {
        const value = this.value(arg);
        const parameter = parameters[index];
        return parameter === undefined
          ? value
          : this.elaborator.apply('=', [reference(parameter, span), value], span);
      });
      const guard: Expression = { kind: 'and', items: equations, span, level: Level.constant };
      return [{ guard, value: this.value(binding.replacement.value), span }];
    });
    return { kind: 'case', arms, other: undefined, span: target.span, level: Level.constant };
  }

  /** In a value every name is a model value, whatever the module defines. */
  private value(node: tree.Expression): Expression {
    return this.elaborator.isolated({ modelValues: true }, () =>
      this.elaborator.value(node, new Scope(undefined)),
    );
  }

  private application(name: tree.Identifier, parameters: readonly Local[]): Expression {
    const { span } = name;
    const node = nameExpression(name);
    if (parameters.length === 0) return this.elaborator.expression(node, this.scope);
    const operator = this.elaborator.operators.of(node, parameters.length, this.scope);
    if (!isOperator(operator)) return operator;
    const args = parameters.map((parameter) => handedOn(parameter, span));
    return this.elaborator.names.applyOperator(operator, args, name.text, span);
  }

  private checkArity({ args, target, span }: ConfigurationBinding, arity: number): void {
    if (args.length === arity) return;
    this.elaborator.error(
      'arity',
      `\`${target.text}\` takes ${arity === 1 ? '1 argument' : `${arity} arguments`}, and ${args.length} are given.`,
      span,
    );
  }

  /** Reports what names nothing of the module. */
  finish(known: Iterable<string>): void {
    const names = [...known];
    for (const binding of this.configuration?.bindings ?? []) {
      if (this.used.has(binding)) continue;
      const { target, module, replacement } = binding;
      const meant = nearest(target.text, names);
      // TLC passes over values for what is not there, and configurations in use have them.
      const replaced = replacement.kind === 'definition';
      const where = module === undefined ? 'the module' : `module \`${module.text}\``;
      this.elaborator.report({
        code: 'unknown-constant',
        severity: replaced ? 'error' : 'warning',
        message: `\`${target.text}\` is neither a constant nor a definition of ${where}${replaced ? '' : ': its value is not used'}.`,
        span: target.span,
        ...(meant === undefined ? {} : { hint: `Did you mean \`${meant}\`?` }),
      });
    }
  }
}

/** A name of a configuration, `Op` or `I!Op` or a symbol, as an expression. */
export function nameExpression({ text, span }: tree.Identifier): tree.Expression {
  if (!/^[\p{L}\p{N}_!]+$/u.test(text)) return { kind: 'operator-symbol', symbol: text, span };
  const path = text.split('!').map((part) => ({ text: part, selector: false, args: [], span }));
  return { kind: 'name', path, span };
}

function reference(local: Local, span: Span): Expression {
  return { kind: 'local', local, span, level: Level.constant };
}
