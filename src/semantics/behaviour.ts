/** INIT, NEXT, SPECIFICATION and FAIRNESS: how a specification begins, goes on, and what it must do in the end. */

import type { Span } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';
import { takeApart } from './actions.js';
import type { Elaborator } from './elaborate.js';
import { highest } from './expressions.js';
import { behaviourKinds, type Items, levelWords } from './items.js';
import type { ResolveRequest } from './resolve.js';
import type { Scope } from './scope.js';
import {
  type Behaviour,
  type Definition,
  type DefinitionApplication,
  type Expression,
  Level,
  type NamedFormula,
  type Variable,
} from './spec.js';

interface Context {
  readonly module: tree.Module;
  readonly request: ResolveRequest;
  readonly items: Items;
  readonly elaborator: Elaborator;
  /** Of the module. */
  readonly scope: Scope;
  readonly variables: readonly Variable[];
}

/** Items that say something of behaviours. */
const checkedKinds = new Set<tree.ModelItem['kind']>(['invariant', 'property', 'possible']);

/** @returns undefined where a specification has none, and where something is wrong with it */
export function behaviourOf(context: Context): Behaviour | undefined {
  if (!hasBehaviour(context)) {
    if (mustBehave(context)) nothingToExplore(context);
    return undefined;
  }
  const { module, items, elaborator, scope, variables } = context;
  const start = { ...module.span, end: module.span.start };
  const name = (kind: 'init' | 'next' | 'specification') =>
    items.stated
      .flatMap((item) => (item.kind === kind && 'name' in item && item.name !== undefined ? [item.name] : []))
      .at(-1);
  const specification = name('specification');
  const parts = specification === undefined ? undefined : takenApart(context, specification);
  if (specification !== undefined && parts === undefined) return undefined;
  const implied = (text: string): tree.Identifier => {
    const entity = scope.own(text);
    return { text, span: entity?.kind === 'definition' ? entity.pending.span : start };
  };
  const init = parts?.init ?? relation(context, name('init') ?? implied('Init'), Level.state);
  const next = parts?.next ?? relation(context, name('next') ?? implied('Next'), Level.action);
  if (init === undefined || next === undefined) return undefined;
  const fairness = items.stated.flatMap((item): NamedFormula[] => {
    if (item.kind !== 'fairness') return [];
    return [{ name: 'FAIRNESS', body: elaborator.expression(item.formula, scope), span: item.span }];
  });
  return {
    init: init.body,
    next: next.body,
    subscript: parts?.subscript ?? tupleOf(variables, next.span),
    actions: takeApart(next.body, next.name),
    fairness: [...(parts?.fairness ?? []), ...fairness],
  };
}

/** A configuration without INIT, NEXT and SPECIFICATION asks for assumptions only. */
function hasBehaviour({ module, request, items, scope, variables }: Context): boolean {
  const stated = items.stated.some((item) => behaviourKinds.has(item.kind));
  if (variables.length === 0) return module.dialect === 'tla' && stated;
  if (module.dialect === 'spec' || stated) return true;
  return request.configuration === undefined && scope.own('Init') !== undefined;
}

/** To TLC, a module with variables and one of which something is to be checked must say how it begins. */
function mustBehave({ module, request, items, variables }: Context): boolean {
  if (module.dialect === 'spec' || request.unexplored === true) return false;
  const asked = [...(request.invariants ?? []), ...(request.properties ?? [])].length > 0;
  return variables.length > 0 || asked || items.stated.some(({ kind }) => checkedKinds.has(kind));
}

function nothingToExplore({ module, request, elaborator }: Context): void {
  const { configuration } = request;
  const { path } = module.span.source;
  const name = path.replace(/^.*[\\/]/, '').replace(/\.tla$/, '');
  const hint =
    'Name the definitions of the module by `SPECIFICATION Spec`, or by `INIT Init` and `NEXT Next`';
  if (configuration === undefined) {
    elaborator.error(
      'no-behaviour',
      `Nothing says how \`${module.name?.text ?? name}\` begins and goes on: there is no \`${name}.cfg\`, no section \`---- CONFIG ${name} ----\`, and no definition \`Init\`.`,
      module.name?.span ?? { ...module.span, end: module.span.start },
      `${hint} in \`${name}.cfg\`, or with \`--spec\`, or \`--init\` and \`--next\`.`,
    );
    return;
  }
  const { source, start } = configuration.span;
  elaborator.error(
    'no-behaviour',
    'This configuration does not say how the module begins and goes on.',
    { source, start, end: start },
    `${hint}.`,
  );
}

