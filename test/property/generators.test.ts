/** What the comparison of the engines generates: every kind of expression that a state or a step can be asked for, every operator. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isOperator } from '../../src/semantics/expressions.js';
import type { Argument, Definition, Expression, Spec } from '../../src/semantics/spec.js';
import { children } from '../../src/semantics/walk.js';
import { specOf } from '../semantics/resolving.js';
import { batches, specs } from './engines/specs.js';

/** Every kind of expression; `false` for what is no part of a state or a step, and has tests of its own. */
const expected: Readonly<Record<Expression['kind'], boolean>> = {
  literal: true,
  local: true,
  variable: true,
  substituted: true,
  apply: true,
  call: true,
  primitive: true,
  and: true,
  or: true,
  implies: true,
  equivalent: true,
  not: true,
  forall: true,
  exists: true,
  choose: true,
  set: true,
  filter: true,
  map: true,
  function: true,
  'function-set': true,
  application: true,
  record: true,
  'record-set': true,
  field: true,
  except: true,
  tuple: true,
  cross: true,
  if: true,
  case: true,
  let: true,
  prime: true,
  unchanged: true,
  enabled: true,
  'box-action': true,
  'angle-action': true,
  compose: true,
  labelled: true,
  always: false,
  eventually: false,
  'leads-to': false,
  fairness: false,
};

/** The operators of the modules that a .spec has in scope, as far as they do not print or ask for the run. */
const operators =
  String.raw`= # \in \notin \subseteq \cup \cap \ SUBSET UNION DOMAIN BOOLEAN STRING Nat Int + - * \div % ^ < > <= >= ..
  -. Seq Len Head Tail Append \o SubSeq SelectSeq Cardinality IsFiniteSet :> @@ Assert Permutations ToString TLCEval SortSeq`
    .split(/\s+/)
    .sort();

function* formulasOf(spec: Spec): Iterable<Expression> {
  const { behaviour, view, invariants, constraints, actionConstraints } = spec;
  if (behaviour !== undefined) yield* [behaviour.init, behaviour.next];
  for (const { body } of [...invariants, ...constraints, ...actionConstraints]) yield body;
  if (view !== undefined) yield view.body;
}

it('every kind of expression, of argument and of bound, and every operator is generated', () => {
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const argument = (given: Argument): void => {
    if (!isOperator(given)) return;
    count(given.kind);
    if (given.kind === 'primitive-operator') count(given.operator);
    if (given.kind === 'definition-operator') visit(given.definition.body);
  };
  let entered = new Set<Definition>();
  const visit = (node: Expression): void => {
    count(node.kind);
    if (node.kind === 'primitive') count(node.operator);
    if ('args' in node) node.args.forEach(argument);
    if ('bounds' in node && node.bounds.length > 1) count('several bounds');
    if ('bounds' in node && node.bounds.some(({ tuple }) => tuple)) count('a bound of a tuple');
    if (node.kind === 'choose' && node.bound.tuple) count('a CHOOSE of a tuple');
    if (node.kind === 'except' && node.updates.some(({ path }) => path.length > 1)) count('a nested path');
    if (node.kind === 'let' && node.definitions.some(({ parameters }) => parameters.length > 0))
      count('a LET of an operator');
    if (node.kind === 'function' && node.self !== undefined) count('a recursive function');
    if (node.kind === 'apply' && !entered.has(node.definition)) {
      entered.add(node.definition);
      visit(node.definition.body);
    }
    children(node).forEach(visit);
  };
  const texts = [
    ...fc.sample(batches({ faulty: 0, count: 30 }), { seed: 21, numRuns: 25 }),
    ...fc.sample(specs({ faulty: 0, actions: 6, inTurn: true }), { seed: 22, numRuns: 80 }),
  ];
  for (const text of texts) {
    entered = new Set();
    for (const formula of formulasOf(specOf(text))) visit(formula);
  }
  const forms = [
    'lambda',
    'definition-operator',
    'parameter-operator',
    'primitive-operator',
    'several bounds',
    'a bound of a tuple',
    'a CHOOSE of a tuple',
    'a nested path',
    'a LET of an operator',
    'a recursive function',
  ];
  const wanted = Object.keys(expected).filter((kind) => expected[kind as Expression['kind']]);
  const missing = [...wanted, ...operators, ...forms].filter((what) => !counts.has(what));
  expect(missing).toEqual([]);
});
