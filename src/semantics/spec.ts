/**
 * The core tree: a specification with every name resolved, every instance substituted, every constant bound, levels known.
 * Both engines read this and nothing above it.
 */

import type { Span } from '../syntax/source.js';
import type { Value } from '../values/value.js';

/** What an expression may mention (Specifying Systems, section 17.2). */
export const Level = { constant: 0, state: 1, action: 2, temporal: 3 } as const;
export type Level = (typeof Level)[keyof typeof Level];

/** Closed: nothing in it refers outside, but for the library's primitives. */
export interface Spec {
  readonly name: string;
  /** The MODEL that was bound; undefined is the default one. */
  readonly model: string | undefined;
  readonly variables: readonly Variable[];
  /** The constants with their values, as definitions without a level. */
  readonly constants: readonly Definition[];
  /** Every definition that can be named from outside, instances' as `I!Op`. */
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly assumptions: readonly NamedFormula[];
  /** Absent for a module that only states assumptions. */
  readonly behaviour: Behaviour | undefined;
  /** Those of `INVARIANT`, and before them the state spaces of variables, which their `kind` tells apart. */
  readonly invariants: readonly Invariant[];
  readonly properties: readonly NamedFormula[];
  readonly constraints: readonly NamedFormula[];
  readonly actionConstraints: readonly NamedFormula[];
  readonly view: NamedFormula | undefined;
  /** Evaluates to a set of permutations (functions on model values). */
  readonly symmetry: NamedFormula | undefined;
  readonly alias: NamedFormula | undefined;
  readonly postconditions: readonly NamedFormula[];
  /** Some state, or some step, must satisfy each of these. */
  readonly possible: readonly NamedFormula[];
  readonly checkDeadlock: boolean;
  readonly expect: Expectation;
}

export interface Behaviour {
  readonly init: Expression;
  readonly next: Expression;
  /** What v is in `[][Next]_v`: all variables unless a SPECIFICATION says otherwise. */
  readonly subscript: Expression;
  /** `next` taken apart: their disjunction is `next`. */
  readonly actions: readonly Action[];
  /** Conjoined temporal formulas: WF, SF, also under bounded `\A`. */
  readonly fairness: readonly NamedFormula[];
}

/**
 * One disjunct of the next-state relation. To take it: go through `context` from outside in, then satisfy `body`.
 * Every `\/`, bounded `\E`, LET and definition on the way from Next down to the body has been entered.
 */
export interface Action {
  /** Index in `Behaviour.actions`. */
  readonly index: number;
  /** Of the innermost definition that was entered; `Next` itself where none was. */
  readonly name: string;
  readonly span: Span;
  readonly context: readonly ActionContext[];
  readonly body: Expression;
  /** Parameters of the named definition: their values label a step, as in `Prepare(rm1)`. */
  readonly parameters: readonly Local[];
}

export type ActionContext =
  | { readonly kind: 'exists'; readonly bounds: readonly Bound[] }
  | {
      readonly kind: 'enter';
      readonly definition: Definition;
      readonly args: readonly Argument[];
      readonly span: Span;
    }
  | { readonly kind: 'let'; readonly definitions: readonly Definition[] };

export interface NamedFormula {
  readonly name: string;
  readonly body: Expression;
  /** Of its declaration or definition. */
  readonly span: Span;
}

export interface Invariant extends NamedFormula {
  /** `state-space`: from `VARIABLE x \in S`; then `variable` is x and `name` its name. */
  readonly kind: 'invariant' | 'state-space';
  readonly variable?: Variable;
}

export type Expectation =
  | { readonly verdict: 'holds' }
  | { readonly verdict: 'deadlock' }
  | { readonly verdict: 'violation'; readonly name: string };

export interface Variable {
  readonly name: string;
  /** Position in the state. */
  readonly index: number;
  readonly span: Span;
  /** S of `VARIABLE x \in S`, or the conjunct `x \in S` of a type invariant: a proposal for the layout. */
  readonly stateSpace: Expression | undefined;
}

/** A name bound inside an expression: compared by identity. */
export interface Local {
  readonly name: string;
  /** Unique in the spec. */
  readonly id: number;
  /** Above 0: an operator parameter. */
  readonly arity: number;
  readonly span: Span;
}

