/**
 * The syntax tree: what was written, name by name, nothing resolved.
 * Operators carry their canonical ASCII spelling (`/\`, `\in`, `#`, `<=`, …) whatever was typed.
 */

import type { Span } from './source.js';

export interface Node {
  readonly span: Span;
}

export interface Identifier extends Node {
  readonly text: string;
}

// ───────────────────────────── modules ─────────────────────────────

/** A `.tla` module, a nested module, or the body of a `.spec`. */
export interface Module extends Node {
  readonly kind: 'module';
  /** `spec`: the dialect of docs/language.md. `tla`: TLA+ as SANY reads it. */
  readonly dialect: 'spec' | 'tla';
  /** Absent in a `.spec` without a SPEC line: then the file's name serves. */
  readonly name: Identifier | undefined;
  readonly extends: readonly Identifier[];
  readonly units: readonly Unit[];
  /** Modules that follow in the same file. */
  readonly companions: readonly Module[];
}

export type Unit =
  | ConstantsUnit
  | VariablesUnit
  | RecursiveUnit
  | DefinitionUnit
  | FunctionDefinitionUnit
  | InstanceUnit
  | ModuleDefinitionUnit
  | NestedModuleUnit
  | AssumptionUnit
  | TheoremUnit
  | ModelItem
  | ModelUnit;

export interface ConstantsUnit extends Node {
  readonly kind: 'constants';
  readonly constants: readonly ConstantDeclaration[];
}

/** `C`, `F(_, _)`, `_+_`, or in a `.spec` `C = expr`. */
export interface ConstantDeclaration extends Node {
  readonly name: Identifier;
  readonly arity: number;
  readonly value: Expression | undefined;
}

export interface VariablesUnit extends Node {
  readonly kind: 'variables';
  readonly variables: readonly { readonly name: Identifier; readonly stateSpace: Expression | undefined }[];
}

export interface RecursiveUnit extends Node {
  readonly kind: 'recursive';
  readonly declarations: readonly { readonly name: Identifier; readonly arity: number }[];
}

/** `Op(p, F(_)) == body`, also for user-defined symbols: then `name` is the canonical symbol (prefix minus is `-.`). */
export interface DefinitionUnit extends Node {
  readonly kind: 'definition';
  readonly local: boolean;
  readonly name: Identifier;
  readonly parameters: readonly Parameter[];
  readonly body: Expression;
}

export interface Parameter extends Node {
  readonly name: Identifier;
  /** 0 for a value; an operator parameter `F(_, _)` has 2. */
  readonly arity: number;
}

/** `f[x \in S, y, z \in T] == body`. */
export interface FunctionDefinitionUnit extends Node {
  readonly kind: 'function-definition';
  readonly local: boolean;
  readonly name: Identifier;
  readonly bounds: readonly Bound[];
  readonly body: Expression;
}

/** `INSTANCE M WITH a <- e, …`. */
export interface Instance extends Node {
  readonly module: Identifier;
  readonly substitutions: readonly { readonly name: Identifier; readonly value: Expression }[];
}

export interface InstanceUnit extends Node {
  readonly kind: 'instance';
  readonly local: boolean;
  readonly instance: Instance;
}

/** `I(p) == INSTANCE M WITH …`. */
export interface ModuleDefinitionUnit extends Node {
  readonly kind: 'module-definition';
  readonly local: boolean;
  readonly name: Identifier;
  readonly parameters: readonly Parameter[];
  readonly instance: Instance;
}

export interface NestedModuleUnit extends Node {
  readonly kind: 'nested-module';
  readonly module: Module;
}

/** ASSUME, ASSUMPTION, AXIOM. */
export interface AssumptionUnit extends Node {
  readonly kind: 'assumption';
  /** It is for provers: nobody evaluates it. */
  readonly axiom: boolean;
  readonly name: Identifier | undefined;
  readonly body: Expression;
}

/** THEOREM and its like: recognised so that its name is known; statement and proof are skipped where they are no expression. */
export interface TheoremUnit extends Node {
  readonly kind: 'theorem';
  readonly name: Identifier | undefined;
  readonly body: Expression | undefined;
}

/** Declarations that a `.spec` adds to a module body; inside a MODEL they apply to that model. */
export type ModelItem =
  | BehaviourItem
  | FairnessItem
  | CheckItem
  | SymmetryItem
  | CheckDeadlockItem
  | ExpectItem;

export interface BehaviourItem extends Node {
  readonly kind: 'init' | 'next' | 'specification';
  readonly name: Identifier;
}

export interface FairnessItem extends Node {
  readonly kind: 'fairness';
  readonly formula: Expression;
}

