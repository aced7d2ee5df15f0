/** INIT, NEXT, SPECIFICATION and FAIRNESS: how a specification begins, goes on, and what it must do in the end. */

import { inOneLine, type Span, textOf } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';
import { takeApart } from './actions.js';
import type { Elaborator } from './elaborate.js';
import { highest, isOperator, literal } from './expressions.js';
import { behaviourKinds, type Items, levelWords } from './items.js';
import type { ResolveRequest } from './resolve.js';
import type { Scope } from './scope.js';
import {
  type Argument,
  type Behaviour,
  type Definition,
  type DefinitionApplication,
  type Expression,
  Level,
  type Local,
  type NamedFormula,
  type Variable,
} from './spec.js';
import { some } from './walk.js';

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
  if (module.dialect === 'tla') refuseTwo(context);
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

/** A configuration that says twice how a module begins or goes on: one of them would be passed over in silence. */
function refuseTwo({ items, elaborator }: Context): void {
  const seen = new Set<string>();
  for (const { kind, span } of items.stated) {
    if (!behaviourKinds.has(kind)) continue;
    const other = kind === 'specification' ? ['init', 'next'] : ['specification'];
    const rival = [kind, ...other].find((candidate) => seen.has(candidate));
    if (rival !== undefined) {
      const words = rival === kind ? `${kind.toUpperCase()} twice` : 'both SPECIFICATION and INIT or NEXT';
      elaborator.error('two-behaviours', `This configuration has ${words}: which one is meant?`, span);
    }
    seen.add(kind);
  }
}

/** To TLC, a module with variables and one of which something is to be checked must say how it begins. */
function mustBehave(context: Context): boolean {
  if (context.module.dialect === 'spec' || context.request.unexplored === true) return false;
  return context.variables.length > 0 || asksOfBehaviours(context);
}

function asksOfBehaviours({ request, items }: Context): boolean {
  const named = [...(request.invariants ?? []), ...(request.properties ?? [])];
  return named.length > 0 || items.stated.some(({ kind }) => checkedKinds.has(kind));
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

/** `Init /\ [][Next]_v /\ fairness`, also through definitions and what they are given. */
function takenApart(
  context: Context,
  name: tree.Identifier,
):
  | { init: NamedFormula; next: NamedFormula; subscript: Expression | undefined; fairness: NamedFormula[] }
  | undefined {
  const { items, elaborator, variables } = context;
  const formula = items.reference(name);
  const inits: Expression[] = [];
  const fairness: NamedFormula[] = [];
  const restrictions: Expression[] = [];
  let next: NamedFormula | undefined;
  let subscript: Expression | undefined;
  const visit = (part: Part): void => {
    const { node, around, given } = part;
    const within = (inner: Expression): Part => ({ node: inner, around, given });
    const argument = node.kind === 'local' ? given.get(node.local) : undefined;
    if (argument !== undefined) visit(argument);
    else if (node.kind === 'and') for (const item of node.items) visit(within(item));
    else if (levelOf(part) <= Level.state) inits.push(around(node));
    else if (node.kind === 'apply') visit(entered(node, part));
    else if (node.kind === 'let')
      visit({ ...part, node: node.body, around: (body) => around({ ...node, body, level: body.level }) });
    else if (node.kind === 'labelled') visit(within(node.expression));
    else if (node.kind === 'always' && node.operands[0]?.kind === 'box-action') {
      const box = node.operands[0];
      if (next !== undefined) {
        elaborator.error(
          'two-behaviours',
          `\`${name.text}\` has more than one next-state relation.`,
          node.span,
          'Make one of them: `[][A]_vars /\\ [][B]_vars` is `[][A /\\ B]_vars`.',
        );
      }
      const { node: action, around: aroundAction } = handed(within(box.action));
      next = {
        name: action.kind === 'apply' ? action.definition.name : 'Next',
        body: aroundAction(action),
        span: action.span,
      };
      subscript = around(box.subscript);
    } else if (restrictsStates(within, node)) restrictions.push(node);
    else fairness.push({ name: name.text, body: around(node), span: node.span });
  };
  if (formula === undefined) return undefined;
  visit({ node: formula.body, around: (part) => part, given: new Map() });
  const [only] = inits;
  if (only === undefined || next === undefined) {
    // A module without variables states `[][TRUE]_<<>>`, or the like, to have its assumptions checked.
    if (variables.length === 0 && !asksOfBehaviours(context)) return undefined;
    elaborator.error(
      'no-behaviour',
      `\`${name.text}\` is not of the form \`Init /\\ [][Next]_vars /\\ fairness\`.`,
      name.span,
    );
    return undefined;
  }
  for (const { span } of restrictions) {
    elaborator.error(
      'unsupported',
      `\`${inOneLine(textOf(span), 60)}\` in \`${name.text}\` restricts the states, and says nothing of steps or fairness.`,
      span,
      'Make it part of the actions, or name its operand as a CONSTRAINT.',
    );
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

/** Whether a formula is `[]P` of a state predicate P. */
function restrictsStates(within: (inner: Expression) => Part, node: Expression): boolean {
  const operand = node.kind === 'always' ? node.operands[0] : undefined;
  return operand !== undefined && levelOf(within(operand)) <= Level.state;
}

/** A part of a specification's formula, and what was entered on the way to it. */
interface Part {
  readonly node: Expression;
  /** Puts what was entered around the part, or around a part of it. */
  readonly around: (part: Expression) => Expression;
  /** What the parameters of the definitions entered stand for. */
  readonly given: ReadonlyMap<Local, Part>;
}

/** The body of a definition where it is applied. */
function entered(node: DefinitionApplication, { around, given }: Part): Part {
  const args = node.definition.parameters.flatMap((parameter, index): [Local, Part][] => {
    const arg = node.args[index];
    return arg === undefined || isOperator(arg) ? [] : [[parameter, { node: arg, around, given }]];
  });
  return {
    node: node.definition.body,
    around: (part) => around(entering(node, part)),
    given: new Map([...given, ...args]),
  };
}

/** Of a parameter, what it stands for. */
function handed(part: Part): Part {
  const argument = part.node.kind === 'local' ? part.given.get(part.node.local) : undefined;
  return argument === undefined ? part : handed(argument);
}

/** The level of a part with that of what its parameters stand for: by itself, a parameter counts as a constant. */
function levelOf({ node, given }: Part): Level {
  let level = node.level;
  some(node, (inner) => {
    const argument = inner.kind === 'local' ? given.get(inner.local) : undefined;
    if (argument !== undefined) level = Math.max(level, levelOf(argument)) as Level;
    return level === Level.temporal;
  });
  return level;
}

/** A part of a definition's body where the definition is applied: it needs the arguments, where there are some. */
function entering({ definition, args, span }: DefinitionApplication, part: Expression): Expression {
  if (args.length === 0) return part;
  const own: Definition = { ...definition, body: part, level: part.level };
  const needed = args.map((arg, index): Argument => {
    // A formula about behaviours that this part has nothing of would make one of it.
    if (isOperator(arg) || arg.level < Level.temporal) return arg;
    const parameter = definition.parameters[index];
    const mentioned = some(part, (inner) => inner.kind === 'local' && inner.local === parameter);
    return mentioned ? arg : literal(true, arg.span);
  });
  return { kind: 'apply', definition: own, args: needed, span, level: part.level };
}

function tupleOf(variables: readonly Variable[], span: Span): Expression {
  const elements = variables.map(
    (variable): Expression => ({ kind: 'variable', variable, span: variable.span, level: Level.state }),
  );
  return { kind: 'tuple', elements, span, level: Level.state };
}
