/** CONSTANT: what is declared, and its value, which the command line gives, or a model, a .cfg, the spec itself. */

import { textOf } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';
import type { Replacements } from './configuration.js';
import type { DefinitionBuilder } from './definitions.js';
import type { Elaborator } from './elaborate.js';
import { handedOn, isOperator, literal } from './expressions.js';
import { unknownConstant } from './models.js';
import type { LoadModule } from './module-finder.js';
import type { ResolveRequest } from './resolve.js';
import type { Scope } from './scope.js';
import { type Definition, type Expression, Level } from './spec.js';

interface Context {
  readonly module: tree.Module;
  readonly model: tree.ModelUnit | undefined;
  readonly request: ResolveRequest;
  readonly elaborator: Elaborator;
  readonly definitions: DefinitionBuilder;
  readonly replacements: Replacements;
  readonly load: LoadModule;
}

export class Constants {
  readonly declared: Definition[] = [];

  constructor(private readonly context: Context) {}

  declare(unit: tree.ConstantsUnit, scope: Scope): void {
    const { module, model, request, elaborator, definitions, replacements } = this.context;
    for (const constant of unit.constants) {
      const name = constant.name.text;
      // A spec may give a constant of the spec that it extends another value.
      if (this.declared.some((declared) => declared.name === name) && constant.value !== undefined) continue;
      const value =
        request.constants?.get(name) ??
        model?.constants.find((candidate) => candidate.name.text === name)?.value ??
        this.givenValue(name);
      if (value?.kind === 'set')
        for (const { span } of value.elements.filter(({ kind }) => kind === 'name'))
          elaborator.memberOf.set(textOf(span), name);
      const bindings = request.constants?.has(name) ? undefined : replacements.of(name, undefined);
      if (value === undefined && bindings === undefined && request.unbound !== true) {
        elaborator.error(
          'no-value',
          `The constant \`${name}\` has no value.`,
          constant.span,
          module.dialect === 'tla'
            ? `Write \`CONSTANT ${name} = …\` in the .cfg, or give it one on the command line: \`--constant ${name}=…\`.`
            : `Write \`CONSTANT ${name} = …\`, give it one in a MODEL, or on the command line: \`--constant ${name}=…\`.`,
        );
      }
      const parameters = Array.from({ length: constant.arity }, (_, index) =>
        elaborator.local({ text: `_${index + 1}`, span: constant.span }),
      );
      const pending = definitions.lazily(
        constant.name,
        parameters,
        () =>
          bindings === undefined
            ? this.constantValue(value, constant, parameters, scope)
            : replacements.body(bindings, parameters),
        undefined,
        { modelValues: bindings === undefined },
      );
      definitions.pending.push(pending);
      this.declared.push(pending.definition);
      if (scope.own(name) !== undefined) elaborator.shadows(name, constant.name.span, scope);
      else scope.define(name, { kind: 'definition', pending });
    }
  }

  /** The value that the spec gives a constant, or else a spec that it extends: the nearest one that gives it any. */
  private givenValue(name: string): tree.Expression | undefined {
    const { module: root, load } = this.context;
    const modules = new Map<string | undefined, tree.Module>([[root.name?.text, root]]);
    // What is added on the way is visited too, after all that is nearer.
    for (const module of modules.values()) {
      for (const unit of module.units) {
        if (unit.kind !== 'constants') continue;
        const given = unit.constants.find((constant) => constant.name.text === name)?.value;
        if (given !== undefined) return given;
      }
      for (const { text, span } of module.extends) {
        const extended = modules.has(text) ? undefined : load(text, span.source)?.value;
        if (extended !== undefined) modules.set(text, extended);
      }
    }
    return undefined;
  }

  private constantValue(
    value: tree.Expression | undefined,
    constant: tree.ConstantDeclaration,
    parameters: readonly Definition['parameters'][number][],
    scope: Scope,
  ): Expression {
    const { elaborator } = this.context;
    if (value === undefined) return literal(false, constant.span);
    if (constant.arity === 0) {
      const expression = elaborator.value(value, scope);
      if (expression.level > Level.constant) {
        elaborator.error(
          'level',
          `The value of the constant \`${constant.name.text}\` must not depend on the state.`,
          value.span,
        );
      }
      return expression;
    }
    const operator = elaborator.operators.of(value, constant.arity, scope);
    if (!isOperator(operator)) return operator;
    const args = parameters.map((parameter) => handedOn(parameter, value.span));
    return elaborator.names.applyOperator(operator, args, constant.name.text, value.span);
  }

  /** Reports what is given a value, and declared nowhere. */
  finish(): void {
    const known = this.declared.map((constant) => constant.name);
    for (const [text, { span }] of this.context.request.constants ?? []) {
      if (!known.includes(text)) unknownConstant(this.context.elaborator, { text, span }, known);
    }
  }
}
