/** What a person says at the prompt of `tla-ts repl`, and what is answered: a line in, a text out. */

import { EvaluationFault, type Explanation } from '../../checker/model.js';
import { stepLabel } from '../../checker/trace.js';
import type { Interpreted, InterpretedState } from '../interpret/model.js';
import type { LoadRequest } from '../load.js';
import { renderDiagnostic } from '../report/diagnostics.js';
import { styleFor } from '../report/style.js';
import { nearest } from '../semantics/nearest.js';
import type { Spec } from '../semantics/spec.js';
import { parseModule } from '../syntax/parse.js';
import { Source } from '../syntax/source.js';
import type * as tree from '../syntax/tree.js';
import { layoutNamed, layoutValue, printValue } from '../values/print.js';
import { sameValue, type Value } from '../values/value.js';
import { type Context, evaluateText, modelOf } from './evaluate.js';

const help: readonly (readonly [string, string])[] = [
  ['EXPRESSION', 'its value in the state at hand'],
  ['NAME == EXPRESSION', 'a definition, for this session'],
  [':state', 'the state at hand'],
  [':init [N]', 'begin at the first initial state, or the N-th'],
  [':next', 'the steps that are possible, numbered'],
  [':step N', 'take step N'],
  [':back', 'undo a step'],
  [':why ACTION', 'which conjunct stops an action, for any arguments or for those given'],
  [':help', 'this list'],
  [':quit', 'leave'],
];

const commands = help.flatMap(([usage]) => usage.match(/^:\w+/)?.[0] ?? []);

interface Visited {
  readonly state: InterpretedState;
  /** The step that led here; absent in an initial state. */
  readonly label?: string;
}

export class Session {
  private readonly style;
  private additions: readonly tree.Unit[] = [];
  private history: readonly Visited[] = [];
  private spec: Spec | undefined;
  private model: Interpreted | undefined;
  /** Whether the person has said that they leave. */
  over = false;

  /** @param file undefined: the library alone */
  constructor(
    private readonly file: string | undefined,
    private readonly request: LoadRequest = {},
    colour = false,
    private readonly width = 100,
  ) {
    this.style = styleFor(colour);
  }

  /** Whether there is something to evaluate with. */
  get loaded(): boolean {
    return this.model !== undefined;
  }

  /** Loads the spec. @returns what is said first */
  begin(): string {
    const told = this.load();
    if (told !== undefined) return told;
    if (this.file === undefined || this.spec === undefined)
      return 'No spec: expressions of the library. :help lists what can be said.';
    return `${this.spec.name}, at an initial state. :help lists what can be said.`;
  }

  /** @returns what is answered */
  submit(line: string): string {
    const text = line.trim();
    try {
      if (text === '') return '';
      if (text.startsWith(':')) return this.command(text);
      if (/^[^"]*==/.test(text) || text.startsWith('RECURSIVE')) return this.define(text);
      return this.evaluate(text);
    } catch (error) {
      if (error instanceof EvaluationFault) return this.fault(error);
      throw error;
    }
  }

  /** Names that the last word of a line may become. */
  complete(line: string): [string[], string] {
    const word = line.match(/[\p{L}\p{N}_!:]*$/u)?.[0] ?? '';
    const names = word.startsWith(':')
      ? commands
      : [
          ...(this.spec?.variables.map(({ name }) => name) ?? []),
          ...(this.spec?.constants.map(({ name }) => name) ?? []),
          ...(this.spec?.definitions.keys() ?? []),
        ];
    return [[...new Set(names)].filter((name) => name.startsWith(word)).sort(), word];
  }

  private get context(): Context {
    const { file, request, additions, history } = this;
    return { file, request, additions, state: history[history.length - 1]?.state };
  }

  /** @returns what is wrong */
  private load(additions = this.additions): string | undefined {
    const { spec, model, diagnostics } = modelOf({ ...this.context, additions });
    if (spec === undefined || model === undefined) {
      return diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, this.style, this.width)).join('\n');
    }
    this.spec = spec;
    this.model = model;
    this.additions = additions;
    if (this.history.length === 0) {
      for (const state of model.initial()) {
        this.history = [{ state }];
        break;
      }
    }
    return undefined;
  }

