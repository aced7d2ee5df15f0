/** VARIABLE: what is declared, and the state spaces that a .spec gives. */

import type * as tree from '../syntax/tree.js';
import type { Elaborator } from './elaborate.js';
import type { Scope } from './scope.js';
import { type Expression, type Invariant, Level, type Variable } from './spec.js';

export class Variables {
  private readonly entries: {
    readonly variable: Variable;
    readonly space: tree.Expression | undefined;
  }[] = [];

  constructor(private readonly elaborator: Elaborator) {}

  get declared(): Variable[] {
    return this.entries.map(({ variable }) => variable);
  }

  declare(unit: tree.VariablesUnit, scope: Scope): void {
    for (const { name, stateSpace } of unit.variables) {
      const variable: Variable = {
        name: name.text,
        index: this.entries.length,
        span: name.span,
        stateSpace: undefined,
      };
      if (scope.own(name.text) !== undefined) this.elaborator.shadows(name.text, name.span, scope);
      else scope.define(name.text, { kind: 'variable', variable });
      this.entries.push({ variable, space: stateSpace });
    }
  }

  /** Gives the variables their state spaces, which may speak of whatever the module defines. */
  stateSpaces(scope: Scope): void {
    for (const entry of this.entries) {
      if (entry.space === undefined) continue;
      const space = this.elaborator.value(entry.space, scope);
      if (space.level > Level.constant) {
        this.elaborator.error(
          'level',
          `The state space of \`${entry.variable.name}\` must not depend on the state.`,
          space.span,
        );
      }
      // The variable is referred to by identity from here on: it is completed in place, once.
      Object.assign(entry.variable, { stateSpace: space });
    }
  }

  /** `x \in S` for each variable that has a state space. */
  typeInvariants(): Invariant[] {
    return this.declared.flatMap((variable): Invariant[] => {
      if (variable.stateSpace === undefined) return [];
      const reference: Expression = { kind: 'variable', variable, span: variable.span, level: Level.state };
      const body = this.elaborator.apply('\\in', [reference, variable.stateSpace], variable.stateSpace.span);
      return [{ kind: 'state-space', name: variable.name, variable, body, span: variable.span }];
    });
  }
}
