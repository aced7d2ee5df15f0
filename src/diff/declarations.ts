/** What two versions of a spec declare: what was added, removed or edited. Layout and comments do not count. */

import type { Expression, Spec } from '../semantics/spec.js';
import { scan } from '../syntax/scan.js';
import { Source, type Span, textOf } from '../syntax/source.js';

export const declarationKinds = [
  'constant',
  'variable',
  'action',
  'invariant',
  'property',
  'fairness',
  'definition',
] as const;
export type DeclarationKind = (typeof declarationKinds)[number];

export interface Change {
  readonly kind: DeclarationKind;
  readonly name: string;
  readonly change: 'added' | 'removed' | 'edited';
}

export function compareDeclarations(old: Spec, next: Spec): Change[] {
  const before = declarations(old);
  const after = declarations(next);
  return declarationKinds.flatMap((kind) => {
    const from = before.get(kind) ?? new Map<string, string>();
    const to = after.get(kind) ?? new Map<string, string>();
    return [...new Set([...from.keys(), ...to.keys()])].flatMap((name): Change[] => {
      const [was, is] = [from.get(name), to.get(name)];
      if (was === is) return [];
      return [{ kind, name, change: was === undefined ? 'added' : is === undefined ? 'removed' : 'edited' }];
    });
  });
}

/** The tokens of every declaration, by kind and name. */
function declarations(spec: Spec): Map<DeclarationKind, Map<string, string>> {
  const { behaviour, constants, variables, invariants, properties, definitions } = spec;
  const actions = new Set((behaviour?.actions ?? []).map(({ name }) => name));
  const formulas = (list: readonly { readonly name: string; readonly body: Expression }[]) =>
    new Map(list.map(({ name, body }) => [name, tokens(meant(body))]));
  const checked = invariants.filter(({ kind }) => kind === 'invariant');
  const named = new Set([
    ...constants.map(({ name }) => name),
    ...checked.map(({ name }) => name),
    ...properties.map(({ name }) => name),
  ]);
  const defined = [...definitions].filter(([name]) => !named.has(name) && name !== 'vars');
  const texts = (wanted: boolean) =>
    new Map(
      defined
        .filter(([name]) => actions.has(name) === wanted)
        .map(([name, { parameters, body }]) => [
          name,
          `${parameters.map((parameter) => parameter.name).join()} ${tokens(body.span)}`,
        ]),
    );
  return new Map([
    ['constant', formulas(constants)],
    [
      'variable',
      new Map(
        variables.map(({ name, stateSpace }) => [
          name,
          stateSpace === undefined ? '' : tokens(stateSpace.span),
        ]),
      ),
    ],
    ['action', texts(true)],
    ['invariant', formulas(checked)],
    ['property', formulas(properties)],
    ['fairness', new Map((behaviour?.fairness ?? []).map(({ body }) => [tokens(body.span), '']))],
    ['definition', texts(false)],
  ]);
}

/** Where the formula itself is written, if it is only named here. */
function meant(body: Expression): Span {
  return body.kind === 'apply' && body.args.length === 0 ? body.definition.body.span : body.span;
}

function tokens(span: Span): string {
  return scan(new Source(span.source.path, textOf(span)))
    .tokens.map(({ text }) => text)
    .join(' ');
}
