/** The whole program of a specification: steps, invariants, constraints, the hash of a row. */

import { no, observedPredicates, shiftOf, wordOf, yes } from '../../../checker/observations.js';
import { propertyParts } from '../../../checker/properties.js';
import type { Action, Expression, NamedFormula, Spec } from '../../semantics/spec.js';
import type { TemporalPart } from '../../semantics/temporal.js';
import type { Span } from '../../syntax/source.js';
import type { Value } from '../../values/value.js';
import { toBox } from '../boxes/convert.js';
import type { ContentHash } from '../content.js';
import type { Entry, FairSteps } from '../fair-steps.js';
import { type Field, type Layout, leadingWords } from '../layout/layout.js';
import { isWritten } from '../permuter.js';
import type { Permutation } from '../symmetry.js';
import { viewedBy, type WholeView } from '../view.js';
import { box } from './boxing.js';
import { current, Emitter, following, rowWords } from './emitter.js';
import type { Folder } from './fold.js';
import { draws, prints } from './fold.js';
import { foundRows, oneMore, roomInLoop, withRows } from './found.js';
import { type Block, type Constant, Program, TooLong, Unsupported } from './program.js';
import { constant, type Rep } from './rep.js';
import type { Frame, Site } from './scope.js';
import type { StepSite } from './step-site.js';
import { actionSteps, enumerate } from './steps.js';
import { store } from './store.js';
import { canonicalFunction } from './symmetry.js';
import { same, truth } from './truth.js';
import { value } from './values.js';

export interface Compiled {
  readonly text: string;
  readonly constants: readonly Constant[];
  /** What is left to the interpreter, by name, with the reason. */
  readonly foreign: readonly { readonly name: string; readonly reason: string }[];
  /** What works on boxes, by the name of the action or formula. */
  readonly boxed: readonly { readonly name: string; readonly nodes: readonly Expression[] }[];
  /** Words of a row: those of the layout, and one more for a VIEW that is not made of whole variables. */
  readonly width: number;
  /** The words that identify a state. */
  readonly identity: readonly [from: number, to: number];
  /** Of the conditions whose steps were to be told apart, by index: those that this program does not tell apart. */
  readonly untold: ReadonlySet<number>;
}

/**
 * @param view the VIEW where it is made of whole variables, which come first in a row
 * @param fair whose steps are to be told apart as they are found
 * @param early whether next values may be packed before it is certain that the step is one
 * @param largestFast code of a formula or an action that is longer is written again, short rather than fast
 */
export function compileProgram(
  spec: Spec,
  temporal: TemporalPart | undefined,
  layout: Layout,
  folder: Folder,
  content: ContentHash,
  permutations: readonly Permutation[],
  view: WholeView | undefined,
  fair: readonly FairSteps[] = [],
  early = true,
  largestFast = defaultFast,
): Compiled {
  const module = new Module(spec, layout, folder, view, fair, early, largestFast);
  return module.compile(content, temporal, permutations);
}

const defaultFast = 250_000;

/**
 * Characters after which the code of an action goes on in another function, where it makes another choice: V8 compiles a function again
 * when it meets what it has not seen before, in every thread, and takes long for a long one. Much shorter ones run slower.
 */
const largestPart = 16_000;

/** What is longer all the same is left to the interpreter. */
const largestShort = 1_000_000;

/** Those whose fast code is too long. */
const lengthy = new WeakSet<Expression>();

class Module {
  private readonly program = new Program();
  private readonly emitter: Emitter;
  private readonly foreign: { name: string; reason: string }[] = [];
  /** By the name of the formula, which several may have, and by place. */
  private readonly boxed = new Map<string, Map<Span, Expression>>();
  private readonly width: number;
  private readonly identity: readonly [from: number, to: number];
  private readonly untold = new Set<number>();