export interface Definition {
  /** As a user names it: `Prepare`, `Abstract!Next`. */
  readonly name: string;
  readonly parameters: readonly Local[];
  readonly body: Expression;
  readonly span: Span;
  /** Of the body, parameters counted as constants. */
  readonly level: Level;
  /** Under LET it sees the locals around it. */
  readonly local: boolean;
  /** Refers to itself, directly or through others. */
  readonly recursive: boolean;
}

// ───────────────────────────── expressions ─────────────────────────────

interface Base {
  readonly span: Span;
  readonly level: Level;
}

export type Expression =
  | Literal
  | LocalReference
  | VariableReference
  | SubstitutedVariable
  | DefinitionApplication
  | ParameterApplication
  | PrimitiveApplication
  | Connective
  | Not
  | Quantified
  | Choose
  | SetEnumeration
  | SetFilter
  | SetMap
  | FunctionConstructor
  | FunctionSet
  | FunctionApplication
  | RecordConstructor
  | RecordSet
  | FieldAccess
  | Except
  | TupleConstructor
  | CrossProduct
  | Conditional
  | Case
  | Let
  | Prime
  | Unchanged
  | Enabled
  | StepFormula
  | Composition
  | Temporal
  | FairnessCondition
  | Labelled;

/** A number, string, boolean or model value. */
export interface Literal extends Base {
  readonly kind: 'literal';
  readonly value: Value;
}

export interface LocalReference extends Base {
  readonly kind: 'local';
  readonly local: Local;
}

export interface VariableReference extends Base {
  readonly kind: 'variable';
  readonly variable: Variable;
}

/**
 * A variable of an instanced module, for which the instance puts an expression. Primed under an ENABLED of that module it is
 * no such thing: there ENABLED binds it, as a variable of its own (Specifying Systems, section 17.8).
 */
export interface SubstitutedVariable extends Base {
  readonly kind: 'substituted';
  readonly value: Expression;
  /** What it is in the next state that ENABLED speaks of; its index lies behind those of the specification's variables. */
  readonly own: Variable;
}

/** `Op(a, b)`, and `Op` of no parameters. */
export interface DefinitionApplication extends Base {
  readonly kind: 'apply';
  readonly definition: Definition;
  readonly args: readonly Argument[];
}

/** `F(a)` where F is an operator parameter. */
export interface ParameterApplication extends Base {
  readonly kind: 'call';
  readonly operator: Local;
  readonly args: readonly Argument[];
}

/** An operator of the library that no TLA+ definition says: see semantics/primitives.ts for the names and meanings. */
export interface PrimitiveApplication extends Base {
  readonly kind: 'primitive';
  /** Canonical name: `=`, `#`, `\in`, `\cup`, `+`, `Append`, `Cardinality`, … */
  readonly operator: string;
  readonly args: readonly Argument[];
}

/** An argument is a value, or an operator where the parameter is one. */
export type Argument = Expression | OperatorArgument;

export type OperatorArgument =
  | {
      readonly kind: 'lambda';
      readonly parameters: readonly Local[];
      readonly body: Expression;
      readonly span: Span;
    }
  | { readonly kind: 'definition-operator'; readonly definition: Definition; readonly span: Span }
  | { readonly kind: 'parameter-operator'; readonly operator: Local; readonly span: Span }
  | {
      readonly kind: 'primitive-operator';
      readonly operator: string;
      readonly arity: number;
      readonly span: Span;
    };

/** Evaluated left to right, as far as is needed. Lists and infix chains alike; `=>` and `<=>` have two items. */
export interface Connective extends Base {
  readonly kind: 'and' | 'or' | 'implies' | 'equivalent';
  readonly items: readonly Expression[];
}

export interface Not extends Base {
  readonly kind: 'not';
  readonly operand: Expression;
}

/** One name, or a tuple of names, drawn from a set. `x, y \in S` has become two bounds. */
export interface Bound {
  /** One local, or those of `<<x, y>> \in S` when `tuple`. */
  readonly locals: readonly Local[];
  readonly tuple: boolean;
  /** Absent in `\E x : P` and `CHOOSE x : P`: evaluating those is an error. */
  readonly set: Expression | undefined;
  readonly span: Span;
}

export interface Quantified extends Base {
  readonly kind: 'forall' | 'exists';
  readonly bounds: readonly Bound[];
  readonly body: Expression;
}

