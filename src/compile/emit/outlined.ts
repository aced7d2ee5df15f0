/** Functions of the program that stand for definitions: those that apply themselves, or are too long to stand in place. */

import { isOperator } from '../../semantics/expressions.js';
import { type Argument, type Definition, type Expression, Level } from '../../semantics/spec.js';
import { box } from './boxing.js';
import type { Outlined } from './emitter.js';
import { openArgument, parameterOf, parameterRep } from './look.js';
import { Unsupported } from './program.js';
import { type Binding, bind, bindingOf, bindRep, definitionLink, type Scope, type Site } from './scope.js';
import { deeper, value } from './values.js';

/** A definition that applies itself to ever other operators is not written for ever. */
const mostVersions = 16;

/**
 * The application of a function of the program: its arguments are evaluated when they are needed. For each choice of its
 * arguments that are operators there is a function.
 * @param from where the definition has its meaning; the arguments have theirs at the site
 * @param versions those that have been written @param write writes the body @returns code of the application
 */
export function outlined(
  definition: Definition,
  args: readonly Argument[],
  site: Site,
  from: Scope,
  versions: Map<Definition, Map<object, Outlined[]>>,
  write: (at: Site) => string,
): string {
  const { emitter, block } = site;
  const frame = site.frame.shared ?? site.frame;
  const found = definition.local ? definitionLink(definition, from) : undefined;
  const key = definition.level <= Level.state && !frame.initial ? frame.current : frame;
  let byFrame = versions.get(definition);
  if (byFrame === undefined) {
    byFrame = new Map();
    versions.set(definition, byFrame);
  }
  const list = byFrame.get(key) ?? [];
  byFrame.set(key, list);
  const operators = args.filter(isOperator).map((arg) => bindingOf(arg, site, 2));
  let entry = list.find(
    (candidate) =>
      candidate.link === found?.link &&
      candidate.block.encloses(block) &&
      sameOperators(candidate.operators, operators),
  );
  if (entry === undefined) {
    // Operators may mention what is bound where they are written.
    const keep =
      operators.length > 0 ? block : deeper(frame.current.block, frame.next?.block, found?.link.block);
    if (!keep.encloses(block))
      throw new Unsupported('A recursive operator is applied where its states are not known.');
    if (list.filter(({ block: other }) => other.encloses(block)).length >= mostVersions)
      throw new Unsupported('A recursive operator takes ever other operators.');
    entry = { name: block.program.fresh('d'), block: keep, operators, link: found?.link };
    list.push(entry);
    writeOutlined(definition, entry, { emitter, frame, scope: found?.inner, block: keep }, write);
  }
  const handed = args.flatMap((arg) => (isOperator(arg) ? [] : [later(arg, site)]));
  block.failing();
  block.boxed++;
  return block.name(`${entry.name}(${handed.join(', ')})`);
}

/** @param site where the function is to stand, and what its body sees besides the parameters */
function writeOutlined(
  definition: Definition,
  { name, operators }: Outlined,
  site: Site,
  write: (at: Site) => string,
): void {
  const { program } = site.emitter;
  const inner = site.block.inner();
  const values: string[] = [];
  let next = 0;
  const scope = definition.parameters.reduce<Scope>((chain, parameter) => {
    if (parameter.arity > 0) {
      const binding = operators[next++];
      return binding === undefined ? chain : bind(parameter, binding, chain);
    }
    const argument = program.fresh('p');
    values.push(argument);
    return bindRep(parameter, parameterRep(argument), chain);
  }, site.scope);
  const result = write({ ...site, scope, block: inner });
  inner.add(`return ${result};`);
  site.block.nest(`const ${name} = (${values.join(', ')}) => {`, inner, '};');
  site.block.mayFail = true;
}

function sameOperators(left: readonly Binding[], right: readonly Binding[]): boolean {
  return left.every((binding, index) => {
    const other = right[index];
    if (binding === other) return true;
    if (binding.kind !== 'operator' || other?.kind !== 'operator') return false;
    const [a, b] = [binding.operator, other.operator];
    if (a.kind === 'definition-operator' && b.kind === 'definition-operator' && !a.definition.local)
      return a.definition === b.definition;
    if (a.kind === 'primitive-operator' && b.kind === 'primitive-operator') return a.operator === b.operator;
    return a === b && binding.scope === other.scope;
  });
}

/** Code of a function that gives the value of an argument when it is asked for. */
function later(arg: Expression, site: Site): string {
  const parameter = parameterOf(arg, site);
  if (parameter !== undefined) return parameter;
  const inner = site.block.inner();
  const at = { ...site, block: inner };
  const code = openArgument(arg, at) ?? box(value(arg, at), inner);
  if (inner.isEmpty) return `() => ${code}`;
  site.block.boxed += inner.boxed;
  return `later(() => {\n${inner.text()}\nreturn ${code};\n})`;
}
