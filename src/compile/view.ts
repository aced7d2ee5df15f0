/** A VIEW that is made of whole variables: two states have the same one where these variables have the same values. */

import { type Context, enterApplied, lookUp } from '../semantics/context.js';
import type { Expression } from '../semantics/spec.js';
import type { Box } from './boxes/box.js';

/** A variable, or a tuple or record of such, by key. */
export type WholeView =
  | { readonly variable: number }
  | { readonly parts: readonly { readonly key: Box; readonly view: WholeView }[] };

/** @returns undefined where it is made of anything else, or of nothing */
export function wholeView(view: Expression): WholeView | undefined {
  const whole = wholeIn(view, undefined);
  return whole === undefined || viewedBy(whole).size === 0 ? undefined : whole;
}

function wholeIn(node: Expression, context: Context): WholeView | undefined {
  switch (node.kind) {
    case 'variable':
      return { variable: node.variable.index };
    case 'tuple':
      return wholeOf(
        node.elements.map((value, index) => ({ key: index + 1, value })),
        context,
      );
    case 'record':
      return wholeOf(
        node.fields.map(({ name, value }) => ({ key: name, value })),
        context,
      );
    case 'labelled':
      return wholeIn(node.expression, context);
    case 'substituted':
      return wholeIn(node.value, context);
    case 'local': {
      const meaning = lookUp(node.local, context);
      return meaning !== undefined && 'argument' in meaning
        ? wholeIn(meaning.argument, meaning.context)
        : undefined;
    }
    case 'apply':
      if (node.definition.recursive) return undefined;
      break;
    default:
  }
  const inner = enterApplied(node, context);
  return inner && wholeIn(inner.body, inner.context);
}

function wholeOf(
  items: readonly { readonly key: Box; readonly value: Expression }[],
  context: Context,
): WholeView | undefined {
  const parts: { key: Box; view: WholeView }[] = [];
  for (const { key, value } of items) {
    const view = wholeIn(value, context);
    if (view === undefined) return undefined;
    parts.push({ key, view });
  }
  return { parts };
}

/** The variables that it is made of. */
export function viewedBy(view: WholeView): ReadonlySet<number> {
  return new Set(
    'variable' in view ? [view.variable] : view.parts.flatMap((part) => [...viewedBy(part.view)]),
  );
}
