/** What all code of one program shares while it is written. */

import { isOperator } from '../../semantics/expressions.js';
import type { Argument, Definition, Expression, Local } from '../../semantics/spec.js';
import { children } from '../../semantics/walk.js';
import type { Layout } from '../layout/layout.js';
import type { Shape } from '../layout/shape.js';
import { fieldOf } from './fields.js';
import { Folder } from './fold.js';
import { Block, type Program } from './program.js';
import type { Rep } from './rep.js';
import type { Binding, Link, State } from './scope.js';

/** A function of the program that stands for a definition: one that applies itself, or is too long to stand in place. */
export interface Outlined {
  readonly name: string;
  readonly block: Block;
  /** What its parameters that are operators stand for. */
  readonly operators: readonly Binding[];
  /** Of a definition of a LET: which time that it is entered. */
  readonly link: Link | undefined;
}

/** How code speaks of a row: an array, an index, and names for the words. */
export interface RowName {
  readonly array: string;
  readonly index: string;
  readonly word: string;
}

export const current: RowName = { array: 's', index: 'at', word: 'r' };
export const following: RowName = { array: 't', index: 'to', word: 'q' };

/** Whether it is the name of a word of a row. */
export function isRowWord(name: string): boolean {
  return [current, following].some(
    ({ word }) => name.startsWith(word) && /^\d+$/.test(name.slice(word.length)),
  );
}

/** Reads the words that a function's code names, each once. */
export function rowWords(text: string): string {
  return [current, following]
    .flatMap(({ array, index, word }) => {
      const used = new Set(
        [...text.matchAll(new RegExp(`\\b${word}(\\d+)\\b`, 'g'))].map((match) => Number(match[1])),
      );
      return [...used]
        .sort((a, b) => a - b)
        .map((i) => `const ${word}${i} = ${array}[${index}${i === 0 ? '' : ` + ${i}`}];`);
    })
    .join(' ');
}

export class Emitter {
  readonly outlined = new Map<Definition, Map<object, Outlined[]>>();
  /** Those that count in how many ways the body of a definition is satisfied. */
  readonly counters = new Map<Definition, Map<object, Outlined[]>>();
  /**
   * Whether code is kept short rather than fast: definitions become functions, and nothing is written once for each member of
   * a set. V8 does not compile very long functions well either.
   */
  short = false;
  private readonly uses = new Map<Local, number>();
  private readonly sizes = new Map<Definition, number>();

  constructor(
    readonly program: Program,
    readonly layout: Layout,
    readonly folder = new Folder(),
    private readonly early = true,
  ) {}

  /** The shape in which a variable's next value may be packed as soon as it is known. */
  targetOf(variable: number): Shape | undefined {
    return this.early ? this.layout.fields[variable]?.shape : undefined;
  }

  /** How many bits a state has. */
  get bits(): number {
    return this.layout.fields.reduce((sum, { shape }) => sum + shape.bits, 0);
  }

  /** Definitions of more nodes become functions of the program. */
  get largestInline(): number {
    return this.short ? 60 : 4000;
  }

  /** How many copies of code may be written, where there is room for so many. */
  copies(count: number): number {
    return this.short ? 0 : count;
  }

  /** The state in a row, whose words are named by {@link rowWords}. */
  state(row: RowName, block: Block): State {
    const words = Array.from({ length: this.layout.width }, (_, i) => `${row.word}${i}`);
    const variables = this.layout.fields.map(
      ({ shape, word, shift }): Rep =>
        fieldOf(shape, words, { word, shift }, { array: row.array, index: row.index }),
    );
    return { variables, block };
  }

  nothing(block: Block): State {
    return { variables: this.layout.fields.map(() => undefined), block };
  }

  block(): Block {
    return new Block(this.program);
  }

  /** How often a parameter, or a definition of a LET, may be evaluated in an expression: 2 stands for more. */
  usesIn(name: Local | Definition, body: Expression): number {
    let count = 0;
    const visit = (node: Expression, factor: number): void => {
      if (count >= 2) return;
      if (node.kind === 'local' && node.local === name) count += factor;
      if (node.kind === 'apply') {
        const { definition } = node;
        if (definition === name) count += factor;
        node.args.forEach((arg, index) => {
          const parameter = definition.parameters[index];
          // Handed on as it is: what counts is how often it is needed there.
          if (!isOperator(arg) && arg.kind === 'local' && arg.local === name && parameter !== undefined)
            count += factor * Math.max(1, this.usesOf(parameter, definition.body));
          else visitArgument(arg, factor);
        });
        return;
      }
      if (node.kind === 'call' || node.kind === 'primitive') {
        for (const arg of node.args) visitArgument(arg, node.kind === 'call' ? 2 : factor);
        return;
      }
      for (const child of children(node)) visit(child, loops(node) ? 2 : factor);
    };
    const visitArgument = (arg: Argument, factor: number): void => {
      if (!isOperator(arg)) visit(arg, factor);
      else if (arg.kind === 'lambda') visit(arg.body, 2);
      else if (arg.kind === 'definition-operator' && arg.definition === name) count += 2;
    };
    visit(body, 1);
    return count;
  }

  /** How often a parameter may be evaluated in the body of its definition. */
  usesOf(parameter: Local, body: Expression): number {
    let known = this.uses.get(parameter);
    if (known === undefined) {
      // What applies itself may need it any number of times.
      this.uses.set(parameter, 2);
      known = this.usesIn(parameter, body);
      this.uses.set(parameter, known);
    }
    return known;
  }

  /** Nodes of a definition's body with all that it applies put in place. */
  sizeOf(definition: Definition): number {
    const known = this.sizes.get(definition);
    if (known !== undefined) return known;
    this.sizes.set(definition, 1);
    const size = this.sizeOfExpression(definition.body);
    this.sizes.set(definition, size);
    return size;
  }

  sizeOfExpression(node: Expression): number {
    let size = 1;
    for (const child of children(node)) size += this.sizeOfExpression(child);
    if (node.kind === 'apply' && !node.definition.recursive) size += this.sizeOf(node.definition);
    return Math.min(size, 1_000_000);
  }
}

function loops(node: Expression): boolean {
  return ['forall', 'exists', 'map', 'filter', 'function', 'choose'].includes(node.kind);
}
