/** What the grammar matched as a unit of a module to its tree, what a .spec adds included. */

import type * as ohm from 'ohm-js';
import { join } from '../source.js';
import type * as tree from '../tree.js';
import { type Built, has, list, one, optional, spanOf, valueParameter } from './nodes.js';

interface Head {
  readonly name: tree.Identifier;
  readonly parameters: readonly tree.Parameter[];
}

export const units: ohm.ActionDict<Built> = {
  Constants: (_word, names) => constants(_word, list<tree.Parameter>(names).map(declared)),
  SpecConstants: (_word, names) => constants(_word, list<tree.ConstantDeclaration>(names)),
  ConstantDeclaration_valued: (parameter, _equals, value) => {
    const declaration = declared(one<tree.Parameter>(parameter));
    const expression = one<tree.Expression>(value);
    return { ...declaration, value: expression, span: join(declaration.span, expression.span) };
  },
  ConstantDeclaration_plain: (parameter) => declared(one<tree.Parameter>(parameter)),
  Variables: (word, names) =>
    variables(
      word,
      list<tree.Identifier>(names).map((name) => ({ name, stateSpace: undefined })),
    ),
  SpecVariables: (word, names) => variables(word, list(names)),
  VariableDeclaration_spaced: (name, _in, set) => ({ name: one(name), stateSpace: one(set) }),
  VariableDeclaration_plain: (name) => ({ name: one(name), stateSpace: undefined }),
  Recursive: (word, names) => ({
    kind: 'recursive',
    declarations: list<tree.Parameter>(names).map(({ name, arity }) => ({ name, arity })),
    span: join(spanOf(word), spanOf(names)),
  }),
  Assumption: (word, name, _equals, body) => ({
    kind: 'assumption',
    axiom: word.sourceString === 'AXIOM',
    name: optional(name),
    body: one(body),
    span: join(spanOf(word), spanOf(body)),
  }),
  Theorem: (word, name, _equals, body) => ({
    kind: 'theorem',
    name: optional(name),
    body: one(body),
    span: join(spanOf(word), spanOf(body)),
  }),
  Definition: (local, head, _equals, body) => ({
    kind: 'definition',
    local: has(local),
    ...one<Head>(head),
    body: one(body),
    span: join(spanOf(head), spanOf(body)),
  }),
  Head_applied: (name, _open, parameters, _close): Head => ({
    name: one(name),
    parameters: list(parameters),
  }),
  Head_infix: (left, operator, right): Head => ({
    name: one(operator),
    parameters: [valueParameter(one(left)), valueParameter(one(right))],
  }),
  Head_postfix: (operand, operator): Head => ({
    name: one(operator),
    parameters: [valueParameter(one(operand))],
  }),
  Head_prefix: (operator, operand): Head => ({
    name: asPrefix(one(operator)),
    parameters: [valueParameter(one(operand))],
  }),
  Head_plain: (name): Head => ({ name: one(name), parameters: [] }),
  Parameter_operator: (name, _open, blanks, close): tree.Parameter => ({
    name: one(name),
    arity: blanks.asIteration().children.length,
    span: join(spanOf(name), spanOf(close)),
  }),
  Parameter_infix: (left, operator, right): tree.Parameter => ({
    name: one(operator),
    arity: 2,
    span: join(spanOf(left), spanOf(right)),
  }),
  Parameter_postfix: (blank, operator): tree.Parameter => ({
    name: one(operator),
    arity: 1,
    span: join(spanOf(blank), spanOf(operator)),
  }),
  Parameter_prefix: (operator, blank): tree.Parameter => ({
    name: asPrefix(one(operator)),
    arity: 1,
    span: join(spanOf(operator), spanOf(blank)),
  }),
  Parameter_plain: (name) => valueParameter(one(name)),
  FunctionDefinition: (local, name, _open, bounds, _close, _equals, body) => ({
    kind: 'function-definition',
    local: has(local),
    name: one(name),
    bounds: list(bounds),
    body: one(body),
    span: join(spanOf(name), spanOf(body)),
  }),
  ModuleDefinition: (local, head, _equals, instance) => ({
    kind: 'module-definition',
    local: has(local),
    ...one<Head>(head),
    instance: one(instance),
    span: join(spanOf(head), spanOf(instance)),
  }),
  Instance: (local, instance) => ({
    kind: 'instance',
    local: has(local),
    instance: one(instance),
    span: spanOf(instance),
  }),
  InstanceBody: (word, module, _with, substitutions) => ({
    module: one(module),
    substitutions: has(substitutions) ? list(substitutions.child(0)) : [],
    span: join(spanOf(word), has(substitutions) ? spanOf(substitutions.child(0)) : spanOf(module)),
  }),
  Substitution: (name, _arrow, value) => ({ name: one(name), value: one(value) }),

  // ── what a .spec adds ──
  Behaviour: (word, name) => ({
    kind: word.sourceString.slice(1).toLowerCase(),
    name: one(name),
    span: join(spanOf(word), spanOf(name)),
  }),
  Fair: (word, formula) => ({
    kind: 'fairness',
    formula: one(formula),
    span: join(spanOf(word), spanOf(formula)),
  }),
  CheckDefinition: (word, name, _equals, body) => [
    { kind: checkKind(word), name: one(name), body: one(body), span: join(spanOf(word), spanOf(body)) },
  ],
  CheckNames: (word, names) =>
    list<tree.NameExpression>(names).map((path) => ({
      kind: checkKind(word),
      name: pathName(path),
      body: undefined,
      span: path.span,
    })),
  CheckDeadlock: (word, value) => ({
    kind: 'check-deadlock',
    value: value.sourceString === 'TRUE',
    span: join(spanOf(word), spanOf(value)),
  }),
  ExpectViolation: (word, _violation, name) => ({
    kind: 'expect',
    verdict: 'violation',
    name: pathName(one(name)),
    span: join(spanOf(word), spanOf(name)),
  }),
  Expect: (word, verdict) => ({
    kind: 'expect',
    verdict: verdict.sourceString.slice(1).toLowerCase(),
    name: undefined,
    span: join(spanOf(word), spanOf(verdict)),
  }),
  ModelValue: (name, _equals, value) => ({ name: one(name), value: one(value) }),
};

function declared({ name, arity, span }: tree.Parameter): tree.ConstantDeclaration {
  return { name, arity, value: undefined, span };
}

function constants(word: ohm.Node, declarations: readonly tree.ConstantDeclaration[]): tree.ConstantsUnit {
  const last = declarations.at(-1);
  const span = spanOf(word);
  return {
    kind: 'constants',
    constants: declarations,
    span: last === undefined ? span : join(span, last.span),
  };
}

function variables(word: ohm.Node, list_: tree.VariablesUnit['variables']): tree.VariablesUnit {
  const last = list_.at(-1);
  const span = spanOf(word);
  const end = last?.stateSpace?.span ?? last?.name.span;
  return { kind: 'variables', variables: list_, span: end === undefined ? span : join(span, end) };
}

/** The name of what an instance defines is its path as it is written. */
function pathName({ path, span }: tree.NameExpression): tree.Identifier {
  return { text: path.map(({ text }) => text).join('!'), span };
}

function checkKind(word: ohm.Node): tree.CheckItem['kind'] | 'symmetry' {
  const kind = word.sourceString.slice(1).toLowerCase().replace('_', '-').replace('properties', 'property');
  return kind.replace(/s$/, '').replace('alia', 'alias') as tree.CheckItem['kind'] | 'symmetry';
}

function asPrefix(operator: tree.Identifier): tree.Identifier {
  return operator.text === '-' ? { ...operator, text: '-.' } : operator;
}
