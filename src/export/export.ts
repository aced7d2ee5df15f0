/** A `.spec` as a TLA+ module with its configuration, for SANY and TLC. */

import type { Spec } from '../semantics/spec.js';
import { modelValuesIn } from '../semantics/walk.js';
import type { Diagnostic } from '../syntax/diagnostic.js';
import { inOneLine, textOf } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';
import { behind, definedNames, moduleText } from './module-text.js';

/** A file to be written. */
interface ExportedFile {
  readonly name: string;
  readonly text: string;
}

export interface ExportRequest {
  /** The module of the `.spec`, and those that it extends, nearest first. */
  readonly modules: readonly [tree.Module, ...tree.Module[]];
  /** Those that it has instances of. */
  readonly instanced: readonly tree.Module[];
  /** The same, resolved with the model that is exported. */
  readonly spec: Spec;
  readonly model?: string;
}

export interface Exported {
  /** Absent when something cannot be said in TLA+. */
  readonly files?: readonly ExportedFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The name that a module gets: TLA+ wants the file to be called by it. */
function moduleName(module: tree.Module): string {
  if (module.name !== undefined) return module.name.text;
  const file = module.span.source.path.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '');
  return file.replace(/(?:^|[^\p{L}\p{N}]+)(\p{L}|\p{N})/gu, (_, letter: string) => letter.toUpperCase());
}

/**
 * Writes a specification as TLA+: definitions in TLA+'s order, comments with what they stand in front of, and the model
 * as a `.cfg`.
 */
export function exportSpec(request: ExportRequest): Exported {
  const [root, ...extended] = request.modules;
  const taken = new Set(request.modules.flatMap((module) => [...definedNames(module)]));
  const additions = new Additions(request, taken);
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => diagnostics.push(diagnostic);
  const vars = taken.has('vars') ? undefined : request.spec.variables.map((variable) => variable.name);
  const declaring = request.modules.filter((module) =>
    module.units.some((unit) => unit.kind === 'variables'),
  );
  const text = (module: tree.Module, added: readonly string[]) =>
    moduleText({
      module,
      name: moduleName(module),
      added,
      // The tuple of all variables can be written where all of them are known.
      vars: declaring[0] === module ? vars : undefined,
      taken,
      declared: declaredBy(request.modules.slice(request.modules.indexOf(module) + 1)),
      report,
    });
  const instances = request.instanced.map((module) => {
    const names = definedNames(module);
    const own = module.units.flatMap((unit) =>
      unit.kind === 'variables' ? unit.variables.map(({ name }) => name.text) : [],
    );
    const name = moduleName(module);
    const ownVars = names.has('vars') || own.length === 0 ? undefined : own;
    const declared = new Set<string>();
    return {
      name: `${name}.tla`,
      text: moduleText({ module, name, added: [], vars: ownVars, taken: names, declared, report }),
    };
  });
  const files = [
    ...instances,
    ...extended.map((module) => ({
      name: `${moduleName(module)}.tla`,
      text: text(module, additions.of(module)),
    })),
    { name: `${moduleName(root)}.tla`, text: text(root, [...additions.of(root), ...additions.root]) },
    { name: `${moduleName(root)}.cfg`, text: additions.configuration },
  ];
  return diagnostics.length > 0 ? { diagnostics } : { files, diagnostics };
}

/** Constants of modules that are extended: a second declaration, there only for the value, is none of TLA+'s. */
function declaredBy(modules: readonly tree.Module[]): ReadonlySet<string> {
  return new Set(
    modules.flatMap(({ units }) =>
      units.flatMap((unit) => (unit.kind === 'constants' ? unit.constants.map(({ name }) => name.text) : [])),
    ),
  );
}

/** What the model says: definitions that the modules get for it, and the configuration. */
class Additions {
  /** Definitions at the end of the exported module. */
  readonly root: string[] = [];
  /** Names for what instances define and the configuration must name, by the paths there. */
  private readonly paths = new Map<string, string>();
  private readonly lines: string[] = [];
  private readonly spaces = new Map<tree.Module, string[]>();

  constructor(
    private readonly request: ExportRequest,
    private readonly taken: Set<string>,
  ) {
    this.constants();
    this.stateSpaces();
    this.behaviour();
    this.checks();
  }

  of(module: tree.Module): readonly string[] {
    return this.spaces.get(module) ?? [];
  }

  get configuration(): string {
    return `${this.lines.join('\n')}\n`;
  }

  private fresh(wanted: string): string {
    let name = wanted;
    for (let i = 2; this.taken.has(name); i++) name = `${wanted}${i}`;
    this.taken.add(name);
    return name;
  }

  private items(): readonly tree.ModelItem[] {
    const [root] = this.request.modules;
    const model = this.model();
    const own = root.units.filter(
      (unit): unit is tree.ModelItem => unit.kind in itemWords || otherItems.has(unit.kind),
    );
    return [...own, ...(model?.items ?? [])];
  }

  private model(): tree.ModelUnit | undefined {
    const [root] = this.request.modules;
    return root.units.find(
      (unit): unit is tree.ModelUnit => unit.kind === 'model' && unit.name.text === this.request.model,
    );
  }

  /** The model's value wins over the spec's, and that over the one of a spec that is extended. */
  private valueOf(name: string): tree.Expression | undefined {
    const given = this.model()?.constants.find((constant) => constant.name.text === name);
    if (given !== undefined) return given.value;
    for (const module of this.request.modules) {
      for (const unit of module.units) {
        if (unit.kind !== 'constants') continue;
        const value = unit.constants.find((constant) => constant.name.text === name)?.value;
        if (value !== undefined) return value;
      }
    }
    return undefined;
  }

