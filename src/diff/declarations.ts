/** What two versions of a spec declare: what was added, removed or edited. What says the same is the same: see normal-form.ts. */

import type { Expression, Spec } from '../semantics/spec.js';
import { type Span, textOf } from '../syntax/source.js';
import { type Edit, editsBetween, replaced } from './edits.js';
import { conjunctsAt, formulaAt, shownText } from './normal-form.js';

const declarationKinds = [
  'constant',
  'variable',
  'action',
  'invariant',
  'property',
  'fairness',
  'check',
  'definition',
] as const;
type DeclarationKind = (typeof declarationKinds)[number];

export interface Change {
  readonly kind: DeclarationKind;
  /** Of fairness its formula. */
  readonly name: string;
  readonly change: 'added' | 'removed' | 'edited' | 'renamed';
  /** Of what was renamed: its name before. */
  readonly from?: string;
  /** Of what was edited. */
  readonly edits?: readonly Edit[];
}

export function compareDeclarations(old: Spec, next: Spec): Change[] {
  const before = declarations(old);
  const after = declarations(next);
  return declarationKinds.flatMap((kind) => {
    const from = before.get(kind) ?? new Map<string, Declared>();
    const to = after.get(kind) ?? new Map<string, Declared>();
    const changes = [...new Set([...from.keys(), ...to.keys()])].flatMap((key): Change[] => {
      const [was, is] = [from.get(key), to.get(key)];
      if (was?.says === is?.says) return [];
      if (was !== undefined && is !== undefined)
        return [{ kind, name: is.name, change: 'edited', edits: editsOf(was, is) }];
      return [{ kind, name: (is ?? was)?.name ?? key, change: was === undefined ? 'added' : 'removed' }];
    });
    return withRenames(changes, from, to);
  });
}

/** What was removed and added under another name, saying the same, was renamed. */
function withRenames(
  changes: readonly Change[],
  from: ReadonlyMap<string, Declared>,
  to: ReadonlyMap<string, Declared>,
): Change[] {
  const added = changes.filter(({ change }) => change === 'added');
  const renamed = new Map<Change, Change>();
  for (const gone of changes.filter(({ change }) => change === 'removed')) {
    const says = from.get(gone.name)?.says ?? '';
    const come = added.find((one) => !renamed.has(one) && says !== '' && to.get(one.name)?.says === says);
    if (come !== undefined) renamed.set(come, gone);
  }
  const old = new Set(renamed.values());
  return changes.flatMap((change): Change[] => {
    const before = renamed.get(change);
    if (before !== undefined) return [{ ...change, change: 'renamed', from: before.name }];
    return old.has(change) ? [] : [change];
  });
}

interface Declared {
  readonly name: string;
  readonly says: string;
  /** What stands in front of the formula, or all that there is. */
  readonly head?: string;
  readonly formula?: Span;
}

function editsOf(was: Declared, is: Declared): Edit[] {
  const heads = was.head === is.head ? [] : replaced([was.head ?? was.name], [is.head ?? is.name], []);
  return was.formula === undefined || is.formula === undefined
    ? heads
    : [...heads, ...editsBetween(was.formula, is.formula)];
}

/** What every declaration says, by kind, and by name or what else tells it from others. */
function declarations(spec: Spec): Map<DeclarationKind, Map<string, Declared>> {
  const { behaviour, constants, variables, invariants, properties, definitions } = spec;
  const actions = new Set((behaviour?.actions ?? []).map(({ name }) => name));
  const formulas = (list: readonly { readonly name: string; readonly body: Expression }[]) =>
    byName(
      list.map(({ name, body }) => {
        const formula = meant(body);
        return { name, says: formulaAt(formula).normal, formula };
      }),
    );
  const checked = invariants.filter(({ kind }) => kind === 'invariant');
  const named = new Set([
    ...constants.map(({ name }) => name),
    ...checked.map(({ name }) => name),
    ...properties.map(({ name }) => name),
  ]);
  const defined = [...definitions].filter(([name]) => !named.has(name) && name !== 'vars');
  const texts = (wanted: boolean) =>
    byName(
      defined
        .filter(([name]) => actions.has(name) === wanted)
        .map(([name, { parameters, body }]) => {
          const names = parameters.map((parameter) => parameter.name).join(', ');
          return {
            name,
            says: `${names} ${formulaAt(body.span).normal}`,
            head: `${name}${names === '' ? '' : `(${names})`} ==`,
            formula: body.span,
          };
        }),
    );
  // Fairness has no name: what it says tells it from other fairness.
  const fair = new Map(
    (behaviour?.fairness ?? [])
      .flatMap(({ body }) => conjunctsAt(body.span))
      .map(({ normal, shown }) => [normal, { name: shown, says: normal }]),
  );
  return new Map([
    ['constant', formulas(constants)],
    [
      'variable',
      byName(
        variables.map(({ name, stateSpace }) => ({
          name,
          says: stateSpace === undefined ? '' : formulaAt(stateSpace.span).normal,
          head: stateSpace === undefined ? name : `${name} \\in ${shownText(textOf(stateSpace.span))}`,
        })),
      ),
    ],
    ['action', texts(true)],
    ['invariant', formulas(checked)],
    ['property', formulas(properties)],
    ['fairness', fair],
    ['check', byName(spec.checkDeadlock ? [{ name: 'for deadlock', says: '' }] : [])],
    ['definition', texts(false)],
  ]);
}

function byName(list: readonly Declared[]): Map<string, Declared> {
  return new Map(list.map((one) => [one.name, one]));
}

/** Where the formula itself is written, if it is only named here. */
export function meant(body: Expression): Span {
  return body.kind === 'apply' && body.args.length === 0 ? body.definition.body.span : body.span;
}
