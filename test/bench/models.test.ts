/** The benchmark's models mean the same in both engines: their actions are long enough to be written as several functions. */

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSpec } from '../../src/load.js';
import { root } from '../cli/running.js';
import { outcomeOf } from '../property/engines/search.js';

describe('the engines agree on', () => {
  it.each([
    ['ewd840', 'small', 2],
    ['lamport-mutex', 'three', 5],
    ['paxos-messages', 'two', 6],
    ['paxos-messages', undefined, 4],
  ])('%s, model %s, to a depth of %i', async (name, model, maxDepth) => {
    const file = join(root, 'bench/models', `${name}.spec`);
    const spec = loadSpec(file, model === undefined ? {} : { model }).value;
    if (spec === undefined) throw new Error(`${file} does not resolve.`);
    const interpreted = await outcomeOf(spec, 'interpreted', { maxDepth });
    expect(await outcomeOf(spec, 'boxed', { maxDepth })).toBe(interpreted);
    expect(await outcomeOf(spec, 'packed', { maxDepth })).toBe(interpreted);
  });
});
