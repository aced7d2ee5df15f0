/**
 * Where chosen model values may be: for each expression what parts of its values may hold one of them, found without evaluating
 * anything. A flow analysis that tells neither calls nor states apart (Nielson, Nielson and Hankin, Principles of Program Analysis,
 * section 2.5): each variable, bound name and definition has one form, which grows until nothing changes any more.
 */

import { FunctionValue, ModelValue, type SetValue, type Value } from '../values/value.js';
import { isOperator } from './expressions.js';
import type {
  Argument,
  Bound,
  Definition,
  Except,
  Expression,
  Local,
  OperatorArgument,
  Spec,
} from './spec.js';
import { children } from './walk.js';

/** What a value may hold of the chosen values; what is absent holds none. */
interface Form {
  /** The name of one that it may be. */
  readonly is?: string | undefined;
  /** Of a set. */
  readonly members?: Form | undefined;
  /** Of a function: the arguments, and what it may give whatever the argument. */
  readonly domain?: Form | undefined;
  readonly range?: Form | undefined;
  /** What a function gives for a field or a place in a tuple. */
  readonly parts?: ReadonlyMap<string, Form> | undefined;
  /** So deep that it was not followed: any part of it may be one. */
  readonly anywhere?: string | undefined;
}

type Choose = Expression & { readonly kind: 'choose' };

const none: Form = {};
/** Parts within parts are followed so far. */
const deepest = 6;
/** Of a constant set so many members are looked at. */
const mostMembers = 2_000;

/** Primitives whose values hold nothing of their arguments. */
const plain = new Set(
  String.raw`= # \in \notin \subseteq < > <= >= + - * \div % ^ / .. -. Nat Int Real BOOLEAN STRING Cardinality IsFiniteSet Len ToString Assert
    Print PrintT`.split(/\s+/),
);

/**
 * Every CHOOSE that a check may evaluate and that may pick from values in which a chosen one occurs, with the name of one.
 * @param chosen model values
 */
export function choicesHolding(spec: Spec, chosen: ReadonlySet<Value>): ReadonlyMap<Choose, string> {
  return new Flow(spec, chosen).choices();
}

class Flow {
  private readonly variables = new Map<number, Form>();
  private readonly locals = new Map<Local, Form>();
  private readonly results = new Map<Definition | OperatorArgument, Form>();
  private readonly operators = new Map<Local, Set<OperatorArgument>>();
  private readonly picks = new Map<Choose, Form>();
  private readonly literals = new Map<Value, Form>();
  /** What was entered in this round: anew where `x = e` says what x is, in the initial states. */
  private entered = new Set<Definition | OperatorArgument>();
  private initial = false;
  private changed = false;

  constructor(
    private readonly spec: Spec,
    private readonly chosen: ReadonlySet<Value>,
  ) {}

  choices(): ReadonlyMap<Choose, string> {
    const { behaviour, view, invariants, constraints, actionConstraints, properties } = this.spec;
    const asked = [...invariants, ...constraints, ...actionConstraints, ...properties];
    do {
      this.changed = false;
      this.entered = new Set();
      this.initial = true;
      if (behaviour !== undefined) this.form(behaviour.init);
      this.initial = false;
      this.entered = new Set();
      if (behaviour !== undefined) this.form(behaviour.next);
      for (const { body } of asked) this.form(body);
      if (view !== undefined) this.form(view.body);
    } while (this.changed);
    const found = new Map<Choose, string>();
    for (const [node, form] of this.picks) {
      const name = occurring(form);
      if (name !== undefined) found.set(node, name);
    }
    return found;
  }

  private grow<Key>(known: Map<Key, Form>, key: Key, form: Form): Form {
    const before = known.get(key) ?? none;
    const after = joined(before, form);
    if (after === before) return before;
    known.set(key, after);
    this.changed = true;
    return after;
  }

