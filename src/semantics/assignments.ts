/** A variable that an action can never give a next value: found before any state is made. */

import type { Diagnostic } from '../syntax/diagnostic.js';
import { isOperator } from './expressions.js';
import type { Action, Argument, Behaviour, Definition, Expression, Local, Variable } from './spec.js';
import { children } from './walk.js';

/**
 * Reports only what is certain: whatever may assign counts as assigning.
 * @param severity a warning where such an action may stand as long as it is never taken
 */
export function checkAssignments(
  behaviour: Behaviour,
  variables: readonly Variable[],
  severity: Diagnostic['severity'],
  report: (diagnostic: Diagnostic) => void,
): void {
  const reported = new Set<string>();
  for (const action of behaviour.actions) {
    const assigned = mayAssign(action, variables.length);
    const open = variables
      .filter((variable) => !assigned.has(variable.index))
      .map((variable) => `\`${variable.name}\``);
    const key = `${action.name} ${open.join()}`;
    if (open.length === 0 || reported.has(key)) continue;
    reported.add(key);
    const names = open.length === 1 ? open[0] : `${open.slice(0, -1).join(', ')} and ${open.at(-1)}`;
    report({
      code: 'unassigned',
      severity,
      message: `\`${action.name}\` never gives ${names} a next value.`,
      span: action.body.span,
      hint: `Add \`UNCHANGED ${open.length === 1 ? open[0]?.replaceAll('`', '') : `<<${open.join(', ').replaceAll('`', '')}>>`}\` if it stays as it is.`,
    });
  }
}

function mayAssign(action: Action, count: number): ReadonlySet<number> {
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
  const visit = (node: Expression): void => {
    if (node.kind === 'call') everything();
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
  return assigned;
}
