/**
 * A hash of content: the same for equal values in every thread, run and engine. Sets and functions are summed up, so that the
 * order of their members does not matter.
 */

import { type FunctionValue, ModelValue, SetValue, type Value } from './value.js';

/** Joins a word to a hash (the finishing steps of MurmurHash3, A. Appleby, public domain). */
export function mix(hash: number, word: number): number {
  let h = Math.imul(hash ^ word, 0x9e3779b1);
  h ^= h >>> 15;
  h = Math.imul(h, 0x85ebca6b);
  return h ^ (h >>> 13);
}

const seeds = { set: 0x6b43a9b5, function: 0x7feb352d, modelValue: 0x51ed270b };

export function scalarHash(value: boolean | number | bigint | string): number {
  switch (typeof value) {
    case 'number':
      return (
        mix(0x2545f491, value | 0) ^ (value === (value | 0) ? 0 : mix(1, Math.floor(value / 0x100000000) | 0))
      );
    case 'boolean':
      return value ? 0x3c6ef372 : 0x1b873593;
    case 'string':
      return textHash(value);
    case 'bigint':
      return textHash(`${value}n`);
  }
}

const texts = new Map<string, number>();

function textHash(text: string): number {
  let hash = texts.get(text);
  if (hash === undefined) {
    hash = 0x1f3d5b79;
    for (let i = 0; i < text.length; i++) hash = mix(hash, text.charCodeAt(i));
    texts.set(text, hash);
  }
  return hash;
}

export function modelValueHash(name: string): number {
  return mix(textHash(name), seeds.modelValue);
}

/** What a member adds to the sum of its set. */
export function memberHash(content: number): number {
  return mix(content, seeds.set);
}

export function setHash(sum: number): number {
  return mix(seeds.set, sum);
}

/** What a key and its value add to the sum of their function. */
export function entryHash(key: number, value: number): number {
  return Math.imul(mix(value, key), 0x9e3779b1);
}

export function functionHash(sum: number): number {
  return mix(seeds.function, sum);
}

/** The hash of a list of values, in their order: that of a state. */
export function listHash(contents: readonly number[]): number {
  const hash = contents.reduce((sum, content) => Math.imul(mix(sum, content), 0x9e3779b1), 0x3c6ef372);
  return hash ^ (hash >>> 16);
}

/** @throws EnumerationError for what cannot be written out */
export function contentHash(value: Value): number {
  if (typeof value !== 'object') return scalarHash(value);
  if (value instanceof ModelValue) return modelValueHash(value.name);
  let sum = 0;
  if (value instanceof SetValue) {
    for (const member of value.elements()) sum = (sum + memberHash(contentHash(member))) | 0;
    return setHash(sum);
  }
  for (const [key, item] of (value as FunctionValue).map)
    sum = (sum + entryHash(contentHash(key), contentHash(item))) | 0;
  return functionHash(sum);
}

/** What has been looked through: the values of a state are mostly those of the state before. */
const finite = new WeakSet<object>();

/** Looks for what no state can hold: a set, or a function on a set, that nobody can write out. @throws EnumerationError */
export function expectFinite(value: Value): void {
  if (typeof value !== 'object' || value instanceof ModelValue || finite.has(value)) return;
  if (value instanceof SetValue) for (const member of value.elements()) expectFinite(member);
  else {
    for (const [key, item] of value.map) {
      expectFinite(key);
      expectFinite(item);
    }
  }
  finite.add(value);
}