  private define(text: string): string {
    const source = new Source('input', text);
    const { value, diagnostics } = parseModule(source, 'spec');
    if (value === undefined || diagnostics.length > 0)
      return diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, this.style, this.width)).join('\n');
    const names = value.units.flatMap((unit) => ('name' in unit ? (unit.name?.text ?? []) : []));
    // What is defined again takes the place of what was typed before.
    const kept = this.additions.filter((unit) => !('name' in unit) || !names.includes(unit.name?.text ?? ''));
    const told = this.load([...kept, ...value.units]);
    const compared = this.spec?.variables.some(({ name }) => names.includes(name)) === true;
    return told === undefined
      ? `${names.join(', ')} defined`
      : `${told}${compared ? '\n  hint: `==` defines: equal is written `=`.' : ''}`;
  }

  private evaluate(text: string): string {
    const { value, diagnostics, fault, printed } = evaluateText(text, this.context);
    const lines = [
      ...printed,
      ...diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, this.style, this.width)),
    ];
    if (fault !== undefined) lines.push(this.fault(fault));
    if (value !== undefined) lines.push(layoutValue(value, this.width));
    return lines.join('\n');
  }

  private fault({ message, place, explanation }: EvaluationFault): string {
    const where = place === undefined ? '' : ` (${place.file}:${place.line}:${place.column})`;
    const lines = [`${this.style.red('error')}: ${message}${where}`];
    if (explanation !== undefined) lines.push(...this.explained(explanation, '  '));
    return lines.join('\n');
  }

  private explained({ text, place, values = [], children = [] }: Explanation, indent: string): string[] {
    const where = place === undefined ? '' : this.style.dim(` (${place.file}:${place.line}:${place.column})`);
    return [
      `${indent}${text}${where}`,
      ...values.map(({ expression, value }) => `${indent}  ${expression} = ${printValue(value)}`),
      ...children.flatMap((child) => this.explained(child, `${indent}  `)),
    ];
  }

  // ── walking through states ──

  private command(text: string): string {
    const [name = '', ...rest] = text.split(/\s+/);
    const argument = rest.join(' ');
    switch (name) {
      case ':state':
        return this.shown();
      case ':init':
        return this.start(argument);
      case ':next':
        return this.listed();
      case ':step':
        return this.take(argument);
      case ':back':
        if (this.history.length < 2) return 'This is an initial state: there is no step to undo.';
        this.history = this.history.slice(0, -1);
        return this.shown();
      case ':why':
        return this.why(argument);
      case ':help':
        return help.map(([usage, what]) => `${usage.padEnd(20)} ${what}`).join('\n');
      case ':quit':
      case ':q':
        this.over = true;
        return '';
      default: {
        const meant = nearest(name, commands);
        return `There is no \`${name}\`. ${meant === undefined ? 'See :help.' : `Did you mean \`${meant}\`?`}`;
      }
    }
  }

  private shown(): string {
    const last = this.history[this.history.length - 1];
    if (last === undefined || this.spec === undefined) return 'There is no state: the spec has no Init.';
    const before = this.history[this.history.length - 2]?.state;
    const title = `${this.history.length}: ${last.label ?? 'Initial state'}`;
    const values = this.spec.variables.map(({ name, index }) => {
      const value = last.state[index] ?? false;
      const old = before?.[index];
      const mark = old === undefined || sameValue(old, value) ? '    ' : '  > ';
      return `${mark}${layoutNamed(name, value, this.width, '    ')}`;
    });
    return [this.style.bold(title), ...values].join('\n');
  }

  private start(argument: string): string {
    const states = [...(this.model?.initial() ?? [])];
    const number = argument === '' ? 1 : Number(argument);
    const state = states[number - 1];
    if (state === undefined) return `Choose an initial state from 1 to ${states.length}.`;
    this.history = [{ state }];
    return this.shown();
  }

  private steps(): Visited[] {
    const last = this.history[this.history.length - 1];
    const { model } = this;
    if (last === undefined || model === undefined) return [];
    const found: Visited[] = [];
    for (const { action, state } of model.successors(last.state)) {
      const info = model.actions[action];
      if (info === undefined) continue;
      const label = stepLabel(info, model.explain?.arguments?.(last.state, action, state) ?? []).text;
      const known = found.some(
        (one) =>
          one.label === label && one.state.every((value, index) => sameValue(value, state[index] ?? false)),
      );
      if (!known) found.push({ state, label });
    }
    return found;
  }

  private listed(): string {
    const steps = this.steps();
    if (steps.length === 0) return 'No step is possible.';
    return steps.map(({ label }, index) => `${String(index + 1).padStart(3)}  ${label}`).join('\n');
  }

  private take(argument: string): string {
    const steps = this.steps();
    const step = steps[Number(argument) - 1] ?? steps.find(({ label }) => label === argument);
    if (step === undefined) {
      return steps.length === 0
        ? 'No step is possible.'
        : `Choose a step from 1 to ${steps.length}: :next lists them.`;
    }
    this.history = [...this.history, step];
    return this.shown();
  }

  private why(argument: string): string {
    const { model } = this;
    const last = this.history[this.history.length - 1];
    if (model === undefined || last === undefined) return 'There is no state: the spec has no Init.';
    const [, name = argument, given] = argument.match(/^([^(]*?)\s*\((.*)\)$/s) ?? [];
    const names = [...new Set(model.actions.map((action) => action.name))];
    if (!names.includes(name)) {
      const meant = nearest(name, names);
      return `There is no action \`${name}\`. ${meant === undefined ? `There are: ${names.join(', ')}.` : `Did you mean \`${meant}\`?`}`;
    }
    const wanted = given === undefined ? undefined : bare(`${name}(${given})`);
    const possible = this.steps().flatMap(({ label = '' }) =>
      wanted === undefined
        ? label === name || label.startsWith(`${name}(`)
          ? label
          : []
        : bare(label) === wanted
          ? label
          : [],
    );
    if (possible.length > 0) return `It is possible: ${[...new Set(possible)].join(', ')}.`;
    if (wanted !== undefined) return this.whyNotWith(name, wanted, last.state, model);
    const reasons = model.explain?.deadlock?.(last.state).children ?? [];
    const own = reasons.filter((_, index) => model.actions[index]?.name === name);
    return own.flatMap((reason) => this.explained(reason, '')).join('\n');
  }

  /** @param wanted the action with its arguments, without blanks */
  private whyNotWith(name: string, wanted: string, state: InterpretedState, model: Interpreted): string {
    const reasons = model.actions.flatMap((action, index) => {
      if (action.name !== name) return [];
      const isWanted = (args: readonly (Value | undefined)[]) =>
        bare(`${name}(${args.map((value) => (value === undefined ? '…' : printValue(value))).join()})`) ===
        wanted;
      return model.obstacle(index, state, isWanted) ?? [];
    });
    if (reasons.length === 0)
      return `\`${name}\` is not tried with these arguments: \`:why ${name}\` takes any.`;
    return reasons.flatMap((reason) => this.explained(reason, '')).join('\n');
  }
}

/** A text without its blanks: arguments are compared as they are printed. */
const bare = (text: string) => text.replace(/\s+/g, '');
