/** What the grammar matched as an expression to its tree. */

import type * as ohm from 'ohm-js';
import { buildRun, type RunTerm } from '../precedence.js';
import { join, type Span } from '../source.js';
import type * as tree from '../tree.js';
import {
  all,
  type Built,
  has,
  list,
  one,
  optional,
  report,
  spanOf,
  textOf,
  valueParameter,
} from './nodes.js';

/** Applies a suffix: an index, a field or a postfix operator, tighter than any infix one. */
type Suffix = (operand: tree.Expression) => tree.Expression;

export const expressions: ohm.ActionDict<Built> = {
  Expression: (first, operators, rest) =>
    buildRun([one<RunTerm>(first), ...all<RunTerm>(rest)], all<tree.Identifier>(operators), report),
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
  PathStep_number: (number) => selector(number, textOf(number)),
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
};

function applied(operand: tree.Expression, suffixes: readonly Suffix[]): tree.Expression {
  return suffixes.reduce((result, suffix) => suffix(result), operand);
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
