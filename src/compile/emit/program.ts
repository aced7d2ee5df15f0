/** A program under construction: its functions, its constants, its names. No text of a user ever becomes part of the code. */

import type { Expression } from '../../semantics/spec.js';
import { type Box, hashBox, isTrouble, type Keys } from '../boxes/box.js';
import type { Universe } from '../layout/shape.js';

/** What the code refers to from outside itself; every thread makes its own from a description. */
export type Constant =
  | { readonly kind: 'box'; readonly box: Box }
  /** The number of a value in the table of values. */
  | { readonly kind: 'number'; readonly box: Box }
  | { readonly kind: 'keys'; readonly keys: Keys }
  | { readonly kind: 'universe'; readonly universe: Universe }
  /** Numbers looked up by index. */
  | { readonly kind: 'numbers'; readonly numbers: Int32Array }
  /** A cache of results by the words that they depend on: direct-mapped, so that it never grows. */
  | { readonly kind: 'cache'; readonly inputs: number };

/** An expression or formula that the compiler leaves to the interpreter. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
}

/** A part of the program that becomes longer than it may. */
export class TooLong extends Unsupported {}

/** Longer code is not worth having: what leads there is left to the interpreter. */
const largestCode = 3_000_000;

/** The hash of a value goes through all that it is made of. */
export function isWritable(box: Box): boolean {
  try {
    hashBox(box);
    return true;
  } catch (error) {
    if (isTrouble(error)) return false;
    throw error;
  }
}

export class Program {
  readonly constants: Constant[] = [];
  private readonly functions: string[] = [];
  private readonly sharedNames = new Map<unknown, string>();
  private readonly shareds = new Map<string, () => string>();
  private readonly known = new Map<unknown, string>();
  private readonly objects = new Map<Box, number>();
  private names = 0;
  private length = 0;
  /** How long the part that is being written may make it. */
  limit = largestCode;

  fresh(prefix = 't'): string {
    return `${prefix}${this.names++}`;
  }

  private constant(key: unknown, constant: Constant): string {
    let name = this.known.get(key);
    if (name === undefined) {
      name = `k${this.constants.length}`;
      this.constants.push(constant);
      this.known.set(key, name);
    }
    return name;
  }

  /** Code for a boxed constant. */
  box(box: Box): string {
    if (typeof box === 'boolean') return String(box);
    if (typeof box === 'number') return box < 0 ? `(${box})` : String(box);
    return this.constant(box, { kind: 'box', box });
  }

  /** Code for the number of a value in the table of values. */
  number(box: Box): string {
    // What cannot be written out has no number: the program finds that out when it gets there.
    if (!isWritable(box)) return `idOf(${this.box(box)})`;
    return this.constant(`number ${this.identify(box)}`, { kind: 'number', box });
  }

  /** Primitive values are told apart by what they are, others by which object they are. */
  private identify(box: Box): string {
    if (typeof box !== 'object') return `${typeof box} ${box}`;
    let id = this.objects.get(box);
    if (id === undefined) {
      id = this.objects.size;
      this.objects.set(box, id);
    }
    return `object ${id}`;
  }

  keys(keys: Keys): string {
    return this.constant(keys, { kind: 'keys', keys });
  }

  universe(universe: Universe): string {
    return this.constant(universe, { kind: 'universe', universe });
  }

  numbers(numbers: readonly number[]): string {
    return this.constant(`numbers ${numbers.join()}`, { kind: 'numbers', numbers: Int32Array.from(numbers) });
  }

  cache(inputs: number): string {
    return this.constant({}, { kind: 'cache', inputs });
  }

  /**
   * The name of a function with a cache: one for all that have the same key. It becomes part of the program if something calls it.
   * @param inputs of the cache @param write the functions: one of that name, and what belongs to it
   */
  shared(key: unknown, inputs: number, write: (name: string, cache: string) => string): string {
    let known = this.sharedNames.get(key);
    if (known === undefined) {
      known = `M${this.sharedNames.size}`;
      this.sharedNames.set(key, known);
      this.shareds.set(known, () => write(known as string, this.cache(inputs)));
    }
    return known;
  }

