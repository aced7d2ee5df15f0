/** From what Ohm matched to the syntax tree. */

import type * as ohm from 'ohm-js';
import type { Diagnostic } from './diagnostic.js';
import { loadGrammar } from './grammar.js';
import type { Laid } from './layout.js';
import { buildRun, type RunTerm } from './precedence.js';
import { join, type Source, type Span } from './source.js';
import type * as tree from './tree.js';

type Built = unknown;

/** What one unit is built from; the semantics below read it through `context`. */
export interface BuildContext {
  readonly source: Source;
  readonly laid: Laid;
  report(diagnostic: Diagnostic): void;
}

let context: BuildContext;
let loaded: { grammar: ohm.Grammar; semantics: ohm.Semantics } | undefined;

/** Loaded when it is first needed: the tool's help must not wait for it. */
export function tla(): { readonly grammar: ohm.Grammar; readonly semantics: ohm.Semantics } {
  if (loaded === undefined) {
    const grammar = loadGrammar('tla');
    loaded = { grammar, semantics: grammar.createSemantics().addOperation<Built>('tree', actions) };
  }
  return loaded;
}

/** @returns a Unit, ModelItem or Expression, as the start rule of the match says */
export function build<T>(match: ohm.MatchResult, into: BuildContext): T {
  context = into;
  return tla().semantics(match).tree() as T;
}

