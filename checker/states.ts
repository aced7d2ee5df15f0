/** The states found so far, numbered in the order of discovery, each with the step that led to it. */

import { hash, is } from 'immutable';
import type { Value } from '../src/values/value.js';

export class StateTable<State> {
  private readonly states: State[] = [];
  private readonly keys: (readonly Value[])[] = [];
  private readonly parents: number[] = [];
  private readonly actions: number[] = [];
  private readonly buckets = new Map<number, number[]>();

  get size(): number {
    return this.states.length;
  }

  /**
   * @param key what identifies the state
   * @param parent number of the state that the step came from, −1 for an initial state
   * @returns the state's number, or −1 when it was there already
   */
  add(state: State, key: readonly Value[], parent: number, action: number): number {
    const code = hashOf(key);
    const bucket = this.buckets.get(code);
    if (bucket === undefined) this.buckets.set(code, [this.states.length]);
    else {
      for (const number of bucket) if (sameKey(key, this.keys[number] ?? [])) return -1;
      bucket.push(this.states.length);
    }
    this.keys.push(key);
    this.parents.push(parent);
    this.actions.push(action);
    return this.states.push(state) - 1;
  }

  state(number: number): State {
    const state = this.states[number];
    if (state === undefined) throw new RangeError(`There is no state ${number}.`);
    return state;
  }

  key(number: number): readonly Value[] {
    return this.keys[number] ?? [];
  }

  action(number: number): number {
    return this.actions[number] ?? -1;
  }

  /** Numbers of the states from an initial one to this one. */
  path(number: number): number[] {
    const path: number[] = [];
    for (let at = number; at >= 0; at = this.parents[at] ?? -1) path.unshift(at);
    return path;
  }
}

export function sameKey(left: readonly Value[], right: readonly Value[]): boolean {
  return left.length === right.length && left.every((value, index) => is(value, right[index]));
}

function hashOf(key: readonly Value[]): number {
  let code = 17;
  for (const value of key) code = (Math.imul(code, 31) + hash(value)) | 0;
  return code;
}
