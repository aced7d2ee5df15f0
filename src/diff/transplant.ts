/** Formulas of one version, with all that they are defined by, asked of the other: of its variables of the same names. */

import type { Definition, Expression, NamedFormula, Spec, Variable } from '../semantics/spec.js';
import { some } from '../semantics/walk.js';

/** The definitions that a formula applies, directly or through others. */
export function definitionsOf(body: Expression, found = new Set<Definition>()): Set<Definition> {
  some(body, (part) => {
    if (part.kind === 'apply' && !found.has(part.definition)) {
      found.add(part.definition);
      definitionsOf(part.definition.body, found);
    }
    return false;
  });
  return found;
}

/** The names of the variables that a formula speaks of, itself or in a definition that it applies. */
export function variablesOf(body: Expression): Set<string> {
  const found = new Set<string>();
  for (const part of [body, ...[...definitionsOf(body)].map((definition) => definition.body)])
    some(part, (node) => {
      if (node.kind === 'variable') found.add(node.variable.name);
      return false;
    });
  return found;
}

/**
 * A formula of `from` as one of `to`, which has all the variables that it speaks of. Definitions and constants stay those of `from`, for
 * the tree holds them; variables become those of `to`.
 */
export function transplant(formula: NamedFormula, from: Spec, to: Spec): NamedFormula {
  const named = new Map(to.variables.map((variable) => [variable.name, variable]));
  const known = new Map<object, unknown>();
  const moved = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null || !isTree(part)) return part;
    const before = known.get(part);
    if (before !== undefined) return before;
    if (Array.isArray(part)) {
      const list: unknown[] = [];
      known.set(part, list);
      for (const item of part) list.push(moved(item));
      return list;
    }
    if (isVariable(part)) {
      // Those of instances lie behind the specification's own.
      const { index } = part;
      const own = index < from.variables.length;
      const shifted = { ...part, index: index - from.variables.length + to.variables.length };
      const variable = own ? (named.get(part.name) ?? part) : shifted;
      known.set(part, variable);
      return variable;
    }
    // A recursive definition is reached again from its own body: it is known before it is whole.
    const copy: Record<string, unknown> = {};
    known.set(part, copy);
    for (const [key, value] of Object.entries(part)) copy[key] = key === 'span' ? value : moved(value);
    return copy;
  };
  return moved(formula) as NamedFormula;
}

/** Values, and whatever else is an object of a class, stay what they are. */
function isTree(part: object): boolean {
  return Array.isArray(part) || Object.getPrototypeOf(part) === Object.prototype;
}

function isVariable(part: object): part is Variable {
  return 'stateSpace' in part;
}
