/** What Ohm matched, node by node: the trees that nodes are built into, and the places where they stand. */

import type * as ohm from 'ohm-js';
import type { Diagnostic } from '../diagnostic.js';
import { type Laid, pieceAt } from '../layout.js';
import type { Source, Span } from '../source.js';
import type * as tree from '../tree.js';

export type Built = unknown;

/** What one unit is built from: Ohm hands an action nothing but nodes. */
export interface BuildContext {
  readonly source: Source;
  readonly laid: Laid;
  report(diagnostic: Diagnostic): void;
}

let context: BuildContext;

export function setContext(next: BuildContext): void {
  context = next;
}

export function report(diagnostic: Diagnostic): void {
  context.report(diagnostic);
}

/** What a token says: of names, numbers and strings the laid text has no more than the kind. */
export function textOf(node: ohm.Node): string {
  const { laid } = context;
  return laid.tokens[pieceAt(laid, node.source.startIdx)]?.text ?? '';
}

export function spanOf(node: ohm.Node): Span {
  const { startIdx, endIdx } = node.source;
  const { laid, source } = context;
  const first = laid.tokens[pieceAt(laid, startIdx)];
  const last = laid.tokens[pieceAt(laid, Math.max(startIdx, endIdx - 1))];
  return { source, start: first?.start ?? 0, end: Math.max(first?.end ?? 0, last?.end ?? 0) };
}

export function list<T>(node: ohm.Node): T[] {
  return node.asIteration().children.map((child) => child.tree() as T);
}

export function all<T>(node: ohm.Node): T[] {
  return node.children.map((child) => child.tree() as T);
}

export function one<T>(node: ohm.Node): T {
  return node.tree() as T;
}

export function optional<T>(node: ohm.Node): T | undefined {
  const [child] = node.children;
  return child === undefined ? undefined : one<T>(child);
}

export const has = (node: ohm.Node) => node.children.length > 0;

export const identifier = (node: ohm.Node): tree.Identifier => ({ text: textOf(node), span: spanOf(node) });

export const valueParameter = (name: tree.Identifier): tree.Parameter => ({
  name,
  arity: 0,
  span: name.span,
});