export interface Choose extends Base {
  readonly kind: 'choose';
  readonly bound: Bound;
  readonly body: Expression;
}

export interface SetEnumeration extends Base {
  readonly kind: 'set';
  readonly elements: readonly Expression[];
}

export interface SetFilter extends Base {
  readonly kind: 'filter';
  readonly bound: Bound;
  readonly body: Expression;
}

export interface SetMap extends Base {
  readonly kind: 'map';
  readonly bounds: readonly Bound[];
  readonly body: Expression;
}

export interface FunctionConstructor extends Base {
  readonly kind: 'function';
  readonly bounds: readonly Bound[];
  readonly body: Expression;
  /** In `f[x \in S] == body` the body refers to f by this local: such a function is evaluated on demand. */
  readonly self: Local | undefined;
}

/** `[S -> T]`. */
export interface FunctionSet extends Base {
  readonly kind: 'function-set';
  readonly domain: Expression;
  readonly range: Expression;
}

/** `f[a]`; of several arguments the tuple. */
export interface FunctionApplication extends Base {
  readonly kind: 'application';
  readonly function: Expression;
  readonly argument: Expression;
}

export interface RecordConstructor extends Base {
  readonly kind: 'record';
  readonly fields: readonly { readonly name: string; readonly value: Expression }[];
}

export interface RecordSet extends Base {
  readonly kind: 'record-set';
  readonly fields: readonly { readonly name: string; readonly value: Expression }[];
}

export interface FieldAccess extends Base {
  readonly kind: 'field';
  readonly record: Expression;
  readonly field: string;
}

/** `[f EXCEPT ![a][b] = e, …]`, applied in order. */
export interface Except extends Base {
  readonly kind: 'except';
  readonly function: Expression;
  readonly updates: readonly ExceptUpdate[];
}

export interface ExceptUpdate {
  /** The keys from outside in; `.name` is the string literal. */
  readonly path: readonly Expression[];
  /** Bound to the old value while `value` is evaluated. */
  readonly at: Local;
  readonly value: Expression;
  readonly span: Span;
}

export interface TupleConstructor extends Base {
  readonly kind: 'tuple';
  readonly elements: readonly Expression[];
}

export interface CrossProduct extends Base {
  readonly kind: 'cross';
  readonly factors: readonly Expression[];
}

export interface Conditional extends Base {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly consequent: Expression;
  readonly alternative: Expression;
}

export interface Case extends Base {
  readonly kind: 'case';
  readonly arms: readonly { readonly guard: Expression; readonly value: Expression; readonly span: Span }[];
  readonly other: Expression | undefined;
}

/** The definitions may refer to each other and to the locals around. */
export interface Let extends Base {
  readonly kind: 'let';
  readonly definitions: readonly Definition[];
  readonly body: Expression;
}

/** `e'`: e with every variable read in the next state. */
export interface Prime extends Base {
  readonly kind: 'prime';
  readonly operand: Expression;
}

export interface Unchanged extends Base {
  readonly kind: 'unchanged';
  readonly operand: Expression;
}

export interface Enabled extends Base {
  readonly kind: 'enabled';
  readonly action: Expression;
  /** The variables of instances that it binds in the next state: those of the modules that it is written in. */
  readonly binds: readonly Variable[];
}

/** `[A]_v` and `<<A>>_v`. */
export interface StepFormula extends Base {
  readonly kind: 'box-action' | 'angle-action';
  readonly action: Expression;
  readonly subscript: Expression;
}

/** `A \cdot B`. */
export interface Composition extends Base {
  readonly kind: 'compose';
  readonly first: Expression;
  readonly second: Expression;
}

export interface Temporal extends Base {
  readonly kind: 'always' | 'eventually' | 'leads-to';
  /** One operand; two for `~>`. */
  readonly operands: readonly Expression[];
}

export interface FairnessCondition extends Base {
  readonly kind: 'fairness';
  readonly strength: 'weak' | 'strong';
  /** As in {@link Enabled}. */
  readonly binds: readonly Variable[];
  readonly action: Expression;
  readonly subscript: Expression;
}

/** `lab :: e` means e. */
export interface Labelled extends Base {
  readonly kind: 'labelled';
  readonly label: string;
  readonly expression: Expression;
}
