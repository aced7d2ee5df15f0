/** Reads a `.cfg`: TLC's configuration language, as "Specifying Systems", section 14.7.1 has it, and what TLC has added since. */

import type * as ohm from 'ohm-js';
import type { Diagnostic, Outcome } from './diagnostic.js';
import { loadGrammar } from './grammar.js';
import { type Source, type Span, textOf } from './source.js';
import { canonical } from './symbols.js';
import type * as tree from './tree.js';

/** What a `.cfg` says. */
export interface Configuration extends tree.Node {
  readonly kind: 'configuration';
  readonly bindings: readonly ConfigurationBinding[];
  /** INIT, NEXT, SPECIFICATION, INVARIANT, … with the names that they give. */
  readonly items: readonly tree.ModelItem[];
}

/** One line of a CONSTANT section. */
export interface ConfigurationBinding extends tree.Node {
  /** A constant or a definition, by name, `I!Name` or symbol. */
  readonly target: tree.Identifier;
  /** `<-[Module]`: only what this module itself defines is replaced. */
  readonly module: tree.Identifier | undefined;
  /** `Op(1, 2) = v` gives an operator one of its values. */
  readonly args: readonly tree.Expression[];
  readonly replacement:
    | { readonly kind: 'value'; readonly value: tree.Expression }
    | { readonly kind: 'definition'; readonly name: tree.Identifier };
}

let loaded: { readonly grammar: ohm.Grammar; readonly semantics: ohm.Semantics } | undefined;
let source: Source;
/** Where in the source the text begins that is read. */
let origin: number;

function config(): { readonly grammar: ohm.Grammar; readonly semantics: ohm.Semantics } {
  if (loaded === undefined) {
    const grammar = loadGrammar('config');
    loaded = { grammar, semantics: grammar.createSemantics().addOperation<unknown>('tree', actions) };
  }
  return loaded;
}

/**
 * Reads a configuration; what is wrong with it comes back as a diagnostic.
 * @param from all of a `.cfg`, or the section of a `.tla`
 */
export function parseConfiguration(from: Span): Outcome<Configuration> {
  ({ source, start: origin } = from);
  const { grammar, semantics } = config();
  const text = textOf(from);
  const match = grammar.match(text);
  if (match.failed()) return { diagnostics: [failure(text, match.getRightmostFailurePosition())] };
  return { value: semantics(match).tree() as Configuration, diagnostics: [] };
}

function failure(whole: string, offset: number): Diagnostic {
  const [text = ''] = /^(?:[\p{L}\p{N}_]+|\S|$)/u.exec(whole.slice(offset)) ?? [];
  const start = origin + offset;
  const span: Span = { source, start, end: start + text.length };
  const what = text === '' ? 'This configuration ends too early' : `\`${text}\` was not expected here`;
  return {
    code: 'configuration',
    severity: 'error',
    message: `${what}: a configuration is made of sections such as CONSTANT, SPECIFICATION, INVARIANT or PROPERTY.`,
    span,
    hint: 'A constant is given a value by `Name = value`, or a definition of the module by `Name <- Definition`.',
  };
}

function spanOf(node: ohm.Node): Span {
  return { source, start: origin + node.source.startIdx, end: origin + node.source.endIdx };
}

function identifier(node: ohm.Node): tree.Identifier {
  return { text: canonical(node.sourceString.trim()), span: spanOf(node) };
}

const one = <T>(node: ohm.Node): T => node.tree() as T;
const all = <T>(node: ohm.Node): T[] => node.children.map((child) => child.tree() as T);
const list = <T>(node: ohm.Node): T[] => node.asIteration().children.map((child) => child.tree() as T);

function binding(
  target: ohm.Node,
  replacement: ConfigurationBinding['replacement'],
  module?: tree.Identifier,
  args: readonly tree.Expression[] = [],
): ConfigurationBinding {
  return { target: one(target), module, args, replacement, span: spanOf(target) };
}

type Section = { readonly bindings: ConfigurationBinding[] } | { readonly items: tree.ModelItem[] };

const singular: Readonly<Record<string, tree.CheckItem['kind']>> = {
  INVARIANT: 'invariant',
  INVARIANTS: 'invariant',
  PROPERTY: 'property',
  PROPERTIES: 'property',
  CONSTRAINT: 'constraint',
  CONSTRAINTS: 'constraint',
  ACTION_CONSTRAINT: 'action-constraint',
  ACTION_CONSTRAINTS: 'action-constraint',
  POSTCONDITION: 'postcondition',
  POSTCONDITIONS: 'postcondition',
  _POSSIBLE: 'possible',
};

const actions: ohm.ActionDict<unknown> = {
  File(sections, _end): Configuration {
    const read = all<Section>(sections);
    return {
      kind: 'configuration',
      bindings: read.flatMap((section) => ('bindings' in section ? section.bindings : [])),
      items: read.flatMap((section) => ('items' in section ? section.items : [])),
      span: spanOf(this),
    };
  },
  Constants: (_word, bindings): Section => ({ bindings: all(bindings) }),
  Binding_inModule: (target, _arrow, _open, module, _close, name) =>
    binding(target, { kind: 'definition', name: one(name) }, one(module)),
  // To TLC, TRUE and FALSE are definitions like others.
  Binding_truth: (target, _arrow, value) => binding(target, { kind: 'value', value: one(value) }),
  Binding_definition: (target, _arrow, name) => binding(target, { kind: 'definition', name: one(name) }),
  Binding_valueInModule: (target, _equals, _open, module, _close, value) =>
    binding(target, { kind: 'value', value: one(value) }, one(module)),
  Binding_value: (target, args, _equals, value) =>
    binding(target, { kind: 'value', value: one(value) }, undefined, all<tree.Expression[]>(args).flat()),
  Arguments: (_open, values, _close) => list(values),
  Behaviour: (word, name): Section => ({
    items: [
      {
        kind: word.sourceString.trim().toLowerCase() as tree.BehaviourItem['kind'],
        name: one<tree.Identifier>(name),
        span: spanOf(name),
      },
    ],
  }),
  Single: (word, name): Section => {
    const kind = word.sourceString.trim().toLowerCase() as 'view' | 'alias' | 'symmetry';
    return { items: [{ kind, name: one<tree.Identifier>(name), body: undefined, span: spanOf(name) }] };
  },
  Checks: (word, names): Section => {
    const kind = singular[word.sourceString.trim()] ?? 'invariant';
    return {
      items: all<tree.Identifier>(names).map((name) => ({ kind, name, body: undefined, span: name.span })),
    };
  },
  Ignored: (_word, _name): Section => ({ items: [] }),
  Deadlock: (word, value): Section => ({
    items: [{ kind: 'check-deadlock', value: value.sourceString === 'TRUE', span: spanOf(word) }],
  }),
  Value_set(_open, elements, _close) {
    return { kind: 'set', elements: list(elements), span: spanOf(this) };
  },
  Value_model(path) {
    const { text, span } = one<tree.Identifier>(path);
    return { kind: 'name', path: [{ text, selector: false, args: [], span }], span };
  },
  number(_minus, _digits) {
    return { kind: 'number', value: BigInt(this.sourceString), span: spanOf(this) };
  },
  string(_open, text, _close) {
    return { kind: 'string', value: text.sourceString, span: spanOf(this) };
  },
  boolean(word) {
    return { kind: 'boolean', value: word.sourceString === 'TRUE', span: spanOf(this) };
  },
  name(_letters) {
    return identifier(this);
  },
  path(_first, _marks, _rest) {
    return identifier(this);
  },
  operator(_text) {
    return identifier(this);
  },
};
