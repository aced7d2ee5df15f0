/** What the result of an expression depends on, as far as that is a few words. */

import { isOperator } from '../../semantics/expressions.js';
import { type Argument, type Expression, Level, type Local } from '../../semantics/spec.js';
import { children } from '../../semantics/walk.js';
import { boundHere } from './closed.js';
import { application } from './functions.js';
import type { Block } from './program.js';
import type { Rep } from './rep.js';
import {
  bindParameters,
  definitionLink,
  type Frame,
  type Scope,
  type Site,
  scopeOf,
  type Thunk,
  type Written,
} from './scope.js';
import { nextFrame, value } from './values.js';

/** How many words it may speak of: of many it is only a few bits that it looks at. */
const mostInputs = 16;
/** How far it is looked for what an expression depends on. */
const mostNodes = 2000;

/** What a result depends on: code of a 32-bit integer, and that of the value as it is used. */
export interface Input {
  readonly key: string;
  readonly code: string;
  readonly kind: 'integer' | 'boolean';
}

/** Whether it may be evaluated for several expressions at once, with a guard. */
function isShared({ uses, plain, expression }: Thunk): boolean {
  return uses > 1 && plain !== true && expression.level > Level.constant;
}

/** What an expression depends on. */
export class Inputs {
  private readonly found = new Map<string, Input>();
  private nodes = 0;
  private readonly entered = new Set<unknown>();
  /** Whether it depends on something that other expressions evaluate too, and that is kept where they all see it. */
  shares = false;
  /** What is known already, and is not evaluated again. */
  private readonly taken: { readonly thunk: Thunk; readonly key: object; readonly known: Written }[] = [];

  constructor(
    private readonly site: Site,
    private readonly block: Block,
  ) {}

  /** The site in a block of its own, where nothing has been evaluated yet but what was found to be an input. */
  apart(block: Block): Site {
    const { frame } = this.site;
    const fresh: Frame = {
      ...frame,
      current: { ...frame.current, block },
      next: frame.next && { ...frame.next, block },
      shared: frame.shared ?? frame,
    };
    const keys = new Map<object, object>([
      [frame, fresh],
      [frame.current, fresh.current],
    ]);
    if (frame.next !== undefined && fresh.next !== undefined) {
      keys.set(frame.next, fresh.next).set(nextFrame(frame), nextFrame(fresh));
    }
    for (const { thunk, key, known } of this.taken) {
      const own = keys.get(key);
      if (own !== undefined) thunk.written.set(own, known);
    }
    return { ...this.site, frame: fresh, block };
  }

  of(node: Expression): readonly Input[] | undefined {
    return this.visit(node, this.site.scope, this.site.frame, new Set()) && this.found.size <= mostInputs
      ? [...this.found.values()]
      : undefined;
  }

  ofRep(rep: Rep): readonly Input[] | undefined {
    return this.rep(rep) ? [...this.found.values()] : undefined;
  }

  private visit(node: Expression, scope: Scope, frame: Frame, own: ReadonlySet<unknown>): boolean {
    if (++this.nodes > mostNodes || this.found.size > mostInputs) return false;
    switch (node.kind) {
      case 'literal':
        return true;
      case 'local':
        return this.local(node.local, scope, frame, own);
      case 'variable': {
        const rep = frame.current.variables[node.variable.index];
        return rep !== undefined && this.rep(rep);
      }
      case 'application':
      case 'field': {
        const rep = this.part(node, scope, frame, own);
        if (rep !== undefined) return this.rep(rep);
        break;
      }
      case 'prime':
        return frame.next !== undefined && this.visit(node.operand, scope, nextFrame(frame), own);
      case 'unchanged':
        return (
          frame.next !== undefined &&
          this.visit(node.operand, scope, frame, own) &&
          this.visit(node.operand, scope, nextFrame(frame), own)
        );
      case 'apply':
        return this.apply(node, scope, frame, own);
      case 'call':
        return this.operator(node.operator, scope, frame, own) && this.args(node.args, scope, frame, own);
      case 'primitive':
        return this.args(node.args, scope, frame, own);
      case 'enabled':
      case 'compose':
      case 'always':
      case 'eventually':
      case 'leads-to':
      case 'fairness':
        return false;
      default:
    }
    const bound = boundHere(node);
    const inner = bound.length === 0 ? own : new Set([...own, ...bound]);
    return children(node).every((child) => this.visit(child, scope, frame, inner));
  }

  /** Whether all that it mentions is bound outside of the expression that is looked at. */
  private isKnown(node: Expression, scope: Scope, own: ReadonlySet<unknown>): boolean {
    return this.site.emitter.folder.closures.mentions(node).every(({ name }) => {
      if (own.has(name)) return false;
      for (let link = scope; link !== undefined; link = link.rest) {
        if (link.key !== name) continue;
        if (link.kind === 'definition') return own.size === 0;
        const { binding } = link;
        return (
          binding.kind === 'rep' ||
          (binding.kind === 'thunk' && this.isKnown(binding.expression, binding.scope, own))
        );
      }
      return false;
    });
  }