  constructor(
    private readonly spec: Spec,
    private readonly layout: Layout,
    folder: Folder,
    private readonly whole: WholeView | undefined,
    private readonly fair: readonly FairSteps[],
    early: boolean,
    private readonly largestFast: number,
  ) {
    this.emitter = new Emitter(this.program, layout, folder, early);
    const { width } = layout;
    if (whole !== undefined) this.identity = [0, leadingWords(layout, viewedBy(whole))];
    else this.identity = spec.view === undefined ? [0, width] : [width, width + 1];
    this.width = Math.max(width, this.identity[1]);
  }

  compile(
    content: ContentHash,
    temporal: TemporalPart | undefined,
    permutations: readonly Permutation[],
  ): Compiled {
    const { spec, program } = this;
    const actions = spec.behaviour?.actions ?? [];
    const steps = actions.map((action) => this.action(action));
    const initial = this.initial();
    const invariants = spec.invariants.map((invariant, index) =>
      this.formula(invariant.name, invariant.body, `foreign.holds(${index}, s, at)`),
    );
    const inside = this.conjunction('CONSTRAINT', spec.constraints, 'foreign.inside(s, at)');
    const allows = this.stepFormula(
      'ACTION_CONSTRAINT',
      spec.actionConstraints.map(({ body }) => body),
      'foreign.allows(s, at, t, to)',
    );
    const contentHash = this.contentHash(content);
    const states = (temporal?.stateExpressions ?? []).map((body, i) =>
      this.formula('PROPERTY', body, `foreign.stateHolds(${i}, s, at)`),
    );
    const steppings = (temporal?.stepExpressions ?? []).map((body, i) =>
      this.stepFormula('PROPERTY', [body], `foreign.stepHolds(${i}, s, at, t, to)`),
    );
    const canonical =
      permutations.length === 0 || !isWritten(this.layout, permutations)
        ? undefined
        : canonicalFunction(program, this.layout, permutations);
    const view = spec.view === undefined || this.whole !== undefined ? undefined : this.view(spec.view);
    const functions = program.text();
    const constants = program.constants.map((_, i) => `const k${i} = K[${i}];`).join('\n');
    const text = `'use strict';
${constants}
${foundRows(this.width, this.layout.width, this.fair.length > 0)}
${functions}
return {
initial() { count = 0; ${initial}(); return count; },
expand(s, at) { count = 0; found.between = 0; ${steps.map((name) => `${name}(s, at);`).join(' ')} return count; },
canonical(s, at) { ${canonical === undefined ? '' : `${canonical}(s, at);`} ${view === undefined ? '' : `s[at + ${this.layout.width}] = ${view}(s, at);`} },
contentHash: ${contentHash},
stateHolds(predicate, s, at) { switch (predicate) { ${states.map((name, i) => `case ${i}: return ${name}(s, at);`).join(' ')} default: return false; } },
stepHolds(predicate, s, at, t, to) { switch (predicate) { ${steppings.map((name, i) => `case ${i}: return ${name}(s, at, t, to);`).join(' ')} default: return false; } },
observe(s, at, bits, base) {
${observation(temporal, states)}
},
firstViolated(s, at) { ${invariants.map((name, i) => `if (!${name}(s, at)) return ${i};`).join(' ')} return -1; },
holds(invariant, s, at) { switch (invariant) { ${invariants.map((name, i) => `case ${i}: return ${name}(s, at);`).join(' ')} default: return true; } },
inside: ${inside},
allows: ${allows},
};`;
    return {
      text,
      constants: program.constants,
      foreign: this.foreign,
      boxed: [...this.boxed].map(([name, nodes]) => ({ name, nodes: [...nodes.values()] })),
      width: this.width,
      identity: this.identity,
      untold: this.untold,
    };
  }