/** `INVARIANT A, I!B` (names, also of what an instance defines, `body` absent) or `INVARIANT A == body`. */
export interface CheckItem extends Node {
  readonly kind:
    | 'invariant'
    | 'property'
    | 'constraint'
    | 'action-constraint'
    | 'view'
    | 'alias'
    | 'postcondition'
    /** Of a configuration only. */
    | 'possible';
  readonly name: Identifier;
  readonly body: Expression | undefined;
}

export interface SymmetryItem extends Node {
  readonly kind: 'symmetry';
  readonly name: Identifier;
  readonly body: Expression | undefined;
}

export interface CheckDeadlockItem extends Node {
  readonly kind: 'check-deadlock';
  readonly value: boolean;
}

export interface ExpectItem extends Node {
  readonly kind: 'expect';
  readonly verdict: 'holds' | 'deadlock' | 'violation';
  /** What is violated; only with `violation`. */
  readonly name: Identifier | undefined;
}

/** `MODEL name` and its indented lines. */
export interface ModelUnit extends Node {
  readonly kind: 'model';
  readonly name: Identifier;
  readonly constants: readonly { readonly name: Identifier; readonly value: Expression }[];
  readonly items: readonly ModelItem[];
}

// ───────────────────────────── expressions ─────────────────────────────

export type Expression =
  | NumberLiteral
  | StringLiteral
  | BooleanLiteral
  | NameExpression
  | OperatorSymbol
  | PrefixExpression
  | InfixExpression
  | PostfixExpression
  | JunctionList
  | CrossProduct
  | Parenthesised
  | Quantified
  | TemporalQuantified
  | Choose
  | SetEnumeration
  | SetFilter
  | SetMap
  | FunctionLiteral
  | FunctionSet
  | FunctionApplication
  | RecordLiteral
  | RecordSet
  | FieldAccess
  | Except
  | At
  | TupleLiteral
  | IfThenElse
  | Case
  | LetIn
  | Lambda
  | BoxAction
  | AngleAction
  | Fairness
  | Labelled;

/** Decimal, `\b`, `\o` or `\h`; a literal with a point keeps its text and has no value (TLC evaluates no reals). */
export interface NumberLiteral extends Node {
  readonly kind: 'number';
  readonly value: bigint | undefined;
}

/** `value` has its escapes resolved. */
export interface StringLiteral extends Node {
  readonly kind: 'string';
  readonly value: string;
}

/** TRUE and FALSE (BOOLEAN, STRING are names). */
export interface BooleanLiteral extends Node {
  readonly kind: 'boolean';
  readonly value: boolean;
}

/**
 * `x`, `Op(a, b)`, `I(p)!J!Op(a)`, `Inv!2!(e)!<<`: a path of one or more parts.
 * The last part names the operator and holds its arguments, earlier ones instances.
 */
export interface NameExpression extends Node {
  readonly kind: 'name';
  readonly path: readonly NamePart[];
}

export interface NamePart extends Node {
  /** An identifier or operator symbol; or a subexpression selector: a number, `<<`, `>>`, `@`, `:`, or `` (empty) for `!(args)`. */
  readonly text: string;
  readonly selector: boolean;
  readonly args: readonly Expression[];
}

/** An operator passed by its symbol, as in `Fold(+, 0, S)` or `LAMBDA`-less substitution `WITH a <- +`. */
export interface OperatorSymbol extends Node {
  readonly kind: 'operator-symbol';
  readonly symbol: string;
}

/** `~`, `-.`, `[]`, `<>`, `UNCHANGED`, `ENABLED`, `SUBSET`, `UNION`, `DOMAIN`. */
export interface PrefixExpression extends Node {
  readonly kind: 'prefix';
  readonly operator: Identifier;
  readonly operand: Expression;
}

export interface InfixExpression extends Node {
  readonly kind: 'infix';
  /** The symbol as it is looked up; `A!+`-style instance operators keep their path in `instances`. */
  readonly operator: Identifier;
  readonly instances: readonly NamePart[];
  readonly left: Expression;
  readonly right: Expression;
}

/** `'`, `^+`, `^*`, `^#`. */
export interface PostfixExpression extends Node {
  readonly kind: 'postfix';
  readonly operator: Identifier;
  readonly operand: Expression;
}

/** An aligned list, of one item or more. `/\` between operands on a line is an InfixExpression. */
export interface JunctionList extends Node {
  readonly kind: 'junction';
  readonly operator: '/\\' | '\\/';
  readonly items: readonly Expression[];
}

