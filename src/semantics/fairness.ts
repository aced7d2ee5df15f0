/** Fairness as a user may write it for an action: `\A o \in Order : WF_vars(Ship(o))`. */

import { inOneLine, textOf } from '../syntax/source.js';
import { isOperator } from './expressions.js';
import type { Action, Argument, Behaviour, Bound, Expression, Local } from './spec.js';
import { Level } from './spec.js';
import { some } from './walk.js';

/**
 * A weak fairness condition on what an action does, with the names bound that the next-state relation binds on the way to it: around
 * the condition where their sets are the same in every state, within the action where they are not. Undefined where that
 * cannot be said in a line.
 */
export function weakFairness(action: Action, { next, subscript }: Behaviour): string | undefined {
  const vars = sameSpan(subscript, next) ? 'vars' : oneLine(subscript);
  const last = action.context.findLastIndex(({ kind }) => kind === 'enter');
  const outer = new Names();
  let around = '';
  let within = '';
  for (const [index, step] of action.context.entries()) {
    if (index > last) break;
    if (step.kind === 'let') return undefined;
    if (step.kind === 'exists') {
      for (const bound of step.bounds) {
        const text = outer.bind(bound);
        if (text === undefined) return undefined;
        if (within === '' && outer.isConstant(bound.set)) around += `\\A ${text} : `;
        else {
          within += `\\E ${text} : `;
          outer.change(bound.locals);
        }
      }
      continue;
    }
    const args = step.args.map((arg) => outer.text(arg));
    if (!args.every((arg) => arg !== undefined)) return undefined;
    if (index === last) {
      const call = args.length === 0 ? step.definition.name : `${step.definition.name}(${args.join(', ')})`;
      return `${around}WF_${vars}(${within}${call})`;
    }
    outer.hand(step.definition.parameters, step.args, args);
  }
  return `WF_${vars}(${action.name})`;
}

/** What the names on the way to an action are written as. */
class Names {
  private readonly texts = new Map<Local, string>();
  /** Those that stand for something else in every state. */
  private readonly changing = new Set<Local>();

  /** `x, y \in S` */
  bind({ locals, tuple, set }: Bound): string | undefined {
    const members = set && this.text(set);
    if (members === undefined || tuple) return undefined;
    for (const local of locals) this.texts.set(local, local.name);
    return `${locals.map(({ name }) => name).join(', ')} \\in ${members}`;
  }

  change(locals: readonly Local[]): void {
    for (const local of locals) this.changing.add(local);
  }

  hand(parameters: readonly Local[], args: readonly Argument[], texts: readonly string[]): void {
    parameters.forEach((parameter, index) => {
      this.texts.set(parameter, texts[index] as string);
      const arg = args[index];
      if (arg === undefined || isOperator(arg) || !this.isConstant(arg)) this.changing.add(parameter);
    });
  }

  isConstant(node: Expression | undefined): boolean {
    return (
      node !== undefined &&
      node.level === Level.constant &&
      !some(node, (part) => part.kind === 'local' && this.changing.has(part.local))
    );
  }

  /** As it is written, where it means the same outside of all definitions. */
  text(node: Argument): string | undefined {
    if (isOperator(node)) return undefined;
    if (node.kind === 'local') return this.texts.get(node.local);
    const foreign = some(
      node,
      (part) =>
        part.kind === 'local' && this.texts.has(part.local) && this.texts.get(part.local) !== part.local.name,
    );
    return foreign ? undefined : oneLine(node);
  }
}

function oneLine(node: Expression): string {
  return inOneLine(textOf(node.span));
}

function sameSpan(left: Expression, right: Expression): boolean {
  return left.span.source === right.span.source && left.span.start === right.span.start;
}
