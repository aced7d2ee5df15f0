/** The models of a spec: the one that is bound, and what is wrong with any of them, also with those that are not. */

import type { Diagnostic } from '../syntax/diagnostic.js';
import type * as tree from '../syntax/tree.js';
import type { Elaborator } from './elaborate.js';
import { nearest } from './nearest.js';
import type { ResolveRequest } from './resolve.js';
import type { Scope } from './scope.js';
import type { Definition } from './spec.js';

/** The model that a specification is resolved with: the lines of its .cfg, or the MODEL that is asked for. */
export function findModel(
  module: tree.Module,
  { model: wanted, configuration }: Pick<ResolveRequest, 'model' | 'configuration'>,
  report: (diagnostic: Diagnostic) => void,
): tree.ModelUnit | undefined {
  if (configuration !== undefined) {
    const { items, span } = configuration;
    return { kind: 'model', name: { text: 'cfg', span }, constants: [], items, span };
  }
  const models = module.units.filter((unit) => unit.kind === 'model');
  if (wanted === undefined) return undefined;
  const found = models.find((model) => model.name.text === wanted);
  if (found === undefined) {
    const meant = nearest(
      wanted,
      models.map((model) => model.name.text),
    );
    const known =
      models.length === 0
        ? 'It has only the default one.'
        : `It has: ${models.map((model) => model.name.text).join(', ')}.`;
    report({
      code: 'unknown-model',
      severity: 'error',
      message: `This spec has no model \`${wanted}\`. ${known}`,
      ...(meant === undefined ? {} : { hint: `Did you mean \`${meant}\`?` }),
    });
  }
  return found;
}

export interface ModelsRequest {
  readonly module: tree.Module;
  /** The model that is bound: what it says is elaborated anyway. */
  readonly bound: tree.ModelUnit | undefined;
  readonly constants: readonly Definition[];
  readonly scope: Scope;
  readonly elaborator: Elaborator;
}

export function checkModels(request: ModelsRequest): void {
  const { module, bound, elaborator } = request;
  const models = module.units.filter((unit) => unit.kind === 'model');
  models.forEach((model, index) => {
    const first = models.slice(0, index).find((other) => other.name.text === model.name.text);
    if (first !== undefined) {
      elaborator.report({
        code: 'duplicate-model',
        severity: 'error',
        message: `There are two models \`${model.name.text}\`.`,
        span: model.name.span,
        related: [{ message: 'the first one', span: first.name.span }],
      });
    }
    checkConstants(request, model);
    if (model !== bound) checkNames(request, model.items);
  });
  checkExpectations(request, models);
}

function checkConstants({ constants, scope, elaborator, bound }: ModelsRequest, model: tree.ModelUnit): void {
  const given = new Map<string, tree.Identifier>();
  for (const { name, value } of model.constants) {
    const first = given.get(name.text);
    const constant = constants.find((candidate) => candidate.name === name.text);
    if (constant === undefined) {
      unknownConstant(
        elaborator,
        name,
        constants.map((candidate) => candidate.name),
      );
    } else if (first !== undefined) {
      elaborator.report({
        code: 'duplicate-value',
        severity: 'error',
        message: `\`${name.text}\` gets a second value in this model.`,
        span: name.span,
        related: [{ message: 'the first one', span: first.span }],
      });
    } else if (model !== bound) {
      const arity = constant.parameters.length;
      elaborator.isolated({ modelValues: true }, () =>
        arity === 0 ? elaborator.value(value, scope) : elaborator.operators.of(value, arity, scope),
      );
    }
    given.set(name.text, name);
  }
}

export function unknownConstant(
  elaborator: Elaborator,
  name: tree.Identifier,
  known: readonly string[],
): void {
  const meant = nearest(name.text, known);
  elaborator.error(
    'unknown-constant',
    `\`${name.text}\` is no constant of this spec.`,
    name.span,
    meant === undefined ? undefined : `Did you mean \`${meant}\`?`,
  );
}

/** The names that a model's lines mention. */
function checkNames({ scope, elaborator }: ModelsRequest, items: readonly tree.ModelItem[]): void {
  const own = new Set(items.flatMap((item) => (defines(item) ? [item.name.text] : [])));
  for (const item of items) {
    if (item.kind === 'expect' || !('name' in item) || item.name === undefined) continue;
    // Of a path the instance; what it defines is looked up when the item is resolved.
    const [first = ''] = item.name.text.split('!');
    if (own.has(first) || scope.find(first) !== undefined) continue;
    const meant = nearest(item.name.text, [...own, ...scope.visible()]);
    elaborator.error(
      'unknown-name',
      `\`${item.name.text}\` is not defined.`,
      item.name.span,
      meant === undefined ? undefined : `Did you mean \`${meant}\`?`,
    );
  }
}

function defines(item: tree.ModelItem): item is tree.CheckItem & { readonly body: tree.Expression } {
  return 'body' in item && item.body !== undefined;
}

/** `EXPECT VIOLATION Name`: something of that name must be checked. */
function checkExpectations({ module, elaborator }: ModelsRequest, models: readonly tree.ModelUnit[]): void {
  const own = module.units.filter((unit): unit is tree.ModelItem => unit.kind !== 'model' && isItem(unit));
  const spaces = module.units.flatMap((unit) =>
    unit.kind === 'variables' ? unit.variables.filter((v) => v.stateSpace !== undefined) : [],
  );
  const shared = [...spaces.map((variable) => variable.name.text), ...checked(own)];
  const check = (items: readonly tree.ModelItem[], names: readonly string[]) => {
    for (const item of items) {
      if (item.kind !== 'expect' || item.name === undefined || names.includes(item.name.text)) continue;
      const meant = nearest(item.name.text, names);
      elaborator.error(
        'unknown-expectation',
        `\`${item.name.text}\` is expected to be violated, and nothing of that name is checked.`,
        item.name.span,
        meant === undefined ? 'Name an INVARIANT or a PROPERTY.' : `Did you mean \`${meant}\`?`,
      );
    }
  };
  check(own, [...shared, ...models.flatMap((model) => checked(model.items))]);
  for (const model of models) check(model.items, [...shared, ...checked(model.items)]);
}

function isItem(unit: tree.Unit): boolean {
  return unit.kind === 'expect' || unit.kind === 'invariant' || unit.kind === 'property';
}

/** The names of what is checked. */
function checked(items: readonly tree.ModelItem[]): string[] {
  return items.flatMap((item) =>
    item.kind === 'invariant' || item.kind === 'property' ? [item.name.text] : [],
  );
}