  /** Writes a function; what cannot be written is left to the interpreter. */
  private attempt(
    name: string,
    parameters: string,
    write: (block: Block, part: () => Block) => void,
    otherwise: string,
    nodes: readonly Expression[],
  ): string {
    const { program, emitter } = this;
    const function_ = program.fresh('x');
    const { size } = program;
    try {
      if (nodes.some((node) => prints(node) || draws(node)))
        throw new Unsupported('It prints, or asks for more than the state.');
      const blocks = this.written(write, nodes[0]);
      for (const node of blocks.flatMap((block) => block.onBoxes)) {
        const nodes = this.boxed.get(name) ?? new Map<Span, Expression>();
        this.boxed.set(name, nodes.set(node.span, node));
      }
      const [text = '', ...more] = blocks.map((block) => block.text());
      const parts = more.map((part) => {
        const own = program.fresh('x');
        program.define(`function ${own}(${parameters}) {\n${rowWords(part)}\n${withRows(part)}\n}`);
        return `\n${own}(${parameters});`;
      });
      program.define(
        `function ${function_}(${parameters}) {\n${rowWords(text)}\n${withRows(text)}${parts.join('')}\n}`,
      );
    } catch (error) {
      const tooDeep = error instanceof RangeError && /call stack/.test(error.message);
      if (!(error instanceof Unsupported) && !tooDeep) throw error;
      program.shrink(size);
      this.foreign.push({ name, reason: tooDeep ? 'It is nested too deeply.' : error.message });
      program.define(`function ${function_}(${parameters}) {\n${otherwise}\n}`);
    } finally {
      emitter.short = false;
      program.limit = Number.POSITIVE_INFINITY;
    }
    return function_;
  }

  /** Fast code where it is not too long, else short code; in as many parts as were asked for. */
  private written(
    write: (block: Block, part: () => Block) => void,
    of: Expression | undefined,
  ): readonly Block[] {
    const { program, emitter } = this;
    const { size } = program;
    const blocks = () => {
      const all = [emitter.block()];
      write(all[0] as Block, () => {
        const block = emitter.block();
        all.push(block);
        return block;
      });
      return all;
    };
    if (of === undefined || !lengthy.has(of)) {
      program.limit = size + this.largestFast;
      try {
        return blocks();
      } catch (error) {
        if (!(error instanceof TooLong) || of === undefined) throw error;
        lengthy.add(of);
        program.shrink(size);
      }
    }
    emitter.short = true;
    program.limit = size + largestShort;
    return blocks();
  }

  private action(action: Action): string {
    const nodes = [
      action.body,
      ...action.context.flatMap((step) =>
        step.kind === 'exists' ? step.bounds.flatMap((bound) => bound.set ?? []) : [],
      ),
    ];
    const before = this.foreign.length;
    const name = this.attempt(
      action.name,
      's, at',
      (first, part) => {
        let site = this.stepSite(first);
        const siteOf = () => {
          if (site.block.text().length > largestPart) site = this.stepSite(part());
          return site;
        };
        actionSteps(action, siteOf, (at) => this.emit(at, action.index));
      },
      `found.between += foreign.steps(${action.index}, s, at, (row) => push(row, ${action.index}));`,
      nodes,
    );
    if (this.foreign.length > before) this.leave(action);
    return name;
  }

  private stepSite(block: Block): StepSite {
    const { emitter } = this;
    const frame: Frame = {
      current: emitter.state(current, block),
      next: emitter.nothing(block),
      initial: false,
    };
    return { emitter, scope: undefined, frame, block, times: [], loops: 0, ways: [] };
  }

  private initial(): string {
    const init = this.spec.behaviour?.init;
    return this.attempt(
      'Init',
      '',
      (block) => {
        if (init === undefined) return;
        const frame: Frame = { current: this.emitter.nothing(block), next: undefined, initial: true };
        enumerate(
          init,
          { emitter: this.emitter, scope: undefined, frame, block, times: [], loops: 0, ways: [] },
          (at) => this.emit(at, 0),
        );
      },
      'foreign.steps(-1, found.words, 0, (row) => push(row, 0));',
      init === undefined ? [] : [init],
    );
  }

