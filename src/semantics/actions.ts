/** The next-state relation taken apart into actions, as they are counted and named. */

import type { Span } from '../syntax/source.js';
import { type Action, type ActionContext, type Expression, Level, type Local } from './spec.js';

interface Path {
  readonly name: string;
  readonly span: Span;
  readonly parameters: readonly Local[];
  readonly context: readonly ActionContext[];
}

/** Through `\/`, bounded `\E`, LET and definitions, down to what is none of these. */
export function takeApart(next: Expression, name: string): Action[] {
  const actions: Action[] = [];
  visit(next, { name, span: next.span, parameters: [], context: [] });
  return actions;

  function visit(node: Expression, path: Path): void {
    switch (node.kind) {
      case 'labelled':
        visit(node.expression, path);
        return;
      case 'or':
        for (const item of node.items) visit(item, path);
        return;
      case 'exists':
        if (node.bounds.some((bound) => bound.set === undefined || bound.set.level > Level.state)) break;
        visit(node.body, { ...path, context: [...path.context, { kind: 'exists', bounds: node.bounds }] });
        return;
      case 'let':
        visit(node.body, {
          ...path,
          context: [...path.context, { kind: 'let', definitions: node.definitions }],
        });
        return;
      case 'apply': {
        const { definition, args, span } = node;
        if (definition.level < Level.action || definition.recursive) break;
        visit(definition.body, {
          name: definition.name,
          span: definition.span,
          parameters: definition.parameters,
          context: [...path.context, { kind: 'enter', definition, args, span }],
        });
        return;
      }
      default:
    }
    actions.push({
      index: actions.length,
      name: path.name,
      span: path.span,
      context: path.context,
      body: node,
      parameters: path.parameters,
    });
  }
}