  private constants(): void {
    const { constants } = this.request.spec;
    if (constants.length === 0) return;
    const own = new Set<string>();
    const values: string[] = [];
    for (const constant of constants) {
      const value = this.valueOf(constant.name);
      if (value === undefined) continue;
      if (constant.parameters.length === 0 && isPlain(value)) {
        values.push(`  ${constant.name} = ${inOneLine(textOf(value.span))}`);
        continue;
      }
      if (value.kind === 'name' && constant.parameters.length > 0) {
        values.push(`  ${constant.name} <- ${textOf(value.span)}`);
        continue;
      }
      for (const modelValue of modelValuesIn(constant.body)) own.add(modelValue);
      const name = this.fresh(`${constant.name}Value`);
      const parameters =
        value.kind === 'lambda' ? value.parameters.map((parameter) => parameter.name.text) : [];
      const head = parameters.length === 0 ? name : `${name}(${parameters.join(', ')})`;
      this.root.push(behind(`${head} ==`, value.kind === 'lambda' ? value.body.span : value.span));
      values.push(`  ${constant.name} <- ${name}`);
    }
    // A model value that a definition mentions is a constant of the module.
    for (const name of own) values.push(`  ${name} = ${name}`);
    if (own.size > 0) this.root.unshift(`CONSTANTS ${[...own].join(', ')}`);
    this.lines.push('CONSTANTS', ...values);
  }

  private stateSpaces(): void {
    const names: string[] = [];
    for (const module of this.request.modules) {
      const declared = module.units.flatMap((unit) => (unit.kind === 'variables' ? unit.variables : []));
      const spaces = declared.flatMap(({ name, stateSpace }) =>
        stateSpace === undefined ? [] : [{ name: name.text, set: stateSpace.span }],
      );
      if (spaces.length === 0) continue;
      const name = this.fresh(`${moduleName(module)}StateSpace`);
      names.push(name);
      const items = spaces.map((space) => behind(`  /\\ ${space.name} \\in`, space.set, 7));
      this.spaces.set(module, [`${name} ==\n${items.join('\n')}`]);
    }
    for (const name of names) this.lines.push(`INVARIANT ${name}`);
  }

  private behaviour(): void {
    const items = this.items();
    const named = (kind: 'init' | 'next' | 'specification') =>
      items
        .flatMap((item) => (item.kind === kind && 'name' in item && item.name ? [item.name.text] : []))
        .at(-1);
    const fairness = items.flatMap((item) => (item.kind === 'fairness' ? [item.formula.span] : []));
    const specification = named('specification');
    if (fairness.length === 0) {
      if (specification !== undefined) this.lines.push(`SPECIFICATION ${specification}`);
      else this.lines.push(`INIT ${named('init') ?? 'Init'}`, `NEXT ${named('next') ?? 'Next'}`);
      return;
    }
    const name = this.fresh('FairSpec');
    const start =
      specification === undefined
        ? [`  /\\ ${named('init') ?? 'Init'}`, `  /\\ [][${named('next') ?? 'Next'}]_vars`]
        : [`  /\\ ${specification}`];
    const fair = fairness.map((span) => behind('  /\\', span, 5));
    this.root.push(`${name} ==\n${[...start, ...fair].join('\n')}`);
    this.lines.push(`SPECIFICATION ${name}`);
  }

  private checks(): void {
    const constants = new Set(this.request.spec.constants.map((constant) => constant.name));
    const said = new Set<string>();
    for (const item of this.items()) {
      if (item.kind === 'check-deadlock') {
        this.lines.push(`CHECK_DEADLOCK ${item.value ? 'TRUE' : 'FALSE'}`);
        continue;
      }
      const word = itemWords[item.kind];
      if (word === undefined || !('name' in item) || item.name === undefined) continue;
      let name = item.name.text;
      if (item.kind === 'symmetry' && constants.has(name)) {
        const permuted = this.fresh(`${name}Symmetry`);
        this.root.push(`${permuted} == Permutations(${name})`);
        name = permuted;
      }
      if (name.includes('!')) {
        // A configuration cannot name what an instance defines.
        const path = name;
        name = this.paths.get(path) ?? this.fresh(path.replaceAll('!', ''));
        if (!this.paths.has(path)) this.root.push(`${name} == ${path}`);
        this.paths.set(path, name);
      }
      const line = `${word} ${name}`;
      if (!said.has(line)) this.lines.push(line);
      said.add(line);
    }
    // What a MODEL defines is part of the module, since the configuration can only name it.
    for (const item of this.model()?.items ?? []) {
      if ('body' in item && item.body !== undefined)
        this.root.push(behind(`${item.name.text} ==`, item.body.span));
    }
  }
}

const itemWords: Readonly<Record<string, string | undefined>> = {
  invariant: 'INVARIANT',
  property: 'PROPERTY',
  constraint: 'CONSTRAINT',
  'action-constraint': 'ACTION_CONSTRAINT',
  view: 'VIEW',
  alias: 'ALIAS',
  postcondition: 'POSTCONDITION',
  symmetry: 'SYMMETRY',
};
const otherItems = new Set(['init', 'next', 'specification', 'fairness', 'check-deadlock']);

/** Whether a value can stand in a configuration: there every name is a model value. */
function isPlain(value: tree.Expression): boolean {
  switch (value.kind) {
    case 'number':
      return value.value !== undefined && /^\d+$/.test(textOf(value.span));
    case 'string':
    case 'boolean':
      return true;
    case 'set':
      return value.elements.every((element) => isPlain(element) || isModelValue(element));
    default:
      return isModelValue(value);
  }
}

function isModelValue(value: tree.Expression): boolean {
  return value.kind === 'name' && value.path.length === 1 && value.path[0]?.args.length === 0;
}