  private form(node: Expression): Form {
    switch (node.kind) {
      case 'literal':
        return this.ofValue(node.value);
      case 'local':
        return this.locals.get(node.local) ?? none;
      case 'variable':
        return this.variables.get(node.variable.index) ?? none;
      case 'substituted':
        return this.form(node.value);
      case 'apply':
        return this.applied(node.definition, node.args);
      case 'call':
        return this.called(node.operator, node.args);
      case 'primitive':
        return this.primitive(node.operator, node.args);
      case 'choose': {
        const members = this.bind(node.bound);
        this.form(node.body);
        return this.grow(this.picks, node, members);
      }
      case 'filter': {
        const members = this.bind(node.bound);
        this.form(node.body);
        return { members };
      }
      case 'map':
        for (const bound of node.bounds) this.bind(bound);
        return { members: this.form(node.body) };
      case 'function': {
        const forms = node.bounds.flatMap((bound) => {
          const form = this.bind(bound);
          return bound.tuple ? [form] : bound.locals.map(() => form);
        });
        const [only = none, ...others] = forms;
        const domain = others.length === 0 ? only : tupled(forms);
        const form = { domain, range: this.form(node.body) };
        return node.self === undefined ? form : this.grow(this.locals, node.self, form);
      }
      case 'set':
        return { members: all(node.elements.map((element) => this.form(element))) };
      case 'tuple':
        return tupled(node.elements.map((element) => this.form(element)));
      case 'cross':
        return { members: tupled(node.factors.map((factor) => membersOf(this.form(factor)))) };
      case 'function-set': {
        const domain = membersOf(this.form(node.domain));
        return { members: { domain, range: membersOf(this.form(node.range)) } };
      }
      case 'record':
        return { parts: new Map(node.fields.map(({ name, value }) => [name, this.form(value)])) };
      case 'record-set':
        return {
          members: {
            parts: new Map(node.fields.map(({ name, value }) => [name, membersOf(this.form(value))])),
          },
        };
      case 'field':
        return valueAt(this.form(node.record), node.field);
      case 'application':
        this.form(node.argument);
        return valueAt(this.form(node.function), keyOf(node.argument));
      case 'except':
        return this.except(node);
      case 'if':
        this.form(node.condition);
        return joined(this.form(node.consequent), this.form(node.alternative));
      case 'case':
        for (const { guard } of node.arms) this.form(guard);
        return all([
          ...node.arms.map(({ value }) => this.form(value)),
          ...(node.other === undefined ? [] : [this.form(node.other)]),
        ]);
      case 'let':
        return this.form(node.body);
      case 'prime':
        return this.form(node.operand);
      case 'labelled':
        return this.form(node.expression);
      case 'forall':
      case 'exists':
        for (const bound of node.bounds) this.bind(bound);
        this.form(node.body);
        return none;
      default:
        for (const child of children(node)) this.form(child);
        return none;
    }
  }

  /** @returns what is drawn */
  private bind({ set, tuple, locals }: Bound): Form {
    const form = set === undefined ? none : membersOf(this.form(set));
    for (const [index, local] of locals.entries())
      this.grow(this.locals, local, tuple ? valueAt(form, String(index + 1)) : form);
    return form;
  }

  private applied(definition: Definition, args: readonly Argument[]): Form {
    this.given(definition.parameters, args);
    return this.once(definition, definition.body);
  }

  /** Goes into the body of a definition or a lambda once a round. */
  private once(whose: Definition | OperatorArgument, body: Expression): Form {
    if (!this.entered.has(whose)) {
      this.entered.add(whose);
      this.grow(this.results, whose, this.form(body));
    }
    return this.results.get(whose) ?? none;
  }

  private given(parameters: readonly Local[], args: readonly Argument[]): void {
    parameters.forEach((parameter, index) => {
      const argument = args[index];
      if (argument === undefined) return;
      if (!isOperator(argument)) {
        this.grow(this.locals, parameter, this.form(argument));
        return;
      }
      const known = this.operators.get(parameter) ?? new Set();
      this.operators.set(parameter, known);
      if (known.has(argument)) return;
      known.add(argument);
      this.changed = true;
    });
  }

  private called(operator: Local, args: readonly Argument[]): Form {
    return all([...(this.operators.get(operator) ?? [])].map((target) => this.handed(target, args)));
  }

  private handed(target: OperatorArgument, args: readonly Argument[]): Form {
    switch (target.kind) {
      case 'lambda':
        this.given(target.parameters, args);
        return this.once(target, target.body);
      case 'definition-operator':
        return this.applied(target.definition, args);
      case 'parameter-operator':
        if (this.entered.has(target)) return this.results.get(target) ?? none;
        this.entered.add(target);
        return this.grow(this.results, target, this.called(target.operator, args));
      case 'primitive-operator':
        return this.primitive(target.operator, args);
    }
  }

  private primitive(operator: string, args: readonly Argument[]): Form {
    this.assign(operator, args);
    const forms = args.map((argument) => (isOperator(argument) ? none : this.form(argument)));
    const [first = none, second = none] = forms;
    switch (operator) {
      case '\\cup':
      case '@@':
        return joined(first, second);
      case '\\cap':
      case '\\':
      case 'TLCEval':
        return first;
      case 'SUBSET':
        return { members: first };
      case 'UNION':
        return { members: membersOf(membersOf(first)) };
      case 'DOMAIN':
        return { members: domainOf(first) };
      case ':>':
        return { domain: first, range: second };
      case 'Append':
        return { range: joined(valueAt(first, undefined), second) };
      case '\\o':
        return { range: joined(valueAt(first, undefined), valueAt(second, undefined)) };
      case 'Head':
        return valueAt(first, undefined);
      case 'Tail':
      case 'SubSeq':
      case 'SelectSeq':
      case 'SortSeq':
        return { range: valueAt(first, undefined) };
      case 'Seq':
        return { members: { range: membersOf(first) } };
      case 'Permutations':
        return { members: { domain: membersOf(first), range: membersOf(first) } };
      default: {
        const name = plain.has(operator) ? undefined : occurring(all(forms));
        return name === undefined ? none : { anywhere: name };
      }
    }
  }

