/**
 * Where SYMMETRY is unsound: a CHOOSE over what is permuted picks one of several that are said to be alike, so that states of
 * one orbit need not have alike steps (Clarke, Enders, Filkorn and Jha, 1996, ask of every formula that permutations keep it).
 */

import { choicesHolding } from '../semantics/held-values.js';
import type { Spec } from '../semantics/spec.js';
import type { Diagnostic } from '../syntax/diagnostic.js';
import type { Interpreted } from './model.js';

/** A warning for each CHOOSE from values in which a permuted model value may occur. */
export function unsoundChoices(spec: Spec, model: Interpreted): Diagnostic[] {
  if (model.permutations.length === 0) return [];
  const permuted = new Set(
    model.permutations.flatMap(({ map }) => [...map].flatMap(([from, to]) => (from === to ? [] : [from]))),
  );
  const warnings = new Map<string, Diagnostic>();
  for (const [{ span }, name] of choicesHolding(spec, permuted))
    warnings.set(`${span.source.path} ${span.start}`, {
      code: 'symmetric-choice',
      severity: 'warning',
      message: `This \`CHOOSE\` picks from values that \`SYMMETRY\` takes for alike, such as \`${name}\`: states may be missed, unless just one value can be picked.`,
      span,
      hint: 'Check without `SYMMETRY` to be sure, or say `\\E` instead.',
    });
  return [...warnings.values()];
}
