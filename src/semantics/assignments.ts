/** A variable that an action can never give a next value: found before any state is made. */

import type { Diagnostic } from '../syntax/diagnostic.js';
import { textOf } from '../syntax/source.js';
import { isOperator } from './expressions.js';
import type { Action, Argument, Behaviour, Definition, Expression, Local, Variable } from './spec.js';
import { children, some } from './walk.js';

/** `x'[e]`, `x[e]'`, `x'.f` or `x.f'`: a part of a next value, which gives the variable none. */
interface Part {
  readonly variable: Variable;
  readonly node: Expression;
  /** As EXCEPT writes it: `[e]`, `.f`. */
  readonly path: string;
}

/** `x = e`: what the action says of a variable in the state that it starts from. */
interface Comparison {
  readonly variable: Variable;
  readonly node: Expression;
  /** Whether e speaks of x: then its next value was meant, as in `x = x + 1`. */
  readonly ofItself: boolean;
}

/** What is said of an action that gives a variable no next value. */
type Finding = Pick<Diagnostic, 'message' | 'span' | 'hint'>;

/**
 * Reports only what is certain: whatever may assign counts as assigning.
 * @param severity a warning where such an action may stand as long as it is never taken; there, a part of a next value
 * counts as assigning too
 */
export function checkAssignments(
  behaviour: Behaviour,
  variables: readonly Variable[],
  severity: Diagnostic['severity'],
  report: (diagnostic: Diagnostic) => void,
): void {
  const reported = new Set<string>();
  const tell = (finding: Finding) => report({ code: 'unassigned', severity, ...finding });
  for (const action of behaviour.actions) {
    const { assigned, parts, comparisons } = mayAssign(action, variables.length);
    const isOpen = ({ index }: Variable) =>
      !assigned.has(index) && (severity === 'error' || !parts.has(index));
    const open = variables.filter(isOpen);
    const key = `${action.name} ${open.map(({ name }) => name).join()}`;
    if (open.length === 0 || reported.has(key)) continue;
    reported.add(key);
    const compared = open.flatMap(({ index }) => {
      const comparison = parts.has(index) ? undefined : comparisons.get(index);
      return comparison?.ofItself ? [comparison] : [];
    });
    const whole = open.filter(
      (variable) => !parts.has(variable.index) && !compared.some((one) => one.variable === variable),
    );
    if (whole.length > 0) tell(neverGiven(action, whole, comparisons));
    for (const comparison of compared) tell(withoutPrime(action, comparison));
    for (const { index } of open) {
      const part = parts.get(index);
      if (part !== undefined) tell(givenInPart(action, part));
    }
  }
}

function neverGiven(
  action: Action,
  open: readonly Variable[],
  comparisons: ReadonlyMap<number, Comparison>,
): Finding {
  const names = open.map(({ name }) => name);
  const quoted = names.map((name) => `\`${name}\``);
  const listed = quoted.length === 1 ? quoted[0] : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
  const unchanged = `\`UNCHANGED ${names.length === 1 ? names[0] : `<<${names.join(', ')}>>`}\``;
  const compared = open.find(({ index }) => comparisons.has(index));
  const primed =
    compared === undefined ? '' : ` To give it one, write \`${compared.name}' = …\` with a prime.`;
  return {
    message: `\`${action.name}\` never gives ${listed} a next value.`,
    span: action.body.span,
    hint: `Add ${unchanged} if it stays as it is.${primed}`,
  };
}

function withoutPrime(action: Action, { variable: { name }, node }: Comparison): Finding {
  return {
    message: `\`${action.name}\` never gives \`${name}\` a next value: this compares it with the one it has.`,
    span: node.span,
    hint: `Did you mean \`${name}' = …\`?`,
  };
}

function givenInPart(action: Action, { variable: { name }, node, path }: Part): Finding {
  return {
    message: `\`${action.name}\` never gives \`${name}\` a next value: this speaks of a part of it only.`,
    span: node.span,
    hint: `Write \`${name}' = [${name} EXCEPT !${path} = …]\`.`,
  };
}