/** What INIT or NEXT names. */
function relation(
  { items, elaborator, scope }: Context,
  name: tree.Identifier,
  most: Level,
): NamedFormula | undefined {
  const what = most === Level.state ? 'initial predicate' : 'next-state relation';
  if (scope.find(name.text.replace(/!.*/, '')) === undefined) {
    const word = most === Level.state ? 'INIT' : 'NEXT';
    elaborator.error(
      'no-behaviour',
      `The ${what} \`${name.text}\` is not defined.`,
      name.span,
      `Define \`${name.text}\`, or name another definition with \`${word}\`.`,
    );
    return undefined;
  }
  const formula = items.reference(name);
  if (formula === undefined) return undefined;
  if (formula.body.level > most) {
    elaborator.error(
      'level',
      `The ${what} \`${name.text}\` must be ${levelWords[most]}, and is ${levelWords[formula.body.level]}.`,
      formula.span,
    );
    return undefined;
  }
  return formula;
}

/** `Init /\ [][Next]_v /\ fairness`, also through definitions. */
function takenApart(
  { items, elaborator }: Context,
  name: tree.Identifier,
):
  | { init: NamedFormula; next: NamedFormula; subscript: Expression | undefined; fairness: NamedFormula[] }
  | undefined {
  const formula = items.reference(name);
  const inits: Expression[] = [];
  const fairness: NamedFormula[] = [];
  let next: NamedFormula | undefined;
  let subscript: Expression | undefined;
  /** @param around puts what was entered on the way around a part */
  const visit = (node: Expression, around: (part: Expression) => Expression): void => {
    if (node.kind === 'and') for (const item of node.items) visit(item, around);
    else if (node.level <= Level.state) inits.push(around(node));
    else if (node.kind === 'apply') visit(node.definition.body, (part) => around(entering(node, part)));
    else if (node.kind === 'let')
      visit(node.body, (part) => around({ ...node, body: part, level: part.level }));
    else if (node.kind === 'labelled') visit(node.expression, around);
    else if (node.kind === 'always' && node.operands[0]?.kind === 'box-action') {
      const { action } = node.operands[0];
      next = {
        name: action.kind === 'apply' ? action.definition.name : 'Next',
        body: around(action),
        span: action.span,
      };
      subscript = around(node.operands[0].subscript);
    } else fairness.push({ name: name.text, body: around(node), span: node.span });
  };
  if (formula === undefined) return undefined;
  visit(formula.body, (part) => part);
  const [only] = inits;
  if (only === undefined || next === undefined) {
    elaborator.error(
      'no-behaviour',
      `\`${name.text}\` is not of the form \`Init /\\ [][Next]_vars /\\ fairness\`.`,
      name.span,
    );
    return undefined;
  }
  const body: Expression =
    inits.length === 1 ? only : { kind: 'and', items: inits, span: only.span, level: highest(inits) };
  return {
    init: { name: 'Init', body, span: only.span },
    next,
    subscript,
    fairness,
  };
}

/** A part of a definition's body where the definition is applied: it needs the arguments, where there are some. */
function entering({ definition, args, span }: DefinitionApplication, part: Expression): Expression {
  if (args.length === 0) return part;
  const own: Definition = { ...definition, body: part, level: part.level };
  return { kind: 'apply', definition: own, args, span, level: part.level };
}

function tupleOf(variables: readonly Variable[], span: Span): Expression {
  const elements = variables.map(
    (variable): Expression => ({ kind: 'variable', variable, span: variable.span, level: Level.state }),
  );
  return { kind: 'tuple', elements, span, level: Level.state };
}