  /** A part of the state that can be read without failing. */
  private part(
    node: Expression & { kind: 'application' | 'field' },
    scope: Scope,
    frame: Frame,
    own: ReadonlySet<unknown>,
  ): Rep | undefined {
    if (!this.isKnown(node, scope, own)) return undefined;
    const trial = this.block.inner();
    const rep = this.place(node, { ...this.site, scope, frame, block: trial, cached: true });
    if (rep === undefined || trial.mayFail || trial.boxed > 0) return undefined;
    this.block.splice(trial);
    return rep;
  }

  private place(node: Expression, site: Site): Rep | undefined {
    if (node.kind === 'variable') {
      const rep = site.frame.current.variables[node.variable.index];
      return rep?.kind === 'bits' ? rep : undefined;
    }
    if (node.kind !== 'application' && node.kind !== 'field') return undefined;
    const of = this.place(node.kind === 'field' ? node.record : node.function, site);
    if (of === undefined || of.kind !== 'bits' || of.shape.kind !== 'function') return undefined;
    if (node.kind === 'field') return application(of, { kind: 'constant', box: node.field }, site.block);
    const key = value(node.argument, site);
    if (key.kind === 'box' || key.kind === 'interned') return undefined;
    return application(of, key, site.block);
  }

  private local(local: Local, scope: Scope, frame: Frame, own: ReadonlySet<unknown>): boolean {
    if (own.has(local)) return true;
    for (let link = scope; link !== undefined; link = link.rest) {
      if (link.kind !== 'local' || link.key !== local) continue;
      const { binding } = link;
      if (binding.kind === 'rep') return this.rep(binding.rep);
      if (binding.kind === 'operator') return this.operator(local, scope, frame, own);
      const key = binding.written.has(frame.current) ? frame.current : frame;
      const known = binding.written.get(key);
      if (known?.ensure === undefined && known?.block.encloses(this.site.block) && this.rep(known.rep)) {
        this.taken.push({ thunk: binding, key, known });
        return true;
      }
      this.shares ||= isShared(binding);
      return this.visit(binding.expression, binding.scope, frame, own);
    }
    return false;
  }

  private apply(
    node: Expression & { kind: 'apply' },
    scope: Scope,
    frame: Frame,
    own: ReadonlySet<unknown>,
  ): boolean {
    const { definition, args } = node;
    if (definition.level === 0 && args.length === 0 && !definition.local) return true;
    const found = definition.local ? definitionLink(definition, scope) : undefined;
    this.shares ||= found?.link.thunk !== undefined && isShared(found.link.thunk);
    if (found?.link.thunk !== undefined)
      return this.visit(found.link.thunk.expression, found.link.thunk.scope, frame, own);
    if (definition.local && found === undefined && !own.has(definition)) return false;
    if (definition.recursive || own.has(definition) || args.some(isOperator)) {
      if (!this.args(args, scope, frame, own)) return false;
      if (this.entered.has(definition)) return true;
      this.entered.add(definition);
      return this.visit(
        definition.body,
        found?.inner ?? (definition.local ? scope : undefined),
        frame,
        new Set([...own, ...definition.parameters]),
      );
    }
    const inner = bindParameters(
      definition.parameters,
      args,
      { ...this.site, scope },
      scopeOf(definition, scope),
      () => 2,
    );
    return this.visit(definition.body, inner, frame, own);
  }

  private operator(name: Local, scope: Scope, frame: Frame, own: ReadonlySet<unknown>): boolean {
    if (own.has(name)) return true;
    for (let link = scope; link !== undefined; link = link.rest) {
      if (link.kind !== 'local' || link.key !== name) continue;
      if (link.binding.kind !== 'operator') return false;
      const { operator, scope: from } = link.binding;
      return this.args([operator], from, frame, own);
    }
    return false;
  }

  private args(args: readonly Argument[], scope: Scope, frame: Frame, own: ReadonlySet<unknown>): boolean {
    return args.every((arg) => {
      if (!isOperator(arg)) return this.visit(arg, scope, frame, own);
      if (arg.kind === 'primitive-operator') return true;
      if (arg.kind === 'parameter-operator') return this.operator(arg.operator, scope, frame, own);
      if (arg.kind === 'lambda')
        return this.visit(arg.body, scope, frame, new Set([...own, ...arg.parameters]));
      const { definition } = arg;
      if (this.entered.has(definition)) return true;
      this.entered.add(definition);
      const inner = definition.local ? definitionLink(definition, scope)?.inner : undefined;
      if (definition.local && inner === undefined) return own.has(definition);
      return this.visit(definition.body, inner, frame, new Set([...own, ...definition.parameters]));
    });
  }

  private rep(rep: Rep): boolean {
    switch (rep.kind) {
      case 'constant':
        return true;
      case 'bool':
        return this.add(`(${rep.js} ? 1 : 0)`, rep.js, 'boolean');
      case 'integer':
        return rep.low >= -(2 ** 31) && rep.high < 2 ** 31 && this.add(rep.js);
      case 'enum':
      case 'interned':
        return this.add(rep.js);
      case 'bits':
        return rep.words.length <= mostInputs && rep.words.every((word) => this.add(`(${word} | 0)`, word));
      case 'struct':
      case 'listed':
        return rep.items.every((item) => this.rep(item));
      default:
        return false;
    }
  }

  private add(key: string, code = key, kind: Input['kind'] = 'integer'): boolean {
    this.found.set(key, { key, code, kind });
    return true;
  }
}