/** Index of the piece that an offset of the laid text lies in. */
export function pieceAt(laid: Laid, offset: number): number {
  let low = 0;
  let high = laid.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((laid.starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function spanOf(node: ohm.Node): Span {
  const { startIdx, endIdx } = node.source;
  const { laid, source } = context;
  const first = laid.tokens[pieceAt(laid, startIdx)];
  const last = laid.tokens[pieceAt(laid, Math.max(startIdx, endIdx - 1))];
  return { source, start: first?.start ?? 0, end: Math.max(first?.end ?? 0, last?.end ?? 0) };
}

function list<T>(node: ohm.Node): T[] {
  return node.asIteration().children.map((child) => child.tree() as T);
}

function all<T>(node: ohm.Node): T[] {
  return node.children.map((child) => child.tree() as T);
}

function one<T>(node: ohm.Node): T {
  return node.tree() as T;
}

function optional<T>(node: ohm.Node): T | undefined {
  const [child] = node.children;
  return child === undefined ? undefined : one<T>(child);
}

const has = (node: ohm.Node) => node.children.length > 0;

const identifier = (node: ohm.Node, text: string): tree.Identifier => ({ text, span: spanOf(node) });

/** Applies a suffix: an index, a field or a postfix operator, tighter than any infix one. */
type Suffix = (operand: tree.Expression) => tree.Expression;

function applied(operand: tree.Expression, suffixes: readonly Suffix[]): tree.Expression {
  return suffixes.reduce((result, suffix) => suffix(result), operand);
}

interface Head {
  readonly name: tree.Identifier;
  readonly parameters: readonly tree.Parameter[];
}

const valueParameter = (name: tree.Identifier): tree.Parameter => ({ name, arity: 0, span: name.span });

const actions: ohm.ActionDict<Built> = {
  // ── units ──
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

  // ── expressions ──
  Expression: (first, operators, rest) =>
    buildRun([one<RunTerm>(first), ...all<RunTerm>(rest)], all<tree.Identifier>(operators), (d) =>
      context.report(d),
    ),
  Term: (prefixes, operand, suffixes): RunTerm => ({
    prefixes: all(prefixes),
    operand: applied(one(operand), all<Suffix>(suffixes)),
  }),
  Suffix: (suffix): Suffix => {
    if (suffix.ctorName !== 'postfix') return one(suffix);
    const operator = one<tree.Identifier>(suffix);
    return (operand) => ({ kind: 'postfix', operator, operand, span: join(operand.span, operator.span) });
  },
  Index: (_open, args, close): Suffix => {
    const values = list<tree.Expression>(args);
    const end = spanOf(close);
    return (operand) => ({
      kind: 'application',
      function: operand,
      args: values,
      span: join(operand.span, end),
    });
  },
  field: (_dot, _space, name): Suffix => {
    const field = one<tree.Identifier>(name);
    return (record) => ({ kind: 'field', record, field, span: join(record.span, field.span) });
  },
  Junction: (_open, operator, _bullets, items, _close) => ({
    kind: 'junction',
    operator: operator.sourceString,
    items: all(items),
    span: junctionSpan(operator, items),
  }),
  Quantified_bounded: (quantifier, bounds, _colon, body) => quantified(quantifier, list(bounds), body),
  Quantified_unbounded: (quantifier, names, _colon, body) => {
    const list_ = list<tree.Identifier>(names);
    return quantified(
      quantifier,
      [{ names: list_, tuple: false, set: undefined, span: spanOf(names) }],
      body,
    );
  },
  TemporalQuantified: (quantifier, names, _colon, body) => ({
    kind: 'temporal-quantified',
    quantifier: quantifier.sourceString,
    names: list(names),
    body: one(body),
    span: join(spanOf(quantifier), spanOf(body)),
  }),
  Bound_names: (names, _in, set) => bound(names, list(names), false, set),
  Bound_tuple: (open, names, _close, _in, set) => bound(open, list(names), true, set),
  OneBound_name: (name, _in, set) => bound(name, [one(name)], false, set),
  OneBound_tuple: (open, names, _close, _in, set) => bound(open, list(names), true, set),
  Choose_bounded: (word, bound_, _colon, body) => chosen(word, one(bound_), body),
  Choose_unbounded: (word, name, _colon, body) =>
    chosen(word, { names: [one(name)], tuple: false, set: undefined, span: spanOf(name) }, body),
  Choose_tuple: (word, _open, names, _close, _colon, body) =>
    chosen(word, { names: list(names), tuple: true, set: undefined, span: spanOf(names) }, body),
  If: (word, condition, _then, consequent, _else, alternative) => ({
    kind: 'if',
    condition: one(condition),
    consequent: one(consequent),
    alternative: one(alternative),
    span: join(spanOf(word), spanOf(alternative)),
  }),
  Case: function (_case, first, _separators, rest, _separator, _other, _arrow, other) {
    return { kind: 'case', arms: [one(first), ...all(rest)], other: optional(other), span: spanOf(this) };
  },
  Arm: (guard, _arrow, value) => ({
    guard: one(guard),
    value: one(value),
    span: join(spanOf(guard), spanOf(value)),
  }),
  Let: (word, units, _in, body) => ({
    kind: 'let',
    units: all(units),
    body: one(body),
    span: join(spanOf(word), spanOf(body)),
  }),
  Lambda: (word, names, _colon, body) => ({
    kind: 'lambda',
    parameters: list<tree.Identifier>(names).map(valueParameter),
    body: one(body),
    span: join(spanOf(word), spanOf(body)),
  }),
  Fairness: (word, subscript, _open, action, close) => ({
    kind: 'fairness-condition',
    strength: word.sourceString === 'WF_' ? 'weak' : 'strong',
    subscript: one(subscript),
    action: one(action),
    span: join(spanOf(word), spanOf(close)),
  }),
  PlainPath: (names): tree.NameExpression => ({
    kind: 'name',
    path: list<tree.Identifier>(names).map((name) => ({
      text: name.text,
      selector: false,
      args: [],
      span: name.span,
    })),
    span: spanOf(names),
  }),
  Parenthesised: (open, inner, close) => ({
    kind: 'parenthesised',
    inner: one(inner),
    span: join(spanOf(open), spanOf(close)),
  }),
  At: (sign) => ({ kind: 'at', span: spanOf(sign) }),
  Boolean: (word) => ({ kind: 'boolean', value: word.sourceString === 'TRUE', span: spanOf(word) }),
  Prefixed_postfix: (operator, _open, operand, close) => ({
    kind: 'postfix',
    operator: one(operator),
    operand: one(operand),
    span: join(spanOf(operator), spanOf(close)),
  }),
  Prefixed_infix: (operator, _open, left, _comma, right, close) => ({
    kind: 'infix',
    operator: one(operator),
    instances: [],
    left: one(left),
    right: one(right),
    span: join(spanOf(operator), spanOf(close)),
  }),
  Labelled: (label, _open, parameters, _close, _colons, expression) => ({
    kind: 'labelled',
    label: one(label),
    parameters: has(parameters) ? list(parameters.child(0)) : [],
    expression: one(expression),
    span: join(spanOf(label), spanOf(expression)),
  }),

  Braces_empty: (open, close) => ({ kind: 'set', elements: [], span: join(spanOf(open), spanOf(close)) }),
  Braces_filter: (open, bound_, _colon, body, close) => ({
    kind: 'filter',
    bound: one(bound_),
    body: one(body),
    span: join(spanOf(open), spanOf(close)),
  }),
  Braces_map: (open, body, _colon, bounds, close) => ({
    kind: 'map',
    body: one(body),
    bounds: list(bounds),
    span: join(spanOf(open), spanOf(close)),
  }),
  Braces_list: (open, elements, close) => ({
    kind: 'set',
    elements: list(elements),
    span: join(spanOf(open), spanOf(close)),
  }),
  Brackets_function: (open, bounds, _arrow, body, close) => ({
    kind: 'function',
    bounds: list(bounds),
    body: one(body),
    span: join(spanOf(open), spanOf(close)),
  }),
  Brackets_record: (open, fields, close) => ({
    kind: 'record',
    fields: list(fields),
    span: join(spanOf(open), spanOf(close)),
  }),
  Brackets_recordSet: (open, fields, close) => ({
    kind: 'record-set',
    fields: list(fields),
    span: join(spanOf(open), spanOf(close)),
  }),
  Brackets_except: (open, function_, _except, updates, close) => ({
    kind: 'except',
    function: one(function_),
    updates: list(updates),
    span: join(spanOf(open), spanOf(close)),
  }),
  Brackets_functionSet: (open, domain, _arrow, range, close) => ({
    kind: 'function-set',
    domain: one(domain),
    range: one(range),
    span: join(spanOf(open), spanOf(close)),
  }),
  Brackets_box: (open, action, _close, subscript) => ({
    kind: 'box-action',
    action: one(action),
    subscript: one(subscript),
    span: join(spanOf(open), spanOf(subscript)),
  }),
  FieldValue: (name, _arrow, value) => ({
    name: one(name),
    value: one(value),
    span: join(spanOf(name), spanOf(value)),
  }),
  FieldSet: (name, _colon, value) => ({
    name: one(name),
    value: one(value),
    span: join(spanOf(name), spanOf(value)),
  }),
  Update: (mark, steps, _equals, value) => ({
    path: all(steps),
    value: one(value),
    span: join(spanOf(mark), spanOf(value)),
  }),
  Step: (step): tree.ExceptStep => {
    // A step is a suffix that waits for its operand: applied to nothing of interest it tells what it is.
    const probe = one<Suffix>(step)({ kind: 'at', span: spanOf(step) });
    if (probe.kind === 'field') return { kind: 'field', name: probe.field, span: spanOf(step) };
    return { kind: 'index', args: probe.kind === 'application' ? probe.args : [], span: spanOf(step) };
  },
  Angle: (open, action, _close, subscript) => ({
    kind: 'angle-action',
    action: one(action),
    subscript: one(subscript),
    span: join(spanOf(open), spanOf(subscript)),
  }),
  Tuple: (open, elements, close) => ({
    kind: 'tuple',
    elements: list(elements),
    span: join(spanOf(open), spanOf(close)),
  }),
  Subscript: (operand, suffixes) => applied(one(operand), all<Suffix>(suffixes)),

  Path: (first, _marks, rest): tree.NameExpression => {
    const path = [one<tree.NamePart>(first), ...all<tree.NamePart>(rest)];
    return { kind: 'name', path, span: join(spanOf(first), path.at(-1)?.span ?? spanOf(first)) };
  },
  PathPart: (name, args) => part(name, one<tree.Identifier>(name).text, args, false),
  PathStep_number: (number) => selector(number, number.sourceString.slice(1)),
  PathStep_first: (sign) => selector(sign, '<<'),
  PathStep_second: (sign) => selector(sign, '>>'),
  PathStep_body: (sign) => selector(sign, '@'),
  PathStep_whole: (sign) => selector(sign, ':'),
  PathStep_instance: (args) => ({ text: '', selector: true, args: one(args), span: spanOf(args) }),
  PathStep_symbol: (operator, args) => part(operator, one<tree.Identifier>(operator).text, args, false),
  Arguments: (_open, args, _close) => list(args),
  Argument_operator: (operator) => {
    const symbol = one<tree.Identifier>(operator);
    return { kind: 'operator-symbol', symbol: symbol.text, span: symbol.span };
  },

  // ── tokens ──
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
    const token = context.laid.tokens[Number(this.sourceString.slice(1))];
    return { kind: 'string', value: token?.text ?? '', span: spanOf(this) };
  },
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

function bound(
  first: ohm.Node,
  names: readonly tree.Identifier[],
  tuple: boolean,
  set: ohm.Node,
): tree.Bound {
  return { names, tuple, set: one<tree.Expression>(set), span: join(spanOf(first), spanOf(set)) };
}

function quantified(quantifier: ohm.Node, bounds: readonly tree.Bound[], body: ohm.Node): tree.Quantified {
  return {
    kind: 'quantified',
    quantifier: quantifier.sourceString === '\\A' ? '\\A' : '\\E',
    bounds,
    body: one(body),
    span: join(spanOf(quantifier), spanOf(body)),
  };
}

function chosen(word: ohm.Node, bound_: tree.Bound, body: ohm.Node): tree.Choose {
  return { kind: 'choose', bound: bound_, body: one(body), span: join(spanOf(word), spanOf(body)) };
}

function junctionSpan(operator: ohm.Node, items: ohm.Node): Span {
  const last = items.child(items.numChildren - 1);
  return last === undefined ? spanOf(operator) : join(spanOf(operator), spanOf(last));
}

function part(node: ohm.Node, text: string, args: ohm.Node, selector_: boolean): tree.NamePart {
  const span = has(args) ? join(spanOf(node), spanOf(args.child(0))) : spanOf(node);
  return { text, selector: selector_, args: optional<tree.Expression[]>(args) ?? [], span };
}

function selector(node: ohm.Node, text: string): tree.NamePart {
  return { text, selector: true, args: [], span: spanOf(node) };
}

function numberOf(text: string): bigint | undefined {
  if (text.includes('.')) return undefined;
  if (!text.startsWith('\\')) return BigInt(text);
  const radix = text.charAt(1).toLowerCase();
  return BigInt(`0${radix === 'h' ? 'x' : radix}${text.slice(2)}`);
}