  /** `x' = e`, `x' \in S` and, of initial states, the same of x. */
  private assign(operator: string, [left, right]: readonly Argument[]): void {
    if (left === undefined || right === undefined || isOperator(left) || isOperator(right)) return;
    const target = left.kind === 'prime' ? left.operand : this.initial ? left : undefined;
    if (target?.kind !== 'variable') return;
    const form = this.form(right);
    const given =
      operator === '=' || operator === '\\subseteq' ? form : operator === '\\in' ? membersOf(form) : none;
    this.grow(this.variables, target.variable.index, given);
  }

  private except({ function: changed, updates }: Except): Form {
    const old = this.form(changed);
    const news = updates.map(({ path, at, value }) => {
      for (const step of path) this.form(step);
      const keys = path.map(keyOf);
      this.grow(
        this.locals,
        at,
        keys.reduce((form, key) => valueAt(form, key), old),
      );
      return keys.reduceRight<Form>(
        (form, key) => (key === undefined ? { range: form } : { parts: new Map([[key, form]]) }),
        this.form(value),
      );
    });
    return all([old, ...news]);
  }

  private ofValue(value: Value): Form {
    if (value instanceof ModelValue) return this.chosen.has(value) ? { is: value.name } : none;
    if (typeof value !== 'object') return none;
    const known = this.literals.get(value);
    if (known !== undefined) return known;
    const form = this.ofWhole(value);
    this.literals.set(value, form);
    return form;
  }

  private ofWhole(value: SetValue | FunctionValue): Form {
    if (value instanceof FunctionValue) {
      const entries = [...value.map];
      return entries.every(([key]) => typeof key === 'string')
        ? { parts: new Map(entries.map(([key, item]) => [String(key), this.ofValue(item)])) }
        : {
            domain: all(entries.map(([key]) => this.ofValue(key))),
            range: all(entries.map(([, item]) => this.ofValue(item))),
          };
    }
    if (!value.enumerable || value.size > mostMembers) return none;
    return { members: all(value.elements().map((member) => this.ofValue(member))) };
  }
}

/** Of a field or an argument that is written out. */
function keyOf(node: Expression): string | undefined {
  if (node.kind !== 'literal') return undefined;
  return typeof node.value === 'string' || typeof node.value === 'number' ? String(node.value) : undefined;
}

function tupled(forms: readonly Form[]): Form {
  return { parts: new Map(forms.map((form, index) => [String(index + 1), form])) };
}

function deep(form: Form): Form {
  return form.anywhere === undefined ? none : { is: form.anywhere, anywhere: form.anywhere };
}

function membersOf(form: Form): Form {
  return joined(form.members ?? none, deep(form));
}

function domainOf(form: Form): Form {
  return joined(form.domain ?? none, deep(form));
}

/** @param key absent where it is not known */
function valueAt(form: Form, key: string | undefined): Form {
  const parts = [...(form.parts ?? [])].flatMap(([name, part]) =>
    key === undefined || name === key ? [part] : [],
  );
  return all([form.range ?? none, deep(form), ...parts]);
}

function all(forms: readonly Form[]): Form {
  return forms.reduce(joined, none);
}

/** The least form of both: the first one itself where the other adds nothing. */
function joined(left: Form, right: Form, depth = 0): Form {
  if (right === none || left === right) return left;
  if (depth > deepest) {
    const name = left.anywhere ?? occurring(right);
    return name === left.anywhere ? left : { ...left, is: left.is ?? name, anywhere: name };
  }
  const part = (key: 'members' | 'domain' | 'range') => {
    const [own, other] = [left[key], right[key]];
    return other === undefined
      ? own
      : own === undefined && isEmpty(other)
        ? own
        : joined(own ?? none, other, depth + 1);
  };
  const [members, domain, range] = [part('members'), part('domain'), part('range')];
  const parts = joinedParts(left.parts, right.parts, depth);
  const is = left.is ?? right.is;
  const anywhere = left.anywhere ?? right.anywhere;
  const same =
    members === left.members &&
    domain === left.domain &&
    range === left.range &&
    parts === left.parts &&
    is === left.is &&
    anywhere === left.anywhere;
  return same ? left : { is, members, domain, range, parts, anywhere };
}

function joinedParts(left: Form['parts'], right: Form['parts'], depth: number): Form['parts'] {
  if (right === undefined) return left;
  const merged = new Map(left);
  let changed = false;
  for (const [key, form] of right) {
    const own = merged.get(key) ?? none;
    const after = joined(own, form, depth + 1);
    if (after === own || isEmpty(form)) continue;
    merged.set(key, after);
    changed = true;
  }
  return changed ? merged : left;
}

function isEmpty(form: Form): boolean {
  return occurring(form) === undefined;
}

/** The name of a chosen value that may occur anywhere in it. */
function occurring(form: Form): string | undefined {
  const { is, anywhere, members, domain, range, parts } = form;
  if (is !== undefined || anywhere !== undefined) return is ?? anywhere;
  for (const part of [members, domain, range, ...(parts?.values() ?? [])]) {
    const name = part === undefined ? undefined : occurring(part);
    if (name !== undefined) return name;
  }
  return undefined;
}
