/** INVARIANT, PROPERTY, CONSTRAINT, …: the lines that say what is checked, and the formulas that they name. */

import { type Diagnostic, hasErrors } from '../syntax/diagnostic.js';
import type * as tree from '../syntax/tree.js';
import { nameExpression } from './configuration.js';
import type { Elaborator } from './elaborate.js';
import { nearest } from './nearest.js';
import type { ResolveRequest } from './resolve.js';
import type { Scope } from './scope.js';
import { Level, type NamedFormula } from './spec.js';

interface Context {
  readonly module: tree.Module;
  readonly model: tree.ModelUnit | undefined;
  readonly request: ResolveRequest;
  readonly elaborator: Elaborator;
  /** Of the module. */
  readonly scope: Scope;
  /** What the elaborator has reported so far. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a check item may be at most. */
const itemLevels: Readonly<Record<tree.CheckItem['kind'] | 'symmetry', Level>> = {
  invariant: Level.state,
  property: Level.temporal,
  constraint: Level.state,
  'action-constraint': Level.action,
  view: Level.state,
  alias: Level.action,
  postcondition: Level.state,
  possible: Level.action,
  symmetry: Level.constant,
};

export const levelWords = ['a constant', 'a state predicate', 'an action', 'a temporal formula'] as const;

export const behaviourKinds = new Set(['init', 'next', 'specification']);
const itemKinds = new Set(['init', 'next', 'specification', 'fairness', 'check-deadlock', 'expect']);

export class Items {
  readonly stated: readonly tree.ModelItem[];

  constructor(private readonly context: Context) {
    this.stated = itemsOf(context);
  }

  all(kind: keyof typeof itemLevels): NamedFormula[] {
    const found = this.stated.flatMap((item) => {
      if (item.kind !== kind || !('name' in item) || item.name === undefined) return [];
      const formula = this.named(item.name, kind);
      return formula === undefined ? [] : [formula];
    });
    return [...new Map(found.map((formula) => [formula.name, formula])).values()];
  }

  /** @param names of those that are asked for; all of them when absent */
  chosen(kind: 'invariant' | 'property', names: readonly string[] | undefined): NamedFormula[] {
    if (names === undefined) return this.all(kind);
    const { module, elaborator, scope } = this.context;
    return names.flatMap((text) => {
      // Of a path, the instance that it begins with.
      const [first = text] = text.split('!');
      const entity = scope.own(first);
      if (entity === undefined) {
        const meant = nearest(text, scope.visible());
        const define = `Define it in the spec: \`${kind.toUpperCase()} Name == …\`.`;
        elaborator.report({
          code: `unknown-${kind}`,
          severity: 'error',
          message: `There is no ${kind} \`${text}\`.`,
          hint: meant === undefined ? define : `Did you mean \`${meant}\`?`,
        });
        return [];
      }
      const span = { ...module.span, end: module.span.start };
      const formula = this.named(
        { text, span: entity.kind === 'definition' ? entity.pending.span : span },
        kind,
      );
      return formula === undefined ? [] : [formula];
    });
  }

  private named(name: tree.Identifier, kind: keyof typeof itemLevels): NamedFormula | undefined {
    const formula = this.reference(name);
    if (formula === undefined) return undefined;
    const most = itemLevels[kind];
    if (formula.body.level > most) {
      this.context.elaborator.error(
        'level',
        `${kind.toUpperCase().replace('-', '_')} \`${name.text}\` must be ${levelWords[most]}, and is ${levelWords[formula.body.level]}.`,
        name.span,
      );
    }
    return formula;
  }

  /** What an item names, elaborated; undefined where that reports an error. */
  reference(name: tree.Identifier): NamedFormula | undefined {
    const { elaborator, scope, diagnostics } = this.context;
    const before = diagnostics.length;
    const body = elaborator.expression(nameExpression(name), scope);
    if (diagnostics.length > before && hasErrors(diagnostics.slice(before))) return undefined;
    const span = body.kind === 'apply' ? body.definition.span : name.span;
    return { name: name.text, body, span };
  }
}

/** What the spec, its model and the command line say. */
function itemsOf({ module, model, request }: Context): readonly tree.ModelItem[] {
  const own = module.units.filter(
    (unit): unit is tree.ModelItem => unit.kind in itemLevels || itemKinds.has(unit.kind),
  );
  const given: tree.ModelItem[] = (['init', 'next', 'specification'] as const).flatMap((kind) => {
    const text = request[kind];
    const span = { ...module.span, end: module.span.start };
    return text === undefined ? [] : [{ kind, name: { text, span }, span }];
  });
  const stated = [...own, ...(model?.items ?? [])];
  // One way of saying it on the command line takes the place of every other way in the files.
  if (given.length === 0) return stated;
  return [...stated.filter((item) => !behaviourKinds.has(item.kind)), ...given];
}
