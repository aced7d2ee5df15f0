import { conjuncts } from '../../semantics/expressions.js';
import type { Expression, Quantified } from '../../semantics/spec.js';
import { appliedWitnesses } from './applied.js';
import { branches, operatorBody } from './assignable.js';
import { box } from './boxing.js';
import { overBounds, type Source } from './iterate.js';
import { sourcesOf } from './look.js';
import { not } from './membership.js';
import { outlined } from './outlined.js';
import { type Block, Unsupported } from './program.js';
import { bindDefinitions, lookUp, type Scope, type Site } from './scope.js';
import { cardinality } from './sets.js';
import { narrowed } from './static.js';
import { room, type StepSite } from './step-site.js';
import { truth } from './truth.js';
import { entered } from './values.js';

/** The sets of a quantifier, narrowed by what is known of their members beforehand, and what is left of its body. */
export function drawn(
  { bounds, body }: Pick<Quantified, 'bounds' | 'body'>,
  site: StepSite,
): { sources: readonly Source[]; rest: readonly Expression[] } {
  const sources = sourcesOf(bounds, site);
  const [bound, source] = [bounds[0], sources[0]];
  const items = conjuncts(body);
  if (bounds.length > 1 || bound === undefined || source === undefined) return { sources, rest: items };
  // What has several witnesses counts as often as it has.
  const first = items.findIndex((item) => branches(item, site));
  const plain = first < 0 ? items : items.slice(0, first);
  const narrow = narrowed(bound, source, plain, site);
  return { sources: [narrow.source], rest: [...narrow.rest, ...items.slice(plain.length)] };
}

/** Of a conjunction: the product of the numbers of its items. */
function jointWitnesses(items: readonly Expression[], site: StepSite): string {
  const { block } = site;
  const [only] = items;
  if (only === undefined) return '1';
  if (items.length === 1) return witnesses(only, site);
  const name = block.program.fresh('n');
  block.add(`let ${name} = 0;`);
  const from = (index: number, at: Block, product: string): void => {
    const item = items[index];
    if (item === undefined) {
      at.add(`${name} = ${product};`);
      return;
    }
    const count = at.name(witnesses(item, { ...site, block: at }));
    if (count === '0') return;
    const inner = at.inner();
    from(index + 1, inner, product === '1' ? count : count === '1' ? product : `${product} * ${count}`);
    at.nest(`if (${count} !== 0) {`, inner);
  };
  from(0, block, '1');
  return name;
}

/** Code of the number of ways in which a formula is satisfied, as the scheme counts them. */
export function witnesses(node: Expression, site: StepSite): string {
  const { block, emitter } = site;
  if (!branches(node, site)) {
    const condition = truth(node, site);
    return condition === 'true' ? '1' : condition === 'false' ? '0' : `(${condition} ? 1 : 0)`;
  }
  const sum = (write: (name: string, inner: Site['block']) => void): string => {
    const name = block.program.fresh('n');
    block.add(`let ${name} = 0;`);
    write(name, block);
    return name;
  };
  const into = (scope: Scope): StepSite => ({ ...site, scope });
  switch (node.kind) {
    case 'labelled':
      return witnesses(node.expression, site);
    case 'and':
      return jointWitnesses(node.items, site);
    case 'or':
      return sum((name) => {
        for (const item of node.items) block.add(`${name} += ${witnesses(item, site)};`);
      });
    case 'exists':
      return sum((name) => {
        const { sources, rest } = drawn(node, site);
        const [source] = sources;
        if (rest.length === 0 && source?.kind === 'mask') {
          block.add(`${name} = ${box(cardinality(source.rep, block), block)};`);
          return;
        }
        overBounds(
          node.bounds,
          sources,
          site,
          (at) => {
            at.block.add(`${name} += ${jointWitnesses(rest, { ...site, ...at })};`);
          },
          room(node.body, site),
        );
      });
    case 'forall':
      return sum((name) => {
        const sources = sourcesOf(node.bounds, site);
        const label = block.program.fresh('l');
        const outer = block.inner();
        outer.add(`${name} = 1;`);
        overBounds(
          node.bounds,
          sources,
          { ...site, block: outer },
          (at) => {
            at.block.add(
              `${name} *= ${witnesses(node.body, { ...site, ...at })};\nif (${name} === 0) break ${label};`,
            );
          },
          room(node.body, site),
        );
        block.nest(`${label}: {`, outer);
      });
    case 'implies': {
      const [left, right] = node.items as readonly [Expression, Expression];
      const condition = truth(left, site);
      return sum((name) => {
        block.add(`${name} = 1;`);
        const inner = block.inner();
        inner.add(`${name} = ${witnesses(right, { ...site, block: inner })};`);
        block.nest(`if (${condition}) {`, inner);
      });
    }
    case 'if': {
      const condition = truth(node.condition, site);
      return sum((name) => {
        for (const [wanted, branch] of [
          [condition, node.consequent],
          [not(condition), node.alternative],
        ] as const) {
          const inner = block.inner();
          inner.add(`${name} = ${witnesses(branch, { ...site, block: inner })};`);
          block.nest(`if (${wanted}) {`, inner);
        }
      });
    }
    case 'case':
      return sum((name) => {
        const from = (index: number, at: Site['block']): void => {
          const arm = node.arms[index];
          if (arm === undefined) {
            if (node.other === undefined) at.failing().add('fail();');
            else at.add(`${name} = ${witnesses(node.other, { ...site, block: at })};`);
            return;
          }
          const condition = truth(arm.guard, { ...site, block: at });
          const yes = at.inner();
          yes.add(`${name} = ${witnesses(arm.value, { ...site, block: yes })};`);
          const no = at.inner();
          from(index + 1, no);
          at.branch(condition, yes, no);
        };
        from(0, block);
      });
    case 'let':
      return witnesses(
        node.body,
        into(bindDefinitions(node.definitions, site, (definition) => emitter.usesIn(definition, node))),
      );
    case 'apply': {
      const { definition, args } = node;
      if (definition.recursive)
        return outlined(definition, args, site, site.scope, emitter.counters, (at) =>
          witnesses(definition.body, { ...at, times: [], loops: 0, ways: [] }),
        );
      return witnesses(definition.body, into(entered(definition, args, site)));
    }
    case 'application':
      return appliedWitnesses(node, site);
    case 'local': {
      const binding = lookUp(node.local, site.scope);
      if (binding.kind !== 'thunk') break;
      return witnesses(binding.expression, into(binding.scope));
    }
    case 'call': {
      const inner = operatorBody(node, site);
      if (inner !== undefined) return witnesses(inner.body, into(inner.scope));
      break;
    }
    default:
  }
  throw new Unsupported('Witnesses that cannot be counted.');
}
