/** What a specification can ask of the run that evaluates it: TLC's registers, how far the search is, chance. */

import { Map as ImmutableMap } from 'immutable';
import { mix, scalarHash } from '../values/content.js';
import type { Value } from '../values/value.js';
import { FiniteSet, FunctionValue, kindOf, sameValue } from '../values/value.js';

/** How far a search has come, as `TLCGet` tells it. */
export interface Progress {
  /** States from an initial one to the state that is being explored, both counted; 0 before the search. */
  readonly level: number;
  /** States on the longest of the shortest paths, as far as it is known. */
  readonly diameter: number;
  readonly generated: number;
  readonly distinct: number;
  /** States found and not yet explored. */
  readonly queue: number;
  /** Seconds, whole ones. */
  readonly duration: number;
}

/** What TLCGet answers to without TLCSet. */
export const answered = [
  'level',
  'diameter',
  'generated',
  'distinct',
  'queue',
  'duration',
  'stats',
  'config',
  'revision',
  'all',
  'all:named',
];

/** By this property specifications ask whether actions may be composed by `\cdot`. */
const composed = '-Dtlc2.tool.impl.Tool.cdot';

const noCounterExample = FunctionValue.record([
  ['action', FiniteSet.empty],
  ['state', FiniteSet.empty],
]);

/** One run: its registers are its own, whatever other runs there are. */
export class Run {
  private readonly registers: { readonly key: Value; value: Value }[] = [];
  private readonly exiting = new AbortController();
  private state = 0x9e3779b9;
  progress: Progress = { level: 0, diameter: 0, generated: 0, distinct: 0, queue: 0, duration: 0 };
  /** How many steps ahead of the state at hand something is evaluated: 1 under a prime. */
  ahead = 0;
  /** The states from an initial one to the one at hand, as records: what `Trace` is. Undefined where there is no such state. */
  behaviour: (() => readonly Value[]) | undefined;
  /** What `CounterExample` is: the behaviour that the search found something wrong with. */
  counterExample: Value = noCounterExample;

  constructor(
    /** Whether a state without successors is an error. */
    private readonly checkDeadlock = true,
  ) {}

  /** Aborted by `TLCSet("exit", TRUE)`: the search is to stop, and nothing is wrong. */
  get exit(): AbortSignal {
    return this.exiting.signal;
  }

  get(key: Value): Value | undefined {
    if (typeof key === 'string') return this.named(key);
    return this.registers.find((register) => sameKey(register.key, key))?.value;
  }

  set(key: Value, value: Value): void {
    if (key === 'exit') {
      if (value === true) this.exiting.abort();
      return;
    }
    const register = this.registers.find((candidate) => sameKey(candidate.key, key));
    if (register === undefined) this.registers.push({ key, value });
    else register.value = value;
  }

  /** A whole number from 0 to `below` − 1: the same ones in every run (xorshift, Marsaglia 2003). */
  random(below: number): number {
    let { state } = this;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.state = state;
    return Math.floor(((state >>> 0) / 0x1_0000_0000) * below);
  }

  /** Draws for a constant definition: the same whenever it is evaluated, and whatever else is drawn. */
  apart<Result>(name: string, draw: () => Result): Result {
    const before = this.state;
    // Zero is the one state that xorshift does not leave.
    this.state = mix(0x9e3779b9, scalarHash(name)) || 1;
    try {
      return draw();
    } finally {
      this.state = before;
    }
  }

  /** The registers of these keys, each with a value for every worker: of those there is one. */
  private byWorker(wanted: (key: Value) => boolean): Value {
    return new FunctionValue(
      ImmutableMap(
        this.registers
          .filter(({ key }) => wanted(key))
          .map(({ key, value }): [Value, Value] => [key, FunctionValue.sequence([value])]),
      ),
    );
  }

  private named(key: string): Value | undefined {
    const answer = this.answer(key);
    if (answer !== undefined) return answer;
    const set = this.registers.find((register) => register.key === key)?.value;
    // A property of the Java system that nobody has set is its own name, and here there is no Java.
    return set ?? (key.startsWith('-D') ? key : undefined);
  }

  private answer(key: string): Value | undefined {
    const { level, diameter, generated, distinct, queue, duration } = this.progress;
    switch (key) {
      case 'level':
        return level + this.ahead;
      case 'diameter':
        return diameter;
      case 'generated':
        return generated;
      case 'distinct':
        return distinct;
      case 'queue':
        return queue;
      case 'duration':
        return duration;
      case 'stats':
        return FunctionValue.record(
          Object.entries({ diameter, distinct, duration, generated, queue, traces: 0 }),
        );
      case 'config':
        return FunctionValue.record(
          Object.entries({
            mode: 'bfs',
            depth: -1,
            deadlock: this.checkDeadlock,
            worker: 1,
            traces: -1,
            seed: 0,
            fingerprint: 0,
            install: '',
            sched: '',
          }),
        );
      case 'revision':
        // The features that specifications ask TLC's revision for are all there.
        return FunctionValue.record(
          Object.entries({
            calver: '',
            count: 0,
            date: '2025-01-01T00:00:00Z',
            tag: '',
            timestamp: 1_735_689_600,
          }),
        );
      case 'all':
        return this.byWorker((register) => typeof register === 'number' || typeof register === 'bigint');
      case 'all:named':
        return this.byWorker((register) => typeof register === 'string' && register.startsWith('s:'));
      case composed:
        return 'true';
      default:
        return undefined;
    }
  }
}

function sameKey(left: Value, right: Value): boolean {
  return kindOf(left) === kindOf(right) && sameValue(left, right);
}