  /** How long it is, for {@link shrink}. */
  get size(): number {
    return this.length;
  }

  /** Forgets the length of what was written since and is not kept. */
  shrink(size: number): void {
    this.length = size;
  }

  /** @throws TooLong when the program becomes too long */
  grow(characters: number): void {
    this.length += characters;
    if (this.length > Math.min(this.limit, largestCode)) throw new TooLong('The code becomes too long.');
  }

  define(text: string): void {
    this.functions.push(text);
  }

  /** The functions, with the shared ones that are called by them or by other code. Only these know some of the constants. */
  text(other = ''): string {
    const all = [...this.functions];
    const written = new Set<string>();
    for (let pending = [...all, other]; pending.length > 0; ) {
      const calls = pending.flatMap((text) => text.match(/\bM\d+\b/g) ?? []);
      pending = [];
      for (const name of calls) {
        const write = this.shareds.get(name);
        if (write === undefined || written.has(name)) continue;
        written.add(name);
        pending.push(write());
      }
      all.push(...pending);
    }
    return all.join('\n');
  }
}

/** Statements under construction. Code for an outer block can still be added while an inner one is open. */
export class Block {
  readonly lines: string[] = [];
  /** Whether evaluating it can fail. */
  mayFail = false;
  /** How much of it works on boxes. */
  boxed = 0;
  /** The innermost expressions that do, for those who ask. */
  readonly onBoxes: Expression[] = [];
  readonly depth: number;

  constructor(
    readonly program: Program,
    readonly parent?: Block,
  ) {
    this.depth = parent === undefined ? 0 : parent.depth + 1;
  }

  add(line: string): void {
    this.program.grow(line.length);
    this.lines.push(line);
  }

  inner(): Block {
    return new Block(this.program, this);
  }

  /** Takes over the statements of an inner block where they stand. */
  splice(inner: Block): void {
    this.lines.push(...inner.lines);
    this.inherit(inner);
  }

  /** Adds an inner block between an opening and a closing. */
  nest(opening: string, inner: Block, closing = '}'): void {
    this.program.grow(opening.length + closing.length);
    this.lines.push(`${opening}\n${inner.text()}\n${closing}`);
    this.inherit(inner);
  }

  /** Adds two inner blocks, of which one is executed. */
  branch(test: string, yes: Block, no: Block): void {
    this.program.grow(test.length);
    this.lines.push(`if (${test}) {\n${yes.text()}\n} else {\n${no.text()}\n}`);
    this.inherit(yes);
    this.inherit(no);
  }

  inherit(inner: Block): void {
    this.mayFail ||= inner.mayFail;
    this.boxed += inner.boxed;
    this.onBoxes.push(...inner.onBoxes);
  }

  /** Instead of what an inner block does, there is a call of a function that does it when it has to. */
  calls(inner: Block): void {
    this.mayFail ||= inner.mayFail;
    this.onBoxes.push(...inner.onBoxes);
  }

  get isEmpty(): boolean {
    return this.lines.length === 0;
  }

  text(): string {
    return this.lines.join('\n');
  }

  /** A name for the value of an expression, evaluated here. */
  name(js: string): string {
    if (isAtomic(js)) return js;
    const name = this.program.fresh();
    this.add(`const ${name} = ${js};`);
    return name;
  }

  /** The code can fail: the interpreter will say how. */
  failing(): this {
    this.mayFail = true;
    return this;
  }

  encloses(other: Block): boolean {
    for (
      let block: Block | undefined = other;
      block !== undefined && block.depth >= this.depth;
      block = block.parent
    )
      if (block === this) return true;
    return false;
  }
}

/** Whether naming it would gain nothing. */
function isAtomic(js: string): boolean {
  return /^(?:\w+|\(-\d+\)|s\[at(?: \+ \d+)?\])$/.test(js);
}