  /** Writes a row where all variables have values. */
  private emit(site: StepSite, action: number): void {
    const { frame, block } = site;
    const { layout, width } = this;
    const variables = (frame.initial ? frame.current : frame.next)?.variables ?? [];
    if (variables.includes(undefined)) {
      block.failing().add('fail();');
      return;
    }
    const words = Array.from({ length: layout.width }, () => ({ parts: [] as string[], kept: 0 }));
    layout.fields.forEach(({ shape, word, shift }, index) => {
      const rep = variables[index] as Rep;
      const bits = shape.bits >= 32 ? -1 : 2 ** shape.bits - 1;
      if (rep === frame.current.variables[index] && !frame.initial) {
        // Unchanged: its bits are taken over as they are.
        for (let i = 0; i < Math.max(1, shape.bits >>> 5); i++) {
          const target = words[word + i];
          if (target !== undefined) target.kept |= bits << shift;
        }
        return;
      }
      store(shape, rep, block).forEach((js, i) => {
        if (shape.bits > 0)
          words[word + i]?.parts.push(
            shift === 0 ? js : /^-?\d+$/.test(js) ? String(Number(js) << shift) : `(${js} << ${shift})`,
          );
      });
    });
    const used = this.usedBits();
    const o = block.program.fresh('o');
    if (site.loops > 0) block.add(roomInLoop);
    block.add(`const ${o} = c * ${width};`);
    words.forEach(({ parts, kept }, i) => {
      const old = `${current.word}${i}`;
      const own = kept === 0 ? [] : kept === used[i] ? [old] : [`(${old} & ${kept})`];
      const code = [...own, ...parts].join(' | ') || '0';
      block.add(`rows[${o}${i === 0 ? '' : ` + ${i}`}] = ${code};`);
    });
    const times = site.times.length === 0 ? '1' : site.times.join(' * ');
    const marks = this.fair.length === 0 || frame.initial ? '' : ` marks[c] = ${this.marks(site)};`;
    block.add(`acts[c] = ${action}; times[c] = ${times};${marks} ${oneMore}`);
  }

  /** Which fairness conditions a step takes, a bit each. */
  private marks(site: StepSite): string {
    let always = 0;
    const sometimes: string[] = [];
    this.fair.forEach(({ entries }, bit) => {
      const tests = entries?.flatMap((entry) => entryTests(entry, site)) ?? ['true'];
      if (tests.includes('true')) always |= 1 << bit;
      else if (tests.length > 0) sometimes.push(`(${tests.join(' || ')} ? ${1 << bit} : 0)`);
    });
    return always === 0 && sometimes.length > 0
      ? sometimes.join(' | ')
      : [String(always), ...sometimes].join(' | ');
  }

  /** What the interpreter finds is not told apart. */
  private leave({ context }: Action): void {
    const entered = new Set(context.flatMap((step) => (step.kind === 'enter' ? [step.definition] : [])));
    this.fair.forEach(({ entries }, index) => {
      if (entries?.some(({ definition }) => entered.has(definition)) !== false) this.untold.add(index);
    });
  }

  /** The bits of each word that some variable has. */
  private usedBits(): readonly number[] {
    const used = Array.from({ length: this.layout.width }, () => 0);
    for (const { shape, word, shift } of this.layout.fields) {
      for (let i = 0; i < Math.max(1, shape.bits >>> 5); i++)
        if (shape.bits > 0)
          used[word + i] =
            (used[word + i] as number) | ((shape.bits >= 32 ? -1 : 2 ** shape.bits - 1) << shift);
    }
    return used;
  }

  private formula(name: string, body: Expression, otherwise: string): string {
    return this.attempt(
      name,
      's, at',
      (block) => {
        const test = truth(body, this.site(block));
        block.add(`return ${test};`);
      },
      `return ${otherwise};`,
      [body],
    );
  }

  private site(block: Block): Site {
    const frame: Frame = { current: this.emitter.state(current, block), next: undefined, initial: false };
    return { emitter: this.emitter, scope: undefined, frame, block };
  }

