/** Why a formula is false, or true: a tree of sentences with the values that matter. */

import type { Explanation } from '../../checker/model.js';
import type { Bound, Expression } from '../semantics/spec.js';
import { Level } from '../semantics/spec.js';
import { children } from '../semantics/walk.js';
import { textOf } from '../syntax/source.js';
import { printValue } from '../values/print.js';
import { bindDefinitions, boundValues, type Environment, enter, type Frame } from './environment.js';
import type { Evaluator } from './evaluate.js';
import { placeOf, shown } from './fault.js';

/** The source text of an expression on one line. */
export function sourceOf(node: Expression): string {
  const text = textOf(node.span).replace(/\s+/g, ' ');
  return text.length <= 100 ? text : `${text.slice(0, 97)}…`;
}

export class Explainer {
  constructor(private readonly evaluator: Evaluator) {}

  /** @param wanted the value that it has, and that is to be explained */
  why(node: Expression, wanted: boolean, environment: Environment, frame: Frame): Explanation {
    const truth = (item: Expression, inner: Environment) => this.evaluator.truth(item, inner, frame);
    switch (node.kind) {
      case 'labelled':
        return this.why(node.expression, wanted, environment, frame);
      case 'not':
        return this.why(node.operand, !wanted, environment, frame);
      case 'let':
        return this.why(node.body, wanted, bindDefinitions(node.definitions, environment), frame);
      case 'if': {
        const branch = truth(node.condition, environment) ? node.consequent : node.alternative;
        return this.why(branch, wanted, environment, frame);
      }
      case 'apply': {
        const inner = enter(node.definition, node.args, environment);
        const below = this.why(node.definition.body, wanted, inner, frame);
        return { text: `${sourceOf(node)} is ${word(wanted)}`, place: placeOf(node.span), children: [below] };
      }
      case 'and':
      case 'or': {
        // One item decides, or all of them do.
        const deciding = (node.kind === 'and') === !wanted;
        const items = deciding
          ? node.items.filter((item) => truth(item, environment) === wanted).slice(0, 1)
          : node.items;
        if (deciding && node.items.length > 1) {
          const [item] = items;
          const number = item === undefined ? 0 : node.items.indexOf(item) + 1;
          const part = node.kind === 'and' ? 'conjunct' : 'disjunct';
          const below = item === undefined ? [] : [this.why(item, wanted, environment, frame)];
          return {
            text: `${part} ${number} of ${node.items.length} is ${word(wanted)}`,
            place: placeOf(node.span),
            children: below,
          };
        }
        const [only] = items;
        if (items.length === 1 && only !== undefined) return this.why(only, wanted, environment, frame);
        return {
          text: `every ${node.kind === 'and' ? 'conjunct' : 'disjunct'} is ${word(wanted)}`,
          place: placeOf(node.span),
          children: items.map((item) => this.why(item, wanted, environment, frame)),
        };
      }
      case 'implies': {
        const [left, right] = node.items;
        if (left === undefined || right === undefined || wanted)
          return this.leaf(node, wanted, environment, frame);
        return {
          text: 'the left side of => is TRUE, and the right side is FALSE',
          place: placeOf(node.span),
          children: [this.why(left, true, environment, frame), this.why(right, false, environment, frame)],
        };
      }
      case 'forall':
      case 'exists': {
        if ((node.kind === 'exists') !== wanted) {
          const sets = node.bounds
            .map((bound) => (bound.set === undefined ? '' : sourceOf(bound.set)))
            .join(', ');
          const text =
            node.kind === 'exists'
              ? `nothing in ${sets} makes it TRUE`
              : `it is TRUE for everything in ${sets}`;
          return { text: `${sourceOf(node)}: ${text}`, place: placeOf(node.span) };
        }
        for (const inner of this.evaluator.bindings(node.bounds, environment, frame)) {
          if (truth(node.body, inner) !== wanted) continue;
          const verb = node.kind === 'forall' ? 'fails' : 'holds';
          return {
            text: `${verb} for ${this.witness(node.bounds, inner)}`,
            place: placeOf(node.span),
            children: [this.why(node.body, wanted, inner, frame)],
          };
        }
        return this.leaf(node, wanted, environment, frame);
      }
      default:
        return this.leaf(node, wanted, environment, frame);
    }
  }

  /** `v = v1, w = v2`. */
  witness(bounds: readonly Bound[], environment: Environment): string {
    const names = new Set(bounds.flatMap((bound) => bound.locals.map((local) => local.name)));
    return boundValues(environment)
      .filter((bound) => names.has(bound.name))
      .map((bound) => `${bound.name} = ${shown(bound.value)}`)
      .join(', ');
  }

  /** What cannot be taken apart further: with the values of its operands. */
  leaf(node: Expression, wanted: boolean, environment: Environment, frame: Frame): Explanation {
    const values: { expression: string; value: string }[] = [];
    for (const part of children(node)) {
      if (part.kind === 'literal' || part.kind === 'forall' || part.kind === 'exists') continue;
      if (part.level > Level.action || values.length >= 6) continue;
      const expression = sourceOf(part);
      try {
        const value = printValue(this.evaluator.evaluate(part, environment, frame));
        if (value !== expression && value.length <= 400) values.push({ expression, value });
      } catch {
        // Parts that were never reached, or that bind names, have no value to show here.
      }
    }
    return {
      text: `${sourceOf(node)} is ${word(wanted)}`,
      place: placeOf(node.span),
      ...(values.length === 0 ? {} : { values }),
    };
  }
}

function word(value: boolean): string {
  return value ? 'TRUE' : 'FALSE';
}
