/** Every spec of the gallery means the same in both engines, boxed and packed: counts, coverage, traces, lassos, warnings. */

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSpec } from '../../src/load.js';
import { root } from '../cli/running.js';
import { outcomeOf } from '../property/engines/search.js';
import { gallery, type Row } from './gallery.js';

/** Of larger models only so much is compared: the interpreter takes its time. */
const largest = 1_000;
const levels = 3;

const rows = Object.entries(gallery).flatMap(([file, given]) =>
  given
    .filter(({ large }) => large === undefined)
    .map((row): [string, string, Row] => [file, row.model ?? 'default', row]),
);

it.each(Object.entries(gallery).filter(([, given]) => given.some(({ verdict }) => verdict === 'holds')))(
  '%s has a model that both engines explore to the end',
  (_, given) => {
    expect(Math.min(...given.map(({ generated }) => generated))).toBeLessThanOrEqual(largest);
  },
);

describe('the engines agree on', () => {
  it.each(rows)('%s, model %s', async (file, _, { model, generated }) => {
    const spec = loadSpec(join(root, 'specs', file), model === undefined ? {} : { model }).value;
    if (spec === undefined) throw new Error(`${file} does not resolve.`);
    const options = generated > largest ? { maxDepth: levels } : {};
    const interpreted = await outcomeOf(spec, 'interpreted', options);
    expect(await outcomeOf(spec, 'boxed', options)).toBe(interpreted);
    expect(await outcomeOf(spec, 'packed', options)).toBe(interpreted);
  });
});
