/** The code that V8 has made of the bundle is kept for the next run, and never in its way. */

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder, root, timeless } from './cli/running.js';

const spec = join(root, 'specs/die-hard.spec');

interface Installed {
  /** The files of code that are kept. */
  kept(): string[];
  readonly cache: string;
  readonly bundle: string;
  run(
    args: readonly string[],
    environment?: Readonly<Record<string, string>>,
    node?: readonly string[],
  ): string;
}

/** The tool as it is installed: without code that was kept. */
function installed(use: (tool: Installed) => void): void {
  inFolder({}, (folder) => {
    const dist = join(folder, 'dist');
    const cache = join(dist, 'cache');
    cpSync(join(root, 'dist'), dist, {
      recursive: true,
      filter: (path) => path !== join(root, 'dist/cache') && !path.endsWith('.d.ts'),
    });
    cpSync(join(root, 'package.json'), join(folder, 'package.json'));
    use({
      cache,
      bundle: join(dist, 'bundle.cjs'),
      kept: () => (statSync(cache, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(cache) : []),
      run: (args, environment = {}, node = []) => {
        const { PATH, HOME } = process.env;
        const { stdout, stderr } = spawnSync(
          process.execPath,
          [...node, join(dist, 'src/cli.cjs'), ...args],
          {
            encoding: 'utf8',
            env: { PATH, HOME, ...environment },
          },
        );
        expect(stderr).toBe('');
        return stdout;
      },
    });
  });
}

describe('the code that is kept', () => {
  it('is written by the first check, and read by those after it', () => {
    installed(({ run, kept, cache }) => {
      const said = timeless(run(['check', spec]));
      expect(said).toContain('As expected: the spec asks for a violation of NotSolved.');
      const [file = '', ...others] = kept();
      expect(others).toEqual([]);
      expect(file).toContain(`${process.version}-${process.arch}`);
      const { mtimeMs } = statSync(join(cache, file));
      expect(timeless(run(['check', spec]))).toBe(said);
      // What V8 does not take is written anew.
      expect(statSync(join(cache, file)).mtimeMs).toBe(mtimeMs);
      expect(kept()).toEqual([file]);
    });
  });

  it('is written by the first thread too, and read by those after it', () => {
    installed(({ run, kept, cache }) => {
      run(['check', spec]);
      const [command] = kept();
      const search = ['check', join(root, 'bench/models/lamport-mutex.spec'), '--workers', '2'];
      const said = timeless(run(search));
      const [file = '', ...others] = kept().filter((name) => name !== command);
      expect(others).toEqual([]);
      expect(file).toContain(process.version);
      const { mtimeMs } = statSync(join(cache, file));
      expect(timeless(run(search))).toBe(said);
      expect(statSync(join(cache, file)).mtimeMs).toBe(mtimeMs);
    });
  });

  it('is that of a run which has searched', () => {
    installed(({ run, kept }) => {
      run(['--version']);
      run(['help', 'check']);
      run(['parse', spec]);
      expect(kept()).toEqual([]);
    });
  });

  it('is written anew where it is damaged', () => {
    installed(({ run, kept, cache }) => {
      const said = timeless(run(['check', spec]));
      const path = join(cache, kept()[0] as string);
      const whole = readFileSync(path);
      const middle = Buffer.from(whole).fill(0, 500_000, 504_096);
      for (const damaged of [Buffer.alloc(0), Buffer.from('no code'), whole.subarray(0, 500_000), middle]) {
        writeFileSync(path, damaged);
        expect(timeless(run(['check', spec]))).toBe(said);
        expect(readFileSync(path).length).toBeGreaterThan(whole.length / 2);
        expect(readFileSync(path).equals(damaged)).toBe(false);
      }
    });
  });

  it('is neither read nor written where Node is told to keep none', () => {
    installed(({ run, kept, cache }) => {
      const environment = { NODE_DISABLE_COMPILE_CACHE: '1' };
      run(['check', spec], environment);
      expect(kept()).toEqual([]);
      run(['check', spec]);
      const path = join(cache, kept()[0] as string);
      writeFileSync(path, 'no code');
      run(['check', spec], environment);
      expect(readFileSync(path, 'utf8')).toBe('no code');
    });
  });

  it('is not missed where nothing can be written', () => {
    installed(({ run, cache }) => {
      writeFileSync(cache, 'in its place');
      expect(run(['check', spec])).toContain('As expected');
      expect(readFileSync(cache, 'utf8')).toBe('in its place');
    });
  });

  it('is of one text only, also when somebody edits it to one of the same length', () => {
    installed(({ run, kept, bundle }) => {
      run(['check', spec]);
      const text = readFileSync(bundle, 'latin1');
      const edited = text.replaceAll('As expected: the spec asks', 'As foreseen: the spec asks');
      expect(edited).not.toBe(text);
      writeFileSync(bundle, edited, 'latin1');
      utimesSync(bundle, new Date(), new Date(Date.now() + 5000));
      expect(run(['check', spec])).toContain('As foreseen: the spec asks for a violation of NotSolved.');
      expect(kept()).toHaveLength(2);
    });
  });

  it('is of one set of options of V8 only', () => {
    installed(({ run, kept }) => {
      run(['check', spec]);
      run(['check', spec], {}, ['--stack-size=900']);
      run(['check', spec], { NODE_OPTIONS: '--max-old-space-size=300' });
      expect(kept()).toHaveLength(3);
      run(['check', spec], { NODE_OPTIONS: '--max-old-space-size=300' });
      expect(kept()).toHaveLength(3);
    });
  });

  it('does not gather', () => {
    installed(({ run, kept, cache }) => {
      mkdirSync(cache);
      for (let i = 0; i < 16; i++) writeFileSync(join(cache, `of-another-node-${i}`), '');
      run(['check', spec]);
      expect(kept()).toHaveLength(1);
    });
  });
});
