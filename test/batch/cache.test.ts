/** What held is not searched again while nothing that it depends on has changed. */

import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderCache, memoryCache } from '../../src/batch/cache.js';
import { runTargets } from '../../src/batch/pool.js';
import type { CheckFileOptions } from '../../src/check-file.js';
import { inFolder } from '../cli/running.js';

const counter =
  "SPEC Counter\nEXTENDS Top\nVARIABLE x\nInit == x = 0\nNext == x' = (x + 1) % Top\nINVARIANT Low == x < Top\n";
const flip = "SPEC Flip\nVARIABLE y\nInit == y = 0\nNext == y' = 1 - y\n";

interface Around {
  /** How a check of the file ended, and whether it was searched for. */
  check(file: string, options?: CheckFileOptions): Promise<string>;
  save(name: string, text: string): void;
  readonly cache: string;
  readonly problems: readonly string[];
}

function cached(
  files: Readonly<Record<string, string>>,
  use: (around: Around) => Promise<void>,
): Promise<void> {
  return inFolder(files, async (folder) => {
    const cache = join(folder, 'cache');
    const problems: string[] = [];
    await use({
      check: async (file, options = {}) => {
        const { model, ...rest } = options;
        const caches = [folderCache(cache, rest, (problem) => problems.push(problem))];
        const target = { file: join(folder, file), ...(model === undefined ? {} : { model }) };
        const [result] = await runTargets([target], { ...rest, caches });
        return `${result?.verdict?.kind ?? 'none'}${result?.unchanged === true ? ', unchanged' : ''}`;
      },
      save: (name, text) => writeFileSync(join(folder, name), text),
      cache,
      problems,
    });
  });
}

describe('a spec that held', () => {
  it('is searched again when its text, what it extends, the model or the options have changed', async () => {
    const model = 'MODEL m\n  CHECK_DEADLOCK FALSE\n';
    await cached(
      { 'counter.spec': `${counter}${model}`, 'Top.spec': 'Top == 3\n' },
      async ({ check, save }) => {
        expect(await check('counter.spec')).toBe('holds');
        expect(await check('counter.spec')).toBe('holds, unchanged');
        expect(await check('counter.spec', { model: 'm' })).toBe('holds');
        expect(await check('counter.spec', { maxDepth: 9 })).toBe('holds');
        expect(await check('counter.spec', { workers: 1, timeLimit: 60 })).toBe('holds, unchanged');
        save('Top.spec', 'Top == 4\n');
        expect(await check('counter.spec')).toBe('holds');
        // What it had before is still there: it is found by content.
        save('Top.spec', 'Top == 3\n');
        expect(await check('counter.spec')).toBe('holds, unchanged');
        save('counter.spec', counter);
        expect(await check('counter.spec')).toBe('holds');
      },
    );
  });

  it('is searched again when a file appears that comes before one that was read', async () => {
    const module = '---- MODULE Top ----\nTop == 3\n====\n';
    await cached({ 'counter.spec': counter, 'Top.tla': module }, async ({ check, save }) => {
      expect(await check('counter.spec')).toBe('holds');
      expect(await check('counter.spec')).toBe('holds, unchanged');
      save('Top.spec', 'Top == 5\n');
      expect(await check('counter.spec')).toBe('holds');
    });
  });

  it('is searched again when the cache is gone, or a file in it is cut off or changed', async () => {
    await cached({ 'flip.spec': flip }, async ({ check, cache }) => {
      expect(await check('flip.spec')).toBe('holds');
      rmSync(cache, { recursive: true });
      expect(await check('flip.spec')).toBe('holds');
      for (const file of readdirSync(cache))
        writeFileSync(join(cache, file), readFileSync(join(cache, file)).subarray(0, -5));
      expect(await check('flip.spec')).toBe('holds');
      for (const file of readdirSync(cache)) writeFileSync(join(cache, file), 'nothing of the kind');
      expect(await check('flip.spec')).toBe('holds');
      expect(await check('flip.spec')).toBe('holds, unchanged');
      expect(readdirSync(cache).filter((file) => file.endsWith('.tmp'))).toEqual([]);
    });
  });
});

it('keeps what is as expected, and nothing that is wrong, cut short, left to chance, or read from elsewhere', async () => {
  const files = {
    'expected.spec': `${flip}EXPECT VIOLATION Low\nINVARIANT Low == y < 1\n`,
    'wrong.spec': `${flip}INVARIANT Low == y < 1\n`,
    'unread.spec': 'A == (1\n',
    'chance.spec': "VARIABLE z\nInit == z = 0\nNext == z' = RandomElement({0, 1})\n",
    'flip.spec': flip,
  };
  await cached(files, async ({ check }) => {
    const twice = async (file: string, options: CheckFileOptions = {}) => {
      await check(file, options);
      return check(file, options);
    };
    expect(await twice('expected.spec')).toBe('violation, unchanged');
    expect(await twice('wrong.spec')).toBe('violation');
    expect(await twice('unread.spec')).toBe('none');
    expect(await twice('chance.spec')).toBe('holds');
    expect(await twice('flip.spec', { maxStates: 1 })).toBe('incomplete');
    expect(await twice('flip.spec', { allowRead: ['.'] })).toBe('holds');
  });
});

it('goes on without a cache where it cannot write one, and says so once', async () => {
  await cached({ 'flip.spec': flip, cache: '' }, async ({ check, cache, problems }) => {
    expect(await check('flip.spec')).toBe('holds');
    expect(problems).toEqual([`Results cannot be kept in \`${cache}\`: it is a file.`]);
  });
});

it('in memory everything that came to its end is kept', async () => {
  await inFolder({ 'wrong.spec': `${flip}INVARIANT Low == y < 1\n` }, async (folder) => {
    const caches = [memoryCache({})];
    const check = () => runTargets([{ file: join(folder, 'wrong.spec') }], { caches });
    const [first] = await check();
    const [second] = await check();
    expect(first?.unchanged).toBeUndefined();
    expect(second?.unchanged).toBe(true);
    expect(second?.verdict?.violations).toEqual(first?.verdict?.violations);
  });
});
