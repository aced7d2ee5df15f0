/** RECURSIVE: what it announces must be defined beside it. */

import type * as tree from '../syntax/tree.js';
import type { Elaborator } from './elaborate.js';

/** The names that RECURSIVE announces among the units of a module or of a LET. */
export function recursiveNames(units: readonly tree.Unit[], elaborator: Elaborator): ReadonlySet<string> {
  checkAnnouncements(units, elaborator);
  return new Set(
    units.flatMap((unit) =>
      unit.kind === 'recursive' ? unit.declarations.map(({ name }) => name.text) : [],
    ),
  );
}

/** What RECURSIVE announces is defined beside it, with as many parameters. */
function checkAnnouncements(units: readonly tree.Unit[], elaborator: Elaborator): void {
  for (const unit of units) {
    if (unit.kind !== 'recursive') continue;
    for (const { name, arity } of unit.declarations) {
      const definition = units.find(
        (other): other is tree.DefinitionUnit | tree.FunctionDefinitionUnit =>
          (other.kind === 'definition' || other.kind === 'function-definition') &&
          other.name.text === name.text,
      );
      const found = definition?.kind === 'definition' ? definition.parameters.length : 0;
      const counted = arity === 1 ? '1 parameter' : `${arity} parameters`;
      if (definition === undefined) {
        elaborator.error(
          'not-recursive',
          `\`${name.text}\` is announced as RECURSIVE, and no operator of that name is defined here.`,
          name.span,
        );
      } else if (found !== arity) {
        elaborator.error(
          'arity',
          `\`${name.text}\` is announced with ${counted}, and defined with ${found}.`,
          name.span,
        );
      }
    }
  }
}