/** The part of a next value that an expression is, if it is one. */
function partOf(node: Expression): Part | undefined {
  let root = node.kind === 'prime' ? node.operand : node;
  if (root.kind !== 'application' && root.kind !== 'field') return undefined;
  const { end } = root.span;
  while (root.kind === 'application' || root.kind === 'field')
    root = root.kind === 'application' ? root.function : root.record;
  const start = root.span.end;
  if (node.kind !== 'prime') {
    if (root.kind !== 'prime') return undefined;
    root = root.operand;
  }
  if (root.kind !== 'variable') return undefined;
  const path = textOf({ source: node.span.source, start, end });
  // Behind parentheses, or over several lines, the text is no path that could be copied.
  return { variable: root.variable, node, path: /^[[.][^\r\n]*$/.test(path) ? path : '[…]' };
}

function comparisonOf(node: Expression): Comparison | undefined {
  if (node.kind !== 'primitive' || node.operator !== '=') return undefined;
  const [left, right] = node.args;
  if (left?.kind !== 'variable' || right === undefined || isOperator(right)) return undefined;
  const { variable } = left;
  const ofItself = some(right, (part) => part.kind === 'variable' && part.variable === variable);
  return { variable, node, ofItself };
}

/** The variables that an action may assign; and of each the first place that speaks of a part, or that compares it. */
function mayAssign(
  action: Action,
  count: number,
): {
  readonly assigned: ReadonlySet<number>;
  readonly parts: ReadonlyMap<number, Part>;
  readonly comparisons: ReadonlyMap<number, Comparison>;
} {
  const parts = new Map<number, Part>();
  const comparisons = new Map<number, Comparison>();
  const assigned = new Set<number>();
  const entered = new Set<Definition>();
  /** What the parameters of the definitions around stand for. */
  const bound = new Map<Local, Argument>();
  const everything = () => {
    for (let i = 0; i < count; i++) assigned.add(i);
  };
  /** The variables of what is primed, or left unchanged. */
  const targets = (node: Expression): void => {
    if (node.kind === 'variable') assigned.add(node.variable.index);
    else if (node.kind === 'apply') enter(node, targets);
    else if (node.kind === 'local') {
      const arg = bound.get(node.local);
      if (arg === undefined || isOperator(arg)) return;
      // Where a definition applies itself, an argument may mention the parameter that it is for.
      bound.delete(node.local);
      targets(arg);
      bound.set(node.local, arg);
    } else children(node).forEach(targets);
  };
  const bind = (definition: Definition, args: readonly Argument[]) => {
    definition.parameters.forEach((parameter, index) => {
      const arg = args[index];
      // A parameter that is handed on to itself stands for what it stood for.
      if (arg !== undefined && !(arg.kind === 'local' && arg.local === parameter)) bound.set(parameter, arg);
    });
    for (const arg of args)
      if (isOperator(arg)) everything();
      else visit(arg);
  };
  const enter = (node: Expression & { kind: 'apply' }, then: (body: Expression) => void) => {
    const { definition, args } = node;
    if (entered.has(definition)) {
      for (const arg of args) if (!isOperator(arg)) targets(arg);
      return;
    }
    entered.add(definition);
    bind(definition, args);
    then(definition.body);
    entered.delete(definition);
  };
  /** The keys of a part: what they mention is read, and may be given its value here. */
  const keys = (node: Expression, then: (key: Expression) => void): void => {
    if (node.kind === 'application') {
      keys(node.function, then);
      then(node.argument);
    } else if (node.kind === 'field') keys(node.record, then);
  };
  const visit = (node: Expression): void => {
    const part = partOf(node);
    const comparison = comparisonOf(node);
    if (comparison !== undefined) {
      const { index } = comparison.variable;
      if (comparison.ofItself || !comparisons.has(index)) comparisons.set(index, comparison);
    }
    if (part !== undefined) {
      if (!parts.has(part.variable.index)) parts.set(part.variable.index, part);
      if (node.kind === 'prime') keys(node.operand, targets);
      else keys(node, visit);
    } else if (node.kind === 'call') everything();
    else if (node.kind === 'unchanged' || node.kind === 'prime') targets(node.operand);
    else if (node.kind === 'box-action' || node.kind === 'angle-action') {
      visit(node.action);
      targets(node.subscript);
    } else if (node.kind === 'compose') everything();
    else if (node.kind === 'apply') enter(node, visit);
    else children(node).forEach(visit);
  };
  for (const step of action.context) if (step.kind === 'enter') bind(step.definition, step.args);
  visit(action.body);
  return { assigned, parts, comparisons };
}