/** `A \X B \X C`: one product of three, not a product of products. */
export interface CrossProduct extends Node {
  readonly kind: 'cross';
  readonly factors: readonly Expression[];
}

export interface Parenthesised extends Node {
  readonly kind: 'parenthesised';
  readonly inner: Expression;
}

/** `x, y \in S` or `<<x, y>> \in S`; `set` is absent in an unbounded quantifier. */
export interface Bound extends Node {
  readonly names: readonly Identifier[];
  readonly tuple: boolean;
  readonly set: Expression | undefined;
}

export interface Quantified extends Node {
  readonly kind: 'quantified';
  readonly quantifier: '\\A' | '\\E';
  readonly bounds: readonly Bound[];
  readonly body: Expression;
}

export interface TemporalQuantified extends Node {
  readonly kind: 'temporal-quantified';
  readonly quantifier: '\\AA' | '\\EE';
  readonly names: readonly Identifier[];
  readonly body: Expression;
}

export interface Choose extends Node {
  readonly kind: 'choose';
  readonly bound: Bound;
  readonly body: Expression;
}

export interface SetEnumeration extends Node {
  readonly kind: 'set';
  readonly elements: readonly Expression[];
}

export interface SetFilter extends Node {
  readonly kind: 'filter';
  readonly bound: Bound;
  readonly body: Expression;
}

export interface SetMap extends Node {
  readonly kind: 'map';
  readonly body: Expression;
  readonly bounds: readonly Bound[];
}

export interface FunctionLiteral extends Node {
  readonly kind: 'function';
  readonly bounds: readonly Bound[];
  readonly body: Expression;
}

export interface FunctionSet extends Node {
  readonly kind: 'function-set';
  readonly domain: Expression;
  readonly range: Expression;
}

/** `f[a]`; `f[a, b]` is f applied to the pair. */
export interface FunctionApplication extends Node {
  readonly kind: 'application';
  readonly function: Expression;
  readonly args: readonly Expression[];
}

export interface RecordField extends Node {
  readonly name: Identifier;
  readonly value: Expression;
}

export interface RecordLiteral extends Node {
  readonly kind: 'record';
  readonly fields: readonly RecordField[];
}

export interface RecordSet extends Node {
  readonly kind: 'record-set';
  readonly fields: readonly RecordField[];
}

export interface FieldAccess extends Node {
  readonly kind: 'field';
  readonly record: Expression;
  readonly field: Identifier;
}

export type ExceptStep =
  | { readonly kind: 'index'; readonly args: readonly Expression[]; readonly span: Span }
  | { readonly kind: 'field'; readonly name: Identifier; readonly span: Span };

export interface Except extends Node {
  readonly kind: 'except';
  readonly function: Expression;
  readonly updates: readonly (Node & { readonly path: readonly ExceptStep[]; readonly value: Expression })[];
}

/** `@` inside an EXCEPT. */
export interface At extends Node {
  readonly kind: 'at';
}

export interface TupleLiteral extends Node {
  readonly kind: 'tuple';
  readonly elements: readonly Expression[];
}

export interface IfThenElse extends Node {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly consequent: Expression;
  readonly alternative: Expression;
}

export interface Case extends Node {
  readonly kind: 'case';
  readonly arms: readonly (Node & { readonly guard: Expression; readonly value: Expression })[];
  readonly other: Expression | undefined;
}

export interface LetIn extends Node {
  readonly kind: 'let';
  readonly units: readonly (
    | RecursiveUnit
    | DefinitionUnit
    | FunctionDefinitionUnit
    | ModuleDefinitionUnit
    | InstanceUnit
  )[];
  readonly body: Expression;
}

export interface Lambda extends Node {
  readonly kind: 'lambda';
  readonly parameters: readonly Parameter[];
  readonly body: Expression;
}

/** `[A]_v`. */
export interface BoxAction extends Node {
  readonly kind: 'box-action';
  readonly action: Expression;
  readonly subscript: Expression;
}

/** `<<A>>_v`. */
export interface AngleAction extends Node {
  readonly kind: 'angle-action';
  readonly action: Expression;
  readonly subscript: Expression;
}

/** `WF_v(A)`, `SF_v(A)`. */
export interface Fairness extends Node {
  readonly kind: 'fairness-condition';
  readonly strength: 'weak' | 'strong';
  readonly subscript: Expression;
  readonly action: Expression;
}

/** `lab(x) :: expr`. */
export interface Labelled extends Node {
  readonly kind: 'labelled';
  readonly label: Identifier;
  readonly parameters: readonly Identifier[];
  readonly expression: Expression;
}
