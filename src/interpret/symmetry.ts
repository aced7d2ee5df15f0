/**
 * Where SYMMETRY is unsound: a CHOOSE over what is permuted picks one of several that are said to be alike, so that states of
 * one orbit need not have alike steps (Clarke, Enders, Filkorn and Jha, 1996, ask of every formula that permutations keep it).
 */

import type { Definition, Expression, Spec } from '../semantics/spec.js';
import { children } from '../semantics/walk.js';
import type { Diagnostic } from '../syntax/diagnostic.js';
import { FunctionValue, ModelValue, SetValue, type Value } from '../values/value.js';
import type { Interpreted } from './model.js';

/** A warning for each CHOOSE from a constant set in which a permuted model value occurs. */
export function unsoundChoices(spec: Spec, model: Interpreted): Diagnostic[] {
  if (model.permutations.length === 0) return [];
  const permuted = new Set(
    model.permutations.flatMap(({ map }) => [...map].flatMap(([from, to]) => (from === to ? [] : [from]))),
  );
  const warnings = new Map<string, Diagnostic>();
  for (const node of choices(spec)) {
    const { set } = node.bound;
    if (set === undefined || set.level > 0) continue;
    const name = occurring(evaluated(model, set), permuted);
    if (name === undefined) continue;
    const { span } = node;
    warnings.set(`${span.source.path} ${span.start}`, {
      code: 'symmetric-choice',
      severity: 'warning',
      message: `This \`CHOOSE\` picks from values that \`SYMMETRY\` takes for alike, such as \`${name}\`: states may be missed, unless just one value can be picked.`,
      span,
      hint: 'Check without `SYMMETRY` to be sure, or say `\\E` instead.',
    });
  }
  return [...warnings.values()];
}

/** Every CHOOSE that a search may evaluate. */
function choices(spec: Spec): (Expression & { kind: 'choose' })[] {
  const { behaviour, view } = spec;
  const found: (Expression & { kind: 'choose' })[] = [];
  const entered = new Set<Definition>();
  const visit = (node: Expression): void => {
    if (node.kind === 'choose') found.push(node);
    if (node.kind === 'apply' && !entered.has(node.definition)) {
      entered.add(node.definition);
      visit(node.definition.body);
    }
    children(node).forEach(visit);
  };
  if (behaviour !== undefined) [behaviour.init, behaviour.next].forEach(visit);
  for (const { body } of [
    ...spec.invariants,
    ...spec.constraints,
    ...spec.actionConstraints,
    ...spec.properties,
    ...(view === undefined ? [] : [view]),
  ])
    visit(body);
  return found;
}

/** Undefined where it depends on what is bound around it, or cannot be found. */
function evaluated(model: Interpreted, set: Expression): Value | undefined {
  try {
    return model.evaluate(set);
  } catch {
    return undefined;
  }
}

/** The name of a permuted value in a value. */
function occurring(value: Value | undefined, permuted: ReadonlySet<Value>): string | undefined {
  if (value instanceof ModelValue) return permuted.has(value) ? value.name : undefined;
  const parts =
    value instanceof SetValue
      ? value.enumerable && value.size <= mostLookedAt
        ? value.elements()
        : []
      : value instanceof FunctionValue
        ? [...value.map].flat()
        : [];
  for (const part of parts) {
    const name = occurring(part, permuted);
    if (name !== undefined) return name;
  }
  return undefined;
}

const mostLookedAt = 10_000;
