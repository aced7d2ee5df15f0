/**
 * Names of parts of definitions: `Inv!2`, `Op(x)!1!<<`, `Def!lab(y)!(z)`, `Thm!:` (Lamport, "TLA+ Version 2: A Preliminary
 * Guide", section 6). A part is found in the syntax tree; what it binds on the way there becomes parameters.
 */

import type * as tree from '../syntax/tree.js';

/** A part of a definition, with the names that are bound between the two. */
export interface Part {
  readonly expression: tree.Expression;
  /** In order; `!(…)` and a label's arguments give them values, `!@` and a label without arguments leave them open. */
  readonly names: readonly tree.Identifier[];
  /** The values of these names, where they were given. */
  readonly args: readonly tree.Expression[];
  /** The LETs on the way: their definitions are what the part may speak of. */
  readonly lets: readonly tree.LetIn[];
}

/** @returns the part that the steps lead to, or the step that leads nowhere */
export function partOf(body: tree.Expression, steps: readonly tree.NamePart[]): Part | tree.NamePart {
  let part: Part = { expression: body, names: [], args: [], lets: [] };
  for (const step of steps) {
    const next = follow(part, step);
    if (next === undefined) return step;
    part = next;
  }
  return part;
}

export function isPart(found: Part | tree.NamePart): found is Part {
  return 'expression' in found;
}

/** A part with the definitions around it. */
export function withLets({ expression, lets }: Part): tree.Expression {
  return lets.reduceRight<tree.Expression>(
    (body, { units, span }) => (units.length === 0 ? body : { kind: 'let', units, body, span }),
    expression,
  );
}

function follow(part: Part, step: tree.NamePart): Part | undefined {
  const node = bare(part.expression);
  // `!:` is the whole: it tells a theorem's statement from the theorem.
  if (step.selector && step.text === ':') return part;
  if (!step.selector) return labelled(part, node, step);
  if (step.text === '' || step.text === '@') {
    const bound = bodyOf(node);
    if (bound === undefined || (step.text === '' && step.args.length !== bound.names.length))
      return undefined;
    return binding(part, bound.body, bound.names, step.args, []);
  }
  const number = step.text === '<<' ? 1 : step.text === '>>' ? 2 : Number(step.text);
  if (node.kind === 'let')
    return number === 1 ? { ...part, expression: node.body, lets: [...part.lets, node] } : undefined;
  const expression = operandsOf(node)[number - 1];
  return expression === undefined ? undefined : { ...part, expression };
}

function binding(
  part: Part,
  expression: tree.Expression,
  names: readonly tree.Identifier[],
  args: readonly tree.Expression[],
  lets: readonly tree.LetIn[],
): Part {
  return {
    expression,
    names: [...part.names, ...names],
    args: [...part.args, ...args],
    lets: [...part.lets, ...lets],
  };
}

/** What parentheses and labels enclose. */
function bare(node: tree.Expression): tree.Expression {
  if (node.kind === 'parenthesised') return bare(node.inner);
  return node.kind === 'labelled' ? bare(node.expression) : node;
}

/** A label anywhere below, but not within another one; its arguments are the names bound on the way. */
function labelled(part: Part, node: tree.Expression, step: tree.NamePart): Part | undefined {
  const given = (count: number) => step.args.length === 0 || step.args.length === count;
  const found = find(part.expression, step.text) ?? find(node, step.text);
  if (found !== undefined) {
    const { expression, parameters } = found.node;
    return given(parameters.length)
      ? binding(part, expression, parameters, step.args, found.lets)
      : undefined;
  }
  // A definition of a LET is named by its name.
  if (node.kind !== 'let') return undefined;
  const unit = node.units.find(
    (candidate): candidate is tree.DefinitionUnit =>
      candidate.kind === 'definition' && candidate.name.text === step.text,
  );
  if (unit === undefined || !given(unit.parameters.length)) return undefined;
  // The definition itself is taken apart: the others are what it may still refer to.
  const others = { ...node, units: node.units.filter((other) => other !== unit) };
  const names = unit.parameters.map((parameter) => parameter.name);
  return binding(part, unit.body, names, step.args, [others]);
}

interface FoundLabel {
  readonly node: tree.Labelled;
  readonly lets: readonly tree.LetIn[];
}

function find(node: tree.Expression, label: string): FoundLabel | undefined {
  if (node.kind === 'labelled') return node.label.text === label ? { node, lets: [] } : undefined;
  if (node.kind === 'parenthesised') return find(node.inner, label);
  if (node.kind === 'let') {
    const found = find(node.body, label);
    return found === undefined ? undefined : { ...found, lets: [node, ...found.lets] };
  }
  for (const child of [...operandsOf(node), bodyOf(node)?.body]) {
    const found = child === undefined ? undefined : find(child, label);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The names that an expression binds, and where they are bound. */
function bodyOf(
  node: tree.Expression,
): { readonly names: readonly tree.Identifier[]; readonly body: tree.Expression } | undefined {
  switch (node.kind) {
    case 'quantified':
    case 'map':
    case 'function':
      return { names: node.bounds.flatMap((bound) => bound.names), body: node.body };
    case 'choose':
    case 'filter':
      return { names: node.bound.names, body: node.body };
    case 'temporal-quantified':
      return { names: node.names, body: node.body };
    case 'lambda':
      return { names: node.parameters.map((parameter) => parameter.name), body: node.body };
    default:
      return undefined;
  }
}

/** What `!1`, `!2`, … select. */
function operandsOf(node: tree.Expression): readonly tree.Expression[] {
  switch (node.kind) {
    case 'junction':
      return node.items;
    case 'infix':
      return [node.left, node.right];
    case 'prefix':
    case 'postfix':
      return [node.operand];
    case 'cross':
      return node.factors;
    case 'name':
      return node.path.at(-1)?.args ?? [];
    case 'quantified':
    case 'map':
    case 'function':
      return node.bounds.flatMap((bound) => (bound.set === undefined ? [] : [bound.set]));
    case 'choose':
    case 'filter':
      return node.bound.set === undefined ? [] : [node.bound.set];
    case 'set':
    case 'tuple':
      return node.elements;
    case 'record':
    case 'record-set':
      return node.fields.map((field) => field.value);
    case 'function-set':
      return [node.domain, node.range];
    case 'application':
      return [node.function, ...node.args];
    case 'field':
      return [node.record, { kind: 'string', value: node.field.text, span: node.field.span }];
    case 'except':
      return [node.function];
    case 'if':
      return [node.condition, node.consequent, node.alternative];
    case 'case':
      // An arm is read as a pair of its guard and its value.
      return [
        ...node.arms.map(
          (arm): tree.Expression => ({ kind: 'tuple', elements: [arm.guard, arm.value], span: arm.span }),
        ),
        ...(node.other === undefined ? [] : [otherArm(node.other)]),
      ];
    case 'box-action':
    case 'angle-action':
      return [node.action, node.subscript];
    case 'fairness-condition':
      return [node.subscript, node.action];
    default:
      return [];
  }
}

/** OTHER in the place of a guard: nothing is called that, so that only the value can be named. */
function otherArm(value: tree.Expression): tree.Expression {
  const { span } = value;
  const guard: tree.Expression = {
    kind: 'name',
    path: [{ text: 'OTHER', selector: false, args: [], span }],
    span,
  };
  return { kind: 'tuple', elements: [guard, value], span };
}
