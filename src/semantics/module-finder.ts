/** The module that EXTENDS or INSTANCE names: nested, behind another one in its file, in a file beside it, in the library. */

import type { Outcome } from '../syntax/diagnostic.js';
import type { Source } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';
import type { Elaborator } from './elaborate.js';
import { libraryModules, libraryTexts } from './library.js';
import { nearest } from './nearest.js';
import { moduleOperators } from './primitives.js';
import type { Scope } from './scope.js';

/** Finds a module by name: beside the file that asks for it, or in the library. */
export type LoadModule = (name: string, from: Source) => Outcome<tree.Module> | undefined;

export class ModuleFinder {
  /** Modules that stand behind others in a file. */
  private readonly companions = new Map<string, tree.Module>();
  /** The modules that are being read, each because the one before needs it. */
  private readonly loading: string[] = [];
  /** Why a text is read: the EXTENDS or INSTANCE that names its module. */
  readonly reasons = new Map<Source, tree.Identifier>();

  constructor(
    private readonly elaborator: Elaborator,
    private readonly load: LoadModule,
  ) {}

  /** Remembers what stands in the module's file behind it. */
  remember(module: tree.Module): void {
    for (const companion of module.companions)
      if (companion.name !== undefined) this.companions.set(companion.name.text, companion);
  }

  /** A module's text, or that it consists of primitives alone. */
  found(name: tree.Identifier, scope: Scope): tree.Module | 'primitives' | undefined {
    const nested = scope.module(name.text) ?? this.companions.get(name.text);
    if (nested !== undefined) return nested;
    if (moduleOperators.has(name.text) && !libraryTexts().has(name.text)) return 'primitives';
    return this.find(name, scope);
  }

  private find(name: tree.Identifier, scope: Scope): tree.Module | undefined {
    const outcome = this.load(name.text, name.span.source);
    if (outcome === undefined) {
      const meant = nearest(name.text, [
        ...libraryModules(),
        ...scope.moduleNames(),
        ...this.companions.keys(),
      ]);
      const hint = meant === undefined ? undefined : `Did you mean \`${meant}\`?`;
      this.elaborator.error(
        'unknown-module',
        `There is no module \`${name.text}\`, neither beside this file nor in the library.`,
        name.span,
        hint,
      );
      return undefined;
    }
    for (const diagnostic of outcome.diagnostics) {
      if (diagnostic.span !== undefined) this.reasons.set(diagnostic.span.source, name);
      this.elaborator.report(diagnostic);
    }
    if (outcome.value !== undefined && !this.reasons.has(outcome.value.span.source))
      this.reasons.set(outcome.value.span.source, name);
    return outcome.value;
  }

  /** Reads a module, unless it is being read already. */
  reading(name: tree.Identifier, read: () => void): void {
    if (this.dependsOnItself(name)) return;
    this.loading.push(name.text);
    read();
    this.loading.pop();
  }

  /** Whether a module is being read already, which is reported. */
  dependsOnItself(name: tree.Identifier): boolean {
    if (!this.loading.includes(name.text)) return false;
    this.elaborator.error('module-cycle', `Module \`${name.text}\` depends on itself.`, name.span);
    return true;
  }

  /** The constants and variables of a module, those of the modules that it extends included, with their arities. */
  declarations(module: tree.Module, scope: Scope): Map<string, number> {
    const names = new Map<string, number>();
    for (const extended of module.extends) {
      if (moduleOperators.has(extended.text) && !libraryTexts().has(extended.text)) continue;
      const inner =
        scope.module(extended.text) ??
        this.companions.get(extended.text) ??
        this.load(extended.text, extended.span.source)?.value;
      if (inner === undefined || inner === module) continue;
      for (const [name, arity] of this.declarations(inner, scope)) names.set(name, arity);
    }
    for (const unit of module.units) {
      if (unit.kind === 'constants')
        for (const constant of unit.constants) names.set(constant.name.text, constant.arity);
      if (unit.kind === 'variables') for (const variable of unit.variables) names.set(variable.name.text, 0);
    }
    return names;
  }

  /**
   * The variables of a module, those of the modules that it extends first.
   * @param within the modules whose names are being collected: a circle of them is reported elsewhere
   */
  variableNames(module: tree.Module, scope: Scope, within: readonly string[] = []): string[] {
    const extended = module.extends.flatMap(({ text, span }) => {
      if (moduleOperators.has(text) || within.includes(text)) return [];
      const inner = scope.module(text) ?? this.load(text, span.source)?.value;
      return inner === undefined ? [] : this.variableNames(inner, scope, [...within, text]);
    });
    const own = module.units.flatMap((unit) =>
      unit.kind === 'variables' ? unit.variables.map((variable) => variable.name.text) : [],
    );
    return [...new Set([...extended, ...own])];
  }
}

/** What a module sees of what surrounds it: all of it when it stands within another, else only the library. */
export function surrounding(module: tree.Module, scope: Scope): Scope | undefined {
  return module.name === undefined ? libraryOf(scope) : (scope.moduleHolder(module) ?? libraryOf(scope));
}

/** The outermost scope: what every module may use. */
function libraryOf(scope: Scope): Scope | undefined {
  let outermost: Scope = scope;
  while (outermost.parent !== undefined) outermost = outermost.parent;
  return outermost.role === 'library' ? outermost : undefined;
}