  private conjunction(name: string, formulas: readonly NamedFormula[], otherwise: string): string {
    return this.attempt(
      name,
      's, at',
      (block) => {
        for (const { body } of formulas) {
          const test = truth(body, this.site(block));
          block.add(`if (!${test}) return false;`);
        }
        block.add('return true;');
      },
      `return ${otherwise};`,
      formulas.map(({ body }) => body),
    );
  }

  private stepFormula(name: string, formulas: readonly Expression[], otherwise: string): string {
    return this.attempt(
      name,
      's, at, t, to',
      (block) => {
        const frame: Frame = {
          current: this.emitter.state(current, block),
          next: this.emitter.state(following, block),
          initial: false,
        };
        for (const body of formulas) {
          const test = truth(body, { emitter: this.emitter, scope: undefined, frame, block });
          block.add(`if (!${test}) return false;`);
        }
        block.add('return true;');
      },
      `return ${otherwise};`,
      formulas,
    );
  }

  private view(view: NamedFormula): string {
    return this.attempt(
      'VIEW',
      's, at',
      (block) => {
        const rep = value(view.body, this.site(block));
        block.add(`return idOf(${box(rep, block)});`);
      },
      'return foreign.view(s, at);',
      [view.body],
    );
  }

  private contentHash(content: ContentHash): string {
    const { fields } = this.layout;
    const name = this.program.fresh('x');
    const block = this.emitter.block();
    const words = Array.from({ length: this.width }, (_, i) => (i === 0 ? 's[at]' : `s[at + ${i}]`));
    const codeOf = (variable: number) => {
      const { shape, word, shift } = fields[variable] as Field;
      return content.code(shape, words, { word, shift }, block);
    };
    // Of a VIEW it is the hash of its value, made or not.
    const codes = (): string[] => {
      if (this.whole !== undefined) return [content.viewCode(this.whole, codeOf)];
      if (this.spec.view !== undefined) return [`contentOf(${words.at(-1)})`];
      return fields.map((_, variable) => codeOf(variable));
    };
    const lines = codes().map((code) => `h = imul(mix(h, ${code}), 0x9e3779b1);`);
    this.program.define(
      `function ${name}(s, at) {\n${block.text()}\nlet h = 0x3c6ef372;\n${lines.join('\n')}\nreturn h ^ (h >>> 16);\n}`,
    );
    return name;
  }
}

/** Code that is true where a step is one of a definition that was entered with certain arguments: a test for each time it was. */
function entryTests({ definition, values }: Entry, site: StepSite): string[] {
  return site.ways
    .filter((way) => way.definition === definition)
    .map(({ scope }) => {
      const tests = definition.parameters.map((local, index) => {
        const node: Expression = { kind: 'local', local, span: local.span, level: 0 };
        const wanted = constant(toBox(values[index] as Value));
        return same(value(node, { ...site, scope }), wanted, site.block);
      });
      return tests.includes('false')
        ? 'false'
        : tests.filter((test) => test !== 'true').join(' && ') || 'true';
    })
    .filter((test) => test !== 'false');
}

/** Code that adds the bits of all state predicates that a search is to observe. */
function observation(temporal: TemporalPart | undefined, functions: readonly string[]): string {
  if (temporal === undefined) return '';
  const words = new Map<number, string[]>();
  for (const predicate of observedPredicates(propertyParts(temporal).liveness, temporal.assumptions)) {
    const shift = shiftOf(predicate);
    const code = `(${functions[predicate]}(s, at) ? ${yes << shift} : ${no << shift})`;
    words.set(wordOf(predicate), [...(words.get(wordOf(predicate)) ?? []), code]);
  }
  const lines = [...words].map(([word, codes]) => [
    `const w${word} = ${codes.join(' | ')};`,
    `bits[base + ${word}] |= w${word};`,
  ]);
  return [...lines.map(([line]) => line), ...lines.map(([, line]) => line)].join('\n');
}
